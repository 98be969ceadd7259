import Foundation
import Testing

/// `almanac busy` on files as calendar programs, people and enemies write them.
@Suite struct BusyCommandTests {
  struct Answer: Decodable, Equatable {
    var busy: [[String]]
    var problems: [String]
  }

  /// The answer for one file, from 1 to 31 March 2026, at home in Berlin.
  private func busy(_ file: Data, _ more: String...) throws -> (Answer, ProgramFolder.Run) {
    let folder = try ProgramFolder()
    try folder.write(file, to: "own calendar.ics")
    let run = try folder.run(
      ["busy", "own calendar.ics", "--from", "2026-03-01T00:00:00Z", "--until", "2026-04-01T00:00:00Z", "--json"]
        + (more.contains("--home") ? [] : ["--home", "Europe/Berlin"]) + more)
    let answers = try JSONDecoder().decode([String: Answer].self, from: Data(run.out.utf8))
    return (try #require(answers["own calendar.ics"], "\(run.out)\(run.err)"), run)
  }

  private func busy(_ text: String, _ more: String...) throws -> Answer { try busy(Data(text.utf8)).0 }

  private func calendar(_ lines: String...) -> String {
    "BEGIN:VCALENDAR\r\n" + lines.map { $0.replacingOccurrences(of: "\n", with: "\r\n") + "\r\n" }.joined()
      + "END:VCALENDAR\r\n"
  }

  private func event(_ lines: String) -> String { "BEGIN:VEVENT\n\(lines)\nEND:VEVENT" }

  private static let ten = [["2026-03-10T10:00:00Z", "2026-03-10T11:00:00Z"]]
  private static let plain = "DTSTART:20260310T100000Z\nDTEND:20260310T110000Z"

  @Test(arguments: [
    "TRANSP:TRANSPARENT", "STATUS:CANCELLED", "STATUS:cancelled", "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
    "X-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE", "ATTENDEE;PARTSTAT=DECLINED:MAILTO:Ada@Example.org",
    "ATTENDEE;CN=\"Ada: B\";PARTSTAT=DECLINED;EMAIL=ada@example.org:urn:uuid:1",
  ])
  func free(_ line: String) throws {
    #expect(
      try busy(Data(calendar(event(Self.plain + "\n" + line)).utf8), "--me", "ada@example.org").0
        == Answer(busy: [], problems: []))
  }

  @Test(arguments: [
    "TRANSP:OPAQUE", "STATUS:TENTATIVE", "X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE", "X-MICROSOFT-CDO-BUSYSTATUS:OOF",
    "ATTENDEE;PARTSTAT=DECLINED:mailto:bob@example.org", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:ada@example.org",
    "BEGIN:VALARM\nTRANSP:TRANSPARENT\nEND:VALARM", "SUMMARY:TRANSP:TRANSPARENT", "DESCRIPTION:a\n TRANSP:TRANSPARENT",
  ])
  func notFree(_ line: String) throws {
    #expect(
      try busy(Data(calendar(event(Self.plain + "\n" + line)).utf8), "--me", "ada@example.org").0.busy == Self.ten)
  }

  @Test func onlyEventsCount() throws {
    let text = calendar(
      "BEGIN:VTODO\n\(Self.plain)\nEND:VTODO", "BEGIN:VJOURNAL\n\(Self.plain)\nEND:VJOURNAL",
      "BEGIN:VFREEBUSY\n\(Self.plain)\nEND:VFREEBUSY")
    #expect(try busy(text) == Answer(busy: [], problems: []))
  }

  /// Each is one event from 10 to 11 UTC, and may have been told.
  @Test(arguments: [
    "DTSTART;TZID=W. Europe Standard Time:20260310T110000\nDURATION:PT1H",
    "DTSTART;TZID=\"Europe/Berlin\":20260310T110000\nDTEND;TZID=America/New_York:20260310T070000",
    "DTSTART:20260310T110000\nDTEND:20260310T120000", "DTSTART;VALUE=DATE-TIME:20260310T100000Z\nDURATION:P0DT1H0M0S",
    "dtstart:20260310T100000Z\ndtend:20260310T110000Z", "DTSTART;VALUE=DATE:20260310T100000Z\nDTEND:20260310T110000Z",
    "DTSTART:2026031\n 0T100000Z\nDTEND:20260310T110000Z", "DTSTART:20260310T110000Z\nDTEND:20260310T100000Z",
    "DTSTART;TZID=\"(GMT +01:00)\":20260310T110000\nDURATION:PT1H",
    "DTSTART;TZID=\"Sarajevo, Skopje, Warsaw, Zagreb\":20260310T110000\nDURATION:PT1H",
    "DTSTART:20260310T100000Z\nDTEND:2026-03-10 11:00:00Z",
    "DTSTART:20260310T100000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=1;",
    "BEGIN:VALARM\nTRIGGER:-PT15M\nDTSTART:20260310T100000Z\nDTEND:20260310T110000Z",
    "DTSTART:20260309T100000Z\nDURATION:PT1H\nEXDATE;VALUE=DATE:20260309\nRDATE;VALUE=PERIOD:20260310T100000Z/PT1H",
    "DTSTART:20260310T100000Z\nDURATION:PT1H\nEXDATE:garbage",
    "DTSTAMP:1\nDTSTAMP:2\nDTSTART:20260310T100000Z\nDURATION:PT1H",
    "DTSTART:20260310T100000Z\nDURATION:PT1H\nSUMMARY:\u{1}\u{0}\u{7f}",
  ])
  func theBreakageOfRealCalendars(_ lines: String) throws {
    #expect(try busy(calendar(event(lines))).busy == Self.ten)
  }

  @Test func aDamagedEventIsToldAndItsNeighboursAreRead() throws {
    let text = calendar(
      event("SUMMARY:no start"), event("DTSTART:20269910T100000Z"), event("DTSTART:00001231T100000Z"),
      "BEGIN:VEVENT\nDTSTART:20260311T100000Z\nDURATION:PT1H", event(Self.plain), "END:VEVENT")
    let answer = try busy(text)
    #expect(answer.busy == Self.ten + [["2026-03-11T10:00:00Z", "2026-03-11T11:00:00Z"]])
    #expect(
      answer.problems.prefix(3) == [
        "line 2: the event has no DTSTART: it is left out",
        "line 5: DTSTART cannot be read, and no day of the event is known: the calendar counts as unreadable",
        "line 8: DTSTART cannot be read, and no day of the event is known: the calendar counts as unreadable",
      ])
    #expect(
      answer.problems.dropFirst(3) == [
        "line 11: BEGIN:VEVENT has no END before line 14", "line 18: END:VEVENT has no BEGIN",
      ])
  }

  @Test func whereOneMayStandAndTwoDoBothAreTaken() throws {
    let ten = "DTSTART:20260301T100000Z"
    for (lines, expected, told) in [
      // The end is the second one's; the first lasts until then.
      ("\(ten)\nDTSTART:20260301T140000Z\nDTEND:20260301T110000Z", ["10/11", "14/15"], "DTSTART"),
      ("DTSTART:20260301T140000Z\n\(ten)\nDTEND:20260301T150000Z", ["10/15"], "DTSTART"),
      ("\(ten)\nDTSTART:20260301T140000Z\nDURATION:PT1H", ["10/11", "14/15"], "DTSTART"),
      ("\(ten)\nDTSTART:20260301T140000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=1", ["10/11", "14/15"], "DTSTART"),
      ("\(ten)\nDTSTART;VALUE=DATE:20260301\nDTEND:20260301T110000Z", ["00/24"], "DTSTART"),
      ("\(ten)\nDTEND:20260301T130000Z\nDTEND:20260301T120000Z", ["10/13"], "DTEND"),
      ("\(ten)\nDTEND:20260301T120000Z\nDTEND:20260301T130000Z", ["10/13"], "DTEND"),
    ] {
      let answer = try busy(Data(calendar(event(lines)).utf8), "--home", "UTC").0
      let hours = answer.busy.map { pair in
        pair[1].hasPrefix("2026-03-02T00")
          ? "\(pair[0].dropFirst(11).prefix(2))/24"
          : "\(pair[0].dropFirst(11).prefix(2))/\(pair[1].dropFirst(11).prefix(2))"
      }
      #expect(hours == expected, "\(lines)")
      #expect(answer.problems.contains { $0.contains("another \(told), where one may stand") }, "\(answer.problems)")
    }
    // Said twice alike, there is no doubt.
    let same = try busy(calendar(event("\(ten)\n\(ten)\nDTEND:20260301T110000Z\nDTEND:20260301T110000Z")))
    #expect(same.busy.count == 1 && same.problems.isEmpty)
    let many = (0..<30).map { "DTSTART:202603\($0 < 9 ? "0" : "")\($0 + 1)T100000Z" }.joined(separator: "\n")
    #expect(
      try busy(calendar(event(many + "\nDURATION:PT1H"))).problems.contains {
        $0.contains("more than 20 times DTSTART")
      })
    let rules = String(repeating: "RRULE:FREQ=DAILY\n", count: 101)
    #expect(
      try busy(calendar(event("\(ten)\n\(rules)DURATION:PT1H"))).problems.contains {
        $0.contains("more than 100 rules")
      })
  }

  @Test(arguments: [
    "dtstart:20260310t100000z\ndtend:20260310t110000z", "DTST\n ART:2026\n\t0310T100000Z\nDUR\n ATION:PT1H",
    "DTSTART:20260309T240000Z\nDURATION:PT1H\nRR\n ULE:FREQ=HOURLY;COUNT=11\nEXDATE:\(hours)",
    "\(plain)\nTRAN\n SP:OPAQUE",
  ])
  func whatTheGrammarAllowsAndFewWrite(_ lines: String) throws {
    let answer = try busy(calendar(event(lines)))
    #expect(answer.busy == Self.ten && answer.problems.isEmpty, "\(answer)")
  }

  /// Every hour of the morning before ten.
  private static let hours = (0..<10).map { "20260310T0\($0)0000Z" }.joined(separator: ",")

  @Test func encodings() throws {
    let text = calendar(event(Self.plain + "\nSUMMARY:Kaffee für Zoë"))
    let mark = "the file is UTF-16, read as such: save it as UTF-8"
    for (encoding, problems) in [
      (String.Encoding.utf16BigEndian, [mark]), (.utf16LittleEndian, [mark]), (.utf16, [mark]), (.utf8, []),
      (.isoLatin1, ["octets that are no UTF-8: save the file as UTF-8; its times are read nevertheless"]),
    ] {
      let (answer, run) = try busy(try #require(text.data(using: encoding)))
      #expect(answer.busy == Self.ten)
      #expect(answer.problems.map { $0.split(separator: ": ", maxSplits: 1).last.map(String.init) ?? "" } == problems)
      #expect(run.code == 0)
    }
    #expect(try busy("\u{FEFF}" + text) == Answer(busy: Self.ten, problems: []))
    for end in ["\n", "\r", "\r\r\n"] {
      #expect(try busy(text.replacingOccurrences(of: "\r\n", with: end)) == Answer(busy: Self.ten, problems: []))
    }
  }

  @Test func whatIsNoWholeCalendarIsCode5WithPlaceAndCause() throws {
    let whole = calendar(event(Self.plain))
    for (text, problem) in [
      ("", "line 1: the file is empty"),
      ("<!doctype html><title>404</title>\n", "line 1: this is no calendar: there is no BEGIN:VCALENDAR"),
      (
        whole.replacingOccurrences(of: "END:VCALENDAR\r\n", with: ""),
        "line 1: the file is cut off: BEGIN:VCALENDAR has no END"
      ),
    ] {
      let (answer, run) = try busy(Data(text.utf8))
      #expect(answer.problems == [problem])
      #expect(run.code == 5)
      #expect(run.err.contains("own calendar.ics:1: error: "), "\(run.err)")
    }
    let folder = try ProgramFolder()
    let run = try folder.run("busy", "none.ics", "/", "--json")
    #expect(run.code == 5)
    let answers = try JSONDecoder().decode([String: Answer].self, from: Data(run.out.utf8))
    #expect(answers["none.ics"]?.problems == ["cannot be read: No such file or directory"])
    #expect(answers["/"]?.problems == ["is a folder"])
  }

  @Test func linesOutsideAreToldOnceAndAnotherCalendarIsRead() throws {
    let text =
      calendar(event(Self.plain)) + "X-AFTER:1\r\nmore\r\n" + calendar(event("DTSTART:20260312T100000Z\nDURATION:PT1H"))
    let answer = try busy(text)
    #expect(answer.busy.count == 2)
    #expect(answer.problems == ["line 7: lines outside BEGIN:VCALENDAR and END:VCALENDAR are passed over"])
  }

  @Test func floatingTimesAreOfTheCalendarsZone() throws {
    let text = calendar("X-WR-TIMEZONE:America/New_York", event("DTSTART:20260310T060000\nDURATION:PT1H"))
    #expect(try busy(text).busy == Self.ten)
    let unknown = calendar("X-WR-TIMEZONE:Nowhere", event("DTSTART:20260310T110000\nDURATION:PT1H"))
    let answer = try busy(unknown)
    #expect(answer.problems.count == 1 && answer.problems[0].hasPrefix("line 2: unknown time zone \"Nowhere\": "))
    #expect(answer.busy == [["2026-03-09T21:00:00Z", "2026-03-11T00:00:00Z"]])
  }

  /// Nothing that a file holds may cost more than its limits, or take the neighbours with it.
  @Test(arguments: [
    "RRULE:FREQ=SECONDLY;COUNT=1000000000", "RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
    "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
    "RRULE:FREQ=DAILY;COUNT=999999999;BYSETPOS=366", "RRULE:FREQ=HOURLY;INTERVAL=1000000;BYHOUR=1",
  ])
  func recurrenceBombs(_ rule: String) throws {
    for start in ["16010101T000000Z", "20260301T000000Z"] {
      let text = calendar(event("DTSTART:\(start)\nDTEND:\(start)\n\(rule)"), event(Self.plain))
      #expect(try busy(text).busy == Self.ten)
    }
  }

  private static func numbers(_ count: Int) -> String { (0..<count).map { "\($0)" }.joined(separator: ",") }

  @Test(arguments: ["line", "nested", "events", "zones", "dates", "times", "futures", "noise"])
  func megabytesOfAnything(_ kind: String) throws {
    let size = kind == "line" ? 10 << 20 : 3 << 20
    func filled(_ text: String) -> Data {
      let one = Data(text.utf8)
      var all = Data("BEGIN:VCALENDAR\r\n".utf8)
      while all.count + one.count < size - 200 { all.append(one) }
      return all + Data("\(event(Self.plain))\nEND:VCALENDAR\r\n".utf8)
    }
    let file =
      switch kind {
      case "line":
        Data("BEGIN:VCALENDAR\nX-A:".utf8) + Data(repeating: 0x61, count: size - 200)
          + Data("\n\(event(Self.plain))\nEND:VCALENDAR\n".utf8)
      case "nested": filled("BEGIN:VALARM\r\n")
      case "events": filled("BEGIN:VEVENT\r\n\(Self.plain)\r\nUID:1\r\nEND:VEVENT\r\n")
      case "times":
        // Each of them names every second of a day.
        filled(
          "BEGIN:VEVENT\r\n\(Self.plain)\r\nRRULE:FREQ=DAILY;BYHOUR=\(Self.numbers(24));BYMINUTE=\(Self.numbers(60));BYSECOND=\(Self.numbers(60))\r\nEND:VEVENT\r\n"
        )
      case "futures":
        filled(
          "BEGIN:VEVENT\r\nUID:1\r\n\(Self.plain)\r\nRECURRENCE-ID;RANGE=THISANDFUTURE:20260301T100000Z\r\nEND:VEVENT\r\n"
        )
      case "zones":
        filled(
          "BEGIN:VTIMEZONE\r\nTZID:a\r\nBEGIN:STANDARD\r\nTZOFFSETTO:+0100\r\nRRULE:FREQ=SECONDLY\r\nEND:STANDARD\r\n")
      case "dates":
        filled(
          "BEGIN:VEVENT\r\n\(Self.plain)\r\nEXDATE:\(String(repeating: "20260101,", count: 90_000))20260101\r\nEND:VEVENT\r\n"
        )
      default: Data((0..<size).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 7) })
      }
    let start = ContinuousClock.now
    let (answer, _) = try busy(file)
    #expect(ContinuousClock.now - start < .seconds(30))
    #expect(answer.busy == Self.ten || !answer.problems.isEmpty)
  }

  @Test func moreThanTenMegabytesAreRefused() throws {
    let (answer, run) = try busy(Data(repeating: 0x20, count: 10 << 20 + 1))
    #expect(answer.problems.count == 1 && run.code == 5)
  }

  @Test func wrongFlagsAreTold() throws {
    let folder = try ProgramFolder()
    try folder.write(calendar(event(Self.plain)), to: "a.ics")
    #expect(try folder.run("busy").code == 2)
    #expect(try folder.run("busy", "a.ics", "--home", "Europe/Berln").err.contains("did you mean \"Europe/Berlin\"?"))
    #expect(try folder.run("busy", "a.ics", "--from", "tomorrow").code == 5)
    #expect(
      try folder.run("busy", "a.ics", "--from", "2026-03-01T00:00:00Z", "--until", "2026-03-01T00:00:00Z").code == 5)
  }

  @Test func withoutItsReaderThereIsOneClearMessage() throws {
    let folder = try ProgramFolder()
    try FileManager.default.copyItem(
      at: try ProgramFolder.program(), to: URL(fileURLWithPath: folder.path + "/almanac"))
    try folder.write(calendar(event(Self.plain)), to: "a.ics")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: folder.path + "/almanac")
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    process.arguments = ["busy", "a.ics"]
    process.environment = [:]
    let pipe = Pipe()
    process.standardError = pipe
    try process.run()
    process.waitUntilExit()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    #expect(text.hasPrefix("almanac: error: almanac-reader is not beside almanac"), "\(text)")
    #expect(process.terminationStatus == 1)
  }
}
