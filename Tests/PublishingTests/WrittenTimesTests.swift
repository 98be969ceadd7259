import Bytes
import CivilTime
import Diagnostics
import Testing

@testable import Publishing

struct WrittenTimesTests {
  let english: Strings
  let german: Strings
  let zones = ZoneDirectory(path: "/usr/share/zoneinfo")

  init() throws {
    var diagnostics = Diagnostics()
    english = try #require(builtInStrings(into: &diagnostics))
    let text = """
      language: de
      dates:
        months: [Januar, Februar, März, April, Mai, Juni, Juli, August, September, Oktober, November, Dezember]
        weekdays: [Sonntag, Montag, Dienstag, Mittwoch, Donnerstag, Freitag, Samstag]
        weekdays_short: [So, Mo, Di, Mi, Do, Fr, Sa]
        date: "{day}. {month} {year}"
        date_short: "{weekday_short} {day}. {month_short}"
        date_with_weekday: "{weekday}, {day}. {month} {year}"
        moment: "{date} um {time} Uhr ({zone})"
        decimal_point: ","
        thousands_separator: "\u{A0}"
      """
    german = try #require(readStrings(Array(text.utf8), file: "f", into: &diagnostics))
  }

  private func written(_ body: (inout ByteSink) -> Void) -> String {
    var sink = ByteSink()
    body(&sink)
    return sink.string()
  }

  private func date(_ year: Int, _ month: Int, _ day: Int) throws -> CivilDate {
    try #require(CivilDate(year: year, month: month, day: day))
  }

  // MARK: Dates and times

  @Test func aDateIsWrittenAsItsLanguageWritesIt() throws {
    let day = try date(2026, 3, 1)
    #expect(written { english.append(date: day, into: &$0) } == "1 March 2026")
    #expect(written { english.append(shortDate: day, into: &$0) } == "1 Mar")
    #expect(written { english.append(dateWithWeekday: day, into: &$0) } == "Sunday, 1 March 2026")
    #expect(written { german.append(date: day, into: &$0) } == "1. März 2026")
    #expect(written { german.append(dateWithWeekday: day, into: &$0) } == "Sonntag, 1. März 2026")
  }

  @Test func shortMonthsThatAreNotGivenAreTheLongOnes() throws {
    let day = try date(2026, 12, 31)
    #expect(written { german.append(shortDate: day, into: &$0) } == "Do 31. Dezember")
  }

  @Test func aMomentIsWrittenOnTheDateOfItsZone() throws {
    let instant = try date(2026, 11, 23).startUTC.adding(minutes: 23 * 60 + 5)
    #expect(written { english.append(moment: instant, in: .utc, into: &$0) } == "Monday, 23 November 2026, 23:05 (UTC)")
    let tokyo = try zones.zone(named: "Asia/Tokyo")
    #expect(
      written { english.append(moment: instant, in: tokyo, into: &$0) }
        == "Tuesday, 24 November 2026, 08:05 (Asia/Tokyo)")
    #expect(
      written { german.append(moment: instant, in: tokyo, into: &$0) }
        == "Dienstag, 24. November 2026 um 08:05 Uhr (Asia/Tokyo)")
  }

  @Test func aRangeThroughAClockChangeHasTheTimesOfTheWall() throws {
    let berlin = try zones.zone(named: "Europe/Berlin")
    let start = try date(2024, 3, 31).startUTC.adding(minutes: 30)
    let range = Interval(start: start, end: start.adding(minutes: 60))
    #expect(
      written { english.append(range: range, in: berlin, into: &$0) }
        == "Sunday, 31 March 2024, 01:30–03:30 (Europe/Berlin)")
  }

  @Test(arguments: [
    (2026, 11, 23, "23 November – 29 November 2026, week 48"),
    (2026, 11, 22, "22 November – 28 November 2026, week 48"),
    (2026, 11, 30, "30 November – 6 December 2026, week 49"),
    (2024, 12, 30, "30 December – 5 January 2025, week 1"), (2020, 12, 28, "28 December – 3 January 2021, week 53"),
  ])
  func aWeekIsNamedByItsMonday(year: Int, month: Int, day: Int, text: String) throws {
    let first = try date(year, month, day)
    #expect(written { english.append(weekOf: first, into: &$0) } == text)
  }

  /// A table of before `date_in_year` has its own short form.
  @Test func bothDatesOfAWeekAreWrittenAlike() throws {
    var diagnostics = Diagnostics()
    let first = try date(2026, 9, 14)
    let built = try #require(builtInStrings(in: "de", english: english, into: &diagnostics))
    #expect(written { built.append(weekOf: first, into: &$0) } == "14. September – 20. September 2026, KW 38")
    #expect(written { german.append(dateInYear: first, into: &$0) } == "Mo 14. September")
  }

  // MARK: Numbers

  @Test(arguments: [
    (0, "0"), (7, "7"), (999, "999"), (1000, "1,000"), (1304, "1,304"), (1_000_000, "1,000,000"),
    (-1304, "\u{2212}1,304"),
    (Int.max, "9,223,372,036,854,775,807"), (Int.min, "\u{2212}9,223,372,036,854,775,808"),
  ])
  func aNumberIsGroupedByThousands(number: Int, text: String) {
    #expect(written { english.append(number: number, into: &$0) } == text)
  }

  @Test func aSeparatorOfMoreThanOneOctetIsWrittenWhole() {
    #expect(written { german.append(number: 12_345, into: &$0) } == "12\u{A0}345")
    #expect(german.counted("x", 3) == "x")
  }

  @Test func tenthsHaveTheLanguagesPoint() {
    #expect(written { english.append(tenths: 48, into: &$0) } == "4.8")
    #expect(written { german.append(tenths: 50, into: &$0) } == "5,0")
    #expect(written { english.append(tenths: 3, into: &$0) } == "0.3")
  }

  @Test(arguments: [
    (4000, "EUR", "40.00\u{A0}EUR"), (5, "EUR", "0.05\u{A0}EUR"), (0, "USD", "0.00\u{A0}USD"),
    (4000, "JPY", "4,000\u{A0}JPY"),
    (1_234_567, "TND", "1,234.567\u{A0}TND"), (7, "KWD", "0.007\u{A0}KWD"), (150, "XXX", "1.50\u{A0}XXX"),
  ])
  func moneyHasTheMinorDigitsOfItsCurrency(amount: Int, currency: String, text: String) {
    #expect(written { english.append(money: amount, currency: currency, into: &$0) } == text)
  }

  // MARK: Languages

  @Test(arguments: [
    ("de", "Deutsch"), ("pt-BR", "Português"), ("zh-Hant-TW", "中文"), ("EN", "English"), ("fil", "fil"), ("den", "den"),
    ("x-klingon", "x-klingon"), ("", ""),
  ])
  func aLanguageIsNamedInItselfAndNoOtherByItsFirstLetters(code: String, name: String) {
    #expect(languageName(code) == name)
  }
}
