import CivilTime

/// Why no slot starts at an instant. Where several hold, the first in this order is told.
public enum SlotReason: String, CaseIterable, Hashable, Sendable {
  /// Before now and the notice.
  case notice
  case horizon
  /// The wall clock skips this reading, or a change inside the slot cuts it off.
  case clockChange = "clock-change"
  case closedDate = "closed-date"
  case outsideHours = "outside-hours"
  /// The window ends, or a closed date begins, before the slot would.
  case endsOutsideHours = "ends-outside-hours"
  /// Inside a window, but not a whole number of steps after its start.
  case offGrid = "off-grid"
  case booked
  case held
  case studentBusy = "student-busy"
  case busy
  /// Free, but too near to a session, a held request or a busy time.
  case buffer
  case dailyLimit = "daily-limit"
  case weeklyLimit = "weekly-limit"

  /// A sentence's end: "closed: …".
  public var words: String {
    switch self {
    case .notice: "sooner than the notice allows"
    case .horizon: "past the horizon"
    case .clockChange: "a clock change takes this time away"
    case .closedDate: "a closed date"
    case .outsideHours: "outside the hours"
    case .endsOutsideHours: "the hours end before the session would"
    case .offGrid: "between two starting times"
    case .booked: "booked"
    case .held: "held by a pending request"
    case .studentBusy: "the student has a session or a pending request then"
    case .busy: "busy in the mentor's own calendar"
    case .buffer: "too near to another appointment"
    case .dailyLimit: "the day's limit is reached"
    case .weeklyLimit: "the week's limit is reached"
    }
  }
}

/// Why no slot starts at `start`; nil when one does. Agrees with ``openSlots(_:_:)`` at every instant of the query.
public func closedReason(at start: Instant, _ schedule: MentorSchedule, _ query: SlotQuery) -> SlotReason? {
  var query = query
  query.from = start
  query.to = start.adding(seconds: 1)
  if openSlots(schedule, query).first == start { return nil }

  let policy = schedule.policy
  if start < query.now.adding(minutes: policy.minimumNotice) { return .notice }
  if let end = policy.horizonEnd, start >= end { return .horizon }
  let slot = Interval(start: start, end: start.adding(minutes: policy.duration))
  let hours = OpenHours(of: schedule, in: start..<max(slot.end, start.adding(seconds: 1)))
  if hours.closed.contains(start) { return .closedDate }
  let around = hours.stretches.filter { $0.interval.contains(start) }
  guard !around.isEmpty else { return .outsideHours }
  guard hours.open.contains(slot) else {
    let isCut = hours.changes.contains { slot.start < $0.at && $0.at <= slot.end && $0.offset > $0.offsetBefore }
    return isCut && !hours.closed.overlaps(slot) ? .clockChange : .endsOutsideHours
  }
  guard around.contains(where: { $0.firstStart(atOrAfter: start, step: policy.step) == start }) else { return .offGrid }
  if schedule.sessions.contains(where: slot.overlaps) { return .booked }
  if schedule.held.contains(where: slot.overlaps) { return .held }
  if query.studentBusy.contains(where: slot.overlaps) { return .studentBusy }
  if schedule.busy.contains(where: slot.overlaps) { return .busy }
  if Blocks(of: schedule, query, around: start..<slot.end).all.overlaps(slot) { return .buffer }
  let limits = Limits(of: schedule)
  return limits.fullDates.contains(schedule.zone.local(at: start).date) ? .dailyLimit : .weeklyLimit
}

/// The answer for a time on the mentor's wall clock: each instant that reads so with its reason (nil = open).
/// A reading the clock skips has no instant: the answer is then empty, and the reason is ``SlotReason/clockChange``.
public func closedReasons(
  atLocal reading: LocalDateTime, _ schedule: MentorSchedule, _ query: SlotQuery
) -> [(instant: Instant, reason: SlotReason?)] {
  schedule.zone.instants(of: reading).map { ($0, closedReason(at: $0, schedule, query)) }
}
