import CivilTime

/// An entry in a person's credit ledger. Amounts paid or granted are positive, amounts used are negative.
public struct NewCredit: Hashable, Sendable {
  public var person: PersonID
  /// Minor units of `currency` (ISO 4217), never 0.
  public var amount: Int
  public var currency: String
  public var reason: String
  /// The session that the entry is for.
  public var session: Int?
  /// When the amount was paid, granted or used.
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

/// The data that a decision on an entry depends on, freshly read.
public struct CreditSituation: Sendable {
  /// The two participants of the given session; empty if no session is given or it does not exist.
  public var people: [PersonID]
  /// Whether the same entry already exists, for the same session or at the same instant.
  public var isThere: Bool

  public init(people: [PersonID] = [], isThere: Bool = false) {
    self.people = people
    self.isThere = isThere
  }
}

/// The amounts that the database accepts for one entry, in minor units.
public let creditBounds = -100_000_000...100_000_000

/// Decides on an entry. Entries are never changed or deleted: an entry with the opposite amount corrects a wrong one.
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
