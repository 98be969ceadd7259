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

    init(of event: ForeignEvent) {
      switch event.end {
      case .none: self = .readings(event.start.isDate ? 86_400 : 0)
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

  mutating func interval(of event: ForeignEvent) -> Interval {
    let clock = clock(of: event.start, event.line)
    return span(EventSpan(of: event), from: event.start.reading, clock, end: nil, event)
  }

  mutating func span(
    _ span: EventSpan, from reading: Int, _ clock: EventClock, end own: EventEnd?, _ event: ForeignEvent
  ) -> Interval {
    let start = clock.instant(of: reading)
    var span = span
    if case .time(let time)? = own { return ordered(start, instant(of: time, event.line)) }
    if case .duration(let duration)? = own { span = .duration(duration) }
    switch span {
    case .readings(let length): return ordered(start, clock.instant(of: reading + length))
    case .duration(let duration):
      let days = duration.days == 0 ? start : clock.instant(of: reading + duration.days * 86_400)
      return ordered(start, days.adding(seconds: duration.seconds))
    case .ends(let time):
      let length = instant(of: time, event.line).since(instant(of: event.start, event.line))
      return ordered(start, start.adding(seconds: length))
    }
  }

  /// An end before its start is a slip of whoever wrote it; what lies between is taken.
  private func ordered(_ start: Instant, _ end: Instant) -> Interval {
    Interval(start: min(start, end), end: max(start, end))
  }
}
