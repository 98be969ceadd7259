import Diagnostics

/// A time zone of the IANA database: the offsets from UTC and the instants at which they change.
///
/// Created from a TZif file (RFC 8536, version 2 or later). The rule in its POSIX footer is expanded up to the end of
/// ``lastTabulatedYear``. Later instants are looked up 400 years earlier: the Gregorian calendar repeats after 146,097
/// days, a whole number of weeks, so every footer rule repeats too.
public final class Zone: Sendable, Equatable {
  /// The name as stored; links are not resolved.
  public let name: String

  /// One change of the clock.
  public struct Transition: Hashable, Sendable {
    public var at: Instant
    /// Seconds east of UTC before and from `at` on.
    public var offsetBefore: Int
    public var offset: Int
    /// The abbreviation in force from `at` on.
    public var abbreviation: String
  }

  /// A period of the table: from `start` (seconds since the epoch) on.
  @usableFromInline struct Period: Sendable {
    @usableFromInline var start: Int
    /// Seconds east of UTC.
    @usableFromInline var offset: Int32
    /// Index into `abbreviations`.
    @usableFromInline var abbreviation: Int32
  }

  static let lastTabulatedYear = 2500
  /// 2501-01-01T00:00:00Z.
  @usableFromInline static let tableEnd = 16_756_761_600
  /// 400 Gregorian years in seconds.
  @usableFromInline static let cycle = 146_097 * 86_400
  /// The limit for instants, about ±146,000 years. Within it the arithmetic below cannot overflow; no real input
  /// exceeds it.
  @usableFromInline static let bound = 1 << 42

  /// In ascending order; the first period starts before every instant.
  @usableFromInline let periods: [Period]
  let abbreviations: [String]

  init(name: String, table: ZoneTable) {
    self.name = name
    self.periods = table.periods
    self.abbreviations = table.abbreviations
  }

  public static let utc = Zone(name: "UTC", table: .fixed(offset: 0, abbreviation: "UTC"))

  /// - Parameter bytes: a TZif file.
  /// - Throws: ``TZifError`` for anything that is not a well-formed file of version 2 or later.
  public convenience init(name: String, tzif bytes: [UInt8]) throws(TZifError) {
    self.init(name: name, table: try readTZif(bytes))
  }

  public static func == (left: Zone, right: Zone) -> Bool { left === right || left.name == right.name }

  /// Maps an instant into the table; `shift` is the number of seconds subtracted.
  @inlinable @inline(__always)
  static func tabulated(_ seconds: Int) -> (seconds: Int, shift: Int) {
    guard seconds >= tableEnd else { return (seconds, 0) }
    let shift = ((min(seconds, bound) &- tableEnd) / cycle &+ 1) &* cycle
    return (min(seconds, bound) &- shift, shift)
  }

  /// The index of the period that contains `seconds`, which must be in the table's range.
  @inlinable
  func period(at seconds: Int) -> Int {
    periods.withUnsafeBufferPointer { periods in
      var low = 0
      var high = periods.count
      while high &- low > 1 {
        let middle = (low &+ high) / 2
        if periods[middle].start <= seconds { low = middle } else { high = middle }
      }
      return low
    }
  }

  /// Seconds east of UTC at an instant.
  @inlinable public func offset(at instant: Instant) -> Int {
    if periods.count == 1 { return Int(periods[0].offset) }
    return Int(periods[period(at: Zone.tabulated(instant.seconds).seconds)].offset)
  }

  /// The wall clock's reading at an instant.
  @inlinable public func local(at instant: Instant) -> LocalDateTime {
    LocalDateTime(secondsSinceEpoch: instant.seconds &+ offset(at: instant))
  }

  /// The abbreviation in force, for example `CET` or `+0545`. For display only: it does not identify a zone.
  public func abbreviation(at instant: Instant) -> String {
    let index = Int(periods[period(at: Zone.tabulated(instant.seconds).seconds)].abbreviation)
    return abbreviations.indices.contains(index) ? abbreviations[index] : ""
  }

  /// Every instant at which the wall clock reads `local`, ascending: none in a gap, two in a fold.
  public func instants(of local: LocalDateTime) -> [Instant] {
    let (reading, shift) = Zone.tabulated(local.secondsSinceEpoch)
    // An offset is less than 26 hours (RFC 8536 section 3.2), so the instant is within that of the reading.
    let reach = 26 * 3600
    var index = period(at: reading - reach)
    var found: [Instant] = []
    while index < periods.count, index == 0 || periods[index].start <= reading + reach {
      let candidate = reading - Int(periods[index].offset)
      let end = index + 1 < periods.count ? periods[index + 1].start : Int.max
      if candidate >= periods[index].start, candidate < end { found.append(Instant(seconds: candidate + shift)) }
      index += 1
    }
    // In ascending order, because the periods are, and each contributes at most one instant.
    return found
  }

  /// The changes of offset with `range.lowerBound <= at < range.upperBound`, in ascending order. Entries of the file
  /// that do not change the offset are omitted.
  public func transitions(in range: Range<Instant>) -> [Transition] {
    var found: [Transition] = []
    var from = range.lowerBound.seconds
    let end = min(range.upperBound.seconds, Zone.bound)
    while from < end, periods.count > 1 {
      let (lower, shift) = Zone.tabulated(from)
      let upper = min(end - shift, Zone.tableEnd)
      var index = max(1, period(at: lower))
      while index < periods.count, periods[index].start < upper {
        let period = periods[index]
        let before = periods[index - 1].offset
        if period.start >= lower, period.offset != before {
          let name = Int(period.abbreviation)
          found.append(
            Transition(
              at: Instant(seconds: period.start + shift), offsetBefore: Int(before), offset: Int(period.offset),
              abbreviation: abbreviations.indices.contains(name) ? abbreviations[name] : ""))
        }
        index += 1
      }
      from = upper + shift
    }
    return found
  }
}

/// A source of time zones, such as a folder of TZif files. Each zone is read once.
public protocol ZoneSource {
  /// The version of tzdata, for example `2025b`; nil if unknown.
  var version: String? { get }
  /// Throws a `Diagnostic` with a suggestion for a name that is not in the folder.
  func zone(named name: String) throws(Diagnostic) -> Zone
}
