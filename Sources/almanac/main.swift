import CivilTime
import Diagnostics
import Glibc
import Mentoring

// Only `slots --spec FILE|-` so far; the argument table takes this file's place.
func put(_ octets: UnsafeRawBufferPointer, to file: Int32) {
  var done = 0
  while done < octets.count {
    let wrote = write(file, octets.baseAddress?.advanced(by: done), octets.count - done)
    if wrote < 0, errno == EINTR { continue }
    guard wrote > 0 else { exit(ExitCode.databaseOrDisk.rawValue) }
    done += wrote
  }
}

func leave(_ message: String, _ code: ExitCode) -> Never {
  Array(message.utf8).withUnsafeBytes { put($0, to: STDERR_FILENO) }
  exit(code.rawValue)
}

let arguments = CommandLine.arguments
guard arguments.count == 4, arguments[1] == "slots", arguments[2] == "--spec" else {
  leave("almanac: error: usage: almanac slots --spec FILE|-\n", .usage)
}
let input = arguments[3] == "-" ? STDIN_FILENO : open(arguments[3], O_RDONLY | O_CLOEXEC)
var spec: [UInt8] = []
var chunk = [UInt8](repeating: 0, count: 1 << 16)
while true {
  let got = read(input, &chunk, chunk.count)
  if got < 0, errno == EINTR { continue }
  if got < 0 { leave("almanac: error: cannot read \(visible(arguments[3]))\n", .invalidInput) }
  if got == 0 { break }
  spec.append(contentsOf: chunk.prefix(got))
}
let folder = getenv("TZDIR").map { String(cString: $0) } ?? "/usr/share/zoneinfo"
do {
  let zones = ZoneDirectory(path: folder)
  try spec.withUnsafeBytes { bytes in
    try runSlotSpec(bytes, file: arguments[3], zones: zones) { put($0, to: STDOUT_FILENO) }
  }
} catch let faults as Diagnostics { leave(DiagnosticRenderer().render(faults), faults.exitCode) }
