import Bytes
import CivilTime

/// A connection of a mentor and a student. Text is borrowed from the reader's arena.
package struct ConnectionEntry {
  package var id: Int
  package var version: Int
  package var mentor: PersonID
  package var student: PersonID
  package var status: ConnectionStatus
  package var message: Utf8
  /// Why it was declined.
  package var reason: Utf8
  /// Names, joined with commas.
  package var goals: Utf8
  package var created: Instant
  package var responded: Instant?
  package var changed: Instant

  package init(
    id: Int, version: Int, mentor: PersonID, student: PersonID, status: ConnectionStatus, message: Utf8, reason: Utf8,
    goals: Utf8, created: Instant, responded: Instant?, changed: Instant
  ) {
    self.id = id
    self.version = version
    self.mentor = mentor
    self.student = student
    self.status = status
    self.message = message
    self.reason = reason
    self.goals = goals
    self.created = created
    self.responded = responded
    self.changed = changed
  }
}

/// A student's review of a mentor, as anyone may read it.
package struct PublicReview {
  package var stars: Int?
  package var text: Utf8
  /// Empty without the student's consent to print the name.
  package var author: Utf8
  package var created: Instant
  package var reply: Utf8

  package init(stars: Int?, text: Utf8, author: Utf8, created: Instant, reply: Utf8) {
    self.stars = stars
    self.text = text
    self.author = author
    self.created = created
    self.reply = reply
  }
}

/// A review that belongs to a session, for its two people.
package struct SessionReview {
  package var session: Int
  /// By the student of the mentor; otherwise the other way.
  package var isByStudent: Bool
  package var stars: Int?
  package var text: Utf8
  package var reply: Utf8
  package var created: Instant

  package init(session: Int, isByStudent: Bool, stars: Int?, text: Utf8, reply: Utf8, created: Instant) {
    self.session = session
    self.isByStudent = isByStudent
    self.stars = stars
    self.text = text
    self.reply = reply
    self.created = created
  }
}

/// A mentor's schedule with the lengths of session that she offers.
package struct MentorHours: Sendable {
  /// Its policy has the first of `durations`.
  package var schedule: MentorSchedule
  /// Minutes.
  package var durations: [Int]
  package var horizonDays: Int
  package var confirmsEach: Bool
  /// The latest change of the bookings that take time out of the schedule; 0 without any.
  package var changed: Instant

  package init(
    schedule: MentorSchedule, durations: [Int], horizonDays: Int, confirmsEach: Bool,
    changed: Instant = Instant(seconds: 0)
  ) {
    self.schedule = schedule
    self.durations = durations
    self.horizonDays = horizonDays
    self.confirmsEach = confirmsEach
    self.changed = changed
  }

  package func schedule(forDuration minutes: Int) -> MentorSchedule {
    var schedule = schedule
    schedule.policy.duration = minutes
    return schedule
  }
}
