import Bytes
import CivilTime
import Publishing
import Testing

struct CalendarWordsTests {
  static func written(_ body: (inout ByteSink) -> Void) -> String {
    var sink = ByteSink()
    body(&sink)
    return sink.string()
  }

  @Test func aDateIsWrittenInFull() throws {
    let words = try #require(CalendarWords.english)
    let date = try #require(CivilDate(year: 2026, month: 11, day: 24))
    #expect(Self.written { words.append(date, into: &$0) } == "Tuesday 24 November 2026")
  }

  @Test func everyLanguageMayOrderADateItsOwnWay() throws {
    let english = try #require(CalendarWords.english)
    let words = try #require(
      CalendarWords(
        weekdays: english.weekdays, shortWeekdays: english.shortWeekdays, months: english.months,
        fullDate: "{weekday}, den {day}. {month} {year}"))
    let date = try #require(CivilDate(year: 2026, month: 3, day: 1))
    #expect(Self.written { words.append(date, into: &$0) } == "Sunday, den 1. March 2026")
  }

  @Test func aPatternWithoutTheYearIsNone() throws {
    let english = try #require(CalendarWords.english)
    #expect(
      CalendarWords(
        weekdays: english.weekdays, shortWeekdays: english.shortWeekdays, months: english.months,
        fullDate: "{weekday} {day} {month}") == nil)
  }

  @Test(arguments: [(0, "UTC"), (20_700, "UTC+05:45"), (-12_600, "UTC\u{2212}03:30"), (50_400, "UTC+14:00")])
  func offsetsNameUTC(seconds: Int, text: String) {
    #expect(Self.written { $0.append(offset: seconds) } == text)
  }
}
