import CivilTime

/// A command for a connection.
public enum ConnectionCommand: Hashable, Sendable {
  /// `goals` are ids.
  case request(message: String, goals: [Int], joinsWaitingList: Bool)
  case accept
  case decline(reason: String)
  case withdraw
  case end(reason: String, cancelsSessions: Bool)
  case reopen

  public var verb: ConnectionVerb {
    switch self {
    case .request: .request
    case .accept: .accept
    case .decline: .decline
    case .withdraw: .withdraw
    case .end: .end
    case .reopen: .reopen
    }
  }
}

/// The data that a decision on a connection depends on, freshly read.
public struct ConnectionSituation: Sendable {
  public var mentor: PersonID
  public var student: PersonID
  /// Nil when the two people have no connection.
  public var connection: (id: Int, status: ConnectionStatus, version: Int)?
  /// The student's message and the ids of the goals.
  public var message = ""
  public var goals: Set<Int> = []
  /// Why the connection was declined or ended.
  public var reason = ""
  public var mentorName: String
  public var approval: Approval
  /// The mentor has held as many sessions as the programme requires.
  public var isEligible = true
  /// `policy.min_sessions_taught`.
  public var minSessionsTaught = 0
  public var isAccepting: Bool
  /// The mentor's places from this student's point of view.
  public var places: MentorPlaces
  public var isStudent: Bool
  public var isWaiting: Bool
  /// Scheduled sessions and pending requests of the two people that are not over.
  public var ahead: [BookingSituation]

  public init(
    mentor: PersonID, student: PersonID, connection: (id: Int, status: ConnectionStatus, version: Int)?,
    mentorName: String, approval: Approval, isAccepting: Bool, places: MentorPlaces, isStudent: Bool,
    isWaiting: Bool, ahead: [BookingSituation]
  ) {
    self.mentor = mentor
    self.student = student
    self.connection = connection
    self.mentorName = mentorName
    self.approval = approval
    self.isAccepting = isAccepting
    self.places = places
    self.isStudent = isStudent
    self.isWaiting = isWaiting
    self.ahead = ahead
  }

  /// The facts that decide which verbs the connection accepts.
  public var standing: ConnectionStanding {
    ConnectionStanding(
      status: connection?.status, approval: approval, isEligible: isEligible, isAccepting: isAccepting,
      places: places, isStudent: isStudent, isWaiting: isWaiting, ahead: ahead.map(\.standing))
  }
}

/// Decides on a connection.
///
/// - Parameter version: the version that the command was made for; nil means the current version.
public func decide(
  _ command: ConnectionCommand, by actor: Actor, version: Int? = nil, _ situation: ConnectionSituation, now: Instant
) throws(Refusal) -> Decision {
  let status = situation.connection?.status
  let (mentor, student) = (situation.mentor, situation.student)
  guard mentor != student else { throw Refusal(.actor, "a person cannot be their own mentor") }
  if try isRepeated(command, by: actor, situation) { return Decision([]) }
  if case .withdraw = command, situation.isWaiting, status != .pending {
    return try leaveWaitingList(by: actor, version, situation)
  }
  var cancelsSessions = false
  if case .end(_, true) = command { cancelsSessions = true }
  let obstacle = obstacle(to: command.verb, by: actor, situation.standing, cancelsSessions: cancelsSessions)
  if let obstacle, obstacle == .actor || obstacle == .state { throw refusal(obstacle, command.verb, situation) }
  try checkVersion(version, situation)
  if case .request(let message, let goals, true) = command, obstacle == .capacity {
    try checkRequest(message, goals)
    return Decision(situation.isWaiting ? [] : [.addWaiting(mentor: mentor, student: student)])
  }
  if let obstacle { throw refusal(obstacle, command.verb, situation) }
  let id = situation.connection?.id ?? 0
  // A student who is accepted leaves the waiting list.
  let leaving: [Change] = situation.isWaiting ? [.removeWaiting(mentor: mentor, student: student)] : []
  switch command {
  case .request(let message, let goals, _):
    try checkRequest(message, goals)
    let change: Change =
      situation.connection == nil
      ? .addConnection(mentor: mentor, student: student, message: message, goals: goals)
      : .setConnection(id: id, ConnectionPatch(status: .pending, message: message, goals: goals))
    return Decision([change] + leaving, [Notice(.connectionRequested, to: mentor)])
  case .accept:
    return Decision(
      [.setConnection(id: id, ConnectionPatch(status: .accepted))] + leaving,
      [Notice(.connectionAccepted, to: student)])
  case .decline(let reason):
    try checkText(reason, .reason, "a reason", most: 2000)
    return Decision(
      [.setConnection(id: id, ConnectionPatch(status: .rejected, reason: reason))],
      [Notice(.connectionDeclined, to: student)])
  case .withdraw:
    return Decision(
      [.setConnection(id: id, ConnectionPatch(status: .withdrawn))], [Notice(.connectionWithdrawn, to: mentor)])
  case .end(let reason, _): return try decideEnd(id, reason, by: actor, situation, now: now)
  case .reopen:
    return Decision(
      [.setConnection(id: id, ConnectionPatch(status: .pending))],
      [Notice(.connectionReopened, to: mentor), Notice(.connectionReopened, to: student)])
  }
}

/// Whether the command asks for what is already true, by an actor who may use it. Then nothing changes, whatever
/// version the command was made for.
///
/// - Throws: rule `state` for the same verb with different content, which must not be lost silently.
private func isRepeated(
  _ command: ConnectionCommand, by actor: Actor, _ situation: ConnectionSituation
) throws(Refusal) -> Bool {
  guard connectionTransitions.contains(where: { $0.verb == command.verb && $0.by.contains(actor) }) else {
    return false
  }
  let status = situation.connection?.status
  switch command {
  case .request(let message, let goals, _):
    return status == .pending && message == situation.message && Set(goals) == situation.goals
  case .accept: return status == .accepted
  case .decline(let reason):
    guard status == .rejected else { return false }
    try checkSameReason(reason, situation.reason, "the connection was declined")
    return true
  case .withdraw: return status == .withdrawn && !situation.isWaiting
  case .end(let reason, _):
    guard status == .ended else { return false }
    try checkSameReason(reason, situation.reason, "the connection was ended")
    return true
  case .reopen: return status == .pending
  }
}

/// Removes a waiting student from the list. They have no connection to withdraw.
private func leaveWaitingList(
  by actor: Actor, _ version: Int?, _ situation: ConnectionSituation
) throws(Refusal) -> Decision {
  guard actor == .student || actor == .organiser else {
    throw Refusal(.actor, "only \(speakers(of: .withdraw)) can withdraw a connection")
  }
  try checkVersion(version, situation)
  return Decision([.removeWaiting(mentor: situation.mentor, student: situation.student)])
}

private func checkVersion(_ version: Int?, _ situation: ConnectionSituation) throws(Refusal) {
  guard let version, version != situation.connection?.version else { return }
  guard let current = situation.connection?.version else {
    throw Refusal(.version, "the two have no connection that could have version \(version)")
  }
  throw staleness(of: "the connection", version, current)
}

private func checkRequest(_ message: String, _ goals: [Int]) throws(Refusal) {
  try checkText(message, .message, "a message that says what the student wants to learn", most: 2000)
  guard !goals.isEmpty else { throw Refusal(.goals, "a connection needs at least one goal") }
}

/// The refusal for an obstacle, with its message.
private func refusal(
  _ obstacle: ConnectionObstacle, _ verb: ConnectionVerb, _ situation: ConnectionSituation
) -> Refusal {
  let mentor = situation.mentorName
  switch obstacle {
  case .actor: return Refusal(.actor, "only \(speakers(of: verb)) can \(verb.rawValue) a connection")
  case .state: return Refusal(.state, stateSentence(situation.connection?.status, verb, mentor))
  case .isStudent: return Refusal(.actor, "only students ask for connections")
  case .approval: return Refusal(.approval, "\(mentor) is not approved as a mentor")
  case .eligibility: return ineligible(mentor, situation.minSessionsTaught)
  case .isAccepting: return Refusal(.isAccepting, "\(mentor) takes no new students at the moment")
  case .capacity where verb == .accept:
    return Refusal(.capacity, "\(mentor) has \(situation.places.accepted) students already, the most that they take")
  case .capacity:
    let why =
      situation.places.isAtCapacity
      ? "has as many students as they can take" : "keeps the free places for students on the waiting list"
    return Refusal(.capacity, "\(mentor) \(why); --wait puts the student on the waiting list")
  case .sessionsAhead:
    let list = situation.ahead.map { "S-\($0.id)" }.joined(separator: ", ")
    return Refusal(
      .sessionsAhead,
      "\(list) \(situation.ahead.count == 1 ? "lies" : "lie") ahead; cancel first, or write --cancel-sessions")
  }
}

/// Ends a connection. If there are upcoming sessions, the command must also cancel them.
private func decideEnd(
  _ id: Int, _ reason: String, by actor: Actor, _ situation: ConnectionSituation, now: Instant
) throws(Refusal) -> Decision {
  if !reason.isEmpty { try checkText(reason, .reason, "a reason", most: 2000) }
  var decision = Decision([])
  // A request to move a session is closed together with the session.
  let moves = situation.ahead.flatMap(\.pendingMoves)
  for booking in situation.ahead where !moves.contains(booking.id) {
    let words = reason.isEmpty ? "the connection has ended" : reason
    // Upcoming bookings are withdrawn, declined or cancelled by the rules of those verbs.
    let part =
      switch endingVerb(of: booking.standing, by: actor, now: now) {
      case nil: try decide(.expire, by: .system, booking, now: now)
      case .withdraw: try decide(.withdraw, by: actor, booking, now: now)
      case .decline: try decide(.decline(reason: words), by: actor, booking, now: now)
      default: try decide(.cancel(reason: words), by: actor, booking, now: now)
      }
    decision.changes += part.changes
    decision.notices += part.notices
    for rule in part.overrides where !decision.overrides.contains(rule) { decision.overrides.append(rule) }
  }
  decision.changes.append(.setConnection(id: id, ConnectionPatch(status: .ended, reason: reason)))
  if actor != .mentor { decision.notices.append(Notice(.connectionEnded, to: situation.mentor)) }
  if actor != .student { decision.notices.append(Notice(.connectionEnded, to: situation.student)) }
  return decision
}

private func speakers(of verb: ConnectionVerb) -> String {
  words(for: connectionTransitions.filter { $0.verb == verb }.flatMap(\.by))
}

/// The actors as text: "the mentor or the organiser".
func words(for actors: [Actor]) -> String {
  let names = Actor.allCases.filter { actors.contains($0) }.map {
    $0 == .system ? "almanac itself" : "the \($0.rawValue)"
  }
  return names.count < 2 ? names.joined() : names.dropLast().joined(separator: ", ") + " or " + (names.last ?? "")
}

private func stateSentence(_ status: ConnectionStatus?, _ verb: ConnectionVerb, _ mentor: String) -> String {
  switch (verb, status) {
  case (.request, .pending): "the connection request is awaiting \(mentor)'s approval already"
  case (.request, .accepted): "the two are connected already"
  case (.request, .rejected): "\(mentor) has declined; only the organiser can reopen it"
  case (_, nil): "the two have no connection"
  case (_, let status?): "the connection is \(status.rawValue), and that cannot be followed by \"\(verb.rawValue)\""
  }
}

/// The refusal of a command that was made for an older version of the row.
func staleness(of what: String, _ version: Int, _ current: Int) -> Refusal {
  Refusal(.version, "\(what) has changed since: it has version \(current), not \(version); look at it again")
}

/// Whether a character is not allowed in a single line of text: control characters, line breaks, bidirectional
/// controls, the byte order mark, and noncharacters.
public func isControl(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0...0x1F, 0x7F...0x9F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFF9...0xFFFB: true
  case 0xFDD0...0xFDEF: true
  default: scalar.value & 0xFFFE == 0xFFFE
  }
}

/// Checks that a text is not blank and not too long. The length is counted in characters, as SQLite does.
func checkText(_ text: String, _ rule: Rule, _ what: String, most: Int) throws(Refusal) {
  if isBlank(text) { throw Refusal(rule, "\(what) is needed") }
  if text.unicodeScalars.count > most { throw Refusal(rule, "\(what) may have at most \(most) characters") }
  if text.utf8.contains(0) { throw Refusal(rule, "\(what) holds a NUL") }
}
