import Bytes
import CivilTime

/// A VAVAILABILITY (RFC 7953 section 3.1): all its time is BUSY-UNAVAILABLE except the AVAILABLE parts.
public struct Availability {
  /// An AVAILABLE component. Its times are readings of the zone's clock, so 09:00 remains 09:00 after a clock change.
  public struct Available {
    public var uid: Utf8
    public var start: LocalDateTime
    /// The end, later than `start`.
    public var end: LocalDateTime
    /// Whether it repeats every week.
    public var isWeekly: Bool
    /// The last date on which it may start; nil if it repeats forever.
    public var until: CivilDate?
    /// Dates on which it does not start (EXDATE).
    public var except: [CivilDate] = []

    public init(uid: Utf8, start: LocalDateTime, end: LocalDateTime, isWeekly: Bool, until: CivilDate? = nil) {
      self.uid = uid
      self.start = start
      self.end = end
      self.isWeekly = isWeekly
      self.until = until
    }
  }

  public var uid: Utf8
  public var stamp: Instant
  /// The priority: 1 is the highest, 9 the lowest (RFC 7953 section 4). 0, the lowest of all, is not written.
  public var priority: Int
  public var zone: Zone
  /// The dates on which it applies, bounded by midnights; nil for all dates.
  public var dates: ClosedRange<CivilDate>?
  public var available: [Available] = []

  public init(uid: Utf8, stamp: Instant, priority: Int, zone: Zone, dates: ClosedRange<CivilDate>? = nil) {
    self.uid = uid
    self.stamp = stamp
    self.priority = priority
    self.zone = zone
    self.dates = dates
  }

  func write(in block: VTimeZone?, into sink: inout ByteSink) {
    sink.append("BEGIN:VAVAILABILITY\r\n")
    sink.appendTextLine("UID:", uid)
    sink.appendUTCLine("DTSTAMP:", stamp)
    if (1...9).contains(priority) {
      sink.append("PRIORITY:")
      sink.appendDecimal(priority)
      sink.append("\r\n")
    }
    sink.append("BUSYTYPE:BUSY-UNAVAILABLE\r\n")
    if let dates {
      writeTime("DTSTART", LocalDateTime(date: dates.lowerBound, secondOfDay: 0), in: block, into: &sink)
      writeTime("DTEND", LocalDateTime(date: dates.upperBound.adding(days: 1), secondOfDay: 0), in: block, into: &sink)
    }
    for part in available { write(part, in: block, into: &sink) }
    sink.append("END:VAVAILABILITY\r\n")
  }

  private func write(_ part: Available, in block: VTimeZone?, into sink: inout ByteSink) {
    sink.append("BEGIN:AVAILABLE\r\n")
    sink.appendTextLine("UID:", part.uid)
    sink.appendUTCLine("DTSTAMP:", stamp)
    writeTime("DTSTART", part.start, in: block, into: &sink)
    writeTime("DTEND", part.end, in: block, into: &sink)
    if part.isWeekly {
      sink.append("RRULE:FREQ=WEEKLY")
      if let until = part.until {
        // UNTIL must be in UTC if DTSTART has a zone (RFC 5545 section 3.3.10).
        sink.append(";UNTIL=")
        sink.appendUTC(instant(of: LocalDateTime(date: until, secondOfDay: part.start.secondOfDay)))
      }
      sink.append("\r\n")
    }
    for date in part.except {
      writeTime("EXDATE", LocalDateTime(date: date, secondOfDay: part.start.secondOfDay), in: block, into: &sink)
    }
    sink.append("END:AVAILABLE\r\n")
  }

  /// Writes a local time with its zone, or in UTC if the zone is plain UTC.
  private func writeTime(
    _ name: StaticString, _ local: LocalDateTime, in block: VTimeZone?, into sink: inout ByteSink
  ) {
    let mark = sink.count
    sink.append(name)
    if block == nil {
      sink.append(":")
      sink.appendUTC(instant(of: local))
    } else {
      sink.append(";TZID=")
      sink.append(zone.name)
      sink.append(":")
      sink.appendDateTime(local)
    }
    sink.endContentLine(from: mark)
  }

  /// The instant of a local time by RFC 5545 section 3.3.5: in a gap the offset before it applies, in a fold the first
  /// pass.
  private func instant(of local: LocalDateTime) -> Instant {
    if let instant = zone.instants(of: local).first { return instant }
    let before = Instant(seconds: local.secondsSinceEpoch - 26 * 3600)
    return Instant(seconds: local.secondsSinceEpoch - zone.offset(at: before))
  }
}

extension CalendarWriter {
  /// Appends one VCALENDAR with the availabilities of one zone.
  ///
  /// - Parameter years: the years of the times and recurrences; the VTIMEZONE is valid for them.
  public mutating func write(
    _ properties: CalendarProperties, _ all: [Availability], years: ClosedRange<Int>, into sink: inout ByteSink
  ) {
    begin(into: &sink)
    properties.write(into: &sink)
    let block = all.first.flatMap { vtimezone($0.zone, years) }
    if let block { block.block.withUnsafeBytes { sink.append($0) } }
    for one in all { one.write(in: block, into: &sink) }
    sink.append("END:VCALENDAR\r\n")
  }
}
