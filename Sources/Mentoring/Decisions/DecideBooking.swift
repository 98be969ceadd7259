import CivilTime

/// What is asked of a booking that is there.
public enum BookingCommand: Hashable, Sendable {
  case approve
  case decline(reason: String)
  case withdraw
  case expire
  case cancel(reason: String)
  case start
  /// Markdown.
  case complete(notes: String?)
  case noShow(Absentee)
  case link(url: String, platform: String, allowedHosts: [String])
  case recording(url: String, hasConsent: Bool)
  /// What the two write to prepare it, in Markdown; empty takes it away.
  case note(before: String)

  public var verb: BookingVerb {
    switch self {
    case .approve: .approve
    case .decline: .decline
    case .withdraw: .withdraw
    case .expire: .expire
    case .cancel: .cancel
    case .start: .start
    case .complete: .complete
    case .noShow: .noShow
    case .link, .recording: .link
    case .note: .note
    }
  }
}

/// A booking as it stands, with what decides on it, freshly read.
public struct BookingSituation: Sendable {
  public var id: Int
  public var mentor: PersonID
  public var student: PersonID
  public var state: BookingState
  /// The session's once there is one, else the request's.
  public var version: Int
  public var wish: BookingWish
  public var received: Instant
  public var sequence = 0
  public var hasStarted = false
  public var hasEnded = false
  public var notes = ""
  public var notesBefore = ""
  /// Of an own link: `Zoom`.
  public var platform = ""
  /// The session that the request asks to move.
  public var movesSession: Int?
  /// Pending requests that ask to move this session.
  public var pendingMoves: [Int] = []
  public var connection: ConnectionStatus?
  public var mentorZone: Zone
  public var policy: ProgrammePolicy

  public init(
    id: Int, mentor: PersonID, student: PersonID, state: BookingState, version: Int, wish: BookingWish,
    received: Instant, connection: ConnectionStatus?, mentorZone: Zone, policy: ProgrammePolicy
  ) {
    self.id = id
    self.mentor = mentor
    self.student = student
    self.state = state
    self.version = version
    self.wish = wish
    self.received = received
    self.connection = connection
    self.mentorZone = mentorZone
    self.policy = policy
  }

  public var start: Instant { wish.start }
  public var end: Instant { wish.start.adding(minutes: wish.duration) }

  /// When a pending request lapses: two hours before its start, or so many hours after it came.
  public var expiry: Instant {
    min(wish.start.adding(hours: -2), received.adding(hours: policy.expireAfter))
  }
}

/// Decides on a booking.
///
/// - Parameter version: the one the command was made for; nil = whatever it is now.
public func decide(
  _ command: BookingCommand, by actor: Actor, version: Int? = nil, _ booking: BookingSituation, now: Instant
) throws(Refusal) -> Decision {
  try checkTransition(command.verb, by: actor, version, booking)
  switch command {
  case .approve: return try decideApproval(booking, now: now)
  case .decline(let reason):
    try checkText(reason, .reason, "a reason", most: 2000)
    return answer(booking, .rejected, reason, Notice(.sessionDeclined, to: booking.student))
  case .withdraw: return answer(booking, .withdrawn, "", Notice(.sessionWithdrawn, to: booking.mentor))
  case .expire:
    guard now >= booking.expiry else {
      throw Refusal(.notStarted, "S-\(booking.id) lapses at \(booking.expiry.rfc3339), not before")
    }
    var decision = answer(booking, .expired, "", Notice(.sessionExpired, to: booking.student))
    decision.notices.append(Notice(.sessionExpired, to: booking.mentor))
    return decision
  case .cancel(let reason):
    try checkText(reason, .reason, "a reason", most: 2000)
    var patch = SessionPatch()
    patch.isLate = try isLate(booking, by: actor, "cancelled", now: now)
    patch.status = .cancelled
    patch.cancelledBy = actor
    patch.reason = reason
    patch.isRevision = true
    return Decision(
      supersededMoves(of: booking) + [.setSession(id: booking.id, patch)],
      others(than: actor, booking, .sessionCancelled))
  case .start:
    if booking.hasStarted { return Decision([]) }
    guard now >= booking.start.adding(minutes: -15) else {
      throw Refusal(
        .notStarted, "S-\(booking.id) begins at \(booking.start.rfc3339); it can be opened 15 minutes before")
    }
    var patch = SessionPatch()
    patch.started = now
    return Decision([.setSession(id: booking.id, patch)])
  case .complete(let notes): return try decideCompletion(notes, booking, now: now)
  case .noShow(let absent):
    try checkBegun(booking, now: now)
    var patch = SessionPatch()
    patch.status = .noShow
    patch.absent = absent
    return Decision(
      supersededMoves(of: booking) + [.setSession(id: booking.id, patch)],
      [Notice(.sessionMissed, to: booking.student)])
  case .link(let url, let platform, let allowedHosts):
    guard booking.wish.kind != .inPerson else { throw Refusal(.link, "a session in person has an address and no link") }
    try checkLink(url, allowedHosts: allowedHosts)
    guard platform.unicodeScalars.count <= 50 else {
      throw Refusal(.link, "a platform's name has at most 50 characters")
    }
    if booking.wish.link == url && booking.platform == platform { return Decision([]) }
    var patch = SessionPatch()
    patch.place = .link(url)
    patch.platform = platform
    patch.isRevision = booking.wish.link != url
    return Decision([.setSession(id: booking.id, patch)], others(than: actor, booking, .linkChanged))
  case .recording(let url, let hasConsent):
    guard hasConsent else { throw Refusal(.link, "a recording needs the consent of both; write --consent") }
    try checkLink(url, allowedHosts: [])
    var patch = SessionPatch()
    patch.recording = url
    return Decision([.setSession(id: booking.id, patch)])
  case .note(let text):
    try checkNotes(text)
    if text == booking.notesBefore { return Decision([]) }
    var patch = SessionPatch()
    patch.notesBefore = text
    return Decision([.setSession(id: booking.id, patch)])
  }
}

/// The state machine's answer, and whether the command was made for the row as it is.
func checkTransition(
  _ verb: BookingVerb, by actor: Actor, _ version: Int?, _ booking: BookingSituation
) throws(Refusal) {
  switch transition(verb, from: booking.state, by: actor, in: bookingTransitions) {
  case .success: break
  case .failure(.actor):
    let speakers = words(for: bookingTransitions.filter { $0.verb == verb }.flatMap(\.by))
    throw Refusal(.actor, "only \(speakers) can \(verb.rawValue) a session")
  case .failure(.state):
    throw Refusal(
      .state, "S-\(booking.id) is \(booking.state.rawValue), and that cannot be followed by \"\(verb.rawValue)\"")
  }
  if let version, version != booking.version { throw staleness(of: "S-\(booking.id)", version, booking.version) }
}

private func answer(_ booking: BookingSituation, _ status: RequestStatus, _ reason: String, _ notice: Notice)
  -> Decision
{
  Decision([.setRequest(id: booking.id, status: status, reason: reason)], [notice])
}

/// A pending request becomes a session, or moves the one it was made for.
private func decideApproval(_ booking: BookingSituation, now: Instant) throws(Refusal) -> Decision {
  guard now < booking.expiry else {
    throw Refusal(.expired, "S-\(booking.id) lapsed at \(booking.expiry.rfc3339)")
  }
  if booking.policy.connectionRequired, booking.connection != .accepted {
    throw Refusal(.connection, notConnectedSentence)
  }
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
  return Decision([approved, .setSession(id: session, patch)], [Notice(.sessionMoved, to: booking.student)])
}

/// Completed for good, or notes written anew.
private func decideCompletion(
  _ notes: String?, _ booking: BookingSituation, now: Instant
) throws(Refusal) -> Decision {
  try checkBegun(booking, now: now)
  if let notes { try checkNotes(notes) }
  var patch = SessionPatch()
  if let notes, notes != booking.notes { patch.notesAfter = notes }
  guard booking.state != .completed else {
    return Decision(patch.notesAfter == nil ? [] : [.setSession(id: booking.id, patch)])
  }
  patch.status = .completed
  patch.ended = min(now, booking.end)
  return Decision(
    supersededMoves(of: booking) + [.setSession(id: booking.id, patch)],
    [Notice(.sessionCompleted, to: booking.student)])
}

private func checkNotes(_ notes: String) throws(Refusal) {
  if notes.utf8.count > 65_536 || notes.utf8.contains(0) {
    throw Refusal(.message, "notes may have at most 64 KiB and no NUL")
  }
}

/// What asks to move a session lapses with its outcome, and with a move that is made.
func supersededMoves(of booking: BookingSituation) -> [Change] {
  booking.pendingMoves.map { .setRequest(id: $0, status: .superseded, reason: "") }
}

private func checkBegun(_ booking: BookingSituation, now: Instant) throws(Refusal) {
  guard now >= booking.start else {
    throw Refusal(.notStarted, "S-\(booking.id) begins at \(booking.start.rfc3339); before that it has no outcome")
  }
}

/// Whether a change comes after the notice, by somebody who may make it then.
func isLate(_ booking: BookingSituation, by actor: Actor, _ done: String, now: Instant) throws(Refusal) -> Bool {
  let deadline = booking.start.adding(minutes: -booking.policy.cancelNotice)
  if now <= deadline || actor == .system { return false }
  let mayOverride =
    switch booking.policy.lateOverride {
    case .none: false
    case .organiser: actor == .organiser
    case .mentor: actor == .organiser || actor == .mentor
    }
  guard mayOverride, now < booking.end else {
    throw Refusal(
      .cancelNotice,
      "S-\(booking.id) could be \(done) until \(deadline.rfc3339), \(booking.policy.cancelNotice) minutes before its start"
    )
  }
  return true
}

/// The two of a session but for the one who acted.
func others(than actor: Actor, _ booking: BookingSituation, _ kind: Notice.Kind) -> [Notice] {
  var notices: [Notice] = []
  if actor != .mentor { notices.append(Notice(kind, to: booking.mentor)) }
  if actor != .student { notices.append(Notice(kind, to: booking.student)) }
  return notices
}
