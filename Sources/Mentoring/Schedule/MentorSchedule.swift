import CivilTime

/// Hours on a wall clock from `start` (inclusive) to `end` (exclusive), in minutes since midnight.
///
/// If `end` is not after `start`, the window crosses midnight into the next date. An end of 0 is that midnight.
public struct HoursWindow: Hashable, Sendable {
  public let start: Int
  public let end: Int

  /// Nil if the ends are equal or the start is 24:00, because such a window is empty.
  public init?(start: WallTime, end: WallTime) {
    guard start != end, start.minutes < 1440 else { return nil }
    self.start = start.minutes
    self.end = end.minutes
  }

  /// The duration on the wall clock.
  public var minutes: Int { endCountedThrough - start }

  /// The end in minutes since the midnight before the start: always greater than `start`.
  var endCountedThrough: Int { end > start ? end : end + 1440 }
}

/// Hours that repeat every week.
public struct WeeklyHours: Hashable, Sendable {
  /// 0 = Sunday to 6 = Saturday.
  public var weekday: Int
  public var window: HoursWindow
  /// First and last date (inclusive) on which the window may start.
  public var from: CivilDate?
  public var until: CivilDate?
  /// The id of the stored row; 0 = none.
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

/// Hours of one date. Several entries for the same date are combined.
public struct DatedHours: Hashable, Sendable {
  public enum Mode: String, Sendable {
    /// Replaces the weekly windows that start on the date. Without windows, the date is closed.
    case replace
    /// Adds to the weekly windows.
    case add
  }
  public var date: CivilDate
  public var mode: Mode
  public var windows: [HoursWindow]
  /// The id of the stored row; 0 = none.
  public var id = 0

  public init(date: CivilDate, mode: Mode = .replace, windows: [HoursWindow], id: Int = 0) {
    self.id = id
    self.date = date
    self.mode = mode
    self.windows = windows
  }
}

/// Whole local dates (inclusive) on which the mentor is closed.
public struct ClosedDates: Hashable, Sendable {
  public var first: CivilDate
  public var last: CivilDate
  /// The id of the mentor's stored row; 0 = the whole programme is closed.
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

/// The durations and limits that apply to slots. Minutes of elapsed time.
public struct SlotPolicy: Hashable, Sendable {
  public var duration: Int
  /// The interval between possible starts, counted from the window's start on the wall clock.
  public var step: Int
  public var bufferBefore: Int
  public var bufferAfter: Int
  public var minimumNotice: Int
  /// Slots start before this instant; nil = no horizon. See ``horizonEnd(now:days:)``.
  public var horizonEnd: Instant?
  /// The maximum number of sessions and held requests that start on one local date and in one ISO week; 0 = no limit.
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

  /// The horizon that pages and bookings use: 00:00 UTC of (the UTC date of `now` + `days` + 1).
  public static func horizonEnd(now: Instant, days: Int) -> Instant { now.dateUTC.adding(days: days + 1).startUTC }
}

/// Everything that decides when a mentor is open, except the query itself.
public struct MentorSchedule: Sendable {
  public var zone: Zone
  public var weekly: [WeeklyHours]
  public var dated: [DatedHours]
  public var closed: [ClosedDates]
  public var policy: SlotPolicy
  /// The mentor's confirmed sessions. They have the same buffers as a slot and count towards the limits.
  public var sessions: [Interval]
  /// Times held by pending requests; treated like sessions.
  public var held: [Interval]
  /// Busy times in the mentor's own calendars.
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

/// A query for slots that start in [from, to), as seen at `now`, optionally by one student.
public struct SlotQuery: Sendable {
  public var now: Instant
  public var from: Instant
  public var to: Instant
  /// Sessions and held requests of the student, without buffers.
  public var studentBusy: [Interval]

  public init(now: Instant, from: Instant, to: Instant, studentBusy: [Interval] = []) {
    self.now = now
    self.from = from
    self.to = to
    self.studentBusy = studentBusy
  }
}
