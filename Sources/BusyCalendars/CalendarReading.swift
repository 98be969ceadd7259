import CivilTime

/// What a calendar file holds that matters here.
public struct ForeignCalendar {
  public var events: [ForeignEvent] = []
  public var problems = CalendarProblems()
  /// The file is damaged as a whole, so that events may be missing: no calendar, cut off.
  public var isDamaged = false
  public var zones: ZoneNames
  public var names = SeriesNames()
  /// Of holidays.
  public var labels = EventLabels()
}

/// Reads a calendar file line by line. Each event stands for itself: what is wrong with one is told, and the next is read.
public struct CalendarReading<Parser: PropertyParser> {
  private let parser: Parser
  private let me: Set<String>
  private let window: Interval
  private let keepsFree: Bool
  private var calendar: ForeignCalendar
  private var open: [(name: String, line: Int)] = []
  private var event: EventDraft?
  private var swallowed: [CalendarLine] = []
  private var block: (name: String?, block: ZoneBlock)?
  private var observance: Observance?
  private var sawCalendar = false
  private var sawRest = false
  /// A VEVENT or VFREEBUSY was met.
  private var hasTimes = false
  /// The line of the first task or journal entry.
  private var otherLine: Int?
  private let topComponents: Set<String> = [
    "VCALENDAR", "VEVENT", "VTIMEZONE", "VTODO", "VJOURNAL", "VFREEBUSY", "VAVAILABILITY", "VPOLL",
  ]

  private struct Observance {
    var start: Int?
    var offsetFrom: Int?
    var offsetTo: Int?
    var rules: [RecurrenceRule] = []
    var added: [Int] = []
  }

  /// - Parameters:
  ///   - me: mail addresses of the person, in small letters; an event that she declined is free.
  ///   - window: single events that lie outside are not kept.
  ///   - keepsFree: what is said of being free does not matter, and names do: holidays.
  public init(_ parser: Parser, zones: ZoneNames, me: Set<String>, window: Interval, keepsFree: Bool = false) {
    self.parser = parser
    self.me = me
    self.window = window
    self.keepsFree = keepsFree
    calendar = ForeignCalendar(zones: zones)
  }

  public mutating func read(_ file: [UInt8]) -> ForeignCalendar {
    var text = CalendarText(file)
    calendar.problems = text.problems
    var wanted = EventDraft.properties
    if keepsFree { wanted.formUnion(EventDraft.labels) }
    wanted.formUnion([
      "BEGIN", "END", "X-WR-TIMEZONE", "TZID", "TZOFFSETFROM", "TZOFFSETTO", "X-LIC-LOCATION", "FREEBUSY",
    ])
    var lines = CalendarLines(text.octets, wanted: wanted)
    text.octets = []
    while let line = lines.next() { take(line) }
    if !sawCalendar {
      damage(1, file.isEmpty ? "the file is empty" : "this is no calendar: there is no BEGIN:VCALENDAR")
    } else if let first = open.first {
      damage(first.line, "the file is cut off: BEGIN:\(open.last?.name ?? first.name) has no END")
    }
    close(to: 0, isEnd: true)
    if !hasTimes, let otherLine {
      problem(otherLine, "the calendar holds tasks or notes and no events: nothing in it counts as busy")
    }
    return calendar
  }

  private mutating func damage(_ line: Int, _ message: String) {
    calendar.isDamaged = true
    calendar.problems.add(line, message)
  }

  private mutating func problem(_ line: Int, _ message: String) {
    calendar.problems.add(line, message)
  }

  // MARK: Components

  private mutating func take(_ line: CalendarLine) {
    if line.name == "BEGIN" || line.name == "END" {
      let name = componentName(line.octets)
      if line.name == "BEGIN" { begin(name, line.number) } else { end(name, line.number) }
      return
    }
    guard let top = open.last else {
      if sawCalendar, !sawRest {
        sawRest = true
        problem(line.number, "lines outside BEGIN:VCALENDAR and END:VCALENDAR are passed over")
      }
      return
    }
    if line.octets.isEmpty { return }
    switch top.name {
    case "VEVENT": takeEventLine(line)
    case "VALARM": if EventDraft.neverOfAlarms.contains(line.name), swallowed.count < 100 { swallowed.append(line) }
    case "VCALENDAR":
      if line.name == "X-WR-TIMEZONE", case .text(let name)? = parser.property(line.octets)?.value {
        calendar.zones.setCalendarZone(name, line: line.number)
      }
    case "VTIMEZONE":
      guard case .text(let name)? = parser.property(line.octets)?.value else { return }
      if line.name == "TZID" { block?.name = name }
      if line.name == "X-LIC-LOCATION" { block?.block.location = name }
    case "STANDARD", "DAYLIGHT": takeObservanceLine(line)
    case "VFREEBUSY": takeFreeBusyLine(line)
    default: break
    }
  }

  private mutating func begin(_ name: String, _ line: Int) {
    if name == "VCALENDAR" { sawCalendar = true }
    // Components stand side by side; one that begins inside another says that the other's end is missing.
    let isTop = topComponents.contains(name)
    if isTop, let place = open.firstIndex(where: { name == "VCALENDAR" || $0.name != "VCALENDAR" }) {
      problem(open[place].line, "BEGIN:\(open[place].name) has no END before line \(line)")
      close(to: place)
    }
    // Nothing that is read here is nested deeper.
    guard open.count < 16 else { return }
    open.append((name, line))
    if name == "VTODO" || name == "VJOURNAL" { otherLine = otherLine ?? line }
    switch name {
    case "VEVENT":
      event = EventDraft(line: line)
      hasTimes = true
    case "VALARM": swallowed = []
    case "VTIMEZONE": block = (nil, ZoneBlock(line: line))
    case "STANDARD", "DAYLIGHT": observance = Observance()
    case "VFREEBUSY": hasTimes = true
    case "VAVAILABILITY":
      problem(
        line,
        "hours of availability (VAVAILABILITY) are not read: set them with almanac availability, and export events or free/busy times"
      )
    default: break
    }
  }

  private mutating func end(_ name: String, _ line: Int) {
    guard let place = open.lastIndex(where: { $0.name == name }) else {
      if open.count < 16 { problem(line, "END:\(name) has no BEGIN") }
      return
    }
    if place + 1 < open.count {
      problem(open[place + 1].line, "BEGIN:\(open[place + 1].name) has no END before line \(line)")
      close(to: place + 1)
    }
    close(to: place, isEnd: true)
  }

  /// Closes what is open from a place on, innermost first.
  ///
  /// - Parameter isEnd: by an END of its own.
  private mutating func close(to place: Int, isEnd: Bool = false) {
    while open.count > place {
      let (name, line) = open.removeLast()
      switch name {
      case "VALARM":
        // An alarm that never ended has swallowed the event's own lines.
        if !isEnd || open.count > place { for line in swallowed { takeEventLine(line) } }
        swallowed = []
      case "VEVENT": finishEvent(line)
      case "STANDARD", "DAYLIGHT": finishObservance()
      case "VTIMEZONE":
        if let block, let name = block.name, calendar.zones.blocks.count < 1000 {
          calendar.zones.blocks[name] = block.block
        }
        block = nil
      default: break
      }
    }
  }

  private func componentName(_ octets: [UInt8]) -> String {
    let value = octets.drop { $0 != UInt8(ascii: ":") }.dropFirst().prefix(24)
    return String(decoding: value.filter { $0 > 32 && $0 < 127 }, as: UTF8.self).uppercased()
  }

  // MARK: Events

  private mutating func takeEventLine(_ line: CalendarLine) {
    guard var draft = event else { return }
    event = nil
    if let wrong = draft.take(line, parser, &calendar.zones, me: me) { problem(line.number, wrong) }
    event = draft
  }

  private mutating func finishEvent(_ line: Int) {
    defer { event = nil }
    guard let draft = event else { return }
    let outcome = draft.finish(&calendar.names, &calendar.labels)
    for message in outcome.problems { problem(line, message) }
    if outcome.lostTime, !keepsFree { calendar.isDamaged = true }
    for var event in outcome.events {
      if keepsFree { event.isFree = false }
      if !event.isSingle || mayReachWindow(event) { calendar.events.append(event) }
    }
  }

  /// Readings of any clock are within two days of UTC.
  private func mayReachWindow(_ event: ForeignEvent) -> Bool {
    var (first, last) = (event.start.reading, event.start.reading + 86_400)
    switch event.end {
    case .none: break
    case .endOfDay: last = first + 2 * 86_400
    case .time(let end): (first, last) = (min(first, end.reading), max(last, end.reading))
    case .duration(let length):
      let reach = first + length.days * 86_400 + length.seconds
      (first, last) = (min(first, reach), max(last, reach))
    }
    return first <= window.end.seconds + 2 * 86_400 && last >= window.start.seconds - 2 * 86_400
  }

  // MARK: Free and busy times

  /// FREEBUSY (RFC 5545 3.8.2.6): periods that are BUSY, BUSY-UNAVAILABLE or BUSY-TENTATIVE, and BUSY where nothing is said;
  /// only FREE is free.
  private mutating func takeFreeBusyLine(_ line: CalendarLine) {
    guard line.name == "FREEBUSY" else { return }
    guard let colon = colonBeforeValue(line.octets) else {
      damage(line.number, "FREEBUSY cannot be read")
      return
    }
    let head = Array(line.octets[...colon])
    if saysFree(head) { return }
    if line.isCut { damage(line.number, "the line is too long: what is behind its first 256 KiB is not read") }
    let reading = PropertyReading(parser: parser)
    for value in line.octets[(colon + 1)...].split(separator: UInt8(ascii: ",")) {
      let result = reading.read(head: head, value, "FREEBUSY", zones: &calendar.zones)
      if let wrong = result.problem { problem(line.number, wrong) }
      if result.meanings.isEmpty { damage(line.number, "a period of FREEBUSY cannot be read") }
      for meaning in result.meanings {
        switch meaning {
        case .period(let period): addBusy(period.start, period.end ?? .endOfDay, line.number)
        case .time(let start): addBusy(start, .endOfDay, line.number)
        case .days(let start, let count):
          addBusy(start, .duration(EventDuration(days: count, seconds: 0)), line.number)
        case .duration: damage(line.number, "a period of FREEBUSY has no start")
        }
      }
    }
  }

  private mutating func addBusy(_ start: EventTime, _ end: EventEnd, _ line: Int) {
    for isUTC in start.hasTwoMeanings || end.hasTwoMeanings ? [false, true] : [false] {
      let event = ForeignEvent(
        line: line, series: calendar.names.number(of: nil), start: start.taken(asUTC: isUTC),
        end: end.taken(asUTC: isUTC))
      if mayReachWindow(event) { calendar.events.append(event) }
    }
  }

  /// `FBTYPE=FREE` among the parameters.
  private func saysFree(_ head: [UInt8]) -> Bool {
    let parameters = String(decoding: head.dropLast(), as: UTF8.self).uppercased().utf8.split(
      separator: UInt8(ascii: ";"))
    return parameters.dropFirst().contains { parameter in
      String(decoding: parameter.filter { $0 > 32 && $0 != UInt8(ascii: "\"") }, as: UTF8.self) == "FBTYPE=FREE"
    }
  }

  // MARK: Zones

  private mutating func takeObservanceLine(_ line: CalendarLine) {
    if line.name == "RRULE", let colon = colonBeforeValue(line.octets) {
      let text = String(decoding: line.octets[(colon + 1)...], as: UTF8.self)
      if let rule = try? RecurrenceRule(text) { observance?.rules.append(rule) } else { block?.block.isDoubtful = true }
      return
    }
    switch (line.name, parser.property(line.octets)?.value) {
    case ("DTSTART", .time(let reading, _, _)): observance?.start = reading
    case ("RDATE", .time(let reading, _, _)): observance?.added.append(reading)
    case ("TZOFFSETFROM", .offset(let seconds)): observance?.offsetFrom = seconds
    case ("TZOFFSETTO", .offset(let seconds)): observance?.offsetTo = seconds
    case ("TZOFFSETFROM", _), ("TZOFFSETTO", _):
      // `+1:00`
      let value = colonBeforeValue(line.octets).map { line.octets[($0 + 1)...] }
      let written = value.flatMap { UTCOffset.written(at: $0) }
      if line.name == "TZOFFSETFROM" { observance?.offsetFrom = written } else { observance?.offsetTo = written }
    case ("DTSTART", _):
      let value = colonBeforeValue(line.octets).map { line.octets[($0 + 1)...] }
      observance?.start = value.flatMap { WrittenTime.all(in: $0).first?.reading }
      if observance?.start == nil { block?.block.isDoubtful = true }
    case ("RDATE", _): block?.block.isDoubtful = true
    default: break
    }
  }

  private mutating func finishObservance() {
    defer { observance = nil }
    // One without its offset says nothing; a zone whose every part is so is reported as unknown where it is used.
    guard let observance, let to = observance.offsetTo else {
      block?.block.isDoubtful = true
      return
    }
    block?.block.observances.append(
      ZoneBlock.Observance(
        start: observance.start ?? 0, offsetFrom: observance.offsetFrom, offsetTo: to, rules: observance.rules,
        added: observance.added))
  }
}
