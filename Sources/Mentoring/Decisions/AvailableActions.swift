import Bytes
import CivilTime

/// The verbs that would change a booking now, if somebody said them: what a page offers. In the order of `BookingVerb`.
///
/// `reschedule` still depends on the new time, and every verb on what it must bring along (a reason, a link). `link` of a
/// session in person takes a recording only. `noShow` of a missed session and `complete` of a completed one correct the
/// outcome or its notes.
public func availableActions(
  for actor: Actor, on booking: BookingStanding, policy: ProgrammePolicy, now: Instant
) -> [BookingVerb] {
  BookingVerb.allCases.filter { verb in
    if verb == .start, booking.hasStarted { return false }
    if verb == .review, actor == .mentor ? booking.isReviewedByMentor : booking.isReviewedByStudent { return false }
    return obstacle(to: verb, by: actor, booking, policy: policy, now: now) == nil
  }
}

/// The verbs that one of an entry's two people may say of it now.
///
/// - Parameters:
///   - connection: of the entry's two people.
///   - approval: of its mentor.
///   - reviews: of the person's sessions.
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

/// Whether one of an entry's two people can take back all that is left of its series, as `session cancel --rest` does: the
/// entry and every later one, of which there must be some.
///
/// - Parameters:
///   - agenda: of the person, as the record has it.
///   - connection: of the entry's two people.
///   - approval: of its mentor.
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

/// Whether an actor can reply to a review of a session now: the mentor, once, to the student's. Students cannot read what
/// mentors say of them, so they have nothing to reply to.
///
/// - Parameter reviews: of the session.
public func canReply(_ actor: Actor, to reviews: [SessionReview]) -> Bool {
  actor == .mentor && reviews.contains { $0.isByStudent && $0.reply.isEmpty }
}

// MARK: Connections

/// What can be done about a connection. The raw values are verbs of `almanac connection`, with the flag that they need.
public enum ConnectionAction: String, Sendable, CaseIterable {
  case request
  case joinWaitingList = "request --wait"
  case accept, decline, withdraw
  /// The same verb as `withdraw`, for somebody who waits for a place.
  case leaveWaitingList = "withdraw (waiting)"
  case end
  /// What lies ahead of the two is cancelled, declined or withdrawn with it.
  case endWithSessions = "end --cancel-sessions"
  case reopen
}

/// What decides which verbs a pair's connection takes at a clock.
public struct ConnectionStanding: Sendable {
  /// Nil when the two have none.
  public var status: ConnectionStatus?
  /// The mentor's.
  public var approval: Approval
  public var isEligible: Bool
  public var isAccepting: Bool
  /// Of the mentor, as this student finds them.
  public var places: MentorPlaces
  public var isStudent: Bool
  public var isWaiting: Bool
  /// Scheduled sessions and pending requests of the two that are not over.
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

/// Why a verb cannot be said of a connection now, whatever the command brings along.
enum ConnectionObstacle: Hashable {
  case actor, state
  case isStudent, approval, eligibility, isAccepting, capacity, sessionsAhead
}

/// As ``obstacle(to:by:_:policy:now:)`` of bookings; a request that would join the waiting list is none of its business.
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

/// The verb by which an actor who ends a connection takes back what lies ahead of the two; nil for a request that has
/// expired, which needs none.
func endingVerb(of booking: BookingStanding, by actor: Actor, now: Instant) -> BookingVerb? {
  if booking.isExpired(at: now) { return nil }
  return booking.state == .pending ? (actor == .student ? .withdraw : .decline) : .cancel
}

/// The acts that would change a pair's connection now: what a page offers. In the order of `ConnectionAction`.
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
