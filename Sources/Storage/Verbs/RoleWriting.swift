import Bytes
import CivilTime
import Diagnostics
import Mentoring

extension RecordWriter {
  /// Gives a person exactly these roles, with all consequences (``roleChange(to:_:needsApproval:)``).
  ///
  /// - Parameters:
  ///   - slug: the slug of a new mentor; nil = made from the name.
  ///   - umlauts: how the slug writes ä, ö and ü.
  ///   - reader: reads what a suspension depends on.
  ///   - columns: further columns of the person, written with the roles as one change.
  @discardableResult
  public func setRoles(
    of person: PersonID, to wanted: Roles, needsApproval: Bool, slug: String? = nil, umlauts: Umlauts,
    reader: SituationReader, with columns: [(String, RowValue)] = []
  ) throws -> RoleChange {
    let situation = try roleSituation(of: person)
    var change = roleChange(to: wanted, situation, needsApproval: needsApproval)
    let roles: [(String, RowValue)] = [
      ("is_mentor", RowValue(change.roles.isMentor)), ("is_student", RowValue(change.roles.isStudent)),
      ("is_organiser", RowValue(change.roles.isOrganiser)),
    ]
    try self.change("person", person.number, columns + roles)
    switch change.mentor {
    case .add(let approval)?: try addMentor(person, approval, slug, umlauts)
    case .wait?: try update("mentor", person.number, [("approval", .text(Approval.pending.rawValue))])
    case .suspend?:
      let decision = try decide(.suspend, by: .system, try reader.mentor(person, now: now), now: now)
      // None of these changes has a room or a time.
      try write(decision, rooms: RoomNames(), zoneVersion: "")
      change.notices = decision.notices + change.notices.filter { !decision.notices.contains($0) }
    case nil: break
    }
    let answered: [(String, RowValue)] = [("responded_at", .integer(now.seconds))]
    for id in change.withdrawnConnections {
      try update("connection", id, [("status", .text(ConnectionStatus.withdrawn.rawValue))] + answered)
    }
    for id in change.withdrawnRequests {
      try update("request", id, [("status", .text(RequestStatus.withdrawn.rawValue))] + answered)
    }
    for id in change.leftWaiting { try delete("waiting", id) }
    return change
  }

  /// Restores the role of an approved mentor, who may have lost it and been suspended.
  public func giveMentorRole(_ mentor: PersonID) throws {
    try change("person", mentor.number, [("is_mentor", .integer(1))])
  }

  private func addMentor(_ person: PersonID, _ approval: Approval, _ slug: String?, _ umlauts: Umlauts) throws {
    let row = try Statement("SELECT name, email FROM person WHERE id = ?1", on: connection)
    row.bind(person.number, at: 1)
    guard try row.step() else { return }
    let slug = try slug ?? freeMentorSlug(name: row.text(0).string, email: row.text(1).string, umlauts)
    row.reset()
    try insert(
      "mentor",
      [("slug", .text(slug)), ("approval", .text(approval.rawValue)), ("free_busy_uid", .text(random.uuid()))],
      key: person.number)
  }

  /// A slug that no mentor has or had. If people were erased, slugs that have files are excluded too, since the files
  /// may belong to an erased person.
  private func freeMentorSlug(name: String, email: String, _ umlauts: Umlauts) throws -> String {
    try mentorSlug(name: name, email: email, umlauts: umlauts, after: &slugNumbers) {
      if try ownerOfSlug($0) != nil { return true }
      return try hasErasedPeople && isSlugInUse($0)
    }
  }

  private var hasErasedPeople: Bool {
    get throws {
      if let known = erasedPeopleExist { return known }
      let exist = try connection.integer("SELECT EXISTS (SELECT 1 FROM person WHERE state = 'erased')") == 1
      erasedPeopleExist = exist
      return exist
    }
  }

  /// The mentor that `/mentors/SLUG/` belongs to, or belonged to before they were renamed.
  public func ownerOfSlug(_ slug: String) throws -> PersonID? {
    let row = try Statement(
      "SELECT person_id FROM mentor WHERE slug = ?1 UNION SELECT mentor_id FROM mentor_address WHERE slug = ?1",
      on: connection)
    row.bind(slug, at: 1)
    return try row.step() ? PersonID(row.integer(0)) : nil
  }

  /// Gives a mentor another slug; the old one redirects to the new one.
  ///
  /// - Throws: a `Refusal` when the slug is or was another mentor's.
  public func renameMentor(_ mentor: PersonID, to slug: String, keepsAddress: Bool = true) throws {
    if let owner = try ownerOfSlug(slug), owner != mentor {
      throw Refusal(.state, "the short name \(slug) is or was another mentor's; choose another")
    }
    let id = mentor.number
    let old = try connection.texts("SELECT slug FROM mentor WHERE person_id = \(id)").first ?? ""
    guard old != slug else { return }
    try update("mentor", id, [("slug", .text(slug))]) {
      let back = try Statement("DELETE FROM mentor_address WHERE slug = ?1", on: connection)
      back.bind(slug, at: 1)
      try back.run()
      guard keepsAddress else { return }
      let former = try Statement(
        "INSERT INTO mentor_address (slug, mentor_id, since_at) VALUES (?1, ?2, ?3)", on: connection)
      former.bind(old, at: 1)
      former.bind(id, at: 2)
      former.bind(now.seconds, at: 3)
      try former.run()
    }
  }

  /// The context for deciding on a role change.
  func roleSituation(of person: PersonID) throws -> RoleSituation {
    let id = person.number
    let row = try Statement(
      """
      SELECT p.is_mentor, p.is_student, p.is_organiser, m.approval,
        EXISTS (SELECT 1 FROM availability a WHERE a.mentor_id = p.id AND a.is_active = 1)
      FROM person p LEFT JOIN mentor m ON m.person_id = p.id WHERE p.id = ?1
      """, on: connection)
    row.bind(id, at: 1)
    guard try row.step() else { throw Diagnostic("no person \(id)", exitCode: .failed) }
    var situation = RoleSituation(
      person: person,
      roles: Roles(isMentor: row.integer(0) == 1, isStudent: row.integer(1) == 1, isOrganiser: row.integer(2) == 1),
      approval: row.isNull(3) ? nil : Approval(rawValue: row.text(3).string))
    situation.hasHours = row.integer(4) == 1
    situation.students = try people(of: "student_id", where: "mentor_id", id)
    situation.mentors = try people(of: "mentor_id", where: "student_id", id)
    situation.pendingConnections = try pairs(
      "SELECT id, mentor_id FROM connection WHERE student_id = \(id) AND status = 'PENDING' ORDER BY id")
    situation.pendingRequests = try pairs(
      "SELECT id, mentor_id FROM request WHERE student_id = \(id) AND status = 'pending' ORDER BY id")
    situation.waiting = try pairs("SELECT id, mentor_id FROM waiting WHERE student_id = \(id) ORDER BY id").map(\.id)
    situation.sessionsAhead =
      try connection.integer(
        """
        SELECT count(*) FROM session WHERE student_id = \(id) AND status = 'scheduled' AND end_at > \(now.seconds)
        """) ?? 0
    // These people are notified only when a role is lost. Finding them reads all people, which is too slow to do for
    // each new member of a list.
    if situation.approval != nil || situation.roles.isStudent {
      situation.organisers = try pairs(
        "SELECT id, id FROM person WHERE is_organiser = 1 AND state = 'active' ORDER BY id"
      ).map(\.mentor)
    }
    return situation
  }

  /// The other people in a person's open connections, requests and upcoming sessions.
  private func people(of other: String, where own: String, _ id: Int) throws -> [PersonID] {
    try pairs(
      """
      SELECT \(other), \(other) FROM connection WHERE \(own) = \(id) AND status IN ('PENDING', 'ACCEPTED')
      UNION SELECT \(other), \(other) FROM request WHERE \(own) = \(id) AND status = 'pending'
      UNION SELECT \(other), \(other) FROM session
        WHERE \(own) = \(id) AND status = 'scheduled' AND end_at > \(now.seconds)
      ORDER BY 1
      """
    ).map(\.mentor)
  }

  private func pairs(_ sql: String) throws -> [(id: Int, mentor: PersonID)] {
    let rows = try Statement(sql, on: connection)
    var all: [(id: Int, mentor: PersonID)] = []
    while try rows.step() { all.append((rows.integer(0), PersonID(rows.integer(1)))) }
    return all
  }
}
