import CivilTime

/// The meaning of a value that contains times.
enum PropertyMeaning {
  case time(EventTime)
  /// Only the day or month is known: the value covers this many days from the reading on.
  case days(EventTime, count: Int)
  case period(AddedTime)
  case duration(EventDuration)
}

extension PropertyMeaning {
  /// The end of the possible range, if it is a time or days.
  fileprivate var latest: EventTime? {
    switch self {
    case .time(let time): time
    case .days(let time, let count): EventTime(reading: time.reading + count * 86_400, clock: time.clock)
    case .period, .duration: nil
    }
  }
}

/// The values of a list, separated by commas, or, as in vCalendar 1.0 and as people write it, by a semicolon or a space
/// before a date.
func listValues(_ text: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
  var values: [ArraySlice<UInt8>] = []
  var start = text.startIndex
  var index = start
  while index < text.endIndex {
    switch text[index] {
    case UInt8(ascii: ","):
      values.append(text[start..<index])
      index += 1
      start = index
    case UInt8(ascii: ";"), 9, 32:
      let next = text[index...].drop { $0 == UInt8(ascii: ";") || $0 <= 32 }
      // There may be a space around the slash of a period.
      let before = text[start..<index].last { $0 > 32 }
      if next.isEmpty || beginsWithDate(next) && before != UInt8(ascii: "/") {
        values.append(text[start..<index])
        start = next.startIndex
      }
      index = next.startIndex
    default: index += 1
    }
  }
  values.append(text[start...])
  return values.filter { !$0.isEmpty }
}

/// The problem with a list's separators.
func listProblem(_ text: ArraySlice<UInt8>, _ name: String) -> String? {
  guard let place = text.firstIndex(of: UInt8(ascii: ";")), text[place...].contains(where: isDigit) else { return nil }
  return "the values of \(name) are separated by semicolons, not by commas: each is read"
}

/// Whether the text begins with a date such as `20261124` or `2026-11-24`.
private func beginsWithDate(_ text: ArraySlice<UInt8>) -> Bool {
  let digits = text.prefix(while: isDigit)
  if digits.count == 8 { return true }
  return digits.count == 4 && text[digits.endIndex...].first.map { "-/".utf8.contains($0) } ?? false
}

/// Reads properties with times, first as RFC 5545 defines them, then in the other forms that occur in practice.
struct PropertyReading<Parser: PropertyParser> {
  let parser: Parser

  /// A value and the problem with it.
  struct Result {
    /// More than one if the value is ambiguous; empty if it is unreadable.
    var meanings: [PropertyMeaning] = []
    var problem: String?
    var coversFuture = false
  }

  /// - Parameter line: a property whose value is one DATE, DATE-TIME or DURATION.
  func read(_ line: [UInt8], _ name: String, _ zones: inout ZoneNames) -> Result {
    guard let colon = self.colon(in: line) else { return Result() }
    return read(head: Array(line[...colon]), line[(colon + 1)...], name, zones: &zones)
  }

  /// The colon before the value. Microsoft writes `TZID=tzone://Microsoft/Utc` without quotes, and some programs write
  /// a colon instead of the equals sign, so it may be a later one.
  func colon(in line: [UInt8]) -> Int? {
    let last = line.lastIndex(of: UInt8(ascii: ":"))
    let lastIsPlain = last.map { last in
      isPlain(line[(last + 1)...].prefix { $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: ";") }, "")
    }
    guard var first = colonBeforeValue(line) else {
      // The line has an unterminated quote.
      return lastIsPlain ?? false ? last : nil
    }
    if let last, last > first, lastIsPlain ?? false { return last }
    let before = line[..<first].filter { $0 > 32 }.suffix(5)
    if [";TZID", ",TZID"].contains(String(decoding: before, as: UTF8.self).uppercased()),
      let next = line[(first + 1)...].firstIndex(of: UInt8(ascii: ":"))
    {
      first = next
    }
    return first
  }

  /// - Parameters:
  ///   - head: the line up to and including its colon.
  ///   - value: one value of a list.
  func read(head: [UInt8], _ value: ArraySlice<UInt8>, _ name: String, zones: inout ZoneNames) -> Result {
    let isDuration = name == "DURATION"
    // A parser may accept part of a value as the whole, such as an hour for `PT1H30`. Values not in the form of RFC
    // 5545 are therefore read here.
    guard isPlain(value, name), let property = parser.property(head + value) else {
      return isDuration ? writtenDuration(value, name) : written(head, value, name, &zones)
    }
    let (zone, oddZone) = self.zone(property.zone, head, name)
    var result = Result(problem: oddZone, coversFuture: coversFuture(property, head, name))
    switch property.value {
    case .time(let reading, let isDate, let isUTC) where !isDuration:
      let time = EventTime(reading: reading, clock: EventTime.Clock(zone, isDate: isDate, isUTC: isUTC, &zones))
      result.meanings = [.time(time)]
      if time.hasTwoMeanings { result.problem = twoMeanings(name) }
      // A date has no zone.
      if isDate { result.problem = nil }
    case .duration(let duration) where isDuration: result.meanings = [.duration(duration)]
    case .period(let reading, let isUTC, let end) where name == "RDATE" || name == "FREEBUSY":
      let start = EventTime(reading: reading, clock: EventTime.Clock(zone, isDate: false, isUTC: isUTC, &zones))
      switch end {
      case .duration(let duration): result.meanings = [.period(AddedTime(start: start, end: .duration(duration)))]
      case .time(let reading, let isUTC):
        let last = EventTime(reading: reading, clock: EventTime.Clock(zone, isDate: false, isUTC: isUTC, &zones))
        let found = period(start, last, name, &zones)
        result.meanings = [.period(found.period)]
        result.problem = found.problem ?? result.problem
        if zone != nil, last.hasTwoMeanings { result.problem = twoMeanings(name) }
      }
      if zone != nil, start.hasTwoMeanings { result.problem = twoMeanings(name) }
    default: return isDuration ? writtenDuration(value, name) : written(head, value, name, &zones)
    }
    return result
  }

  private func twoMeanings(_ name: String) -> String {
    "\(name) has both a TZID and the Z of UTC: both readings are taken"
  }

  /// The zone that a line names, and the problem with it.
  ///
  /// - Parameter parsed: the zone found by the parser.
  private func zone(_ parsed: String?, _ head: [UInt8], _ name: String) -> (name: String?, problem: String?) {
    guard ZoneParameters.isNamed(in: head) else { return (parsed, nil) }
    let isParsed = parsed?.utf8.contains { $0 > 32 } ?? false
    if isParsed, !ZoneParameters.isRepeated(in: head) { return (parsed, nil) }
    let names = ZoneParameters(head).names
    // Unknown names are reported there too.
    if names == [ZoneParameters.unreadable] { return (names[0], nil) }
    // Several names are reported when their clock is looked up.
    if names.count > 1 { return (ZoneNames.several(names), nil) }
    if isParsed { return (parsed, nil) }
    return (names[0], "\(name) has a time zone that is not well formed: it is read as \(quoted(names[0]))")
  }

  private func coversFuture(_ property: ForeignProperty?, _ head: [UInt8], _ name: String) -> Bool {
    if property?.coversFuture ?? false { return true }
    guard name == "RECURRENCE-ID" else { return false }
    // For spellings such as `;RANGE = THISANDFUTURE`.
    let parts = head.filter { $0 > 32 && $0 != UInt8(ascii: "\"") }.split { ";:".utf8.contains($0) }
    return parts.contains { String(decoding: $0, as: UTF8.self).uppercased() == "RANGE=THISANDFUTURE" }
  }

  /// A period from one time to another. If only one of them has a `Z`, the other may be UTC or local time; in other
  /// cases, an end without a zone uses its start's clock.
  private func period(
    _ start: EventTime, _ end: EventTime, _ name: String, _ zones: inout ZoneNames
  ) -> (period: AddedTime, problem: String?) {
    var (start, end) = (start, end)
    let problem: String?
    switch (start.clock, end.clock) {
    case (.utc, .floating):
      // Which reading is after the start is known once the clocks are.
      problem = "the end of a period of \(name) has no Z and its start has one: both readings of the end are taken"
    case (.floating, .utc):
      start.clock = .utcOrZone(zones.numberOfFloating())
      problem = "the start of a period of \(name) has no Z and its end has one: both readings of the start are taken"
    case (.date, _): problem = nil
    case (_, .floating):
      end.clock = start.clock
      problem = nil
    // The zone is the line's: a Z on only one side may be correct.
    case (.utcOrZone, .zone):
      end.clock = start.clock
      problem = nil
    default: problem = nil
    }
    return (AddedTime(start: start, end: .time(end)), problem)
  }

  /// Whether the value has the form `20261124`, `20261124T090000`, `20261124T090000Z`, a duration, or a period of
  /// these.
  private func isPlain(_ value: ArraySlice<UInt8>, _ name: String) -> Bool {
    let text = value.filter { $0 > 32 }[...]
    if name == "DURATION" { return isPlainDuration(text) }
    guard let slash = text.firstIndex(of: UInt8(ascii: "/")) else { return isPlainTime(text) }
    let end = text[(slash + 1)...]
    return isPlainTime(text[..<slash]) && (isPlainTime(end) || isPlainDuration(end))
  }

  private func isPlainTime(_ text: ArraySlice<UInt8>) -> Bool {
    let digits = text.prefix(while: isDigit)
    guard digits.count == 8 else { return false }
    let rest = text[digits.endIndex...]
    if rest.isEmpty { return true }
    let time = rest.dropFirst().prefix(while: isDigit)
    let end = rest[time.endIndex...]
    return rest[rest.startIndex] | 32 == UInt8(ascii: "t") && time.count == 6
      && (end.isEmpty || end.count == 1 && end[end.startIndex] | 32 == UInt8(ascii: "z"))
  }

  /// Whether the text has the form `P15DT5H0M20S`, `-PT15M` or `P7W`: numbers with units, hours and smaller units after
  /// a T.
  private func isPlainDuration(_ text: ArraySlice<UInt8>) -> Bool {
    var rest = text.drop { "+-".utf8.contains($0) }
    guard rest.first.map({ $0 | 32 }) == UInt8(ascii: "p") else { return false }
    rest = rest.dropFirst()
    var isTime = false
    var count = 0
    while let first = rest.first {
      if first | 32 == UInt8(ascii: "t"), !isTime {
        isTime = true
        rest = rest.dropFirst()
        continue
      }
      let number = rest.prefix(while: isDigit)
      guard (1...9).contains(number.count), let unit = rest[number.endIndex...].first,
        (isTime ? "hms" : "wd").utf8.contains(unit | 32)
      else { return false }
      rest = rest[(number.endIndex + 1)...]
      count += 1
    }
    return count > 0
  }

  // MARK: Other forms

  private func writtenDuration(_ value: ArraySlice<UInt8>, _ name: String) -> Result {
    guard let duration = BusyCalendars.writtenDuration(value) else { return Result() }
    return Result(
      meanings: [.duration(duration)],
      problem: "\(name) is not a valid duration: read as \(duration.days * 1440 + duration.seconds / 60) minutes")
  }

  private func written(
    _ head: [UInt8], _ value: ArraySlice<UInt8>, _ name: String, _ zones: inout ZoneNames
  ) -> Result {
    if let slash = value.firstIndex(of: UInt8(ascii: "/")), name == "RDATE" || name == "FREEBUSY" {
      return writtenPeriod(head, value[..<slash], value[(slash + 1)...], name, &zones)
    }
    let all = WrittenTime.all(in: value)
    guard !all.isEmpty else { return Result() }
    // Get the parameters of a line with an unreadable value by means of a readable value.
    let property = parser.property(head + Array("20000101T000000".utf8))
    let (zone, oddZone) = self.zone(property?.zone, head, name)
    var result = Result(coversFuture: coversFuture(property, head, name))
    var words: [String] = []
    for written in all {
      var clock = EventTime.Clock(
        written.hasOffset ? nil : written.zone ?? zone, isDate: written.precision == .date, isUTC: written.isUTC, &zones
      )
      // The day is a local date, unless the Z is meant literally.
      if written.isDateInUTC, clock == .utc { clock = .utcOrZone(zones.numberOfFloating()) }
      let time = EventTime(reading: written.reading, clock: clock)
      let local = LocalDateTime(secondsSinceEpoch: written.reading)
      switch written.precision {
      case .time:
        result.meanings.append(.time(time))
        words.append("read as \(local.date.iso) \(clockTime(local))\(written.isUTC ? " UTC" : "")")
      case .date:
        result.meanings.append(.time(time))
        words.append("read as \(local.date.iso)")
      case .day:
        result.meanings.append(.days(time, count: 1))
        words.append("the whole \(local.date.iso) is taken\(written.isDateInUTC ? ", in UTC and at home" : "")")
      case .month:
        result.meanings.append(.days(time, count: 31))
        words.append("the whole month from \(local.date.iso) on is taken")
      }
    }
    result.problem = "\(name) is not a valid time: " + words.joined(separator: ", and ")
    // The time is valid, but its zone is not.
    if let oddZone, isPlain(value, name) { result.problem = oddZone }
    return result
  }

  private func writtenPeriod(
    _ head: [UInt8], _ first: ArraySlice<UInt8>, _ last: ArraySlice<UInt8>, _ name: String, _ zones: inout ZoneNames
  ) -> Result {
    // Each side alone, in the form of RFC 5545 or another.
    let starts = read(head: head, first, "start of \(name)", zones: &zones).meanings
    let duration = BusyCalendars.writtenDuration(last)
    let ends = duration == nil ? read(head: head, last, "end of \(name)", zones: &zones).meanings : []
    var result = Result(problem: "a period of \(name) is not valid: what can be read of it is taken")
    let latest = ends.compactMap { $0.latest }.max { $0.reading < $1.reading }
    for meaning in starts {
      let start: EventTime
      let days: Int
      switch meaning {
      case .time(let time):
        start = time
        days = 0
      case .days(let time, let count):
        start = time
        days = count
      case .period, .duration: continue
      }
      let whole = EventEnd.duration(EventDuration(days: days, seconds: 0))
      if let duration {
        // Count from any start within those days.
        let isNegative = duration.days < 0 || duration.seconds < 0
        let sum = EventDuration(days: days + duration.days, seconds: duration.seconds)
        let end = days > 0 && isNegative ? whole : EventEnd.duration(sum)
        result.meanings.append(.period(AddedTime(start: start, end: end)))
      } else if let latest, days == 0 || latest.reading > start.reading + days * 86_400 {
        let found = period(start, latest, name, &zones)
        result.meanings.append(.period(found.period))
        result.problem = found.problem ?? result.problem
      } else {
        result.meanings.append(.period(AddedTime(start: start, end: days > 0 ? whole : .endOfDay)))
      }
    }
    return result
  }

  private func clockTime(_ local: LocalDateTime) -> String {
    let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
    return two(local.hour) + ":" + two(local.minute)
  }
}

extension EventTime.Clock {
  init(_ zone: String?, isDate: Bool, isUTC: Bool, _ zones: inout ZoneNames) {
    let zone = zone ?? ""
    if isDate {
      self = .date
    } else if isUTC {
      self = zone.isEmpty || zones.isUTC(zone) ? .utc : .utcOrZone(zones.number(of: zone))
    } else {
      self = zone.isEmpty ? .floating : .zone(zones.number(of: zone))
    }
  }
}
