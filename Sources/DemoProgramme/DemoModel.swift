import CivilTime
import Mentoring

/// How many of each. Negative numbers count as 0, more than ten million as ten million.
package struct DemoCounts: Hashable, Sendable {
  package var mentors: Int
  package var students: Int
  package var sessions: Int

  package init(mentors: Int = 24, students: Int = 60, sessions: Int = 300) {
    self.mentors = min(max(0, mentors), 10_000_000)
    self.students = min(max(0, students), 10_000_000)
    self.sessions = min(max(0, sessions), 10_000_000)
  }
}

package enum DemoShape: String, Sendable {
  /// A small programme in which every state and every kind of mentor occurs.
  case varied
  /// The workload W1k: long biographies, twelve rows of hours, twelve zones, a quarter of the sessions in the feeds.
  case w1k

  package var counts: DemoCounts {
    self == .w1k ? DemoCounts(mentors: 1_000, students: 20_000, sessions: 200_000) : DemoCounts()
  }
}

package struct DemoPerson: Sendable {
  package var id: Int
  package var key: DemoKey
  package var name: String
  package var email: String
  package var zone: String
  /// BCP 47.
  package var language: String
  /// As a membership list would spell it.
  package var membership: String
  package var isMentor: Bool
  package var isStudent: Bool
  package var sharesEmail: Bool
  package var created: Instant
}

package struct DemoMentor: Sendable {
  package enum Approval: String, Sendable { case approved, pending, suspended }
  package enum Confirm: String, Sendable { case instant, each }

  /// The person's id.
  package var id: Int
  package var slug: String
  package var headline: String
  package var company: String
  package var jobTitle: String
  package var years: Int
  package var topics: [String]
  package var languages: [String]
  /// https addresses.
  package var links: [String]
  /// Markdown.
  package var bio: String
  package var hasPhoto: Bool
  package var approval: Approval
  package var isAccepting: Bool
  package var confirm: Confirm
  /// Accepted connections; 0 = no limit.
  package var capacity: Int
  package var weekly: [WeeklyHours]
  package var dated: [DatedHours]
  package var closed: [ClosedDates]
}

package struct DemoConnection: Sendable {
  package enum Status: String, Sendable, CaseIterable {
    case pending = "PENDING"
    case accepted = "ACCEPTED"
    case rejected = "REJECTED"
    case withdrawn = "WITHDRAWN"
    case ended = "ENDED"
  }
  package var id: Int
  package var mentor: Int
  package var student: Int
  package var status: Status
  package var goals: [String]
  package var message: String
  package var created: Instant
  /// When the status became what it is; nil while pending.
  package var responded: Instant?
}

/// A request and, once approved, the session that came of it: they share id and UID (decisions 12).
package struct DemoBooking: Sendable {
  package enum RequestStatus: String, Sendable, CaseIterable {
    case pending, approved, rejected, expired, withdrawn, superseded
  }
  package enum SessionStatus: String, Sendable, CaseIterable {
    case scheduled, completed, cancelled
    case noShow = "no_show"
  }
  package enum Kind: String, Sendable, CaseIterable {
    case video = "VIDEO"
    case voice = "VOICE"
    case chat = "CHAT"
    case inPerson = "IN_PERSON"
  }
  package enum Party: String, Sendable, CaseIterable { case mentor, student, both, organiser, system }

  package var id: Int
  package var key: DemoKey
  package var mentor: Int
  package var student: Int
  package var kind: Kind
  package var subject: String
  package var title: String
  package var description: String
  package var start: Instant
  /// Minutes.
  package var duration: Int
  package var created: Instant
  package var request: RequestStatus
  package var responded: Instant?
  /// Of a rejected request or a cancelled session.
  package var reason: String?
  /// Nil unless the request is approved.
  package var session: SessionStatus?
  package var cancelledBy: Party?
  package var cancelled: Instant?
  package var absent: Party?
  package var notes: String?
  /// Set for IN_PERSON and no other.
  package var address: String?
  package var hasRoom: Bool
  /// How often the session was moved: its SEQUENCE.
  package var moves = 0

  package var interval: Interval { Interval(start: start, end: start.adding(minutes: duration)) }
  /// Held or booked time: what must not overlap.
  package var blocks: Bool {
    request == .pending || session == .scheduled || session == .completed || session == .noShow
  }
}

package struct DemoReview: Sendable {
  package enum Direction: String, Sendable, CaseIterable {
    case studentToMentor = "student_to_mentor"
    case mentorToStudent = "mentor_to_student"
  }
  package var session: Int
  package var author: Int
  package var direction: Direction
  /// 1–5; nil = words only.
  package var stars: Int?
  package var text: String
  package var showsName: Bool
  package var reply: String?
  package var created: Instant
}

/// A made-up programme. Ids ascend with the time of creation in every list but people's.
package struct DemoProgramme: Sendable {
  package internal(set) var people: [DemoPerson] = []
  package internal(set) var mentors: [DemoMentor] = []
  package internal(set) var connections: [DemoConnection] = []
  package internal(set) var bookings: [DemoBooking] = []
  package internal(set) var reviews: [DemoReview] = []
  package internal(set) var holidays: [ClosedDates] = []
  /// Who waits for a place with a mentor at capacity: mentor and student.
  package internal(set) var waiting: [(mentor: Int, student: Int)] = []
}
