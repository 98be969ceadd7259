import Bytes
import CSodium
import CivilTime
import ICalendar

/// The UIDs of a mentor's open slots: UUIDv8 from the generic hash of (the mentor's UUID, start, minutes).
struct SlotUID: ~Copyable {
  private let mentor: String
  private let minutes: Int

  init(mentor uuid: String, minutes: Int) {
    mentor = uuid
    self.minutes = minutes
  }

  /// Appends the UID of the slot at `start`.
  func append(_ start: Instant, to sink: inout ByteSink) {
    let mark = sink.count
    sink.append(mentor)
    sink.append("\n")
    sink.append(rfc3339: start)
    sink.append("\n")
    sink.appendDecimal(minutes)
    replaceByUUID(from: mark, in: &sink)
  }
}

/// The UID of an item without a row of its own: UUIDv8 from the generic hash of (a UUID, its description).
func hashUID(_ uuid: String, _ what: String, _ arena: TextArena) -> Utf8 {
  var sink = ByteSink(capacity: 128)
  sink.append(uuid)
  sink.append("\n")
  sink.append(what)
  replaceByUUID(from: 0, in: &sink)
  return arena.copy(sink.text())
}

/// Hashes everything from `mark` on and replaces it with the UUID of the hash.
private func replaceByUUID(from mark: Int, in sink: inout ByteSink) {
  var hash: (UInt64, UInt64) = (0, 0)
  withUnsafeMutableBytes(of: &hash) { out in
    let input = sink.text(from: mark)
    guard let start = out.baseAddress else { return }
    _ = crypto_generichash(
      start.assumingMemoryBound(to: UInt8.self), out.count,
      input.start.assumingMemoryBound(to: UInt8.self), UInt64(input.count), nil, 0)
  }
  sink.truncate(to: mark)
  sink.append(uuidVersion8: hash)
}
