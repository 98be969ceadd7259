/// The reason why a zone file is invalid.
public enum TZifError: Error, Hashable, Sendable {
  case notTZif
  /// Version 1 files have no 64-bit block and no footer.
  case versionOne
  case truncated
  /// `right/` files count leap seconds; POSIX time does not.
  case leapSeconds
  case malformed
  case badFooter
}

/// The periods of a zone without its name.
struct ZoneTable {
  var periods: [Zone.Period]
  var abbreviations: [String]

  static func fixed(offset: Int32, abbreviation: String) -> ZoneTable {
    ZoneTable(periods: [.init(start: .min, offset: offset, abbreviation: 0)], abbreviations: [abbreviation])
  }

  /// The index of an abbreviation, which is added if it is new.
  mutating func index(of abbreviation: String) -> Int32 {
    if let known = abbreviations.firstIndex(of: abbreviation) { return Int32(truncatingIfNeeded: known) }
    abbreviations.append(abbreviation)
    return Int32(truncatingIfNeeded: abbreviations.count - 1)
  }
}

/// Reads the second block and the footer of a TZif file, RFC 8536 section 3.
func readTZif(_ bytes: [UInt8]) throws(TZifError) -> ZoneTable {
  let first = try TZifHeader(bytes, at: 0)
  guard first.version >= UInt8(ascii: "2") else { throw .versionOne }
  let start = TZifHeader.length + first.blockLength(timeSize: 4)
  let header = try TZifHeader(bytes, at: start)
  guard header.leaps == 0 else { throw .leapSeconds }
  let block = start + TZifHeader.length
  let end = block + header.blockLength(timeSize: 8)
  guard end <= bytes.count else { throw .truncated }
  guard header.types > 0, header.types <= 256, header.characters > 0 else { throw .malformed }

  let indices = block + header.times * 8
  let types = indices + header.times
  let characters = types + header.types * 6
  var table = ZoneTable(periods: [], abbreviations: [])
  var kinds: [(offset: Int32, abbreviation: Int32)] = []
  for type in 0..<header.types {
    let at = types + type * 6
    let offset = Int32(truncatingIfNeeded: bigEndian(bytes, at, 4))
    let name = Int(bytes[at + 5])
    // RFC 8536 section 3.2: offsets are between -25 h and +26 h, both excluded.
    guard (-89_999...93_599).contains(offset), name < header.characters else { throw .malformed }
    let letters = bytes[(characters + name)..<(characters + header.characters)].prefix { $0 != 0 }
    kinds.append((offset, table.index(of: String(decoding: letters, as: UTF8.self))))
  }
  table.periods.reserveCapacity(header.times + 1000)
  table.periods.append(.init(start: .min, offset: kinds[0].offset, abbreviation: kinds[0].abbreviation))
  for index in 0..<header.times {
    let time = bigEndian(bytes, block + index * 8, 8)
    let kind = Int(bytes[indices + index])
    guard kind < kinds.count, let last = table.periods.last else { throw .malformed }
    guard index == 0 || time > last.start else { throw .malformed }
    // Some files begin with "big bang" entries. They equal type 0 for times that are not needed.
    guard time > -Zone.bound, time < Zone.tableEnd else { continue }
    table.periods.append(.init(start: time, offset: kinds[kind].offset, abbreviation: kinds[kind].abbreviation))
  }
  try appendFooter(bytes, at: end, to: &table)
  return table
}

/// Appends the periods of the footer's rule after the last period of the table.
private func appendFooter(_ bytes: [UInt8], at start: Int, to table: inout ZoneTable) throws(TZifError) {
  guard start < bytes.count, bytes[start] == 10 else { throw .truncated }
  let text = bytes[(start + 1)...].prefix { $0 != 10 }
  guard text.endIndex < bytes.count else { throw .truncated }
  if text.isEmpty { return }
  guard let rule = PosixZone(Array(text)), let last = table.periods.last else { throw .badFooter }
  let standard = table.index(of: rule.standard.abbreviation)
  guard let daylight = rule.daylight else {
    if table.periods.count == 1 {
      table.periods[0] = .init(start: .min, offset: rule.standard.offset, abbreviation: standard)
    }
    return
  }
  let summer = table.index(of: daylight.kind.abbreviation)
  let firstYear = table.periods.count == 1 ? 1900 : max(1900, Instant(seconds: last.start).dateUTC.year - 1)
  for year in firstYear...Zone.lastTabulatedYear {
    let starts = daylight.starts.local(in: year) - Int(rule.standard.offset)
    let ends = daylight.ends.local(in: year) - Int(daylight.kind.offset)
    let on = Zone.Period(start: starts, offset: daylight.kind.offset, abbreviation: summer)
    let off = Zone.Period(start: ends, offset: rule.standard.offset, abbreviation: standard)
    // Permanent daylight time is written as an end that coincides with the next start (RFC 8536 section 3.3.1). Of two
    // entries at one instant the later one applies, so the start is last.
    for period in starts < ends ? [on, off] : [off, on] where period.start > last.start {
      if let before = table.periods.last, before.start >= period.start { table.periods.removeLast() }
      table.periods.append(period)
    }
  }
  while table.periods.count > 1, let last = table.periods.last, last.start >= Zone.tableEnd {
    table.periods.removeLast()
  }
}

/// The header (RFC 8536 section 3.1).
private struct TZifHeader {
  static let length = 44
  var version: UInt8
  var utcIndicators: Int
  var standardIndicators: Int
  var leaps: Int
  var times: Int
  var types: Int
  var characters: Int

  init(_ bytes: [UInt8], at start: Int) throws(TZifError) {
    guard bytes.count >= start + TZifHeader.length else { throw start == 0 ? .notTZif : .truncated }
    guard bytes[start..<(start + 4)].elementsEqual("TZif".utf8) else { throw .notTZif }
    version = bytes[start + 4]
    let counts = (0..<6).map { bigEndian(bytes, start + 20 + $0 * 4, 4) }
    // No file of the database has more. The limit prevents overflow in the sums below.
    guard counts.allSatisfy({ $0 <= 100_000 }) else { throw .malformed }
    (utcIndicators, standardIndicators, leaps) = (counts[0], counts[1], counts[2])
    (times, types, characters) = (counts[3], counts[4], counts[5])
  }

  func blockLength(timeSize: Int) -> Int {
    times * (timeSize + 1) + types * 6 + characters + leaps * (timeSize + 4) + standardIndicators + utcIndicators
  }
}

/// The number in `count` bytes, which is signed for eight. The caller has checked the length.
private func bigEndian(_ bytes: [UInt8], _ start: Int, _ count: Int) -> Int {
  var value: UInt64 = 0
  for byte in bytes[start..<(start + count)] { value = value << 8 | UInt64(byte) }
  return Int(truncatingIfNeeded: value)
}
