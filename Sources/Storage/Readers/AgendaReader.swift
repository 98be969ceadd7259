import Bytes
import CivilTime
import Diagnostics
import Mentoring

/// Reads one person's sessions and open requests after the other, with statements prepared once.
final class AgendaReader {
  private let connection: Connection
  private let names: NameReader
  private let sessions: Statement
  private let requests: Statement

  /// - Parameter names: of the same connection.
  init(_ connection: Connection, names: NameReader) throws(Diagnostic) {
    self.connection = connection
    self.names = names
    // Two halves, each along its own index; an OR would scan.
    func sessionHalf(_ own: String, _ other: String) -> String {
      """
      SELECT \(sessionColumns(other)) FROM session WHERE \(own) = ?1 AND start_at >= ?2
      """
    }
    func requestHalf(_ own: String, _ other: String) -> String {
      """
      SELECT id, uid, 0, status, kind, start_at, end_at, mentor_id, student_id, \(other), title, subject_id,
        description, '', coalesce(room, ''), '', '', '', reason, received_at, changed_at, NULL, version, NULL, NULL,
        responded_at, moves_session_id, '', 0, coalesce(expires_at, start_at)
      FROM request WHERE \(own) = ?1 AND start_at >= ?2 AND status <> 'approved'
      """
    }
    sessions = try Statement(
      sessionHalf("mentor_id", "student_id") + " UNION ALL " + sessionHalf("student_id", "mentor_id"), on: connection)
    requests = try Statement(
      requestHalf("mentor_id", "student_id") + " UNION ALL " + requestHalf("student_id", "mentor_id"), on: connection)
  }

  /// Sessions, and requests that have not become one, that start at or after `from`, by start and id.
  ///
  /// - Parameter arena: owns the text; valid until it is emptied. Names are the reader's.
  func agenda(of person: PersonID, from: Instant, arena: TextArena) throws(Diagnostic) -> [AgendaEntry] {
    var entries: [AgendaEntry] = []
    entries.reserveCapacity(64)
    for (statement, isSession) in [(sessions, true), (requests, false)] {
      statement.bind(person.number, at: 1)
      statement.bind(from.seconds, at: 2)
      try read(statement, isSession: isSession, into: &entries, arena: arena)
      statement.reset()
    }
    entries.sort { ($0.start, $0.id) < ($1.start, $1.id) }
    return entries
  }

  /// The sessions of all people that start at or after `from`, by start and id, at most `limit`; the other is the student.
  func programmeAgenda(from: Instant, limit: Int, arena: TextArena) throws(Diagnostic) -> [AgendaEntry] {
    let statement = try Statement(
      """
      SELECT \(sessionColumns("student_id")) FROM session WHERE start_at >= ?1 ORDER BY start_at, id LIMIT ?2
      """, on: connection)
    statement.bind(from.seconds, at: 1)
    statement.bind(limit, at: 2)
    var entries: [AgendaEntry] = []
    try read(statement, isSession: true, into: &entries, arena: arena)
    return entries
  }

  private func read(
    _ statement: Statement, isSession: Bool, into entries: inout [AgendaEntry], arena: TextArena
  ) throws(Diagnostic) {
    while try statement.step() {
      let status = statement.text(3).string
      let state =
        isSession
        ? SessionStatus(rawValue: status).map(AgendaStatus.session)
        : RequestStatus(rawValue: status).map(AgendaStatus.request)
      guard let state, let kind = SessionKind(rawValue: statement.text(4).string) else { continue }
      func text(_ column: Int32) -> Utf8 { arena.copy(statement.text(column)) }
      let other = try names.card(statement.integer(9))
      entries.append(
        AgendaEntry(
          id: statement.integer(0), uid: text(1), sequence: statement.integer(2), status: state, kind: kind,
          start: Instant(seconds: statement.integer(5)), end: Instant(seconds: statement.integer(6)),
          mentor: PersonID(statement.integer(7)), student: PersonID(statement.integer(8)),
          otherName: other.name,
          title: text(10), subject: names.subject(statement.isNull(11) ? nil : statement.integer(11)),
          agenda: text(12), notes: text(13), room: text(14), link: text(15),
          address: text(16), meetingToken: text(17), reason: text(18),
          created: Instant(seconds: statement.integer(19)), changed: Instant(seconds: statement.integer(20)),
          cancelled: instant(statement, 21), version: statement.integer(22),
          cancelledBy: statement.isNull(23) ? nil : Actor(rawValue: statement.text(23).string),
          absent: statement.isNull(24) ? nil : Absentee(rawValue: statement.text(24).string),
          responded: instant(statement, 25), movesSession: statement.isNull(26) ? nil : statement.integer(26),
          notesBefore: text(27), hasStarted: statement.integer(28) == 1, expires: instant(statement, 29)))
      entries[entries.count - 1].otherChanged = other.changed
    }
  }
}

/// - Parameter other: the column of the person whose name is told.
private func sessionColumns(_ other: String) -> String {
  """
  id, uid, sequence, status, kind, start_at, end_at, mentor_id, student_id, \(other), title, subject_id,
    agenda, notes_after, coalesce(room, ''), coalesce(link, ''), coalesce(address, ''), meeting_token,
    cancel_reason, created_at, changed_at, cancelled_at, version, cancelled_by, absent, NULL, NULL, notes_before,
    started_at NOT NULL, NULL
  """
}
