import Bytes
import CivilTime
import Diagnostics
import Mentoring

/// The findings about a record.
public struct RecordFindings: Sendable {
  /// Damage to the file, its schema or references between rows: the record cannot be relied on.
  public var damage = Diagnostics()
  /// Rows that contradict each other, as another program may have written them; each can be corrected.
  public var faults = Diagnostics()
  /// Suspicious data that commands can produce or that harms nothing, but is unlikely to be intended.
  public var remarks = Diagnostics()

  /// All findings except the remarks.
  public var all: Diagnostics {
    var all = damage
    all.add(contentsOf: faults)
    return all
  }
}

/// Finds all errors in a record, without changing it.
public func verifyRecord(_ connection: Database) throws -> Diagnostics { try inspectRecord(connection).all }

/// Checks the file's own structure, foreign keys, the schema's text against what this program would create, and facts
/// that a single row cannot show.
///
/// - Parameter now: separates past from upcoming; nil = unknown, and checks that depend on it are skipped.
public func inspectRecord(_ connection: Database, now: Instant? = nil) throws -> RecordFindings {
  var found = RecordFindings()
  func finding(_ message: String, _ remedy: String) -> Diagnostic {
    Diagnostic(at: Place(file: connection.path), message, remedy: remedy, exitCode: .failed)
  }
  for line in try connection.texts("PRAGMA integrity_check(20)") where line != "ok" {
    found.damage.add(finding("the file is damaged: \(line)", "restore a backup"))
  }
  let broken = try Statement("PRAGMA foreign_key_check", on: connection)
  while try broken.step() {
    found.damage.add(
      finding(
        "row \(broken.integer(1)) of \(broken.text(0).string) points to a row that is not there", "restore a backup"))
  }
  for difference in try schemaDifferences(connection) {
    found.damage.add(finding(difference, "restore a backup, or bring the rows into a new record"))
  }
  if try connection.integer("SELECT count(*) FROM meta") != 1 {
    found.damage.add(finding("meta must have one row", "restore a backup"))
  }
  for (query, message) in facts {
    let statement = try Statement(query, on: connection)
    while try statement.step() {
      found.faults.add(
        finding("\(message): \(statement.text(0).string)", "correct the row; the record's rules forbid it"))
    }
  }
  try found.addCounters(of: connection)
  try found.addTexts(of: connection)
  for (query, message, remedy) in oddities {
    let statement = try Statement(query, on: connection)
    if query.utf8.contains(UInt8(ascii: "?")) {
      guard let now else { continue }
      statement.bind(now.seconds, at: 1)
    }
    while try statement.step() {
      found.remarks.add(
        Diagnostic(
          .warning, at: Place(file: connection.path), "\(message): \(statement.text(0).string)", remedy: remedy,
          exitCode: .failed))
    }
  }
  return found
}

extension RecordFindings {
  /// Finds numbers that a verb could not raise. Almanac raises every counter by one and never reaches the limit.
  fileprivate mutating func addCounters(of connection: Database) throws(Diagnostic) {
    var limits: [(table: String, column: String, limit: Int)] = [
      ("meta", "rev", highestCount), ("meta", "programme_rev", highestCount), ("session", "sequence", highestSequence),
      ("request", "sequence", highestSequence),
    ]
    for table in versionedTables + ["availability"] { limits.append((table, "version", highestCount)) }
    for table in JournalledTable.all { limits.append((table.name, table.key, highestCount)) }
    for (table, column, limit) in limits {
      let rows = try Statement("SELECT \(column) FROM \(table) WHERE \(column) > \(limit) LIMIT 5", on: connection)
      while try rows.step() {
        faults.add(
          Diagnostic(
            at: Place(file: connection.path),
            "a number that cannot rise: \(table).\(column) is \(rows.integer(0)), and \(limit) is the highest",
            remedy: "another program wrote it; restore a backup from before with almanac db restore",
            exitCode: .failed))
      }
    }
  }
}

/// Each query returns one text column; each row is a remark. A query with a parameter needs the time.
private let oddities: [(query: String, message: String, remedy: String)] =
  [
    (
      "SELECT 'C-' || c.id FROM connection c JOIN person p ON p.id = c.student_id "
        + "WHERE c.status = 'ACCEPTED' AND NOT p.is_student AND p.state = 'active' ORDER BY c.id",
      "an accepted connection of somebody who is not a student",
      "almanac connection end, or give them the role with almanac person set --role student"
    ),
    (
      "SELECT 'S-' || s.id FROM session s JOIN person p ON p.id = s.student_id "
        + "WHERE s.status = 'scheduled' AND s.end_at > ?1 AND NOT p.is_student ORDER BY s.id",
      "a session ahead of somebody who is not a student",
      "almanac session cancel, or give them the role with almanac person set --role student"
    ),
    (
      "SELECT 'S-' || id FROM request WHERE status = 'pending' AND expires_at IS NULL ORDER BY id",
      "a pending request without a time of expiry", "it expires at its start; the mentor has until then to answer"
    ),
  ] + ["person", "mentor", "connection", "request", "session", "review"].map(changeAhead)

private func changeAhead(_ table: String) -> (query: String, message: String, remedy: String) {
  let row =
    switch table {
    case "session", "request": "'S-' || id"
    case "mentor": "'mentor ' || person_id"
    default: "'\(table) ' || id"
    }
  return (
    // Allows a day for clocks that differ. The journal may be ahead of a clock that was set back.
    "SELECT \(row) FROM \(table) "
      + "WHERE changed_at > 86400 + max(?1, coalesce((SELECT at FROM journal ORDER BY seq DESC LIMIT 1), 0)) ORDER BY 1",
    "a change in the future",
    "calendars and pages take its time for the present; write the present time into changed_at"
  )
}

/// Each query returns one text column; each row is a fault.
private let facts: [(query: String, message: String)] = [
  (
    "SELECT 'S-' || a.id || ' and S-' || b.id FROM session a JOIN session b ON a.mentor_id = b.mentor_id AND a.id < b.id "
      + "AND b.start_at > a.start_at - 86400 AND b.start_at < a.end_at AND b.end_at > a.start_at "
      + "WHERE a.status <> 'cancelled' AND b.status <> 'cancelled'", "a mentor is booked twice"
  ),
  (
    "SELECT 'S-' || a.id || ' and S-' || b.id FROM session a JOIN session b ON a.student_id = b.student_id "
      + "AND a.id < b.id AND b.start_at > a.start_at - 86400 AND b.start_at < a.end_at AND b.end_at > a.start_at "
      + "WHERE a.status <> 'cancelled' AND b.status <> 'cancelled'", "a student is booked twice"
  ),
  (
    "SELECT 'S-' || a.id || ' and S-' || b.id FROM session a JOIN session b ON a.mentor_id = b.student_id "
      + "AND b.start_at > a.start_at - 86400 AND b.start_at < a.end_at AND b.end_at > a.start_at "
      + "WHERE a.status <> 'cancelled' AND b.status <> 'cancelled'", "a person mentors and learns at the same time"
  ),
  (
    "SELECT 'S-' || s.id FROM session s LEFT JOIN request r ON r.id = s.id AND r.uid = s.uid "
      + "AND r.mentor_id = s.mentor_id AND r.student_id = s.student_id WHERE r.id IS NULL",
    "a session is not its request's"
  ),
  (
    "SELECT 'S-' || r.id FROM request r LEFT JOIN session s ON s.id = r.id "
      + "WHERE r.status = 'approved' AND r.moves_session_id IS NULL AND s.id IS NULL",
    "an approved request has no session"
  ),
  (
    "SELECT 'person ' || m.person_id FROM mentor m JOIN person p ON p.id = m.person_id "
      + "WHERE NOT p.is_mentor AND m.approval <> 'suspended'", "a mentor without the role who is not suspended"
  ),
  ("SELECT 'S-' || id FROM session WHERE rev > (SELECT rev FROM meta)", "a revision ahead of the record's"),
  (
    "SELECT 'entry ' || seq FROM (SELECT seq, at, verb, lag(at) OVER (ORDER BY seq) AS before FROM journal) "
      + "WHERE at < before - 300 AND verb <> 'clock'", "the journal runs backwards"
  ),
  ("SELECT 'person ' || id FROM person WHERE rev > (SELECT rev FROM meta)", "a revision ahead of the record's"),
  (
    "SELECT 'S-' || s.id FROM session s JOIN request r ON r.id = s.id "
      + "WHERE r.status NOT IN ('approved', 'superseded') OR r.moves_session_id IS NOT NULL",
    "a session whose request was not approved"
  ),
  (
    "SELECT 'S-' || id FROM session WHERE status IN ('completed', 'no_show') AND start_at > changed_at",
    "a session that was held before it began"
  ),
  (
    "SELECT 'person ' || id FROM person WHERE state = 'erased' AND (name <> 'Former member' "
      + "OR email <> 'erased-' || id || '@erased.invalid' OR membership_type <> '' OR list_membership <> '' "
      + "OR is_student OR is_organiser OR share_email)", "an erased person whose data are still there"
  ),
  (
    "SELECT 'person ' || m.person_id FROM mentor m JOIN person p ON p.id = m.person_id WHERE p.state = 'erased' "
      + "AND (m.approval = 'approved' OR m.is_accepting OR m.slug <> 'erased-' || p.id "
      + "OR m.headline || m.company || m.job_title || m.bio || m.photo <> '')",
    "an erased mentor whose data are still there"
  ),
  (
    "SELECT 'mentor ' || mentor_id FROM mentor_address a JOIN person p ON p.id = a.mentor_id WHERE p.state = 'erased'",
    "an erased mentor whose earlier address is still there"
  ),
  (
    "SELECT a.slug FROM mentor_address a JOIN mentor m ON m.slug = a.slug",
    "an earlier address that is a mentor's present one"
  ),
  (
    "SELECT 'person ' || p.id FROM person p WHERE p.is_mentor AND p.state = 'active' "
      + "AND p.id NOT IN (SELECT person_id FROM mentor)", "the role mentor without a row in mentor"
  ),
  (
    "SELECT 'person ' || id FROM (SELECT id, home_token AS token FROM person UNION ALL SELECT id, feed_token FROM person "
      + "UNION ALL SELECT id, action_secret FROM person) GROUP BY token HAVING count(*) > 1",
    "a private address that opens two things"
  ),
  (
    "SELECT 'review ' || v.id FROM review v JOIN session s ON s.id = v.session_id WHERE s.status <> 'completed' "
      + "OR v.mentor_id <> s.mentor_id "
      + "OR v.author_id <> CASE v.direction WHEN 'student_to_mentor' THEN s.student_id ELSE s.mentor_id END",
    "a review by somebody else, or of a session that was not held"
  ),
  (
    "SELECT 'S-' || r.id FROM request r JOIN series g ON g.id = r.series_id "
      + "WHERE g.mentor_id <> r.mentor_id OR g.student_id <> r.student_id", "a request of other people's series"
  ),
  (
    "SELECT 'S-' || id FROM request WHERE status <> 'pending' AND changed_at < received_at",
    "an answer before the request"
  ),
  (
    // The clock of a later verb may be up to five minutes earlier.
    "SELECT 'S-' || id FROM session WHERE started_at > ended_at + 300", "a session that ended before it began"
  ),
  (
    "SELECT 'person ' || id FROM person WHERE list_values IS NOT NULL "
      + "AND CASE WHEN json_valid(list_values) THEN json_type(list_values) END IS NOT 'object'",
    "values of a member list that are not a JSON object"
  ),
]
