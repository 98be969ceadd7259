import Bytes
import CivilTime
import Diagnostics
import Mentoring
import Storage

extension DemoProgramme {
  /// Whether the record holds nobody yet.
  public static func isEmpty(_ connection: Connection) throws(Diagnostic) -> Bool {
    try connection.integer("SELECT EXISTS (SELECT 1 FROM person)") == 0
  }

  /// Writes everything into an empty record and marks it as a demo, in one transaction, the record's own rules on.
  ///
  /// - Throws: a `Diagnostic`; exit code 4 when the record holds people, and the record is as it was.
  public func write(to connection: Connection, zones: some ZoneSource) throws {
    try connection.transaction {
      guard try DemoProgramme.isEmpty(connection) else {
        throw Diagnostic(
          at: Place(file: connection.path), "the record holds people; the demo is written to an empty one",
          remedy: "name another record with --db", exitCode: .conflict)
      }
      // A made-up student may ask faster than a real one.
      try connection.execute("UPDATE meta SET is_demo = 1, bookings_per_hour = 0")
      let words = try writeWords(connection)
      try writeSessionTypes(connection)
      try writePeople(connection)
      try writeMentors(connection, words)
      try writeHours(connection)
      try writeConnections(connection, words)
      try writeWaiting(connection)
      try writeBookings(connection, words, zones)
      try writeReviews(connection)
      try connection.execute("UPDATE meta SET bookings_per_hour = 3")
    }
  }

  /// Ids of topics, goals and subjects by slug.
  private struct Words {
    var topics: [String: Int]
    var goals: [String: Int]
    var subjects: [String: Int]
  }

  /// Adds the words the demo uses, beside those that the record has.
  private func writeWords(_ connection: Connection) throws(Diagnostic) -> Words {
    func ids(_ table: String, _ slugs: [String]) throws(Diagnostic) -> [String: Int] {
      var ids: [String: Int] = [:]
      let select = try Statement("SELECT id, slug FROM \(table)", on: connection)
      while try select.step() { ids[select.text(1).string] = select.integer(0) }
      var next = (ids.values.max() ?? 0) + 1
      var row = try RowWriter(table, "id, slug, name", on: connection)
      for slug in slugs where ids[slug] == nil {
        row.add(next)
        row.add(slug)
        row.add(Writing.name(ofSlug: slug))
        try row.write()
        ids[slug] = next
        next += 1
      }
      return ids
    }
    return Words(
      topics: try ids("topic", Writing.topics), goals: try ids("goal", Writing.goals),
      subjects: try ids("subject", Writing.subjects))
  }

  private func writeSessionTypes(_ connection: Connection) throws(Diagnostic) {
    guard try connection.integer("SELECT count(*) FROM session_type") == 0 else { return }
    var row = try RowWriter("session_type", "id, slug, name, kind, minutes, summary, price, currency", on: connection)
    for (place, type) in Writing.sessionTypes.enumerated() {
      row.add(place + 1)
      row.add(type.slug)
      row.add(type.name)
      row.add(type.kind.rawValue)
      row.add(type.minutes)
      row.add(type.summary)
      row.add(type.price)
      row.add(type.price == nil ? "" : "EUR")
      try row.write()
    }
  }

  private func writeWaiting(_ connection: Connection) throws(Diagnostic) {
    var row = try RowWriter("waiting", "mentor_id, student_id, created_at", on: connection)
    for entry in waiting {
      row.add(entry.mentor)
      row.add(entry.student)
      row.add(people.first { $0.id == entry.student }?.created.adding(days: 3).seconds)
      try row.write()
    }
  }

  private func writePeople(_ connection: Connection) throws(Diagnostic) {
    var row = try RowWriter(
      "person",
      """
      id, uuid, email, name, zone, language, membership_type, is_mentor, is_student, share_email, home_token,
      feed_token, action_secret, created_at, changed_at, is_organiser
      """, on: connection)
    for person in people {
      row.add(person.id)
      row.add(person.key.uuid)
      row.add(person.email)
      row.add(person.name)
      row.add(person.zone)
      row.add(person.language)
      row.add(person.membership)
      row.add(person.isMentor)
      row.add(person.isStudent)
      row.add(person.sharesEmail)
      row.add(person.key.token(.home))
      row.add(person.key.token(.feed))
      row.add(person.key.token(.action))
      row.add(person.created.seconds)
      row.add(person.created.seconds)
      // The last student helps to run the programme.
      row.add(person.id == people.last?.id && !person.isMentor)
      try row.write()
    }
  }

  private func writeMentors(_ connection: Connection, _ words: Words) throws(Diagnostic) {
    var row = try RowWriter(
      "mentor",
      """
      person_id, slug, approval, is_accepting, headline, company, job_title, years, bio, free_busy_uid, confirm,
      capacity, changed_at
      """, on: connection)
    var link = try RowWriter("mentor_link", "mentor_id, kind, url", on: connection)
    var language = try RowWriter("mentor_language", "mentor_id, language", on: connection)
    var topic = try RowWriter("mentor_topic", "mentor_id, topic_id", on: connection)
    var subject = try RowWriter("mentor_subject", "mentor_id, subject_id", on: connection)
    let subjects = Writing.subjects.compactMap { words.subjects[$0] }
    for (mentor, person) in zip(mentors, people) {
      row.add(mentor.id)
      row.add(mentor.slug)
      row.add(mentor.approval.rawValue)
      row.add(mentor.isAccepting)
      row.add(mentor.headline)
      row.add(mentor.company)
      row.add(mentor.jobTitle)
      row.add(mentor.years)
      row.add(mentor.bio)
      row.add(DemoKey(value: ~person.key.value).uuid)
      row.add(mentor.confirm == .each ? mentor.confirm.rawValue : nil)
      row.add(mentor.capacity == 0 ? nil : mentor.capacity)
      row.add(person.created.seconds)
      try row.write()
      for url in mentor.links {
        link.add(mentor.id)
        link.add("website")
        link.add(url)
        try link.write()
      }
      for code in mentor.languages {
        language.add(mentor.id)
        language.add(code)
        try language.write()
      }
      for slug in mentor.topics {
        topic.add(mentor.id)
        topic.add(words.topics[slug])
        try topic.write()
      }
      // Every third mentor leaves open what sessions are about; the others name three.
      for place in 0..<3 where !mentor.id.isMultiple(of: 3) && !subjects.isEmpty {
        subject.add(mentor.id)
        subject.add(subjects[(mentor.id + place) % subjects.count])
        try subject.write()
      }
    }
  }

  private func writeHours(_ connection: Connection) throws(Diagnostic) {
    var row = try RowWriter(
      "availability",
      "mentor_id, is_recurring, weekday, specific_date, mode, start_time, end_time, valid_from, valid_until",
      on: connection)
    var closed = try RowWriter("closed_range", "mentor_id, first_date, last_date, reason", on: connection)
    for dates in holidays {
      closed.add(nil as Int?)
      closed.add(dates.first.iso)
      closed.add(dates.last.iso)
      closed.add("Programme holiday")
      try closed.write()
    }
    for mentor in mentors {
      for hours in mentor.weekly {
        row.add(mentor.id)
        row.add(true)
        row.add(hours.weekday)
        row.add(nil as String?)
        row.add("replace")
        row.add(clock(hours.window.start))
        row.add(clock(hours.window.end))
        row.add(hours.from?.iso)
        row.add(hours.until?.iso)
        try row.write()
      }
      for dated in mentor.dated {
        let windows = dated.windows.map { (clock($0.start), clock($0.end)) }
        for window in windows.isEmpty ? [(nil, nil)] : windows.map({ (Optional($0), Optional($1)) }) {
          row.add(mentor.id)
          row.add(false)
          row.add(nil as Int?)
          row.add(dated.date.iso)
          row.add(dated.mode.rawValue)
          row.add(window.0)
          row.add(window.1)
          row.add(nil as String?)
          row.add(nil as String?)
          try row.write()
        }
      }
      for dates in mentor.closed {
        closed.add(mentor.id)
        closed.add(dates.first.iso)
        closed.add(dates.last.iso)
        closed.add("Away")
        try closed.write()
      }
    }
  }

  private func writeConnections(_ connection: Connection, _ words: Words) throws(Diagnostic) {
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

  /// Requests and sessions, each session after its own request, in order of creation as a live record has them.
  private func writeBookings(_ connection: Connection, _ words: Words, _ zones: some ZoneSource) throws(Diagnostic) {
    var request = try RowWriter(
      "request",
      """
      id, uid, mentor_id, student_id, subject_id, kind, title, description, start_at, end_at, status, reason, room,
      received_at, responded_at, changed_at
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
      try request.write()
      guard let status = booking.session, let zone = zoneOfMentor[booking.mentor] else { continue }
      let local = zone.local(at: booking.start)
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
      session.add(local.date.iso + "T" + clock(local.minuteOfDay))
      session.add(zone.name)
      session.add(zone.instants(of: local).first.map { $0 < booking.start } ?? false)
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

  private func writeReviews(_ connection: Connection) throws(Diagnostic) {
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
  /// When its session became what it is.
  fileprivate var lastChange: Instant {
    if let cancelled { return cancelled }
    return session == .completed || session == .noShow ? interval.end : responded ?? created
  }
}

/// `HH:MM` of minutes since midnight, 24:00 included.
private func clock(_ minutes: Int) -> String {
  let (hour, minute) = (minutes / 60, minutes % 60)
  return (hour < 10 ? "0" : "") + String(hour) + (minute < 10 ? ":0" : ":") + String(minute)
}
