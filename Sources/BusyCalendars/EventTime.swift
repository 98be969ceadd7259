import CivilTime

/// A time in an external calendar: a reading, and the kind of its clock (RFC 5545 3.3.4, 3.3.5).
public struct EventTime: Hashable, Sendable {
  public enum Clock: Hashable, Sendable {
    /// A DATE: the whole local day of the reader; the reading is its midnight.
    case date
    /// A DATE-TIME without a zone.
    case floating
    case utc
    /// An index into ``ZoneNames``.
    case zone(Int32)
    /// A `Z` beside a TZID: either UTC or the zone may be meant.
    case utcOrZone(Int32)
  }

  /// Seconds since 1970-01-01T00:00 on its own clock.
  public var reading: Int
  public var clock: Clock

  public init(reading: Int, clock: Clock) {
    self.reading = reading
    self.clock = clock
  }

  public var isDate: Bool { clock == .date }

  /// UTC or a zone: the same instant for everybody.
  var isAbsolute: Bool { clock != .date && clock != .floating }

  /// One of the two meanings of a `Z` beside a TZID; other times are unchanged.
  func taken(asUTC isUTC: Bool) -> EventTime {
    guard case .utcOrZone(let zone) = clock else { return self }
    return EventTime(reading: reading, clock: isUTC ? .utc : .zone(zone))
  }

  var hasTwoMeanings: Bool {
    if case .utcOrZone = clock { return true }
    return false
  }
}

/// A DURATION (RFC 5545 3.3.6): days are calendar days, the rest is elapsed time.
public struct EventDuration: Hashable, Sendable {
  public var days: Int
  public var seconds: Int

  public init(days: Int, seconds: Int) {
    self.days = days
    self.seconds = seconds
  }
}

/// The end of an event.
public enum EventEnd: Hashable, Sendable {
  /// A DATE takes its whole day, a DATE-TIME no time at all (RFC 5545 3.6.1).
  case none
  case time(EventTime)
  case duration(EventDuration)
  /// The end cannot be read: the rest of the start's day counts, and at least an hour.
  case endOfDay
}

/// A date added to a recurrence: RDATE, with its own end if it is a PERIOD.
public struct AddedTime: Hashable, Sendable {
  public var start: EventTime
  public var end: EventEnd?

  public init(start: EventTime, end: EventEnd? = nil) {
    self.start = start
    self.end = end
  }
}

/// Properties that only few events have: their recurrence, or the instance of a series that they replace.
public struct EventSeries: Sendable {
  public var rules: [RecurrenceRule]
  public var added: [AddedTime]
  public var excluded: [EventTime]
  /// The instance of its series that it replaces; nil for the series itself.
  public var instance: EventTime?
  /// It replaces the later instances too (RANGE=THISANDFUTURE).
  public var coversFuture: Bool

  public init(
    rules: [RecurrenceRule] = [], added: [AddedTime] = [], excluded: [EventTime] = [], instance: EventTime? = nil,
    coversFuture: Bool = false
  ) {
    self.rules = rules
    self.added = added
    self.excluded = excluded
    self.instance = instance
    self.coversFuture = coversFuture
  }

  var saysNothing: Bool { rules.isEmpty && added.isEmpty && excluded.isEmpty && instance == nil }

  var hasTwoMeanings: Bool {
    instance?.hasTwoMeanings ?? false || excluded.contains(where: \.hasTwoMeanings)
      || added.contains { $0.start.hasTwoMeanings || $0.end?.hasTwoMeanings ?? false }
  }

  func taken(asUTC isUTC: Bool) -> EventSeries {
    var series = self
    series.instance = instance?.taken(asUTC: isUTC)
    series.excluded = excluded.map { $0.taken(asUTC: isUTC) }
    series.added = added.map {
      AddedTime(start: $0.start.taken(asUTC: isUTC), end: $0.end?.taken(asUTC: isUTC))
    }
    return series
  }
}

extension EventEnd {
  var hasTwoMeanings: Bool {
    if case .time(let time) = self { return time.hasTwoMeanings }
    return false
  }

  func taken(asUTC isUTC: Bool) -> EventEnd {
    if case .time(let time) = self { return .time(time.taken(asUTC: isUTC)) }
    return self
  }
}

/// A VEVENT of an external calendar: the properties that determine busy times, without its content. Kept small, since a
/// file may contain a hundred thousand.
public struct ForeignEvent: Sendable {
  public var start: EventTime
  public var end: EventEnd
  /// The line of its BEGIN, from 1.
  public var line: Int32
  /// Events with the same number belong to one series; see ``SeriesNames``.
  public var series: Int32
  public var sequence: Int32
  /// It does not make the person busy: it is transparent, cancelled, or declined by them.
  public var isFree: Bool
  /// See ``EventLabels``; 0 without one.
  public var label: UInt16
  /// Seconds on the way there, before the start; see ``EventDraft``.
  public var travel: Int32
  private let rare: Rare?

  private final class Rare: Sendable {
    let series: EventSeries
    init(_ series: EventSeries) { self.series = series }
  }

  public init(
    line: Int, series: Int32, sequence: Int32 = 0, start: EventTime, end: EventEnd = .none,
    repeating: EventSeries = EventSeries(), isFree: Bool = false, label: UInt16 = 0, travel: Int32 = 0
  ) {
    self.line = Int32(clamping: line)
    self.series = series
    self.sequence = sequence
    self.start = start
    self.end = end
    self.isFree = isFree
    self.label = label
    self.travel = travel
    rare = repeating.saysNothing ? nil : Rare(repeating)
  }

  public var instance: EventTime? { rare?.series.instance }
  public var coversFuture: Bool { rare?.series.coversFuture ?? false }
  public var rules: [RecurrenceRule] { rare?.series.rules ?? [] }
  public var added: [AddedTime] { rare?.series.added ?? [] }
  public var excluded: [EventTime] { rare?.series.excluded ?? [] }

  public var isRecurring: Bool { rare.map { !$0.series.rules.isEmpty || !$0.series.added.isEmpty } ?? false }
  /// It is a single event: no rule, no exception, no instance of another.
  public var isSingle: Bool { rare == nil }
}

/// Problems in the order in which they were found: the first hundred as text, the rest as a number.
public struct CalendarProblems: Sendable {
  public static let most = 100
  public private(set) var all: [CalendarProblem] = []
  public private(set) var more = 0

  public init() {}

  public mutating func add(_ line: Int, _ message: @autoclosure () -> String) {
    if all.count < Self.most { all.append(CalendarProblem(line: line, message())) } else { more += 1 }
  }

  public mutating func add(_ others: CalendarProblems) {
    for problem in others.all { add(problem.line, problem.message) }
    more += others.more
  }
}

/// A problem in an external calendar, with its line. Contains no text of an event except names of zones and properties.
public struct CalendarProblem: Hashable, Sendable {
  /// From 1; 0 if it concerns the whole file.
  public var line: Int
  public var message: String

  public init(line: Int, _ message: String) {
    self.line = line
    self.message = message
  }

  /// `line 12: …`, as the busy command prints it.
  public var words: String { line > 0 ? "line \(line): \(message)" : message }
}
