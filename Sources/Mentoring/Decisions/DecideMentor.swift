import CivilTime

/// A command of the organiser that concerns a mentor as a whole.
public enum MentorCommand: String, Sendable, CaseIterable { case approve, suspend }

/// The data that a decision on a mentor's approval depends on, freshly read.
public struct MentorSituation: Sendable {
  public var mentor: PersonID
  public var approval: Approval
  public var version: Int
  /// Pending requests for sessions with the mentor, including expired ones.
  public var pending: [BookingSituation]
  /// Students with an upcoming scheduled session, or with a pending or accepted connection. Unique, in ascending order.
  public var students: [PersonID]

  public init(
    mentor: PersonID, approval: Approval, version: Int, pending: [BookingSituation] = [], students: [PersonID] = []
  ) {
    self.mentor = mentor
    self.approval = approval
    self.version = version
    self.pending = pending
    self.students = students
  }
}

/// The reason shown to students whose pending request is declined because the mentor is suspended.
public let suspendedReason = "the mentor holds no new sessions at the moment"

/// Decides on a mentor's approval.
///
/// A suspended mentor cannot accept students, approve requests or be booked, nobody can ask them for a connection, and
/// their sessions cannot be moved. Existing agreements remain: scheduled sessions take place or are cancelled one by
/// one, connections remain, and the waiting list keeps its order. Pending requests for sessions are declined, so that
/// they do not block the student's time when nobody can approve them.
///
/// - Parameter version: the mentor's version that the command was made for; nil means the current version.
public func decide(
  _ command: MentorCommand, by actor: Actor, version: Int? = nil, _ situation: MentorSituation, now: Instant
) throws(Refusal) -> Decision {
  guard actor == .organiser || actor == .system else {
    throw Refusal(.actor, "only the organiser can \(command.rawValue) a mentor")
  }
  let approval: Approval = command == .approve ? .approved : .suspended
  if situation.approval == approval { return Decision([]) }
  if let version, version != situation.version { throw staleness(of: "the mentor", version, situation.version) }
  var decision = Decision([.setApproval(mentor: situation.mentor, approval)])
  var told: Set<PersonID> = [situation.mentor]
  func tell(_ kind: Notice.Kind, _ person: PersonID) {
    if told.insert(person).inserted { decision.notices.append(Notice(kind, to: person)) }
  }
  decision.notices.append(Notice(command == .approve ? .mentorApproved : .mentorSuspended, to: situation.mentor))
  if command == .suspend {
    for request in situation.pending {
      let isExpired = request.standing.isExpired(at: now)
      decision.changes.append(
        .setRequest(
          id: request.id, status: isExpired ? .expired : .rejected, reason: isExpired ? "" : suspendedReason))
      decision.notices.append(Notice(isExpired ? .sessionExpired : .sessionDeclined, to: request.student))
    }
  }
  // Students are notified of an approval only if the mentor was suspended before.
  if situation.approval == .suspended || command == .suspend {
    for student in situation.students { tell(command == .approve ? .mentorApproved : .mentorSuspended, student) }
  }
  return decision
}
