import CivilTime

/// Decides on another time for a booking.
///
/// The mentor's move and one at an hour that needs no yes take effect at once; the student's, where the mentor confirms
/// each session, is a request, and the old time stays until it is approved (decisions 13).
///
/// - Parameters:
///   - wish: the booking's own with another start, and perhaps another length.
///   - received: when it was asked for, by which the deadline and the limit of requests an hour count.
///   - situation: of the wish, with the booking's own time not counted as busy.
public func decideMove(
  of booking: BookingSituation, to proposal: BookingProposal, by actor: Actor, version: Int? = nil,
  _ situation: BookingContext,
  received: Instant, now: Instant
) throws(Refusal) -> Decision {
  if asksAgain(booking, proposal, by: actor, now: now) { return Decision([]) }
  var situation = situation
  // The length that was agreed stays, though the session type may take another one by now.
  if proposal.duration == booking.proposal.duration { situation.offers = [:] }
  // The deadline counts by when it was asked for.
  let asked = booking.state == .pending ? now : received
  try check(.reschedule, by: actor, version, booking, now: asked)
  if booking.state == .pending {
    // Another time for what nobody has agreed to yet: a new request takes the place of the old one.
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

/// What a moved session costs. Another time costs what was agreed; another length is agreed anew, but for a session type
/// with a price of its own, which is for the session and not for its length.
private func price(of booking: BookingSituation, as proposal: BookingProposal, _ situation: BookingContext) -> Price? {
  if proposal.duration == booking.proposal.duration { return booking.price }
  guard let offer = proposal.sessionType else { return situation.price(of: proposal) }
  // A price that is not by the hour was the type's own, whatever the settings say of the type now.
  let isByTheHour =
    booking.price == PriceList(hourly: situation.prices.hourly).price(minutes: booking.proposal.duration)
  return isByTheHour && situation.prices.offers[offer] == nil ? situation.price(of: proposal) : booking.price
}

/// Whether the booking is at that time already, or a pending request asks for just this move.
private func asksAgain(_ booking: BookingSituation, _ proposal: BookingProposal, by actor: Actor, now: Instant) -> Bool
{
  guard booking.state == .pending || booking.state == .scheduled,
    case .success = transition(.reschedule, from: booking.state, by: actor, in: bookingTransitions),
    !booking.standing.isExpired(at: now)
  else { return false }
  let wanted = Interval(start: proposal.start, end: proposal.start.adding(minutes: proposal.duration))
  // Back to the time that it has is a change while a move away from it is asked for.
  if booking.pendingMoveTimes.isEmpty { return wanted == Interval(start: booking.start, end: booking.end) }
  return actor == .student && booking.pendingMoveTimes == [wanted]
}
