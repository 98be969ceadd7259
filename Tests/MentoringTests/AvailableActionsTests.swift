import CivilTime
import Mentoring
import Testing

/// What pages offer is what the verbs take: ``availableActions(for:on:policy:now:)`` against the decisions themselves.
@Suite struct AvailableActionsTests {
  private static let start = DecisionFixture.start
  private static let policies: [ProgrammePolicy] = [
    (LateOverride.mentor, true), (.mentor, false), (.organiser, true), (.none, true),
  ].map { late, isUsual in
    var policy = ProgrammePolicy()
    policy.lateOverride = late
    policy.connectionRequired = isUsual
    policy.joinMinutes = isUsual ? 15 : 40
    policy.cancelNotice = isUsual ? 120 : 30
    return policy
  }
  /// Both sides of every moment at which a verb opens or closes.
  private static let clocks: [Instant] = [-120, -40, -30, -15, 0, 60].flatMap { minutes in
    [-1, 0, 1].map { start.adding(minutes: minutes).adding(seconds: $0) }
  }

  private static func bookings(_ policy: ProgrammePolicy) throws -> [BookingSituation] {
    var all: [BookingSituation] = []
    for state in BookingState.allCases {
      for connection in [ConnectionStatus.accepted, .ended] {
        for approval in [Approval.approved, .suspended] {
          for variant in [0, 3, 6] {
            var booking = try DecisionFixture.booking(state, policy: policy)
            booking.connection = connection
            booking.approval = approval
            booking.hasStarted = variant & 1 == 1
            booking.isReviewedByMentor = variant & 2 == 2
            if variant & 4 == 4, state == .pending { (booking.movesSession, booking.movesFrom) = (3, booking.start) }
            booking.isReviewedByStudent = variant & 4 == 4
            booking.absent = state == .noShow ? .student : nil
            all.append(booking)
          }
        }
      }
    }
    return all
  }

  /// Whether the verb, with all that it may need, would change the booking.
  private static func isTaken(
    _ verb: BookingVerb, by actor: Actor, _ booking: BookingSituation, _ open: BookingContext, now: Instant
  ) -> Bool {
    let decision: Decision? = try? {
      switch verb {
      case .approve: try decide(.approve, by: actor, booking, now: now)
      case .decline: try decide(.decline(reason: "Away"), by: actor, booking, now: now)
      case .withdraw: try decide(.withdraw, by: actor, booking, now: now)
      case .expire: try decide(.expire, by: actor, booking, now: now)
      case .cancel: try decide(.cancel(reason: "Ill"), by: actor, booking, now: now)
      case .start: try decide(.start, by: actor, booking, now: now)
      case .complete: try decide(.complete(notes: "New words"), by: actor, booking, now: now)
      case .noShow: try decide(.noShow(.both), by: actor, booking, now: now)
      case .link:
        try decide(.recording(url: "https://a.example/r", hasConsent: true), by: actor, booking, now: now)
      case .note: try decide(.note(before: "New words"), by: actor, booking, now: now)
      case .review:
        try decideReview(
          stars: 4, text: "New words", mayShowName: false, by: actor,
          ReviewSituation(
            booking: booking,
            own: (actor == .mentor ? booking.isReviewedByMentor : booking.isReviewedByStudent)
              ? (1, 5, "Words", false) : nil, others: nil))
      case .reschedule:
        try decideMove(
          of: booking, to: DecisionFixture.proposal(start.adding(days: 2)), by: actor, open, received: now, now: now)
      }
    }()
    return decision?.isNothing == false
  }

  @Test func everyVerbThatIsOfferedIsTakenAndNoOther() throws {
    var offered: Set<BookingVerb> = []
    for policy in Self.policies {
      for booking in try Self.bookings(policy) {
        for now in Self.clocks {
          var open = try DecisionFixture.situation(now: now)
          (open.connection, open.approval, open.policy) = (booking.connection, booking.approval, policy)
          for actor in Actor.allCases {
            let actions = availableActions(for: actor, on: booking.standing, policy: policy, now: now)
            offered.formUnion(actions)
            // The programme itself moves sessions by other means, and what is over is moved by nobody.
            let moves = actor != .system && (booking.state == .pending || booking.state == .scheduled)
            for verb in BookingVerb.allCases where verb != .reschedule || moves || actions.contains(verb) {
              let isTaken = Self.isTaken(verb, by: actor, booking, open, now: now)
              if isTaken != actions.contains(verb) {
                Issue.record(
                  "\(actor) \(verb) of \(booking.standing) at \(now.since(Self.start)) s: \(isTaken ? "taken" : "refused")"
                )
              }
            }
          }
        }
      }
    }
    #expect(offered == Set(BookingVerb.allCases))
  }

  @Test func everyActOnAConnectionThatIsOfferedIsTakenAndNoOther() throws {
    var offered: Set<ConnectionAction> = []
    let policy = ProgrammePolicy()
    let scheduled = try DecisionFixture.booking(.scheduled)
    let pending = try DecisionFixture.booking(.pending)
    for status in ConnectionStatus.allCases.map(Optional.some) + [nil] {
      for variant in 0..<64 {
        for ahead in [[], [scheduled], [pending]] {
          for now in [-180, -10, 70].map({ Self.start.adding(minutes: $0) }) {
            var pair = DecisionFixture.pair(status)
            pair.approval = variant & 1 == 1 ? .suspended : .approved
            pair.isAccepting = variant & 2 == 0
            pair.isEligible = variant & 4 == 0
            (pair.places.capacity, pair.places.accepted) = variant & 8 == 8 ? (2, 2) : (2, 1)
            pair.places.kept = variant & 16 == 16 ? 1 : 0
            pair.isWaiting = variant & 32 == 32
            pair.ahead = ahead
            for actor in Actor.allCases {
              let actions = Set(availableActions(for: actor, on: pair.standing, policy: policy, now: now))
              offered.formUnion(actions)
              let taken = Self.taken(by: actor, pair, now: now)
              if taken != actions {
                Issue.record("\(actor) \(pair.standing) at \(now.since(Self.start)) s: \(actions), taken \(taken)")
              }
            }
          }
        }
      }
    }
    #expect(offered == Set(ConnectionAction.allCases))
  }

  private static func taken(by actor: Actor, _ pair: ConnectionSituation, now: Instant) -> Set<ConnectionAction> {
    var all: Set<ConnectionAction> = []
    func decision(_ command: ConnectionCommand) -> Decision? { try? decide(command, by: actor, pair, now: now) }
    func changes(_ command: ConnectionCommand) -> Bool { decision(command)?.isNothing == false }
    if changes(.request(message: "Hello", goals: [1], joinsWaitingList: false)) { all.insert(.request) }
    let waits = decision(.request(message: "Hello", goals: [1], joinsWaitingList: true))
    if waits?.changes == [.addWaiting(mentor: pair.mentor, student: pair.student)] { all.insert(.joinWaitingList) }
    if changes(.accept) { all.insert(.accept) }
    if changes(.decline(reason: "No time")) { all.insert(.decline) }
    if let withdrawal = decision(.withdraw), !withdrawal.isNothing {
      all.insert(withdrawal.connectionPatch == nil ? .leaveWaitingList : .withdraw)
    }
    if changes(.end(reason: "", cancelsSessions: false)) { all.insert(.end) }
    if !pair.ahead.isEmpty, changes(.end(reason: "", cancelsSessions: true)) { all.insert(.endWithSessions) }
    if changes(.reopen) { all.insert(.reopen) }
    return all
  }
}
