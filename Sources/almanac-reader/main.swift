import BusyCalendars
import Bytes
import CivilTime
import Diagnostics
import Glibc

// Reads one external calendar from standard input and prints its busy times. almanac starts it for each file; see
// ReaderRequest for its arguments and ReaderAnswer for its output.

limitThisProcess()

/// The answer to a request for a file.
func answer(to request: ReaderRequest, _ file: [UInt8]) throws(Diagnostic) -> ReaderAnswer {
  let zones = ZoneDirectory(path: request.zoneFolder)
  let home = try zones.zone(named: request.home)
  let names = ZoneNames(zones: zones, home: home, window: request.window)
  var reading = CalendarReading(
    LibicalProperties(), zones: names, me: Set(request.me), window: request.window, keepsFree: request.kind == .dates)
  let calendar = reading.read(file)
  var reckoning = BusyReckoning(
    window: request.window, zones: calendar.zones, names: calendar.names, keepsLabels: request.kind == .dates)
  let times = reckoning.busyTimes(of: calendar.events)
  var answer = ReaderAnswer()
  if request.kind == .dates {
    answer.holidays = holidays(of: times, calendar.labels, in: home)
  } else {
    answer.busy = times.busy
    for (uid, busy) in times.own { answer.own[uid] = busy }
  }
  var problems = calendar.problems
  problems.add(times.problems)
  answer.problems = problems.all.enumerated().sorted {
    ($0.element.line, $0.offset) < ($1.element.line, $1.offset)
  }.map(\.element)
  if problems.more > 0 {
    answer.problems.append(CalendarProblem(line: 0, "\(problems.more) more problems"))
  }
  answer.isDamaged = calendar.isDamaged
  return answer
}

guard let request = ReaderRequest(arguments: Array(CommandLine.arguments.dropFirst())) else {
  // It was started by hand, or by another version of almanac.
  exit(2)
}
guard let file = readStandardInput(limit: ReaderRequest.mostOctets) else { exit(3) }
var sink = ByteSink(capacity: 1 << 16)
do {
  try answer(to: request, file).write(into: &sink)
} catch {
  exit(4)
}
exit(writeStandardOutput(sink.bytes) ? 0 : 5)
