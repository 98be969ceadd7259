import CivilTime

/// A VEVENT while its lines come in.
struct EventDraft {
  let line: Int
  private var uid: String?
  private var sequence: Int32 = 0
  private(set) var start: EventTime?
  /// Where there are several DTSTARTs, which of them is meant cannot be known: at most one may stand (RFC 5545 3.6.1).
  private var otherStarts: [EventTime] = []
  private var end: EventEnd?
  private var series = EventSeries()
  private var isFree = false
  private var label = EventLabel()
  /// When it was last changed goes before when it was written down.
  private var written: Int?
  /// Attendees that were looked at, and values of lists: a file may not make more of them than any calendar has.
  private var attendees = 0
  private var values = 0
  private static let mostAttendees = 2000
  private static let mostValues = 20_000
  private static let mostRules = 100
  private static let mostStarts = 20

  init(line: Int) { self.line = line }

  /// Lines that say something here; others are not even kept.
  static let properties: Set<String> = [
    "UID", "SEQUENCE", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "TRANSP", "STATUS",
    "X-MICROSOFT-CDO-BUSYSTATUS", "ATTENDEE",
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
    guard let property = parser.property(line.octets) else { return unreadable(line.name) }
    switch (line.name, property.value) {
    case ("DTSTART", .time): return EventTime(property, &zones).flatMap { takeStart($0) }
    case ("DTEND", .time): return EventTime(property, &zones).flatMap { takeEnd($0) }
    case ("DURATION", .duration(let duration)): end = end ?? .duration(duration)
    case ("RECURRENCE-ID", .time):
      series.instance = EventTime(property, &zones)
      series.coversFuture = property.coversFuture
    default: return unreadable(line.name)
    }
    return nil
  }

  private mutating func takeStart(_ time: EventTime) -> String? {
    guard let start else {
      self.start = time
      return nil
    }
    if time == start || otherStarts.contains(time) { return nil }
    guard otherStarts.count < Self.mostStarts else {
      return "more than \(Self.mostStarts) times DTSTART: the rest is passed over"
    }
    otherStarts.append(time)
    return "another DTSTART, where one may stand: both times are taken"
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
      do { series.rules.append(try RecurrenceRule(text)) } catch {
        return "RRULE: \(error.message); only the event's own time is taken"
      }
    default: break
    }
    return nil
  }

  private mutating func unreadable(_ name: String) -> String? {
    switch name {
    // An event without a start is told when it ends.
    case "DTSTART": return nil
    case "DTEND", "DURATION":
      if end == nil { end = .duration(EventDuration(days: 0, seconds: 3600)) }
      return "\(name) cannot be read: the event is taken for an hour"
    default: return "\(name) cannot be read"
    }
  }

  /// RDATE and EXDATE hold several values; each is read as a line of its own.
  private mutating func takeList(
    _ line: CalendarLine, _ parser: some PropertyParser, _ zones: inout ZoneNames
  ) -> String? {
    guard let colon = colonBeforeValue(line.octets) else { return "\(line.name) cannot be read" }
    let head = Array(line.octets[...colon])
    var isFine = true
    for value in line.octets[(colon + 1)...].split(separator: UInt8(ascii: ",")) {
      values += 1
      if values > Self.mostValues {
        return values == Self.mostValues + 1
          ? "more than \(Self.mostValues) dates in one event: the rest is passed over" : nil
      }
      guard let property = parser.property(head + value) else {
        isFine = false
        continue
      }
      switch (line.name, property.value) {
      case ("EXDATE", .time): if let time = EventTime(property, &zones) { series.excluded.append(time) }
      case ("RDATE", .time): if let time = EventTime(property, &zones) { series.added.append(AddedTime(start: time)) }
      case ("RDATE", .period(let start, let isUTC, let end)):
        let own: EventEnd =
          switch end {
          case .duration(let duration): .duration(duration)
          case .time(let reading, let isUTC):
            .time(
              EventTime(
                reading: reading, clock: EventTime.Clock(property, isDate: false, isUTC: isUTC, &zones)))
          }
        let clock = EventTime.Clock(property, isDate: false, isUTC: isUTC, &zones)
        series.added.append(AddedTime(start: EventTime(reading: start, clock: clock), end: own))
      default: isFine = false
      }
    }
    return isFine ? nil : "a value of \(line.name) cannot be read"
  }

  /// - Returns: one event for each DTSTART; empty without one that can be read.
  func events(_ names: inout SeriesNames, _ labels: inout EventLabels) -> [ForeignEvent] {
    guard let start else { return [] }
    let series = names.number(of: uid)
    var label = label
    label.changed = label.changed ?? written
    let number = labels.number(of: label)
    func event(_ start: EventTime, _ end: EventEnd) -> ForeignEvent {
      ForeignEvent(
        line: line, series: series, sequence: sequence, start: start, end: end, repeating: self.series, isFree: isFree,
        label: number)
    }
    return [event(start, end ?? .none)] + otherStarts.map { event($0, self.end(ofStart: $0, insteadOf: start)) }
  }

  /// DTEND where it lies behind another DTSTART; else that lasts as long as the event does from its first.
  private func end(ofStart other: EventTime, insteadOf start: EventTime) -> EventEnd {
    guard case .time(let end)? = end else { return self.end ?? .none }
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

extension EventTime {
  init?(_ property: ForeignProperty, _ zones: inout ZoneNames) {
    guard case .time(let reading, let isDate, let isUTC) = property.value else { return nil }
    self.init(reading: reading, clock: Clock(property, isDate: isDate, isUTC: isUTC, &zones))
  }
}

extension EventTime.Clock {
  init(_ property: ForeignProperty, isDate: Bool, isUTC: Bool, _ zones: inout ZoneNames) {
    if isDate {
      self = .date
    } else if isUTC {
      self = .utc
    } else if let zone = property.zone, !zone.isEmpty {
      self = .zone(zones.number(of: zone))
    } else {
      self = .floating
    }
  }
}
