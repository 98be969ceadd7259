import Bytes
import CivilTime

/// Writes iCalendar files (RFC 5545, 7986) into a sink. Each worker uses its own writer, because it caches the zones'
/// blocks.
///
/// The same input gives the same bytes: the clock is not read, and blocks are in the order of first use.
public struct CalendarWriter: ~Copyable {
  /// A constant: with a build number here, clients would treat every event as changed.
  static let productIdentifier: StaticString = "PRODID:-//almanac//almanac//EN\r\n"

  /// The component of a calendar without events: a time zone that all clients interpret alike.
  private static let nothing: StaticString = """
    BEGIN:VTIMEZONE\r
    TZID:Etc/UTC\r
    BEGIN:STANDARD\r
    DTSTART:19700101T000000\r
    TZOFFSETFROM:+0000\r
    TZOFFSETTO:+0000\r
    TZNAME:UTC\r
    END:STANDARD\r
    END:VTIMEZONE\r

    """

  private struct ZoneKey: Hashable {
    var zone: ObjectIdentifier
    var firstYear: Int
    var lastYear: Int
  }

  /// A zone that the current feed uses.
  private struct Use {
    var zone: Zone
    var first: Instant
    var last: Instant
    var block: Int
    var isWritten: Bool
  }

  private var blocks: [VTimeZone] = []
  /// Keeps the zones alive, because their identities are dictionary keys.
  private var zones: [Zone] = []
  private var cache: [ZoneKey: Int] = [:]
  private var uses: [Use] = []

  public init() {}

  /// Appends one VCALENDAR: its properties, a VTIMEZONE for each zone with a time written in it, and the events in the
  /// given order.
  public mutating func write(_ properties: CalendarProperties, _ events: [Event], into sink: inout ByteSink) {
    collectZones(events)
    begin(properties, into: &sink)
    // A calendar must have a component (RFC 5545 section 3.6), and clients would show a placeholder event.
    if events.isEmpty { sink.append(CalendarWriter.nothing) }
    for index in events.indices { events[index].write(in: block(for: events[index].zone), into: &sink) }
    sink.append("END:VCALENDAR\r\n")
  }

  /// Appends one VCALENDAR with a VFREEBUSY.
  public mutating func write(_ freeBusy: FreeBusy, into sink: inout ByteSink) {
    begin(into: &sink)
    freeBusy.write(into: &sink)
    sink.append("END:VCALENDAR\r\n")
  }

  func begin(into sink: inout ByteSink) {
    sink.append("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    sink.append(CalendarWriter.productIdentifier)
    sink.append("CALSCALE:GREGORIAN\r\n")
  }

  /// Writes everything before the first event.
  private func begin(_ properties: CalendarProperties, into sink: inout ByteSink) {
    begin(into: &sink)
    properties.write(into: &sink)
    for use in uses where use.isWritten { blocks[use.block].block.withUnsafeBytes { sink.append($0) } }
  }

  /// Collects the zones in use. The blocks precede the events, so this is a separate pass: 30 ns per event.
  private mutating func collectZones(_ events: [Event]) {
    uses.removeAll(keepingCapacity: true)
    for event in events { use(event.zone, from: event.start, to: event.end) }
    findBlocks()
    // A block without times that refer to it, because all of them are written in UTC, is omitted.
    var missing = uses.count
    for event in events where missing > 0 {
      guard let index = index(of: event.zone), !uses[index].isWritten else { continue }
      let block = blocks[uses[index].block]
      guard block.faithfulReading(of: event.start) != nil, block.faithfulReading(of: event.end) != nil else { continue }
      uses[index].isWritten = true
      missing -= 1
    }
  }

  /// Records that a time is written in a zone.
  private mutating func use(_ zone: Zone?, from start: Instant, to end: Instant) {
    guard let zone else { return }
    if let index = uses.firstIndex(where: { $0.zone === zone }) {
      if start < uses[index].first { uses[index].first = start }
      if end > uses[index].last { uses[index].last = end }
    } else if !isPlainUTC(zone.name) {
      uses.append(Use(zone: zone, first: start, last: end, block: 0, isWritten: false))
    }
  }

  private mutating func findBlocks() {
    for index in uses.indices {
      let use = uses[index]
      // The local year may differ from UTC's for some hours; the block contains the adjacent years anyway.
      uses[index].block = block(use.zone, use.first.dateUTC.year, use.last.dateUTC.year)
    }
  }

  private func index(of zone: Zone?) -> Int? {
    guard let zone else { return nil }
    return uses.firstIndex { $0.zone === zone }
  }

  private func block(for zone: Zone?) -> VTimeZone? { index(of: zone).map { blocks[uses[$0].block] } }

  /// The block for a zone and years; nil for plain UTC.
  public mutating func zoneBlock(_ zone: Zone, _ years: ClosedRange<Int>) -> VTimeZone? { vtimezone(zone, years) }

  /// The block of a zone other than plain UTC.
  mutating func vtimezone(_ zone: Zone, _ years: ClosedRange<Int>) -> VTimeZone? {
    isPlainUTC(zone.name) ? nil : blocks[block(zone, years.lowerBound, years.upperBound)]
  }

  private mutating func block(_ zone: Zone, _ firstYear: Int, _ lastYear: Int) -> Int {
    let key = ZoneKey(zone: ObjectIdentifier(zone), firstYear: firstYear, lastYear: lastYear)
    if let known = cache[key] { return known }
    blocks.append(VTimeZone(zone, firstUsed: firstYear, lastUsed: lastYear))
    zones.append(zone)
    cache[key] = blocks.count - 1
    return blocks.count - 1
  }
}

/// Whether a name means UTC or a bare offset. Some clients interpret `GMT` as British time, so such times are written
/// as `…Z`.
private func isPlainUTC(_ name: String) -> Bool {
  switch name {
  case "UTC", "UCT", "GMT", "GMT0", "GMT+0", "GMT-0", "Greenwich", "Universal", "Zulu", "EST", "MST", "HST": true
  default: name.utf8.starts(with: "Etc/".utf8)
  }
}
