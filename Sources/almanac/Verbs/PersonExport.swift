import Diagnostics
import Mentoring
import Storage

/// Everything in the record about a person, for that person. It names other people by slug and address and omits the
/// secrets that open pages.
let personExportCommand = CommandSpec(
  words: ["person", "export"], summary: "write everything that the record holds of a person, as JSON",
  operands: [OperandSpec(name: "EMAIL")]
) { invocation, process in
  let folder = ProgrammeFolder(for: invocation, environment: process.environment)
  let record = try openRecord(at: folder.record)
  let id = try PersonLookup(record, console: process.console).person(invocation.operands.first ?? "").id.number
  // One read transaction, so that all parts are of one moment.
  try record.execute("BEGIN")
  var text = "{"
  for (index, part) in exportedParts.enumerated() {
    let rows = try Statement(part.sql, on: record)
    rows.bind(id, at: 1)
    let list = try table(of: rows, json: true, shown: [])
    text += "\(index == 0 ? "" : ",")\n\"\(part.name)\":\(list.hasSuffix("\n") ? String(list.dropLast()) : list)"
  }
  process.console.print(text + "\n}\n")
  return 0
}

/// The mentor and student of a row that has `mentor_id` and `student_id`.
private let pair = """
  (SELECT slug FROM mentor WHERE person_id = t.mentor_id) AS mentor,
  (SELECT email FROM person WHERE id = t.student_id) AS student
  """

/// The queries, each with the person's id as ?1.
private let exportedParts: [(name: String, sql: String)] = [
  (
    "person",
    """
    SELECT uuid, email, name, zone, language, membership_type, is_mentor, is_student, is_organiser, state,
      feed_alarm, share_email, version, created_at, changed_at FROM person WHERE id = ?1
    """
  ),
  (
    "mentor",
    """
    SELECT t.*, (SELECT group_concat(slug, ',') FROM mentor_topic x JOIN topic ON topic.id = x.topic_id
        WHERE x.mentor_id = t.person_id) AS topics,
      (SELECT group_concat(slug, ',') FROM mentor_subject x JOIN subject ON subject.id = x.subject_id
        WHERE x.mentor_id = t.person_id) AS subjects,
      (SELECT group_concat(language, ',') FROM mentor_language WHERE mentor_id = t.person_id) AS languages,
      (SELECT group_concat(url, ' ') FROM mentor_link WHERE mentor_id = t.person_id) AS links
    FROM mentor t WHERE t.person_id = ?1
    """
  ),
  ("availability", "SELECT * FROM availability WHERE mentor_id = ?1 ORDER BY id"),
  ("closed_days", "SELECT * FROM closed_range WHERE mentor_id = ?1 ORDER BY id"),
  (
    "connections",
    """
    SELECT \(pair), t.*, (SELECT group_concat(slug, ',') FROM connection_goal x JOIN goal ON goal.id = x.goal_id
      WHERE x.connection_id = t.id) AS goals
    FROM connection t WHERE t.mentor_id = ?1 OR t.student_id = ?1 ORDER BY t.id
    """
  ),
  ("waiting", "SELECT \(pair), t.* FROM waiting t WHERE t.mentor_id = ?1 OR t.student_id = ?1 ORDER BY t.id"),
  ("requests", "SELECT \(pair), t.* FROM request t WHERE t.mentor_id = ?1 OR t.student_id = ?1 ORDER BY t.id"),
  (
    "sessions",
    """
    SELECT \(pair), t.id, t.uid, t.sequence, t.kind, t.status, t.start_at, t.end_at, t.wall_time, t.zone, t.title,
      t.agenda, t.notes_before, t.notes_after, t.room, t.link, t.address, t.platform, t.recording_url,
      t.recording_until_at, t.started_at, t.ended_at, t.cancelled_at, t.cancelled_by, t.cancel_reason, t.is_late,
      t.absent, t.series_id, t.version, t.created_at, t.changed_at
    FROM session t WHERE t.mentor_id = ?1 OR t.student_id = ?1 ORDER BY t.id
    """
  ),
  ("series", "SELECT \(pair), t.* FROM series t WHERE t.mentor_id = ?1 OR t.student_id = ?1 ORDER BY t.id"),
  (
    // What mentors say about students is for mentors only.
    "reviews",
    """
    SELECT t.* FROM review t JOIN session s ON s.id = t.session_id
    WHERE t.author_id = ?1 OR (t.direction = 'student_to_mentor' AND s.mentor_id = ?1) ORDER BY t.id
    """
  ),
  ("reminders", "SELECT session_id, due_at, sent_at FROM reminder WHERE person_id = ?1 ORDER BY id"),
  (
    "replies",
    "SELECT session_id, partstat, last_reply_sequence FROM attendee WHERE person_id = ?1 ORDER BY session_id"
  ),
  ("credits", "SELECT * FROM credit WHERE person_id = ?1 ORDER BY id"),
  (
    // The person's own actions, and the changes made to their row.
    "journal",
    """
    SELECT seq, at, actor, verb, kind, object_id FROM journal
    WHERE actor IN ('mentor:' || ?1, 'student:' || ?1, 'organiser:' || ?1)
      OR (kind IN ('person', 'mentor') AND object_id = ?1) ORDER BY seq
    """
  ),
]
