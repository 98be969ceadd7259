import CivilTime
import Diagnostics
import Mentoring

/// What `almanac tick` should have done, counted: it waits for longer than ``FixedRules/overdueWork`` hours.
public struct OverdueWork: Hashable, Sendable {
  /// Requests that have expired and are still pending.
  public var requests: Int
  /// Links of recordings that are still there.
  public var recordings: Int
  /// Places on waiting lists that are kept no longer.
  public var offers: Int
}

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
