import Foundation
import Testing

@testable import Publishing

/// What `init` writes, rendered and read as a visitor reads it, in each language.
@Suite struct StarterContentTests {
  /// A promise that the program does not keep with the settings of a new folder. Whoever adds what keeps one takes it from
  /// the list; whoever adds a setting that a page could name as a number adds that.
  struct Promise: Sendable {
    var why: String
    var pattern: String
  }

  static let promises = [
    Promise(
      why: "no code sends mails by itself",
      pattern: #"(get|receive|sent?|send) (you |to you )?[^.]{0,40}(by )?e-?mail|by e-?mail|receipt|remind|notif"#),
    Promise(
      why: "no code sends mails by itself (de)",
      pattern: #"(bekomm|erhält|schick|kommt)[^.]{0,40}\bE-?Mail|per E-?Mail|Erinnerung|erinner[nt]|benachrichtig"#),
    Promise(
      why: "nothing is erased by itself",
      pattern: #"(erased|deleted|removed) (automatically|without asking|after \w+)|\b(two|2|three|3) (years|months)\b"#),
    Promise(
      why: "nothing is erased by itself (de)",
      pattern: #"(automatisch|nach \w+ (Jahren|Monaten))[^.]{0,40}(gelöscht|entfernt)|\b(zwei|drei) (Jahren|Monaten)\b"#
    ),
    Promise(
      why: "how often the site is built is the operator's choice",
      pattern:
        #"(several|many) times a day|every (hour|night)|at once of it|mehrmals (am Tag|täglich)|(stündlich|nächtlich)"#),
    Promise(
      why: "nobody answers by a date", pattern: #"within (a few|\d+) (days|hours)|innerhalb (von )?\w+ (Tagen|Stunden)"#
    ),
    Promise(
      why: "numbers of settings: rooms.join_minutes, policy.notice, policy.cancel_notice",
      pattern:
        #"quarter of an hour|\b(15|fifteen) minutes|Viertelstunde|\b(2|two|24) hours before|(2|zwei|24) Stunden vorher"#
    ),
  ]

  /// What Markdown leaves on a page where it was not understood.
  static let leftovers = [
    #"\|\s*-{3}"#, #"~~"#, #"\*\*"#, #"\[[ xX]\]"#, #"\]\("#, #"```"#, #"^#{1,6} "#, #"\[\^"#, #"__\w"#, #"\{\{"#,
  ]

  @Test(arguments: ["en", "de"], [false, true])
  func aNewFolderReadsWell(language: String, isDemo: Bool) throws {
    let folder = try ProgramFolder()
    try folder.say(
      "init", "--language", language, isDemo ? "--demo" : "--quiet", at: isDemo ? ProgramFolder.now : nil)
    let build = try folder.run("build")
    try #require(build.code == 0, "\(build.err)")
    #expect(!build.err.contains("leads nowhere"), "\(build.err)")
    let check = try folder.run("check")
    #expect(!check.err.contains("CommonMark") && !check.err.contains("site's language"), "\(check.err)")
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path + "/content").filter {
      $0.hasSuffix(".md") && !$0.hasPrefix("mentors/")
    }
    #expect(files.count == (isDemo ? 15 : 12), "\(files)")
    for file in files {
      // Instructions are shown on the pages of meetings.
      let isShown = !file.hasPrefix("instructions/")
      let page =
        isShown
        ? try Self.page(of: file, in: folder)
        : ProgramFolder.Page(html: "<html lang=\"\(language)\">" + (try folder.read("content/" + file)))
      #expect(page.html.contains("<html lang=\"\(language)\""), "\(file)")
      for pattern in Self.leftovers {
        #expect(page.text.range(of: pattern, options: .regularExpression) == nil, "\(file): \(pattern)")
      }
      for promise in Self.promises {
        let found = page.text.range(of: promise.pattern, options: [.regularExpression, .caseInsensitive])
        #expect(found == nil, "\(file): \(found.map { String(page.text[$0]) } ?? ""): \(promise.why)")
      }
    }
    let home = try folder.read("public/index.html")
    #expect(home.contains(language == "de" ? ">Leitfäden<" : ">Guides<"))
    #expect(
      try folder.texts("SELECT name FROM goal WHERE slug = 'job-search'") == [
        language == "de" ? "Stellensuche" : "Job search"
      ]
        || isDemo)
  }

  /// The list above finds what stood on the pages of the first year.
  @Test(arguments: [
    "Accounts without a session for two years are erased without asking.", "You get a receipt by e-mail.",
    "It is switched on a quarter of an hour before the start.", "The pages are built several times a day.",
    "The mentor accepts or declines, usually within a few days.",
    "After each change we send you an e-mail.",
    "Nach zwei Jahren werden Konten gelöscht.", "Du bekommst eine E-Mail.",
  ])
  func thePromisesOfTheFirstYearAreFound(sentence: String) {
    #expect(
      Self.promises.contains { sentence.range(of: $0.pattern, options: [.regularExpression, .caseInsensitive]) != nil })
  }

  /// Every English page has its German one, and the other way round.
  @Test func everyPageIsThereInBothLanguages() {
    let pages = EmbeddedFile.all.map(\.path).filter { $0.hasPrefix("content/") && $0.hasSuffix(".md") }
    let german = pages.filter { $0.hasSuffix(".de.md") }
    #expect(Set(german.map { $0.replacing(".de.md", with: ".md") }) == Set(pages).subtracting(german))
  }

  @Test func checkNamesStarterPagesOfAnotherLanguage() throws {
    let folder = try ProgramFolder()
    try folder.say("init")
    try folder.write("title: T\nlanguage: de\n", to: "site.yaml")
    try folder.write("---\ntitle: Datenschutz\n---\nText\n", to: "content/privacy.md")
    let run = try folder.run("check")
    #expect(
      run.err.contains("content/guides/how-times-work.md: warning: the page is not in the site's language (de)"),
      "\(run.err)")
    #expect(!run.err.contains("content/privacy.md"))
    let other = try folder.run("init", "elsewhere", "--language", "fr")
    #expect(other.code == 5 || other.code == 2, "\(other.err)")
    #expect(!folder.exists("elsewhere"))
  }

  @Test func checkNamesStarterPagesWithoutATranslation() throws {
    let folder = try ProgramFolder()
    try folder.say("init")
    try folder.write("title: T\nlanguages: [en, de]\n", to: "site.yaml")
    try folder.write("---\ntitle: Datenschutz\n---\nText\n", to: "content/privacy.de.md")
    try folder.write("---\ntitle: My own\n---\nText\n", to: "content/own.md")
    let told = try folder.run("check").err.components(separatedBy: "\n").filter { $0.contains("is not translated") }
    #expect(
      told.contains { $0.hasPrefix("content/guides/how-times-work.md: warning: the page is not translated (de)") })
    #expect(!told.contains { $0.contains("privacy.md") || $0.contains("own.md") }, "\(told)")
    try folder.write("title: T\n", to: "site.yaml")
    #expect(try !folder.run("check").err.contains("is not translated"))
  }

  /// The settings that one looks for first are explained in the language of the folder.
  @Test func theSettingsOfANewFolderAreInItsLanguage() throws {
    let folder = try ProgramFolder()
    try folder.say("init", "--language", "de")
    let german = try folder.read("site.yaml")
    try folder.say("init", "english")
    let english = try folder.read("english/site.yaml")
    func keys(_ text: String) -> [String] {
      text.components(separatedBy: "\n").filter { !$0.hasPrefix("#") && $0.contains(":") }
        .map { String($0.prefix { $0 != ":" }) }.filter { $0 != "language" }
    }
    #expect(keys(german) == keys(english) && keys(german).count > 6)
    #expect(!german.contains("minutes") && !german.contains("The ") && german.contains("Minuten"))
    #expect(english.contains("# The address that people write requests to; somebody has to read it."))
  }

  private static func page(of file: String, in folder: ProgramFolder) throws -> ProgramFolder.Page {
    var path = String(file.dropLast(".md".count))
    if path.hasSuffix("_index") { path = String(path.dropLast("_index".count)) }
    // News have their own addresses.
    if path.hasPrefix("news/2026") { path = "news/" + path.split(separator: "-").dropFirst(3).joined(separator: "-") }
    let html = try folder.read("public/\(path.isEmpty || path.hasSuffix("/") ? path : path + "/")index.html")
    let start = html.range(of: "<main")?.lowerBound ?? html.startIndex
    let end = html.range(of: "</main>")?.upperBound ?? html.endIndex
    return ProgramFolder.Page(
      html: "<html lang=\"" + (html.contains("<html lang=\"de\"") ? "de" : "en") + "\"" + html[start..<end])
  }
}
