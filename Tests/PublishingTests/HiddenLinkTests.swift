import Bytes
import CivilTime
import Diagnostics
import Testing

@testable import Publishing

/// Links to pages that exist and are not shown now. A date that passes must not turn them into errors.
struct HiddenLinkTests {
  private let hidden = [
    ("draft: yes", "it is a draft"), ("expires: 2026-11-21", "it expired on 2026-11-21"),
    ("expires: 2026-11-21T00:00:00Z", "it expired on 2026-11-21T00:00:00Z"),
    ("publish: 2026-12-01", "it is published on 2026-12-01"), ("date: 2026-12-01", "it is published on 2026-12-01"),
  ]

  @Test func theLinkIsLeftOutWithAWarning() throws {
    for (keys, words) in hidden {
      for link in ["../summer.md", "/summer.md", "/summer/", "/summer", "../summer.md#part", "/summer/?q=1"] {
        let result = try loaded(
          ["summer.md": page(keys, "## Part\n"), "guides/x.md": page("", "See [summer](\(link)).")], others: [])
        #expect(
          result.told.count == 1 && result.told[0].hasPrefix("content/guides/x.md:")
            && result.told[0].contains(
              ": warning: the link \"\(link)\" leads to a page that is not shown now: \(words); "),
          "\(result.told)")
        let x = try #require(result.content.pages.first { $0.route == Route("guides/x/") })
        var sink = ByteSink()
        x.appendHTML(in: result.content, from: x.route, into: &sink)
        #expect(sink.string() == "<p>See summer.</p>\n")
      }
    }
  }

  @Test func newsThatAreAllHiddenHideTheirList() throws {
    for link in ["/news/", "/news/feed.atom", "/news/late.md", "/news/late/"] {
      let files = ["news/late.md": page("date: 2026-12-01"), "x.md": page("", "[x](\(link))")]
      let told = try loaded(files, others: []).told
      #expect(
        told.count == 1 && told[0].contains("warning: the link \"\(link)\" leads to a page that is not"), "\(told)")
    }
  }

  @Test func wordsOfPagesThatStayAreLinkedWithoutThem() throws {
    let files = [
      "mentors/ada.md": "---\nexpires: 2026-11-01\n---\nBio\n", "_index.md": "---\ndraft: yes\n---\nHello\n",
      "x.md": page("", "[a](mentors/ada.md) [b](_index.md)"),
    ]
    #expect(try loaded(files, others: [.home, .mentor("ada")]).told == [])
  }

  @Test func anAddressThatAnotherPageHasNowIsAPage() throws {
    let files = [
      "old.md": page("slug: term\nexpires: 2026-11-01"), "new.md": page("slug: term"),
      "x.md": page("", "[a](/term/) [b](new.md) [c](old.md)"),
    ]
    let told = try loaded(files, others: []).told
    #expect(told.count == 1 && told[0].contains("\"old.md\""), "\(told)")
  }

  @Test func translationsAreHiddenWithTheirPage() throws {
    let all = [
      "summer.md": page("expires: 2026-11-21"), "summer.de.md": page("slug: sommer"),
      "x.md": page("", "[a](/de/sommer/)"),
      "x.de.md": page("", "[a](summer.md) [b](summer.de.md) [c](/sommer/) [d](/summer/) [e](/de/sommer/)"),
    ]
    var diagnostics = Diagnostics()
    let files = all.sorted { $0.key < $1.key }.map { SiteFile(path: "content/" + $0.key, bytes: Array($0.value.utf8)) }
    let day = try #require(CivilDate(iso: "2026-11-21"))
    let contents = loadContents(
      files, languages: ["en", "de"], now: day.startUTC, drafts: false, zone: testZone, into: &diagnostics)
    for content in contents { content.checkLinks(others: [], into: &diagnostics) }
    #expect(!diagnostics.hasErrors && diagnostics.all.count == 6, "\(lines(of: diagnostics))")
  }

  /// What would be an error on the day it appears is one now, while its author looks.
  @Test func whatIsWrongInAScheduledPageIsReportedNow() throws {
    let dead = try loaded(["soon.md": page("publish: 2026-12-01", "[x](nowhere.md)")], others: []).told
    #expect(dead.count == 1 && dead[0].contains(": the link \"nowhere.md\" leads nowhere"), "\(dead)")
    let both = try loaded(["a.md": page(), "soon.md": page("publish: 2026-12-01\nslug: a")], others: []).told
    #expect(
      both == [
        "content/soon.md: two files would write a/index.html from 2026-12-01 on: content/a.md and content/soon.md; change one, or let the other one expire first"
      ])
    let handover = ["a.md": page("expires: 2026-12-01"), "soon.md": page("publish: 2026-12-01\nslug: a")]
    #expect(try loaded(handover, others: []).told == [])
    #expect(try loaded(["soon.md": page("publish: 2026-12-01\nslug: mentors")], others: []).told.count == 1)
    let early = ["soon.md": page("publish: 2026-12-01", "[x](later.md)"), "later.md": page("publish: 2026-12-01")]
    #expect(try loaded(early, others: []).told == [])
  }

  @Test func aPageIsNotProposedForItsOwnDeadLink() throws {
    #expect(
      try loaded(["abc.md": page("", "[x](abd.md)")], others: []).told.allSatisfy { !$0.contains("did you mean") })
    let others: Set<Route> = [.mentor("eva"), .mentor("ben")]
    #expect(
      try loaded(["x.md": page("", "[x](/mentors/ada/)")], others: others).told.allSatisfy {
        $0.contains("leads nowhere") && !$0.contains("did you mean")
      })
  }
}
