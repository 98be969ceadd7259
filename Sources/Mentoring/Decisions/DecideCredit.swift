import CivilTime

/// An entry of somebody's ledger of credits: what she has paid or was given is above 0, what she has used below.
public struct NewCredit: Hashable, Sendable {
  public var person: PersonID
  /// Minor units of `currency` (ISO 4217), never 0.
  public var amount: Int
  public var currency: String
  public var reason: String
  /// The session that it is for.
  public var session: Int?
  /// When it was paid, given or used.
  public var at: Instant

  public init(person: PersonID, amount: Int, currency: String, reason: String, session: Int? = nil, at: Instant) {
    self.person = person
    self.amount = amount
    self.currency = currency
    self.reason = reason
    self.session = session
    self.at = at
  }
}

/// Everything that decides on an entry, freshly read.
public struct CreditSituation: Sendable {
  /// The two of the session that is named; empty where none is, or where there is no such session.
  public var people: [PersonID]
  /// One just like it is there: for the same session, or of the same moment.
  public var isThere: Bool

  public init(people: [PersonID] = [], isThere: Bool = false) {
    self.people = people
    self.isThere = isThere
  }
}

/// What the record takes for one entry, in minor units.
public let creditBounds = -100_000_000...100_000_000

/// Decides on an entry. The ledger is only added to: a wrong entry is made good by one of the opposite amount.
public func decideCredit(
  _ credit: NewCredit, by actor: Actor, _ situation: CreditSituation
) throws(Refusal) -> Decision {
  guard actor == .organiser else { throw Refusal(.actor, "only the organiser adds credits") }
  guard credit.amount != 0, creditBounds.contains(credit.amount) else {
    throw Refusal(.amount, "an amount goes from \(creditBounds.lowerBound) to \(creditBounds.upperBound), but 0")
  }
  guard Currency.isKnown(credit.currency) else {
    throw Refusal(.currency, "a currency is a code of ISO 4217, such as EUR")
  }
  try checkText(credit.reason, .reason, "a reason", most: 200)
  if credit.reason.unicodeScalars.contains(where: isControl) {
    throw Refusal(.reason, "a reason of a credit is one line without signs that cannot be seen")
  }
  if let session = credit.session, !situation.people.contains(credit.person) {
    throw Refusal(.session, "S-\(session) is no session of that person")
  }
  if situation.isThere { return Decision([]) }
  return Decision([.addCredit(credit)], [Notice(.credited, to: credit.person)])
}
