import Bytes
import CivilTime
import Diagnostics
import Mentoring

/// A mentor's schedule as stored in the record, and the session lengths that the mentor offers.
public struct StoredSchedule: Sendable {
  public var mentor: PersonID
  public var slug: String
  public var schedule: MentorSchedule
  public var durations: [Int]
  public var horizonDays: Int
}

/// Reads schedules from one record.
public struct ScheduleReader {
  private let connection: Database
  private let zones: ZoneDirectory
  private let programme: ProgrammePolicy
  private let calendars: (any ExternalCalendars)?

  public init(
    _ connection: Database, zones: ZoneDirectory, programme: ProgrammePolicy, calendars: (any ExternalCalendars)? = nil
  ) {
    self.calendars = calendars
    self.connection = connection
    self.zones = zones
    self.programme = programme
  }

  /// The data that determines when an approved mentor is available, as of `now`.
  ///
  /// - Parameter duration: minutes; nil uses the mentor's first.
  /// - Throws: exit code 5 for an unknown mentor or a length that the mentor does not offer, 4 for a mentor who is not
  ///   approved.
  public func schedule(ofMentor slug: String, duration: Int?, now: Instant) throws -> StoredSchedule {
    let row = try Statement(
      """
      SELECT m.person_id, p.zone, m.approval FROM mentor m JOIN person p ON p.id = m.person_id
      WHERE (m.slug = ?1 OR m.person_id = (SELECT mentor_id FROM mentor_address WHERE slug = ?1)) AND p.state = 'active'
      """, on: connection)
    row.bind(slug, at: 1)
    guard try row.step() else {
      throw Diagnostic("no mentor \"\(slug)\"", remedy: try mentorRemedy(for: slug, on: connection))
    }
    guard row.text(2).string == Approval.approved.rawValue else {
      throw Diagnostic(
        "the mentor \"\(slug)\" is \(row.text(2).string), not approved", remedy: "approve them first",
        exitCode: .refused
      )
    }
    let mentor = PersonID(row.integer(0))
    let hours = try HoursReader(connection, zones: zones, programme: programme, calendars: calendars).hours(
      of: mentor, zoneName: row.text(1).string, horizonEnd: { SlotPolicy.horizonEnd(now: now, days: $0) }, since: now)
    let length = duration ?? hours.durations.first ?? 60
    guard hours.durations.contains(length) else {
      let offered = hours.durations.map(String.init).joined(separator: ", ")
      throw Diagnostic("\"\(slug)\" offers no sessions of \(length) minutes", remedy: "choose one of \(offered)")
    }
    return StoredSchedule(
      mentor: mentor, slug: slug, schedule: hours.schedule(forDuration: length), durations: hours.durations,
      horizonDays: hours.horizonDays)
  }

  /// See ``BusyReader/busyTimes(of:since:)``.
  public func busyTimes(of person: PersonID, now: Instant) throws -> [Interval] {
    try BusyReader(connection, programme: programme).busyTimes(of: person, since: now)
  }
}
