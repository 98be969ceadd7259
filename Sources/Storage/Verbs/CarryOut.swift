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

  public init(changed: [ChangedRow], notices: [Notice], overrides: [Rule] = [], tookSettings: Bool = false) {
    self.changed = changed
    self.notices = notices
    self.overrides = overrides
    self.tookSettings = tookSettings
  }
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
  }
}
