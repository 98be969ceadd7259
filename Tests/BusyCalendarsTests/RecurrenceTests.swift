import BusyCalendars
import CivilTime
import Testing

@Suite struct RecurrenceTests {
  /// `2026-03-29T02:30` as seconds on its own clock.
  static func reading(_ text: String) throws -> Int { try #require(LocalDateTime(iso: text)).secondsSinceEpoch }

  static func dates(
    _ rule: String, _ start: String, from: String = "2026-01-01", through: String = "2026-12-31"
  ) throws -> [String] {
    var budget = ExpansionBudget()
    let found = RecurrenceExpansion(try RecurrenceRule(rule), start: try reading(start)).starts(
      from: try reading(from + "T00:00"), through: try reading(through + "T23:59"), budget: &budget)
    #expect(found.stoppedAt == nil)
    return found.starts.map { LocalDateTime(secondsSinceEpoch: $0).date.iso }
  }

  /// What libical 3.0 gets wrong among the rules of people's calendars.
  @Test func rulesOfPeoplesCalendars() throws {
    #expect(
      try Self.dates("FREQ=DAILY;BYMONTHDAY=-1", "2026-02-17T17:15", through: "2026-04-30")
        == ["2026-02-28", "2026-03-31", "2026-04-30"])
    #expect(
      try Self.dates("FREQ=WEEKLY;INTERVAL=13;BYDAY=SU", "2026-04-07T22:00")
        == ["2026-04-12", "2026-07-12", "2026-10-11"])
    #expect(
      try Self.dates("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "2025-01-01T09:00") == [
        "2026-02-13", "2026-03-13", "2026-11-13",
      ])
    #expect(try Self.dates("FREQ=YEARLY;BYMONTH=6", "2021-01-31T05:30") == [])
    #expect(
      try Self.dates("FREQ=MONTHLY", "2025-12-31T05:30", through: "2026-06-01") == [
        "2026-01-31", "2026-03-31", "2026-05-31",
      ])
  }

  @Test func aListOfWeekdaysIsAUnion() throws {
    let both = try Self.dates("FREQ=MONTHLY;BYDAY=MO,2TU", "2026-03-01T09:00", through: "2026-03-31")
    #expect(both == ["2026-03-02", "2026-03-09", "2026-03-10", "2026-03-16", "2026-03-23", "2026-03-30"])
  }

  @Test func aCountIsCountedFromTheStart() throws {
    #expect(
      try Self.dates("FREQ=DAILY;COUNT=5", "2025-12-29T09:00") == ["2026-01-01", "2026-01-02"])
    #expect(try Self.dates("FREQ=WEEKLY;BYDAY=MO,WE;COUNT=4", "2025-12-22T09:00") == [])
    #expect(try Self.dates("FREQ=WEEKLY;BYDAY=MO,TH;COUNT=4", "2025-12-22T09:00") == ["2026-01-01"])
  }

  /// Steps, not instances, are what a rule may cost.
  @Test(arguments: [
    ("FREQ=DAILY", "1601-01-01T00:00"), ("FREQ=SECONDLY;INTERVAL=86400", "1601-01-01T00:00"),
    ("FREQ=DAILY;COUNT=1000000000", "1601-01-01T00:00"), ("FREQ=MONTHLY;BYDAY=-1FR", "1601-01-01T00:00"),
    ("FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30", "1970-01-01T00:00"),
    ("FREQ=MINUTELY;BYHOUR=9;BYMINUTE=30", "1970-01-01T00:00"),
  ])
  func whatIsLongPastCostsNothing(_ rule: String, _ start: String) throws {
    var budget = ExpansionBudget(steps: 35_000)
    let found = RecurrenceExpansion(try RecurrenceRule(rule), start: try Self.reading(start)).starts(
      from: try Self.reading("2026-01-01T00:00"), through: try Self.reading("2026-12-31T23:59"), budget: &budget)
    #expect(found.stoppedAt == nil)
    #expect(found.starts.count <= 366)
  }

  @Test func aBombStopsAtItsBudgetAndTellsWhere() throws {
    var budget = ExpansionBudget(steps: 5000, stepsPerRule: 1000)
    let start = try Self.reading("2026-01-01T00:00")
    let found = RecurrenceExpansion(try RecurrenceRule("FREQ=SECONDLY"), start: start).starts(
      from: start, through: start + 86_400 * 365, budget: &budget)
    #expect(found.starts.count < 1000)
    #expect(found.stoppedAt == found.starts.last)
    #expect(budget.steps == 4000)
  }

  @Test func carelessRulesAreRead() throws {
    #expect(try RecurrenceRule("freq=weekly;BYDAY=mo, we;;").days.count == 2)
    #expect(try RecurrenceRule("FREQ=DAILY;COUNT=-1").count == nil)
    #expect(try RecurrenceRule("FREQ=DAILY;X-OWN=1").frequency == .daily)
    #expect(
      try RecurrenceRule("FREQ=DAILY;UNTIL=20260101").until
        == CivilDate(year: 2026, month: 1, day: 1).map { .date($0) })
  }

  @Test func partsThatStandTwiceAreUnitedWhereThatHasEveryReading() throws {
    #expect(
      try RecurrenceRule(unitingParts: "FREQ=WEEKLY;BYDAY=TU;X-A=1;X-A=2;BYDAY=WE")
        == RecurrenceRule("FREQ=WEEKLY;BYDAY=TU,WE"))
    #expect(
      try RecurrenceRule(unitingParts: "FREQ=DAILY;COUNT=3;COUNT=2;COUNT=3") == RecurrenceRule("FREQ=DAILY;COUNT=3"))
    #expect(try RecurrenceRule(unitingParts: "FREQ=DAILY;COUNT=3;COUNT=-1") == RecurrenceRule("FREQ=DAILY"))
    #expect(
      try RecurrenceRule(unitingParts: "FREQ=DAILY;UNTIL=20261125;UNTIL=20261201")
        == RecurrenceRule("FREQ=DAILY;UNTIL=20261201"))
    #expect(try RecurrenceRule("FREQ=DAILY;COUNT=3;count=3").count == 3)
    for text in [
      "FREQ=DAILY;FREQ=WEEKLY", "FREQ=DAILY;INTERVAL=2;INTERVAL=3", "FREQ=WEEKLY;BYDAY=TU;BYDAY=WE;COUNT=4",
      "FREQ=MONTHLY;BYDAY=MO;BYDAY=TU;BYSETPOS=1", "FREQ=DAILY;UNTIL=20261125;UNTIL=20261124T090000Z",
      "FREQ=DAILY;COUNT=3", "FREQ=DAILY;BYDAY=TU;BYDAY=XX",
    ] {
      #expect(RecurrenceRule(unitingParts: text) == nil, "\(text)")
    }
    let covering = RecurrenceRule(coveringUnreadable: "FREQ=HOURLY;FREQ=DAILY;UNTIL=20261201;UNTIL=20261125T090000Z")
    #expect(covering.frequency == .hourly)
    #expect(covering.until == CivilDate(year: 2026, month: 12, day: 1).map { .date($0) })
  }

  @Test(arguments: [
    "FREQ=DAILY;FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=TU;BYDAY=WE", "FREQ=DAILY;COUNT=3;COUNT=2", "", "FREQ=FORTNIGHTLY",
    "COUNT=3", "FREQ=DAILY;BYMONTH=13", "FREQ=DAILY;BYDAY=", "FREQ=DAILY;BYDAY=XX",
    "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;BYMONTHDAY=0", "FREQ=DAILY;UNTIL=20260230", "FREQ=DAILY;BYHOUR",
    "FREQ=YEARLY;RSCALE=HEBREW", "FREQ=DAILY;BYEASTER=0", "FREQ=DAILY;INTERVAL=99999999999999999999",
  ])
  func whatCannotBeMeantIsAFault(_ text: String) {
    #expect(throws: RecurrenceFault.self) { try RecurrenceRule(text) }
  }
}
