import CivilTime

/// The relevant content of a calendar file.
public struct ForeignCalendar {
  public var events: [ForeignEvent] = []
  public var problems = CalendarProblems()
  /// The file as a whole is damaged, so that events may be missing: it is not a calendar, or is truncated.
  public var isDamaged = false
  public var zones: ZoneNames
  public var names = SeriesNames()
  /// Labels of holidays.
  public var labels = EventLabels()
}

/// Reads a calendar file line by line. Events are independent: errors in one are reported, and reading continues with
/// the next.
public struct CalendarReading<Parser: PropertyParser> {
  private let parser: Parser
  private let me: Set<String>
  private let window: Interval
  private let keepsFree: Bool
  private var calendar: ForeignCalendar
  private var open: [Component] = []
  private var event: EventDraft?
  /// Lines inside an event's subcomponents that belong to the event if the subcomponent has no END.
  private var swallowed: [CalendarLine] = []
  /// Lines from subcomponents that turned out to have no END.
  private var returned: [CalendarLine] = []
  /// A line of the event concerns its time.
  private var hasTimeLine = false
  /// The event's first line with a date and an unknown name.
  private var unknownTime: Int?
  /// The unexpected characters at line starts that have been reported.
  private var reportedLeads: Set<CalendarLine.Lead> = []
  private var block: (name: String?, block: ZoneBlock)?
  private var observance: Observance?
  private var sawCalendar = false
  private var sawRest = false
  /// The file has a VEVENT or VFREEBUSY.
  private var hasTimes = false
  /// The line of the first task or journal entry.
  private var otherLine: Int?
  private let timeProperties: Set<String> = ["DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "RECURRENCE-ID"]
  private let topComponents: Set<String> = [
    "VCALENDAR", "VEVENT", "VTIMEZONE", "VTODO", "VJOURNAL", "VFREEBUSY", "VAVAILABILITY", "VPOLL",
  ]

  private struct Component {
    /// The name as it is interpreted.
    var name: String
    var line: Int
    /// The name as written, if it differs.
    var written: String?
    /// The event has lines but no BEGIN.
    var isImplied = false
    /// The number of lines that outer components have swallowed.
    var swallowed = 0
  }

  private struct Observance {
    var start: Int?
    var offsetFrom: Int?
    var offsetTo: Int?
    var rules: [RecurrenceRule] = []
    var added: [Int] = []
  }

  /// - Parameters:
  ///   - me: the person's mail addresses in lower case; events that they declined are free.
  ///   - window: single events outside it are dropped.
  ///   - keepsFree: for holidays: keep names, and keep events even if they are marked as free.
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
      "BEGIN", "END", "X-WR-TIMEZONE", "TIMEZONE-ID", "TZ", "TZID", "TZOFFSETFROM", "TZOFFSETTO", "X-LIC-LOCATION",
      "FREEBUSY",
    ])
    var lines = CalendarLines(text.octets, wanted: wanted)
    text.octets = []
    while let line = lines.next() { take(line) }
    if !sawCalendar {
      damage(1, file.isEmpty ? "the file is empty" : "this is no calendar: there is no BEGIN:VCALENDAR")
    } else if let first = open.first(where: { !$0.isImplied }) {
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
    if let lead = line.lead { report(lead, line.number) }
    if line.name == "BEGIN" || line.name == "END" {
      let name = componentName(line)
      if line.name == "BEGIN" { begin(name, line.number) } else { end(name, line.number) }
      return
    }
    guard let top = open.last else {
      if takeStray(line) { return }
      if sawCalendar, !sawRest {
        sawRest = true
        problem(line.number, "lines outside BEGIN:VCALENDAR and END:VCALENDAR are passed over")
      }
      return
    }
    if line.octets.isEmpty { return }
    switch top.name {
    case "VEVENT":
      if line.guess != nil {
        takeUnknownLine(line)
      } else if !takeStrayPeriods(line) {
        takeEventLine(line)
      }
    case "VCALENDAR": if !takeStray(line) { takeCalendarLine(line) }
    case "VTIMEZONE":
      guard case .text(let name)? = parser.property(line.octets)?.value else { return }
      if line.name == "TZID" { block?.name = name }
      if line.name == "X-LIC-LOCATION" { block?.block.location = name }
    case "STANDARD", "DAYLIGHT": takeObservanceLine(line)
    case "VFREEBUSY":
      if line.guess == .time {
        damage(
          line.number, "a line of free or busy times has a name that nobody knows: the calendar counts as unreadable")
      } else {
        takeFreeBusyLine(line)
      }
    default:
      guard isOwnLine(line.name, in: top.name) else { return }
      if swallowed.count < 10_000 {
        swallowed.append(line)
      } else if !calendar.isDamaged {
        damage(line.number, "more than 10000 lines of an event stand inside other components: the rest is passed over")
      }
    }
  }

  /// Reports each kind once, at its first line.
  private mutating func report(_ lead: CalendarLine.Lead, _ line: Int) {
    guard reportedLeads.insert(lead).inserted else { return }
    switch lead {
    case .blanks:
      problem(
        line,
        "the line begins with a blank, which joins it to the line before: it and others like it are read as lines of their own; save the calendar without indentation"
      )
    case .invisible:
      problem(
        line,
        "invisible characters stand before a property: they are passed over, here and elsewhere; export the calendar again"
      )
    }
  }

  /// Takes a time outside any component as the start of an event whose BEGIN may be missing: a date there has no other
  /// purpose.
  private mutating func takeStray(_ line: CalendarLine) -> Bool {
    switch line.name {
    case "DTSTART", "DTEND", "RRULE", "RDATE":
      problem(line.number, "\(line.name) stands outside an event: it and what follows are read as one")
      open.append(Component(name: "VEVENT", line: line.number, isImplied: true))
      beginEvent(line.number)
      takeEventLine(line)
      return true
    default: return takeStrayPeriods(line)
    }
  }

  private mutating func takeStrayPeriods(_ line: CalendarLine) -> Bool {
    guard line.name == "FREEBUSY" else { return false }
    problem(line.number, "FREEBUSY stands outside BEGIN:VFREEBUSY and END:VFREEBUSY: it is read")
    takeFreeBusyLine(line)
    return true
  }

  /// Takes a property that applies to all times of the calendar.
  private mutating func takeCalendarLine(_ line: CalendarLine) {
    switch line.name {
    case "X-WR-TIMEZONE":
      guard case .text(let name)? = parser.property(line.octets)?.value else { return }
      setCalendarZone(name, line.number)
    case "TZ", "TIMEZONE-ID":
      guard let colon = colonBeforeValue(line.octets) else { return }
      var value = line.octets[(colon + 1)...].drop { $0 <= 32 }
      while let last = value.last, last <= 32 { value.removeLast() }
      let text = String(decoding: value, as: UTF8.self)
      // In vCalendar 1.0, `TZ:-05:00` is the offset in winter.
      setCalendarZone(UTCOffset.written(at: value) == nil ? text : "GMT" + text, line.number)
    default: break
    }
  }

  private mutating func setCalendarZone(_ name: String, _ line: Int) {
    if name.utf8.contains(where: { $0 > 32 }) { calendar.zones.setCalendarZone(name, line: line) }
  }

  /// Whether a property in a subcomponent belongs to the event, because the subcomponent may lack its END.
  private func isOwnLine(_ name: String, in component: String) -> Bool {
    if event == nil { return name == "FREEBUSY" && open.contains { $0.name == "VFREEBUSY" } }
    if component == "VALARM" {
      return EventDraft.neverOfAlarms.contains(name) || EventDraft.mayBeOfAlarms.contains(name)
    }
    // Participants have a STATUS of their own.
    return name == "DURATION" || name != "STATUS" && EventDraft.neverOfAlarms.contains(name)
  }

  private mutating func begin(_ written: String, _ line: Int) {
    let name = self.name(of: written)
    if name == "VCALENDAR" { sawCalendar = true }
    // Top-level components are siblings; if one begins inside another, the other's END is missing.
    let isTop = topComponents.contains(name)
    if isTop, let place = open.firstIndex(where: { name == "VCALENDAR" || $0.name != "VCALENDAR" }) {
      reportMissingEnd(open[place], before: line)
      close(to: place)
    }
    if isObservance(name), let place = open.lastIndex(where: { isObservance($0.name) }) {
      reportMissingEnd(open[place], before: line)
      close(to: place)
    }
    // Nothing that matters is nested deeper.
    guard open.count < 16 else { return }
    open.append(
      Component(name: name, line: line, written: name == written ? nil : written, swallowed: swallowed.count))
    if name == "VTODO" || name == "VJOURNAL" { otherLine = otherLine ?? line }
    switch name {
    case "VCALENDAR": calendar.zones.beginCalendar(line: line)
    case "VEVENT": beginEvent(line)
    case "VTIMEZONE": block = (nil, ZoneBlock(line: line))
    case "STANDARD", "DAYLIGHT": observance = Observance()
    case "VFREEBUSY":
      hasTimes = true
      swallowed = []
      returned = []
    case "VAVAILABILITY":
      problem(
        line,
        "hours of availability (VAVAILABILITY) are not read: set them with almanac availability, and export events or free/busy times"
      )
    default: break
    }
  }

  /// The name by which a component is interpreted. An unknown component where an event may be counts as an event;
  /// without times, it has no effect.
  private func name(of written: String) -> String {
    if componentNames.contains(written) || written.hasPrefix("X-") { return written }
    let mayBeEvent = open.last.map { $0.name == "VCALENDAR" || $0.isImplied } ?? true
    return mayBeEvent ? "VEVENT" : written
  }

  private func isObservance(_ name: String) -> Bool { name == "STANDARD" || name == "DAYLIGHT" }

  private mutating func reportMissingEnd(_ component: Component, before line: Int) {
    if component.isImplied { return }
    problem(component.line, "BEGIN:\(component.written ?? component.name) has no END before line \(line)")
  }

  private mutating func end(_ name: String, _ line: Int) {
    guard let place = open.lastIndex(where: { $0.name == name || $0.written == name }) else {
      if open.count < 16 { problem(line, "END:\(name) has no BEGIN") }
      return
    }
    if place + 1 < open.count {
      reportMissingEnd(open[place + 1], before: line)
      close(to: place + 1)
    }
    close(to: place, isEnd: true)
  }

  /// Closes open components from an index on, innermost first.
  ///
  /// - Parameter isEnd: the component has an END of its own.
  private mutating func close(to place: Int, isEnd: Bool = false) {
    while open.count > place {
      let component = open.removeLast()
      switch component.name {
      case "VEVENT":
        // A subcomponent without END has swallowed lines that belong to the event.
        for line in returned { takeEventLine(line) }
        returned = []
        finishEvent(component)
      case "VFREEBUSY":
        for line in returned { takeFreeBusyLine(line) }
        returned = []
      case "STANDARD", "DAYLIGHT": finishObservance()
      case "VTIMEZONE":
        if let block, let name = block.name { calendar.zones.addBlock(block.block, named: name) }
        block = nil
      case "VCALENDAR": break
      default:
        // An unknown component may be an event whose preceding sibling has no END.
        let isKnown = componentNames.contains(component.name) || component.name.hasPrefix("X-")
        let isWhole = isKnown && isEnd && open.count == place
        let first = min(component.swallowed, swallowed.count)
        if !isWhole {
          returned += component.name == "VALARM" ? EventDraft.ofEvent(swallowed[first...]) : Array(swallowed[first...])
        }
        swallowed.removeSubrange(first...)
      }
    }
  }

  /// The component name after BEGIN or END, without surrounding characters.
  private func componentName(_ line: CalendarLine) -> String {
    let value = line.octets.dropFirst(line.name.utf8.count).drop { !isNameOctet($0) }.prefix(64)
    // There may be a stray space in it.
    let whole = upper(value.filter { $0 > 32 && $0 < 127 })
    return componentNames.contains(whole) ? whole : upper(value.prefix { isNameOctet($0) }.prefix(24))
  }

  private func upper(_ octets: some Sequence<UInt8>) -> String {
    String(decoding: Array(octets), as: UTF8.self).uppercased()
  }

  private func isNameOctet(_ octet: UInt8) -> Bool {
    isDigit(octet) || (0x61...0x7A).contains(octet | 0x20) || octet == UInt8(ascii: "-")
  }

  // MARK: Events

  private mutating func beginEvent(_ line: Int) {
    event = EventDraft(line: line)
    hasTimes = true
    hasTimeLine = false
    unknownTime = nil
    swallowed = []
    returned = []
  }

  private mutating func takeEventLine(_ line: CalendarLine) {
    guard var draft = event else { return }
    event = nil
    if timeProperties.contains(line.name) { hasTimeLine = true }
    if let wrong = draft.take(line, parser, &calendar.zones, me: me) { problem(line.number, wrong) }
    event = draft
  }

  /// Takes a line that has a date or a rule but an unknown name.
  private mutating func takeUnknownLine(_ line: CalendarLine) {
    switch line.guess {
    case .time?: unknownTime = unknownTime ?? line.number
    case .rule?:
      guard let colon = colonBeforeValue(line.octets) else { return }
      problem(line.number, "a property that nobody knows holds a rule: it is read as RRULE")
      let octets = Array("RRULE".utf8) + line.octets[colon...]
      takeEventLine(CalendarLine(number: line.number, name: "RRULE", octets: octets))
    case nil: break
    }
  }

  private mutating func finishEvent(_ component: Component) {
    defer { event = nil }
    guard var draft = event else { return }
    if let written = component.written {
      guard hasTimeLine else { return }
      problem(component.line, "BEGIN:\(written) is not known: it is read as BEGIN:VEVENT")
    }
    let isDoubtful = component.isImplied || component.written != nil
    // A missing property may be the one that was not recognised.
    if unknownTime != nil || isDoubtful, let wrong = draft.takeLostTimes(hasUnknownTime: unknownTime != nil) {
      problem(unknownTime ?? component.line, wrong)
    }
    let outcome = draft.finish(&calendar.names, &calendar.labels)
    for message in outcome.problems { problem(component.line, message) }
    if outcome.lostTime, !keepsFree { calendar.isDamaged = true }
    for var event in outcome.events {
      if keepsFree { event.isFree = false }
      if !event.isSingle || mayReachWindow(event) { calendar.events.append(event) }
    }
  }

  /// Whether an event may reach into the window. Wall times on any clock are within two days of UTC.
  private func mayReachWindow(_ event: ForeignEvent) -> Bool {
    var (first, last) = (event.start.reading, event.start.reading + 86_400)
    switch event.end {
    case .none: break
    case .endOfDay: last = first + 2 * 86_400
    case .time(let end): (first, last) = (min(first, end.reading), max(last, end.reading))
    case .duration(let length):
      // A negative length counts in both directions.
      let reach = length.days * 86_400 + length.seconds
      (first, last) = (min(first, first + reach), max(last, first + abs(reach)))
    }
    return first <= window.end.seconds + 2 * 86_400 && last >= window.start.seconds - 2 * 86_400
  }

  // MARK: Free and busy times

  /// Takes FREEBUSY (RFC 5545 3.8.2.6): periods of type BUSY, BUSY-UNAVAILABLE or BUSY-TENTATIVE, with BUSY as the
  /// default. Only FREE is free.
  private mutating func takeFreeBusyLine(_ line: CalendarLine) {
    guard line.name == "FREEBUSY" else { return }
    let reading = PropertyReading(parser: parser)
    guard let colon = reading.colon(in: line.octets) else {
      damage(line.number, "FREEBUSY cannot be read")
      return
    }
    let head = Array(line.octets[...colon])
    if saysFree(head) { return }
    if line.isCut { damage(line.number, "the line is too long: what is behind its first 256 KiB is not read") }
    let values = line.octets[(colon + 1)...]
    if let wrong = listProblem(values, "FREEBUSY") { problem(line.number, wrong) }
    for value in listValues(values) {
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

  /// Whether the parameters contain `FBTYPE=FREE`.
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
      // An offset such as `+1:00`.
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
    // An observance without an offset is ignored; a zone with only such observances is reported as unknown where it is
    // used.
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
