import Diagnostics
import Mentoring
import Testing

@testable import Publishing

/// A site in several languages: what the settings say of them, and where their pages stand.
struct SiteLanguagesTests {
  private func read(_ text: String) -> (settings: Settings?, told: [String]) {
    var diagnostics = Diagnostics()
    let settings = readSettings(Array(("title: t\n" + text).utf8), file: "f", into: &diagnostics)
    return (settings, lines(of: diagnostics))
  }

  @Test func theMainLanguageIsTheFirstOrTheOneThatIsNamed() {
    for (text, languages) in [
      ("languages: [en, de]", ["en", "de"]), ("languages: [de, fr, en]\nlanguage: fr", ["fr", "de", "en"]),
      ("language: DE\nlanguages: [en, de]", ["de", "en"]), ("language: de", ["de"]), ("languages: nl", ["nl"]),
    ] {
      let result = read(text)
      #expect(result.told == [])
      #expect(result.settings?.languages == languages)
    }
  }

  @Test(arguments: [
    (
      "language: ed\nlanguages: [en, de]",
      "f:2:11: \"language\" is \"ed\", which \"languages\" does not hold; did you mean \"de\"?"
    ),
    (
      "language: fr\nlanguages: [en, de]",
      "f:2:11: \"language\" is \"fr\", which \"languages\" does not hold; add it: languages: [fr, en, de]"
    ),
    ("languages: [en, En]", "f:2:12: \"languages\" holds \"En\" twice; keep one"),
    (
      "languages: [en, de_DE]", "f:2:12: \"languages\" holds \"de_DE\"; write tags of BCP 47: [en, pt-BR]"
    ),
    (
      "languages: [en, api]",
      "f:2:12: \"languages\" holds \"api\", and /api/ is an address that the build makes itself; take it away"
    ),
    (
      "languages: [en, de]\ntopics:\n- {slug: a, name: {en: A, ed: B}}",
      "f:4:31: the site has no language \"ed\"; did you mean \"de\"?"
    ),
    (
      "languages: [en, de]\ngoals:\n- {slug: a, name: {en: A, de: B, ja: C}}",
      "f:4:38: the site has no language \"ja\"; it has en, de; add ja to languages if it is to have it"
    ),
    (
      "languages: [en, de]\nsession_types:\n- {slug: a, duration: 30, name: {en: A}}",
      "f:4:33: warning: there is no name in \"de\", a language of the pages; add de: A"
    ),
    (
      "languages: [en, de]\ndescription: {en: A, dd: B}",
      "f:3:26: the site has no language \"dd\"; did you mean \"de\"?"
    ),
    (
      "languages: [en, de]\ndescription: {en: A}",
      "f:3:14: warning: there is no description in \"de\", a language of the pages; add de: A"
    ),
    ("description: {en: A}", "f:2:14: \"description\" is a mapping, not text"),
  ])
  func aLanguageThatCannotBeIsOneError(text: String, message: String) { #expect(read(text).told == [message]) }

  @Test func aNameIsShownInTheLanguageOfThePages() throws {
    let text = """
      description: {en: Learn, de: Lernen}
      languages: [en, de, pt-BR]
      topics:
      - {slug: a, name: {en: Careers, de: Beruf, pt: Carreira}}
      - {slug: b, name: Swift}
      """
    let settings = try #require(read(text).settings)
    func names(_ language: String) -> [String]? { settings.spoken(in: language).listedTerms.topics?.map(\.name) }
    #expect(names("en") == ["Careers", "Swift"])
    #expect(names("de") == ["Beruf", "Swift"])
    #expect(names("pt-BR") == ["Carreira", "Swift"])
    #expect(settings.spoken(in: "de").description == "Lernen" && settings.spoken(in: "de").foreignDescription == nil)
    #expect(settings.spoken(in: "pt-BR").description == "Learn")
    #expect(settings.spoken(in: "pt-BR").foreignDescription == "en" && settings.foreignDescription == nil)
    // The main language comes before English.
    let german = read("languages: [de, fr]\ntopics:\n- {slug: a, name: {en-GB: A, de: B}}")
    #expect(german.told.count == 1 && german.told[0].contains("no language \"en-GB\""))
    let terms = NamedTerm(slug: "a", names: ["en": "A", "de": "B"])
    #expect(nameLanguage(terms.names, for: "fr", or: "de") == "de" && nameLanguage(terms.names, for: "fr") == "en")
  }

  /// RFC 4647 section 3.4, with the example of the section.
  @Test func aReadersLanguageIsLookedUp() {
    let tags = ["en", "de", "pt-BR", "zh-Hant"]
    for (range, found) in [
      ("en", 0), ("en-GB", 0), ("EN-gb-oxendict", 0), ("de-AT", 1), ("pt-br", 2), ("pt-PT", nil), ("pt", nil),
      ("zh-Hant-CN-x-private1-private2", 3), ("zh", nil), ("fr", nil), ("", nil), ("e", nil), ("de-x-en", 1),
    ] as [(String, Int?)] {
      #expect(lookUp(range, in: tags) == found, "\(range)")
    }
  }

  @Test func onlyPagesHaveAnAddressALanguage() {
    let editions = SiteLanguage.all(of: ["en", "pt-BR", "de"])
    for path in ["", "mentors/", "mentors/index.json", "u/x/", "assets/a.css", "de/ueber/", "404.html"] {
      #expect(editions[0].route(Route(path)).path == path)
    }
    for (path, expected) in [
      ("", "pt-br/"), ("mentors/ada/", "pt-br/mentors/ada/"), ("mentors/index.json", "pt-br/mentors/index.json"),
      ("news/feed.atom", "pt-br/news/feed.atom"), ("404.html", "pt-br/404.html"),
      ("mentors/ada/open.ics", "mentors/ada/open.ics"),
      ("u/x/", "u/x/"), ("m/x/", "m/x/"), ("organiser/x/", "organiser/x/"), ("assets/a.css", "assets/a.css"),
      ("api/v1/mentors.json", "api/v1/mentors.json"), ("pictures/a.png", "pictures/a.png"), ("de/ueber/", "de/ueber/"),
      ("pt-br/about/", "pt-br/about/"), ("ukulele/", "pt-br/ukulele/"),
    ] {
      #expect(editions[1].route(Route(path)).path == expected)
    }
  }

  @Test func openGraphNamesLocalesWithTheirTerritory() {
    for (tag, locale) in [("de", "de_DE"), ("de-AT", "de_AT"), ("en", "en_US"), ("zh-Hant-TW", "zh_TW"), ("tlh", nil)]
      as [(String, String?)]
    {
      #expect(openGraphLocale(tag) == locale)
    }
  }
}
