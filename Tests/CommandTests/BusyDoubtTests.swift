import Foundation
import Testing

/// Calendars that contradict themselves or are written as no standard has it: whatever may be meant is busy, and it is
/// reported.
@Suite struct BusyDoubtTests {
  /// One event in each file, from 1 November to 31 December 2026, all read by one run.
  private func answers(
    _ files: [String], home: String = "Europe/Berlin"
  ) throws -> [(busy: [String], problems: [String])] {
    let folder = try ProgramFolder()
    for (place, lines) in files.enumerated() {
      let text = "BEGIN:VCALENDAR\n\(lines)\nEND:VCALENDAR\n".replacingOccurrences(of: "\n", with: "\r\n")
      try folder.write(text, to: "\(place).ics")
    }
    let run = try folder.run(
      ["busy"] + files.indices.map { "\($0).ics" } + [
        "--from", "2026-11-01T00:00:00Z", "--until", "2026-12-31T00:00:00Z", "--home", home, "--json",
      ])
    let all = try JSONDecoder().decode([String: BusyCommandTests.Answer].self, from: Data(run.out.utf8))
    return try files.indices.map { place in
      let answer = try #require(all["\(place).ics"])
      let busy = answer.busy.map { pair in
        let (start, end) = (pair[0].dropFirst(5).dropLast(4), pair[1].dropFirst(5).dropLast(4))
        return start.prefix(5) == end.prefix(5) ? "\(start)-\(end.dropFirst(6))" : "\(start)-\(end)"
      }
      return (busy, answer.problems)
    }
  }

  private func event(_ lines: String) -> String { "BEGIN:VEVENT\nUID:a@x\n\(lines)\nEND:VEVENT" }

  /// Expects just these times, and a report where one is given (nil: nothing to report).
  private func expect(_ table: [(lines: String, busy: [String], problem: String?)], home: String = "Europe/Berlin")
    throws
  {
    for (row, answer) in zip(table, try answers(table.map { event($0.lines) }, home: home)) {
      #expect(answer.busy == row.busy, "\(row.lines)")
      if let problem = row.problem {
        #expect(answer.problems.contains { $0.contains(problem) }, "\(row.lines): \(answer.problems)")
      } else {
        #expect(answer.problems.isEmpty, "\(row.lines)")
      }
    }
  }

  private static let newYork = ";TZID=America/New_York"

  @Test func anEndIsOnItsStartsClockAndEveryMixtureCoversWhatMayBeMeant() throws {
    let (none, ny) = ("DTEND has no time zone", Self.newYork)
    try expect([
      ("DTSTART\(ny):20261124T090000\nDTEND:20261124T100000", ["11-24T14:00-15:00"], none),
      ("DTSTART:20261124T090000Z\nDTEND:20261124T100000", ["11-24T09:00-10:00"], none),
      ("DTSTART:20261124T090000Z\nDTEND\(ny):20261124T100000", ["11-24T09:00-15:00"], nil),
      ("DTSTART\(ny):20261124T090000\nDTEND:20261124T150000Z", ["11-24T14:00-15:00"], nil),
      ("DTSTART:20261124T090000\nDTEND\(ny):20261124T100000", ["11-24T08:00-15:00"], "both readings"),
      ("DTSTART:20261124T090000\nDTEND:20261124T100000Z", ["11-24T08:00-10:00"], "both readings"),
      // The same instant on two clocks: an hour by none of them, and yet not nothing.
      ("DTSTART:20261124T090000\nDTEND:20261124T080000Z", ["11-24T07:00-09:00"], "both readings"),
      ("DTSTART;VALUE=DATE:20261124\nDTEND:20261124T100000Z", ["11-23T23:00-11-24T23:00"], "DTSTART is a date"),
      ("DTSTART;VALUE=DATE:20261124\nDTEND\(ny):20261125T100000", ["11-23T23:00-11-25T15:00"], "DTSTART is a date"),
      ("DTSTART;VALUE=DATE:20261124\nDURATION:PT1H", ["11-23T23:00-11-24T23:00"], nil),
      ("DTSTART\(ny):20261124T090000\nDTEND;VALUE=DATE:20261125", ["11-24T14:00-11-25T05:00"], "DTEND is a date"),
      ("DTSTART\(ny):20261124T090000\nDTEND;VALUE=DATE:20261124", ["11-24T14:00-11-25T05:00"], "DTEND is a date"),
      // Midnight in UTC, or at home.
      ("DTSTART:20261124T090000Z\nDTEND;VALUE=DATE:20261125", ["11-24T09:00-11-25T00:00"], "DTEND is a date"),
      // Each instance, and a period of its own.
      (
        "DTSTART\(ny):20261124T090000\nDTEND:20261124T100000\nRRULE:FREQ=DAILY;COUNT=2",
        ["11-24T14:00-15:00", "11-25T14:00-15:00"], none
      ),
      (
        "DTSTART:20261124T090000Z\nDURATION:PT1H\nRDATE\(ny);VALUE=PERIOD:20261125T090000/20261125T100000",
        ["11-24T09:00-10:00", "11-25T14:00-15:00"], nil
      ),
    ])
  }

  @Test func anEndBeforeItsStartIsReportedWhateverTheirClocks() throws {
    let (ny, problem) = (Self.newYork, "the event ends before it starts")
    let starts = ["DTSTART:20261124T090000Z", "DTSTART\(ny):20261124T090000", "DTSTART:20261124T090000"]
    let ends = [
      "DTEND:20261124T050000Z", "DTEND\(ny):20261124T010000", "DTEND:20261124T010000", "DTEND;VALUE=DATE:20261123",
    ]
    let files = starts.flatMap { start in ends.map { event("\(start)\n\($0)") } }
    for (file, answer) in zip(files, try answers(files)) {
      #expect(answer.problems.contains { $0.contains(problem) }, "\(file) \(answer)")
      #expect(!answer.busy.isEmpty, "\(file)")
    }
    try expect([
      // A zone beside a UTC that was meant for local time: both hours, and what lies between.
      ("DTSTART\(ny):20261124T090000\nDTEND:20261124T100000Z", ["11-24T09:00-15:00"], problem),
      ("DTSTART:20261124T220000Z\nDTEND:20261124T010000Z", ["11-24T01:00-11-25T01:00"], problem),
      ("DTSTART:20261124T090000Z\nDURATION:-PT1H", ["11-24T08:00-10:00"], problem),
      ("DTSTART;VALUE=DATE:20261124\nDTEND;VALUE=DATE:20261123", ["11-22T23:00-11-24T23:00"], problem),
    ])
  }

  @Test(arguments: [
    "20261124T0900Z", "20261124T09Z", "20261124T090000.000Z", "2026-11-24T09:00Z", "2026-11-24 09:00:00Z",
    "2026-11-24T10:00:00+01:00", "20261124T040000-0500", "20261124 090000Z", "202611240900Z", "20261124T9:00Z",
    "24.11.2026 10:00", "24. 11. 2026 10.00", "2026/11/24 10:00", "11/24/2026 10:00 AM", "11/24/2026 9 AM UTC",
    "Tue, 24 Nov 2026 09:00:00 GMT", "Tue, 24 Nov 2026 10:00:00 +0100", "November 24, 2026 10:00 AM",
    "24. November 2026 10:00", "1795510800", "1795510800000", "20262411T090000Z", "20261124T100000[Europe/Berlin]",
  ])
  func timesThatPeopleReadAreRead(_ text: String) throws {
    try expect([("DTSTART:\(text)\nDURATION:PT1H", ["11-24T09:00-10:00"], "DTSTART is not a valid time: read as")])
  }

  @Test func whatNobodyReadsTakesItsDay() throws {
    let day = ["11-23T23:00-11-24T23:00"]
    try expect([
      ("DTSTART:20261124Tnine\nDURATION:PT1H", day, "the whole 2026-11-24 is taken"),
      ("DTSTART\(Self.newYork):20261124T996000\nDURATION:PT1H", ["11-24T05:00-11-25T05:00"], "the whole 2026-11-24"),
      ("DTSTART:nonsense\nDTEND:20261124T100000", ["11-23T23:00-11-24T23:00"], "all of 2026-11-24 is taken"),
      ("DTEND:20261125T000000", day, "all of 2026-11-24 is taken"),
      ("DTSTART:20261124T100000\nDTEND:nonsense", ["11-24T09:00-23:00"], "taken to the end of its day"),
      ("DTSTART:20261124T100000\nDTEND:20261124Tx", ["11-24T09:00-23:00"], "the whole 2026-11-24"),
      ("DTSTART:20261124T235500\nDURATION:nonsense", ["11-24T22:55-23:55"], "taken to the end of its day"),
      // An hour that libical reads of it would be half an hour too short.
      ("DTSTART:20261124T090000Z\nDURATION:PT1H30", ["11-24T09:00-10:30"], "read as 90 minutes"),
      ("DTSTART:20261124T090000Z\nDURATION:P1H", ["11-24T09:00-10:00"], "read as 60 minutes"),
      ("DTSTART:20261199T090000\nDURATION:PT1H", ["11-01T00:00-12-01T23:00"], "the whole month"),
      // Day and month of 3/11 are in either order.
      (
        "DTSTART:3/11/2026 10:00\nDURATION:PT1H", ["11-03T09:00-10:00"],
        "read as 2026-03-11 10:00, and read as 2026-11-03"
      ),
      (
        "DTSTART:20261123T090000Z\nDURATION:PT1H\nRDATE:2026-11-24 09:00Z,20261125Tx",
        ["11-23T09:00-10:00", "11-24T09:00-10:00", "11-24T23:00-11-26T00:00"], "RDATE is not a valid time"
      ),
      (
        "DTSTART:20261123T090000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=2\nEXDATE:20261124T0900Z",
        ["11-23T09:00-10:00"], "EXDATE is not a valid time"
      ),
      (
        "DTSTART:20261229T090000Z\nDURATION:PT1H\nRRULE:FREQ=FORTNIGHTLY",
        ["12-29T09:00-10:00", "12-30T09:00-10:00"], "taken for every day"
      ),
      (
        "DTSTART:20261229T090000Z\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;BYDAY=Monday;UNTIL=20261229T235959Z",
        ["12-29T09:00-10:00"], "taken for every day"
      ),
      ("DTSTART:20261124T090000Z\nDURATION:PT1H\nRRULE:", ["11-24T09:00-10:00"], "RRULE is empty"),
    ])
    // Where not even the day is known, the calendar cannot be relied on.
    let folder = try ProgramFolder()
    try folder.write("BEGIN:VCALENDAR\r\n\(event("DTSTART:soon"))\r\nEND:VCALENDAR\r\n", to: "a.ics")
    let run = try folder.run("busy", "a.ics", "--home", "UTC")
    #expect(run.code == 5 && run.err.contains("no day of the event is known"), "\(run.err)")
  }

  @Test func anInstanceThatCannotBeNamedDoesNotReplaceItsSeries() throws {
    let series = event("DTSTART:20261124T090000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=2\nSEQUENCE:1")
    let moved = event("DTSTART:20261127T090000Z\nDURATION:PT1H\nRECURRENCE-ID:nonsense\nSEQUENCE:2")
    let answer = try answers([series + "\n" + moved])[0]
    #expect(answer.busy == ["11-24T09:00-10:00", "11-25T09:00-10:00", "11-27T09:00-10:00"])
    #expect(answer.problems.contains { $0.contains("RECURRENCE-ID cannot be read") })
  }

  @Test func aZoneBesideUTCIsBusyByBoth() throws {
    let (ny, problem) = (Self.newYork, "has both a TZID and the Z of UTC: both readings are taken")
    let both = ["11-24T09:00-10:00", "11-24T14:00-15:00"]
    try expect([
      ("DTSTART\(ny):20261124T090000Z\nDTEND\(ny):20261124T100000Z", both, problem),
      ("DTSTART\(ny):20261124T090000Z\nDURATION:PT1H", both, problem),
      (
        "DTSTART\(ny):20261124T090000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=2",
        both + ["11-25T09:00-10:00", "11-25T14:00-15:00"], problem
      ),
      (
        "DTSTART\(ny):20261124T090000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=2\nEXDATE\(ny):20261124T090000Z",
        ["11-25T09:00-10:00", "11-25T14:00-15:00"], problem
      ),
      ("DTSTART;TZID=UTC:20261124T090000Z\nDURATION:PT1H", ["11-24T09:00-10:00"], nil),
      ("DTSTART;TZID=Etc/UTC:20261124T090000Z\nDURATION:PT1H", ["11-24T09:00-10:00"], nil),
    ])
  }

  @Test func theWayThereIsBusyToo() throws {
    let half = "X-APPLE-TRAVEL-DURATION;VALUE=DURATION:PT30M"
    let series = "DTSTART:20261124T090000Z\nDTEND:20261124T100000Z\nRRULE:FREQ=DAILY;COUNT=3"
    try expect([
      ("DTSTART:20261124T090000Z\nDURATION:PT1H\n\(half)", ["11-24T08:30-10:00"], nil),
      ("\(series)\n\(half)", ["11-24T08:30-10:00", "11-25T08:30-10:00", "11-26T08:30-10:00"], nil),
      ("DTSTART:20261124T090000Z\nDURATION:PT1H\n\(half)\nTRANSP:TRANSPARENT", [], nil),
      (
        "DTSTART:20261124T090000Z\nDURATION:PT1H\nX-APPLE-TRAVEL-DURATION:soon", ["11-24T08:00-10:00"],
        "an hour is taken"
      ),
      ("DTSTART;VALUE=DATE:20261124\n\(half)", ["11-23T23:00-11-24T23:00"], nil),
      // It begins after the window and is on the way before its end.
      ("DTSTART:20261231T001000Z\nDURATION:PT1H\n\(half)", ["12-30T23:40-12-31T00:00"], nil),
    ])
    let moved = event("DTSTART:20261125T140000Z\nDURATION:PT1H\nRECURRENCE-ID:20261125T090000Z\n\(half)")
    #expect(
      try answers([event(series) + "\n" + moved])[0].busy == [
        "11-24T09:00-10:00", "11-25T13:30-15:00", "11-26T09:00-10:00",
      ])
  }

  @Test func aCalendarOfFreeAndBusyTimesIsRead() throws {
    func freeBusy(_ lines: String) -> String { "BEGIN:VFREEBUSY\nDTSTART:20261101T000000Z\n\(lines)\nEND:VFREEBUSY" }
    let answers = try answers([
      freeBusy(
        "FREEBUSY;FBTYPE=BUSY:20261124T090000Z/20261124T100000Z,20261125T090000Z/PT1H\nFREEBUSY;FBTYPE=FREE:20261126T090000Z/PT1H\nFREEBUSY:20261127T090000Z/PT1H"
      ),
      freeBusy(
        "FREEBUSY;FBTYPE=BUSY-TENTATIVE:20261124T090000Z/PT1H\nFREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20261125T090000Z/PT1H"),
      freeBusy("freebusy;fbtype=\"free\":20261124T090000Z/PT1H\nFREEBUSY;FBTYPE=X-GONE:20261125T090000Z/PT1H"),
      freeBusy("FREEBUSY:20261124T0900Z/20261124T1000Z,20261125T090000Z/1h,20261126T090000Z"),
      freeBusy("FREEBUSY:nonsense"), "BEGIN:VTODO\nDTSTART:20261124T090000Z\nEND:VTODO",
      "BEGIN:VAVAILABILITY\nEND:VAVAILABILITY", freeBusy(""),
    ])
    #expect(answers[0].busy == ["11-24T09:00-10:00", "11-25T09:00-10:00", "11-27T09:00-10:00"])
    #expect(answers[0].problems.isEmpty)
    #expect(answers[1].busy == ["11-24T09:00-10:00", "11-25T09:00-10:00"])
    #expect(answers[2].busy == ["11-25T09:00-10:00"])
    #expect(answers[3].busy == ["11-24T09:00-10:00", "11-25T09:00-10:00", "11-26T09:00-11-27T00:00"])
    #expect(answers[3].problems.contains { $0.contains("a period of FREEBUSY is not valid") })
    #expect(answers[4].problems.contains { $0.contains("a period of FREEBUSY cannot be read") })
    #expect(answers[5].problems.contains { $0.contains("holds tasks or notes and no events") })
    #expect(answers[6].problems.contains { $0.contains("VAVAILABILITY") })
    #expect(answers[7].busy.isEmpty && answers[7].problems.isEmpty)
  }

  @Test func zonesThatPeopleReadAreKnownAndOthersAreTakenEverywhere() throws {
    let zone = { (name: String) in "DTSTART;TZID=\(name):20261124T090000\nDURATION:PT1H" }
    let (la, berlin) = (["11-24T17:00-18:00"], ["11-24T08:00-09:00"])
    try expect(
      [
        (zone("\"Pacific Time (US & Canada)\""), la, nil),
        (zone("\"(UTC-08:00) Pacific Time (US and Canada)\""), la, nil),
        (zone("\"(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna\""), berlin, nil),
        (zone("\"(GMT+01.00) Amsterdam, Berlin, Bern, Rom, Stockholm, Wien\""), berlin, nil),
        (zone("W. Europe Standard Time 1"), berlin, nil), (zone("W. Europe"), berlin, nil),
        (zone("Eastern Daylight Time"), ["11-24T14:00-15:00"], nil),
        (zone("/freeassociation.sourceforge.net/Europe/Berlin"), berlin, nil), (zone("CET"), berlin, nil),
        (zone("MEZ"), berlin, nil), (zone("Europe-Berlin"), berlin, nil),
        (zone("tzone://Microsoft/Utc"), ["11-24T09:00-10:00"], nil),
        (zone("GMT+0100"), berlin, "taken as UTC+01:00"), (zone("EST"), ["11-24T14:00-15:00"], "may be"),
        (zone("Berlin"), berlin, "taken as Europe/Berlin"),
        // In use for three zones.
        (
          zone("IST"), ["11-24T03:30-04:30", "11-24T07:00-08:00", "11-24T09:00-10:00"], "Asia/Kolkata or Europe/Dublin"
        ),
        (zone("Customized Time Zone"), ["11-23T19:00-11-24T22:00"], "wherever on earth"),
      ], home: "Asia/Tokyo")
  }

  @Test func rulesOfAZoneThatCannotBeReadGiveAllItsOffsets() throws {
    let block =
      "BEGIN:VTIMEZONE\nTZID:Own\nBEGIN:STANDARD\nDTSTART:19701025T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nRRULE:FREQ=NEVER\nEND:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:19700329T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\nEND:DAYLIGHT\nEND:VTIMEZONE\n"
    let answer = try answers([block + event("DTSTART;TZID=Own:20261124T090000\nDURATION:PT1H")])[0]
    #expect(answer.busy == ["11-24T07:00-09:00"])
    #expect(answer.problems.contains { $0.contains("the rules of time zone \"Own\" cannot be read") })
  }
}
