import Bytes
import CivilTime
import Mentoring

/// The queries of a build on the record, one source per worker; all workers see the same revision. Storage's reader
/// conforms to it.
public protocol RecordSource {
  /// Sets the language of the names of subjects and goals to one of the site's languages.
  ///
  /// - Parameter language: its number; 0 is the main one.
  func nameTerms(in language: Int)
  /// - Parameters:
  ///   - horizonEnd: computes the end of the horizon from the mentor's number of days.
  ///   - since: sessions that may still count towards a limit or a day begin at most eight days before it.
  func hours(of mentor: PersonID, zoneName: String, horizonEnd: (Int) -> Instant, since: Instant) throws -> MentorHours
  /// The hours, closed dates and rules of a mentor, whatever their approval, without bookings and calendars.
  func ownHours(of mentor: PersonID, zoneName: String, horizonEnd: (Int) -> Instant) throws -> MentorHours
  /// Sessions of a person and requests that reserve time; no other session may overlap them.
  func busyTimes(of person: PersonID, since: Instant) throws -> [Interval]
  /// Sorted by start and id; the arena owns the text.
  func agenda(of person: PersonID, from: Instant, arena: TextArena) throws -> [AgendaEntry]
  /// The number of sessions that a mentor has held.
  func completedSessions(of mentor: PersonID) throws -> Int
  /// Both roles, newest change first.
  func connections(of person: PersonID, arena: TextArena) throws -> [ConnectionEntry]
  /// Newest first.
  func reviews(ofMentor mentor: PersonID, limit: Int, arena: TextArena) throws -> [PublicReview]
  func reviews(inSessionsOf person: PersonID, arena: TextArena) throws -> [SessionReview]
  /// Sessions of all people, by start and id; the other person is the student.
  func programmeAgenda(from: Instant, limit: Int, arena: TextArena) throws -> [AgendaEntry]
  func report(at now: Instant) throws -> ProgrammeReport
  /// The ratings that mentors gave a student; never on a public page.
  func studentRating(of student: PersonID) throws -> (sum: Int, count: Int)
}
