/// A property of a foreign calendar, understood: what a parser of content lines hands over.
public struct ForeignProperty: Sendable {
  public enum Value: Sendable {
    /// A DATE or DATE-TIME: the reading, and whether a `Z` stands behind it.
    case time(reading: Int, isDate: Bool, isUTC: Bool)
    case duration(EventDuration)
    case period(start: Int, startIsUTC: Bool, end: PeriodEnd)
    /// Seconds east of UTC.
    case offset(Int)
    case text(String)
  }

  public enum PeriodEnd: Sendable {
    case time(reading: Int, isUTC: Bool)
    case duration(EventDuration)
  }

  public var value: Value
  /// TZID; nil without one.
  public var zone: String?
  /// PARTSTAT in capitals.
  public var participation: String?
  /// RANGE=THISANDFUTURE.
  public var coversFuture: Bool
  /// The EMAIL of an attendee.
  public var email: String?

  public init(
    value: Value, zone: String? = nil, participation: String? = nil, coversFuture: Bool = false, email: String? = nil
  ) {
    self.value = value
    self.zone = zone
    self.participation = participation
    self.coversFuture = coversFuture
    self.email = email
  }
}

/// Reads one content line; nil where it is none, or its value is not of its property's kind.
public protocol PropertyParser {
  func property(_ line: [UInt8]) -> ForeignProperty?
}
