import CivilTime

/// The facts that decide which verbs a booking accepts at a given time. It holds no text, so that a page can create one
/// for each row.
public struct BookingStanding: Hashable, Sendable {
  public var state: BookingState
  public var start: Instant
  public var end: Instant
  /// When a pending request expires.
  public var expiry: Instant
  /// Whether the request asks to move a session.
  public var isMove: Bool
  public var hasStarted: Bool
  public var isReviewedByMentor: Bool
  public var isReviewedByStudent: Bool
  /// The connection between the two people; nil if there is none.
  public var connection: ConnectionStatus?
  /// The mentor's approval.
  public var approval: Approval

  public init(
    state: BookingState, start: Instant, end: Instant, expiry: Instant, isMove: Bool = false, hasStarted: Bool = false,
    isReviewedByMentor: Bool = false, isReviewedByStudent: Bool = false, connection: ConnectionStatus?,
    approval: Approval
  ) {
    self.state = state
    self.start = start
    self.end = end
    self.expiry = expiry
    self.isMove = isMove
    self.hasStarted = hasStarted
    self.isReviewedByMentor = isReviewedByMentor
    self.isReviewedByStudent = isReviewedByStudent
    self.connection = connection
    self.approval = approval
  }

  /// - Parameters:
  ///   - connection: the connection between the entry's two participants.
  ///   - approval: the approval of the entry's mentor.
  ///   - reviews: reviews of the entry's session; reviews of other sessions are ignored.
  public init(
    _ entry: AgendaEntry, connection: ConnectionStatus?, approval: Approval, reviews: [SessionReview] = [],
    policy: ProgrammePolicy
  ) {
    let own = reviews.filter { $0.session == entry.id }
    self.init(
      state: entry.state, start: entry.start, end: entry.end,
      expiry: entry.expires ?? policy.requestExpiry(start: entry.start, received: entry.created),
      isMove: entry.movesSession != nil, hasStarted: entry.hasStarted,
      isReviewedByMentor: own.contains { !$0.isByStudent }, isReviewedByStudent: own.contains { $0.isByStudent },
      connection: connection, approval: approval)
  }

  /// Whether a request was not answered in time, even if `almanac tick` has not yet marked it as expired. It blocks no
  /// time and cannot be answered.
  public func isExpired(at now: Instant) -> Bool { state == .pending && expiry <= now }
}

extension AgendaEntry {
  /// The state of a request, or of the session that it became.
  public var state: BookingState {
    switch status {
    case .request(let request): BookingState(request: request, session: nil)
    case .session(let session): BookingState(request: .approved, session: session)
    }
  }
}

/// The reason why a verb cannot be used on a booking now, independent of the command's input.
enum BookingObstacle: Hashable {
  /// `actor`: only other actors may use the verb. `state`: nobody may from this state. `isMove`: the verb does not
  /// apply to requests to move another session.
  case actor, state, isMove
  case expired, expiresLater
  case approval, connection
  /// The deadline has passed and the actor may not override it.
  case late
  case opensLater, beginsLater
  /// The session has ended.
  case over
  case reviewed
}

/// The reason why the table or the clock forbids a verb on a booking; nil if the verb is allowed.
/// ``decide(_:by:version:_:proposal:now:)`` and ``availableActions(for:on:policy:now:)`` both use it, so that pages
/// offer only verbs that are accepted.
func obstacle(
  to verb: BookingVerb, by actor: Actor, _ booking: BookingStanding, policy: ProgrammePolicy, now: Instant
) -> BookingObstacle? {
  switch transition(verb, from: booking.state, by: actor, in: bookingTransitions) {
  case .success: break
  case .failure(.actor): return .actor
  case .failure(.state): return .state
  }
  if verb != .expire, booking.isExpired(at: now) { return .expired }
  switch verb {
  case .approve:
    if booking.approval != .approved { return .approval }
    return policy.connectionRequired && booking.connection != .accepted ? .connection : nil
  case .expire: return booking.expiry > now ? .expiresLater : nil
  case .reschedule:
    if booking.state == .pending {
      if booking.isMove { return .isMove }
    } else if isTooLate(booking, by: actor, policy.moveDeadline(ofSessionAt: booking.start), policy, now) {
      return .late
    }
    if booking.approval != .approved { return .approval }
    return policy.connectionRequired && booking.connection != .accepted ? .connection : nil
  case .cancel:
    return isTooLate(booking, by: actor, policy.cancelDeadline(ofSessionAt: booking.start), policy, now) ? .late : nil
  case .start:
    if now < policy.joinOpens(beforeSessionAt: booking.start) { return .opensLater }
    return now < booking.end ? nil : .over
  case .complete: return now < booking.start ? .beginsLater : nil
  case .noShow:
    if now < booking.start { return .beginsLater }
    return booking.isReviewedByMentor || booking.isReviewedByStudent ? .reviewed : nil
  case .decline, .withdraw, .link, .note, .review: return nil
  }
}

/// Whether the deadline has passed and either the actor may not override it or the session has ended.
private func isTooLate(
  _ booking: BookingStanding, by actor: Actor, _ deadline: Instant, _ policy: ProgrammePolicy, _ now: Instant
) -> Bool {
  if now <= deadline || actor == .system { return false }
  return !policy.mayChangeLate(actor) || now >= booking.end
}
