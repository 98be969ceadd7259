import CivilTime
import Mentoring
import Testing

/// What stands in the way of a connection, beyond states and actors.
@Suite struct ConnectionDecisionTests {
  private let now = DecisionFixture.received

  private func ask(
    _ situation: ConnectionSituation, message: String = "I want to learn", goals: [Int] = [1], waits: Bool = false,
    by actor: Actor = .student
  ) throws -> Decision {
    try decide(
      .request(message: message, goals: goals, joinsWaitingList: waits), by: actor, situation, now: now)
  }

  private func rule(_ decide: () throws -> Decision) -> Rule? { DecisionFixture.rule(decide) }

  // Row S0-3.
  @Test(arguments: [
    ("", Rule.message), (" \t\r\n", .message), ("x", nil), (String(repeating: "é", count: 2000), nil),
    (String(repeating: "é", count: 2001), .message), ("a\u{0}b", .message),
    // Characters as SQLite counts them: a family of emoji is several.
    (String(repeating: "👩‍👧", count: 666), nil), (String(repeating: "👩‍👧", count: 667), .message),
  ])
  func theMessageHasOneToTwoThousandCharacters(_ message: String, _ expected: Rule?) {
    #expect(rule { try ask(DecisionFixture.pair(nil), message: message) } == expected)
  }

  // Row S0-4.
  @Test func aConnectionNeedsAGoal() {
    #expect(rule { try ask(DecisionFixture.pair(nil), goals: []) } == .goals)
    #expect(rule { try ask(DecisionFixture.pair(.withdrawn), goals: []) } == .goals)
  }

  @Test(arguments: [Approval.pending, .suspended])
  func onlyApprovedMentorsAreAsked(_ approval: Approval) {
    var pair = DecisionFixture.pair(nil)
    pair.approval = approval
    #expect(rule { try ask(pair) } == .approval)
  }

  @Test func aMentorWhoTakesNobodyIsNotAsked() {
    var pair = DecisionFixture.pair(.ended)
    pair.isAccepting = false
    #expect(rule { try ask(pair) } == .isAccepting)
  }

  @Test func onlyStudentsAskAndNobodyHerself() {
    var pair = DecisionFixture.pair(nil)
    pair.isStudent = false
    #expect(rule { try ask(pair) } == .actor)
    pair.isStudent = true
    pair.student = pair.mentor
    #expect(rule { try ask(pair) } == .actor)
  }

  @Test func theMentorIsToldOfARequest() throws {
    let decision = try ask(DecisionFixture.pair(nil))
    #expect(decision.notices == [Notice(.connectionRequested, to: DecisionFixture.mentor)])
  }

  @Test(arguments: [(0, 5, nil), (3, 2, nil), (3, 3, Rule.capacity), (3, 4, .capacity)])
  func capacityCountsAcceptedConnections(_ capacity: Int, _ accepted: Int, _ expected: Rule?) {
    for (status, isAnswer) in [(ConnectionStatus?.none, false), (.pending, true)] {
      var pair = DecisionFixture.pair(status)
      pair.places = MentorPlaces(capacity: capacity, accepted: accepted)
      let found = rule {
        if isAnswer { return try decide(.accept, by: .mentor, pair, now: now) }
        return try ask(pair)
      }
      #expect(found == expected)
    }
  }

  @Test func whoeverWaitsIsPutOnTheListOnce() throws {
    var pair = DecisionFixture.pair(nil)
    pair.places = MentorPlaces(capacity: 1, accepted: 1)
    #expect(
      try ask(pair, waits: true).changes
        == [.addWaiting(mentor: DecisionFixture.mentor, student: DecisionFixture.student)])
    pair.isWaiting = true
    #expect(try ask(pair, waits: true).isNothing)
    pair.places.accepted = 0
    #expect(
      try ask(pair).changes.contains(
        .removeWaiting(mentor: DecisionFixture.mentor, student: DecisionFixture.student)))
  }

  @Test func askingAgainKeepsTheRowAndItsNewWords() throws {
    for status in [ConnectionStatus.withdrawn, .ended] {
      let decision = try ask(DecisionFixture.pair(status), message: "Once more", goals: [2, 3])
      #expect(
        decision.changes
          == [.setConnection(id: 7, ConnectionPatch(status: .pending, message: "Once more", goals: [2, 3]))])
    }
  }

  @Test func decliningNeedsAReasonThatTheStudentReads() throws {
    let pair = DecisionFixture.pair(.pending)
    for blank in ["", "  \n"] {
      #expect(rule { try decide(.decline(reason: blank), by: .mentor, pair, now: now) } == .reason)
    }
    let long = String(repeating: "x", count: 2000)
    #expect(rule { try decide(.decline(reason: long), by: .mentor, pair, now: now) } == nil)
    #expect(rule { try decide(.decline(reason: long + "x"), by: .mentor, pair, now: now) } == .reason)
    let decision = try decide(.decline(reason: "No time"), by: .mentor, pair, now: now)
    #expect(decision.connectionPatch?.reason == "No time")
    #expect(decision.notices == [Notice(.connectionDeclined, to: DecisionFixture.student)])
  }

  @Test(arguments: [(Int?.none, Rule?.none), (3, nil), (2, .version), (4, .version)])
  func aCommandForAnotherVersionIsRefused(_ version: Int?, _ expected: Rule?) {
    #expect(
      rule { try decide(.accept, by: .mentor, version: version, DecisionFixture.pair(.pending), now: now) } == expected)
  }

  // MARK: Ending

  private func ending(
    _ ahead: [BookingSituation], by actor: Actor, reason: String = "", cancels: Bool = true,
    now: Instant = DecisionFixture.received
  ) throws -> Decision {
    var pair = DecisionFixture.pair(.accepted)
    pair.ahead = ahead
    return try decide(.end(reason: reason, cancelsSessions: cancels), by: actor, pair, now: now)
  }

  @Test func aConnectionWithSessionsAheadEndsOnlyWithThem() throws {
    for state in [BookingState.scheduled, .pending] {
      let booking = try DecisionFixture.booking(state)
      let refusal = DecisionFixture.refusal { try ending([booking], by: .mentor, cancels: false) }
      #expect(refusal?.rule == .sessionsAhead)
      #expect(refusal?.message.contains("S-12") == true)
    }
  }

  @Test func sessionsAreCancelledAndRequestsAnsweredWithTheirConnection() throws {
    let session = try DecisionFixture.booking(.scheduled)
    var request = try DecisionFixture.booking(.pending)
    request.id = 13
    let byMentor = try ending([session, request], by: .mentor, reason: "Moving away")
    #expect(byMentor.sessionPatch?.status == .cancelled)
    #expect(byMentor.sessionPatch?.cancelledBy == .mentor)
    #expect(byMentor.sessionPatch?.reason == "Moving away")
    #expect(byMentor.answered == [13: .rejected])
    #expect(byMentor.connectionPatch?.status == .ended)
    let byStudent = try ending([session, request], by: .student)
    #expect(byStudent.answered == [13: .withdrawn])
    #expect(byStudent.sessionPatch?.reason?.isEmpty == false)
  }

  @Test func aSessionsPendingMoveEndsWithItAndIsNotAnsweredTwice() throws {
    var session = try DecisionFixture.booking(.scheduled)
    session.pendingMoves = [13]
    var move = try DecisionFixture.booking(.pending)
    move.id = 13
    move.movesSession = 12
    for actor in [Actor.mentor, .student, .organiser] {
      let answers = try ending([session, move], by: actor).changes.filter {
        if case .setRequest(13, _, _) = $0 { true } else { false }
      }
      #expect(answers.count == 1, "\(actor)")
    }
  }

  @Test func aSessionTooNearKeepsAStudentFromEnding() throws {
    let session = try DecisionFixture.booking(.scheduled)
    let near = DecisionFixture.start.adding(minutes: -119)
    #expect(rule { try ending([session], by: .student, now: near) } == .cancelNotice)
    #expect(try ending([session], by: .mentor, now: near).sessionPatch?.isLate == true)
  }

  @Test func theReasonOfAnEndMayBeMissingButNotTooLong() {
    let long = String(repeating: "x", count: 2001)
    #expect(rule { try ending([], by: .mentor, reason: "") } == nil)
    #expect(rule { try ending([], by: .mentor, reason: String(long.dropLast())) } == nil)
    #expect(rule { try ending([], by: .mentor, reason: long) } == .reason)
    #expect(rule { try ending([], by: .mentor, reason: "a\u{0}b") } == .reason)
  }

  @Test func theOtherSideIsTold() throws {
    #expect(try ending([], by: .student).notices == [Notice(.connectionEnded, to: DecisionFixture.mentor)])
    #expect(try ending([], by: .mentor).told == [DecisionFixture.student])
    #expect(try ending([], by: .organiser).told == [DecisionFixture.mentor, DecisionFixture.student])
  }

  @Test func aRequestThatHasExpiredDoesNotKeepAStudentFromEnding() throws {
    let request = try DecisionFixture.booking(.pending)
    let decision = try ending([request], by: .student, now: request.expiry)
    #expect(decision.answered == [12: .expired])
  }
}
