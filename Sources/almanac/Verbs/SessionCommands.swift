import Bytes
import CivilTime
import Diagnostics
import Mentoring
import Publishing
import Storage

let sessionCommands: [CommandSpec] =
  [bookCommand("book"), bookCommand("request")] + [
    sessionVerb("approve", "say yes to a request", []) { _ in .approve },
    sessionVerb("decline", "say no to a request", [reasonOption]) { .decline(reason: $0.value("reason") ?? "") },
    sessionVerb("withdraw", "take a request back", []) { _ in .withdraw },
    sessionVerb("cancel", "cancel a session", [reasonOption]) { .cancel(reason: $0.value("reason") ?? "") },
    sessionVerb("start", "note that a session has begun", []) { _ in .start },
    sessionVerb(
      "complete", "note that a session took place", [OptionSpec("notes", value: "TEXT", "notes in Markdown")]
    ) { .complete(notes: $0.value("notes")) },
    sessionVerb(
      "no-show", "note that somebody did not come, or correct who did not",
      [
        OptionSpec(
          "absent", value: "WHO", choices: choices(of: Absentee.self), "mentor, student or both; must be given")
      ]
    ) { invocation in
      guard let text = invocation.value("absent") else {
        throw Diagnostic(
          "almanac session no-show needs --absent", remedy: "write who did not come: mentor, student or both",
          exitCode: .usage)
      }
      guard let absent = Absentee(rawValue: text) else {
        throw Diagnostic("unknown --absent \"\(text)\"", remedy: "write mentor, student or both")
      }
      return .noShow(absent)
    },
    sessionVerb(
      "note", "write what the two want to prepare for a session",
      [OptionSpec("before", value: "TEXT", "notes in Markdown; empty takes them away")]
    ) { invocation in
      guard let text = invocation.value("before") else {
        throw Diagnostic(
          "almanac session note needs --before", remedy: "write the notes; those after it go with session complete",
          exitCode: .usage)
      }
      return .note(before: text)
    },
    rescheduleCommand, sessionLinkCommand, sessionListCommand, sessionShowCommand,
  ]

/// A verb on one booking.
private func sessionVerb(
  _ word: String, _ summary: String, _ options: [OptionSpec],
  _ command: @escaping @Sendable (Invocation) throws -> BookingCommand
) -> CommandSpec {
  CommandSpec(
    words: ["session", word], summary: summary,
    operands: [OperandSpec(name: "SESSION", isOptional: true, repeats: true)],
    options: options + bulkOptions + verbOptions
  ) { invocation, surroundings in
    let context = try VerbContext(invocation, surroundings)
    let command = try command(invocation)
    let version = try context.version
    context.omissions.isExpected = invocation.has("all")
    let ids = try chosen(context, for: command.verb)
    guard let first = ids.first else {
      return try context.run("session \(word)", by: Speaker(.organiser)) { _, _ in [] }
    }
    let booking = try booking(first, context)
    let speaker = try context.speaker(mentor: booking.mentor, student: booking.student)
    if command.verb == .approve { try readCalendars(ofMentorsOf: ids, context) }
    var wanted: VerbContext.WantedTime?
    return try context.run("session \(word)", by: speaker, near: { wanted }) { reader, writer in
      var notices: [Notice] = []
      for id in ids {
        guard let booking = try reader.booking(id) else { throw unknownSession(id) }
        let own = try context.speaker(mentor: booking.mentor, student: booking.student)
        writer.speaker = own
        wanted = VerbContext.WantedTime(of: booking)
        do {
          let decision = try decide(
            command, by: own.actor, version: version, booking,
            wish: command.verb == .approve ? try reader.approval(of: booking, now: context.now) : nil,
            now: context.now)
          try writer.attempt {
            try writer.write(decision, rooms: context.rooms, zoneVersion: context.zones.version ?? "")
          }
          notices += decision.notices
        } catch let refusal as Refusal where invocation.has("all") {
          // Whoever answers all of them wants those answered that can be.
          context.omissions.add("S-\(id)", refusal)
        }
      }
      // When none of them can, the first says why.
      if context.omissions.all.count == ids.count, let first = context.omissions.all.first { throw first.refusal }
      return notices
    }
  }
}

let bulkOptions: [OptionSpec] = [
  OptionSpec("all", "every pending request that --mentor and --as let through (approve and decline)"),
  OptionSpec("mentor", value: "SLUG", "with --all: of this mentor"),
  OptionSpec(
    "where", value: "KEY=VALUE", repeats: true, "with --all: student=EMAIL, type=TYPE, before=TIME or after=TIME"),
  zoneOption,
]

/// The bookings that a command names, or all pending ones with --all.
private func chosen(_ context: VerbContext, for verb: BookingVerb) throws -> [Int] {
  let invocation = context.invocation
  guard invocation.has("all") else {
    if let option = ["mentor", "where"].first(where: invocation.has) {
      throw Diagnostic("--\(option) goes with --all", remedy: "add --all, or leave it out", exitCode: .usage)
    }
    guard !invocation.operands.isEmpty else {
      let orAll = verb == .approve || verb == .decline ? ", or write --all" : ""
      throw Diagnostic(
        "almanac \(invocation.command.name) needs a session", remedy: "name it: S-12\(orAll)", exitCode: .usage)
    }
    return try invocation.operands.map { try context.people.booking($0) }
  }
  guard verb == .approve || verb == .decline, invocation.operands.isEmpty else {
    throw Diagnostic("--all is for approve and decline, without sessions", remedy: "name sessions", exitCode: .usage)
  }
  var mentor = try invocation.value("mentor").map { try context.people.mentor($0).number }
  if let email = invocation.value("as"), mentor == nil {
    let person = try context.people.person(email)
    if !person.isOrganiser { mentor = person.id.number }
  }
  let rows = try Statement(
    """
    SELECT id FROM request WHERE status = 'pending' AND (?1 IS NULL OR mentor_id = ?1)
      AND (?2 IS NULL OR student_id = ?2) AND (?3 IS NULL OR kind = ?3) AND (?4 IS NULL OR start_at < ?4)
      AND (?5 IS NULL OR start_at >= ?5) ORDER BY received_at, id
    """, on: context.record)
  rows.bind(mentor, at: 1)
  for index in 2...5 { rows.bindNull(at: Int32(index)) }
  for condition in invocation.all("where") { try bind(condition, to: rows, context) }
  var ids: [Int] = []
  while try rows.step() { ids.append(rows.integer(0)) }
  return ids
}

/// Before the transaction, so that no other writer waits for it.
private func readCalendars(ofMentorsOf ids: [Int], _ context: VerbContext) throws {
  let mentors = Set(try ids.map { try booking($0, context).mentor })
  for mentor in mentors.sorted(by: { $0.number < $1.number }) { try context.readCalendars(of: mentor) }
}

/// One `--where KEY=VALUE`.
private func bind(_ condition: String, to rows: Statement, _ context: VerbContext) throws {
  let parts = condition.split(separator: "=", maxSplits: 1).map(String.init)
  func time() throws -> Int { try context.times.instant(of: parts[1], in: "--where \(parts[0])").seconds }
  switch (parts.first, parts.count) {
  case ("student", 2): rows.bind(try context.people.person(parts[1]).id.number, at: 2)
  case ("type", 2):
    guard let kind = SessionKind(rawValue: parts[1].uppercased()) else {
      throw Diagnostic("--where \(condition): no such type", remedy: "write VIDEO, VOICE, CHAT or IN_PERSON")
    }
    rows.bind(kind.rawValue, at: 3)
  case ("before", 2): rows.bind(try time(), at: 4)
  case ("after", 2): rows.bind(try time(), at: 5)
  default:
    throw Diagnostic("--where \"\(condition)\"", remedy: "write student=EMAIL, type=TYPE, before=TIME or after=TIME")
  }
}

/// A booking as it is before the transaction, to know whose it is; the verb reads it again inside.
func booking(_ id: Int, _ context: VerbContext) throws -> BookingSituation {
  let reader = try SituationReader(context.record, zones: context.zones, policy: context.policy)
  guard let booking = try reader.booking(id) else { throw unknownSession(id) }
  return booking
}

func unknownSession(_ id: Int) -> Diagnostic {
  Diagnostic("there is no session S-\(id)", remedy: "see almanac session list")
}

private let rescheduleCommand = CommandSpec(
  words: ["session", "reschedule"], summary: "move a session, or ask for another time",
  operands: [OperandSpec(name: "SESSION")],
  options: [
    OptionSpec("start", value: "TIME", "the new start: RFC 3339, or a local time with --zone"), zoneOption,
    OptionSpec("duration", value: "MINUTES", "another length"),
  ] + verbOptions
) { invocation, surroundings in
  let context = try VerbContext(invocation, surroundings)
  let id = try context.people.booking(invocation.operands.first ?? "")
  let before = try booking(id, context)
  let speaker = try context.speaker(mentor: before.mentor, student: before.student)
  let start = try context.wantedStart
  let duration = try wantedDuration(invocation)
  let version = try context.version
  try context.readCalendars(of: before.mentor)
  var wanted: VerbContext.WantedTime?
  return try context.decide("session reschedule", by: speaker, near: { wanted }) { reader in
    guard let booking = try reader.booking(id) else { throw unknownSession(id) }
    var wish = booking.wish
    wish.start = start
    if let duration { wish.duration = duration }
    wanted = VerbContext.WantedTime(wish, mentor: booking.mentor, student: booking.student, moving: booking)
    let situation = try reader.wish(
      of: booking.mentor, with: booking.student, moving: booking, received: context.received, now: context.now)
    return try decideMove(
      of: booking, to: wish, by: speaker.actor, version: version, situation, received: context.received,
      now: context.now)
  }
}

private let sessionLinkCommand = CommandSpec(
  words: ["session", "link"], summary: "set a session's own meeting link, or the link of its recording",
  operands: [OperandSpec(name: "SESSION")],
  options: [
    OptionSpec("url", value: "URL", "https only"),
    OptionSpec("platform", value: "NAME", "such as Zoom"),
    OptionSpec("recording", value: "URL", "where the recording is"),
    OptionSpec("consent", "both have agreed to the recording"),
    OptionSpec(
      "until", value: "TIME", "when the recording's link goes: RFC 3339, or local with --zone (default: never)"),
    zoneOption,
  ] + verbOptions
) { invocation, surroundings in
  let context = try VerbContext(invocation, surroundings)
  let id = try context.people.booking(invocation.operands.first ?? "")
  let before = try booking(id, context)
  let speaker = try context.speaker(mentor: before.mentor, student: before.student)
  let version = try context.version
  let command: BookingCommand
  if let url = invocation.value("recording") {
    guard !invocation.has("url"), !invocation.has("platform") else {
      throw Diagnostic("both --url and --recording are given", remedy: "set one after the other", exitCode: .usage)
    }
    command = .recording(
      url: url, hasConsent: invocation.has("consent"), until: try context.times.instant("until"))
  } else {
    guard !invocation.has("consent"), !invocation.has("until") else {
      throw Diagnostic("--consent and --until are for --recording", remedy: "leave them out", exitCode: .usage)
    }
    command = .link(
      url: try context.required("url"), platform: invocation.value("platform") ?? "", allowedHosts: context.allowedHosts
    )
  }
  return try context.decide("session link", by: speaker) { reader in
    guard let booking = try reader.booking(id) else { throw unknownSession(id) }
    return try decide(command, by: speaker.actor, version: version, booking, now: context.now)
  }
}
