/// A duration in the form of RFC 5545 3.3.6, or in one of the forms that occur in practice: `P1H` and `PT1H30` with
/// missing letters, `1h30m`, `PT1.5H`, `1:30`.
func writtenDuration(_ text: ArraySlice<UInt8>) -> EventDuration? {
  var rest = text.filter { $0 > 32 }[...]
  guard rest.count <= 40 else { return nil }
  var sign = 1
  if let first = rest.first, "+-".utf8.contains(first) {
    sign = first == UInt8(ascii: "-") ? -1 : 1
    rest = rest.dropFirst()
  }
  if let clock = clockDuration(rest) { return EventDuration(days: 0, seconds: sign * clock) }
  let isPeriod = rest.first.map { $0 | 32 } == UInt8(ascii: "p")
  if isPeriod { rest = rest.dropFirst() }
  var (days, seconds) = (0, 0.0)
  // The unit before, for a number without a unit.
  var last: UInt8?
  while !rest.isEmpty {
    if rest[rest.startIndex] | 32 == UInt8(ascii: "t") {
      rest = rest.dropFirst()
      continue
    }
    let number = rest.prefix { isDigit($0) || $0 == UInt8(ascii: ".") }
    guard (1...9).contains(number.count), let amount = Double(String(decoding: number, as: UTF8.self)) else {
      return nil
    }
    rest = rest[number.endIndex...]
    let letters = rest.prefix { isLetter($0) && $0 | 32 != UInt8(ascii: "t") }
    rest = rest[letters.endIndex...]
    let unit: UInt8
    if let letter = letters.first {
      unit = letter | 32
    } else {
      guard rest.isEmpty, let last, let smaller = ["h": "m", "m": "s"][last] else { return nil }
      unit = smaller
    }
    switch unit {
    case UInt8(ascii: "w"): days += Int(amount * 7)
    case UInt8(ascii: "d"): days += Int(amount)
    case UInt8(ascii: "h"): seconds += amount * 3600
    case UInt8(ascii: "m"): seconds += amount * 60
    case UInt8(ascii: "s"): seconds += amount
    default: return nil
    }
    last = unit
  }
  guard last != nil, days < 366_000, seconds < 366_000 * 86_400 else { return nil }
  return EventDuration(days: sign * days, seconds: sign * Int(seconds))
}

/// The seconds of `1:30` or `01:30:00`, with hours first.
private func clockDuration(_ text: ArraySlice<UInt8>) -> Int? {
  let parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
  guard (2...3).contains(parts.count) else { return nil }
  let numbers = parts.compactMap { $0.count <= 2 ? Int(String(decoding: $0, as: UTF8.self)) : nil }
  guard numbers.count == parts.count, numbers[1] < 60 else { return nil }
  return numbers[0] * 3600 + numbers[1] * 60 + (numbers.count > 2 ? numbers[2] : 0)
}

extension [String: String] {
  /// Gets and sets values by single letters.
  fileprivate subscript(letter: UInt8) -> UInt8? {
    self[String(decoding: [letter], as: UTF8.self)]?.utf8.first
  }
}
