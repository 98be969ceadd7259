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

/// The first noon on `other`'s clock that the next change of the distance from `own`'s makes another time on it; nil when none
/// happens until `end`.
///
/// Morocco's month of Ramadan is shorter than six weeks: of two changes that take each other back the first one is told. What
/// two clocks do apart on one day, and have taken back by noon, is none.
public func noonAfterShift(of own: Zone, against other: Zone, after now: Instant, until end: Instant) -> Instant? {
  if own === other || now >= end { return nil }
  func distance(_ instant: Instant) -> Int { own.offset(at: instant) - other.offset(at: instant) }
  let range = now.adding(seconds: 1)..<end.adding(seconds: 1)
  let changes = (own.transitions(in: range) + other.transitions(in: range)).map(\.at)
  for change in changes.sorted() {
    var date = other.local(at: change).date
    for _ in 0..<2 {
      let noon = other.instants(of: LocalDateTime(date: date, secondOfDay: 12 * 3600)).first
      if let noon, noon > change {
        if distance(noon) != distance(now) { return noon }
        break
      }
      date = date.adding(days: 1)
    }
  }
  return nil
}
