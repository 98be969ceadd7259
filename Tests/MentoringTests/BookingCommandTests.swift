import CivilTime
import Mentoring
import Testing

/// What stands in the way of a command on a booking that is there, at the very minute.
@Suite struct BookingCommandTests {
  private let start = DecisionFixture.start
  private let end = DecisionFixture.start.adding(minutes: 60)

  private func rule(_ decide: () throws -> Decision) -> Rule? { DecisionFixture.rule(decide) }

  private func run(
    _ command: BookingCommand, by actor: Actor = .mentor, _ state: BookingState = .scheduled, at now: Instant,
    policy: ProgrammePolicy = ProgrammePolicy(), _ change: (inout BookingSituation) -> Void = { _ in }
  ) throws -> Decision {
    var booking = try DecisionFixture.booking(state, policy: policy)
    change(&booking)
    return try decide(command, by: actor, booking, now: now)
  }

  // MARK: Expiry

  @Test func aRequestLapsesTwoHoursBeforeItsStartOrSeventyTwoAfterItCame() throws {
    var booking = try DecisionFixture.booking(.pending)
    // It came 50 hours before its start.
    #expect(booking.expiry == start.adding(hours: -2))
    booking.received = start.adding(hours: -74)
    #expect(booking.expiry == start.adding(hours: -2), "both at once")
    booking.received = start.adding(hours: -74).adding(seconds: -1)
    #expect(booking.expiry == start.adding(hours: -2).adding(seconds: -1))
    booking.policy.expireAfter = 24
    #expect(booking.expiry == booking.received.adding(hours: 24))
  }

  @Test func atItsExpiryARequestLapsesAndIsApprovedNoMore() throws {
    let expiry = start.adding(hours: -2)
    let before = expiry.adding(seconds: -1)
    #expect(try run(.approve, .pending, at: before).addsSession)
    #expect(rule { try run(.approve, .pending, at: expiry) } == .expired)
    #expect(rule { try run(.expire, by: .system, .pending, at: before) } == .notStarted)
    let lapsed = try run(.expire, by: .system, .pending, at: expiry)
    #expect(lapsed.answered == [12: .expired])
    #expect(Set(lapsed.told) == [DecisionFixture.mentor, DecisionFixture.student])
  }

  // MARK: Approval

  @Test func anApprovalMakesTheSessionAndTellsBoth() throws {
    let decision = try run(.approve, .pending, at: DecisionFixture.received)
    #expect(decision.answered == [12: .approved])
    #expect(
      decision.changes.last
        == .addSession(
          request: 12, place: .newRoom, when: WallMoment(start: start, minutes: 60, in: try zones.zone(named: "UTC"))))
    #expect(Set(decision.told) == [DecisionFixture.mentor, DecisionFixture.student])
  }

  @Test func anApprovalNeedsTheConnectionToStillBeThere() throws {
    #expect(
      rule { try run(.approve, .pending, at: DecisionFixture.received) { $0.connection = .ended } } == .connection)
    var open = ProgrammePolicy()
    open.connectionRequired = false
    #expect(try run(.approve, .pending, at: DecisionFixture.received, policy: open) { $0.connection = nil }.addsSession)
  }

  @Test func anApprovedMoveMovesItsSessionAndMakesNone() throws {
    let decision = try run(.approve, .pending, at: DecisionFixture.received) { $0.movesSession = 5 }
    #expect(!decision.addsSession)
    var patch = SessionPatch()
    patch.when = WallMoment(start: start, minutes: 60, in: try zones.zone(named: "UTC"))
    // What a move costs was asked for with it.
    patch.price = .some(nil)
    patch.isRevision = true
    #expect(decision.changes == [.setRequest(id: 12, status: .approved, reason: ""), .setSession(id: 5, patch)])
  }

  @Test func decliningNeedsAReason() throws {
    for blank in ["", " ", "\n\t"] {
      #expect(rule { try run(.decline(reason: blank), .pending, at: DecisionFixture.received) } == .reason)
    }
    let long = String(repeating: "ü", count: 2000)
    #expect(rule { try run(.decline(reason: long), .pending, at: DecisionFixture.received) } == nil)
    #expect(rule { try run(.decline(reason: long + "x"), .pending, at: DecisionFixture.received) } == .reason)
    let decision = try run(.decline(reason: "Away"), .pending, at: DecisionFixture.received)
    #expect(decision.changes == [.setRequest(id: 12, status: .rejected, reason: "Away")])
    #expect(decision.notices == [Notice(.sessionDeclined, to: DecisionFixture.student)])
  }

  // MARK: Cancelling

  @Test func cancellingIsFreeUntilExactlyTwoHoursBefore() throws {
    for actor in Actor.allCases {
      let decision = try run(.cancel(reason: "Ill"), by: actor, at: start.adding(minutes: -120))
      #expect(decision.sessionPatch?.isLate == false, "\(actor)")
      #expect(decision.sessionPatch?.status == .cancelled)
      #expect(decision.sessionPatch?.cancelledBy == actor)
      #expect(decision.sessionPatch?.isRevision == true)
    }
  }

  @Test(arguments: [
    (LateOverride.mentor, Actor.mentor, Bool?.some(true)), (.mentor, .organiser, true), (.mentor, .student, nil),
    (.organiser, .mentor, nil), (.organiser, .organiser, true), (.organiser, .student, nil),
    (.none, .mentor, nil), (.none, .organiser, nil), (.none, .student, nil),
    // The programme itself is never late.
    (.none, .system, false),
  ])
  func laterTheSettingDecidesAndItIsMarked(_ setting: LateOverride, _ actor: Actor, _ isLate: Bool?) throws {
    var policy = ProgrammePolicy()
    policy.lateOverride = setting
    for seconds in [-7199, 0, 3599] {
      let now = start.adding(seconds: seconds)
      let refusal = DecisionFixture.refusal { try run(.cancel(reason: "Ill"), by: actor, at: now, policy: policy) }
      #expect(refusal?.rule == (isLate == nil ? .cancelNotice : nil))
      guard let isLate else {
        #expect(refusal?.message.contains("2026-11-23T08:00:00Z") == true, "until when it could be")
        continue
      }
      #expect(
        try run(.cancel(reason: "Ill"), by: actor, at: now, policy: policy).sessionPatch?.isLate == isLate)
    }
  }

  @Test func aSessionThatIsOverIsNotCancelled() {
    for actor in [Actor.mentor, .student, .organiser] {
      #expect(rule { try run(.cancel(reason: "Ill"), by: actor, at: end) } == .cancelNotice)
    }
  }

  @Test func theProgrammesOwnNoticeCounts() {
    var policy = ProgrammePolicy()
    policy.cancelNotice = 1440
    let day = start.adding(days: -1)
    #expect(rule { try run(.cancel(reason: "Ill"), by: .student, at: day, policy: policy) } == nil)
    #expect(
      rule { try run(.cancel(reason: "Ill"), by: .student, at: day.adding(seconds: 1), policy: policy) }
        == .cancelNotice)
  }

  @Test func cancellingNeedsAReasonAndTellsTheOther() throws {
    let now = DecisionFixture.received
    #expect(rule { try run(.cancel(reason: " "), by: .student, at: now) } == .reason)
    let long = String(repeating: "x", count: 2001)
    #expect(rule { try run(.cancel(reason: long), by: .student, at: now) } == .reason)
    #expect(try run(.cancel(reason: "Ill"), by: .student, at: now).told == [DecisionFixture.mentor])
    #expect(try run(.cancel(reason: "Ill"), by: .mentor, at: now).told == [DecisionFixture.student])
    #expect(try run(.cancel(reason: "Ill"), by: .organiser, at: now).told.count == 2)
  }

  @Test func whatWasToMoveASessionIsOverWithIt() throws {
    let commands: [BookingCommand] = [.cancel(reason: "Ill"), .complete(notes: nil), .noShow(.student)]
    for command in commands {
      let decision = try run(command, at: start) { $0.pendingMoves = [13, 14] }
      #expect(decision.answered == [13: .superseded, 14: .superseded], "\(command)")
      // The requests give way before the session changes.
      guard case .setSession = decision.changes.last else {
        Issue.record("\(command): \(decision.changes)")
        continue
      }
    }
  }

  // MARK: Outcomes

  @Test func aSessionIsOpenedFromAQuarterOfAnHourBefore() throws {
    let early = start.adding(minutes: -15)
    #expect(try run(.start, by: .student, at: early).sessionPatch?.started == early)
    #expect(rule { try run(.start, at: early.adding(seconds: -1)) } == .notStarted)
    #expect(try run(.start, at: start) { $0.hasStarted = true }.isNothing, "the first time stays")
  }

  @Test func nothingHasAnOutcomeBeforeItsStart() throws {
    let commands: [BookingCommand] = [
      .complete(notes: nil), .noShow(.mentor), .noShow(.student), .noShow(.both),
    ]
    for command in commands {
      #expect(rule { try run(command, at: start.adding(seconds: -1)) } == .notStarted)
      #expect(rule { try run(command, at: start) } == nil)
    }
    #expect(try run(.noShow(.both), at: start).sessionPatch?.absent == .both)
    #expect(try run(.noShow(.both), at: start).sessionPatch?.status == .noShow)
  }

  @Test func aSessionEndsWhenItIsCompletedAndNeverAfterItsEnd() throws {
    #expect(
      try run(.complete(notes: nil), at: start.adding(minutes: 40)).sessionPatch?.ended == start.adding(minutes: 40))
    #expect(try run(.complete(notes: nil), at: end.adding(days: 9)).sessionPatch?.ended == end)
    #expect(try run(.complete(notes: nil), at: end).sessionPatch?.status == .completed)
  }

  @Test func notesHaveUpTo64KiBAndCanBeWrittenAnew() throws {
    let most = String(repeating: "ß", count: 32_768)
    #expect(rule { try run(.complete(notes: most), at: end) } == nil)
    #expect(rule { try run(.complete(notes: most + "x"), at: end) } == .message)
    #expect(rule { try run(.complete(notes: "a\u{0}"), at: end) } == .message)
    #expect(try run(.complete(notes: nil), .completed, at: end).isNothing)
    #expect(try run(.complete(notes: "Same"), .completed, at: end) { $0.notes = "Same" }.isNothing)
    let anew = try run(.complete(notes: "Other"), .completed, at: end) { $0.notes = "Same" }
    #expect(anew.sessionPatch?.notesAfter == "Other")
    #expect(anew.sessionPatch?.status == nil)
    #expect(anew.sessionPatch?.ended == nil)
    #expect(anew.notices == [])
  }

  // MARK: Links

  @Test func aLinkOfTheMentorsOwnReplacesTheRoom() throws {
    func link(_ url: String, _ platform: String = "Zoom", hosts: [String] = []) -> BookingCommand {
      .link(url: url, platform: platform, allowedHosts: hosts)
    }
    let now = DecisionFixture.received
    let decision = try run(link("https://zoom.example/1"), at: now)
    #expect(decision.sessionPatch?.place == .link("https://zoom.example/1"))
    #expect(decision.sessionPatch?.platform == "Zoom")
    #expect(decision.sessionPatch?.isRevision == true)
    #expect(decision.told == [DecisionFixture.student])
    let same = try run(link("https://zoom.example/1"), at: now) {
      ($0.proposal.link, $0.platform) = ("https://zoom.example/1", "Zoom")
    }
    #expect(same.isNothing)
    // Another name for the same link moves no calendar.
    let renamed = try run(link("https://zoom.example/1"), at: now) { $0.proposal.link = "https://zoom.example/1" }
    #expect(renamed.sessionPatch?.platform == "Zoom" && renamed.sessionPatch?.isRevision == false)
    #expect(rule { try run(link("http://zoom.example/1"), at: now) } == .link)
    #expect(rule { try run(link("https://evil.example/", hosts: ["zoom.us"]), at: now) } == .link)
    #expect(rule { try run(link("https://a.example", String(repeating: "x", count: 50)), at: now) } == nil)
    #expect(rule { try run(link("https://a.example", String(repeating: "x", count: 51)), at: now) } == .link)
    #expect(rule { try run(link("https://a.example"), at: now) { $0.proposal.kind = .inPerson } } == .link)
  }

  @Test func aRecordingNeedsConsentAndTellsNoCalendar() throws {
    #expect(rule { try run(.recording(url: "https://a.example", hasConsent: false), .completed, at: end) } == .link)
    #expect(rule { try run(.recording(url: "ftp://a.example", hasConsent: true), .completed, at: end) } == .link)
    let decision = try run(.recording(url: "https://a.example/r", hasConsent: true), .completed, at: end)
    #expect(decision.sessionPatch?.recording == .kept(url: "https://a.example/r", until: nil))
    #expect(decision.sessionPatch?.isRevision == false)
  }

  // MARK: Versions and sequences

  @Test(arguments: [(Int?.none, Rule?.none), (4, nil), (3, .version), (5, .version)])
  func aCommandForAnotherVersionIsRefused(_ version: Int?, _ expected: Rule?) throws {
    let booking = try DecisionFixture.booking(.scheduled)
    #expect(
      rule { try decide(.start, by: .mentor, version: version, booking, now: start) } == expected)
  }

  @Test func theStateIsToldBeforeTheVersion() throws {
    let booking = try DecisionFixture.booking(.cancelled)
    #expect(rule { try decide(.start, by: .mentor, version: 1, booking, now: start) } == .state)
  }

  @Test func theSequenceStaysWhenNoCalendarNeedsToKnow() throws {
    for command in [BookingCommand.start, .complete(notes: "Words"), .noShow(.student)] {
      #expect(try run(command, at: start).sessionPatch?.isRevision == false)
    }
  }
}
