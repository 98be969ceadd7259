import Diagnostics
import Foundation
import Testing

@testable import Publishing

/// A site in German, and that no page holds words which come from no table.
@Suite struct GermanSiteTests {
  /// A demo with sessions of every state in its feeds, and the ways to send a request.
  static func demo() throws -> ProgramFolder {
    let folder = try ProgramFolder.demo()
    try folder.sql(
      """
      UPDATE session SET status = 'cancelled', cancelled_at = 1795200000, cancelled_by = 'mentor', cancel_reason = 'krank',
        sequence = sequence + 1, version = version + 1, changed_at = 1795200000
      WHERE id = (SELECT max(id) FROM session WHERE status = 'scheduled')
      """)
    return folder
  }

  /// Builds the folder's site in a language into a folder named after it.
  @discardableResult
  static func build(_ folder: ProgramFolder, in language: String) throws -> [String: String] {
    try folder.write(
      "title: Demo\nlanguage: \(language)\nbase_url: https://demo.example.org\nmail: {from: inbox@demo.example.org}\n",
      to: "site.yaml")
    let run = try folder.run("build", "-o", language)
    try #require(run.code == 0, "\(run.err)")
    #expect(!run.err.contains("words") && !run.err.contains("strings"), "\(run.err)")
    return try folder.tree(language).filter { !$0.key.hasPrefix("assets/") }.mapValues {
      String(decoding: $0.bytes, as: UTF8.self)
    }
  }

  @Test func aNewFolderNeedsNothingButTheSetting() throws {
    let folder = try ProgramFolder()
    try #require(try folder.run("init").code == 0)
    let settings = try folder.read("site.yaml")
    try folder.write(settings + "language: de-AT\n", to: "site.yaml")
    let run = try folder.run("build")
    try #require(run.code == 0, "\(run.err)")
    #expect(!run.err.contains("there are no words"), "\(run.err)")
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/content/strings"))
    let home = try folder.read("public/index.html")
    #expect(
      home.contains("<html lang=\"de-AT\"") && home.contains("Mentoring finden") && home.contains("Keine freien Zeiten")
    )
    try folder.write("words: {find_mentors: Hilfe finden}\n", to: "content/strings/de-AT.yaml")
    let own = try folder.run("build")
    try #require(own.code == 0, "\(own.err)")
    #expect(own.err == run.err)
    let changed = try folder.read("public/index.html")
    #expect(changed == home.replacingOccurrences(of: "Mentoring finden", with: "Hilfe finden"))
    try folder.write(settings + "language: nl\n", to: "site.yaml")
    #expect(try folder.run("build").err.contains("(built in: de, en); the pages are in English until then"))
  }

  @Test func pagesAndFeedsAreGerman() throws {
    let folder = try Self.demo()
    let english = try Self.build(folder, in: "en")
    let german = try Self.build(folder, in: "de")
    #expect(english.keys.sorted() == german.keys.sorted())
    let pages = german.filter { $0.key.hasSuffix(".html") }
    for (path, page) in pages { #expect(page.contains("<html lang=\"de\""), "\(path)") }

    // Dates: each moment as Germans write it, and no English name of a day or a month in any.
    let days = "(Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag)"
    let date = try Regex(
      "^\(days), \\d{1,2}\\. (Oktober|November|Dezember|Januar) 20\\d\\d, \\d\\d:\\d\\d(–\\d\\d:\\d\\d)? Uhr \\(.+\\)$")
    let home = try #require(german["index.html"])
    let times = home.matches(of: /<time [^>]*>([^<]*)<\/time>/).map { String($0.1) }
    #expect(times.count > 4 && times.allSatisfy { $0.wholeMatch(of: date) != nil }, "\(times)")
    let names =
      /\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(January|February|March|May|June|July|October|December)\b/
    for (path, page) in pages {
      for time in page.matches(of: /<time [^>]*>([^<]*)<\/time>/) where String(time.1).contains(names) {
        Issue.record("\(path): \(time.1)")
      }
    }
    #expect(pages.values.contains { $0.contains(", KW 48<") })

    // Plural forms, and the decimal comma of money.
    let all = pages.values.joined()
    for text in [">1 Mentoring-Profil<", ">8 Mentoring-Profile<", ">60 Minuten<", ">45,00\u{A0}EUR<"] {
      #expect(all.contains(text), "\(text)")
    }
    #expect(!all.contains(/>1 (Mentoring-Profile|freie Termine|Anfragen|Mentees|Kontakte)\b/))

    // Feeds: as many cancelled sessions and requests as in English, each with its word.
    func summaries(_ files: [String: String], _ word: String) -> Int {
      files.filter { $0.key.hasSuffix(".ics") }.values.reduce(0) {
        $0 + $1.components(separatedBy: "SUMMARY:\(word)").count - 1
      }
    }
    for (german:own, english:other) in [
      ("Abgesagt: ", "Cancelled: "), ("Angefragt: ", "Requested: "), ("Frei: ", "Open: "),
    ] {
      #expect(summaries(english, other) > 0 && summaries(german, own) == summaries(english, other), "\(own)")
      #expect(summaries(german, other) == 0, "\(other)")
    }
  }

  /// Every text between tags that is a whole English text of the tables, and not the same in German.
  @Test func noEnglishTextIsLeft() throws {
    let folder = try Self.demo()
    let (english, german) = try (Self.build(folder, in: "en"), Self.build(folder, in: "de"))
    let search = try EnglishTexts()
    let found = search.found(in: texts(of: english))
    // The search sees them where they are: most of the table is on the pages of the English demo.
    #expect(found.count > 250, "\(found.count)")
    #expect(search.found(in: texts(of: german)).sorted() == [])
  }

  /// With a language whose every text is in brackets, what stands outside of brackets comes from the record or is no word.
  @Test func noWordIsWrittenIntoTheCodeOrATemplate() throws {
    let folder = try Self.demo()
    let file = try #require(EmbeddedFile.all.first { $0.path == "content/strings/en.yaml" })
    try folder.write(bracketed(String(decoding: file.bytes, as: UTF8.self)), to: "content/strings/qps.yaml")
    let pages = try Self.build(folder, in: "qps")
    let known = try KnownTexts(folder)
    for text in ["Free/busy", "Cancelled", "Opens in a new tab"] { #expect(known.unknown(in: text) == [text]) }
    var marked = 0
    for (text, path) in texts(of: pages) {
      let rest = unbracketed(text)
      if rest != text { marked += 1 }
      for part in known.unknown(in: rest) { Issue.record("\(path): \(part) of \(text)") }
    }
    #expect(marked > 500)
  }
}
