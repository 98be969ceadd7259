import CivilTime
import Mentoring
import Testing

/// A request that is approved late: what has come between, and what has begun.
@Suite struct ApprovalDecisionTests {
  private let start = DecisionFixture.start
  private let now = DecisionFixture.received
  private var slot: Interval { Interval(start: start, end: start.adding(minutes: 60)) }

  private func approve(
    by actor: Actor = .mentor, at now: Instant? = nil, moves: Int? = nil,
    _ change: (inout BookingContext) throws -> Void
  ) throws -> Decision {
    var booking = try DecisionFixture.booking(.pending)
    booking.movesSession = moves
    var situation = try DecisionFixture.situation(now: now ?? self.now, confirmsEach: true)
    try change(&situation)
    return try decide(.approve, by: actor, booking, proposal: situation, now: now ?? self.now)
  }

  private func rule(_ change: (inout BookingContext) throws -> Void) -> Rule? {
    DecisionFixture.rule { try approve(change) }
  }

  @Test func whatTheTwoHaveMeanwhileIsAConflict() throws {
    let touching = [
      Interval(start: start.adding(minutes: -60), end: start),
      Interval(start: slot.end, end: slot.end.adding(minutes: 9)),
    ]
    let inside = Interval(start: slot.end.adding(minutes: -1), end: slot.end.adding(minutes: 60))
    #expect(rule { $0.hours.schedule.sessions = touching } == nil)
    #expect(rule { $0.hours.schedule.sessions = touching + [inside] } == .booked)
    #expect(rule { $0.hours.schedule.held = [inside] } == .held)
    #expect(rule { $0.studentBusy = [inside] } == .studentBusy)
    #expect(rule { $0.hours.schedule.busy = [inside] } == .busy)
    let refusal = try #require(DecisionFixture.refusal { try approve { $0.hours.schedule.busy = [inside] } })
    #expect(refusal.slots.count == 3 && refusal.slots.allSatisfy { $0 != start })
  }

  @Test func aClosedDateIsClosedForApprovalsToo() throws {
    let day = start.dateUTC
    #expect(rule { $0.hours.schedule.closed = [ClosedDates(first: day, last: day)] } == .closedDate)
    #expect(
      rule { $0.hours.schedule.closed = [ClosedDates(first: day.adding(days: 1), last: day.adding(days: 2))] } == nil)
    // The organiser asked for it knowing that it was closed; the mentor's yes is enough.
    var booking = try DecisionFixture.booking(.pending)
    booking.madeBy = .organiser
    var situation = try DecisionFixture.situation(now: now, confirmsEach: true)
    situation.hours.schedule.closed = [ClosedDates(first: day, last: day)]
    #expect(try decide(.approve, by: .mentor, booking, proposal: situation, now: now).addsSession)
  }

  @Test func hoursNoticeBuffersAndLimitsAreTheMentorsToOverlook() throws {
    let near = Interval(start: slot.end, end: slot.end.adding(minutes: 60))
    #expect(
      rule {
        $0.hours.schedule.weekly = []
        $0.hours.schedule.policy.bufferAfter = 30
        $0.hours.schedule.policy.maxPerDay = 1
        $0.hours.schedule.policy.minimumNotice = 100_000
        $0.hours.schedule.sessions = [near]
      } == nil)
  }

  @Test func aMoveLapsesWhenTheSessionBegins() throws {
    var booking = try DecisionFixture.booking(.pending)
    booking.movesSession = 3
    booking.movesFrom = start.adding(hours: -20)
    #expect(booking.expiry == start.adding(hours: -20))
    #expect(
      DecisionFixture.rule { try decide(.approve, by: .mentor, booking, now: start.adding(hours: -20)) } == .expired)
    let moved = try decide(.approve, by: .mentor, booking, now: start.adding(hours: -20).adding(seconds: -1))
    #expect(moved.sessionPatch?.when?.start == start)
    booking.movesFrom = start.adding(hours: 20)
    #expect(booking.expiry == start.adding(hours: -2), "never later than another request")
  }

  @Test func whoeverDidNotApproveAMoveIsTold() throws {
    let none: (inout BookingContext) -> Void = { _ in }
    #expect(try approve(by: .mentor, moves: 3, none).told == [DecisionFixture.student])
    #expect(Set(try approve(by: .organiser, moves: 3, none).told) == [DecisionFixture.mentor, DecisionFixture.student])
  }

  // MARK: Who is told by whom

  @Test func anOutcomeByTheOrganiserIsToldToBoth() throws {
    let both: Set = [DecisionFixture.mentor, DecisionFixture.student]
    let booking = try DecisionFixture.booking(.scheduled)
    let after = booking.end
    for command in [BookingCommand.complete(notes: nil), .noShow(.mentor)] {
      #expect(Set(try decide(command, by: .organiser, booking, now: after).told) == both, "\(command)")
      #expect(try decide(command, by: .mentor, booking, now: after).told == [DecisionFixture.student], "\(command)")
    }
    let pending = try DecisionFixture.booking(.pending)
    #expect(Set(try decide(.withdraw, by: .organiser, pending, now: now).told) == both)
    #expect(try decide(.withdraw, by: .student, pending, now: now).told == [DecisionFixture.mentor])
  }

  // MARK: The waiting list

  @Test(arguments: [nil, ConnectionStatus.withdrawn, .ended])
  func aPlaceOnTheWaitingListIsGivenUp(_ status: ConnectionStatus?) throws {
    var pair = DecisionFixture.pair(status)
    pair.isWaiting = true
    let leave = Change.removeWaiting(mentor: DecisionFixture.mentor, student: DecisionFixture.student)
    for actor in [Actor.student, .organiser] {
      #expect(try decide(.withdraw, by: actor, pair, now: now).changes == [leave])
    }
    #expect(DecisionFixture.rule { try decide(.withdraw, by: .mentor, pair, now: now) } == .actor)
    #expect(DecisionFixture.rule { try decide(.withdraw, by: .student, version: 99, pair, now: now) } == .version)
    pair.isWaiting = false
    let rule = DecisionFixture.rule { try decide(.withdraw, by: .student, pair, now: now) }
    #expect(rule == (status == .withdrawn ? nil : .state))
  }

  @Test func aVersionOfAConnectionThatIsNotThereIsOld() {
    let request = ConnectionCommand.request(message: "Hello", goals: [1], joinsWaitingList: false)
    #expect(
      DecisionFixture.rule { try decide(request, by: .student, version: 1, DecisionFixture.pair(nil), now: now) }
        == .version)
    #expect(DecisionFixture.rule { try decide(request, by: .student, DecisionFixture.pair(nil), now: now) } == nil)
  }
}
