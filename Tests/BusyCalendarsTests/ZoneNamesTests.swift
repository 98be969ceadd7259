import BusyCalendars
import CivilTime
import Testing

@Suite struct ZoneNamesTests {
  static let zones = ZoneDirectory(path: "/usr/share/zoneinfo")
  static let window = Interval(start: Instant(seconds: 1_767_225_600), end: Instant(seconds: 1_798_761_600))

  /// The clock of a TZID read at noon of 1 July 2026 there, as hours east of UTC, with what is told.
  private func hours(_ name: String, _ prepare: (inout ZoneNames) -> Void = { _ in }) throws -> (Double, [String]) {
    var names = ZoneNames(zones: Self.zones, home: try Self.zones.zone(named: "Asia/Tokyo"), window: Self.window)
    prepare(&names)
    let noon = try #require(LocalDateTime(iso: "2026-07-01T12:00")).secondsSinceEpoch
    var problems = CalendarProblems()
    var budget = ExpansionBudget()
    let time = EventTime(reading: noon, clock: .zone(names.number(of: name)))
    let clock = names.clock(of: time, line: 7, budget: &budget, problems: &problems)
    return (Double(noon - clock.instant(of: noon).seconds) / 3600, problems.all.map(\.words))
  }

  @Test(arguments: [
    ("Europe/Berlin", 2.0), ("europe/berlin", 2), ("/Europe/Stockholm", 2),
    ("/mozilla.org/20070129_1/America/New_York", -4),
    ("/freeassociation.sourceforge.net/Tzfile/America/Argentina/Buenos_Aires", -3), ("America/Indiana/Knox", -5),
    ("Sarajevo, Skopje, Warsaw, Zagreb", 2), ("W. Europe Standard Time 2", 2), ("W. Europe Standard Time", 2),
    ("w. europe standard time", 2), ("\"Eastern Standard Time\"", -4),
    ("India Standard Time", 5.5), ("UTC", 0), ("GMT", 0), ("Etc/GMT+5", -5),
  ])
  func knownNames(_ name: String, _ expected: Double) throws {
    let (hours, problems) = try hours(name)
    #expect(hours == expected)
    #expect(problems.isEmpty)
  }

  @Test(arguments: [
    ("(GMT +01:00)", 1.0, "UTC+01:00"), ("(UTC-05:30) Somewhere", -5.5, "UTC-05:30"), ("GMT+0100", 1, "UTC+01:00"),
    ("Sarajevo, Elsewhere", 2, "Europe/Sarajevo"), ("(UTC+01:00) London, Sarajevo", 2, "Europe/Sarajevo"),
  ])
  func guessesAreTold(_ name: String, _ expected: Double, _ taken: String) throws {
    let (hours, problems) = try hours(name)
    #expect(hours == expected)
    #expect(problems == ["line 7: unknown time zone \"\(name)\": taken as \(taken)"])
  }

  @Test(arguments: ["(no TZ description)", "Customized Time Zone", "../../etc/passwd", "posixrules"])
  func whatMeansNothingIsNoPlaceButAll(_ name: String) throws {
    let (hours, problems) = try hours(name)
    #expect(hours == 9, "the home zone is the likeliest")
    #expect(
      problems.count == 1 && problems[0].hasPrefix("line 7: unknown time zone \"\(name)\": the time is busy wherever"))
  }

  @Test func theCalendarsOwnBlockAnswersForAnUnknownName() throws {
    let start = try #require(LocalDateTime(iso: "1970-03-29T02:00")).secondsSinceEpoch
    let autumn = try #require(LocalDateTime(iso: "1970-10-25T03:00")).secondsSinceEpoch
    // TZOFFSETFROM is missing in one, as Outlook for the Mac writes it.
    let block = ZoneBlock(
      line: 2,
      observances: [
        .init(
          start: start, offsetFrom: nil, offsetTo: 7200, rules: [try RecurrenceRule("FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU")]
        ),
        .init(
          start: autumn, offsetFrom: 7200, offsetTo: 3600,
          rules: [try RecurrenceRule("FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU")]),
      ])
    let (summer, problems) = try hours("Customized Time Zone") { $0.addBlock(block, named: "Customized Time Zone") }
    #expect(summer == 2)
    #expect(problems.isEmpty)
    // A name that is known comes first (some say GMT and mean London).
    #expect(try hours("GMT") { $0.addBlock(block, named: "GMT") }.0 == 0)
  }

  @Test func rulesThatEndedLeaveTheClockWhereItWas() throws {
    let start = try #require(LocalDateTime(iso: "1990-03-29T02:00")).secondsSinceEpoch
    let block = ZoneBlock(
      line: 2,
      observances: [
        .init(
          start: start, offsetFrom: 3600, offsetTo: 7200,
          rules: [try RecurrenceRule("FREQ=YEARLY;UNTIL=20100328T010000Z")]),
        .init(
          start: start + 86_400 * 100, offsetFrom: 7200, offsetTo: 3600,
          rules: [try RecurrenceRule("FREQ=YEARLY;UNTIL=20080901T010000Z")]),
      ])
    #expect(try hours("Own") { $0.addBlock(block, named: "Own") }.0 == 2)
  }

  /// A VTIMEZONE of one offset, or of the changes of 2026 in Europe.
  private func rules(_ offset: Double, changes: [(String, Double)] = [], line: Int = 2) throws -> ZoneBlock {
    let seconds = { (hours: Double) in Int(hours * 3600) }
    if changes.isEmpty {
      return ZoneBlock(
        line: line, observances: [.init(start: 0, offsetFrom: seconds(offset), offsetTo: seconds(offset))])
    }
    var (before, all) = (seconds(offset), [ZoneBlock.Observance]())
    for (time, hours) in changes {
      let start = try #require(LocalDateTime(iso: time)).secondsSinceEpoch
      all.append(.init(start: start, offsetFrom: before, offsetTo: seconds(hours)))
      before = seconds(hours)
    }
    return ZoneBlock(line: line, observances: all)
  }

  /// The clocks of a TZID at noon of 1 July 2026.
  private func allHours(_ name: String, line: Int = 7, _ prepare: (inout ZoneNames) -> Void) throws -> (
    [Double], [String]
  ) {
    var names = ZoneNames(zones: Self.zones, home: try Self.zones.zone(named: "Asia/Tokyo"), window: Self.window)
    prepare(&names)
    let noon = try #require(LocalDateTime(iso: "2026-07-01T12:00")).secondsSinceEpoch
    var problems = CalendarProblems()
    var budget = ExpansionBudget()
    let clock = names.clock(
      of: EventTime(reading: noon, clock: .zone(names.number(of: name))), line: line, budget: &budget,
      problems: &problems)
    let clocks = if case .several(let all) = clock { all } else { [clock] }
    return (clocks.map { Double(noon - $0.instant(of: noon).seconds) / 3600 }, problems.all.map(\.words))
  }

  @Test(arguments: [
    ("Europe/Berlin", -5.0, [2.0, -5]), ("Eastern Standard Time", 10, [-4, 10]), ("GST", -2, [-2, 4]),
    ("Pacific Time (US & Canada)", 1, [-7, 1]), ("UTC", 3, [0, 3]),
  ])
  func rulesThatContradictTheirNameAreTakenToo(_ name: String, _ offset: Double, _ expected: [Double]) throws {
    let block = try rules(offset)
    let (hours, problems) = try allHours(name) { $0.addBlock(block, named: name) }
    #expect(hours == expected)
    #expect(problems.count == 1 && problems[0].hasPrefix("line 2: the calendar's own rules of time zone \"\(name)\""))
  }

  @Test func rulesThatSayTheSameOrEndEarlyAreNotReported() throws {
    let berlin: [(String, Double)] = [("2026-03-29T02:00", 2.0), ("2026-10-25T03:00", 1)]
    let cases: [(changes: [(String, Double)], hours: [Double])] = [
      (berlin, [2]), ([("2025-10-26T03:00", 1)], [2, 1]), ([("2026-12-01T00:00", 1)], [2]),
    ]
    for (changes, expected) in cases {
      let block = try rules(changes[0].1 == 2 ? 1 : 2, changes: changes)
      let (hours, problems) = try allHours("Europe/Berlin") { $0.addBlock(block, named: "Europe/Berlin") }
      #expect(hours == expected, "\(changes)")
      #expect(problems.isEmpty, "\(changes) \(problems)")
    }
  }

  @Test func aNameMeansWhatItMeansInItsOwnCalendar() throws {
    let (first, second) = (try rules(9), try rules(-5, line: 30))
    func prepare(_ names: inout ZoneNames) {
      names.beginCalendar(line: 1)
      names.addBlock(first, named: "Customized Time Zone")
      names.beginCalendar(line: 20)
      names.addBlock(second, named: "Customized Time Zone")
      names.beginCalendar(line: 40)
    }
    for (line, expected) in [(7, 9.0), (35, -5)] {
      let (hours, problems) = try allHours("Customized Time Zone", line: line, prepare)
      #expect(hours == [expected] && problems.isEmpty)
    }
    let (hours, problems) = try allHours("Customized Time Zone", line: 45, prepare)
    #expect(hours == [9, -5])
    #expect(problems.count == 1 && problems[0].contains("defined more than once"))
  }

  @Test(arguments: ["GMT 5", "UTC 5", "GMT5", "(GMT 05:00)", "Etc/GMT 5", "UTC 0500"])
  func anOffsetWithoutItsSignIsEither(_ name: String) throws {
    let (hours, problems) = try allHours(name) { _ in }
    #expect(Set(hours) == [5, -5, -4])
    #expect(problems == ["line 7: unknown time zone \"\(name)\": taken as UTC+05:00 or UTC-05:00"])
  }
}
