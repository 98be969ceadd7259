import Bytes
import CivilTime
import Diagnostics
import Mentoring

/// What importing one member did, or would do.
public struct ImportedMember: Hashable, Sendable {
  public enum Change: String, Sendable { case added, changed, unchanged }
  public var email: String
  public var change: Change
  public var roles: MembershipRoles
}

/// How an import decides what the list does not say.
public struct MemberImportPolicy: Sendable {
  public var defaultRole: DefaultRole
  /// For members without a zone of their own.
  public var zone: String
  /// BCP 47, for new members without a language of their own.
  public var language: String
  /// Whether a new mentor waits for `mentor approve`.
  public var mentorsNeedApproval: Bool

  public init(
    defaultRole: DefaultRole = .student, zone: String = "UTC", language: String = "en", mentorsNeedApproval: Bool = true
  ) {
    self.defaultRole = defaultRole
    self.zone = zone
    self.language = language
    self.mentorsNeedApproval = mentorsNeedApproval
  }
}

/// Brings a member list into the record in one transaction. Importing the same list again changes nothing.
///
/// People are told apart by e-mail. The list decides name, membership type and roles, zone and language where it gives them; nobody
/// is removed, and a mentor's profile is never touched.
public func importMembers(
  _ members: [Member], into connection: Connection, policy: MemberImportPolicy, now: Instant,
  random: some RandomSource
) throws -> [ImportedMember] {
  var random = random
  return try connection.transaction {
    try members.map { member in
      let roles = membershipRoles(of: member.membershipType, default: policy.defaultRole)
      let change = try bring(member, roles, into: connection, policy: policy, now: now, random: &random)
      return ImportedMember(email: member.email, change: change, roles: roles)
    }
  }
}

private func bring(
  _ member: Member, _ roles: MembershipRoles, into connection: Connection, policy: MemberImportPolicy, now: Instant,
  random: inout some RandomSource
) throws -> ImportedMember.Change {
  let find = try Statement(
    "SELECT id, name, membership_type, is_mentor, is_student, zone, language FROM person WHERE email = ?",
    on: connection)
  find.bind(member.email, at: 1)
  let change: ImportedMember.Change
  let person: Int
  if try find.step() {
    person = find.integer(0)
    let zone = member.zone ?? find.text(5).string
    let language = member.language ?? find.text(6).string
    let same =
      find.text(1).string == member.name && find.text(2).string == member.membershipType
      && find.integer(3) == (roles.isMentor ? 1 : 0) && find.integer(4) == (roles.isStudent ? 1 : 0)
      && find.text(5).string == zone && find.text(6).string == language
    change = same ? .unchanged : .changed
    if !same {
      let update = try Statement(
        """
        UPDATE person SET name = ?, membership_type = ?, is_mentor = ?, is_student = ?, zone = ?, language = ?, changed_at = ?,
          version = version + 1 WHERE id = ?
        """, on: connection)
      update.bind(member.name, at: 1)
      update.bind(member.membershipType, at: 2)
      update.bind(roles.isMentor ? 1 : 0, at: 3)
      update.bind(roles.isStudent ? 1 : 0, at: 4)
      update.bind(zone, at: 5)
      update.bind(language, at: 6)
      update.bind(now.seconds, at: 7)
      update.bind(person, at: 8)
      try update.run()
    }
  } else {
    change = .added
    let insert = try Statement(
      """
      INSERT INTO person (uuid, email, name, zone, membership_type, language, is_mentor, is_student, home_token, feed_token,
        action_secret, created_at, changed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, on: connection)
    for (index, text) in [
      random.uuid(), member.email, member.name, member.zone ?? policy.zone, member.membershipType,
      member.language ?? policy.language,
    ].enumerated() {
      insert.bind(text, at: Int32(index + 1))
    }
    insert.bind(roles.isMentor ? 1 : 0, at: 7)
    insert.bind(roles.isStudent ? 1 : 0, at: 8)
    for index in 9...11 { insert.bind(random.token(), at: Int32(index)) }
    insert.bind(now.seconds, at: 12)
    insert.bind(now.seconds, at: 13)
    try insert.run()
    person = try connection.integer("SELECT last_insert_rowid()") ?? 0
  }
  if roles.isMentor, try connection.integer("SELECT 1 FROM mentor WHERE person_id = \(person)") == nil {
    let insert = try Statement(
      "INSERT INTO mentor (person_id, slug, approval, free_busy_uid, changed_at) VALUES (?, ?, ?, ?, ?)",
      on: connection)
    insert.bind(person, at: 1)
    insert.bind(try freeSlug(for: member.name, on: connection), at: 2)
    insert.bind(policy.mentorsNeedApproval ? Approval.pending.rawValue : Approval.approved.rawValue, at: 3)
    insert.bind(random.uuid(), at: 4)
    insert.bind(now.seconds, at: 5)
    try insert.run()
  }
  return change
}

/// `ada-lovelace`, or `ada-lovelace-2` when that is taken: a-z and 0-9 of the name with hyphens between; `mentor` for a
/// name without any.
private func freeSlug(for name: String, on connection: Connection) throws(Diagnostic) -> String {
  var slug: [UInt8] = []
  for byte in name.lowercased().utf8 {
    switch byte {
    case 97...122, 48...57: slug.append(byte)
    case 32, 45, 46, 95: if let last = slug.last, last != 45 { slug.append(45) }
    default: break
    }
  }
  slug = Array(slug.prefix(56))
  while slug.last == 45 { slug.removeLast() }
  let base = slug.isEmpty ? "mentor" : String(decoding: slug, as: UTF8.self)
  let taken = try Statement("SELECT 1 FROM mentor WHERE slug = ?", on: connection)
  var number = 1
  while true {
    let candidate = number == 1 ? base : "\(base)-\(number)"
    taken.bind(candidate, at: 1)
    let isTaken = try taken.step()
    taken.reset()
    if !isTaken && candidate != "page" && candidate != "index" { return candidate }
    number += 1
  }
}

/// Reads members from another SQLite file's table `members` with the columns of a member list.
///
/// - Throws: a `Diagnostic` that names the file when it has no such table or columns.
public func readMemberDatabase(at path: String) throws(Diagnostic) -> [Member] {
  let connection = try Connection(path: path, purpose: .readOnly)
  let columns = try connection.texts("SELECT lower(name) FROM pragma_table_info('members')")
  for needed in ["email", "name", "membershiptype"] where !columns.contains(needed) {
    throw Diagnostic(
      at: Place(file: path), "no column \"\(needed)\" in a table members",
      remedy: "give it a table or view members (email, name, membershiptype)")
  }
  let zone = columns.contains("zone") ? "zone" : "NULL"
  let language = columns.contains("language") ? "nullif(trim(language), '')" : "NULL"
  let statement = try Statement(
    "SELECT lower(trim(email)), trim(name), coalesce(membershiptype, ''), \(zone), \(language) FROM members ORDER BY 1",
    on: connection)
  var members: [Member] = []
  while try statement.step() {
    members.append(
      Member(
        email: statement.text(0).string, name: statement.text(1).string, membershipType: statement.text(2).string,
        zone: statement.isNull(3) ? nil : statement.text(3).string,
        language: statement.isNull(4) ? nil : statement.text(4).string, line: members.count + 1))
  }
  return members
}
