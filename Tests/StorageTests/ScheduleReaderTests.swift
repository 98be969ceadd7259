import CivilTime
import Diagnostics
import Mentoring
import Storage
import Testing

struct ScheduleReaderTests {
  static let zones = ZoneDirectory(path: "/usr/share/zoneinfo")
  /// Monday 5 January 1970, 00:00 UTC.
  static let now = Instant(seconds: 4 * 86_400)

  static func fixture() throws -> Fixture {
    let fixture = try Fixture()
    try fixture.record.execute(
      """
      UPDATE mentor SET approval = 'approved', durations = '60,30', step = 30, notice = 0, horizon_days = 7,
        version = version + 1 WHERE person_id = 1;
      INSERT INTO availability (mentor_id, is_recurring, weekday, start_time, end_time) VALUES (1, 1, 1, '09:00', '12:00');
      INSERT INTO availability (mentor_id, is_recurring, weekday, start_time, end_time, is_active)
        VALUES (1, 1, 2, '09:00', '12:00', 0);
      """)
    return fixture
  }

  static func starts(
    _ fixture: Fixture, duration: Int? = nil, programme: ProgrammePolicy = ProgrammePolicy()
  ) throws -> [String] {
    let reader = ScheduleReader(fixture.record, zones: zones, programme: programme)
    let stored = try reader.schedule(ofMentor: "m1", duration: duration, now: now)
    let query = SlotQuery(now: now, from: now, to: now.adding(days: 7))
    return openSlots(stored.schedule, query).map(\.rfc3339)
  }

  // Row S3-7.
  @Test func slotsFollowTheStoredHours() throws {
    #expect(
      try Self.starts(try Self.fixture()) == [
        "1970-01-05T09:00:00Z", "1970-01-05T09:30:00Z", "1970-01-05T10:00:00Z", "1970-01-05T10:30:00Z",
        "1970-01-05T11:00:00Z",
      ])
  }

  @Test func sessionsAndHeldRequestsCloseTheirTime() throws {
    let fixture = try Self.fixture()
    try fixture.book(1, from: 96 + 9, to: 96 + 10)
    try fixture.record.execute(
      """
      INSERT INTO request (uid, mentor_id, student_id, kind, title, start_at, end_at, status, received_at, changed_at)
      VALUES ('\(fixture.random.uuid())', 1, 3, 'CHAT', 'T', \((96 + 11) * 3600), \((96 + 12) * 3600), 'pending', 1, 1)
      """)
    #expect(try Self.starts(fixture) == ["1970-01-05T10:00:00Z"])
    var programme = ProgrammePolicy()
    programme.pendingHolds = false
    #expect(try Self.starts(fixture, programme: programme).count == 3)
  }

  @Test func aClosedRangeOfTheProgrammeClosesEveryMentor() throws {
    let fixture = try Self.fixture()
    try fixture.record.execute("INSERT INTO closed_range (first_date, last_date) VALUES ('1970-01-05', '1970-01-05')")
    #expect(try Self.starts(fixture).isEmpty)
  }

  // Row S3-8.
  @Test func aDateWithoutHoursIsClosedAndOneWithHoursReplacesTheWeek() throws {
    let fixture = try Self.fixture()
    try fixture.record.execute(
      "INSERT INTO availability (mentor_id, is_recurring, specific_date) VALUES (1, 0, '1970-01-05')")
    #expect(try Self.starts(fixture).isEmpty)
    try fixture.record.execute(
      """
      INSERT INTO availability (mentor_id, is_recurring, specific_date, start_time, end_time)
      VALUES (1, 0, '1970-01-06', '23:00', '24:00')
      """)
    #expect(try Self.starts(fixture) == ["1970-01-06T23:00:00Z"])
  }

  @Test func unknownAndUnapprovedMentorsAreTold() throws {
    let fixture = try Self.fixture()
    let reader = ScheduleReader(fixture.record, zones: Self.zones, programme: ProgrammePolicy())
    let unknown = #expect(throws: Diagnostic.self) { try reader.schedule(ofMentor: "m2", duration: nil, now: Self.now) }
    #expect(unknown?.remedy == "did you mean \"m1\"?")
    let pending = #expect(throws: Diagnostic.self) { try reader.schedule(ofMentor: "m4", duration: nil, now: Self.now) }
    #expect(pending?.exitCode == .refused)
    let length = #expect(throws: Diagnostic.self) { try reader.schedule(ofMentor: "m1", duration: 45, now: Self.now) }
    #expect(length?.remedy == "choose one of 60, 30")
  }
}
