import CivilTime

extension BusyReckoning {
  /// One instance of a series: its start, and its name for EXDATE and RECURRENCE-ID.
  struct Instance {
    var start: Instant
    /// On the clock of the series.
    var reading: Int
    /// For an RDATE with its own clock or end: its index in ``FoundInstances/own``.
    var own: Int?
  }

  struct FoundInstances {
    var all: [Instance] = []
    var own: [ForeignEvent] = []
  }

  /// The instances of a series that may reach into the window, in the order in which they are generated. Each start
  /// occurs once, except for RDATEs with their own end: such a start has several lengths, and the longest applies.
  mutating func instances(
    of master: ForeignEvent, _ clock: EventClock, _ later: [LaterChange]
  ) -> FoundInstances {
    var found = FoundInstances()
    var seen: Set<Instant> = []
    let bounds = master.rules.map { bound(of: $0, master, clock) }
    // DTSTART is an instance whether or not the rule includes it (RFC 5545 3.8.5.3), unless the rule ends before it.
    if bounds.isEmpty || bounds.contains(where: { $0.allows(master.start.reading, clock) }) {
      let start = clock.instant(of: master.start.reading)
      found.all.append(Instance(start: start, reading: master.start.reading))
      seen.insert(start)
    }
    for time in master.added {
      for (start, end) in added(time, to: master, clock) {
        let at = instant(of: start, master.line)
        if let end {
          found.all.append(Instance(start: at, reading: clock.reading(at: at), own: found.own.count))
          found.own.append(
            ForeignEvent(
              line: Int(master.line), series: master.series, start: start, end: end,
              travel: start.isDate ? 0 : master.travel))
        } else if seen.insert(at).inserted {
          found.all.append(Instance(start: at, reading: start.reading))
        }
      }
    }
    var (before, after) = reach(of: master)
    for change in later {
      let reach = reach(of: change.event)
      (before, after) = (max(before, reach.before), max(after, reach.after))
    }
    // Readings are within two days of UTC; changes of later instances may move an instance into the window.
    let slack = 2 * 86_400 + (later.map { abs($0.shift) }.max() ?? 0)
    let first = clock.reading(at: window.start) - after - slack
    let end = clock.reading(at: window.end) + before + slack
    for (rule, bound) in zip(master.rules, bounds) {
      if let whole = unbroken(master, rule, (before, after), min(end, bound.reading)) {
        add(stretch(whole, clock, master), of: master)
        continue
      }
      let last = min(end, bound.lastReading)
      let expansion = RecurrenceExpansion(rule, start: master.start.reading)
      let (starts, stoppedAt) = expansion.starts(from: first, through: last, budget: &budget)
      for reading in starts where bound.allows(reading, clock) {
        let at = clock.instant(of: reading)
        if seen.insert(at).inserted { found.all.append(Instance(start: at, reading: reading)) }
      }
      if let stoppedAt, !master.isFree, before + after + Int(master.travel) > 0 {
        result.problems.add(
          Int(master.line), "the event repeats too often to be counted: all time behind is taken for busy")
        let from = max(stoppedAt, first)
        add(stretch((from - before)..<max(last + after, from), clock, master), of: master)
      }
    }
    return found
  }

  // MARK: The end of a rule

  /// The end of a rule.
  private struct Bound {
    /// On the clock of the event; if the clock is unknown, the latest reading.
    var reading = Int.max
    /// Set if UNTIL is in UTC.
    var instant: Instant?

    /// No instance has a later reading. A repeated hour has each reading twice, so a later reading may come before
    /// UNTIL.
    var lastReading: Int { instant == nil ? reading : reading + 86_400 }

    func allows(_ reading: Int, _ clock: EventClock) -> Bool {
      if reading > lastReading { return false }
      return instant.map { clock.earliest(of: reading) <= $0 } ?? true
    }
  }

  private mutating func bound(of rule: RecurrenceRule, _ master: ForeignEvent, _ clock: EventClock) -> Bound {
    let end: Int
    switch rule.until {
    case nil: return Bound()
    case .instant(let instant):
      let reading = clock.reading(at: instant)
      if master.start.isDate {
        // Compare dates, both as written and in the home zone.
        return Bound(reading: endOfDay(max(instant.seconds, reading)))
      }
      let spread = clock.instant(of: reading).since(clock.earliest(of: reading))
      return Bound(reading: reading + max(0, spread), instant: instant)
    case .date(let date): end = endOfDay(date.startUTC.seconds)
    case .reading(let reading): end = master.start.isDate ? endOfDay(reading) : reading
    }
    guard master.start.clock == .utc else { return Bound(reading: end) }
    // If DTSTART is in UTC, UNTIL may be local time.
    let there = self.clock(of: EventTime(reading: end, clock: .floating), master.line)
    return Bound(reading: max(end, there.latest(of: end).seconds))
  }

  private func endOfDay(_ reading: Int) -> Int { reading.floorDivided(by: 86_400) * 86_400 + 86_399 }

  /// Treats a rule of hours, minutes or seconds whose instances adjoin as one interval, instead of counting up to a
  /// thousand million instances.
  ///
  /// - Parameter reach: the extent of an instance before and after its start.
  private func unbroken(
    _ event: ForeignEvent, _ rule: RecurrenceRule, _ reach: (before: Int, after: Int), _ last: Int
  ) -> Range<Int>? {
    guard rule.frequency < .daily, rule.isPlain, event.excluded.isEmpty, !event.isFree, !event.start.isDate else {
      return nil
    }
    let unit = rule.frequency == .hourly ? 3600 : rule.frequency == .minutely ? 60 : 1
    let step = unit * rule.interval
    guard reach.before + reach.after + Int(event.travel) >= step, event.start.reading <= last else { return nil }
    let steps = min((last - event.start.reading) / step, (rule.count ?? .max) - 1)
    return (event.start.reading - reach.before)..<(event.start.reading + steps * step + reach.after)
  }

  private func stretch(_ readings: Range<Int>, _ clock: EventClock, _ event: ForeignEvent) -> Interval {
    Interval(
      start: clock.earliest(of: readings.lowerBound).adding(seconds: -Int(event.travel)),
      end: clock.latest(of: readings.upperBound))
  }

  /// The elapsed seconds from the beginning of an event's first interval to its start, without travel time, and from
  /// its start to the end of the last interval.
  private mutating func reach(of event: ForeignEvent) -> (before: Int, after: Int) {
    let start = instant(of: event.start, event.line)
    let all = intervals(of: event)
    guard let first = all.map(\.start).min(), let last = all.map(\.end).max() else { return (0, 0) }
    return (max(0, start.since(first) - Int(event.travel)), max(0, last.since(start)))
  }

  // MARK: Added times

  /// The starts that an RDATE adds, with an end if the length differs from the series on its clock.
  private mutating func added(
    _ time: AddedTime, to master: ForeignEvent, _ clock: EventClock
  ) -> [(start: EventTime, end: EventEnd?)] {
    var times = [time]
    switch (time.start.clock, master.start.clock) {
    case (.date, .date): break
    case (.date, _):
      report(.addedDay, of: master)
      let timeOfDay = master.start.reading.floorModulo(86_400)
      times.append(
        AddedTime(start: EventTime(reading: time.start.reading + timeOfDay, clock: master.start.clock)))
    case (_, .date):
      report(.addedTime, of: master)
      // A period has its own length, and its day is busy.
      if time.end == nil { times = [] }
      for day in days(of: time.start, clock, master.line) {
        times.append(AddedTime(start: EventTime(reading: day * 86_400, clock: .date)))
      }
    case (.floating, .floating): break
    case (.floating, let own):
      report(own == .utc ? .addedOnBothClocks : .addedOnStartsClock, of: master)
      let there = AddedTime(start: EventTime(reading: time.start.reading, clock: own), end: onClock(own, time.end))
      times = own == .utc ? [there, time] : [there]
    default: break
    }
    var found: [(start: EventTime, end: EventEnd?)] = []
    for time in times {
      var own = time.end
      if own == nil, time.start.clock != master.start.clock { own = end(of: master, from: time.start) }
      found.append((time.start, own))
    }
    return found
  }

  private mutating func report(_ doubt: EventDoubt, of master: ForeignEvent) {
    if !master.isFree { report(doubt, master.line) }
  }

  private func onClock(_ clock: EventTime.Clock, _ end: EventEnd?) -> EventEnd? {
    guard case .time(let time)? = end, time.clock == .floating else { return end }
    return .time(EventTime(reading: time.reading, clock: clock))
  }

  /// The dates that a time may mean in a series of whole days: its own date, and the date in the home zone; a midnight
  /// means its own date.
  private mutating func days(of time: EventTime, _ home: EventClock, _ line: Int32) -> Set<Int> {
    let own = time.reading.floorDivided(by: 86_400)
    if time.clock == .floating || time.reading.floorModulo(86_400) == 0 { return [own] }
    let reading = home.reading(at: instant(of: time, line))
    let there = reading.floorDivided(by: 86_400)
    return reading.floorModulo(86_400) == 0 ? [there] : [own, there]
  }

  /// The end of an instance that starts on another clock than its series.
  private mutating func end(of master: ForeignEvent, from start: EventTime) -> EventEnd {
    guard case .time(let end) = master.end else { return master.end }
    guard end.clock == master.start.clock else {
      // At most as long as the first instance.
      return .duration(EventDuration(days: 0, seconds: reach(of: master).after))
    }
    let length = end.reading - master.start.reading
    // A date takes its whole day, whatever the length of the series.
    if start.isDate { return .duration(EventDuration(days: 0, seconds: max(0, length))) }
    return .time(EventTime(reading: start.reading + length, clock: start.clock))
  }

  // MARK: A single instance

  /// Names of the first instance of a series and of those that RDATE adds.
  mutating func addedKeys(of master: ForeignEvent, _ clock: EventClock) -> Set<Key> {
    var keys: Set<Key> = []
    let allows =
      master.rules.isEmpty || master.rules.contains { bound(of: $0, master, clock).allows(master.start.reading, clock) }
    if allows { keys = [key(of: master.start, in: master)] }
    for time in master.added { keys.insert(key(of: time.start, in: master)) }
    for case .start(let start) in keys { keys.insert(.day(clock.reading(at: start).floorDivided(by: 86_400))) }
    return keys
  }

  /// Whether a rule of a series has an instance, inside the window or not; also true if that cannot be counted.
  mutating func hasInstance(_ key: Key, _ master: ForeignEvent, _ clock: EventClock) -> Bool {
    let reading = reading(of: key, in: master, clock)
    for rule in master.rules {
      let bound = bound(of: rule, master, clock)
      let (starts, stoppedAt) = RecurrenceExpansion(rule, start: master.start.reading).starts(
        from: reading - 86_400, through: min(reading + 86_400, bound.lastReading), budget: &budget)
      if stoppedAt != nil { return true }
      for start in starts where bound.allows(start, clock) {
        if key == .start(clock.instant(of: start)) || key == .day(start.floorDivided(by: 86_400)) { return true }
      }
    }
    return false
  }
}
