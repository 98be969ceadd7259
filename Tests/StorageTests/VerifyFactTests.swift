import CivilTime
import Diagnostics
import Foundation
import Storage
import Testing

/// What another program may write and `db verify` finds.
struct VerifyFactTests {
  @Test(arguments: [
    (
      "UPDATE session SET status = 'completed', changed_at = 2000, version = version + 1 WHERE id = 1",
      "a session that was held before it began: S-1"
    ),
    (
      "UPDATE person SET state = 'erased', version = version + 1 WHERE id = 2",
      "an erased person whose data are still there: person 2"
    ),
    (
      """
      UPDATE person SET state = 'erased', name = 'Former member', email = 'erased-4@erased.invalid', version = version + 1
      WHERE id = 4
      """,
      "an erased mentor whose data are still there: person 4"
    ),
    (
      "UPDATE person SET is_mentor = 1, version = version + 1 WHERE id = 3",
      "the role mentor without a row in mentor: person 3"
    ),
    (
      "UPDATE person SET is_mentor = 0, version = version + 1 WHERE id = 4",
      "a mentor without the role who is not suspended: person 4"
    ),
    (
      """
      UPDATE person SET feed_token = (SELECT home_token FROM person WHERE id = 1), version = version + 1 WHERE id = 2
      """,
      "a private address that opens two things: person 1"
    ),
    (
      "UPDATE request SET changed_at = 500, version = version + 1 WHERE id = 1", "an answer before the request: S-1"
    ),
  ])
  func whatNoSingleRowShowsIsFound(sql: String, finding: String) throws {
    let fixture = try Fixture()
    try fixture.book(1, from: 100, to: 101)
    #expect(try verifyRecord(fixture.record).all.map(\.message) == [])
    #expect(fixture.refusal(sql) == "accepted")
    #expect(try verifyRecord(fixture.record).all.map(\.message) == [finding])
    #expect(try inspectRecord(fixture.record).damage.all.isEmpty, "strange, not damaged")
  }

  /// `start_at` in hours, with what the wall time says.
  @Test(arguments: [
    ("1970-01-05T04:00", "UTC", 0, "", []),
    ("1970-01-05T05:00", "Europe/Berlin", 0, "", []),
    (
      "1970-01-05T05:00", "UTC", 0, "",
      ["session S-1: it starts at 1970-01-05T04:00:00Z, its wall_time 1970-01-05T05:00 in UTC is 1970-01-05T05:00:00Z"]
    ),
    // An hour may be a change of older rules; a day is none.
    ("1970-01-05T05:00", "UTC", 0, "1999a", []),
    (
      "1970-01-06T04:00", "UTC", 0, "1999a",
      ["session S-1: it starts at 1970-01-05T04:00:00Z, its wall_time 1970-01-06T04:00 in UTC is 1970-01-06T04:00:00Z"]
    ),
    (
      "1970-01-05T04:00", "Europe/Atlantis", 0, "",
      [#"session S-1: its wall_time "1970-01-05T04:00" or its zone "Europe/Atlantis" does not exist"#]
    ),
  ])
  func aStartThatIsNotItsWallTimeIsFound(wall: String, zone: String, fold: Int, tzdata: String, findings: [String])
    throws
  {
    let fixture = try Fixture()
    try fixture.book(1, from: 100, to: 101)
    try fixture.record.execute(
      """
      UPDATE session SET wall_time = '\(wall)', zone = '\(zone)', fold = \(fold), tzdata = '\(tzdata)', version = version + 1
      WHERE id = 1
      """)
    let zones = ZoneDirectory(path: ProcessInfo.processInfo.environment["TZDIR"] ?? "/usr/share/zoneinfo")
    #expect(try promisedTimeFindings(fixture.record, zones: zones).all.map(\.message) == findings)
  }

  /// What verbs refuse, written by SQL.
  @Test(arguments: [
    ("person SET name = 'A' || char(8238) || 'B'", "person 2: name holds U+202E (right-to-left override)"),
    ("person SET name = 'A' || char(0) || 'B'", "person 2: name holds U+0000"),
    ("person SET name = CAST(x'41FF42' AS TEXT)", "person 2: name is not UTF-8 text"),
    ("person SET email = 'a@b.org' || char(10)", "person 2: email is not written as an e-mail address alone"),
    ("person SET email = 'a@b.c@d.e'", "person 2: email is not an e-mail address: it has more than one @"),
    ("person SET language = 'zz-!!'", "person 2: language is not a BCP 47 tag such as en or pt-BR"),
    ("person SET list_values = '[1]'", "values of a member list that are not a JSON object: person 2"),
    ("session SET title = 'A' || char(10) || 'B'", "session S-2: title holds U+000A"),
    (
      "session SET room = NULL, link = 'https://a.example/' || char(10)",
      "session S-2: link is a link that holds U+000A"
    ),
    ("session SET started_at = 5000, ended_at = 4000", "a session that ended before it began: S-2"),
    ("request SET title = CAST(x'C3' AS TEXT)", "request S-2: title is not UTF-8 text"),
    ("request SET description = 'A' || char(0)", "request S-2: description holds U+0000"),
  ])
  func aTextThatNoVerbTakesIsFound(change: String, finding: String) throws {
    let fixture = try Fixture()
    try fixture.book(1, student: 3, from: 100, to: 101)
    try fixture.book(2, from: 200, to: 201)
    #expect(try verifyRecord(fixture.record).all.map(\.message) == [])
    #expect(fixture.refusal("UPDATE \(change), version = version + 1 WHERE id = 2") == "accepted")
    let found = try inspectRecord(fixture.record)
    #expect(found.faults.all.count == 1 && found.faults.all[0].message.hasPrefix(finding), "\(found.faults.all)")
    #expect(found.damage.all.isEmpty && found.faults.hasErrors)
  }

  @Test func aLinkOfAMentorWithALineBreakIsFound() throws {
    let fixture = try Fixture()
    try fixture.record.execute("INSERT INTO mentor_link VALUES (1, 'other', 'https://a.example/' || char(10) || 'x')")
    let messages = try verifyRecord(fixture.record).all.map(\.message)
    #expect(
      messages.count == 1 && messages[0].hasPrefix("mentor_link 1: url is a link that holds U+000A"), "\(messages)")
  }

  /// What a verb can reach, or what harms nothing, is a remark: a record with it is in order.
  @Test(
    arguments: [
      (
        "mentor SET currency = 'ZZZ', version = version + 1 WHERE person_id = 1", "mentor 1: currency is not a currency"
      ),
      (
        "connection SET message = 'Hello' || char(7), version = version + 1 WHERE id = 1",
        "connection 1: message holds U+0007"
      ),
      ("session SET changed_at = 253402300799, version = version + 1 WHERE id = 1", "a change in the future: S-1"),
      ("session SET changed_at = 2000, version = version + 1 WHERE id = 1", nil),
    ] as [(String, String?)])
  func whatAVerbMayReachIsARemark(change: String, remark: String?) throws {
    let fixture = try Fixture()
    try fixture.record.execute("UPDATE person SET is_student = 1, version = version + 1 WHERE id IN (2, 3)")
    try fixture.book(1, from: 100, to: 101)
    #expect(fixture.refusal("UPDATE \(change)") == "accepted")
    let found = try inspectRecord(fixture.record, now: Instant(seconds: 3000))
    #expect(found.all.all.map(\.message) == [])
    let remarks = found.remarks.all
    #expect(remarks.count == (remark == nil ? 0 : 1) && !found.remarks.hasErrors, "\(remarks)")
    if let remark { #expect(remarks.first?.message.hasPrefix(remark) == true, "\(remarks)") }
  }

  @Test func sessionsAndConnectionsWithoutAStudentAreRemarks() throws {
    let fixture = try Fixture()
    try fixture.book(1, from: 100, to: 101)
    try fixture.record.execute(
      """
      UPDATE person SET is_student = 1, version = version + 1 WHERE id = 3;
      INSERT INTO request (id, uid, mentor_id, student_id, kind, title, start_at, end_at, status, received_at, changed_at)
      VALUES (9, '\(fixture.random.uuid())', 1, 3, 'CHAT', 'Talk', 3600000, 3603600, 'pending', 1000, 1000)
      """)
    let remarks = try inspectRecord(fixture.record, now: Instant(seconds: 3000)).remarks.all.map(\.message)
    #expect(
      remarks == [
        "an accepted connection of somebody who is not a student: C-1",
        "an accepted connection of somebody who is not a student: C-3",
        "a session ahead of somebody who is not a student: S-1",
        "a pending request without a time of expiry: S-9",
      ])
    #expect(try verifyRecord(fixture.record).all.map(\.message) == [])
  }
}
