import CivilTime

/// A mentor's places as somebody finds them who might ask for one.
public struct MentorPlaces: Hashable, Sendable {
  /// 0 = no limit.
  public var capacity: Int
  /// Accepted connections.
  public var accepted: Int
  /// Connections that wait for the mentor's answer; each may take a place.
  public var pending: Int
  /// Free places that are kept for others on the waiting list.
  public var kept: Int
  /// Others who have waited longer for a place.
  public var waitingLonger: Int

  public init(capacity: Int = 0, accepted: Int = 0, pending: Int = 0, kept: Int = 0, waitingLonger: Int = 0) {
    self.capacity = capacity
    self.accepted = accepted
    self.pending = pending
    self.kept = kept
    self.waitingLonger = waitingLonger
  }

  /// The mentor has accepted as many students as they take.
  public var isAtCapacity: Bool { capacity > 0 && accepted >= capacity }

  /// No place is left for a new request. Where somebody has waited longer, a request that has no answer yet counts as a
  /// place: another one beside it would take theirs.
  public var isFullForNew: Bool {
    guard capacity > 0 else { return false }
    return isAtCapacity || (kept > 0 || waitingLonger > 0) && accepted + pending + kept >= capacity
  }
}

/// A mentor's places and the students who wait for one.
public struct WaitingLine: Sendable {
  public struct Place: Hashable, Sendable {
    public var student: PersonID
    /// Until when a free place is kept for the student; nil = none is.
    public var offeredUntil: Instant?

    public init(student: PersonID, offeredUntil: Instant? = nil) {
      self.student = student
      self.offeredUntil = offeredUntil
    }
  }
  public var mentor: PersonID
  /// The mentor is approved and takes new students.
  public var isOpen: Bool
  /// Accepted connections; 0 = no limit.
  public var capacity: Int
  public var accepted: Int
  /// Connections that wait for the mentor's answer; each may take a place.
  public var pending: Int
  /// In the order in which they came.
  public var line: [Place]

  public init(mentor: PersonID, isOpen: Bool, capacity: Int, accepted: Int, pending: Int, line: [Place]) {
    self.mentor = mentor
    self.isOpen = isOpen
    self.capacity = capacity
    self.accepted = accepted
    self.pending = pending
    self.line = line
  }

  /// Places that nobody has or has asked for.
  public var free: Int {
    if !isOpen { return 0 }
    return capacity == 0 ? line.count : max(0, capacity - accepted - pending)
  }
}

/// What a mentor's free places mean for the students who wait: asked after every transaction, whatever it changed.
///
/// Each free place is offered to the first in line who has none, and kept for ``FixedRules/rightOfWay`` hours: until then
/// no other student can ask for it. Whoever lets that time pass leaves the line, and the next is offered the place. An
/// offer is taken back, and the student keeps their place in line and is notified, when there is no free place any more.
public func decideOffers(_ line: WaitingLine, now: Instant) -> Decision {
  var decision = Decision([])
  var free = line.free
  for place in line.line {
    let (mentor, student) = (line.mentor, place.student)
    if let until = place.offeredUntil, until <= now {
      decision.changes.append(.removeWaiting(mentor: mentor, student: student))
      decision.notices.append(Notice(.placeExpired, to: student))
      continue
    }
    if free == 0 {
      if place.offeredUntil != nil {
        decision.changes.append(.setWaiting(mentor: mentor, student: student, offeredUntil: nil))
        decision.notices.append(Notice(.placeWithdrawn, to: student))
      }
      continue
    }
    free -= 1
    if place.offeredUntil != nil { continue }
    let until = now.adding(hours: FixedRules.rightOfWay)
    decision.changes.append(.setWaiting(mentor: mentor, student: student, offeredUntil: until))
    decision.notices.append(Notice(.placeFree, to: student))
  }
  return decision
}
