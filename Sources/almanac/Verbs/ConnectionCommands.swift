import Bytes
import CivilTime
import Diagnostics
import Mentoring
import Publishing
import Storage

private let pairOptions: [OptionSpec] = [
  OptionSpec("mentor", value: "SLUG", "the mentor, by slug or e-mail"),
  OptionSpec("student", value: "EMAIL", "the student"),
]

let connectionCommands: [CommandSpec] = [
  connectionVerb(
    "request", "ask a mentor for a connection",
    [
      OptionSpec("message", value: "TEXT", "what the student wants to learn"),
      OptionSpec("goal", value: "SLUG", repeats: true, "a goal; may be given more than once"),
      OptionSpec("wait", "join the waiting list of a mentor who is at capacity"),
    ]
  ) { context in
    let invocation = context.invocation
    return .request(
      message: invocation.text("message") ?? "", goals: try context.people.terms(invocation.all("goal"), .goal),
      joinsWaitingList: invocation.has("wait"))
  },
  connectionVerb("accept", "accept a student's request", []) { _ in .accept },
  connectionVerb("decline", "decline a student's request", [reasonOption]) { context in
    .decline(reason: context.invocation.text("reason") ?? "")
  },
  connectionVerb("withdraw", "take a request back, or leave the waiting list", []) { _ in .withdraw },
  connectionVerb(
    "end", "end a connection",
    [reasonOption, OptionSpec("cancel-sessions", "cancel what lies ahead of the two as well")]
  ) { context in
    .end(
      reason: context.invocation.text("reason") ?? "", cancelsSessions: context.invocation.has("cancel-sessions"))
  },
  connectionVerb("reopen", "let a declined request be answered anew; the organiser alone", []) { _ in .reopen },
  connectionListCommand,
]

let reasonOption = OptionSpec("reason", value: "TEXT", "why")

private func connectionVerb(
  _ word: String, _ summary: String, _ options: [OptionSpec],
  _ command: @escaping @Sendable (VerbContext) throws -> ConnectionCommand
) -> CommandSpec {
  let operands = word == "request" ? [] : [OperandSpec(name: "CONNECTION", isOptional: true, repeats: true)]
  let mayTakeAll = word == "accept" || word == "decline"
  return CommandSpec(
    words: ["connection", word], summary: summary, operands: operands,
    options: pairOptions + options
      + (mayTakeAll ? [OptionSpec("all", "every pending request that --mentor, --student and --as let through")] : [])
      + verbOptions
  ) { invocation, process in
    let context = try VerbContext(invocation, process)
    let version = try context.version
    let pairs = try pairs(context)
    let isBulk = invocation.has("all") || pairs.count > 1
    context.skippedItems.isExpected = isBulk
    let speakers = try pairs.map { try context.principal(mentor: $0.mentor, student: $0.student) }
    _ = try context.run("connection \(word)", by: speakers.first ?? Principal(.organiser)) { reader, writer in
      let command = try command(context)
      var notices: [Notice] = []
      for (pair, principal) in zip(pairs, speakers) {
        writer.principal = principal
        do {
          let decision = try decide(
            command, by: principal.actor, version: version,
            try reader.connection(of: pair.mentor, with: pair.student, now: context.now), now: context.now)
          try writer.attempt {
            try writer.write(decision, rooms: context.rooms, zoneVersion: context.zones.version ?? "")
          }
          notices += decision.notices
        } catch let refusal as Refusal where isBulk {
          context.skippedItems.add(pair.name, refusal)
        }
      }
      if !pairs.isEmpty, context.skippedItems.all.count == pairs.count, let first = context.skippedItems.all.first {
        throw first.refusal
      }
      return notices
    }
    return invocation.has("all") ? 0 : context.skippedItems.exitCode
  }
}

private struct Pair {
  var mentor: PersonID
  var student: PersonID
  /// `C-7`, if the pair was named this way.
  var name = ""
}

/// The pairs that a command is about: from `C-7 C-8`, --all, or --mentor and --student.
private func pairs(_ context: VerbContext) throws -> [Pair] {
  let invocation = context.invocation
  if invocation.has("all") {
    guard invocation.operands.isEmpty else {
      throw Diagnostic("--all names no connections", remedy: "leave out \(invocation.operands[0])", exitCode: .usage)
    }
    return try pendingPairs(context)
  }
  if invocation.operands.isEmpty {
    let (mentor, student) = try pair(nil, context)
    return [Pair(mentor: mentor, student: student)]
  }
  return try invocation.operands.map { word in
    let (mentor, student) = try pair(word, context)
    return Pair(mentor: mentor, student: student, name: word)
  }
}

/// The pairs of --all: pending connections in the order of their requests.
private func pendingPairs(_ context: VerbContext) throws -> [Pair] {
  let invocation = context.invocation
  var mentor = try invocation.value("mentor").map { try context.people.mentor($0).number }
  if let email = invocation.value("as"), mentor == nil {
    let person = try context.people.person(email)
    if !person.isOrganiser { mentor = person.id.number }
  }
  let rows = try Statement(
    """
    SELECT id, mentor_id, student_id FROM connection WHERE status = 'PENDING' AND (?1 IS NULL OR mentor_id = ?1)
      AND (?2 IS NULL OR student_id = ?2) ORDER BY changed_at, id
    """, on: context.record)
  rows.bind(mentor, at: 1)
  rows.bind(try invocation.value("student").map { try context.people.person($0).id.number }, at: 2)
  var all: [Pair] = []
  while try rows.step() {
    all.append(
      Pair(mentor: PersonID(rows.integer(1)), student: PersonID(rows.integer(2)), name: "C-\(rows.integer(0))"))
  }
  return all
}

/// The mentor and student of `C-7`, as pages name a connection, or of --mentor and --student.
private func pair(_ word: String?, _ context: VerbContext) throws -> (mentor: PersonID, student: PersonID) {
  guard let word else {
    return (
      try context.people.mentor(try context.required("mentor")),
      try context.people.person(try context.required("student")).id
    )
  }
  guard !context.invocation.has("mentor"), !context.invocation.has("student") else {
    throw Diagnostic("both \(word) and --mentor or --student are given", remedy: "give one of them", exitCode: .usage)
  }
  let digits = word.hasPrefix("C-") || word.hasPrefix("c-") ? String(word.dropFirst(2)) : word
  guard let id = Int(digits), id > 0 else {
    throw Diagnostic("\"\(word)\" is no connection", remedy: "write C-7, or --mentor and --student")
  }
  let row = try Statement("SELECT mentor_id, student_id FROM connection WHERE id = ?1", on: context.record)
  row.bind(id, at: 1)
  guard try row.step() else {
    throw Diagnostic("there is no connection C-\(id)", remedy: "see almanac connection list")
  }
  return (PersonID(row.integer(0)), PersonID(row.integer(1)))
}

private let connectionListCommand = CommandSpec(
  words: ["connection", "list"], summary: "list connections",
  options: [
    OptionSpec("mentor", value: "SLUG", "of this mentor"), OptionSpec("student", value: "EMAIL", "of this student"),
    OptionSpec(
      "status", value: "STATUS", choices: choices(of: ConnectionStatus.self),
      "PENDING, ACCEPTED, REJECTED, WITHDRAWN or ENDED"),
    OptionSpec("waiting", "instead, who waits for a place with a mentor at capacity, in their order"),
  ]
) { invocation, process in
  let folder = ProgrammeFolder(for: invocation, environment: process.environment)
  let record = try openRecord(at: folder.record)
  let people = PersonLookup(record, console: process.console)
  if invocation.has("waiting") {
    guard !invocation.has("status") else {
      throw Diagnostic("--waiting has no --status", remedy: "give one of the two", exitCode: .usage)
    }
    let rows = try Statement(
      """
      SELECT m.slug AS mentor, p.email AS student, w.created_at, w.offered_until_at FROM waiting w JOIN mentor m ON m.person_id = w.mentor_id
        JOIN person p ON p.id = w.student_id
      WHERE (?1 IS NULL OR w.mentor_id = ?1) AND (?2 IS NULL OR w.student_id = ?2)
      ORDER BY m.slug, w.created_at, w.id
      """, on: record)
    rows.bind(try invocation.value("mentor").map { try people.mentor($0).number }, at: 1)
    rows.bind(try invocation.value("student").map { try people.person($0).id.number }, at: 2)
    process.console.print(
      try table(of: rows, json: invocation.has("json"), shown: ["mentor", "student", "created_at", "offered_until_at"]))
    return 0
  }
  let status = try invocation.value("status").map { text in
    guard let status = ConnectionStatus(rawValue: text.uppercased()) else {
      throw Diagnostic(
        "unknown --status \"\(text)\"",
        remedy: "write one of \(ConnectionStatus.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return status
  }
  let rows = try Statement(
    """
    SELECT 'C-' || c.id AS connection, m.slug AS mentor, p.email AS student, c.status,
      (SELECT group_concat(g.slug, ', ') FROM connection_goal l JOIN goal g ON g.id = l.goal_id
        WHERE l.connection_id = c.id) AS goals, c.message, c.reason, c.version, c.created_at, c.responded_at
    FROM connection c JOIN mentor m ON m.person_id = c.mentor_id JOIN person p ON p.id = c.student_id
    WHERE (?1 IS NULL OR c.mentor_id = ?1) AND (?2 IS NULL OR c.student_id = ?2) AND (?3 IS NULL OR c.status = ?3)
    ORDER BY m.slug, p.email
    """, on: record)
  rows.bind(try invocation.value("mentor").map { try people.mentor($0).number }, at: 1)
  rows.bind(try invocation.value("student").map { try people.person($0).id.number }, at: 2)
  rows.bind(status?.rawValue, at: 3)
  process.console.print(
    try table(
      of: rows, json: invocation.has("json"), shown: ["connection", "mentor", "student", "status", "goals", "message"]))
  return 0
}
