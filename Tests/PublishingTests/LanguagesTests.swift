import Diagnostics
import Foundation
import Markup
import Testing

@testable import Publishing

/// The languages that the program brings along beside English: each has every text, with the gaps of the English one.
struct LanguagesTests {
  let english: Strings

  init() throws {
    var diagnostics = Diagnostics()
    english = try #require(builtInStrings(into: &diagnostics))
  }

  static func table(_ language: String) throws -> String {
    let file = try #require(EmbeddedFile.all.first { $0.path == "content/strings/\(language).yaml" })
    return String(decoding: file.bytes, as: UTF8.self)
  }

  @Test func theProgramBringsGermanAlong() { #expect(builtInLanguages == ["de", "en"]) }

  @Test(arguments: builtInLanguages) func aBuiltInLanguageIsComplete(language: String) throws {
    #expect(try faults(of: try Self.table(language), in: language) == [])
  }

  @Test(arguments: builtInLanguages) func aBuiltInLanguageIsReadWithoutAWord(language: String) throws {
    var diagnostics = Diagnostics()
    let strings = try #require(builtInStrings(in: language, english: english, into: &diagnostics))
    #expect(lines(of: diagnostics) == [])
    #expect(strings.language == language)
  }

  /// The check above on a German table with one mistake each.
  @Test(arguments: [
    ("  nav_home: Start\n", "", "words.nav_home is missing"),
    ("  nav_home: Start\n", "  nav_home: Start\n  nav_hom: Start\n", "words.nav_hom is not English"),
    ("  nav_home: Start\n", "  nav_home: ''\n", "words.nav_home is empty"),
    ("  nav_home: Start\n", "  nav_home: 'Start '\n", "words.nav_home is empty or has space at its ends"),
    ("Hallo {name}", "Hallo", "sentences.hello has the gaps [], not [\"name\"]"),
    ("Hallo {name}", "Hallo {nmae}", "sentences.hello has the gaps [\"nmae\"], not [\"name\"]"),
    ("{one: \"{n} Tag\", other", "{other", "counted.days has no form one"),
    ("{n} Tage", "Tage", "counted.days other has the gaps []"),
    ("  thousands_separator: \".\"\n", "", "dates.thousands_separator is missing"),
    ("direction: ltr\n", "", "direction is missing"),
  ])
  func theCheckSeesEachMistake(text: String, spoiled: String, told: String) throws {
    let table = try Self.table("de")
    try #require(table.contains(text))
    let found = try faults(of: table.replacingOccurrences(of: text, with: spoiled), in: "de")
    #expect(found.contains { $0.hasPrefix(told) }, "\(found)")
  }

  // MARK: As Germans write

  private func german() throws -> Strings {
    var diagnostics = Diagnostics()
    return try #require(builtInStrings(in: "de", english: english, into: &diagnostics))
  }

  @Test func aGermanNumberTakesItsFormAndItsSeparators() throws {
    let german = try german()
    #expect([0, 1, 2, 1304].map { german.counted("days", $0) } == ["0 Tage", "1 Tag", "2 Tage", "1.304 Tage"])
    #expect(
      [1, 21].map { german.counted("waiting_for_you", $0) } == [
        "1 Anfrage wartet auf dich", "21 Anfragen warten auf dich",
      ])
    #expect(text { german.append(tenths: 48, into: &$0) } == "4,8")
    #expect(text { german.append(money: 123_456, currency: "EUR", into: &$0) } == "1.234,56\u{A0}EUR")
  }

  @Test func germanQuotesAreGerman() throws {
    let table = try Self.table("de")
    for line in table.split(separator: "\n") where !line.hasPrefix("#") {
      #expect(!line.contains("\\\"") && !line.contains("”") && line.count { $0 == "„" } == line.count { $0 == "“" })
    }
  }

  @Test func aLanguageOfACountryIsThatOfItsKin() throws {
    var diagnostics = Diagnostics()
    for (tag, language) in [("de-AT", "de"), ("DE", "de"), ("en-GB", "en")] {
      #expect(builtInStrings(in: tag, english: english, into: &diagnostics)?.language == language)
    }
    #expect(builtInStrings(in: "nl", english: english, into: &diagnostics) == nil)
    #expect(builtInStrings(in: "deu", english: english, into: &diagnostics) == nil)
    #expect(lines(of: diagnostics) == [])
  }

  /// A folder's own table of a language that is built in names only what it changes, dates and numbers too.
  @Test func anOwnTableOfABuiltInLanguageSaysOnlyWhatItChanges() throws {
    var diagnostics = Diagnostics()
    let own = try #require(
      readStrings(
        Array("language: de-CH\nwords: {nav_home: Hoi}\ndates: {thousands_separator: ’}".utf8), file: "f",
        fallback: try german(), into: &diagnostics))
    #expect(lines(of: diagnostics) == [])
    #expect(own.word("nav_home") == "Hoi")
    #expect(own.counted("days", 1304) == "1’304 Tage")
    #expect(text { own.append(tenths: 48, into: &$0) } == "4,8")
    #expect(own.dates.months[2] == "März")
    let german = try german()
    #expect(own.patterns.date == german.patterns.date && own.patterns.moment == german.patterns.moment)
    #expect(own.dates.fullDate == "{weekday}, {day}. {month} {year}")
  }

  // MARK: The check

  /// What a table lacks, has too many, or says with other gaps than English: read as it stands, without a fallback.
  private func faults(of table: String, in language: String) throws -> [String] {
    var diagnostics = Diagnostics()
    let node = try #require(parseYAML(Array(table.utf8), file: "f", into: &diagnostics))
    let original = try #require(parseYAML(Array(try Self.table("en").utf8), file: "e", into: &diagnostics))
    var (own, other) = (YAMLMapping(node), YAMLMapping(original))
    var found = compared(own.keys, other.keys, "")
    for name in ["words", "counted", "sentences", "dates"] {
      found += compared(own.mapping(name).keys, other.mapping(name).keys, name + ".")
    }
    let strings = try #require(readStrings(Array(table.utf8), file: "f", into: &diagnostics))
    found += lines(of: diagnostics)
    for (key, text) in strings.words {
      found += check("words.\(key)", GapText(text), english.words[key].map(GapText.init))
    }
    for (key, text) in strings.sentences { found += check("sentences.\(key)", text, english.sentences[key]) }
    for (key, forms) in strings.counted {
      for category in Set((0...200).map { PluralRule(language: language).category(of: $0) })
      where forms[category] == nil {
        found.append("counted.\(key) has no form \(category)")
      }
      for (category, text) in forms where category == .other && text.gaps != ["n"] {
        found.append("counted.\(key) \(category) has the gaps \(text.gaps.sorted())")
      }
    }
    return found.sorted()
  }

  private func compared(_ own: [String], _ other: [String], _ table: String) -> [String] {
    Set(other).subtracting(own).map { "\(table)\($0) is missing" }
      + Set(own).subtracting(other).map { "\(table)\($0) is not English" }
  }

  private func check(_ name: String, _ text: GapText, _ original: GapText?) -> [String] {
    var found: [String] = []
    let written = text.pieces.map { if case .literal(let part) = $0 { part } else { "x" } }.joined()
    if written.isEmpty || written != written.trimmingCharacters(in: .whitespacesAndNewlines) {
      found.append("\(name) is empty or has space at its ends")
    }
    if let original, text.gaps != original.gaps {
      found.append("\(name) has the gaps \(text.gaps.sorted()), not \(original.gaps.sorted())")
    }
    return found
  }
}
