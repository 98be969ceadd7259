import CivilTime

/// Hours on a wall clock: from `start` to before `end`, both minutes since midnight.
///
/// `end` not after `start` crosses midnight and reaches into the next date; an end of 0 is that midnight.
package struct HoursWindow: Hashable, Sendable {
  package let start: Int
  package let end: Int

  /// Nil for equal ends and a start of 24:00: such a window says nothing.
  package init?(start: WallTime, end: WallTime) {
    guard start != end, start.minutes < 1440 else { return nil }
    self.start = start.minutes
    self.end = end.minutes
  }

  /// How long it is on the wall clock.
  package var minutes: Int { endCountedThrough - start }

  /// Minutes from the start's midnight to the end, counted through midnight: always more than `start`.
  var endCountedThrough: Int { end > start ? end : end + 1440 }
}

/// Hours that return every week.
package struct WeeklyHours: Hashable, Sendable {
  /// 0 = Sunday to 6 = Saturday.
  package var weekday: Int
  package var window: HoursWindow
  /// First and last date on which the window may start, both included.
  package var from: CivilDate?
  package var until: CivilDate?

  package init(weekday: Int, window: HoursWindow, from: CivilDate? = nil, until: CivilDate? = nil) {
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
package struct DatedHours: Hashable, Sendable {
  package enum Mode: String, Sendable {
    /// Instead of the weekly windows that start on the date; no windows close it.
    case replace
    /// Beside them.
    case add
  }
  package var date: CivilDate
  package var mode: Mode
  package var windows: [HoursWindow]

  package init(date: CivilDate, mode: Mode = .replace, windows: [HoursWindow]) {
    self.date = date
    self.mode = mode
    self.windows = windows
  }
}

/// Whole local dates without any open instant, both included.
package struct ClosedDates: Hashable, Sendable {
  package var first: CivilDate
  package var last: CivilDate

  package init(first: CivilDate, last: CivilDate) {
    self.first = first
    self.last = last
  }

  func contains(_ date: CivilDate) -> Bool { first <= date && date <= last }
}

/// The lengths and limits a slot must keep. Minutes of elapsed time.
package struct SlotPolicy: Hashable, Sendable {
  package var duration: Int
  /// Starts are multiples of it after their window's start, on the wall clock.
  package var step: Int
  package var bufferBefore: Int
  package var bufferAfter: Int
  package var minimumNotice: Int
  /// Slots start before this instant; nil = no horizon. See ``horizonEnd(now:days:)``.
  package var horizonEnd: Instant?
  /// Sessions and held requests that may start on one local date and in one ISO week; 0 = no limit.
  package var maxPerDay: Int
  package var maxPerWeek: Int

  package init(
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
  package static func horizonEnd(now: Instant, days: Int) -> Instant { now.dateUTC.adding(days: days + 1).startUTC }
}

/// Everything that decides when a mentor is open, but the question itself.
package struct MentorSchedule: Sendable {
  package var zone: Zone
  package var weekly: [WeeklyHours]
  package var dated: [DatedHours]
  package var closed: [ClosedDates]
  package var policy: SlotPolicy
  /// The mentor's confirmed sessions; they carry the same buffers as a slot and count for the limits.
  package var sessions: [Interval]
  /// Times held by pending requests; treated as sessions.
  package var held: [Interval]
  /// Busy times of the mentor's own calendars.
  package var busy: [Interval]

  package init(
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
package struct SlotQuery: Sendable {
  package var now: Instant
  package var from: Instant
  package var to: Instant
  /// Sessions and held requests of the student who asks; no buffers there.
  package var studentBusy: [Interval]

  package init(now: Instant, from: Instant, to: Instant, studentBusy: [Interval] = []) {
    self.now = now
    self.from = from
    self.to = to
    self.studentBusy = studentBusy
  }
}
