import CivilTime
import Diagnostics
import Mentoring

extension RecordWriter {
  /// Offers the places that a transaction has freed to the students who wait for them; see ``decideOffers(_:now:)``.
  ///
  /// - Parameter capacity: the programme's capacity, for mentors without their own.
  /// - Returns: the rows that this writer has not changed itself, and the notices to send.
  func offerFreePlaces(
    capacity: Int, random: any RandomSource
  ) throws -> (changed: [ChangedRow], notices: [Notice]) {
    let lines = try waitingLines(on: connection, capacity: capacity)
    if lines.isEmpty { return ([], []) }
    let offering = RecordWriter(connection, verb: "place offer", by: Principal(.system), now: now, random: random)
    var notices: [Notice] = []
    for line in lines {
      let decision = decideOffers(line, now: now)
      try offering.write(decision, rooms: RoomNames(), zoneVersion: "")
      notices += decision.notices
    }
    let others = offering.changed.filter { !rows.contains($0) }
    return (others, notices)
  }
}

/// The waiting lines of all mentors with waiting students.
func waitingLines(on connection: Database, capacity: Int) throws(Diagnostic) -> [WaitingLine] {
  let rows = try Statement(
    """
    SELECT w.mentor_id, w.student_id, w.offered_until_at, m.approval = 'approved' AND m.is_accepting, m.capacity,
      (SELECT count(*) FROM connection WHERE mentor_id = w.mentor_id AND status = 'ACCEPTED'),
      (SELECT count(*) FROM connection WHERE mentor_id = w.mentor_id AND status = 'PENDING')
    FROM waiting w JOIN mentor m ON m.person_id = w.mentor_id ORDER BY w.mentor_id, w.created_at, w.id
    """, on: connection)
  var all: [WaitingLine] = []
  while try rows.step() {
    let mentor = PersonID(rows.integer(0))
    if all.last?.mentor != mentor {
      all.append(
        WaitingLine(
          mentor: mentor, isOpen: rows.integer(3) == 1, capacity: rows.isNull(4) ? capacity : rows.integer(4),
          accepted: rows.integer(5), pending: rows.integer(6), line: []))
    }
    all[all.count - 1].line.append(
      WaitingLine.Place(
        student: PersonID(rows.integer(1)), offeredUntil: rows.isNull(2) ? nil : Instant(seconds: rows.integer(2))))
  }
  return all
}
