import Bytes
import CivilTime
import Diagnostics
import Mentoring

/// What calendars have been given of an event.
public struct PublishedVersion: Hashable, Sendable {
  public var sequence: Int
  /// DTSTAMP, in seconds.
  public var stamp: Int

  public init(sequence: Int, stamp: Int) {
    self.sequence = sequence
    self.stamp = stamp
  }

  /// The later of both, each by itself.
  func later(_ other: PublishedVersion?) -> PublishedVersion {
    PublishedVersion(
      sequence: max(sequence, other?.sequence ?? 0), stamp: max(stamp, other?.stamp ?? 0))
  }
}

/// Brings a restored record past what others have seen since the backup was made: calendars drop an event whose SEQUENCE
/// falls (RFC 5546 section 2.1.5), and an address that was taken away must not come back.
///
/// - Parameters:
///   - restored: the copy of the backup; nobody else knows it yet.
///   - former: the record whose place it takes; nil when there is none that can be read.
func bringForward(
  _ restored: Connection, past former: Connection?, _ published: [String: PublishedVersion], now: Instant,
  random: any RandomSource, into report: inout RestoreReport
) throws {
  let last = try restored.integer("SELECT max(at) FROM journal").map { Instant(seconds: $0) }
  var random = random
  let lineage = random.token()
  try restored.transaction {
    let writer = RecordWriter(
      restored, verb: "db restore", by: Speaker(.system), now: max(now, last ?? now), random: random)
    try setLineage(of: restored, lineage)
    try writer.note("meta", 1)
    var known = published
    if let former {
      do throws(Diagnostic) {
        for (uid, version) in try versions(in: former, unlikeThoseOf: restored) {
          known[uid] = version.later(known[uid])
        }
      } catch {
        report.warnings.add(notCompared(former, error))
      }
    }
    report.raised = try raise(writer, past: known)
    guard let former else { return }
    do {
      report.keptAddresses = try keepAddresses(writer, of: former)
      try nameErased(restored, former, into: &report.warnings)
    } catch let error as Diagnostic {
      report.warnings.add(notCompared(former, error))
    }
  }
}

private func notCompared(_ former: Connection, _ error: Diagnostic) -> Diagnostic {
  Diagnostic(
    .warning, at: Place(file: former.path),
    "the restored record was not compared with the former one: \(error.message)",
    remedy: "rotate private addresses that were changed since the backup: almanac link rotate EMAIL --all")
}

// MARK: Calendars

/// What the former record says of every event that it has in another state than the restored one.
private func versions(
  in former: Connection, unlikeThoseOf restored: Connection
) throws(Diagnostic) -> [String: PublishedVersion] {
  func events(_ connection: Connection) throws(Diagnostic) -> String {
    // Schema 1 has no such column.
    let isThere = try connection.integer("SELECT 1 FROM pragma_table_info('request') WHERE name = 'sequence'") != nil
    return """
      SELECT uid, sequence, changed_at, version || status FROM session
      UNION ALL SELECT uid, \(isThere ? "sequence" : "0"), changed_at, version || status
        FROM request WHERE id NOT IN (SELECT id FROM session)
      """
  }
  var states: [String: (stamp: Int, state: String)] = [:]
  let mine = try Statement(events(restored), on: restored)
  while try mine.step() { states[mine.text(0).string] = (mine.integer(2), mine.text(3).string) }
  var versions: [String: PublishedVersion] = [:]
  let theirs = try Statement(events(former), on: former)
  while try theirs.step() {
    let uid = theirs.text(0).string
    guard let mine = states[uid], mine.stamp != theirs.integer(2) || mine.state != theirs.text(3).string else {
      continue
    }
    // One second past the restored row at least: the row is another one.
    versions[uid] = PublishedVersion(
      sequence: theirs.integer(1), stamp: max(theirs.integer(2), mine.stamp + 1))
  }
  return versions
}

/// Raises SEQUENCE and DTSTAMP of every event that calendars may know in a later state; those of the others stay.
private func raise(_ writer: RecordWriter, past known: [String: PublishedVersion]) throws -> Int {
  guard !known.isEmpty else { return 0 }
  var raised = 0
  for table in ["session", "request"] {
    let rows = try Statement(
      "SELECT id, uid, sequence, changed_at FROM \(table)"
        + (table == "request" ? " WHERE id NOT IN (SELECT id FROM session)" : ""), on: writer.connection)
    var behind: [(id: Int, sequence: Int)] = []
    while try rows.step() {
      guard let version = known[rows.text(1).string] else { continue }
      if version.sequence > rows.integer(2) || version.stamp > rows.integer(3) {
        behind.append((rows.integer(0), max(version.sequence, rows.integer(2)) + 1))
      }
    }
    for row in behind { try writer.update(table, row.id, [("sequence", .integer(row.sequence))]) }
    raised += behind.count
  }
  return raised
}

// MARK: Addresses

/// Tokens of the former record take the place of those of the backup: whoever changed one since wanted the old one gone.
private func keepAddresses(_ writer: RecordWriter, of former: Connection) throws -> Int {
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

/// A backup brings back people who have been erased since; whoever restores it has to erase them again.
private func nameErased(
  _ restored: Connection, _ former: Connection, into warnings: inout Diagnostics
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
