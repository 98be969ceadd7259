/// A point in time: whole seconds since 1970-01-01T00:00:00Z, leap seconds not counted (POSIX).
@frozen
public struct Instant: Hashable, Comparable, Sendable {
  public var seconds: Int

  @inlinable public init(seconds: Int) { self.seconds = seconds }

  @inlinable public static func < (left: Instant, right: Instant) -> Bool { left.seconds < right.seconds }

  @inlinable public func adding(seconds more: Int) -> Instant { Instant(seconds: seconds &+ more) }
  @inlinable public func adding(minutes: Int) -> Instant { Instant(seconds: seconds &+ minutes &* 60) }
  @inlinable public func adding(hours: Int) -> Instant { Instant(seconds: seconds &+ hours &* 3600) }
  /// The instant `days` days of 86,400 seconds later.
  @inlinable public func adding(days: Int) -> Instant { Instant(seconds: seconds &+ days &* 86_400) }

  /// The elapsed seconds from `earlier` to this instant.
  @inlinable public func since(_ earlier: Instant) -> Int { seconds &- earlier.seconds }

  /// The instant rounded down to a multiple of `step` seconds since the epoch.
  @inlinable public func rounded(downTo step: Int) -> Instant { Instant(seconds: seconds - seconds.floorModulo(step)) }
}

extension Int {
  /// The non-negative remainder for a positive divisor.
  @inlinable @inline(__always)
  public func floorModulo(_ divisor: Int) -> Int {
    let rest = self % divisor
    return rest < 0 ? rest &+ divisor : rest
  }

  /// The quotient rounded towards minus infinity, for a positive divisor.
  @inlinable @inline(__always)
  public func floorDivided(by divisor: Int) -> Int { (self &- floorModulo(divisor)) / divisor }
}
