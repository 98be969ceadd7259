import CivilTime

/// What a value of a property with times means.
enum PropertyMeaning {
  case time(EventTime)
  /// Only its day is known, or its month: from the reading on for so many days.
  case days(EventTime, count: Int)
  case period(AddedTime)
  case duration(EventDuration)
}

/// Reads properties with times: first as RFC 5545 has them, then as they are written nevertheless.
struct PropertyReading<Parser: PropertyParser> {
  let parser: Parser

  /// A value and what is wrong with it.
  struct Result {
    /// More than one where it can be read in more than one way; empty where it cannot be read.
    var meanings: [PropertyMeaning] = []
    var problem: String?
    var coversFuture = false
  }

  /// - Parameter line: of a property whose value is one DATE, DATE-TIME or DURATION.
  func read(_ line: [UInt8], _ name: String, _ zones: inout ZoneNames) -> Result {
    guard let colon = self.colon(in: line) else { return Result() }
    return read(head: Array(line[...colon]), line[(colon + 1)...], name, zones: &zones)
  }

  /// The colon before the value. Microsoft writes `TZID=tzone://Microsoft/Utc` without quotes, so it may be a later one.
  func colon(in line: [UInt8]) -> Int? {
    guard let first = colonBeforeValue(line), let last = line.lastIndex(of: UInt8(ascii: ":")), last > first else {
      return colonBeforeValue(line)
    }
    let value = line[(last + 1)...].prefix { $0 != UInt8(ascii: ",") }
    return isPlain(value, "") ? last : first
  }

  /// - Parameters:
  ///   - head: the line up to its colon, with it.
  ///   - value: one of a list's.
  func read(head: [UInt8], _ value: ArraySlice<UInt8>, _ name: String, zones: inout ZoneNames) -> Result {
    let isDuration = name == "DURATION"
    // A parser may take half a value for the whole, such as an hour for `PT1H30`: what is not in the form of RFC 5545 is read
    // here.
    guard isPlain(value, name), let property = parser.property(head + value) else {
      return isDuration ? writtenDuration(value, name) : written(head, value, name, &zones)
    }
    var result = Result(coversFuture: property.coversFuture)
    switch property.value {
    case .time(let reading, let isDate, let isUTC) where !isDuration:
      let time = EventTime(
        reading: reading, clock: EventTime.Clock(property.zone, isDate: isDate, isUTC: isUTC, &zones))
      result.meanings = [.time(time)]
      if time.hasTwoMeanings { result.problem = twoMeanings(name) }
    case .duration(let duration) where isDuration: result.meanings = [.duration(duration)]
    case .period(let start, let isUTC, let end) where name == "RDATE" || name == "FREEBUSY":
      let period = period(property, start, isUTC, end, &zones)
      result.meanings = [.period(period)]
      if period.start.hasTwoMeanings || period.end?.hasTwoMeanings ?? false { result.problem = twoMeanings(name) }
    default: return isDuration ? writtenDuration(value, name) : written(head, value, name, &zones)
    }
    return result
  }

  private func twoMeanings(_ name: String) -> String {
    "\(name) has both a TZID and the Z of UTC: both readings are taken"
  }

  private func period(
    _ property: ForeignProperty, _ start: Int, _ isUTC: Bool, _ end: ForeignProperty.PeriodEnd, _ zones: inout ZoneNames
  ) -> AddedTime {
    let clock = EventTime.Clock(property.zone, isDate: false, isUTC: isUTC, &zones)
    let own: EventEnd =
      switch end {
      case .duration(let duration): .duration(duration)
      case .time(let reading, let isUTC):
        .time(
          EventTime(
            reading: reading,
            // Without a zone of its own, an end is on its start's clock.
            clock: isUTC ? EventTime.Clock(property.zone, isDate: false, isUTC: true, &zones) : clock))
      }
    return AddedTime(start: EventTime(reading: start, clock: clock), end: own)
  }

  /// `20261124`, `20261124T090000`, `20261124T090000Z`, a duration, or a period of such.
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

  /// `P15DT5H0M20S`, `-PT15M`, `P7W`: each number with its unit, hours and less behind a T.
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

  // MARK: As it is written

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
    let (zone, coversFuture) = parameters(head)
    var result = Result(coversFuture: coversFuture)
    var words: [String] = []
    for written in all {
      let isDate = written.precision == .date
      let clock = EventTime.Clock(
        written.hasOffset ? nil : written.zone ?? zone, isDate: isDate, isUTC: written.isUTC, &zones)
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
        words.append("the whole \(local.date.iso) is taken")
      case .month:
        result.meanings.append(.days(time, count: 31))
        words.append("the whole month from \(local.date.iso) on is taken")
      }
    }
    result.problem = "\(name) is not a valid time: " + words.joined(separator: ", and ")
    return result
  }

  private func writtenPeriod(
    _ head: [UInt8], _ first: ArraySlice<UInt8>, _ last: ArraySlice<UInt8>, _ name: String, _ zones: inout ZoneNames
  ) -> Result {
    // Each side alone, in the form that RFC 5545 knows or another.
    var result = read(head: head, first, "start of \(name)", zones: &zones)
    guard let begin = result.meanings.first else { return Result() }
    let problem = "a period of \(name) is not valid: what can be read of it is taken"
    result.problem = problem
    switch begin {
    case .days, .period, .duration: return result
    case .time(let start):
      if let duration = BusyCalendars.writtenDuration(last) {
        return Result(meanings: [.period(AddedTime(start: start, end: .duration(duration)))], problem: problem)
      }
      switch read(head: head, last, "end of \(name)", zones: &zones).meanings.first {
      case .time(var end):
        if end.clock == .floating { end.clock = start.clock }
        return Result(meanings: [.period(AddedTime(start: start, end: .time(end)))], problem: problem)
      default: return Result(meanings: [.period(AddedTime(start: start, end: .endOfDay))], problem: problem)
      }
    }
  }

  /// TZID and RANGE of a line whose value cannot be read, by a value that can.
  private func parameters(_ head: [UInt8]) -> (zone: String?, coversFuture: Bool) {
    let property = parser.property(head + Array("20000101T000000".utf8))
    return (property?.zone, property?.coversFuture ?? false)
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
