import Foundation
import Testing

/// Calendars whose lines contradict each other or are of different clocks and kinds: what may be meant is busy, what may be
/// excluded or replaced stays busy, and it is reported.
@Suite struct BusyContradictionTests {
  /// Lines of an event or whole components, the busy times in them from 1 November to 31 December 2026, and what is reported
  /// (nil: nothing).
  private typealias Row = (lines: String, busy: [String], problem: String?)

  private func expect(_ table: [Row], home: String = "Europe/Berlin", me: String? = nil) throws {
    let files = table.map { row in
      let lines = row.lines.hasPrefix("BEGIN:") ? row.lines : Self.event(row.lines)
      return (lines: "BEGIN:VCALENDAR\n\(lines)\nEND:VCALENDAR\n", busy: row.busy, problem: row.problem)
    }
    try expectBusy(files, home: home, me: me)
  }

  private static func event(_ lines: String) -> String { "BEGIN:VEVENT\nUID:a@x\n\(lines)\nEND:VEVENT" }

  private static func events(_ all: String...) -> String { all.map { event($0) }.joined(separator: "\n") }

  private static let ny = ";TZID=America/New_York"
  private static let tenInNewYork = "DTSTART;TZID=America/New_York:20261124T100000\nDURATION:PT1H"
  private static let nine = "DTSTART:20261124T090000Z\nDURATION:PT1H"

  // MARK: Lists of a series

  @Test func whatIsAddedWithoutATimeZoneIsOnItsStartsClock() throws {
    let (ten, floating) = (Self.tenInNewYork, "RDATE has no time zone")
    let date = "RDATE is a date and DTSTART a time"
    try expect([
      ("\(ten)\nRDATE:20261201T100000", ["11-24T15:00-16:00", "12-01T15:00-16:00"], floating),
      (
        "\(ten)\nRDATE;VALUE=PERIOD:20261201T100000/20261201T120000,20261202T100000/PT3H",
        ["11-24T15:00-16:00", "12-01T15:00-17:00", "12-02T15:00-18:00"], floating
      ),
      ("\(ten)\nRDATE;VALUE=DATE:20261201", ["11-24T15:00-16:00", "11-30T23:00-12-01T23:00"], date),
      // The time of day of DTSTART is no time of that day at home.
      (
        "DTSTART\(Self.ny):20261124T220000\nDURATION:PT1H\nRDATE;VALUE=DATE:20261201",
        ["11-25T03:00-04:00", "11-30T23:00-12-01T23:00", "12-02T03:00-04:00"], date
      ),
      (
        "DTSTART;VALUE=DATE:20261124\nRDATE:20261201T100000", ["11-23T23:00-11-24T23:00", "11-30T23:00-12-01T23:00"],
        "RDATE is a time and DTSTART a date"
      ),
      (
        "\(Self.nine)\nRDATE:20261201T090000", ["11-24T09:00-10:00", "12-01T08:00-10:00"],
        "RDATE has no time zone and DTSTART is in UTC: both readings are taken"
      ),
    ])
  }

  @Test func whatMayExcludeTwoDatesExcludesNone() throws {
    let (hourly, floating) = ("RRULE:FREQ=HOURLY;COUNT", "EXDATE has no time zone")
    let several = "EXDATE may mean more than one date"
    try expect([
      (
        "\(Self.tenInNewYork)\n\(hourly)=7\nEXDATE:20261124T150000", ["11-24T15:00-20:00", "11-24T21:00-22:00"],
        floating
      ),
      // 10:00 at home is one of the series, 10:00 in UTC is none.
      ("\(Self.nine)\nRRULE:FREQ=DAILY;COUNT=2\nEXDATE:20261124T100000", ["11-25T09:00-10:00"], floating),
      ("\(Self.nine)\n\(hourly)=3\nEXDATE:20261124T110000", ["11-24T09:00-12:00"], several),
      (
        "\(Self.nine)\nRRULE:FREQ=DAILY;BYHOUR=9,14;COUNT=4\nEXDATE;VALUE=DATE:20261124",
        ["11-24T09:00-10:00", "11-24T14:00-15:00", "11-25T09:00-10:00", "11-25T14:00-15:00"], several
      ),
      // 09:00 in Chicago and in Shanghai.
      (
        "DTSTART:20261124T000000Z\nDURATION:PT1H\n\(hourly)=24\nEXDATE;TZID=CST:20261124T090000",
        ["11-24T00:00-11-25T00:00"], several
      ),
      ("\(Self.nine)\nRRULE:FREQ=DAILY;COUNT=2\nEXDATE;VALUE=DATE:20261124", ["11-25T09:00-10:00"], nil),
    ])
  }

  @Test func anAddedTimeOfADoubtfulZoneIsBusyByAllItsReadings() throws {
    let nine = "11-24T09:00-10:00"
    try expect([
      ("\(Self.nine)\nRDATE;TZID=CST:20261201T100000", [nine, "12-01T02:00-03:00", "12-01T16:00-17:00"], "may be"),
      ("\(Self.nine)\nRDATE;TZID=Acme HQ:20261201T100000", [nine, "11-30T20:00-12-01T23:00"], "wherever on earth"),
      (
        "\(Self.nine)\nRDATE;VALUE=PERIOD;TZID=CST:20261201T100000/PT2H",
        [nine, "12-01T02:00-04:00", "12-01T16:00-18:00"], "may be"
      ),
      // The series may be of two clocks, and what is in UTC is of neither.
      (
        "DTSTART;TZID=CST:20261124T100000\nDURATION:PT1H\nRDATE:20261201T100000Z",
        ["11-24T02:00-03:00", "11-24T16:00-17:00", "12-01T10:00-11:00"], "may be"
      ),
    ])
  }

  @Test func theLongestOfSeveralPeriodsCounts() throws {
    let start = "DTSTART:20261124T100000Z\nDURATION:PT1H"
    try expect([
      (
        "\(start)\nRDATE;VALUE=PERIOD:20261124T100000Z/PT3H,20261125T100000Z/PT30M,20261125T100000Z/PT2H",
        ["11-24T10:00-13:00", "11-25T10:00-12:00"], nil
      ),
      ("\(start)\nRDATE;VALUE=PERIOD:20261124T100000Z/PT30M", ["11-24T10:00-11:00"], nil),
      (
        "\(start)\nRRULE:FREQ=DAILY;COUNT=2\nRDATE;VALUE=PERIOD:20261125T100000Z/PT2H",
        ["11-24T10:00-11:00", "11-25T10:00-12:00"], nil
      ),
      (
        "\(start)\nRRULE:FREQ=DAILY;COUNT=2\nRDATE;VALUE=PERIOD:20261125T100000Z/PT2H\nEXDATE:20261125T100000Z",
        ["11-24T10:00-11:00"], nil
      ),
    ])
  }

  @Test func untilIsReadByItsDateAndByEachClock() throws {
    let day = "DTSTART;VALUE=DATE:20261124\nRRULE:FREQ=DAILY;UNTIL"
    let two = "DTSTART:20261124T140000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;UNTIL"
    try expect(
      [
        ("\(day)=20261126T000000Z", ["11-24T05:00-11-27T05:00"], nil),
        ("\(day)=20261126T045959Z", ["11-24T05:00-11-27T05:00"], nil),
        ("\(day)=20261126", ["11-24T05:00-11-27T05:00"], nil),
        // 09:00 at home.
        ("\(two)=20261125T090000", ["11-24T14:00-15:00", "11-25T14:00-15:00"], nil),
        ("\(two)=20261125T130000Z", ["11-24T14:00-15:00"], nil),
      ], home: "America/New_York")
    try expect([
      ("\(day)=20261125T230000Z", ["11-23T23:00-11-26T23:00"], nil),
      // The last one of Shanghai.
      (
        "DTSTART;TZID=CST:20261125T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY;UNTIL=20261126T010000Z",
        ["11-25T01:00-02:00", "11-25T15:00-16:00", "11-26T01:00-02:00", "11-26T15:00-16:00"], "may be"
      ),
    ])
  }

  // MARK: Ends

  @Test func theLaterOfSeveralEndsCounts() throws {
    let start = "DTSTART:20261124T090000Z"
    let both = "both DTEND and DURATION"
    try expect([
      ("\(start)\nDTEND:20261124T093000Z\nDURATION:PT2H", ["11-24T09:00-11:00"], both),
      ("\(start)\nDURATION:PT2H\nDTEND:20261124T093000Z", ["11-24T09:00-11:00"], both),
      ("\(start)\nDTEND:20261124T110000Z\nDURATION:PT30M", ["11-24T09:00-11:00"], both),
      ("\(start)\nDTEND:20261124T110000Z\nDURATION:PT0S", ["11-24T09:00-11:00"], both),
      ("\(start)\nDTEND:20261124T100000Z\nDURATION:PT1H", ["11-24T09:00-10:00"], nil),
      ("\(start)\nDURATION:PT30M\nDURATION:PT2H", ["11-24T09:00-11:00"], "another DURATION"),
      ("\(start)\nDTEND:20261124T110000Z\nDTEND\(Self.ny):20261124T100000", ["11-24T09:00-15:00"], "another DTEND"),
      (
        "\(start)\nDTEND:20261124T093000Z\nDURATION:PT2H\nRRULE:FREQ=DAILY;COUNT=2",
        ["11-24T09:00-11:00", "11-25T09:00-11:00"], both
      ),
      ("\(start)\nDTEND:20261124T100000Z\nDURATION:nonsense", ["11-24T09:00-11-25T00:00"], "to the end of its day"),
      (
        "\(Self.nine)\nX-APPLE-TRAVEL-DURATION;VALUE=DURATION:PT30M\nX-APPLE-TRAVEL-DURATION;VALUE=DURATION:PT10M",
        ["11-24T08:30-10:00"], "another X-APPLE-TRAVEL-DURATION"
      ),
    ])
  }

  @Test func anEndBeforeItsStartLeavesNothingFreeThatMayBeMeant() throws {
    let (problem, day) = ("the event ends before it starts", "DTSTART;VALUE=DATE:20261126")
    let ten = "DTSTART:20261124T100000"
    try expect([
      ("\(ten)Z\nDURATION:-PT1H", ["11-24T09:00-11:00"], problem),
      ("\(ten)Z\nDURATION:-P1D", ["11-23T10:00-11-25T10:00"], problem),
      (
        "\(ten)Z\nDURATION:-PT1H\nRRULE:FREQ=DAILY;COUNT=2", ["11-24T09:00-11:00", "11-25T09:00-11:00"], problem
      ),
      ("\(day)\nDTEND;VALUE=DATE:20261124", ["11-23T23:00-11-26T23:00"], problem),
      ("\(day)\nDURATION:-P1D", ["11-24T23:00-11-26T23:00"], problem),
      ("\(day)\nDURATION:-PT1H", ["11-25T22:00-11-26T23:00"], problem),
      // 1 PM, and five in the afternoon.
      ("\(ten)\nDTEND:20261124T010000", ["11-24T00:00-12:00"], problem),
      ("DTSTART:20261124T090000\nDTEND:20261124T050000", ["11-24T04:00-16:00"], problem),
      // Exchanged; no hour of the afternoon is written so.
      ("DTSTART:20261124T110000\nDTEND:20261124T100000", ["11-24T09:00-10:00"], problem),
      ("DTSTART:20261124T180000\nDTEND:20261124T150000", ["11-24T14:00-17:00"], problem),
      // The date is wrong.
      ("\(ten)\nDTEND:20261123T110000", ["11-23T10:00-11-24T10:00"], problem),
      ("\(ten)\nDTEND;VALUE=DATE:20261123", ["11-22T23:00-11-24T23:00"], problem),
      (
        "\(Self.nine)\nRDATE;VALUE=PERIOD:20261125T090000Z/-PT1H", ["11-24T09:00-10:00", "11-25T08:00-10:00"], problem
      ),
      (
        "BEGIN:VFREEBUSY\nDTSTART:20261101T000000Z\nFREEBUSY:20261124T090000Z/-PT1H\nEND:VFREEBUSY",
        ["11-24T08:00-10:00"], problem
      ),
    ])
  }

  @Test func anEndWithoutAZoneBesideUTCMayBeLocalTime() throws {
    let (start, problem) = ("DTSTART:20261124T140000Z", "both readings are taken")
    try expect(
      [
        ("\(start)\nDTEND:20261124T100000", ["11-24T14:00-15:00"], problem),
        ("\(start)\nDTEND:20261124T160000", ["11-24T14:00-21:00"], problem),
        (
          "\(start)\nDTEND:20261124T100000\nRRULE:FREQ=DAILY;COUNT=2", ["11-24T14:00-15:00", "11-25T14:00-15:00"],
          problem
        ),
        ("\(start)\nDTEND:20261124T080000", ["11-24T08:00-14:00"], "the event ends before it starts"),
      ], home: "America/New_York")
  }

  // MARK: Words

  @Test func whatSaysBothFreeAndBusyIsBusy() throws {
    let (transp, shows) = ("TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS")
    func row(_ words: String, isBusy: Bool = true, _ problem: String? = nil) -> Row {
      ("\(Self.nine)\n\(words)", isBusy ? ["11-24T09:00-10:00"] : [], problem)
    }
    let own = "ATTENDEE;PARTSTAT=DECLINED:mailto:ada@example.org"
    try expect(
      [
        row("\(transp):TRANSPARENT\n\(shows):OOF", "TRANSP:TRANSPARENT says free"),
        row("\(shows):BUSY\n\(transp):TRANSPARENT", "TRANSP:TRANSPARENT says free"),
        row("\(transp):TRANSPARENT\n\(shows):TENTATIVE", "TRANSP:TRANSPARENT says free"),
        row("\(shows):FREE\n\(transp):OPAQUE", "TRANSP:OPAQUE says busy"),
        row("\(shows):WORKINGELSEWHERE\n\(transp):OPAQUE", "TRANSP:OPAQUE says busy"),
        row("\(transp):TRANSPARENT\n\(transp):OPAQUE", "TRANSP is both"),
        row("\(shows):FREE\n\(shows):BUSY", "says both free and busy"),
        row("STATUS:CONFIRMED\nSTATUS:CANCELLED", "STATUS is both"),
        row("STATUS:CANCELLED\n\(shows):BUSY", "STATUS:CANCELLED says free"),
        row("\(own)\nATTENDEE;PARTSTAT=ACCEPTED:MAILTO:Ada@Example.org", "ATTENDEE"),
        row("ATTENDEE;PARTSTAT=TENTATIVE;EMAIL=ada@example.org:urn:uuid:1\n\(own)", "ATTENDEE"),
        // What clients write by default contradicts nobody.
        row("STATUS:CANCELLED\n\(transp):OPAQUE", isBusy: false),
        row("STATUS:CANCELLED\n\(shows):TENTATIVE", isBusy: false),
        row("STATUS:CANCELLED\n\(shows):FREE\n\(transp):OPAQUE", isBusy: false),
        row("\(transp):TRANSPARENT\n\(shows):FREE\nSTATUS:CONFIRMED", isBusy: false),
        row("\(transp):TRANSPARENT\n\(shows):WORKINGELSEWHERE", isBusy: false),
        row("\(own)\n\(transp):OPAQUE\n\(shows):TENTATIVE\nSTATUS:CONFIRMED", isBusy: false),
        row("\(own)\nATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@example.org", isBusy: false),
        row("\(own)\nATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:ada@example.org", isBusy: false),
      ], me: "ada@example.org")
  }

  @Test func aPartOfARuleThatStandsTwiceIsTakenByBothValues() throws {
    let problem = "stands more than once"
    let tuesday = "11-24T09:00-10:00"
    try expect([
      (
        "\(Self.nine)\nRRULE:FREQ=WEEKLY;BYDAY=TU;BYDAY=WE;UNTIL=20261125T235959Z", [tuesday, "11-25T09:00-10:00"],
        problem
      ),
      ("\(Self.nine)\nRRULE:FREQ=DAILY;COUNT=2;COUNT=1", [tuesday, "11-25T09:00-10:00"], problem),
      (
        "\(Self.nine)\nRRULE:FREQ=DAILY;UNTIL=20261125T235959Z;UNTIL=20261124T235959Z",
        [tuesday, "11-25T09:00-10:00"], problem
      ),
      // How many a COUNT counts is not known: every day.
      (
        "DTSTART:20261229T090000Z\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;BYDAY=TU;BYDAY=TH;COUNT=2",
        ["12-29T09:00-10:00", "12-30T09:00-10:00"], problem
      ),
      (
        "DTSTART:20261229T090000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;INTERVAL=2;INTERVAL=3",
        ["12-29T09:00-10:00", "12-30T09:00-10:00"], problem
      ),
      ("\(Self.nine)\nRRULE:FREQ=DAILY;COUNT=1;COUNT=1", [tuesday], nil),
    ])
  }

  // MARK: Instances that were changed

  @Test func aNameThatMayBeTwoInstancesReplacesNone() throws {
    let twice = "\(Self.nine)\nRRULE:FREQ=DAILY;BYHOUR=9,14;COUNT=4"
    let moved = "DTSTART:20261127T090000Z\nDURATION:PT1H"
    try expect([
      (
        Self.events(twice, "\(moved)\nRECURRENCE-ID;VALUE=DATE:20261125"),
        [
          "11-24T09:00-10:00", "11-24T14:00-15:00", "11-25T09:00-10:00", "11-25T14:00-15:00", "11-27T09:00-10:00",
        ], "RECURRENCE-ID may mean more than one date"
      ),
      (
        Self.events("\(Self.nine)\nRRULE:FREQ=DAILY;COUNT=2", "\(moved)\nRECURRENCE-ID;VALUE=DATE:20261125"),
        ["11-24T09:00-10:00", "11-27T09:00-10:00"], nil
      ),
      (
        Self.events("\(Self.tenInNewYork)\nRRULE:FREQ=DAILY;COUNT=2", "\(moved)\nRECURRENCE-ID:20261125T100000"),
        ["11-24T15:00-16:00", "11-27T09:00-10:00"], "RECURRENCE-ID has no time zone"
      ),
      (
        Self.events(
          "\(Self.nine)\nRRULE:FREQ=DAILY;COUNT=3",
          "\(moved)\nRECURRENCE-ID:20261125T090000Z\nRECURRENCE-ID:20261126T090000Z"),
        ["11-24T09:00-10:00", "11-25T09:00-10:00", "11-26T09:00-10:00", "11-27T09:00-10:00"], "another RECURRENCE-ID"
      ),
      (
        Self.events("\(Self.nine)\nRRULE:FREQ=DAILY;COUNT=2", "UID:b@x\n\(moved)\nRECURRENCE-ID:20261125T090000Z"),
        ["11-24T09:00-10:00", "11-25T09:00-10:00", "11-27T09:00-10:00"], "another UID"
      ),
    ])
  }

  @Test func aChangedInstanceThatRepeatsIsTakenWholeWithoutItsSeries() throws {
    let split = "RECURRENCE-ID:20261124T090000Z\nDTSTART:20261124T100000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=2"
    let ended = "DTSTART:20261110T090000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=2"
    let (before, behind) = (["11-10T09:00-10:00", "11-11T09:00-10:00"], ["11-24T10:00-11:00", "11-25T10:00-11:00"])
    try expect([
      (Self.event(split), behind, "no series of the calendar has"),
      (
        "RECURRENCE-ID;RANGE=THISANDFUTURE:20261124T090000Z\n\(Self.nine)\nRDATE:20261126T090000Z",
        ["11-24T09:00-10:00", "11-26T09:00-10:00"], "no series of the calendar has"
      ),
      (
        "RECURRENCE-ID;RANGE=THISANDFUTURE:20261124T090000Z\n\(Self.nine)", ["11-24T09:00-10:00"],
        "changes all later dates"
      ),
      (Self.events(ended, split), before + behind, "no series of the calendar has"),
      // A newer series that no longer has it knows better.
      (Self.events("SEQUENCE:2\n\(ended)", "SEQUENCE:1\n\(split)"), before, "a newer version of its series"),
      (
        Self.events("\(Self.nine)\nRRULE:FREQ=DAILY;COUNT=3", split),
        ["11-24T10:00-11:00", "11-25T09:00-10:00", "11-26T09:00-10:00"], "it is taken once"
      ),
    ])
  }

  @Test func aChangedInstanceThatItsSeriesExcludesIsTaken() throws {
    let series = "\(Self.nine)\nRRULE:FREQ=DAILY;COUNT=2\nEXDATE:20261125T090000Z"
    let moved = "RECURRENCE-ID:20261125T090000Z\nDTSTART:20261125T140000Z\nDURATION:PT1H"
    try expect([
      (Self.events(series, moved), ["11-24T09:00-10:00", "11-25T14:00-15:00"], "excludes by EXDATE"),
      (Self.events("SEQUENCE:2\n\(series)", "SEQUENCE:1\n\(moved)"), ["11-24T09:00-10:00"], nil),
      (Self.events(series, "\(moved)\nSTATUS:CANCELLED"), ["11-24T09:00-10:00"], nil),
    ])
  }

  // MARK: Alarms

  @Test func theDurationOfAnAlarmWithoutAnEndIsItsOwnOnlyWhereItRepeats() throws {
    let (start, alarm) = ("DTSTART:20261124T090000Z", "BEGIN:VALARM\nTRIGGER:-PT15M")
    let problem = "BEGIN:VALARM has no END"
    try expect([
      ("\(start)\n\(alarm)\nDURATION:PT1H", ["11-24T09:00-10:00"], problem),
      ("\(start)\n\(alarm)\nREPEAT:2\nDURATION:PT5M\nDURATION:PT1H", ["11-24T09:00-10:00"], problem),
      ("\(start)\nDTEND:20261124T100000Z\n\(alarm)\nREPEAT:2\nDURATION:PT5H", ["11-24T09:00-10:00"], problem),
      ("\(start)\nDTEND:20261124T100000Z\n\(alarm)\nREPEAT:2\nDURATION:PT5H\nEND:VALARM", ["11-24T09:00-10:00"], nil),
    ])
  }
}
