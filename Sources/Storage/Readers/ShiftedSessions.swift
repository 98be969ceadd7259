import Bytes
import CivilTime
import Diagnostics
import Mentoring

/// A session ahead, or a pending request, whose promised wall time is another instant by the zone rules at hand than by those
/// it was made under.
public struct ShiftedSession: Hashable, Sendable {
  public var id: Int
  /// Nobody has said yes to it yet.
  public var isRequest: Bool
  /// `2026-11-24T10:00` in `zone`.
  public var wallTime: String
  public var zone: String
  /// As the record has it.
  public var start: Instant
  /// Minutes.
  public var length: Int
  /// What the wall time is by the rules at hand; nil when they skip it.
  public var moved: Instant?
  /// The version of the zone rules that it was promised under.
  public var rules: String
  /// Whether those are newer than the rules at hand, or the rules at hand do not say how old they are: then the record is right,
  /// and nothing may be moved.
  public var isOfNewerRules: Bool
}

/// Sessions to be held after `now` and pending requests for such that other zone rules move, by start and id.
///
/// - Parameter zones: sessions booked under its version are not looked at, by an index; so most builds look at none.
public func shiftedSessions(
  on connection: Database, after now: Instant, zones: ZoneDirectory
) throws(Diagnostic) -> [ShiftedSession] {
  // Two ranges of an index each, where `<>` would be none.
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

/// The IANA names of the zones that people of the record live in or have sessions ahead in, ascending.
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
