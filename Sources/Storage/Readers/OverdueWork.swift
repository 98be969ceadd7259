import CivilTime
import Diagnostics
import Mentoring

/// Counts of the tasks that `almanac tick` has left undone for longer than ``FixedRules/overdueWork`` hours.
public struct OverdueWork: Hashable, Sendable {
  /// Expired requests that are still pending.
  public var requests: Int
  /// Links of recordings that should have been deleted.
  public var recordings: Int
  /// Expired offers of places to waiting students.
  public var offers: Int
}

/// Counts the overdue work.
///
/// - Parameter now: the clock of the build or check.
public func overdueWork(on connection: Database, at now: Instant) throws(Diagnostic) -> OverdueWork {
  let latest = now.adding(hours: -FixedRules.overdueWork).seconds
  func count(_ table: String, _ condition: String) throws(Diagnostic) -> Int {
    try connection.integer("SELECT count(*) FROM \(table) WHERE \(condition) <= \(latest)") ?? 0
  }
  return OverdueWork(
    requests: try count("request", "status = 'pending' AND coalesce(expires_at, start_at)"),
    recordings: try count("session", "recording_until_at"), offers: try count("waiting", "offered_until_at"))
}
