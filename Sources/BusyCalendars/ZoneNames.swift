import CivilTime
import Diagnostics

/// Finds the clock for a zone name in an external calendar: a zone of the IANA database, a Windows name, the calendar's
/// own VTIMEZONE, or a name or offset as people write it. If a name and the calendar's own rules contradict each other,
/// both apply. If nothing matches, any place on earth is possible. Both cases are reported.
public struct ZoneNames {
  private let zones: ZoneDirectory
  private let home: Zone
  private let window: Interval
  private var numbers: [String: Int32] = [:]
  private var names: [String] = []
  /// Clocks of names that mean the same in every calendar of the file.
  private var clocks: [EventClock?] = []
  /// Clocks of names whose rules differ between calendars.
  private var ownClocks: [OwnName: EventClock] = [:]
  /// All names of the database by their lower-case form; empty if the folder has no list.
  private let known: [String: String]
  /// The number of unknown names. Each requires a search, so their number per file is limited.
  private var unknownNames = 0
  /// The calendars of the file in ascending order; a name is resolved in its own calendar.
  private var scopes = [Scope(line: 0)]
  /// The distinct VTIMEZONEs of the file.
  private var blocks: [ZoneBlock] = []
  private var definitions: [String: Definitions] = [:]

  private struct Scope {
    /// The line of its BEGIN:VCALENDAR.
    var line: Int
    /// The zone of floating times: X-WR-TIMEZONE (not in RFC 5545, but written by Google and Apple) or `TZ` of
    /// vCalendar 1.0.
    var zone: (number: Int32, line: Int)?
  }

  /// The file's VTIMEZONEs with one name.
  private struct Definitions {
    /// The distinct ones, as indices into `blocks`.
    var different: [Int] = []
    /// The definition in each calendar, ascending by calendar.
    var own: [(scope: Int, block: Int)] = []

    mutating func add(_ block: Int, of scope: Int) {
      if !different.contains(block) { different.append(block) }
      if !own.suffix(20).contains(where: { $0 == (scope, block) }) { own.append((scope, block)) }
    }

    /// The definitions in a calendar; if it has none, all those in the file.
    func blocks(of scope: Int) -> [Int] {
      guard different.count > 1 else { return different }
      var (low, high) = (0, own.count)
      while low < high {
        let middle = (low + high) / 2
        if own[middle].scope < scope { low = middle + 1 } else { high = middle }
      }
      let mine = own[low...].prefix { $0.scope == scope }.map(\.block)
      return mine.isEmpty ? different : mine
    }
  }

  private struct OwnName: Hashable {
    var number: Int
    var blocks: [Int]
  }

  /// - Parameter home: the zone for whole days, and for names that cannot be resolved.
  public init(zones: ZoneDirectory, home: Zone, window: Interval) {
    self.zones = zones
    self.home = home
    self.window = window
    known = Dictionary(zones.names.map { ($0.lowercased(), $0) }) { first, _ in first }
  }

  /// The number of a TZID, for ``EventTime/Clock/zone(_:)``; beyond the limit per file, the number of an unknown zone.
  public mutating func number(of name: String) -> Int32 {
    if let known = numbers[name] { return known }
    guard names.count < 1000 else { return Self.none }
    numbers[name] = Int32(names.count)
    names.append(name)
    clocks.append(nil)
    return Int32(names.count - 1)
  }

  private static let none: Int32 = -1

  /// The number for the zone of floating times, used for a time that is either floating or UTC.
  mutating func numberOfFloating() -> Int32 { number(of: Self.floating) }

  /// No other name contains a control character: parsers replace these with spaces.
  private static let floating = "\t"

  /// Combines alternative names into one name.
  static func several(_ names: [String]) -> String { names.joined(separator: "\n") }

  private func parts(of name: String) -> [String] {
    name.utf8.split(separator: 10, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Begins a VCALENDAR; zones of the previous one no longer apply.
  public mutating func beginCalendar(line: Int) { scopes.append(Scope(line: line)) }

  /// Takes X-WR-TIMEZONE. If a calendar has several, any of them may be meant.
  public mutating func setCalendarZone(_ name: String, line: Int) {
    let last = scopes.count - 1
    guard let (number, first) = scopes[last].zone else {
      scopes[last].zone = (self.number(of: name), line)
      return
    }
    guard number != Self.none else { return }
    let before = parts(of: names[Int(number)])
    if before.contains(name) { return }
    // Too many alternatives say nothing.
    scopes[last].zone = (before.count < 4 ? self.number(of: Self.several(before + [name])) : Self.none, first)
  }

  /// Adds a VTIMEZONE to the current calendar.
  public mutating func addBlock(_ block: ZoneBlock, named name: String) {
    guard !block.observances.isEmpty || block.location != nil else { return }
    let known = definitions[name]?.different ?? []
    let number: Int
    if let same = known.first(where: { blocks[$0].isSame(as: block) }) {
      number = same
    } else {
      guard blocks.count < 1000, known.count < 20 else { return }
      number = blocks.count
      blocks.append(block)
    }
    definitions[name, default: Definitions()].add(number, of: scopes.count - 1)
  }

  /// Whether the name is one of UTC's own, so that a `Z` beside it means the same.
  func isUTC(_ name: String) -> Bool {
    let name = trimmed(name).lowercased()
    return ["utc", "gmt", "z", "zulu", "uct", "universal", "greenwich", "utc0", "gmt0"].contains(name)
      || name.hasPrefix("etc/") && isUTC(String(name.dropFirst(4))) || name.hasSuffix("microsoft/utc")
  }

  /// The clock of a time. An unknown name is reported once, at the line of the first event that uses it.
  ///
  /// - Parameter line: the line of the event, which determines the calendar of the time.
  public mutating func clock(
    of time: EventTime, line: Int, budget: inout ExpansionBudget, problems: inout CalendarProblems
  ) -> EventClock {
    switch time.clock {
    case .utc: return .table(utcTable)
    case .date: return .zone(home)
    case .floating: return floatingClock(line, &budget, &problems)
    case .zone(let number), .utcOrZone(let number):
      if number != Self.none, names[Int(number)] == Self.floating { return floatingClock(line, &budget, &problems) }
      return clock(number, in: scope(of: line), line: line, &budget, &problems)
    }
  }

  private mutating func floatingClock(
    _ line: Int, _ budget: inout ExpansionBudget, _ problems: inout CalendarProblems
  ) -> EventClock {
    let scope = scope(of: line)
    guard let (number, line) = scopes[scope].zone else { return .zone(home) }
    return clock(number, in: scope, line: line, &budget, &problems)
  }

  /// The calendar that contains a line.
  private func scope(of line: Int) -> Int {
    var (low, high) = (0, scopes.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if scopes[middle].line <= line { low = middle } else { high = middle }
    }
    return low
  }

  private mutating func clock(
    _ number: Int32, in scope: Int, line: Int, _ budget: inout ExpansionBudget, _ problems: inout CalendarProblems
  ) -> EventClock {
    if number == Self.none {
      problems.add(line, "more than 1000 time zones: the time is taken wherever it may be")
      return .anywhere(.zone(home))
    }
    let number = Int(number)
    if let known = clocks[number] { return known }
    let parts = self.parts(of: names[number])
    let varies = parts.contains { (definitions[$0]?.different.count ?? 0) > 1 }
    let key = OwnName(number: number, blocks: parts.flatMap { blocks(of: $0, in: scope) + [-1] })
    if varies, let known = ownClocks[key] { return known }
    if parts.count > 1 {
      let all = parts.map { quoted($0) }.joined(separator: " and ")
      problems.add(line, "the time zones \(all) stand where one may stand: all of them are taken")
    }
    var found: [EventClock] = []
    for part in parts {
      found += find(part, in: scope, line: line, budget: &budget, problems: &problems).alternatives
    }
    let clock = found.isEmpty ? EventClock.anywhere(.zone(home)) : combined(found)
    if varies { ownClocks[key] = clock } else { clocks[number] = clock }
    return clock
  }

  private func blocks(of name: String, in scope: Int) -> [Int] { definitions[name]?.blocks(of: scope) ?? [] }

  private mutating func find(
    _ name: String, in scope: Int, line: Int, budget: inout ExpansionBudget, problems: inout CalendarProblems
  ) -> EventClock {
    let own = blocks(of: name, in: scope).map { blocks[$0] }
    if own.count > 1 {
      problems.add(
        own[1].line, "time zone \(quoted(name)) is defined more than once, with different rules: all of them are taken")
    }
    if let zones = abbreviation(name) {
      if zones.count > 1 {
        problems.add(
          line,
          "time zone \(quoted(name)) may be \(zones.map(\.name).joined(separator: " or ")): all of them are taken")
      }
      // The same abbreviation is used in many parts of the world: the calendar's own definition is the likeliest.
      let rules = contradictions(to: zones, name, own, budget: &budget, problems: &problems)
      return combined(rules + zones.map { EventClock.zone($0) })
    }
    if let zone = iana(name) ?? windows(name) ?? spoken(name) {
      return combined(
        [EventClock.zone(zone)] + contradictions(to: [zone], name, own, budget: &budget, problems: &problems))
    }
    unknownNames += 1
    let calendarZone = scopes[scope].zone.flatMap { $0.number == Self.none ? nil : names[Int($0.number)] }
    let likeliest: EventClock = .zone(calendarZone.flatMap { iana($0) ?? windows($0) } ?? home)
    if unknownNames > 100 { return .anywhere(likeliest) }
    if let zone = own.compactMap(\.location).compactMap({ iana($0) }).first {
      return combined(
        [EventClock.zone(zone)] + contradictions(to: [zone], name, own, budget: &budget, problems: &problems))
    }
    var rules: [EventClock] = []
    for block in own {
      guard let table = block.table(around: window, budget: &budget) else { continue }
      if block.isDoubtful { reportDoubt(name, block, &problems) }
      rules += clocks(of: block, table)
    }
    if !rules.isEmpty { return combined(rules) }
    func report(_ taken: String) {
      problems.add(line, "unknown time zone \(quoted(name)): taken as \(taken)")
    }
    let offsets = UTCOffset.all(in: Array(name.utf8)[...])
    if offsets.isEmpty, let size = UTCOffset.unsigned(Array(name.utf8)[...]) {
      if size == 0 { return .table(utcTable) }
      report("\(utcName(size)) or \(utcName(-size))")
      return combined([size, -size].flatMap { [EventClock.table(ClockTable(offset: $0))] + daylight(at: $0) })
    }
    if let zone = windows(likeWindows(name)) ?? likeIANA(name) { return .zone(zone) }
    if let zone = place(name, offsets) {
      report(zone.name)
      return .zone(zone)
    }
    if let first = offsets.first {
      report(offsets.map { utcName($0.seconds) }.joined(separator: " or "))
      var all: [EventClock] = offsets.prefix(4).map { .table(ClockTable(offset: $0.seconds)) }
      // A plain `+01:00` is a fixed offset; as part of a zone's name, an offset is the one in winter.
      if offsets.count == 1, first.range.lowerBound > 0 || isLetter(name.utf8.first ?? 0) {
        all += daylight(at: first.seconds)
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

  /// Zones with this offset in winter and another in summer.
  private func daylight(at seconds: Int) -> [EventClock] {
    (ZoneWords.daylight[seconds / 60] ?? []).compactMap { (try? zones.zone(named: $0)).map { .zone($0) } }
  }

  // MARK: The calendar's own rules

  private func reportDoubt(_ name: String, _ block: ZoneBlock, _ problems: inout CalendarProblems) {
    problems.add(block.line, "the rules of time zone \(quoted(name)) cannot be read: all its offsets are taken")
  }

  private func clocks(of block: ZoneBlock, _ table: ClockTable) -> [EventClock] {
    guard block.isDoubtful else { return [.table(table)] }
    let offsets = Set(block.observances.map(\.offsetTo)).sorted()
    return [EventClock.table(table)] + offsets.map { EventClock.table(ClockTable(offset: $0)) }
  }

  /// The calendar's own rules for a name, if they differ from the zones that the name means; otherwise empty.
  private func contradictions(
    to meant: [Zone], _ name: String, _ own: [ZoneBlock], budget: inout ExpansionBudget,
    problems: inout CalendarProblems
  ) -> [EventClock] {
    var found: [EventClock] = []
    for block in own {
      guard let zone = meant.first, let table = block.table(around: window, budget: &budget) else { continue }
      let agreements = meant.map { agreement(of: block, table, with: $0) }
      if agreements.contains(.whole) { continue }
      if !agreements.contains(.partial) {
        if block.isDoubtful {
          reportDoubt(name, block, &problems)
        } else {
          let names = meant.map(\.name).joined(separator: " or ")
          problems.add(
            block.line,
            "the calendar's own rules of time zone \(quoted(name)) are not those of \(names): both are taken; choose the zone anew in the calendar program"
          )
        }
      }
      found += clocks(of: block, begun(table, block, zone))
    }
    return found
  }

  private enum Agreement { case whole, partial, different }

  /// Whether a zone's rules and the calendar's own give the same offsets around the window, as far as the latter reach.
  ///
  /// Many programs write partial rules: the changes of a few years, one offset for the whole year, a change some hours
  /// early. Such rules are accepted too, without a report.
  private func agreement(of block: ZoneBlock, _ table: ClockTable, with zone: Zone) -> Agreement {
    guard let first = block.firstOnset else { return .whole }
    let (before, behind) = (window.start.seconds - 3 * day, window.end.seconds + 3 * day)
    // The last change in a list of some years says nothing about the time after it; the preceding year shows whose
    // rules they are.
    let end = block.isEndless ? behind : (table.changes.last?.start ?? first) + 120 * day
    let (lower, upper) = (max(first, block.isEndless ? before : min(before, end - 400 * day)), min(end, behind))
    guard lower < upper else { return .whole }
    let range = Instant(seconds: lower)..<Instant(seconds: upper)
    if block.isDoubtful {
      let offsets = [zone.offset(at: range.lowerBound)] + zone.transitions(in: range).map(\.offset)
      return Set(offsets).isSubset(of: block.observances.map(\.offsetTo)) ? .whole : .different
    }
    let changes = table.changes.map(\.start) + zone.transitions(in: range).map(\.at.seconds)
    let stops = Set([lower] + changes).filter { (lower..<upper).contains($0) }.sorted()
    var result = Agreement.whole
    for (place, stop) in stops.enumerated() {
      let instant = Instant(seconds: stop)
      if table.offset(at: instant) == zone.offset(at: instant) { continue }
      let next = place + 1 < stops.count ? stops[place + 1] : upper
      let hasEnded = stop > lower && (table.changes.last?.start ?? .min) < stop
      if next - stop >= day, !hasEnded { return .different }
      result = .partial
    }
    return result
  }

  /// The calendar's own rules, preceded by the zone's rules before their first onset.
  private func begun(_ table: ClockTable, _ block: ZoneBlock, _ zone: Zone) -> ClockTable {
    let start = window.start.adding(seconds: -3 * day)
    guard !block.isDoubtful, let first = block.firstOnset, first > start.seconds else { return table }
    let onset = Instant(seconds: first)
    var changes = zone.transitions(in: start..<onset).map {
      ClockTable.Period(start: $0.at.seconds, offset: $0.offset)
    }
    changes.append(ClockTable.Period(start: first, offset: table.offset(at: onset)))
    changes += table.changes.filter { $0.start > first }
    return ClockTable(offset: zone.offset(at: start), changes: changes)
  }

  // MARK: Names

  /// The zones of an abbreviation such as `EST` or `CET`; nil if it is not one, or if its only meaning is in the
  /// database.
  private func abbreviation(_ name: String) -> [Zone]? {
    let found = ZoneWords.abbreviations[trimmed(name).lowercased()]?.compactMap { try? zones.zone(named: $0) }
    return found?.isEmpty ?? true ? nil : found
  }

  /// The zone with this name, in any case; also at the end of a longer name such as
  /// `/mozilla.org/20070129_1/Europe/Berlin`.
  private func iana(_ name: String) -> Zone? {
    let name = String(decoding: trimmed(name).utf8.map { $0 == 0x20 ? 0x5F : $0 }, as: UTF8.self)
    if name.isEmpty || name.utf8.count > 200 { return nil }
    if known.isEmpty { return try? zones.zone(named: name) }
    let lower = name.lowercased()
    if let same = known[lower] { return try? zones.zone(named: same) }
    // Try the longest suffix first, so that America/Indiana/Knox does not become Knox.
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

  /// The zone of a name such as `(UTC-08:00) Pacific Time (US & Canada)`, with or without its offset.
  private func spoken(_ name: String) -> Zone? {
    guard name.utf8.count <= 200 else { return nil }
    let octets = Array(name.utf8)[...]
    let places = behindOffset(octets)
    let zone = ZoneWords.known[ZoneWords.words(places)].flatMap { try? zones.zone(named: $0) }
    // With a contradicting offset, the name does not match.
    guard let zone, let offset = UTCOffset.all(in: octets[..<places.startIndex]).first else { return zone }
    return standardOffset(of: zone) == offset.seconds ? zone : nil
  }

  /// The text after the bracket of `(UTC+01:00) Amsterdam, Berlin`; the whole text without a bracket.
  private func behindOffset(_ name: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let text = name.drop { $0 <= 0x20 || $0 == UInt8(ascii: "\"") }
    guard text.first == UInt8(ascii: "("), let end = text.firstIndex(of: UInt8(ascii: ")")) else { return text }
    let head = String(decoding: text.dropFirst().prefix(3), as: UTF8.self).uppercased()
    return head == "GMT" || head == "UTC" ? text[(end + 1)...] : text
  }

  /// Whether the text ends with GMT or UTC: a number after it is an offset, not that of a second definition.
  private func endsWithUTC(_ text: String) -> Bool { text.hasSuffix("gmt") || text.hasSuffix("utc") }

  /// The name as Windows would write it: without the number that Outlook adds to a second definition, with standard
  /// instead of daylight time, and with the words that Lotus Notes omits.
  private func likeWindows(_ name: String) -> String {
    let whole = trimmed(name).lowercased()
    var text = whole
    while let last = text.utf8.last, isDigit(last) || " ()".utf8.contains(last) {
      text.removeLast()
    }
    if text != whole, endsWithUTC(text) { return "" }
    if text.hasSuffix(" daylight time") { text.removeLast(" daylight time".utf8.count) }
    if text.hasSuffix(" summer time") { text.removeLast(" summer time".utf8.count) }
    return text.hasSuffix(" standard time") ? text : text + " standard time"
  }

  /// The zone whose database name has the same words, for names such as `Europe-Berlin` or `America/Los_Angeles 1`.
  private func likeIANA(_ name: String) -> Zone? {
    guard name.utf8.count <= 80 else { return nil }
    let whole = ZoneWords.words(name.utf8)
    var wanted = whole
    while let last = wanted.utf8.last, isDigit(last) || last == 0x20 { wanted.removeLast() }
    if wanted != whole, endsWithUTC(wanted) { return nil }
    // GMT+0100 is not GMT.
    let places = known.filter { $0.key.utf8.contains(UInt8(ascii: "/")) }
    guard !wanted.isEmpty, let same = places.first(where: { ZoneWords.words($0.key.utf8) == wanted }) else {
      return nil
    }
    return try? zones.zone(named: same.value)
  }

  /// The zone of the first place in a list such as `Sarajevo, Skopje, Warsaw, Zagreb` or `(UTC+01:00) Berlin, Bern`
  /// that is a zone's city and has the offset written with it.
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

  /// The offset in winter, in the window's first year.
  private func standardOffset(of zone: Zone) -> Int? {
    let year = window.start.dateUTC.year
    return [1, 7].compactMap { CivilDate(year: year, month: $0, day: 1) }.map { zone.offset(at: $0.startUTC) }.min()
  }
}

private let utcTable = ClockTable(offset: 0)
private let day = 86_400

/// The text without surrounding spaces and quotes.
private func trimmed(_ text: String) -> String {
  var octets = Array(text.utf8)[...]
  while let first = octets.first, first <= 0x20 || first == UInt8(ascii: "\"") { octets.removeFirst() }
  while let last = octets.last, last <= 0x20 || last == UInt8(ascii: "\"") { octets.removeLast() }
  return String(decoding: octets, as: UTF8.self)
}

/// A name from an external calendar, quoted for a message.
func quoted(_ name: String) -> String { "\"\(visible(name, limit: 60))\"" }

/// An offset as text, such as `UTC+05:30`.
private func utcName(_ seconds: Int) -> String {
  let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
  let size = abs(seconds)
  return "UTC\(seconds < 0 ? "-" : "+")" + two(size / 3600) + ":" + two(size / 60 % 60)
}
