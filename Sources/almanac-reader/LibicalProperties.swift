import BusyCalendars
import CIcal
import CivilTime
import Glibc

/// Reads content lines with libical: names, parameters, quoting, and the values of dates, durations, periods and
/// offsets.
///
/// This is the only file that uses libical. Its recurrences are not used: of 5,000 rules in real calendars, 3.0.16 gets
/// 183 wrong (FREQ=DAILY;BYMONTHDAY=-1 never occurs, FREQ=WEEKLY;INTERVAL=13;BYDAY=SU misses its first instance), and
/// one call may never return. Its zone arithmetic is not used either: it is an hour off around clock changes.
struct LibicalProperties: PropertyParser {
  init() {
    // Malformed lines are expected; libical returns NULL for them.
    icalerror_set_errors_are_fatal(0)
  }

  func property(_ line: [UInt8]) -> ForeignProperty? {
    if let property = read(line) { return property }
    // `20261201t100000z` is allowed by the grammar (RFC 5234 2.3), but libical does not accept it.
    if let capitals = withCapitalValue(line), let property = read(capitals) { return property }
    // If VALUE contradicts the value, the value itself shows its type.
    guard let plain = withoutValueParameter(line) else { return nil }
    return read(plain)
  }

  private func read(_ line: [UInt8]) -> ForeignProperty? {
    // A NUL would end the line for libical, and other control characters have no meaning.
    let text = line.map { $0 < 32 && $0 != 9 || $0 == 127 ? 32 : $0 } + [0]
    let property = text.withUnsafeBufferPointer { buffer in
      buffer.withMemoryRebound(to: CChar.self) { icalproperty_new_from_string($0.baseAddress) }
    }
    guard let property else { return nil }
    defer { icalproperty_free(property) }
    guard let value = icalproperty_get_value(property), let read = self.value(of: value) else { return nil }
    var result = ForeignProperty(value: read, zone: parameter("TZID", of: property))
    result.participation = parameter("PARTSTAT", of: property)?.uppercased()
    result.email = parameter("EMAIL", of: property)
    result.coversFuture = parameter("RANGE", of: property)?.uppercased() == "THISANDFUTURE"
    return result
  }

  private func parameter(_ name: String, of property: OpaquePointer) -> String? {
    guard let text = icalproperty_get_parameter_as_string_r(property, name) else { return nil }
    defer { icalmemory_free_buffer(text) }
    return String(cString: text)
  }

  private func value(of value: OpaquePointer) -> ForeignProperty.Value? {
    switch icalvalue_isa(value) {
    case ICAL_DATE_VALUE: return time(icalvalue_get_date(value))
    case ICAL_DATETIME_VALUE: return time(icalvalue_get_datetime(value))
    case ICAL_DURATION_VALUE:
      return duration(icalvalue_get_duration(value)).map { .duration($0) }
    case ICAL_PERIOD_VALUE: return period(icalvalue_get_period(value))
    case ICAL_DATETIMEPERIOD_VALUE:
      let either = icalvalue_get_datetimeperiod(value)
      return icaltime_is_null_time(either.time) == 0 ? time(either.time) : period(either.period)
    case ICAL_UTCOFFSET_VALUE:
      let seconds = Int(icalvalue_get_utcoffset(value))
      // Reject +5328 and the like: no place on earth is more than a day from UTC.
      return abs(seconds) < 86_400 ? .offset(seconds) : nil
    case ICAL_NO_VALUE: return nil
    default:
      guard let text = icalvalue_as_ical_string_r(value) else { return nil }
      defer { icalmemory_free_buffer(text) }
      return .text(String(cString: text))
    }
  }

  private func time(_ time: icaltimetype) -> ForeignProperty.Value? {
    guard icaltime_is_null_time(time) == 0, let reading = reading(time) else { return nil }
    return .time(reading: reading, isDate: time.is_date != 0, isUTC: icaltime_is_utc(time) != 0)
  }

  /// Nil for a date that does not exist, and for years outside 1 to 9999. A leap second counts as the second before it.
  private func reading(_ time: icaltimetype) -> Int? {
    guard let date = CivilDate(year: Int(time.year), month: Int(time.month), day: Int(time.day)) else { return nil }
    if time.is_date != 0 { return date.startUTC.seconds }
    // 24:00 is the midnight at the end of the day, as in former versions of ISO 8601.
    let isMidnight = time.hour == 24 && time.minute == 0 && time.second == 0
    guard (0...23).contains(time.hour) || isMidnight, (0...59).contains(time.minute), (0...60).contains(time.second)
    else { return nil }
    return date.startUTC.seconds + Int(time.hour) * 3600 + Int(time.minute) * 60 + min(Int(time.second), 59)
  }

  /// Nil for more than a thousand years.
  private func duration(_ duration: icaldurationtype) -> EventDuration? {
    guard icaldurationtype_is_bad_duration(duration) == 0 else { return nil }
    let days = Int(duration.weeks) * 7 + Int(duration.days)
    let seconds = Int(duration.hours) * 3600 + Int(duration.minutes) * 60 + Int(duration.seconds)
    guard days < 366_000, seconds < 366_000 * 86_400 else { return nil }
    let sign = duration.is_neg != 0 ? -1 : 1
    return EventDuration(days: sign * days, seconds: sign * seconds)
  }

  private func period(_ period: icalperiodtype) -> ForeignProperty.Value? {
    guard let start = reading(period.start) else { return nil }
    let isUTC = icaltime_is_utc(period.start) != 0
    if icaltime_is_null_time(period.end) == 0 {
      guard let end = reading(period.end) else { return nil }
      return .period(
        start: start, startIsUTC: isUTC, end: .time(reading: end, isUTC: icaltime_is_utc(period.end) != 0))
    }
    return duration(period.duration).map { .period(start: start, startIsUTC: isUTC, end: .duration($0)) }
  }

  /// The line with its value in upper case; nil if it already is, or if the value is not a time.
  private func withCapitalValue(_ line: [UInt8]) -> [UInt8]? {
    guard line.count < 200, let colon = colonBeforeValue(line) else { return nil }
    let value = line[(colon + 1)...]
    guard value.contains(where: { (0x61...0x7A).contains($0) }) else { return nil }
    return line[...colon] + value.map { (0x61...0x7A).contains($0) ? $0 - 32 : $0 }
  }

  /// The line without `;VALUE=…`; nil if it has none.
  private func withoutValueParameter(_ line: [UInt8]) -> [UInt8]? {
    let name = Array(";VALUE=".utf8)
    guard line.count > name.count else { return nil }
    let start = (0..<(line.count - name.count)).first { place in
      name.indices.allSatisfy { line[place + $0] == name[$0] || line[place + $0] == name[$0] | 32 }
    }
    guard let start else { return nil }
    let end = line[(start + 1)...].firstIndex { $0 == UInt8(ascii: ";") || $0 == UInt8(ascii: ":") }
    return end.map { Array(line[..<start] + line[$0...]) }
  }
}
