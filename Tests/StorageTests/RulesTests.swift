import Diagnostics
import Storage
import Testing

/// Rules of time and order, written against by plain SQL as another program would.
struct RulesTests {
  /// A pending request without a room, `start` and `end` in hours since the epoch.
  static func ask(
    _ id: Int, _ fixture: Fixture, mentor: Int = 1, student: Int = 2, from start: Int, to end: Int,
    receivedAt: Int = 1000, moves: String = "NULL"
  ) -> String {
    fixture.refusal(
      """
      INSERT INTO request (id, uid, mentor_id, student_id, kind, title, start_at, end_at, status, received_at, changed_at,
        moves_session_id)
      VALUES (\(id), '\(fixture.random.uuid())', \(mentor), \(student), 'VIDEO', 'Talk', \(start * 3600), \(end * 3600),
        'pending', \(receivedAt), 1000, \(moves))
      """)
  }

  static func word(_ message: String) -> String {
    String(decoding: message.utf8.prefix { $0 != UInt8(ascii: ":") }, as: UTF8.self)
  }

  @Test func aPendingRequestHoldsTheStudentsTimeToo() throws {
    let fixture = try Fixture()
    #expect(Self.ask(1, fixture, mentor: 1, student: 2, from: 100, to: 101) == "accepted")
    #expect(Self.word(Self.ask(2, fixture, mentor: 4, student: 2, from: 100, to: 102)) == "E_HELD")
    #expect(Self.ask(3, fixture, mentor: 4, student: 2, from: 101, to: 102) == "accepted", "touching is no overlap")
  }

  @Test(arguments: [
    ("30", true), ("30,60,1440", true), ("", false), (",", false), ("0", false), ("30,", false), ("30,30", false),
    ("1441", false), ("0,99999999999999999999", false), ("030", false),
  ])
  func lengthsAreMinutesEachOnce(durations: String, isRight: Bool) throws {
    let fixture = try Fixture()
    let answer = fixture.refusal(
      "UPDATE mentor SET durations = '\(durations)', version = version + 1 WHERE person_id = 1")
    #expect((answer == "accepted") == isRight, "\(answer)")
    if !isRight, !durations.isEmpty { #expect(Self.word(answer) == "E_DURATIONS") }
  }

  @Test func aSessionIsNotMovedOntoHeldTime() throws {
    let fixture = try Fixture()
    try fixture.book(1, student: 3, from: 100, to: 101)
    #expect(Self.ask(2, fixture, student: 2, from: 110, to: 111) == "accepted")
    let move = "UPDATE session SET start_at = 396000, end_at = 399600, version = version + 1 WHERE id = 1"
    #expect(Self.word(fixture.refusal(move)) == "E_HELD")
    try fixture.record.execute("UPDATE request SET status = 'withdrawn', version = 2 WHERE id = 2")
    #expect(fixture.refusal(move) == "accepted")
  }

  @Test func aRequestThatMovesASessionMayLieOverItsOldTime() throws {
    let fixture = try Fixture()
    try fixture.book(1, student: 2, from: 100, to: 102)
    #expect(Self.word(Self.ask(2, fixture, from: 101, to: 103)) == "E_HELD")
    #expect(Self.ask(2, fixture, from: 101, to: 103, moves: "1") == "accepted")
    try fixture.record.execute("UPDATE request SET status = 'approved', session_follows = 1, version = 2 WHERE id = 2")
    try fixture.record.execute(
      "UPDATE session SET start_at = 363600, end_at = 370800, sequence = 1, version = 2 WHERE id = 1")
    #expect(try verifyRecord(fixture.record).all.isEmpty)
  }

  @Test func onlyAScheduledSessionOfTheSameTwoCanBeMoved() throws {
    let fixture = try Fixture()
    try fixture.book(1, student: 2, from: 100, to: 102)
    #expect(Self.word(Self.ask(2, fixture, student: 3, from: 110, to: 111, moves: "1")) == "E_NO_REQUEST")
  }

  // Row S3-23.
  @Test func theFourthRequestWithinAnHourIsRefused() throws {
    let fixture = try Fixture()
    for id in 1...3 {
      #expect(Self.ask(id, fixture, from: 100 + id, to: 101 + id, receivedAt: 1000 + id * 60) == "accepted")
    }
    #expect(Self.word(Self.ask(4, fixture, from: 110, to: 111, receivedAt: 4659)) == "E_RATE")
    #expect(Self.ask(4, fixture, from: 110, to: 111, receivedAt: 4660) == "accepted", "the first is an hour old")
  }

  // Row S2-9.
  @Test func anApprovedVideoRequestNeedsARoomOrALink() throws {
    let fixture = try Fixture()
    #expect(Self.ask(1, fixture, from: 100, to: 101) == "accepted")
    let approve = "UPDATE request SET status = 'approved', version = version + 1 WHERE id = 1"
    #expect(Self.word(fixture.refusal(approve)) == "E_NO_ROOM")
    try fixture.record.execute("UPDATE request SET link = 'https://zoom.example/1', version = 2 WHERE id = 1")
    #expect(fixture.refusal(approve) == "accepted")
  }

  @Test(arguments: [
    ("PENDING", "ACCEPTED", true), ("PENDING", "REJECTED", true), ("PENDING", "ENDED", false),
    ("ACCEPTED", "ENDED", true), ("ACCEPTED", "PENDING", false), ("ACCEPTED", "REJECTED", false),
    ("REJECTED", "PENDING", true), ("REJECTED", "ACCEPTED", false), ("ENDED", "PENDING", true),
    ("WITHDRAWN", "ACCEPTED", false),
  ])
  func aConnectionGoesOnlyTheDescribedWays(from: String, to: String, legal: Bool) throws {
    let fixture = try Fixture()
    try fixture.record.execute(
      "INSERT INTO connection (id, mentor_id, student_id, status, message, created_at, changed_at) "
        + "VALUES (9, 4, 3, '\(from)', 'Hello', 1, 1)")
    let result = fixture.refusal("UPDATE connection SET status = '\(to)', version = 2 WHERE id = 9")
    #expect(Self.word(result) == (legal ? "accepted" : "E_STATE"))
  }

  @Test func anAnsweredRequestIsNotAnsweredAgain() throws {
    let fixture = try Fixture()
    #expect(Self.ask(1, fixture, from: 100, to: 101) == "accepted")
    try fixture.record.execute("UPDATE request SET status = 'rejected', reason = 'Away', version = 2 WHERE id = 1")
    let approve = "UPDATE request SET status = 'approved', room = 'room-1', version = 3 WHERE id = 1"
    #expect(Self.word(fixture.refusal(approve)) == "E_STATE")
  }

  // Row S1-13.
  @Test(arguments: [
    ("student", 0, 7200, "accepted"), ("student", 0, 7199, "E_NOTICE"), ("student", 1, 7199, "E_NOTICE"),
    ("mentor", 0, 7199, "E_NOTICE"), ("mentor", 1, 7199, "accepted"), ("system", 0, 60, "accepted"),
  ])
  func cancellingInsideTheNoticeIsLateAndNeverTheStudents(by: String, late: Int, left: Int, result: String) throws {
    let fixture = try Fixture()
    try fixture.book(1, from: 100, to: 101)
    let sql = """
      UPDATE session SET status = 'cancelled', cancelled_by = '\(by)', cancel_reason = 'ill', is_late = \(late),
        cancelled_at = \(360_000 - left), version = 2 WHERE id = 1
      """
    #expect(Self.word(fixture.refusal(sql)) == result)
  }

  @Test func theJournalRefusesAClockThatRanBack() throws {
    let fixture = try Fixture()
    func note(_ at: Int) -> String {
      Self.word(
        fixture.refusal("INSERT INTO journal (at, actor, verb, kind, object_id) VALUES (\(at), 'x', 'y', 'session', 1)")
      )
    }
    #expect(note(1_000_000) == "accepted")
    #expect(note(999_700) == "accepted", "five minutes are forgiven")
    #expect(note(999_399) == "E_CLOCK")
    #expect(note(1_000_000 + 315_576_000) == "E_CLOCK")
  }

  @Test(arguments: ["meta", "mentor", "connection", "person"])
  func replacingIsRefusedEvenWithoutRecursiveTriggers(table: String) throws {
    let fixture = try Fixture()
    try fixture.record.execute("PRAGMA recursive_triggers = OFF")
    let sql = "INSERT OR REPLACE INTO \(table) SELECT * FROM \(table)"
    #expect(Self.word(fixture.refusal(sql)) == "E_EXISTS")
  }

  @Test func aNewNameConcernsEverybodyWhoMeetsThatPerson() throws {
    let fixture = try Fixture()
    let before = try fixture.record.integer("SELECT rev FROM meta") ?? 0
    try fixture.record.execute("UPDATE person SET name = 'New', version = version + 1 WHERE id = 1")
    #expect(try fixture.record.texts("SELECT id FROM person WHERE rev > \(before) ORDER BY id") == ["1", "2", "3"])
  }

  @Test func aNewPolicyConcernsEveryPage() throws {
    let fixture = try Fixture()
    let before = try fixture.record.integer("SELECT programme_rev FROM meta") ?? 0
    try fixture.record.execute("UPDATE meta SET pending_holds = 0")
    #expect(try fixture.record.integer("SELECT programme_rev FROM meta") ?? 0 > before)
    #expect(try fixture.record.integer("SELECT rev = programme_rev FROM meta") == 1)
  }
}
