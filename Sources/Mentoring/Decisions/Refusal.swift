import CivilTime

/// What a command breaks. The raw value is what messages and `--json` name.
public enum Rule: String, Sendable, CaseIterable {
  // Who and what.
  case actor, version, state
  // Connections.
  case connection
  case isAccepting = "not-accepting"
  case capacity
  case approval, eligibility
  case sessionsAhead = "sessions-ahead"
  // Texts and numbers that a command needs.
  case message, goals, reason, title, duration, link, address, stars, amount, currency
  case session = "other-session"
  // Times.
  case rateLimit = "rate-limit"
  case cancelNotice = "cancel-notice"
  case notStarted = "not-started"
  case past
  case expired
  case noSuchDate = "no-such-date"
  // Why no slot starts then; spelled as ``SlotReason``.
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

  /// Another answer would be possible at another moment: the slot is taken, the version is old, the state has moved on.
  public var isConflict: Bool {
    switch self {
    case .version, .state, .expired, .booked, .held, .studentBusy, .busy, .buffer: true
    default: false
    }
  }

  /// The command itself lacks something; nobody's state has to do with it.
  public var isInvalidInput: Bool {
    switch self {
    case .message, .goals, .reason, .title, .duration, .link, .address, .stars, .amount, .currency: true
    default: false
    }
  }
}

/// Why a command was not carried out, in words for the one who gave it.
public struct Refusal: Error, Hashable, Sendable {
  public var rule: Rule
  public var message: String
  /// The open slots nearest to the wish, ascending.
  public var slots: [Instant] = []

  public init(_ rule: Rule, _ message: String, slots: [Instant] = []) {
    self.rule = rule
    self.message = message
    self.slots = slots
  }
}
