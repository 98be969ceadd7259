import Foundation
import Testing

/// The terms that site.yaml lists are the programme's: on pages at once, in the record with the next verb.
@Suite struct ListedTermsTests {
  private static let goals = """
    goals:
      - {slug: research, name: Research}
      - {slug: interview-prep, name: Interviews}
    """

  private static func write(_ text: String, to folder: ProgramFolder) throws {
    try folder.write("title: Verbs\nbase_url: https://verbs.example.org\n" + text + "\n", to: "site.yaml")
  }

  private static func connectPage(of folder: ProgramFolder) throws -> ProgramFolder.Page {
    try folder.say("build")
    return ProgramFolder.Page(html: try folder.read("public/mentors/ada/connect/index.html"))
  }

  private static func ask(_ student: String, goal: String) -> [String] {
    [
      "connection", "request", "--mentor", "ada", "--student", "\(student)@example.org", "--goal", goal, "--message",
      "May I?",
    ]
  }

  // Row S0-4.
  @Test func theGoalsOfSiteYamlAreTheProgrammes() throws {
    let folder = try ProgramFolder.verbs()
    try folder.connect("ada", "sam")
    try Self.write(Self.goals, to: folder)
    let before = try folder.say("db", "dump").out

    let page = try Self.connectPage(of: folder)
    let places = ["Research", "Interviews"].map { page.html.range(of: $0)?.lowerBound }
    #expect(places[0] != nil && places[1] != nil, "\(page.text)")
    if let first = places[0], let second = places[1] { #expect(first < second, "the order of site.yaml") }
    #expect(!page.text.contains("Job search") && !page.text.contains("Interview prep"))
    let own = try folder.page("connections/", of: "sam").text
    #expect(own.contains("Interviews") && !own.contains("Interview prep"), "\(own)")
    let check = try folder.run("check")
    #expect(check.code == 1)
    #expect(
      check.err.contains(
        "\"goals\" is not yet so in the record: new research; changed interview-prep; gone career-guidance, code-review"
      ),
      "\(check.err)")
    #expect(try folder.say("db", "dump").out == before, "build and check write nothing to the record")

    let unknown = try folder.run(Self.ask("kim", goal: "reserch"))
    #expect(
      unknown.code == 5 && unknown.err.contains("no goal \"reserch\"; did you mean \"research\"?"), "\(unknown.err)")
    #expect(unknown.err.contains("goals in site.yaml"))
    #expect(try folder.say("db", "dump").out == before, "what is refused writes no settings either")
    let pages = try folder.tree()
    let told = try folder.say("tick", "--json").out
    #expect(!told.contains("\"goal\""), "the verb did not change the goals: \(told)")
    #expect(
      try folder.texts("SELECT slug || ' ' || name FROM goal ORDER BY slug")
        == ["interview-prep Interviews", "research Research"])
    #expect(
      try folder.texts("SELECT count(*) || ' ' || min(actor) || ' ' || max(verb) FROM journal WHERE kind = 'goal'")
        == ["6 system settings"])
    try folder.say("build", "--force")
    #expect(differences(pages, try folder.tree()) == [], "the pages were so before the record was")
    #expect(try folder.say("tick").out == "no change: already up to date\n")
    #expect(try folder.texts("SELECT count(*) FROM journal WHERE kind = 'goal'") == ["6"], "said once")
    try Self.write("goals: [{slug: research, name: Science}, {slug: interview-prep, name: Interviews}]", to: folder)
    #expect(try folder.say("tick").out == "the record has taken over site.yaml\n")
    #expect(try !folder.run("check").err.contains("not yet so"))
    #expect(try folder.run(Self.ask("kim", goal: "research")).code == 0)
    #expect(try folder.say("db", "verify").out.contains("in order"))
  }

  @Test func aGoalThatRowsHaveStaysForThemAlone() throws {
    let folder = try ProgramFolder.verbs()
    try folder.connect("ada", "sam")
    try folder.say(
      "connection", "request", "--mentor", "grace", "--student", "sam@example.org", "--goal", "job-search", "--message",
      "Hello")
    try Self.write("goals:\n  - {slug: jobsearch, name: Job seeking}", to: folder)
    try folder.say("tick")
    #expect(
      try folder.texts("SELECT slug FROM goal ORDER BY slug") == ["interview-prep", "job-search", "jobsearch"])
    let check = try folder.run("check").err
    #expect(
      check.contains(
        "1 request that waits for an answer has the goal \"job-search\", which site.yaml does not list"), "\(check)")
    #expect(!check.contains("interview-prep"), "what is answered is history")
    #expect(try !Self.connectPage(of: folder).text.contains("Job search"))
    #expect(try folder.page("connections/", of: "sam").text.contains("Job search"))
    let old = try folder.run(Self.ask("kim", goal: "job-search"))
    #expect(
      old.code == 5
        && old.err.contains("the goal \"job-search\" is not in site.yaml any more; did you mean \"jobsearch\"?"),
      "\(old.err)")
    try Self.write("", to: folder)
    #expect(try folder.run(Self.ask("kim", goal: "job-search")).code == 0, "without the list the record says")
    #expect(try folder.texts("SELECT count(*) FROM goal") == ["3"])
  }

  // Row S0-20.
  @Test func anOfferOfSiteYamlIsShownAndBooked() throws {
    let folder = try ProgramFolder.verbs(students: ["sam"])
    try folder.connect("ada", "sam")
    func offers(_ text: String) throws { try Self.write("session_types:\n" + text, to: folder) }
    func page() throws -> ProgramFolder.Page {
      try folder.say("build")
      return ProgramFolder.Page(html: try folder.read("public/session-types/index.html"))
    }
    let walk =
      "  - {slug: talk, name: Zoned talk, duration: 45, type: VOICE, price: 1250, currency: EUR, questions: [Which <role>?]}\n"
    try offers(walk + "  - {slug: hour, name: An hour, duration: 60}\n")
    let shown = try page()
    for words in ["Zoned talk", "45 minutes", "12.50", "Which <role>?", "An hour"] {
      #expect(shown.text.contains(words), "\(words) in \(shown.text)")
    }
    #expect(!shown.html.contains("<role>"))
    let order = ["Zoned talk", "An hour"].compactMap { shown.html.range(of: $0)?.lowerBound }
    #expect(order == order.sorted(), "the order of site.yaml, not of the names")

    let book = ["session", "book", "--mentor", "ada", "--student", "sam@example.org", "--start"]
    #expect(try folder.run("mentor", "set", "ada", "--durations", "45,60").code == 0)
    #expect(try folder.run(book + ["2026-11-24T10:00:00Z", "--offer", "talk"]).code == 0)
    #expect(
      try folder.texts("SELECT kind || ' ' || ((end_at - start_at) / 60) || ' ' || title FROM session")
        == ["VOICE 45 Zoned talk"])
    #expect(
      try folder.texts("SELECT slug || ' ' || coalesce(price, '-') || ' ' || questions FROM session_type ORDER BY slug")
        == ["hour - ", "talk 1250 Which <role>?"])

    try offers("  - {slug: talks, name: Talk, duration: 60, type: VIDEO}\n")
    let gone = try folder.run(book + ["2026-11-24T12:00:00Z", "--offer", "talk"])
    #expect(
      gone.code == 5
        && gone.err.contains("the session type \"talk\" is not in site.yaml any more; did you mean \"talks\"?"),
      "\(gone.err)")
    #expect(
      try folder.run(book + ["2026-11-25T10:00:00Z", "--offer", "talks", "--every", "week", "--count", "2"]).code == 0)
    #expect(
      try folder.texts("SELECT slug FROM session_type ORDER BY slug") == ["talk", "talks"],
      "what a request came of stays; what nobody took is gone")
    #expect(try !page().text.contains("Zoned talk"))
    try offers("  - {slug: talks, name: Talk, duration: 60, type: VIDEO, price: 5}\n")
    let broken = try folder.run(book + ["2026-11-26T10:00:00Z", "--offer", "talks"])
    #expect(broken.code == 5 && broken.err.contains("a price stands without its currency"), "\(broken.err)")
  }

  @Test func aMentorHasTheTopicsOfTheList() throws {
    let folder = try ProgramFolder.verbs(students: [])
    try Self.write(
      """
      topics:
        - {slug: writing, name: Writing}
        - {slug: compilers, name: Compiler building}
        - {slug: careers, name: Careers}
      subjects:
        - {slug: pairing, name: Pair programming}
      """, to: folder)
    try folder.write("---\ntopics: [writing, writng]\n---\nHello\n", to: "content/mentors/grace.md")
    let check = try folder.run("check")
    #expect(check.err.contains("there is no topic \"writng\", so the pages leave it out"), "\(check.err)")
    #expect(check.err.contains("did you mean \"writing\"?"))
    #expect(
      check.err.contains("mentors ada, grace have the topic \"career\", which site.yaml does not list"), "\(check.err)")
    #expect(check.err.contains("did you mean \"careers\"?"))
    try folder.say("build")
    func page(_ path: String) throws -> String {
      ProgramFolder.Page(html: try folder.read("public/\(path)index.html")).text
    }
    let ada = try page("mentors/ada/")
    #expect(ada.contains("Compiler building") && !ada.contains("Careers"), "\(ada)")
    #expect(try page("mentors/grace/").contains("Writing"), "her file wins over the record")
    let topics = try page("topics/")
    let places = ["Writing", "Compiler building"].compactMap { topics.range(of: $0)?.lowerBound }
    #expect(places.count == 2 && places == places.sorted(), "\(topics)")
    #expect(!folder.exists("public/topics/career/index.html"))

    let wrong = try folder.run("mentor", "set", "ada", "--topics", "compilers,carers")
    #expect(wrong.code == 5 && wrong.err.contains("no topic \"carers\"; did you mean \"careers\"?"), "\(wrong.err)")
    try folder.say("mentor", "set", "ada", "--topics", "compilers,careers", "--subjects", "pairing")
    #expect(
      try folder.texts("SELECT slug || ' ' || name FROM topic ORDER BY slug")
        == ["career Career", "careers Careers", "compilers Compiler building", "writing Writing"])
    try folder.say("mentor", "set", "grace", "--topics", "writing")
    #expect(try folder.texts("SELECT slug FROM topic").contains("career"), "until the next verb")
    try folder.say("tick")
    #expect(try !folder.texts("SELECT slug FROM topic").contains("career"))
  }

  @Test func initBeginsWithTheListsOfSiteYaml() throws {
    let folder = try ProgramFolder.verbs(students: [], site: Self.goals + "\n")
    #expect(
      try folder.texts("SELECT slug FROM goal UNION ALL SELECT slug FROM subject ORDER BY slug")
        == [
          "career-plan", "interview-prep", "mock-interview", "pairing", "portfolio", "research", "something-else",
        ])
    #expect(try !folder.run("check").err.contains("not yet so"))
  }

  @Test func withoutTheKeysANewTopicIsMadeAndInTheJournal() throws {
    let folder = try ProgramFolder.verbs(students: [])
    let run = try folder.run("mentor", "set", "ada", "--topics", "compilers,machine-learning")
    #expect(run.out.contains("topic machine-learning: Machine learning\n"), "\(run.out)")
    #expect(
      try folder.texts("SELECT actor || ' ' || verb || ' ' || (after ->> 'name') FROM journal WHERE kind = 'topic'")
        == [
          "organiser mentor add Compilers", "organiser mentor add Career", "organiser mentor set Machine learning",
        ])
  }
}
