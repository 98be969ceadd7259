import Bytes
import CivilTime
import Diagnostics
import Mentoring

/// The source of a command's clock.
public enum ClockSource: Sendable {
  case machine
  /// The time of `--now`, with the time of the machine's own clock.
  case given(machine: Instant)
}

/// The largest allowed differences between a clock and the newest entry of the record.
public enum ClockLimits {
  /// The limit before the newest entry, in minutes.
  public static let back = 5
  /// The limit after it for a time that the user gives and for commands that write nothing, in days: ten years.
  public static let ahead = 3653
  /// The limit after it for verbs that use the machine's clock, in days. A wrong time would become the record's newest
  /// entry.
  public static let machineAhead = 400
}

/// Refuses a clock far from the newest entry of the record: a verb would write false history, and a build or a list of
/// slots would show the openings of another year.
///
/// If a time that the user gives is nearer to the machine's clock than the newest entry is, it is accepted: the entry
/// is wrong.
///
/// - Parameter daysAhead: the limit for the machine's clock.
/// - Returns: whether the given time is outside the limits and needs ``RecordWriter/setClock()``.
/// - Throws: `Diagnostic` of exit code 5.
@discardableResult
public func checkClock(
  _ connection: Database, now: Instant, from source: ClockSource = .machine, daysAhead: Int = ClockLimits.ahead
) throws(Diagnostic) -> Bool {
  guard let newest = try newestEntry(of: connection) else { return false }
  let isBack = now < newest.at.adding(minutes: -ClockLimits.back)
  let remedy: String
  switch source {
  case .machine:
    if !isBack, now <= newest.at.adding(days: daysAhead) { return false }
    remedy = "set the machine's clock; if it is right, run the command with --now \(now.rfc3339)"
  case .given(let machine):
    if !isBack, now <= newest.at.adding(days: ClockLimits.ahead) { return false }
    if abs(now.since(machine)) < abs(newest.at.since(machine)) { return true }
    remedy = isBack ? "write a time from \(newest.at.rfc3339) on, or leave --now out" : "leave --now out"
  }
  throw Diagnostic("the clock says \(now.rfc3339), \(newest.words)", remedy: remedy)
}

private struct NewestEntry {
  var at: Instant
  var words: String
}

/// The journal's last entry. For a record with an empty journal, such as a demo, the latest change of any row.
private func newestEntry(of connection: Database) throws(Diagnostic) -> NewestEntry? {
  let last = try Statement("SELECT at, seq, verb FROM journal ORDER BY seq DESC LIMIT 1", on: connection)
  if try last.step() {
    let at = Instant(seconds: last.integer(0))
    let name = "entry \(last.integer(1)), \"\(visible(last.text(2).string))\""
    return NewestEntry(at: at, words: "the journal's last entry is of \(at.rfc3339) (\(name))")
  }
  let rows = try Statement(
    """
    SELECT max(at) FROM (SELECT max(changed_at) AS at FROM person UNION ALL SELECT max(changed_at) FROM mentor
      UNION ALL SELECT max(changed_at) FROM connection)
    """, on: connection)
  guard try rows.step(), !rows.isNull(0) else { return nil }
  let at = Instant(seconds: rows.integer(0))
  return NewestEntry(at: at, words: "the record's newest change is of \(at.rfc3339)")
}

extension RecordWriter {
  /// Sets the record to a clock that its newest entry contradicts. The entry that this writes is the only one that the
  /// journal accepts at any time; see the trigger `journal_clock`.
  ///
  /// Rows with a change time in what is now the future get the present time. Calendars already have their later
  /// stamps, so the SEQUENCE of each event that is worded with such a row rises. Otherwise calendars would ignore all
  /// further changes of these events.
  func setClock() throws {
    try note("meta", 1)
    let stamps = try eventStamps(of: connection)
    let events = [
      // An outcome cannot be older than its session.
      ("session", "WHERE NOT (status IN ('completed', 'no_show') AND start_at > \(now.seconds))"),
      ("request", "WHERE id NOT IN (SELECT id FROM session)"),
    ]
    for (table, condition) in events {
      let rows = try Statement("SELECT id, sequence FROM \(table) \(condition) ORDER BY id", on: connection)
      var later: [(id: Int, sequence: Int)] = []
      while try rows.step() {
        let id = rows.integer(0)
        if (stamps[id] ?? 0) > now.seconds { later.append((id, rows.integer(1))) }
      }
      for row in later {
        let next = row.sequence < highestSequence ? try nextSequence(after: row.sequence, of: row.id) : row.sequence
        try update(table, row.id, [("sequence", .integer(next))])
      }
    }
    for (table, key, times) in [
      ("person", "id", ["card_at"]), ("mentor", "person_id", ["card_at"]), ("connection", "id", []),
      ("review", "id", []),
    ] as [(String, String, [String])] {
      let condition = (["changed_at"] + times).map { "\($0) > \(now.seconds)" }.joined(separator: " OR ")
      for id in try keys("SELECT \(key) FROM \(table) WHERE \(condition) ORDER BY 1") {
        try update(table, id, try times.filter { try isLater($0, table, key, id) }.map { ($0, .integer(now.seconds)) })
      }
    }
    if (try connection.integer("SELECT event_settings_at FROM meta") ?? 0) > now.seconds {
      try update("meta", 1, [("event_settings_at", .integer(now.seconds))])
    }
    let until = now.adding(hours: FixedRules.rightOfWay).seconds
    for id in try keys("SELECT id FROM waiting WHERE offered_until_at > \(until) ORDER BY id") {
      try update("waiting", id, [("offered_until_at", .integer(until))])
    }
  }

  private func isLater(_ column: String, _ table: String, _ key: String, _ id: Int) throws -> Bool {
    (try connection.integer("SELECT \(column) FROM \(table) WHERE \(key) = \(id)") ?? 0) > now.seconds
  }

  private func keys(_ sql: String) throws -> [Int] {
    let rows = try Statement(sql, on: connection)
    var all: [Int] = []
    while try rows.step() { all.append(rows.integer(0)) }
    return all
  }
}
