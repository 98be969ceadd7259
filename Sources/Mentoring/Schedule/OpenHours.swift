import CivilTime

/// The hours of a schedule as instants: the windows on the wall clock converted to elapsed time.
///
/// A window is a predicate on the wall clock: an instant is inside if and only if its local reading is. So each window
/// is applied to each period of constant offset separately and clipped to that period. Then a skipped hour has no
/// instants and a repeated hour counts twice. Converting only the two ends of a window to UTC would get both cases
/// wrong.
struct OpenHours {
  /// The part of a window within one period of constant offset.
  struct Stretch {
    var interval: Interval
    /// Seconds east of UTC, constant for the whole stretch.
    var offset: Int
    /// The start of the window, in seconds since 1970-01-01T00:00 on the wall clock. The grid of starts begins here.
    var origin: Int

    /// The first start on the grid at or after `instant`; nil if the offset is not a whole number of minutes (before
    /// 1972).
    func firstStart(atOrAfter instant: Instant, step: Int) -> Instant? {
      guard offset % 60 == 0 else { return nil }
      let past = (instant.seconds + offset - origin).floorModulo(step * 60)
      return past == 0 ? instant : instant.adding(seconds: step * 60 - past)
    }
  }

  /// In the order of the windows' dates; windows may overlap.
  private(set) var stretches: [Stretch] = []
  /// The instants of closed dates.
  private(set) var closed = IntervalSet()
  private(set) var changes: [Zone.Transition]

  private struct Period {
    var start: Int
    var end: Int
    var offset: Int
  }

  /// - Parameter range: the range in which all hours are found; the result may also contain hours outside.
  init(of schedule: MentorSchedule, in range: Range<Instant>) {
    let zone = schedule.zone
    // Two extra days on both sides: an overnight window starts on the previous date, and a date can be skipped between.
    let first = zone.local(at: range.lowerBound).date.adding(days: -2)
    let last = zone.local(at: range.upperBound).date.adding(days: 2)
    let reach = first.startUTC.adding(days: -2)..<last.startUTC.adding(days: 3)
    changes = zone.transitions(in: reach)

    var periods: [Period] = []
    periods.reserveCapacity(changes.count + 1)
    var start = Int.min
    var offset = zone.offset(at: reach.lowerBound)
    for change in changes {
      periods.append(Period(start: start, end: change.at.seconds, offset: offset))
      (start, offset) = (change.at.seconds, change.offset)
    }
    periods.append(Period(start: start, end: .max, offset: offset))

    lay(schedule, from: first, through: last, over: periods)
    var shut: [Interval] = []
    for dates in schedule.closed where dates.first <= last && dates.last >= first {
      let lower = max(dates.first, first).daysSinceEpoch * 86_400
      let upper = (min(dates.last, last).daysSinceEpoch + 1) * 86_400
      for period in periods {
        let interval = OpenHours.cut(lower, upper, period)
        if !interval.isEmpty { shut.append(interval) }
      }
    }
    closed = IntervalSet(shut)
  }

  /// Adds the windows of every date, each clipped to the periods.
  private mutating func lay(
    _ schedule: MentorSchedule, from first: CivilDate, through last: CivilDate, over periods: [Period]
  ) {
    var byWeekday = [[WeeklyHours]](repeating: [], count: 7)
    for hours in schedule.weekly where byWeekday.indices.contains(hours.weekday) {
      byWeekday[hours.weekday].append(hours)
    }
    let dated = schedule.dated.filter { first <= $0.date && $0.date <= last }.sorted { $0.date < $1.date }
    var nextDated = 0
    var firstPeriod = 0
    var date = first
    while date <= last {
      var replaced = false
      let firstOfDate = nextDated
      while nextDated < dated.count, dated[nextDated].date == date {
        if dated[nextDated].mode == .replace { replaced = true }
        nextDated += 1
      }
      // Skip periods that ended before this date began anywhere on earth.
      while periods[firstPeriod].end < date.startUTC.seconds - 2 * 86_400 { firstPeriod += 1 }
      if !replaced {
        for hours in byWeekday[date.weekday] where hours.applies(on: date) {
          lay(hours.window, on: date, over: periods[firstPeriod...])
        }
      }
      for index in firstOfDate..<nextDated {
        for window in dated[index].windows { lay(window, on: date, over: periods[firstPeriod...]) }
      }
      date = date.adding(days: 1)
    }
  }

  private mutating func lay(_ window: HoursWindow, on date: CivilDate, over periods: ArraySlice<Period>) {
    let midnight = date.daysSinceEpoch * 86_400
    let origin = midnight + window.start * 60
    let end = midnight + window.endCountedThrough * 60
    for period in periods {
      // Later periods start later. Three days cover any offset and any skipped date.
      if period.start != .min, period.start > end + 3 * 86_400 { break }
      let interval = OpenHours.cut(origin, end, period)
      if !interval.isEmpty {
        stretches.append(Stretch(interval: interval, offset: period.offset, origin: origin))
      }
    }
  }

  /// The instants of a period whose local reading, in seconds, is in [lower, upper).
  private static func cut(_ lower: Int, _ upper: Int, _ period: Period) -> Interval {
    Interval(
      start: Instant(seconds: max(lower - period.offset, period.start)),
      end: Instant(seconds: min(upper - period.offset, period.end)))
  }

  /// The union of all windows, without closed dates.
  var open: IntervalSet { IntervalSet(stretches.map(\.interval)).subtracting(closed) }
}
