import Bytes
import CivilTime
import Diagnostics
import Mentoring

/// A mentor's schedule as the record has it, and the lengths of session she offers.
package struct StoredSchedule: Sendable {
  package var mentor: PersonID
  package var slug: String
  package var schedule: MentorSchedule
  package var durations: [Int]
  package var horizonDays: Int
}

/// Reads schedules from one record.
package struct ScheduleReader {
  private let connection: Connection
  private let zones: ZoneDirectory
  private let programme: ProgrammePolicy

  package init(_ connection: Connection, zones: ZoneDirectory, programme: ProgrammePolicy) {
    self.connection = connection
    self.zones = zones
    self.programme = programme
  }

  /// Everything that decides when an approved mentor is open, as of `now`.
  ///
  /// - Parameter duration: minutes; nil takes the mentor's first.
  /// - Throws: exit code 5 for an unknown mentor or a length she does not offer, 4 for one who is not approved.
  package func schedule(ofMentor slug: String, duration: Int?, now: Instant) throws -> StoredSchedule {
    let row = try Statement(
      """
      SELECT m.person_id, p.zone, m.approval, m.durations, m.step, m.buffer_before, m.buffer_after, m.notice,
        m.horizon_days, m.max_per_day, m.max_per_week
      FROM mentor m JOIN person p ON p.id = m.person_id WHERE m.slug = ? AND p.state = 'active'
      """, on: connection)
    row.bind(slug, at: 1)
    guard try row.step() else {
      let near = nearestName(
        to: slug, among: try connection.texts("SELECT slug FROM mentor WHERE approval = 'approved'"))
      throw Diagnostic(
        "no mentor \"\(slug)\"", remedy: near.map { "did you mean \"\($0)\"?" } ?? "see the slugs in the record")
    }
    guard row.text(2).string == Approval.approved.rawValue else {
      throw Diagnostic(
        "the mentor \"\(slug)\" is \(row.text(2).string), not approved", remedy: "approve her first", exitCode: .refused
      )
    }
    func own(_ column: Int32, _ value: Int) -> Int { row.isNull(column) ? value : row.integer(column) }
    let mentor = row.integer(0)
    let zone = try zones.zone(named: row.text(1).string)
    let durations = row.isNull(3) ? programme.durations : numbers(row.text(3))
    let length = duration ?? durations.first ?? 60
    guard durations.contains(length) else {
      let offered = durations.map(String.init).joined(separator: ", ")
      throw Diagnostic("\"\(slug)\" offers no sessions of \(length) minutes", remedy: "choose one of \(offered)")
    }
    let days = own(8, programme.horizonDays)
    let policy = SlotPolicy(
      duration: length, step: own(4, programme.step), bufferBefore: own(5, programme.bufferBefore),
      bufferAfter: own(6, programme.bufferAfter), minimumNotice: own(7, programme.notice),
      horizonEnd: SlotPolicy.horizonEnd(now: now, days: days), maxPerDay: own(9, programme.maxPerDay),
      maxPerWeek: own(10, programme.maxPerWeek))
    // Limits count a whole ISO week, so sessions of the days just gone belong to the answer.
    let earliest = now.adding(days: -8).seconds
    let schedule = MentorSchedule(
      zone: zone, weekly: try weekly(mentor), dated: try dated(mentor), closed: try closed(mentor), policy: policy,
      sessions: try intervals(
        "SELECT start_at, end_at FROM session WHERE mentor_id = \(mentor) AND start_at > \(earliest) AND status <> 'cancelled'"
      ),
      held: try intervals(
        """
        SELECT start_at, end_at FROM request WHERE mentor_id = \(mentor) AND start_at > \(earliest)
          AND status = 'pending' AND (SELECT pending_holds FROM meta) = 1
        """))
    return StoredSchedule(
      mentor: PersonID(mentor), slug: slug, schedule: schedule, durations: durations, horizonDays: days)
  }

  /// Sessions and pending requests of a student, from eight days before `now` on.
  package func busyTimes(ofStudent email: String, now: Instant) throws -> [Interval] {
    let find = try Statement("SELECT id FROM person WHERE email = ? AND state = 'active'", on: connection)
    find.bind(email, at: 1)
    guard try find.step() else {
      throw Diagnostic("no person with that e-mail", remedy: "check the address")
    }
    let person = find.integer(0)
    let earliest = now.adding(days: -8).seconds
    return try intervals(
      """
      SELECT start_at, end_at FROM session WHERE (student_id = \(person) OR mentor_id = \(person))
        AND start_at > \(earliest) AND status <> 'cancelled'
      UNION ALL
      SELECT start_at, end_at FROM request WHERE student_id = \(person) AND start_at > \(earliest) AND status = 'pending'
      """)
  }

  private func weekly(_ mentor: Int) throws -> [WeeklyHours] {
    let rows = try Statement(
      """
      SELECT weekday, start_time, end_time, valid_from, valid_until FROM availability
      WHERE mentor_id = \(mentor) AND is_recurring = 1 AND is_active = 1 ORDER BY weekday, start_time, id
      """, on: connection)
    var all: [WeeklyHours] = []
    while try rows.step() {
      guard let window = window(rows, 1, 2) else { continue }
      all.append(
        WeeklyHours(
          weekday: rows.integer(0), window: window, from: CivilDate(iso: rows.text(3)),
          until: CivilDate(iso: rows.text(4))))
    }
    return all
  }

  private func dated(_ mentor: Int) throws -> [DatedHours] {
    let rows = try Statement(
      """
      SELECT specific_date, mode, start_time, end_time FROM availability
      WHERE mentor_id = \(mentor) AND is_recurring = 0 AND is_active = 1 ORDER BY specific_date, start_time, id
      """, on: connection)
    var all: [DatedHours] = []
    while try rows.step() {
      guard let date = CivilDate(iso: rows.text(0)) else { continue }
      let windows = rows.isNull(2) ? [] : [window(rows, 2, 3)].compactMap { $0 }
      all.append(
        DatedHours(date: date, mode: DatedHours.Mode(rawValue: rows.text(1).string) ?? .replace, windows: windows))
    }
    return all
  }

  private func closed(_ mentor: Int) throws -> [ClosedDates] {
    let rows = try Statement(
      """
      SELECT first_date, last_date FROM closed_range WHERE mentor_id = \(mentor) OR mentor_id IS NULL
      ORDER BY first_date, last_date
      """, on: connection)
    var all: [ClosedDates] = []
    while try rows.step() {
      guard let first = CivilDate(iso: rows.text(0)), let last = CivilDate(iso: rows.text(1)) else { continue }
      all.append(ClosedDates(first: first, last: last))
    }
    return all
  }

  private func window(_ row: Statement, _ start: Int32, _ end: Int32) -> HoursWindow? {
    guard let start = WallTime(row.text(start)), let end = WallTime(row.text(end)) else { return nil }
    return HoursWindow(start: start, end: end)
  }

  private func intervals(_ sql: String) throws -> [Interval] {
    let rows = try Statement(sql, on: connection)
    var all: [Interval] = []
    while try rows.step() {
      all.append(Interval(start: Instant(seconds: rows.integer(0)), end: Instant(seconds: rows.integer(1))))
    }
    return all
  }

  /// `30,60` as numbers; the record's CHECK allows digits and commas only.
  private func numbers(_ text: Utf8) -> [Int] {
    text.bytes.split(separator: UInt8(ascii: ",")).compactMap { Int(String(decoding: $0, as: UTF8.self)) }.filter {
      (1...1440).contains($0)
    }
  }
}
