import Foundation
import Testing

/// Calendars whose form is damaged: indented lines, parameters and lists that are not well formed, missing BEGIN and END,
/// names with a slip. What people read is read; what may be meant is busy; and it is reported.
@Suite struct BusyFormTests {
  /// A file, the busy times in it from 1 November to 31 December 2026, and what is reported (nil: nothing).
  private typealias Row = (lines: String, busy: [String], problem: String?)

  /// - Parameter wrap: puts the row's lines into a calendar.
  private func expect(_ table: [Row], home: String = "Europe/Berlin", _ wrap: (String) -> String) throws {
    try expectBusy(table.map { (lines: wrap($0.lines), busy: $0.busy, problem: $0.problem) }, home: home)
  }

  private func whole(_ file: String) -> String { file }

  private func calendar(_ lines: String) -> String { "BEGIN:VCALENDAR\n\(lines)\nEND:VCALENDAR\n" }

  private func event(_ lines: String) -> String { calendar("BEGIN:VEVENT\nUID:a@x\n\(lines)\nEND:VEVENT") }

  private static let ten = ["11-24T10:00-11:00"]
  private static let plain = "DTSTART:20261124T100000Z\nDTEND:20261124T110000Z"

  // MARK: Lines

  @Test func indentedLinesAreLinesOfTheirOwn() throws {
    let (problem, newYork) = ("the line begins with a blank", ["11-24T14:00-15:00"])
    let shallow =
      "BEGIN:VCALENDAR\nVERSION:2.0\n  BEGIN:VEVENT\n  \(Self.plain.replacingOccurrences(of: "\n", with: "\n  "))\n  END:VEVENT\nEND:VCALENDAR\n"
    let deep = """
        BEGIN:VCALENDAR
          VERSION:2.0
          X-WR-TIMEZONE:America/New_York
          BEGIN:VEVENT
            DTSTART:20261124T090000
            DURATION:PT1H
            RRULE:FREQ=DAILY;CO
             UNT=2
            EXDATE:20261125T090000
            DESCRIPTION:long
              text
          END:VEVENT
        END:VCALENDAR

      """
    try expect(
      [
        (shallow, Self.ten, problem), (shallow.replacingOccurrences(of: "  ", with: "\t"), Self.ten, problem),
        (deep, newYork, problem), (deep.replacingOccurrences(of: "  ", with: "\t"), newYork, problem),
      ], whole)
  }

  @Test func aBlankThatSlippedInMakesNothingFree() throws {
    let (start, problem) = ("DTSTART:20261124T100000Z", "the line begins with a blank")
    try expect(
      [
        ("\(start)\nSUMMARY:x\n DTEND:20261124T110000Z", Self.ten, problem),
        ("SUMMARY:x\n \(start)\nDURATION:PT1H", Self.ten, problem),
        ("\(start)\n SUMMARY:x\nDURATION:PT1H", Self.ten, problem),
        ("\(start)\n TRANSP:TRANSPARENT\nDURATION:PT1H", Self.ten, problem),
        ("\(Self.plain)\nSUMMARY:x\n RRULE:FREQ=DAILY;COUNT=2", Self.ten + ["11-25T10:00-11:00"], problem),
        // These are text.
        ("\(Self.plain)\nDESCRIPTION:we\n  end: 12:00\n  Duration: an hour\n TRANSP:TRANSPARENT", Self.ten, nil),
        ("\(Self.plain)\nDESCRIPTION:see\n  BEGIN: now\n STATUS:CANCELLED", Self.ten, nil),
        // Folded, with empty lines between.
        ("DTSTART;TZID=America/\n\n New_York:20261124T050000\nDURATION:PT1H", Self.ten, nil),
      ], event)
  }

  @Test(arguments: ["\u{A0}", "\u{FEFF}", "\u{200B}", "\u{0}", "\u{2003}"])
  func invisibleCharactersBeforeAPropertyArePassedOver(_ mark: String) throws {
    let problem = "invisible characters"
    try expect(
      [
        ("\(mark)DTSTART:20261124T100000Z\nDTEND:20261124T110000Z", Self.ten, problem),
        ("DTSTART:\(mark)20261124T100000Z\(mark)\nDURATION:PT1H", Self.ten, mark == "\u{0}" ? nil : "read as"),
        // It may be the rest of a text.
        ("\(Self.plain)\n\(mark)TRANSP:TRANSPARENT", Self.ten, problem),
      ], event)
    try expect([("\(mark)BEGIN:VEVENT\n\(Self.plain)\n\(mark)END:VEVENT", Self.ten, problem)], calendar)
  }

  // MARK: Components

  @Test func componentsWithoutTheirEndsAndEventsWithoutTheirBeginAreRead() throws {
    let (none, problem): (String?, String) = (nil, "has no END before line")
    try expect(
      [
        ("BEGIN:VLOCATION\nUID:b\n\(Self.plain)", Self.ten, problem),
        ("BEGIN:PARTICIPANT\nSTATUS:CANCELLED\nBEGIN:VALARM\n\(Self.plain)\nEND:PARTICIPANT", Self.ten, problem),
        ("\(Self.plain)\nBEGIN:PARTICIPANT\nSTATUS:CANCELLED\nDURATION:PT9H\nEND:PARTICIPANT", Self.ten, none),
      ], event)
    try expect(
      [
        ("BEGIN:VEVENT;\n\(Self.plain)\nEND:VEVENT", Self.ten, none),
        ("BEGIN VEVENT\n\(Self.plain)\nEND:VEVENT", Self.ten, none),
        ("BEGIN:EVENT\n\(Self.plain)\nEND:EVENT", Self.ten, "BEGIN:EVENT is not known: it is read as BEGIN:VEVENT"),
        ("BEGIN:VEVNT\n\(Self.plain)\nEND:VEVENT", Self.ten, "BEGIN:VEVNT is not known"),
        ("BEGIN:THING\nUID:1\nEND:THING", [], none),
        ("UID:1\n\(Self.plain)\nEND:VEVENT", Self.ten, "DTSTART stands outside an event"),
        ("\(Self.plain)\nSUMMARY:x", Self.ten, "DTSTART stands outside an event"),
        ("FREEBUSY:20261124T100000Z/PT1H", Self.ten, "FREEBUSY stands outside"),
        ("BEGIN:VFREEBUSY\nBEGIN:VLOCATION\nFREEBUSY:20261124T100000Z/PT1H\nEND:VFREEBUSY", Self.ten, problem),
      ], calendar)
  }

  @Test func aDateUnderANameThatNobodyKnowsMayBeWhatIsMissing() throws {
    let unknown = "a property that nobody knows holds a"
    try expect(
      [
        ("DTSTART:20261124T100000Z\nDTENDD:20261124T110000Z", ["11-24T10:00-11-25T00:00"], unknown),
        ("DTSTRT:20261124T100000Z\nDTEND;TZID=UTC:20261124T110000", ["11-24T00:00-11-25T00:00"], unknown),
        ("\(Self.plain)\nRULE:FREQ=DAILY;COUNT=2", Self.ten + ["11-25T10:00-11:00"], unknown),
        // It has all that it needs.
        ("\(Self.plain)\nPUBLISHED:20261101", Self.ten, nil), ("DTSTART:20261124T100000Z\nX-SEEN:20261101", [], nil),
      ], event)
    let folder = try ProgramFolder()
    for (place, lines) in ["DTSTRT:20261124T100000Z\nDURATION:PT1H", "*DTSTART:20261124T100000Z"].enumerated() {
      try folder.write(event(lines), to: "\(place).ics")
      let run = try folder.run("busy", "\(place).ics", "--home", "UTC")
      #expect(run.code == 5 && run.err.contains("\(place).ics:4: error: \(unknown) date"), "\(run.err)")
    }
    try folder.write(calendar("RRULE:FREQ=DAILY"), to: "2.ics")
    #expect(try folder.run("busy", "2.ics", "--home", "UTC").code == 5)
  }

  // MARK: Zones

  @Test func aZoneInAParameterThatIsNotWellFormedIsRead() throws {
    let (ten, odd) = (["11-24T15:00-16:00"], "not well formed: it is read as \"America/New_York\"")
    let (both, two) = (["11-24T09:00-10:00", "11-24T15:00-16:00"], "stand where one may stand")
    let zones = ";TZID=Europe/Berlin;TZID=America/New_York"
    func start(_ parameter: String, _ time: String = "20261124T100000") -> String {
      "DTSTART\(parameter):\(time)\nDURATION:PT1H"
    }
    try expect(
      [
        (start(";TZID = America/New_York"), ten, odd), (start(";TZID:America/New_York"), ten, odd),
        (start(",TZID=America/New_York"), ten, odd), (start(";TZID=America/New_York;"), ten, odd),
        (start(";TZID America/New_York"), ten, odd), (start(";TZ=America/New_York"), ten, odd),
        (start(";TZID=\"America/New_York"), ten, odd), (start(",VALUE=DATE-TIME,TZID=America/New_York"), ten, odd),
        (start(";TZID:America/New_York", "2026-11-24 10:00"), ten, "read as 2026-11-24 10:00"),
        (start(zones), both, two), ("DTSTART\(zones):20261124T100000\nDTEND\(zones):20261124T110000", both, two),
        (start(";TZID=Europe/Berlin;TZID=Europe/Berlin"), ["11-24T09:00-10:00"], nil),
        (start(";TZID="), ["11-23T20:00-11-24T23:00"], "the time is busy wherever on earth"),
      ], home: "Asia/Tokyo", event)
  }

  private func rules(_ name: String, _ offset: String) -> String {
    "BEGIN:VTIMEZONE\nTZID:\(name)\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:\(offset)\nTZOFFSETTO:\(offset)\nEND:STANDARD\nEND:VTIMEZONE\n"
  }

  /// An event from nine to ten on a day of November.
  private func nine(_ day: Int, _ zone: String? = nil) -> String {
    let parameter = zone.map { ";TZID=\($0)" } ?? ""
    return "BEGIN:VEVENT\nDTSTART\(parameter):202611\(day)T090000\nDURATION:PT1H\nEND:VEVENT"
  }

  @Test func aZonesOwnRulesThatContradictItsNameAreTakenToo() throws {
    let problem = "the calendar's own rules of time zone"
    func file(_ name: String, _ offset: String) -> String { calendar(rules(name, offset) + nine(24, name)) }
    try expect(
      [
        (file("Europe/Berlin", "-0500"), ["11-24T08:00-09:00", "11-24T14:00-15:00"], problem),
        (file("Eastern Standard Time", "+1000"), ["11-23T23:00-11-24T00:00", "11-24T14:00-15:00"], problem),
        (file("GST", "-0200"), ["11-24T05:00-06:00", "11-24T11:00-12:00"], problem),
        (file("PST", "+0800"), ["11-24T01:00-02:00", "11-24T17:00-18:00"], problem),
        (file("Europe/Berlin", "+0100"), ["11-24T08:00-09:00"], nil),
      ], whole)
  }

  @Test func eachCalendarOfAFileHasItsOwnZones() throws {
    let (custom, tokyo, newYork) = (
      "Customized Time Zone", "X-WR-TIMEZONE:Asia/Tokyo\n", "X-WR-TIMEZONE:America/New_York\n"
    )
    let (east, west) = (rules(custom, "+0900"), rules(custom, "-0500"))
    let own = calendar(east + nine(24, custom)) + calendar(west + nine(25, custom))
    let floating = calendar(tokyo + nine(24)) + calendar(newYork + nine(25)) + calendar(nine(26))
    let both = ["11-24T00:00-01:00", "11-24T14:00-15:00"]
    try expect(
      [
        (own, ["11-24T00:00-01:00", "11-25T14:00-15:00"], nil),
        (calendar(east + west + nine(24, custom)), both, "is defined more than once, with different rules"),
        (floating, ["11-24T00:00-01:00", "11-25T14:00-15:00", "11-26T08:00-09:00"], nil),
        (calendar(tokyo + newYork + nine(24)), both, "stand where one may stand"),
        (calendar("TZ:-05:00\n" + nine(24)), ["11-24T14:00-15:00"], "taken as UTC-05:00"),
        (calendar("TIMEZONE-ID:America/New_York\n" + nine(24)), ["11-24T14:00-15:00"], nil),
        (calendar(nine(24, "GMT 5")), ["11-24T04:00-05:00", "11-24T14:00-15:00"], "taken as UTC+05:00 or UTC-05:00"),
      ], whole)
  }

  // MARK: Lists and times

  @Test func listsAndPeriodsAreReadWhole() throws {
    func freeBusy(_ value: String) -> String { calendar("BEGIN:VFREEBUSY\nFREEBUSY:\(value)\nEND:VFREEBUSY") }
    let (both, odd) = (["11-24T09:00-10:00", "11-25T09:00-10:00"], "a period of FREEBUSY is not valid")
    try expect(
      [
        ("20261124T090000Z/PT1H;20261125T090000Z/PT1H", both, "separated by semicolons"),
        ("20261124T090000Z/PT1H 20261125T090000Z/PT1H;", both, nil),
        ("20261124T090000Z/PT1H,20261125T090000Z / 20261125T100000Z", both, odd),
        ("20261124T99/20261127T100000Z", ["11-23T23:00-11-27T10:00"], "has no Z and its end has one"),
        ("20261124T99Z/PT48H", ["11-24T00:00-11-27T00:00"], odd),
        ("20261124T090000Z/20261126T99Z", ["11-24T09:00-11-27T00:00"], odd),
      ], freeBusy)
    try expect(
      [
        ("20261126T140000Z/20261126T100000", ["11-26T14:00-15:00"], "has no Z and its start has one"),
        ("20261126T140000Z/20261126T160000", ["11-26T14:00-21:00"], "has no Z and its start has one"),
        ("20261126T090000/20261126T150000Z", ["11-26T09:00-15:00"], "has no Z and its end has one"),
      ], home: "America/New_York", freeBusy)
    let start = "DTSTART:20261124T090000Z\nDURATION:PT1H"
    try expect(
      [
        (
          "\(start)\nRDATE:20261125T090000Z;20261126T090000Z", both + ["11-26T09:00-10:00"], "separated by semicolons"
        ),
        (
          "\(start)\nRRULE:FREQ=DAILY;COUNT=4\nEXDATE:20261126T090000Z;20261127T090000Z", both,
          "separated by semicolons"
        ),
      ], event)
  }

  @Test func timesWithDashesAndMissingDigitsAreReadOrTakeTheirDay() throws {
    func start(_ time: String) -> String { event("DTSTART:\(time)\nDURATION:PT1H") }
    let (day, taken) = (["11-24T00:00-11-25T00:00"], "the whole 2026-11-24 is taken")
    try expect(
      [
        ("20261124T09-10-00", ["11-24T08:10-09:10"], "read as 2026-11-24 09:10"),
        ("2026-11-24T09-00-00", ["11-24T08:00-09:00"], "read as 2026-11-24 09:00"),
        ("2026-11-24_09_00_00Z", ["11-24T09:00-10:00"], "read as 2026-11-24 09:00"),
        ("20261124T09-10", ["11-24T08:10-09:10", "11-24T19:00-20:00"], "and read as"),
        ("20261124T09-45Z", ["11-24T09:45-10:45"], "read as 2026-11-24 09:45"),
        ("20261124T0900-0500", ["11-24T14:00-15:00"], "read as"),
        ("20261124T10000Z", day, taken), ("20261124T100Z", day, taken),
        ("20261124T930Z", ["11-24T09:30-10:30"], "read as 2026-11-24 09:30"),
      ], start)
    try expect([("20261124Z", ["11-24T00:00-11-25T08:00"], "in UTC and at home")], home: "America/Los_Angeles", start)
  }
}
