import Bytes
import CivilTime

/// A change that a decision writes. The ids, UIDs, tokens and rooms of new rows are created on writing, inside the
/// transaction.
public enum Change: Hashable, Sendable {
  case addConnection(mentor: PersonID, student: PersonID, message: String, goals: [Int])
  case setConnection(id: Int, ConnectionPatch)
  case addWaiting(mentor: PersonID, student: PersonID)
  /// `offeredUntil` is the end of the time for which a free place is reserved for the student; nil if none is reserved.
  case setWaiting(mentor: PersonID, student: PersonID, offeredUntil: Instant?)
  case removeWaiting(mentor: PersonID, student: PersonID)
  case addRequest(NewRequest)
  case setRequest(id: Int, status: RequestStatus, reason: String)
  /// Stores another instant for the wall time that a pending request asks for.
  case moveRequest(id: Int, when: WallMoment, expires: Instant)
  /// Adds the session of a request that the same decision approves, or has just added (`request` is nil).
  case addSession(request: Int?, place: MeetingPlace, when: WallMoment)
  case setSession(id: Int, SessionPatch)
  case addReview(NewReview)
  case setReply(review: Int, text: String)
  case addCredit(NewCredit)
  case setApproval(mentor: PersonID, Approval)
}

public struct ConnectionPatch: Hashable, Sendable {
  public var status: ConnectionStatus
  public var reason = ""
  /// Nil leaves message and goals unchanged.
  public var message: String?
  public var goals: [Int]?
  public init(status: ConnectionStatus, reason: String = "", message: String? = nil, goals: [Int]? = nil) {
    self.status = status
    self.reason = reason
    self.message = message
    self.goals = goals
  }
}

public struct NewRequest: Hashable, Sendable {
  public var mentor: PersonID
  public var student: PersonID
  public var proposal: BookingProposal
  public var status: RequestStatus
  public var madeBy: Actor
  public var received: Instant
  /// When the request expires if it is not answered.
  public var expires: Instant
  /// The start on the mentor's wall clock.
  public var when: WallMoment
  /// The session that the request asks to move.
  public var movesSession: Int?
  public var series: Int?
  /// The price at this moment; the session inherits it.
  public var price: Price?
}

/// The place where a session is held.
public enum MeetingPlace: Hashable, Sendable {
  /// A new room of the programme, created from its template when the session is written.
  case newRoom
  /// The current place, unchanged.
  case same
  case link(String)
  case address(String)
  case none
}

/// An instant as a reading of the mentor's wall clock. This reading is kept when zone rules change.
public struct WallMoment: Hashable, Sendable {
  public var start: Instant
  public var end: Instant
  /// `2026-11-24T10:00`.
  public var wallTime: String
  public var zone: String
  /// Whether the reading occurs twice and this is the second occurrence.
  public var isFold: Bool

  public init(start: Instant, minutes: Int, in zone: Zone) {
    self.start = start
    end = start.adding(minutes: minutes)
    let local = zone.local(at: start)
    var text = ByteSink(capacity: 32)
    text.append(date: local.date)
    text.append("T")
    text.append(minuteOfDay: local.minuteOfDay)
    wallTime = text.string()
    self.zone = zone.name
    isFold = zone.instants(of: local).first.map { $0 < start } ?? false
  }
}

/// A change to the link of a session's recording.
public enum Recording: Hashable, Sendable {
  /// `until` is nil for a recording that is kept forever.
  case kept(url: String, until: Instant?)
  case gone
}

/// The columns of a session that a decision changes; nil leaves a column unchanged.
public struct SessionPatch: Hashable, Sendable {
  public var status: SessionStatus?
  public var when: WallMoment?
  public var place: MeetingPlace?
  public var platform: String?
  public var notesBefore: String?
  public var notesAfter: String?
  public var recording: Recording?
  public var started: Instant?
  public var ended: Instant?
  public var cancelledBy: Actor?
  /// When the cancellation was requested; nil means now.
  public var cancelled: Instant?
  public var reason: String?
  public var isLate: Bool?
  public var absent: Absentee?
  /// Nil leaves the price unchanged; a price of nil removes it.
  public var price: Price??
  /// Whether SEQUENCE increases because start, end, STATUS, LOCATION or the join link changes.
  public var isRevision = false
  public init() {}
}

public struct NewReview: Hashable, Sendable {
  public var session: Int
  public var author: PersonID
  public var isByStudent: Bool
  public var stars: Int?
  public var text: String
  public var mayShowName: Bool
}

/// A notification: its recipient and its subject.
public struct Notice: Hashable, Sendable {
  public enum Kind: String, Sendable, CaseIterable {
    case connectionRequested = "connection-requested"
    case connectionAccepted = "connection-accepted"
    case connectionDeclined = "connection-declined"
    case connectionWithdrawn = "connection-withdrawn"
    case connectionEnded = "connection-ended"
    case connectionReopened = "connection-reopened"
    case placeFree = "place-free"
    case placeExpired = "place-expired"
    case placeWithdrawn = "place-withdrawn"
    case sessionRequested = "session-requested"
    case sessionBooked = "session-booked"
    case sessionDeclined = "session-declined"
    case sessionWithdrawn = "session-withdrawn"
    case sessionExpired = "session-expired"
    case sessionMoved = "session-moved"
    case requestMoved = "request-moved"
    case moveRequested = "move-requested"
    case sessionCancelled = "session-cancelled"
    case sessionCompleted = "session-completed"
    case sessionMissed = "session-missed"
    case linkChanged = "link-changed"
    case recorded
    case mentorApplied = "mentor-applied"
    case mentorApproved = "mentor-approved"
    case mentorSuspended = "mentor-suspended"
    case roleRemoved = "role-removed"
    case reviewed
    case replied
    case credited
  }
  public var to: PersonID
  public var kind: Kind

  public init(_ kind: Kind, to person: PersonID) {
    self.kind = kind
    to = person
  }
}

/// The result of a command.
public struct Decision: Hashable, Sendable {
  public var changes: [Change]
  public var notices: [Notice]
  /// Rules that the mentor or the organiser overrides; the answer and the journal list them.
  public var overrides: [Rule]
  /// Whether nothing changes, so that nothing is written.
  public var isNothing: Bool { changes.isEmpty }

  public init(_ changes: [Change], _ notices: [Notice] = [], overrides: [Rule] = []) {
    self.changes = changes
    self.notices = notices
    self.overrides = overrides
  }
}
