import Bytes
import CivilTime
import Diagnostics
import Mentoring
import Publishing
import Storage

let mentorCommands: [CommandSpec] = [
  mentorAddCommand, mentorSetCommand, mentorRenameCommand,
  approvalCommand(.approve, "publish mentors, so that students can find and book them"),
  approvalCommand(.suspend, "remove mentors from the site; agreed sessions stay, pending requests are declined"),
  mentorListCommand,
]

/// Facts about a mentor, each stored in a column of the record.
private let factOptions: [OptionSpec] = [
  OptionSpec("headline", value: "TEXT", "one line"), OptionSpec("company", value: "TEXT", "where she works"),
  OptionSpec("job-title", value: "TEXT", "as what"), OptionSpec("years", value: "N", "years of experience"),
  OptionSpec("bio", value: "TEXT", "about her, in Markdown"),
  OptionSpec(
    "topics", value: "SLUGS", "what she knows: slugs with commas; new ones are made unless site.yaml lists the topics"),
  OptionSpec("subjects", value: "SLUGS", "what sessions may be about: slugs with commas"),
  OptionSpec("languages", value: "CODES", "BCP 47 codes with commas"),
  OptionSpec("link", value: "URL", repeats: true, "https address of a page of hers"),
  OptionSpec("accepting", value: "YES|NO", choices: ["yes", "no"], "whether she takes new students"),
  OptionSpec("confirm", value: "WHEN", choices: ["instant", "each", "default"], "instant, each, or default"),
  OptionSpec("durations", value: "MINUTES", "lengths she offers, with commas, or default"),
  OptionSpec("step", value: "MINUTES", "between starts, or default"),
  OptionSpec("buffer-before", value: "MINUTES", "or default"),
  OptionSpec("buffer-after", value: "MINUTES", "or default"),
  OptionSpec("notice", value: "MINUTES", "before a session, or default"),
  OptionSpec("horizon-days", value: "DAYS", "how far ahead, or default"),
  OptionSpec("max-per-day", value: "N", "or default"), OptionSpec("max-per-week", value: "N", "or default"),
  OptionSpec("capacity", value: "N", "accepted connections, 0 = no limit, or default"),
  OptionSpec(
    "hourly-rate", value: "AMOUNT", "of an hour, in the currency's smallest unit; 0 = free of charge, default = none"),
  OptionSpec("currency", value: "CODE", "ISO 4217"),
]

private let mentorAddCommand = CommandSpec(
  words: ["mentor", "add"], summary: "make a person a mentor, who waits for approval if the settings say so",
  operands: [OperandSpec(name: "SLUG")],
  options: [OptionSpec("email", value: "EMAIL", "the person")] + factOptions + [principalOption]
) { invocation, process in
  let context = try VerbContext(invocation, process)
  let person = try context.people.person(try context.required("email"))
  let slug = invocation.operands.first ?? ""
  try checkMentorSlug(slug)
  let facts = try mentorColumns(context)
  // People who apply for themselves wait for approval whatever the settings say.
  var principal = Principal(.organiser)
  var isApplication = false
  if let email = invocation.value("as") {
    let speaking = try context.people.person(email)
    guard speaking.isOrganiser || speaking.id == person.id else {
      throw Refusal(.actor, "nobody but the organiser makes others mentors")
    }
    isApplication = !speaking.isOrganiser
    principal = Principal(isApplication ? .mentor : .organiser, speaking.id)
  }
  return try context.run("mentor add", by: principal) { reader, writer in
    let id = person.id.number
    let known = try MentorRow(of: id, on: context.record)
    if let known {
      // The row was created by an import or `person add` and never edited: this command completes it.
      guard known.version == 1 || known.slug == slug || !known.hasRole else {
        throw Refusal(
          .state,
          "\(person.email) is a mentor already, as \(known.slug); almanac mentor set changes facts, "
            + "almanac mentor rename \(known.slug) \(slug) the short name")
      }
      try context.renameMentor(person.id, to: slug, keepsAddress: known.approval != .pending, writer)
    } else if try writer.ownerOfSlug(slug) != nil {
      throw Refusal(.state, "the short name \(slug) is or was another mentor's; choose another")
    } else {
      context.mentorFiles.noteFiles(under: slug)
    }
    try requireCurrency(facts, of: known == nil ? nil : person.id, context)
    if known?.hasRole != true {
      let roles = try context.roles(of: person.id)
      let change = try writer.setRoles(
        of: person.id,
        to: Roles(isMentor: true, isStudent: roles.isStudent, isOrganiser: roles.isOrganiser),
        needsApproval: context.policy.mentorsNeedApproval || isApplication, slug: slug,
        umlauts: Umlauts(languages: context.language), reader: reader)
      if known != nil { for text in change.consequences { context.skippedItems.note("\(person.email): \(text)") } }
    }
    if let known, known.hasRole, known.version > 1 {
      let before = writer.changed
      try writer.change("mentor", id, facts) { try setMentorLists(id, context, writer) }
      guard writer.changed == before else {
        throw Refusal(.state, "\(person.email) is a mentor already; almanac mentor set \(slug) changes facts")
      }
    } else {
      try writer.update("mentor", id, facts) { try setMentorLists(id, context, writer) }
    }
    let isWaiting = try MentorRow(of: id, on: context.record)?.approval == .pending
    guard isWaiting, isApplication, !writer.changed.isEmpty else { return [] }
    return try organisers(context).map { Notice(.mentorApplied, to: $0) }
  }
}

/// The existing row that `mentor add` finds.
private struct MentorRow {
  var slug: String
  var approval: Approval
  var version: Int
  /// Whether the person also has the role; a suspended mentor may have lost it.
  var hasRole: Bool

  init?(of person: Int, on record: Database) throws {
    let row = try Statement(
      """
      SELECT m.slug, m.approval, m.version, p.is_mentor FROM mentor m JOIN person p ON p.id = m.person_id
      WHERE m.person_id = ?1
      """, on: record)
    row.bind(person, at: 1)
    guard try row.step() else { return nil }
    slug = row.text(0).string
    approval = Approval(rawValue: row.text(1).string) ?? .pending
    version = row.integer(2)
    hasRole = row.integer(3) == 1
  }
}

private let mentorSetCommand = CommandSpec(
  words: ["mentor", "set"], summary: "change what is known of a mentor, and her own rules",
  operands: [OperandSpec(name: "MENTOR")], options: factOptions + verbOptions
) { invocation, process in
  let context = try VerbContext(invocation, process)
  let mentor = try context.people.mentor(invocation.operands.first ?? "")
  let principal = try context.principal(mentor: mentor, student: PersonID(0))
  let facts = try mentorColumns(context)
  let version = try context.version
  return try context.run("mentor set", by: principal) { _, writer in
    try checkVersion(version, "mentor", "person_id", mentor.number, context)
    try requireCurrency(facts, of: mentor, context)
    try writer.change("mentor", mentor.number, facts) { try setMentorLists(mentor.number, context, writer) }
    return []
  }
}

private func approvalCommand(_ command: MentorCommand, _ summary: String) -> CommandSpec {
  CommandSpec(
    words: ["mentor", command.rawValue], summary: summary,
    operands: [OperandSpec(name: "MENTOR", isOptional: command == .approve, repeats: true)],
    options: (command == .approve ? [OptionSpec("all", "every mentor who waits for approval")] : []) + verbOptions
  ) { invocation, process in
    let context = try VerbContext(invocation, process)
    guard invocation.has("all") == invocation.operands.isEmpty else {
      throw Diagnostic(
        "almanac mentor \(command.rawValue) needs mentors\(command == .approve ? " or --all" : "")",
        remedy: command == .approve ? "give one of the two" : "name one or more", exitCode: .usage)
    }
    let mentors =
      invocation.has("all")
      ? try waitingMentors(context) : try invocation.operands.map { try context.people.mentor($0) }
    let version = try context.version
    var principal = Principal(.organiser)
    if let email = invocation.value("as") {
      let person = try context.people.person(email)
      guard person.isOrganiser else {
        throw Refusal(.actor, "only the organiser can \(command.rawValue) a mentor")
      }
      principal = Principal(.organiser, person.id)
    }
    return try context.run("mentor \(command.rawValue)", by: principal) { reader, writer in
      var notices: [Notice] = []
      for mentor in mentors {
        let decision = try decide(
          command, by: principal.actor, version: version, try reader.mentor(mentor, now: context.now), now: context.now)
        try writer.write(decision, rooms: context.rooms, zoneVersion: context.zones.version ?? "")
        notices += decision.notices
      }
      return notices
    }
  }
}

private let mentorListCommand = CommandSpec(
  words: ["mentor", "list"], summary: "list mentors",
  options: [
    OptionSpec("approval", value: "STATE", choices: choices(of: Approval.self), "pending, approved or suspended")
  ]
) { invocation, process in
  let folder = ProgrammeFolder(for: invocation, environment: process.environment)
  if let text = invocation.value("approval"), Approval(rawValue: text) == nil {
    throw Diagnostic("unknown --approval \"\(text)\"", remedy: "write pending, approved or suspended")
  }
  let rows = try Statement(
    """
    SELECT m.slug, p.email, p.name, p.zone, m.approval, m.is_accepting, m.headline, m.company, m.job_title, m.version,
      (SELECT count(*) FROM session s WHERE s.mentor_id = m.person_id AND s.status = 'completed') AS sessions_taught
    FROM mentor m JOIN person p ON p.id = m.person_id
    WHERE p.state = 'active' AND (?1 IS NULL OR m.approval = ?1) ORDER BY m.slug
    """, on: try openRecord(at: folder.record))
  rows.bind(invocation.value("approval"), at: 1)
  process.console.print(
    try table(of: rows, json: invocation.has("json"), shown: ["slug", "approval", "name", "email", "zone"]))
  return 0
}

private func waitingMentors(_ context: VerbContext) throws -> [PersonID] {
  try context.record.texts(
    """
    SELECT m.person_id FROM mentor m JOIN person p ON p.id = m.person_id
    WHERE p.state = 'active' AND m.approval = 'pending' ORDER BY m.slug
    """
  ).compactMap { Int($0) }.map { PersonID($0) }
}

private func organisers(_ context: VerbContext) throws -> [PersonID] {
  try context.record.texts("SELECT id FROM person WHERE is_organiser = 1 AND state = 'active' ORDER BY id")
    .compactMap { Int($0) }.map { PersonID($0) }
}

/// Whether a text may be part of a URL and does not conflict with list pages.
func isSlug(_ text: String) -> Bool { isMentorSlug(text) }

func checkMentorSlug(_ slug: String) throws(Diagnostic) {
  guard !isMentorSlug(slug) else { return }
  let near = Mentoring.slug(of: slug)
  throw Diagnostic(
    "\"\(slug)\" is not a short name",
    remedy: "write a-z, 0-9 and hyphens, up to 64 characters" + (isMentorSlug(near) ? ", such as \(near)" : ""))
}

/// Refuses a command based on an older version of a row.
func checkVersion(
  _ version: Int?, _ table: String, _ key: String, _ id: Int, _ context: VerbContext
) throws {
  guard let version else { return }
  let current = try context.record.integer("SELECT version FROM \(table) WHERE \(key) = \(id)") ?? 0
  if version != current {
    throw Refusal(.version, "it has changed since: it has version \(current), not \(version); look at it again")
  }
}
