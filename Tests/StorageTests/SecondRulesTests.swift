import Storage
import Testing

/// Outcomes that are corrected and requests that have expired, written by plain SQL as another program would.
@Suite struct SecondRulesTests {
  @Test func anOutcomeIsCorrectedUntilItIsReviewed() throws {
    let fixture = try Fixture()
    try fixture.book(1, from: 100, to: 101)
    for (index, change) in [
      "status = 'completed'", "status = 'no_show', absent = 'student'", "absent = 'mentor'",
      "status = 'completed', absent = NULL",
    ].enumerated() {
      let sql = "UPDATE session SET \(change), version = \(index + 2) WHERE id = 1"
      #expect(fixture.refusal(sql) == "accepted", "\(change)")
    }
    for change in ["status = 'scheduled'", "start_at = 0, end_at = 3600"] {
      #expect(fixture.refusal("UPDATE session SET \(change), version = 6 WHERE id = 1") != "accepted", "\(change)")
    }
    try fixture.record.execute(
      """
      INSERT INTO review (session_id, mentor_id, direction, author_id, stars, text, created_at, changed_at)
      VALUES (1, 1, 'student_to_mentor', 2, 2, 'Late', 1, 1);
      """)
    let missed = "UPDATE session SET status = 'no_show', absent = 'both', version = 6 WHERE id = 1"
    #expect(RulesTests.word(fixture.refusal(missed)) == "E_STATE")
  }

  @Test func aRequestThatHasExpiredHoldsNothingAndIsNotApproved() throws {
    let fixture = try Fixture()
    #expect(RulesTests.ask(1, fixture, from: 100, to: 101) == "accepted")
    // RulesTests.ask writes at second 1000.
    try fixture.record.execute("UPDATE request SET expires_at = 1001, version = 2 WHERE id = 1")
    #expect(RulesTests.word(RulesTests.ask(2, fixture, student: 3, from: 100, to: 101)) == "E_HELD")
    try fixture.record.execute("UPDATE request SET expires_at = 1000, version = 3 WHERE id = 1")
    let approval = """
      UPDATE request SET status = 'approved', room = 'room-one', changed_at = 1000, version = 4 WHERE id = 1
      """
    #expect(RulesTests.word(fixture.refusal(approval)) == "E_STATE")
    #expect(RulesTests.ask(2, fixture, student: 3, from: 100, to: 101) == "accepted")
    #expect(fixture.refusal("UPDATE request SET status = 'expired', version = 4 WHERE id = 1") == "accepted")
  }

  /// Whoever writes no time of expiry has until the start.
  @Test func withoutATimeOfExpiryARequestExpiresAtItsStart() throws {
    let fixture = try Fixture()
    #expect(RulesTests.ask(1, fixture, from: 100, to: 101) == "accepted")
    func approve(at second: Int) -> String {
      fixture.refusal(
        """
        UPDATE request SET status = 'approved', room = 'room-one', changed_at = \(second), version = version + 1
        WHERE id = 1
        """)
    }
    #expect(RulesTests.word(approve(at: 360_000)) == "E_PAST")
    #expect(approve(at: 359_999) == "accepted")
  }
}
