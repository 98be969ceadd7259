import Bytes
import CivilTime
import Diagnostics
import Mentoring
import Publishing
import Storage

let personVerbs: [CommandSpec] = [
  personAddCommand, personSetCommand, personListCommand, personShowCommand, personExportCommand, personEraseCommand,
]

private let personOptions: [OptionSpec] = [
  OptionSpec("name", value: "NAME", "as it is shown"), OptionSpec("zone", value: "ZONE", "IANA name of the time zone"),
  OptionSpec("language", value: "CODE", "BCP 47: what the person's own pages are in, if the site has it"),
  OptionSpec(
    "role", value: "ROLE", choices: roleColumns.keys.sorted(), repeats: true,
    "mentor, student or organiser; may be given more than once"),
  OptionSpec(
    "membership", value: "TEXT", "as the member list has it; mentor and student follow from it unless --role is given"),
  OptionSpec(
    "share-email", value: "YES|NO", choices: ["yes", "no"],
    "whether people of accepted connections see the address (of common sessions, where no connection is needed)"),
  OptionSpec(
    "feed-alarm", value: "YES|NO", choices: ["yes", "no", "default"], "reminders in the feed, or default"),
]

private let personAddCommand = CommandSpec(
  words: ["person", "add"], summary: "add a person",
  options: [OptionSpec("email", value: "EMAIL", "their address")] + personOptions + [principalOption, zoneFolderOption]
) { invocation, process in
  let context = try VerbContext(invocation, process)
  let email = try checkedAddress(try context.required("email"))
  guard invocation.has("name") else {
    throw Diagnostic("almanac person add needs --name", remedy: "write the name to be shown", exitCode: .usage)
  }
  var values = try columns(context)
  let wanted =
    try namedRoles(invocation)
    ?? roles(after: invocation.value("membership") ?? "", previous: nil, now: Roles(), default: context.defaultRole)
  if !invocation.has("zone") { values.append(("zone", .text("UTC"))) }
  if !invocation.has("language") { values.append(("language", .text(context.language))) }
  return try context.run("person add", by: try organiser(context)) { reader, writer in
    let taken = try Statement("SELECT id FROM person WHERE email = ?1", on: context.record)
    taken.bind(email, at: 1)
    if try taken.step() {
      // Repeating the command is not a change; an add verb does not overwrite different values.
      let known = taken.integer(0)
      taken.reset()
      try writer.change("person", known, values)
      if writer.changed.isEmpty { return [] }
      throw Refusal(.state, "\(email) already exists with other values; almanac person set changes them")
    }
    taken.reset()
    var random = SystemRandom()
    let id = try writer.insert(
      "person",
      [
        ("uuid", .text(random.uuid())), ("email", .text(email)), ("home_token", .text(random.token())),
        ("feed_token", .text(random.token())), ("action_secret", .text(random.token())),
        ("created_at", .integer(context.now.seconds)),
      ] + values)
    return try context.setRoles(of: PersonID(id), email, to: wanted, reader, writer)
  }
}

private let personSetCommand = CommandSpec(
  words: ["person", "set"], summary: "change what is known of a person",
  operands: [OperandSpec(name: "EMAIL")],
  options: [OptionSpec("email", value: "EMAIL", "a new address")] + personOptions + verbOptions + [zoneFolderOption]
) { invocation, process in
  let context = try VerbContext(invocation, process)
  let person = try context.people.person(invocation.operands.first ?? "")
  let principal = try context.principal(mentor: PersonID(0), student: person.id)
  if principal.actor == .student, ["role", "membership"].contains(where: invocation.has) {
    throw Refusal(.actor, "only the organiser gives roles")
  }
  var values = try columns(context)
  if let email = invocation.value("email") { values.append(("email", .text(try checkedAddress(email)))) }
  let version = try context.version
  return try context.runChangingHours("person set", by: principal, of: person.id) { reader, writer in
    try checkVersion(version, "person", "id", person.id.number, context)
    if let email = invocation.value("email") {
      let taken = try Statement("SELECT 1 FROM person WHERE email = ?1 AND id <> ?2", on: context.record)
      taken.bind(email, at: 1)
      taken.bind(person.id.number, at: 2)
      if try taken.step() { throw Refusal(.state, "\(email) is somebody else's address") }
    }
    guard invocation.has("role") || invocation.has("membership") else {
      try writer.change("person", person.id.number, values)
      return []
    }
    return try context.setRoles(
      of: person.id, person.email, to: try rolesWanted(of: person.id, context), reader, writer, with: values)
  }
}

private let personListCommand = CommandSpec(
  words: ["person", "list"], summary: "list active people",
  options: [OptionSpec("role", value: "ROLE", choices: roleColumns.keys.sorted(), "mentor, student or organiser")]
) { invocation, process in
  let folder = ProgrammeFolder(for: invocation, environment: process.environment)
  var filter = ""
  if let role = invocation.value("role") {
    guard let column = roleColumns[role] else {
      throw Diagnostic("unknown --role \"\(role)\"", remedy: "write mentor, student or organiser")
    }
    filter = "AND \(column) = 1"
  }
  let rows = try Statement(
    """
    SELECT email, name, zone, language, membership_type, is_mentor, is_student, is_organiser, share_email, version,
      created_at, changed_at FROM person WHERE state = 'active' \(filter) ORDER BY email
    """, on: try openRecord(at: folder.record))
  process.console.print(
    try table(of: rows, json: invocation.has("json"), shown: ["email", "name", "zone", "membership_type"]))
  return 0
}

private let personShowCommand = CommandSpec(
  words: ["person", "show"], summary: "show one person", operands: [OperandSpec(name: "EMAIL")]
) { invocation, process in
  let folder = ProgrammeFolder(for: invocation, environment: process.environment)
  let record = try openRecord(at: folder.record)
  let person = try PersonLookup(record, console: process.console).person(invocation.operands.first ?? "")
  let rows = try Statement(
    """
    SELECT p.email, p.name, p.zone, p.language, p.membership_type, p.is_mentor, p.is_student, p.is_organiser,
      p.share_email, m.slug AS mentor, m.approval, p.version, p.created_at, p.changed_at
    FROM person p LEFT JOIN mentor m ON m.person_id = p.id WHERE p.id = ?1
    """, on: record)
  rows.bind(person.id.number, at: 1)
  process.console.print(
    try table(
      of: rows, json: invocation.has("json"),
      shown: ["email", "name", "zone", "language", "membership_type", "mentor", "approval"]))
  return 0
}

private let personEraseCommand = CommandSpec(
  words: ["person", "erase"], summary: "take everything personal of somebody out of the record, for good",
  operands: [OperandSpec(name: "EMAIL")],
  options: [OptionSpec("yes", "yes, for good"), principalOption]
) { invocation, process in
  let context = try VerbContext(invocation, process)
  let person = try context.people.person(invocation.operands.first ?? "")
  guard invocation.has("yes") else {
    throw Diagnostic(
      "erasing \(person.email) cannot be undone", remedy: "write --yes; almanac person export keeps a copy",
      exitCode: .usage)
  }
  let slugs = try context.record.texts(
    """
    SELECT slug FROM mentor WHERE person_id = \(person.id.number)
    UNION ALL SELECT slug FROM mentor_address WHERE mentor_id = \(person.id.number)
    """)
  let code = try context.run("person erase", by: try organiser(context)) { reader, writer in
    try writer.erase(person.id, reader: reader)
  }
  // The files belong to the organiser; the record cannot delete them.
  for slug in slugs {
    do throws(Diagnostic) {
      for path in try context.mentorFiles.files(of: slug) {
        process.console.report(visible("\(path) is about them too; remove it by hand") + "\n")
      }
    } catch {
      // The person is already erased, so this must not look like a failure.
      process.console.report(
        "almanac: warning: look yourself for files of theirs, named \(visible(slug)): \(visible(error.message))\n")
    }
  }
  return code
}

// MARK: Flags

private let roleColumns = ["mentor": "is_mentor", "student": "is_student", "organiser": "is_organiser"]

/// The organiser, or a person who may act as one.
private func organiser(_ context: VerbContext) throws -> Principal {
  guard let email = context.invocation.value("as") else { return Principal(.organiser) }
  let person = try context.people.person(email)
  guard person.isOrganiser else { throw Refusal(.actor, "only the organiser can do that") }
  return Principal(.organiser, person.id)
}

/// The roles named by --role; nil without --role.
private func namedRoles(_ invocation: Invocation) throws(Diagnostic) -> Roles? {
  guard invocation.has("role") else { return nil }
  let roles = invocation.all("role")
  for role in roles where roleColumns[role] == nil {
    throw Diagnostic("unknown --role \"\(role)\"", remedy: "write mentor, student or organiser")
  }
  return Roles(
    isMentor: roles.contains("mentor"), isStudent: roles.contains("student"), isOrganiser: roles.contains("organiser"))
}

/// The roles for `person set`: exactly those of --role, otherwise the current roles changed by what the old and the new
/// membership name.
private func rolesWanted(of person: PersonID, _ context: VerbContext) throws -> Roles {
  if let named = try namedRoles(context.invocation) { return named }
  let now = try context.roles(of: person)
  let before = try context.record.texts("SELECT membership_type FROM person WHERE id = \(person.number)").first
  let membership = context.invocation.value("membership") ?? ""
  let named = membershipRoles(of: membership, default: .none)
  var wanted = roles(after: membership, previous: before ?? "", now: now, default: context.defaultRole)
  wanted.isMentor = wanted.isMentor || named.isMentor
  wanted.isStudent = wanted.isStudent || named.isStudent
  return wanted
}

private func columns(_ context: VerbContext) throws -> [(String, RowValue)] {
  let invocation = context.invocation
  var values: [(String, RowValue)] = []
  if let name = invocation.value("name") {
    values.append(("name", .text(try boundedText("name", name, most: 200, mayBeEmpty: false))))
  }
  if let zone = invocation.value("zone") { values.append(("zone", .text(try context.zones.zone(written: zone).name))) }
  if let code = invocation.value("language") {
    values.append(("language", .text(try checkedLanguage("language", code))))
  }
  if let text = invocation.value("membership") {
    values.append(("membership_type", .text(try boundedText("membership", text, most: 200))))
  }
  for (flag, column, mayBeDefault) in [("share-email", "share_email", false), ("feed-alarm", "feed_alarm", true)] {
    guard let text = invocation.value(flag) else { continue }
    switch text {
    case "yes": values.append((column, .integer(1)))
    case "no": values.append((column, .integer(0)))
    case "default" where mayBeDefault: values.append((column, .null))
    default: throw Diagnostic("--\(flag) \"\(text)\"", remedy: "write yes or no")
    }
  }
  return values
}
