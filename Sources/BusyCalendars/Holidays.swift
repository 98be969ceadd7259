import CivilTime

/// A holiday: dates on which all mentors are closed, with the name from a calendar of holidays.
public struct Holiday: Hashable, Sendable {
  /// Days since 1970-01-01, including first and last.
  public var dates: ClosedRange<Int>
  public var label: EventLabel

  public init(dates: ClosedRange<Int>, label: EventLabel = EventLabel()) {
    self.dates = dates
    self.label = label
  }
}

/// The local dates that a calendar of holidays closes: every date that an event touches, even if the event is marked as
/// free, which is how publishers usually mark holidays.
///
/// - Parameters:
///   - times: calculated in `zone` by label, with every event counted as busy.
///   - most: the maximum number of holidays with names; beyond it none has a name.
/// - Returns: the holidays by date and name; consecutive dates with one label are one holiday.
public func holidays(of times: BusyTimes, _ labels: EventLabels, in zone: Zone, most: Int = 10_000) -> [Holiday] {
  var all: [Holiday] = []
  for (label, busy) in times.labelled {
    for dates in closedDates(busy, in: zone) { all.append(Holiday(dates: dates, label: labels.all[Int(label)])) }
    if all.count > most {
      let whole = IntervalSet(times.labelled.flatMap(\.busy)).intervals
      return closedDates(whole, in: zone).map { Holiday(dates: $0) }
    }
  }
  func order(_ holiday: Holiday) -> (Int, Int, String, Int) {
    (holiday.dates.lowerBound, holiday.dates.upperBound, holiday.label.name, holiday.label.changed ?? .min)
  }
  return all.sorted { order($0) < order($1) }
}

/// - Parameter busy: ascending, merged.
private func closedDates(_ busy: [Interval], in zone: Zone) -> [ClosedRange<Int>] {
  var ranges: [ClosedRange<Int>] = []
  for interval in busy {
    let first = zone.local(at: interval.start).date.daysSinceEpoch
    let last = zone.local(at: interval.end.adding(seconds: -1)).date.daysSinceEpoch
    if let before = ranges.last, first <= before.upperBound + 1 {
      ranges[ranges.count - 1] = before.lowerBound...max(before.upperBound, last)
    } else {
      ranges.append(first...last)
    }
  }
  return ranges
}
