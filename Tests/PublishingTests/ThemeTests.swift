import Diagnostics
import Foundation
import Testing

@testable import Publishing

private let builtIn = EmbeddedFile.all.filter { $0.path.hasPrefix("Templates/") }

/// The theme with a site's own files, and what is wrong with them.
private func theme(_ files: [String: String] = [:], accent: String = "#3b5bdb") throws -> (theme: Theme, told: [String])
{
  var diagnostics = Diagnostics()
  let words = try #require(builtInStrings(into: &diagnostics)).words
  let own = files.sorted { $0.key < $1.key }.map { SiteFile(path: "Templates/" + $0.key, bytes: Array($0.value.utf8)) }
  let theme = Theme(files: own, words: words, accent: accent, into: &diagnostics)
  return (theme, lines(of: diagnostics))
}

private func asset(_ theme: Theme, _ name: String) throws -> Asset {
  try #require(theme.assets.first { $0.name == name })
}

struct ThemeTests {
  @Test func theBuiltInThemeIsWithoutFault() throws {
    #expect(try theme().told == [])
  }

  @Test func everyFileOfTheFolderIsInTheProgram() throws {
    var files = try texts(below: "Templates", endingIn: "").mapValues { Array($0.utf8) }
    files["assets/card.png"] = Array(
      try Data(contentsOf: repository.appendingPathComponent("Templates/assets/card.png")))
    for (path, bytes) in files {
      let file = try #require(builtIn.first { $0.path == "Templates/" + path }, "\(path)")
      #expect(file.bytes == bytes, "\(path)")
    }
    #expect(files.count == builtIn.count)
  }

  /// A template that no page draws and no other includes is dead.
  @Test func noTemplateIsUnused() throws {
    let templates = try texts(below: "Templates", endingIn: ".mustache")
    let source = try texts(below: "Sources/Publishing/Theme", endingIn: ".swift").values.joined()
    let all = templates.values.joined()
    for path in templates.keys {
      let name = String(path.dropLast(".mustache".count))
      let isPage = source.contains("library.compile(\"\(name)\"")
      #expect(isPage || all.contains("{{>\(name)}}") || all.contains("{{<\(name)}}"), "\(name)")
    }
  }

  // MARK: Assets

  @Test func anAssetsAddressHoldsAHashOfItsOctets() throws {
    let css = try asset(try theme().theme, "assets/almanac.css")
    let parts = css.route.path.split(separator: ".")
    #expect(parts.count == 3)
    #expect(parts[0] == "assets/almanac" && parts[2] == "css")
    #expect(parts[1].utf8.count == 12 && parts[1].utf8.allSatisfy { "0123456789abcdef".utf8.contains($0) })
  }

  @Test func anAddressChangesWithTheOctetsAndWithNothingElse() throws {
    func route(_ text: String, _ name: String = "assets/a.css") -> String {
      Asset(name: name, bytes: Array(text.utf8)).route.path
    }
    #expect(route("a") == route("a"))
    #expect(route("a") != route("b"))
    #expect(route("") != route("\0"))
    #expect(route("a").dropFirst("assets/a".count) == route("a", "assets/b.css").dropFirst("assets/b".count))
  }

  /// BLAKE2b with 16 octets, of which six are shown: told by `b2sum -l 128`.
  @Test func theHashIsBLAKE2b() {
    #expect(Asset(name: "assets/a.css", bytes: Array("abc".utf8)).route.path == "assets/a.cf4ab791c62b.css")
  }

  @Test(arguments: [
    ("assets/a.min.js", "assets/a.min.", ".js"), ("assets/LICENSE", "assets/LICENSE.", ""),
    ("assets/v1.2/font", "assets/v1.2/font.", ""),
    ("assets/v1.2/f.woff2", "assets/v1.2/f.", ".woff2"), ("assets/.x", "assets/.", ".x"),
  ])
  func theHashStandsBeforeTheEnding(name: String, start: String, end: String) {
    let path = Asset(name: name, bytes: []).route.path
    #expect(path.hasPrefix(start) && path.hasSuffix(end))
    #expect(path.utf8.count == start.utf8.count + 12 + end.utf8.count)
  }

  @Test func theAccentIsARuleOfItsOwn() throws {
    let css = try asset(try theme(accent: "#AB12cd").theme, "assets/accent.css")
    #expect(String(decoding: css.bytes, as: UTF8.self) == ":root{--accent:#AB12cd}\n")
    #expect(try theme(accent: "#AB12cd").theme.route(of: "assets/accent.css") == css.route)
    #expect(try theme().theme.route(of: "assets/nothing.css") == nil)
  }

  // MARK: The site's own files

  @Test func aSitesOwnAssetWinsAndItsAddressIsAnother() throws {
    let own = try theme(["assets/almanac.css": "p{}", "assets/logo.svg": "<svg/>"]).theme
    #expect(String(decoding: try asset(own, "assets/almanac.css").bytes, as: UTF8.self) == "p{}\n")
    #expect(own.route(of: "assets/almanac.css") != (try theme().theme.route(of: "assets/almanac.css")))
    #expect(own.route(of: "assets/logo.svg") != nil)
    #expect(own.route(of: "assets/theme.js") == (try theme().theme.route(of: "assets/theme.js")))
  }

  @Test func theAccentOfTheSettingsWinsOverAFile() throws {
    let own = try theme(["assets/accent.css": "p{}"]).theme
    #expect(String(decoding: try asset(own, "assets/accent.css").bytes, as: UTF8.self).hasPrefix(":root"))
  }

  @Test func aSitesOwnTemplateWins() throws {
    let result = try theme(["redirect.mustache": "<p>{{nothing}}</p>"])
    #expect(result.told.count == 1)
    #expect(result.told[0].hasPrefix("Templates/redirect.mustache:1:"))
    #expect(result.told[0].contains("unknown name \"nothing\""))
    #expect(try theme(["redirect.mustache": "<a href=\"{{target_url}}\">x</a>"]).told == [])
  }

  @Test func aSitesOwnPartWinsInEveryTemplateThatIncludesIt() throws {
    let told = try theme(["parts/foot.mustache": "{{titel}}"]).told
    let count = told.count
    #expect(count == 1)
    #expect(told.first?.hasPrefix("Templates/parts/foot.mustache:1:3: unknown name \"titel\"; did you mean") == true)
  }

  @Test func aTemplateThatNoPageUsesIsAWarning() throws {
    let told = try theme(["mentro.mustache": "x", "parts/own.mustache": "x", "page.mustache": "{{>parts/own}}"]).told
    #expect(told.count == 1)
    #expect(told.first?.hasPrefix("Templates/mentro.mustache") == true && told.first?.contains("warning: ") == true)
  }

  @Test func filesThatAreNoTemplatesAndNoAssetsAreNamed() throws {
    let result = try theme(["README.md": "{{x}}", "notes.txt": "x"])
    #expect(result.told.count == 1)
    #expect(result.told.first?.hasPrefix("Templates/notes.txt: warning: the file is not read: ") == true)
    #expect(result.theme.assets.count == (try theme().theme.assets.count))
  }

  @Test func aWordThatIsNotThereIsAnErrorWithTheNearest() throws {
    let told = try theme(["page.mustache": "{{t.skip_to_contnet}}"]).told
    #expect(told.count == 1)
    #expect(told.first?.contains("skip_to_content") == true)
  }
}
