import CivilTime

/// A VEVENT while its lines come in.
struct EventDraft {
  let line: Int
  private var uid: String?
  private var sequence: Int32 = 0
  private var start: EventTime?
  /// Where there are several DTSTARTs, or one that can be read in several ways, which of them is meant cannot be known: at
  /// most one may stand (RFC 5545 3.6.1).
  private var otherStarts: [EventTime] = []
  /// Of a start whose day or month alone is known: how many days.
  private var startDays: Int?
  /// There is a DTSTART, and no date can be read in it.
  private var hasLostStart = false
  private var end: EventEnd?
  /// There is an end that cannot be read.
  private var hasLostEnd = false
  /// The instance that it stands for cannot be read.
  private var hasLostInstance = false
  private var series = EventSeries()
  private var isFree = false
  private var label = EventLabel()
  /// Seconds of X-APPLE-TRAVEL-DURATION: Apple's calendar keeps them free before the start.
  private var travel: Int32 = 0
  /// Something that would be busy has no place in time: the file counts as damaged.
  private(set) var lostTime = false
  /// When it was last changed goes before when it was written down.
  private var written: Int?
  /// Attendees that were looked at, and values of lists: a file may not make more of them than any calendar has.
  private var attendees = 0
  private var values = 0
  private static let mostAttendees = 2000
  private static let mostValues = 20_000
  private static let mostRules = 100
  private static let mostStarts = 20
  private static let mostTravel = 86_400

  init(line: Int) { self.line = line }

  /// Lines that say something here; others are not even kept.
  static let properties: Set<String> = [
    "UID", "SEQUENCE", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "TRANSP", "STATUS",
    "X-MICROSOFT-CDO-BUSYSTATUS", "X-APPLE-TRAVEL-DURATION", "ATTENDEE",
  ]
  /// What a calendar of holidays is read for besides.
  static let labels: Set<String> = ["SUMMARY", "DTSTAMP", "LAST-MODIFIED"]
  /// Of these, what no alarm has: found in an alarm that never ends, they are the event's.
  static let neverOfAlarms: Set<String> = [
    "DTSTART", "DTEND", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "TRANSP", "STATUS", "X-MICROSOFT-CDO-BUSYSTATUS",
  ]

  /// Takes a line of the event.
  ///
  /// - Returns: what is wrong with it.
  mutating func take(
    _ line: CalendarLine, _ parser: some PropertyParser, _ zones: inout ZoneNames, me: Set<String>
  ) -> String? {
    switch line.name {
    case "RDATE", "EXDATE": return takeList(line, parser, &zones)
    case "ATTENDEE":
      // Most are somebody else, and reading them all would take most of the time.
      guard !me.isEmpty, attendees < Self.mostAttendees, mentionsDeclined(line.octets),
        let property = parser.property(line.octets)
      else { return nil }
      attendees += 1
      if property.participation == "DECLINED", isMe(property, me) { isFree = true }
      return nil
    case "DTSTART", "DTEND", "DURATION", "RECURRENCE-ID": break
    case "DTSTAMP", "LAST-MODIFIED":
      // Both are UTC, whatever some write.
      guard case .time(let reading, _, _)? = parser.property(line.octets)?.value else { return nil }
      if line.name == "DTSTAMP" { written = written ?? reading } else { label.changed = label.changed ?? reading }
      return nil
    case "SUMMARY":
      if label.name.isEmpty, let colon = colonBeforeValue(line.octets) {
        label.name = labelText(line.octets[(colon + 1)...])
      }
      return nil
    default:
      guard let colon = colonBeforeValue(line.octets) else { return nil }
      return takeWord(line.name, String(decoding: line.octets[(colon + 1)...], as: UTF8.self))
    }
    let result = PropertyReading(parser: parser).read(line.octets, line.name, &zones)
    guard let first = result.meanings.first else { return unreadable(line.name) }
    switch (line.name, first) {
    case ("DTSTART", _): return takeStart(result.meanings) ?? result.problem
    case ("DTEND", _): return takeEnd(result.meanings) ?? result.problem
    case ("DURATION", .duration(let duration)): end = end ?? .duration(duration)
    case ("RECURRENCE-ID", .time(let time)) where result.meanings.count == 1:
      series.instance = time
      series.coversFuture = result.coversFuture
    default: return unreadable(line.name)
    }
    return result.problem
  }

  private mutating func takeStart(_ meanings: [PropertyMeaning]) -> String? {
    var problem: String?
    for meaning in meanings {
      switch meaning {
      case .time(let time): problem = takeStart(time, isOther: start != nil && meanings.count == 1) ?? problem
      case .days(let time, let count):
        if start == nil { startDays = count }
        problem = takeStart(time, isOther: start != nil && meanings.count == 1) ?? problem
      case .period, .duration: return unreadable("DTSTART")
      }
    }
    return problem
  }

  /// - Parameter isOther: of another line, and not another meaning of the same.
  private mutating func takeStart(_ time: EventTime, isOther: Bool) -> String? {
    guard let start else {
      self.start = time
      return nil
    }
    if time == start || otherStarts.contains(time) { return nil }
    guard otherStarts.count < Self.mostStarts else {
      return "more than \(Self.mostStarts) times DTSTART: the rest is passed over"
    }
    otherStarts.append(time)
    return isOther ? "another DTSTART, where one may stand: both times are taken" : nil
  }

  /// Of several meanings of one line the latest.
  private mutating func takeEnd(_ meanings: [PropertyMeaning]) -> String? {
    let times = meanings.compactMap { meaning -> EventTime? in
      switch meaning {
      case .time(let time): time
      case .days(let time, let count): EventTime(reading: time.reading + count * 86_400, clock: time.clock)
      case .period, .duration: nil
      }
    }
    guard let latest = times.max(by: { $0.reading < $1.reading }) else { return unreadable("DTEND") }
    return takeEnd(latest)
  }

  private mutating func takeEnd(_ time: EventTime) -> String? {
    guard case .time(let before)? = end, before != time else {
      end = .time(time)
      return nil
    }
    if time.reading > before.reading { end = .time(time) }
    return "another DTEND, where one may stand: the later one is taken"
  }

  /// Properties whose value is a word, or a rule that ``RecurrenceRule`` reads.
  private mutating func takeWord(_ name: String, _ text: String) -> String? {
    let word = text.uppercased()
    switch name {
    case "UID": uid = text
    case "SEQUENCE": sequence = max(0, Int32(text) ?? 0)
    case "TRANSP": if word == "TRANSPARENT" { isFree = true }
    case "STATUS": if word == "CANCELLED" { isFree = true }
    case "X-MICROSOFT-CDO-BUSYSTATUS": if word == "FREE" || word == "WORKINGELSEWHERE" { isFree = true }
    case "RRULE":
      guard series.rules.count < Self.mostRules else {
        return "more than \(Self.mostRules) rules: this one is passed over"
      }
      // An empty rule repeats nothing.
      if text.utf8.allSatisfy({ $0 <= 32 || $0 == UInt8(ascii: ";") }) {
        return "RRULE is empty: the event is taken once"
      }
      do { series.rules.append(try RecurrenceRule(text)) } catch {
        series.rules.append(RecurrenceRule(coveringUnreadable: text))
        return "RRULE: \(error.message); the event is taken for every day"
      }
    case "X-APPLE-TRAVEL-DURATION":
      guard let duration = writtenDuration(Array(text.utf8)[...]) else {
        travel = max(travel, 3600)
        return "X-APPLE-TRAVEL-DURATION is not a valid duration: an hour is taken"
      }
      let seconds = abs(duration.days * 86_400 + duration.seconds)
      travel = Int32(clamping: min(seconds, Self.mostTravel))
      if seconds > Self.mostTravel { return "X-APPLE-TRAVEL-DURATION is longer than a day: a day is taken" }
    default: break
    }
    return nil
  }

  private mutating func unreadable(_ name: String) -> String? {
    switch name {
    // An event without a start is reported when it ends.
    case "DTSTART":
      hasLostStart = true
      return nil
    case "DTEND", "DURATION":
      hasLostEnd = true
      return "\(name) cannot be read: the event is taken to the end of its day"
    case "RECURRENCE-ID":
      hasLostInstance = true
      return "RECURRENCE-ID cannot be read: the event is taken beside its series"
    default: return "\(name) cannot be read"
    }
  }

  /// RDATE and EXDATE hold several values; each is read as a line of its own.
  private mutating func takeList(
    _ line: CalendarLine, _ parser: some PropertyParser, _ zones: inout ZoneNames
  ) -> String? {
    let reading = PropertyReading(parser: parser)
    guard let colon = reading.colon(in: line.octets) else { return "\(line.name) cannot be read" }
    let isAdding = line.name == "RDATE"
    let head = Array(line.octets[...colon])
    var problem: String?
    for value in line.octets[(colon + 1)...].split(separator: UInt8(ascii: ",")) {
      values += 1
      if values > Self.mostValues {
        lostTime = lostTime || isAdding
        return values == Self.mostValues + 1
          ? "more than \(Self.mostValues) dates in one event: the rest is passed over" : nil
      }
      let result = reading.read(head: head, value, line.name, zones: &zones)
      if result.meanings.isEmpty {
        // What cannot be read excludes nothing; what it would add has no place.
        lostTime = lostTime || isAdding
        problem = "a value of \(line.name) cannot be read"
      } else {
        problem = problem ?? result.problem
      }
      for meaning in result.meanings {
        switch meaning {
        case .time(let time) where isAdding: series.added.append(AddedTime(start: time))
        case .time(let time): if result.meanings.count == 1 { series.excluded.append(time) }
        case .period(let period) where isAdding: series.added.append(period)
        case .days(let time, let count) where isAdding:
          series.added.append(AddedTime(start: time, end: .duration(EventDuration(days: count, seconds: 0))))
        default: problem = problem ?? "a value of \(line.name) cannot be read"
        }
      }
    }
    if line.isCut {
      lostTime = lostTime || isAdding
      return "the line is too long: what is behind its first 256 KiB is not read"
    }
    return problem
  }

  /// What the event comes to when its END is met.
  struct Outcome {
    /// One for each DTSTART, and two where a time has two meanings; empty without a start.
    var events: [ForeignEvent] = []
    var problems: [String] = []
    /// Something that would be busy has no place in time.
    var lostTime = false
  }

  func finish(_ names: inout SeriesNames, _ labels: inout EventLabels) -> Outcome {
    var outcome = Outcome(lostTime: lostTime && !isFree)
    var (start, end) = (self.start, self.end)
    var days = startDays
    if start == nil, let day = dayWithoutStart {
      outcome.problems.append(
        "the event has no DTSTART that can be read: all of \(LocalDateTime(secondsSinceEpoch: day.reading).date.iso) is taken"
      )
      start = day
      days = 1
    }
    guard let start else {
      // Without a DTSTART it is no appointment; with one that says nothing, it may be at any time.
      outcome.lostTime = outcome.lostTime || hasLostStart && !isFree
      outcome.problems.append(
        hasLostStart
          ? "DTSTART cannot be read, and no day of the event is known: the calendar counts as unreadable"
          : "the event has no DTSTART: it is left out")
      return outcome
    }
    if let days { end = later(end, than: start, days: days) }
    let series = names.number(of: hasLostInstance ? nil : uid)
    var label = label
    label.changed = label.changed ?? written
    let number = labels.number(of: label)
    var times = [(start, end ?? (hasLostEnd ? .endOfDay : .none))]
    for other in otherStarts { times.append((other, self.end(ofStart: other, insteadOf: start))) }
    for index in times.indices {
      times[index].1 = onStartsClock(times[index].1, times[index].0, &outcome.problems)
    }
    let isTwofold =
      self.series.hasTwoMeanings || times.contains { $0.0.hasTwoMeanings || $0.1.hasTwoMeanings }
    for isUTC in isTwofold ? [false, true] : [false] {
      for (start, end) in times {
        outcome.events.append(
          ForeignEvent(
            line: line, series: series, sequence: sequence, start: start.taken(asUTC: isUTC),
            end: end.taken(asUTC: isUTC), repeating: isTwofold ? self.series.taken(asUTC: isUTC) : self.series,
            isFree: isFree, label: number, travel: start.isDate ? 0 : travel))
      }
    }
    return outcome
  }

  /// The midnight before the event's end, or before the instance that it stands for.
  private var dayWithoutStart: EventTime? {
    var known = series.instance
    if case .time(let time)? = end { known = time }
    guard var known else { return nil }
    // Midnight ends the day before.
    let last = end == nil ? known.reading : known.reading - 1
    known.reading = last.floorDivided(by: 86_400) * 86_400
    return known
  }

  /// The end where it lies behind the days of a start that is not known better.
  private func later(_ end: EventEnd?, than start: EventTime, days: Int) -> EventEnd {
    let whole = EventEnd.duration(EventDuration(days: days, seconds: 0))
    guard case .time(let time)? = end, time.reading > start.reading + days * 86_400 else { return whole }
    return .time(time)
  }

  /// An end without a zone of its own is on its start's clock, whatever that is. A date as the end of a time is a midnight:
  /// the one behind it, where both are of one day.
  private func onStartsClock(_ end: EventEnd, _ start: EventTime, _ problems: inout [String]) -> EventEnd {
    guard case .time(var time) = end, time.clock != start.clock else { return end }
    if time.isDate {
      problems.append("DTEND is a date and DTSTART a time: the event is taken to midnight")
      if time.reading == start.reading.floorDivided(by: 86_400) * 86_400 { time.reading += 86_400 }
    } else if start.isDate {
      problems.append("DTSTART is a date and DTEND a time: the whole day is taken, and what follows up to DTEND")
    } else if time.clock == .floating {
      problems.append("DTEND has no time zone: it is taken in that of DTSTART")
      time.clock = start.clock
    } else if start.clock == .floating {
      problems.append("DTSTART has no time zone and DTEND has one: both readings are taken")
    }
    return .time(time)
  }

  /// DTEND where it lies behind another DTSTART; else that lasts as long as the event does from its first.
  private func end(ofStart other: EventTime, insteadOf start: EventTime) -> EventEnd {
    guard case .time(let end)? = end else { return self.end ?? (hasLostEnd ? .endOfDay : .none) }
    if other.isDate && !end.isDate { return .none }
    if end.reading > other.reading { return .time(end) }
    guard end.clock == start.clock, !end.isDate else { return .none }
    let length = max(0, end.reading - start.reading)
    return .time(EventTime(reading: other.reading + length, clock: other.clock))
  }

  private func isMe(_ property: ForeignProperty, _ me: Set<String>) -> Bool {
    guard case .text(let text) = property.value else { return false }
    var address = text.lowercased()
    if address.hasPrefix("mailto:") { address.removeFirst(7) }
    return me.contains(address) || property.email.map { me.contains($0.lowercased()) } ?? false
  }

  private func mentionsDeclined(_ octets: [UInt8]) -> Bool {
    let word = Array("DECLINED".utf8)
    guard octets.count >= word.count else { return false }
    return (0...(octets.count - word.count)).contains { start in
      octets[start] & 0xDF == word[0] && word.indices.allSatisfy { octets[start + $0] & 0xDF == word[$0] }
    }
  }

}

/// The colon before a content line's value: the first outside quotes.
public func colonBeforeValue(_ octets: [UInt8]) -> Int? {
  var isQuoted = false
  return octets.firstIndex { octet in
    if octet == UInt8(ascii: "\"") { isQuoted.toggle() }
    return octet == UInt8(ascii: ":") && !isQuoted
  }
}
