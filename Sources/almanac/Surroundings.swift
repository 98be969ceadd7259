import CivilTime

/// What a command may know of the world outside: read once in `main`, then passed on as values.
struct Surroundings: Sendable {
  /// The one clock: --now, else SOURCE_DATE_EPOCH, else the system's.
  var now: Instant
  var environment: [String: String]
  var console: Console

  /// Where zones are read: $TZDIR, else the system's folder.
  var zoneFolder: String { environment["TZDIR"] ?? "/usr/share/zoneinfo" }
}
