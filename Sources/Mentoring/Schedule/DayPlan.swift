import CivilTime

/// One local date of a mentor, for a week grid.
public struct DayPlan: Sendable {
  public enum State: String, Sendable {
    case open
    /// Taken by a session, a held request or a busy time of the mentor.
    case booked
    case closed
  }

  /// A possible start inside the hours.
  public struct Cell: Hashable, Sendable {
    public var start: Instant
    /// The reading of the mentor's clock, in minutes since midnight. It can occur twice on a date with a repeated hour.
    public var minuteOfDay: Int
    public var state: State
  }

  public var date: CivilDate
  /// Whether the date is in a closed range.
  public var isClosed: Bool
  /// The clock change on this date in seconds: positive if the day is longer, negative if it is shorter.
  public var changeSeconds: Int
  /// The hours within this date as instants, without closed dates. They include the end of an overnight window of the
  /// previous date.
  public var hours: [Interval]
  /// Ascending.
  public var cells: [Cell]
}

/// The plan of each local date from `first` to `last` (inclusive), in ascending order. A date that the zone skips has
/// no hours.
///
/// - Parameter open: the open slots of these dates, in ascending order, as returned by ``openSlots(_:_:)``.
public func dayPlans(
  _ schedule: MentorSchedule, from first: CivilDate, through last: CivilDate, open: [Instant]
) -> [DayPlan] {
  guard first <= last, schedule.policy.duration > 0, schedule.policy.step > 0 else { return [] }
  let zone = schedule.zone
  // Wider on both sides than any zone's offset from UTC; cells are assigned to dates below.
  let range = first.startUTC.adding(days: -2)..<last.startUTC.adding(days: 3)
  let hours = OpenHours(of: schedule, in: range)
  let taken = IntervalSet(schedule.sessions + schedule.held + schedule.busy)
  let shown = hours.open

  var plans = (first.daysSinceEpoch...last.daysSinceEpoch).map { day in
    let date = CivilDate(daysSinceEpoch: day)
    let isClosed = schedule.closed.contains { $0.contains(date) }
    return DayPlan(date: date, isClosed: isClosed, changeSeconds: 0, hours: [], cells: [])
  }
  func index(ofLocal seconds: Int) -> Int? {
    let index = CivilDate(localSeconds: seconds).daysSinceEpoch - first.daysSinceEpoch
    return plans.indices.contains(index) ? index : nil
  }
  for change in hours.changes {
    // A change at midnight belongs to the date that it shortens or repeats: the date of its earlier reading.
    let reading = change.at.seconds + min(change.offset, change.offsetBefore)
    if let day = index(ofLocal: reading) { plans[day].changeSeconds += change.offsetBefore - change.offset }
  }
  for interval in shown.intervals {
    // Split the interval at local midnights, one period of constant offset after the other.
    var start = interval.start
    while start < interval.end {
      let offset = zone.offset(at: start)
      let midnight = (start.seconds + offset).floorDivided(by: 86_400) * 86_400 + 86_400 - offset
      var end = min(interval.end, Instant(seconds: midnight))
      if let change = hours.changes.first(where: { $0.at > start && $0.at < end }) { end = change.at }
      if let day = index(ofLocal: start.seconds + offset) {
        if let previous = plans[day].hours.last, previous.end == start {
          plans[day].hours[plans[day].hours.count - 1].end = end
        } else {
          plans[day].hours.append(Interval(start: start, end: end))
        }
      }
      start = end
    }
  }
  for stretch in hours.stretches {
    guard var start = stretch.firstStart(atOrAfter: stretch.interval.start, step: schedule.policy.step) else {
      continue
    }
    while start < stretch.interval.end {
      let reading = LocalDateTime(secondsSinceEpoch: start.seconds + stretch.offset)
      if let day = index(ofLocal: reading.secondsSinceEpoch), shown.contains(start) {
        let slot = Interval(start: start, end: start.adding(minutes: schedule.policy.duration))
        let state: DayPlan.State = contains(open, start) ? .open : taken.overlaps(slot) ? .booked : .closed
        plans[day].cells.append(DayPlan.Cell(start: start, minuteOfDay: reading.minuteOfDay, state: state))
      }
      start = start.adding(minutes: schedule.policy.step)
    }
  }
  for day in plans.indices {
    // Overlapping windows produce the same start twice.
    let isAscending = plans[day].cells.indices.dropFirst().allSatisfy {
      plans[day].cells[$0 - 1].start < plans[day].cells[$0].start
    }
    if isAscending { continue }
    var cells: [DayPlan.Cell] = []
    for cell in plans[day].cells.sorted(by: { $0.start < $1.start }) where cells.last?.start != cell.start {
      cells.append(cell)
    }
    plans[day].cells = cells
  }
  return plans
}

/// Whether an ascending list contains a start; a binary search.
private func contains(_ starts: [Instant], _ wanted: Instant) -> Bool {
  var (low, high) = (0, starts.count)
  while low < high {
    let middle = (low + high) / 2
    if starts[middle] < wanted { low = middle + 1 } else { high = middle }
  }
  return low < starts.count && starts[low] == wanted
}
