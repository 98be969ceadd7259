import CivilTime

/// The clock of pages and public calendars: now, rounded down to the quarter hour, so that builds within one quarter
/// hour give the same bytes.
public struct PageClock: Hashable, Sendable {
  public let now: Instant

  public init(_ now: Instant) { self.now = now.rounded(downTo: 15 * 60) }

  /// The end of the horizon: slots start before 00:00 UTC of (UTC date of now + days + 1).
  public func horizonEnd(days: Int) -> Instant { now.dateUTC.adding(days: days + 1).startUTC }
}
