/// Schema 1: what the record refuses from any program. Each error begins with its code (`E_OVERLAP: …`).
let schemaGuards = #"""
  CREATE TRIGGER session_accepted_insert BEFORE INSERT ON session
  WHEN (SELECT connection_required FROM meta) = 1 AND NOT EXISTS (
    SELECT 1 FROM connection c
    WHERE c.mentor_id = NEW.mentor_id AND c.student_id = NEW.student_id AND c.status IN ('ACCEPTED', 'ENDED')
      AND (c.status = 'ACCEPTED' OR NEW.status <> 'scheduled'))
  BEGIN
    SELECT RAISE(ABORT, 'E_NOT_CONNECTED: You must have an active connection with this mentor to book a session');
  END;

  CREATE TRIGGER session_request_insert BEFORE INSERT ON session
  WHEN NOT EXISTS (
    SELECT 1 FROM request r WHERE r.id = NEW.id AND r.uid = NEW.uid AND r.mentor_id = NEW.mentor_id
      AND r.student_id = NEW.student_id AND r.status IN ('approved', 'superseded') AND r.moves_session_id IS NULL)
  BEGIN
    SELECT RAISE(ABORT, 'E_NO_REQUEST: a session needs its approved request with the same id, uid and people');
  END;

  CREATE TRIGGER session_overlap_insert BEFORE INSERT ON session
  WHEN NEW.status <> 'cancelled' AND (
    EXISTS (SELECT 1 FROM session s WHERE s.mentor_id = NEW.mentor_id AND s.start_at > NEW.start_at - 86400
      AND s.start_at < NEW.end_at AND s.end_at > NEW.start_at AND s.status <> 'cancelled')
    OR EXISTS (SELECT 1 FROM session s WHERE s.student_id = NEW.mentor_id AND s.start_at > NEW.start_at - 86400
      AND s.start_at < NEW.end_at AND s.end_at > NEW.start_at AND s.status <> 'cancelled')
    OR EXISTS (SELECT 1 FROM session s WHERE s.mentor_id = NEW.student_id AND s.start_at > NEW.start_at - 86400
      AND s.start_at < NEW.end_at AND s.end_at > NEW.start_at AND s.status <> 'cancelled')
    OR EXISTS (SELECT 1 FROM session s WHERE s.student_id = NEW.student_id AND s.start_at > NEW.start_at - 86400
      AND s.start_at < NEW.end_at AND s.end_at > NEW.start_at AND s.status <> 'cancelled'))
  BEGIN
    SELECT RAISE(ABORT, 'E_OVERLAP: the mentor or the student has another session at that time');
  END;

  CREATE TRIGGER session_overlap_update BEFORE UPDATE OF start_at, end_at, status, mentor_id, student_id ON session
  WHEN NEW.status <> 'cancelled' AND (
    EXISTS (SELECT 1 FROM session s WHERE s.mentor_id = NEW.mentor_id AND s.start_at > NEW.start_at - 86400
      AND s.start_at < NEW.end_at AND s.end_at > NEW.start_at AND s.status <> 'cancelled' AND s.id <> OLD.id)
    OR EXISTS (SELECT 1 FROM session s WHERE s.student_id = NEW.mentor_id AND s.start_at > NEW.start_at - 86400
      AND s.start_at < NEW.end_at AND s.end_at > NEW.start_at AND s.status <> 'cancelled' AND s.id <> OLD.id)
    OR EXISTS (SELECT 1 FROM session s WHERE s.mentor_id = NEW.student_id AND s.start_at > NEW.start_at - 86400
      AND s.start_at < NEW.end_at AND s.end_at > NEW.start_at AND s.status <> 'cancelled' AND s.id <> OLD.id)
    OR EXISTS (SELECT 1 FROM session s WHERE s.student_id = NEW.student_id AND s.start_at > NEW.start_at - 86400
      AND s.start_at < NEW.end_at AND s.end_at > NEW.start_at AND s.status <> 'cancelled' AND s.id <> OLD.id))
  BEGIN
    SELECT RAISE(ABORT, 'E_OVERLAP: the mentor or the student has another session at that time');
  END;

  CREATE TRIGGER request_connected_insert BEFORE INSERT ON request
  WHEN NEW.status IN ('pending', 'approved') AND (SELECT connection_required FROM meta) = 1 AND NOT EXISTS (
    SELECT 1 FROM connection c WHERE c.mentor_id = NEW.mentor_id AND c.student_id = NEW.student_id
      AND c.status IN ('ACCEPTED', 'ENDED') AND (c.status = 'ACCEPTED' OR NEW.status <> 'pending'))
  BEGIN
    SELECT RAISE(ABORT, 'E_NOT_CONNECTED: You must have an active connection with this mentor to book a session');
  END;

  CREATE TRIGGER request_room_insert BEFORE INSERT ON request
  WHEN NEW.status = 'approved' AND NEW.kind IN ('VIDEO', 'VOICE') AND NEW.room IS NULL AND NEW.link IS NULL
    AND NEW.moves_session_id IS NULL
  BEGIN
    SELECT RAISE(ABORT, 'E_NO_ROOM: an approved video or voice request needs a room or a link');
  END;

  CREATE TRIGGER request_room_update BEFORE UPDATE OF status, kind, room, link ON request
  WHEN NEW.status = 'approved' AND NEW.kind IN ('VIDEO', 'VOICE') AND NEW.room IS NULL AND NEW.link IS NULL
    AND NEW.moves_session_id IS NULL
  BEGIN
    SELECT RAISE(ABORT, 'E_NO_ROOM: an approved video or voice request needs a room or a link');
  END;

  CREATE TRIGGER review_insert BEFORE INSERT ON review
  WHEN NOT EXISTS (
    SELECT 1 FROM session s WHERE s.id = NEW.session_id AND s.mentor_id = NEW.mentor_id AND s.status = 'completed'
      AND NEW.author_id = CASE NEW.direction WHEN 'student_to_mentor' THEN s.student_id ELSE s.mentor_id END)
  BEGIN
    SELECT RAISE(ABORT, 'E_REVIEW: only a completed session is reviewed, each side by its own person, with its mentor');
  END;

  CREATE TRIGGER session_exists BEFORE INSERT ON session
  WHEN EXISTS (SELECT 1 FROM session WHERE id = NEW.id OR uid = NEW.uid
    OR meeting_token = NEW.meeting_token OR room = NEW.room)
  BEGIN
    SELECT RAISE(ABORT, 'E_EXISTS: the session is already there; change it with UPDATE');
  END;

  CREATE TRIGGER request_exists BEFORE INSERT ON request
  WHEN EXISTS (SELECT 1 FROM request WHERE id = NEW.id OR uid = NEW.uid)
  BEGIN
    SELECT RAISE(ABORT, 'E_EXISTS: the request is already there; change it with UPDATE');
  END;

  CREATE TRIGGER connection_exists BEFORE INSERT ON connection
  WHEN EXISTS (SELECT 1 FROM connection WHERE id = NEW.id OR (mentor_id = NEW.mentor_id AND student_id = NEW.student_id))
  BEGIN
    SELECT RAISE(ABORT, 'E_EXISTS: the two have a connection already; change it with UPDATE');
  END;

  CREATE TRIGGER person_exists BEFORE INSERT ON person
  WHEN EXISTS (SELECT 1 FROM person WHERE id = NEW.id OR uuid = NEW.uuid OR email = NEW.email
    OR home_token = NEW.home_token OR feed_token = NEW.feed_token OR action_secret = NEW.action_secret)
  BEGIN
    SELECT RAISE(ABORT, 'E_EXISTS: the person is already there; change the row with UPDATE');
  END;

  CREATE TRIGGER journal_exists BEFORE INSERT ON journal WHEN EXISTS (SELECT 1 FROM journal WHERE seq = NEW.seq)
  BEGIN
    SELECT RAISE(ABORT, 'E_EXISTS: the journal is only added to');
  END;

  CREATE TRIGGER journal_update BEFORE UPDATE ON journal
  WHEN NEW.seq <> OLD.seq OR NEW.at <> OLD.at OR NEW.actor <> OLD.actor OR NEW.verb <> OLD.verb
    OR NEW.kind <> OLD.kind OR NEW.object_id <> OLD.object_id
    OR (NEW.before <> OLD.before AND NEW.before <> '') OR (NEW.after <> OLD.after AND NEW.after <> '')
  BEGIN
    SELECT RAISE(ABORT, 'E_FROZEN: the journal is only added to, or blanked');
  END;

  CREATE TRIGGER meta_delete BEFORE DELETE ON meta BEGIN SELECT RAISE(ABORT, 'E_NO_DELETE: meta has one row for ever'); END;
  CREATE TRIGGER meta_rev BEFORE UPDATE ON meta
  WHEN NEW.rev < OLD.rev OR NEW.programme_rev < OLD.programme_rev OR NEW.programme_uuid <> OLD.programme_uuid
  BEGIN
    SELECT RAISE(ABORT, 'E_FROZEN: the revision only rises');
  END;
  """#

/// Tables whose rows stay: persons are erased and sessions cancelled, but their rows are never deleted.
private let lastingTables = ["person", "mentor", "connection", "request", "session", "review", "journal", "inbound"]

/// Columns of a table that never change once written.
struct FrozenColumns: Sendable {
  var table: String
  var columns: [String]

  /// The name of the trigger that enforces this.
  var trigger: String {
    let changed = columns.map { "NEW.\($0) IS NOT OLD.\($0)" }.joined(separator: " OR ")
    return """
      CREATE TRIGGER \(table)_frozen BEFORE UPDATE OF \(columns.joined(separator: ", ")) ON \(table) WHEN \(changed)
      BEGIN SELECT RAISE(ABORT, 'E_FROZEN: \(columns.joined(separator: ", ")) of \(table) never change'); END;

      """
  }
}

/// The frozen columns of schema 1.
private let firstFrozenColumns: [FrozenColumns] = [
  FrozenColumns(table: "person", columns: ["id", "uuid", "created_at"]),
  FrozenColumns(table: "mentor", columns: ["person_id", "free_busy_uid"]),
  FrozenColumns(table: "connection", columns: ["id", "mentor_id", "student_id", "created_at"]),
  FrozenColumns(
    table: "request", columns: ["id", "uid", "mentor_id", "student_id", "made_by", "moves_session_id", "received_at"]),
  FrozenColumns(table: "session", columns: ["id", "uid", "mentor_id", "student_id", "created_at"]),
  FrozenColumns(
    table: "review", columns: ["id", "session_id", "mentor_id", "direction", "author_id", "stars", "created_at"]),
]

/// Tables whose `version` counts the changes of a row.
let versionedTables = ["person", "mentor", "connection", "request", "session", "review"]

/// The triggers of schema 1 for deletion, frozen columns and versions, generated from the tables above.
var schemaRowGuards: String {
  var sql = ""
  for table in lastingTables {
    sql += """
      CREATE TRIGGER \(table)_delete BEFORE DELETE ON \(table)
      BEGIN SELECT RAISE(ABORT, 'E_NO_DELETE: rows of \(table) stay'); END;

      """
  }
  for frozen in firstFrozenColumns { sql += frozen.trigger }
  for table in versionedTables { sql += versionTrigger(of: table, in: firstRevisedTables) }
  return sql
}

/// The trigger that refuses a write that did not read the row's last version.
func versionTrigger(of table: String, in tables: [RevisedTable]) -> String {
  let columns = tables.first { $0.table == table }?.columns ?? []
  return """
    CREATE TRIGGER \(table)_version BEFORE UPDATE OF \((columns + ["version"]).joined(separator: ", ")) ON \(table)
    WHEN NEW.version <> OLD.version + 1
    BEGIN SELECT RAISE(ABORT, 'E_STALE: version of \(table) must be the one read plus 1'); END;

    """
}
