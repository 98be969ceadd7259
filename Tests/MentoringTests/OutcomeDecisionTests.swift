import CivilTime
import Mentoring
import Testing

/// Outcomes that are corrected, verbs that are said twice, and mentors who are suspended.
@Suite struct OutcomeDecisionTests {
  private let start = DecisionFixture.start
  private let end = DecisionFixture.start.adding(minutes: 60)
  private let now = DecisionFixture.received

  private func run(
    _ command: BookingCommand, by actor: Actor = .mentor, _ state: BookingState, at now: Instant, version: Int? = nil,
    _ change: (inout BookingSituation) -> Void = { _ in }
  ) throws -> Decision {
    var booking = try DecisionFixture.booking(state)
    change(&booking)
    return try decide(command, by: actor, version: version, booking, now: now)
  }

  private func rule(_ decide: () throws -> Decision) -> Rule? { DecisionFixture.rule(decide) }

  // MARK: Corrections

  @Test func anOutcomeIsCorrectedByTheMentorAndTheOrganiser() throws {
    for actor in [Actor.mentor, .organiser] {
      let missed = try run(.noShow(.mentor), by: actor, .completed, at: end)
      #expect(missed.sessionPatch?.status == .noShow && missed.sessionPatch?.absent == .mentor)
      let held = try run(.complete(notes: nil), by: actor, .noShow, at: end) { $0.absent = .student }
      #expect(held.sessionPatch?.status == .completed && held.sessionPatch?.ended == end)
      let other = try run(.noShow(.mentor), by: actor, .noShow, at: end) { $0.absent = .student }
      #expect(other.sessionPatch?.absent == .mentor)
      #expect(!other.notices.isEmpty)
    }
    for command in [BookingCommand.noShow(.mentor), .complete(notes: nil)] {
      #expect(rule { try run(command, by: .student, .completed, at: end) } == .actor)
    }
    #expect(rule { try run(.noShow(.mentor), .cancelled, at: end) } == .state)
  }

  @Test func aReviewedSessionTookPlace() throws {
    for review in [\BookingSituation.isReviewedByMentor, \.isReviewedByStudent] {
      let refusal = DecisionFixture.refusal {
        try run(.noShow(.student), .completed, at: end) { $0[keyPath: review] = true }
      }
      #expect(refusal?.rule == .state)
      #expect(refusal?.message.contains("reviewed") == true)
    }
  }

  // MARK: Said twice

  @Test func theSameAgainIsNothingWhateverTheVersion() throws {
    let cases: [(BookingCommand, Actor, BookingState, (inout BookingSituation) -> Void)] = [
      (.approve, .mentor, .scheduled, { _ in }),
      (.approve, .mentor, .superseded, { ($0.isApproved, $0.movesSession) = (true, 3) }),
      (.decline(reason: "Away"), .mentor, .rejected, { $0.reason = "Away" }),
      (.decline(reason: ""), .mentor, .rejected, { $0.reason = "Away" }),
      (.withdraw, .student, .withdrawn, { _ in }),
      (.expire, .system, .expired, { _ in }),
      (.cancel(reason: "Ill"), .student, .cancelled, { $0.reason = "Ill" }),
      (.start, .student, .scheduled, { $0.hasStarted = true }),
      (.complete(notes: "Words"), .mentor, .completed, { $0.notes = "Words" }),
      (.complete(notes: nil), .mentor, .completed, { $0.notes = "Words" }),
      (.noShow(.both), .mentor, .noShow, { $0.absent = .both }),
      (.note(before: "Read"), .student, .scheduled, { $0.notesBefore = "Read" }),
      (
        .link(url: "https://a.example/1", platform: "Zoom", allowedHosts: []), .mentor, .completed,
        { ($0.proposal.link, $0.platform) = ("https://a.example/1", "Zoom") }
      ),
      (
        .recording(url: "https://a.example/1", hasConsent: true), .mentor, .completed,
        { $0.recording = ("https://a.example/1", nil) }
      ),
    ]
    for (command, actor, state, change) in cases {
      for version in [nil, 4, 1] {
        #expect(try run(command, by: actor, state, at: end, version: version, change).isNothing, "\(command)")
      }
      if command.verb != .expire, command.verb != .start, command.verb != .note, actor != .student {
        #expect(rule { try run(command, by: .student, state, at: end, change) } == .actor, "\(command)")
      }
    }
  }

  @Test func theSameVerbWithAnotherReasonIsRefusedAndSaysThatTheFirstIsKept() {
    for (command, state) in [
      (BookingCommand.decline(reason: "Other"), BookingState.rejected), (.cancel(reason: "Other"), .cancelled),
    ] {
      let refusal = DecisionFixture.refusal { try run(command, state, at: now) { $0.reason = "First" } }
      #expect(refusal?.rule == .state)
      #expect(refusal?.message.contains("first reason") == true)
    }
    for (command, status) in [
      (ConnectionCommand.decline(reason: "Other"), ConnectionStatus.rejected),
      (.end(reason: "Other", cancelsSessions: false), .ended),
    ] {
      var pair = DecisionFixture.pair(status)
      pair.reason = "First"
      #expect(rule { try decide(command, by: .mentor, pair, now: now) } == .state)
    }
  }

  @Test func theSameWishIsBookedOnce() throws {
    var situation = try DecisionFixture.situation(now: now)
    let slot = Interval(start: start, end: end)
    (situation.hours.schedule.sessions, situation.studentBusy) = ([slot], [slot])
    for state in [BookingState.scheduled, .pending] {
      situation.sameStart = [try DecisionFixture.booking(state)]
      let again = try decideBooking(DecisionFixture.proposal(), by: .student, situation, received: now, now: now)
      #expect(again.isNothing)
      var other = DecisionFixture.proposal()
      other.title = "Another talk"
      #expect(rule { try decideBooking(other, by: .student, situation, received: now, now: now) } == .booked)
    }
    situation.sameStart = [try DecisionFixture.booking(.cancelled)]
    #expect(
      rule { try decideBooking(DecisionFixture.proposal(), by: .student, situation, received: now, now: now) }
        == .booked)
  }

  @Test func theSameMoveIsAskedForOnce() throws {
    var booking = try DecisionFixture.booking(.scheduled)
    let tomorrow = start.adding(days: 1)
    booking.pendingMoves = [13]
    booking.pendingMoveTimes = [Interval(start: tomorrow, end: tomorrow.adding(minutes: 60))]
    let situation = try DecisionFixture.situation(now: now, confirmsEach: true)
    func move(_ start: Instant, by actor: Actor) throws -> Decision {
      try decideMove(of: booking, to: DecisionFixture.proposal(start), by: actor, situation, received: now, now: now)
    }
    #expect(try move(tomorrow, by: .student).isNothing)
    #expect(try move(tomorrow, by: .mentor).sessionPatch?.when?.start == tomorrow, "the mentor's is a yes")
    #expect(try !move(tomorrow.adding(minutes: 60), by: .student).isNothing)
  }

  // MARK: Suspended mentors

  @Test func aSuspendedMentorAgreesToNothingNew() throws {
    let suspended: (inout BookingSituation) -> Void = { $0.approval = .suspended }
    for actor in [Actor.mentor, .organiser] {
      #expect(rule { try run(.approve, by: actor, .pending, at: now, suspended) } == .approval)
      #expect(rule { try run(.decline(reason: "Away"), by: actor, .pending, at: now, suspended) } == nil)
      #expect(rule { try run(.cancel(reason: "Away"), by: actor, .scheduled, at: now, suspended) } == nil)
      #expect(rule { try run(.complete(notes: nil), by: actor, .scheduled, at: end, suspended) } == nil)
      var pair = DecisionFixture.pair(.pending)
      pair.approval = .suspended
      #expect(rule { try decide(.accept, by: actor, pair, now: now) } == .approval)
      #expect(rule { try decide(.decline(reason: "Away"), by: actor, pair, now: now) } == nil)
    }
    #expect(rule { try run(.withdraw, by: .student, .pending, at: now, suspended) } == nil)
    let situation = try DecisionFixture.situation(now: now)
    var booking = try DecisionFixture.booking(.scheduled)
    booking.approval = .suspended
    let tomorrow = DecisionFixture.proposal(start.adding(days: 1))
    for actor in [Actor.mentor, .student, .organiser] {
      #expect(
        rule { try decideMove(of: booking, to: tomorrow, by: actor, situation, received: now, now: now) } == .approval)
    }
  }

  @Test func aSuspensionDeclinesWhatIsPendingAndTellsEveryStudentOnce() throws {
    let pending = try DecisionFixture.booking(.pending)
    var expired = try DecisionFixture.booking(.pending)
    (expired.id, expired.received) = (13, now.adding(days: -9))
    let other = PersonID(9)
    let situation = MentorSituation(
      mentor: DecisionFixture.mentor, approval: .approved, version: 5, pending: [pending, expired],
      students: [DecisionFixture.student, other])
    let decision = try decide(.suspend, by: .organiser, situation, now: now)
    #expect(decision.answered == [12: .rejected, 13: .expired])
    #expect(decision.changes.contains(.setApproval(mentor: DecisionFixture.mentor, .suspended)))
    #expect(
      decision.notices == [
        Notice(.mentorSuspended, to: DecisionFixture.mentor), Notice(.sessionDeclined, to: DecisionFixture.student),
        Notice(.sessionExpired, to: DecisionFixture.student), Notice(.mentorSuspended, to: DecisionFixture.student),
        Notice(.mentorSuspended, to: other),
      ])
    #expect(rule { try decide(.suspend, by: .mentor, situation, now: now) } == .actor)
    #expect(rule { try decide(.suspend, by: .organiser, version: 4, situation, now: now) } == .version)
  }

  @Test func aReturnIsToldToTheStudentsAndAFirstApprovalToTheMentorAlone() throws {
    var situation = MentorSituation(
      mentor: DecisionFixture.mentor, approval: .suspended, version: 5, students: [DecisionFixture.student])
    let told = [DecisionFixture.mentor, DecisionFixture.student]
    #expect(try decide(.approve, by: .organiser, situation, now: now).told == told)
    situation.approval = .pending
    #expect(try decide(.approve, by: .organiser, situation, now: now).told == [DecisionFixture.mentor])
    situation.approval = .approved
    #expect(try decide(.approve, by: .organiser, version: 1, situation, now: now).isNothing)
  }
}
