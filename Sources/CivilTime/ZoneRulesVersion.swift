/// A release of the IANA time zone database: `2026f` is the sixth of 2026.
public struct ZoneRulesVersion: Hashable, Comparable, Sendable {
  public let year: Int
  /// The number from 1; `z` is followed by `za`.
  public let number: Int

  /// Parses `2026f`, optionally with a packager's suffix: `2026f-rearguard`, `2026f.1`. Nil for anything else.
  public init?(_ text: String) {
    let octets = Array(text.utf8)
    guard octets.count >= 5, octets.count <= 64, octets[..<4].allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    let letters = octets[4...].prefix { (0x61...0x7A).contains($0) }
    guard let last = letters.last, letters.count <= 4 else { return nil }
    year = octets[..<4].reduce(0) { $0 * 10 + Int($1 - 0x30) }
    number = (letters.count - 1) * 26 + Int(last - 0x60)
  }

  public static func < (left: ZoneRulesVersion, right: ZoneRulesVersion) -> Bool {
    (left.year, left.number) < (right.year, right.number)
  }

  /// The release date: exact for known releases, otherwise the latest likely date. Seven releases a year are usual, so
  /// seven weeks are assumed for each.
  public var released: CivilDate? {
    let known = ["2024a": (2, 1), "2024b": (9, 4), "2025a": (1, 15), "2025b": (3, 22), "2025c": (12, 10)]
    let letter = (1...26).contains(number) ? String(UnicodeScalar(UInt8(0x60 + number))) : ""
    if let (month, day) = known["\(year)\(letter)"] { return CivilDate(year: year, month: month, day: day) }
    guard let first = CivilDate(year: year, month: 1, day: 1), let last = CivilDate(year: year, month: 12, day: 31)
    else { return nil }
    return min(first.adding(days: number * 49), last)
  }
}
