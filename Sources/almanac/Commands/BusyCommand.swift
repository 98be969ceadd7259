import BusyCalendars
import Bytes
import CivilTime
import Diagnostics
import Publishing
import Storage

/// The command that shows how a calendar file is read, for organisers, tests and other programs. Nothing is cached.
let busyCommand = CommandSpec(
  words: ["busy"], summary: "print when calendar files keep somebody busy",
  operands: [OperandSpec(name: "FILE", repeats: true)],
  options: [
    OptionSpec("from", value: "TIME", "the window's beginning: RFC 3339, or local with --zone (default: now)"),
    OptionSpec("until", value: "TIME", "its end (default: 28 days later)"), zoneOption,
    OptionSpec("me", value: "ADDR", repeats: true, "what this mail address declined is free; may be given again"),
    OptionSpec("home", value: "ZONE", "the zone of whole days and of times without one (default: zone in site.yaml)"),
    zoneFolderOption,
  ]
) { invocation, process in
  let now = try process.now(for: invocation)
  let zones = process.zones(for: invocation)
  let times = try TimeFlags(invocation, zones)
  let from = try times.instant("from") ?? now
  let until = try times.instant("until") ?? from.adding(days: 28)
  guard from < until else { throw Diagnostic("--from is not before --until", remedy: "exchange them") }
  let folder = ProgrammeFolder(for: invocation, environment: process.environment)
  let home =
    try invocation.value("home").map { try zones.zone(written: $0) }
    ?? zones.zone(named: folder.settings()?.zone ?? "UTC")
  let request = ReaderRequest(
    window: Interval(start: from, end: until), home: home.name, me: invocation.all("me"), zoneFolder: zones.path)
  let reader = try CalendarReader(process)
  let uids = try OwnUIDs(folder)
  var answers: [(file: String, answer: ReaderAnswer)] = []
  for file in invocation.operands where !answers.contains(where: { $0.file == file }) {
    var answer: ReaderAnswer
    do {
      answer = try reader.read(try readInput(file, limit: ReaderRequest.mostOctets), request).answer
    } catch let unread as Diagnostic where unread.exitCode == .invalidInput {
      answer = ReaderAnswer(failure: unread.message)
    }
    for (uid, busy) in answer.own where try !uids.contain(uid) { answer.busy += busy }
    answer.busy = IntervalSet(answer.busy).intervals
    answers.append((file, answer))
  }
  let isAllRead = answers.allSatisfy { !$0.answer.isDamaged }
  if invocation.has("json") {
    var sink = ByteSink(capacity: 1 << 16)
    writeJSON(answers, into: &sink)
    process.console.print(sink.bytes)
  } else {
    for (file, answer) in answers {
      for interval in answer.busy {
        process.console.print("\(visible(file))  \(interval.start.rfc3339)  \(interval.end.rfc3339)\n")
      }
    }
  }
  for (file, answer) in answers where !invocation.has("quiet") || answer.isDamaged {
    for problem in answer.problems {
      let place = Place(file: file, line: problem.line > 0 ? problem.line : nil)
      let severity: Severity = answer.isDamaged ? .error : .warning
      process.console.report(DiagnosticRenderer().render(Diagnostic(severity, at: place, problem.message)))
    }
  }
  return (isAllRead ? ExitCode.done : .invalidInput).rawValue
}

/// Writes `{"file":{"busy":[["…Z","…Z"]],"problems":["…"]}}`, with the files in the order of the command line.
private func writeJSON(_ answers: [(file: String, answer: ReaderAnswer)], into sink: inout ByteSink) {
  sink.append("{")
  for (place, (file, answer)) in answers.enumerated() {
    sink.append(place == 0 ? "" : ",\n ")
    sink.append(json: file)
    sink.append(":{\"busy\":[")
    for (number, interval) in answer.busy.enumerated() {
      sink.append(number == 0 ? "[\"" : ",[\"")
      sink.append(rfc3339: interval.start)
      sink.append("\",\"")
      sink.append(rfc3339: interval.end)
      sink.append("\"]")
    }
    sink.append("],\"problems\":")
    sink.append(json: answer.problems.map(\.words))
    sink.append("}")
  }
  sink.append("}\n")
}

/// The UIDs of the record in the folder, if there is one.
private struct OwnUIDs {
  private let rows: Statement?

  init(_ folder: ProgrammeFolder) throws {
    guard try fileExists(folder.record) else {
      rows = nil
      return
    }
    rows = try Statement(
      "SELECT 1 FROM session WHERE uid = ?1 UNION ALL SELECT 1 FROM request WHERE uid = ?1",
      on: try openRecord(at: folder.record))
  }

  func contain(_ uid: String) throws -> Bool {
    guard let rows else { return false }
    rows.bind(uid, at: 1)
    defer { rows.reset() }
    return try rows.step()
  }
}
