import Bytes
import CivilTime
import Diagnostics
import Mentoring
import Publishing
import Storage

let sessionCommands: [CommandSpec] =
  [bookCommand("book"), bookCommand("request")] + [
    sessionVerb("approve", "say yes to a request", bulkOptions) { _ in .approve },
    sessionVerb("decline", "say no to a request", [reasonOption] + bulkOptions) {
      .decline(reason: $0.text("reason") ?? "")
    },
    sessionVerb("withdraw", "take a request back", []) { _ in .withdraw },
    sessionVerb(
      "cancel", "cancel a session, or the rest of its series",
      [
        reasonOption, OptionSpec("rest", "of its series too: every session and request from this one on"),
        receivedOption,
        zoneOption,
      ]
    ) { .cancel(reason: $0.text("reason") ?? "") },
    sessionVerb("start", "note that a session has begun", []) { _ in .start },
    sessionVerb(
      "complete", "note that a session took place", [OptionSpec("notes", value: "TEXT", "notes in Markdown")]
    ) { .complete(notes: $0.markdown("notes")) },
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
      guard let text = invocation.markdown("before") else {
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
    options: options + verbOptions + [zoneFolderOption]
  ) { invocation, process in
    let context = try VerbContext(invocation, process)
    let command = try command(invocation)
    let version = try context.version
    let ids = try chosen(context, for: command.verb)
    let isBulk = invocation.has("all") || invocation.has("rest") || ids.count > 1
    context.skippedItems.isExpected = isBulk
    guard let first = ids.first else {
      return try context.run("session \(word)", by: Principal(.organiser)) { _, _ in [] }
    }
    let booking = try booking(first, context)
    let principal = try context.principal(mentor: booking.mentor, student: booking.student)
    if command.verb == .approve { try readCalendars(ofMentorsOf: ids, context) }
    var wanted: VerbContext.WantedTime?
    _ = try context.run("session \(word)", by: principal, near: { wanted }) { reader, writer in
      var notices: [Notice] = []
      var version = version
      if let wanted = version, invocation.has("rest") {
        // The version is that of the named session; the others change with it or nothing changes.
        guard let booking = try reader.booking(first) else { throw unknownSession(first) }
        guard booking.version == wanted else {
          throw Refusal(
            .version,
            "S-\(first) has changed since: it has version \(booking.version), not \(wanted); look at it again")
        }
        version = nil
      }
      for id in ids {
        guard let booking = try reader.booking(id) else { throw unknownSession(id) }
        let own = try context.principal(mentor: booking.mentor, student: booking.student)
        writer.principal = own
        wanted = VerbContext.WantedTime(of: booking)
        do {
          let decision = try decide(
            invocation.has("rest") ? restCommand(command, booking, by: own.actor) : command, by: own.actor,
            version: version, booking,
            proposal: command.verb == .approve ? try reader.approval(of: booking, now: context.now) : nil,
            received: context.received, now: context.now)
          try writer.attempt {
            try writer.write(decision, rooms: context.rooms, zoneVersion: context.zones.version ?? "")
          }
          notices += decision.notices
        } catch let refusal as Refusal where isBulk {
          // Process every booking that can be processed; report the others.
          context.skippedItems.add("S-\(id)", refusal)
        }
      }
      // If none can be processed, fail with the first refusal.
      if context.skippedItems.all.count == ids.count, let first = context.skippedItems.all.first { throw first.refusal }
      return notices
    }
    // With --all, skipped bookings were not requested by name.
    return invocation.has("all") ? 0 : context.skippedItems.exitCode
  }
}

/// The command for the rest of a cancelled series: its requests are withdrawn or declined instead.
private func restCommand(_ command: BookingCommand, _ booking: BookingSituation, by actor: Actor) -> BookingCommand {
  guard case .cancel(let reason) = command, booking.state == .pending, booking.movesSession == nil else {
    return command
  }
  return actor == .student ? .withdraw : .decline(reason: reason)
}

let bulkOptions: [OptionSpec] = [
  OptionSpec("all", "every pending request that --mentor, --where and --as let through"),
  OptionSpec("mentor", value: "SLUG", "with --all: of this mentor"),
  OptionSpec(
    "where", value: "KEY=VALUE", repeats: true, "with --all: student=EMAIL, type=TYPE, before=TIME or after=TIME"),
  zoneOption,
]

/// The bookings named on the command line, or all pending ones with --all.
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
    let ids = try invocation.operands.map { try context.people.booking($0) }
    return invocation.has("rest") ? try rest(of: ids, context) : ids
  }
  guard invocation.operands.isEmpty else {
    throw Diagnostic("both --all and sessions are given", remedy: "give one of them", exitCode: .usage)
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

/// For each booking, itself and the later unanswered requests and upcoming sessions of its series.
private func rest(of ids: [Int], _ context: VerbContext) throws -> [Int] {
  var all: [Int] = []
  for id in ids {
    let before = try booking(id, context)
    let rows = try Statement(
      """
      SELECT r.id FROM request r LEFT JOIN session s ON s.id = r.id
      WHERE r.series_id = (SELECT series_id FROM request WHERE id = ?1) AND coalesce(s.status, r.status) IN ('scheduled', 'pending')
        AND coalesce(s.start_at, r.start_at) >= ?2 ORDER BY coalesce(s.start_at, r.start_at), r.id
      """, on: context.record)
    rows.bind(id, at: 1)
    rows.bind(before.start.seconds, at: 2)
    guard try context.record.integer("SELECT 1 FROM request WHERE id = \(id) AND series_id IS NOT NULL") != nil else {
      throw Diagnostic("S-\(id) belongs to no series", remedy: "leave out --rest", exitCode: .usage)
    }
    while try rows.step() { if !all.contains(rows.integer(0)) { all.append(rows.integer(0)) } }
    // If the booking has been answered already, the session itself reports it.
    if all.isEmpty { all = [id] }
  }
  return all
}

/// Reads the calendars before the transaction, so that no other writer has to wait.
private func readCalendars(ofMentorsOf ids: [Int], _ context: VerbContext) throws {
  let mentors = Set(try ids.map { try booking($0, context).mentor })
  for mentor in mentors.sorted(by: { $0.number < $1.number }) { try context.readCalendars(of: mentor) }
}

/// Binds one `--where KEY=VALUE`.
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

/// Reads a booking before the transaction to find its mentor and student; the verb reads it again inside.
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
    OptionSpec("start", value: "TIME", "the new start: RFC 3339, or a local time with --zone"), zoneOption, foldOption,
    OptionSpec("duration", value: "MINUTES", "another length"), receivedOption, zoneFolderOption,
  ] + verbOptions
) { invocation, process in
  let context = try VerbContext(invocation, process)
  let id = try context.people.booking(invocation.operands.first ?? "")
  let before = try booking(id, context)
  let principal = try context.principal(mentor: before.mentor, student: before.student)
  let start = try context.wantedStart
  let duration = try wantedDuration(invocation)
  let version = try context.version
  try context.readCalendars(of: before.mentor)
  var wanted: VerbContext.WantedTime?
  return try context.decide("session reschedule", by: principal, near: { wanted }) { reader in
    guard let booking = try reader.booking(id) else { throw unknownSession(id) }
    var proposal = booking.proposal
    proposal.start = start
    if let duration { proposal.duration = duration }
    wanted = VerbContext.WantedTime(proposal, mentor: booking.mentor, student: booking.student, moving: booking)
    let situation = try reader.bookingContext(
      of: booking.mentor, with: booking.student, moving: booking, received: context.received, now: context.now)
    return try decideMove(
      of: booking, to: proposal, by: principal.actor, version: version, situation, received: context.received,
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
      "until", value: "TIME",
      "when the recording's link expires: a time, a date (its whole day), or never (default: as before)"
    ),
    zoneOption, zoneFolderOption,
  ] + verbOptions
) { invocation, process in
  let context = try VerbContext(invocation, process)
  let id = try context.people.booking(invocation.operands.first ?? "")
  let before = try booking(id, context)
  let principal = try context.principal(mentor: before.mentor, student: before.student)
  let version = try context.version
  let command: BookingCommand
  if let url = invocation.value("recording") {
    guard !invocation.has("url"), !invocation.has("platform") else {
      throw Diagnostic("both --url and --recording are given", remedy: "set one after the other", exitCode: .usage)
    }
    var until = RecordingEnd.asBefore
    if invocation.value("until") == "never" {
      until = .never
    } else if let end = try context.times.end("until", zone: { try ownZone(of: before, context) }) {
      until = .at(end)
    }
    command = .recording(url: url, hasConsent: invocation.has("consent"), until: until)
  } else {
    guard !invocation.has("consent"), !invocation.has("until") else {
      throw Diagnostic("--consent and --until are for --recording", remedy: "leave them out", exitCode: .usage)
    }
    command = .link(
      url: try context.required("url"), platform: invocation.text("platform") ?? "", allowedHosts: context.allowedHosts
    )
  }
  return try context.decide("session link", by: principal) { reader in
    guard let booking = try reader.booking(id) else { throw unknownSession(id) }
    return try decide(command, by: principal.actor, version: version, booking, now: context.now)
  }
}

/// The zone of the booking's principal, otherwise of its mentor.
private func ownZone(of booking: BookingSituation, _ context: VerbContext) throws -> Zone {
  if let email = context.invocation.value("as") {
    return try context.zones.zone(named: try context.people.person(email).zone)
  }
  let zone = try context.record.texts("SELECT zone FROM person WHERE id = \(booking.mentor.number)").first
  return try context.zones.zone(named: zone ?? "UTC")
}
