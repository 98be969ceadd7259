import CivilTime
import Diagnostics
import Foundation
import Mentoring
import Testing

@testable import Publishing

/// The settings of a text, and what is wrong with it.
private func read(_ text: String) -> (settings: Settings?, told: [String]) {
  var diagnostics = Diagnostics()
  let settings = readSettings(Array(text.utf8), file: "site.yaml", into: &diagnostics)
  return (settings, lines(of: diagnostics))
}

/// A key with a dot stands in its group, from line 2 on.
private func yaml(_ key: String, _ value: String) -> String {
  let parts = key.split(separator: ".")
  return parts.count == 1 ? "title: t\n\(key): \(value)\n" : "title: t\n\(parts[0]):\n  \(parts[1]): \(value)\n"
}

struct SettingsTests {
  @Test(arguments: SettingCase.all) func aKeyHasItsDefault(_ setting: SettingCase) throws {
    let result = read("title: t")
    #expect(result.told == [])
    #expect(setting.value(try #require(result.settings)) == setting.standard)
  }

  @Test(arguments: SettingCase.all) func aKeyWithoutAValueHasItsDefault(_ setting: SettingCase) throws {
    if ["title", "accent"].contains(setting.key) { return }
    let result = read(yaml(setting.key, ""))
    #expect(result.told == [])
    #expect(setting.value(try #require(result.settings)) == setting.standard)
  }

  @Test(arguments: SettingCase.all) func aGoodValueIsTaken(_ setting: SettingCase) throws {
    for (text, value) in setting.good {
      let result = read(yaml(setting.key, text))
      #expect(result.told == [], "\(text)")
      #expect(setting.value(try #require(result.settings)) == value, "\(text)")
    }
  }

  @Test(arguments: SettingCase.all) func aBadValueIsOneErrorWithItsPlaceAndARemedy(_ setting: SettingCase) {
    for text in setting.bad {
      let result = read(yaml(setting.key, text))
      #expect(result.told.count == 1, "\(text): \(result.told)")
      let line = setting.key.contains(".") ? 3 : 2
      #expect(result.told.first?.hasPrefix("site.yaml:\(line):") == true, "\(text): \(result.told)")
      let name = setting.key.split(separator: ".").last ?? ""
      #expect(result.told.first?.contains("\"\(name)\"") == true, "\(text): \(result.told)")
      let isKind = text.hasPrefix("[") || text.hasPrefix("{")
      #expect(isKind || result.told.first?.contains("; ") == true, "\(text): \(result.told)")
    }
  }

  @Test(arguments: SettingCase.all) func aMisspelledKeyIsToldWithTheRightOne(_ setting: SettingCase) {
    let name = setting.key.split(separator: ".").last.map(String.init) ?? ""
    let wrong = String(name.dropLast(2)) + String(name.suffix(2).reversed())
    if wrong == name { return }
    let result = read(yaml(String(setting.key.dropLast(name.count)) + wrong, "1"))
    // Two keys are as near to this one.
    let near = setting.key == "languages" ? "language" : name
    #expect(
      result.told.first?.contains("unknown key \"\(wrong)\"; did you mean \"\(near)\"?") == true, "\(result.told)")
  }

  @Test(arguments: ["", "\"\"", "\"  \"", "\"\\u00a0\""]) func aTitleOfNothingIsNone(_ text: String) {
    #expect(
      read("title: \(text)\n").told == ["site.yaml:1:1: the site has no title; write title: and the programme's name"])
  }

  /// They stand on every page, and would turn what stands around them.
  @Test func aTextThatTurnsItsSurroundingsIsRefused() {
    #expect(
      read("title: \"a \\u202e b\"\n").told == [
        "site.yaml:1:8: \"title\" holds U+202E; write it without signs that cannot be seen"
      ])
    let told = read("languages: [en, de]\ntitle: T\ndescription: {en: a, de: \"b\\u2067\"}\n").told
    #expect(told == ["site.yaml:3:26: \"de\" holds U+2067; write it without signs that cannot be seen"])
    #expect(
      read("title: t\ntopics: [{slug: a, name: \"b\\u202e\"}]\n").told == [
        "site.yaml:2:26: \"name\" holds U+202E; write it without signs that cannot be seen"
      ])
    #expect(
      read("title: t\ngoals: [{slug: a, name: \"b\\nc\"}]\n").told == [
        "site.yaml:2:25: the name holds a line break or a control character; write it in one line"
      ])
    #expect(read("title: t\ndescription: >\n  two\n  lines\n").told == [])
    #expect(read("title: \"שלום \\u200f!\"\n").told == [])
  }

  @Test func everyErrorIsToldAtOnce() {
    let told = read("titel: x\nstale_after: soon\npolicy:\n  stepp: 1\n  notice: -1\nzone: [a]\n").told
    #expect(told.count == 6)
    #expect(told.contains("site.yaml:1:1: unknown key \"titel\"; did you mean \"title\"?"))
    #expect(told.contains("site.yaml:1:1: the site has no title; write title: and the programme's name"))
    #expect(told.contains("site.yaml:4:3: unknown key \"stepp\"; did you mean \"step\"?"))
  }

  // MARK: The file

  @Test(arguments: ["", "# nothing\n", "title:", "title: ''", "title: [a]", "description: x", "just text", "- a"])
  func aFileWithoutATitleIsOneError(text: String) {
    #expect(read(text).told.count == 1, "\(read(text).told)")
  }

  @Test func theSmallestFileIsATitle() throws {
    let settings = try #require(read("title: My programme").settings)
    #expect(settings.title == "My programme")
    #expect(settings.basePath == "/")
  }

  @Test func theBasePathHasASlashAtBothEnds() throws {
    #expect(try #require(read("title: t\nbase_url: https://a.example/p/q/").settings).basePath == "/p/q/")
    #expect(try #require(read("title: t\nbase_url: https://a.example/").settings).basePath == "/")
  }

  @Test func aGroupThatIsNoMappingIsOneError() {
    for group in ["policy", "rooms", "mail", "feed", "busy", "publish"] {
      #expect(
        read("title: t\n\(group): x").told == [
          "site.yaml:2:\(group.count + 3): text stands where keys and values belong"
        ])
    }
  }

  @Test func theZonesPlaceIsKeptForTheErrorOfAnUnknownName() throws {
    let settings = try #require(read("title: t\nzone: Europe/Belrin").settings)
    #expect(settings.zonePlace?.line == 2)
    #expect(settings.zonePlace?.column == 7)
  }

  /// A key that is read and not tested here is a hole in these tests.
  @Test func everyKeyThatIsReadIsTested() throws {
    let source = try ["ReadSettings", "ReadLanguages"].map {
      try String(contentsOf: sourceFile("Publishing/Settings/\($0).swift"), encoding: .utf8)
    }.joined()
    let asked = source.matches(of: /(?:text|textByLanguage|flag|choice|integer|texts|minutes)\("([a-z_]+)"/).map {
      String($0.1)
    }
    #expect(Set(asked) == Set(SettingCase.all.compactMap { $0.key.split(separator: ".").last.map(String.init) }))
  }
}
