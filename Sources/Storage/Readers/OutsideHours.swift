import Bytes
import CivilTime
import Diagnostics
import Mentoring

/// An upcoming session outside its mentor's hours.
public struct SessionOutsideHours: Hashable, Sendable {
  public var id: Int
  /// The mentor's slug.
  public var mentor: String
  public var start: Instant
}

extension SituationReader {
  /// Upcoming scheduled sessions that begin or end outside their mentor's hours or on closed dates, by mentor and
  /// start.
  ///
  /// - Parameters:
  ///   - mentor: nil = all approved mentors.
  ///   - withOverrides: whether to include sessions that were deliberately booked outside the hours.
  public func sessionsOutsideHours(
    of mentor: PersonID?, now: Instant, withOverrides: Bool = true
  ) throws -> [SessionOutsideHours] {
    let rows = try Statement(
      """
      SELECT s.id, s.mentor_id, m.slug, p.zone, s.start_at, s.end_at
      FROM session s JOIN mentor m ON m.person_id = s.mentor_id JOIN person p ON p.id = s.mentor_id
      WHERE s.status = 'scheduled' AND s.start_at > ?1 AND (?2 IS NULL OR s.mentor_id = ?2)
      ORDER BY m.slug, s.start_at, s.id
      """, on: connection)
    rows.bind(now.seconds, at: 1)
    rows.bind(mentor?.number, at: 2)
    var all: [SessionOutsideHours] = []
    var known: (mentor: Int, schedule: MentorSchedule)?
    while try rows.step() {
      if known?.mentor != rows.integer(1) {
        let schedule = try hours.hours(
          of: PersonID(rows.integer(1)), zoneName: rows.text(3).string,
          horizonEnd: { SlotPolicy.horizonEnd(now: now, days: $0) }, since: now
        ).schedule
        known = (rows.integer(1), schedule)
      }
      let slot = Interval(start: Instant(seconds: rows.integer(4)), end: Instant(seconds: rows.integer(5)))
      guard let schedule = known?.schedule, !isWithinHours(slot, schedule) else { continue }
      if !withOverrides, try isPutOutside(rows.integer(0)) { continue }
      all.append(SessionOutsideHours(id: rows.integer(0), mentor: rows.text(2).string, start: slot.start))
    }
    return all
  }

  /// Whether the last override of a session concerned hours.
  private func isPutOutside(_ session: Int) throws -> Bool {
    let last = try connection.texts(
      """
      SELECT overrides FROM journal WHERE kind = 'session' AND object_id = \(session) AND overrides <> ''
      ORDER BY seq DESC LIMIT 1
      """)
    let rules = Set((last.first ?? "").split(separator: ",").compactMap { Rule(rawValue: String($0)) })
    return !rules.isDisjoint(with: [.outsideHours, .endsOutsideHours, .closedDate, .clockChange])
  }
}
