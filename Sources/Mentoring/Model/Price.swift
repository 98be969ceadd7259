/// A price. An amount of 0 means free of charge and is shown as such; a missing price is not shown.
public struct Price: Hashable, Sendable {
  /// The range that the database accepts for a price or a rate, in minor units.
  public static let bounds = 0...100_000_000

  /// The amount in minor units of ``currency``: 2500 is 25.00 EUR.
  public var amount: Int
  /// ISO 4217.
  public var currency: String

  public init(_ amount: Int, _ currency: String) {
    self.amount = amount
    self.currency = currency
  }

  /// Nil unless both the amount and the currency are given.
  public init?(_ amount: Int?, in currency: String) {
    guard let amount, !currency.isEmpty else { return nil }
    self.init(amount, currency)
  }
}

/// The prices of a mentor's sessions: by the hour, and by session type.
public struct PriceList: Hashable, Sendable {
  /// The hourly rate; nil if the mentor has none.
  public var hourly: Price?
  /// The prices of session types with their own price, by id.
  public var offers: [Int: Price]

  public init(hourly: Price? = nil, offers: [Int: Price] = [:]) {
    self.hourly = hourly
    self.offers = offers
  }

  /// The price of a session at the time of agreement. The session type's price has precedence over the mentor's rate.
  /// The rate is multiplied by the duration, and halves of the minor unit are rounded up. Nil if neither is set. The
  /// price is stored with the session, so that a later change of the rate does not affect it.
  ///
  /// - Parameters:
  ///   - minutes: the duration of the session.
  ///   - offer: the session type.
  public func price(minutes: Int, offer: Int? = nil) -> Price? {
    if let offer, let fixed = offers[offer] { return fixed }
    return hourly.map { Price(($0.amount * minutes + 30) / 60, $0.currency) }
  }
}
