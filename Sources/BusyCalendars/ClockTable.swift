import CivilTime

/// A clock given as a list of its changes: a calendar's own VTIMEZONE, or a fixed offset.
public struct ClockTable: Sendable {
  /// A period of constant offset: from `start` (seconds since the epoch) on, `offset` seconds east of UTC.
  public struct Period: Hashable, Sendable {
    public var start: Int
    public var offset: Int

    public init(start: Int, offset: Int) {
      self.start = start
      self.offset = offset
    }
  }

  /// Ascending; the first also applies to all time before the second.
  private let periods: [Period]

  /// - Parameters:
  ///   - offset: before the first change.
  ///   - changes: in any order; of several at one instant the last one applies.
  public init(offset: Int, changes: [Period] = []) {
    var all = [Period(start: .min / 2, offset: offset)]
    for (_, change) in changes.enumerated().sorted(by: { ($0.element.start, $0.offset) < ($1.element.start, $1.offset) }
    ) {
      if all.last?.start == change.start { all.removeLast() }
      if all.last?.offset != change.offset { all.append(change) }
    }
    periods = all
  }

  /// The changes after the first offset, ascending; each changes the offset.
  var changes: ArraySlice<Period> { periods.dropFirst() }

  private func index(at instant: Int) -> Int {
    var (low, high) = (0, periods.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if periods[middle].start <= instant { low = middle } else { high = middle }
    }
    return low
  }

  func offset(at instant: Instant) -> Int { periods[index(at: instant.seconds)].offset }

  func instant(of reading: Int) -> Instant {
    var index = index(at: reading - 2 * 86_400)
    while index < periods.count {
      let candidate = reading - periods[index].offset
      // In a gap the clock's earlier offset applies; in a fold the first pass (RFC 5545 3.3.5).
      guard index + 1 < periods.count, candidate >= periods[index + 1].start else { break }
      let next = reading - periods[index + 1].offset
      if next < periods[index + 1].start { break }
      index += 1
    }
    return Instant(seconds: reading - periods[min(index, periods.count - 1)].offset)
  }
}

/// The clock of an event's readings.
public indirect enum EventClock: Sendable {
  case zone(Zone)
  case table(ClockTable)
  /// The name may mean each of these; the likeliest comes first. Never empty.
  case several([EventClock])
  /// The name is unknown: any place on earth. The clock is the likeliest one.
  case anywhere(EventClock)

  /// The clocks whose readings all count as busy.
  var alternatives: [EventClock] {
    if case .several(let clocks) = self { return clocks }
    return [self]
  }

  /// The earliest instant at which such a clock can show a reading.
  func earliest(of reading: Int) -> Instant {
    switch self {
    case .zone, .table: instant(of: reading)
    case .several(let clocks): clocks.map { $0.earliest(of: reading) }.min() ?? Instant(seconds: reading)
    // UTC+14 is the easternmost offset in use, UTC−12 the westernmost.
    case .anywhere: Instant(seconds: reading - 14 * 3600)
    }
  }

  /// The latest instant at which such a clock can show a reading.
  func latest(of reading: Int) -> Instant {
    switch self {
    case .zone, .table: instant(of: reading)
    case .several(let clocks): clocks.map { $0.latest(of: reading) }.max() ?? Instant(seconds: reading)
    case .anywhere: Instant(seconds: reading + 12 * 3600)
    }
  }

  /// The instant at which the clock shows a reading (seconds since 1970-01-01T00:00 on it). In a fold it is the first;
  /// in a gap it is the one by the offset before the gap (RFC 5545 3.3.5), so that a meeting in a skipped hour blocks
  /// the next one.
  public func instant(of reading: Int) -> Instant {
    switch self {
    case .table(let table): return table.instant(of: reading)
    case .several(let clocks): return clocks[0].instant(of: reading)
    case .anywhere(let likeliest): return likeliest.instant(of: reading)
    case .zone(let zone):
      // If the offset is the same two days before and after, there is no change nearby.
      let early = zone.offset(at: Instant(seconds: reading - 2 * 86_400))
      let late = zone.offset(at: Instant(seconds: reading + 2 * 86_400))
      if early == late, zone.offset(at: Instant(seconds: reading - early)) == early {
        return Instant(seconds: reading - early)
      }
      if let first = zone.instants(of: LocalDateTime(secondsSinceEpoch: reading)).first { return first }
      let around = Instant(seconds: reading - 2 * 86_400)..<Instant(seconds: reading + 2 * 86_400)
      let gap = zone.transitions(in: around).first {
        (($0.at.seconds + $0.offsetBefore)..<max($0.at.seconds + $0.offset, $0.at.seconds + $0.offsetBefore))
          .contains(reading)
      }
      return Instant(seconds: reading - (gap?.offsetBefore ?? early))
    }
  }

  /// The reading of the clock at an instant.
  public func reading(at instant: Instant) -> Int {
    switch self {
    case .zone(let zone): instant.seconds + zone.offset(at: instant)
    case .table(let table): instant.seconds + table.offset(at: instant)
    case .several(let clocks): clocks[0].reading(at: instant)
    case .anywhere(let likeliest): likeliest.reading(at: instant)
    }
  }
}
