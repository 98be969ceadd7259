/// A row of a state machine: a verb, the states it applies to, the actors who may use it, and the resulting state.
public struct Transition<State: Hashable & Sendable, Verb: Hashable & Sendable>: Sendable {
  public let verb: Verb
  public let from: [State]
  public let by: [Actor]
  public let to: State

  init(_ verb: Verb, from: [State], by: [Actor], to: State) {
    self.verb = verb
    self.from = from
    self.by = by
    self.to = to
  }
}

public enum ConnectionVerb: String, Sendable, CaseIterable {
  case request, accept, decline, withdraw, end, reopen
}

/// The state machine of a connection. Nil is the state without a connection. The organiser may act for either person.
public let connectionTransitions: [Transition<ConnectionStatus?, ConnectionVerb>] = [
  Transition(.request, from: [nil, .withdrawn, .ended], by: [.student, .organiser], to: .pending),
  Transition(.accept, from: [.pending], by: [.mentor, .organiser], to: .accepted),
  Transition(.decline, from: [.pending], by: [.mentor, .organiser], to: .rejected),
  Transition(.withdraw, from: [.pending], by: [.student, .organiser], to: .withdrawn),
  Transition(.end, from: [.accepted], by: [.mentor, .student, .organiser], to: .ended),
  Transition(.reopen, from: [.rejected], by: [.organiser], to: .pending),
]

/// The state of a booking: of the request, and of the session once the request is approved (both share their id).
public enum BookingState: String, Sendable, CaseIterable {
  case pending, rejected, expired, withdrawn, superseded
  case scheduled, completed, cancelled
  case noShow = "no_show"

  public init(request: RequestStatus, session: SessionStatus?) {
    switch (session, request) {
    case (.scheduled, _): self = .scheduled
    case (.completed, _): self = .completed
    case (.cancelled, _): self = .cancelled
    case (.noShow, _): self = .noShow
    case (nil, .rejected): self = .rejected
    case (nil, .expired): self = .expired
    case (nil, .withdrawn): self = .withdrawn
    case (nil, .superseded): self = .superseded
    case (nil, .pending): self = .pending
    // The approved request of a move has had its effect.
    case (nil, .approved): self = .superseded
    }
  }

  /// Whether a session exists.
  public var isSession: Bool {
    self == .scheduled || self == .completed || self == .cancelled || self == .noShow
  }
}

public enum BookingVerb: String, Sendable, CaseIterable {
  case approve, decline, withdraw, expire, reschedule, cancel, start, complete
  case noShow = "no-show"
  case link, note, review
}

/// The state machine of a booking after it was requested.
public let bookingTransitions: [Transition<BookingState, BookingVerb>] = [
  Transition(.approve, from: [.pending], by: [.mentor, .organiser], to: .scheduled),
  Transition(.decline, from: [.pending], by: [.mentor, .organiser], to: .rejected),
  Transition(.withdraw, from: [.pending], by: [.student, .organiser], to: .withdrawn),
  Transition(.expire, from: [.pending], by: [.system], to: .expired),
  Transition(.reschedule, from: [.pending], by: [.student, .organiser], to: .superseded),
  Transition(.reschedule, from: [.scheduled], by: [.mentor, .student, .organiser, .system], to: .scheduled),
  Transition(.cancel, from: [.scheduled], by: [.mentor, .student, .organiser, .system], to: .cancelled),
  Transition(.start, from: [.scheduled], by: [.mentor, .student, .organiser], to: .scheduled),
  Transition(.complete, from: [.scheduled, .completed, .noShow], by: [.mentor, .organiser], to: .completed),
  Transition(.noShow, from: [.scheduled, .completed, .noShow], by: [.mentor, .organiser], to: .noShow),
  Transition(.link, from: [.scheduled], by: [.mentor, .organiser], to: .scheduled),
  Transition(.link, from: [.completed], by: [.mentor, .organiser], to: .completed),
  Transition(.note, from: [.scheduled], by: [.mentor, .student, .organiser], to: .scheduled),
  Transition(.review, from: [.completed], by: [.mentor, .student], to: .completed),
]

/// The row for a verb, or the rule that refuses it: `actor` if other actors may use it from this state, `state` if
/// nobody may.
func transition<State, Verb>(
  _ verb: Verb, from state: State, by actor: Actor, in table: [Transition<State, Verb>]
) -> Result<Transition<State, Verb>, TransitionFault> {
  // Pages check every verb for every card, so this function does not allocate.
  var isPossible = false
  var mayEver = false
  for row in table where row.verb == verb {
    let isAllowed = row.by.contains(actor)
    if row.from.contains(state) {
      if isAllowed { return .success(row) }
      isPossible = true
    }
    mayEver = mayEver || isAllowed
  }
  return .failure(isPossible || !mayEver ? .actor : .state)
}

enum TransitionFault: Error { case actor, state }
