import CivilTime

/// Limits the work on one file, whatever its rules.
public struct ExpansionBudget: Sendable {
  /// Steps left for all rules of a file: days and instances examined.
  public var steps: Int
  /// The maximum number of steps for one rule.
  public var stepsPerRule: Int

  public init(steps: Int = 1_000_000, stepsPerRule: Int = 200_000) {
    self.steps = steps
    self.stepsPerRule = stepsPerRule
  }
}

/// The instances of a rule on the clock of its event, in seconds since 1970-01-01T00:00 there ("floating"). Converting
/// them to instants in time is not part of this type.
///
/// Periods that end before the requested range are skipped by arithmetic, so that a rule from 1601 costs no more than
/// one from today. Only a COUNT together with BY parts must be counted from the start.
public struct RecurrenceExpansion {
  private let rule: RecurrenceRule
  private let start: Int
  private let days: RecurrenceDays
  private let hours: Set<Int>
  private let minutes: Set<Int>
  /// The times of a period, as separate hours, minutes and seconds: times of day for rules that are daily or longer.
  private let parts: (hours: [Int], minutes: [Int], seconds: [Int])
  /// The length of a step, for rules shorter than a day.
  private let unit: Int

  /// - Parameter start: DTSTART's reading.
  public init(_ rule: RecurrenceRule, start: Int) {
    self.rule = rule
    self.start = start
    let reading = LocalDateTime(secondsSinceEpoch: start)
    days = RecurrenceDays(rule, start: reading.date)
    hours = Set(rule.hours)
    minutes = Set(rule.minutes)
    let frequency = rule.frequency
    unit = frequency == .hourly ? 3600 : frequency == .minutely ? 60 : 1
    func part(_ list: [Int], _ own: Int, _ shortest: RecurrenceRule.Frequency) -> [Int] {
      if frequency <= shortest { return [0] }
      return list.isEmpty ? [own] : list
    }
    parts = (
      part(rule.hours, reading.hour, .hourly), part(rule.minutes, reading.minute, .minutely),
      part(rule.seconds, reading.second, .secondly)
    )
  }

  /// Seconds after the beginning of the period, ascending.
  private func times() -> [Int] {
    parts.hours.flatMap { hour in
      parts.minutes.flatMap { minute in parts.seconds.map { hour * 3600 + minute * 60 + $0 } }
    }
  }

  /// Instances from `first` to `last`, including both, ascending.
  ///
  /// - Returns: `stoppedAt` is the reading up to which the result is complete, if the budget ended the search.
  public func starts(
    from first: Int, through last: Int, budget: inout ExpansionBudget
  ) -> (starts: [Int], stoppedAt: Int?) {
    var search = Search(first: first, last: last, count: rule.count ?? .max, left: budget.stepsPerRule)
    search.left = min(search.left, budget.steps)
    let granted = search.left
    // A day may have 86,400 times: subtract them from the budget before creating them.
    search.left -= parts.hours.count * parts.minutes.count * parts.seconds.count
    if search.left >= 0 { search.times = times() }
    if first <= last, start <= last { rule.frequency < .daily ? stepThrough(&search) : walkPeriods(&search) }
    budget.steps -= granted - max(0, search.left)
    return (search.found, search.left < 0 ? max(search.reached, start) : nil)
  }

  private struct Search {
    var first: Int
    var last: Int
    /// The number of remaining instances.
    var count: Int
    var left: Int
    var times: [Int] = []
    var found: [Int] = []
    var reached = Int.min

    var isOver: Bool { count <= 0 || left < 0 }

    /// Takes an instance; returns whether the search continues.
    mutating func take(_ reading: Int, from start: Int) -> Bool {
      left -= 1
      if reading > last { count = 0 }
      if reading < start { return true }
      if isOver { return false }
      reached = reading
      count -= 1
      if reading >= first { found.append(reading) }
      return true
    }
  }

  // MARK: Days and longer

  private func walkPeriods(_ search: inout Search) {
    let date = LocalDateTime(secondsSinceEpoch: start).date
    let (year, month, _) = date.components
    var index = firstPeriod(&search, date)
    while !search.isOver {
      let lower: CivilDate?
      let length: Int
      switch rule.frequency {
      case .yearly:
        let wanted = year + index * rule.interval
        lower = CivilDate(year: wanted, month: 1, day: 1)
        length = CivilDate.isLeap(wanted) ? 366 : 365
      case .monthly:
        let months = year * 12 + month - 1 + index * rule.interval
        lower = CivilDate(year: months / 12, month: months % 12 + 1, day: 1)
        length = CivilDate.days(inMonth: months % 12 + 1, of: months / 12)
      case .weekly:
        lower = date.startOfWeek(startingOn: rule.weekStart).adding(days: 7 * index * rule.interval)
        length = 7
      default:
        lower = date.adding(days: index * rule.interval)
        length = 1
      }
      guard let lower, lower.startUTC.seconds <= search.last else { return }
      take(lower, length, &search)
      index += 1
    }
  }

  /// Takes the whole current period, since BYSETPOS counts within it.
  private func take(_ lower: CivilDate, _ length: Int, _ search: inout Search) {
    if rule.positions.isEmpty {
      for offset in 0..<length {
        let date = lower.adding(days: offset)
        search.left -= 1
        guard days.allow(date) else {
          if search.isOver { return }
          continue
        }
        for time in search.times where !search.take(date.startUTC.seconds + time, from: start) { return }
      }
      return
    }
    let allowed = (0..<length).map { lower.adding(days: $0) }.filter(days.allow)
    search.left -= length + rule.positions.count
    for place in chosen(of: allowed.count * search.times.count) {
      let reading = allowed[place / search.times.count].startUTC.seconds + search.times[place % search.times.count]
      if !search.take(reading, from: start) { return }
    }
  }

  /// The positions that BYSETPOS selects in a set of this size, ascending.
  private func chosen(of size: Int) -> [Int] {
    Set(rule.positions.map { $0 > 0 ? $0 - 1 : size + $0 }).filter { (0..<size).contains($0) }.sorted()
  }

  /// The first period that may have instances in the range.
  private func firstPeriod(_ search: inout Search, _ date: CivilDate) -> Int {
    let from = LocalDateTime(secondsSinceEpoch: search.first).date
    guard from > date else { return 0 }
    let isSimple = rule.isPlain && rule.frequency < .monthly
    guard rule.count == nil || isSimple else { return 0 }
    let (year, month, _) = date.components
    let (wantedYear, wantedMonth, _) = from.components
    var index: Int
    switch rule.frequency {
    case .yearly: index = (wantedYear - year) / rule.interval
    case .monthly: index = ((wantedYear - year) * 12 + wantedMonth - month) / rule.interval
    case .weekly: index = (from.daysSinceEpoch - date.daysSinceEpoch) / 7 / rule.interval
    default: index = (from.daysSinceEpoch - date.daysSinceEpoch) / rule.interval
    }
    // One period earlier: a week may begin before its DTSTART, and the division truncates.
    index = max(0, index - 1)
    if rule.count != nil { search.count -= index }
    return index
  }

  // MARK: Hours and shorter

  private func stepThrough(_ search: inout Search) {
    let step = unit * rule.interval
    // The beginning of the period; shorter parts are in `times`.
    let origin = start - start.floorModulo(unit)
    var index = 0
    if search.first > start, rule.count == nil || rule.isPlain {
      index = max(0, (search.first - origin) / step - 1)
      if rule.count != nil { search.count -= index }
    }
    while !search.isOver {
      let period = origin + index * step
      guard period <= search.last else { return }
      search.left -= 1
      if let next = nextAllowed(period) {
        // Skip the steps before `next`.
        index += max(1, (next - period + step - 1) / step)
        continue
      }
      if rule.positions.isEmpty {
        for time in search.times where !search.take(period + time, from: start) { return }
      } else {
        for place in chosen(of: search.times.count) where !search.take(period + search.times[place], from: start) {
          return
        }
      }
      index += 1
    }
  }

  /// Nil if the period is allowed; otherwise the beginning of the next day, hour or minute, before which no period is
  /// allowed.
  private func nextAllowed(_ period: Int) -> Int? {
    let reading = LocalDateTime(secondsSinceEpoch: period)
    if !days.isEmpty, !days.allow(reading.date) { return reading.date.adding(days: 1).startUTC.seconds }
    if !hours.isEmpty, !hours.contains(reading.hour) { return period - period.floorModulo(3600) + 3600 }
    if unit < 3600, !minutes.isEmpty, !minutes.contains(reading.minute) {
      return period - period.floorModulo(60) + 60
    }
    if unit < 60, !rule.seconds.isEmpty, !rule.seconds.contains(reading.second) { return period + 1 }
    return nil
  }
}
