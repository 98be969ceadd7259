import Diagnostics

/// The highest SEQUENCE that the database gives an event. An iCalendar INTEGER is at most 2147483647 (RFC 5545 section
/// 3.3.8). The maximum is reserved for a build that counts a changed link before the next verb does.
public let highestSequence = 2_147_483_646

/// The SEQUENCE after an event's current one.
///
/// - Parameters:
///   - sequence: the stored value; another program may have written any number.
///   - id: the id of the session or request, for the message.
/// - Throws: a `Diagnostic` with exit code 6 if there is none. The number of real changes never comes close to it.
public func nextSequence(after sequence: Int, of id: Int) throws(Diagnostic) -> Int {
  guard (0..<highestSequence).contains(sequence) else {
    throw Diagnostic(
      "S-\(id) has the SEQUENCE \(sequence), which cannot rise: calendars read numbers up to \(highestSequence + 1)",
      remedy: "another program wrote it; restore a backup from before with almanac db restore",
      exitCode: .databaseOrDisk)
  }
  return sequence + 1
}
