import Bytes
import CivilTime
import Diagnostics
import Mentoring

/// Reads people's sessions and open requests, with statements prepared once.
final class AgendaReader {
  private let connection: Database
  private let names: NameReader
  private let sessions: Statement
  private let requests: Statement

  /// - Parameter names: a reader of the same connection.
  init(_ connection: Database, names: NameReader) throws(Diagnostic) {
    self.connection = connection
    self.names = names
    // Two halves, each with its own index; an OR would scan the table.
    func sessionHalf(_ own: String, _ other: String) -> String {
      """
      SELECT \(sessionColumns(other)) FROM \(sessionsWithRequests) WHERE s.\(own) = ?1 AND s.start_at >= ?2
      """
    }
    func requestHalf(_ own: String, _ other: String) -> String {
      """
      SELECT id, uid, sequence, status, kind, start_at, end_at, mentor_id, student_id, \(other), title, subject_id,
        agenda, '', coalesce(room, ''), '', '', '', reason, received_at, changed_at, NULL, version, NULL, NULL,
        responded_at, moves_session_id, '', 0, coalesce(expires_at, start_at), price, currency,
        nullif(description, agenda), answers, NULL, NULL, series_id
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
  /// - Parameter arena: stores the text, which is valid until the arena is emptied. Names belong to the reader.
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

  /// The sessions of all people that start at or after `from`, by start and id, at most `limit`. The other person is
  /// the student.
  func programmeAgenda(from: Instant, limit: Int, arena: TextArena) throws(Diagnostic) -> [AgendaEntry] {
    let statement = try Statement(
      """
      SELECT \(sessionColumns("student_id")) FROM \(sessionsWithRequests)
      WHERE s.start_at >= ?1 ORDER BY s.start_at, s.id LIMIT ?2
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
          notesBefore: text(27), hasStarted: statement.integer(28) == 1, expires: instant(statement, 29),
          price: statement.isNull(30) ? nil : Price(statement.integer(30), in: statement.text(31).string)))
      let last = entries.count - 1
      if !statement.isNull(32) { entries[last].about = text(32) }
      entries[last].answers = text(33)
      if !statement.isNull(34) { entries[last].recording = text(34) }
      entries[last].recordingUntil = instant(statement, 35)
      entries[last].series = statement.isNull(36) ? nil : statement.integer(36)
      entries[last].otherChanged = other.changed
    }
  }
}

/// - Parameter other: the column of the person whose name is shown.
private func sessionColumns(_ other: String) -> String {
  """
  s.id, s.uid, s.sequence, s.status, s.kind, s.start_at, s.end_at, s.mentor_id, s.student_id, s.\(other), s.title,
    s.subject_id, s.agenda, s.notes_after, coalesce(s.room, ''), coalesce(s.link, ''), coalesce(s.address, ''),
    s.meeting_token, s.cancel_reason, s.created_at, s.changed_at, s.cancelled_at, s.version, s.cancelled_by, s.absent,
    NULL, NULL, s.notes_before, s.started_at NOT NULL, NULL, s.price, s.currency, nullif(q.description, s.agenda),
    coalesce(q.answers, ''), s.recording_url, s.recording_until_at, q.series_id
  """
}

/// A session joined with its request, which has the student's texts.
private let sessionsWithRequests = "session s LEFT JOIN request q ON q.id = s.id"
