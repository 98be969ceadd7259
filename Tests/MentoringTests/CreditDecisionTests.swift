import CivilTime
import Mentoring
import Testing

/// Who adds to a ledger of credits, and what is an entry.
@Suite struct CreditDecisionTests {
  private let sam = PersonID(7)

  private func credit(_ amount: Int, _ currency: String = "EUR", _ reason: String = "Lessons", session: Int? = nil)
    -> NewCredit
  {
    NewCredit(
      person: sam, amount: amount, currency: currency, reason: reason, session: session, at: Instant(seconds: 1))
  }

  private func rule(_ credit: NewCredit, by actor: Actor = .organiser, _ people: [PersonID] = []) -> Rule? {
    do throws(Refusal) {
      _ = try decideCredit(credit, by: actor, CreditSituation(people: people))
      return nil
    } catch { return error.rule }
  }

  @Test func onlyTheOrganiserAdds() {
    for actor in Actor.allCases { #expect((rule(credit(1), by: actor) == nil) == (actor == .organiser)) }
  }

  @Test(arguments: [
    (0, false), (1, true), (-1, true), (100_000_000, true), (100_000_001, false), (-100_000_000, true),
    (-100_000_001, false), (Int.min, false), (Int.max, false),
  ]) func anAmountIsWithinBoundsAndNotNothing(_ amount: Int, _ isTaken: Bool) {
    #expect(rule(credit(amount)) == (isTaken ? nil : .amount))
  }

  @Test(arguments: [("EUR", true), ("eur", false), ("", false), ("EU", false), ("EURO", false), ("E\0R", false)])
  func aCurrencyHasItsCode(_ code: String, _ isTaken: Bool) {
    #expect(rule(credit(1, code)) == (isTaken ? nil : .currency))
  }

  @Test(arguments: ["", " \t", "a\0b", String(repeating: "é", count: 201)])
  func aReasonIsNeeded(_ reason: String) { #expect(rule(credit(1, "EUR", reason)) == .reason) }

  @Test func aSessionIsThePersonsOwn() {
    #expect(rule(credit(1, session: 3), [PersonID(1), sam]) == nil)
    #expect(rule(credit(1, session: 3), [PersonID(1), PersonID(2)]) == .session)
    #expect(rule(credit(1, session: 3)) == .session)
  }

  @Test func whatIsThereIsNotWrittenAgain() throws {
    let again = try decideCredit(credit(5), by: .organiser, CreditSituation(isThere: true))
    #expect(again.isNothing && again.notices.isEmpty)
    let new = try decideCredit(credit(5), by: .organiser, CreditSituation())
    #expect(new.changes == [.addCredit(credit(5))] && new.notices == [Notice(.credited, to: sam)])
  }
}
