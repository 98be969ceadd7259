import Bytes
import CivilTime
import Foundation
import StandardReading
import Testing

@testable import ICalendar

private func written(_ properties: CalendarProperties, _ events: [Event]) -> [UInt8] {
  var writer = CalendarWriter()
  return octets { writer.write(properties, events, into: &$0) }
}

private func event(_ uid: StaticString = "4f1c", _ start: Instant, minutes: Int = 60, zone: Zone? = nil) -> Event {
  Event(
    uid: Utf8(uid), stamp: utc(2026, 11, 1), start: start, end: start.adding(minutes: minutes), zone: zone,
    summary: "Mock interview")
}

@Suite struct CalendarWriterTests {
  @Test func aFeedIsTheseBytes() throws {
    var properties = CalendarProperties(name: "Ada, mentor; 2026")
    properties.description = "Sessions"
    properties.color = "teal"
    properties.appleColor = "#008080"
    let zone = try zones.zone(named: "Europe/Berlin")
    var first = event("0d9c6fb2-7a1e-4a52-9f0e-1d2c3b4a5968", utc(2019, 11, 26, 9), zone: zone)
    first.sequence = 2
    first.created = utc(2019, 10, 1, 8)
    first.location = "https://meet.example.org/a,b"
    first.url = "https://mentoring.example.org/m/abc/"
    first.description =
      "Join: https://meet.example.org/a,b\nBring questions; and your résumé — with a long line to fold 👩‍💻."
    first.conference = Event.Conference(
      uri: "https://meet.example.org/a,b", features: [.audio, .video], label: "Join: the \"room\"")
    first.categories = ["Mentoring", "Interview, mock"]
    first.alarmMinutes = 15
    first.busyStatus = .busy
    var second = event("5b7e", utc(2019, 10, 27, 1, 30), zone: zone)
    second.status = .cancelled
    second.summary = "Cancelled: Career talk"
    second.alarmMinutes = 15
    second.busyStatus = .busy
    second.conference = first.conference
    let golden = """
      BEGIN:VCALENDAR
      VERSION:2.0
      PRODID:-//almanac//almanac//EN
      CALSCALE:GREGORIAN
      NAME:Ada\\, mentor\\; 2026
      X-WR-CALNAME:Ada\\, mentor\\; 2026
      DESCRIPTION:Sessions
      X-WR-CALDESC:Sessions
      REFRESH-INTERVAL;VALUE=DURATION:PT1H
      X-PUBLISHED-TTL:PT1H
      COLOR:teal
      X-APPLE-CALENDAR-COLOR:#008080
      BEGIN:VTIMEZONE
      TZID:Europe/Berlin
      X-LIC-LOCATION:Europe/Berlin
      BEGIN:STANDARD
      DTSTART:20181028T030000
      TZOFFSETFROM:+0200
      TZOFFSETTO:+0100
      RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
      TZNAME:CET
      END:STANDARD
      BEGIN:DAYLIGHT
      DTSTART:20180325T020000
      TZOFFSETFROM:+0100
      TZOFFSETTO:+0200
      RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
      TZNAME:CEST
      END:DAYLIGHT
      END:VTIMEZONE
      BEGIN:VEVENT
      UID:0d9c6fb2-7a1e-4a52-9f0e-1d2c3b4a5968
      DTSTAMP:20261101T000000Z
      CREATED:20191001T080000Z
      LAST-MODIFIED:20261101T000000Z
      SEQUENCE:2
      DTSTART;TZID=Europe/Berlin:20191126T100000
      DTEND;TZID=Europe/Berlin:20191126T110000
      SUMMARY:Mock interview
      STATUS:CONFIRMED
      TRANSP:OPAQUE
      LOCATION:https://meet.example.org/a\\,b
      URL:https://mentoring.example.org/m/abc/
      DESCRIPTION:Join: https://meet.example.org/a\\,b\\nBring questions\\; and you
       r résumé — with a long line to fold 👩‍💻.
      CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO;LABEL="Join: the ^'room^'":https:/
       /meet.example.org/a,b
      CATEGORIES:Mentoring,Interview\\, mock
      X-MICROSOFT-CDO-BUSYSTATUS:BUSY
      BEGIN:VALARM
      ACTION:DISPLAY
      DESCRIPTION:Mock interview
      TRIGGER:-PT15M
      END:VALARM
      END:VEVENT
      BEGIN:VEVENT
      UID:5b7e
      DTSTAMP:20261101T000000Z
      CREATED:20261101T000000Z
      LAST-MODIFIED:20261101T000000Z
      SEQUENCE:0
      DTSTART:20191027T013000Z
      DTEND:20191027T023000Z
      SUMMARY:Cancelled: Career talk
      STATUS:CANCELLED
      TRANSP:TRANSPARENT
      X-MICROSOFT-CDO-BUSYSTATUS:FREE
      END:VEVENT
      END:VCALENDAR

      """.replacingLineEnds
    let bytes = feed(properties, [first, second])
    #expect(String(decoding: bytes, as: UTF8.self) == golden)
    _ = try readCalendar(bytes)
  }

  @Test func noFieldCanAddALine() throws {
    let evil: Utf8 = "x\r\nATTENDEE:mailto:x@example.org\nEND:VEVENT\r\"\u{301};,\\"
    var one = event("4f1c", utc(2026, 3, 1))
    one.uid = evil
    one.summary = evil
    one.location = evil
    one.url = evil
    one.description = evil
    one.categories = [evil, .empty, evil]
    one.conference = Event.Conference(uri: evil, features: [.chat], label: evil)
    var properties = CalendarProperties(name: evil)
    properties.description = evil
    properties.color = evil
    properties.appleColor = "#12\r\n56"
    let calendar = try readCalendar(feed(properties, [one]))
    #expect(calendar.children.map(\.kind) == ["VEVENT"])
    #expect(calendar.value("COLOR") == nil && calendar.value("X-APPLE-CALENDAR-COLOR") == nil)
    #expect(calendar.children[0].value("ATTENDEE") == nil)
  }

  @Test func aZoneWithoutATimeWrittenInItHasNoBlock() throws {
    let calendar = try readCalendar(
      feed([event("a", utc(2019, 10, 27, 1, 10), minutes: 30, zone: try zones.zone(named: "Europe/Berlin"))]))
    #expect(calendar.all("VTIMEZONE").isEmpty)
    #expect(calendar.all("VEVENT")[0].value("DTSTART") == "20191027T011000Z")
  }

  @Test(arguments: ["UTC", "Etc/UTC", "GMT", "Etc/GMT+5"])
  func bareOffsetsGoOutInUTC(name: String) throws {
    let calendar = try readCalendar(feed([event("a", utc(2026, 5, 1, 9), zone: try zones.zone(named: name))]))
    #expect(calendar.all("VTIMEZONE").isEmpty)
    #expect(calendar.all("VEVENT")[0].value("DTSTART") == "20260501T090000Z")
  }

  @Test func aWriterUsedAgainGivesTheSameBytes() throws {
    let berlin = try zones.zone(named: "Europe/Berlin")
    let tokyo = try zones.zone(named: "Asia/Tokyo")
    let events = [event("a", utc(2026, 5, 1, 9), zone: tokyo), event("b", utc(2027, 1, 1, 9), zone: berlin)]
    var writer = CalendarWriter()
    var sink = ByteSink()
    writer.write(CalendarProperties(name: "x"), events, into: &sink)
    writer.write(CalendarProperties(name: "y"), [event("c", utc(2030, 1, 1), zone: berlin)], into: &sink)
    sink.removeAll()
    writer.write(CalendarProperties(name: "x"), events, into: &sink)
    #expect([UInt8](sink.bytes) == feed(CalendarProperties(name: "x"), events))
  }

  @Test func anEventThatDoesNotEndAfterItsStartHasNoEnd() throws {
    let zone = try zones.zone(named: "Europe/Berlin")
    for zone in [zone, nil] {
      let calendar = try readCalendar(feed([event("a", utc(2026, 5, 1, 9), minutes: 0, zone: zone)]))
      #expect(calendar.all("VEVENT")[0].value("DTEND") == nil)
    }
  }

  @Test func busyTimeIsCutAndInOrder() throws {
    let busy = IntervalSet([
      Interval(start: utc(2026, 5, 2, 9), end: utc(2026, 5, 2, 10)),
      Interval(start: utc(2026, 5, 2, 10), end: utc(2026, 5, 2, 11)),
      Interval(start: utc(2026, 4, 30), end: utc(2026, 5, 1, 1)),
      Interval(start: utc(2026, 7, 1), end: utc(2026, 7, 2)),
    ])
    let freeBusy = FreeBusy(
      uid: "4f1c", stamp: utc(2026, 5, 1), start: utc(2026, 5, 1), end: utc(2026, 6, 1), busy: busy)
    var writer = CalendarWriter()
    let bytes = octets { writer.write(freeBusy, into: &$0) }
    let component = try readCalendar(bytes).children[0]
    let periods = component.properties.filter { $0.name == "FREEBUSY" }
    #expect(periods.map(\.value) == ["20260501T000000Z/20260501T010000Z", "20260502T090000Z/20260502T110000Z"])
    #expect(periods.allSatisfy { $0.parameters.map(\.value) == ["BUSY"] })
    #expect(try readCalendar(bytes).value("METHOD") == nil)
  }
}

extension Utf8: ExpressibleByStringLiteral {
  public init(stringLiteral value: StaticString) { self.init(value) }
}

extension CalendarWriterTests {
  private func feed(_ events: [Event]) -> [UInt8] { written(CalendarProperties(name: "Mentoring"), events) }
  private func feed(_ properties: CalendarProperties, _ events: [Event]) -> [UInt8] {
    written(properties, events)
  }

  /// Feeds of 40 zones over the years 2024–2032 for checkers outside: `ALMANAC_SAMPLE_FEEDS=folder`.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["ALMANAC_SAMPLE_FEEDS"] != nil))
  func sampleFeedsForOtherReaders() throws {
    let folder = try #require(ProcessInfo.processInfo.environment["ALMANAC_SAMPLE_FEEDS"])
    let arena = TextArena()
    for name in sampleZones {
      let zone = try zones.zone(named: name)
      for years in [2024...2024, 2026...2026, 2024...2032] {
        let from = utc(years.lowerBound, 1, 2)
        let to = utc(years.upperBound, 12, 30)
        var starts = stride(from: from.seconds, to: to.seconds, by: 17 * 86_400 + 5400).map { Instant(seconds: $0) }
        for change in zone.transitions(in: from..<to) {
          starts += [-150, -90, -60, -30, 0, 30, 60, 90, 150].map { change.at.adding(minutes: $0) }
        }
        let events = starts.enumerated().map { index, start in
          var event = Event(
            uid: arena.copy(String(format: "00000000-0000-4000-8000-%012x", index)),
            stamp: start.adding(days: -20), start: start, end: start.adding(minutes: 30), zone: zone,
            summary: arena.copy("Zoë & 👩‍💻 – session, no. \(index); with a title that is long enough to be folded once"))
          event.location = "https://meet.example.org/room,1"
          event.url = "https://mentoring.example.org/m/1/"
          event.description = arena.copy(
            "https://meet.example.org/room,1\nLine \\ two\r\n" + String(repeating: "ñ é ", count: index % 40) + ".")
          event.conference = Event.Conference(
            uri: "https://meet.example.org/room,1", features: [.audio, .video], label: "Join: now")
          event.categories = ["Mentoring", "Career; talk"]
          event.sequence = index % 3
          event.alarmMinutes = index % 2 == 0 ? index : nil
          event.busyStatus = .busy
          if index % 7 == 0 { event.status = .cancelled }
          return event
        }
        let file =
          "\(folder)/\(name.replacingOccurrences(of: "/", with: "_"))-\(years.lowerBound)-\(years.upperBound).ics"
        try Data(feed(events)).write(to: URL(fileURLWithPath: file))
      }
    }
    var writer = CalendarWriter()
    let freeBusy = FreeBusy(
      uid: "00000000-0000-4000-8000-000000000000", stamp: utc(2026, 1, 1), start: utc(2026, 1, 1), end: utc(2026, 6, 1),
      busy: IntervalSet((0..<50).map { Interval(start: utc(2026, 1, 1, $0 * 26), end: utc(2026, 1, 1, $0 * 26 + 1)) }))
    try Data(octets { writer.write(freeBusy, into: &$0) }).write(to: URL(fileURLWithPath: folder + "/free.ifb"))
  }
}

private let sampleZones = [
  "Europe/Berlin", "Europe/London", "Europe/Dublin", "Europe/Lisbon", "Europe/Moscow", "Europe/Istanbul",
  "Africa/Cairo", "Africa/Casablanca", "Africa/El_Aaiun", "Africa/Lagos", "Africa/Johannesburg", "Asia/Gaza",
  "Asia/Hebron", "Asia/Jerusalem", "Asia/Beirut", "Asia/Tehran", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Tokyo",
  "Asia/Almaty", "Asia/Amman", "America/New_York", "America/Los_Angeles", "America/St_Johns", "America/Sao_Paulo",
  "America/Santiago", "America/Nuuk", "America/Scoresbysund", "America/Havana", "America/Asuncion",
  "America/Mexico_City", "America/Caracas", "Australia/Sydney", "Australia/Lord_Howe", "Australia/Brisbane",
  "Pacific/Auckland", "Pacific/Chatham", "Pacific/Apia", "Pacific/Kiritimati", "Antarctica/Troll", "Atlantic/Azores",
]
