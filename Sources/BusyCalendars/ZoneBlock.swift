import CivilTime

/// A VTIMEZONE of an external calendar (RFC 5545 3.6.5), used if its name is unknown or contradicts it.
public struct ZoneBlock: Sendable {
  /// STANDARD or DAYLIGHT; the distinction does not matter.
  public struct Observance: Hashable, Sendable {
    /// The first onset, on the clock before it.
    public var start: Int
    /// Seconds east of UTC; nil if missing in the file.
    public var offsetFrom: Int?
    public var offsetTo: Int
    public var rules: [RecurrenceRule]
    public var added: [Int]

    public init(start: Int, offsetFrom: Int?, offsetTo: Int, rules: [RecurrenceRule] = [], added: [Int] = []) {
      self.start = start
      self.offsetFrom = offsetFrom
      self.offsetTo = offsetTo
      self.rules = rules
      self.added = added
    }
  }

  public var line: Int
  public var observances: [Observance]
  /// X-LIC-LOCATION: the IANA name that libical and Evolution add to their own.
  public var location: String?
  /// One of its rules could not be read.
  public var isDoubtful = false

  public init(line: Int, observances: [Observance] = []) {
    self.line = line
    self.observances = observances
  }

  /// Whether both have the same content, at whatever line.
  func isSame(as other: ZoneBlock) -> Bool {
    observances == other.observances && location == other.location && isDoubtful == other.isDoubtful
  }

  /// The first onset in seconds since the epoch; nil without observances. A block says nothing about earlier times.
  var firstOnset: Int? { observances.map { $0.start - ($0.offsetFrom ?? $0.offsetTo) }.min() }

  /// Whether it has one offset or endless rules. In other blocks, some programs write only the changes around the
  /// events.
  var isEndless: Bool {
    Set(observances.map(\.offsetTo)).count <= 1
      || observances.contains { $0.rules.contains { $0.until == nil && $0.count == nil } }
  }

  /// The block's changes around a window; nil if it has none.
  func table(around window: Interval, budget: inout ExpansionBudget) -> ClockTable? {
    // Some programs omit TZOFFSETFROM; the other observance then gives the offset before.
    let other = observances.map(\.offsetTo)
    var changes: [ClockTable.Period] = []
    var earliest: (start: Int, offset: Int)?
    let year = 400 * 86_400
    for (index, part) in observances.enumerated() {
      let before = part.offsetFrom ?? other.indices.first { $0 != index }.map { other[$0] } ?? part.offsetTo
      var onsets = [part.start] + part.added
      for rule in part.rules {
        var end = window.end.seconds + year
        switch rule.until {
        case .date(let date): end = min(end, date.startUTC.seconds + 86_399)
        case .reading(let reading): end = min(end, reading)
        case .instant(let instant): end = min(end, instant.seconds + before)
        case nil: break
        }
        // A rule that ended long ago still determines the last offset.
        let first = rule.count == nil ? min(window.start.seconds - year, end - year) : part.start
        onsets += RecurrenceExpansion(rule, start: part.start).starts(from: first, through: end, budget: &budget).starts
      }
      for onset in onsets {
        changes.append(ClockTable.Period(start: onset - before, offset: part.offsetTo))
        if onset - before < earliest?.start ?? .max { earliest = (onset - before, before) }
      }
    }
    return earliest.map { ClockTable(offset: $0.offset, changes: changes) }
  }
}
