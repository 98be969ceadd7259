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
    wanted.formUnion(["BEGIN", "END", "X-WR-TIMEZONE", "TZID", "TZOFFSETFROM", "TZOFFSETTO"])
    var lines = CalendarLines(text.octets, wanted: wanted)
    text.octets = []
    while let line = lines.next() { take(line) }
    if !sawCalendar {
      damage(1, file.isEmpty ? "the file is empty" : "this is no calendar: there is no BEGIN:VCALENDAR")
    } else if let first = open.first {
      damage(first.line, "the file is cut off: BEGIN:\(open.last?.name ?? first.name) has no END")
    }
    close(to: 0, isEnd: true)
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
        calendar.zones.setCalendarZone(name, line: line.number, problems: &calendar.problems)
      }
    case "VTIMEZONE":
      if line.name == "TZID", case .text(let name)? = parser.property(line.octets)?.value { block?.name = name }
    case "STANDARD", "DAYLIGHT": takeObservanceLine(line)
    default: break
    }
  }

  private mutating func begin(_ name: String, _ line: Int) {
    if name == "VCALENDAR" { sawCalendar = true }
    // Components stand side by side; one that begins inside another says that the other's end is missing.
    let isTop = ["VCALENDAR", "VEVENT", "VTIMEZONE", "VTODO", "VJOURNAL", "VFREEBUSY"].contains(name)
    if isTop, let place = open.firstIndex(where: { name == "VCALENDAR" || $0.name != "VCALENDAR" }) {
      problem(open[place].line, "BEGIN:\(open[place].name) has no END before line \(line)")
      close(to: place)
    }
    // Nothing that is read here is nested deeper.
    guard open.count < 16 else { return }
    open.append((name, line))
    switch name {
    case "VEVENT": event = EventDraft(line: line)
    case "VALARM": swallowed = []
    case "VTIMEZONE": block = (nil, ZoneBlock(line: line))
    case "STANDARD", "DAYLIGHT": observance = Observance()
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
    let events = draft.events(&calendar.names, &calendar.labels)
    if events.isEmpty { problem(line, "the event has no DTSTART that can be read: it is left out") }
    for var event in events {
      if case .time(let end) = event.end, end.clock == event.start.clock, end.reading < event.start.reading {
        problem(line, "the event ends before it starts: the time between is taken")
      }
      if keepsFree { event.isFree = false }
      if !event.isSingle || mayReachWindow(event) { calendar.events.append(event) }
    }
  }

  /// Readings of any clock are within two days of UTC.
  private func mayReachWindow(_ event: ForeignEvent) -> Bool {
    var (first, last) = (event.start.reading, event.start.reading + 86_400)
    switch event.end {
    case .none: break
    case .time(let end): (first, last) = (min(first, end.reading), max(last, end.reading))
    case .duration(let length):
      let reach = first + length.days * 86_400 + length.seconds
      (first, last) = (min(first, reach), max(last, reach))
    }
    return first <= window.end.seconds + 2 * 86_400 && last >= window.start.seconds - 2 * 86_400
  }

  // MARK: Zones

  private mutating func takeObservanceLine(_ line: CalendarLine) {
    if line.name == "RRULE", let colon = colonBeforeValue(line.octets) {
      let text = String(decoding: line.octets[(colon + 1)...], as: UTF8.self)
      if let rule = try? RecurrenceRule(text) { observance?.rules.append(rule) }
      return
    }
    guard let property = parser.property(line.octets) else { return }
    switch (line.name, property.value) {
    case ("DTSTART", .time(let reading, _, _)): observance?.start = reading
    case ("RDATE", .time(let reading, _, _)): observance?.added.append(reading)
    case ("TZOFFSETFROM", .offset(let seconds)): observance?.offsetFrom = seconds
    case ("TZOFFSETTO", .offset(let seconds)): observance?.offsetTo = seconds
    default: break
    }
  }

  private mutating func finishObservance() {
    defer { observance = nil }
    // One without its offset says nothing; the zone's name is then told as unknown where it is used.
    guard let observance, let to = observance.offsetTo else { return }
    block?.block.observances.append(
      ZoneBlock.Observance(
        start: observance.start ?? 0, offsetFrom: observance.offsetFrom, offsetTo: to, rules: observance.rules,
        added: observance.added))
  }
}
