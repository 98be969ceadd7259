import Bytes
import CivilTime

/// The VTIMEZONE of a zone for the years that a feed uses. It also determines which instants clients interpret
/// correctly.
///
/// The block is read back twice: as RFC 5545 specifies and as Outlook does (MS-OXCICAL 2.1.3.1.1.19). An instant that
/// either of them would misinterpret must be written in UTC. Both interpretations change only at a few instants, so the
/// result is computed once for each period between two of them.
public final class VTimeZone: Sendable {
  /// BEGIN:VTIMEZONE to END:VTIMEZONE with CRLF.
  public let block: [UInt8]
  /// `DTSTART;TZID=…:` and `DTEND;TZID=…:`.
  let startPrefix: [UInt8]
  let endPrefix: [UInt8]
  private let periods: [Period]
  /// Whether the block is valid forever, because its changes follow yearly rules or there are none. Otherwise it is
  /// valid to the end of ``lastYear``.
  public let isPerpetual: Bool
  public let lastYear: Int
  static let mostYears = 100

  private struct Period {
    /// Seconds since the epoch.
    var start: Int
    var offset: Int
    var isFaithful: Bool
  }

  /// - Parameters:
  ///   - firstUsed: the year of the first time written with the zone; the block begins a year earlier.
  ///   - lastUsed: the year of the last one; the block is valid to the end of the following year, or of the 101st.
  public init(_ zone: Zone, firstUsed: Int, lastUsed: Int) {
    let first = min(max(firstUsed, 2), 9997)
    // Later times are written in UTC, so that a typing error does not produce a block of thousands of years.
    let last = min(max(lastUsed, first), 9998, first + VTimeZone.mostYears)
    let parts = observances(of: zone, firstYear: first - 1, lastYear: last + 1)
    lastYear = last + 1
    let end = CivilDate(year: last + 1, month: 12, day: 31)?.startUTC ?? Instant(seconds: 0)
    isPerpetual =
      parts.allSatisfy { $0.yearly != nil } || zone.transitions(in: end..<end.adding(days: 40 * 365)).isEmpty
    block = VTimeZone.block(named: zone.name, parts)
    startPrefix = Array("DTSTART;TZID=\(zone.name):".utf8)
    endPrefix = Array("DTEND;TZID=\(zone.name):".utf8)
    periods = VTimeZone.periods(zone, parts, firstYear: first - 1, lastYear: last + 1)
  }

  /// The wall clock's reading at an instant, if all clients map it with `TZID` and this block to that instant. Nil if
  /// the time must be written in UTC: the reading occurs twice or follows such a reading, a client misinterprets it, or
  /// it is outside the block's years.
  public func faithfulReading(of instant: Instant) -> LocalDateTime? {
    var low = 0
    var high = periods.count
    while low < high {
      let middle = (low &+ high) / 2
      if periods[middle].start <= instant.seconds { low = middle &+ 1 } else { high = middle }
    }
    guard low > 0, periods[low &- 1].isFaithful else { return nil }
    return LocalDateTime(secondsSinceEpoch: instant.seconds &+ periods[low &- 1].offset)
  }

  private static func block(named name: String, _ parts: [Observance]) -> [UInt8] {
    var sink = ByteSink(capacity: 512)
    sink.append("BEGIN:VTIMEZONE\r\n")
    for property in ["TZID:", "X-LIC-LOCATION:"] as [StaticString] {
      let mark = sink.count
      sink.append(property)
      sink.append(name)
      sink.endContentLine(from: mark)
    }
    for part in parts { part.write(into: &sink) }
    sink.append("END:VTIMEZONE\r\n")
    return [UInt8](sink.bytes)
  }

  private static func periods(_ zone: Zone, _ parts: [Observance], firstYear: Int, lastYear: Int) -> [Period] {
    guard
      let first = CivilDate(year: firstYear, month: 1, day: 1)?.startUTC.adding(days: 1),
      let last = CivilDate(year: lastYear, month: 12, day: 31)?.startUTC
    else { return [] }
    let plain = PlainReading(parts, through: lastYear)
    let outlook = OutlookReading(parts)
    // All instants at which the clock's offset or one of the interpretations may change.
    var offsets = Set(parts.flatMap { [$0.offset, $0.offsetBefore] })
    var edges = Set([first.seconds])
    var folds: [Range<Int>] = []
    for change in zone.transitions(in: first..<last) {
      offsets.formUnion([change.offsetBefore, change.offset])
      let shift = abs(change.offsetBefore - change.offset)
      edges.formUnion([change.at.seconds - shift, change.at.seconds, change.at.seconds + shift])
      if change.offset < change.offsetBefore {
        folds.append(change.at.seconds - shift..<change.at.seconds + 2 * shift)
        edges.insert(change.at.seconds + 2 * shift)
      }
    }
    offsets.insert(zone.offset(at: first))
    var readings = Set(plain.localEdges)
    for year in firstYear...lastYear {
      readings.formUnion(outlook.localEdges(in: year))
      // Outlook selects the onsets by the local year.
      if let january = CivilDate(year: year, month: 1, day: 1) { readings.insert(january.daysSinceEpoch * 86_400) }
    }
    for reading in readings { for offset in offsets { edges.insert(reading - offset) } }
    var periods = edges.filter { $0 >= first.seconds && $0 < last.seconds }.sorted().map { start in
      let instant = Instant(seconds: start)
      let local = zone.local(at: instant)
      // iCalendar cannot express the second pass of a fold. RFC 5545 section 3.3.5 assigns a repeated reading to the
      // first pass, but libical uses the second. With negative daylight time (Dublin, Casablanca), dateutil, which
      // ics.py uses, is late by the length of the fold. So no time in a fold or right after it is safe.
      let isFaithful =
        !folds.contains { $0.contains(start) } && plain.instant(of: local) == instant
        && outlook.instant(of: local) == instant
      return Period(start: start, offset: zone.offset(at: instant), isFaithful: isFaithful)
    }
    periods.append(Period(start: last.seconds, offset: 0, isFaithful: false))
    return periods
  }
}

/// The interpretation by RFC 5545: the onsets of all parts in order. In a gap the offset before it applies, in a fold
/// the first pass (section 3.3.5).
struct PlainReading {
  private var onsets: [(at: Int, offsetBefore: Int, offset: Int)] = []

  init(_ parts: [Observance], through lastYear: Int) {
    for part in parts {
      for onset in part.onsets(through: lastYear) {
        onsets.append((onset.secondsSinceEpoch - part.offsetBefore, part.offsetBefore, part.offset))
      }
    }
    onsets.sort { $0.at < $1.at }
  }

  /// The local readings around which the result changes.
  var localEdges: [Int] { onsets.flatMap { [$0.at + $0.offsetBefore, $0.at + $0.offset] } }

  func instant(of local: LocalDateTime) -> Instant? {
    let reading = local.secondsSinceEpoch
    for (index, onset) in onsets.enumerated() {
      let end = index + 1 < onsets.count ? onsets[index + 1].at + onsets[index + 1].offsetBefore : .max
      // The end is compared on the clock before the next change, so the first of two passes is used.
      if reading >= onset.at + onset.offset, reading < end { return Instant(seconds: reading - onset.offset) }
    }
    guard let before = onsets.last(where: { $0.at + $0.offsetBefore <= reading }) else { return nil }
    return Instant(seconds: reading - before.offsetBefore)
  }
}

/// Outlook's interpretation (MS-OXCICAL 2.1.3.1.1.19): of the STANDARD and of the DAYLIGHT parts, only the one with the
/// largest DTSTART applies, in every year.
struct OutlookReading {
  private var standard: Observance?
  private var daylight: Observance?

  init(_ parts: [Observance]) {
    standard = parts.filter { !$0.isDaylight }.max { $0.onset < $1.onset }
    daylight = parts.filter(\.isDaylight).max { $0.onset < $1.onset }
  }

  func localEdges(in year: Int) -> [Int] {
    guard let standard, let daylight else { return [] }
    return [standard, daylight].map { $0.outlookOnset(in: year).secondsSinceEpoch }
  }

  func instant(of local: LocalDateTime) -> Instant? {
    guard let standard else { return nil }
    guard let daylight else { return Instant(seconds: local.secondsSinceEpoch - standard.offset) }
    let year = local.date.year
    let (winter, summer) = (standard.outlookOnset(in: year), daylight.outlookOnset(in: year))
    let isDaylight =
      summer < winter ? summer <= local && local < winter : !(winter <= local && local < summer)
    return Instant(seconds: local.secondsSinceEpoch - (isDaylight ? daylight.offset : standard.offset))
  }
}
