import Bytes
import CivilTime
import Diagnostics
import Mentoring
import Publishing
import Storage

/// The flag of every verb that can be run on somebody's behalf.
let principalOption = OptionSpec(
  "as", value: "EMAIL", "who speaks: a mentor, a student or an organiser (default: the organiser)")

/// The flag of verbs on an existing row.
let versionOption = OptionSpec("if-version", value: "N", "only if the row still has this version")

/// The flag of verbs whose deadlines and limits depend on when the request was made.
let receivedOption = OptionSpec("received", value: "TIME", "when it was asked for (default: now)")

/// Flags of verbs on an existing row.
let verbOptions: [OptionSpec] = [principalOption, versionOption]

extension CommandSpec {
  /// Whether the command writes somebody's decision and prints a document with --json.
  var isVerb: Bool {
    [["tick"], ["person", "import"]].contains(words)
      || options.contains { $0.long == principalOption.long && $0.help == principalOption.help }
  }
}

/// One run of a verb: the record, the rules, the clock and the principal.
struct VerbContext {
  let invocation: Invocation
  let process: ProcessEnvironment
  let record: Database
  let zones: ZoneDirectory
  /// Mentors' own calendars and the holidays.
  let calendars: ProgrammeCalendars
  let policy: ProgrammePolicy
  let rooms: RoomNames
  let allowedHosts: [String]
  /// The terms listed in site.yaml.
  let terms: ListedTerms
  /// The site's main language (BCP 47).
  let language: String
  let now: Instant
  let clock: ClockSource
  let received: Instant
  let times: TimeFlags
  let people: PersonLookup
  let mentorFiles: MentorFiles
  let skippedItems = SkippedItems()
  let outsideHours = OutsideHoursNotes()

  init(_ invocation: Invocation, _ process: ProcessEnvironment) throws {
    self.invocation = invocation
    self.process = process
    let folder = ProgrammeFolder(for: invocation, environment: process.environment)
    let settings = try folder.settings()
    policy = settings?.policy ?? ProgrammePolicy()
    rooms = RoomNames(template: settings?.rooms.template ?? RoomNames().template)
    allowedHosts = settings?.rooms.allowedHosts ?? []
    terms = settings?.listedTerms ?? ListedTerms()
    language = settings?.language ?? "en"
    mentorFiles = MentorFiles(folder)
    zones = process.zones(for: invocation)
    now = try process.now(for: invocation)
    clock = try process.clock(of: invocation)
    calendars = ProgrammeCalendars(folder, settings: settings, zones: zones, now: now, process)
    times = try TimeFlags(invocation, zones)
    received = try times.instant("received") ?? now
    guard received <= now else {
      throw Diagnostic("--received is after the clock, \(now.rfc3339)", remedy: "write when it came in")
    }
    guard received.seconds >= 0 else {
      throw Diagnostic("--received is before 1970", remedy: "write when it came in")
    }
    record = try openRecord(at: folder.record)
    people = PersonLookup(record, terms: terms, console: process.console)
  }

  /// The roles in the record.
  func roles(of person: PersonID) throws -> Roles {
    let row = try Statement("SELECT is_mentor, is_student, is_organiser FROM person WHERE id = ?1", on: record)
    row.bind(person.number, at: 1)
    guard try row.step() else { return Roles() }
    return Roles(isMentor: row.integer(0) == 1, isStudent: row.integer(1) == 1, isOrganiser: row.integer(2) == 1)
  }

  /// The role of people whose membership names no role.
  var defaultRole: DefaultRole { policy.defaultRoleIsStudent ? .student : .none }

  /// Replaces a person's roles and applies all consequences, which are reported once the verb is done.
  func setRoles(
    of person: PersonID, _ email: String, to wanted: Roles, _ reader: SituationReader, _ writer: RecordWriter,
    with columns: [(String, RowValue)] = []
  ) throws -> [Notice] {
    let written = columns.first { $0.0 == "language" }?.1
    var own = try record.texts("SELECT language FROM person WHERE id = \(person.number)").first ?? language
    if case .text(let code)? = written { own = code }
    let change = try writer.setRoles(
      of: person, to: wanted, needsApproval: policy.mentorsNeedApproval, umlauts: Umlauts(languages: own, language),
      reader: reader, with: columns)
    for consequence in change.consequences { skippedItems.note("\(email): \(consequence)") }
    return change.notices
  }

  /// Changes a mentor's slug and renames the files named after the old one.
  ///
  /// - Returns: the old slug.
  @discardableResult
  func renameMentor(
    _ mentor: PersonID, to slug: String, keepsAddress: Bool = true, _ writer: RecordWriter
  ) throws -> String {
    let old = try record.texts("SELECT slug FROM mentor WHERE person_id = \(mentor.number)").first ?? slug
    guard old != slug else { return old }
    try writer.renameMentor(mentor, to: slug, keepsAddress: keepsAddress)
    try mentorFiles.move(from: old, to: slug)
    mentorFiles.noteFiles(under: slug)
    return old
  }

  var version: Int? {
    get throws(Diagnostic) {
      guard let text = invocation.value("if-version") else { return nil }
      guard let number = Int(text), number > 0 else {
        throw Diagnostic("--if-version \"\(text)\" is no version", remedy: "write a whole number from 1")
      }
      return number
    }
  }

  /// Refuses --if-version for verbs that create a row, which has no version yet.
  func refuseVersion() throws(Diagnostic) {
    guard invocation.has("if-version") else { return }
    throw Diagnostic(
      "almanac \(invocation.command.name) takes no --if-version", remedy: "leave it out: what is new has none",
      exitCode: .usage)
  }

  /// A required flag.
  func required(_ option: String) throws(Diagnostic) -> String {
    guard let text = invocation.value(option) else {
      throw Diagnostic(
        "almanac \(invocation.command.name) needs --\(option)", remedy: "see almanac help \(invocation.command.name)",
        exitCode: .usage)
    }
    return text
  }

  /// The value of --start, which is required.
  var wantedStart: Instant {
    get throws { try times.instant(of: try required("start"), in: "--start") }
  }

  /// The principal for something that belongs to this mentor and this student.
  func principal(mentor: PersonID, student: PersonID) throws -> Principal {
    guard let email = invocation.value("as") else { return Principal(.organiser) }
    let person = try people.person(email)
    if person.id == mentor { return Principal(.mentor, person.id) }
    if person.id == student { return Principal(.student, person.id) }
    if person.isOrganiser { return Principal(.organiser, person.id) }
    throw Refusal(.actor, "\(email) is neither the mentor nor the student here, nor an organiser")
  }

  /// Reads the mentor's own calendars and the holidays before the transaction begins, so that no other writer has to
  /// wait.
  func readCalendars(of mentor: PersonID) throws {
    let row = try Statement(
      "SELECT m.slug, p.zone, p.email FROM mentor m JOIN person p ON p.id = m.person_id WHERE p.id = ?1", on: record)
    row.bind(mentor.number, at: 1)
    guard try row.step() else { return }
    _ = try calendars.times(ofMentor: row.text(0).string, zone: row.text(1).string, email: row.text(2).string)
    _ = try calendars.holidays()
    // Report why all of the mentor's time is closed before a refusal says that it is.
    if !invocation.has("quiet") {
      process.console.report(DiagnosticRenderer().render(calendars.unreadableFindings))
    }
  }

  /// A time that a verb would book for two people.
  struct WantedTime {
    var mentor: PersonID
    var student: PersonID
    var start: Instant
    /// In minutes.
    var duration: Int
    /// The booking that would move there; its own time counts as free.
    var moving: BookingSituation?

    init(of booking: BookingSituation) {
      (mentor, student) = (booking.mentor, booking.student)
      (start, duration) = (booking.start, booking.proposal.duration)
    }

    init(_ proposal: BookingProposal, mentor: PersonID, student: PersonID, moving: BookingSituation? = nil) {
      (self.mentor, self.student, self.moving) = (mentor, student, moving)
      (start, duration) = (proposal.start, proposal.duration)
    }
  }

  /// Runs the verb and reports the result.
  ///
  /// - Parameter near: the requested time; refusals by the record itself also list the open slots nearest to it.
  func run(
    _ verb: String, by principal: Principal, near: () -> WantedTime? = { nil },
    _ body: (SituationReader, RecordWriter) throws -> [Notice]
  ) throws -> Int32 {
    let result: VerbResult
    do {
      result = try perform(
        verb, by: principal, on: record, policy: policy, now: now, clock: clock, terms: terms, random: SystemRandom()
      ) { writer in
        writer.isSlugInUse = mentorFiles.isInUse
        return try body(try situations(), writer)
      }
    } catch var refusal as Refusal {
      mentorFiles.undoMoves()
      if let wanted = near(), refusal.slots.isEmpty, refusal.rule == .booked || refusal.rule == .held {
        refusal.slots = try openSlots(near: wanted)
      }
      throw refusal
    } catch {
      mentorFiles.undoMoves()
      throw error
    }
    mentorFiles.notes.forEach(skippedItems.note)
    reportDone { try tell(result) }
    if !invocation.has("quiet") {
      process.console.report(skippedItems.notes + skippedItems.report + outsideHours.report)
    }
    return 0
  }

  /// Reports a change that has been made. A failing report is only a warning, since another exit code would make the
  /// caller repeat the change.
  func reportDone(_ report: () throws -> Void) {
    process.console.noteDone()
    do { try report() } catch {
      let cause = (error as? Diagnostic)?.message ?? String(describing: error)
      process.console.report(
        "almanac: warning: the change is made, but its report cannot be read from the record: \(visible(cause))\n")
    }
  }

  func situations() throws -> SituationReader {
    try SituationReader(
      record, zones: zones, policy: policy, allowedHosts: allowedHosts, calendars: calendars)
  }

  private func openSlots(near wanted: WantedTime) throws -> [Instant] {
    let situation = try situations().bookingContext(
      of: wanted.mentor, with: wanted.student, moving: wanted.moving, received: received, now: now)
    return nearestSlots(to: wanted.start, minutes: wanted.duration, situation, now: now)
  }

  /// Runs a verb that consists of one decision.
  func decide(
    _ verb: String, by principal: Principal, near: () -> WantedTime? = { nil },
    _ body: (SituationReader) throws -> Decision
  ) throws -> Int32 {
    try run(verb, by: principal, near: near) { reader, writer in
      let decision = try body(reader)
      try writer.write(decision, rooms: rooms, zoneVersion: zones.version ?? "")
      return decision.notices
    }
  }

  // MARK: Reporting

  /// The people to notify, one per line.
  func noticeLines(_ notices: [Notice]) throws -> String {
    try notices.map { "to be told: \(visible(try people.email(of: $0.to))) (\($0.kind.rawValue))\n" }.joined()
  }

  /// - Parameter more: appends further members to the --json document.
  func tell(_ result: VerbResult, more: (inout ByteSink) -> Void = { _ in }) throws {
    let told = try result.notices.map { (to: try people.email(of: $0.to), kind: $0.kind.rawValue) }
    var sink = ByteSink(capacity: 1024)
    if invocation.has("json") {
      sink.append("{\"ok\":true,\"changed\":[")
      for (index, row) in result.changed.enumerated() {
        sink.append(index == 0 ? "{\"kind\":" : ",{\"kind\":")
        sink.append(json: row.kind)
        sink.append(",\"id\":\(row.id),\"version\":\(row.version.map(String.init) ?? "null")}")
      }
      sink.append("],\"notices\":[")
      for (index, notice) in told.enumerated() {
        sink.append(index == 0 ? "{\"to\":" : ",{\"to\":")
        sink.append(json: notice.to)
        sink.append(",\"kind\":")
        sink.append(json: notice.kind)
        sink.append("}")
      }
      sink.append("]")
      // Only acts that may have overrides list them.
      if !result.overrides.isEmpty {
        sink.append(",\"overrides\":")
        sink.append(json: result.overrides.map(\.rawValue))
      }
      skippedItems.append(into: &sink)
      outsideHours.append(into: &sink)
      more(&sink)
      sink.append("}\n")
    } else if !invocation.has("quiet") {
      for row in result.changed { sink.append(try people.describe(row, at: zones) + "\n") }
      if result.changed.isEmpty, skippedItems.all.isEmpty {
        sink.append(
          result.tookSettings ? "the record has taken over site.yaml\n" : "no change: already up to date\n")
      }
      if !result.overrides.isEmpty {
        sink.append("overrides: \(result.overrides.map(\.rawValue).joined(separator: ", "))\n")
      }
      sink.append(try noticeLines(result.notices))
    }
    process.console.print(sink.bytes)
  }
}

/// Prints a verb's error as a document, so that callers with --json always read JSON.
func printError(_ errors: Diagnostics, to console: Console) {
  let code = errors.exitCode
  let rule =
    switch code {
    case .usage: "usage"
    case .invalidInput: "input"
    case .databaseOrDisk: "record"
    case .locked: "locked"
    case .conflict: "conflict"
    default: "failed"
    }
  let first = errors.all.first { $0.exitCode == code } ?? errors.all.first
  var sink = ByteSink(capacity: 512)
  sink.append("{\"ok\":false,\"exit\":\(code.rawValue),\"rule\":")
  sink.append(json: rule)
  sink.append(",\"message\":")
  let remedy = first?.remedy.map { "; \($0)" } ?? ""
  sink.append(json: (first?.message ?? "") + remedy)
  sink.append(",\"slots\":[]}\n")
  console.print(sink.bytes)
}

/// Prints a refusal: a JSON document on standard output with --json, otherwise a line on standard error.
func printRefusal(_ refusal: Refusal, json: Bool, to console: Console) -> Int32 {
  let code = refusal.exitCode
  if json {
    var sink = ByteSink(capacity: 512)
    sink.append("{\"ok\":false,\"exit\":\(code.rawValue),\"rule\":")
    sink.append(json: refusal.rule.rawValue)
    sink.append(",\"message\":")
    sink.append(json: refusal.message)
    sink.append(",\"slots\":")
    sink.append(json: refusal.slots.map(\.rfc3339))
    sink.append("}\n")
    console.print(sink.bytes)
  } else {
    console.report("almanac: refused: \(visible(refusal.message)) (rule \(refusal.rule.rawValue))\n")
    if !refusal.slots.isEmpty {
      console.report("open slots nearby: \(refusal.slots.map(\.rfc3339).joined(separator: ", "))\n")
    }
  }
  return code.rawValue
}

extension Refusal {
  /// The exit code of the refused command.
  var exitCode: ExitCode { rule.isInvalidInput ? .invalidInput : rule.isConflict ? .conflict : .refused }
}
