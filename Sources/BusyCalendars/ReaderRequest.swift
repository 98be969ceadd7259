import CivilTime

/// A request to the reader of external calendars, passed as its arguments; the file is its standard input.
public struct ReaderRequest: Hashable, Sendable {
  /// Must be increased whenever the answer for the same file may change, since cached answers depend on it.
  public static let version = 4
  /// The maximum size of a file in bytes.
  public static let mostOctets = 10 << 20
  /// The maximum size of an answer in bytes: a quarter of a million busy times.
  public static let mostAnswerOctets = 16 << 20

  public enum Kind: String, Sendable {
    /// The person's busy times.
    case busy
    /// The closed dates and their names; events count even if they are marked as free.
    case dates
  }

  public var kind: Kind
  public var window: Interval
  /// The IANA name of the zone of whole days and floating times.
  public var home: String
  /// Mail addresses whose DECLINED counts, in lower case, ascending.
  public var me: [String]
  public var zoneFolder: String

  public init(kind: Kind = .busy, window: Interval, home: String, me: [String] = [], zoneFolder: String) {
    self.kind = kind
    self.window = window
    self.home = home
    self.me = Set(me.map { $0.lowercased() }).sorted()
    self.zoneFolder = zoneFolder
  }

  public var arguments: [String] {
    ["\(Self.version)", kind.rawValue, "\(window.start.seconds)", "\(window.end.seconds)", home, zoneFolder] + me
  }

  /// Nil for arguments of another version.
  public init?(arguments: [String]) {
    guard arguments.count >= 6, arguments[0] == "\(Self.version)", let kind = Kind(rawValue: arguments[1]),
      let start = Int(arguments[2]), let end = Int(arguments[3])
    else { return nil }
    self.init(
      kind: kind, window: Interval(start: Instant(seconds: start), end: Instant(seconds: end)), home: arguments[4],
      me: Array(arguments[6...]), zoneFolder: arguments[5])
  }
}
