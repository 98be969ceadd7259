import Mentoring
import Testing

/// What a session costs, when it is agreed and when it is moved.
struct PriceTests {
  /// 0.01 an hour more than can be divided, and a free offer.
  private static let prices = PriceList(hourly: Price(2501, "EUR"), offers: [3: Price(0, "EUR"), 4: Price(900, "JPY")])

  @Test(
    arguments: [
      (30, nil, 1251), (60, nil, 2501), (90, nil, 3752), (1, nil, 42), (20, nil, 834), (60, 3, 0), (60, 4, 900),
      (60, 5, 2501),
    ] as [(Int, Int?, Int)])
  func anOffersPriceWinsAndHalvesAreRoundedUp(_ minutes: Int, _ offer: Int?, _ amount: Int) {
    #expect(Self.prices.price(minutes: minutes, offer: offer)?.amount == amount)
  }

  @Test func withoutARateNothingIsSaid() {
    #expect(PriceList().price(minutes: 60) == nil)
    #expect(PriceList().price(minutes: 60, offer: 3) == nil)
    #expect(PriceList(hourly: Price(0, "EUR")).price(minutes: 60) == Price(0, "EUR"))
  }

  @Test(
    arguments: [
      ("EUR", 2), ("JPY", 0), ("KWD", 3), ("CLF", 4), ("ISK", 0), ("HUF", 2), ("XYZ", nil), ("eur", nil), ("", nil),
      ("XAU", nil), ("€", nil),
    ] as [(String, Int?)])
  func currenciesHaveTheDigitsOfISO4217(_ code: String, _ digits: Int?) {
    #expect(Currency.digits(of: code) == digits)
  }

  @Test func everyCodeStandsInTheListOnce() {
    #expect(Currency.codes.count == 164)
    #expect(Currency.codes.allSatisfy { $0.utf8.count == 3 && $0.utf8.allSatisfy { (0x41...0x5A).contains($0) } })
  }

  @Test func aBookingTakesThePriceOfItsMoment() throws {
    var situation = try DecisionFixture.situation(now: DecisionFixture.received)
    situation.prices = Self.prices
    var proposal = DecisionFixture.proposal()
    let plain = try decideBooking(
      proposal, by: .student, situation, received: DecisionFixture.received, now: DecisionFixture.received)
    #expect(plain.newRequest?.price == Price(2501, "EUR"))
    proposal.sessionType = 3
    let offer = try decideBooking(
      proposal, by: .student, situation, received: DecisionFixture.received, now: DecisionFixture.received)
    #expect(offer.newRequest?.price == Price(0, "EUR"))
  }

  /// What was agreed, the type's price now, and what the session costs after it was made shorter.
  @Test(
    arguments: [
      (Price(9000, "EUR"), Price(100, "EUR"), Price(9000, "EUR")), (Price(0, "EUR"), nil, Price(0, "EUR")),
      (Price(9000, "EUR"), nil, Price(9000, "EUR")), (nil, nil, nil), (Price(2501, "EUR"), nil, Price(1251, "EUR")),
      (Price(2501, "EUR"), Price(100, "EUR"), Price(2501, "EUR")),
    ] as [(Price?, Price?, Price?)])
  func thePriceOfASessionTypeIsNotByItsLength(_ agreed: Price?, _ now: Price?, _ after: Price?) throws {
    var situation = try DecisionFixture.situation(now: DecisionFixture.received)
    situation.prices = PriceList(hourly: Price(2501, "EUR"))
    situation.prices.offers[3] = now
    var booking = try DecisionFixture.booking(.scheduled)
    booking.price = agreed
    booking.proposal.sessionType = 3
    var shorter = booking.proposal
    shorter.duration = 30
    let decision = try decideMove(
      of: booking, to: shorter, by: .organiser, situation, received: DecisionFixture.received,
      now: DecisionFixture.received)
    #expect(decision.sessionPatch?.price == (after == agreed ? nil : .some(after)))
  }

  @Test(arguments: [(60, nil), (30, Price(1251, "EUR"))] as [(Int, Price?)])
  func aMoveCostsWhatWasAgreedUnlessTheLengthChanges(_ minutes: Int, _ new: Price?) throws {
    var situation = try DecisionFixture.situation(now: DecisionFixture.received)
    situation.prices = Self.prices
    var booking = try DecisionFixture.booking(.scheduled)
    booking.price = Price(4000, "CHF")
    let moved = DecisionFixture.proposal(DecisionFixture.time("2026-11-24T10:00"), minutes: minutes)
    let decision = try decideMove(
      of: booking, to: moved, by: .mentor, situation, received: DecisionFixture.received, now: DecisionFixture.received)
    #expect(decision.sessionPatch?.price == new.map { .some($0) })
    situation.hours.confirmsEach = true
    let asked = try decideMove(
      of: booking, to: moved, by: .student, situation, received: DecisionFixture.received, now: DecisionFixture.received
    )
    #expect(asked.newRequest?.price == new ?? booking.price)
  }
}
