import Bytes
import Diagnostics
import Mentoring

/// The engine on plain JSON; the record's own mentors are asked by name once the record has readers.
let slotsCommand: CommandSpec = CommandSpec(
  words: ["slots"], summary: "print the open slots of a JSON description",
  options: [
    OptionSpec("spec", value: "FILE", "the description; - reads standard input"),
    OptionSpec("tzdir", value: "DIR", "the folder of time zones (default: $TZDIR, else the system's)"),
  ]
) { invocation, surroundings in
  guard let file = invocation.value("spec") else {
    throw Diagnostic(
      "almanac slots needs --spec", remedy: "write --spec FILE, or --spec - for standard input", exitCode: .usage)
  }
  let description = try readInput(file, limit: 64 << 20)
  let zones = surroundings.zones(for: invocation)
  let slots = try description.withUnsafeBytes {
    try runSlotSpec($0, file: file == "-" ? "<stdin>" : file, zones: zones)
  }
  slots.withUnsafeBytes { surroundings.console.print($0) }
  return 0
}
