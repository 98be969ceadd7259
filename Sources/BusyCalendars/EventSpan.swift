import CivilTime

extension BusyReckoning {
  /// How long an event is, as it is written: on the wall clock, or in elapsed time.
  enum EventSpan {
    /// DTEND on the same clock: every instance ends at the same reading, as calendar programs do it.
    case readings(Int)
    /// Days of the calendar, then elapsed time (RFC 5545 3.3.6).
    case duration(EventDuration)
    /// DTEND on another clock.
    case ends(EventTime)
    /// DTEND that cannot be read.
    case endOfDay

    init(of event: ForeignEvent) {
      switch event.end {
      case .none: self = .readings(event.start.isDate ? 86_400 : 0)
      case .endOfDay: self = event.start.isDate ? .readings(86_400) : .endOfDay
      case .duration(let duration):
        let nothing = duration.days == 0 && duration.seconds == 0
        self = nothing && event.start.isDate ? .readings(86_400) : .duration(duration)
      case .time(let end):
        if end.clock == event.start.clock {
          let length = end.reading - event.start.reading
          self = .readings(length == 0 && event.start.isDate ? 86_400 : length)
        } else {
          self = .ends(end)
        }
      }
    }
  }

  /// When an event that stands for itself keeps somebody busy; more than one interval where its times may be read in more
  /// than one way.
  mutating func intervals(of event: ForeignEvent) -> [Interval] {
    intervals(EventSpan(of: event), from: event.start.reading, clock(of: event.start, event.line), event)
  }

  /// The instance of an event that starts at a reading.
  mutating func intervals(
    _ span: EventSpan, from reading: Int, _ clock: EventClock, _ event: ForeignEvent
  ) -> [Interval] {
    var found: [Interval] = []
    // A date is a whole day, whatever lasts an hour of it.
    let least = event.start.isDate ? 86_400 : 0
    for start in clock.alternatives {
      let first = start.earliest(of: reading)
      switch span {
      case .readings(let length):
        if length < 0 {
          report(.reversed, event.line)
          found.append(Interval(start: start.earliest(of: reading + length), end: first))
          for slip in slips(length, from: event.start, to: reading + length) {
            found.append(Interval(start: first, end: start.latest(of: reading + slip)))
          }
        }
        let last = start.latest(of: reading + max(length, least))
        // In a skipped hour a start may come behind its end.
        found.append(Interval(start: min(first, last), end: last < first ? first.adding(seconds: length) : last))
      case .duration(let duration):
        let isNegative = duration.days < 0 || duration.seconds < 0
        let (days, seconds) = (abs(duration.days), abs(duration.seconds))
        let end = start.latest(of: reading + days * 86_400).adding(seconds: seconds)
        found.append(Interval(start: first, end: max(end, start.latest(of: reading + least))))
        // A sign that nobody meant, or a start that is the end.
        if isNegative {
          report(.reversed, event.line)
          let begin = start.earliest(of: reading - days * 86_400).adding(seconds: -seconds)
          found.append(Interval(start: begin, end: first))
        }
      case .endOfDay:
        let midnight = (reading.floorDivided(by: 86_400) + 1) * 86_400
        found.append(Interval(start: first, end: max(start.latest(of: midnight), first.adding(seconds: 3600))))
      case .ends(let time):
        // Measured at the event's own start; instances are as long.
        let shift = start.instant(of: reading).since(start.instant(of: event.start.reading))
        for end in self.clock(of: time, event.line).alternatives {
          found += readings(of: event, start, time, end).map {
            Interval(start: $0.start.adding(seconds: shift), end: $0.end.adding(seconds: shift))
          }
        }
      }
    }
    return withTravel(found, event)
  }

  /// An event whose start and end are of different clocks: every reading that makes sense.
  private mutating func readings(
    of event: ForeignEvent, _ startClock: EventClock, _ time: EventTime, _ endClock: EventClock
  ) -> [Interval] {
    let start = startClock.earliest(of: event.start.reading)
    let end = endClock.latest(of: time.reading)
    let length = endClock.instant(of: time.reading).since(startClock.instant(of: event.start.reading))
    if time.isDate {
      // A midnight, on the clock of the start or of whoever looks: the later one.
      let midnight = max(end, startClock.latest(of: time.reading))
      if midnight >= start { return [Interval(start: start, end: midnight)] }
      report(.reversed, event.line)
      let next = (event.start.reading.floorDivided(by: 86_400) + 1) * 86_400
      return [Interval(start: midnight, end: startClock.latest(of: next))]
    }
    if event.start.clock == .utc, time.clock == .floating {
      // UTC, or local time: whichever is behind the start.
      let utc = startClock.latest(of: time.reading)
      if max(utc, end) > start { return [Interval(start: start, end: max(utc, end))] }
      if min(utc, end) < start {
        report(.reversed, event.line)
        return [Interval(start: min(utc, end), end: start)] + after(start, length, event.start, time.reading)
      }
    }
    // Two clocks that agree on no time at all are as doubtful as an end before its start.
    let isReversed = event.start.isDate ? length < 0 : length <= 0
    if isReversed { report(.reversed, event.line) }
    if event.start.isDate {
      // A date is a whole day, wherever the end lies in it.
      let day = startClock.latest(of: event.start.reading + 86_400)
      return [Interval(start: min(start, end), end: max(day, end))]
    }
    // A start without a zone may be of its end's zone, and an end before its start is most likely of the start's clock.
    guard isReversed || !event.start.isAbsolute else { return [Interval(start: start, end: end)] }
    var found = [Interval(start: min(start, end), end: max(start, end))]
    let startThere = endClock.earliest(of: event.start.reading)
    if startThere < end || length == 0 {
      found.append(Interval(start: min(startThere, end), end: max(startThere, end)))
    }
    let endThere = startClock.latest(of: time.reading)
    if isReversed, start < endThere || length == 0 {
      found.append(Interval(start: min(start, endThere), end: max(start, endThere)))
    }
    if length < 0, !found.contains(where: { $0.end > start }) {
      found += after(start, length, event.start, time.reading)
    }
    return found
  }

  /// What slips explain of an event that ends before it starts.
  private func after(_ start: Instant, _ length: Int, _ time: EventTime, _ end: Int) -> [Interval] {
    slips(length, from: time, to: end).map { Interval(start: start, end: start.adding(seconds: $0)) }
  }

  /// How long an event may be that ends before it starts, counted from its start, where a slip explains it.
  ///
  /// - Parameters:
  ///   - length: negative.
  ///   - end: the reading at which it ends.
  private func slips(_ length: Int, from start: EventTime, to end: Int) -> [Int] {
    if start.isDate { return [] }
    var found: [Int] = []
    // `22:00` to `01:00` of the same date: the end is on the next day; and a date that is wrong altogether.
    let night = length.floorModulo(86_400)
    if (1...43_200).contains(night) { found.append(night) }
    // `10:00` to `01:00`, 1 PM: up to a working day of nine hours. In UTC nobody knows which hour was written.
    let afternoon = length + 43_200
    let isMorning = start.clock == .utc || end.floorModulo(86_400) < 43_200
    if (1...32_400).contains(afternoon), isMorning { found.append(afternoon) }
    return found
  }

  private func withTravel(_ intervals: [Interval], _ event: ForeignEvent) -> [Interval] {
    guard event.travel > 0 else { return intervals }
    return intervals.map { Interval(start: $0.start.adding(seconds: -Int(event.travel)), end: $0.end) }
  }
}
