import CivilTime
import Mentoring
import Testing

/// Free places × people waiting, whatever made the places free.
@Suite struct WaitingLineTests {
  private let now = DecisionGround.received
  private let mentor = DecisionGround.mentor
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
    for full in [line(accepted: 3, [later, nil]), line(isOpen: false, [later]), line(accepted: 3, [now])] {
      #expect(decideOffers(full, now: now) == Decision([offer(10, nil)]))
    }
  }

  @Test func aPlaceThatIsKeptIsNoPlaceForOthers() throws {
    var pair = DecisionGround.pair(nil)
    (pair.capacity, pair.accepted, pair.kept) = (3, 2, 1)
    let ask = ConnectionCommand.request(message: "Hello", goals: [1], joinsWaitingList: false)
    let refusal = DecisionGround.refusal { try decide(ask, by: .student, pair, now: now) }
    #expect(refusal?.rule == .capacity)
    #expect(refusal?.message.contains("keeps the free places") == true)
    pair.kept = 0
    pair.isWaiting = true
    let taken = try decide(ask, by: .student, pair, now: now)
    #expect(taken.changes.last == .removeWaiting(mentor: mentor, student: DecisionGround.student))
  }
}
