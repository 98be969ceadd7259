import CivilTime
import Testing

struct CivilDateTests {
  @Test func everyDayOfFourCenturiesGoesThereAndBack() {
    var day = -141_000
    while day < 141_000 {
      let date = CivilDate(daysSinceEpoch: day)
      let (year, month, dayOfMonth) = date.components
      #expect(CivilDate(year: year, month: month, day: dayOfMonth) == date)
      day += 13
    }
  }

  /// Counted on from day to day by the rules of the calendar, over the end of an era, before the year 0 and past 9999.
  @Test(arguments: [(-1, -719_893), (1599, -135_505), (1969, -365), (9999, 2_932_532)])
  func componentsFollowEachOther(year first: Int, start: Int) {
    var (number, wrong) = (start, 0)
    for year in first...first + 3 {
      let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      for (month, length) in [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].enumerated() {
        for day in 1...length {
          if CivilDate(daysSinceEpoch: number).components != (year, month + 1, day) { wrong += 1 }
          number += 1
        }
      }
    }
    #expect(wrong == 0)
  }

  @Test(arguments: [
    (2024, 12, 30, 2025, 1), (2026, 1, 1, 2026, 1), (2021, 1, 3, 2020, 53), (2026, 12, 31, 2026, 53),
    (2027, 1, 3, 2026, 53), (2027, 1, 4, 2027, 1),
  ])
  func weeksAreNumberedByISO8601(year: Int, month: Int, day: Int, weekYear: Int, week: Int) throws {
    let date = try #require(CivilDate(year: year, month: month, day: day))
    #expect(date.isoWeek == (weekYear, week))
  }

  @Test func datesThatDoNotExistAreNil() {
    #expect(CivilDate(year: 2025, month: 2, day: 29) == nil)
    #expect(CivilDate(year: 2024, month: 2, day: 29) != nil)
    #expect(CivilDate(year: 2026, month: 13, day: 1) == nil)
    #expect(CivilDate(year: 2026, month: 4, day: 31) == nil)
    #expect(CivilDate(year: 0, month: 1, day: 1) == nil)
  }

  @Test func weekdaysCountFromSunday() throws {
    let date = try #require(CivilDate(year: 2026, month: 11, day: 21))
    #expect(date.weekday == 6)
    #expect(date.startOfWeek(startingOn: 1).components == (2026, 11, 16))
    #expect(date.startOfWeek(startingOn: 0).components == (2026, 11, 15))
  }
}
