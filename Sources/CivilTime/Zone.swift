import Diagnostics

/// A time zone of the IANA database: the offsets from UTC and the instants they change.
///
/// Built from a TZif file (RFC 8536, version 2 or later) including its POSIX footer.
package final class Zone: Sendable, Equatable {
  /// The name as the record gives it; links are not rewritten.
  package let name: String

  /// One change of the clock.
  package struct Transition: Hashable, Sendable {
    package var at: Instant
    /// Seconds east of UTC before and from `at` on.
    package var offsetBefore: Int
    package var offset: Int
    /// The abbreviation in force from `at` on.
    package var abbreviation: String
  }

  init(name: String) { self.name = name }

  package static let utc = Zone(name: "UTC")

  package static func == (left: Zone, right: Zone) -> Bool { left === right || left.name == right.name }

  /// Seconds east of UTC at an instant.
  package func offset(at instant: Instant) -> Int { 0 }

  /// What the wall clock reads at an instant.
  package func local(at instant: Instant) -> LocalDateTime {
    LocalDateTime(secondsSinceEpoch: instant.seconds + offset(at: instant))
  }

  /// Every instant at which the wall clock reads `local`, ascending: none in a gap, two in a fold.
  package func instants(of local: LocalDateTime) -> [Instant] { [Instant(seconds: local.secondsSinceEpoch)] }

  /// The changes of offset with `range.lowerBound <= at < range.upperBound`, ascending. Entries of the file that
  /// leave the offset as it is are not changes.
  package func transitions(in range: Range<Instant>) -> [Transition] { [] }
}

/// Reads zones from a folder of TZif files, each once.
package protocol ZoneSource {
  /// tzdata's version, for example `2025b`; nil when the folder does not tell.
  var version: String? { get }
  /// Throws a `Diagnostic` with did-you-mean for a name that is not in the folder.
  func zone(named name: String) throws(Diagnostic) -> Zone
}
