import CivilTime
import Storage

/// Whether a command that only shows what is open may believe its clock. A machine that woke up in another year would publish
/// a site without sessions and feeds; a time that the user gives is what they want to see.
enum ClockGuard: Sendable {
  case given
  case system(Instant)

  init(_ invocation: Invocation, _ process: ProcessEnvironment) {
    self = process.isClockGiven(invocation) ? .given : .system(process.systemClock)
  }

  /// - Throws: `Diagnostic` of exit code 5 for a system clock far from the record's newest entry.
  func check(_ record: Database) throws {
    guard case .system(let now) = self else { return }
    try checkClock(record, now: now)
  }
}
