import Bytes
import CivilTime

/// The names of weekdays and months in one language, and the order of a written date.
public struct CalendarWords: Hashable, Sendable {
  /// From Sunday, like the record's weekday numbers.
  public var weekdays: [String]
  public var shortWeekdays: [String]
  /// From January.
  public var months: [String]
  /// The pattern of a full date with `{weekday}`, `{day}`, `{month}` and `{year}`: `{weekday} {day} {month} {year}`.
  public var fullDate: String

  /// Nil unless there are seven weekdays in both lengths, twelve months, and a date pattern with all four parts.
  public init?(weekdays: [String], shortWeekdays: [String], months: [String], fullDate: String) {
    guard weekdays.count == 7, shortWeekdays.count == 7, months.count == 12 else { return nil }
    self.weekdays = weekdays
    self.shortWeekdays = shortWeekdays
    self.months = months
    self.fullDate = fullDate
    self.pattern = DatePattern(fullDate)
    guard Set(pattern.parts.compactMap(\.field)).count == 4 else { return nil }
  }

  private let pattern: DatePattern

  /// `Tuesday 24 November 2026`.
  public func append(_ date: CivilDate, into sink: inout ByteSink) {
    let (year, month, day) = date.components
    for part in pattern.parts {
      switch part.field {
      case nil: sink.append(part.literal)
      case .weekday: sink.append(weekdays[date.weekday])
      case .day: sink.appendDecimal(day)
      case .month: sink.append(months[month - 1])
      case .year: sink.appendDecimal(year)
      }
    }
  }

  public static let english = CalendarWords(
    weekdays: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
    shortWeekdays: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
    months: [
      "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
      "December",
    ], fullDate: "{weekday} {day} {month} {year}")
}

/// A date's pattern, split once into literals and fields.
private struct DatePattern: Hashable, Sendable {
  enum Field: String, Sendable, CaseIterable { case weekday, day, month, year }
  struct Part: Hashable, Sendable {
    var literal: String
    var field: Field?
  }
  var parts: [Part] = []

  init(_ text: String) {
    var rest = Array(text.utf8)[...]
    var literal: [UInt8] = []
    while let byte = rest.first {
      let field = Field.allCases.first { rest.starts(with: "{\($0.rawValue)}".utf8) }
      if let field {
        if !literal.isEmpty { parts.append(Part(literal: String(decoding: literal, as: UTF8.self))) }
        literal = []
        parts.append(Part(literal: "", field: field))
        rest = rest.dropFirst(field.rawValue.utf8.count + 2)
      } else {
        literal.append(byte)
        rest = rest.dropFirst()
      }
    }
    if !literal.isEmpty { parts.append(Part(literal: String(decoding: literal, as: UTF8.self))) }
  }
}

extension ByteSink {
  /// `14:05`, from the wall clock.
  public mutating func append(timeOf local: LocalDateTime) {
    appendTwoDigits(local.hour)
    append(byte: UInt8(ascii: ":"))
    appendTwoDigits(local.minute)
  }

  /// `UTC+05:45`, `UTC−03:30` or `UTC`, from seconds east of UTC. Seconds of an offset are not shown.
  public mutating func append(offset seconds: Int) {
    append("UTC")
    if seconds == 0 { return }
    if seconds < 0 { append("\u{2212}") } else { append("+") }
    appendTwoDigits(Int(seconds.magnitude) / 3600)
    append(":")
    appendTwoDigits(Int(seconds.magnitude) / 60 % 60)
  }
}
