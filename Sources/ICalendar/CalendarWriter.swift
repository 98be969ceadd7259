import Bytes
import CivilTime

/// Writes iCalendar files (RFC 5545, 7986) into a sink; one a worker, because it keeps the zones' blocks.
///
/// The same input gives the same octets: nothing is read from a clock, and blocks stand in the order of first use.
public struct CalendarWriter: ~Copyable {
  /// Constant: a build number here would make clients take every event for a changed one.
  static let productIdentifier: StaticString = "PRODID:-//almanac//almanac//EN\r\n"

  /// The component of a calendar without events: the zone that means the same everywhere.
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

  /// A zone that the feed at hand uses.
  private struct Use {
    var zone: Zone
    var first: Instant
    var last: Instant
    var block: Int
    var isWritten: Bool
  }

  private var blocks: [VTimeZone] = []
  /// Keeps the zones alive, whose identities are keys.
  private var zones: [Zone] = []
  private var cache: [ZoneKey: Int] = [:]
  private var uses: [Use] = []

  public init() {}

  /// Appends one VCALENDAR: its properties, a VTIMEZONE for each zone with a time written in it, the events in the
  /// order given.
  public mutating func write(_ properties: CalendarProperties, _ events: [Event], into sink: inout ByteSink) {
    collectZones(events)
    begin(properties, into: &sink)
    // A calendar must have a component (RFC 5545 section 3.6), and an event that nobody holds would be shown.
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

  /// Everything before the first event.
  private func begin(_ properties: CalendarProperties, into sink: inout ByteSink) {
    begin(into: &sink)
    properties.write(into: &sink)
    for use in uses where use.isWritten { blocks[use.block].block.withUnsafeBytes { sink.append($0) } }
  }

  /// The blocks stand before the events, so the used times are looked through first: 30 ns an event.
  private mutating func collectZones(_ events: [Event]) {
    uses.removeAll(keepingCapacity: true)
    for event in events { use(event.zone, from: event.start, to: event.end) }
    findBlocks()
    // A block that no time refers to, since all are safer in UTC, is not written.
    var missing = uses.count
    for event in events where missing > 0 {
      guard let index = index(of: event.zone), !uses[index].isWritten else { continue }
      let block = blocks[uses[index].block]
      guard block.faithfulReading(of: event.start) != nil, block.faithfulReading(of: event.end) != nil else { continue }
      uses[index].isWritten = true
      missing -= 1
    }
  }

  /// Notes that a time is written in a zone.
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
      // The clock's year may differ from UTC's for some hours; the year before and after is in the block anyway.
      uses[index].block = block(use.zone, use.first.dateUTC.year, use.last.dateUTC.year)
    }
  }

  private func index(of zone: Zone?) -> Int? {
    guard let zone else { return nil }
    return uses.firstIndex { $0.zone === zone }
  }

  private func block(for zone: Zone?) -> VTimeZone? { index(of: zone).map { blocks[uses[$0].block] } }

  /// The block that is written for a zone and years; nil for plain UTC.
  public mutating func zoneBlock(_ zone: Zone, _ years: ClosedRange<Int>) -> VTimeZone? { vtimezone(zone, years) }

  /// The block of a zone that is not plain UTC.
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

/// Names that mean UTC or a bare offset: some readers take `GMT` for British time, so their times go out as `…Z`.
private func isPlainUTC(_ name: String) -> Bool {
  switch name {
  case "UTC", "UCT", "GMT", "GMT0", "GMT+0", "GMT-0", "Greenwich", "Universal", "Zulu", "EST", "MST", "HST": true
  default: name.utf8.starts(with: "Etc/".utf8)
  }
}
