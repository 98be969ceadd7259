import Bytes
import Diagnostics
import Testing

@testable import Publishing

/// What the links of a page lead to, and what is told of those that lead nowhere.
struct ContentLinkTests {
  private let files = [
    "_index.md": "# Welcome\n", "about.md": page("", "## Who we are\n"), "guides/_index.md": page("", "## All\n"),
    "guides/first.md": page("", "## Überblick\n"), "pic.png": "x", "session-types.md": "## Prices\n",
    "mentors/ada.md": "## Work\n",
    "deep/a/b.md": page(),
  ]
  private let others: Set<Route> = [
    .home, .mentors, .mentor("ada"), .mentor("ada").appending("open.ics"), .sessionTypes, Route("sitemap.xml"),
  ]

  private func told(_ body: String, in path: String = "guides/x.md") throws -> [String] {
    var files = files
    files[path] = path.hasPrefix("mentors/") || path == "_index.md" ? body : page("", body)
    return try loaded(files, others: others).told
  }

  @Test(arguments: [
    "first.md", "./first.md", "../about.md", "/about.md", "../about.md#who-we-are", "/about/", "/about",
    "../about/#who-we-are",
    "/about/?q=1", "_index.md", "/guides/", "../pic.png", "/pic.png", "#here", "/", "../_index.md", "/#welcome",
    "/mentors/",
    "/mentors/ada/", "../mentors/ada.md", "/mentors/ada/open.ics", "/session-types/#prices", "../session-types.md",
    "/sitemap.xml",
    "https://a.example/#x", "mailto:a@b.example", "tel:+49", "first.md#überblick", "../deep/../about.md", "?q=1",
  ])
  func aLinkToWhatIsThereIsFine(link: String) throws {
    #expect(try told("## Here\n\n[x](\(link))") == [])
  }

  @Test(arguments: [
    ("frist.md", "the link \"frist.md\" leads nowhere; did you mean \"/guides/first.md\"?"),
    ("zzzzzzzzzzzz.md", "the link \"zzzzzzzzzzzz.md\" leads nowhere"),
    ("/abuot/", "the link \"/abuot/\" leads nowhere; did you mean \"/about/\"?"),
    ("/mentors/adda/", "the link \"/mentors/adda/\" leads nowhere; did you mean \"/mentors/ada/\"?"),
    ("../../outside.md", "the link \"../../outside.md\" leads nowhere"),
    ("../pix.png", "the link \"../pix.png\" leads nowhere; did you mean \"/pic.png\"?"),
    ("#heer", "the page has no heading \"#heer\"; did you mean \"here\"?"),
    ("../about.md#who", "about/ has no heading \"#who\""),
    ("/about/#who-we-ar", "about/ has no heading \"#who-we-ar\"; did you mean \"who-we-are\"?"),
    (
      "javascript:x",
      "the link \"javascript:x\" cannot be used; https, http, mailto and pages of the site can be linked"
    ),
    (
      "ftp://a.example",
      "the link \"ftp://a.example\" cannot be used; https, http, mailto and pages of the site can be linked"
    ),
    ("/strings/en.yaml", "the link \"/strings/en.yaml\" leads nowhere"),
  ])
  func aLinkToWhatIsNotThereIsAnErrorAtItsLine(link: String, message: String) throws {
    let all = try told("## Here\n\ntext\n[x](\(link))")
    #expect(all.count == 1)
    let line = try #require(all.first)
    // Title and fences take four lines, and the link stands in the body's third or fourth.
    #expect(line.hasPrefix("content/guides/x.md:8:") || line.hasPrefix("content/guides/x.md:7:"), "\(line)")
    #expect(line.contains(": " + message), "\(line)")
  }

  @Test func eachBrokenLinkIsToldOnce() throws {
    #expect(try told("[a](no.md) [b](no.md)\n\n![c](no.png)").count == 3)
  }

  @Test func linksOfTheFirstPageAndOfMentorsAreCheckedToo() throws {
    #expect(
      try told("[x](nowhere.md)", in: "_index.md") == ["content/_index.md:1:1: the link \"nowhere.md\" leads nowhere"])
    #expect(try told("[x](nowhere.md)", in: "mentors/bo.md").count == 1)
  }

  @Test func aMentorsOwnHeadingsCanBeLinked() throws {
    #expect(try told("[x](#papers)\n\n## Papers", in: "mentors/bo.md") == [])
    #expect(try told("[x](#paper)\n\n## Papers", in: "mentors/bo.md").count == 1)
  }

  @Test func aPictureOfAnotherHostIsAWarning() throws {
    let all = try told("![x](https://a.example/p.png) [y](https://a.example/)")
    #expect(all.count == 1)
    #expect(all[0].contains("warning: a picture of another host is left out; copy it to content/"))
  }

  @Test func linksAreWrittenRelativeToThePage() throws {
    var files = files
    files["guides/x.md"] = page("", "[a](../about.md#who-we-are) [b](/) ![c](/pic.png) [d](/mentors/ada/?a=b)")
    let result = try loaded(files, others: others)
    let page = try #require(result.content.pages.first { $0.route == Route("guides/x/") })
    var sink = ByteSink()
    page.appendHTML(in: result.content, from: page.route, into: &sink)
    #expect(
      sink.string()
        == "<p><a href=\"../../about/#who-we-are\">a</a> <a href=\"../../\">b</a> <img loading=\"lazy\" src=\"../../pic.png\" alt=\"c\"> <a href=\"../../mentors/ada/?a=b\">d</a></p>\n"
    )
  }

  @Test func thePageAboveAndThePagesBelowAreFound() throws {
    let content = try loaded(files).content
    let guides = try #require(content.pages.first { $0.route == Route("guides/") })
    let first = try #require(content.pages.first { $0.route == Route("guides/first/") })
    let deep = try #require(content.pages.first { $0.route == Route("deep/a/b/") })
    #expect(content.children(of: guides).map(\.route.path) == ["guides/first/"])
    #expect(content.parent(of: first)?.route == guides.route)
    #expect(content.parent(of: deep) == nil)
    #expect(content.parent(of: guides) == nil)
  }

  /// A page of nothing but a long link and a long heading: the nearest name of both would take their product.
  @Test func aLinkOfAPagesLengthIsToldAtOnce() throws {
    let long = String(repeating: "a", count: 30_000)
    #expect(try told("[x](#\(long))\n\n## \(long)b").count == 1)
  }
}
