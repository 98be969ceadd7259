import Bytes
import CivilTime
import Diagnostics
import Mentoring
import Publishing
import Storage

/// Columns of requests and sessions, which share one number range.
private let sessionColumns = """
  SELECT r.id, r.uid, m.slug AS mentor, p.email AS student, coalesce(s.status, r.status) AS status,
    coalesce(s.kind, r.kind) AS type, coalesce(s.start_at, r.start_at) AS start, coalesce(s.end_at, r.end_at) AS end,
    coalesce(s.title, r.title) AS title, coalesce(s.room, r.room) AS room, coalesce(s.link, r.link) AS link,
    coalesce(s.version, r.version) AS version, r.received_at AS created,
    max(r.changed_at, coalesce(s.changed_at, 0)) AS changed, coalesce(s.cancel_reason, r.reason) AS reason,
    s.sequence, s.is_late, s.absent, r.moves_session_id AS moves, r.series_id AS series,
    iif(s.id IS NULL, r.price, s.price) AS price, iif(s.id IS NULL, r.currency, s.currency) AS currency,
    (coalesce(s.end_at, r.end_at) - coalesce(s.start_at, r.start_at)) / 60 AS duration,
    coalesce(s.zone, r.zone, o.zone) AS zone, o.name AS mentor_name, o.email AS mentor_email, m.company AS mentor_company,
    m.job_title AS mentor_job_title, p.name AS student_name
  """

private let sessionTables = """
  FROM request r LEFT JOIN session s ON s.id = r.id JOIN mentor m ON m.person_id = r.mentor_id
    JOIN person p ON p.id = r.student_id JOIN person o ON o.id = r.mentor_id
  """

/// What `show` prints in addition to the list's columns.
private let detailColumns = """
  , r.description, coalesce(s.agenda, r.agenda) AS agenda, coalesce(s.address, r.address) AS address, s.platform,
    (SELECT slug FROM subject WHERE id = coalesce(s.subject_id, r.subject_id)) AS subject,
    (SELECT slug FROM session_type WHERE id = r.session_type_id) AS offer, r.answers, r.made_by, r.responded_at,
    s.notes_before, s.notes_after, s.started_at, s.ended_at, s.cancelled_at, s.cancelled_by, s.recording_url,
    s.recording_until_at
  """

/// The link for joining a session: its own, otherwise the room's from site.yaml.
private func joinURL(_ folder: ProgrammeFolder) throws -> [(name: String, text: (Statement) -> String?)] {
  let rooms = try folder.settings()?.rooms ?? RoomSettings()
  return [
    (
      "join_url",
      { row in
        func text(_ name: String) -> String? {
          let index = (0..<row.columnCount).first { row.columnName(Int32($0)) == name }
          return index.flatMap { row.isNull(Int32($0)) ? nil : row.text(Int32($0)).string }
        }
        guard let kind = text("type").flatMap(SessionKind.init(rawValue:)) else { return nil }
        return joinLink(link: text("link"), room: text("room"), kind: kind, rooms: rooms)
      }
    )
  ]
}

let sessionListCommand = CommandSpec(
  words: ["session", "list"], summary: "list requests and sessions",
  options: [
    OptionSpec("mentor", value: "SLUG", "of this mentor"), OptionSpec("student", value: "EMAIL", "of this student"),
    OptionSpec(
      "status", value: "STATUS", choices: choices(of: RequestStatus.self) + choices(of: SessionStatus.self),
      "such as pending, scheduled or cancelled"),
    OptionSpec("from", value: "TIME", "that start at or after it: RFC 3339, or local with --zone"),
    OptionSpec("until", value: "TIME", "that start before it"), zoneOption, zoneFolderOption,
  ]
) { invocation, process in
  let folder = ProgrammeFolder(for: invocation, environment: process.environment)
  let record = try openRecord(at: folder.record)
  let people = PersonLookup(record, console: process.console)
  if let status = invocation.value("status"), RequestStatus(rawValue: status) == nil,
    SessionStatus(rawValue: status) == nil
  {
    let all = (RequestStatus.allCases.map(\.rawValue) + SessionStatus.allCases.map(\.rawValue)).joined(separator: ", ")
    throw Diagnostic("unknown --status \"\(status)\"", remedy: "write one of \(all)")
  }
  let rows = try Statement(
    """
    \(sessionColumns) \(sessionTables) WHERE (?1 IS NULL OR r.mentor_id = ?1) AND (?2 IS NULL OR r.student_id = ?2)
      AND (?3 IS NULL OR coalesce(s.status, r.status) = ?3) AND (?4 IS NULL OR coalesce(s.start_at, r.start_at) >= ?4)
      AND (?5 IS NULL OR coalesce(s.start_at, r.start_at) < ?5)
    ORDER BY start, r.id
    """, on: record)
  rows.bind(try invocation.value("mentor").map { try people.mentor($0).number }, at: 1)
  rows.bind(try invocation.value("student").map { try people.person($0).id.number }, at: 2)
  rows.bind(invocation.value("status"), at: 3)
  let times = try TimeFlags(invocation, process.zones(for: invocation))
  let (from, until) = (try times.instant("from"), try times.instant("until"))
  if let from, let until, from > until { throw Diagnostic("--from is after --until", remedy: "exchange them") }
  rows.bind(from?.seconds, at: 4)
  rows.bind(until?.seconds, at: 5)
  process.console.print(
    try table(
      of: rows, json: invocation.has("json"), shown: ["id", "status", "start", "type", "mentor", "student", "title"],
      computed: joinURL(folder)))
  return 0
}

let sessionShowCommand = CommandSpec(
  words: ["session", "show"], summary: "show one request or session whole", operands: [OperandSpec(name: "SESSION")]
) { invocation, process in
  let folder = ProgrammeFolder(for: invocation, environment: process.environment)
  let record = try openRecord(at: folder.record)
  let id = try PersonLookup(record, console: process.console).booking(invocation.operands.first ?? "")
  let rows = try Statement("\(sessionColumns)\(detailColumns) \(sessionTables) WHERE r.id = ?1", on: record)
  rows.bind(id, at: 1)
  guard try record.integer("SELECT 1 FROM request WHERE id = \(id)") != nil else { throw unknownSession(id) }
  let all = (0..<rows.columnCount).map { rows.columnName(Int32($0)) }
  if invocation.has("json") {
    process.console.print(try table(of: rows, json: true, shown: [], computed: joinURL(folder)))
  } else {
    let line = try table(of: rows, json: false, shown: all)
    for (name, value) in zip(all, line.split(separator: "\t", omittingEmptySubsequences: false)) {
      let text = value.filter { $0 != "\n" }
      if !text.isEmpty { process.console.print("\(name): \(text)\n") }
    }
  }
  return 0
}
