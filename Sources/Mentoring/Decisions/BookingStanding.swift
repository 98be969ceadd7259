import CivilTime

/// What decides which verbs a booking takes at a clock. It holds no text, so that a page can make one for each row.
public struct BookingStanding: Hashable, Sendable {
  public var state: BookingState
  public var start: Instant
  public var end: Instant
  /// When a pending request expires.
  public var expiry: Instant
  /// The request asks to move a session.
  public var isMove: Bool
  public var hasStarted: Bool
  public var isReviewedByMentor: Bool
  public var isReviewedByStudent: Bool
  /// Of the two; nil when they have none.
  public var connection: ConnectionStatus?
  /// The mentor's.
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
  ///   - connection: of the entry's two people.
  ///   - approval: of its mentor.
  ///   - reviews: of the entry's session; others are left out.
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

  /// A request that nobody has answered in time, whether or not `almanac tick` has marked it: it holds no time and cannot
  /// be answered.
  public func isExpired(at now: Instant) -> Bool { state == .pending && expiry <= now }
}

extension AgendaEntry {
  /// A request, or the session that came of it.
  public var state: BookingState {
    switch status {
    case .request(let request): BookingState(request: request, session: nil)
    case .session(let session): BookingState(request: .approved, session: session)
    }
  }
}

/// Why a verb cannot be said of a booking now, whatever the command brings along.
enum BookingObstacle: Hashable {
  /// Others may say it, nobody may from this state, or not of what asks to move another session.
  case actor, state, isMove
  case expired, expiresLater
  case approval, connection
  /// Past the notice, without the right to an override.
  case late
  case opensLater, beginsLater
  /// Its end has passed.
  case over
  case reviewed
}

/// Whether the table and the clock let somebody say a verb of a booking; nil = they do. ``decide(_:by:version:_:proposal:now:)``
/// and ``availableActions(for:on:policy:now:)`` both ask here, so that pages offer what the verbs take.
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

/// Past the deadline, and either without the right to an override or after the session's end.
private func isTooLate(
  _ booking: BookingStanding, by actor: Actor, _ deadline: Instant, _ policy: ProgrammePolicy, _ now: Instant
) -> Bool {
  if now <= deadline || actor == .system { return false }
  return !policy.mayChangeLate(actor) || now >= booking.end
}
