/// A date of the proleptic Gregorian calendar, stored as days since 1970-01-01.
@frozen
public struct CivilDate: Hashable, Comparable, Sendable {
  public var daysSinceEpoch: Int

  @inlinable public init(daysSinceEpoch: Int) { self.daysSinceEpoch = daysSinceEpoch }

  /// Nil if the date does not exist.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1 else { return nil }
    guard day <= CivilDate.days(inMonth: month, of: year) else { return nil }
    self.init(daysSinceEpoch: CivilDate.days(year, month, day))
  }

  @inlinable public static func < (left: CivilDate, right: CivilDate) -> Bool {
    left.daysSinceEpoch < right.daysSinceEpoch
  }

  @inlinable public func adding(days: Int) -> CivilDate { CivilDate(daysSinceEpoch: daysSinceEpoch &+ days) }

  /// The days since 1970-01-01, by arithmetic on eras from 0000-03-01 (Howard Hinnant, "chrono-Compatible Low-Level
  /// Date Algorithms").
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted.floorDivided(by: 400)
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// Year, month 1–12 and day 1–31.
  ///
  /// The algorithm is by Neri and Schneider, "Euclidean affine functions and their application to calendar algorithms"
  /// (2022). Years are counted from March, so that a leap day is the last day of a year, and most divisions are
  /// multiplications. It takes half the time of the usual divisions; a page or a feed writes hundreds of dates.
  @inlinable public var components: (year: Int, month: Int, day: Int) {
    // Counted from 1 March of the year 0. For earlier dates, whole eras of 400 years are added and subtracted again.
    var days = daysSinceEpoch &+ 719_468
    var eras = 0
    if days < 0 {
      eras = days.floorDivided(by: 146_097)
      days &-= eras &* 146_097
    }
    let quarters = UInt64(truncatingIfNeeded: days) &* 4 | 3
    let century = quarters / 146_097
    let quarterOfCentury = (quarters &- century &* 146_097) | 3
    let years = 2_939_745 &* quarterOfCentury
    let dayOfYear = (years & 0xFFFF_FFFF) / 2_939_745 / 4
    let months = 2_141 &* dayOfYear &+ 197_913
    let monthFromMarch = months >> 16
    let isNextYear = dayOfYear >= 306
    let year = century &* 100 &+ years >> 32 &+ (isNextYear ? 1 : 0)
    return (
      Int(truncatingIfNeeded: year) &+ eras &* 400,
      Int(truncatingIfNeeded: isNextYear ? monthFromMarch &- 12 : monthFromMarch),
      Int(truncatingIfNeeded: (months & 0xFFFF) / 2_141 &+ 1)
    )
  }

  public var year: Int { components.year }

  /// 0 = Sunday to 6 = Saturday, as in the database.
  @inlinable public var weekday: Int { (daysSinceEpoch &+ 4).floorModulo(7) }

  /// ISO 8601 week: the week-numbering year and week 1–53.
  public var isoWeek: (year: Int, week: Int) {
    let thursday = adding(days: 3 - (weekday + 6) % 7)
    let year = thursday.components.year
    let first = CivilDate(daysSinceEpoch: CivilDate.days(year, 1, 1))
    return (year, (thursday.daysSinceEpoch - first.daysSinceEpoch) / 7 + 1)
  }

  /// The first day of the week that contains this date, for weeks that start on `weekStart` (0 = Sunday).
  public func startOfWeek(startingOn weekStart: Int) -> CivilDate {
    adding(days: -((weekday - weekStart).floorModulo(7)))
  }

  public var firstOfMonth: CivilDate {
    let (year, month, _) = components
    return CivilDate(daysSinceEpoch: CivilDate.days(year, month, 1))
  }

  public var firstOfPreviousMonth: CivilDate { firstOfMonth.adding(days: -1).firstOfMonth }

  /// 00:00 UTC of this date.
  @inlinable public var startUTC: Instant { Instant(seconds: daysSinceEpoch &* 86_400) }

  public static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

  public static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

extension Instant {
  /// The date in UTC.
  @inlinable public var dateUTC: CivilDate { CivilDate(daysSinceEpoch: seconds.floorDivided(by: 86_400)) }
}

/// A reading of a wall clock without a zone: a date and the seconds since its midnight (0–86,399).
@frozen
public struct LocalDateTime: Hashable, Comparable, Sendable {
  public var date: CivilDate
  public var secondOfDay: Int

  @inlinable public init(date: CivilDate, secondOfDay: Int) {
    self.date = date
    self.secondOfDay = secondOfDay
  }

  /// The local reading `secondsSinceEpoch` seconds after 1970-01-01T00:00 on the same clock.
  @inlinable public init(secondsSinceEpoch: Int) {
    let day = secondsSinceEpoch.floorDivided(by: 86_400)
    self.init(date: CivilDate(daysSinceEpoch: day), secondOfDay: secondsSinceEpoch &- day &* 86_400)
  }

  /// Seconds since 1970-01-01T00:00 on the same clock.
  @inlinable public var secondsSinceEpoch: Int { date.daysSinceEpoch &* 86_400 &+ secondOfDay }

  @inlinable public var hour: Int { secondOfDay / 3600 }
  @inlinable public var minute: Int { secondOfDay / 60 % 60 }
  @inlinable public var second: Int { secondOfDay % 60 }
  @inlinable public var minuteOfDay: Int { secondOfDay / 60 }

  @inlinable public static func < (left: LocalDateTime, right: LocalDateTime) -> Bool {
    left.secondsSinceEpoch < right.secondsSinceEpoch
  }
}
