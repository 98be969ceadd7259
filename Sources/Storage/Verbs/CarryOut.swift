import Bytes
import CivilTime
import Diagnostics
import Mentoring

/// What a verb came to, once it was committed.
public struct VerbResult: Sendable {
  public var changed: [ChangedRow]
  public var notices: [Notice]
  /// Rules that the mentor or the organiser moved past.
  public var overrides: [Rule] = []
  /// Whether the record took over something from the settings before.
  public var tookSettings = false
}

/// Runs one verb: what it reads and what it writes is one transaction that no other program can come between.
///
/// - Parameters:
///   - policy: what site.yaml says; the record's own triggers obey its copy in `meta`, which is brought up to date first.
///   - terms: what site.yaml lists; the record is brought to it first, so that `body` finds just these.
///   - body: reads, decides, and returns what to write.
/// - Throws: a `Refusal` or a `Diagnostic`; nothing is written then.
public func carryOut(
  _ verb: String, by speaker: Speaker, on connection: Connection, policy: ProgrammePolicy, now: Instant,
  terms: ListedTerms = ListedTerms(), random: any RandomSource, _ body: (RecordWriter) throws -> [Notice]
) throws -> VerbResult {
  do {
    return try connection.transaction {
      try checkClock(connection, now: now)
      let settings = RecordWriter(connection, verb: "settings", by: Speaker(.system), now: now, random: random)
      try settings.put(policy)
      try settings.put(terms)
      let writer = RecordWriter(connection, verb: verb, by: speaker, now: now, random: random)
      let notices = try body(writer)
      let offers = try writer.offerFreePlaces(capacity: policy.capacity, random: random)
      return VerbResult(
        changed: writer.changed, notices: notices + offers, overrides: writer.toldOverrides,
        tookSettings: !settings.changed.isEmpty)
    }
  } catch let guarded as Diagnostic {
    throw guardRefusal(of: guarded) ?? guarded
  }
}

/// What the record's own triggers say of what a decision could not know, such as two requests for one time that nothing
/// holds: a refusal like any other.
func guardRefusal(of guarded: Diagnostic) -> Refusal? {
  let rules: [(word: String, rule: Rule)] = [
    ("E_OVERLAP: ", .booked), ("E_HELD: ", .held), ("E_STALE: ", .version), ("E_NOT_CONNECTED: ", .connection),
    ("E_RATE: ", .rateLimit), ("E_STATE: ", .state), ("E_NOTICE: ", .cancelNotice),
  ]
  guard let (word, rule) = rules.first(where: { guarded.message.hasPrefix($0.word) }) else { return nil }
  return Refusal(rule, String(guarded.message.dropFirst(word.count)))
}

/// A clock far from the journal's last entry would write history that never was (decisions 8).
private func checkClock(_ connection: Connection, now: Instant) throws {
  guard let last = try connection.integer("SELECT at FROM journal ORDER BY seq DESC LIMIT 1") else { return }
  let newest = Instant(seconds: last)
  if now < newest.adding(minutes: -5) || now > newest.adding(days: 3653) {
    throw Diagnostic(
      "the clock says \(now.rfc3339), the journal's last entry is of \(newest.rfc3339)",
      remedy: "set the machine's clock, or leave --now out")
  }
}

extension RecordWriter {
  /// Brings the record's copy of what site.yaml says up to date, and tells the journal: whoever speaks the verb has not
  /// changed the settings, so the entry is the system's.
  func put(_ policy: ProgrammePolicy) throws {
    let wanted = TriggerPolicy(policy).columns
    let row = try Statement("SELECT \(wanted.map(\.name).joined(separator: ", ")) FROM meta", on: connection)
    guard try row.step() else { return }
    let changed = wanted.enumerated().filter { row.integer(Int32($0)) != $1.value }.map {
      ($1.name, RowValue.integer($1.value))
    }
    row.reset()
    if !changed.isEmpty { try update("meta", 1, changed) }
    try put(policy.events)
  }

  /// Notes the settings that events are worded with. Calendars look at a session again only if its SEQUENCE has risen with its
  /// link, and take other words only with a later time.
  private func put(_ wanted: EventSettings) throws {
    let row = try Statement("SELECT event_settings FROM meta", on: connection)
    guard try row.step() else { return }
    let known = EventSettings(text: row.text(0).string)
    row.reset()
    if known == wanted { return }
    var values: [(String, RowValue)] = [("event_settings", .text(wanted.text))]
    // The first note tells of no change.
    if let known, known.rest != wanted.rest { values.append(("event_settings_at", .integer(now.seconds))) }
    try update("meta", 1, values)
    guard let known else { return }
    let sessions = try Statement(
      """
      SELECT id, sequence, kind FROM session
      WHERE status = 'scheduled' AND start_at > ?1 AND room IS NOT NULL AND coalesce(link, '') = '' ORDER BY id
      """, on: connection)
    sessions.bind(now.seconds, at: 1)
    var moved: [(id: Int, sequence: Int)] = []
    while try sessions.step() {
      guard let kind = SessionKind(rawValue: sessions.text(2).string), wanted.changesLink(of: kind, from: known) else {
        continue
      }
      moved.append((sessions.integer(0), sessions.integer(1)))
    }
    for session in moved { try update("session", session.id, [("sequence", .integer(session.sequence + 1))]) }
  }
}
