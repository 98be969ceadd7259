import CivilTime
import Diagnostics

/// Finds the clock that a name in a foreign calendar means: the zone of the IANA database, Windows' name of one, the
/// calendar's own VTIMEZONE, a name or an offset that people can read. Where all fail, every place on earth is meant, and
/// that is reported.
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
  /// X-WR-TIMEZONE: the clock of floating times (RFC 5545 knows none; Google and Apple write it). Its clock is looked for
  /// when the first floating time is met.
  private var calendarZone: (name: String, line: Int)?
  private var calendarClock: EventClock?
  public var blocks: [String: ZoneBlock] = [:]

  /// - Parameter home: where everything else fails, and for whole days.
  public init(zones: ZoneDirectory, home: Zone, window: Interval) {
    self.zones = zones
    self.home = home
    self.window = window
    known = Dictionary(zones.names.map { ($0.lowercased(), $0) }) { first, _ in first }
  }

  /// The number of a TZID, for ``EventTime/Clock/zone(_:)``; one of no zone where a file has more than any calendar.
  public mutating func number(of name: String) -> Int32 {
    if let known = numbers[name] { return known }
    guard names.count < 1000 else { return Self.none }
    numbers[name] = Int32(names.count)
    names.append(name)
    clocks.append(nil)
    return Int32(names.count - 1)
  }

  private static let none: Int32 = -1

  /// X-WR-TIMEZONE; the first one counts.
  public mutating func setCalendarZone(_ name: String, line: Int) {
    calendarZone = calendarZone ?? (name, line)
  }

  /// The name is one of UTC's own, so that a `Z` beside it says the same.
  func isUTC(_ name: String) -> Bool {
    let name = trimmed(name).lowercased()
    return ["utc", "gmt", "z", "zulu", "uct", "universal", "greenwich", "utc0", "gmt0"].contains(name)
      || name.hasPrefix("etc/") && isUTC(String(name.dropFirst(4))) || name.hasSuffix("microsoft/utc")
  }

  /// The clock of a time. A name that is not understood is reported once, at the line of the first event that uses it.
  public mutating func clock(
    of time: EventTime, line: Int, budget: inout ExpansionBudget, problems: inout CalendarProblems
  ) -> EventClock {
    switch time.clock {
    case .utc: return .table(utcTable)
    case .date: return .zone(home)
    case .floating:
      if let calendarClock { return calendarClock }
      let found =
        calendarZone.map { find($0.name, line: $0.line, budget: &budget, problems: &problems) } ?? .zone(home)
      calendarClock = found
      return found
    case .zone(let number), .utcOrZone(let number):
      if number == Self.none {
        problems.add(line, "more than 1000 time zones: the time is taken wherever it may be")
        return .anywhere(.zone(home))
      }
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
    let abbreviated = abbreviation(name)
    if let zones = abbreviated {
      if zones.count > 1 {
        problems.add(
          line,
          "time zone \(quoted(name)) may be \(zones.map(\.name).joined(separator: " or ")): all of them are taken")
      }
      return combined(zones.map { .zone($0) })
    }
    if let zone = iana(name) ?? windows(name) ?? spoken(name) {
      // Some say GMT and write London's rules below it.
      if isUTC(name), let table = blocks[name]?.table(around: window, budget: &budget) {
        return combined([.zone(zone), .table(table)])
      }
      return .zone(zone)
    }
    unknownNames += 1
    let likeliest: EventClock = .zone(calendarZone.flatMap { iana($0.name) ?? windows($0.name) } ?? home)
    if unknownNames > 100 { return .anywhere(likeliest) }
    if let block = blocks[name] {
      if let zone = block.location.flatMap({ iana($0) }) { return .zone(zone) }
      if let table = block.table(around: window, budget: &budget) {
        guard block.isDoubtful else { return .table(table) }
        problems.add(block.line, "the rules of time zone \(quoted(name)) cannot be read: all its offsets are taken")
        return combined(
          [.table(table)] + Set(block.observances.map(\.offsetTo)).sorted().map { .table(ClockTable(offset: $0)) })
      }
    }
    if let zone = windows(likeWindows(name)) ?? likeIANA(name) { return .zone(zone) }
    func report(_ taken: String) {
      problems.add(line, "unknown time zone \(quoted(name)): taken as \(taken)")
    }
    let offsets = UTCOffset.all(in: Array(name.utf8)[...])
    if let zone = place(name, offsets) {
      report(zone.name)
      return .zone(zone)
    }
    if let first = offsets.first {
      report(offsets.map { utcName($0.seconds) }.joined(separator: " or "))
      var all: [EventClock] = offsets.prefix(4).map { .table(ClockTable(offset: $0.seconds)) }
      // `+01:00` is what it says; in the name of a zone an offset is the one of winter.
      if offsets.count == 1, first.range.lowerBound > 0 || isLetter(name.utf8.first ?? 0) {
        all += (ZoneWords.daylight[first.seconds / 60] ?? []).compactMap {
          (try? zones.zone(named: $0)).map { .zone($0) }
        }
      }
      return combined(all)
    }
    problems.add(
      line,
      "unknown time zone \(quoted(name)): the time is busy wherever on earth it may be; choose a zone such as \(home.name) in the calendar program"
    )
    return .anywhere(likeliest)
  }

  private func combined(_ clocks: [EventClock]) -> EventClock { clocks.count == 1 ? clocks[0] : .several(clocks) }

  // MARK: Names

  /// `EST`, `CET`: what people write for a zone; nil for what is none, and where the database has the only meaning.
  private func abbreviation(_ name: String) -> [Zone]? {
    let found = ZoneWords.abbreviations[trimmed(name).lowercased()]?.compactMap { try? zones.zone(named: $0) }
    return found?.isEmpty ?? true ? nil : found
  }

  /// The name itself, in any case; also at the end of a longer one, such as `/mozilla.org/20070129_1/Europe/Berlin`.
  private func iana(_ name: String) -> Zone? {
    let name = String(decoding: trimmed(name).utf8.map { $0 == 0x20 ? 0x5F : $0 }, as: UTF8.self)
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
    return parts.first.flatMap { known[$0] }.flatMap { try? zones.zone(named: $0) }
  }

  private func windows(_ name: String) -> Zone? {
    let wanted = trimmed(name)
    if wanted.isEmpty || wanted.utf8.count > 80 { return nil }
    return zoneName(ofWindows: wanted).flatMap { try? zones.zone(named: $0) }
  }

  /// `(UTC-08:00) Pacific Time (US & Canada)`, with or without its offset.
  private func spoken(_ name: String) -> Zone? {
    guard name.utf8.count <= 200 else { return nil }
    let octets = Array(name.utf8)[...]
    let places = behindOffset(octets)
    let zone = ZoneWords.known[ZoneWords.words(places)].flatMap { try? zones.zone(named: $0) }
    // A name whose offset is another one is not this name.
    guard let zone, let offset = UTCOffset.all(in: octets[..<places.startIndex]).first else { return zone }
    return standardOffset(of: zone) == offset.seconds ? zone : nil
  }

  /// What follows the bracket of `(UTC+01:00) Amsterdam, Berlin`; all of it where there is none.
  private func behindOffset(_ name: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let text = name.drop { $0 <= 0x20 || $0 == UInt8(ascii: "\"") }
    guard text.first == UInt8(ascii: "("), let end = text.firstIndex(of: UInt8(ascii: ")")) else { return text }
    let head = String(decoding: text.dropFirst().prefix(3), as: UTF8.self).uppercased()
    return head == "GMT" || head == "UTC" ? text[(end + 1)...] : text
  }

  /// As Windows would have it: without the number that Outlook adds to a second definition, standard instead of daylight
  /// time, and with the words that Lotus Notes leaves out.
  private func likeWindows(_ name: String) -> String {
    var text = trimmed(name).lowercased()
    while let last = text.utf8.last, isDigit(last) || " ()".utf8.contains(last) {
      text.removeLast()
    }
    if text.hasSuffix(" daylight time") { text.removeLast(" daylight time".utf8.count) }
    if text.hasSuffix(" summer time") { text.removeLast(" summer time".utf8.count) }
    return text.hasSuffix(" standard time") ? text : text + " standard time"
  }

  /// `Europe-Berlin`, `America/Los_Angeles 1`: the words of a name of the database.
  private func likeIANA(_ name: String) -> Zone? {
    guard name.utf8.count <= 80 else { return nil }
    var wanted = ZoneWords.words(name.utf8)
    while let last = wanted.utf8.last, isDigit(last) || last == 0x20 { wanted.removeLast() }
    // GMT+0100 is not GMT.
    let places = known.filter { $0.key.utf8.contains(UInt8(ascii: "/")) }
    guard !wanted.isEmpty, let same = places.first(where: { ZoneWords.words($0.key.utf8) == wanted }) else {
      return nil
    }
    return try? zones.zone(named: same.value)
  }

  /// `Sarajevo, Skopje, Warsaw, Zagreb`, `(UTC+01:00) Berlin, Bern`: the first of the places that is a zone's city, and has
  /// the offset that is written with it.
  private func place(_ name: String, _ offsets: [(seconds: Int, range: Range<Int>)]) -> Zone? {
    guard name.utf8.count <= 200 else { return nil }
    let octets = Array(name.utf8)[...]
    for part in behindOffset(octets).split(whereSeparator: { ",;/|()".utf8.contains($0) }).prefix(8) {
      let city = trimmed(String(decoding: part, as: UTF8.self)).lowercased()
      let ending = "/" + String(decoding: city.utf8.map { $0 == 0x20 ? 0x5F : $0 }, as: UTF8.self)
      guard ending.utf8.count > 3, let found = known.filter({ $0.key.hasSuffix(ending) }).map(\.value).min(),
        let zone = try? zones.zone(named: found)
      else { continue }
      if let written = offsets.first?.seconds, standardOffset(of: zone) != written { continue }
      return zone
    }
    return nil
  }

  /// The one of winter, in the window's first year.
  private func standardOffset(of zone: Zone) -> Int? {
    let year = window.start.dateUTC.year
    return [1, 7].compactMap { CivilDate(year: year, month: $0, day: 1) }.map { zone.offset(at: $0.startUTC) }.min()
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

/// `UTC+05:30`.
private func utcName(_ seconds: Int) -> String {
  let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
  let size = abs(seconds)
  return "UTC\(seconds < 0 ? "-" : "+")" + two(size / 3600) + ":" + two(size / 60 % 60)
}
