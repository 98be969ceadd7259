import Bytes
import CivilTime
import Diagnostics

/// Reads a description of mentors and returns their open slots: the slot engine on plain JSON, without a database.
///
/// - Parameters:
///   - bytes: the description as UTF-8 JSON; the handbook's chapter "hours" documents the format.
///   - file: the name of the description in messages.
/// - Returns: `[{"mentor","start","end"}]` in UTC, sorted by the bytes of the mentor's id, then by start.
/// - Throws: all errors with their JSON paths, exit code 5.
public func runSlotSpec(
  _ bytes: UnsafeRawBufferPointer, file: String, zones: some ZoneSource
) throws(Diagnostics) -> [UInt8] {
  var output: [UInt8] = []
  try runSlotSpec(bytes, file: file, zones: zones) { output.append(contentsOf: $0) }
  return output
}

/// Streams the result to `emit` in pieces. Nothing is emitted for an invalid description.
public func runSlotSpec(
  _ bytes: UnsafeRawBufferPointer, file: String, zones: some ZoneSource, emit: (UnsafeRawBufferPointer) -> Void
) throws(Diagnostics) {
  let spec = try SlotSpec(bytes, file: file, zones: zones)
  var sink = ByteSink(capacity: 64 * 1024)
  sink.append("[")
  var isFirst = true
  for mentor in spec.mentors {
    let start = sink.count
    sink.append("{\"mentor\":")
    sink.append(jsonString: mentor.id)
    let prefix = sink.text(from: start).string
    sink.truncate(to: start)
    for slot in openSlots(mentor.schedule, mentor.query) {
      sink.append(isFirst ? "\n" : ",\n")
      isFirst = false
      sink.append(prefix)
      sink.append(",\"start\":\"")
      sink.append(rfc3339: slot)
      sink.append("\",\"end\":\"")
      sink.append(rfc3339: slot.adding(minutes: mentor.schedule.policy.duration))
      sink.append("\"}")
    }
    if sink.count > 32 * 1024 {
      emit(sink.bytes)
      sink.removeAll()
    }
  }
  sink.append(isFirst ? "]\n" : "\n]\n")
  emit(sink.bytes)
}

/// A parsed and validated description.
public struct SlotSpec: Sendable {
  public struct Mentor: Sendable {
    public var id: String
    public var schedule: MentorSchedule
    public var query: SlotQuery
  }

  /// Sorted by the bytes of their ids.
  public var mentors: [Mentor]

  /// The longest allowed range, in days: ten years.
  static let longestSpan = 3660

  public init(_ bytes: UnsafeRawBufferPointer, file: String, zones: some ZoneSource) throws(Diagnostics) {
    var json = JSONDecoding(bytes: bytes, file: file)
    let root: JSONNode
    do { root = try StrictJSONReader.read(bytes) } catch {
      json.refuse(error.path, at: error.offset, error.message)
      throw json.faults
    }
    mentors = []
    let top = json.object(root, "", keys: ["now", "from", "to", "mentors", "student_busy"])
    if let top { read(top, root, &json, zones) }
    try json.faults.throwIfErrors()
    mentors.sort { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
  }

  private mutating func read(
    _ top: [String: JSONNode], _ root: JSONNode, _ json: inout JSONDecoding, _ zones: some ZoneSource
  ) {
    let now = json.require(top, "now", "", at: root.offset).flatMap { json.instant($0, "now") }
    let from = json.require(top, "from", "", at: root.offset).flatMap { json.instant($0, "from") }
    let to = json.require(top, "to", "", at: root.offset).flatMap { json.instant($0, "to") }
    if let from, let to {
      let place = top["to"]?.offset ?? 0
      if to < from { json.refuse("to", at: place, "\"to\" is before \"from\"") }
      if to.since(from) > SlotSpec.longestSpan * 86_400 {
        json.refuse("to", at: place, "the span is longer than \(SlotSpec.longestSpan) days", remedy: "ask for less")
      }
    }
    let studentBusy = json.intervals(top, "student_busy", "")
    // Continue after an error above, to report the mentors' errors as well.
    let query = SlotQuery(
      now: now ?? Instant(seconds: 0), from: from ?? Instant(seconds: 0), to: to ?? Instant(seconds: 0),
      studentBusy: studentBusy)
    _ = json.require(top, "mentors", "", at: root.offset)
    var seen: Set<[UInt8]> = []
    mentors = json.items(top, "mentors", "") { json, node, path in
      guard let mentor = SlotSpec.mentor(node, path, query, &json, zones) else { return nil }
      if !seen.insert(Array(mentor.id.utf8)).inserted {
        json.refuse("\(path).id", at: node.offset, "the mentor \"\(mentor.id)\" stands twice")
      }
      return mentor
    }
  }
}

extension ByteSink {
  /// Appends a JSON string with its quotes (RFC 8259 section 7).
  mutating func append(jsonString text: String) {
    append(byte: UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        append(byte: UInt8(ascii: "\\"))
        append(byte: byte)
      case 0..<32, 127:
        append("\\u00")
        for digit in [byte >> 4, byte & 15] { append(byte: digit < 10 ? 48 + digit : 87 + digit) }
      default: append(byte: byte)
      }
    }
    append(byte: UInt8(ascii: "\""))
  }
}
