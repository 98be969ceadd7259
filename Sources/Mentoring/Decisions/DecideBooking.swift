import Bytes
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
  /// The link goes by itself when `until` is over; nil = it stays.
  case recording(url: String, hasConsent: Bool, until: Instant? = nil)
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
  /// Its start, when the request asks to move one.
  public var movesFrom: Instant?
  /// The recording's link, and when it goes.
  public var recording: (url: String, until: Instant?)?
  /// Pending requests that ask to move this session.
  public var pendingMoves: [Int] = []
  /// What was agreed, or asked for; nil = none.
  public var price: Price?
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

  /// When a pending request lapses: two hours before its start, or so many hours after it came; one that asks to move a
  /// session at the latest when that begins, since what has begun is moved no more.
  public var expiry: Instant {
    let own = min(wish.start.adding(hours: -2), received.adding(hours: policy.expireAfter))
    return movesFrom.map { min(own, $0) } ?? own
  }
}

/// Decides on a booking.
///
/// - Parameters:
///   - version: the one the command was made for; nil = whatever it is now.
///   - wish: what decides on the time of a request that is approved, its own time not counted as taken.
public func decide(
  _ command: BookingCommand, by actor: Actor, version: Int? = nil, _ booking: BookingSituation,
  wish: WishSituation? = nil, now: Instant
) throws(Refusal) -> Decision {
  try checkTransition(command.verb, by: actor, version, booking)
  switch command {
  case .approve: return try decideApproval(booking, by: actor, wish, now: now)
  case .decline(let reason):
    try checkText(reason, .reason, "a reason", most: 2000)
    return answer(booking, .rejected, reason, Notice(.sessionDeclined, to: booking.student))
  case .withdraw:
    return Decision(
      [.setRequest(id: booking.id, status: .withdrawn, reason: "")], others(than: actor, booking, .sessionWithdrawn))
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
    let opens = booking.start.adding(minutes: -booking.policy.joinMinutes)
    guard now >= opens else {
      throw Refusal(
        .notStarted, "S-\(booking.id) begins at \(booking.start.rfc3339); it can be opened from \(opens.rfc3339) on")
    }
    var patch = SessionPatch()
    patch.started = now
    return Decision([.setSession(id: booking.id, patch)])
  case .complete(let notes): return try decideCompletion(notes, booking, by: actor, now: now)
  case .noShow(let absent):
    try checkBegun(booking, now: now)
    var patch = SessionPatch()
    patch.status = .noShow
    patch.absent = absent
    return Decision(
      supersededMoves(of: booking) + [.setSession(id: booking.id, patch)], others(than: actor, booking, .sessionMissed))
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
  case .recording(let url, let hasConsent, let until):
    guard hasConsent else { throw Refusal(.link, "a recording needs the consent of both; write --consent") }
    try checkLink(url, allowedHosts: [])
    if let until, until <= now { throw Refusal(.past, "the recording would end at \(until.rfc3339), which is past") }
    if let known = booking.recording, known.url == url, known.until == until { return Decision([]) }
    var patch = SessionPatch()
    patch.recording = .kept(url: url, until: until)
    return Decision([.setSession(id: booking.id, patch)], others(than: actor, booking, .recorded))
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

/// Completed for good, or notes written anew.
private func decideCompletion(
  _ notes: String?, _ booking: BookingSituation, by actor: Actor, now: Instant
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
    others(than: actor, booking, .sessionCompleted))
}

private func checkNotes(_ notes: String) throws(Refusal) { try checkMarkdown(notes, "the notes") }

/// A Markdown text that pages can show.
///
/// - Parameter what: `the notes`, for the message.
public func checkMarkdown(_ text: String, _ what: String) throws(Refusal) {
  if text.utf8.contains(0) { throw Refusal(.message, "\(what) must not contain a NUL character") }
  guard let fault = markdownFault(in: text) else { return }
  let line = fault.line.map { ", line \($0)" } ?? ""
  throw Refusal(.message, "\(what)\(line): \(fault.message); \(fault.remedy)")
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
