import Diagnostics
import Foundation
import Storage
import Testing

/// What follows when another program approves a request.
struct SQLApprovalTests {
  private static func pending(_ fixture: Fixture, kind: String = "CHAT", more: String = "", values: String = "") throws
  {
    try fixture.record.execute(
      """
      INSERT INTO request (id, uid, mentor_id, student_id, kind, title, agenda, start_at, end_at, status, received_at,
        changed_at\(more))
      VALUES (1, '\(fixture.random.uuid())', 1, 2, '\(kind)', 'Talk', 'One', 3600000, 3603600, 'pending', 1000, 1000\(values))
      """)
  }

  // Row S2-9.
  @Test func anApprovalMakesTheSessionWithAllThatWasAskedFor() throws {
    let fixture = try Fixture()
    try Self.pending(
      fixture, more: ", wall_time, zone, fold, tzdata, price, currency",
      values: ", '1970-02-11T17:00', 'Europe/Berlin', 0, '2026a', 2500, 'EUR'")
    #expect(
      fixture.refusal("UPDATE request SET status = 'approved', version = version + 1, changed_at = 2000 WHERE id = 1")
        == "accepted")
    #expect(
      try fixture.record.texts(
        """
        SELECT r.uid = s.uid AND s.status = 'scheduled' AND s.start_at = 3600000 AND s.end_at = 3603600 AND s.title = 'Talk'
          AND s.agenda = 'One' AND s.wall_time = '1970-02-11T17:00' AND s.zone = 'Europe/Berlin' AND s.tzdata = '2026a'
          AND s.price = 2500 AND s.currency = 'EUR' AND s.created_at = 1000 AND s.changed_at = 2000 AND s.version = 1
        FROM session s JOIN request r ON r.id = s.id
        """) == ["1"])
    #expect(try verifyRecord(fixture.record).all.map(\.message) == [])
  }

  @Test func aRequestWithoutAWallTimeBecomesASessionInUTC() throws {
    let fixture = try Fixture()
    try Self.pending(fixture)
    try fixture.record.execute("UPDATE request SET status = 'approved', version = version + 1 WHERE id = 1")
    #expect(try fixture.record.texts("SELECT wall_time || ' ' || zone FROM session") == ["1970-02-11T16:00 UTC"])
  }

  @Test func everyTokenIsAnother() throws {
    let fixture = try Fixture()
    var tokens: Set<String> = []
    for id in 1...20 {
      try fixture.record.execute(
        """
        INSERT INTO request (id, uid, mentor_id, student_id, kind, title, start_at, end_at, status, made_by, received_at,
          changed_at)
        VALUES (\(id), '\(fixture.random.uuid())', 1, 2, 'CHAT', 'Talk', \(id * 7200), \(id * 7200 + 3600), 'pending', 'mentor',
          1000, 1000);
        UPDATE request SET status = 'approved', version = version + 1 WHERE id = \(id)
        """)
      tokens.formUnion(try fixture.record.texts("SELECT meeting_token FROM session WHERE id = \(id)"))
    }
    #expect(tokens.count == 20 && tokens.allSatisfy { Set($0.utf8).count > 6 })
  }

  @Test func whatCannotBecomeASessionIsNotApproved() throws {
    let fixture = try Fixture()
    try Self.pending(fixture, kind: "IN_PERSON")
    let approve = "UPDATE request SET status = 'approved', version = version + 1 WHERE id = 1"
    #expect(fixture.refusal(approve).contains("CHECK"), "no address")
    try fixture.record.execute("UPDATE request SET address = 'Library', version = version + 1 WHERE id = 1")
    #expect(
      fixture.refusal(
        "UPDATE request SET status = 'approved', version = version + 1, changed_at = 3600000 WHERE id = 1"
      )
      .hasPrefix("E_PAST"))
    #expect(fixture.refusal(approve) == "accepted")
  }

  @Test func anApprovedMoveMovesItsSession() throws {
    let fixture = try Fixture()
    try fixture.book(5, from: 100, to: 101)
    try fixture.record.execute(
      """
      INSERT INTO request (id, uid, mentor_id, student_id, kind, title, start_at, end_at, status, moves_session_id, received_at,
        changed_at)
      VALUES (6, '\(fixture.random.uuid())', 1, 2, 'VIDEO', 'Talk', 720000, 723600, 'pending', 5, 1000, 1000);
      UPDATE request SET status = 'approved', version = version + 1, changed_at = 2000 WHERE id = 6
      """)
    #expect(
      try fixture.record.texts(
        "SELECT start_at || ' ' || end_at || ' ' || sequence || ' ' || version || ' ' || wall_time FROM session") == [
          "720000 723600 1 2 1970-01-09T08:00"
        ])
    #expect(try fixture.record.integer("SELECT count(*) FROM session") == 1)
  }
}
