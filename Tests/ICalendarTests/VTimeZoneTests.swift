import Bytes
import CivilTime
import StandardReading
import Testing

@testable import ICalendar

let zones = ZoneDirectory(path: "/usr/share/zoneinfo")

func utc(_ year: Int, _ month: Int, _ day: Int, _ hour: Int = 0, _ minute: Int = 0) -> Instant {
  (CivilDate(year: year, month: month, day: day) ?? CivilDate(daysSinceEpoch: 0)).startUTC
    .adding(minutes: hour * 60 + minute)
}

/// Reads a VTIMEZONE's text by RFC 5545 alone; shares nothing with the writer but the calendar arithmetic.
struct BlockReader {
  var onsets: [(local: Int, from: Int, to: Int)] = []

  init(_ block: [UInt8], through lastYear: Int) throws {
    let component = try readCalendar(
      Array("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n".utf8) + block + Array("END:VCALENDAR\r\n".utf8)
    )
    .children[0]
    #expect(component.children.first?.kind == "STANDARD")
    for part in component.children {
      let start = try #require(part.value("DTSTART").flatMap(Self.local))
      let from = try #require(part.value("TZOFFSETFROM").flatMap(Self.offset))
      let to = try #require(part.value("TZOFFSETTO").flatMap(Self.offset))
      #expect(part.kind == (to > from ? "DAYLIGHT" : "STANDARD"))
      guard let rule = part.value("RRULE") else {
        onsets.append((start, from, to))
        continue
      }
      for day in try Self.days(rule, from: start / 86_400, through: lastYear) {
        onsets.append((day * 86_400 + start.floorModulo(86_400), from, to))
      }
      // DTSTART must be the rule's own first instance (RFC 5545 section 3.8.5.3).
      #expect(onsets.contains { $0.local == start })
    }
    onsets.sort { $0.local - $0.from < $1.local - $1.from }
  }

  static func local(_ text: String) -> Int? {
    let digits = text.utf8.map { Int($0) - 48 }
    guard digits.count == 15, text.utf8.dropFirst(8).first == 0x54 else { return nil }
    func number(_ range: Range<Int>) -> Int { digits[range].reduce(0) { $0 * 10 + $1 } }
    guard let date = CivilDate(year: number(0..<4), month: number(4..<6), day: number(6..<8)) else { return nil }
    return date.daysSinceEpoch * 86_400 + number(9..<11) * 3600 + number(11..<13) * 60 + number(13..<15)
  }

  static func offset(_ text: String) -> Int? {
    guard text.utf8.count == 5, let value = Int(text.dropFirst()) else { return nil }
    return (text.hasPrefix("-") ? -1 : 1) * (value / 100 * 3600 + value % 100 * 60)
  }

  static func days(_ rule: String, from first: Int, through lastYear: Int) throws -> [Int] {
    let parts = Dictionary(
      uniqueKeysWithValues: rule.split(separator: ";").map { part in
        let pair = part.split(separator: "=")
        return (String(pair[0]), String(pair[1]))
      })
    #expect(parts.count == 3 && parts["FREQ"] == "YEARLY")
    let month = try #require(parts["BYMONTH"].flatMap { Int($0) })
    let byDay = try #require(parts["BYDAY"])
    let nth = try #require(Int(byDay.dropLast(2)))
    let weekday = try #require(["SU", "MO", "TU", "WE", "TH", "FR", "SA"].firstIndex(of: String(byDay.suffix(2))))
    var found: [Int] = []
    for year in CivilDate(daysSinceEpoch: first).year...lastYear {
      let all = (1...CivilDate.days(inMonth: month, of: year))
        .compactMap { CivilDate(year: year, month: month, day: $0) }.filter { $0.weekday == weekday }
      let day = nth > 0 ? all[nth - 1] : all[all.count + nth]
      if day.daysSinceEpoch >= first { found.append(day.daysSinceEpoch) }
    }
    return found
  }

  /// Section 3.3.5: the first of two instants; none in a gap.
  func instant(_ reading: Int) -> Int? {
    for (index, onset) in onsets.enumerated() {
      let start = onset.local - onset.from
      let end = index + 1 < onsets.count ? onsets[index + 1].local - onsets[index + 1].from : .max
      if reading - onset.to >= start, reading - onset.to < end { return reading - onset.to }
    }
    return nil
  }
}

/// Instants worth asking: around each change, and every fifth day.
private func probes(_ zone: Zone, _ from: Instant, _ to: Instant) -> [Instant] {
  var probes = stride(from: from.seconds, to: to.seconds, by: 5 * 86_400 + 3600).map { Instant(seconds: $0) }
  for change in zone.transitions(in: from..<to) {
    for minutes in [-1500, -121, -120, -61, -60, -31, -30, -1, 0, 1, 29, 30, 59, 60, 119, 120, 1500] {
      probes.append(change.at.adding(minutes: minutes))
    }
  }
  return probes
}

@Suite struct VTimeZoneTests {
  @Test func everyZoneOfTheSystemReadsBackAsWritten() throws {
    let (from, to) = (utc(2024, 1, 2), utc(2032, 12, 30))
    var pairs = 0
    #expect(zones.names.count > 400)
    for name in zones.names {
      let zone = try zones.zone(named: name)
      let vtimezone = VTimeZone(zone, firstUsed: 2024, lastUsed: 2032)
      let reader = try BlockReader(vtimezone.block, through: 2034)
      let isRegular =
        !String(decoding: vtimezone.block, as: UTF8.self).contains("BEGIN:DAYLIGHT")
        || String(decoding: vtimezone.block, as: UTF8.self).contains("RRULE")
      pairs += isRegular ? 1 : 0
      for instant in probes(zone, from, to) {
        let isUnique = zone.instants(of: zone.local(at: instant)) == [instant]
        guard let reading = vtimezone.faithfulReading(of: instant) else {
          // A zone with a rule pair needs UTC only for the two passes and the hours around a change.
          if isRegular, isUnique, !String(decoding: vtimezone.block, as: UTF8.self).contains("RRULE") { continue }
          if isRegular, isUnique {
            let near = zone.transitions(in: instant.adding(hours: -3)..<instant.adding(hours: 3))
            if near.isEmpty { Issue.record("\(name) at \(instant.seconds) goes out in UTC") }
          }
          continue
        }
        if reading != zone.local(at: instant) || !isUnique
          || reader.instant(reading.secondsSinceEpoch) != instant.seconds
        {
          Issue.record("\(name) at \(instant.seconds): \(reading)")
        }
      }
    }
    #expect(pairs > 350)
  }

  @Test(arguments: [
    "Africa/Cairo", "Africa/Casablanca", "Asia/Gaza", "America/Santiago", "America/Nuuk", "Europe/Dublin",
    "Australia/Lord_Howe", "Antarctica/Troll", "Pacific/Chatham", "Pacific/Apia",
  ])
  func irregularZonesReadBackMinuteByMinuteAroundAChange(name: String) throws {
    let zone = try zones.zone(named: name)
    for year in [2010, 2011, 2012, 2020, 2026] {
      let vtimezone = VTimeZone(zone, firstUsed: year, lastUsed: year)
      let reader = try BlockReader(vtimezone.block, through: year + 2)
      for change in zone.transitions(in: utc(year, 1, 2)..<utc(year, 12, 30)) {
        for minute in stride(from: -1600, through: 1600, by: 5) {
          let instant = change.at.adding(minutes: minute)
          guard let reading = vtimezone.faithfulReading(of: instant) else { continue }
          #expect(reading == zone.local(at: instant))
          #expect(reader.instant(reading.secondsSinceEpoch) == instant.seconds)
        }
      }
    }
  }

  @Test func aYearlyPairIsTwoRules() throws {
    let block = VTimeZone(try zones.zone(named: "America/New_York"), firstUsed: 2019, lastUsed: 2019).block
    #expect(
      String(decoding: block, as: UTF8.self)
        == """
        BEGIN:VTIMEZONE
        TZID:America/New_York
        X-LIC-LOCATION:America/New_York
        BEGIN:STANDARD
        DTSTART:20181104T020000
        TZOFFSETFROM:-0400
        TZOFFSETTO:-0500
        RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
        TZNAME:EST
        END:STANDARD
        BEGIN:DAYLIGHT
        DTSTART:20180311T020000
        TZOFFSETFROM:-0500
        TZOFFSETTO:-0400
        RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
        TZNAME:EDT
        END:DAYLIGHT
        END:VTIMEZONE

        """.replacingLineEnds)
  }

  @Test func aZoneWithoutChangesIsOneStandardPart() throws {
    let block = String(
      decoding: VTimeZone(try zones.zone(named: "Asia/Kathmandu"), firstUsed: 2020, lastUsed: 2021).block, as: UTF8.self
    )
    #expect(block.contains("TZOFFSETFROM:+0545\r\nTZOFFSETTO:+0545\r\n"))
    #expect(!block.contains("DAYLIGHT") && !block.contains("RRULE"))
  }

  @Test func dublinsSummerIsDaylightBySign() throws {
    let block = String(
      decoding: VTimeZone(try zones.zone(named: "Europe/Dublin"), firstUsed: 2019, lastUsed: 2019).block, as: UTF8.self)
    #expect(block.contains("BEGIN:DAYLIGHT\r\nDTSTART:20180325T010000\r\nTZOFFSETFROM:+0000\r\nTZOFFSETTO:+0100\r\n"))
  }

  @Test func noPassOfAFoldNorTheHourAfterIsTold() throws {
    let zone = try zones.zone(named: "Europe/Berlin")
    let vtimezone = VTimeZone(zone, firstUsed: 2019, lastUsed: 2019)
    let change = utc(2019, 10, 27, 1)
    for minutes in [-60, -1, 0, 59, 60, 119] {
      #expect(vtimezone.faithfulReading(of: change.adding(minutes: minutes)) == nil)
    }
    for minutes in [-61, 120] {
      let instant = change.adding(minutes: minutes)
      #expect(vtimezone.faithfulReading(of: instant) == zone.local(at: instant))
    }
  }

  @Test func outlooksMisreadingGoesOutInUTC() throws {
    // Sao Paulo gave up daylight time in 2019: Outlook would apply the last parts it finds to 2020 too.
    let vtimezone = VTimeZone(try zones.zone(named: "America/Sao_Paulo"), firstUsed: 2018, lastUsed: 2020)
    #expect(vtimezone.faithfulReading(of: utc(2020, 1, 10)) == nil)
    #expect(vtimezone.faithfulReading(of: utc(2020, 6, 10)) != nil)
  }

  @Test func localMeanTimeHasNoSecondsAndIsNotTrusted() throws {
    let vtimezone = VTimeZone(try zones.zone(named: "Europe/Berlin"), firstUsed: 1890, lastUsed: 1890)
    #expect(vtimezone.faithfulReading(of: utc(1890, 6, 1)) == nil)
    #expect(VTimeZone(.utc, firstUsed: .min, lastUsed: .max).block.count > 0)
  }
}

extension String {
  /// A literal's line ends as CRLF.
  var replacingLineEnds: String { split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n") }
}
