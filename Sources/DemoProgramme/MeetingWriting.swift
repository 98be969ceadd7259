import CivilTime
import Diagnostics
import Mentoring
import Storage

extension DemoProgramme {
  func writeConnections(_ connection: Database, _ words: Words) throws(Diagnostic) {
    var row = try RowWriter(
      "connection",
      "id, mentor_id, student_id, status, message, reason, created_at, responded_at, changed_at", on: connection)
    var goal = try RowWriter("connection_goal", "connection_id, goal_id", on: connection)
    for pair in connections {
      row.add(pair.id)
      row.add(pair.mentor)
      row.add(pair.student)
      row.add(pair.status.rawValue)
      row.add(pair.message)
      row.add(pair.status == .rejected ? Writing.reasons[pair.id % Writing.reasons.count] : "")
      row.add(pair.created.seconds)
      row.add(pair.responded?.seconds)
      row.add((pair.responded ?? pair.created).seconds)
      try row.write()
      for slug in pair.goals {
        goal.add(pair.id)
        goal.add(words.goals[slug])
        try goal.write()
      }
    }
  }

  /// Writes requests and sessions, each session after its own request, in order of creation as in a live record.
  func writeBookings(_ connection: Database, _ words: Words, _ zones: some ZoneSource) throws(Diagnostic) {
    var request = try RowWriter(
      "request",
      """
      id, uid, mentor_id, student_id, subject_id, kind, title, description, start_at, end_at, status, reason, room,
      received_at, responded_at, changed_at, wall_time, zone, fold, tzdata, expires_at
      """, on: connection)
    var session = try RowWriter(
      "session",
      """
      id, uid, sequence, meeting_token, mentor_id, student_id, subject_id, kind, status, start_at, end_at, wall_time, zone, fold, tzdata,
      title, agenda, notes_after, room, address, ended_at, cancelled_at, cancelled_by, cancel_reason, absent,
      created_at, changed_at
      """, on: connection)
    var zoneOfMentor: [Int: Zone] = [:]
    for (mentor, person) in zip(mentors, people) { zoneOfMentor[mentor.id] = try zones.zone(named: person.zone) }
    var rooms: Set<String> = []
    for booking in bookings {
      var room: String?
      if booking.hasRoom, booking.session != nil {
        var attempt = 0
        var name = booking.key.room()
        while !rooms.insert(name).inserted {
          attempt += 1
          name = booking.key.room(attempt: attempt)
        }
        room = name
      }
      let end = booking.interval.end.seconds
      let changed = booking.lastChange.seconds
      request.add(booking.id)
      request.add(booking.key.uuid)
      request.add(booking.mentor)
      request.add(booking.student)
      request.add(words.subjects[booking.subject])
      request.add(booking.kind.rawValue)
      request.add(booking.title)
      request.add(booking.description)
      request.add(booking.start.seconds)
      request.add(end)
      request.add(booking.request.rawValue)
      request.add(booking.request == .rejected ? booking.reason ?? "" : "")
      request.add(room)
      request.add(booking.created.seconds)
      request.add(booking.responded?.seconds)
      request.add((booking.responded ?? booking.created).seconds)
      guard let zone = zoneOfMentor[booking.mentor] else { continue }
      let local = zone.local(at: booking.start)
      let wallTime = local.date.iso + "T" + clock(local.minuteOfDay)
      let isFold = zone.instants(of: local).first.map { $0 < booking.start } ?? false
      request.add(wallTime)
      request.add(zone.name)
      request.add(isFold)
      request.add(zones.version ?? "")
      request.add(booking.expiry.seconds)
      try request.write()
      guard let status = booking.session else { continue }
      session.add(booking.id)
      session.add(booking.key.uuid)
      session.add(booking.moves)
      session.add(booking.key.token(.meeting))
      session.add(booking.mentor)
      session.add(booking.student)
      session.add(words.subjects[booking.subject])
      session.add(booking.kind.rawValue)
      session.add(status.rawValue)
      session.add(booking.start.seconds)
      session.add(end)
      session.add(wallTime)
      session.add(zone.name)
      session.add(isFold)
      session.add(zones.version ?? "")
      session.add(booking.title)
      session.add(booking.description)
      session.add(booking.notes ?? "")
      session.add(room)
      session.add(booking.address)
      session.add(status == .completed ? end : nil)
      session.add(booking.cancelled?.seconds)
      session.add(booking.cancelledBy?.rawValue)
      session.add(status == .cancelled ? booking.reason ?? "" : "")
      session.add(booking.absent?.rawValue)
      session.add(booking.created.seconds)
      session.add(changed)
      try session.write()
    }
  }

  func writeReviews(_ connection: Database) throws(Diagnostic) {
    var row = try RowWriter(
      "review",
      "session_id, mentor_id, direction, author_id, stars, text, may_show_name, reply, created_at, changed_at",
      on: connection)
    // Bookings are numbered from 1 in their order.
    for review in reviews {
      row.add(review.session)
      row.add(bookings[review.session - 1].mentor)
      row.add(review.direction.rawValue)
      row.add(review.author)
      row.add(review.stars)
      row.add(review.text)
      row.add(review.showsName)
      row.add(review.reply ?? "")
      row.add(review.created.seconds)
      row.add(review.created.seconds)
      try row.write()
    }
  }
}

extension DemoBooking {
  /// The time at which the session reached its present state.
  fileprivate var lastChange: Instant {
    if let cancelled { return cancelled }
    return session == .completed || session == .noShow ? interval.end : responded ?? created
  }
}
