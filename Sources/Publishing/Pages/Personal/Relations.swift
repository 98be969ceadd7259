import Mentoring

extension Site {
  /// Whether a student needs an accepted connection to book. This is the settings' value; the record's copy is older
  /// until the next verb.
  var needsConnection: Bool { settings.policy.connectionRequired }

  /// Whether times outside a mentor's hours may be requested.
  var takesProposals: Bool { settings.policy.proposesOutsideHours }

  /// Whether a student's pages include "My Connections": if connections are required, or if the student has some.
  func hasConnectionsPage(_ rows: PersonalRows) -> Bool {
    rows.person.isStudent && needsConnection || !rows.ownConnections.isEmpty
  }

  /// Whether a person's pages include "Requests"; people who are neither mentor nor student have none.
  func hasRequestsPage(_ rows: PersonalRows) -> Bool {
    rows.person.isStudent || rows.person.isMentor || !rows.ownRequests.isEmpty
  }

  /// "2 connections, 1 request waits for an answer": what the badge counts and what it does not count.
  func connectionsText(of rows: PersonalRows) -> String {
    let accepted = rows.ownConnections.lazy.filter { $0.status == .accepted }.count
    let waiting = rows.ownPendingConnections.count
    return
      ([strings.counted("connections", accepted)]
      + (waiting > 0 ? [strings.counted("requests_waiting", waiting)] : [])).joined(separator: ", ")
  }

  /// Whether this student may book this mentor, regardless of the time.
  func mayBook(_ entry: MentorEntry, _ status: ConnectionStatus?, _ rows: PersonalRows) -> Bool {
    guard rows.person.isStudent, entry.mentor.id != rows.person.id else { return false }
    let access = BookingAccess(
      approval: entry.mentor.approval, isEligible: entry.mentor.isEligible, connection: status, by: .student,
      settings.policy)
    return access == .allowed
  }

  /// Whether a student has a booking page for a mentor. Everything that links to one checks this first.
  func hasBookingPage(_ entry: MentorEntry, _ status: ConnectionStatus?, _ rows: PersonalRows) -> Bool {
    guard mayBook(entry, status, rows) else { return false }
    return needsConnection || hasPrivateDirectory && entry.mentor.isEligible
      || knownMentors(of: rows).contains(entry.mentor.id)
  }

  /// Whether a mentor is not available to this student: the button says "Fully Booked".
  ///
  /// - Parameter entry: nil = the mentor is suspended or waits for approval.
  func isFull(_ entry: MentorEntry?, _ status: ConnectionStatus?, _ rows: PersonalRows) -> Bool {
    guard let entry else { return true }
    let isClosed = entry.openings.isEmpty && !takesProposals
    if needsConnection {
      // "Not accepting" and "at capacity" only exclude new students; a connected one is excluded only by an empty
      // calendar.
      if status == .accepted { return isClosed }
      return entry.isFull(with: places(of: entry.mentor, rows)) || !entry.mentor.isEligible
    }
    // Mentors who take no new students are shown as full to students they do not know.
    return !mayBook(entry, status, rows) || isClosed
      || !entry.mentor.isAccepting && !knownMentors(of: rows).contains(entry.mentor.id)
  }

  /// A mentor's places from this person's point of view.
  func places(of mentor: PublicMentor, _ rows: PersonalRows) -> MentorPlaces {
    let isWaiting = rows.waiting.contains { $0.mentor == mentor.id && $0.student == rows.person.id }
    return isWaiting ? programme.places(of: mentor, for: rows.person.id) : mentor.places
  }

  /// The mentors whose booking page a student has, mentors known to the student first. If no connection is required,
  /// that is every mentor if there is a private directory, otherwise every mentor the student has had a session or
  /// request with.
  func mentorsToBook(_ rows: PersonalRows) -> [MentorEntry] {
    let known = knownMentors(of: rows)
    let others = needsConnection || !hasPrivateDirectory ? [] : mentors.filter { !known.contains($0.mentor.id) }
    let status = rows.ownStatus
    return (known.compactMap { entry(of: $0) } + others).filter { mayBook($0, status[$0.mentor.id], rows) }
  }

  /// The mentors of a student: by an accepted connection or, if none is required, also by a session or a request.
  func knownMentors(of rows: PersonalRows) -> [PersonID] {
    var known = rows.ownConnections.filter { $0.status == .accepted }.map(\.mentor)
    if needsConnection { return known }
    var seen = Set(known)
    for entry in rows.agenda where entry.student == rows.person.id && seen.insert(entry.mentor).inserted {
      known.append(entry.mentor)
    }
    return known
  }

  /// The students of a mentor by name, each with their connection: by an accepted connection or, if none is required,
  /// by a completed session.
  func students(of rows: PersonalRows) -> [(person: Person, connection: ConnectionEntry?)] {
    let accepted = rows.connections.filter { $0.mentor == rows.person.id && $0.status == .accepted }
    var students: [(person: Person, connection: ConnectionEntry?)] = accepted.compactMap { connection in
      programme.person(connection.student).map { ($0, connection) }
    }
    if !needsConnection {
      var seen = Set(students.map(\.person.id))
      for entry in rows.agenda where entry.mentor == rows.person.id && entry.status == .session(.completed) {
        guard seen.insert(entry.student).inserted, let person = programme.person(entry.student) else { continue }
        students.append((person, nil))
      }
    }
    return students.sorted { ($0.person.name.lowercased(), $0.person.id) < ($1.person.name.lowercased(), $1.person.id) }
  }
}
