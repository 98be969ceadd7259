import Bytes
import CivilTime

/// The verbs that would change a booking now. Pages offer these, in the order of `BookingVerb`.
///
/// `reschedule` still depends on the new time, and each verb on its required input (a reason, a link). For a session in
/// person, `link` accepts only a recording. `noShow` of a missed session and `complete` of a completed session correct
/// the outcome or the notes.
public func availableActions(
  for actor: Actor, on booking: BookingStanding, policy: ProgrammePolicy, now: Instant
) -> [BookingVerb] {
  BookingVerb.allCases.filter { verb in
    if verb == .start, booking.hasStarted { return false }
    if verb == .review, actor == .mentor ? booking.isReviewedByMentor : booking.isReviewedByStudent { return false }
    return obstacle(to: verb, by: actor, booking, policy: policy, now: now) == nil
  }
}

/// The verbs that one of an entry's two participants may use on it now.
///
/// - Parameters:
///   - connection: the connection between the entry's two participants.
///   - approval: the approval of the entry's mentor.
///   - reviews: the reviews of the person's sessions.
public func availableActions(
  for person: PersonID, on entry: AgendaEntry, connection: ConnectionStatus?, approval: Approval = .approved,
  reviews: [SessionReview] = [], policy: ProgrammePolicy, now: Instant
) -> [BookingVerb] {
  guard person == entry.mentor || person == entry.student else { return [] }
  return availableActions(
    for: person == entry.mentor ? .mentor : .student,
    on: BookingStanding(entry, connection: connection, approval: approval, reviews: reviews, policy: policy),
    policy: policy, now: now)
}

/// Whether one of an entry's two participants can cancel the rest of its series, as `session cancel --rest` does. The
/// rest is the entry and all later ones, and must contain at least one later entry.
///
/// - Parameters:
///   - agenda: the person's agenda as stored.
///   - connection: the connection between the entry's two participants.
///   - approval: the approval of the entry's mentor.
public func canCancelRest(
  ofSeriesFrom entry: AgendaEntry, in agenda: [AgendaEntry], for person: PersonID, connection: ConnectionStatus?,
  approval: Approval, policy: ProgrammePolicy, now: Instant
) -> Bool {
  guard let series = entry.series else { return false }
  let rest = agenda.filter {
    $0.series == series && $0.start >= entry.start
      && ($0.status == .session(.scheduled) || $0.status == .request(.pending))
  }
  guard rest.count > 1, rest.contains(where: { $0.id == entry.id }) else { return false }
  return rest.allSatisfy { one in
    let isRequest = one.status == .request(.pending) && one.movesSession == nil
    let verb: BookingVerb = !isRequest ? .cancel : person == one.student ? .withdraw : .decline
    return availableActions(
      for: person, on: one, connection: connection, approval: approval, policy: policy, now: now
    ).contains(verb)
  }
}

/// Whether an actor can reply to a session's reviews now. Only the mentor can, once, to the student's review. Students
/// cannot read mentors' reviews, so they have nothing to reply to.
///
/// - Parameter reviews: the reviews of the session.
public func canReply(_ actor: Actor, to reviews: [SessionReview]) -> Bool {
  actor == .mentor && reviews.contains { $0.isByStudent && $0.reply.isEmpty }
}

// MARK: Connections

/// An action on a connection. The raw values are verbs of `almanac connection`, with the flag that they need.
public enum ConnectionAction: String, Sendable, CaseIterable {
  case request
  case joinWaitingList = "request --wait"
  case accept, decline, withdraw
  /// The `withdraw` verb for a student on the waiting list.
  case leaveWaitingList = "withdraw (waiting)"
  case end
  /// Also cancels, declines or withdraws the upcoming sessions and requests of the two people.
  case endWithSessions = "end --cancel-sessions"
  case reopen
}

/// The facts that decide which verbs a connection accepts at a given time.
public struct ConnectionStanding: Sendable {
  /// Nil when the two people have no connection.
  public var status: ConnectionStatus?
  /// The mentor's approval.
  public var approval: Approval
  public var isEligible: Bool
  public var isAccepting: Bool
  /// The mentor's places from this student's point of view.
  public var places: MentorPlaces
  public var isStudent: Bool
  public var isWaiting: Bool
  /// Scheduled sessions and pending requests of the two people that are not over.
  public var ahead: [BookingStanding]

  public init(
    status: ConnectionStatus?, approval: Approval, isEligible: Bool = true, isAccepting: Bool, places: MentorPlaces,
    isStudent: Bool = true, isWaiting: Bool = false, ahead: [BookingStanding] = []
  ) {
    self.status = status
    self.approval = approval
    self.isEligible = isEligible
    self.isAccepting = isAccepting
    self.places = places
    self.isStudent = isStudent
    self.isWaiting = isWaiting
    self.ahead = ahead
  }
}

/// The reason why a verb cannot be used on a connection now, independent of the command's input.
enum ConnectionObstacle: Hashable {
  case actor, state
  case isStudent, approval, eligibility, isAccepting, capacity, sessionsAhead
}

/// The counterpart of ``obstacle(to:by:_:policy:now:)`` for connections. It does not check requests to join the waiting
/// list.
func obstacle(
  to verb: ConnectionVerb, by actor: Actor, _ pair: ConnectionStanding, cancelsSessions: Bool
) -> ConnectionObstacle? {
  switch transition(verb, from: pair.status, by: actor, in: connectionTransitions) {
  case .success: break
  case .failure(.actor): return .actor
  case .failure(.state): return .state
  }
  switch verb {
  case .request:
    if !pair.isStudent { return .isStudent }
    if pair.approval != .approved { return .approval }
    if actor == .student, !pair.isEligible { return .eligibility }
    if !pair.isAccepting { return .isAccepting }
    return pair.places.isFullForNew ? .capacity : nil
  case .accept:
    if pair.approval != .approved { return .approval }
    return pair.places.isAtCapacity ? .capacity : nil
  case .end: return pair.ahead.isEmpty || cancelsSessions ? nil : .sessionsAhead
  case .decline, .withdraw, .reopen: return nil
  }
}

/// The verb that cancels an upcoming booking when an actor ends the connection. Nil for an expired request, which needs
/// no verb.
func endingVerb(of booking: BookingStanding, by actor: Actor, now: Instant) -> BookingVerb? {
  if booking.isExpired(at: now) { return nil }
  return booking.state == .pending ? (actor == .student ? .withdraw : .decline) : .cancel
}

/// The actions that would change a connection now. Pages offer these, in the order of `ConnectionAction`.
public func availableActions(
  for actor: Actor, on pair: ConnectionStanding, policy: ProgrammePolicy, now: Instant
) -> [ConnectionAction] {
  func can(_ verb: ConnectionVerb, cancelsSessions: Bool = false) -> Bool {
    obstacle(to: verb, by: actor, pair, cancelsSessions: cancelsSessions) == nil
  }
  let mayAsk = actor == .student || actor == .organiser
  return ConnectionAction.allCases.filter { action in
    switch action {
    case .request: can(.request)
    case .joinWaitingList:
      !pair.isWaiting && obstacle(to: .request, by: actor, pair, cancelsSessions: false) == .capacity
    case .accept: can(.accept)
    case .decline: can(.decline)
    case .withdraw: can(.withdraw)
    case .leaveWaitingList: pair.isWaiting && pair.status != .pending && mayAsk
    case .end: can(.end)
    case .endWithSessions:
      !pair.ahead.isEmpty && can(.end, cancelsSessions: true)
        && pair.ahead.allSatisfy { booking in
          guard let verb = endingVerb(of: booking, by: actor, now: now) else { return true }
          return obstacle(to: verb, by: actor, booking, policy: policy, now: now) == nil
        }
    case .reopen: can(.reopen)
    }
  }
}
