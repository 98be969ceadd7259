import CivilTime
import Mentoring

/// The numbers of generated rows. Negative numbers count as 0, and numbers above ten million as ten million.
public struct DemoCounts: Hashable, Sendable {
  public var mentors: Int
  public var students: Int
  public var sessions: Int

  public init(mentors: Int = 24, students: Int = 60, sessions: Int = 300) {
    self.mentors = min(max(0, mentors), 10_000_000)
    self.students = min(max(0, students), 10_000_000)
    self.sessions = min(max(0, sessions), 10_000_000)
  }
}

public enum DemoShape: String, Sendable, CaseIterable {
  /// A small programme in which every state and every kind of mentor occurs.
  case varied
  /// The workload W1k: long biographies, twelve rows of hours, twelve zones, a quarter of the sessions in the feeds.
  case w1k

  public var counts: DemoCounts {
    self == .w1k ? DemoCounts(mentors: 1_000, students: 20_000, sessions: 200_000) : DemoCounts()
  }
}

public struct DemoPerson: Sendable {
  public var id: Int
  public var key: DemoKey
  public var name: String
  public var email: String
  public var zone: String
  /// BCP 47.
  public var language: String
  /// The membership type as in a member list.
  public var membership: String
  public var isMentor: Bool
  public var isStudent: Bool
  public var sharesEmail: Bool
  public var created: Instant
}

public struct DemoMentor: Sendable {
  public enum Approval: String, Sendable { case approved, pending, suspended }
  public enum Confirm: String, Sendable { case instant, each }

  /// The person's id.
  public var id: Int
  public var slug: String
  public var headline: String
  public var company: String
  public var jobTitle: String
  public var years: Int
  public var topics: [String]
  public var languages: [String]
  /// https addresses.
  public var links: [String]
  /// Markdown.
  public var bio: String
  public var hasPhoto: Bool
  public var approval: Approval
  public var isAccepting: Bool
  public var confirm: Confirm
  /// The limit of accepted connections; 0 = no limit.
  public var capacity: Int
  public var weekly: [WeeklyHours]
  public var dated: [DatedHours]
  public var closed: [ClosedDates]
}

public struct DemoConnection: Sendable {
  public enum Status: String, Sendable, CaseIterable {
    case pending = "PENDING"
    case accepted = "ACCEPTED"
    case rejected = "REJECTED"
    case withdrawn = "WITHDRAWN"
    case ended = "ENDED"
  }
  public var id: Int
  public var mentor: Int
  public var student: Int
  public var status: Status
  public var goals: [String]
  public var message: String
  public var created: Instant
  /// The time of the last status change; nil while pending.
  public var responded: Instant?
}

/// A request and, once approved, its session: they share id and UID.
public struct DemoBooking: Sendable {
  public enum RequestStatus: String, Sendable, CaseIterable {
    case pending, approved, rejected, expired, withdrawn, superseded
  }
  public enum SessionStatus: String, Sendable, CaseIterable {
    case scheduled, completed, cancelled
    case noShow = "no_show"
  }
  public enum Kind: String, Sendable, CaseIterable {
    case video = "VIDEO"
    case voice = "VOICE"
    case chat = "CHAT"
    case inPerson = "IN_PERSON"
  }
  public enum Party: String, Sendable, CaseIterable { case mentor, student, both, organiser, system }

  public var id: Int
  public var key: DemoKey
  public var mentor: Int
  public var student: Int
  public var kind: Kind
  public var subject: String
  public var title: String
  public var description: String
  public var start: Instant
  /// The duration in minutes.
  public var duration: Int
  public var created: Instant
  public var request: RequestStatus
  public var responded: Instant?
  /// The reason for a rejected request or a cancelled session.
  public var reason: String?
  /// Nil unless the request is approved.
  public var session: SessionStatus?
  public var cancelledBy: Party?
  public var cancelled: Instant?
  public var absent: Party?
  public var notes: String?
  /// Set only for IN_PERSON.
  public var address: String?
  public var hasRoom: Bool
  /// The number of times the session was moved: its SEQUENCE.
  public var moves = 0

  public var interval: Interval { Interval(start: start, end: start.adding(minutes: duration)) }
  /// Whether the booking holds or uses its time, so that it must not overlap others.
  public var blocks: Bool {
    request == .pending || session == .scheduled || session == .completed || session == .noShow
  }
}

public struct DemoReview: Sendable {
  public enum Direction: String, Sendable, CaseIterable {
    case studentToMentor = "student_to_mentor"
    case mentorToStudent = "mentor_to_student"
  }
  public var session: Int
  public var author: Int
  public var direction: Direction
  /// 1–5; nil = text only.
  public var stars: Int?
  public var text: String
  public var showsName: Bool
  public var reply: String?
  public var created: Instant
}

/// A generated programme. Ids ascend with the time of creation in every list except the people's.
public struct DemoProgramme: Sendable {
  public internal(set) var people: [DemoPerson] = []
  public internal(set) var mentors: [DemoMentor] = []
  public internal(set) var connections: [DemoConnection] = []
  public internal(set) var bookings: [DemoBooking] = []
  public internal(set) var reviews: [DemoReview] = []
  public internal(set) var holidays: [ClosedDates] = []
  /// Students who wait for a place with a mentor at capacity, as pairs of mentor and student.
  public internal(set) var waiting: [(mentor: Int, student: Int)] = []
}
