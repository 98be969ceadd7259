import Bytes
import CivilTime
import Diagnostics
import Mentoring

extension RecordReader {
  /// The data of an organiser's page, read with a few statements over whole tables.
  public func report(at now: Instant) throws(Diagnostic) -> ProgrammeReport {
    var report = ProgrammeReport()
    var loads: [Int: ProgrammeReport.MentorLoad] = [:]
    func change(_ mentor: Int, _ body: (inout ProgrammeReport.MentorLoad) -> Void) {
      body(&loads[mentor, default: ProgrammeReport.MentorLoad(mentor: PersonID(mentor))])
    }
    let sessions = try Statement(
      """
      SELECT mentor_id, sum(end_at <= ?2 AND status = 'completed'), sum(end_at <= ?2 AND status = 'cancelled'),
        sum(end_at <= ?2 AND status = 'no_show'), sum(end_at <= ?2 AND status = 'scheduled'),
        sum(end_at > ?2 AND status = 'scheduled')
      FROM session WHERE start_at >= ?1 GROUP BY mentor_id
      """, on: connection)
    sessions.bind(now.adding(days: -ProgrammeReport.days).seconds, at: 1)
    sessions.bind(now.seconds, at: 2)
    while try sessions.step() {
      change(sessions.integer(0)) {
        $0.completed = sessions.integer(1)
        $0.cancelled = sessions.integer(2)
        $0.noShow = sessions.integer(3)
        $0.unclosed = sessions.integer(4)
        $0.upcoming = sessions.integer(5)
      }
    }
    let held = try Statement(
      """
      SELECT start_at / 900 * 900, count(*) FROM session
      WHERE start_at >= ?1 AND end_at <= ?2 AND status = 'completed' GROUP BY 1 ORDER BY 1
      """, on: connection)
    held.bind(now.adding(days: -ProgrammeReport.days).seconds, at: 1)
    held.bind(now.seconds, at: 2)
    while try held.step() {
      report.held.append(ProgrammeReport.SessionCount(start: Instant(seconds: held.integer(0)), count: held.integer(1)))
    }
    let stars = try Statement(
      "SELECT stars, count(*) FROM review WHERE direction = 'student_to_mentor' AND stars IS NOT NULL GROUP BY 1",
      on: connection)
    // The schema allows only stars from 1 to 5.
    while try stars.step() { report.stars[stars.integer(0) - 1] = stars.integer(1) }
    let waiting = try Statement(
      """
      SELECT mentor_id, student_id, received_at, id, NULL FROM request
      WHERE status = 'pending' AND coalesce(expires_at, start_at) > ?1
      UNION ALL SELECT mentor_id, student_id, created_at, NULL, id FROM connection WHERE status = 'PENDING'
      ORDER BY 3, 1, 2, 4
      """, on: connection)
    waiting.bind(now.seconds, at: 1)
    while try waiting.step() {
      change(waiting.integer(0)) { $0.waiting += 1 }
      report.waiting.append(
        ProgrammeReport.Waiting(
          mentor: PersonID(waiting.integer(0)), student: PersonID(waiting.integer(1)),
          since: Instant(seconds: waiting.integer(2)), session: waiting.isNull(3) ? nil : waiting.integer(3),
          connection: waiting.isNull(4) ? nil : waiting.integer(4)))
    }
    let declined = try Statement(
      """
      SELECT mentor_id, student_id, coalesce(responded_at, changed_at), id FROM connection WHERE status = 'REJECTED'
      ORDER BY 3 DESC, id DESC LIMIT 1000
      """, on: connection)
    while try declined.step() {
      report.declined.append(
        ProgrammeReport.Waiting(
          mentor: PersonID(declined.integer(0)), student: PersonID(declined.integer(1)),
          since: Instant(seconds: declined.integer(2)), session: nil, connection: declined.integer(3)))
    }
    report.connectionsAccepted =
      try connection.integer("SELECT count(*) FROM connection WHERE status = 'ACCEPTED'") ?? 0
    let first = try Statement(
      """
      SELECT (SELECT min(s.start_at) FROM session s WHERE s.mentor_id = c.mentor_id AND s.student_id = c.student_id
        AND s.status = 'completed' AND s.start_at >= c.responded_at) - c.responded_at AS wait
      FROM connection c WHERE c.status = 'ACCEPTED' AND c.responded_at >= ?1 AND wait IS NOT NULL ORDER BY wait
      """, on: connection)
    first.bind(now.adding(days: -180).seconds, at: 1)
    while try first.step() { report.timesToFirstSession.append(first.integer(0)) }
    let changed = try connection.integer(
      """
      SELECT max((SELECT coalesce(max(changed_at), 0) FROM session), (SELECT coalesce(max(changed_at), 0) FROM request),
        (SELECT coalesce(max(changed_at), 0) FROM connection), (SELECT coalesce(max(changed_at), 0) FROM review))
      """)
    report.changed = Instant(seconds: changed ?? 0)
    report.loads = loads.values.sorted { $0.mentor < $1.mentor }
    return report
  }
}
