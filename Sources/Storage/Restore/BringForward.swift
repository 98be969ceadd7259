import Bytes
import CivilTime
import Diagnostics
import Mentoring

/// The version of an event that calendars have received.
public struct PublishedVersion: Hashable, Sendable {
  public var sequence: Int
  /// DTSTAMP, in seconds.
  public var stamp: Int

  public init(sequence: Int, stamp: Int) {
    self.sequence = sequence
    self.stamp = stamp
  }
}

/// Updates a restored record with changes that others have seen since the backup was made. Calendars ignore an event
/// whose SEQUENCE falls (RFC 5546 section 2.1.5), and a replaced private address must not become valid again.
///
/// - Parameters:
///   - restored: the copy of the backup; no other program knows it yet.
///   - former: the record to be replaced; nil when there is no readable one.
func bringForward(
  _ restored: Database, past former: Database?, _ published: [String: PublishedVersion], now: Instant,
  random: any RandomSource, into report: inout RestoreReport
) throws {
  let last = try restored.integer("SELECT at FROM journal ORDER BY seq DESC LIMIT 1").map { Instant(seconds: $0) }
  var random = random
  let lineage = random.token()
  try restored.transaction {
    let writer = RecordWriter(
      restored, verb: "db restore", by: Principal(.system), now: max(now, last ?? now), random: random)
    try setLineage(of: restored, lineage)
    try writer.note("meta", 1)
    var replaced: [String: Int] = [:]
    if let former {
      do throws(Diagnostic) { replaced = try sequences(in: former, ofEventsUnlikeThoseOf: restored) } catch {
        report.warnings.add(notCompared(former, error))
      }
    }
    report.raised = try raise(writer, past: published, replaced, into: &report.warnings)
    guard let former else { return }
    do {
      report.keptAddresses = try keepAddresses(writer, of: former)
      try nameErased(restored, former, into: &report.warnings)
    } catch let error as Diagnostic {
      report.warnings.add(notCompared(former, error))
    }
  }
}

private func notCompared(_ former: Database, _ error: Diagnostic) -> Diagnostic {
  Diagnostic(
    .warning, at: Place(file: former.path),
    "the restored record was not compared with the former one: \(error.message)",
    remedy: "rotate private addresses that were changed since the backup: almanac link rotate EMAIL --all")
}

// MARK: Calendars

/// The former record's SEQUENCE of every event whose state differs between the former and the restored record.
private func sequences(
  in former: Database, ofEventsUnlikeThoseOf restored: Database
) throws(Diagnostic) -> [String: Int] {
  func events(_ connection: Database) throws(Diagnostic) -> String {
    // Schema 1 does not have this column.
    let isThere = try connection.integer("SELECT 1 FROM pragma_table_info('request') WHERE name = 'sequence'") != nil
    return """
      SELECT uid, sequence, changed_at || ' ' || version || status FROM session
      UNION ALL SELECT uid, \(isThere ? "sequence" : "0"), changed_at || ' ' || version || status
        FROM request WHERE id NOT IN (SELECT id FROM session)
      """
  }
  var states: [String: String] = [:]
  let mine = try Statement(events(restored), on: restored)
  while try mine.step() { states[mine.text(0).string] = mine.text(2).string }
  var sequences: [String: Int] = [:]
  let theirs = try Statement(events(former), on: former)
  while try theirs.step() {
    let uid = theirs.text(0).string
    if let state = states[uid], state != theirs.text(2).string { sequences[uid] = theirs.integer(1) }
  }
  return sequences
}

/// Raises SEQUENCE and DTSTAMP of every event that calendars may know in a later state; other events are unchanged.
///
/// - Parameters:
///   - replaced: the former record's SEQUENCE of the events whose state differs there.
private func raise(
  _ writer: RecordWriter, past published: [String: PublishedVersion], _ replaced: [String: Int],
  into warnings: inout Diagnostics
) throws -> Int {
  if published.isEmpty && replaced.isEmpty { return 0 }
  let stamps = try eventStamps(of: writer.connection)
  var raised = 0
  for table in ["session", "request"] {
    let rows = try Statement(
      "SELECT id, uid, sequence FROM \(table)"
        + (table == "request" ? " WHERE id NOT IN (SELECT id FROM session)" : ""), on: writer.connection)
    var behind: [(id: Int, sequence: Int?)] = []
    while try rows.step() {
      let (id, uid, sequence) = (rows.integer(0), rows.text(1).string, rows.integer(2))
      let version = published[uid]
      let isBehind = version.map { $0.sequence > sequence || $0.stamp > stamps[id] ?? 0 } ?? false
      guard isBehind || replaced[uid] != nil else { continue }
      let known = [sequence, version?.sequence, replaced[uid]].compactMap { $0 }
      if let highest = known.max(), highest >= highestSequence {
        warnings.add(
          Diagnostic(
            .warning,
            "S-\(id) had the SEQUENCE \(highest), and calendars read numbers up to \(highestSequence + 1) only",
            remedy:
              "another program wrote it; calendars that have it keep the event as it was, until it is removed there"))
      }
      let counted = known.filter { $0 < highestSequence }.max() ?? 0
      let next = try sequence < highestSequence ? nextSequence(after: counted, of: id) : nil
      behind.append((id, next))
    }
    for row in behind {
      try writer.update(table, row.id, row.sequence.map { [("sequence", RowValue.integer($0))] } ?? [])
    }
    raised += behind.count
  }
  return raised
}

/// The latest change of everything that an event's wording depends on, by the id of the request or session, as far as
/// the record knows it. This covers the row, both people, the mentor's card, the settings, and the pair's other
/// sessions, which decide whether a clock change is mentioned. Feeds never have a later DTSTAMP of an unchanged event.
func eventStamps(of connection: Database) throws(Diagnostic) -> [Int: Int] {
  struct Event {
    var id: Int
    var start: Int
    var pair: [Int]
    var changed: Int
  }
  var people: [Int: Int] = [:]
  let cards = try Statement(
    """
    SELECT p.id, max(p.changed_at, p.card_at, coalesce(m.card_at, 0), (SELECT coalesce(max(event_settings_at), 0) FROM meta))
    FROM person p LEFT JOIN mentor m ON m.person_id = p.id
    """, on: connection)
  while try cards.step() { people[cards.integer(0)] = cards.integer(1) }
  var pairs: [[Int]: [Event]] = [:]
  let rows = try Statement(
    """
    SELECT id, start_at, mentor_id, student_id, changed_at FROM session
    UNION ALL SELECT id, start_at, mentor_id, student_id, changed_at FROM request
      WHERE id NOT IN (SELECT id FROM session)
    """, on: connection)
  while try rows.step() {
    let pair = [rows.integer(2), rows.integer(3)].sorted()
    pairs[pair, default: []].append(
      Event(id: rows.integer(0), start: rows.integer(1), pair: pair, changed: rows.integer(4)))
  }
  // The period that `ClockNote` covers.
  let quarter = 92 * 86_400
  var stamps: [Int: Int] = [:]
  for events in pairs.values {
    for event in events {
      let near = events.lazy.filter { abs($0.start - event.start) <= quarter }.map(\.changed).max() ?? 0
      stamps[event.id] = event.pair.reduce(max(near, event.changed)) { max($0, people[$1] ?? 0) }
    }
  }
  return stamps
}

// MARK: Addresses

/// Replaces the backup's tokens by those of the former record: a token changed since the backup must stay invalid.
private func keepAddresses(_ writer: RecordWriter, of former: Database) throws -> Int {
  let tables: [(name: String, key: String, tokens: [String])] = [
    ("person", "uuid", ["home_token", "feed_token", "action_secret"]), ("session", "uid", ["meeting_token"]),
  ]
  var kept = 0
  for (table, key, tokens) in tables {
    let columns = "\(key), \(tokens.joined(separator: ", "))"
    let theirs = try Statement("SELECT \(columns) FROM \(table)", on: former)
    let mine = try Statement("SELECT id, \(columns) FROM \(table) WHERE \(key) = ?", on: writer.connection)
    while try theirs.step() {
      mine.bind(theirs.text(0).string, at: 1)
      defer { mine.reset() }
      guard try mine.step() else { continue }
      let id = mine.integer(0)
      let changed = tokens.indices.filter { theirs.text(Int32($0 + 1)).string != mine.text(Int32($0 + 2)).string }
      mine.reset()
      if changed.isEmpty { continue }
      let values = changed.map { (tokens[$0], RowValue.text(theirs.text(Int32($0 + 1)).string)) }
      try writer.update(table, id, values)
      kept += 1
    }
  }
  return kept
}

/// Reports people who were erased after the backup was made. The backup restores their data, so they must be erased
/// again.
private func nameErased(
  _ restored: Database, _ former: Database, into warnings: inout Diagnostics
) throws(Diagnostic) {
  let theirs = try Statement("SELECT uuid FROM person WHERE state = 'erased'", on: former)
  let mine = try Statement("SELECT id FROM person WHERE uuid = ? AND state = 'active'", on: restored)
  while try theirs.step() {
    mine.bind(theirs.text(0).string, at: 1)
    if try mine.step() {
      warnings.add(
        Diagnostic(
          .warning, at: Place(file: former.path),
          "person \(mine.integer(0)) was erased after the backup was made, and is back",
          remedy: "erase them again with almanac person erase; almanac person list shows their address"))
    }
    mine.reset()
  }
}
