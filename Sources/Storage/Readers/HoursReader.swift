import Bytes
import CivilTime
import Diagnostics
import Mentoring

/// Reads the data that determines when a mentor is available, with statements prepared once.
final class HoursReader {
  private let zones: ZoneDirectory
  private let programme: ProgrammePolicy
  private let mentor: Statement
  private let availability: Statement
  private let closedRanges: Statement
  private let sessions: Statement
  private let held: Statement
  private let ownTimes: Statement
  private let ownUIDs: Statement
  private let calendars: (any ExternalCalendars)?
  private var zoneCache: [String: Zone] = [:]
  private let closedRangesForAll: Statement
  /// Ranges that close the whole programme; nil until first needed.
  private var closedForAll: [ClosedDates]?

  /// - Parameter calendars: the mentors' own calendars; nil ignores them.
  init(
    _ connection: Database, zones: ZoneDirectory, programme: ProgrammePolicy, calendars: (any ExternalCalendars)?
  ) throws(Diagnostic) {
    self.zones = zones
    self.calendars = calendars
    self.programme = programme
    // The value from the settings: the record gets it only with the next verb.
    let holds = programme.pendingHolds ? 1 : 0
    mentor = try Statement(
      """
      SELECT durations, step, buffer_before, buffer_after, notice, horizon_days, max_per_day, max_per_week, confirm,
        slug, (SELECT email FROM person WHERE id = ?1)
      FROM mentor WHERE person_id = ?1
      """, on: connection)
    availability = try Statement(
      """
      SELECT is_recurring, weekday, specific_date, mode, start_time, end_time, valid_from, valid_until, id
      FROM availability WHERE mentor_id = ?1 AND is_active = 1
      ORDER BY is_recurring, weekday, specific_date, start_time, id
      """, on: connection)
    closedRanges = try Statement(
      """
      SELECT first_date, last_date, id, reason FROM closed_range WHERE mentor_id = ?1
      ORDER BY first_date, last_date, id
      """, on: connection)
    sessions = try Statement(
      """
      SELECT start_at, end_at, changed_at, status <> 'cancelled' FROM session WHERE mentor_id = ?1 AND start_at > ?2
      """, on: connection)
    held = try Statement(
      """
      SELECT start_at, end_at, iif(status = 'pending' AND expires_at <= ?3, max(expires_at, changed_at), changed_at),
        status = 'pending' AND coalesce(expires_at, start_at) > ?3 AND \(holds) = 1 FROM request
      WHERE mentor_id = ?1 AND start_at > ?2
      """, on: connection)
    ownTimes = try Statement(
      """
      SELECT start_at, end_at, changed_at, status <> 'cancelled' FROM session WHERE student_id = ?1 AND start_at > ?2
      UNION ALL
      SELECT start_at, end_at, iif(status = 'pending' AND expires_at <= ?3, max(expires_at, changed_at), changed_at),
        status = 'pending' AND coalesce(expires_at, start_at) > ?3 AND \(holds) = 1 FROM request
      WHERE student_id = ?1 AND start_at > ?2
      """, on: connection)
    ownUIDs = try Statement(
      """
      SELECT start_at, end_at, sequence FROM session WHERE uid = ?1
      UNION ALL SELECT start_at, end_at, sequence FROM request WHERE uid = ?1
      """, on: connection)
    closedRangesForAll = try Statement(
      """
      SELECT first_date, last_date, 0, reason FROM closed_range WHERE mentor_id IS NULL
      ORDER BY first_date, last_date, id
      """, on: connection)
  }

  func hours(
    of person: PersonID, zoneName: String, horizonEnd: (Int) -> Instant, since: Instant
  ) throws(Diagnostic) -> MentorHours {
    var hours = try ownHours(of: person, zoneName: zoneName, horizonEnd: horizonEnd)
    // Limits count a whole ISO week, so the answer includes sessions of the past days.
    let earliest = since.adding(days: -8).seconds
    hours.schedule.sessions = try intervals(sessions, person, earliest, nil, &hours.changed)
    hours.schedule.held = try intervals(held, person, earliest, since, &hours.changed)
    // Times when the mentor is a student are not available for mentoring, but do not count towards the mentor's
    // limits.
    hours.schedule.busy = try intervals(ownTimes, person, earliest, since, &hours.changed)
    hours.schedule.busy += try foreignTimes(of: person, zoneName: zoneName)
    return hours
  }

  /// The hours, closed dates and rules of a mentor without busy times.
  func ownHours(
    of person: PersonID, zoneName: String, horizonEnd: (Int) -> Instant
  ) throws(Diagnostic) -> MentorHours {
    let zone = try zone(named: zoneName)
    mentor.bind(person.number, at: 1)
    defer { mentor.reset() }
    _ = try mentor.step()
    func own(_ column: Int32, _ value: Int) -> Int { mentor.isNull(column) ? value : mentor.integer(column) }
    let durations = mentor.isNull(0) ? programme.durations : numbers(mentor.text(0))
    let days = own(5, programme.horizonDays)
    let confirmsEach = mentor.isNull(8) ? programme.confirmsEach : mentor.text(8) == Utf8("each")
    let policy = SlotPolicy(
      duration: durations.first ?? 60, step: own(1, programme.step), bufferBefore: own(2, programme.bufferBefore),
      bufferAfter: own(3, programme.bufferAfter),
      minimumNotice: programme.effectiveNotice(
        own: mentor.isNull(4) ? nil : mentor.integer(4), confirmsEach: confirmsEach),
      horizonEnd: horizonEnd(days), maxPerDay: own(6, programme.maxPerDay), maxPerWeek: own(7, programme.maxPerWeek))
    var schedule = MentorSchedule(zone: zone, policy: policy)
    try readAvailability(of: person, into: &schedule)
    closedRanges.bind(person.number, at: 1)
    schedule.closed = try readClosedForAll() + (try HoursReader.closed(closedRanges))
    return MentorHours(schedule: schedule, durations: durations, horizonDays: days, confirmsEach: confirmsEach)
  }

  /// The busy times of the mentor's own calendars.
  private func foreignTimes(of person: PersonID, zoneName: String) throws(Diagnostic) -> [Interval] {
    guard let calendars else { return [] }
    mentor.bind(person.number, at: 1)
    defer { mentor.reset() }
    guard try mentor.step(), !mentor.isNull(9) else { return [] }
    let foreign = try calendars.times(
      ofMentor: mentor.text(9).string, zone: zoneName, email: mentor.text(10).string)
    var busy = foreign.busy
    for (uid, times) in foreign.own { busy += try foreignTimes(times, ofUID: uid) }
    return busy
  }

  private func readClosedForAll() throws(Diagnostic) -> [ClosedDates] {
    if let closedForAll { return closedForAll }
    var closed = try HoursReader.closed(closedRangesForAll)
    for holiday in try calendars?.holidays() ?? [] {
      closed.append(
        ClosedDates(first: holiday.dates.lowerBound, last: holiday.dates.upperBound, reason: holiday.reason))
    }
    closedForAll = closed
    return closed
  }

  /// What an event with the UID of a session or request blocks. Imported back from the mentor's calendar, the session must
  /// not block itself, even where the calendar still has the time before a move. But an event that somebody has moved,
  /// lengthened or repeated there means a time that almanac does not know of.
  private func foreignTimes(_ times: [Interval], ofUID uid: String) throws(Diagnostic) -> [Interval] {
    ownUIDs.bind(uid, at: 1)
    defer { ownUIDs.reset() }
    var known: [Interval] = []
    var wasMoved = false
    while try ownUIDs.step() {
      known.append(
        Interval(start: Instant(seconds: ownUIDs.integer(0)), end: Instant(seconds: ownUIDs.integer(1))))
      wasMoved = wasMoved || ownUIDs.integer(2) > 0
    }
    if known.isEmpty { return times }
    let length = known.map { $0.end.since($0.start) }.max() ?? 0
    if wasMoved, Set(times).count == 1, times.allSatisfy({ $0.end.since($0.start) <= length }) { return [] }
    return times.filter { time in !known.contains { $0.start <= time.start && time.end <= $0.end } }
  }

  /// The zone, cached by name: there are few zones and many mentors.
  private func zone(named name: String) throws(Diagnostic) -> Zone {
    if let zone = zoneCache[name] { return zone }
    let zone = try zones.zone(named: name)
    zoneCache[name] = zone
    return zone
  }

  private func readAvailability(of person: PersonID, into schedule: inout MentorSchedule) throws(Diagnostic) {
    availability.bind(person.number, at: 1)
    defer { availability.reset() }
    var hasHours = false
    while try availability.step() {
      hasHours = true
      let window = availability.isNull(4) ? nil : window(availability, 4, 5)
      if availability.integer(0) == 1 {
        guard let window else { continue }
        schedule.weekly.append(
          WeeklyHours(
            weekday: availability.integer(1), window: window, from: CivilDate(iso: availability.text(6)),
            until: CivilDate(iso: availability.text(7)), id: availability.integer(8)))
      } else if let date = CivilDate(iso: availability.text(2)) {
        schedule.dated.append(
          DatedHours(
            date: date, mode: DatedHours.Mode(rawValue: availability.text(3).string) ?? .replace,
            windows: window.map { [$0] } ?? [], id: availability.integer(8)))
      }
    }
    if !hasHours, let window = programme.defaultHours {
      schedule.weekly = (0...6).map { WeeklyHours(weekday: $0, window: window) }
    }
  }

  private static func closed(_ rows: Statement) throws(Diagnostic) -> [ClosedDates] {
    defer { rows.reset() }
    var all: [ClosedDates] = []
    while try rows.step() {
      guard let first = CivilDate(iso: rows.text(0)), let last = CivilDate(iso: rows.text(1)) else { continue }
      all.append(ClosedDates(first: first, last: last, id: rows.integer(2), reason: rows.text(3).string))
    }
    return all
  }

  private func window(_ row: Statement, _ start: Int32, _ end: Int32) -> HoursWindow? {
    guard let start = WallTime(row.text(start)), let end = WallTime(row.text(end)) else { return nil }
    return HoursWindow(start: start, end: end)
  }

  private func intervals(
    _ rows: Statement, _ person: PersonID, _ earliest: Int, _ now: Instant?, _ changed: inout Instant
  ) throws(Diagnostic) -> [Interval] {
    rows.bind(person.number, at: 1)
    rows.bind(earliest, at: 2)
    if let now { rows.bind(now.seconds, at: 3) }
    defer { rows.reset() }
    var all: [Interval] = []
    while try rows.step() {
      // A row that was cancelled or answered takes no time, but its change counts.
      if rows.integer(3) == 1 {
        all.append(Interval(start: Instant(seconds: rows.integer(0)), end: Instant(seconds: rows.integer(1))))
      }
      changed = max(changed, Instant(seconds: rows.integer(2)))
    }
    return all
  }

  /// The numbers of a list such as `30,60`; the record's CHECK allows only digits and commas.
  private func numbers(_ text: Utf8) -> [Int] {
    text.bytes.split(separator: UInt8(ascii: ",")).compactMap { Int(String(decoding: $0, as: UTF8.self)) }.filter {
      (1...1440).contains($0)
    }
  }
}
