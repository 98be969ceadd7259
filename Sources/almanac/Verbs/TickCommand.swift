import CivilTime
import Diagnostics
import Mentoring
import Storage

/// The command for changes due to time: it expires requests and keeps the wall time of sessions and requests when zone
/// rules change. It is safe to run as often as needed.
let tickCommand = CommandSpec(
  words: ["tick"],
  summary: "expire requests, recordings and offers whose time is over, and keep wall times under new zone rules",
  options: [zoneFolderOption]
) { invocation, process in
  let context = try VerbContext(invocation, process)
  return try context.run("tick", by: Principal(.system)) { reader, writer in
    var notices = try keepWallTimes(context, reader, writer)
    for booking in try reader.lapsed(at: context.now) {
      let decision = try decide(.expire, by: .system, booking, now: context.now)
      try writer.write(decision, rooms: context.rooms, zoneVersion: context.zones.version ?? "")
      notices += decision.notices
    }
    for session in try reader.expiredRecordings(at: context.now) {
      var patch = SessionPatch()
      patch.recording = .gone
      try writer.write(
        Decision([.setSession(id: session, patch)]), rooms: context.rooms, zoneVersion: context.zones.version ?? "")
    }
    return notices
  }
}

/// Moves sessions and pending requests to the instant of their wall time under the current zone rules. One that would
/// overlap another is reported and not moved, and so is one whose time is now skipped by a clock change.
private func keepWallTimes(
  _ context: VerbContext, _ reader: SituationReader, _ writer: RecordWriter
) throws -> [Notice] {
  var notices: [Notice] = []
  var waiting = try reader.shifted(at: context.now)
  var conflicts: [(session: ShiftedSession, message: String)] = []
  // A session may have to wait until the one behind it has moved.
  repeat {
    conflicts = []
    for session in waiting {
      guard let booking = try reader.booking(session.id) else { continue }
      guard let start = session.moved else {
        conflicts.append((session, "the clock of \(session.zone) skips \(session.wallTime)"))
        continue
      }
      let when = WallMoment(start: start, minutes: session.length, in: try context.zones.zone(named: session.zone))
      if let message = try move(booking, session, to: when, context, writer) {
        conflicts.append((session, message))
      } else {
        let kind = session.isRequest ? Notice.Kind.requestMoved : .sessionMoved
        notices += [Notice(kind, to: booking.mentor), Notice(kind, to: booking.student)]
      }
    }
    if conflicts.count == waiting.count { break }
    waiting = conflicts.map(\.session)
  } while !waiting.isEmpty
  for (session, message) in conflicts {
    let time = session.moved.map { "would move to \($0.rfc3339)" } ?? "cannot keep its time"
    context.process.console.report("S-\(session.id) \(time) under the new zone rules: \(message)\n")
  }
  return notices
}

/// - Returns: nil when the booking was moved, otherwise the obstacle; then nothing is written.
private func move(
  _ booking: BookingSituation, _ session: ShiftedSession, to when: WallMoment, _ context: VerbContext,
  _ writer: RecordWriter
) throws -> String? {
  let change: Change
  if session.isRequest {
    let expires = context.policy.requestExpiry(
      start: when.start, received: booking.received, moving: booking.movesFrom)
    change = .moveRequest(id: session.id, when: when, expires: expires)
  } else {
    var patch = SessionPatch()
    patch.when = when
    patch.isRevision = true
    change = .setSession(id: session.id, patch)
  }
  do {
    try writer.attempt {
      try writer.write(Decision([change]), rooms: context.rooms, zoneVersion: context.zones.version ?? "")
    }
    return nil
  } catch let conflict as Refusal {
    return conflict.message
  }
}

let journalCommands: [CommandSpec] = [
  CommandSpec(
    words: ["journal", "list"], summary: "list who changed what, newest last",
    options: [
      OptionSpec("kind", value: "KIND", choices: journalKinds, "of this kind of row, such as session"),
      OptionSpec("id", value: "N", "of the row with this number"),
      OptionSpec("limit", value: "N", "the last so many"),
    ]
  ) { invocation, process in
    let folder = ProgrammeFolder(for: invocation, environment: process.environment)
    let record = try openRecord(at: folder.record)
    if let kind = invocation.value("kind"), !journalKinds.contains(kind) {
      let near = nearestName(to: kind, among: journalKinds).map { "did you mean \"\($0)\"?" }
      throw Diagnostic(
        "unknown --kind \"\(kind)\"", remedy: near ?? "write one of \(journalKinds.joined(separator: ", "))")
    }
    let rows = try Statement(
      """
      SELECT * FROM (SELECT seq, at, actor, verb, kind, object_id, before, after FROM journal
        WHERE (?1 IS NULL OR kind = ?1) AND (?2 IS NULL OR object_id = ?2) ORDER BY seq DESC LIMIT ?3) ORDER BY seq
      """, on: record)
    rows.bind(invocation.value("kind"), at: 1)
    rows.bind(try wholeNumber("id", invocation), at: 2)
    rows.bind(try wholeNumber("limit", invocation) ?? -1, at: 3)
    process.console.print(
      try table(of: rows, json: invocation.has("json"), shown: ["seq", "at", "actor", "verb", "kind", "object_id"]))
    return 0
  }
]

/// The value of a flag as a whole number.
func wholeNumber(_ option: String, _ invocation: Invocation) throws(Diagnostic) -> Int? {
  guard let text = invocation.value(option) else { return nil }
  guard let number = Int(text), number >= 0, number <= 1_000_000_000 else {
    throw Diagnostic("--\(option) \"\(text)\" is no number", remedy: "write digits only")
  }
  return number
}
