import CivilTime
import Diagnostics
import Mentoring

/// Reads when a person is busy: sessions in both roles, and pending requests that have not expired, while they hold
/// their time (`policy.pending_holds`). Pages, `slots` and the verbs all use this reader; the record's triggers refuse
/// by the same rule.
final class BusyReader {
  private let rows: Statement

  init(_ connection: Database, programme: ProgrammePolicy) throws(Diagnostic) {
    // The value from the settings: the record gets it only with the next verb.
    let holds = programme.pendingHolds ? 1 : 0
    // Each part uses its own index; an OR would scan the table.
    let parts = ["student_id", "mentor_id"].flatMap { role in
      [
        "SELECT start_at, end_at FROM session WHERE \(role) = ?1 AND start_at > ?2 AND status <> 'cancelled'",
        """
        SELECT start_at, end_at FROM request WHERE \(role) = ?1 AND start_at > ?2 AND status = 'pending'
          AND coalesce(expires_at, start_at) > ?3 AND \(holds) = 1
        """,
      ]
    }
    rows = try Statement(parts.joined(separator: " UNION ALL "), on: connection)
  }

  /// Intervals that start later than eight days before `since`, because limits count whole weeks. Requests that have
  /// expired by `since` hold no time.
  func busyTimes(of person: PersonID, since: Instant) throws(Diagnostic) -> [Interval] {
    rows.bind(person.number, at: 1)
    rows.bind(since.adding(days: -8).seconds, at: 2)
    rows.bind(since.seconds, at: 3)
    defer { rows.reset() }
    var all: [Interval] = []
    while try rows.step() {
      all.append(Interval(start: Instant(seconds: rows.integer(0)), end: Instant(seconds: rows.integer(1))))
    }
    return all
  }
}
