import Bytes
import CivilTime

/// A connection between a mentor and a student. Its text is borrowed from the reader's arena.
public struct ConnectionEntry {
  public var id: Int
  public var version: Int
  public var mentor: PersonID
  public var student: PersonID
  public var status: ConnectionStatus
  public var message: Utf8
  /// Why the connection was declined.
  public var reason: Utf8
  /// The names of the goals, joined with commas.
  public var goals: Utf8
  public var created: Instant
  public var responded: Instant?
  public var changed: Instant

  public init(
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

/// A student's public review of a mentor.
public struct PublicReview {
  /// The id of the stored row, for stable names.
  public var id: Int
  public var stars: Int?
  public var text: Utf8
  /// The student's name; empty if the student did not consent to its publication.
  public var author: Utf8
  public var created: Instant
  public var changed: Instant
  public var reply: Utf8

  public init(id: Int, stars: Int?, text: Utf8, author: Utf8, created: Instant, changed: Instant, reply: Utf8) {
    self.id = id
    self.changed = changed
    self.stars = stars
    self.text = text
    self.author = author
    self.created = created
    self.reply = reply
  }
}

/// A review of a session, for the session's two participants.
public struct SessionReview {
  public var session: Int
  /// Whether the student reviews the mentor; otherwise the mentor reviews the student.
  public var isByStudent: Bool
  public var stars: Int?
  public var text: Utf8
  public var reply: Utf8
  public var created: Instant
  public var changed: Instant

  public init(
    session: Int, isByStudent: Bool, stars: Int?, text: Utf8, reply: Utf8, created: Instant, changed: Instant
  ) {
    self.changed = changed
    self.session = session
    self.isByStudent = isByStudent
    self.stars = stars
    self.text = text
    self.reply = reply
    self.created = created
  }
}

/// A mentor's schedule with the session durations that the mentor offers.
public struct MentorHours: Sendable {
  /// The schedule; its policy uses the first of `durations`.
  public var schedule: MentorSchedule
  /// Minutes.
  public var durations: [Int]
  public var horizonDays: Int
  public var confirmsEach: Bool
  /// The latest change of a booking that takes time from the schedule; 0 if there is none.
  public var changed: Instant

  public init(
    schedule: MentorSchedule, durations: [Int], horizonDays: Int, confirmsEach: Bool,
    changed: Instant = Instant(seconds: 0)
  ) {
    self.schedule = schedule
    self.durations = durations
    self.horizonDays = horizonDays
    self.confirmsEach = confirmsEach
    self.changed = changed
  }

  public func schedule(forDuration minutes: Int) -> MentorSchedule {
    var schedule = schedule
    schedule.policy.duration = minutes
    return schedule
  }
}
