import CivilTime
import Mentoring
import Testing

/// Rules meant for strangers bind students only: the mentor and the organiser move past them, and it is said.
@Suite struct OverrideDecisionTests {
  private let start = DecisionFixture.start
  private let now = DecisionFixture.received

  private func book(
    _ proposal: BookingProposal, by actor: Actor, each: Bool = false, now: Instant? = nil,
    _ change: (inout BookingContext) -> Void = { _ in }
  ) throws -> Decision {
    var situation = try DecisionFixture.situation(now: now ?? self.now, confirmsEach: each)
    change(&situation)
    return try decideBooking(proposal, by: actor, situation, received: now ?? self.now, now: now ?? self.now)
  }

  private func rule(_ decide: () throws -> Decision) -> Rule? { DecisionFixture.rule(decide) }

  /// A time, a change of the mentor's rules, and what a student is refused with.
  private static let strangersRules: [(BookingProposal, Instant, @Sendable (inout BookingContext) -> Void, Rule)] = {
    let (start, now) = (DecisionFixture.start, DecisionFixture.received)
    let near = Interval(start: start.adding(minutes: 70), end: start.adding(minutes: 100))
    let day = start.dateUTC
    return [
      (DecisionFixture.proposal(), start.adding(minutes: -30), { _ in }, .notice),
      (DecisionFixture.proposal(start.adding(days: 40)), now, { _ in }, .horizon),
      (DecisionFixture.proposal(start.adding(hours: 10)), now, { _ in }, .outsideHours),
      (DecisionFixture.proposal(start.adding(minutes: 390)), now, { _ in }, .endsOutsideHours),
      (DecisionFixture.proposal(start.adding(minutes: 7)), now, { _ in }, .offGrid),
      (DecisionFixture.proposal(minutes: 20), now, { _ in }, .duration),
      (
        DecisionFixture.proposal(), now, { $0.hours.schedule.closed = [ClosedDates(first: day, last: day)] },
        .closedDate
      ),
      (
        DecisionFixture.proposal(), now,
        {
          $0.hours.schedule.sessions = [near]
          $0.hours.schedule.policy.bufferAfter = 30
        }, .buffer
      ),
      (
        DecisionFixture.proposal(), now,
        {
          $0.hours.schedule.sessions = [near]
          $0.hours.schedule.policy.maxPerDay = 1
        }, .dailyLimit
      ),
      (
        DecisionFixture.proposal(), now,
        {
          $0.hours.schedule.sessions = [near]
          $0.hours.schedule.policy.maxPerWeek = 1
        }, .weeklyLimit
      ),
    ]
  }()

  @Test func whatAStudentIsRefusedTheMentorAndTheOrganiserDoWithTheRuleNamed() throws {
    for (proposal, now, change, rule) in Self.strangersRules {
      #expect(self.rule { try book(proposal, by: .student, now: now, change) } == rule)
      for actor in [Actor.mentor, .organiser] {
        let decision = try book(proposal, by: actor, now: now, change)
        #expect(decision.addsSession, "\(actor) \(rule)")
        #expect(decision.overrides == [rule], "\(actor)")
      }
    }
  }

  @Test func anOpenTimeIsNoOverride() throws {
    for actor in [Actor.mentor, .student, .organiser] {
      #expect(try book(DecisionFixture.proposal(), by: actor).overrides == [])
    }
  }

  @Test func everyRuleThatIsMovedPastIsNamed() throws {
    let evening = DecisionFixture.proposal(start.adding(minutes: 607), minutes: 20)
    let decision = try book(evening, by: .organiser, now: evening.start.adding(minutes: -5))
    #expect(decision.overrides == [.notice, .outsideHours, .duration])
  }

  @Test func nobodyMovesPastThePastOrWhatSomebodyHas() throws {
    let taken = Interval(start: start, end: start.adding(minutes: 30))
    for actor in [Actor.mentor, .organiser] {
      #expect(rule { try book(DecisionFixture.proposal(now), by: actor) } == .past)
      #expect(
        rule { try book(DecisionFixture.proposal(), by: actor) { $0.hours.schedule.sessions = [taken] } } == .booked)
      #expect(rule { try book(DecisionFixture.proposal(), by: actor) { $0.hours.schedule.held = [taken] } } == .held)
      #expect(rule { try book(DecisionFixture.proposal(), by: actor) { $0.hours.schedule.busy = [taken] } } == .busy)
      #expect(rule { try book(DecisionFixture.proposal(), by: actor) { $0.studentBusy = [taken] } } == .studentBusy)
      // Taken comes first, whatever else is wrong with the time.
      let refusal = rule {
        try book(DecisionFixture.proposal(), by: actor, now: start.adding(minutes: -5)) {
          $0.hours.schedule.weekly = []
          $0.hours.schedule.sessions = [taken]
        }
      }
      #expect(refusal == .booked)
      for minutes in [0, -30, 1441] {
        #expect(rule { try book(DecisionFixture.proposal(minutes: minutes), by: actor) } == .duration)
      }
    }
  }

  @Test func aMentorWhoConfirmsEachIsAskedWhileThereIsTimeToAnswer() throws {
    let evening = DecisionFixture.proposal(start.adding(hours: 10))
    let asked = try book(evening, by: .organiser, each: true)
    #expect(asked.newRequest?.status == .pending && asked.overrides == [.outsideHours])
    let late = try book(DecisionFixture.proposal(), by: .organiser, each: true, now: start.adding(minutes: -100))
    #expect(late.addsSession && late.overrides == [.notice], "a request would have expired before it was made")
    let inTime = try book(DecisionFixture.proposal(), by: .organiser, each: true, now: start.adding(minutes: -121))
    #expect(!inTime.addsSession)
  }

  // MARK: Moving

  private func move(
    to proposal: BookingProposal, by actor: Actor, now: Instant, policy: ProgrammePolicy = ProgrammePolicy()
  ) throws -> Decision {
    try decideMove(
      of: try DecisionFixture.booking(.scheduled, policy: policy), to: proposal, by: actor,
      try DecisionFixture.situation(now: now), received: now, now: now)
  }

  @Test func aSessionIsMovedNearItsTimeAndOffTheHours() throws {
    let soon = start.adding(minutes: -30)
    let evening = DecisionFixture.proposal(start.adding(hours: 10))
    for actor in [Actor.mentor, .organiser] {
      let decision = try move(to: evening, by: actor, now: soon)
      #expect(decision.sessionPatch?.when?.start == evening.start)
      #expect(decision.sessionPatch?.isLate == true)
      #expect(decision.overrides == [.cancelNotice, .outsideHours])
      let tenMinutesLater = try move(to: DecisionFixture.proposal(start.adding(minutes: 10)), by: actor, now: soon)
      #expect(tenMinutesLater.overrides == [.cancelNotice, .notice, .offGrid])
    }
    #expect(rule { try move(to: evening, by: .student, now: now) } == .outsideHours)
  }

  @Test func aSessionIsMadeShorterNearItsTimeAndWhileItRuns() throws {
    let shorter = DecisionFixture.proposal(minutes: 20)
    for now in [start.adding(minutes: -5), start, start.adding(minutes: 19)] {
      for actor in [Actor.mentor, .organiser] {
        let decision = try move(to: shorter, by: actor, now: now)
        #expect(decision.sessionPatch?.when?.end == start.adding(minutes: 20))
        #expect(decision.overrides.contains(.duration))
      }
    }
    #expect(rule { try move(to: shorter, by: .mentor, now: start.adding(minutes: 20)) } == .past, "it would be over")
    #expect(
      rule { try move(to: DecisionFixture.proposal(minutes: 90), by: .mentor, now: start.adding(minutes: 60)) } != nil)
    #expect(rule { try move(to: shorter, by: .student, now: start.adding(minutes: -5)) } == .cancelNotice)
  }

  @Test func lateChangesStillNeedTheRightToThem() throws {
    var policy = ProgrammePolicy()
    let evening = DecisionFixture.proposal(start.adding(hours: 10))
    for (late, actor, expected) in [
      (LateOverride.organiser, Actor.mentor, Rule?.some(.cancelNotice)), (.organiser, .organiser, nil),
      (.none, .mentor, .cancelNotice), (.none, .organiser, .cancelNotice),
    ] {
      policy.lateOverride = late
      #expect(rule { try move(to: evening, by: actor, now: start.adding(minutes: -30), policy: policy) } == expected)
      #expect(rule { try move(to: evening, by: actor, now: now, policy: policy) } == nil, "in time nobody is bound")
    }
  }

  @Test func aLateCancellationIsAnOverrideToo() throws {
    let booking = try DecisionFixture.booking(.scheduled)
    let late = try decide(.cancel(reason: "Ill"), by: .mentor, booking, now: start.adding(minutes: -10))
    #expect(late.overrides == [.cancelNotice])
    #expect(try decide(.cancel(reason: "Ill"), by: .mentor, booking, now: now).overrides == [])
  }
}
