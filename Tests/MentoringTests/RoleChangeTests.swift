import Mentoring
import Testing

struct RoleChangeTests {
  static let mentor = Roles(isMentor: true)
  static let student = Roles(isStudent: true)

  /// A list takes and gives what it changed, and nothing that a command did.
  @Test(arguments: [
    ("Mentor", "Mentor", student, student), ("Mentor", "Student", mentor, student),
    ("Student", "Student", Roles(isMentor: true, isStudent: true), Roles(isMentor: true, isStudent: true)),
    ("Student", "Mentor", student, mentor), ("Student", "Alumni", mentor, mentor),
    ("Mentor", "Mentor/Mentee", mentor, Roles(isMentor: true, isStudent: true)),
    ("Mentor", "Student", Roles(isMentor: true, isOrganiser: true), Roles(isStudent: true, isOrganiser: true)),
  ])
  func anImportTouchesWhatTheListChanged(previous: String, now: String, has: Roles, gets: Roles) {
    #expect(roles(after: now, previous: previous, now: has, default: .student) == gets)
  }

  @Test func aFirstImportOnlyGives() {
    #expect(roles(after: "Student", previous: nil, now: Self.mentor, default: .student).isMentor)
    #expect(roles(after: "Alumni", previous: nil, now: Self.mentor, default: .student) == Self.mentor)
    #expect(roles(after: "Alumni", previous: nil, now: Roles(), default: .student) == Self.student)
    #expect(roles(after: "Alumni", previous: nil, now: Roles(), default: .none) == Roles())
  }

  @Test func aNewMentorGetsTheRowThatTheRoleNeeds() {
    let nobody = RoleSituation(person: PersonID(1), roles: Roles(), approval: nil)
    #expect(roleChange(to: Self.mentor, nobody, needsApproval: true).mentor == .add(.pending))
    #expect(roleChange(to: Self.mentor, nobody, needsApproval: false).mentor == .add(.approved))
    #expect(roleChange(to: Self.student, nobody, needsApproval: true).mentor == nil)
  }

  @Test func whoeverLosesTheMentorRoleIsSuspendedAndEverybodyIsTold() {
    var situation = RoleSituation(person: PersonID(1), roles: Self.mentor, approval: .approved)
    situation.students = [PersonID(2), PersonID(3)]
    situation.organisers = [PersonID(9)]
    let change = roleChange(to: Self.student, situation, needsApproval: true)
    #expect(change.mentor == .suspend)
    #expect(change.notices == [Notice(.mentorSuspended, to: PersonID(9))], "the suspension itself tells the others")
    #expect(change.consequences.first?.hasPrefix("suspended as a mentor: 2 students") == true)
  }

  @Test func aMentorWhoComesBackWaitsForApproval() {
    let former = RoleSituation(person: PersonID(1), roles: Self.student, approval: .suspended)
    #expect(roleChange(to: Self.mentor, former, needsApproval: false).mentor == .wait)
    // A suspension by command stays where the role never went.
    let suspended = RoleSituation(person: PersonID(1), roles: Self.mentor, approval: .suspended)
    #expect(roleChange(to: Roles(isMentor: true, isStudent: true), suspended, needsApproval: false).mentor == nil)
  }

  @Test func aFormerStudentLeavesNoUnansweredRequests() {
    var situation = RoleSituation(person: PersonID(1), roles: Self.student, approval: nil)
    situation.mentors = [PersonID(5)]
    situation.pendingConnections = [(7, PersonID(5))]
    situation.pendingRequests = [(8, PersonID(5))]
    situation.waiting = [3]
    situation.sessionsAhead = 1
    let change = roleChange(to: Roles(), situation, needsApproval: true)
    #expect(change.withdrawnConnections == [7] && change.withdrawnRequests == [8] && change.leftWaiting == [3])
    #expect(Set(change.notices.map(\.to)) == [PersonID(1), PersonID(5)])
    #expect(change.consequences.first?.contains("1 session ahead stay") == true)
    #expect(roleChange(to: Self.student, situation, needsApproval: true).notices.isEmpty)
  }

  @Test func anImportNeverUndoesWhatACommandSet() {
    #expect(merge(list: "A", previous: "A", record: "B", isGivenFirst: true) == .keep)
    #expect(merge(list: "B", previous: "A", record: "A", isGivenFirst: true) == .apply)
    #expect(merge(list: "C", previous: "A", record: "B", isGivenFirst: true) == .conflict)
    #expect(merge(list: "B", previous: "A", record: "B", isGivenFirst: true) == .keep)
    #expect(merge(list: "B", previous: nil, record: "A", isGivenFirst: true) == .apply)
    #expect(merge(list: "B", previous: nil, record: "A", isGivenFirst: false) == .conflict)
    #expect(merge(list: "B", previous: nil, record: "", isGivenFirst: false) == .apply)
  }
}
