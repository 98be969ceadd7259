import CivilTime
import Storage

/// Whether a command that only shows open times may trust its clock. A machine with a wrong year would publish a site
/// without sessions and feeds; a time given by the user is always used.
enum ClockGuard: Sendable {
  case given
  case system(Instant)

  init(_ invocation: Invocation, _ process: ProcessEnvironment) {
    self = process.isClockGiven(invocation) ? .given : .system(process.systemClock)
  }

  /// - Throws: a `Diagnostic` with exit code 5 if the system clock is far from the record's newest entry.
  func check(_ record: Database) throws {
    guard case .system(let now) = self else { return }
    try checkClock(record, now: now)
  }
}
