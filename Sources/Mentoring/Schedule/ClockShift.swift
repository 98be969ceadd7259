import CivilTime

/// The distance between two people's clocks becomes another one: what is 14:00 for one is 15:00 from then on.
public struct ClockShift: Hashable, Sendable {
  /// When the last of the changes happens that make up the shift.
  public var at: Instant
  /// How much later the first clock reads than before, beside the same reading of the second one.
  public var seconds: Int
}

/// How the distance of `own`'s clock from `other`'s differs at two instants; nil when it is the same. Changes that both
/// make together, or that are taken back in between, are none.
public func clockShift(of own: Zone, against other: Zone, from first: Instant, to second: Instant) -> ClockShift? {
  if first >= second || own === other { return nil }
  func distance(_ instant: Instant) -> Int { own.offset(at: instant) - other.offset(at: instant) }
  let seconds = distance(second) - distance(first)
  if seconds == 0 { return nil }
  let range = first.adding(seconds: 1)..<second.adding(seconds: 1)
  let changes = (own.transitions(in: range) + other.transitions(in: range)).map(\.at)
  let last = changes.sorted().last { distance($0) != distance($0.adding(seconds: -1)) }
  return last.map { ClockShift(at: $0, seconds: seconds) }
}
