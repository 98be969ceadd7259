import Bytes
import CivilTime
import Diagnostics
import Mentoring

/// Reads one person's sessions and open requests after the other, with statements prepared once.
package final class AgendaReader {
  private let sessions: Statement
  private let requests: Statement

  package init(_ connection: Connection) throws(Diagnostic) {
    // Two halves, each along its own index; an OR would scan.
    func sessionHalf(_ own: String, _ other: String) -> String {
      """
      SELECT s.id, s.uid, s.sequence, s.status, s.kind, s.start_at, s.end_at, s.mentor_id, s.student_id, p.name, s.title,
        coalesce(b.name, ''), s.agenda, s.notes_after, coalesce(s.room, ''), coalesce(s.link, ''),
        coalesce(s.address, ''), s.meeting_token, s.cancel_reason, s.created_at, s.changed_at, s.cancelled_at,
        s.version, s.cancelled_by, s.absent, r.responded_at, NULL
      FROM session s JOIN person p ON p.id = s.\(other) JOIN request r ON r.id = s.id
        LEFT JOIN subject b ON b.id = r.subject_id
      WHERE s.\(own) = ?1 AND s.start_at >= ?2
      """
    }
    func requestHalf(_ own: String, _ other: String) -> String {
      """
      SELECT r.id, r.uid, 0, r.status, r.kind, r.start_at, r.end_at, r.mentor_id, r.student_id, p.name, r.title,
        coalesce(b.name, ''), r.description, '', coalesce(r.room, ''), '', '', '', r.reason, r.received_at, r.changed_at,
        NULL, r.version, NULL, NULL, r.responded_at, r.moves_session_id
      FROM request r JOIN person p ON p.id = r.\(other) LEFT JOIN subject b ON b.id = r.subject_id
      WHERE r.\(own) = ?1 AND r.start_at >= ?2 AND r.status <> 'approved'
      """
    }
    sessions = try Statement(
      sessionHalf("mentor_id", "student_id") + " UNION ALL " + sessionHalf("student_id", "mentor_id"), on: connection)
    requests = try Statement(
      requestHalf("mentor_id", "student_id") + " UNION ALL " + requestHalf("student_id", "mentor_id"), on: connection)
  }

  /// Sessions, and requests that have not become one, that start at or after `from`, by start and id.
  ///
  /// - Parameter arena: owns the text; valid until it is emptied.
  package func agenda(of person: PersonID, from: Instant, arena: TextArena) throws(Diagnostic) -> [AgendaEntry] {
    var entries: [AgendaEntry] = []
    for (statement, isSession) in [(sessions, true), (requests, false)] {
      statement.bind(person.number, at: 1)
      statement.bind(from.seconds, at: 2)
      while try statement.step() {
        let status = statement.text(3).string
        let state =
          isSession
          ? SessionStatus(rawValue: status).map(AgendaStatus.session)
          : RequestStatus(rawValue: status).map(AgendaStatus.request)
        guard let state, let kind = SessionKind(rawValue: statement.text(4).string) else { continue }
        func text(_ column: Int32) -> Utf8 { arena.copy(statement.text(column)) }
        entries.append(
          AgendaEntry(
            id: statement.integer(0), uid: text(1), sequence: statement.integer(2), status: state, kind: kind,
            start: Instant(seconds: statement.integer(5)), end: Instant(seconds: statement.integer(6)),
            mentor: PersonID(statement.integer(7)), student: PersonID(statement.integer(8)), otherName: text(9),
            title: text(10), subject: text(11), agenda: text(12), notes: text(13), room: text(14), link: text(15),
            address: text(16), meetingToken: text(17), reason: text(18),
            created: Instant(seconds: statement.integer(19)), changed: Instant(seconds: statement.integer(20)),
            cancelled: instant(statement, 21), version: statement.integer(22),
            cancelledBy: statement.isNull(23) ? nil : Actor(rawValue: statement.text(23).string),
            absent: statement.isNull(24) ? nil : Absentee(rawValue: statement.text(24).string),
            responded: instant(statement, 25), movesSession: statement.isNull(26) ? nil : statement.integer(26)))
      }
      statement.reset()
    }
    entries.sort { ($0.start, $0.id) < ($1.start, $1.id) }
    return entries
  }
}
