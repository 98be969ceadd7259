import CivilTime

/// The days that a rule allows by BYMONTH, BYWEEKNO, BYYEARDAY, BYMONTHDAY and BYDAY, with defaults from DTSTART.
struct RecurrenceDays {
  private var months: Set<Int>
  private var weeks: [Int]
  private var yearDays: [Int]
  private var monthDays: [Int]
  /// Bit 0 is Sunday; 0 means that no weekday is named.
  private var weekdays = 0
  private var ordinals: [RecurrenceRule.DayRule] = []
  /// Ordinals count within the year, not within the month.
  private let countsInYear: Bool
  private let weekStart: Int

  init(_ rule: RecurrenceRule, start: CivilDate) {
    months = Set(rule.months)
    weeks = rule.weeks
    yearDays = rule.yearDays
    monthDays = rule.monthDays
    weekStart = rule.weekStart
    countsInYear = rule.frequency == .yearly && rule.months.isEmpty
    for day in rule.days {
      // "The n-th Monday" has no meaning within a week or a day (RFC 5545 3.3.10); the safe reading is every Monday.
      if day.ordinal == 0 || rule.frequency < .monthly || !rule.weeks.isEmpty {
        weekdays |= 1 << day.weekday
      } else {
        ordinals.append(day)
      }
    }
    guard rule.weeks.isEmpty, rule.yearDays.isEmpty, rule.monthDays.isEmpty, rule.days.isEmpty else { return }
    switch rule.frequency {
    case .yearly:
      if months.isEmpty { months = [start.components.month] }
      monthDays = [start.components.day]
    case .monthly: monthDays = [start.components.day]
    case .weekly: weekdays = 1 << start.weekday
    default: break
    }
  }

  /// Whether every day passes.
  var isEmpty: Bool {
    months.isEmpty && weeks.isEmpty && yearDays.isEmpty && monthDays.isEmpty && weekdays == 0 && ordinals.isEmpty
  }

  func allow(_ date: CivilDate) -> Bool {
    if weekdays != 0, ordinals.isEmpty, weekdays & 1 << date.weekday == 0 { return false }
    if months.isEmpty && weeks.isEmpty && yearDays.isEmpty && monthDays.isEmpty && ordinals.isEmpty { return true }
    let (year, month, day) = date.components
    if !months.isEmpty, !months.contains(month) { return false }
    if !monthDays.isEmpty {
      let fromEnd = day - CivilDate.days(inMonth: month, of: year) - 1
      if !monthDays.contains(where: { $0 == day || $0 == fromEnd }) { return false }
    }
    if !ordinals.isEmpty, !isNamed(date, year, month, day) { return false }
    if !yearDays.isEmpty {
      let length = CivilDate.isLeap(year) ? 366 : 365
      let number = dayOfYear(date, year)
      if !yearDays.contains(where: { $0 == number || $0 == number - length - 1 }) { return false }
    }
    return weeks.isEmpty || isInWeek(date)
  }

  /// Whether the day is named. Plain weekdays and ordinals form one list, and a day passes if either names it.
  private func isNamed(_ date: CivilDate, _ year: Int, _ month: Int, _ day: Int) -> Bool {
    let weekday = date.weekday
    if weekdays & 1 << weekday != 0 { return true }
    let number = countsInYear ? dayOfYear(date, year) : day
    let length = countsInYear ? (CivilDate.isLeap(year) ? 366 : 365) : CivilDate.days(inMonth: month, of: year)
    let nth = (number - 1) / 7 + 1
    let fromEnd = -((length - number) / 7 + 1)
    return ordinals.contains { $0.weekday == weekday && ($0.ordinal == nth || $0.ordinal == fromEnd) }
  }

  private func dayOfYear(_ date: CivilDate, _ year: Int) -> Int {
    guard let january = CivilDate(year: year, month: 1, day: 1) else { return 0 }
    return date.daysSinceEpoch - january.daysSinceEpoch + 1
  }

  /// Whether the date is in one of the weeks. Weeks begin on WKST; week 1 is the first with four days in the year.
  private func isInWeek(_ date: CivilDate) -> Bool {
    let start = date.startOfWeek(startingOn: weekStart)
    let year = start.adding(days: 3).components.year
    guard let first = firstWeek(of: year), let next = firstWeek(of: year + 1) else { return false }
    let number = (start.daysSinceEpoch - first.daysSinceEpoch) / 7 + 1
    let count = (next.daysSinceEpoch - first.daysSinceEpoch) / 7
    return weeks.contains { $0 == number || $0 == number - count - 1 }
  }

  private func firstWeek(of year: Int) -> CivilDate? {
    CivilDate(year: year, month: 1, day: 4)?.startOfWeek(startingOn: weekStart)
  }
}
