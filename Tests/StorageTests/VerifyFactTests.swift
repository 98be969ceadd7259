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
}
