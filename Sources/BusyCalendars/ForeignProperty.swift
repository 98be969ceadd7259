/// A parsed property of an external calendar, as returned by a parser of content lines.
public struct ForeignProperty: Sendable {
  public enum Value: Sendable {
    /// A DATE or DATE-TIME: the reading, and whether it ends with `Z`.
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
  /// The TZID; nil without one.
  public var zone: String?
  /// The PARTSTAT in upper case.
  public var participation: String?
  /// Whether RANGE=THISANDFUTURE is set.
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

/// Parses one content line. Returns nil if it is malformed, or if its value does not fit its property.
public protocol PropertyParser {
  func property(_ line: [UInt8]) -> ForeignProperty?
}
