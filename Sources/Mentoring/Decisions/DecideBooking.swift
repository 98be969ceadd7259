import Bytes
import CivilTime

/// A command for an existing booking.
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
  case recording(url: String, hasConsent: Bool, until: RecordingEnd = .asBefore)
  /// Sets the Markdown notes that prepare the session; an empty text deletes them.
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

/// When the link of a recording is deleted automatically.
public enum RecordingEnd: Hashable, Sendable {
  /// The date of the previous link. A new address does not change what the two people were promised.
  case asBefore
  case never
  case at(Instant)
}

/// The current state of a booking with the data that decisions on it need, freshly read.
public struct BookingSituation: Sendable {
  public var id: Int
  public var mentor: PersonID
  public var student: PersonID
  public var state: BookingState
  /// The session's version if there is a session, otherwise the request's.
  public var version: Int
  public var proposal: BookingProposal
  public var received: Instant
  public var madeBy = Actor.student
  /// The stored expiry of a pending request; nil uses ``ProgrammePolicy/requestExpiry(start:received:moving:)``.
  public var expires: Instant?
  /// The time stored in the row, if newer zone rules map the request's wall time to another instant.
  public var recordedTime: Interval?
  public var sequence = 0
  public var hasStarted = false
  public var hasEnded = false
  public var notes = ""
  public var notesBefore = ""
  /// The platform of the person's own link, such as `Zoom`.
  public var platform = ""
  /// The session that the request asks to move.
  public var movesSession: Int?
  /// The start of the session that the request asks to move.
  public var movesFrom: Instant?
  /// The recording's link and when it is deleted.
  public var recording: (url: String, until: Instant?)?
  /// Pending requests to move this session.
  public var pendingMoves: [Int] = []
  /// The times requested by `pendingMoves`, in the same order.
  public var pendingMoveTimes: [Interval] = []
  /// Whether the request was approved; an approved request to move a session has no other state.
  public var isApproved = false
  /// Why the booking was declined or cancelled.
  public var reason = ""
  /// Who was absent.
  public var absent: Absentee?
  public var isReviewedByMentor = false
  public var isReviewedByStudent = false
  /// The agreed or requested price; nil if there is none.
  public var price: Price?
  public var connection: ConnectionStatus?
  /// The mentor's approval.
  public var approval = Approval.approved
  public var mentorZone: Zone
  public var policy: ProgrammePolicy

  public init(
    id: Int, mentor: PersonID, student: PersonID, state: BookingState, version: Int, proposal: BookingProposal,
    received: Instant, connection: ConnectionStatus?, mentorZone: Zone, policy: ProgrammePolicy
  ) {
    self.id = id
    self.mentor = mentor
    self.student = student
    self.state = state
    self.version = version
    self.proposal = proposal
    self.received = received
    self.connection = connection
    self.mentorZone = mentorZone
    self.policy = policy
  }

  public var start: Instant { proposal.start }
  public var end: Instant { proposal.start.adding(minutes: proposal.duration) }

  /// The time that the stored row blocks.
  public var ownTime: Interval { recordedTime ?? Interval(start: start, end: end) }

  /// When a pending request expires. See ``ProgrammePolicy/requestExpiry(start:received:moving:)``.
  public var expiry: Instant {
    expires ?? policy.requestExpiry(start: proposal.start, received: received, moving: movesFrom)
  }

  /// The facts that decide which verbs the booking accepts.
  public var standing: BookingStanding {
    BookingStanding(
      state: state, start: start, end: end, expiry: expiry, isMove: movesSession != nil, hasStarted: hasStarted,
      isReviewedByMentor: isReviewedByMentor, isReviewedByStudent: isReviewedByStudent, connection: connection,
      approval: approval)
  }
}

/// Decides on a booking.
///
/// - Parameters:
///   - version: the version that the command was made for; nil means the current version.
///   - proposal: the context for the time of a request to be approved; the request's own time is not counted as taken.
///   - received: when the command was requested, which the deadline of a cancellation is checked against; nil means
///     now.
public func decide(
  _ command: BookingCommand, by actor: Actor, version: Int? = nil, _ booking: BookingSituation,
  proposal: BookingContext? = nil, received: Instant? = nil, now: Instant
) throws(Refusal) -> Decision {
  if try isRepeated(command, by: actor, booking) { return Decision([]) }
  let asked = command.verb == .cancel ? received ?? now : now
  try check(command.verb, by: actor, version, booking, now: asked)
  switch command {
  case .approve: return try decideApproval(booking, by: actor, proposal, now: now)
  case .decline(let reason):
    try checkText(reason, .reason, "a reason", most: 2000)
    return answer(booking, .rejected, reason, Notice(.sessionDeclined, to: booking.student))
  case .withdraw:
    return Decision(
      [.setRequest(id: booking.id, status: .withdrawn, reason: "")], others(than: actor, booking, .sessionWithdrawn))
  case .expire:
    var decision = answer(booking, .expired, "", Notice(.sessionExpired, to: booking.student))
    decision.notices.append(Notice(.sessionExpired, to: booking.mentor))
    return decision
  case .cancel(let reason):
    try checkText(reason, .reason, "a reason", most: 2000)
    let isLate = isLate(booking, by: actor, now: asked)
    var patch = SessionPatch()
    patch.isLate = isLate
    patch.status = .cancelled
    patch.cancelled = asked
    patch.cancelledBy = actor
    patch.reason = reason
    patch.isRevision = true
    return Decision(
      supersededMoves(of: booking) + [.setSession(id: booking.id, patch)],
      others(than: actor, booking, .sessionCancelled), overrides: isLate ? [.cancelNotice] : [])
  case .start:
    if booking.hasStarted { return Decision([]) }
    var patch = SessionPatch()
    patch.started = now
    return Decision([.setSession(id: booking.id, patch)])
  case .complete(let notes): return try decideCompletion(notes, booking, by: actor, now: now)
  case .noShow(let absent):
    var patch = SessionPatch()
    patch.status = .noShow
    patch.absent = absent
    return Decision(
      supersededMoves(of: booking) + [.setSession(id: booking.id, patch)], others(than: actor, booking, .sessionMissed))
  case .link(let url, let platform, let allowedHosts):
    guard booking.proposal.kind != .inPerson else {
      throw Refusal(.link, "a session in person has an address and no link")
    }
    try checkLink(url, allowedHosts: allowedHosts)
    guard platform.unicodeScalars.count <= 50 else {
      throw Refusal(.link, "a platform's name has at most 50 characters")
    }
    var patch = SessionPatch()
    patch.place = .link(url)
    patch.platform = platform
    patch.isRevision = booking.proposal.link != url
    return Decision([.setSession(id: booking.id, patch)], others(than: actor, booking, .linkChanged))
  case .recording(let url, let hasConsent, let until):
    guard hasConsent else { throw Refusal(.link, "a recording needs the consent of both; write --consent") }
    try checkLink(url, allowedHosts: [])
    var end: Instant?
    switch until {
    case .asBefore: end = booking.recording?.until.flatMap { $0 > now ? $0 : nil }
    case .never: break
    case .at(let time):
      guard time > now else {
        throw Refusal(.past, "the recording would end at \(time.rfc3339), which is past")
      }
      end = time
    }
    var patch = SessionPatch()
    patch.recording = .kept(url: url, until: end)
    return Decision([.setSession(id: booking.id, patch)], others(than: actor, booking, .recorded))
  case .note(let text):
    try checkNotes(text)
    var patch = SessionPatch()
    patch.notesBefore = text
    return Decision([.setSession(id: booking.id, patch)])
  }
}

/// Whether the command asks for what is already true, by an actor who may use it. Then nothing changes, whatever
/// version the command was made for.
///
/// - Throws: rule `state` for the same verb with different content, which must not be lost silently.
private func isRepeated(
  _ command: BookingCommand, by actor: Actor, _ booking: BookingSituation
) throws(Refusal) -> Bool {
  guard bookingTransitions.contains(where: { $0.verb == command.verb && $0.by.contains(actor) }) else { return false }
  switch command {
  case .approve: return booking.state == .scheduled || (booking.isApproved && !booking.state.isSession)
  case .decline(let reason):
    guard booking.state == .rejected else { return false }
    try checkSameReason(reason, booking.reason, "S-\(booking.id) was declined")
    return true
  case .cancel(let reason):
    guard booking.state == .cancelled else { return false }
    try checkSameReason(reason, booking.reason, "S-\(booking.id) was cancelled")
    return true
  case .withdraw: return booking.state == .withdrawn
  case .expire: return booking.state == .expired
  case .start: return booking.state == .scheduled && booking.hasStarted
  case .complete(let notes): return booking.state == .completed && (notes ?? booking.notes) == booking.notes
  case .noShow(let absent): return booking.state == .noShow && absent == booking.absent
  case .link(let url, let platform, _):
    return takesLink(booking) && booking.proposal.link == url && booking.platform == platform
  case .recording(let url, let hasConsent, let until):
    guard takesLink(booking), hasConsent, let known = booking.recording else { return false }
    switch until {
    case .asBefore: return known.url == url
    case .never: return known.url == url && known.until == nil
    case .at(let time): return known.url == url && known.until == time
    }
  case .note(let text): return booking.state == .scheduled && text == booking.notesBefore
  }
}

private func takesLink(_ booking: BookingSituation) -> Bool {
  bookingTransitions.contains { $0.verb == .link && $0.from.contains(booking.state) }
}

/// Accepts no reason or the known one. A different reason is refused, because people were notified of the first.
func checkSameReason(_ reason: String, _ known: String, _ what: String) throws(Refusal) {
  if reason == known || isBlank(reason) { return }
  throw Refusal(.state, "\(what) already, with another reason; the first reason is kept")
}

/// Checks the state machine, the clock and the version that the command was made for.
func check(
  _ verb: BookingVerb, by actor: Actor, _ version: Int?, _ booking: BookingSituation, now: Instant
) throws(Refusal) {
  let obstacle = obstacle(to: verb, by: actor, booking.standing, policy: booking.policy, now: now)
  if let obstacle, obstacle == .actor || obstacle == .state { throw refusal(obstacle, verb, booking) }
  if let version, version != booking.version { throw staleness(of: "S-\(booking.id)", version, booking.version) }
  if let obstacle { throw refusal(obstacle, verb, booking) }
}

/// The refusal for an obstacle, with its message.
private func refusal(_ obstacle: BookingObstacle, _ verb: BookingVerb, _ booking: BookingSituation) -> Refusal {
  let (name, start) = ("S-\(booking.id)", booking.start.rfc3339)
  switch obstacle {
  case .actor:
    let speakers = words(for: bookingTransitions.filter { $0.verb == verb }.flatMap(\.by))
    return Refusal(.actor, "only \(speakers) can \(verb.rawValue) a session")
  case .state:
    return Refusal(.state, "\(name) is \(booking.state.rawValue), and that cannot be followed by \"\(verb.rawValue)\"")
  case .isMove:
    let session = "S-\(booking.movesSession ?? 0)"
    return Refusal(.state, "\(name) asks for another time of \(session); reschedule \(session) again instead")
  case .expired: return Refusal(.expired, "\(name) expired at \(booking.expiry.rfc3339)")
  case .expiresLater: return Refusal(.notStarted, "\(name) expires at \(booking.expiry.rfc3339), not before")
  case .approval: return Refusal(.approval, "the mentor of \(name) is \(booking.approval.rawValue), not approved")
  case .connection: return Refusal(.connection, notConnectedSentence)
  case .late:
    let notice = booking.policy.cancelNotice
    let isMove = verb == .reschedule
    let deadline =
      isMove
      ? booking.policy.moveDeadline(ofSessionAt: booking.start)
      : booking.policy.cancelDeadline(ofSessionAt: booking.start)
    return Refusal(
      .cancelNotice,
      "\(name) could be \(isMove ? "moved" : "cancelled") until \(deadline.rfc3339), \(notice) minutes before its start"
    )
  case .opensLater:
    let opens = booking.policy.joinOpens(beforeSessionAt: booking.start).rfc3339
    return Refusal(.notStarted, "\(name) begins at \(start); it can be opened from \(opens) on")
  case .beginsLater: return Refusal(.notStarted, "\(name) begins at \(start); before that it has no outcome")
  case .over:
    let end = booking.end.rfc3339
    return Refusal(.past, "\(name) ended at \(end); record its outcome with session complete or session no-show")
  case .reviewed:
    return Refusal(.state, "\(name) has been reviewed, so it took place; its outcome stays completed")
  }
}

private func answer(_ booking: BookingSituation, _ status: RequestStatus, _ reason: String, _ notice: Notice)
  -> Decision
{
  Decision([.setRequest(id: booking.id, status: status, reason: reason)], [notice])
}

/// Completes a session, also one that was marked as missed, or replaces its notes.
private func decideCompletion(
  _ notes: String?, _ booking: BookingSituation, by actor: Actor, now: Instant
) throws(Refusal) -> Decision {
  if let notes { try checkNotes(notes) }
  var patch = SessionPatch()
  if let notes, notes != booking.notes { patch.notesAfter = notes }
  if booking.state != .completed {
    patch.status = .completed
    patch.ended = min(now, booking.end)
  }
  return Decision(
    supersededMoves(of: booking) + [.setSession(id: booking.id, patch)],
    patch.status == nil ? [] : others(than: actor, booking, .sessionCompleted))
}

private func checkNotes(_ notes: String) throws(Refusal) { try checkMarkdown(notes, "the notes") }

/// Checks that pages can show a Markdown text.
///
/// - Parameter what: the name of the text in the message, such as `the notes`.
public func checkMarkdown(_ text: String, _ what: String) throws(Refusal) {
  if let control = text.unicodeScalars.first(where: isTextControl) {
    throw Refusal(.message, "\(what) must not contain the control character \(characterName(control))")
  }
  guard let fault = markdownFault(in: text) else { return }
  let line = fault.line.map { ", line \($0)" } ?? ""
  throw Refusal(.message, "\(what)\(line): \(fault.message); \(fault.remedy)")
}

/// Closes the pending requests to move a session, once the session has an outcome or is moved.
func supersededMoves(of booking: BookingSituation) -> [Change] {
  booking.pendingMoves.map { .setRequest(id: $0, status: .superseded, reason: "") }
}

/// Whether an allowed change comes after the deadline.
func isLate(_ booking: BookingSituation, by actor: Actor, now: Instant) -> Bool {
  actor != .system && now > booking.policy.cancelDeadline(ofSessionAt: booking.start)
}

/// Notices to both participants of a session except the one who acted.
func others(than actor: Actor, _ booking: BookingSituation, _ kind: Notice.Kind) -> [Notice] {
  var notices: [Notice] = []
  if actor != .mentor { notices.append(Notice(kind, to: booking.mentor)) }
  if actor != .student { notices.append(Notice(kind, to: booking.student)) }
  return notices
}
