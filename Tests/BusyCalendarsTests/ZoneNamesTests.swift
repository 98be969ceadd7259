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
    let (summer, problems) = try hours("Customized Time Zone") { $0.blocks["Customized Time Zone"] = block }
    #expect(summer == 2)
    #expect(problems.isEmpty)
    // A name that is known does not ask the block (some say GMT and mean London).
    #expect(try hours("GMT") { $0.blocks["GMT"] = block }.0 == 0)
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
    #expect(try hours("Own") { $0.blocks["Own"] = block }.0 == 2)
  }
}
