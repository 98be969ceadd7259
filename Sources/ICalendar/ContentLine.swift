import Bytes
import CivilTime

/// How a byte of TEXT is written (RFC 5545 section 3.3.11).
private let plainOctet: UInt8 = 0
private let backslashed: UInt8 = 1
private let lineFeed: UInt8 = 2
private let carriageReturn: UInt8 = 3
private let dropped: UInt8 = 4
private let multibyte: UInt8 = 5
private let tabulator: UInt8 = 6

private func textClass(_ byte: UInt8) -> UInt8 {
  switch byte {
  case 0x5C, 0x3B, 0x2C: backslashed
  case 0x0A: lineFeed
  case 0x0D: carriageReturn
  case 0x09: tabulator
  case 0x00..<0x20, 0x7F: dropped
  case 0x80...0xFF: multibyte
  default: plainOctet
  }
}

private func uriClass(_ byte: UInt8) -> UInt8 {
  switch byte {
  case 0x00...0x20, 0x22, 0x3C, 0x3E, 0x5C, 0x5E, 0x60, 0x7B...0x7D, 0x7F...0xFF: dropped
  default: plainOctet
  }
}

/// 256 classes in memory that is never freed; lookups need no bounds check per byte.
private func table(_ classOf: (UInt8) -> UInt8) -> UnsafePointer<UInt8> {
  let table = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
  for byte in UInt8.min...UInt8.max { table[Int(byte)] = classOf(byte) }
  return UnsafePointer(table)
}

nonisolated(unsafe) private let textClasses = table(textClass)
nonisolated(unsafe) private let uriClasses = table(uriClass)

/// `20261124T090000Z` as two words: the eight digits of the date, then `T`, the time and `Z`.
struct DateTimeOctets {
  private var date: UInt64
  private var time: UInt64

  @inline(__always)
  init(_ local: LocalDateTime) {
    let (year, month, day) = local.date.components
    // Years outside 0–9999 cannot be written (RFC 3339 section 5.6 has the same limit); the last four digits are used.
    date = eightDigits(of: UInt64(truncatingIfNeeded: year.floorModulo(10_000) &* 10_000 &+ month &* 100 &+ day))
    let clock = local.hour &* 10_000 &+ local.minute &* 100 &+ local.second
    time = (eightDigits(of: UInt64(truncatingIfNeeded: clock)) >> 8) & 0x00FF_FFFF_FFFF_FF00 | 0x5A00_0000_0000_0054
    date = date.littleEndian
    time = time.littleEndian
  }
}

extension ByteSink {
  /// Ends the content line that began at byte `mark` with CRLF, and folds it if it is longer than 75 bytes.
  @inline(__always)
  public mutating func endContentLine(from mark: Int) {
    if count &- mark > 75 { foldContentLine(from: mark) }
    append("\r\n")
  }

  /// Appends TEXT (RFC 5545 section 3.3.11): `\\`, `\;`, `\,` and `\n`. A line break is CRLF, CR, LF, U+0085, U+2028 or
  /// U+2029. TAB becomes a space, other control characters are removed, and ill-formed UTF-8 is replaced with U+FFFD.
  public mutating func appendCalendarText(_ text: Utf8) {
    let bytes = text.start.assumingMemoryBound(to: UInt8.self)
    let end = text.count
    let classes = textClasses
    reserve(end &+ 16)
    var run = 0
    var at = 0
    while at < end {
      let kind = classes[Int(bytes[at])]
      if kind == plainOctet {
        at &+= 1
        continue
      }
      var length = 1
      if kind == multibyte {
        let scalar = decodeScalar(bytes + at, end &- at)
        length = scalar.length
        if let value = scalar.value, value >= 0xA0, value != 0x2028, value != 0x2029 {
          at &+= length
          continue
        }
        append(UnsafeRawBufferPointer(start: bytes + run, count: at &- run))
        switch scalar.value {
        case nil: append("\u{FFFD}")
        case 0x85, 0x2028, 0x2029: append("\\n")
        default: break
        }
      } else {
        append(UnsafeRawBufferPointer(start: bytes + run, count: at &- run))
        switch kind {
        case backslashed:
          append(byte: 0x5C)
          append(byte: bytes[at])
        case lineFeed: append("\\n")
        case carriageReturn:
          append("\\n")
          if at &+ 1 < end, bytes[at &+ 1] == 0x0A { length = 2 }
        case tabulator: append(byte: 0x20)
        default: break
        }
      }
      at &+= length
      run = at
    }
    append(UnsafeRawBufferPointer(start: bytes + run, count: end &- run))
  }

  /// Appends a URI value (RFC 5545 section 3.3.13), which is not escaped like TEXT. Bytes that are not allowed in a URI
  /// (control characters, space, quotes, angle brackets, non-ASCII) are percent-encoded (RFC 3986 section 2.1), which
  /// prevents the injection of lines.
  public mutating func appendURI(_ uri: Utf8) {
    let bytes = uri.start.assumingMemoryBound(to: UInt8.self)
    let classes = uriClasses
    var run = 0
    for at in 0..<uri.count where classes[Int(bytes[at])] != plainOctet {
      append(UnsafeRawBufferPointer(start: bytes + run, count: at &- run))
      append(byte: 0x25)
      append(byte: hexadecimal(bytes[at] >> 4))
      append(byte: hexadecimal(bytes[at] & 15))
      run = at &+ 1
    }
    append(UnsafeRawBufferPointer(start: bytes + run, count: uri.count &- run))
  }

  /// Appends a parameter value in DQUOTES (RFC 5545 section 3.2), with `^'`, `^n` and `^^` of RFC 6868.
  public mutating func appendQuotedParameter(_ text: Utf8) {
    let bytes = text.start.assumingMemoryBound(to: UInt8.self)
    append(byte: 0x22)
    var at = 0
    while at < text.count {
      let byte = bytes[at]
      var length = 1
      switch byte {
      case 0x22: append("^'")
      case 0x5E: append("^^")
      case 0x0A: append("^n")
      case 0x0D:
        append("^n")
        if at + 1 < text.count, bytes[at + 1] == 0x0A { length = 2 }
      case 0x09: append(byte: 0x20)
      case 0x00..<0x20, 0x7F: break
      case 0x80...0xFF:
        let scalar = decodeScalar(bytes + at, text.count - at)
        length = scalar.length
        switch scalar.value {
        case nil: append("\u{FFFD}")
        case 0x85, 0x2028, 0x2029: append("^n")
        case .some(let value) where value < 0xA0: break
        default: append(UnsafeRawBufferPointer(start: bytes + at, count: length))
        }
      default: append(byte: byte)
      }
      at += length
    }
    append(byte: 0x22)
  }

  /// Appends a local time: `20261124T090000`.
  public mutating func appendDateTime(_ local: LocalDateTime) {
    withUnsafeBytes(of: DateTimeOctets(local)) { append(UnsafeRawBufferPointer(rebasing: $0[..<15])) }
  }

  /// Appends a date: `20261124`.
  public mutating func appendDate(_ date: CivilDate) {
    let time = DateTimeOctets(LocalDateTime(date: date, secondOfDay: 0))
    withUnsafeBytes(of: time) { append(UnsafeRawBufferPointer(rebasing: $0[..<8])) }
  }

  /// Appends a time in UTC: `20261124T090000Z`.
  public mutating func appendUTC(_ instant: Instant) {
    append(DateTimeOctets(LocalDateTime(secondsSinceEpoch: instant.seconds)))
  }

  /// Appends the sixteen bytes of a time in UTC.
  @inline(__always)
  mutating func append(_ time: DateTimeOctets) { withUnsafeBytes(of: time) { append($0) } }

  /// Appends a DURATION (RFC 5545 section 3.3.6) of whole seconds: `PT1H`, `-PT15M`, `P1DT30S`, `PT0S`.
  public mutating func appendDuration(seconds: Int) {
    if seconds < 0 { append(byte: 0x2D) }
    let total = Int(clamping: seconds.magnitude)
    append(byte: 0x50)
    if total / 86_400 > 0 {
      appendDecimal(total / 86_400)
      append(byte: 0x44)
    }
    let rest = total % 86_400
    if rest == 0 && total > 0 { return }
    append(byte: 0x54)
    for (amount, unit) in [(rest / 3600, 0x48), (rest / 60 % 60, 0x4D), (rest % 60, 0x53)] as [(Int, UInt8)]
    where amount > 0 || (total == 0 && unit == 0x53) {
      appendDecimal(amount)
      append(byte: unit)
    }
  }

  /// Appends a UTC offset without seconds: `+0100` (RFC 5545 section 3.3.14).
  mutating func appendOffset(seconds: Int) {
    append(byte: seconds < 0 ? 0x2D : 0x2B)
    let minutes = Int(seconds.magnitude) / 60
    appendTwoDigits(minutes / 60)
    appendTwoDigits(minutes % 60)
  }
}

private func hexadecimal(_ digit: UInt8) -> UInt8 { digit < 10 ? 48 + digit : 55 + digit }

/// The scalar at the start of `bytes` (`count` > 0) and its length. If it is ill-formed, nil and the length of the
/// maximal subpart (Unicode, section 3.9, "U+FFFD Substitution of Maximal Subparts").
func decodeScalar(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> (value: UInt32?, length: Int) {
  let first = bytes[0]
  if first < 0x80 { return (UInt32(first), 1) }
  let length: Int
  var low: UInt8 = 0x80
  var high: UInt8 = 0xBF
  var value: UInt32
  switch first {
  case 0xC2...0xDF: (length, value) = (2, UInt32(first & 0x1F))
  case 0xE0...0xEF:
    (length, value) = (3, UInt32(first & 0x0F))
    if first == 0xE0 { low = 0xA0 }
    if first == 0xED { high = 0x9F }
  case 0xF0...0xF4:
    (length, value) = (4, UInt32(first & 0x07))
    if first == 0xF0 { low = 0x90 }
    if first == 0xF4 { high = 0x8F }
  default: return (nil, 1)
  }
  for index in 1..<length {
    guard index < count, bytes[index] >= low, bytes[index] <= high else { return (nil, index) }
    value = value << 6 | UInt32(bytes[index] & 0x3F)
    low = 0x80
    high = 0xBF
  }
  return (value, length)
}
