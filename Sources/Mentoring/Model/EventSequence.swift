import Diagnostics

/// The highest SEQUENCE that the record gives an event. An INTEGER of iCalendar ends at 2147483647 (RFC 5545 section 3.3.8); the
/// last one is left for a build that counts a changed link before the next verb does.
public let highestSequence = 2_147_483_646

/// The SEQUENCE that follows the one an event has.
///
/// - Parameters:
///   - sequence: as the record has it; another program may have written any number.
///   - id: the number of the session or request, for the message.
/// - Throws: a `Diagnostic` of exit code 6 if there is none. No count of real changes comes near it.
public func nextSequence(after sequence: Int, of id: Int) throws(Diagnostic) -> Int {
  guard (0..<highestSequence).contains(sequence) else {
    throw Diagnostic(
      "S-\(id) has the SEQUENCE \(sequence), which cannot rise: calendars read numbers up to \(highestSequence + 1)",
      remedy: "another program wrote it; restore a backup from before with almanac db restore",
      exitCode: .databaseOrDisk)
  }
  return sequence + 1
}
