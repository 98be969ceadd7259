import Bytes
import CivilTime
import Diagnostics
import Mentoring

/// Reads a record for a build, with every statement prepared once. Each worker has its own reader; text goes to the
/// caller's arena.
///
/// Use it inside one read transaction, so that all its results belong to one revision.
public final class RecordReader {
  let connection: Database
  let policy: ProgrammePolicy
  let listed: ListedTerms
  let calendars: (any ExternalCalendars)?
  private let schedules: HoursReader
  private let names: NameReader
  private let agendas: AgendaReader
  private let connections: Statement
  private let busy: BusyReader
  private let reviewsOfMentor: Statement
  private let reviewsOfPerson: Statement
  private let ratings: Statement
  private let completed: Statement
  private let changed: Statement

  /// - Parameters:
  ///   - calendars: the mentors' own calendars and the holidays; nil ignores them.
  ///   - listed: the terms that site.yaml lists; pages use their names and order even before the record has them.
  ///   - translated: the listed terms in the site's other languages.
  public init(
    _ connection: Database, zones: ZoneDirectory, policy: ProgrammePolicy, calendars: (any ExternalCalendars)? = nil,
    listed: ListedTerms = ListedTerms(), translated: [ListedTerms] = []
  ) throws(Diagnostic) {
    self.connection = connection
    self.policy = policy
    self.listed = listed
    self.calendars = calendars
    schedules = try HoursReader(connection, zones: zones, programme: policy, calendars: calendars)
    names = try NameReader(connection, listed: [listed] + translated)
    agendas = try AgendaReader(connection, names: names)
    connections = try Statement(
      """
      SELECT c.id, c.version, c.mentor_id, c.student_id, c.status, c.message, c.reason,
        (SELECT group_concat(goal_id, ' ') FROM connection_goal WHERE connection_id = c.id),
        c.created_at, c.responded_at, c.changed_at
      FROM connection c WHERE c.mentor_id = ?1
      UNION ALL
      SELECT c.id, c.version, c.mentor_id, c.student_id, c.status, c.message, c.reason,
        (SELECT group_concat(goal_id, ' ') FROM connection_goal WHERE connection_id = c.id),
        c.created_at, c.responded_at, c.changed_at
      FROM connection c WHERE c.student_id = ?1
      """, on: connection)
    busy = try BusyReader(connection, programme: policy)
    // In the order of the index, so that older reviews are not read.
    reviewsOfMentor = try Statement(
      """
      SELECT stars, text, may_show_name, author_id, created_at, reply, id, changed_at
      FROM review WHERE mentor_id = ?1 AND direction = 'student_to_mentor' ORDER BY created_at DESC, id DESC LIMIT ?2
      """, on: connection)
    func reviewHalf(_ side: String) -> String {
      """
      SELECT v.session_id, v.direction = 'student_to_mentor', v.stars, v.text, v.reply, v.created_at, v.changed_at
      FROM session s JOIN review v ON v.session_id = s.id WHERE s.\(side) = ?1
      """
    }
    reviewsOfPerson = try Statement(
      reviewHalf("mentor_id") + " UNION ALL " + reviewHalf("student_id"), on: connection)
    ratings = try Statement(
      """
      SELECT coalesce(sum(v.stars), 0), count(v.stars)
      FROM session s JOIN review v ON v.session_id = s.id AND v.direction = 'mentor_to_student'
      WHERE s.student_id = ?1
      """, on: connection)
    // By default SQLite would use the index of all sessions, whose entries are larger.
    completed = try Statement(
      """
      SELECT count(*) FROM session INDEXED BY session_completed WHERE mentor_id = ?1 AND status = 'completed'
      """, on: connection)
    changed = try Statement("SELECT id FROM person WHERE rev > ?1", on: connection)
  }

  /// Uses names that were already read instead of querying the record for each.
  public func know(_ names: PersonNames) { self.names.known = names }

  /// Sets the language for the names of subjects and goals, as an index into the site's languages; 0 is the main one.
  public func nameTerms(in language: Int) { names.language = language }

  public func revision() throws(Diagnostic) -> Int { try connection.integer("SELECT rev FROM meta") ?? 0 }

  /// People with a row that changed after a revision, including erased people, in no particular order.
  public func changedPeople(after revision: Int) throws(Diagnostic) -> [PersonID] {
    changed.bind(revision, at: 1)
    defer { changed.reset() }
    var people: [PersonID] = []
    while try changed.step() { people.append(PersonID(changed.integer(0))) }
    return people
  }

  /// - Parameters:
  ///   - horizonEnd: calculates the end of the horizon from the mentor's number of days.
  ///   - since: sessions and held requests are read if they end later than eight days before this.
  public func hours(
    of mentor: PersonID, zoneName: String, horizonEnd: (Int) -> Instant, since: Instant
  ) throws(Diagnostic) -> MentorHours {
    try schedules.hours(of: mentor, zoneName: zoneName, horizonEnd: horizonEnd, since: since)
  }

  /// The hours, closed dates and rules of a mentor, whatever their approval, without bookings and calendars.
  public func ownHours(
    of mentor: PersonID, zoneName: String, horizonEnd: (Int) -> Instant
  ) throws(Diagnostic) -> MentorHours {
    try schedules.ownHours(of: mentor, zoneName: zoneName, horizonEnd: horizonEnd)
  }

  /// See ``AgendaReader/agenda(of:from:arena:)``.
  public func agenda(of person: PersonID, from: Instant, arena: TextArena) throws(Diagnostic) -> [AgendaEntry] {
    try agendas.agenda(of: person, from: from, arena: arena)
  }

  /// See ``AgendaReader/programmeAgenda(from:limit:arena:)``.
  public func programmeAgenda(from: Instant, limit: Int, arena: TextArena) throws(Diagnostic) -> [AgendaEntry] {
    try agendas.programmeAgenda(from: from, limit: limit, arena: arena)
  }

  /// See ``BusyReader/busyTimes(of:since:)``.
  public func busyTimes(of person: PersonID, since: Instant) throws(Diagnostic) -> [Interval] {
    try busy.busyTimes(of: person, since: since)
  }

  /// The number of a mentor's completed sessions.
  public func completedSessions(of mentor: PersonID) throws(Diagnostic) -> Int {
    completed.bind(mentor.number, at: 1)
    defer { completed.reset() }
    return try completed.step() ? completed.integer(0) : 0
  }

  /// A person's connections in both roles, newest change first.
  public func connections(of person: PersonID, arena: TextArena) throws(Diagnostic) -> [ConnectionEntry] {
    connections.bind(person.number, at: 1)
    defer { connections.reset() }
    var all: [ConnectionEntry] = []
    while try connections.step() {
      guard let status = ConnectionStatus(rawValue: connections.text(4).string) else { continue }
      all.append(
        ConnectionEntry(
          id: connections.integer(0), version: connections.integer(1), mentor: PersonID(connections.integer(2)),
          student: PersonID(connections.integer(3)), status: status, message: arena.copy(connections.text(5)),
          reason: arena.copy(connections.text(6)), goals: arena.copy(names.goals(connections.text(7))),
          created: Instant(seconds: connections.integer(8)), responded: instant(connections, 9),
          changed: Instant(seconds: connections.integer(10))))
    }
    all.sort { ($0.changed, $0.id) > ($1.changed, $1.id) }
    return all
  }

  /// Students' reviews of a mentor, newest first; names only with the consent of their owners.
  public func reviews(ofMentor mentor: PersonID, limit: Int, arena: TextArena) throws(Diagnostic) -> [PublicReview] {
    reviewsOfMentor.bind(mentor.number, at: 1)
    reviewsOfMentor.bind(limit, at: 2)
    defer { reviewsOfMentor.reset() }
    var all: [PublicReview] = []
    while try reviewsOfMentor.step() {
      all.append(
        PublicReview(
          id: reviewsOfMentor.integer(6), stars: reviewsOfMentor.isNull(0) ? nil : reviewsOfMentor.integer(0),
          text: arena.copy(reviewsOfMentor.text(1)),
          author: reviewsOfMentor.integer(2) == 1 ? try names.person(reviewsOfMentor.integer(3)) : .empty,
          created: Instant(seconds: reviewsOfMentor.integer(4)),
          changed: Instant(seconds: reviewsOfMentor.integer(7)), reply: arena.copy(reviewsOfMentor.text(5))))
    }
    return all
  }

  /// All reviews of a person's sessions, in both directions.
  public func reviews(inSessionsOf person: PersonID, arena: TextArena) throws(Diagnostic) -> [SessionReview] {
    reviewsOfPerson.bind(person.number, at: 1)
    defer { reviewsOfPerson.reset() }
    var all: [SessionReview] = []
    while try reviewsOfPerson.step() {
      all.append(
        SessionReview(
          session: reviewsOfPerson.integer(0), isByStudent: reviewsOfPerson.integer(1) == 1,
          stars: reviewsOfPerson.isNull(2) ? nil : reviewsOfPerson.integer(2),
          text: arena.copy(reviewsOfPerson.text(3)), reply: arena.copy(reviewsOfPerson.text(4)),
          created: Instant(seconds: reviewsOfPerson.integer(5)),
          changed: Instant(seconds: reviewsOfPerson.integer(6))))
    }
    return all
  }

  /// The sum and the number of the stars that mentors gave a student.
  public func studentRating(of student: PersonID) throws(Diagnostic) -> (sum: Int, count: Int) {
    ratings.bind(student.number, at: 1)
    defer { ratings.reset() }
    guard try ratings.step() else { return (0, 0) }
    return (ratings.integer(0), ratings.integer(1))
  }
}

/// The instant in a column; nil for NULL.
func instant(_ row: Statement, _ column: Int32) -> Instant? {
  row.isNull(column) ? nil : Instant(seconds: row.integer(column))
}
