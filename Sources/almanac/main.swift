import CivilTime
import Diagnostics
import Glibc

// The only place that reads the clock, the environment and the arguments.

var environment: [String: String] = [:]
var entry = environ
while let pointer = entry.pointee {
  let line = String(cString: pointer)
  if let equals = line.utf8.firstIndex(of: UInt8(ascii: "=")) {
    environment[String(line[..<equals])] = String(line[line.utf8.index(after: equals)...])
  }
  entry += 1
}

let programPath = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 4096) { buffer in
  let count = buffer.baseAddress.map { readlink("/proc/self/exe", $0, buffer.count) } ?? 0
  return String(decoding: buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
var clock = timespec()
clock_gettime(CLOCK_REALTIME, &clock)
let process = ProcessEnvironment(
  systemClock: Instant(seconds: clock.tv_sec), environment: environment, console: Console(),
  processors: sysconf(Int32(_SC_NPROCESSORS_ONLN)), programPath: programPath)
signal(SIGPIPE, SIG_IGN)
// Writing beyond `ulimit -f` then fails with an error, which is reported like any other.
signal(SIGXFSZ, SIG_IGN)
let code = Program.standard.run(Array(CommandLine.arguments.dropFirst()), in: process)
if let failure = process.console.failure {
  let cause = String(cString: strerror(failure))
  if code == 0 && process.console.isDone {
    // A caller that sees a failing exit code would repeat the command, and a second booking is worse than a lost line.
    process.console.report(
      "<stdout>: warning: the report cannot be written: \(cause); the command was carried out\n")
    exit(0)
  }
  // Otherwise a truncated list with exit code 0 would look complete.
  process.console.report("<stdout>: error: cannot be written: \(cause); check the disk\n")
  exit(code == 0 ? ExitCode.databaseOrDisk.rawValue : code)
}
exit(code)
