import Diagnostics
import Storage
import Testing

/// What was does not change: written against by plain SQL, as another program would.
@Suite struct PastTests {
  /// S-1 is completed and reviewed, S-2 scheduled after a move, S-3 cancelled; request 4 is pending.
  private func fixture() throws -> Fixture {
    let fixture = try Fixture()
    try fixture.book(1, from: 100, to: 101)
    try fixture.book(2, from: 110, to: 111)
    try fixture.book(3, from: 120, to: 121)
    try fixture.record.execute(
      """
      UPDATE session SET status = 'completed', version = 2 WHERE id = 1;
      UPDATE session SET start_at = 399600, end_at = 403200, sequence = 1, version = 2 WHERE id = 2;
      UPDATE session SET status = 'cancelled', cancelled_at = 2000, cancelled_by = 'mentor', cancel_reason = 'ill',
        version = 2 WHERE id = 3;
      INSERT INTO review (session_id, mentor_id, direction, author_id, stars, text, created_at, changed_at)
      VALUES (1, 1, 'student_to_mentor', 2, 2, 'Late', 1, 1);
      """)
    try #require(RulesTests.ask(4, fixture, from: 130, to: 131, receivedAt: 5000) == "accepted")
    return fixture
  }

  @Test(arguments: [
    ("UPDATE session SET start_at = start_at - 86400, end_at = end_at - 86400, version = 3 WHERE id = 1", "E_FROZEN"),
    ("UPDATE session SET end_at = end_at + 60, version = 3 WHERE id = 3", "E_FROZEN"),
    ("UPDATE session SET kind = 'VOICE', version = 3 WHERE id = 1", "E_FROZEN"),
    ("UPDATE session SET wall_time = '2026-01-01T00:00', version = 3 WHERE id = 1", "E_FROZEN"),
    ("UPDATE session SET cancelled_by = 'student', version = 3 WHERE id = 3", "E_FROZEN"),
    ("UPDATE session SET status = 'completed', start_at = start_at - 3600, version = 3 WHERE id = 2", "E_FROZEN"),
    ("UPDATE session SET status = 'scheduled', version = 3 WHERE id = 1", "E_STATE"),
    ("UPDATE session SET status = 'no_show', absent = 'student', version = 3 WHERE id = 1", "E_STATE"),
    (
      "UPDATE session SET status = 'cancelled', cancelled_at = 1, cancelled_by = 'organiser', cancel_reason = 'x', "
        + "version = 3 WHERE id = 1", "E_STATE"
    ),
    (
      "UPDATE session SET status = 'scheduled', cancelled_at = NULL, cancelled_by = NULL, version = 3 WHERE id = 3",
      "E_STATE"
    ),
    ("UPDATE session SET sequence = 0, version = 3 WHERE id = 2", "E_FROZEN"),
    ("UPDATE session SET start_at = 0, end_at = 3600, version = 3 WHERE id = 2", "E_PAST"),
    ("UPDATE session SET start_at = 399660, changed_at = 399661, version = 3 WHERE id = 2", "E_PAST"),
    ("UPDATE request SET start_at = start_at + 60, version = version + 1 WHERE id = 1", "E_FROZEN"),
    ("UPDATE request SET kind = 'CHAT', version = version + 1 WHERE id = 1", "E_FROZEN"),
    ("UPDATE review SET stars = 5, version = 2", "E_FROZEN"),
    ("UPDATE review SET stars = NULL, version = 2", "E_FROZEN"),
    (
      "UPDATE connection SET status = 'ENDED', changed_at = 399599, version = version + 1 WHERE mentor_id = 1 "
        + "AND student_id = 2", "E_STATE"
    ),
  ])
  func whatWasIsNotRewritten(_ sql: String, _ word: String) throws {
    #expect(RulesTests.word(try fixture().refusal(sql)) == word)
  }

  @Test(arguments: [
    "UPDATE session SET notes_after = 'More', title = 'x', version = 3 WHERE id = 1",
    "UPDATE session SET start_at = 399660, changed_at = 399660, version = 3 WHERE id = 2",
    "UPDATE request SET start_at = start_at + 60, end_at = end_at + 60, version = 2 WHERE id = 4",
    "UPDATE review SET text = '', reply = '', version = 2",
    "UPDATE connection SET status = 'ENDED', changed_at = 399600, version = version + 1 WHERE mentor_id = 1 "
      + "AND student_id = 2",
  ])
  func whatIsOpenStillChanges(_ sql: String) throws {
    #expect(try fixture().refusal(sql) == "accepted")
  }

  @Test func whoIsErasedDoesNotComeBack() throws {
    let fixture = try Fixture()
    try fixture.record.execute("UPDATE person SET state = 'erased', version = version + 1 WHERE id = 3")
    let back = "UPDATE person SET state = 'active', version = version + 1 WHERE id = 3"
    #expect(RulesTests.word(fixture.refusal(back)) == "E_STATE")
  }

  @Test func aSeriesIsOneWishOfTheHour() throws {
    let fixture = try Fixture()
    try fixture.record.execute(
      """
      INSERT INTO series (id, mentor_id, student_id, frequency, count, created_at) VALUES (1, 1, 2, 'WEEKLY', 9, 1),
        (2, 1, 2, 'WEEKLY', 9, 1)
      """)
    func ask(_ id: Int, series: String) -> String {
      RulesTests.word(
        fixture.refusal(
          """
          INSERT INTO request (id, uid, mentor_id, student_id, kind, title, start_at, end_at, status, received_at,
            changed_at, series_id)
          VALUES (\(id), '\(fixture.random.uuid())', 1, 2, 'VIDEO', 'Talk', \((100 + id) * 3600), \((101 + id) * 3600),
            'pending', 1000, 1000, \(series))
          """))
    }
    for id in 1...8 { #expect(ask(id, series: "1") == "accepted", "\(id)") }
    #expect(ask(9, series: "NULL") == "accepted")
    #expect(ask(10, series: "NULL") == "accepted")
    #expect(ask(11, series: "NULL") == "E_RATE", "the series and two more are three")
    #expect(ask(11, series: "2") == "E_RATE", "another series is another wish")
    #expect(ask(11, series: "1") == "accepted")
  }
}
