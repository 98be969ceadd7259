import CivilTime
import Mentoring
import Testing

/// Free places × people waiting, whatever made the places free.
@Suite struct WaitingLineTests {
  private let now = DecisionFixture.received
  private let mentor = DecisionFixture.mentor
  private var until: Instant { now.adding(hours: 72) }

  private func line(
    capacity: Int = 3, accepted: Int = 2, pending: Int = 0, isOpen: Bool = true, _ offers: [Instant?]
  ) -> WaitingLine {
    WaitingLine(
      mentor: mentor, isOpen: isOpen, capacity: capacity, accepted: accepted, pending: pending,
      line: offers.enumerated().map { WaitingLine.Place(student: PersonID(10 + $0), offeredUntil: $1) })
  }

  private func offer(_ student: Int, _ until: Instant?) -> Change {
    .setWaiting(mentor: mentor, student: PersonID(student), offeredUntil: until)
  }

  @Test func aFreePlaceIsOfferedToTheHeadOfTheLine() {
    let decision = decideOffers(line([nil, nil]), now: now)
    #expect(decision.changes == [offer(10, until)])
    #expect(decision.notices == [Notice(.placeFree, to: PersonID(10))])
  }

  @Test func asManyAreToldAsPlacesAreFree() {
    #expect(decideOffers(line(accepted: 1, [nil, nil, nil]), now: now).told == [PersonID(10), PersonID(11)])
    #expect(decideOffers(line(capacity: 0, [nil, nil, nil]), now: now).told.count == 3, "no limit any more")
    #expect(decideOffers(line(accepted: 1, pending: 1, [nil, nil]), now: now).told == [PersonID(10)])
  }

  @Test func nobodyIsToldOfAPlaceThatIsNotThere() {
    for full in [
      line(accepted: 3, [nil]), line(accepted: 5, [nil]), line(isOpen: false, [nil]), line(pending: 1, [nil]),
      line([]),
    ] {
      #expect(decideOffers(full, now: now) == Decision([]))
    }
  }

  @Test func anOfferThatStandsIsNotToldAgain() {
    let later = now.adding(hours: 1)
    #expect(decideOffers(line([later, nil]), now: now) == Decision([]))
    #expect(decideOffers(line(accepted: 1, [later, nil]), now: now).told == [PersonID(11)])
  }

  @Test func whoeverLetsAnOfferPassLeavesTheLineAndTheNextIsTold() {
    let decision = decideOffers(line([now, nil]), now: now)
    #expect(decision.changes == [.removeWaiting(mentor: mentor, student: PersonID(10)), offer(11, until)])
    #expect(decision.notices == [Notice(.placeExpired, to: PersonID(10)), Notice(.placeFree, to: PersonID(11))])
  }

  @Test func anOfferIsTakenBackWithItsPlaceAndTheStudentStaysInLine() {
    let later = now.adding(hours: 1)
    for full in [line(accepted: 3, [later, nil]), line(isOpen: false, [later])] {
      #expect(
        decideOffers(full, now: now)
          == Decision([offer(10, nil)], [Notice(.placeWithdrawn, to: PersonID(10))]))
    }
    // Whoever let it pass before has left the line, whenever somebody looks.
    let late = decideOffers(line(accepted: 3, [now]), now: now)
    #expect(late.changes == [.removeWaiting(mentor: mentor, student: PersonID(10))])
  }

  /// Another request in the place of one that waits would take what the head of the line is kept.
  @Test(
    arguments: [
      (MentorPlaces(capacity: 4, accepted: 2, pending: 1, kept: 1, waitingLonger: 1), true),
      (MentorPlaces(capacity: 4, accepted: 2, pending: 1, kept: 0, waitingLonger: 0), false),
      (MentorPlaces(capacity: 4, accepted: 3, pending: 1, kept: 0, waitingLonger: 1), true),
      (MentorPlaces(capacity: 5, accepted: 2, pending: 1, kept: 1, waitingLonger: 1), false),
      (MentorPlaces(capacity: 0, accepted: 9, pending: 9, kept: 1, waitingLonger: 1), false),
      (MentorPlaces(capacity: 2, accepted: 2, pending: 0, kept: 0, waitingLonger: 0), true),
    ])
  func aPendingRequestCountsWhereSomebodyWaits(_ places: MentorPlaces, _ isFull: Bool) throws {
    var pair = DecisionFixture.pair(nil)
    pair.places = places
    let ask = ConnectionCommand.request(message: "Hello", goals: [1], joinsWaitingList: false)
    #expect(DecisionFixture.rule { try decide(ask, by: .student, pair, now: now) } == (isFull ? .capacity : nil))
    #expect(
      availableActions(for: .student, on: pair.standing, policy: ProgrammePolicy(), now: now).contains(.request)
        == !isFull)
  }

  @Test func aPlaceThatIsKeptIsNoPlaceForOthers() throws {
    var pair = DecisionFixture.pair(nil)
    pair.places = MentorPlaces(capacity: 3, accepted: 2, kept: 1)
    let ask = ConnectionCommand.request(message: "Hello", goals: [1], joinsWaitingList: false)
    let refusal = DecisionFixture.refusal { try decide(ask, by: .student, pair, now: now) }
    #expect(refusal?.rule == .capacity)
    #expect(refusal?.message.contains("keeps the free places") == true)
    pair.places.kept = 0
    pair.isWaiting = true
    let taken = try decide(ask, by: .student, pair, now: now)
    #expect(taken.changes.last == .removeWaiting(mentor: mentor, student: DecisionFixture.student))
  }
}
