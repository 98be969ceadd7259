import Bytes
import CivilTime

extension ByteSink {
  /// Appends `name` with its colon, and a TEXT value; nothing for empty text.
  @inline(__always)
  mutating func appendTextLine(_ name: StaticString, _ text: Utf8) {
    if text.isEmpty { return }
    let mark = count
    append(name)
    appendCalendarText(text)
    endContentLine(from: mark)
  }

  mutating func appendURILine(_ name: StaticString, _ uri: Utf8) {
    if uri.isEmpty { return }
    let mark = count
    append(name)
    appendURI(uri)
    endContentLine(from: mark)
  }

  /// - Parameter prefix: the property with its TZID and colon.
  mutating func appendTimeLine(_ prefix: [UInt8], _ local: LocalDateTime) {
    let mark = count
    prefix.withUnsafeBytes { append($0) }
    appendDateTime(local)
    endContentLine(from: mark)
  }

  @inline(__always)
  mutating func appendUTCLine(_ name: StaticString, _ instant: Instant) {
    append(name)
    appendUTC(instant)
    append("\r\n")
  }
}

extension ByteSink {
  fileprivate mutating func appendDateLine(_ name: StaticString, _ date: CivilDate) {
    append(name)
    appendDate(date)
    append("\r\n")
  }
}

extension CalendarProperties {
  func write(into sink: inout ByteSink) {
    sink.appendTextLine("NAME:", name)
    sink.appendTextLine("X-WR-CALNAME:", name)
    sink.appendTextLine("DESCRIPTION:", description)
    sink.appendTextLine("X-WR-CALDESC:", description)
    if refreshInterval > 0 {
      sink.append("REFRESH-INTERVAL;VALUE=DURATION:")
      sink.appendDuration(seconds: refreshInterval)
      sink.append("\r\nX-PUBLISHED-TTL:")
      sink.appendDuration(seconds: refreshInterval)
      sink.append("\r\n")
    }
    if !color.isEmpty, color.bytes.allSatisfy({ (0x61...0x7A).contains($0 | 0x20) }) {
      sink.appendTextLine("COLOR:", color)
    }
    if appleColor.count == 7, appleColor[0] == 0x23, appleColor.bytes.dropFirst().allSatisfy(isHexadecimal) {
      sink.appendTextLine("X-APPLE-CALENDAR-COLOR:", appleColor)
    }
  }
}

private func isHexadecimal(_ byte: UInt8) -> Bool {
  (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20)
}

extension Event {
  /// Writes the event. A cancelled event blocks no time and has no alarm and no link, whatever its other fields are.
  func write(in block: VTimeZone?, into sink: inout ByteSink) {
    sink.append("BEGIN:VEVENT\r\n")
    sink.appendTextLine("UID:", uid)
    writeRevision(into: &sink)
    writeTimes(in: block, into: &sink)
    writeContent(into: &sink)
  }

  /// Writes the lines between the UID and the times.
  func writeRevision(into sink: inout ByteSink) {
    sink.appendUTCLine("DTSTAMP:", stamp)
    sink.appendUTCLine("CREATED:", created)
    sink.appendUTCLine("LAST-MODIFIED:", lastModified)
    sink.append("SEQUENCE:")
    sink.appendDecimal(max(sequence, 0))
    sink.append("\r\n")
  }

  /// Writes the lines after the times, including END.
  func writeContent(into sink: inout ByteSink) {
    let isCancelled = status == .cancelled
    sink.appendTextLine("SUMMARY:", summary.isEmpty ? Utf8("-") : summary)
    switch status {
    case .tentative: sink.append("STATUS:TENTATIVE\r\n")
    case .confirmed: sink.append("STATUS:CONFIRMED\r\n")
    case .cancelled: sink.append("STATUS:CANCELLED\r\n")
    }
    sink.append(isCancelled || isTransparent ? "TRANSP:TRANSPARENT\r\n" : "TRANSP:OPAQUE\r\n")
    sink.appendTextLine("LOCATION:", location)
    sink.appendURILine("URL:", url)
    sink.appendTextLine("DESCRIPTION:", description)
    if !isCancelled, let conference { conference.write(into: &sink) }
    writeCategories(into: &sink)
    switch isCancelled && busyStatus != nil ? .free : busyStatus {
    case .free: sink.append("X-MICROSOFT-CDO-BUSYSTATUS:FREE\r\n")
    case .tentative: sink.append("X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE\r\n")
    case .busy: sink.append("X-MICROSOFT-CDO-BUSYSTATUS:BUSY\r\n")
    case nil: break
    }
    if let alarmMinutes, !isCancelled {
      // RFC 5545 section 3.6.6: a DISPLAY alarm must have a DESCRIPTION.
      sink.append("BEGIN:VALARM\r\nACTION:DISPLAY\r\n")
      sink.appendTextLine("DESCRIPTION:", summary.isEmpty ? Utf8("-") : summary)
      sink.append("TRIGGER:")
      sink.appendDuration(seconds: -60 * alarmMinutes)
      sink.append("\r\nEND:VALARM\r\n")
    }
    sink.append("END:VEVENT\r\n")
  }

  /// Writes both times in the zone if the block maps both correctly, otherwise both in UTC. DTEND must be later than
  /// DTSTART (RFC 5545 section 3.8.2.2); without it the event is the instant of its start.
  func writeTimes(in block: VTimeZone?, into sink: inout ByteSink) {
    if let dates {
      sink.appendDateLine("DTSTART;VALUE=DATE:", dates.lowerBound)
      sink.appendDateLine("DTEND;VALUE=DATE:", dates.upperBound.adding(days: 1))
    } else if let block, let first = block.faithfulReading(of: start), let last = block.faithfulReading(of: end) {
      sink.appendTimeLine(block.startPrefix, first)
      if end > start { sink.appendTimeLine(block.endPrefix, last) }
    } else {
      sink.appendUTCLine("DTSTART:", start)
      if end > start { sink.appendUTCLine("DTEND:", end) }
    }
  }

  /// Writes the categories: each value is escaped, the commas between them are not (RFC 5545 section 3.8.1.2).
  private func writeCategories(into sink: inout ByteSink) {
    var mark: Int?
    for category in categories where !category.isEmpty {
      if mark == nil {
        mark = sink.count
        sink.append("CATEGORIES:")
      } else {
        sink.append(byte: 0x2C)
      }
      sink.appendCalendarText(category)
    }
    if let mark { sink.endContentLine(from: mark) }
  }
}

extension Event.Conference {
  func write(into sink: inout ByteSink) {
    if uri.isEmpty { return }
    let mark = sink.count
    sink.append("CONFERENCE;VALUE=URI")
    let names: [(Features, StaticString)] = [(.audio, "AUDIO"), (.chat, "CHAT"), (.phone, "PHONE"), (.video, "VIDEO")]
    var separator: StaticString = ";FEATURE="
    for (feature, name) in names where features.contains(feature) {
      sink.append(separator)
      sink.append(name)
      separator = ","
    }
    if !label.isEmpty {
      sink.append(";LABEL=")
      sink.appendQuotedParameter(label)
    }
    sink.append(byte: 0x3A)
    sink.appendURI(uri)
    sink.endContentLine(from: mark)
  }
}

extension FreeBusy {
  func write(into sink: inout ByteSink) {
    sink.append("BEGIN:VFREEBUSY\r\n")
    sink.appendTextLine("UID:", uid)
    sink.appendUTCLine("DTSTAMP:", stamp)
    sink.appendUTCLine("DTSTART:", start)
    sink.appendUTCLine("DTEND:", end)
    for interval in busy.intersection(IntervalSet([Interval(start: start, end: end)])).intervals {
      // Without FBTYPE, Thunderbird shows "no information".
      sink.append("FREEBUSY;FBTYPE=BUSY:")
      sink.appendUTC(interval.start)
      sink.append(byte: 0x2F)
      sink.appendUTC(interval.end)
      sink.append("\r\n")
    }
    sink.append("END:VFREEBUSY\r\n")
  }
}
