import CivilTime
import Mentoring
import Testing

/// What stands in the way of a new booking.
@Suite struct BookingDecisionTests {
  /// A Saturday, two days before ``DecisionFixture/start``.
  private let now = DecisionFixture.time("2026-11-21T08:00")

  private func book(
    _ proposal: BookingProposal = DecisionFixture.proposal(), by actor: Actor = .student, each: Bool = false,
    now: Instant? = nil,
    _ change: (inout BookingContext) -> Void = { _ in }
  ) throws -> Decision {
    var situation = try DecisionFixture.situation(now: now ?? self.now, confirmsEach: each)
    change(&situation)
    return try decideBooking(proposal, by: actor, situation, received: now ?? self.now, now: now ?? self.now)
  }

  private func rule(_ decide: () throws -> Decision) -> Rule? { DecisionFixture.rule(decide) }

  private func proposal(_ change: (inout BookingProposal) -> Void) -> BookingProposal {
    var proposal = DecisionFixture.proposal()
    change(&proposal)
    return proposal
  }

  // MARK: Who

  @Test(arguments: [ConnectionStatus?.none, .pending, .rejected, .withdrawn, .ended])
  func withoutAnAcceptedConnectionTheGatesOwnSentenceIsSaid(_ status: ConnectionStatus?) throws {
    let refusal = DecisionFixture.refusal { try book { $0.connection = status } }
    #expect(refusal?.rule == .connection)
    #expect(refusal?.message == "You must have an active connection with this mentor to book a session")
    let open = try book {
      $0.connection = status
      $0.policy.connectionRequired = false
    }
    #expect(open.addsSession)
  }

  @Test func onlyStudentsAreBookedWithApprovedMentorsOtherThanThemselves() {
    #expect(rule { try book { $0.isStudent = false } } == .actor)
    #expect(rule { try book { $0.student = $0.mentor } } == .actor)
    #expect(rule { try book { $0.approval = .pending } } == .approval)
    #expect(rule { try book { $0.approval = .suspended } } == .approval)
    #expect(rule { try book(by: .system) } == .actor)
  }

  // MARK: Instant or each

  @Test func anInstantBookingIsASessionAndBothAreTold() throws {
    let decision = try book()
    #expect(decision.newRequest?.status == .approved)
    #expect(
      decision.changes.last
        == .addSession(
          request: nil, place: .newRoom,
          when: WallMoment(start: DecisionFixture.start, minutes: 60, in: try zones.zone(named: "UTC"))))
    #expect(decision.told == [DecisionFixture.mentor, DecisionFixture.student])
  }

  @Test func whereTheMentorConfirmsEachABookingWaits() throws {
    let decision = try book(each: true)
    #expect(decision.newRequest?.status == .pending)
    #expect(!decision.addsSession)
    #expect(decision.notices == [Notice(.sessionRequested, to: DecisionFixture.mentor)])
    #expect(try book(by: .mentor, each: true).addsSession, "her own booking needs no yes of hers")
  }

  // MARK: The limit an hour

  @Test func theFourthRequestWithinSixtyMinutesIsRefused() throws {
    func received(_ secondsBefore: [Int], limit: Int = 3, by actor: Actor = .student) -> Refusal? {
      DecisionFixture.refusal {
        try book(by: actor) {
          $0.received = secondsBefore.map { now.adding(seconds: -$0) }
          $0.policy.bookingsPerHour = limit
        }
      }
    }
    #expect(received([]) == nil)
    #expect(received([10, 20]) == nil)
    let refused = received([10, 20, 3599])
    #expect(refused?.rule == .rateLimit)
    #expect(refused?.message.contains("2026-11-21T08:00:01Z") == true, "when the oldest is an hour old")
    #expect(received([10, 20, 3600]) == nil, "an hour ago is not within the hour")
    #expect(received([0, 0, 0])?.rule == .rateLimit, "the same second is")
    #expect(received([10, 20, -1]) == nil, "what came later does not count")
    #expect(received([1, 2, 3, 4, 5], limit: 0) == nil, "0 is no limit")
    #expect(received([1], limit: 1)?.rule == .rateLimit)
    #expect(received([1, 2, 3], by: .mentor) == nil)
    #expect(received([1, 2, 3], by: .organiser) == nil)
  }

  // MARK: When

  @Test(arguments: [
    ("2026-11-23T07:01", Rule.notice), ("2026-11-23T07:00", nil), ("2026-11-23T08:59", .notice),
    ("2026-11-23T09:00", .past), ("2026-11-23T09:30", .past),
  ])
  func theNoticeOfASlotEndsExactlyThen(_ clock: String, _ expected: Rule?) {
    let nine = DecisionFixture.proposal(DecisionFixture.time("2026-11-23T09:00"), minutes: 60)
    #expect(rule { try book(nine, now: DecisionFixture.time(clock)) } == expected)
  }

  @Test(arguments: [
    ("2026-12-19T16:00", Rule?.none), ("2026-12-20T09:00", .horizon), ("2026-11-23T08:30", .outsideHours),
    ("2026-11-23T16:00", nil), ("2026-11-23T16:30", .endsOutsideHours), ("2026-11-23T10:10", .offGrid),
    ("2026-11-20T10:00", .past),
  ])
  func aTimeIsRefusedWithItsReason(_ start: String, _ expected: Rule?) {
    // The horizon is 00:00 UTC of 2026-11-21 + 28 days + 1.
    #expect(rule { try book(DecisionFixture.proposal(DecisionFixture.time(start))) } == expected)
  }

  @Test func sessionsStartAtWholeMinutes() {
    #expect(rule { try book(DecisionFixture.proposal(DecisionFixture.start.adding(seconds: 30))) } == .offGrid)
  }

  @Test func whatTakesTheTimeIsNamed() {
    let taken = Interval(start: DecisionFixture.start, end: DecisionFixture.start.adding(minutes: 30))
    #expect(rule { try book { $0.hours.schedule.sessions = [taken] } } == .booked)
    #expect(rule { try book { $0.hours.schedule.held = [taken] } } == .held)
    #expect(rule { try book { $0.hours.schedule.busy = [taken] } } == .busy)
    #expect(rule { try book { $0.studentBusy = [taken] } } == .studentBusy)
    let after = Interval(start: taken.start.adding(minutes: 60), end: taken.start.adding(minutes: 90))
    #expect(rule { try book { $0.hours.schedule.sessions = [after] } } == nil, "touching is no overlap")
    #expect(
      rule {
        try book {
          $0.hours.schedule.sessions = [after]
          $0.hours.schedule.policy.bufferAfter = 1
        }
      } == .buffer)
  }

  @Test func limitsOfDaysAndWeeksAreRefused() {
    let monday = Interval(
      start: DecisionFixture.time("2026-11-23T14:00"), end: DecisionFixture.time("2026-11-23T15:00"))
    for isWeek in [false, true] {
      let found = rule {
        try book {
          $0.hours.schedule.sessions = [monday]
          if isWeek { $0.hours.schedule.policy.maxPerWeek = 1 } else { $0.hours.schedule.policy.maxPerDay = 1 }
        }
      }
      #expect(found == (isWeek ? .weeklyLimit : .dailyLimit))
    }
  }

  @Test func aRefusedTimeComesWithTheThreeNearest() {
    let taken = Interval(start: DecisionFixture.start, end: DecisionFixture.start.adding(minutes: 60))
    let refusal = DecisionFixture.refusal { try book { $0.hours.schedule.sessions = [taken] } }
    #expect(
      refusal?.slots.map(\.rfc3339) == ["2026-11-23T09:00:00Z", "2026-11-23T11:00:00Z", "2026-11-23T11:30:00Z"])
  }

  @Test(arguments: ["2026-11-23T20:00", "2026-11-23T16:30", "2026-11-23T10:10"])
  func outsideTheHoursMayBeProposedWhereTheProgrammeSaysSo(_ start: String) throws {
    let proposal = DecisionFixture.proposal(DecisionFixture.time(start))
    #expect(rule { try book(proposal) } != nil)
    let decision = try book(proposal) { $0.policy.proposesOutsideHours = true }
    #expect(decision.newRequest?.status == .pending, "a proposal waits, even with an instant mentor")
    #expect(!decision.addsSession)
  }

  @Test func proposingIsNoWayRoundWhatIsTakenClosedOrTooSoon() throws {
    let evening = DecisionFixture.proposal(DecisionFixture.time("2026-11-23T20:00"))
    let taken = Interval(start: evening.start.adding(minutes: 30), end: evening.start.adding(minutes: 90))
    let monday = try #require(CivilDate(iso: "2026-11-23"))
    func propose(_ change: (inout BookingContext) -> Void) -> Rule? {
      rule {
        try book(evening) {
          $0.policy.proposesOutsideHours = true
          change(&$0)
        }
      }
    }
    #expect(propose { _ in } == nil)
    #expect(propose { $0.hours.schedule.sessions = [taken] } == .booked)
    #expect(propose { $0.hours.schedule.held = [taken] } == .held)
    #expect(propose { $0.hours.schedule.busy = [taken] } == .busy)
    #expect(propose { $0.studentBusy = [taken] } == .studentBusy)
    #expect(propose { $0.hours.schedule.closed = [ClosedDates(first: monday, last: monday)] } == .closedDate)
    #expect(propose { $0.hours.schedule.policy.minimumNotice = 100_000 } == .notice)
    // Limits and buffers bind students at any time of day.
    let before = Interval(start: evening.start.adding(minutes: -75), end: evening.start.adding(minutes: -15))
    func near(_ change: (inout SlotPolicy) -> Void) -> Rule? {
      propose {
        $0.hours.schedule.sessions = [before]
        change(&$0.hours.schedule.policy)
      }
    }
    #expect(near { _ in } == nil)
    #expect(near { $0.maxPerDay = 1 } == .dailyLimit)
    #expect(near { $0.maxPerWeek = 1 } == .weeklyLimit)
    #expect(near { $0.bufferBefore = 30 } == .buffer)
  }

  // MARK: What

  @Test(arguments: [30, 60, 90, 120])
  func offeredLengthsAreTaken(_ minutes: Int) throws {
    #expect(try book(DecisionFixture.proposal(minutes: minutes)).addsSession)
  }

  // Row S3-16.
  @Test(arguments: [0, -30, 45, 61, 1440])
  func otherLengthsAreRefusedAndTheOfferedToldOf(_ minutes: Int) {
    let refusal = DecisionFixture.refusal { try book(DecisionFixture.proposal(minutes: minutes)) }
    #expect(refusal?.rule == .duration)
    #expect(refusal?.message.contains("30, 60, 90, 120") == true)
  }

  @Test func textsAreAsLongAsTheRecordTakesThem() {
    let long = String(repeating: "ß", count: 10_000)
    #expect(rule { try book(proposal { $0.title = "" }) } == .title)
    #expect(rule { try book(proposal { $0.title = " \n" }) } == .title)
    #expect(rule { try book(proposal { $0.title = String(long.prefix(200)) }) } == nil)
    #expect(rule { try book(proposal { $0.title = String(long.prefix(201)) }) } == .title)
    for code: UInt32 in [0, 0xFEFF, 0xFFFE, 0xFDD0, 0x1FFFF] {
      guard let unseen = Unicode.Scalar(code) else { continue }
      #expect(rule { try book(proposal { $0.title = "a\(unseen)b" }) } == .title)
    }
    #expect(rule { try book(proposal { $0.title = "👩‍👩‍👧 and \u{FFFD}" }) } == nil)
    for text in [\BookingProposal.description, \.agenda, \.answers] {
      #expect(rule { try book(proposal { $0[keyPath: text] = long }) } == nil)
      #expect(rule { try book(proposal { $0[keyPath: text] = long + "x" }) } == .message)
      #expect(rule { try book(proposal { $0[keyPath: text] = "a\u{0}" }) } == .message)
    }
  }

  // MARK: Where

  @Test func aSessionInPersonHasAnAddressAndNoLink() throws {
    func inPerson(_ address: String?, link: String? = nil) -> BookingProposal {
      proposal {
        $0.kind = .inPerson
        $0.address = address
        $0.link = link
      }
    }
    #expect(rule { try book(inPerson(nil)) } == .address)
    #expect(rule { try book(inPerson(" ")) } == .address)
    #expect(rule { try book(inPerson(String(repeating: "x", count: 500))) } == nil)
    #expect(rule { try book(inPerson(String(repeating: "x", count: 501))) } == .address)
    #expect(rule { try book(inPerson("Library", link: "https://zoom.example/1")) } == .link)
    #expect(place(of: inPerson("Library")) == .address("Library"))
  }

  @Test(arguments: [SessionKind.video, .voice, .chat])
  func onlyASessionInPersonHasAnAddress(_ kind: SessionKind) {
    let odd = proposal {
      $0.kind = kind
      $0.address = "Library"
    }
    #expect(rule { try book(odd) } == .address)
  }

  @Test func videoAndVoiceHaveARoomUnlessTheyHaveALinkAndAChatHasNone() {
    #expect(place(of: proposal { $0.kind = .video }) == .newRoom)
    #expect(place(of: proposal { $0.kind = .voice }) == .newRoom)
    #expect(place(of: proposal { $0.kind = .chat }) == MeetingPlace.none)
    for kind in [SessionKind.video, .voice, .chat] {
      let own = proposal {
        $0.kind = kind
        $0.link = "https://zoom.example/1"
      }
      #expect(place(of: own) == .link("https://zoom.example/1"))
    }
  }

  // Row S3-11.
  @Test(arguments: [
    ("https://zoom.us/j/1", true), ("https://us02.zoom.us/j/1", true), ("https://ZOOM.us/j", true),
    ("https://zoom.us:443/j", true), ("https://me@zoom.us/j", true), ("https://zoom.us?x", true),
    ("http://zoom.us/j/1", false), ("https://", false), ("zoom.us/j/1", false), ("javascript:alert(1)", false),
    ("https://evil.example/j", false), ("https://zoom.us.evil.example/", false), ("https://evilzoom.us/", false),
    ("https://zoom.us@evil.example/", false), ("https://evil.example/@zoom.us", false),
    ("https://evil.example#@zoom.us", false), ("https://evil.example?@zoom.us", false),
    ("https://evil.example\\@zoom.us", false), ("https://zoom.us/a b", false), ("https://zoom.us/\"", false),
    ("https://zoom.us/<", false), ("https://zoom.us/\n", false), ("https://zöom.us/", false),
  ])
  func aLinkLeadsToAnAllowedHostAsBrowsersReadIt(_ link: String, _ isFit: Bool) {
    let found = rule { try book(proposal { $0.link = link }) { $0.allowedHosts = ["zoom.us"] } }
    #expect(found == (isFit ? nil : .link))
  }

  @Test func withoutAListEveryHostIsAllowedUpToTheLongestLink() {
    let path = String(repeating: "x", count: 2048 - "https://h.example/".utf8.count)
    #expect(rule { try book(proposal { $0.link = "https://h.example/" + path }) } == nil)
    #expect(rule { try book(proposal { $0.link = "https://h.example/x" + path }) } == .link)
  }
}
