/// A window on a weekday.
public struct WeeklyWindow: Hashable, Comparable, Sendable {
  /// 0 = Sunday.
  public var weekday: Int
  /// Such as `09:00`. An end may be up to 24:00, and may be on the next day.
  public var start: String
  public var end: String

  public init(weekday: Int, start: String, end: String) {
    self.weekday = weekday
    self.start = start
    self.end = end
  }

  public static func < (left: WeeklyWindow, right: WeeklyWindow) -> Bool {
    let days = ((left.weekday + 6) % 7, (right.weekday + 6) % 7)
    return (days.0, left.start, left.end) < (days.1, right.start, right.end)
  }

  /// The longest overnight window that a list may contain, in minutes. A longer one is probably meant on a 12-hour
  /// clock: 9-5.
  public static let longestNight = 12 * 60

  /// Whether the window ends after midnight, on the next day.
  public var isOvernight: Bool { end < start && end != "00:00" }

  /// The duration in minutes.
  public var minutes: Int {
    let (first, last) = (minuteOfDay(start), minuteOfDay(end))
    return last > first ? last - first : last + 24 * 60 - first
  }

  /// The window as text: `MO 09:00-12:00`.
  public var text: String { "\(weekdayCodes[weekday]) \(start)-\(end)" }
}

/// The minutes since midnight of a time such as `09:30`.
private func minuteOfDay(_ text: String) -> Int { (Int(text.prefix(2)) ?? 0) * 60 + (Int(text.suffix(2)) ?? 0) }

/// Sunday first, in the order of the stored weekday numbers.
public let weekdayCodes = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"]

/// The weekdays in `MO`, `MO,WE`, `MO-FR` or `FR-MO`, in ascending order from Monday. Also accepts `Monday`, `Mon`,
/// `Montag` and `lundi`. Nil if a day is unknown.
public func weekdays(in text: String) -> [Int]? {
  var days: Set<Int> = []
  let parts = text.split(whereSeparator: { ", /+&".contains($0) })
  for part in parts {
    let ends = part.split(omittingEmptySubsequences: false, whereSeparator: { "-–".contains($0) }).map { weekday($0) }
    guard let first = ends[0], let last = ends[ends.count - 1], ends.count <= 2 else { return nil }
    var day = first
    days.insert(day)
    while day != last {
      day = (day + 1) % 7
      days.insert(day)
    }
  }
  return parts.isEmpty ? nil : days.sorted { ($0 + 6) % 7 < ($1 + 6) % 7 }
}

/// Parses weekly hours: `MO-FR 09:00-12:00, SA 10:00-12:00 14:00-16:00`. Days come before their windows; commas,
/// semicolons and line breaks separate entries.
///
/// - Returns: the windows in ascending order without duplicates; nil if a part cannot be parsed.
public func weeklyHours(_ text: String) -> [WeeklyWindow]? {
  var windows: Set<WeeklyWindow> = []
  var days: [Int] = []
  var hasWindow = false
  // Remove blanks around hyphens.
  var joined = ""
  for character in text {
    if "-–—".contains(character) {
      while joined.last == " " { joined.removeLast() }
      joined.append("-")
    } else if character.isWhitespace, joined.last == "-" {
      continue
    } else {
      joined.append(character == "\u{A0}" ? " " : character)
    }
  }
  for part in joined.split(whereSeparator: { ",;\n\r\t ".contains($0) }) {
    let word = String(part.last == ":" ? part.dropLast() : part)
    if let more = weekdays(in: word) {
      days = hasWindow ? more : days + more
      hasWindow = false
    } else if let (start, end) = window(word), !days.isEmpty {
      for day in days { windows.insert(WeeklyWindow(weekday: day, start: start, end: end)) }
      hasWindow = true
    } else if !["and", "und", "et", "uhr"].contains(word.lowercased()) {
      return nil
    }
  }
  return windows.isEmpty || !hasWindow ? nil : windows.sorted()
}

/// Parses a window such as `09:00-12:00`, `9-12`, `9:30-12`, `9h-12h30` or `09.00-12.00`.
private func window(_ text: String) -> (String, String)? {
  let parts = text.split(separator: "-", omittingEmptySubsequences: false)
  guard parts.count == 2, let start = clock(parts[0]), let end = clock(parts[1]), start != end, start != "24:00" else {
    return nil
  }
  return (start, end)
}

private func clock(_ text: Substring) -> String? {
  let parts = text.split(omittingEmptySubsequences: false, whereSeparator: { ":.hH".contains($0) })
  guard (1...2).contains(parts.count), let hour = Int(parts[0]), (1...2).contains(parts[0].utf8.count) else {
    return nil
  }
  var minute = 0
  if parts.count == 2, !parts[1].isEmpty {
    guard parts[1].utf8.count == 2, let number = Int(parts[1]) else { return nil }
    minute = number
  }
  guard (0...23).contains(hour) && (0...59).contains(minute) || (hour == 24 && minute == 0) else { return nil }
  return (hour < 10 ? "0" : "") + "\(hour):" + (minute < 10 ? "0" : "") + "\(minute)"
}

private func weekday(_ text: Substring) -> Int? {
  let word = foldedLatin(String(text), .plain).filter { $0 != "." }
  return weekdayNames.firstIndex { $0.contains(word) }
}

private let weekdayNames: [Set<String>] = [
  ["su", "sun", "sunday", "so", "son", "sonntag", "dim", "dimanche"],
  ["mo", "mon", "monday", "montag", "lun", "lundi"],
  ["tu", "tue", "tues", "tuesday", "di", "die", "dienstag", "mar", "mardi"],
  ["we", "wed", "wednesday", "mi", "mit", "mittwoch", "mer", "mercredi"],
  ["th", "thu", "thur", "thurs", "thursday", "do", "don", "donnerstag", "jeu", "jeudi"],
  ["fr", "fri", "friday", "freitag", "ven", "vendredi"],
  ["sa", "sat", "saturday", "samstag", "sonnabend", "sam", "samedi"],
]
