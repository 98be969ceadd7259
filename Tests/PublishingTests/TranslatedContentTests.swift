import CivilTime
import Diagnostics
import Testing

@testable import Publishing

/// `about.de.md` beside `about.md`.
struct TranslatedContentTests {
  private func load(
    _ files: [String: String], languages: [String] = ["en", "de", "fr"], drafts: Bool = false
  ) -> (contents: [Content], told: [String]) {
    var diagnostics = Diagnostics()
    let all = files.sorted { $0.key < $1.key }.map { SiteFile(path: "content/" + $0.key, bytes: Array($0.value.utf8)) }
    let day = CivilDate(iso: "2026-11-21") ?? CivilDate(daysSinceEpoch: 0)
    let contents = loadContents(
      all, languages: languages, now: day.startUTC, drafts: drafts, zone: { _ in .utc }, into: &diagnostics)
    if !diagnostics.hasErrors { for content in contents { content.checkLinks(others: [], into: &diagnostics) } }
    return (contents, lines(of: diagnostics))
  }

  private func page(_ title: String, _ more: String = "", _ body: String = "text") -> String {
    "---\ntitle: \(title)\n\(more)---\n\(body)\n"
  }

  @Test func whereThereIsNoTranslationTheMainLanguagesPageStands() throws {
    let (contents, told) = load([
      "_index.md": page("Home"), "_index.de.md": page("Anfang"), "about.md": page("About", "menu: main\nweight: 3\n"),
      "about.de.md": page("Über"), "privacy.md": page("Privacy"), "session-types.md": page("Types"),
      "session-types.de.md": page("Arten"), "nur.de.md": page("Nur"), "about.fr.md": page("À propos", "menu: footer\n"),
    ])
    #expect(told == [])
    #expect(contents.map { $0.home?.title } == ["Home", "Anfang", "Home"])
    #expect(contents[0].pages.map(\.title) == ["Privacy", "Types", "About"])
    #expect(contents[1].pages.map(\.title) == ["Arten", "Nur", "Privacy", "Über"])
    #expect(contents[1].pages.map(\.language) == ["de", "de", "en", "de"])
    let german = try #require(contents[1].pages.last)
    #expect(german.menu == .main && german.weight == 3 && german.route == Route("about/"), "taken over")
    #expect(contents[2].pages.first { $0.title == "À propos" }?.menu == .footer, "said anew")
  }

  @Test func linksStayInTheLanguageUnlessTheyNameAnotherFile() {
    let text = "[a](about.md) [b](/about/) [c](about.de.md) [d](/de/ueber/) [e](privacy.md) [f](/)"
    let (contents, told) = load([
      "_index.md": page("Home", "", text), "about.md": page("About"), "about.de.md": page("Über", "slug: ueber\n"),
      "privacy.md": page("Privacy"), "start.de.md": page("Start", "", text), "_index.de.md": page("Anfang", "", text),
    ])
    #expect(told == [])
    func links(_ page: ContentPage?, _ index: Int) -> [String] {
      let html = Publishing.text { page?.appendHTML(in: contents[index], from: page?.route ?? .home, into: &$0) }
      return html.matches(of: /href="([^"]*)"/).map { String($0.1) }
    }
    #expect(links(contents[0].home, 0) == ["about/", "about/", "de/ueber/", "de/ueber/", "privacy/", "./"])
    #expect(
      links(contents[1].home, 1)
        == ["../de/ueber/", "../de/ueber/", "../de/ueber/", "../de/ueber/", "../de/privacy/", "../de/"])
    let start = contents[1].pages.first { $0.title == "Start" }
    #expect(
      links(start, 1).map { $0.replacing("../../", with: "") }
        == ["de/ueber/", "de/ueber/", "de/ueber/", "de/ueber/", "de/privacy/", "de/"])
    #expect(links(contents[2].home, 2)[0] == "../fr/about/" && links(contents[2].home, 2)[2] == "../de/ueber/")
  }

  @Test func aMentorsFileIsTranslatedButForItsFacts() throws {
    let (contents, told) = load([
      "mentors/ada.md": "---\nheadline: Patient\ntopics: [a]\nyears: 3\n---\nHello",
      "mentors/ada.de.md": "---\nheadline: Geduldig\n---\nHallo", "mentors/ben.md": "Hi", "mentors/eva.fr.md": "Salut",
    ])
    #expect(told == [])
    let ada = try #require(contents[1].mentors["ada"])
    #expect(ada.mentor.headline == "Geduldig" && ada.mentor.topics == ["a"] && ada.mentor.years == 3)
    #expect(ada.language == "de" && contents[1].mentors["ben"]?.language == "en")
    #expect(contents[0].mentors["eva"] == nil && contents[1].mentors["eva"] == nil)
    #expect(contents[2].mentors["eva"]?.language == "fr" && contents[2].mentors["ada"]?.language == "en")
    #expect(
      load(["mentors/ada.de.md": "---\ntopics: [b]\nyears: 4\n---\n"]).told == [
        "content/mentors/ada.de.md:2:9: \"topics\" stands in a translation; write it into content/mentors/ada.md, for all languages",
        "content/mentors/ada.de.md:3:8: \"years\" stands in a translation; write it into content/mentors/ada.md, for all languages",
      ])
  }

  @Test func aTranslationIsPublishedWithItsOriginal() {
    let files = [
      "news/a.md": page("A", "date: 2026-11-01\n"), "news/a.de.md": page("A de"),
      "news/b.md": page("B", "date: 2026-11-30\n"), "news/b.de.md": page("B de"),
      "news/c.md": page("C", "date: 2026-11-02\ndraft: yes\n"), "news/c.fr.md": page("C fr", "date: 2026-11-02\n"),
      "news/d.md": page("D", "date: 2026-11-03\n"), "news/d.fr.md": page("D fr", "draft: yes\n"),
    ]
    let (contents, told) = load(files)
    #expect(told == [])
    #expect(contents.map { $0.pages.map(\.title) } == [["A", "D"], ["A de", "D"], ["A", "D"]])
    #expect(contents[1].pages.first?.date?.iso == "2026-11-01")
    #expect(load(files, drafts: true).contents[2].pages.map(\.title).sorted() == ["A", "B", "C fr", "D fr"])
  }

  @Test func whatStandsWhereALanguageStandsIsOneError() {
    let told = load([
      "de/about.md": page("A"), "de/more.md": page("B"), "de/picture.png": "x",
      "old.md": page("C", "aliases: [/de/old/]\n"),
    ]).told
    #expect(told.count == 1)
    #expect(
      told[0]
        == "content/de/about.md: /de/ is where the pages in \"de\" stand, since site.yaml lists it under languages; name a translation about.de.md, beside about.md; choose another name for anything else"
    )
    #expect(load(["de/about.md": page("A")], languages: ["en"]).told == [])
    #expect(load(["de/about.md": page("A")], languages: ["de", "en"]).told == [])
  }

  @Test func twoFilesForOneAddressAreOneError() {
    #expect(
      load(["about.md": page("A"), "about.en.md": page("B")]).told
        == [
          "content/about.md: two files would write about/index.html: content/about.en.md (file) and content/about.md (file); change one"
        ])
    #expect(
      load(["about.md": page("A"), "privacy.md": page("P"), "about.de.md": page("B", "slug: privacy\n")]).told
        == [
          "content/privacy.md: two files would write de/privacy/index.html: content/about.de.md:3 (slug) and content/privacy.md (file); change one"
        ])
  }

  @Test func aLanguageThatTheSiteDoesNotHaveIsNamed() {
    #expect(
      load(["about.md": page("A"), "about.ed.md": page("B")]).told
        == [
          "content/about.ed.md: \"about.ed\" cannot be part of an address; for the translation into de end it in .de.md"
        ])
    #expect(
      load(["about.nl.md": page("B")], languages: ["en"]).told
        == [
          "content/about.nl.md: \"about.nl\" cannot be part of an address; if it is a translation, write languages: [en, nl] in site.yaml"
        ])
    #expect(load(["notes.v2.md": page("B", "slug: notes\n")], languages: ["en"]).told == [])
  }

  @Test func aLinkThatLeadsNowhereIsToldOnce() {
    let told = load(["about.md": page("A", "", "[x](gone.md)"), "b.de.md": page("B", "", "[y](abuot.md)")]).told
    #expect(told.count == 2)
    #expect(told[0].hasPrefix("content/about.md:4:1: the link \"gone.md\" leads nowhere"))
    #expect(told[1].hasPrefix("content/b.de.md:4:1: the link \"abuot.md\" leads nowhere; did you mean \"/about.md\"?"))
  }
}
