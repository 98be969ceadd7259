import CivilTime
import Diagnostics
import Testing

@testable import Publishing

/// The content of files below `content/`, and what is wrong with them.
func loaded(
  _ files: [String: String], today: String = "2026-11-21", drafts: Bool = false, others: Set<Route>? = nil
) throws -> (content: Content, told: [String]) {
  var diagnostics = Diagnostics()
  let all = files.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map {
    SiteFile(path: "content/" + $0.key, bytes: Array($0.value.utf8))
  }
  let day = try #require(CivilDate(iso: today))
  let content = loadContent(all, now: day.startUTC, drafts: drafts, zone: testZone, into: &diagnostics)
  if let others { content.checkLinks(others: others, into: &diagnostics) }
  return (content, lines(of: diagnostics))
}

/// A page with a title and what else stands in its front matter.
func page(_ keys: String = "", _ body: String = "") -> String { "---\ntitle: T\n\(keys)\n---\n\(body)" }

struct ContentLoadingTests {
  private func routes(_ files: [String: String]) throws -> [String] {
    let result = try loaded(files)
    #expect(result.told == [])
    return result.content.pages.map(\.route.path).sorted()
  }

  // MARK: Addresses

  @Test func aFileIsAFolderOfItsName() throws {
    let files = [
      "about.md", "guides/_index.md", "guides/First_Session.md", "guides/Two Words.md", "a/b/c.md", "x/index.md",
    ]
    #expect(
      try routes(Dictionary(uniqueKeysWithValues: files.map { ($0, page()) })) == [
        "a/b/c/", "about/", "guides/", "guides/first-session/", "guides/two-words/", "x/",
      ])
  }

  @Test func aSlugTakesThePlaceOfTheFilesName() throws {
    #expect(try routes(["a/Übersicht.md": page("slug: overview")]) == ["a/overview/"])
    #expect(try routes(["a/_index.md": page("slug: ignored")]) == ["a/"])
  }

  @Test(arguments: ["_index.md", "index.md"]) func theTopsIndexIsTheFirstPage(name: String) throws {
    let result = try loaded([name: "Words"])
    #expect(result.told == [])
    #expect(result.content.home?.route == .home)
    #expect(result.content.pages.isEmpty)
  }

  @Test func newsMentorsAndSessionTypesAreKindsOfTheirOwn() throws {
    let result = try loaded([
      "news/2026-11-01-hello.md": page("date: 2026-11-01"), "session-types.md": "words", "mentors/ada.md": "bio",
      "strings/en.yaml": "x", "holidays/de.ics": "x",
    ])
    #expect(result.told == [])
    #expect(result.content.pages.map(\.kind).sorted { "\($0)" < "\($1)" } == [.news, .sessionTypes])
    #expect(result.content.pages.contains { $0.route == Route("news/2026-11-01-hello/") })
    #expect(result.content.mentors["ada"]?.route == .mentor("ada"))
    #expect(result.content.files.isEmpty)
  }

  @Test(arguments: [
    (
      "Ünï.md",
      "content/Ünï.md: \"ünï\" cannot be part of an address; name the file with a-z, 0-9 and hyphens, or write slug:"
    ),
    (
      "a.b/c.md",
      "content/a.b/c.md: \"a.b\" cannot be part of an address; name the file with a-z, 0-9 and hyphens, or write slug:"
    ),
    (
      "-a.md",
      "content/-a.md: \"-a\" cannot be part of an address; name the file with a-z, 0-9 and hyphens, or write slug:"
    ),
  ])
  func aNameThatCannotBeAnAddressIsAnError(path: String, message: String) throws {
    #expect(try loaded([path: page()]).told == [message])
  }

  @Test(arguments: ["a b", "../x", "A", "é", "-a", ""]) func aSlugThatCannotBeAnAddressIsAnError(slug: String) throws {
    let result = try loaded(["a.md": page("slug: \"\(slug)\"")])
    #expect(result.content.pages.isEmpty)
    #expect(result.told.count == 1)
  }

  @Test(arguments: [
    "mentors.md", "topics/x.md", "u/x.md", "m.md", "feeds/a.md", "organiser.md", "api/v1.md", "assets/x.css",
    "robots.txt",
    "404.html", "index.html", "news.md", "news/index.html", "session-types/_index.md",
    "session-types/index.html",
  ])
  func whatTheBuildMakesItselfCannotBeContent(path: String) throws {
    let told = try loaded([path: path.hasSuffix(".md") ? page() : "x"]).told
    #expect(told.count == 1)
    #expect(
      told[0].hasPrefix("content/\(path): ") && told[0].contains("is an address that the build makes itself"), "\(told)"
    )
  }

  // MARK: Two on one path

  @Test func twoPagesOnOnePathAreOneErrorThatNamesBoth() throws {
    let result = try loaded([
      "about.md": page(), "other.md": page("slug: about"), "third/index.md": page(), "third.md": page(),
    ])
    #expect(
      result.told == [
        "content/other.md:3: two files would write about/index.html: content/about.md (file) and content/other.md:3 (slug); change one",
        "content/third/index.md: two files would write third/index.html: content/third.md (file) and content/third/index.md (file); change one",
      ])
    #expect(result.content.pages.count == 2)
  }

  @Test func aFileAndAPageAliasesAndPagesMeetToo() throws {
    #expect(try loaded(["a.md": page(), "a/index.html": "x"]).told.count == 1)
    #expect(try loaded(["a.md": page("aliases: [/b/]"), "b.md": page()]).told.count == 1)
    #expect(try loaded(["a.md": page("aliases: [/x/]"), "b.md": page("aliases: [/x]")]).told.count == 1)
    #expect(try loaded(["a.md": page("aliases: [/a/]")]).told.count == 1)
    #expect(try loaded(["_index.md": "", "index.md": ""]).told.count == 1)
    #expect(try loaded(["mentors/ada.md": "", "mentors/x.md": "---\nslug: ada\n---\n"]).told.count == 1)
    #expect(try loaded(["mentors/ada.md": "", "mentors/Ada.md": ""]).told.count == 1)
  }

  // MARK: Aliases

  @Test func anAliasIsAFolderOrAFile() throws {
    let result = try loaded(["a.md": page("aliases: [/old/name/, old2, /x/old.html]")])
    #expect(result.told == [])
    #expect(result.content.pages.first?.aliases.map(\.path) == ["old/name/", "old2/", "x/old.html"])
  }

  @Test(arguments: ["/", "\"\"", "../x", "/A/", "https://a.example/", "/a.php", "/.html", "a b"])
  func anAliasThatIsNoAddressIsAnErrorAtItsLine(alias: String) throws {
    let told = try loaded(["a.md": page("aliases: [\(alias)]")]).told
    #expect(told.count == 1)
    #expect(told[0].hasPrefix("content/a.md:3:"))
  }

  // MARK: Drafts and dates

  @Test func aDraftIsBuiltOnlyWhenAskedFor() throws {
    let files = ["a.md": page("draft: yes", "[x](nowhere.md)"), "b.md": page("draft: no")]
    #expect(try loaded(files, others: []).content.pages.map(\.route.path) == ["b/"])
    #expect(try loaded(files, others: []).told == [])
    #expect(try loaded(files, drafts: true).content.pages.count == 2)
    #expect(try loaded(["a.md": page("draft: yes\ntitel: x")]).told.count == 1)
  }

  @Test func aPageIsThereFromItsDayOnAndUntilItExpires() throws {
    func isThere(_ keys: String, drafts: Bool = false) throws -> Bool {
      let result = try loaded(["a.md": page(keys)], drafts: drafts)
      #expect(result.told == [])
      return result.content.pages.count == 1
    }
    #expect(try isThere("publish: 2026-11-21"))
    #expect(try !isThere("publish: 2026-11-22"))
    #expect(try isThere("publish: 2026-11-22", drafts: true))
    #expect(try isThere("expires: 2026-11-22"))
    #expect(try !isThere("expires: 2026-11-21"))
    #expect(try !isThere("expires: 2026-11-21", drafts: true))
    #expect(try !isThere("date: 2099-01-01"))
    #expect(try isThere("date: 2099-01-01\npublish: 2026-11-01"))
  }

  @Test func whatIsLeftOutTakesNoAddress() throws {
    #expect(try loaded(["a.md": page("draft: yes"), "b.md": page("slug: a")]).told == [])
  }

  // MARK: Files

  @Test func otherFilesAreCopiedAsTheyAre() throws {
    let result = try loaded(["pic/Photo_1.jpg": "x", "favicon.ico": "y"])
    #expect(result.told == [])
    #expect(result.content.files.map(\.route.path) == ["favicon.ico", "pic/Photo_1.jpg"])
    #expect(result.content.hasFile(at: Route("favicon.ico")))
    #expect(!result.content.hasFile(at: Route("favicon.png")))
  }

  @Test(arguments: ["My Photo.jpg", "ü.png", "a%20b.txt", "a?b.txt", "a#b.txt"])
  func aFilesNameThatCannotStandInAnAddressIsAnError(name: String) throws {
    let told = try loaded([name: "x"]).told
    #expect(told.count == 1)
    #expect(told.first?.contains("cannot be part of an address") == true)
  }

  @Test(arguments: [
    (
      "mentors/ada.jpg",
      "the file is not in the folder of a mentor, so it is left out; move it to content/mentors/ada/ada.jpg"
    ),
    ("mentors/ada/ada.jpg", "this is no JPEG, PNG or WebP picture, so it is left out; export it as one of the three"),
    (
      "mentors/ada/old/ada.jpg",
      "the file is not in the folder of a mentor, so it is left out; move it to content/mentors/ada/ada.jpg"
    ),
    (
      "mentors/ada/a b.jpg",
      "the file's name cannot be part of an address, so it is left out; name it with letters a-z, digits, dots and hyphens"
    ),
  ])
  func aFileAmongTheMentorsThatIsNoPictureIsLeftOut(name: String, told: String) throws {
    let result = try loaded([name: "x"])
    #expect(result.told == ["content/\(name): warning: \(told)"])
    #expect(result.content.files.isEmpty && result.content.photos.isEmpty)
  }
}
