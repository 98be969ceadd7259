import Bytes
import CivilTime
import Diagnostics
import Foundation
import Mentoring
import Storage
import Testing

/// A fresh record in a folder of its own, with a mentor (1), two students (2, 3) and accepted connections.
final class Fixture {
  let folder: URL
  let record: Database
  var random = SeededRandom(seed: 7)

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("almanac-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    record = try createRecord(at: folder.appendingPathComponent("almanac.db").path, random: random)
    for id in 1...4 {
      try record.execute(
        """
        INSERT INTO person (id, uuid, email, name, zone, home_token, feed_token, action_secret, created_at, changed_at)
        VALUES (\(id), '\(random.uuid())', 'p\(id)@example.org', 'P\(id)', 'UTC', '\(random.token())', '\(random.token())',
          '\(random.token())', 1000, 1000)
        """)
    }
    for id in [1, 4] {
      try record.execute(
        """
        UPDATE person SET is_mentor = 1, version = version + 1 WHERE id = \(id);
        INSERT INTO mentor (person_id, slug, free_busy_uid, changed_at) VALUES (\(id), 'm\(id)', '\(random.uuid())', 1000)
        """)
    }
    for (mentor, student) in [(1, 2), (1, 3), (4, 2)] {
      try record.execute(
        """
        INSERT INTO connection (mentor_id, student_id, status, message, created_at, changed_at)
        VALUES (\(mentor), \(student), 'ACCEPTED', 'Hello', 1000, 1000)
        """)
    }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// By UTC's rules and the defaults of the programme.
  func situations() throws -> SituationReader {
    try SituationReader(record, zones: ZoneDirectory(path: "/usr/share/zoneinfo"), policy: ProgrammePolicy())
  }

  /// Another seed each time, so that no two verbs make the same tokens.
  func nextSeed() -> UInt64 {
    seeds += 1000
    return seeds
  }

  private var seeds: UInt64 = 0

  /// An approved request and its session, `start` and `end` in hours since the epoch.
  func book(
    _ id: Int, mentor: Int = 1, student: Int = 2, from start: Int, to end: Int, requestStatus: String = "approved",
    room: String? = nil, sequence: Int = 0
  ) throws {
    let uid = random.uuid()
    let room = room ?? "room-\(id)"
    try record.transaction {
      try record.execute(
        """
        INSERT INTO request (id, uid, mentor_id, student_id, kind, title, start_at, end_at, status, room, received_at,
          changed_at)
        VALUES (\(id), '\(uid)', \(mentor), \(student), 'VIDEO', 'Talk', \(start * 3600), \(end * 3600),
          '\(requestStatus)', '\(room)', 1000, 1000);
        INSERT INTO session (id, uid, meeting_token, mentor_id, student_id, kind, status, start_at, end_at, wall_time,
          zone, title, room, sequence, created_at, changed_at)
        VALUES (\(id), '\(uid)', '\(random.token())', \(mentor), \(student), 'VIDEO', 'scheduled', \(start * 3600),
          \(end * 3600), '2026-01-01T10:00', 'UTC', 'Talk', '\(room)', \(sequence), 1000, 1000)
        """)
    }
  }

  func refusal(_ sql: String) -> String {
    do {
      try record.execute(sql)
      return "accepted"
    } catch { return error.message }
  }
}

struct RecordTests {
  // Row S1-3.
  @Test func aMentorIsNeverBookedTwice() throws {
    let fixture = try Fixture()
    try fixture.book(1, student: 2, from: 100, to: 102)
    let refused = #expect(throws: Diagnostic.self) { try fixture.book(2, student: 3, from: 101, to: 103) }
    #expect(refused?.message.utf8.starts(with: "E_OVERLAP".utf8) == true)
    #expect(try fixture.record.integer("SELECT count(*) FROM request") == 1, "nothing half done")
  }

  // Row S1-3.
  @Test func aStudentIsNeverBookedTwice() throws {
    let fixture = try Fixture()
    try fixture.book(1, mentor: 1, student: 2, from: 100, to: 102)
    #expect(throws: Diagnostic.self) { try fixture.book(2, mentor: 4, student: 2, from: 101, to: 102) }
  }

  @Test func touchingSessionsDoNotOverlap() throws {
    let fixture = try Fixture()
    try fixture.book(1, student: 2, from: 100, to: 102)
    try fixture.book(2, student: 3, from: 102, to: 103)
    try fixture.book(3, student: 3, from: 99, to: 100)
    #expect(try verifyRecord(fixture.record).all.isEmpty)
  }

  @Test func movingASessionOntoAnotherIsRefused() throws {
    let fixture = try Fixture()
    try fixture.book(1, student: 2, from: 100, to: 102)
    try fixture.book(2, student: 3, from: 104, to: 105)
    let move = "UPDATE session SET start_at = 363600, end_at = 367200, version = version + 1 WHERE id = 2"
    #expect(fixture.refusal(move).utf8.starts(with: "E_OVERLAP".utf8))
  }

  @Test func aCancelledSessionFreesItsTime() throws {
    let fixture = try Fixture()
    try fixture.book(1, student: 2, from: 100, to: 102)
    try fixture.record.execute(
      """
      UPDATE session SET status = 'cancelled', cancelled_at = 2000, cancelled_by = 'student', cancel_reason = 'ill',
        version = version + 1
      WHERE id = 1
      """)
    try fixture.book(2, student: 3, from: 100, to: 102)
    let back =
      "UPDATE session SET status = 'scheduled', cancelled_at = NULL, cancelled_by = NULL, version = 3 WHERE id = 1"
    #expect(fixture.refusal(back).utf8.starts(with: "E_STATE".utf8))
  }

  // Rows S0-9, S1-9.
  @Test func withoutAConnectionThereIsNoSession() throws {
    let fixture = try Fixture()
    let refused = #expect(throws: Diagnostic.self) { try fixture.book(1, mentor: 4, student: 3, from: 100, to: 101) }
    #expect(
      refused?.message
        == "E_NOT_CONNECTED: You must have an active connection with this mentor to book a session")
    try fixture.record.execute("UPDATE meta SET connection_required = 0")
    try fixture.book(1, mentor: 4, student: 3, from: 100, to: 101)
  }

  @Test func aPendingRequestHoldsItsTimeUnlessTheProgrammeSaysOtherwise() throws {
    let fixture = try Fixture()
    let pending = """
      INSERT INTO request (id, uid, mentor_id, student_id, kind, title, start_at, end_at, status, received_at, changed_at)
      VALUES (50, '\(fixture.random.uuid())', 1, 2, 'CHAT', 'Talk', 360000, 363600, 'pending', 1000, 1000)
      """
    try fixture.record.execute(pending)
    #expect(throws: Diagnostic.self) { try fixture.book(1, student: 3, from: 100, to: 101) }
    try fixture.record.execute("UPDATE meta SET pending_holds = 0")
    try fixture.book(1, student: 3, from: 100, to: 101)
  }

  // Row S3-21.
  @Test(arguments: [
    "UPDATE person SET name = 'X' WHERE id = 1", "UPDATE person SET name = 'X', version = 1 WHERE id = 1",
  ])
  func aStaleVersionIsRefused(sql: String) throws {
    #expect(try Fixture().refusal(sql).utf8.starts(with: "E_STALE".utf8))
  }

  @Test(arguments: ["person", "mentor", "connection"])
  func rowsAreNeverDeleted(table: String) throws {
    #expect(try Fixture().refusal("DELETE FROM \(table)").utf8.starts(with: "E_NO_DELETE".utf8))
  }

  @Test func replacingARowIsNoWayRoundTheRules() throws {
    let fixture = try Fixture()
    try fixture.book(1, student: 2, from: 100, to: 102)
    #expect(
      fixture.refusal("INSERT OR REPLACE INTO session SELECT * FROM session WHERE id = 1").utf8
        .starts(with: "E_EXISTS".utf8))
  }

  @Test(arguments: [
    "UPDATE person SET zone = '../etc', version = version + 1 WHERE id = 1",
    "UPDATE person SET email = 'nobody', version = version + 1 WHERE id = 1",
    "UPDATE person SET home_token = 'short', version = version + 1 WHERE id = 1",
    "UPDATE mentor SET slug = '../x', version = version + 1 WHERE person_id = 1",
    "UPDATE mentor SET slug = 'A', version = version + 1 WHERE person_id = 1",
    "UPDATE mentor SET step = 0, version = version + 1 WHERE person_id = 1",
    "UPDATE connection SET status = 'accepted', version = version + 1",
    "UPDATE connection SET mentor_id = 4, version = version + 1 WHERE id = 1",
    "INSERT INTO availability (mentor_id, is_recurring, weekday, start_time, end_time) VALUES (1, 1, 7, '09:00', '10:00')",
    "INSERT INTO availability (mentor_id, is_recurring, weekday, start_time, end_time) VALUES (1, 1, 1, '09:00', '09:00')",
    "INSERT INTO availability (mentor_id, is_recurring, weekday, start_time, end_time) VALUES (1, 1, 1, '9:00', '10:00')",
    "INSERT INTO availability (mentor_id, is_recurring, weekday, start_time, end_time) VALUES (1, 1, 1, '24:00', '10:00')",
    "INSERT INTO availability (mentor_id, is_recurring, specific_date) VALUES (1, 0, '2026-02-30')",
    "INSERT INTO closed_range (mentor_id, first_date, last_date) VALUES (1, '2026-02-02', '2026-02-01')",
    "INSERT INTO mentor_link VALUES (1, 'website', 'javascript:alert(1)')",
    "UPDATE session SET kind = 'IN_PERSON', version = version + 1",
    "UPDATE session SET room = NULL, version = version + 1",
    "UPDATE session SET status = 'cancelled', version = version + 1",
    "UPDATE session SET status = 'no_show', version = version + 1",
    "UPDATE session SET start_at = start_at + 1, version = version + 1",
    "UPDATE request SET status = 'rejected', version = version + 1",
    "UPDATE meta SET rev = 0",
  ])
  func impossibleValuesAreRefused(sql: String) throws {
    let fixture = try Fixture()
    try fixture.book(1, from: 100, to: 101)
    #expect(fixture.refusal(sql) != "accepted")
  }

  // Row S3-9.
  @Test func overnightHoursMidnightAndClosedDatesAreLegal() throws {
    let fixture = try Fixture()
    try fixture.record.execute(
      """
      INSERT INTO availability (mentor_id, is_recurring, weekday, start_time, end_time) VALUES (1, 1, 6, '22:00', '02:00');
      INSERT INTO availability (mentor_id, is_recurring, weekday, start_time, end_time) VALUES (1, 1, 0, '22:00', '24:00');
      INSERT INTO availability (mentor_id, is_recurring, specific_date) VALUES (1, 0, '2026-12-24');
      """)
  }

  @Test func everyWriteRaisesTheRevisionOfTheRowAndOfItsPeople() throws {
    let fixture = try Fixture()
    try fixture.book(1, student: 2, from: 100, to: 101)
    let before = try fixture.record.integer("SELECT rev FROM meta") ?? 0
    try fixture.record.execute("UPDATE session SET title = 'New', version = version + 1 WHERE id = 1")
    let after = try fixture.record.integer("SELECT rev FROM meta") ?? 0
    #expect(after == before + 1)
    #expect(try fixture.record.texts("SELECT id FROM person WHERE rev = \(after) ORDER BY id") == ["1", "2"])
    #expect(try fixture.record.integer("SELECT rev FROM session") == after)
    try fixture.record.execute("INSERT INTO topic (slug, name) VALUES ('career', 'Career')")
    #expect(try fixture.record.integer("SELECT programme_rev = rev FROM meta") == 1)
  }

  @Test func reviewsAreOfCompletedSessionsByTheirOwnPeople() throws {
    let fixture = try Fixture()
    try fixture.book(1, student: 2, from: 100, to: 101)
    func review(by author: Int) -> String {
      fixture.refusal(
        """
        INSERT INTO review (session_id, mentor_id, direction, author_id, stars, created_at, changed_at)
        VALUES (1, 1, 'student_to_mentor', \(author), 5, 1, 1)
        """)
    }
    #expect(review(by: 2).utf8.starts(with: "E_REVIEW".utf8))
    try fixture.record.execute("UPDATE session SET status = 'completed', version = version + 1")
    #expect(review(by: 3).utf8.starts(with: "E_REVIEW".utf8))
    #expect(review(by: 2) == "accepted")
    #expect(review(by: 2) != "accepted")
    #expect(try fixture.record.integer("SELECT rating_sum FROM mentor_rating WHERE mentor_id = 1") == 5)
  }

  @Test func theJournalIsOnlyAddedTo() throws {
    let fixture = try Fixture()
    try fixture.record.execute(
      "INSERT INTO journal (at, actor, verb, kind, object_id, after) VALUES (1, 'person 1', 'x', 'session', 1, 'words')"
    )
    #expect(fixture.refusal("UPDATE journal SET actor = 'person 2'").utf8.starts(with: "E_FROZEN".utf8))
    #expect(fixture.refusal("UPDATE journal SET after = 'others'").utf8.starts(with: "E_FROZEN".utf8))
    #expect(fixture.refusal("UPDATE journal SET after = ''") == "accepted")
    #expect(fixture.refusal("DELETE FROM journal").utf8.starts(with: "E_NO_DELETE".utf8))
  }
}
