/// What something costs. An amount of 0 is free of charge, and is said to be; where there is no price, nothing is said.
public struct Price: Hashable, Sendable {
  /// What the record takes for a price or a rate, in minor units.
  public static let bounds = 0...100_000_000

  /// In minor units of ``currency``: 2500 is 25.00 EUR.
  public var amount: Int
  /// ISO 4217.
  public var currency: String

  public init(_ amount: Int, _ currency: String) {
    self.amount = amount
    self.currency = currency
  }

  /// Nil unless both parts are there.
  public init?(_ amount: Int?, in currency: String) {
    guard let amount, !currency.isEmpty else { return nil }
    self.init(amount, currency)
  }
}

/// What a mentor's sessions cost: by the hour, and by offer.
public struct PriceList: Hashable, Sendable {
  /// Of an hour; nil where the mentor names none.
  public var hourly: Price?
  /// Of session types that have a price of their own, by id.
  public var offers: [Int: Price]

  public init(hourly: Price? = nil, offers: [Int: Price] = [:]) {
    self.hourly = hourly
    self.offers = offers
  }

  /// What a session costs when it is agreed: the price of its offer, whatever the mentor's rate is; else the rate for its
  /// length, halves of the minor unit rounded up; nil where neither is named. It is kept with the session, so that a later
  /// rate changes no bill.
  ///
  /// - Parameters:
  ///   - minutes: the session's length.
  ///   - offer: the session type that it is of.
  public func price(minutes: Int, offer: Int? = nil) -> Price? {
    if let offer, let fixed = offers[offer] { return fixed }
    return hourly.map { Price(($0.amount * minutes + 30) / 60, $0.currency) }
  }
}
