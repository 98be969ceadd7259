import Mentoring

extension Site {
  /// Whether a student needs an accepted connection to book. The settings' value, not the record's copy, which is older until
  /// the next verb.
  var needsConnection: Bool { settings.policy.connectionRequired }

  /// Times outside a mentor's hours may be asked for.
  var takesProposals: Bool { settings.policy.proposesOutsideHours }

  /// Whether a student's pages include "My Connections": where connections are needed, or where the student has some.
  func hasConnectionsPage(_ rows: PersonalRows) -> Bool {
    rows.person.isStudent && needsConnection || !rows.ownConnections.isEmpty
  }

  /// Whether a person's pages include "Requests": people who are neither mentor nor student have none.
  func hasRequestsPage(_ rows: PersonalRows) -> Bool {
    rows.person.isStudent || rows.person.isMentor || !rows.ownRequests.isEmpty
  }

  /// "2 connections, 1 request waits for an answer": what the badge counts, and what it does not.
  func connectionsText(of rows: PersonalRows) -> String {
    let accepted = rows.ownConnections.lazy.filter { $0.status == .accepted }.count
    let waiting = rows.ownPendingConnections.count
    return
      ([strings.counted("connections", accepted)]
      + (waiting > 0 ? [strings.counted("requests_waiting", waiting)] : [])).joined(separator: ", ")
  }

  /// Whether this student may book this mentor, whatever the time.
  func mayBook(_ entry: MentorEntry, _ status: ConnectionStatus?, _ rows: PersonalRows) -> Bool {
    guard rows.person.isStudent, entry.mentor.id != rows.person.id else { return false }
    let access = BookingAccess(
      approval: entry.mentor.approval, isEligible: entry.mentor.isEligible, connection: status, by: .student,
      settings.policy)
    return access == .allowed
  }

  /// Whether a student has a booking page of a mentor. Everything that links to one asks here.
  func hasBookingPage(_ entry: MentorEntry, _ status: ConnectionStatus?, _ rows: PersonalRows) -> Bool {
    guard mayBook(entry, status, rows) else { return false }
    return needsConnection || hasPrivateDirectory && entry.mentor.isEligible
      || knownMentors(of: rows).contains(entry.mentor.id)
  }

  /// Whether a mentor has no way in for this student: the button says "Fully Booked".
  ///
  /// - Parameter entry: nil = the mentor is suspended or waits for approval.
  func isFull(_ entry: MentorEntry?, _ status: ConnectionStatus?, _ rows: PersonalRows) -> Bool {
    guard let entry else { return true }
    let isClosed = entry.openings.isEmpty && !takesProposals
    if needsConnection {
      // Not accepting and at capacity close the door to new students; a connected one is shut out only by an empty calendar.
      if status == .accepted { return isClosed }
      return entry.isFull(with: places(of: entry.mentor, rows)) || !entry.mentor.isEligible
    }
    // Mentors who take no new students are shown as full to whom they do not know.
    return !mayBook(entry, status, rows) || isClosed
      || !entry.mentor.isAccepting && !knownMentors(of: rows).contains(entry.mentor.id)
  }

  /// A mentor's places as this person finds them.
  func places(of mentor: PublicMentor, _ rows: PersonalRows) -> MentorPlaces {
    let isWaiting = rows.waiting.contains { $0.mentor == mentor.id && $0.student == rows.person.id }
    return isWaiting ? programme.places(of: mentor, for: rows.person.id) : mentor.places
  }

  /// The mentors whose booking page a student has, those whom the student knows first. Without connections that is every
  /// mentor where there is a private directory, else whoever the student had something to do with.
  func mentorsToBook(_ rows: PersonalRows) -> [MentorEntry] {
    let known = knownMentors(of: rows)
    let others = needsConnection || !hasPrivateDirectory ? [] : mentors.filter { !known.contains($0.mentor.id) }
    let status = rows.ownStatus
    return (known.compactMap { entry(of: $0) } + others).filter { mayBook($0, status[$0.mentor.id], rows) }
  }

  /// The mentors of a student: by an accepted connection or, where none is needed, by a session or a request as well.
  func knownMentors(of rows: PersonalRows) -> [PersonID] {
    var known = rows.ownConnections.filter { $0.status == .accepted }.map(\.mentor)
    if needsConnection { return known }
    var seen = Set(known)
    for entry in rows.agenda where entry.student == rows.person.id && seen.insert(entry.mentor).inserted {
      known.append(entry.mentor)
    }
    return known
  }

  /// The students of a mentor by name, with the connection of the two: by an accepted connection or, where none is needed, by
  /// a session that was held.
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
