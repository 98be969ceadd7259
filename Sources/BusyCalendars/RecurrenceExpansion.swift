import CivilTime

/// What bounds the work on one file, however its rules are written.
public struct ExpansionBudget: Sendable {
  /// Steps left for all rules of a file: days and instances looked at.
  public var steps: Int
  /// The most for one rule.
  public var stepsPerRule: Int

  public init(steps: Int = 1_000_000, stepsPerRule: Int = 200_000) {
    self.steps = steps
    self.stepsPerRule = stepsPerRule
  }
}

/// The instances of a rule on the clock of its event, in seconds since 1970-01-01T00:00 there ("floating"): what the wall
/// clock makes of them is another's work.
///
/// Periods that end before the range asked for are passed over by arithmetic, so that a rule of 1601 costs no more than one
/// of today; only a COUNT together with BY parts has to be counted from the start.
public struct RecurrenceExpansion {
  private let rule: RecurrenceRule
  private let start: Int
  private let days: RecurrenceDays
  private let hours: Set<Int>
  private let minutes: Set<Int>
  /// The times of a period, hours, minutes and seconds apart: of the day for daily rules and longer ones.
  private let parts: (hours: [Int], minutes: [Int], seconds: [Int])
  /// The length of a step of rules shorter than a day.
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

  /// Instances from `first` to `last`, both included, ascending.
  ///
  /// - Returns: `stoppedAt` is the reading up to which everything was found, where the budget ended the search.
  public func starts(
    from first: Int, through last: Int, budget: inout ExpansionBudget
  ) -> (starts: [Int], stoppedAt: Int?) {
    var search = Search(first: first, last: last, count: rule.count ?? .max, left: budget.stepsPerRule)
    search.left = min(search.left, budget.steps)
    let granted = search.left
    // A day may have 86,400 of them: counted before they are made.
    search.left -= parts.hours.count * parts.minutes.count * parts.seconds.count
    if search.left >= 0 { search.times = times() }
    if first <= last, start <= last { rule.frequency < .daily ? stepThrough(&search) : walkPeriods(&search) }
    budget.steps -= granted - max(0, search.left)
    return (search.found, search.left < 0 ? max(search.reached, start) : nil)
  }

  private struct Search {
    var first: Int
    var last: Int
    /// Instances still to come.
    var count: Int
    var left: Int
    var times: [Int] = []
    var found: [Int] = []
    var reached = Int.min

    var isOver: Bool { count <= 0 || left < 0 }

    /// Whether the search goes on.
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

  /// The period in hand, all of it, since BYSETPOS counts within it.
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

  /// The places that BYSETPOS names in a set of so many, ascending.
  private func chosen(of size: Int) -> [Int] {
    Set(rule.positions.map { $0 > 0 ? $0 - 1 : size + $0 }).filter { (0..<size).contains($0) }.sorted()
  }

  /// The first period worth looking at.
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
    // One earlier: a week may begin before its DTSTART, and truncation is of the whole.
    index = max(0, index - 1)
    if rule.count != nil { search.count -= index }
    return index
  }

  // MARK: Hours and shorter

  private func stepThrough(_ search: inout Search) {
    let step = unit * rule.interval
    // The period's beginning; what is shorter than the unit is in `times`.
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
        // Not before `next`: so many steps on.
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

  /// Nil when the period is allowed; else the beginning of the next day, hour or minute, before which none is.
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
