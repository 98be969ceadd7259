/// The zones named in the head of a content line. They are parsed by hand because parsers drop malformed parameters,
/// and a time without its zone is a different time.
///
/// Accepted forms: `;TZID = Europe/Berlin`, `;TZID:Europe/Berlin`, `,TZID=Europe/Berlin`, `;TZ=Europe/Berlin`,
/// `;TZID="Europe/Berlin`.
struct ZoneParameters {
  /// The distinct names, in the order of the line.
  private(set) var names: [String] = []
  /// How often a zone is named, including repetitions.
  private(set) var count = 0

  /// A placeholder for a zone that is named but unreadable.
  static let unreadable = "TZID="

  /// - Parameter head: the line up to the colon before its value.
  init(_ head: [UInt8]) {
    var index = 0
    while let end = Self.next(in: head, from: index) {
      count += 1
      let name = Self.value(head, end)
      if !names.contains(name) { names.append(name) }
      index = end
    }
    // Too many names say nothing.
    if names.count > 4 { names = [Self.unreadable] }
  }

  /// Whether a zone is named more than once.
  static func isRepeated(in head: [UInt8]) -> Bool {
    next(in: head, from: 0).flatMap { next(in: head, from: $0) } != nil
  }

  static func isNamed(in head: [UInt8]) -> Bool { next(in: head, from: 0) != nil }

  /// The end of the next name of a zone parameter, outside quotes and after the line's own name.
  private static func next(in head: [UInt8], from start: Int) -> Int? {
    var isQuoted = false
    var index = start
    while index < head.count {
      let octet = head[index]
      if octet == UInt8(ascii: "\"") { isQuoted.toggle() }
      index += 1
      guard !isQuoted, octet == UInt8(ascii: ";") || octet == UInt8(ascii: ",") else { continue }
      var begin = index
      while begin < head.count, head[begin] <= 32 { begin += 1 }
      var end = begin
      while end < head.count, isLetter(head[end]) || isDigit(head[end]) || head[end] == UInt8(ascii: "-") { end += 1 }
      if isName(head[begin..<end]) { return end }
    }
    return nil
  }

  private static func isName(_ word: ArraySlice<UInt8>) -> Bool {
    guard [2, 4, 8].contains(word.count), word.first.map({ $0 | 32 }) == UInt8(ascii: "t") else { return false }
    return ["TZID", "TZ", "TIMEZONE"].contains(String(decoding: word, as: UTF8.self).uppercased())
  }

  /// The value after the name of a parameter.
  private static func value(_ head: [UInt8], _ end: Int) -> String {
    var rest = head[end...].drop { $0 <= 32 }
    if let sign = rest.first, "=:".utf8.contains(sign) { rest = rest.dropFirst() }
    rest = rest.drop { $0 <= 32 }
    if rest.first == UInt8(ascii: "\""), let close = rest.dropFirst().firstIndex(of: UInt8(ascii: "\"")) {
      rest = rest[(rest.startIndex + 1)..<close]
    } else {
      rest = rest.drop { $0 == UInt8(ascii: "\"") }
      rest = rest[..<(rest.indices.first { endsValue(rest, $0) } ?? rest.endIndex)]
    }
    while let last = rest.last, last <= 32 { rest.removeLast() }
    if rest.isEmpty { return unreadable }
    // A name is a single line.
    return String(decoding: rest.map { $0 < 32 || $0 == 127 ? 32 : $0 }, as: UTF8.self)
  }

  /// Whether a semicolon or a colon ends the value; a comma may be part of the name, unless another parameter follows
  /// it.
  private static func endsValue(_ text: ArraySlice<UInt8>, _ index: Int) -> Bool {
    switch text[index] {
    case UInt8(ascii: ";"), UInt8(ascii: ":"): return true
    case UInt8(ascii: ","):
      let name = text[(index + 1)...].drop { $0 <= 32 }
      let rest = name.drop { isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "-") }
      return rest.startIndex > name.startIndex && rest.first == UInt8(ascii: "=")
    default: return false
    }
  }
}
