import CivilTime
import Diagnostics
import Testing

@testable import Publishing

private func split(_ bytes: [UInt8]) -> (matter: FrontMatter, told: [String]) {
  var diagnostics = Diagnostics()
  let matter = splitFrontMatter(SiteFile(path: "f.md", bytes: bytes), into: &diagnostics)
  return (matter, lines(of: diagnostics))
}

private func split(_ text: String) -> (body: String, firstLine: Int, hasNode: Bool, told: [String]) {
  let result = split(Array(text.utf8))
  return (
    String(decoding: result.matter.body, as: UTF8.self), result.matter.firstLine, result.matter.node != nil, result.told
  )
}

struct FrontMatterTests {
  @Test(arguments: [
    ("---\na: 1\n---\nbody\n", "body\n", 4), ("---\r\na: 1\r\n---\r\nbody", "body", 4),
    ("---  \na: 1\n---  \nbody", "body", 4),
    ("\u{FEFF}---\na: 1\n---\nbody", "body", 4), ("---\na: 1\n---", "", 4), ("---\na: 1\n---\n", "", 4),
    ("---\na: 1\n---\n---\nx", "---\nx", 4), ("---\na: |\n  ---\nb: 2\n---\nx", "x", 6),
  ])
  func theLinesBetweenTheFencesAreYAML(text: String, body: String, firstLine: Int) {
    let result = split(text)
    #expect(result.told == [])
    #expect(result.hasNode)
    #expect(result.body == body)
    #expect(result.firstLine == firstLine)
  }

  @Test(arguments: ["", "text", "\n---\na: 1\n---\n", "----\na: 1\n----\n", " ---\na: 1\n---\n", "--\n", "# ---"])
  func aFileThatDoesNotBeginWithAFenceIsAllBody(text: String) {
    let result = split(text)
    #expect(result.told == [])
    #expect(!result.hasNode)
    #expect(result.body == text)
    #expect(result.firstLine == 1)
  }

  @Test func emptyFrontMatterIsNone() {
    let result = split("---\n---\nbody")
    #expect(result.told == [])
    #expect(!result.hasNode)
    #expect(result.body == "body")
    #expect(result.firstLine == 3)
  }

  @Test(arguments: ["---", "---\n", "---\na: 1", "---\na: 1\n----\nbody", "---\n\n\n"])
  func aFenceThatDoesNotCloseIsAnError(text: String) {
    #expect(split(text).told == ["f.md:1:1: the front matter does not end; write a second line of --- behind it"])
  }

  @Test func errorsInFrontMatterStandOnTheirLineOfTheFile() throws {
    #expect(
      split("---\na: 1\na: 2\n---\n").told == [
        "f.md:3:1: the key \"a\" is given twice; the first is in line 2; keep one"
      ])
    #expect(
      try loaded(["a.md": "---\ntitle: T\ntopix: x\ndate: soon\n---\n"]).told == [
        "content/a.md:4:7: \"date\" is \"soon\"; write a date as 2026-11-24, or a time as 2026-11-24T18:00",
        "content/a.md:3:1: unknown key \"topix\"; known here: aliases, date, description, draft, expires, menu, publish, slug, template, title, updated, weight",
      ])
    #expect(
      try loaded(["a.md": page("tilte: x")]).told == [
        "content/a.md:3:1: unknown key \"tilte\"; did you mean \"title\"?"
      ])
  }

  @Test(arguments: ["title: [a]", "title: ''", "title:", "weight: 1"]) func aPageWithoutATitleIsOneError(keys: String)
    throws
  {
    let told = try loaded(["a.md": "---\n\(keys)\n---\n"]).told
    #expect(told.count == 1, "\(told)")
  }

  @Test func aPageWithoutFrontMatterIsToldWhereTheTitleGoes() throws {
    #expect(
      try loaded(["a.md": "# About"]).told.first?.hasSuffix(
        "the page has no title; write title: between two lines of ---") == true)
  }

  @Test func newsNeedsADate() throws {
    #expect(try loaded(["news/a.md": page()]).told.count == 1)
    #expect(try loaded(["news/a.md": page("date: 24.11.2026")]).told.count == 1)
    #expect(try loaded(["news/a.md": page("date: 2026-11-24")]).told == [])
  }

  @Test func aMentorsFileMaySayMoreThanAPage() throws {
    let text = """
      ---
      topics: [a, b]
      headline: H
      company: C
      job_title: J
      years: 12
      links: [https://a.example]
      languages: [en, de]
      photo: p.jpg
      ---
      bio
      """
    let result = try loaded(["mentors/ada.md": text])
    #expect(result.told == [])
    let words = try #require(result.content.mentors["ada"]?.mentor)
    #expect(words.topics == ["a", "b"])
    #expect(words.years == 12)
    #expect(words.links == ["https://a.example"])
    #expect(try loaded(["a.md": page("headline: H")]).told.count == 1)
  }

  @Test(arguments: [
    "links: [javascript:x]", "links: [http://a.example]", "links: ['https://a b']", "years: 81", "years: -1",
    "availability: x", "hours: x",
  ])
  func aMentorsFileCannotSayEverything(keys: String) throws {
    #expect(try loaded(["mentors/ada.md": "---\n\(keys)\n---\n"]).told.count == 1)
  }

  @Test func pagesAreInTheOrderOfWeightAndTitle() throws {
    let files = [
      "c.md": "---\ntitle: B\n---\n", "b.md": "---\ntitle: A\nweight: 5\n---\n",
      "a.md": "---\ntitle: Z\nweight: -1\nmenu: main\n---\n",
    ]
    let pages = try loaded(files).content.pages
    #expect(pages.map(\.title) == ["Z", "B", "A"])
    #expect(pages[0].menu == .main)
    #expect(
      try loaded(["a.md": page("menu: top")]).told == [
        "content/a.md:3:7: \"menu\" is \"top\"; it is one of: main, footer"
      ])
  }

  @Test func whatIsUpdatedIsTheTimeOfThePage() throws {
    let pages = try loaded([
      "a.md": page("date: 2026-01-02\nupdated: 2026-03-04"), "b.md": page("date: 2026-01-02"), "c.md": page(),
    ]).content.pages
    #expect(
      pages.map(\.changed.rfc3339).sorted() == ["1970-01-01T00:00:00Z", "2026-01-02T00:00:00Z", "2026-03-04T00:00:00Z"])
  }

  // MARK: Dates and times

  @Test(arguments: [
    "2026-02-29", "2026-13-01", "26-11-24", "2026-11-244", "24.11.2026", "2026-11-2", "2026/11/24", "now",
    "2026-11-24T25:00", "2026-11-24T18:00garbage", "2026-11-24 ", "2026-11-24T", "2026-11-24T18", "2026-11-24x18:00",
  ])
  func whatIsNoDateAndNoTimeIsAnError(text: String) throws {
    for key in ["publish", "expires", "date", "updated"] {
      #expect(
        try loaded(["a.md": page("\(key): \"\(text)\"")]).told.map { $0.drop { $0 != " " } } == [
          " \"\(key)\" is \"\(text)\"; write a date as 2026-11-24, or a time as 2026-11-24T18:00"
        ])
    }
  }

  private func pages(_ keys: String, at now: String, zone: String = "Europe/Berlin") throws -> (
    pages: [ContentPage], told: [String]
  ) {
    var diagnostics = Diagnostics()
    let file = SiteFile(path: "content/a.md", bytes: Array(page(keys).utf8))
    let content = loadContent(
      [file], now: try #require(Instant(rfc3339: now)), drafts: false,
      zone: { name throws(Diagnostic) in try testZone(name ?? zone) }, into: &diagnostics)
    return (content.pages, lines(of: diagnostics))
  }

  @Test(arguments: ["2026-11-21T18:00", "2026-11-21 18:00", "2026-11-21T17:00:00Z", "2026-11-21T18:00:00+01:00"])
  func aTimeCountsToTheMinuteInTheProgrammesZone(time: String) throws {
    for (now, isLater) in [("2026-11-21T16:59:00Z", false), ("2026-11-21T17:00:00Z", true)] {
      #expect(try pages("publish: \(time)", at: now).pages.isEmpty == !isLater)
      #expect(try pages("date: \(time)", at: now).pages.isEmpty == !isLater)
      #expect(try pages("expires: \(time)", at: now).pages.isEmpty == isLater)
    }
  }

  @Test func theDateOfATimeIsTheZonesOwn() throws {
    let result = try pages("date: 2026-11-20T23:30:00Z\nupdated: 2026-11-20T23:40:00Z", at: "2026-11-21T08:00:00Z")
    #expect(result.told == [])
    #expect(result.pages.first?.date?.iso == "2026-11-21" && result.pages.first?.updated?.iso == "2026-11-21")
    #expect(result.pages.first?.changed.rfc3339 == "2026-11-20T23:40:00Z")
  }

  @Test func aSkippedTimeIsAnErrorAndARepeatedOneIsTheFirst() throws {
    let skipped = try pages("publish: 2026-03-29T02:30", at: "2026-11-21T08:00:00Z")
    #expect(
      skipped.told == ["content/a.md:3:10: the clock of Europe/Berlin skips 2026-03-29T02:30; write another time"])
    let repeated = try pages("expires: 2026-10-25T02:30", at: "2026-10-25T00:30:00Z")
    #expect(repeated.pages.isEmpty && repeated.told.count == 1 && repeated.told[0].contains("warning"))
  }

  // MARK: Bodies that are refused

  @Test func aBodyPast64KiBIsAnErrorAndItsFrontMatterDoesNotCount() throws {
    let most = String(repeating: "a", count: 65_536)
    #expect(try loaded(["a.md": page("", most)]).told == [])
    let result = try loaded(["a.md": page("", most + "a")])
    #expect(result.told == ["content/a.md: the text has 65537 octets, more than 65536 (64 KiB); split it in two"])
    #expect(result.content.pages.isEmpty)
  }

  @Test(arguments: [[0x00], [0xFF], [0xC3]] as [[UInt8]]) func octetsThatAreNoTextAreAnError(octets: [UInt8]) throws {
    var diagnostics = Diagnostics()
    for start in ["", "---\ntitle: T\n---\n", "---\ntitle: "] {
      let file = SiteFile(path: "content/a.md", bytes: Array(start.utf8) + octets + Array("\n---\n".utf8))
      diagnostics = Diagnostics()
      let day = try #require(CivilDate(iso: "2026-11-21"))
      let content = loadContent([file], now: day.startUTC, drafts: false, zone: testZone, into: &diagnostics)
      #expect(diagnostics.errors.count == 1)
      #expect(content.pages.isEmpty)
    }
  }

  @Test func rawHTMLIsAWarningAtItsLine() throws {
    #expect(
      try loaded(["a.md": page("weight: 1", "a\n\n<div>\n</div>\n")]).told == [
        "content/a.md:7: warning: raw HTML is left out; write it in Markdown"
      ])
  }

  /// What site.yaml refuses is refused here too.
  @Test(arguments: [("\\u202E", "\"title\" holds U+202E"), ("\\0", "the text holds U+0000")])
  func aTitleWithWhatCannotBeSeenIsRefused(sign: String, words: String) throws {
    let result = try loaded(["a.md": "---\ntitle: \"a\(sign)\"\n---\nx"])
    #expect(result.told == ["content/a.md:2:8: \(words); write it without signs that cannot be seen"])
    #expect(!result.content.pages.contains { $0.title.hasPrefix("a") && $0.title.unicodeScalars.count > 1 })
  }
}
