import Bytes
import CivilTime
import Diagnostics
import Mentoring

/// Imports members one by one.
struct MemberImporter {
  let writer: RecordWriter
  let policy: MemberImportPolicy
  private(set) var notices: [Notice] = []

  private let reader: SituationReader

  init(writer: RecordWriter, reader: SituationReader, policy: MemberImportPolicy) {
    self.writer = writer
    self.reader = reader
    self.policy = policy
  }

  var connection: Database { writer.connection }

  mutating func take(_ member: Member) throws -> ImportedMember {
    let row = try Statement(
      """
      SELECT id, name, zone, language, membership_type, list_membership, is_mentor, is_student, is_organiser, state,
        EXISTS (SELECT 1 FROM mentor WHERE person_id = person.id) FROM person WHERE email = ?1
      """, on: connection)
    row.bind(member.email, at: 1)
    guard try row.step() else {
      row.reset()
      return try add(member)
    }
    guard row.text(9).string == "active" else {
      throw Diagnostic("\(member.email) stands for somebody who was erased", remedy: "remove the row")
    }
    let known = Known(
      id: PersonID(row.integer(0)), name: row.text(1).string, zone: row.text(2).string, language: row.text(3).string,
      membership: row.text(4).string, listed: row.isNull(5) ? nil : row.text(5).string,
      roles: Roles(isMentor: row.integer(6) == 1, isStudent: row.integer(7) == 1, isOrganiser: row.integer(8) == 1),
      hasMentorRow: row.integer(10) == 1)
    row.reset()
    return try change(known, to: member)
  }

  /// A person as the record has them.
  private struct Known {
    var id: PersonID
    var name: String
    var zone: String
    var language: String
    var membership: String
    /// The membership at the last import; nil = never imported.
    var listed: String?
    var roles: Roles
    var hasMentorRow: Bool
  }

  private mutating func add(_ member: Member) throws -> ImportedMember {
    let membership = membershipRoles(of: member.membershipType, default: policy.defaultRole)
    let roles = roles(after: member.membershipType, previous: nil, now: Roles(), default: policy.defaultRole)
    let profile = roles.isMentor ? try profileValues(of: member) : []
    // The programme's defaults count as values of the list, so a later list with another value counts as a change.
    let chosen = [MemberColumn.zone.rawValue: policy.zone, MemberColumn.language.rawValue: policy.language]
    var random = writer.random
    let id = try writer.insert(
      "person",
      [
        ("uuid", .text(random.uuid())), ("email", .text(member.email)), ("name", .text(member.name)),
        ("zone", .text(member.zone ?? policy.zone)), ("membership_type", .text(member.membershipType)),
        ("language", .text(member.language ?? policy.language)), ("home_token", .text(random.token())),
        ("feed_token", .text(random.token())), ("action_secret", .text(random.token())),
        ("created_at", .integer(writer.now.seconds)), ("list_membership", .text(member.membershipType)),
        ("list_values", .text(try listValues(of: member, profile, previous: chosen))),
      ])
    writer.random = random
    let change = try writer.setRoles(
      of: PersonID(id), to: roles, needsApproval: policy.mentorsNeedApproval,
      umlauts: Umlauts(languages: member.language ?? policy.language, policy.language), reader: reader)
    notices += change.notices
    var imported = ImportedMember(
      email: member.email, name: member.name, line: member.line, change: .added, membership: membership, roles: roles)
    imported.consequences = change.consequences
    try setProfile(of: PersonID(id), profile, previous: [:], &imported)
    // All values of a new person are new, so changed fields are not reported.
    imported.fields = []
    return imported
  }

  private mutating func change(_ known: Known, to member: Member) throws -> ImportedMember {
    let membership = membershipRoles(of: member.membershipType, default: policy.defaultRole)
    var imported = ImportedMember(
      email: member.email, name: member.name, line: member.line, change: .unchanged, membership: membership,
      roles: known.roles)
    let previous = try previousValues(of: known.id)
    var columns: [(String, RowValue)] = []
    for (column, list, record) in [
      ("name", member.name, known.name), ("zone", member.zone, known.zone),
      ("language", member.language, known.language),
    ] as [(String, String?, String)] {
      guard let list else { continue }
      let field = ImportedMember.Field(name: column, old: record, new: list)
      switch merge(list: list, previous: previous[column], record: record, isGivenFirst: true) {
      case .keep: break
      case .apply:
        columns.append((column, .text(list)))
        imported.fields.append(field)
      case .conflict: imported.kept.append(field)
      }
    }
    if member.membershipType != known.listed, member.membershipType != known.membership {
      columns.append(("membership_type", .text(member.membershipType)))
      imported.fields.append(
        ImportedMember.Field(name: "membership", old: known.membership, new: member.membershipType))
    }
    let wanted = roles(
      after: member.membershipType, previous: known.listed, now: known.roles, default: policy.defaultRole)
    imported.roles = wanted
    if wanted != known.roles {
      imported.fields.append(ImportedMember.Field(name: "roles", old: known.roles.words, new: wanted.words))
    }
    // The list's own values are stored for the next import; this alone does not count as a change of the person.
    let profile = wanted.isMentor ? try profileValues(of: member) : []
    columns += [
      ("list_membership", .text(member.membershipType)),
      ("list_values", .text(try listValues(of: member, profile, previous: previous))),
    ]
    if wanted != known.roles || (wanted.isMentor && !known.hasMentorRow) {
      let change = try writer.setRoles(
        of: known.id, to: wanted, needsApproval: policy.mentorsNeedApproval,
        umlauts: Umlauts(languages: member.language ?? known.language, policy.language), reader: reader, with: columns)
      notices += change.notices
      imported.consequences = change.consequences
    } else {
      try writer.change("person", known.id.number, columns)
    }
    try setProfile(of: known.id, profile, previous: previous, &imported)
    if !imported.fields.isEmpty || !imported.consequences.isEmpty { imported.change = .changed }
    return imported
  }

  // MARK: The list's own values

  /// Returns all that lists have said of a person as one JSON object, for the next import to compare with.
  ///
  /// - Parameter previous: the values of earlier lists. They stay where this list has no value: an empty cell, a
  ///   missing column or the row of a person who is not a mentor deletes nothing, so it must not make a value look new
  ///   later.
  private func listValues(
    of member: Member, _ profile: [ProfileValue], previous: [String: String]
  ) throws -> String {
    var values = previous
    values[MemberColumn.name.rawValue] = member.name
    if let zone = member.zone { values[MemberColumn.zone.rawValue] = zone }
    if let language = member.language { values[MemberColumn.language.rawValue] = language }
    for value in profile { values[value.column.rawValue] = value.text }
    let places = (1...values.count * 2).map { "?\($0)" }.joined(separator: ", ")
    let object = try Statement("SELECT json_object(\(places))", on: connection)
    // A fixed order, so that importing the same list again changes nothing.
    for (index, value) in values.sorted(by: { $0.key < $1.key }).enumerated() {
      object.bind(value.key, at: Int32(index * 2 + 1))
      object.bind(value.value, at: Int32(index * 2 + 2))
    }
    return try object.step() ? object.text(0).string : "{}"
  }

  /// The stored values by column, as ``listValues(of:_:previous:)`` wrote them.
  private func previousValues(of person: PersonID) throws -> [String: String] {
    let rows = try Statement(
      "SELECT e.key, e.value FROM person p, json_each(p.list_values) e WHERE p.id = ?1 AND p.list_values NOT NULL",
      on: connection)
    rows.bind(person.number, at: 1)
    var all: [String: String] = [:]
    while try rows.step() { all[rows.text(0).string] = rows.text(1).string }
    return all
  }
}
