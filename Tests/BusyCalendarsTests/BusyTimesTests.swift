import BusyCalendars
import CivilTime
import Testing

/// Events as values: how series, exceptions and clocks come together.
@Suite struct BusyTimesTests {
  static let zones = ZoneDirectory(path: "/usr/share/zoneinfo")

  /// One calendar in Berlin, seen from 2026-03-01 to 2026-05-01.
  struct Ground {
    var names: ZoneNames
    var series = SeriesNames()
    let window: Interval

    init() throws {
      let march = try #require(CivilDate(year: 2026, month: 3, day: 1))
      window = Interval(start: march.startUTC, end: march.adding(days: 61).startUTC)
      names = ZoneNames(zones: zones, home: try zones.zone(named: "Europe/Berlin"), window: window)
    }

    /// `20260329`, `20260329T0230`, `20260329T0230Z`; `zone` for a TZID.
    mutating func time(_ text: String, _ zone: String? = nil) throws -> EventTime {
      let digits = Array(text.utf8.prefix(8)).map { Int($0) - 48 }
      let number = { (range: Range<Int>) in digits[range].reduce(0) { $0 * 10 + $1 } }
      let date = try #require(CivilDate(year: number(0..<4), month: number(4..<6), day: number(6..<8)))
      guard text.utf8.count > 8 else { return EventTime(reading: date.startUTC.seconds, clock: .date) }
      let time = Array(text.utf8.dropFirst(9).prefix(4)).map { Int($0) - 48 }
      let seconds = (time[0] * 10 + time[1]) * 3600 + (time[2] * 10 + time[3]) * 60
      let clock: EventTime.Clock =
        if let zone { .zone(names.number(of: zone)) } else { text.hasSuffix("Z") ? .utc : .floating }
      return EventTime(reading: date.startUTC.seconds + seconds, clock: clock)
    }

    mutating func event(
      _ uid: String, _ start: String, _ end: String? = nil, zone: String? = nil, rule: String? = nil,
      without: [String] = [], instance: String? = nil, future: Bool = false, sequence: Int32 = 0, isFree: Bool = false
    ) throws -> ForeignEvent {
      var repeating = EventSeries(coversFuture: future)
      if let rule { repeating.rules = [try RecurrenceRule(rule)] }
      for text in without {
        repeating.excluded.append(try time(text, text.hasSuffix("Z") || text.utf8.count == 8 ? nil : zone))
      }
      if let instance { repeating.instance = try time(instance, instance.utf8.count == 8 ? nil : zone) }
      return ForeignEvent(
        line: 1, series: series.number(of: uid), sequence: sequence, start: try time(start, zone),
        end: try end.map { .time(try time($0, zone)) } ?? .none, repeating: repeating, isFree: isFree)
    }

    /// `03-29T01:00/02:00` in UTC, ends on other days with their date.
    func busy(_ events: [ForeignEvent]) -> [String] {
      var reckoning = BusyReckoning(window: window, zones: names, names: series)
      return reckoning.busyTimes(of: events).busy.map { interval in
        let (start, end) = (interval.start.rfc3339, interval.end.rfc3339)
        let isSameDay = start.prefix(10) == end.prefix(10)
        return "\(start.dropFirst(5).dropLast(4))/\(end.dropFirst(isSameDay ? 11 : 5).dropLast(4))"
      }
    }
  }

  @Test func wholeDaysAreOfTheHomeZone() throws {
    var siteSources = try Ground()
    #expect(siteSources.busy([try siteSources.event("a", "20260310")]) == ["03-09T23:00/03-10T23:00"])
    // The day on which the clock goes forward has 23 hours.
    #expect(siteSources.busy([try siteSources.event("b", "20260329", "20260330")]) == ["03-28T23:00/03-29T22:00"])
    #expect(siteSources.busy([try siteSources.event("c", "20260310", "20260310")]) == ["03-09T23:00/03-10T23:00"])
  }

  @Test func aSeriesKeepsItsWallTimeAndMovesInAGap() throws {
    var siteSources = try Ground()
    let daily = try siteSources.event(
      "a", "20260328T0230", "20260328T0300", zone: "Europe/Berlin", rule: "FREQ=DAILY;COUNT=3")
    // 02:30 does not exist on the 29th: by the offset before the gap it is 03:30 (RFC 5545 3.3.5), behind the end at 03:00. What
    // lies between is busy, and half an hour from 03:30.
    #expect(siteSources.busy([daily]) == ["03-28T01:30/02:00", "03-29T01:00/02:00", "03-30T00:30/01:00"])
  }

  @Test func untilIsIncludedWhateverItsKind() throws {
    var siteSources = try Ground()
    for until in ["20260303T080000Z", "20260303T090000", "20260303"] {
      let event = try siteSources.event(
        until, "20260302T0900", "20260302T1000", zone: "Europe/Berlin", rule: "FREQ=DAILY;UNTIL=\(until)")
      #expect(siteSources.busy([event]) == ["03-02T08:00/09:00", "03-03T08:00/09:00"], "UNTIL=\(until)")
    }
  }

  @Test func exceptionsOfAnyKindAreTakenOut() throws {
    var siteSources = try Ground()
    let event = try siteSources.event(
      "a", "20260302T0900", "20260302T1000", zone: "Europe/Berlin", rule: "FREQ=DAILY;COUNT=5",
      without: ["20260303T0900", "20260304T0800Z", "20260305"])
    #expect(siteSources.busy([event]) == ["03-02T08:00/09:00", "03-06T08:00/09:00"])
    let days = try siteSources.event(
      "b", "20260310", rule: "FREQ=DAILY;COUNT=4", without: ["20260311T0000Z", "20260311T2300Z"])
    #expect(siteSources.busy([days]) == ["03-09T23:00/03-10T23:00", "03-12T23:00/03-13T23:00"])
  }

  @Test func anInstanceMovedToAnotherDayLeavesItsOwn() throws {
    var siteSources = try Ground()
    let series = try siteSources.event(
      "a", "20260302T0900", "20260302T1000", zone: "Europe/Berlin", rule: "FREQ=WEEKLY;COUNT=3")
    let moved = try siteSources.event(
      "a", "20260311T1500", "20260311T1600", zone: "Europe/Berlin", instance: "20260309T0900")
    let dated = try siteSources.event(
      "a", "20260317T1500", "20260317T1600", zone: "Europe/Berlin", instance: "20260316")
    #expect(
      siteSources.busy([moved, series, dated]) == ["03-02T08:00/09:00", "03-11T14:00/15:00", "03-17T14:00/15:00"])
    let cancelled = try siteSources.event(
      "a", "20260309T0900", "20260309T1000", zone: "Europe/Berlin", instance: "20260309T0900", isFree: true)
    #expect(siteSources.busy([series, cancelled]) == ["03-02T08:00/09:00", "03-16T08:00/09:00"])
    #expect(siteSources.busy([moved]) == ["03-11T14:00/15:00"], "without its series")
  }

  @Test func aChangeOfTheFutureMovesAllThatFollows() throws {
    var siteSources = try Ground()
    let series = try siteSources.event("a", "20260302T0900Z", "20260302T1000Z", rule: "FREQ=WEEKLY;COUNT=4")
    let change = try siteSources.event(
      "a", "20260310T1200Z", "20260310T1400Z", instance: "20260309T0900Z", future: true)
    #expect(
      siteSources.busy([series, change]) == [
        "03-02T09:00/10:00", "03-10T12:00/14:00", "03-17T12:00/14:00", "03-24T12:00/14:00",
      ])
    // An instance moved into the window from behind its end.
    let late = try siteSources.event("b", "20260504T0900Z", "20260504T1000Z", rule: "FREQ=WEEKLY")
    let back = try siteSources.event("b", "20260404T0900Z", "20260404T1000Z", instance: "20260504T0900Z", future: true)
    #expect(siteSources.busy([late, back]).prefix(2) == ["04-04T09:00/10:00", "04-11T09:00/10:00"])
  }

  @Test func theNewestVersionCountsAndEqualsBoth() throws {
    var siteSources = try Ground()
    let old = try siteSources.event("a", "20260302T0900Z", "20260302T1000Z", sequence: 1)
    let new = try siteSources.event("a", "20260303T0900Z", "20260303T1000Z", sequence: 2)
    #expect(siteSources.busy([new, old]) == ["03-03T09:00/10:00"])
    let twin = try siteSources.event("a", "20260304T0900Z", "20260304T1000Z", sequence: 2)
    #expect(siteSources.busy([old, new, twin]) == ["03-03T09:00/10:00", "03-04T09:00/10:00"])
  }

  @Test func anEndBeforeTheStartBlocksWhatLiesBetween() throws {
    var siteSources = try Ground()
    #expect(siteSources.busy([try siteSources.event("a", "20260302T1000Z", "20260302T0900Z")]) == ["03-02T09:00/10:00"])
    #expect(siteSources.busy([try siteSources.event("b", "20260302T1000Z", "20260302T1000Z")]) == [])
  }

  @Test func aDayOfADurationIsOfTheCalendarAndAnHourIsElapsed() throws {
    var siteSources = try Ground()
    var event = try siteSources.event("a", "20260328T1200", zone: "Europe/Berlin")
    event.end = .duration(EventDuration(days: 1, seconds: 0))
    #expect(siteSources.busy([event]) == ["03-28T11:00/03-29T10:00"])
    event.end = .duration(EventDuration(days: 0, seconds: 86_400))
    #expect(siteSources.busy([event]) == ["03-28T11:00/03-29T11:00"])
  }

  @Test func aThousandMillionSecondsAreOneStretch() throws {
    var siteSources = try Ground()
    let event = try siteSources.event(
      "a", "20260402T0900Z", "20260402T0930Z", rule: "FREQ=SECONDLY;COUNT=1000000000")
    #expect(siteSources.busy([event]) == ["04-02T09:00/05-01T00:00"])
  }

  @Test func whatMayBeOurOwnIsToldByItsUID() throws {
    var siteSources = try Ground()
    let uid = "6f1c2d3e-4a5b-4c6d-8e7f-001122334455"
    let mine = try siteSources.event(uid, "20260302T0900Z", "20260302T1000Z")
    let other = try siteSources.event(uid.uppercased(), "20260302T0930Z", "20260302T1100Z")
    var reckoning = BusyReckoning(window: siteSources.window, zones: siteSources.names, names: siteSources.series)
    let times = reckoning.busyTimes(of: [mine, other])
    #expect(times.own.map(\.uid) == [uid])
    #expect(times.busy.map(\.seconds) == [5400])
  }
}
