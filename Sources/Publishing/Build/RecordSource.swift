import Bytes
import CivilTime
import Mentoring

/// What a build asks of the record, one a worker; all workers see the same revision. Storage's reader is one.
public protocol RecordSource {
  /// From now on subjects and goals are named in one of the site's languages.
  ///
  /// - Parameter language: its number; 0 is the main one.
  func nameTerms(in language: Int)
  /// - Parameters:
  ///   - horizonEnd: from the mentor's days of horizon to its end.
  ///   - since: sessions that may still matter to a limit or a day begin after eight days before it.
  func hours(of mentor: PersonID, zoneName: String, horizonEnd: (Int) -> Instant, since: Instant) throws -> MentorHours
  /// The hours, closed dates and rules of a mentor, whatever their approval, without bookings and calendars.
  func ownHours(of mentor: PersonID, zoneName: String, horizonEnd: (Int) -> Instant) throws -> MentorHours
  /// Sessions and held requests of a person, which no other session may overlap.
  func busyTimes(of person: PersonID, since: Instant) throws -> [Interval]
  /// By start and id; text is the arena's.
  func agenda(of person: PersonID, from: Instant, arena: TextArena) throws -> [AgendaEntry]
  /// How many sessions a mentor has held.
  func completedSessions(of mentor: PersonID) throws -> Int
  /// Both roles, newest change first.
  func connections(of person: PersonID, arena: TextArena) throws -> [ConnectionEntry]
  /// Newest first.
  func reviews(ofMentor mentor: PersonID, limit: Int, arena: TextArena) throws -> [PublicReview]
  func reviews(inSessionsOf person: PersonID, arena: TextArena) throws -> [SessionReview]
  /// Sessions of all people, by start and id; the other is the student.
  func programmeAgenda(from: Instant, limit: Int, arena: TextArena) throws -> [AgendaEntry]
  func report(at now: Instant) throws -> ProgrammeReport
  /// What mentors gave a student; never on a public page.
  func studentRating(of student: PersonID) throws -> (sum: Int, count: Int)
}
