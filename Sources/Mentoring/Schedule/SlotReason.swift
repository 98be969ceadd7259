import CivilTime

/// The reason why no slot starts at an instant. If there are several, the first in this order is reported.
public enum SlotReason: String, CaseIterable, Hashable, Sendable {
  /// Earlier than now plus the notice.
  case notice
  case horizon
  /// The wall clock skips this reading, or a clock change inside the slot cuts it off.
  case clockChange = "clock-change"
  case closedDate = "closed-date"
  case outsideHours = "outside-hours"
  /// The window ends, or a closed date begins, before the slot ends.
  case endsOutsideHours = "ends-outside-hours"
  /// Inside a window, but not a whole number of steps after the window's start.
  case offGrid = "off-grid"
  case booked
  case held
  case studentBusy = "student-busy"
  case busy
  /// Free, but too close to a session, a held request or a busy time.
  case buffer
  case dailyLimit = "daily-limit"
  case weeklyLimit = "weekly-limit"

  /// Whether the mentor's weekly hours alone exclude the time, which a student may propose if the programme allows it.
  var isOfHours: Bool { self == .outsideHours || self == .endsOutsideHours || self == .offGrid }

  /// The end of a sentence such as "closed: …".
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

extension SlotReason {
  /// Whether one of the two people has an appointment at that time. No override is possible.
  public var isTaken: Bool {
    switch self {
    case .booked, .held, .studentBusy, .busy: true
    default: false
    }
  }
}

/// The reason why no slot starts at `start`; nil if one does. Agrees with ``openSlots(_:_:)`` at every instant of the
/// query.
public func closedReason(at start: Instant, _ schedule: MentorSchedule, _ query: SlotQuery) -> SlotReason? {
  closedReasons(at: start, schedule, query).first
}

/// All reasons why no slot starts at `start`, in the order of ``SlotReason``; empty if one does.
public func closedReasons(at start: Instant, _ schedule: MentorSchedule, _ query: SlotQuery) -> [SlotReason] {
  var query = query
  query.from = start
  query.to = start.adding(seconds: 1)
  if openSlots(schedule, query).first == start { return [] }

  let policy = schedule.policy
  let slot = Interval(start: start, end: start.adding(minutes: policy.duration))
  var reasons: [SlotReason] = []
  if start < query.now.adding(minutes: policy.minimumNotice) { reasons.append(.notice) }
  if let end = policy.horizonEnd, start >= end { reasons.append(.horizon) }
  if let reason = reasonOfHours(slot, schedule) { reasons.append(reason) }
  var taken: [SlotReason] = []
  if schedule.sessions.contains(where: slot.overlaps) { taken.append(.booked) }
  if schedule.held.contains(where: slot.overlaps) { taken.append(.held) }
  if query.studentBusy.contains(where: slot.overlaps) { taken.append(.studentBusy) }
  if schedule.busy.contains(where: slot.overlaps) { taken.append(.busy) }
  if taken.isEmpty, Blocks(of: schedule, query, around: start..<slot.end).all.overlaps(slot) { taken = [.buffer] }
  reasons += taken
  let limits = Limits(of: schedule)
  let date = schedule.zone.local(at: start).date
  if limits.fullDates.contains(date) { reasons.append(.dailyLimit) }
  if limits.fullWeeks.contains(date.startOfWeek(startingOn: 1)) { reasons.append(.weeklyLimit) }
  return reasons
}

/// Whether a session is within the mentor's hours and not on a closed date. Other appointments are ignored.
public func isWithinHours(_ slot: Interval, _ schedule: MentorSchedule) -> Bool {
  let reason = reasonOfHours(slot, schedule)
  return reason == nil || reason == .offGrid
}

/// The reason why the mentor's hours and closed dates exclude a slot.
private func reasonOfHours(_ slot: Interval, _ schedule: MentorSchedule) -> SlotReason? {
  let hours = OpenHours(of: schedule, in: slot.start..<max(slot.end, slot.start.adding(seconds: 1)))
  if hours.closed.contains(slot.start) { return .closedDate }
  let around = hours.stretches.filter { $0.interval.contains(slot.start) }
  if around.isEmpty { return .outsideHours }
  guard hours.open.contains(slot) else {
    let isCut = hours.changes.contains { slot.start < $0.at && $0.at <= slot.end && $0.offset > $0.offsetBefore }
    return isCut && !hours.closed.overlaps(slot) ? .clockChange : .endsOutsideHours
  }
  let step = schedule.policy.step
  return around.contains { $0.firstStart(atOrAfter: slot.start, step: step) == slot.start } ? nil : .offGrid
}

/// The reasons for a time on the mentor's wall clock: each instant with that reading and its reason (nil = open). The
/// result is empty for a skipped reading, which has no instant; its reason is ``SlotReason/clockChange``.
public func closedReasons(
  atLocal reading: LocalDateTime, _ schedule: MentorSchedule, _ query: SlotQuery
) -> [(instant: Instant, reason: SlotReason?)] {
  schedule.zone.instants(of: reading).map { ($0, closedReason(at: $0, schedule, query)) }
}
