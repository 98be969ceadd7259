import CivilTime
import Diagnostics
import Storage

/// The process's view of its environment: read once in `main`, then passed on as values.
struct ProcessEnvironment: Sendable {
  /// The system's clock, read once.
  var systemClock: Instant
  var environment: [String: String]
  var console: Console
  /// The default number of workers of a build.
  var processors = 1
  /// The path of this program; the reader of external calendars is beside it.
  var programPath = ""

  /// The one clock of a command: --now, otherwise SOURCE_DATE_EPOCH, otherwise the system's.
  func now(for invocation: Invocation) throws(Diagnostic) -> Instant {
    if let text = invocation.value("now") {
      guard let now = Instant(rfc3339: text, dropsFraction: true) else {
        throw Diagnostic("--now \"\(text)\" is no RFC 3339 time", remedy: "write it as 2026-11-24T09:00:00Z")
      }
      guard now.seconds >= 0 else {
        throw Diagnostic("--now \"\(text)\" is before 1970", remedy: "write a time from 1970-01-01T00:00:00Z on")
      }
      return now
    }
    return try machineClock()
  }

  /// The source of ``now(for:)``, which decides how verbs check it.
  func clock(of invocation: Invocation) throws(Diagnostic) -> ClockSource {
    invocation.value("now") == nil ? .machine : .given(machine: try machineClock())
  }

  /// SOURCE_DATE_EPOCH, otherwise the system's clock.
  private func machineClock() throws(Diagnostic) -> Instant {
    if let text = environment["SOURCE_DATE_EPOCH"], !text.isEmpty {
      guard let seconds = Int(text), (0...253_402_300_799).contains(seconds) else {
        throw Diagnostic(
          "SOURCE_DATE_EPOCH is \"\(text)\"", remedy: "set it to whole seconds since 1970, or unset it")
      }
      return Instant(seconds: seconds)
    }
    return systemClock
  }

  /// Whether the user sets the time, with --now or SOURCE_DATE_EPOCH.
  func isClockGiven(_ invocation: Invocation) -> Bool {
    invocation.value("now") != nil || !(environment["SOURCE_DATE_EPOCH"] ?? "").isEmpty
  }

  /// The zones of --tzdir, otherwise of $TZDIR, otherwise of the system.
  func zones(for invocation: Invocation) -> ZoneDirectory {
    let folder = [invocation.value("tzdir"), environment["TZDIR"]].compactMap { $0 }.first { !$0.isEmpty }
    return ZoneDirectory(path: folder ?? "/usr/share/zoneinfo")
  }
}

/// The locations of a programme's files.
struct ProgrammeFolder: Sendable {
  /// The value of --directory, otherwise the current folder.
  var path: String
  /// The value of --db, otherwise almanac.db in the folder.
  var record: String

  init(for invocation: Invocation, environment: [String: String]) {
    path = invocation.value("directory") ?? environment["ALMANAC_DIRECTORY"] ?? "."
    record = invocation.value("db") ?? environment["ALMANAC_DB"] ?? ProgrammeFolder.join(path, "almanac.db")
  }

  /// The output folder: --output, otherwise public in the folder.
  func output(for invocation: Invocation) -> String { invocation.value("output") ?? file("public") }

  func file(_ name: String) -> String { ProgrammeFolder.join(path, name) }

  /// `folder/name`; in the current folder only the name, as users write it.
  static func join(_ folder: String, _ name: String) -> String {
    if folder == "." { return name }
    return folder.utf8.last == UInt8(ascii: "/") ? folder + name : folder + "/" + name
  }
}
