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

  /// Whether this student may book this mentor, whatever the time.
  func mayBook(_ entry: MentorEntry, _ status: ConnectionStatus?, _ rows: PersonalRows) -> Bool {
    guard rows.person.isStudent, entry.mentor.id != rows.person.id else { return false }
    let access = BookingAccess(
      approval: entry.mentor.approval, isEligible: entry.mentor.isEligible, connection: status, by: .student,
      settings.policy)
    return access == .allowed
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
