import Diagnostics
import Mentoring
import Storage

let reviewCommands: [CommandSpec] = [reviewAddCommand, reviewReplyCommand, reviewListCommand]

private let reviewAddCommand = CommandSpec(
  words: ["review", "add"], summary: "review a completed session, as its student or its mentor",
  operands: [OperandSpec(name: "SESSION")],
  options: [
    OptionSpec("stars", value: "N", "1 to 5"), OptionSpec("text", value: "TEXT", "some words"),
    OptionSpec("show-name", "the student's name may stand under it in public"),
  ] + verbOptions
) { invocation, process in
  let context = try VerbContext(invocation, process)
  let id = try context.people.booking(invocation.operands.first ?? "")
  let before = try booking(id, context)
  let principal = try context.principal(mentor: before.mentor, student: before.student)
  let stars = try invocation.value("stars").map { text in
    guard let number = Int(text) else { throw Refusal(.stars, "stars go from 1 to 5") }
    return number
  }
  let version = try context.version
  return try context.decide("review add", by: principal) { reader in
    guard let situation = try reader.review(of: id, by: principal.actor) else { throw unknownSession(id) }
    return try decideReview(
      stars: stars, text: invocation.text("text") ?? "", mayShowName: invocation.has("show-name"), by: principal.actor,
      version: version, situation)
  }
}

private let reviewReplyCommand = CommandSpec(
  words: ["review", "reply"], summary: "reply to the student's review of a session, as its mentor",
  operands: [OperandSpec(name: "SESSION")],
  options: [OptionSpec("text", value: "TEXT", "the answer")] + verbOptions
) { invocation, process in
  let context = try VerbContext(invocation, process)
  let id = try context.people.booking(invocation.operands.first ?? "")
  let before = try booking(id, context)
  let principal = try context.principal(mentor: before.mentor, student: before.student)
  let version = try context.version
  return try context.decide("review reply", by: principal) { reader in
    guard let situation = try reader.review(of: id, by: principal.actor) else { throw unknownSession(id) }
    return try decideReply(invocation.text("text") ?? "", by: principal.actor, version: version, situation)
  }
}

private let reviewListCommand = CommandSpec(
  words: ["review", "list"], summary: "list reviews, newest first",
  options: [OptionSpec("mentor", value: "SLUG", "of this mentor")]
) { invocation, process in
  let folder = ProgrammeFolder(for: invocation, environment: process.environment)
  let record = try openRecord(at: folder.record)
  let rows = try Statement(
    """
    SELECT v.session_id AS session, m.slug AS mentor, p.email AS author, v.direction, v.stars, v.text, v.reply,
      v.may_show_name, v.version, v.created_at
    FROM review v JOIN mentor m ON m.person_id = v.mentor_id JOIN person p ON p.id = v.author_id
    WHERE ?1 IS NULL OR v.mentor_id = ?1 ORDER BY v.created_at DESC, v.id DESC
    """, on: record)
  rows.bind(
    try invocation.value("mentor").map { try PersonLookup(record, console: process.console).mentor($0).number },
    at: 1)
  process.console.print(
    try table(of: rows, json: invocation.has("json"), shown: ["session", "mentor", "author", "stars", "text"]))
  return 0
}
