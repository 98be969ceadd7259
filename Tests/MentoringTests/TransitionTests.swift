import CivilTime
import Mentoring
import Testing

/// Every state × every command × every actor, against tables written by hand.
///
/// A cell has one character each for mentor, student, organiser and system: `+` allowed, `=` said twice and nothing to do,
/// `s` refused because of the state, `a` refused because that actor never says it, or does not from this state while somebody else may.
@Suite struct TransitionTests {
  private static let connectionTable = """
    state      request  accept  decline  withdraw  end    reopen
    none       a++a     sasa    sasa     assa      sssa   aasa
    PENDING    a==a     +a+a    +a+a     a++a      sssa   aa=a
    ACCEPTED   assa     =a=a    sasa     assa      +++a   aasa
    REJECTED   assa     sasa    =a=a     assa      sssa   aa+a
    WITHDRAWN  a++a     sasa    sasa     a==a      sssa   aasa
    ENDED      a++a     sasa    sasa     assa      ===a   aasa
    """

  private static let connectionResults: [ConnectionVerb: ConnectionStatus] = [
    .request: .pending, .accept: .accepted, .decline: .rejected, .withdraw: .withdrawn, .end: .ended, .reopen: .pending,
  ]

  private static let bookingTable = """
    state       approve  decline  withdraw  expire  reschedule  cancel  start  complete  no-show  link  note  review
    pending     +a+a     +a+a     a++a      aaa+    a++a        ssss    sssa   sasa      sasa     sasa  sssa  ssaa
    scheduled   =a=a     sasa     assa      aaas    ++++        ++++    +++a   +a+a      +a+a     +a+a  +++a  ssaa
    completed   sasa     sasa     assa      aaas    ssss        ssss    sssa   +a+a      +a+a     +a+a  sssa  ++aa
    cancelled   sasa     sasa     assa      aaas    ssss        ====    sssa   sasa      sasa     sasa  sssa  ssaa
    no_show     sasa     sasa     assa      aaas    ssss        ssss    sssa   +a+a      +a+a     sasa  sssa  ssaa
    rejected    sasa     =a=a     assa      aaas    ssss        ssss    sssa   sasa      sasa     sasa  sssa  ssaa
    expired     sasa     sasa     assa      aaa=    ssss        ssss    sssa   sasa      sasa     sasa  sssa  ssaa
    withdrawn   sasa     sasa     a==a      aaas    ssss        ssss    sssa   sasa      sasa     sasa  sssa  ssaa
    superseded  sasa     sasa     assa      aaas    ssss        ssss    sssa   sasa      sasa     sasa  sssa  ssaa
    """

  private static let actors: [Actor] = [.mentor, .student, .organiser, .system]

  struct Cell {
    var state: String
    var verb: String
    var actor: Actor
    var answer: Character
  }

  private static func cells(of table: String) -> [Cell] {
    let rows = table.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    guard let head = rows.first else { return [] }
    return rows.dropFirst().flatMap { row in
      zip(head, row).dropFirst().flatMap { verb, cell in
        zip(actors, cell).map { Cell(state: row[0], verb: verb, actor: $0, answer: $1) }
      }
    }
  }

  private static func answer(_ rule: Rule?, _ decision: Decision?) -> Character? {
    switch rule {
    case nil: decision?.isNothing == true ? "=" : "+"
    case .state: "s"
    case .actor: "a"
    default: nil
    }
  }

  @Test func theTablesAreWhole() {
    let connections = Self.cells(of: Self.connectionTable)
    #expect(connections.count == (ConnectionStatus.allCases.count + 1) * ConnectionVerb.allCases.count * 4)
    #expect(Set(connections.map(\.state)) == Set(ConnectionStatus.allCases.map(\.rawValue) + ["none"]))
    #expect(Set(connections.map(\.verb)) == Set(ConnectionVerb.allCases.map(\.rawValue)))
    let bookings = Self.cells(of: Self.bookingTable)
    #expect(bookings.count == BookingState.allCases.count * BookingVerb.allCases.count * 4)
    #expect(Set(bookings.map(\.state)) == Set(BookingState.allCases.map(\.rawValue)))
    #expect(Set(bookings.map(\.verb)) == Set(BookingVerb.allCases.map(\.rawValue)))
    #expect(Set(Self.actors) == Set(Actor.allCases))
  }

  @Test func aConnectionLivesByItsTable() throws {
    for cell in Self.cells(of: Self.connectionTable) {
      let status = ConnectionStatus(rawValue: cell.state)
      let verb = try #require(ConnectionVerb(rawValue: cell.verb))
      let command: ConnectionCommand =
        switch verb {
        case .request: .request(message: "I want to learn", goals: [1], joinsWaitingList: false)
        case .accept: .accept
        case .decline: .decline(reason: "No time")
        case .withdraw: .withdraw
        case .end: .end(reason: "", cancelsSessions: false)
        case .reopen: .reopen
        }
      var decision: Decision?
      let refusal = DecisionFixture.refusal {
        var pair = DecisionFixture.pair(status)
        (pair.message, pair.goals) = ("I want to learn", [1])
        pair.reason = status == .rejected ? "No time" : ""
        let made = try decide(command, by: cell.actor, pair, now: DecisionFixture.received)
        decision = made
        return made
      }
      let name = "\(cell.actor) says \(cell.verb) of \(cell.state)"
      #expect(Self.answer(refusal?.rule, decision) == cell.answer, "\(name): \(refusal?.message ?? "allowed")")
      guard refusal == nil, decision?.isNothing == false else { continue }
      if status == nil {
        #expect(
          decision?.changes == [
            .addConnection(
              mentor: DecisionFixture.mentor, student: DecisionFixture.student, message: "I want to learn", goals: [1])
          ])
      } else {
        #expect(decision?.connectionPatch?.status == Self.connectionResults[verb], "\(name)")
      }
    }
  }

  // Row S3-24.
  @Test func aBookingLivesByItsTable() throws {
    for cell in Self.cells(of: Self.bookingTable) {
      let state = try #require(BookingState(rawValue: cell.state))
      let verb = try #require(BookingVerb(rawValue: cell.verb))
      var decision: Decision?
      let refusal = try Self.refusal(of: verb, by: cell.actor, state, &decision)
      let name = "\(cell.actor) says \(cell.verb) of \(cell.state)"
      #expect(Self.answer(refusal?.rule, decision) == cell.answer, "\(name): \(refusal?.message ?? "allowed")")
      if cell.answer == "+" { #expect(Self.result(of: decision, from: state) == Self.wanted(verb, state), "\(name)") }
    }
  }

  /// At a moment at which nothing but state and actor can refuse the verb.
  private static func refusal(
    of verb: BookingVerb, by actor: Actor, _ state: BookingState, _ decision: inout Decision?
  ) throws -> Refusal? {
    var booking = try DecisionFixture.booking(state)
    booking.reason = state == .rejected ? "Away" : state == .cancelled ? "Ill" : ""
    booking.absent = state == .noShow ? .both : nil
    let before = DecisionFixture.start.adding(minutes: -180)
    let after = DecisionFixture.start.adding(minutes: 10)
    let situation = try DecisionFixture.situation(now: before)
    var made: Decision?
    let refusal = DecisionFixture.refusal {
      let one: Decision =
        switch verb {
        case .approve: try decide(.approve, by: actor, booking, now: before)
        case .decline: try decide(.decline(reason: "Away"), by: actor, booking, now: before)
        case .withdraw: try decide(.withdraw, by: actor, booking, now: before)
        case .expire: try decide(.expire, by: actor, booking, now: after)
        case .cancel: try decide(.cancel(reason: "Ill"), by: actor, booking, now: before)
        case .start: try decide(.start, by: actor, booking, now: after)
        case .complete: try decide(.complete(notes: "Went well"), by: actor, booking, now: after)
        case .noShow: try decide(.noShow(.student), by: actor, booking, now: after)
        case .link:
          try decide(
            .link(url: "https://zoom.example/1", platform: "Zoom", allowedHosts: []), by: actor, booking, now: before)
        case .note: try decide(.note(before: "Read first"), by: actor, booking, now: before)
        case .review:
          try decideReview(
            stars: 5, text: "", mayShowName: false, by: actor, ReviewSituation(booking: booking, own: nil, others: nil))
        case .reschedule:
          try decideMove(
            of: booking, to: DecisionFixture.proposal(DecisionFixture.start.adding(days: 1)), by: actor, situation,
            received: before, now: before)
        }
      made = one
      return one
    }
    decision = made
    return refusal
  }

  /// Where the booking stands after a decision.
  private static func result(of decision: Decision?, from state: BookingState) -> BookingState? {
    guard let decision else { return nil }
    if let status = decision.answered[12] {
      return BookingState(request: status, session: decision.addsSession && status == .approved ? .scheduled : nil)
    }
    if let status = decision.sessionPatch?.status { return BookingState(request: .approved, session: status) }
    return state
  }

  private static func wanted(_ verb: BookingVerb, _ state: BookingState) -> BookingState {
    switch verb {
    case .approve: .scheduled
    case .decline: .rejected
    case .withdraw: .withdrawn
    case .expire: .expired
    case .cancel: .cancelled
    case .complete: .completed
    case .noShow: .noShow
    case .reschedule: state == .pending ? .superseded : .scheduled
    case .start, .link, .note, .review: state
    }
  }

  @Test func aBookingsStateIsReadFromItsTwoRows() {
    let expected: [RequestStatus: BookingState] = [
      .pending: .pending, .rejected: .rejected, .expired: .expired, .withdrawn: .withdrawn, .superseded: .superseded,
      // What a move asked for is done, and it has no session of its own.
      .approved: .superseded,
    ]
    for (request, state) in expected { #expect(BookingState(request: request, session: nil) == state) }
    for session in SessionStatus.allCases {
      #expect(BookingState(request: .approved, session: session).rawValue == session.rawValue)
    }
  }
}
