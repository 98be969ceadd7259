import CivilTime
import Diagnostics

/// Finds the clock that a name in a foreign calendar means: the zone of the IANA database, Windows' name of one, the
/// calendar's own VTIMEZONE, and where all fail a guess or the home zone, which is told.
public struct ZoneNames {
  private let zones: ZoneDirectory
  private let home: Zone
  private let window: Interval
  private var numbers: [String: Int32] = [:]
  private var names: [String] = []
  private var clocks: [EventClock?] = []
  /// Every name of the database by its small letters; empty where the folder has no list.
  private let known: [String: String]
  /// Names that no zone has; each costs a search, so that a file may only have so many.
  private var unknownNames = 0
  /// Of X-WR-TIMEZONE.
  private var calendarClock: EventClock?
  public var blocks: [String: ZoneBlock] = [:]

  /// - Parameter home: where everything else fails, and for whole days.
  public init(zones: ZoneDirectory, home: Zone, window: Interval) {
    self.zones = zones
    self.home = home
    self.window = window
    known = Dictionary(zones.names.map { ($0.lowercased(), $0) }) { first, _ in first }
  }

  /// The number of a TZID, for ``EventTime/Clock/zone(_:)``.
  public mutating func number(of name: String) -> Int32 {
    if let known = numbers[name] { return known }
    // No calendar has a thousand zones; what comes then is as good as unknown.
    guard names.count < 1000 else { return Int32(names.count - 1) }
    numbers[name] = Int32(names.count)
    names.append(name)
    clocks.append(nil)
    return Int32(names.count - 1)
  }

  /// X-WR-TIMEZONE: the clock of floating times (RFC 5545 knows none; Google and Apple write it).
  public mutating func setCalendarZone(_ name: String, line: Int, problems: inout CalendarProblems) {
    if let zone = iana(name) ?? windows(name) {
      calendarClock = .zone(zone)
    } else {
      problems.add(line, "unknown time zone \(quoted(name)): floating times are taken in \(home.name)")
    }
  }

  /// The clock of a time. A name that is not understood is told once, at the line of the first event that uses it.
  public mutating func clock(
    of time: EventTime, line: Int, budget: inout ExpansionBudget, problems: inout CalendarProblems
  ) -> EventClock {
    switch time.clock {
    case .utc: return .table(utcTable)
    case .date: return .zone(home)
    case .floating: return calendarClock ?? .zone(home)
    case .zone(let number):
      let number = Int(number)
      if let known = clocks[number] { return known }
      let found = find(names[number], line: line, budget: &budget, problems: &problems)
      clocks[number] = found
      return found
    }
  }

  private mutating func find(
    _ name: String, line: Int, budget: inout ExpansionBudget, problems: inout CalendarProblems
  ) -> EventClock {
    if let zone = iana(name) ?? windows(name) { return .zone(zone) }
    unknownNames += 1
    if unknownNames > 100 { return calendarClock ?? .zone(home) }
    if let table = blocks[name]?.table(around: window, budget: &budget) { return .table(table) }
    func tell(_ taken: String) {
      problems.add(line, "unknown time zone \(quoted(name)): taken as \(taken)")
    }
    if let offset = writtenOffset(name) {
      tell("UTC\(offset < 0 ? "-" : "+")\(hoursAndMinutes(abs(offset)))")
      return .table(ClockTable(offset: offset))
    }
    if let zone = firstPlace(name) {
      tell(zone.name)
      return .zone(zone)
    }
    if case .zone(let zone)? = calendarClock {
      tell("the calendar's own, \(zone.name)")
      return .zone(zone)
    }
    tell(home.name)
    return .zone(home)
  }

  // MARK: Names

  /// The name itself, in any case; also at the end of a longer one, such as `/mozilla.org/20070129_1/Europe/Berlin`.
  private func iana(_ name: String) -> Zone? {
    let name = trimmed(name)
    if name.isEmpty || name.utf8.count > 200 { return nil }
    if known.isEmpty { return try? zones.zone(named: name) }
    let lower = name.lowercased()
    if let same = known[lower] { return try? zones.zone(named: same) }
    // The longest name at the end, so that America/Indiana/Knox is not Knox.
    var parts = lower.utf8.split(separator: UInt8(ascii: "/")).map { String(decoding: $0, as: UTF8.self) }
    while parts.count > 1 {
      if let same = known[parts.joined(separator: "/")] { return try? zones.zone(named: same) }
      parts.removeFirst()
    }
    return nil
  }

  private func windows(_ name: String) -> Zone? {
    let wanted = trimmed(name)
    if wanted.isEmpty || wanted.utf8.count > 80 { return nil }
    return zoneName(ofWindows: wanted).flatMap { try? zones.zone(named: $0) }
  }

  /// `(GMT +01:00)`, `(UTC+01:00) Amsterdam, Berlin`, `GMT-0500`: seconds east of UTC.
  private func writtenOffset(_ name: String) -> Int? {
    var octets = Array(name.utf8).filter { $0 != 0x20 && $0 != UInt8(ascii: "(") && $0 != UInt8(ascii: "\"") }[...]
    let head = String(decoding: octets.prefix(3), as: UTF8.self).uppercased()
    guard head == "GMT" || head == "UTC" else { return nil }
    octets = octets.dropFirst(3)
    guard let sign = octets.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return nil }
    let number = octets.dropFirst().prefix { (0x30...0x3A).contains($0) }
    let digits = number.filter { $0 != 0x3A }
    guard (1...4).contains(digits.count), let value = Int(String(decoding: digits, as: UTF8.self)) else { return nil }
    let (hours, minutes) = digits.count <= 2 ? (value, 0) : (value / 100, value % 100)
    guard hours <= 14, minutes < 60 else { return nil }
    return (sign == UInt8(ascii: "-") ? -1 : 1) * (hours * 3600 + minutes * 60)
  }

  /// `Sarajevo, Skopje, Warsaw, Zagreb`, as Outlook for the Mac names zones: the first of them that is a zone's city.
  private func firstPlace(_ name: String) -> Zone? {
    let text = trimmed(name)
    guard text.utf8.contains(UInt8(ascii: ",")), text.utf8.count <= 200 else { return nil }
    for part in text.utf8.split(separator: UInt8(ascii: ",")).prefix(8) {
      let city = trimmed(String(decoding: part, as: UTF8.self)).lowercased()
      let ending = "/" + String(decoding: city.utf8.map { $0 == 0x20 ? 0x5F : $0 }, as: UTF8.self)
      if ending.utf8.count > 2, let zone = known.filter({ $0.key.hasSuffix(ending) }).map(\.value).min() {
        return try? zones.zone(named: zone)
      }
    }
    return nil
  }
}

private let utcTable = ClockTable(offset: 0)

/// Without blanks and quotes around.
private func trimmed(_ text: String) -> String {
  var octets = Array(text.utf8)[...]
  while let first = octets.first, first <= 0x20 || first == UInt8(ascii: "\"") { octets.removeFirst() }
  while let last = octets.last, last <= 0x20 || last == UInt8(ascii: "\"") { octets.removeLast() }
  return String(decoding: octets, as: UTF8.self)
}

/// A foreign name in a message.
func quoted(_ name: String) -> String { "\"\(visible(name, limit: 60))\"" }

private func hoursAndMinutes(_ seconds: Int) -> String {
  let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
  return two(seconds / 3600) + ":" + two(seconds / 60 % 60)
}
