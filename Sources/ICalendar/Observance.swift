import Bytes
import CivilTime

/// `BYMONTH=m;BYDAY=nXX` of a yearly rule: the nth (1–4, or -1 for the last) weekday of a month.
struct YearlyDay: Hashable {
  var month: Int
  var nth: Int
  /// 0 = Sunday.
  var weekday: Int

  /// The date in `year`; nil for a year outside 1–9999.
  func date(in year: Int) -> CivilDate? {
    guard let first = CivilDate(year: year, month: month, day: 1) else { return nil }
    let days = CivilDate.days(inMonth: month, of: year)
    var day = (weekday - first.weekday).floorModulo(7) + 1
    if nth < 0 {
      while day + 7 <= days { day += 7 }
    } else {
      day += (nth - 1) * 7
    }
    return day <= days ? first.adding(days: day - 1) : nil
  }
}

/// A STANDARD or DAYLIGHT part of a VTIMEZONE (RFC 5545 section 3.6.5).
struct Observance {
  /// Whether the clock goes forward. The sign of the change decides, not the database's flag, which is reversed for
  /// Dublin.
  var isDaylight: Bool
  /// DTSTART: the first onset, on the clock before the change.
  var onset: LocalDateTime
  /// TZOFFSETFROM and TZOFFSETTO, in seconds east of UTC.
  var offsetBefore: Int
  var offset: Int
  var abbreviation: String
  /// RRULE:FREQ=YEARLY, if the part represents a change in each year.
  var yearly: YearlyDay?

  /// The onsets on the clock before the change, up to the end of `lastYear`, in ascending order.
  func onsets(through lastYear: Int) -> [LocalDateTime] {
    guard let yearly else { return [onset] }
    let first = onset.date.year
    guard first <= lastYear else { return [onset] }
    return (first...lastYear).compactMap { year in
      yearly.date(in: year).map { LocalDateTime(date: $0, secondOfDay: onset.secondOfDay) }
    }
  }

  /// The onset that Outlook uses in any `year`, including years before DTSTART: by the rule, or else on the same day of
  /// each year (MS-OXCICAL 2.1.3.1.1.19).
  func outlookOnset(in year: Int) -> LocalDateTime {
    if let yearly {
      return yearly.date(in: year).map { LocalDateTime(date: $0, secondOfDay: onset.secondOfDay) } ?? onset
    }
    let (_, month, day) = onset.date.components
    let date = CivilDate(year: year, month: month, day: day) ?? CivilDate(year: year, month: 3, day: 1)
    return LocalDateTime(date: date ?? onset.date, secondOfDay: onset.secondOfDay)
  }

  func write(into sink: inout ByteSink) {
    sink.append(isDaylight ? "BEGIN:DAYLIGHT\r\n" : "BEGIN:STANDARD\r\n")
    sink.append("DTSTART:")
    sink.appendDateTime(onset)
    sink.append("\r\nTZOFFSETFROM:")
    sink.appendOffset(seconds: offsetBefore)
    sink.append("\r\nTZOFFSETTO:")
    sink.appendOffset(seconds: offset)
    sink.append("\r\n")
    if let yearly {
      sink.append("RRULE:FREQ=YEARLY;BYMONTH=")
      sink.appendDecimal(yearly.month)
      sink.append(";BYDAY=")
      sink.appendDecimal(yearly.nth)
      let names: [StaticString] = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"]
      sink.append(names[yearly.weekday.floorModulo(7)])
      sink.append("\r\n")
    }
    if !abbreviation.isEmpty {
      let mark = sink.count
      sink.append("TZNAME:")
      sink.append(abbreviation)
      sink.endContentLine(from: mark)
    }
    sink.append(isDaylight ? "END:DAYLIGHT\r\n" : "END:STANDARD\r\n")
  }
}

/// The parts that describe `zone` from the start of `firstYear` to the end of `lastYear` on its own clock. STANDARD
/// parts come first, because Outlook requires one.
func observances(of zone: Zone, firstYear: Int, lastYear: Int) -> [Observance] {
  guard let first = CivilDate(year: firstYear, month: 1, day: 1),
    let last = CivilDate(year: lastYear, month: 12, day: 31)
  else { return [] }
  let from = first.startUTC.adding(days: -2)
  let changes = zone.transitions(in: from..<last.startUTC.adding(days: 3)).map { change in
    Observance(
      isDaylight: change.offset > change.offsetBefore,
      onset: LocalDateTime(secondsSinceEpoch: change.at.seconds + wholeMinutes(change.offsetBefore)),
      offsetBefore: wholeMinutes(change.offsetBefore), offset: wholeMinutes(change.offset),
      abbreviation: change.abbreviation)
  }
  let inside = changes.filter { (firstYear...lastYear).contains($0.onset.date.year) }
  if let pair = yearlyPair(inside, years: lastYear - firstYear + 1) { return pair }
  // The state before the first change; without it some clients cannot determine the offset until then.
  let offset = wholeMinutes(zone.offset(at: from))
  let initial = Observance(
    isDaylight: false, onset: LocalDateTime(date: first.adding(days: -2), secondOfDay: 0), offsetBefore: offset,
    offset: offset, abbreviation: zone.abbreviation(at: from))
  return [initial] + changes.filter { !$0.isDaylight } + changes.filter(\.isDaylight)
}

/// Rounds an offset down to whole minutes, because several clients refuse the seconds of local mean time. Affected
/// times fail the check by ``VTimeZone`` and are written in UTC.
private func wholeMinutes(_ offset: Int) -> Int { offset - offset.floorModulo(60) }

/// One STANDARD and one DAYLIGHT part with a yearly rule each. This requires one change forward and one back in every
/// year, on the same nth weekday, at the same time, between the same offsets.
private func yearlyPair(_ changes: [Observance], years: Int) -> [Observance]? {
  guard
    let standard = yearly(changes.filter { !$0.isDaylight }, years: years),
    let daylight = yearly(changes.filter(\.isDaylight), years: years)
  else { return nil }
  return [standard, daylight]
}

private func yearly(_ changes: [Observance], years: Int) -> Observance? {
  guard var part = changes.first, changes.count == years else { return nil }
  let (year, month, day) = part.onset.date.components
  let weekday = part.onset.date.weekday
  for nth in [-1, (day - 1) / 7 + 1] where nth < 5 {
    let rule = YearlyDay(month: month, nth: nth, weekday: weekday)
    let same = changes.enumerated().allSatisfy { index, change in
      rule.date(in: year + index) == change.onset.date && change.onset.secondOfDay == part.onset.secondOfDay
        && change.offset == part.offset && change.offsetBefore == part.offsetBefore
    }
    guard same else { continue }
    part.yearly = rule
    return part
  }
  return nil
}
