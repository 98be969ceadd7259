import Bytes
import CivilTime
import Diagnostics
import Mentoring
import Publishing
import Storage

/// The value of --best, which requires a student and excludes a question about one time.
func wantedBest(_ invocation: Invocation) throws(Diagnostic) -> Int? {
  guard let text = invocation.value("best") else { return nil }
  guard let count = Int(text), (1...1000).contains(count) else {
    throw Diagnostic("--best \"\(text)\"", remedy: "write how many slots, 1 to 1000")
  }
  guard invocation.has("student") else {
    throw Diagnostic("--best needs --student", remedy: "write whom the slot shall suit", exitCode: .usage)
  }
  guard !invocation.has("explain") else {
    throw Diagnostic("both --best and --explain are given", remedy: "give one of them", exitCode: .usage)
  }
  return count
}

/// Writes one line per slot: the instant, both clocks, the points and the reasons for them.
func write(
  _ slots: some Sequence<RankedSlot>, of stored: StoredSchedule, _ student: Zone, json: Bool, into sink: inout ByteSink
) {
  if json { sink.append("[") }
  var isFirst = true
  for slot in slots {
    let end = slot.start.adding(minutes: stored.schedule.policy.duration)
    if json {
      sink.append(isFirst ? "\n" : ",\n")
      sink.append("{\"mentor\":\"\(stored.slug)\",\"start\":\"\(slot.start.rfc3339)\",\"end\":\"\(end.rfc3339)\"")
      sink.append(",\"points\":\(slot.points),\"reasons\":")
      sink.append(json: reasons(of: slot))
      sink.append("}")
    } else {
      sink.append(rfc3339: slot.start)
      sink.append("  ")
      appendLocal(slot.start, stored.schedule.zone, into: &sink)
      sink.append(", ")
      appendLocal(slot.start, student, into: &sink)
      sink.append("  \(slot.points): ")
      sink.append(slot.points == 0 ? "nothing speaks against it" : reasons(of: slot).joined(separator: "; "))
      sink.append("\n")
    }
    isFirst = false
  }
  if json { sink.append(isFirst ? "]\n" : "\n]\n") }
}

/// The reasons for the points.
private func reasons(of slot: RankedSlot) -> [String] {
  var all: [String] = []
  if slot.halfHoursOutside > 0 {
    let minutes = slot.halfHoursOutside * 30
    all.append("up to \(minutes) minutes outside 08:00-20:00 on the student's clock (\(slot.halfHoursOutside))")
  }
  if slot.mentorsOthers > 0 {
    let others = slot.mentorsOthers == 1 ? "another session" : "\(slot.mentorsOthers) other sessions"
    all.append("\(others) of the mentor on that date (\(2 * slot.mentorsOthers))")
  }
  if slot.isNearAnother { all.append("less than a day from something else of the student (3)") }
  if slot.days >= 2 { all.append("\(slot.days) days to wait (\(slot.days / 2))") }
  return all
}
