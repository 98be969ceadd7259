import Bytes
import CivilTime
import Diagnostics
import Mentoring

/// An upcoming session, or a pending request, whose promised wall time is a different instant under the present zone
/// rules than under those of the booking.
public struct ShiftedSession: Hashable, Sendable {
  public var id: Int
  /// Whether this is a request that has not been approved.
  public var isRequest: Bool
  /// The promised wall time: `2026-11-24T10:00` in `zone`.
  public var wallTime: String
  public var zone: String
  /// The start as stored in the record.
  public var start: Instant
  /// The length in minutes.
  public var length: Int
  /// The instant of the wall time under the present rules; nil when they skip it.
  public var moved: Instant?
  /// The version of the zone rules that the time was promised under.
  public var rules: String
  /// Whether those rules are newer than the present rules, or the age of the present rules is unknown. Then the record
  /// is right and nothing may be moved.
  public var isOfNewerRules: Bool
}

/// Sessions after `now`, and pending requests for such sessions, that are moved by different zone rules, by start and
/// id.
///
/// - Parameter zones: sessions booked under its version are excluded by an index, so most builds read none.
public func shiftedSessions(
  on connection: Database, after now: Instant, zones: ZoneDirectory
) throws(Diagnostic) -> [ShiftedSession] {
  // Two ranges of an index each; `<>` could not use the index.
  let parts = ["<", ">"].flatMap { comparison in
    [("session", "'scheduled'", ""), ("request", "'pending'", "AND coalesce(expires_at, start_at) > ?1")].map {
      table, status, condition in
      """
      SELECT id, wall_time, zone, fold, start_at, end_at, '\(table)' AS kind, tzdata FROM \(table)
      WHERE status = \(status) AND tzdata \(comparison) ?2 AND start_at > ?1 \(condition)
      """
    }
  }
  let rows = try Statement(
    "\(parts.joined(separator: " UNION ALL ")) ORDER BY start_at, id", on: connection)
  rows.bind(now.seconds, at: 1)
  rows.bind(zones.version ?? "", at: 2)
  let atHand = zones.version.flatMap(ZoneRulesVersion.init)
  var all: [ShiftedSession] = []
  while try rows.step() {
    let zone = try zones.zone(named: rows.text(2).string)
    let wallTime = rows.text(1).string
    guard let local = LocalDateTime(iso: wallTime) else { continue }
    let instants = zone.instants(of: local)
    let moved = rows.integer(3) == 1 ? instants.last : instants.first
    let start = Instant(seconds: rows.integer(4))
    if moved == start { continue }
    let rules = rows.text(7).string
    let isOfNewerRules = ZoneRulesVersion(rules).map { promised in atHand.map { promised > $0 } ?? true } ?? false
    all.append(
      ShiftedSession(
        id: rows.integer(0), isRequest: rows.text(6).string == "request", wallTime: wallTime, zone: zone.name,
        start: start, length: (rows.integer(5) - start.seconds) / 60, moved: moved, rules: rules,
        isOfNewerRules: isOfNewerRules))
  }
  return all
}

extension RecordReader {
  public func shifted(after now: Instant, zones: ZoneDirectory) throws(Diagnostic) -> [ShiftedSession] {
    try shiftedSessions(on: connection, after: now, zones: zones)
  }
}

/// The IANA names of the zones in which people of the record live or have upcoming sessions, ascending.
public func zonesInUse(on connection: Database, after now: Instant) throws(Diagnostic) -> [String] {
  let rows = try Statement(
    """
    SELECT zone FROM person
    UNION SELECT zone FROM session WHERE status = 'scheduled' AND start_at > ?1
    ORDER BY zone
    """, on: connection)
  rows.bind(now.seconds, at: 1)
  var all: [String] = []
  while try rows.step() { all.append(rows.text(0).string) }
  return all
}
