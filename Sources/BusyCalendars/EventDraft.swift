import CivilTime

/// A VEVENT while its lines are being read.
struct EventDraft {
  let line: Int
  private var uid: String?
  private var sequence: Int32?
  /// The event has contradictory properties for its series or its version.
  private var hasDoubtfulName = false
  private var start: EventTime?
  /// Further starts, if there are several DTSTARTs or one with several readings. RFC 5545 3.6.1 allows at most one, so
  /// it is unknown which is meant.
  private var otherStarts: [EventTime] = []
  /// For a start of which only the day or the month is known: its number of days.
  private var startDays: Int?
  /// There is a DTSTART without a readable date.
  private var hasLostStart = false
  /// The latest end on each clock used by a DTEND. RFC 5545 allows at most one, and no DURATION beside it.
  private var ends: [EventTime] = []
  private var duration: EventDuration?
  /// There is an unreadable end.
  private var hasLostEnd = false
  /// The RECURRENCE-ID is unreadable.
  private var hasLostInstance = false
  private var series = EventSeries()
  private var words: EventWords = []
  private var label = EventLabel()
  /// Seconds of X-APPLE-TRAVEL-DURATION: Apple's calendar reserves them before the start.
  private var travel: Int32 = 0
  /// A busy time could not be placed: the file counts as damaged.
  private(set) var lostTime = false
  /// When the event was written; LAST-MODIFIED takes precedence over DTSTAMP.
  private var written: Int?
  /// The number of attendees and list values read, which is limited to what a real calendar may have.
  private var attendees = 0
  private var values = 0
  private static let mostAttendees = 2000
  private static let mostValues = 20_000
  private static let mostRules = 100
  private static let mostStarts = 20
  private static let mostEnds = 5
  private static let mostTravel = 86_400

  init(line: Int) { self.line = line }

  /// The properties that are used; lines with others are not stored.
  static let properties: Set<String> = [
    "UID", "SEQUENCE", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "TRANSP", "STATUS",
    "X-MICROSOFT-CDO-BUSYSTATUS", "X-APPLE-TRAVEL-DURATION", "ATTENDEE", "REPEAT",
  ]
  /// Additional properties for calendars of holidays.
  static let labels: Set<String> = ["SUMMARY", "DTSTAMP", "LAST-MODIFIED"]
  /// The properties of these that alarms cannot have: in an alarm without END, they belong to the event.
  static let neverOfAlarms: Set<String> = [
    "DTSTART", "DTEND", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "TRANSP", "STATUS", "X-MICROSOFT-CDO-BUSYSTATUS",
    "X-APPLE-TRAVEL-DURATION",
  ]
  /// Properties of an alarm to store until its END is found; see ``ofEvent(_:)``.
  static let mayBeOfAlarms: Set<String> = ["DURATION", "REPEAT"]

  /// The event's lines among those swallowed by an alarm without END. An alarm that repeats has one DURATION, and any
  /// other has none (RFC 5545 3.6.6).
  static func ofEvent(_ swallowed: some Sequence<CalendarLine>) -> [CalendarLine] {
    var lines = Array(swallowed)
    if lines.contains(where: { $0.name == "REPEAT" }), let own = lines.firstIndex(where: { $0.name == "DURATION" }) {
      lines.remove(at: own)
    }
    return lines.filter { $0.name != "REPEAT" }
  }

  /// Takes a line of the event.
  ///
  /// - Returns: the problem with it.
  mutating func take(
    _ line: CalendarLine, _ parser: some PropertyParser, _ zones: inout ZoneNames, me: Set<String>
  ) -> String? {
    switch line.name {
    case "RDATE", "EXDATE": return takeList(line, parser, &zones)
    case "ATTENDEE":
      // Most attendees are other people, and parsing all of them would take most of the time.
      guard !me.isEmpty, attendees < Self.mostAttendees,
        mentions(line.octets, "declined") || me.contains(where: { mentions(line.octets, $0) }),
        let property = parser.property(line.octets)
      else { return nil }
      attendees += 1
      switch property.participation {
      case "DECLINED"?: if isMe(property, me) { words.insert(.declined) }
      case "ACCEPTED"?, "TENTATIVE"?: if isMe(property, me) { words.insert(.accepted) }
      default: break
      }
      return nil
    case "DTSTART", "DTEND", "DURATION", "RECURRENCE-ID": break
    case "DTSTAMP", "LAST-MODIFIED":
      // Both are UTC, even if written otherwise.
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
    case ("DURATION", .duration(let duration)): return take(duration) ?? result.problem
    case ("RECURRENCE-ID", .time(let time)) where result.meanings.count == 1:
      if let before = series.instance, before != time {
        hasLostInstance = true
        return "another RECURRENCE-ID, where one may stand: the event is taken beside its series"
      }
      series.instance = time
      series.coversFuture = series.coversFuture || result.coversFuture
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

  /// - Parameter isOther: the start is from another line, and not another meaning of the same line.
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

  /// Takes the latest of several meanings of one line.
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
    if ends.contains(time) { return nil }
    if let same = ends.firstIndex(where: { $0.clock == time.clock }) {
      if time.reading > ends[same].reading { ends[same] = time }
    } else if ends.count < Self.mostEnds {
      ends.append(time)
      // Which end is later is known once their clocks are.
      if ends.count == 1 { return nil }
    } else {
      lostTime = true
      return "more than \(Self.mostEnds) times DTEND: the calendar counts as unreadable"
    }
    return "another DTEND, where one may stand: the later one is taken"
  }

  private mutating func take(_ duration: EventDuration) -> String? {
    guard let before = self.duration, before != duration else {
      self.duration = duration
      return nil
    }
    let length = { (duration: EventDuration) in abs(duration.days * 86_400 + duration.seconds) }
    if length(duration) > length(before) { self.duration = duration }
    return "another DURATION, where one may stand: the longer one is taken"
  }

  /// Marks missing times of the event as lost, since a line that was not understood may contain them.
  ///
  /// - Parameter hasUnknownTime: an unknown property contains a date.
  /// - Returns: the problem with the event.
  mutating func takeLostTimes(hasUnknownTime: Bool) -> String? {
    guard let start else {
      hasLostStart = true
      return hasUnknownTime ? "a property that nobody knows holds a date, and the event has no DTSTART" : nil
    }
    guard hasUnknownTime, !start.isDate, ends.isEmpty, duration == nil, !hasLostEnd else { return nil }
    hasLostEnd = true
    return "a property that nobody knows holds a date, and the event has no end: it is taken to the end of its day"
  }

  /// Takes a property whose value is a word, or a rule for ``RecurrenceRule``.
  private mutating func takeWord(_ name: String, _ text: String) -> String? {
    let word = text.uppercased()
    switch name {
    case "UID":
      if uid ?? text != text { return takeDoubtfulName("UID") }
      uid = text
    case "SEQUENCE":
      let number = max(0, Int32(text) ?? 0)
      if sequence ?? number != number { return takeDoubtfulName("SEQUENCE") }
      sequence = number
    case "TRANSP", "STATUS", "X-MICROSOFT-CDO-BUSYSTATUS": words.insert(EventWords(name, word))
    case "RRULE":
      guard series.rules.count < Self.mostRules else {
        return "more than \(Self.mostRules) rules: this one is passed over"
      }
      // An empty rule repeats nothing.
      if text.utf8.allSatisfy({ $0 <= 32 || $0 == UInt8(ascii: ";") }) {
        return "RRULE is empty: the event is taken once"
      }
      do { series.rules.append(try RecurrenceRule(text)) } catch {
        if let rule = RecurrenceRule(unitingParts: text) {
          series.rules.append(rule)
          return "RRULE: \(error.message): all that it may mean is taken"
        }
        series.rules.append(RecurrenceRule(coveringUnreadable: text))
        return "RRULE: \(error.message); the event is taken for every day"
      }
    case "X-APPLE-TRAVEL-DURATION":
      guard let duration = writtenDuration(Array(text.utf8)[...]) else {
        travel = max(travel, 3600)
        return "X-APPLE-TRAVEL-DURATION is not a valid duration: an hour is taken"
      }
      let seconds = abs(duration.days * 86_400 + duration.seconds)
      let before = travel
      travel = max(travel, Int32(clamping: min(seconds, Self.mostTravel)))
      if seconds > Self.mostTravel { return "X-APPLE-TRAVEL-DURATION is longer than a day: a day is taken" }
      if before > 0, before != seconds {
        return "another X-APPLE-TRAVEL-DURATION, where one may stand: the longer one is taken"
      }
    default: break
    }
    return nil
  }

  /// An event with an uncertain identity does not replace others and is not replaced.
  private mutating func takeDoubtfulName(_ property: String) -> String {
    hasDoubtfulName = true
    return "another \(property), where one may stand: the event is taken for itself, beside others of its UID"
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

  /// Takes RDATE and EXDATE, which hold several values; each is read like a line of its own.
  private mutating func takeList(
    _ line: CalendarLine, _ parser: some PropertyParser, _ zones: inout ZoneNames
  ) -> String? {
    let reading = PropertyReading(parser: parser)
    guard let colon = reading.colon(in: line.octets) else { return "\(line.name) cannot be read" }
    let isAdding = line.name == "RDATE"
    let head = Array(line.octets[...colon])
    let list = line.octets[(colon + 1)...]
    var problem = listProblem(list, line.name)
    for value in listValues(list) {
      values += 1
      if values > Self.mostValues {
        lostTime = lostTime || isAdding
        return values == Self.mostValues + 1
          ? "more than \(Self.mostValues) dates in one event: the rest is passed over" : nil
      }
      let result = reading.read(head: head, value, line.name, zones: &zones)
      if result.meanings.isEmpty {
        // An unreadable exception excludes nothing; an unreadable addition cannot be placed.
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

  /// The result of an event at its END.
  struct Outcome {
    /// One for each DTSTART, and two if a time has two meanings; empty without a start.
    var events: [ForeignEvent] = []
    var problems: [String] = []
    /// A busy time could not be placed.
    var lostTime = false
  }

  func finish(_ names: inout SeriesNames, _ labels: inout EventLabels) -> Outcome {
    let isFree = words.isFree
    var outcome = Outcome(lostTime: lostTime && !isFree)
    if let problem = words.problem { outcome.problems.append(problem) }
    var known = self.start
    var days = startDays
    if known == nil, let day = dayWithoutStart {
      outcome.problems.append(
        "the event has no DTSTART that can be read: all of \(LocalDateTime(secondsSinceEpoch: day.reading).date.iso) is taken"
      )
      known = day
      days = 1
    }
    guard let start = known else {
      // Without a DTSTART it is not an appointment; with an unreadable one, it may be at any time.
      outcome.lostTime = outcome.lostTime || hasLostStart && !isFree
      outcome.problems.append(
        hasLostStart
          ? "DTSTART cannot be read, and no day of the event is known: the calendar counts as unreadable"
          : "the event has no DTSTART: it is left out")
      return outcome
    }
    if hasTwoLengths(from: start) {
      outcome.problems.append("the event has both DTEND and DURATION: the later end is taken")
    }
    let series = names.number(of: hasLostInstance || hasDoubtfulName ? nil : uid)
    var label = label
    label.changed = label.changed ?? written
    let number = labels.number(of: label)
    var times: [(start: EventTime, end: EventEnd)] = []
    for end in allEnds {
      times.append((start, days.map { later(end, than: start, days: $0) } ?? end))
      for other in otherStarts { times.append((other, self.end(end, ofStart: other, insteadOf: start))) }
    }
    for index in times.indices {
      let (end, problem) = onStartsClock(times[index].end, times[index].start)
      times[index].end = end
      if let problem, !outcome.problems.contains(problem) { outcome.problems.append(problem) }
    }
    let isTwofold =
      self.series.hasTwoMeanings || times.contains { $0.start.hasTwoMeanings || $0.end.hasTwoMeanings }
    for isUTC in isTwofold ? [false, true] : [false] {
      for (start, end) in times {
        outcome.events.append(
          ForeignEvent(
            line: line, series: series, sequence: sequence ?? 0, start: start.taken(asUTC: isUTC),
            end: end.taken(asUTC: isUTC), repeating: isTwofold ? self.series.taken(asUTC: isUTC) : self.series,
            isFree: isFree, label: number, travel: start.isDate ? 0 : travel))
      }
    }
    return outcome
  }

  /// All ends of the event: each makes an event of its own, and together they last until the latest.
  private var allEnds: [EventEnd] {
    var all = ends.map { EventEnd.time($0) }
    if let duration { all.append(.duration(duration)) }
    if hasLostEnd { all.append(.endOfDay) }
    return all.isEmpty ? [.none] : all
  }

  /// Whether DTEND and DURATION are both given and contradict each other.
  private func hasTwoLengths(from start: EventTime) -> Bool {
    guard let duration, !ends.isEmpty else { return false }
    let end = start.reading + duration.days * 86_400 + duration.seconds
    return ends.contains { $0.reading != end || $0.clock != start.clock && $0.clock != .floating }
  }

  /// The midnight before the event's end or RECURRENCE-ID.
  private var dayWithoutStart: EventTime? {
    let end = ends.max { $0.reading < $1.reading }
    guard var known = end ?? series.instance else { return nil }
    // An end at midnight belongs to the day before.
    let last = end == nil ? known.reading : known.reading - 1
    known.reading = last.floorDivided(by: 86_400) * 86_400
    return known
  }

  /// The end, if it is after the days of an imprecise start; otherwise the end of those days.
  private func later(_ end: EventEnd, than start: EventTime, days: Int) -> EventEnd {
    let whole = EventEnd.duration(EventDuration(days: days, seconds: 0))
    guard case .time(let time) = end, time.reading > start.reading + days * 86_400 else { return whole }
    return .time(time)
  }

  /// An end without a zone uses its start's clock; if the start is UTC, the end may also be local time. For a start
  /// with a time, an end that is a date means a midnight: the following one if both are on the same day.
  private func onStartsClock(_ end: EventEnd, _ start: EventTime) -> (end: EventEnd, problem: String?) {
    guard case .time(var time) = end, time.clock != start.clock else { return (end, nil) }
    var problem: String?
    if time.isDate {
      problem = "DTEND is a date and DTSTART a time: the event is taken to midnight"
      if time.reading == start.reading.floorDivided(by: 86_400) * 86_400 { time.reading += 86_400 }
    } else if start.isDate {
      problem = "DTSTART is a date and DTEND a time: the whole day is taken, and what follows up to DTEND"
    } else if time.clock == .floating, start.clock == .utc {
      problem = "DTEND has no time zone and DTSTART is in UTC: both readings are taken"
    } else if time.clock == .floating {
      problem = "DTEND has no time zone: it is taken in that of DTSTART"
      time.clock = start.clock
    } else if start.clock == .floating {
      problem = "DTSTART has no time zone and DTEND has one: both readings are taken"
    }
    return (.time(time), problem)
  }

  /// The end for another DTSTART: the DTEND if it is after that start, otherwise the event keeps the length that it has
  /// from its first start.
  private func end(_ end: EventEnd, ofStart other: EventTime, insteadOf start: EventTime) -> EventEnd {
    guard case .time(let time) = end else { return end }
    if other.isDate && !time.isDate { return .none }
    if time.reading > other.reading { return .time(time) }
    guard time.clock == start.clock, !time.isDate else { return .none }
    let length = max(0, time.reading - start.reading)
    return .time(EventTime(reading: other.reading + length, clock: other.clock))
  }

  private func isMe(_ property: ForeignProperty, _ me: Set<String>) -> Bool {
    guard case .text(let text) = property.value else { return false }
    var address = text.lowercased()
    if address.hasPrefix("mailto:") { address.removeFirst(7) }
    return me.contains(address) || property.email.map { me.contains($0.lowercased()) } ?? false
  }

  /// - Parameter word: in lower case; a word with non-ASCII letters may always be present.
  private func mentions(_ octets: [UInt8], _ word: String) -> Bool {
    let word = Array(word.utf8)
    if word.contains(where: { $0 >= 0x80 }) { return true }
    guard !word.isEmpty, octets.count >= word.count else { return false }
    let small = { (octet: UInt8) in (0x41...0x5A).contains(octet) ? octet | 0x20 : octet }
    return (0...(octets.count - word.count)).contains { start in
      small(octets[start]) == word[0] && word.indices.allSatisfy { small(octets[start + $0]) == word[$0] }
    }
  }
}

/// The colon before a content line's value: the first one outside quotes.
public func colonBeforeValue(_ octets: [UInt8]) -> Int? {
  var isQuoted = false
  return octets.firstIndex { octet in
    if octet == UInt8(ascii: "\"") { isQuoted.toggle() }
    return octet == UInt8(ascii: ":") && !isQuoted
  }
}
