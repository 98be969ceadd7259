import Bytes

/// Reads fixed fields from bytes; each reader returns nil for malformed input.
private struct FieldReader {
  let text: Utf8
  var at = 0

  init(_ text: Utf8) { self.text = text }

  var atEnd: Bool { at == text.count }

  mutating func take(_ byte: UInt8) -> Bool {
    guard at < text.count, text[at] == byte else { return false }
    at += 1
    return true
  }

  mutating func digits(_ count: Int) -> Int? {
    guard text.count - at >= count else { return nil }
    var value = 0
    for index in at..<(at + count) {
      let digit = text[index] &- 48
      guard digit <= 9 else { return nil }
      value = value * 10 + Int(digit)
    }
    at += count
    return value
  }

  mutating func date() -> CivilDate? {
    guard let year = digits(4), take(UInt8(ascii: "-")), let month = digits(2), take(UInt8(ascii: "-")),
      let day = digits(2)
    else { return nil }
    return CivilDate(year: year, month: month, day: day)
  }

  /// Reads `HH:MM` as minutes since midnight, up to `last`.
  mutating func minutes(upTo last: Int) -> Int? {
    guard let hour = digits(2), take(UInt8(ascii: ":")), let minute = digits(2), minute < 60 else { return nil }
    let total = hour * 60 + minute
    return total <= last ? total : nil
  }
}

/// Calls `body` with the bytes of a string.
private func withText<Value>(_ string: String, _ body: (Utf8) -> Value) -> Value {
  var string = string
  return string.withUTF8 { buffer in
    guard let start = buffer.baseAddress else { return body(.empty) }
    return body(Utf8(start: UnsafeRawPointer(start), count: buffer.count))
  }
}

extension Instant {
  /// Parses `2026-03-29T01:00:00Z` or `2026-03-29T03:00+02:00`: RFC 3339 with optional seconds. A fraction must be
  /// zero. Nil for anything else, including leap seconds and results outside the years 1 to 9999.
  ///
  /// - Parameter dropsFraction: whether any fraction of a second is accepted and ignored, for parsing the current time.
  public init?(rfc3339 text: Utf8, dropsFraction: Bool = false) {
    var reader = FieldReader(text)
    guard let date = reader.date(), reader.take(UInt8(ascii: "T")) || reader.take(UInt8(ascii: "t")),
      let minutes = reader.minutes(upTo: 1439)
    else { return nil }
    var second = 0
    if reader.take(UInt8(ascii: ":")) {
      guard let written = reader.digits(2), written < 60 else { return nil }
      second = written
      if reader.take(UInt8(ascii: ".")) {
        guard let first = reader.digits(1), first == 0 || dropsFraction else { return nil }
        while let digit = reader.digits(1) { guard digit == 0 || dropsFraction else { return nil } }
      }
    }
    var offset = 0
    if !reader.take(UInt8(ascii: "Z")), !reader.take(UInt8(ascii: "z")) {
      let west = reader.take(UInt8(ascii: "-"))
      guard west || reader.take(UInt8(ascii: "+")), let size = reader.minutes(upTo: 1439) else { return nil }
      offset = west ? -size : size
    }
    guard reader.atEnd else { return nil }
    self = date.startUTC.adding(seconds: (minutes - offset) * 60 + second)
    guard (Instant.firstWritable...Instant.lastWritable).contains(self) else { return nil }
  }

  public init?(rfc3339 string: String, dropsFraction: Bool = false) {
    guard let instant = withText(string, { Instant(rfc3339: $0, dropsFraction: dropsFraction) }) else { return nil }
    self = instant
  }

  /// 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z: the limits of a four-digit year.
  public static var firstWritable: Instant { Instant(seconds: -62_135_596_800) }
  public static var lastWritable: Instant { Instant(seconds: 253_402_300_799) }

  /// `2026-03-29T01:00:00Z`.
  public var rfc3339: String {
    var sink = ByteSink(capacity: 64)
    sink.append(rfc3339: self)
    return sink.string()
  }
}

extension CivilDate {
  /// Parses `2026-03-29` (RFC 3339 full-date); nil if the date does not exist.
  public init?(iso text: Utf8) {
    var reader = FieldReader(text)
    guard let date = reader.date(), reader.atEnd else { return nil }
    self = date
  }

  public init?(iso string: String) {
    guard let date = withText(string, { CivilDate(iso: $0) }) else { return nil }
    self = date
  }

  /// `2026-03-29`.
  public var iso: String {
    var sink = ByteSink(capacity: 64)
    sink.append(date: self)
    return sink.string()
  }
}

extension LocalDateTime {
  /// Parses a local time such as `2026-03-29T02:30`, with optional seconds; nil if the date does not exist.
  public init?(iso string: String) {
    let read = withText(string) { text -> LocalDateTime? in
      var reader = FieldReader(text)
      guard let date = reader.date(), reader.take(UInt8(ascii: "T")) || reader.take(UInt8(ascii: " ")),
        let minutes = reader.minutes(upTo: 1439)
      else { return nil }
      var seconds = 0
      if reader.take(UInt8(ascii: ":")) {
        guard let read = reader.digits(2), read < 60 else { return nil }
        seconds = read
      }
      return reader.atEnd ? LocalDateTime(date: date, secondOfDay: minutes * 60 + seconds) : nil
    }
    guard let read else { return nil }
    self = read
  }
}

/// A time on a wall clock, in minutes since midnight: 0 to 1440. 1440 is written `24:00`, the end of the day.
@frozen
public struct WallTime: Hashable, Comparable, Sendable {
  public var minutes: Int

  /// Nil outside 0 to 1440.
  @inlinable public init?(minutes: Int) {
    guard (0...1440).contains(minutes) else { return nil }
    self.minutes = minutes
  }

  /// Parses `09:30` or `24:00`, with two digits each. Nil for anything else.
  public init?(_ text: Utf8) {
    var reader = FieldReader(text)
    guard let minutes = reader.minutes(upTo: 1440), reader.atEnd else { return nil }
    self.minutes = minutes
  }

  public init?(_ string: String) {
    guard let time = withText(string, { WallTime($0) }) else { return nil }
    self = time
  }

  @inlinable public static func < (left: WallTime, right: WallTime) -> Bool { left.minutes < right.minutes }
}

extension ByteSink {
  /// Appends a date: `2026-03-29`.
  @inlinable
  public mutating func append(date: CivilDate) {
    let digits = dateDigits(date)
    append(octets: yearAndMonth(digits), count: 8)
    append(octets: digits >> 48, count: 2)
  }

  /// Appends an instant: `2026-03-29T01:00:00Z`.
  @inlinable
  public mutating func append(rfc3339 instant: Instant) {
    let reading = LocalDateTime(secondsSinceEpoch: instant.seconds)
    let digits = dateDigits(reading.date)
    let clock = reading.hour &* 10_000 &+ reading.minute &* 100 &+ reading.second
    let time = eightDigits(of: UInt64(truncatingIfNeeded: clock)) >> 16
    append(octets: yearAndMonth(digits), count: 8)
    // `29T01:00`, then `:00Z`.
    append(
      octets: digits >> 48 | 0x54 << 16 | (time & 0xFFFF) << 24 | 0x3A << 40 | (time >> 16) << 48, count: 8)
    append(octets: 0x3A | ((time >> 32) & 0xFFFF) << 8 | 0x5A << 24, count: 4)
  }

  /// Appends a time: `09:30`; 1440 is written as `24:00`.
  public mutating func append(minuteOfDay: Int) {
    appendTwoDigits(minuteOfDay / 60)
    append(byte: UInt8(ascii: ":"))
    appendTwoDigits(minuteOfDay % 60)
  }
}

/// `20260329`, with the first digit in the lowest byte. For years after 9999, the last four digits.
@inlinable @inline(__always)
func dateDigits(_ date: CivilDate) -> UInt64 {
  let (year, month, day) = date.components
  return eightDigits(
    of: UInt64(truncatingIfNeeded: year.floorModulo(10_000) &* 10_000 &+ month &* 100 &+ day))
}

/// The part `2026-03-` of ``dateDigits(_:)``.
@inlinable @inline(__always)
func yearAndMonth(_ digits: UInt64) -> UInt64 {
  digits & 0xFFFF_FFFF | 0x2D << 32 | ((digits >> 32) & 0xFFFF) << 40 | 0x2D << 56
}
