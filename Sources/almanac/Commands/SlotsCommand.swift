import Bytes
import CivilTime
import Diagnostics
import Mentoring
import Publishing
import Storage

let slotsCommand: CommandSpec = CommandSpec(
  words: ["slots"], summary: "print a mentor's open slots, or those of a JSON description",
  operands: [OperandSpec(name: "MENTOR", isOptional: true)],
  options: [
    OptionSpec("spec", value: "FILE", "a JSON description instead of the record; - reads standard input"),
    OptionSpec("from", value: "TIME", "slots that start at or after it: RFC 3339, or local with --zone (default: now)"),
    OptionSpec("until", value: "TIME", "slots that start before it (default: the horizon)"),
    OptionSpec("duration", value: "MINUTES", "length of the session (default: the mentor's first)"),
    OptionSpec("student", value: "EMAIL", "leave out what this student cannot keep"),
    OptionSpec("best", value: "N", "with --student: only the N that suit the two best, the best first, and why"),
    OptionSpec("explain", value: "TIME", "say why a slot does or does not start then"), zoneOption, zoneFolderOption,
  ]
) { invocation, process in
  if let file = invocation.value("spec") {
    guard invocation.operands.isEmpty else {
      throw Diagnostic("both a mentor and --spec are given", remedy: "give one of them", exitCode: .usage)
    }
    if let option = ["from", "until", "duration", "student", "best", "explain", "zone"].first(where: invocation.has) {
      throw Diagnostic(
        "--\(option) is not for --spec", remedy: "leave it out: the description says it", exitCode: .usage)
    }
    let description = try readInput(file, limit: 64 << 20)
    let slots = try description.withUnsafeBytes {
      try runSlotSpec($0, file: file == "-" ? "<stdin>" : file, zones: process.zones(for: invocation))
    }
    slots.withUnsafeBytes { process.console.print($0) }
    return 0
  }
  guard let slug = invocation.operands.first else {
    throw Diagnostic("almanac slots needs a mentor", remedy: "name one, or write --spec FILE", exitCode: .usage)
  }
  let now = try process.now(for: invocation)
  let folder = ProgrammeFolder(for: invocation, environment: process.environment)
  let record = try openRecord(at: folder.record)
  try ClockGuard(invocation, process).check(record)
  let settings = try folder.settings()
  let zones = process.zones(for: invocation)
  let times = try TimeFlags(invocation, zones)
  let calendars = ProgrammeCalendars(folder, settings: settings, zones: zones, now: now, process)
  let reader = ScheduleReader(
    record, zones: zones, programme: settings?.policy ?? ProgrammePolicy(), calendars: calendars)
  // One read transaction, so that hours and sessions are of one moment.
  try record.execute("BEGIN")
  let stored = try reader.schedule(ofMentor: slug, duration: try wantedDuration(invocation), now: now)
  // Report which calendars the times do not take into account.
  if !invocation.has("quiet") { process.console.report(DiagnosticRenderer().render(calendars.findings)) }
  let from = try times.instant("from") ?? now
  let until = try times.instant("until") ?? stored.schedule.policy.horizonEnd ?? now.adding(days: 28)
  guard from <= until else { throw Diagnostic("--from is after --until", remedy: "exchange them") }
  guard until.since(from) <= 3660 * 86_400 else {
    throw Diagnostic("--from and --until are more than ten years apart", remedy: "ask for less")
  }
  let student = try invocation.value("student").map {
    try PersonLookup(record, console: process.console).person($0)
  }
  let busy = try student.map { try reader.busyTimes(of: $0.id, now: now) } ?? []
  let query = SlotQuery(now: now, from: from, to: until, studentBusy: busy)
  let best = try wantedBest(invocation)
  if let instant = try times.instant("explain") {
    let reason = closedReason(at: instant, stored.schedule, query)
    process.console.print(explanation(of: instant, reason, stored, query, json: invocation.has("json")))
    return 0
  }
  var sink = ByteSink(capacity: 1 << 16)
  if let best, let student {
    let zone = try zones.zone(named: student.zone)
    let all = ranked(openSlots(stored.schedule, query), stored.schedule, query, studentZone: zone)
    write(all.prefix(best), of: stored, zone, json: invocation.has("json"), into: &sink)
    process.console.print(sink.bytes)
    return 0
  }
  write(openSlots(stored.schedule, query), of: stored, json: invocation.has("json"), into: &sink)
  process.console.print(sink.bytes)
  return 0
}

/// Writes one line per slot: the instant in UTC, and the mentor's wall clock with its zone.
private func write(_ starts: [Instant], of stored: StoredSchedule, json: Bool, into sink: inout ByteSink) {
  if json { sink.append("[") }
  for (index, start) in starts.enumerated() {
    let end = start.adding(minutes: stored.schedule.policy.duration)
    if json {
      sink.append(index == 0 ? "\n" : ",\n")
      sink.append("{\"mentor\":\"")
      sink.append(stored.slug)
      sink.append("\",\"start\":\"")
      sink.append(rfc3339: start)
      sink.append("\",\"end\":\"")
      sink.append(rfc3339: end)
      sink.append("\"}")
    } else {
      sink.append(rfc3339: start)
      sink.append("  ")
      appendLocal(start, stored.schedule.zone, into: &sink)
      sink.append("\n")
    }
  }
  if json { sink.append(starts.isEmpty ? "]\n" : "\n]\n") }
}

/// Appends a wall time such as `2026-11-24 10:00 Europe/Berlin`.
func appendLocal(_ instant: Instant, _ zone: Zone, into sink: inout ByteSink) {
  let local = zone.local(at: instant)
  sink.append(date: local.date)
  sink.append(" ")
  sink.append(minuteOfDay: local.minuteOfDay)
  sink.append(" ")
  sink.append(zone.name)
}

/// Explains whether a time is open, or closed with the reason and the three nearest open slots.
private func explanation(
  of instant: Instant, _ reason: SlotReason?, _ stored: StoredSchedule, _ query: SlotQuery, json: Bool
) -> String {
  var wide = query
  wide.from = min(query.from, query.now)
  let starts = reason == nil ? [] : openSlots(stored.schedule, wide)
  let nearest = starts.sorted {
    (abs($0.since(instant)), $0) < (abs($1.since(instant)), $1)
  }.prefix(3).sorted()
  var sink = ByteSink()
  if json {
    sink.append("{\"mentor\":\"\(stored.slug)\",\"start\":\"\(instant.rfc3339)\",\"open\":\(reason == nil)")
    if let reason { sink.append(",\"rule\":\"\(reason.rawValue)\",\"message\":\"\(reason.words)\"") }
    let quoted = nearest.map { "\"\($0.rfc3339)\"" }.joined(separator: ",")
    sink.append(",\"slots\":[\(quoted)]}\n")
    return sink.string()
  }
  sink.append(instant.rfc3339)
  sink.append("  ")
  appendLocal(instant, stored.schedule.zone, into: &sink)
  if let reason { sink.append(": closed, \(reason.words) (\(reason.rawValue))\n") } else { sink.append(": open\n") }
  if !nearest.isEmpty { sink.append("nearest open slots:\n") }
  for slot in nearest {
    sink.append("  ")
    sink.append(rfc3339: slot)
    sink.append("  ")
    appendLocal(slot, stored.schedule.zone, into: &sink)
    sink.append("\n")
  }
  return sink.string()
}
