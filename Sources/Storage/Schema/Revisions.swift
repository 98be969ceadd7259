/// A table whose changes raise the record's revision, and the people that each row concerns.
struct RevisedTable {
  var table: String
  /// The table's own columns without `rev` and `version`: updates of the revision itself must not fire the triggers
  /// again.
  var columns: [String]
  /// The row's key when it has its own `rev`.
  var key: String?
  /// Expressions over `row.` that yield the people whose pages change; empty for the whole programme.
  var people: [String]
  /// Whether a row without people (NULL) concerns the whole programme.
  var mayConcernProgramme = false
}

/// All tables of schema 1 that pages show. Frozen: `SecondSchema.swift` describes later changes.
let firstRevisedTables: [RevisedTable] = [
  RevisedTable(
    table: "person",
    columns: [
      "email", "name", "zone", "language", "membership_type", "is_mentor", "is_student", "is_organiser", "state",
      "feed_mode", "feed_alarm", "share_email", "home_token", "feed_token", "action_secret", "changed_at",
    ], key: "id", people: ["row.id"]),
  RevisedTable(
    table: "mentor",
    columns: [
      "slug", "approval", "is_accepting", "headline", "company", "job_title", "years", "bio", "photo", "hourly_rate",
      "currency", "confirm", "durations", "step", "buffer_before", "buffer_after", "notice", "horizon_days",
      "max_per_day", "max_per_week", "capacity", "changed_at",
    ], key: "person_id", people: ["row.person_id"]),
  RevisedTable(table: "mentor_link", columns: ["mentor_id", "kind", "url"], people: ["row.mentor_id"]),
  RevisedTable(table: "mentor_language", columns: ["mentor_id", "language"], people: ["row.mentor_id"]),
  RevisedTable(table: "mentor_topic", columns: ["mentor_id", "topic_id"], people: ["row.mentor_id"]),
  RevisedTable(table: "mentor_subject", columns: ["mentor_id", "subject_id"], people: ["row.mentor_id"]),
  RevisedTable(table: "topic", columns: ["id", "slug", "name"], people: []),
  RevisedTable(table: "subject", columns: ["id", "slug", "name"], people: []),
  RevisedTable(table: "goal", columns: ["id", "slug", "name"], people: []),
  RevisedTable(
    table: "session_type",
    columns: ["id", "slug", "name", "kind", "minutes", "summary", "price", "currency", "questions"], people: []),
  RevisedTable(
    table: "availability",
    columns: [
      "mentor_id", "is_recurring", "weekday", "specific_date", "mode", "start_time", "end_time", "valid_from",
      "valid_until", "is_active",
    ], people: ["row.mentor_id"]),
  RevisedTable(
    table: "closed_range", columns: ["mentor_id", "first_date", "last_date", "reason"], people: ["row.mentor_id"],
    mayConcernProgramme: true),
  RevisedTable(
    table: "connection", columns: ["status", "message", "reason", "responded_at", "changed_at"], key: "id",
    people: ["row.mentor_id", "row.student_id"]),
  RevisedTable(
    table: "connection_goal", columns: ["connection_id", "goal_id"],
    people: [
      "(SELECT mentor_id FROM connection WHERE id = row.connection_id)",
      "(SELECT student_id FROM connection WHERE id = row.connection_id)",
    ]),
  RevisedTable(table: "waiting", columns: ["mentor_id", "student_id"], people: ["row.mentor_id", "row.student_id"]),
  RevisedTable(
    table: "request",
    columns: [
      "session_type_id", "subject_id", "kind", "title", "description", "start_at", "end_at", "status", "reason", "room",
      "link", "address", "agenda", "answers", "series_id", "responded_at", "changed_at",
    ], key: "id", people: ["row.mentor_id", "row.student_id"]),
  RevisedTable(
    table: "session",
    columns: [
      "sequence", "meeting_token", "subject_id", "kind", "status", "start_at", "end_at", "wall_time", "zone", "fold",
      "tzdata",
      "title", "agenda", "notes_before", "notes_after", "room", "link", "address", "platform", "recording_url",
      "recording_consent", "recording_until_at", "started_at", "ended_at", "cancelled_at", "cancelled_by",
      "cancel_reason", "is_late",
      "absent", "series_id", "changed_at",
    ], key: "id", people: ["row.mentor_id", "row.student_id"]),
  RevisedTable(
    table: "review", columns: ["stars", "text", "may_show_name", "reply", "changed_at"],
    people: [
      "row.mentor_id",
      "(SELECT student_id FROM session WHERE id = row.session_id)",
    ]),
  RevisedTable(
    table: "attendee", columns: ["partstat"],
    people: [
      "(SELECT mentor_id FROM session WHERE id = row.session_id)",
      "(SELECT student_id FROM session WHERE id = row.session_id)",
    ]),
  RevisedTable(table: "credit", columns: ["amount", "currency", "reason"], people: ["row.person_id"]),
]

/// The revision triggers of schema 1.
var schemaRevisions: String { firstRevisedTables.map(revisionTriggers).joined() }

/// The triggers of a table that raise `meta.rev` with every write and store it in the row and for each person it
/// concerns, whichever program wrote.
func revisionTriggers(of table: RevisedTable) -> String {
  var sql = ""
  for (event, rows) in [
    ("INSERT", ["NEW"]), ("UPDATE OF \(table.columns.joined(separator: ", "))", ["OLD", "NEW"]), ("DELETE", ["OLD"]),
  ] {
    var body = "  UPDATE meta SET rev = rev + 1;\n"
    if let key = table.key, rows.contains("NEW") {
      body += "  UPDATE \(table.table) SET rev = (SELECT rev FROM meta) WHERE \(key) = NEW.\(key);\n"
    }
    if table.people.isEmpty {
      body += "  UPDATE meta SET programme_rev = rev;\n"
    } else {
      let people = rows.flatMap { row in table.people.map { replacingRow(in: $0, with: row) } }
      body += "  UPDATE person SET rev = (SELECT rev FROM meta) WHERE id IN (\(people.joined(separator: ", ")));\n"
      if table.mayConcernProgramme {
        let isProgramme = people.map { "\($0) IS NULL" }.joined(separator: " OR ")
        body += "  UPDATE meta SET programme_rev = rev WHERE \(isProgramme);\n"
      }
    }
    sql += "CREATE TRIGGER \(table.trigger(on: event)) AFTER \(event) ON \(table.table) BEGIN\n\(body)END;\n"
  }
  return sql
}

extension RevisedTable {
  /// The names of the table's revision triggers.
  var triggers: [String] { ["INSERT", "UPDATE", "DELETE"].map(trigger(on:)) }

  func trigger(on event: String) -> String { "\(table)_rev_\(event.prefix(6).lowercased())" }
}

/// The expression with `row.` replaced by `OLD.` or `NEW.`.
private func replacingRow(in expression: String, with row: String) -> String {
  var result: [UInt8] = []
  var rest = Array(expression.utf8)[...]
  while let byte = rest.first {
    if rest.starts(with: "row.".utf8) {
      result += Array(row.utf8)
      rest = rest.dropFirst(3)
    } else {
      result.append(byte)
      rest = rest.dropFirst()
    }
  }
  return String(decoding: result, as: UTF8.self)
}
