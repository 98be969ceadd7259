import CivilTime

/// A mentor's places from the point of view of a person who may ask for one.
public struct MentorPlaces: Hashable, Sendable {
  /// 0 = no limit.
  public var capacity: Int
  /// Accepted connections.
  public var accepted: Int
  /// Connections that wait for the mentor's answer; each may use a place.
  public var pending: Int
  /// Free places that are reserved for other students on the waiting list.
  public var kept: Int
  /// The number of other students who have waited longer for a place.
  public var waitingLonger: Int

  public init(capacity: Int = 0, accepted: Int = 0, pending: Int = 0, kept: Int = 0, waitingLonger: Int = 0) {
    self.capacity = capacity
    self.accepted = accepted
    self.pending = pending
    self.kept = kept
    self.waitingLonger = waitingLonger
  }

  /// Whether the mentor has reached the maximum number of accepted students.
  public var isAtCapacity: Bool { capacity > 0 && accepted >= capacity }

  /// Whether there is no place for a new request. If other students have waited longer, an unanswered request counts as
  /// a used place, because a second request would take theirs.
  public var isFullForNew: Bool {
    guard capacity > 0 else { return false }
    return isAtCapacity || (kept > 0 || waitingLonger > 0) && accepted + pending + kept >= capacity
  }
}

/// A mentor's places and the waiting students.
public struct WaitingLine: Sendable {
  public struct Place: Hashable, Sendable {
    public var student: PersonID
    /// The end of the time for which a free place is reserved for the student; nil if none is reserved.
    public var offeredUntil: Instant?

    public init(student: PersonID, offeredUntil: Instant? = nil) {
      self.student = student
      self.offeredUntil = offeredUntil
    }
  }
  public var mentor: PersonID
  /// Whether the mentor is approved and accepts new students.
  public var isOpen: Bool
  /// The maximum number of accepted connections; 0 = no limit.
  public var capacity: Int
  public var accepted: Int
  /// Connections that wait for the mentor's answer; each may use a place.
  public var pending: Int
  /// In the order in which the students joined.
  public var line: [Place]

  public init(mentor: PersonID, isOpen: Bool, capacity: Int, accepted: Int, pending: Int, line: [Place]) {
    self.mentor = mentor
    self.isOpen = isOpen
    self.capacity = capacity
    self.accepted = accepted
    self.pending = pending
    self.line = line
  }

  /// The number of places that are neither used nor requested.
  public var free: Int {
    if !isOpen { return 0 }
    return capacity == 0 ? line.count : max(0, capacity - accepted - pending)
  }
}

/// Decides on offers of a mentor's free places to waiting students. Runs after every transaction, whatever it changed.
///
/// Each free place is offered to the first student on the list without an offer, and reserved for
/// ``FixedRules/rightOfWay`` hours. Until then no other student can ask for it. If the student does not respond in
/// time, they leave the list, and the place is offered to the next student. If no place is free any more, the offer is
/// withdrawn; the student keeps their position and is notified.
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
