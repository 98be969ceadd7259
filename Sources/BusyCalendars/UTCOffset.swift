/// Offsets from UTC as written in names and times, in seconds east.
enum UTCOffset {
  /// The offset, if it is the whole text: `+01:00`, `-0500`, `+1`, `GMT+1`, `UTC−05:30`.
  static func written(at text: ArraySlice<UInt8>) -> Int? {
    let found = all(in: text)
    guard found.count == 1, let only = found.first, only.range == text.startIndex..<text.endIndex else { return nil }
    return only.seconds
  }

  /// All offsets in a text with their ranges: a sign and hours after GMT, UTC, a bracket or the beginning.
  static func all(in text: ArraySlice<UInt8>) -> [(seconds: Int, range: Range<Int>)] {
    var found: [(seconds: Int, range: Range<Int>)] = []
    var index = text.startIndex
    while index < text.endIndex {
      guard let sign = sign(text, index), let begin = begin(text, before: index) else {
        index += 1
        continue
      }
      let rest = text[(index + sign.length)...].drop { $0 == 32 }
      let number = rest.prefix { isDigit($0) || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") }
      guard let seconds = seconds(number) else {
        index += 1
        continue
      }
      found.append((sign.isNegative ? -seconds : seconds, begin..<number.endIndex))
      index = number.endIndex
    }
    return found
  }

  /// Offsets without a sign: `GMT 5`, `(UTC0530)`, `Etc/GMT 5`. In a URL, a `+` means a space. Either sign may be
  /// meant.
  static func unsigned(_ text: ArraySlice<UInt8>) -> Int? {
    let edge = Array(" \"()".utf8)
    var rest = text.drop { edge.contains($0) }
    while let last = rest.last, edge.contains(last) { rest.removeLast() }
    if String(decoding: rest.prefix(4), as: UTF8.self).lowercased() == "etc/" { rest = rest.dropFirst(4) }
    guard ["GMT", "UTC"].contains(String(decoding: rest.prefix(3), as: UTF8.self).uppercased()) else { return nil }
    let number = rest.dropFirst(3).drop { $0 == 32 || $0 == UInt8(ascii: "_") }
    guard number.first.map(isDigit) ?? false,
      number.allSatisfy({ isDigit($0) || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") })
    else { return nil }
    return seconds(number)
  }

  /// The seconds of `01:00`, `01.00`, `0100` or `1`.
  private static func seconds(_ number: ArraySlice<UInt8>) -> Int? {
    let parts = number.split(omittingEmptySubsequences: false) { !isDigit($0) }
    let value = { (part: ArraySlice<UInt8>) in part.reduce(0) { $0 * 10 + Int($1 - 0x30) } }
    let (hours, minutes): (Int, Int)
    switch (parts.count, parts[0].count) {
    case (1, 1...2): (hours, minutes) = (value(parts[0]), 0)
    case (1, 3...4): (hours, minutes) = (value(parts[0]) / 100, value(parts[0]) % 100)
    case (2, 1...2) where parts[1].count == 2: (hours, minutes) = (value(parts[0]), value(parts[1]))
    default: return nil
    }
    guard hours <= 14, minutes < 60 else { return nil }
    return hours * 3600 + minutes * 60
  }

  /// Parses `+`, `-`, and the minus sign U+2212.
  private static func sign(_ text: ArraySlice<UInt8>, _ index: Int) -> (isNegative: Bool, length: Int)? {
    switch text[index] {
    case UInt8(ascii: "+"): (false, 1)
    case UInt8(ascii: "-"): (true, 1)
    case 0xE2 where text[index...].starts(with: [0xE2, 0x88, 0x92]): (true, 3)
    default: nil
    }
  }

  /// The index where the offset begins, including its GMT or UTC; nil if the sign is inside a word.
  private static func begin(_ text: ArraySlice<UInt8>, before index: Int) -> Int? {
    var begin = index
    while begin > text.startIndex, text[begin - 1] == 32 { begin -= 1 }
    if begin == text.startIndex { return begin }
    if text[begin - 1] == UInt8(ascii: "(") { return begin }
    let word = text[..<begin].suffix(3)
    guard word.count == 3, ["GMT", "UTC"].contains(String(decoding: word, as: UTF8.self).uppercased()) else {
      return nil
    }
    return begin - 3
  }
}
