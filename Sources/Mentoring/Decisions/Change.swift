import Bytes
import CivilTime

/// What a decision writes. Ids, UIDs, tokens and rooms of new rows are made where it is written, inside the transaction.
package enum Change: Hashable, Sendable {
  case addConnection(mentor: PersonID, student: PersonID, message: String, goals: [Int])
  case setConnection(id: Int, ConnectionPatch)
  case addWaiting(mentor: PersonID, student: PersonID)
  case removeWaiting(mentor: PersonID, student: PersonID)
  case addRequest(NewRequest)
  case setRequest(id: Int, status: RequestStatus, reason: String)
  /// The session of a request that is approved by the same decision, or was just added by it (`request` nil).
  case addSession(request: Int?, place: MeetingPlace, when: WallMoment)
  case setSession(id: Int, SessionPatch)
  case addReview(NewReview)
  case setReply(review: Int, text: String)
}

package struct ConnectionPatch: Hashable, Sendable {
  package var status: ConnectionStatus
  package var reason = ""
  /// Nil = as they were.
  package var message: String?
  package var goals: [Int]?
  package init(status: ConnectionStatus, reason: String = "", message: String? = nil, goals: [Int]? = nil) {
    self.status = status
    self.reason = reason
    self.message = message
    self.goals = goals
  }
}

package struct NewRequest: Hashable, Sendable {
  package var mentor: PersonID
  package var student: PersonID
  package var wish: BookingWish
  package var status: RequestStatus
  package var madeBy: Actor
  package var received: Instant
  /// The session that it asks to move.
  package var movesSession: Int?
  package var series: Int?
}

/// Where a session is held.
package enum MeetingPlace: Hashable, Sendable {
  /// A room of the programme's own, made from its template when the session is written.
  case newRoom
  /// The one it has.
  case same
  case link(String)
  case address(String)
  case none
}

/// An instant as the mentor's wall clock reads it: what is promised when zone rules change.
package struct WallMoment: Hashable, Sendable {
  package var start: Instant
  package var end: Instant
  /// `2026-11-24T10:00`.
  package var wallTime: String
  package var zone: String
  /// Whether the reading is the second of two.
  package var isFold: Bool

  package init(start: Instant, minutes: Int, in zone: Zone) {
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

/// The columns of a session that a decision changes; nil = as it was.
package struct SessionPatch: Hashable, Sendable {
  package var status: SessionStatus?
  package var when: WallMoment?
  package var place: MeetingPlace?
  package var platform: String?
  package var notesAfter: String?
  package var recording: String?
  package var started: Instant?
  package var ended: Instant?
  package var cancelledBy: Actor?
  package var reason: String?
  package var isLate: Bool?
  package var absent: Absentee?
  /// SEQUENCE rises: start, end, STATUS, LOCATION or join link change.
  package var isRevision = false
  package init() {}
}

package struct NewReview: Hashable, Sendable {
  package var session: Int
  package var author: PersonID
  package var isByStudent: Bool
  package var stars: Int?
  package var text: String
  package var mayShowName: Bool
}

/// Somebody who will be told, and of what.
package struct Notice: Hashable, Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    case connectionRequested = "connection-requested"
    case connectionAccepted = "connection-accepted"
    case connectionDeclined = "connection-declined"
    case connectionWithdrawn = "connection-withdrawn"
    case connectionEnded = "connection-ended"
    case connectionReopened = "connection-reopened"
    case placeFree = "place-free"
    case sessionRequested = "session-requested"
    case sessionBooked = "session-booked"
    case sessionDeclined = "session-declined"
    case sessionWithdrawn = "session-withdrawn"
    case sessionExpired = "session-expired"
    case sessionMoved = "session-moved"
    case moveRequested = "move-requested"
    case sessionCancelled = "session-cancelled"
    case sessionCompleted = "session-completed"
    case sessionMissed = "session-missed"
    case linkChanged = "link-changed"
    case reviewed
    case replied
  }
  package var to: PersonID
  package var kind: Kind

  package init(_ kind: Kind, to person: PersonID) {
    self.kind = kind
    to = person
  }
}

/// What a command comes to.
package struct Decision: Hashable, Sendable {
  package var changes: [Change]
  package var notices: [Notice]
  /// Everything was so already: nothing is written.
  package var isNothing: Bool { changes.isEmpty }

  package init(_ changes: [Change], _ notices: [Notice] = []) {
    self.changes = changes
    self.notices = notices
  }
}
