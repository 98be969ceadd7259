/// The instants from `start` (inclusive) to `end` (exclusive).
@frozen
public struct Interval: Hashable, Sendable {
  public var start: Instant
  public var end: Instant

  @inlinable public init(start: Instant, end: Instant) {
    self.start = start
    self.end = end
  }

  /// Whether the interval contains no instant, because `end` is not after `start`.
  @inlinable public var isEmpty: Bool { end <= start }

  /// The elapsed seconds.
  @inlinable public var seconds: Int { max(0, end.since(start)) }

  @inlinable public func contains(_ instant: Instant) -> Bool { start <= instant && instant < end }

  /// Whether the intervals share an instant. Adjacent intervals do not overlap.
  @inlinable public func overlaps(_ other: Interval) -> Bool {
    max(start, other.start) < min(end, other.end)
  }
}

extension Interval: Comparable {
  /// Orders by start, then by end.
  @inlinable public static func < (left: Interval, right: Interval) -> Bool {
    left.start == right.start ? left.end < right.end : left.start < right.start
  }
}

/// A set of instants, stored as ascending, non-empty intervals that neither overlap nor touch.
@frozen
public struct IntervalSet: Hashable, Sendable {
  public private(set) var intervals: [Interval]

  public init() { intervals = [] }

  /// Creates a set from intervals in any order. Empty intervals are removed; overlapping and adjacent ones are merged.
  public init(_ unsorted: [Interval]) {
    intervals = unsorted
    for index in intervals.indices.dropFirst() where intervals[index] < intervals[index - 1] {
      intervals.sort()
      break
    }
    var kept = 0
    for index in intervals.indices where !intervals[index].isEmpty {
      if kept > 0, intervals[index].start <= intervals[kept - 1].end {
        intervals[kept - 1].end = max(intervals[kept - 1].end, intervals[index].end)
      } else {
        intervals[kept] = intervals[index]
        kept += 1
      }
    }
    intervals.removeLast(intervals.count - kept)
  }

  /// Creates a set from intervals that already satisfy the rules of this type.
  private init(ordered intervals: [Interval]) { self.intervals = intervals }

  public var isEmpty: Bool { intervals.isEmpty }

  /// The total of the elapsed seconds.
  public var seconds: Int { intervals.reduce(0) { $0 + $1.seconds } }

  public func union(_ other: IntervalSet) -> IntervalSet {
    if other.isEmpty { return self }
    if isEmpty { return other }
    return IntervalSet(intervals + other.intervals)
  }

  public func subtracting(_ other: IntervalSet) -> IntervalSet {
    if other.isEmpty || isEmpty { return self }
    var rest: [Interval] = []
    var next = 0
    for var left in intervals {
      while next < other.intervals.count, other.intervals[next].end <= left.start { next += 1 }
      var cut = next
      while cut < other.intervals.count, other.intervals[cut].start < left.end {
        let hole = other.intervals[cut]
        if left.start < hole.start { rest.append(Interval(start: left.start, end: hole.start)) }
        left.start = hole.end
        if left.isEmpty { break }
        cut += 1
      }
      if !left.isEmpty { rest.append(left) }
    }
    return IntervalSet(ordered: rest)
  }

  public func intersection(_ other: IntervalSet) -> IntervalSet {
    var both: [Interval] = []
    var (here, there) = (0, 0)
    while here < intervals.count, there < other.intervals.count {
      let (left, right) = (intervals[here], other.intervals[there])
      let shared = Interval(start: max(left.start, right.start), end: min(left.end, right.end))
      if !shared.isEmpty { both.append(shared) }
      if left.end < right.end { here += 1 } else { there += 1 }
    }
    return IntervalSet(ordered: both)
  }

  public func contains(_ instant: Instant) -> Bool {
    guard let last = lastStarting(atOrBefore: instant) else { return false }
    return instant < last.end
  }

  /// Whether every instant of `interval` is in the set. True for an empty interval.
  public func contains(_ interval: Interval) -> Bool {
    if interval.isEmpty { return true }
    guard let last = lastStarting(atOrBefore: interval.start) else { return false }
    return interval.end <= last.end
  }

  /// Whether some instant of `interval` is in the set.
  public func overlaps(_ interval: Interval) -> Bool { firstOverlap(with: interval) != nil }

  /// The first member that shares an instant with `interval`.
  public func firstOverlap(with interval: Interval) -> Interval? {
    if interval.isEmpty { return nil }
    let index = firstIndex(endingAfter: interval.start)
    guard index < intervals.count, intervals[index].start < interval.end else { return nil }
    return intervals[index]
  }

  /// The index of the first member whose end is after `instant`; `intervals.count` if there is none.
  public func firstIndex(endingAfter instant: Instant) -> Int {
    var (low, high) = (0, intervals.count)
    while low < high {
      let middle = (low + high) / 2
      if intervals[middle].end <= instant { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func lastStarting(atOrBefore instant: Instant) -> Interval? {
    var (low, high) = (0, intervals.count)
    while low < high {
      let middle = (low + high) / 2
      if intervals[middle].start <= instant { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? intervals[low - 1] : nil
  }
}
