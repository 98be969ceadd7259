import Foundation
import Storage
import Testing

/// Whose pages are made anew when a row changes that they show without being a party of it.
struct PartnerRevisionTests {
  /// The people whose revision rose.
  private func marked(_ fixture: Fixture, _ sql: String) throws -> [Int] {
    let before = try fixture.record.integer("SELECT rev FROM meta") ?? 0
    try fixture.record.execute(sql)
    return try fixture.record.texts("SELECT id FROM person WHERE rev > \(before) ORDER BY id").compactMap { Int($0) }
  }

  /// A connection between 4 and 3 is missing: they know each other by a request alone.
  private func withoutConnection() throws -> Fixture {
    let fixture = try Fixture()
    try fixture.record.execute(
      """
      UPDATE meta SET connection_required = 0;
      INSERT INTO request (id, uid, mentor_id, student_id, kind, title, start_at, end_at, status, received_at, changed_at)
      VALUES (9, '\(fixture.random.uuid())', 4, 3, 'CHAT', 'Talk', 3600000, 3603600, 'pending', 1000, 1000)
      """)
    return fixture
  }

  @Test func whatAMentorThinksOfAStudentStandsOnAllTheirMentorsPages() throws {
    let fixture = try Fixture()
    try fixture.book(1, mentor: 1, student: 2, from: 100, to: 101)
    try fixture.record.execute(
      "UPDATE session SET status = 'completed', changed_at = 400000, version = version + 1 WHERE id = 1")
    #expect(
      try marked(
        fixture,
        """
        INSERT INTO review (session_id, mentor_id, direction, author_id, stars, created_at, changed_at)
        VALUES (1, 1, 'mentor_to_student', 1, 5, 400000, 400000)
        """) == [1, 2, 4])
  }

  @Test(arguments: [
    "name = 'Other'", "zone = 'Asia/Tokyo'", "email = 'other@example.org'", "share_email = 1", "language = 'de'",
  ])
  func aStudentIsNamedToMentorsWhoKnowThemByARequestAlone(change: String) throws {
    let fixture = try withoutConnection()
    #expect(try marked(fixture, "UPDATE person SET \(change), version = version + 1 WHERE id = 3") == [1, 3, 4])
  }

  @Test(arguments: [
    "company = 'Acme'", "job_title = 'Lead'", "photo = 'a.png'", "hourly_rate = 100, currency = 'EUR'",
    "is_accepting = 0", "approval = 'approved'", "slug = 'other'", "headline = 'Hello'",
  ])
  func aMentorsCardIsShownToStudentsWhoAskedWithoutAConnection(change: String) throws {
    let fixture = try withoutConnection()
    #expect(try marked(fixture, "UPDATE mentor SET \(change), version = version + 1 WHERE person_id = 4") == [2, 3, 4])
  }

  @Test func whoLeavesALineMovesTheOthersUp() throws {
    let fixture = try Fixture()
    func wait(_ student: Int) throws {
      try fixture.record.execute("INSERT INTO waiting (mentor_id, student_id, created_at) VALUES (1, \(student), 1000)")
    }
    try wait(2)
    try wait(3)
    #expect(try marked(fixture, "DELETE FROM waiting WHERE student_id = 2") == [1, 2, 3])
    try wait(2)
    #expect(try marked(fixture, "UPDATE waiting SET offered_until_at = 5000 WHERE student_id = 3") == [1, 2, 3])
  }
}
