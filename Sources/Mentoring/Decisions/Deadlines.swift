import CivilTime

/// The numbers in the rules that no setting changes.
public enum FixedRules {
  /// The time between the expiry of a pending request and the start of its session. Minutes.
  public static let answerBeforeStart = 120
  /// The minimum notice of a mentor who confirms each session, so that there is time to answer a request. Minutes.
  public static let leastNoticeToConfirm = 240
  /// The period that `policy.bookings_per_hour` applies to. Minutes.
  public static let rateWindow = 60
  /// The number of open slots that a refusal suggests.
  public static let nearestSlots = 3
  /// How long a free place is reserved for the first student on a waiting list. Hours.
  public static let rightOfWay = 72
  /// How long work for `almanac tick` may wait before it is overdue. Hours.
  public static let overdueWork = 24
  /// The longest session that the database can store. Minutes.
  public static let longestSession = 1440
}

/// The deadlines that all pages, feeds and verbs use.
extension ProgrammePolicy {
  /// The last instant (inclusive) at which a session can be cancelled without ``LateOverride``.
  public func cancelDeadline(ofSessionAt start: Instant) -> Instant { start.adding(minutes: -cancelNotice) }

  /// The last instant (inclusive) at which a session can be moved without ``LateOverride``.
  public func moveDeadline(ofSessionAt start: Instant) -> Instant { start.adding(minutes: -cancelNotice) }

  /// When a pending request expires. From this instant on it blocks no time and cannot be answered.
  ///
  /// - Parameter movedStart: the start of the session that the request would move; a session that has begun cannot be
  ///   moved.
  public func requestExpiry(start: Instant, received: Instant, moving movedStart: Instant? = nil) -> Instant {
    let own = min(
      start.adding(minutes: -FixedRules.answerBeforeStart), received.adding(hours: expireAfter))
    return movedStart.map { min(own, $0) } ?? own
  }

  /// The first instant at which a session can be joined and marked as started.
  public func joinOpens(beforeSessionAt start: Instant) -> Instant { start.adding(minutes: -joinMinutes) }

  /// The notice that students must give for a booking. Minutes.
  ///
  /// - Parameters:
  ///   - own: the mentor's own `notice`; nil uses the programme's.
  ///   - confirmsEach: whether the mentor confirms each session, by their own setting or by the programme's.
  public func effectiveNotice(own: Int?, confirmsEach: Bool) -> Int {
    max(own ?? notice, confirmsEach ? FixedRules.leastNoticeToConfirm : 0)
  }

  /// Whether an actor may still cancel or move a session after its deadline.
  public func mayChangeLate(_ actor: Actor) -> Bool {
    switch lateOverride {
    case .none: false
    case .organiser: actor == .organiser
    case .mentor: actor == .organiser || actor == .mentor
    }
  }
}

extension Actor {
  /// Whether the booking rules for students (notice, hours, starting times, durations, horizon, limits) apply to this
  /// actor. The mentor and the organiser can override them; the answer and the journal then list each override.
  public var isBoundByHours: Bool { self == .student }
}
