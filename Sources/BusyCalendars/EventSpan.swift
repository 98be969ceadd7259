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
    intervals(EventSpan(of: event), from: event.start.reading, clock(of: event.start, event.line), end: nil, event)
  }

  /// The instance of an event that starts at a reading.
  ///
  /// - Parameter own: the instance's own end, of an RDATE.
  mutating func intervals(
    _ span: EventSpan, from reading: Int, _ clock: EventClock, end own: EventEnd?, _ event: ForeignEvent
  ) -> [Interval] {
    var span = span
    var found: [Interval] = []
    if case .time(let time)? = own {
      let end = self.clock(of: time, event.line)
      for start in clock.alternatives {
        let (first, last) = (start.earliest(of: reading), end.latest(of: time.reading))
        found += ordered(first, last, event)
      }
      return withTravel(found, event)
    }
    if case .duration(let duration)? = own { span = .duration(duration) }
    for start in clock.alternatives {
      let first = start.earliest(of: reading)
      switch span {
      case .readings(let length):
        found += ordered(first, start.latest(of: reading + length), event)
        if length < 0, isOvernight(length) {
          found.append(Interval(start: first, end: start.latest(of: reading + length + 86_400)))
        }
      case .duration(let duration):
        var end = start.latest(of: reading + duration.days * 86_400).adding(seconds: duration.seconds)
        // A date is a whole day, whatever lasts an hour of it.
        if event.start.isDate, end > first { end = max(end, start.latest(of: reading + 86_400)) }
        found += ordered(first, end, event)
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
    // Two clocks that agree on no time at all are as doubtful as an end before its start.
    let isReversed = event.start.isDate || time.isDate ? length < 0 : length <= 0
    if isReversed { reportReversed(event) }
    if event.start.isDate {
      // A date is a whole day, wherever the end lies in it.
      let day = startClock.latest(of: event.start.reading + 86_400)
      return [Interval(start: min(start, end), end: max(day, end))]
    }
    if time.isDate {
      // A midnight, on the clock of the start or of whoever looks: the later one.
      return ordered(start, max(end, startClock.latest(of: time.reading)), event)
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
    return found
  }

  /// An end before its start is a slip of whoever wrote it; what lies between is taken.
  private mutating func ordered(_ start: Instant, _ end: Instant, _ event: ForeignEvent) -> [Interval] {
    if end < start { reportReversed(event) }
    return [Interval(start: min(start, end), end: max(start, end))]
  }

  /// `22:00` to `01:00` of the same date: the writer may have forgotten that the end is on the next day.
  private func isOvernight(_ length: Int) -> Bool { (-86_399 ... -43_200).contains(length) }

  private func withTravel(_ intervals: [Interval], _ event: ForeignEvent) -> [Interval] {
    guard event.travel > 0 else { return intervals }
    return intervals.map { Interval(start: $0.start.adding(seconds: -Int(event.travel)), end: $0.end) }
  }
}
