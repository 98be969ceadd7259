import CivilTime

extension BusyReckoning {
  /// The instances of a series that may reach into the window, in the order of their making; each start once.
  mutating func instances(
    of master: ForeignEvent, _ clock: EventClock, _ later: [LaterChange]
  ) -> [Instance] {
    let start = instant(of: master.start, master.line)
    var all: [Instance] = []
    var seen: Set<Instant> = []
    // DTSTART is an instance whether the rule names it or not (RFC 5545 3.8.5.3), but for a rule that ended before it.
    if master.rules.isEmpty || master.rules.contains(where: { !hasEnded($0, before: master.start.reading, start) }) {
      all.append(Instance(start: start, reading: master.start.reading, end: nil))
      seen.insert(start)
    }
    for time in master.added {
      let at = instant(of: time.start, master.line)
      guard seen.insert(at).inserted else { continue }
      all.append(Instance(start: at, reading: clock.reading(at: at), end: time.end))
    }
    var length = reach(of: master)
    for change in later { length = max(length, reach(of: change.event)) }
    // Readings are within two days of UTC; changes of the future may move an instance into the window from outside.
    let slack = 2 * 86_400 + (later.map { abs($0.shift) }.max() ?? 0)
    let first = clock.reading(at: window.start) - length - slack
    for rule in master.rules {
      var last = clock.reading(at: window.end) + slack
      var until: Instant?
      switch rule.until {
      case .date(let date): last = min(last, date.startUTC.seconds + 86_399)
      case .reading(let reading): last = min(last, reading)
      case .instant(let instant):
        until = instant
        last = min(last, clock.reading(at: instant) + 86_400)
      case nil: break
      }
      if let whole = unbroken(master, rule, length, last) {
        add(stretch(whole, clock, master), of: master)
        continue
      }
      let expansion = RecurrenceExpansion(rule, start: master.start.reading)
      let (starts, stoppedAt) = expansion.starts(from: first, through: last, budget: &budget)
      for reading in starts {
        let at = clock.instant(of: reading)
        if let until, at > until { continue }
        if seen.insert(at).inserted { all.append(Instance(start: at, reading: reading, end: nil)) }
      }
      if let stoppedAt, !master.isFree, length > 0 {
        result.problems.add(
          Int(master.line), "the event repeats too often to be counted: all time behind is taken for busy")
        add(stretch(max(stoppedAt, first)..<max(last + length, stoppedAt, first), clock, master), of: master)
      }
    }
    return all
  }

  private func hasEnded(_ rule: RecurrenceRule, before reading: Int, _ start: Instant) -> Bool {
    switch rule.until {
    case .date(let date): date.startUTC.seconds + 86_400 <= reading
    case .reading(let until): until < reading
    case .instant(let until): until < start
    case nil: false
    }
  }

  /// A rule of hours, minutes or seconds whose instances touch each other is one stretch: no need to count a thousand million.
  private func unbroken(_ event: ForeignEvent, _ rule: RecurrenceRule, _ length: Int, _ last: Int) -> Range<Int>? {
    guard rule.frequency < .daily, rule.isPlain, event.excluded.isEmpty, !event.isFree, !event.start.isDate else {
      return nil
    }
    let unit = rule.frequency == .hourly ? 3600 : rule.frequency == .minutely ? 60 : 1
    let step = unit * rule.interval
    guard length >= step, event.start.reading <= last else { return nil }
    let steps = min((last - event.start.reading) / step, (rule.count ?? .max) - 1)
    return event.start.reading..<(event.start.reading + steps * step + length)
  }

  private func stretch(_ readings: Range<Int>, _ clock: EventClock, _ event: ForeignEvent) -> Interval {
    Interval(
      start: clock.earliest(of: readings.lowerBound).adding(seconds: -Int(event.travel)),
      end: clock.latest(of: readings.upperBound))
  }

  /// Elapsed seconds from the beginning of the first interval of an event to the end of its last.
  private mutating func reach(of event: ForeignEvent) -> Int {
    let all = intervals(of: event)
    guard let first = all.map(\.start).min(), let last = all.map(\.end).max() else { return 0 }
    return max(0, last.since(first))
  }
}
