import Bytes
import Diagnostics

/// Looks for everything that can be wrong with a record, and changes nothing.
///
/// The file's own structure, foreign keys, the schema's text against what this program would make, and facts that no
/// single row can show.
public func verifyRecord(_ connection: Connection) throws -> Diagnostics {
  var found = Diagnostics()
  func add(_ message: String, _ remedy: String) {
    found.add(
      Diagnostic(at: Place(file: connection.path), message, remedy: remedy, exitCode: .failed))
  }
  for line in try connection.texts("PRAGMA integrity_check(20)") where line != "ok" {
    add("the file is damaged: \(line)", "restore a backup")
  }
  let broken = try Statement("PRAGMA foreign_key_check", on: connection)
  while try broken.step() {
    add("row \(broken.integer(1)) of \(broken.text(0).string) points to a row that is not there", "restore a backup")
  }
  for difference in try schemaDifferences(connection) {
    add(difference, "restore a backup, or bring the rows into a new record")
  }
  for (query, message) in facts {
    let statement = try Statement(query, on: connection)
    while try statement.step() {
      add("\(message): \(statement.text(0).string)", "correct the row; the record's rules forbid it")
    }
  }
  return found
}

/// Each query returns one text column; a row is a fault.
private let facts: [(query: String, message: String)] = [
  ("SELECT 'rows: ' || count(*) FROM meta HAVING count(*) <> 1", "meta has not one row"),
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
    "SELECT 'entry ' || seq FROM (SELECT seq, at, lag(at) OVER (ORDER BY seq) AS before FROM journal) "
      + "WHERE at < before - 300", "the journal runs backwards"
  ),
  ("SELECT 'person ' || id FROM person WHERE rev > (SELECT rev FROM meta)", "a revision ahead of the record's"),
]
