import CivilTime

/// What is asked of a connection.
public enum ConnectionCommand: Hashable, Sendable {
  /// Goals by id.
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

/// Everything that decides on a connection, freshly read.
public struct ConnectionSituation: Sendable {
  public var mentor: PersonID
  public var student: PersonID
  /// Nil when the two have none.
  public var connection: (id: Int, status: ConnectionStatus, version: Int)?
  public var mentorName: String
  public var approval: Approval
  /// She has held as many sessions as the programme asks for.
  public var isEligible = true
  /// `policy.min_sessions_taught`.
  public var minSessionsTaught = 0
  public var isAccepting: Bool
  /// 0 = no limit.
  public var capacity: Int
  public var accepted: Int
  public var isStudent: Bool
  public var isWaiting: Bool
  /// Who waits for a place longest.
  public var nextWaiting: PersonID?
  /// Scheduled sessions and pending requests of the two that are not over.
  public var ahead: [BookingSituation]

  public init(
    mentor: PersonID, student: PersonID, connection: (id: Int, status: ConnectionStatus, version: Int)?,
    mentorName: String, approval: Approval, isAccepting: Bool, capacity: Int, accepted: Int, isStudent: Bool,
    isWaiting: Bool, nextWaiting: PersonID?, ahead: [BookingSituation]
  ) {
    self.mentor = mentor
    self.student = student
    self.connection = connection
    self.mentorName = mentorName
    self.approval = approval
    self.isAccepting = isAccepting
    self.capacity = capacity
    self.accepted = accepted
    self.isStudent = isStudent
    self.isWaiting = isWaiting
    self.nextWaiting = nextWaiting
    self.ahead = ahead
  }

  public var isAtCapacity: Bool { capacity > 0 && accepted >= capacity }
}

/// Decides on a connection.
///
/// - Parameter version: the one the command was made for; nil = whatever it is now.
public func decide(
  _ command: ConnectionCommand, by actor: Actor, version: Int? = nil, _ situation: ConnectionSituation, now: Instant
) throws(Refusal) -> Decision {
  let status = situation.connection?.status
  if case .withdraw = command, situation.isWaiting, status != .pending {
    return try leaveWaitingList(by: actor, version, situation)
  }
  switch transition(command.verb, from: status, by: actor, in: connectionTransitions) {
  case .success: break
  case .failure(.actor):
    throw Refusal(.actor, "only \(speakers(of: command.verb)) can \(command.verb.rawValue) a connection")
  case .failure(.state): throw Refusal(.state, stateSentence(status, command.verb, situation.mentorName))
  }
  try checkVersion(version, situation)
  let id = situation.connection?.id ?? 0
  let (mentor, student) = (situation.mentor, situation.student)
  switch command {
  case .request(let message, let goals, let joinsWaitingList):
    try checkRequest(message, goals, by: actor, situation)
    if situation.isAtCapacity {
      guard joinsWaitingList else {
        throw Refusal(
          .capacity,
          "\(situation.mentorName) has as many students as she can take; --wait puts the student on the waiting list")
      }
      return Decision(situation.isWaiting ? [] : [.addWaiting(mentor: mentor, student: student)])
    }
    let change: Change =
      situation.connection == nil
      ? .addConnection(mentor: mentor, student: student, message: message, goals: goals)
      : .setConnection(id: id, ConnectionPatch(status: .pending, message: message, goals: goals))
    let leaving: [Change] = situation.isWaiting ? [.removeWaiting(mentor: mentor, student: student)] : []
    return Decision([change] + leaving, [Notice(.connectionRequested, to: mentor)])
  case .accept:
    guard !situation.isAtCapacity else {
      throw Refusal(
        .capacity, "\(situation.mentorName) has \(situation.accepted) students already, as many as she takes")
    }
    return Decision(
      [.setConnection(id: id, ConnectionPatch(status: .accepted))], [Notice(.connectionAccepted, to: student)])
  case .decline(let reason):
    try checkText(reason, .reason, "a reason", most: 2000)
    return Decision(
      [.setConnection(id: id, ConnectionPatch(status: .rejected, reason: reason))],
      [Notice(.connectionDeclined, to: student)])
  case .withdraw:
    return Decision(
      [.setConnection(id: id, ConnectionPatch(status: .withdrawn))], [Notice(.connectionWithdrawn, to: mentor)])
  case .end(let reason, let cancelsSessions):
    return try decideEnd(id, reason, cancelsSessions, by: actor, situation, now: now)
  case .reopen:
    return Decision(
      [.setConnection(id: id, ConnectionPatch(status: .pending))],
      [Notice(.connectionReopened, to: mentor), Notice(.connectionReopened, to: student)])
  }
}

/// Whoever waits for a place has no connection to withdraw, but the place in the queue.
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

private func checkRequest(
  _ message: String, _ goals: [Int], by actor: Actor, _ situation: ConnectionSituation
) throws(Refusal) {
  guard situation.mentor != situation.student else { throw Refusal(.actor, "nobody is her own mentor") }
  guard situation.isStudent else { throw Refusal(.actor, "only students ask for connections") }
  guard situation.approval == .approved else {
    throw Refusal(.approval, "\(situation.mentorName) is not approved as a mentor")
  }
  if actor == .student, !situation.isEligible {
    throw ineligible(situation.mentorName, situation.minSessionsTaught)
  }
  guard situation.isAccepting else {
    throw Refusal(.isAccepting, "\(situation.mentorName) takes no new students at the moment")
  }
  try checkText(message, .message, "a message that says what the student wants to learn", most: 2000)
  guard !goals.isEmpty else { throw Refusal(.goals, "a connection needs at least one goal") }
}

/// A connection with sessions ahead does not end unless they are cancelled with it.
private func decideEnd(
  _ id: Int, _ reason: String, _ cancelsSessions: Bool, by actor: Actor, _ situation: ConnectionSituation, now: Instant
) throws(Refusal) -> Decision {
  guard situation.ahead.isEmpty || cancelsSessions else {
    let list = situation.ahead.map { "S-\($0.id)" }.joined(separator: ", ")
    throw Refusal(
      .sessionsAhead,
      "\(list) \(situation.ahead.count == 1 ? "lies" : "lie") ahead; cancel first, or write --cancel-sessions")
  }
  if !reason.isEmpty { try checkText(reason, .reason, "a reason", most: 2000) }
  var changes: [Change] = []
  var notices: [Notice] = []
  // A request to move a session goes with the session.
  let moves = situation.ahead.flatMap(\.pendingMoves)
  for booking in situation.ahead where !moves.contains(booking.id) {
    let isRequest = booking.state == .pending
    let words = reason.isEmpty ? "the connection has ended" : reason
    // Whoever ends the connection withdraws, declines or cancels what belongs to it, by the rules of those verbs.
    let command: BookingCommand =
      isRequest ? (actor == .student ? .withdraw : .decline(reason: words)) : .cancel(reason: words)
    let part = try decide(command, by: actor, booking, now: now)
    changes += part.changes
    notices += part.notices
  }
  changes.append(.setConnection(id: id, ConnectionPatch(status: .ended, reason: reason)))
  if actor != .mentor { notices.append(Notice(.connectionEnded, to: situation.mentor)) }
  if actor != .student { notices.append(Notice(.connectionEnded, to: situation.student)) }
  if let next = situation.nextWaiting { notices.append(Notice(.placeFree, to: next)) }
  return Decision(changes, notices)
}

private func speakers(of verb: ConnectionVerb) -> String {
  words(for: connectionTransitions.filter { $0.verb == verb }.flatMap(\.by))
}

/// "the mentor or the organiser".
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

/// The command was made for an older state of the row.
func staleness(of what: String, _ version: Int, _ current: Int) -> Refusal {
  Refusal(.version, "\(what) has changed since: it has version \(current), not \(version); look at it again")
}

/// What no text of one line holds: controls, line breaks, and signs that turn the writing direction of what follows.
public func isControl(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0...0x1F, 0x7F...0x9F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069: true
  default: false
  }
}

/// A text that must be there and may not be too long, in characters as SQLite counts them.
func checkText(_ text: String, _ rule: Rule, _ what: String, most: Int) throws(Refusal) {
  let isBlank = text.utf8.allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) }
  if isBlank { throw Refusal(rule, "\(what) is needed") }
  if text.unicodeScalars.count > most { throw Refusal(rule, "\(what) may have at most \(most) characters") }
  if text.utf8.contains(0) { throw Refusal(rule, "\(what) holds a NUL") }
}
