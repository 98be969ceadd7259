import CivilTime

/// A pending request becomes a session, or moves the one it was made for.
func decideApproval(
  _ booking: BookingSituation, by actor: Actor, _ wish: WishSituation?, now: Instant
) throws(Refusal) -> Decision {
  if let wish { try checkStillFree(booking.wish, wish, now: now) }
  let when = WallMoment(start: booking.start, minutes: booking.wish.duration, in: booking.mentorZone)
  let approved = Change.setRequest(id: booking.id, status: .approved, reason: "")
  guard let session = booking.movesSession else {
    return Decision(
      [approved, .addSession(request: booking.id, place: place(of: booking.wish), when: when)],
      [Notice(.sessionBooked, to: booking.mentor), Notice(.sessionBooked, to: booking.student)])
  }
  var patch = SessionPatch()
  patch.when = when
  patch.isRevision = true
  return Decision([approved, .setSession(id: session, patch)], others(than: actor, booking, .sessionMoved))
}

/// What has come between since the request was made: a session, another request, a time in the mentor's own calendar, a
/// closed date. Hours, notice, buffers and limits do not count: the mentor says yes to this one.
private func checkStillFree(_ wish: BookingWish, _ situation: WishSituation, now: Instant) throws(Refusal) {
  let schedule = situation.hours.schedule(forDuration: wish.duration)
  let slot = Interval(start: wish.start, end: wish.start.adding(minutes: wish.duration))
  let hours = OpenHours(of: schedule, in: slot.start..<slot.end)
  let rule: Rule? =
    if hours.closed.overlaps(slot) { .closedDate } else if schedule.sessions.contains(where: slot.overlaps) {
      .booked
    } else if schedule.held.contains(where: slot.overlaps) {
      .held
    } else if situation.studentBusy.contains(where: slot.overlaps) {
      .studentBusy
    } else if schedule.busy.contains(where: slot.overlaps) { .busy } else { nil }
  guard let rule else { return }
  let words = SlotReason(rawValue: rule.rawValue)?.words ?? rule.rawValue
  let end = schedule.policy.horizonEnd ?? slot.end
  let query = SlotQuery(now: now, from: now, to: end, studentBusy: situation.studentBusy)
  throw Refusal(
    rule, "\(wish.start.rfc3339) is not open any more: \(words)", slots: nearestSlots(to: wish.start, schedule, query))
}
