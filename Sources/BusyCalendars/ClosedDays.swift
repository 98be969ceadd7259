import CivilTime

/// The local dates that a calendar of holidays closes: every date that an event touches, whatever it says of being free or
/// busy, since holidays are written as free time by those who publish them.
public struct ClosedDays: Sendable {
  /// First and last date, both included; ascending, merged.
  public var ranges: [ClosedRange<Int>] = []

  /// - Parameters:
  ///   - busy: of the events, reckoned in `zone` with every one of them taken for busy.
  public init(_ busy: [Interval], in zone: Zone) {
    for interval in IntervalSet(busy).intervals {
      let first = zone.local(at: interval.start).date.daysSinceEpoch
      let last = zone.local(at: interval.end.adding(seconds: -1)).date.daysSinceEpoch
      if let before = ranges.last, first <= before.upperBound + 1 {
        ranges[ranges.count - 1] = before.lowerBound...max(before.upperBound, last)
      } else {
        ranges.append(first...last)
      }
    }
  }
}
