import CivilTime

/// Turns a pending request into a session, or moves the session that the request was made for.
func decideApproval(
  _ booking: BookingSituation, by actor: Actor, _ proposal: BookingContext?, now: Instant
) throws(Refusal) -> Decision {
  if let proposal { try checkStillFree(booking.proposal, by: booking.madeBy, proposal, now: now) }
  let when = WallMoment(start: booking.start, minutes: booking.proposal.duration, in: booking.mentorZone)
  let approved = Change.setRequest(id: booking.id, status: .approved, reason: "")
  guard let session = booking.movesSession else {
    return Decision(
      [approved, .addSession(request: booking.id, place: place(of: booking.proposal), when: when)],
      [Notice(.sessionBooked, to: booking.mentor), Notice(.sessionBooked, to: booking.student)])
  }
  var patch = SessionPatch()
  patch.when = when
  patch.price = .some(booking.price)
  patch.isRevision = true
  return Decision([approved, .setSession(id: session, patch)], others(than: actor, booking, .sessionMoved))
}

/// Checks that nothing has taken the time since the request was made: a session, another request, a busy time in the
/// mentor's own calendar, or a closed date that the request did not already override. Hours, notice, buffers and limits
/// do not matter, because the mentor approves this request explicitly.
private func checkStillFree(
  _ proposal: BookingProposal, by maker: Actor, _ situation: BookingContext, now: Instant
) throws(Refusal) {
  let schedule = situation.hours.schedule(forDuration: proposal.duration)
  let slot = Interval(start: proposal.start, end: proposal.start.adding(minutes: proposal.duration))
  let hours = OpenHours(of: schedule, in: slot.start..<slot.end)
  let obstacles: [(Rule, Bool)] = [
    (.closedDate, maker.isBoundByHours && hours.closed.overlaps(slot)),
    (.booked, schedule.sessions.contains(where: slot.overlaps)),
    (.held, schedule.held.contains(where: slot.overlaps)),
    (.studentBusy, situation.studentBusy.contains(where: slot.overlaps)),
    (.busy, schedule.busy.contains(where: slot.overlaps)),
  ]
  guard let rule = obstacles.first(where: { $0.1 })?.0 else { return }
  let words = SlotReason(rawValue: rule.rawValue)?.words ?? rule.rawValue
  let end = schedule.policy.horizonEnd ?? slot.end
  let query = SlotQuery(now: now, from: now, to: end, studentBusy: situation.studentBusy)
  throw Refusal(
    rule, "\(proposal.start.rfc3339) is not open any more: \(words)",
    slots: nearestSlots(to: proposal.start, schedule, query))
}
