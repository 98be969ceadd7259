import CivilTime
import Diagnostics
import Mentoring

/// Permanently deletes all personal data of a person. Rows stay, since other people's history refers to them: upcoming
/// sessions are cancelled and past ones keep their time, but names and texts are deleted, also from the journal.
extension RecordWriter {
  /// - Returns: notices for the people of the cancelled sessions and ended connections.
  public func erase(_ person: PersonID, reader: SituationReader) throws -> [Notice] {
    let id = person.number
    var notices: [Notice] = []
    let bookings = try numbers(
      "SELECT id FROM request WHERE mentor_id = \(id) OR student_id = \(id) ORDER BY id")
    for number in bookings {
      guard let booking = try reader.booking(number) else { continue }
      let other = booking.mentor == person ? booking.student : booking.mentor
      switch booking.state {
      case .pending:
        try update(
          "request", number, [("status", .text("superseded")), ("responded_at", .integer(now.seconds))])
        notices.append(Notice(.sessionWithdrawn, to: other))
      case .scheduled where booking.end > now:
        var values: [(String, RowValue)] = [
          ("status", .text("cancelled")), ("cancelled_by", .text("system")), ("cancelled_at", .integer(now.seconds)),
          ("cancel_reason", .text(ErasedMark.reason)),
          ("sequence", .integer(try nextSequence(after: booking.sequence, of: number))),
        ]
        if booking.start <= now { values.append(("is_late", .integer(1))) }
        try update("session", number, values)
        notices.append(Notice(.sessionCancelled, to: other))
      default: break
      }
      try blank(number, booking)
    }
    for number in try numbers("SELECT id FROM connection WHERE mentor_id = \(id) OR student_id = \(id) ORDER BY id") {
      let other = try connection.integer(
        "SELECT iif(mentor_id = \(id), student_id, mentor_id) FROM connection WHERE id = \(number)")
      try update("connection", number, [("message", .text(ErasedMark.text)), ("reason", .text(""))])
      let status = try connection.texts("SELECT status FROM connection WHERE id = \(number)").first ?? ""
      guard let after = ["PENDING": "WITHDRAWN", "ACCEPTED": "ENDED"][status] else { continue }
      try update(
        "connection", number, [("status", .text(after)), ("responded_at", .integer(now.seconds))])
      guard let other else { continue }
      notices.append(Notice(after == "ENDED" ? .connectionEnded : .connectionWithdrawn, to: PersonID(other)))
    }
    // Reviews by and about the person, and the replies to them, which may name the person.
    for number in try numbers("SELECT id FROM review WHERE \(Self.reviews(of: id))") {
      let hasStars = try connection.integer("SELECT stars FROM review WHERE id = \(number) AND stars NOT NULL") != nil
      try change(
        "review", number,
        [("text", .text(hasStars ? "" : ErasedMark.text)), ("may_show_name", .integer(0)), ("reply", .text(""))])
    }
    for number in try numbers("SELECT id FROM closed_range WHERE mentor_id = \(id)") {
      try change("closed_range", number, [("reason", .text(""))])
    }
    for number in try numbers("SELECT id FROM credit WHERE person_id = \(id)") {
      try change("credit", number, [("reason", .text(ErasedMark.text))])
    }
    for student in try numbers("SELECT student_id FROM waiting WHERE mentor_id = \(id) ORDER BY created_at, id") {
      notices.append(Notice(.placeWithdrawn, to: PersonID(student)))
    }
    for number in try numbers("SELECT id FROM waiting WHERE mentor_id = \(id) OR student_id = \(id)") {
      try delete("waiting", number)
    }
    try eraseMentor(id)
    // The role stays while the mentor's row stays, since past sessions refer to it.
    try update(
      "person", id,
      [
        ("name", .text(ErasedMark.name)), ("email", .text("erased-\(id)@erased.invalid")), ("state", .text("erased")),
        ("membership_type", .text("")), ("list_membership", .null), ("list_values", .null), ("is_student", .integer(0)),
        ("is_organiser", .integer(0)),
        ("share_email", .integer(0)), ("home_token", .text(random.token())),
        ("feed_token", .text(random.token())), ("action_secret", .text(random.token())),
      ])
    try blankJournal(of: id, bookings)
    return notices
  }

  /// The reviews of the person's sessions, by either side.
  private static func reviews(of id: Int) -> String {
    "session_id IN (SELECT id FROM session WHERE mentor_id = \(id) OR student_id = \(id))"
  }

  /// Deletes titles and texts of a booking: the student wrote them, but they are deleted with either person.
  private func blank(_ number: Int, _ booking: BookingSituation) throws {
    // An own link leads to a personal room. Approved requests get the name of a room that never existed instead.
    let hasLink = try connection.integer("SELECT 1 FROM request WHERE id = \(number) AND link NOT NULL") != nil
    try update(
      "request", number,
      (hasLink ? [("room", .text("erased-\(number)"))] : []) + [
        ("title", .text(ErasedMark.text)), ("description", .text("")), ("agenda", .text("")), ("answers", .text("")),
        ("reason", .text(booking.state == .rejected ? ErasedMark.text : "")), ("link", .null), ("address", .null),
      ])
    guard booking.state.isSession else { return }
    var values: [(String, RowValue)] = [
      ("title", .text(ErasedMark.text)), ("agenda", .text("")), ("notes_before", .text("")), ("notes_after", .text("")),
      ("recording_url", .null), ("recording_until_at", .null), ("recording_consent", .integer(0)),
      ("platform", .text("")),
    ]
    if booking.proposal.link != nil { values += [("link", .null), ("room", .text("erased-\(number)"))] }
    if booking.state == .cancelled { values.append(("cancel_reason", .text(ErasedMark.text))) }
    if booking.proposal.kind == .inPerson { values.append(("address", .text(ErasedMark.text))) }
    try update("session", number, values)
  }

  private func eraseMentor(_ id: Int) throws {
    guard try connection.integer("SELECT 1 FROM mentor WHERE person_id = \(id)") != nil else { return }
    try update(
      "mentor", id,
      [
        ("slug", .text("erased-\(id)")), ("approval", .text("suspended")), ("is_accepting", .integer(0)),
        ("headline", .text("")), ("company", .text("")), ("job_title", .text("")), ("years", .null), ("bio", .text("")),
        ("photo", .text("")),
      ]
    ) {
      for table in ["mentor_link", "mentor_language", "mentor_topic", "mentor_subject", "mentor_address"] {
        try self.connection.execute("DELETE FROM \(table) WHERE mentor_id = \(id)")
      }
    }
  }

  /// Blanks journal entries: the only change of existing entries that the record allows.
  private func blankJournal(of id: Int, _ bookings: [Int]) throws {
    let own = """
      (kind IN ('person', 'mentor') AND object_id = \(id))
      OR (kind = 'connection' AND object_id IN (SELECT id FROM connection WHERE mentor_id = \(id) OR student_id = \(id)))
      OR (kind IN ('request', 'session') AND object_id IN (
        SELECT id FROM request WHERE mentor_id = \(id) OR student_id = \(id)))
      OR (kind = 'review' AND object_id IN (SELECT id FROM review WHERE \(Self.reviews(of: id))))
      OR (kind = 'credit' AND object_id IN (SELECT id FROM credit WHERE person_id = \(id)))
      OR (kind = 'closed_range' AND object_id IN (SELECT id FROM closed_range WHERE mentor_id = \(id)))
      """
    try connection.execute("UPDATE journal SET before = '', after = '' WHERE \(own)")
  }

  private func numbers(_ sql: String) throws -> [Int] {
    let rows = try Statement(sql, on: connection)
    var all: [Int] = []
    while try rows.step() { all.append(rows.integer(0)) }
    return all
  }
}
