import CivilTime

/// A date or time as people and careless programs write it, where RFC 5545 allows one form only: `20261124T0900Z`,
/// `2026-11-24 09:00`, `24.11.2026 9:00`, `Tue, 24 Nov 2026 09:00:00 +0100`.
struct WrittenTime: Hashable {
  enum Precision: Hashable {
    /// A time to the second or minute.
    case time
    /// A date with nothing after it.
    case date
    /// A date followed by something that is not a time: at most the whole day is meant.
    case day
    /// A month of a year whose day does not exist.
    case month
  }

  /// Seconds since 1970-01-01T00:00 on its clock; for a date or a month its first midnight.
  var reading: Int
  var precision: Precision
  /// A `Z` or an offset followed.
  var isUTC = false
  /// An offset followed: a zone named elsewhere cannot change the instant.
  var hasOffset = false
  /// A date with the `Z` of a time: its day in UTC or the local day may be meant.
  var isDateInUTC = false
  /// The name of a zone that followed.
  var zone: String?

  /// All meanings of the text; empty if no date can be read. `3/4/2026` has two.
  static func all(in text: ArraySlice<UInt8>) -> [WrittenTime] {
    let text = trimmed(text)
    guard !text.isEmpty, text.count <= 80 else { return [] }
    if let times = compact(text) { return times }
    let times = separated(text)
    return times.isEmpty ? named(text) : times
  }

  // MARK: Dates

  /// Reads `20261124`, then a time; `20262411` with day and month swapped; seconds or milliseconds since 1970.
  private static func compact(_ text: ArraySlice<UInt8>) -> [WrittenTime]? {
    let digits = text.prefix(while: isDigit)
    guard digits.count >= 8 else { return nil }
    let head = digits.prefix(8)
    let number = value(head)
    let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100)
    let rest = text[head.endIndex...]
    if let date = CivilDate(year: year, month: month, day: day), isPlausible(year) { return time(rest, on: date) }
    if let date = CivilDate(year: year, month: day, day: month), isPlausible(year) { return time(rest, on: date) }
    if digits.count == text.count, digits.count == 10 || digits.count == 13 {
      return [WrittenTime(reading: value(digits.prefix(10)), precision: .time, isUTC: true)]
    }
    guard isPlausible(year), let first = CivilDate(year: year, month: month, day: 1) else { return nil }
    return [WrittenTime(reading: first.startUTC.seconds, precision: .month)]
  }

  /// Reads `2026-11-24`, `2026/11/24`, `24.11.2026` or `11/24/2026`, then a time.
  private static func separated(_ text: ArraySlice<UInt8>) -> [WrittenTime] {
    guard let (parts, rest) = threeNumbers(text) else { return [] }
    let isYearFirst = parts[0].count == 4
    let numbers = parts.map { value($0) }
    let written = isYearFirst ? numbers[0] : numbers[2]
    let year = isYearFirst || parts[2].count == 4 ? written : 2000 + written
    let separator = text[parts[0].endIndex]
    // In `26-11-24` it is unclear which part is the year.
    guard isPlausible(year), isYearFirst || parts[2].count == 4 || parts[2].count == 2 && separator != UInt8(ascii: "-")
    else { return [] }
    let (first, second) = isYearFirst ? (numbers[1], numbers[2]) : (numbers[0], numbers[1])
    // With dots the day comes first; after a leading year the month comes first; otherwise both orders are in use.
    let isPointed = separator == UInt8(ascii: ".")
    var orders = [(month: first, day: second), (month: second, day: first)]
    if isYearFirst { orders.removeLast() } else if isPointed { orders.removeFirst() }
    var dates = orders.compactMap { CivilDate(year: year, month: $0.month, day: $0.day) }
    if dates.isEmpty, let swapped = CivilDate(year: year, month: orders[0].day, day: orders[0].month) {
      dates = [swapped]
    }
    if dates.count == 2, dates[0] == dates[1] { dates.removeLast() }
    if dates.isEmpty, let month = CivilDate(year: year, month: orders[0].month, day: 1) {
      return [WrittenTime(reading: month.startUTC.seconds, precision: .month)]
    }
    return dates.flatMap { time(rest, on: $0) }
  }

  /// Three numbers with the same separator between them, and the rest of the text.
  private static func threeNumbers(
    _ text: ArraySlice<UInt8>
  ) -> (parts: [ArraySlice<UInt8>], rest: ArraySlice<UInt8>)? {
    var parts: [ArraySlice<UInt8>] = []
    var rest = text
    var separator: UInt8?
    while true {
      let digits = rest.prefix(while: isDigit)
      guard (1...4).contains(digits.count) else { return nil }
      parts.append(digits)
      rest = rest[digits.endIndex...]
      if parts.count == 3 { return (parts, rest) }
      guard let next = rest.first, "-/.".utf8.contains(next), separator ?? next == next else { return nil }
      separator = next
      rest = rest.dropFirst()
      // For `24. 11. 2026`.
      rest = rest.drop { $0 == 32 }
    }
  }

  /// Reads `Tue, 24 Nov 2026 09:00` or `November 24, 2026 9:00 AM`.
  private static func named(_ text: ArraySlice<UInt8>) -> [WrittenTime] {
    var rest = text
    var (day, month, year): (Int?, Int?, Int?)
    while !rest.isEmpty, year == nil || month == nil || day == nil {
      let digits = rest.prefix(while: isDigit)
      if !digits.isEmpty {
        if digits.count == 4, year == nil {
          year = value(digits)
        } else if digits.count <= 2, day == nil {
          day = value(digits)
        } else {
          return []
        }
        rest = rest[digits.endIndex...]
        continue
      }
      let letters = rest.prefix { isLetter($0) }
      if letters.isEmpty {
        rest = rest.dropFirst()
      } else {
        month = month ?? monthNumber(letters)
        rest = rest[letters.endIndex...]
      }
    }
    guard let day, let month, let year, isPlausible(year), let date = CivilDate(year: year, month: month, day: day)
    else { return [] }
    return time(rest, on: date)
  }

  private static func monthNumber(_ letters: ArraySlice<UInt8>) -> Int? {
    let start = String(decoding: letters, as: UTF8.self).lowercased().prefix(3)
    let names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    let german = ["jan", "feb", "mär", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez"]
    return (names.firstIndex { $0 == start } ?? german.firstIndex { $0 == start }).map { $0 + 1 }
  }

  /// Whether appointments or series may begin in this year; the clocks of Windows begin in 1601.
  private static func isPlausible(_ year: Int) -> Bool { (1900...9999).contains(year) || year == 1601 }

  // MARK: Times

  /// The text after a date: empty, a time, or something else; more than one result if it is ambiguous.
  private static func time(_ text: ArraySlice<UInt8>, on date: CivilDate) -> [WrittenTime] {
    let midnight = date.startUTC.seconds
    var rest = text.drop { " T\tt,_-".utf8.contains($0) }
    if rest.isEmpty { return [WrittenTime(reading: midnight, precision: .date)] }
    let isUTC = text.last.map { $0 | 32 } == UInt8(ascii: "z")
    let isDate = isUTC && rest.count == 1
    let noTime = WrittenTime(reading: midnight, precision: .day, isUTC: isUTC, isDateInUTC: isDate)
    let clock = rest
    guard var seconds = timeOfDay(&rest) else { return [noTime] }
    rest = rest.drop { $0 == 32 }
    let half = String(decoding: rest.prefix(2), as: UTF8.self).lowercased()
    if half == "am" || half == "pm" {
      guard (3600..<13 * 3600).contains(seconds) else { return [noTime] }
      seconds = seconds % 43_200 + (half == "pm" ? 43_200 : 0)
      rest = rest.dropFirst(2)
    }
    var found = WrittenTime(reading: midnight + seconds, precision: .time)
    rest = trimmed(rest)
    if rest.isEmpty { return [found] }
    let words = String(decoding: rest, as: UTF8.self)
    if ["Z", "UTC", "GMT"].contains(words.uppercased()) {
      found.isUTC = true
    } else if let offset = UTCOffset.written(at: rest) {
      found.reading -= offset
      found.isUTC = true
      found.hasOffset = true
      // `09-10` is ten past nine, or nine o'clock ten hours west of UTC.
      if let minutes = minutesBehindDash(clock) {
        return [WrittenTime(reading: midnight + seconds + minutes * 60, precision: .time), found]
      }
    } else if let minutes = minutesBehindDash(clock) {
      found.reading += minutes * 60
      found.isUTC = isUTC
    } else {
      found.zone = words.hasPrefix("[") && words.hasSuffix("]") ? String(words.dropFirst().dropLast()) : words
    }
    return [found]
  }

  /// The minutes of `09-10` and `09-10Z`; nil for all other forms.
  private static func minutesBehindDash(_ text: ArraySlice<UInt8>) -> Int? {
    let hours = text.prefix(while: isDigit)
    let rest = text[hours.endIndex...]
    let minutes = rest.dropFirst().prefix(while: isDigit)
    let end = rest[minutes.endIndex...].filter { $0 | 32 != UInt8(ascii: "z") }
    guard (1...2).contains(hours.count), rest.first == UInt8(ascii: "-"), minutes.count == 2, end.isEmpty,
      value(minutes) < 60
    else { return nil }
    return value(minutes)
  }

  /// The seconds of the day for `09:00:00`, `9:00`, `09.00`, `9h30`, `09-00-00`, `090000`, `0900` or `09`, optionally
  /// with fractional seconds. Nil for text that is not a time, and for ambiguous digits.
  private static func timeOfDay(_ rest: inout ArraySlice<UInt8>) -> Int? {
    let digits = rest.prefix(while: isDigit)
    var parts: [Int] = []
    switch digits.count {
    case 1, 2: parts = [value(digits)]
    case 4: parts = [value(digits) / 100, value(digits) % 100]
    case 6: parts = [value(digits) / 10_000, value(digits) / 100 % 100, value(digits) % 100]
    case 3, 5:
      // `100` may have lost the first digit of `0100` or the last of `1000`; in `930`, 93 is not an hour.
      let minutes = digits.count == 5 ? value(digits.dropFirst(2).prefix(2)) : 0
      if value(digits.prefix(2)) < 24, minutes < 60 { return nil }
      let number = value(digits)
      parts = digits.count == 3 ? [number / 100, number % 100] : [number / 10_000, number / 100 % 100, number % 100]
    // `090000000`, with milliseconds.
    case 9: parts = [value(digits.prefix(6)) / 10_000, value(digits.prefix(6)) / 100 % 100]
    default: return nil
    }
    rest = rest[digits.endIndex...]
    if digits.count <= 2 {
      if let dashed = dashedParts(rest) {
        parts += dashed.map { value($0) }
        rest = rest[dashed[1].endIndex...]
      }
      while parts.count < 3, let separator = rest.first, ":.hH_".utf8.contains(separator) {
        let next = rest.dropFirst().prefix(while: isDigit)
        if next.isEmpty, separator | 32 == UInt8(ascii: "h") {
          rest = rest.dropFirst()
          break
        }
        guard next.count == 2 else { return nil }
        parts.append(value(next))
        rest = rest[next.endIndex...]
      }
    }
    if parts.count == 3, let point = rest.first, ".,".utf8.contains(point) {
      rest = rest.dropFirst().drop(while: isDigit)
    }
    let (hour, minute, second) = (parts[0], parts.count > 1 ? parts[1] : 0, parts.count > 2 ? parts[2] : 0)
    guard minute < 60, second <= 60, hour < 24 || (hour == 24 && minute == 0 && second == 0) else { return nil }
    return hour * 3600 + minute * 60 + min(second, 59)
  }

  /// The minutes and seconds of `09-10-00`, after the hours; a single number may be an offset from UTC.
  private static func dashedParts(_ text: ArraySlice<UInt8>) -> [ArraySlice<UInt8>]? {
    var parts: [ArraySlice<UInt8>] = []
    var rest = text
    while parts.count < 2 {
      guard rest.first == UInt8(ascii: "-") else { return nil }
      let number = rest.dropFirst().prefix(while: isDigit)
      guard number.count == 2 else { return nil }
      parts.append(number)
      rest = rest[number.endIndex...]
    }
    return parts
  }

  private static func value(_ digits: ArraySlice<UInt8>) -> Int {
    digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  /// The text without surrounding spaces, quotes and invisible characters.
  private static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var text = text
    while let first = text.first {
      let length = first <= 32 || first == UInt8(ascii: "\"") ? 1 : invisibleLength(text, at: text.startIndex)
      if length == 0 { break }
      text = text.dropFirst(length)
    }
    while let last = text.last {
      if last <= 32 || last == UInt8(ascii: "\"") {
        text.removeLast()
      } else if let length = [2, 3].first(where: { length in
        text.count > length && invisibleLength(text, at: text.endIndex - length) == length
      }) {
        text.removeLast(length)
      } else {
        break
      }
    }
    return text
  }
}

func isDigit(_ octet: UInt8) -> Bool { (0x30...0x39).contains(octet) }

/// Whether the byte belongs to a letter of any script.
func isLetter(_ octet: UInt8) -> Bool { (0x61...0x7A).contains(octet | 0x20) || octet >= 0x80 }
