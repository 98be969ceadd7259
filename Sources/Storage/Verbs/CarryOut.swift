import Bytes
import CivilTime
import Diagnostics
import Mentoring

/// The result of a verb after its commit.
public struct VerbResult: Sendable {
  public var changed: [ChangedRow]
  public var notices: [Notice]
  /// Rules that the mentor or the organiser overrode.
  public var overrides: [Rule] = []
  /// Whether the verb first copied changed settings into the record.
  public var tookSettings = false

  public init(changed: [ChangedRow], notices: [Notice], overrides: [Rule] = [], tookSettings: Bool = false) {
    self.changed = changed
    self.notices = notices
    self.overrides = overrides
    self.tookSettings = tookSettings
  }
}

/// Runs one verb: its reads and writes form one transaction that no other program can interleave with.
///
/// - Parameters:
///   - policy: the policy from site.yaml; its copy in `meta`, which the record's triggers obey, is updated first.
///   - clock: the source of `now`.
///   - terms: the terms that site.yaml lists; the record's terms are updated first, so that `body` finds exactly
///     these.
///   - body: reads, decides, and returns what to write.
/// - Throws: a `Refusal` or a `Diagnostic`; nothing is written then.
public func perform(
  _ verb: String, by principal: Principal, on connection: Database, policy: ProgrammePolicy, now: Instant,
  clock: ClockSource = .machine, terms: ListedTerms = ListedTerms(), random: any RandomSource,
  _ body: (RecordWriter) throws -> [Notice]
) throws -> VerbResult {
  do {
    return try connection.transaction {
      if try checkClock(connection, now: now, from: clock, daysAhead: ClockLimits.machineAhead) {
        try RecordWriter(connection, verb: "clock", by: Principal(.system), now: now, random: random).setClock()
      }
      let settings = RecordWriter(connection, verb: "settings", by: Principal(.system), now: now, random: random)
      try settings.put(policy)
      try settings.put(terms)
      let writer = RecordWriter(connection, verb: verb, by: principal, now: now, random: random)
      // Process expired offers first: a decision must not depend on whether `tick` has run.
      let due = try writer.offerFreePlaces(capacity: policy.capacity, random: random)
      let notices = try body(writer)
      let offers = try writer.offerFreePlaces(capacity: policy.capacity, random: random)
      let earlier = due.changed.filter { row in
        !(writer.changed + offers.changed).contains { ($0.kind, $0.id) == (row.kind, row.id) }
      }
      return VerbResult(
        changed: earlier + writer.changed + offers.changed,
        notices: due.notices.filter { !isOutdated($0, by: principal, offers.notices) } + notices + offers.notices,
        overrides: writer.reportedOverrides, tookSettings: !settings.changed.isEmpty)
    }
  } catch let guarded as Diagnostic {
    throw guardRefusal(of: guarded) ?? guarded
  }
}

/// Whether the verb that ran right after the offer used the offered place or withdrew it.
private func isOutdated(_ offer: Notice, by principal: Principal, _ later: [Notice]) -> Bool {
  offer.kind == .placeFree && (offer.to == principal.person || later.contains(Notice(.placeWithdrawn, to: offer.to)))
}

/// Turns a trigger's error into a refusal. Triggers catch what a decision could not know, such as two requests for the
/// same time when requests hold no time.
func guardRefusal(of guarded: Diagnostic) -> Refusal? {
  let rules: [(word: String, rule: Rule)] = [
    ("E_OVERLAP: ", .booked), ("E_HELD: ", .held), ("E_STALE: ", .version), ("E_NOT_CONNECTED: ", .connection),
    ("E_RATE: ", .rateLimit), ("E_STATE: ", .state), ("E_NOTICE: ", .cancelNotice), ("E_PAST: ", .past),
  ]
  guard let (word, rule) = rules.first(where: { guarded.message.hasPrefix($0.word) }) else { return nil }
  return Refusal(rule, String(guarded.message.dropFirst(word.count)))
}

extension RecordWriter {
  /// Updates the record's copy of the policy in site.yaml and records it in the journal. The actor is the system,
  /// since whoever runs the verb has not changed the settings.
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

  /// Records the settings that events are worded with. Calendars read a changed link only when the event's SEQUENCE
  /// has risen, and changed wording only with a later time stamp.
  private func put(_ wanted: EventSettings) throws {
    let row = try Statement("SELECT event_settings FROM meta", on: connection)
    guard try row.step() else { return }
    let known = EventSettings(text: row.text(0).string)
    row.reset()
    if known == wanted { return }
    var values: [(String, RowValue)] = [("event_settings", .text(wanted.text))]
    // The first record of these settings is not a change.
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
    for session in moved {
      let sequence = try nextSequence(after: session.sequence, of: session.id)
      try update("session", session.id, [("sequence", .integer(sequence))])
    }
  }
}
