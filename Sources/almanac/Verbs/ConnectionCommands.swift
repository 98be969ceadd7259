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
      message: invocation.value("message") ?? "", goals: try context.people.terms(invocation.all("goal"), .goal),
      joinsWaitingList: invocation.has("wait"))
  },
  connectionVerb("accept", "accept a student's request", []) { _ in .accept },
  connectionVerb("decline", "decline a student's request", [reasonOption]) { context in
    .decline(reason: context.invocation.value("reason") ?? "")
  },
  connectionVerb("withdraw", "take a request back, or leave the waiting list", []) { _ in .withdraw },
  connectionVerb(
    "end", "end a connection",
    [reasonOption, OptionSpec("cancel-sessions", "cancel what lies ahead of the two as well")]
  ) { context in
    .end(
      reason: context.invocation.value("reason") ?? "", cancelsSessions: context.invocation.has("cancel-sessions"))
  },
  connectionVerb("reopen", "let a declined request be answered anew; the organiser alone", []) { _ in .reopen },
  connectionListCommand,
]

let reasonOption = OptionSpec("reason", value: "TEXT", "why")

private func connectionVerb(
  _ word: String, _ summary: String, _ options: [OptionSpec],
  _ command: @escaping @Sendable (VerbContext) throws -> ConnectionCommand
) -> CommandSpec {
  let operands = word == "request" ? [] : [OperandSpec(name: "CONNECTION", isOptional: true)]
  return CommandSpec(
    words: ["connection", word], summary: summary, operands: operands,
    options: pairOptions + options + [zoneOption] + verbOptions
  ) { invocation, surroundings in
    let context = try VerbContext(invocation, surroundings)
    let (mentor, student) = try pair(context)
    let speaker = try context.speaker(mentor: mentor, student: student)
    let version = try context.version
    return try context.decide("connection \(word)", by: speaker) { reader in
      let command = try command(context)
      return try decide(
        command, by: speaker.actor, version: version,
        try reader.connection(of: mentor, with: student, now: context.now), now: context.now)
    }
  }
}

/// The two of `C-7`, as pages name a connection, or of --mentor and --student.
private func pair(_ context: VerbContext) throws -> (mentor: PersonID, student: PersonID) {
  guard let word = context.invocation.operands.first else {
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
) { invocation, surroundings in
  let folder = ProgrammeFolder(for: invocation, environment: surroundings.environment)
  let record = try openRecord(at: folder.record)
  let people = PersonLookup(record, console: surroundings.console)
  if invocation.has("waiting") {
    guard !invocation.has("status") else {
      throw Diagnostic("--waiting has no --status", remedy: "give one of the two", exitCode: .usage)
    }
    let rows = try Statement(
      """
      SELECT m.slug AS mentor, p.email AS student, w.created_at FROM waiting w JOIN mentor m ON m.person_id = w.mentor_id
        JOIN person p ON p.id = w.student_id
      WHERE (?1 IS NULL OR w.mentor_id = ?1) AND (?2 IS NULL OR w.student_id = ?2)
      ORDER BY m.slug, w.created_at, w.id
      """, on: record)
    rows.bind(try invocation.value("mentor").map { try people.mentor($0).number }, at: 1)
    rows.bind(try invocation.value("student").map { try people.person($0).id.number }, at: 2)
    surroundings.console.print(
      try table(of: rows, json: invocation.has("json"), shown: ["mentor", "student", "created_at"]))
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
    SELECT m.slug AS mentor, p.email AS student, c.status, c.message, c.reason, c.version, c.created_at, c.responded_at
    FROM connection c JOIN mentor m ON m.person_id = c.mentor_id JOIN person p ON p.id = c.student_id
    WHERE (?1 IS NULL OR c.mentor_id = ?1) AND (?2 IS NULL OR c.student_id = ?2) AND (?3 IS NULL OR c.status = ?3)
    ORDER BY m.slug, p.email
    """, on: record)
  rows.bind(try invocation.value("mentor").map { try people.mentor($0).number }, at: 1)
  rows.bind(try invocation.value("student").map { try people.person($0).id.number }, at: 2)
  rows.bind(status?.rawValue, at: 3)
  surroundings.console.print(try table(of: rows, json: invocation.has("json"), shown: ["mentor", "student", "status"]))
  return 0
}
