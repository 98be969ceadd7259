import CivilTime
import Diagnostics
import Foundation
import Mentoring
import Storage
import Testing

/// What the settings list is brought into the record in the verb's transaction, and the journal is all of it.
@Suite struct TermTableTests {
  private static func carry(_ terms: ListedTerms, into record: Database, _ body: (RecordWriter) throws -> Void) throws {
    _ = try perform(
      "test", by: Principal(.organiser), on: record, policy: ProgrammePolicy(), now: SequenceFixture.begin,
      terms: terms,
      random: SeededRandom(seed: 1)
    ) { writer in
      try body(writer)
      return []
    }
  }

  private static func rows(of record: Database) throws -> [String] {
    try record.texts(
      """
      SELECT 'topic ' || id || ' ' || slug || ' ' || name FROM topic
      UNION ALL SELECT 'goal ' || id || ' ' || slug || ' ' || name FROM goal
      UNION ALL SELECT 'type ' || id || ' ' || slug || ' ' || name || ' ' || kind || ' ' || minutes || ' '
        || ifnull(price, 'free') || ' ' || currency || ' ' || summary || replace(questions, char(10), '|') FROM session_type ORDER BY 1
      """)
  }

  private static func type(_ slug: String, _ name: String, price: Int?) -> SessionType {
    SessionType(
      id: 0, slug: slug, name: name, kind: .voice, duration: 30, summary: "", price: price,
      currency: price == nil ? "" : "EUR", questions: ["One?", "Two?"])
  }

  @Test func everyStepIsInTheJournalAndItsReplayIsTheRecord() throws {
    let siteSources = try SequenceFixture()
    defer { siteSources.remove() }
    let record = try siteSources.copy(of: siteSources.empty, "terms.db")
    try Self.carry(
      ListedTerms(
        topics: [Term(id: 0, slug: "zoology", name: "Zoology"), Term(id: 0, slug: "compilers", name: "Compilers")],
        sessionTypes: [Self.type("talk", "Talk", price: 100), Self.type("walk", "Walk", price: nil)]), into: record
    ) { _ in }
    #expect(
      try Self.rows(of: record) == [
        "goal 1 one One", "goal 2 two Two", "goal 3 three Three", "topic 1 compilers Compilers",
        "topic 2 zoology Zoology",
        "type 1 talk Talk VOICE 30 100 EUR One?|Two?", "type 2 walk Walk VOICE 30 free  One?|Two?",
      ], "lists that are not there are left alone; a key that is free is taken again")
    try record.execute("UPDATE session_type SET summary = 'Short' WHERE slug = 'talk'")
    try Self.carry(
      ListedTerms(
        topics: [Term(id: 0, slug: "compilers", name: "Compiler building")],
        sessionTypes: [Self.type("talk", "Talk", price: nil)]), into: record
    ) { _ in }
    #expect(
      try Self.rows(of: record).suffix(2) == [
        "topic 1 compilers Compiler building", "type 1 talk Talk VOICE 30 free  ShortOne?|Two?",
      ], "the summary is the record's own")
    #expect(try record.texts("SELECT DISTINCT actor || ' ' || verb FROM journal") == ["system settings"])
    let copy = try siteSources.copy(of: siteSources.empty, "replay.db")
    var replay = JournalReplay(into: copy)
    try replay.write(journalOf: record)
    #expect(try Self.rows(of: copy) == Self.rows(of: record))
  }

  @Test func whatAVerbThrowsTakesTheTermsBackToo() throws {
    let siteSources = try SequenceFixture()
    defer { siteSources.remove() }
    let record = try siteSources.copy(of: siteSources.empty, "terms.db")
    let before = try Self.rows(of: record)
    let terms = ListedTerms(topics: [Term(id: 0, slug: "new", name: "New")])
    #expect(throws: Refusal.self) {
      try Self.carry(terms, into: record) { writer in
        #expect(try record.texts("SELECT slug FROM topic") == ["new"], "the verb finds what is listed")
        throw Refusal(.state, "no")
      }
    }
    #expect(try Self.rows(of: record) == before)
    #expect(try record.integer("SELECT count(*) FROM journal") == 0)
  }

  @Test func findingsTellWhatIsStillOpen() throws {
    let siteSources = try SequenceFixture()
    defer { siteSources.remove() }
    let record = try siteSources.copy(of: siteSources.peopled, "terms.db")
    #expect(try termFindings(ListedTerms(), in: record, settingsFile: "site.yaml") == [])
    let terms = ListedTerms(topics: [Term(id: 0, slug: "careers", name: "Careers")])
    let told = try termFindings(terms, in: record, settingsFile: "site.yaml")
    #expect(
      told.map(\.message) == [
        "\"topics\" is not yet so in the record: new careers",
        "mentors mentor-1, mentor-2 have the topic \"compilers\", which site.yaml does not list",
        "mentors mentor-1, mentor-2 have the topic \"career\", which site.yaml does not list",
      ])
    #expect(told.last?.remedy?.hasPrefix("did you mean \"careers\"? ") == true)
    #expect(told.first?.place?.file == "site.yaml" && told.last?.place?.file == record.path)
  }
}
