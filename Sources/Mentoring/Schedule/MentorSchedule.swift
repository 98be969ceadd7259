import CivilTime

/// Hours on a wall clock: from `start` to before `end`, both minutes since midnight.
///
/// `end` not after `start` crosses midnight and reaches into the next date; an end of 0 is that midnight.
public struct HoursWindow: Hashable, Sendable {
  public let start: Int
  public let end: Int

  /// Nil for equal ends and a start of 24:00: such a window says nothing.
  public init?(start: WallTime, end: WallTime) {
    guard start != end, start.minutes < 1440 else { return nil }
    self.start = start.minutes
    self.end = end.minutes
  }

  /// How long it is on the wall clock.
  public var minutes: Int { endCountedThrough - start }

  /// Minutes from the start's midnight to the end, counted through midnight: always more than `start`.
  var endCountedThrough: Int { end > start ? end : end + 1440 }
}

/// Hours that return every week.
public struct WeeklyHours: Hashable, Sendable {
  /// 0 = Sunday to 6 = Saturday.
  public var weekday: Int
  public var window: HoursWindow
  /// First and last date on which the window may start, both included.
  public var from: CivilDate?
  public var until: CivilDate?
  /// Number of the record's row; 0 = none.
  public var id = 0

  public init(weekday: Int, window: HoursWindow, from: CivilDate? = nil, until: CivilDate? = nil, id: Int = 0) {
    self.id = id
    self.weekday = weekday
    self.window = window
    self.from = from
    self.until = until
  }

  func applies(on date: CivilDate) -> Bool {
    if let from, date < from { return false }
    if let until, date > until { return false }
    return date.weekday == weekday
  }
}

/// Hours of one date. Several entries of one date are taken together.
public struct DatedHours: Hashable, Sendable {
  public enum Mode: String, Sendable {
    /// Instead of the weekly windows that start on the date; no windows close it.
    case replace
    /// Beside them.
    case add
  }
  public var date: CivilDate
  public var mode: Mode
  public var windows: [HoursWindow]
  /// Number of the record's row; 0 = none.
  public var id = 0

  public init(date: CivilDate, mode: Mode = .replace, windows: [HoursWindow], id: Int = 0) {
    self.id = id
    self.date = date
    self.mode = mode
    self.windows = windows
  }
}

/// Whole local dates without any open instant, both included.
public struct ClosedDates: Hashable, Sendable {
  public var first: CivilDate
  public var last: CivilDate
  /// Number of the record's row of this mentor's; 0 = the whole programme is closed.
  public var id = 0
  /// May be empty.
  public var reason = ""

  public init(first: CivilDate, last: CivilDate, id: Int = 0, reason: String = "") {
    self.id = id
    self.reason = reason
    self.first = first
    self.last = last
  }

  func contains(_ date: CivilDate) -> Bool { first <= date && date <= last }
}

/// The lengths and limits a slot must keep. Minutes of elapsed time.
public struct SlotPolicy: Hashable, Sendable {
  public var duration: Int
  /// Starts are multiples of it after their window's start, on the wall clock.
  public var step: Int
  public var bufferBefore: Int
  public var bufferAfter: Int
  public var minimumNotice: Int
  /// Slots start before this instant; nil = no horizon. See ``horizonEnd(now:days:)``.
  public var horizonEnd: Instant?
  /// Sessions and held requests that may start on one local date and in one ISO week; 0 = no limit.
  public var maxPerDay: Int
  public var maxPerWeek: Int

  public init(
    duration: Int, step: Int? = nil, bufferBefore: Int = 0, bufferAfter: Int = 0, minimumNotice: Int = 0,
    horizonEnd: Instant? = nil, maxPerDay: Int = 0, maxPerWeek: Int = 0
  ) {
    self.duration = duration
    self.step = step ?? duration
    self.bufferBefore = bufferBefore
    self.bufferAfter = bufferAfter
    self.minimumNotice = minimumNotice
    self.horizonEnd = horizonEnd
    self.maxPerDay = maxPerDay
    self.maxPerWeek = maxPerWeek
  }

  /// The horizon of pages and bookings: 00:00 UTC of (the UTC date of `now` + `days` + 1).
  public static func horizonEnd(now: Instant, days: Int) -> Instant { now.dateUTC.adding(days: days + 1).startUTC }
}

/// Everything that decides when a mentor is open, but the question itself.
public struct MentorSchedule: Sendable {
  public var zone: Zone
  public var weekly: [WeeklyHours]
  public var dated: [DatedHours]
  public var closed: [ClosedDates]
  public var policy: SlotPolicy
  /// The mentor's confirmed sessions; they carry the same buffers as a slot and count for the limits.
  public var sessions: [Interval]
  /// Times held by pending requests; treated as sessions.
  public var held: [Interval]
  /// Busy times of the mentor's own calendars.
  public var busy: [Interval]

  public init(
    zone: Zone, weekly: [WeeklyHours] = [], dated: [DatedHours] = [], closed: [ClosedDates] = [], policy: SlotPolicy,
    sessions: [Interval] = [], held: [Interval] = [], busy: [Interval] = []
  ) {
    self.zone = zone
    self.weekly = weekly
    self.dated = dated
    self.closed = closed
    self.policy = policy
    self.sessions = sessions
    self.held = held
    self.busy = busy
  }
}

/// The question: slots that start in [from, to), as seen at `now`, perhaps by one student.
public struct SlotQuery: Sendable {
  public var now: Instant
  public var from: Instant
  public var to: Instant
  /// Sessions and held requests of the student who asks; no buffers there.
  public var studentBusy: [Interval]

  public init(now: Instant, from: Instant, to: Instant, studentBusy: [Interval] = []) {
    self.now = now
    self.from = from
    self.to = to
    self.studentBusy = studentBusy
  }
}
