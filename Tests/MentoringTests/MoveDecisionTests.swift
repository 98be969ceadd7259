import CivilTime
import Mentoring
import Testing

/// Another time for a booking.
@Suite struct MoveDecisionTests {
  private let start = DecisionFixture.start
  private let now = DecisionFixture.received
  private let tomorrow = DecisionFixture.start.adding(days: 1)

  private func move(
    _ state: BookingState = .scheduled, to proposal: BookingProposal? = nil, by actor: Actor, each: Bool = false,
    now: Instant? = nil, _ situate: (inout BookingContext) -> Void = { _ in },
    booking change: (inout BookingSituation) -> Void = { _ in }
  ) throws -> Decision {
    var booking = try DecisionFixture.booking(state)
    change(&booking)
    var situation = try DecisionFixture.situation(now: now ?? self.now, confirmsEach: each)
    situate(&situation)
    return try decideMove(
      of: booking, to: proposal ?? DecisionFixture.proposal(tomorrow), by: actor, situation, received: now ?? self.now,
      now: now ?? self.now)
  }

  private func rule(_ decide: () throws -> Decision) -> Rule? { DecisionFixture.rule(decide) }

  @Test(arguments: [
    (Actor.mentor, false), (.mentor, true), (.organiser, false), (.organiser, true), (.student, false), (.system, true),
  ])
  func theMentorsMoveAndOneThatNeedsNoYesAreMadeAtOnce(_ actor: Actor, _ each: Bool) throws {
    let decision = try move(by: actor, each: each)
    var patch = SessionPatch()
    patch.when = WallMoment(start: tomorrow, minutes: 60, in: try zones.zone(named: "UTC"))
    patch.isRevision = true
    #expect(decision.changes == [.setSession(id: 12, patch)])
    let both = [DecisionFixture.mentor, DecisionFixture.student]
    #expect(
      decision.told
        == (actor == .mentor ? [DecisionFixture.student] : actor == .student ? [DecisionFixture.mentor] : both))
  }

  @Test(arguments: [false, true]) func theLengthOfASessionTypeBindsStudents(isPending: Bool) throws {
    func moved(_ minutes: Int, by actor: Actor, typeTakes length: Int) throws -> Decision {
      var proposal = DecisionFixture.proposal(tomorrow, minutes: minutes)
      proposal.sessionType = 3
      return try move(
        isPending ? .pending : .scheduled, to: proposal, by: actor,
        { $0.offers[3] = OfferedLength(slug: "first-talk", minutes: length) }, booking: { $0.proposal.sessionType = 3 })
    }
    #expect(rule { try moved(120, by: .student, typeTakes: 60) } == .duration)
    #expect(try moved(120, by: .organiser, typeTakes: 60).overrides == [.duration])
    for actor in [Actor.student, .organiser] {
      #expect(try moved(60, by: actor, typeTakes: 60).overrides == [])
      #expect(try moved(60, by: actor, typeTakes: 30).overrides == [], "what was agreed stays")
    }
    if !isPending { #expect(try moved(30, by: .mentor, typeTakes: 60).overrides == [.duration]) }
  }

  @Test func theStudentsMoveIsARequestWhereTheMentorConfirmsEach() throws {
    let decision = try move(by: .student, each: true)
    #expect(decision.sessionPatch == nil, "the old time stays")
    #expect(decision.newRequest?.movesSession == 12)
    #expect(decision.newRequest?.status == .pending)
    #expect(decision.newRequest?.proposal.start == tomorrow)
    #expect(decision.notices == [Notice(.moveRequested, to: DecisionFixture.mentor)])
  }

  @Test func aStudentsRequestedMoveCountsForTheLimitOfAnHour() {
    func asked(by actor: Actor, each: Bool) -> Rule? {
      rule { try move(by: actor, each: each) { $0.received = [1, 2, 3].map { now.adding(seconds: -$0) } } }
    }
    #expect(asked(by: .student, each: true) == .rateLimit)
    #expect(asked(by: .mentor, each: true) == nil)
    #expect(asked(by: .student, each: false) == nil, "a move made at once is no request")
  }

  @Test func aNewMoveTakesThePlaceOfTheOneThatWaits() throws {
    for (actor, each) in [(Actor.student, true), (.student, false), (.mentor, true)] {
      let decision = try move(by: actor, each: each, booking: { $0.pendingMoves = [13] })
      #expect(decision.answered == [13: .superseded])
      guard case .setRequest = decision.changes.first else {
        Issue.record("the waiting request gives way first: \(decision.changes)")
        continue
      }
    }
  }

  @Test func theSameTimeIsNoMoveAndAnotherLengthIs() throws {
    #expect(try move(to: DecisionFixture.proposal(), by: .mentor).isNothing)
    let longer = try move(to: DecisionFixture.proposal(minutes: 90), by: .mentor)
    #expect(longer.sessionPatch?.when?.end == start.adding(minutes: 90))
    #expect(rule { try move(to: DecisionFixture.proposal(minutes: 45), by: .student) } == .duration)
  }

  @Test(arguments: [(-7200, Actor.student, Rule?.none), (-7199, .student, .cancelNotice), (-7199, .mentor, nil)])
  func aMoveObeysTheNoticeOfCancelling(_ seconds: Int, _ actor: Actor, _ expected: Rule?) throws {
    let now = start.adding(seconds: seconds)
    #expect(rule { try move(by: actor, now: now) } == expected)
    if expected == nil {
      #expect(try move(by: actor, now: now).sessionPatch?.isLate == (seconds == -7200 ? nil : true))
    }
  }

  @Test func aMoveNeedsAnOpenSlotAndNamesTheNearest() throws {
    let taken = Interval(start: tomorrow, end: tomorrow.adding(minutes: 60))
    let refusal = DecisionFixture.refusal { try move(by: .mentor) { $0.hours.schedule.sessions = [taken] } }
    #expect(refusal?.rule == .booked)
    #expect(refusal?.slots.count == 3)
    #expect(rule { try move(by: .student) { $0.studentBusy = [taken] } } == .studentBusy)
    #expect(rule { try move(to: DecisionFixture.proposal(now.adding(days: -1)), by: .mentor) } == .past)
    #expect(rule { try move(to: DecisionFixture.proposal(start.adding(hours: 10)), by: .student) } == .outsideHours)
  }

  @Test func outsideTheHoursAStudentAsksAndAMentorMoves() throws {
    let evening = DecisionFixture.proposal(start.adding(hours: 10))
    let asked = try move(to: evening, by: .student) { $0.policy.proposesOutsideHours = true }
    #expect(asked.newRequest?.movesSession == 12)
    let moved = try move(to: evening, by: .mentor) { $0.policy.proposesOutsideHours = true }
    #expect(moved.sessionPatch?.when?.start == evening.start)
  }

  @Test func withoutTheConnectionNothingIsMoved() {
    #expect(rule { try move(by: .student, booking: { $0.connection = .ended }) } == .connection)
  }

  // MARK: Requests

  @Test func aRequestThatWaitsGivesWayToANewOne() throws {
    let decision = try move(.pending, by: .student, each: true)
    #expect(decision.changes.first == .setRequest(id: 12, status: .superseded, reason: ""))
    #expect(decision.newRequest?.status == .pending)
    #expect(decision.newRequest?.movesSession == nil)
    let instant = try move(.pending, by: .student)
    #expect(instant.addsSession, "the mentor confirms no more")
  }

  @Test func aRequestForAnotherTimeIsNotItselfMoved() {
    let refusal = DecisionFixture.refusal {
      try move(.pending, by: .student, each: true, booking: { $0.movesSession = 5 })
    }
    #expect(refusal?.rule == .state)
    #expect(refusal?.message.contains("S-5") == true)
  }

  @Test func aMoveForAnotherVersionIsRefused() throws {
    let booking = try DecisionFixture.booking(.scheduled)
    let situation = try DecisionFixture.situation(now: now)
    for (version, expected) in [(4, Rule?.none), (3, .version)] {
      #expect(
        rule {
          try decideMove(
            of: booking, to: DecisionFixture.proposal(tomorrow), by: .mentor, version: version, situation,
            received: now,
            now: now)
        } == expected)
    }
  }

  @Test func theWallTimeOfAMoveIsTheMentorsOwnAndKnowsTheSecondPass() throws {
    let zone = try zones.zone(named: "America/New_York")
    let first = WallMoment(start: DecisionFixture.time("2026-11-01T05:30"), minutes: 60, in: zone)
    let second = WallMoment(start: DecisionFixture.time("2026-11-01T06:30"), minutes: 60, in: zone)
    #expect(first.wallTime == "2026-11-01T01:30")
    #expect(second.wallTime == first.wallTime)
    #expect(!first.isFold)
    #expect(second.isFold)
    #expect(second.zone == "America/New_York")
  }
}
