import CivilTime

/// A rule that a command can break. Messages and `--json` show the raw value.
public enum Rule: String, Sendable, CaseIterable {
  // Actor, version and state.
  case actor, version, state
  // Connections.
  case connection
  case isAccepting = "not-accepting"
  case capacity
  case approval, eligibility
  case sessionsAhead = "sessions-ahead"
  // Texts and numbers that a command requires.
  case message, goals, reason, title, duration, link, address, stars, amount, currency
  case session = "other-session"
  // Times.
  case rateLimit = "rate-limit"
  case cancelNotice = "cancel-notice"
  case notStarted = "not-started"
  case past
  case expired
  case noSuchDate = "no-such-date"
  // Why no slot starts then; the values match ``SlotReason``.
  case notice, horizon
  case clockChange = "clock-change"
  case closedDate = "closed-date"
  case outsideHours = "outside-hours"
  case endsOutsideHours = "ends-outside-hours"
  case offGrid = "off-grid"
  case booked, held
  case studentBusy = "student-busy"
  case busy, buffer
  case dailyLimit = "daily-limit"
  case weeklyLimit = "weekly-limit"

  public init(_ reason: SlotReason) { self = Rule(rawValue: reason.rawValue) ?? .state }

  /// Whether the command conflicts with the current data: the slot is taken, the version is old, or the state has
  /// changed.
  public var isConflict: Bool {
    switch self {
    case .version, .state, .expired, .booked, .held, .studentBusy, .busy, .buffer: true
    default: false
    }
  }

  /// Whether the command's input itself is invalid, regardless of any stored state.
  public var isInvalidInput: Bool {
    switch self {
    case .message, .goals, .reason, .title, .duration, .link, .address, .stars, .amount, .currency: true
    default: false
    }
  }
}

/// Why a command was refused, with a message for its author.
public struct Refusal: Error, Hashable, Sendable {
  public var rule: Rule
  public var message: String
  /// The open slots nearest to the proposed time, in ascending order.
  public var slots: [Instant] = []

  public init(_ rule: Rule, _ message: String, slots: [Instant] = []) {
    self.rule = rule
    self.message = message
    self.slots = slots
  }
}
