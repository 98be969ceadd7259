import CivilTime

/// A recurrence rule (RFC 5545 3.3.10).
public struct RecurrenceRule: Hashable, Sendable {
  /// Ascending in length.
  public enum Frequency: Int, Sendable, Comparable {
    case secondly, minutely, hourly, daily, weekly, monthly, yearly

    public static func < (left: Frequency, right: Frequency) -> Bool { left.rawValue < right.rawValue }
  }

  /// A BYDAY value such as `MO` or `-1FR`.
  public struct DayRule: Hashable, Sendable {
    /// 0 for every such weekday; otherwise the n-th of the month or year, counted from its end if negative.
    public var ordinal: Int
    /// 0 = Sunday.
    public var weekday: Int
  }

  /// The last time at which an instance may start, inclusive.
  public enum Until: Hashable, Sendable {
    /// The whole date, on the event's own clock.
    case date(CivilDate)
    /// A reading on the event's own clock.
    case reading(Int)
    case instant(Instant)
  }

  public var frequency: Frequency
  public var interval = 1
  public var count: Int?
  public var until: Until?
  public var seconds: [Int] = []
  public var minutes: [Int] = []
  public var hours: [Int] = []
  public var days: [DayRule] = []
  public var monthDays: [Int] = []
  public var yearDays: [Int] = []
  public var weeks: [Int] = []
  public var months: [Int] = []
  public var positions: [Int] = []
  /// 0 = Sunday.
  public var weekStart = 1

  /// The rule has only a frequency, an interval and bounds: every period of a week or less has exactly one instance.
  var isPlain: Bool {
    seconds.isEmpty && minutes.isEmpty && hours.isEmpty && days.isEmpty && monthDays.isEmpty && yearDays.isEmpty
      && weeks.isEmpty && months.isEmpty && positions.isEmpty
  }
}

/// An error in a rule.
public struct RecurrenceFault: Error, Hashable, Sendable {
  public var message: String
}

extension RecurrenceRule {
  /// Parses an RRULE as calendars write it. Accepts parts in any order and case, a stray `;` at the end, and a COUNT
  /// that is not positive (some programs write -1 for "forever"). An unknown part other than `X-`, a value out of
  /// range, or two values for one part are errors, since their effect is unknown.
  public init(_ text: String) throws(RecurrenceFault) {
    var found: Frequency?
    var values: [(name: String, value: Substring.UTF8View)] = []
    var rule = RecurrenceRule(frequency: .daily)
    for part in text.utf8.split(separator: UInt8(ascii: ";")) {
      let sides = part.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      let name = word(sides[0])
      if name.isEmpty { continue }
      guard sides.count == 2 else { throw RecurrenceFault(message: "the rule's part \(name.prefix(20)) has no value") }
      if name.hasPrefix("X-") { continue }
      if let before = values.first(where: { $0.name == name }) {
        if word(before.value) == word(sides[1]) { continue }
        throw RecurrenceFault(message: "the rule's part \(name) stands more than once")
      }
      values.append((name, sides[1]))
      if name == "FREQ" {
        guard let frequency = frequencies[word(sides[1])] else {
          throw RecurrenceFault(message: "the rule repeats by an unknown frequency")
        }
        found = frequency
      } else {
        try rule.read(name, sides[1])
      }
    }
    guard let found else { throw RecurrenceFault(message: "the rule has no FREQ") }
    self = rule
    frequency = found
  }

  /// Creates the union of a rule with repeated parts: it has every instance that any of the values gives.
  /// `BYDAY=TU;BYDAY=WE` means Tuesdays and Wednesdays, and of two bounds the later one applies.
  ///
  /// Nil if there is no such rule, or if the error is a different one: a COUNT would count other instances in a longer
  /// list.
  public init?(unitingParts text: String) {
    var values: [(name: String, all: [String])] = []
    for part in text.utf8.split(separator: UInt8(ascii: ";")) {
      let sides = part.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      let name = word(sides[0])
      if name.isEmpty || name.hasPrefix("X-") { continue }
      guard sides.count == 2 else { return nil }
      let value = word(sides[1])
      if let place = values.firstIndex(where: { $0.name == name }) {
        if !values[place].all.contains(value) { values[place].all.append(value) }
        if values[place].all.count > 10 { return nil }
      } else {
        values.append((name, [value]))
      }
    }
    var parts: [String] = []
    for (name, all) in values {
      if all.count == 1 {
        parts.append("\(name)=\(all[0])")
      } else if lists.contains(name) {
        if values.contains(where: { $0.name == "COUNT" || $0.name == "BYSETPOS" }) { return nil }
        parts.append("\(name)=\(all.joined(separator: ","))")
      } else if name == "COUNT" {
        let numbers = all.compactMap { Int($0) }
        guard numbers.count == all.count, let most = numbers.max() else { return nil }
        if !numbers.contains(where: { $0 <= 0 }) { parts.append("COUNT=\(most)") }
      } else if name == "UNTIL", Set(all.map(\.utf8.count)).count == 1, let latest = all.max() {
        parts.append("UNTIL=\(latest)")
      } else {
        return nil
      }
    }
    guard values.contains(where: { $0.all.count > 1 }),
      let rule = try? RecurrenceRule(parts.joined(separator: ";"))
    else { return nil }
    self = rule
  }

  /// Creates a rule that covers every possible instance of an unreadable rule: each day up to its UNTIL, or each hour
  /// or shorter unit if the rule says so. Its counts, exclusions and intervals are unknown.
  public init(coveringUnreadable text: String) {
    self.init(frequency: .daily)
    var bounds: [Until?] = []
    for part in text.utf8.split(separator: UInt8(ascii: ";")) {
      let sides = part.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      guard sides.count == 2 else { continue }
      switch word(sides[0]) {
      case "FREQ": if let found = frequencies[word(sides[1])] { frequency = min(frequency, found) }
      case "BYHOUR", "BYMINUTE", "BYSECOND": frequency = min(frequency, .hourly)
      case "UNTIL": bounds.append(try? Until(word(sides[1])))
      default: continue
      }
    }
    // Of several bounds the latest applies; an unreadable one means no bound.
    if !bounds.contains(where: { $0 == nil }) { until = bounds.compactMap { $0 }.max { $0.latest < $1.latest } }
  }

  private mutating func read(_ name: String, _ value: Substring.UTF8View.SubSequence) throws(RecurrenceFault) {
    switch name {
    case "INTERVAL":
      guard let number = Int(word(value)), (1...1_000_000).contains(number) else { throw outOfRange(name) }
      interval = number
    case "COUNT":
      guard let number = Int(word(value)) else { throw outOfRange(name) }
      count = number > 0 ? number : nil
    case "UNTIL": until = try Until(word(value))
    case "WKST":
      guard let day = weekdays[word(value)] else { throw outOfRange(name) }
      weekStart = day
    case "BYSECOND": seconds = try numbers(name, value, 0...60).filter { $0 < 60 }
    case "BYMINUTE": minutes = try numbers(name, value, 0...59)
    case "BYHOUR": hours = try numbers(name, value, 0...23)
    case "BYMONTHDAY": monthDays = try numbers(name, value, -31...31, zero: false)
    case "BYYEARDAY": yearDays = try numbers(name, value, -366...366, zero: false)
    case "BYWEEKNO": weeks = try numbers(name, value, -53...53, zero: false)
    case "BYMONTH": months = try numbers(name, value, 1...12)
    case "BYSETPOS": positions = try numbers(name, value, -366...366, zero: false)
    case "BYDAY":
      days = []
      for item in value.split(separator: UInt8(ascii: ",")) {
        let text = word(item)
        guard let day = weekdays[String(text.suffix(2))] else { throw outOfRange(name) }
        let front = text.dropLast(2)
        guard let ordinal = front.isEmpty ? 0 : Int(front), (-53...53).contains(ordinal), front.isEmpty || ordinal != 0
        else { throw outOfRange(name) }
        days.append(DayRule(ordinal: ordinal, weekday: day))
      }
      if days.isEmpty { throw outOfRange(name) }
    case "RSCALE":
      guard word(value) == "GREGORIAN" else { throw RecurrenceFault(message: "the rule counts by another calendar") }
    case "SKIP":
      guard word(value) == "OMIT" else { throw RecurrenceFault(message: "the rule moves dates that do not exist") }
    default:
      if !name.hasPrefix("X-") { throw RecurrenceFault(message: "the rule has an unknown part \(name.prefix(20))") }
    }
  }
}

extension RecurrenceRule.Until {
  /// The last second of the bound on any clock.
  fileprivate var latest: Int {
    switch self {
    case .date(let date): date.startUTC.seconds + 86_400 + 12 * 3600
    case .reading(let reading): reading + 12 * 3600
    case .instant(let instant): instant.seconds
    }
  }

  /// Parses `20261231`, `20261231T235959` or `20261231T235959Z`.
  fileprivate init(_ text: String) throws(RecurrenceFault) {
    var octets = Array(text.utf8)
    let isUTC = octets.last == UInt8(ascii: "Z")
    if isUTC { octets.removeLast() }
    guard let date = compactDate(octets.prefix(8)) else { throw outOfRange("UNTIL") }
    if octets.count == 8 {
      self = .date(date)
      return
    }
    guard octets.count == 15, octets[8] == UInt8(ascii: "T"), let time = compactTime(octets[9...]) else {
      throw outOfRange("UNTIL")
    }
    let reading = date.daysSinceEpoch * 86_400 + time
    self = isUTC ? .instant(Instant(seconds: reading)) : .reading(reading)
  }
}

/// The date of `20261231`; nil unless the date exists.
func compactDate(_ octets: ArraySlice<UInt8>) -> CivilDate? {
  guard octets.count == 8, let number = digits(octets) else { return nil }
  return CivilDate(year: number / 10_000, month: number / 100 % 100, day: number % 100)
}

/// The seconds of `235959`; a leap second counts as the second before it.
func compactTime(_ octets: ArraySlice<UInt8>) -> Int? {
  guard octets.count == 6, let number = digits(octets) else { return nil }
  let (hour, minute, second) = (number / 10_000, number / 100 % 100, min(number % 100, 60))
  guard hour < 24, minute < 60, number % 100 <= 60 else { return nil }
  return hour * 3600 + minute * 60 + min(second, 59)
}

private func digits(_ octets: ArraySlice<UInt8>) -> Int? {
  var value = 0
  for octet in octets {
    guard (0x30...0x39).contains(octet) else { return nil }
    value = value * 10 + Int(octet - 0x30)
  }
  return value
}

/// In upper case, without surrounding spaces.
private func word(_ octets: some Collection<UInt8>) -> String {
  var text = octets.map { (0x61...0x7A).contains($0) ? $0 - 32 : $0 }
  while let last = text.last, last <= 32 { text.removeLast() }
  return String(decoding: text.drop { $0 <= 32 }, as: UTF8.self)
}

private func numbers(
  _ name: String, _ list: Substring.UTF8View.SubSequence, _ range: ClosedRange<Int>, zero: Bool = true
) throws(RecurrenceFault) -> [Int] {
  var all: Set<Int> = []
  for item in list.split(separator: UInt8(ascii: ",")) {
    guard let number = Int(word(item)), range.contains(number), zero || number != 0 else { throw outOfRange(name) }
    all.insert(number)
  }
  // An empty list has no content, and its intended meaning is unknown.
  if all.isEmpty { throw outOfRange(name) }
  return all.sorted()
}

private func outOfRange(_ name: String) -> RecurrenceFault {
  RecurrenceFault(message: "the rule's part \(name) has a value that cannot be")
}

private let frequencies: [String: RecurrenceRule.Frequency] = [
  "SECONDLY": .secondly, "MINUTELY": .minutely, "HOURLY": .hourly, "DAILY": .daily, "WEEKLY": .weekly,
  "MONTHLY": .monthly, "YEARLY": .yearly,
]
private let lists: Set<String> = [
  "BYSECOND", "BYMINUTE", "BYHOUR", "BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYMONTH",
]
private let weekdays = ["SU": 0, "MO": 1, "TU": 2, "WE": 3, "TH": 4, "FR": 5, "SA": 6]
