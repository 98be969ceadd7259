/// The data that depends on a person's roles, freshly read.
public struct RoleSituation: Sendable {
  public var person: PersonID
  public var roles: Roles
  /// Nil if the person has no mentor row.
  public var approval: Approval?
  /// Students with an open connection to this mentor, a request or an upcoming session, in ascending order.
  public var students: [PersonID] = []
  /// Whether the mentor has weekly or dated hours.
  public var hasHours = false
  /// Mentors with an open connection to this student, a request or an upcoming session, in ascending order.
  public var mentors: [PersonID] = []
  /// This student's unanswered connections and requests, and their places on waiting lists.
  public var pendingConnections: [(id: Int, mentor: PersonID)] = []
  public var pendingRequests: [(id: Int, mentor: PersonID)] = []
  public var waiting: [Int] = []
  /// The number of this student's upcoming sessions.
  public var sessionsAhead = 0
  public var organisers: [PersonID] = []

  public init(person: PersonID, roles: Roles, approval: Approval?) {
    self.person = person
    self.roles = roles
    self.approval = approval
  }
}

/// The effects of a change of a person's roles. Roles, mentor row and notifications change together, so that no person
/// is a mentor in one place only.
public struct RoleChange: Sendable {
  public enum MentorRow: Hashable, Sendable {
    case add(Approval)
    /// Suspends the mentor as `mentor suspend` does.
    case suspend
    /// Returns the mentor to waiting for approval.
    case wait
  }
  public var roles: Roles
  /// Nil leaves the mentor row unchanged.
  public var mentor: MentorRow?
  /// The connections of a person who is no longer a student; nobody could book or accept them any more.
  public var withdrawnConnections: [Int] = []
  public var withdrawnRequests: [Int] = []
  public var leftWaiting: [Int] = []
  public var notices: [Notice] = []
  /// Further effects, one phrase each: `suspended as a mentor: 2 students are notified`.
  public var consequences: [String] = []
}

/// Decides on the change of a person's roles to `wanted`. All verbs that change roles use it: adding and changing a
/// person, importing a list, making a mentor.
///
/// - Parameter needsApproval: whether new mentors wait for the organiser (policy.mentors_need_approval, or an
///   application).
public func roleChange(
  to wanted: Roles, _ situation: RoleSituation, needsApproval: Bool
) -> RoleChange {
  var change = RoleChange(roles: wanted)
  let first: Approval = needsApproval ? .pending : .approved
  switch (wanted.isMentor, situation.approval) {
  case (true, nil):
    change.mentor = .add(first)
    change.consequences.append(needsApproval ? "a mentor who waits for approval" : "an approved mentor")
  case (true, .suspended?) where !situation.roles.isMentor:
    // Only an organiser's approval ends a suspension, whoever caused it.
    change.mentor = .wait
    change.consequences.append("a mentor again, who waits for approval")
  case (false, let approval?) where situation.roles.isMentor || approval != .suspended:
    suspend(approval, situation, &change)
  default: break
  }
  if situation.roles.isStudent, !wanted.isStudent { endStudent(situation, &change) }
  return change
}

private func suspend(_ approval: Approval, _ situation: RoleSituation, _ change: inout RoleChange) {
  if approval != .suspended {
    change.mentor = .suspend
  }
  var told = "suspended as a mentor"
  if !situation.students.isEmpty {
    let count = situation.students.count
    told += ": \(count) \(count == 1 ? "student has" : "students have") a connection, request or session with them"
  }
  if situation.hasHours { told += situation.students.isEmpty ? ": their hours are kept" : "; their hours are kept" }
  change.consequences.append(told)
  // The mentor and the students are notified of the suspension itself.
  guard !situation.students.isEmpty || situation.hasHours else { return }
  change.notices = situation.organisers.filter { $0 != situation.person }.map { Notice(.mentorSuspended, to: $0) }
}

private func endStudent(_ situation: RoleSituation, _ change: inout RoleChange) {
  change.withdrawnConnections = situation.pendingConnections.map(\.id)
  change.withdrawnRequests = situation.pendingRequests.map(\.id)
  change.leftWaiting = situation.waiting
  guard !situation.mentors.isEmpty || !situation.waiting.isEmpty else { return }
  var parts: [String] = []
  let withdrawn = situation.pendingConnections.count + situation.pendingRequests.count
  if withdrawn > 0 {
    parts.append("\(withdrawn) unanswered \(withdrawn == 1 ? "request is" : "requests are") withdrawn")
  }
  if !situation.waiting.isEmpty { parts.append("they leave the waiting list") }
  if situation.sessionsAhead > 0 {
    parts.append("\(situation.sessionsAhead) \(situation.sessionsAhead == 1 ? "session" : "sessions") ahead stay")
  }
  change.consequences.append(
    "no longer a student" + (parts.isEmpty ? "" : ": " + parts.joined(separator: ", ")))
  change.notices += situation.pendingConnections.map { Notice(.connectionWithdrawn, to: $0.mentor) }
  change.notices += situation.pendingRequests.map { Notice(.sessionWithdrawn, to: $0.mentor) }
  for other in [situation.person] + situation.mentors + situation.organisers
  where !change.notices.contains(Notice(.roleRemoved, to: other)) {
    change.notices.append(Notice(.roleRemoved, to: other))
  }
}
