import Foundation
import Testing

/// One site in several languages, built from the demo.
@Suite struct LanguagesSiteTests {
  static let base = "https://demo.example.org/programme"

  /// The demo in English, German and French, with some translations.
  static func demo(_ languages: [String] = ["en", "de", "fr"]) throws -> ProgramFolder {
    let described = ["en: Learn from somebody.", "de: Lerne von jemandem.", "fr: Apprends de quelqu'un."].filter {
      languages.contains(String($0.prefix(2)))
    }
    let folder = try ProgramFolder.demo()
    try folder.write(
      """
      title: Demo
      description: {\(described.joined(separator: ", "))}
      languages: [\(languages.joined(separator: ", "))]
      base_url: \(base)
      mail: {from: inbox@demo.example.org}

      """, to: "site.yaml")
    for (name, title) in [
      ("_index.md", "Start"), ("about.md", "About us"), ("privacy.md", "Privacy"), ("news/2026-11-03-a.md", "News"),
      ("_index.de.md", "Anfang"), ("about.de.md", "Über uns"), ("news/2026-11-03-a.de.md", "Neues"),
    ] where languages.contains("de") || !name.hasSuffix(".de.md") {
      let more = (name == "about.de.md" ? "slug: ueber\n" : "") + (name.hasSuffix("a.md") ? "date: 2026-11-03\n" : "")
      let menu = name == "about.md" || name == "privacy.md" ? "menu: main\n" : ""
      try folder.write("---\ntitle: \(title)\n\(more)\(menu)---\nText.\n", to: "content/" + name)
    }
    try folder.write("---\nheadline: x\n---\nBio.\n", to: "content/mentors/nobody.md")
    return folder
  }

  static func pages(_ folder: ProgramFolder, _ output: String = "public") throws -> [String: String] {
    try folder.tree(output).filter { $0.key.hasSuffix(".html") }.mapValues { String(decoding: $0.bytes, as: UTF8.self) }
  }

  static func values(_ page: String, _ pattern: Regex<(Substring, Substring)>) -> [String] {
    page.matches(of: pattern).map { String($0.1) }
  }

  /// The page of an absolute address.
  private func file(_ address: String) -> String {
    String(address.dropFirst(Self.base.count + 1)) + (address.hasSuffix("/") ? "index.html" : "")
  }

  @Test func everyPageLeadsToItselfInEveryLanguage() throws {
    let folder = try Self.demo()
    try folder.say("build")
    let pages = try Self.pages(folder)
    var claimed: [String: String] = [:]
    var count = 0
    for (path, page) in pages where !page.contains("http-equiv=\"refresh\"") {
      let canonical = Self.values(page, /<link rel="canonical" href="([^"]*)"/)
      let isPrivate = ["u/", "m/", "feeds/", "organiser/"].contains { path.hasPrefix($0) }
      let alternates = page.matches(of: /<link rel="alternate" hreflang="([^"]*)" href="([^"]*)"/).map {
        (String($0.1), String($0.2))
      }
      let switcher = Self.values(page, /<li><a href="([^"]*)" lang="[^"]*" dir="ltr" hreflang="[^"]*">/)
      if isPrivate {
        #expect(alternates.isEmpty && switcher.isEmpty && !page.contains("og:locale"), "\(path)")
        continue
      }
      let language = path.hasPrefix("de/") ? "de" : path.hasPrefix("fr/") ? "fr" : "en"
      #expect(page.contains("<html lang=\"\(language)\""), "\(path)")
      #expect(switcher.count == 4, "in head and foot of \(path)")
      if path.hasSuffix("404.html") {
        #expect(alternates.isEmpty && switcher.allSatisfy { $0.hasPrefix("/programme/") })
        continue
      }
      count += 1
      let own = try #require(canonical.first, "\(path)")
      #expect(claimed.updateValue(path, forKey: own) == nil, "\(own) is claimed by \(path) too")
      #expect(file(own) == path)
      #expect(alternates.map(\.0) == ["en", "de", "fr", "x-default"], "\(path)")
      #expect(alternates.last?.1 == alternates.first?.1)
      for (other, address) in alternates.dropLast() {
        let there = try #require(pages[file(address)], "\(path) leads to \(address)")
        #expect(
          there.contains("<link rel=\"alternate\" hreflang=\"\(language)\" href=\"\(own)\">"), "\(path) \(address)")
        #expect(there.contains("<html lang=\"\(other)\""))
      }
      // The way by the page's own links is the same one.
      let base = try #require(URL(string: own))
      let ways = switcher.compactMap { URL(string: $0, relativeTo: base)?.absoluteString }
      #expect(Set(ways) == Set(alternates.map(\.1)).subtracting([own]), "\(path)")
    }
    #expect(count > 150)
    let sitemap = try folder.read("public/sitemap.xml")
    let listed = Set(Self.values(sitemap, /<loc>([^<]*)<\/loc>/))
    let weeks = claimed.keys.filter { $0.contains("/week/") }
    #expect(listed == Set(claimed.keys).subtracting(weeks))
    #expect(Set(Self.values(sitemap, /xhtml:link rel="alternate" hreflang="de" href="([^"]*)"/)).isSubset(of: listed))
    #expect(sitemap.components(separatedBy: "<xhtml:link").count - 1 == listed.count * 4)
    let types = Self.values(try #require(pages["de/index.html"]), /og:locale(?::alternate)?" content="([^"]*)"/)
    #expect(types == ["de_DE", "en_US", "fr_FR"])
  }

  @Test func wordsWithoutATranslationAreMarked() throws {
    let folder = try Self.demo()
    let slug = try #require(try folder.texts("SELECT slug FROM mentor WHERE approval = 'approved' ORDER BY slug").first)
    try folder.write("---\nheadline: Geduldig\n---\nIch bin **da**.\n", to: "content/mentors/\(slug).de.md")
    try folder.write("---\ntitle: Nur hier\n---\nText.\n", to: "content/nur.de.md")
    try folder.say("build")
    let alone = try folder.read("public/de/nur/index.html")
    #expect(
      alone.contains("rel=\"canonical\"") && !alone.contains("rel=\"alternate\" hreflang"), "in one language alone")
    #expect(
      alone.contains("<li><a href=\"../../\" lang=\"en\"") && alone.contains("<li><a href=\"../../fr/\" lang=\"fr\""))
    #expect(!(try folder.tree().keys.contains("nur/index.html")))
    let english = #" lang="en" dir="ltr""#
    func page(_ path: String) throws -> String { try folder.read("public/\(path)index.html") }
    #expect(try page("de/privacy/").contains("<h1\(english)>Privacy</h1>"))
    #expect(try page("de/privacy/").contains("<div class=\"prose\"\(english)>"))
    #expect(try page("de/ueber/").contains("<h1>Über uns</h1>\n<div class=\"prose\"><p>Text.</p>"))
    #expect(try page("de/").contains("\(english)>Privacy</a></li>") && page("de/").contains(">Über uns</a></li>"))
    #expect(try page("fr/").contains("<h1\(english)>Start</h1>"))
    let bio = #"<div class="prose" dir="auto"><p>Ich bin <strong>da</strong>.</p>"#
    #expect(try page("de/mentors/\(slug)/").contains(bio))
    #expect(try page("fr/mentors/\(slug)/").contains("<div class=\"prose\"\(english)>"))
    #expect(try page("de/mentors/").contains("<p>Geduldig</p>") && page("fr/mentors/").contains("<p\(english)>"))
    #expect(try page("privacy/").contains("<h1>Privacy</h1>"))
    #expect(try page("de/").contains("Lerne von jemandem.") && page("").contains("Learn from somebody."))
    #expect(try page("de/ueber/").contains("\"de/mentors/\"") == false)
    let feed = try folder.read("public/de/news/feed.atom")
    #expect(feed.contains("xml:lang=\"de\"") && feed.contains("<title>Neues</title>"))
    let other = try folder.read("public/news/feed.atom")
    let ids = Set([feed, other].flatMap { Self.values($0, /<id>([^<]*)<\/id>/) })
    #expect(ids.count == 4, "a feed and an entry in each language")
  }

  /// Files are made once, whatever the number of languages, and each is the main language's.
  @Test func dataFilesStaySingle() throws {
    let folder = try Self.demo(["en"])
    try folder.say("build")
    let one = try folder.tree()
    let many = try Self.demo()
    try many.say("build")
    let three = try many.tree()
    let again = Set(three.keys.filter { $0.hasPrefix("de/") || $0.hasPrefix("fr/") })
    #expect(Set(three.keys).subtracting(again) == Set(one.keys))
    #expect(again.filter { !$0.hasSuffix(".html") }.sorted() == ["de/news/feed.atom", "fr/news/feed.atom"])
    for path in one.keys where !path.hasSuffix(".html") && !["sitemap.xml", "build-manifest.json"].contains(path) {
      // Of one person or two, in their language.
      if path.hasPrefix("feeds/") || path.hasPrefix("m/") { continue }
      #expect(one[path]?.bytes == three[path]?.bytes, "\(path)")
    }
    // With one language the pages know nothing of languages.
    for (path, file) in one where path.hasSuffix(".html") {
      let page = String(decoding: file.bytes, as: UTF8.self)
      #expect(!page.contains("hreflang=\"en\"") && !page.contains("og:locale"), "\(path)")
    }
    let bare = try ProgramFolder.demo()
    try bare.write(
      try folder.read("site.yaml").replacing("languages: [en]\n", with: "").replacing(
        /\{en: (.*?)\}/, with: { String($0.1) }), to: "site.yaml")
    for name in ["_index.md", "about.md", "privacy.md", "news/2026-11-03-a.md"] {
      try bare.write(try folder.read("content/" + name), to: "content/" + name)
    }
    try bare.say("build")
    let plain = try bare.tree()
    #expect(differences(plain, one).filter { $0 != "build.json" } == [])
  }

  @Test func aLanguageThatIsTakenAwayTakesItsPagesWithIt() throws {
    let folder = try Self.demo(["en", "de"])
    try folder.say("build")
    #expect(try folder.tree().keys.contains("de/index.html"))
    try folder.write("title: Demo\nbase_url: \(Self.base)\n", to: "site.yaml")
    let gone = try folder.run("build")
    #expect(gone.code == 5 && gone.err.contains("content/_index.de.md"), "\(gone.err)")
    #expect(try folder.tree().keys.contains("de/index.html"), "an error leaves the site as it was")
    for name in ["_index.de.md", "about.de.md", "news/2026-11-03-a.de.md"] {
      try FileManager.default.removeItem(atPath: folder.path + "/content/" + name)
    }
    try folder.say("build")
    let tree = try folder.tree()
    #expect(tree.keys.filter { $0.hasPrefix("de/") } == [])
    #expect(!(try folder.read("public/build-manifest.json").contains("\"de/")))
    try folder.say("build", "-o", "cold")
    #expect(differences(tree, try folder.tree("cold")).filter { $0 != "build.json" } == [])
  }
}
