import CivilTime

/// The numbers of the rules that no setting changes, each named once.
public enum FixedRules {
  /// A pending request expires this long before the start of its session. Minutes.
  public static let answerBeforeStart = 120
  /// The least notice of a mentor who confirms each session, so that a request has time to be answered. Minutes.
  public static let leastNoticeToConfirm = 240
  /// The window of `policy.bookings_per_hour`. Minutes.
  public static let rateWindow = 60
  /// How many open slots a refusal names.
  public static let nearestSlots = 3
  /// How long a free place is kept for the student at the head of a waiting list. Hours.
  public static let rightOfWay = 72
  /// Work that `almanac tick` does is overdue when it has waited this long. Hours.
  public static let overdueWork = 24
  /// The longest session that the record can hold. Minutes.
  public static let longestSession = 1440
}

/// When things can be done: every page, feed and verb asks here.
extension ProgrammePolicy {
  /// The last instant at which a session can be cancelled without ``LateOverride``, itself included.
  public func cancelDeadline(ofSessionAt start: Instant) -> Instant { start.adding(minutes: -cancelNotice) }

  /// The last instant at which a session can be moved without ``LateOverride``, itself included.
  public func moveDeadline(ofSessionAt start: Instant) -> Instant { start.adding(minutes: -cancelNotice) }

  /// When a pending request expires: from this instant on it holds no time and cannot be answered.
  ///
  /// - Parameter movedStart: the start of the session that the request would move; a session that has begun is not moved.
  public func requestExpiry(start: Instant, received: Instant, moving movedStart: Instant? = nil) -> Instant {
    let own = min(
      start.adding(minutes: -FixedRules.answerBeforeStart), received.adding(hours: expireAfter))
    return movedStart.map { min(own, $0) } ?? own
  }

  /// From when a session can be joined and noted as begun.
  public func joinOpens(beforeSessionAt start: Instant) -> Instant { start.adding(minutes: -joinMinutes) }

  /// The notice that students must give for a booking. Minutes.
  ///
  /// - Parameters:
  ///   - own: the mentor's own `notice`; nil = the programme's.
  ///   - confirmsEach: whether the mentor confirms each session, by own or by the programme's rule.
  public func effectiveNotice(own: Int?, confirmsEach: Bool) -> Int {
    max(own ?? notice, confirmsEach ? FixedRules.leastNoticeToConfirm : 0)
  }

  /// Whether somebody may still cancel or move a session after its deadline.
  public func mayChangeLate(_ actor: Actor) -> Bool {
    switch lateOverride {
    case .none: false
    case .organiser: actor == .organiser
    case .mentor: actor == .organiser || actor == .mentor
    }
  }
}

extension Actor {
  /// Whether the rules meant for strangers (notice, hours, starting times, lengths, horizon, limits) hold for this actor.
  /// The mentor and the organiser can move past them; the answer and the journal then name each as an override.
  public var isBoundByHours: Bool { self == .student }
}

/// What one session costs.
public struct Price: Hashable, Sendable {
  /// Minor units of `currency`; 0 = free of charge.
  public var amount: Int
  /// ISO 4217.
  public var currency: String

  public init(amount: Int, currency: String) {
    self.amount = amount
    self.currency = currency
  }
}

/// The price of a session: the offer's if it names one, else the mentor's hourly rate × length, rounded half up; nil when
/// neither says anything, which is not the same as free.
///
/// - Parameter minutes: length of the session.
public func sessionPrice(minutes: Int, offer: Price?, hourlyRate: Price?) -> Price? {
  if let offer { return offer }
  return hourlyRate.map { Price(amount: ($0.amount * minutes + 30) / 60, currency: $0.currency) }
}
