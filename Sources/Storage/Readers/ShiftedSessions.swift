import Bytes
import CivilTime
import Diagnostics
import Mentoring

/// A session ahead whose promised wall time is another instant by the zone rules at hand than by those it was booked under.
public struct ShiftedSession: Hashable, Sendable {
  public var id: Int
  /// `2026-11-24T10:00` in `zone`.
  public var wallTime: String
  public var zone: String
  /// As the record has it.
  public var start: Instant
  /// Minutes.
  public var length: Int
  /// What the wall time is now; nil when the new rules skip it.
  public var moved: Instant?
}

/// Sessions to be held after `now` that other zone rules move, by start and id. Looks at the sessions ahead of each mentor only.
///
/// - Parameter zones: sessions booked under its version are not looked at.
public func shiftedSessions(
  on connection: Connection, after now: Instant, zones: ZoneDirectory
) throws(Diagnostic) -> [ShiftedSession] {
  // CROSS keeps the mentors outside, so that each one's sessions ahead are found by their index.
  let rows = try Statement(
    """
    SELECT s.id, s.wall_time, s.zone, s.fold, s.start_at, s.end_at
    FROM mentor m CROSS JOIN session s ON s.mentor_id = m.person_id AND s.start_at > ?1
    WHERE s.status = 'scheduled' AND s.tzdata <> ?2 ORDER BY s.start_at, s.id
    """, on: connection)
  rows.bind(now.seconds, at: 1)
  rows.bind(zones.version ?? "", at: 2)
  var all: [ShiftedSession] = []
  while try rows.step() {
    let zone = try zones.zone(named: rows.text(2).string)
    let wallTime = rows.text(1).string
    guard let local = LocalDateTime(iso: wallTime) else { continue }
    let instants = zone.instants(of: local)
    let moved = rows.integer(3) == 1 ? instants.last : instants.first
    let start = Instant(seconds: rows.integer(4))
    if moved == start { continue }
    all.append(
      ShiftedSession(
        id: rows.integer(0), wallTime: wallTime, zone: zone.name, start: start,
        length: (rows.integer(5) - start.seconds) / 60, moved: moved))
  }
  return all
}

extension RecordReader {
  public func shifted(after now: Instant, zones: ZoneDirectory) throws(Diagnostic) -> [ShiftedSession] {
    try shiftedSessions(on: connection, after: now, zones: zones)
  }
}
