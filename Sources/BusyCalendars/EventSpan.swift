import CivilTime

extension BusyReckoning {
  /// The length of an event as written: on the wall clock, or in elapsed time.
  enum EventSpan {
    /// DTEND on the same clock: every instance ends at the same wall time, as calendar programs do it.
    case readings(Int)
    /// Calendar days, then elapsed time (RFC 5545 3.3.6).
    case duration(EventDuration)
    /// DTEND on another clock.
    case ends(EventTime)
    /// An unreadable DTEND.
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

  /// The busy times of a single event; more than one interval if its times have several readings.
  mutating func intervals(of event: ForeignEvent) -> [Interval] {
    intervals(EventSpan(of: event), from: event.start.reading, clock(of: event.start, event.line), event)
  }

  /// The busy times of the instance of an event that starts at a reading.
  mutating func intervals(
    _ span: EventSpan, from reading: Int, _ clock: EventClock, _ event: ForeignEvent
  ) -> [Interval] {
    var found: [Interval] = []
    // A date takes the whole day, even if its length is an hour.
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
        // In a skipped hour a start may come after its end.
        found.append(Interval(start: min(first, last), end: last < first ? first.adding(seconds: length) : last))
      case .duration(let duration):
        let isNegative = duration.days < 0 || duration.seconds < 0
        let (days, seconds) = (abs(duration.days), abs(duration.seconds))
        let end = start.latest(of: reading + days * 86_400).adding(seconds: seconds)
        found.append(Interval(start: first, end: max(end, start.latest(of: reading + least))))
        // Either the sign is a mistake, or the start is the end.
        if isNegative {
          report(.reversed, event.line)
          let begin = start.earliest(of: reading - days * 86_400).adding(seconds: -seconds)
          found.append(Interval(start: begin, end: first))
        }
      case .endOfDay:
        let midnight = (reading.floorDivided(by: 86_400) + 1) * 86_400
        found.append(Interval(start: first, end: max(start.latest(of: midnight), first.adding(seconds: 3600))))
      case .ends(let time):
        // Measured at the event's own start; instances have the same length.
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

  /// The intervals of an event whose start and end are on different clocks: every plausible reading.
  private mutating func readings(
    of event: ForeignEvent, _ startClock: EventClock, _ time: EventTime, _ endClock: EventClock
  ) -> [Interval] {
    let start = startClock.earliest(of: event.start.reading)
    let end = endClock.latest(of: time.reading)
    let length = endClock.instant(of: time.reading).since(startClock.instant(of: event.start.reading))
    if time.isDate {
      // A midnight on the clock of the start or of the reader: the later one.
      let midnight = max(end, startClock.latest(of: time.reading))
      if midnight >= start { return [Interval(start: start, end: midnight)] }
      report(.reversed, event.line)
      let next = (event.start.reading.floorDivided(by: 86_400) + 1) * 86_400
      return [Interval(start: midnight, end: startClock.latest(of: next))]
    }
    if event.start.clock == .utc, time.clock == .floating {
      // UTC or local time: whichever is after the start.
      let utc = startClock.latest(of: time.reading)
      if max(utc, end) > start { return [Interval(start: start, end: max(utc, end))] }
      if min(utc, end) < start {
        report(.reversed, event.line)
        return [Interval(start: min(utc, end), end: start)] + after(start, length, event.start, time.reading)
      }
    }
    // If the two clocks never agree, the event is as doubtful as one that ends before its start.
    let isReversed = event.start.isDate ? length < 0 : length <= 0
    if isReversed { report(.reversed, event.line) }
    if event.start.isDate {
      // A date takes the whole day, wherever the end is in it.
      let day = startClock.latest(of: event.start.reading + 86_400)
      return [Interval(start: min(start, end), end: max(day, end))]
    }
    // A start without a zone may be in its end's zone, and an end before its start is most likely on the start's clock.
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

  /// The intervals that likely mistakes give for an event that ends before it starts.
  private func after(_ start: Instant, _ length: Int, _ time: EventTime, _ end: Int) -> [Interval] {
    slips(length, from: time, to: end).map { Interval(start: start, end: start.adding(seconds: $0)) }
  }

  /// The possible lengths, according to likely mistakes, of an event that ends before it starts.
  ///
  /// - Parameters:
  ///   - length: negative.
  ///   - end: the reading at which it ends.
  private func slips(_ length: Int, from start: EventTime, to end: Int) -> [Int] {
    if start.isDate { return [] }
    var found: [Int] = []
    // `22:00` to `01:00` on the same date: the end is on the next day. The date may also be entirely wrong.
    let night = length.floorModulo(86_400)
    if (1...43_200).contains(night) { found.append(night) }
    // `10:00` to `01:00`, meaning 1 PM: up to a working day of nine hours. In UTC the written hour is unknown.
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
