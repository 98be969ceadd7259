import Diagnostics
import Storage
import Testing

/// What the record holds and refuses by itself, for the rows of the inventory that no other test of the schema proves.
@Suite struct RowSchemaTests {
  private func columns(_ table: String, _ fixture: Fixture) throws -> Set<String> {
    Set(try fixture.record.texts("SELECT name FROM pragma_table_info('\(table)')"))
  }

  private func isRefused(_ sql: String, with word: String, _ fixture: Fixture) -> Bool {
    fixture.refusal(sql).contains(word)
  }

  // Row S0-5.
  @Test func aPairHasOneConnectionThatBeginsAsPendingAndNobodyOneWithHerself() throws {
    let fixture = try Fixture()
    func connect(_ mentor: Int, _ student: Int, _ status: String) -> String {
      fixture.refusal(
        """
        INSERT INTO connection (mentor_id, student_id, status, message, created_at, changed_at)
        VALUES (\(mentor), \(student), '\(status)', 'Hello', 1000, 1000)
        """)
    }
    #expect(connect(4, 3, "PENDING") == "accepted")
    #expect(connect(4, 3, "PENDING").hasPrefix("E_EXISTS"))
    #expect(connect(4, 4, "PENDING").contains("CHECK"))
    #expect(connect(3, 2, "PENDING").contains("FOREIGN KEY"), "a student is nobody's mentor")
  }

  // Rows S1-30, S2-1, S3-20, S4-13.
  @Test func sessionsAndRequestsHaveEveryDescribedColumnInStrictTables() throws {
    let fixture = try Fixture()
    #expect(
      try columns("session", fixture).isSuperset(of: [
        "id", "mentor_id", "student_id", "start_at", "end_at", "status", "kind", "title", "zone", "link", "room",
        "agenda",
        "notes_before", "notes_after", "started_at", "ended_at", "cancelled_at", "cancel_reason", "cancelled_by",
        "platform", "absent", "sequence", "version", "recording_url", "recording_consent", "subject_id",
      ]))
    #expect(
      try columns("request", fixture).isSuperset(of: [
        "id", "student_id", "mentor_id", "subject_id", "title", "description", "start_at", "end_at", "status", "room",
        "reason", "received_at", "responded_at",
      ]))
    #expect(
      try columns("review", fixture).isSuperset(of: ["session_id", "author_id", "direction", "stars", "text", "reply"]))
    #expect(
      try columns("person", fixture).isSuperset(of: [
        "email", "name", "is_mentor", "is_student", "is_organiser", "membership_type", "zone",
      ]))
    #expect(
      try columns("mentor", fixture).isSuperset(of: [
        "bio", "photo", "company", "job_title", "years", "approval", "hourly_rate", "currency", "version",
      ]))
    #expect(
      try fixture.record.texts(
        "SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0 "
          + "AND schema = 'main' AND name NOT LIKE 'sqlite%'") == [])
    #expect(isRefused("UPDATE meta SET cancel_notice = 'soon'", with: "cannot store TEXT", fixture))
  }

  // Row S1-31.
  @Test(arguments: ["SCHEDULED", "confirmed", "ongoing", "done", ""])
  func onlyTheStatesThereAreCanBeStored(_ status: String) throws {
    let fixture = try Fixture()
    try fixture.book(1, from: 100, to: 101)
    #expect(isRefused("UPDATE session SET status = '\(status)', version = 2", with: "CHECK", fixture))
    #expect(isRefused("UPDATE session SET kind = '\(status)', version = 2", with: "CHECK", fixture))
  }

  // Row S2-10.
  @Test(arguments: ["''", "'   '", "NULL"])
  func aPendingRequestIsNotRejectedWithoutAReason(_ reason: String) throws {
    let fixture = try Fixture()
    #expect(RulesTests.ask(1, fixture, from: 100, to: 101) == "accepted")
    let reject = "UPDATE request SET status = 'rejected', version = 2, reason ="
    #expect(fixture.refusal("\(reject) \(reason) WHERE id = 1") != "accepted")
    #expect(fixture.refusal("\(reject) 'On leave' WHERE id = 1") == "accepted")
  }

  // Row S2-12.
  @Test func noTwoSessionsShareARoom() throws {
    let fixture = try Fixture()
    try fixture.book(1, from: 100, to: 101, room: "room-abc12345")
    let refused = #expect(throws: Diagnostic.self) {
      try fixture.book(2, from: 110, to: 111, room: "room-abc12345")
    }
    #expect(refused?.message.hasPrefix("E_EXISTS") == true)
    #expect(try fixture.record.integer("SELECT count(*) FROM request") == 1)
  }

  // Row S2-29.
  @Test func aRecordingNeedsTheConsentOfBoth() throws {
    let fixture = try Fixture()
    try fixture.book(1, from: 100, to: 101)
    let url = "UPDATE session SET recording_url = 'https://video.example/1', version = 2"
    #expect(isRefused(url, with: "CHECK", fixture))
    #expect(fixture.refusal(url + ", recording_consent = 1") == "accepted")
  }

  // Row S2-28.
  @Test func creditsAreOnlyAddedTo() throws {
    let fixture = try Fixture()
    func credit(_ amount: Int, _ currency: String = "EUR") -> String {
      fixture.refusal(
        "INSERT INTO credit (person_id, amount, currency, reason, created_at) VALUES (2, \(amount), '\(currency)', 'x', 1)"
      )
    }
    #expect(credit(500) == "accepted")
    #expect(credit(-200) == "accepted")
    #expect(credit(0).contains("CHECK") && credit(1, "euro").contains("CHECK"))
    #expect(isRefused("UPDATE credit SET amount = 9", with: "E_FROZEN", fixture))
    #expect(isRefused("UPDATE credit SET reason = 'better'", with: "E_FROZEN", fixture))
    #expect(isRefused("UPDATE credit SET reason = '(erased)', amount = 9", with: "E_FROZEN", fixture))
    #expect(isRefused("DELETE FROM credit", with: "E_NO_DELETE", fixture))
    #expect(try fixture.record.integer("SELECT sum(amount) FROM credit WHERE person_id = 2") == 300)
  }

  // Row S3-9.
  @Test(arguments: [
    "1, 1, NULL, '09:00', '10:00'", "0, 1, '2026-12-01', '09:00', '10:00'", "1, 0, '2026-12-01', '09:00', '10:00'",
    "1, 0, NULL, NULL, NULL", "2, 1, NULL, '09:00', '10:00'",
  ])
  func hoursAreEitherWeeklyOrOfOneDate(_ values: String) throws {
    let fixture = try Fixture()
    let result = fixture.refusal(
      "INSERT INTO availability (mentor_id, is_recurring, weekday, specific_date, start_time, end_time) VALUES (1, \(values))"
    )
    #expect(values == "1, 1, NULL, '09:00', '10:00'" ? result == "accepted" : result.contains("CHECK"), "\(result)")
  }

  // Row S3-18.
  @Test func aPersonsRoleFollowsFromTheFlags() throws {
    let fixture = try Fixture()
    let set = "UPDATE person SET version = version + 1,"
    try fixture.record.execute(
      "\(set) is_student = 1 WHERE id IN (1, 2); \(set) is_organiser = 1 WHERE id = 3; \(set) is_mentor = 0 WHERE id = 4"
    )
    #expect(
      try fixture.record.texts("SELECT role FROM person_role ORDER BY id")
        == ["mentor_mentee", "mentee", "admin", "user"])
    let same = fixture.refusal("\(set) email = 'P1@EXAMPLE.org' WHERE id = 2")
    #expect(same.contains("UNIQUE"), "an address is one person's, whatever its case: \(same)")
  }

  // Rows S1-11, S3-19, S4-1, S4-14.
  /// Counts are views: no number is stored that could drift from the rows.
  @Test func totalsRatingsAndStudentsAreCountedFromTheRows() throws {
    let fixture = try Fixture()
    try fixture.book(1, student: 2, from: 100, to: 101)
    try fixture.book(2, student: 2, from: 110, to: 111)
    try fixture.book(3, student: 3, from: 120, to: 121)
    func totals() throws -> String? {
      try fixture.record.texts(
        "SELECT sessions_booked || ' ' || sessions_completed FROM mentor_totals WHERE mentor_id = 1"
      ).first
    }
    #expect(try totals() == "3 0")
    try fixture.record.execute("UPDATE session SET status = 'completed', version = 2 WHERE id IN (1, 2)")
    #expect(try totals() == "3 2")
    try fixture.record.execute(
      """
      UPDATE session SET status = 'cancelled', cancelled_at = 2000, cancelled_by = 'mentor', cancel_reason = 'ill',
        version = 2 WHERE id = 3
      """)
    #expect(try totals() == "2 2")
    #expect(
      try fixture.record.texts(
        "SELECT student_id || ' ' || sessions_completed || ' ' || last_session_at FROM mentor_student")
        == ["2 2 \(110 * 3600)"])
    for (session, stars) in [(1, 5), (2, 2)] {
      try fixture.record.execute(
        """
        INSERT INTO review (session_id, mentor_id, direction, author_id, stars, created_at, changed_at)
        VALUES (\(session), 1, 'student_to_mentor', 2, \(stars), 1, 1)
        """)
    }
    #expect(try fixture.record.texts("SELECT rating_count || ' ' || rating_sum FROM mentor_rating") == ["2 7.0"])
  }
}
