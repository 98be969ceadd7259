import CivilTime

/// Decides on another time for a booking.
///
/// The mentor's move and one at an hour that needs no yes take effect at once; the student's, where the mentor confirms
/// each session, is a request, and the old time stays until it is approved (decisions 13).
///
/// - Parameters:
///   - wish: the booking's own with another start, and perhaps another length.
///   - situation: of the wish, with the booking's own time not counted as busy.
public func decideMove(
  of booking: BookingSituation, to wish: BookingWish, by actor: Actor, version: Int? = nil, _ situation: WishSituation,
  received: Instant, now: Instant
) throws(Refusal) -> Decision {
  try checkTransition(.reschedule, by: actor, version, booking)
  if wish.start == booking.start && wish.duration == booking.wish.duration { return Decision([]) }
  if booking.state == .pending {
    if let session = booking.movesSession {
      throw Refusal(
        .state, "S-\(booking.id) asks for another time of S-\(session); reschedule S-\(session) again instead")
    }
    // Another time for what nobody has agreed to yet: a new request takes the place of the old one.
    var decision = try decideBooking(wish, by: actor, situation, received: received, now: now)
    decision.changes.insert(.setRequest(id: booking.id, status: .superseded, reason: ""), at: 0)
    return decision
  }
  let late = try isLate(booking, by: actor, "moved", now: now)
  if booking.policy.connectionRequired, booking.connection != .accepted {
    throw Refusal(.connection, notConnectedSentence)
  }
  try checkWish(wish, situation)
  let fit = try checkSlot(wish, situation, now: now)
  let superseded = supersededMoves(of: booking)
  // Another time costs what was agreed; another length is agreed anew.
  let price = wish.duration == booking.wish.duration ? booking.price : situation.price(of: wish)
  if actor == .student, fit == .outsideHours || situation.hours.confirmsEach {
    try checkRate(situation, received: received)
    let request = NewRequest(
      mentor: booking.mentor, student: booking.student, wish: wish, status: .pending, madeBy: actor, received: received,
      movesSession: booking.id, price: price)
    return Decision(superseded + [.addRequest(request)], [Notice(.moveRequested, to: booking.mentor)])
  }
  var patch = SessionPatch()
  patch.when = WallMoment(start: wish.start, minutes: wish.duration, in: booking.mentorZone)
  patch.isRevision = true
  if late { patch.isLate = true }
  if price != booking.price { patch.price = .some(price) }
  return Decision(
    superseded + [.setSession(id: booking.id, patch)], others(than: actor, booking, .sessionMoved))
}
