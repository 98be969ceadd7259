import Diagnostics
import Mentoring
import Testing

@testable import Publishing

private func read(_ text: String) -> (settings: Settings?, told: [String]) {
  var diagnostics = Diagnostics()
  let settings = readSettings(Array(("title: t\n" + text).utf8), file: "f", into: &diagnostics)
  return (settings, lines(of: diagnostics))
}

/// Topics, subjects, goals and session types of `site.yaml`.
struct SettingTermsTests {
  @Test(arguments: ["topics", "subjects", "goals"]) func aTermHasASlugAndANameOrOneALanguage(key: String) throws {
    let result = read(
      "language: de\n\(key):\n  - {slug: career, name: Beruf}\n  - {slug: ios, name: {en: iOS, de: iOS-Apps}}\n")
    #expect(result.told == [])
    let settings = try #require(result.settings)
    let terms = try #require(["topics": settings.topics, "subjects": settings.subjects, "goals": settings.goals][key])
    #expect(
      terms == [
        NamedTerm(slug: "career", names: ["de": "Beruf"]),
        NamedTerm(slug: "ios", names: ["en": "iOS", "de": "iOS-Apps"]),
      ])
  }

  @Test(arguments: [
    ("- career", "f:3:3: text stands where keys and values belong"),
    ("- {name: A}", "f:3:3: an entry has no slug; write slug: interview-prep"),
    ("- {slug: , name: A}", "f:3:10: an entry has no slug; write slug: interview-prep"),
    ("- {slug: a}", "f:3:3: an entry has no name; write name: Careers"),
    ("- {slug: a, name: }", "f:3:19: an entry has no name; write name: Careers"),
    ("- {slug: a, name: ''}", "f:3:19: an entry has no name; write name: Careers"),
    ("- {slug: a, name: '  '}", "f:3:19: an entry has no name; write name: Careers"),
    ("- {slug: a, name: {en: A, Deutsch: B}}", "f:3:36: \"Deutsch\" is no language; write en or pt-BR"),
    ("- {slug: a, name: {en: ' '}}", "f:3:24: an entry has no name; write name: Careers"),
    ("- {slug: a, name: {de: A}}", "f:3:19: warning: there is no name in \"en\", the language of the pages; add en: A"),
    (
      "- {slug: a, name: \(String(repeating: "é", count: 101))}",
      "f:3:19: the name has more than 100 characters; shorten it"
    ),
    ("- {slug: a, name: {}}", "f:3:19: an entry has no name; write name: {en: Careers}"),
    ("- {slug: a, name: [b]}", "f:3:19: a list stands where keys and values belong"),
    ("- {slug: A b, name: A}", "f:3:10: the slug \"A b\" cannot be an address; use a-z, 0-9 and hyphens"),
    ("- {slug: ../x, name: A}", "f:3:10: the slug \"../x\" cannot be an address; use a-z, 0-9 and hyphens"),
    ("- {slug: a, nmae: A, name: B}", "f:3:13: unknown key \"nmae\"; did you mean \"name\"?"),
    ("- {slug: a, name: A}\n- {slug: a, name: B}", "f:4:10: the slug \"a\" is given twice; keep one"),
  ])
  func aTermThatCannotBeIsOneError(text: String, message: String) {
    #expect(read("topics:\n\(text)\n").told == [message])
  }

  @Test func aListThatIsNoneIsOneError() {
    #expect(read("topics: career").told == ["f:2:9: \"topics\" is text, not a list"])
    #expect(read("topics:").told == [] && read("topics:").settings?.topics == nil, "left to the record")
    #expect(read("topics: []").told == [] && read("topics: []").settings?.topics == [])
    #expect(
      read("goals: []").told
        == ["f:2:8: \"goals\" is empty, and every connection needs one; name a goal, or take the key away"])
  }

  @Test func aSessionTypeHasEverythingItsKeysSay() throws {
    let result = read(
      """
      session_types:
        - slug: mock
          name: Mock interview
          duration: 45
          type: VOICE
          price: 4000
          currency: EUR
          questions: [Which company?, Which role?]
        - {slug: talk, name: Talk, duration: 30}
      """)
    #expect(result.told == [])
    let types = try #require(result.settings?.sessionTypes)
    #expect(
      types.first
        == OfferedType(
          slug: "mock", names: ["en": "Mock interview"], duration: 45, type: .voice, price: 4000, currency: "EUR",
          questions: ["Which company?", "Which role?"]))
    #expect(types.last == OfferedType(slug: "talk", names: ["en": "Talk"], duration: 30, type: .video))
  }

  @Test(arguments: [
    ("", "f:3:10: the session type has no duration; add duration: 60"),
    ("duration: ", "f:3:10: the session type has no duration; add duration: 60"),
    ("duration: 0", "f:3:33: \"duration\" is \"0\"; write a whole number from 1 to 1440"),
    (
      "duration: 30, type: video",
      "f:3:43: \"type\" is \"video\"; did you mean \"VIDEO\"? it is one of: VIDEO, VOICE, CHAT, IN_PERSON"
    ),
    ("duration: 30, price: 40", "f:3:44: a price stands without its currency; add currency: EUR"),
    ("duration: 30, price: 40, currency: €", "f:3:58: \"currency\" is \"€\"; write a code of ISO 4217 such as EUR"),
    ("duration: 30, price: 40, currency: eur", "f:3:58: \"currency\" is \"eur\"; did you mean EUR?"),
    ("duration: 30, price: 40, currency: XYZ", "f:3:58: \"currency\" is \"XYZ\"; write a code of ISO 4217 such as EUR"),
    ("duration: 30, currency: eur", "f:3:47: \"currency\" is \"eur\"; did you mean EUR?"),
    (
      "duration: 30, questions: [A, '']",
      "f:3:48: a question is empty or has more than one line; write one line a question"
    ),
    (
      "duration: 30, questions: [\"A\\nB\"]",
      "f:3:48: a question is empty or has more than one line; write one line a question"
    ),
    (
      "duration: 30, questions: [\(String(repeating: "a", count: 4000))]",
      "f:3:48: the questions have more than 4000 characters; ask less"
    ),
    ("duration: 30, price: -1", "f:3:44: \"price\" is \"-1\"; write a whole number from 0 to 100000000"),
    ("duration: 30, questions: {a: b}", "f:3:48: \"questions\" is a mapping, not a list"),
  ])
  func aSessionTypeThatCannotBeIsOneError(keys: String, message: String) {
    #expect(read("session_types:\n- {slug: aa, name: A, \(keys)}\n").told == [message])
  }

  @Test func aNameIsTakenInTheLanguageOfThePages() throws {
    let names = "{slug: a, name: {en: Careers, pt: Carreira, de-AT: Beruf}}"
    for (language, name) in [
      ("en", "Careers"), ("pt", "Carreira"), ("pt-BR", "Carreira"), ("de", "Beruf"), ("fr", "Careers"),
    ] {
      let result = read(
        "language: \(language)\ntopics:\n- \(names)\nsession_types:\n- {slug: b, name: B, duration: 30}")
      let terms = try #require(result.settings).listedTerms
      #expect(terms.topics == [Term(id: 0, slug: "a", name: name)])
      #expect(terms.sessionTypes?.map(\.name) == ["B"], "a plain name counts for every language")
      #expect(terms.goals == nil && terms.subjects == nil)
      #expect(result.told.isEmpty == (language != "fr"))
    }
  }
}
