import CivilTime

/// What the organiser says of a mentor as a whole.
public enum MentorCommand: String, Sendable, CaseIterable { case approve, suspend }

/// Everything that decides on a mentor's approval, freshly read.
public struct MentorSituation: Sendable {
  public var mentor: PersonID
  public var approval: Approval
  public var version: Int
  /// Pending requests for sessions of the mentor's, expired ones too.
  public var pending: [BookingSituation]
  /// Students with a scheduled session to come, or whose connection is pending or accepted; each once, ascending.
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

/// What students read when a mentor is suspended while their request is pending.
public let suspendedReason = "the mentor holds no new sessions at the moment"

/// Decides on a mentor's approval.
///
/// A suspended mentor cannot accept, approve, be booked or be asked, and sessions are not moved. What was agreed stays:
/// scheduled sessions take place or are cancelled one by one, connections stay, and the waiting list keeps its order.
/// Pending requests for sessions are declined, so that they hold no student's time that nobody can say yes to.
///
/// - Parameter version: the mentor's that the command was made for; nil = whatever it is now.
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
  // Students hear of a return only where there was something to return to.
  if situation.approval == .suspended || command == .suspend {
    for student in situation.students { tell(command == .approve ? .mentorApproved : .mentorSuspended, student) }
  }
  return decision
}
