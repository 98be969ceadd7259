import CivilTime

/// A change of the time difference between two people's clocks: from then on, what was 14:00 for one of them is 15:00.
public struct ClockShift: Hashable, Sendable {
  /// The instant of the last clock change that contributes to the shift.
  public var at: Instant
  /// How many seconds later the first clock is than before, for the same reading of the second clock.
  public var seconds: Int
}

/// The change of the difference between `own`'s and `other`'s clock between two instants; nil if there is none. Changes
/// that both clocks make together, or that are reversed in between, do not count.
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

/// The first noon on `other`'s clock by which the next change of the difference from `own`'s clock takes effect; nil if
/// there is none before `end`.
///
/// Morocco's clock change for Ramadan lasts less than six weeks: of two changes that cancel each other out, the first
/// is reported. A difference that exists for part of a day only and is gone by noon is not reported.
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
