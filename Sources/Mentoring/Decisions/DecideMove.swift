import CivilTime

/// Decides on moving a booking to another time.
///
/// A move by the mentor, or to a time that needs no approval, takes effect at once. If the mentor confirms each
/// session, a move by the student is a request, and the old time remains until the mentor approves it.
///
/// - Parameters:
///   - proposal: the booking's own proposal with another start and possibly another duration.
///   - received: when the move was requested; used for the deadline and for the limit of requests an hour.
///   - situation: the context of the proposal; the booking's own time is not counted as busy.
public func decideMove(
  of booking: BookingSituation, to proposal: BookingProposal, by actor: Actor, version: Int? = nil,
  _ situation: BookingContext,
  received: Instant, now: Instant
) throws(Refusal) -> Decision {
  if asksAgain(booking, proposal, by: actor, now: now) { return Decision([]) }
  var situation = situation
  // The agreed duration remains valid, even if the session type has a different one now.
  if proposal.duration == booking.proposal.duration { situation.offers = [:] }
  // The deadline is checked against the time of the request.
  let asked = booking.state == .pending ? now : received
  try check(.reschedule, by: actor, version, booking, now: asked)
  if booking.state == .pending {
    // Nobody has agreed to the old time yet, so a new request replaces the old one.
    var decision = try decideBooking(proposal, by: actor, situation, received: received, now: now)
    decision.changes.insert(.setRequest(id: booking.id, status: .superseded, reason: ""), at: 0)
    return decision
  }
  let isLate = isLate(booking, by: actor, now: asked)
  try checkProposal(proposal, by: actor, situation)
  let fit = try checkSlot(proposal, by: actor, situation, isStaying: proposal.start == booking.start, now: now)
  let superseded = supersededMoves(of: booking)
  let when = WallMoment(start: proposal.start, minutes: proposal.duration, in: booking.mentorZone)
  let price = price(of: booking, as: proposal, situation)
  if actor == .student, fit == .outsideHours || situation.hours.confirmsEach {
    try checkRate(situation, received: received)
    let request = NewRequest(
      mentor: booking.mentor, student: booking.student, proposal: proposal, status: .pending, madeBy: actor,
      received: received,
      expires: booking.policy.requestExpiry(start: proposal.start, received: received, moving: booking.start),
      when: when,
      movesSession: booking.id, price: price)
    return Decision(superseded + [.addRequest(request)], [Notice(.moveRequested, to: booking.mentor)])
  }
  var patch = SessionPatch()
  patch.when = when
  patch.isRevision = true
  if isLate { patch.isLate = true }
  if price != booking.price { patch.price = .some(price) }
  return Decision(
    superseded + [.setSession(id: booking.id, patch)], others(than: actor, booking, .sessionMoved),
    overrides: (isLate ? [.cancelNotice] : []) + fit.overrides)
}

/// The price of a moved session. The agreed price remains if only the time changes. If the duration changes, the price
/// is calculated again, unless the session type has its own price, which does not depend on the duration.
private func price(of booking: BookingSituation, as proposal: BookingProposal, _ situation: BookingContext) -> Price? {
  if proposal.duration == booking.proposal.duration { return booking.price }
  guard let offer = proposal.sessionType else { return situation.price(of: proposal) }
  // A price that does not match the hourly rate was the session type's own, whatever the settings say now.
  let isByTheHour =
    booking.price == PriceList(hourly: situation.prices.hourly).price(minutes: booking.proposal.duration)
  return isByTheHour && situation.prices.offers[offer] == nil ? situation.price(of: proposal) : booking.price
}

/// Whether the booking already has this time, or a pending request asks for the same move.
private func asksAgain(_ booking: BookingSituation, _ proposal: BookingProposal, by actor: Actor, now: Instant) -> Bool
{
  guard booking.state == .pending || booking.state == .scheduled,
    case .success = transition(.reschedule, from: booking.state, by: actor, in: bookingTransitions),
    !booking.standing.isExpired(at: now)
  else { return false }
  let wanted = Interval(start: proposal.start, end: proposal.start.adding(minutes: proposal.duration))
  // While a move away from the current time is requested, a return to it is a change.
  if booking.pendingMoveTimes.isEmpty { return wanted == Interval(start: booking.start, end: booking.end) }
  return actor == .student && booking.pendingMoveTimes == [wanted]
}
