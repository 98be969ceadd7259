import CivilTime
import Diagnostics

/// The flag of commands that take times: a time without an offset is a wall time in this zone.
let zoneOption = OptionSpec("zone", value: "ZONE", "the zone of times without an offset, such as 2026-11-24T10:00")

/// The flag that selects one of two instants for a wall time that the clock repeats.
let foldOption = OptionSpec(
  "fold", value: "WHICH", choices: ["first", "second"],
  "with a local time that the clock reads twice, when it is set back: first or second")

let zoneFolderOption = OptionSpec(
  "tzdir", value: "DIR", "the folder of time zones (default: $TZDIR, else the system's)")

/// Parses the times of a command line: RFC 3339, or wall times with --zone.
///
/// A wall time that the clock skips or repeats is never guessed: the error shows both meanings.
struct TimeFlags {
  private let invocation: Invocation
  /// Nil if the command has no --zone for its times, or the flag is not given.
  private let zone: Zone?
  private let takesZone: Bool

  /// - Throws: an error for an unknown --zone, and for one without a time.
  init(_ invocation: Invocation, _ zones: ZoneDirectory) throws(Diagnostic) {
    self.invocation = invocation
    // A person's own --zone is unrelated to times.
    takesZone = invocation.command.options.contains { $0.long == zoneOption.long && $0.help == zoneOption.help }
    guard takesZone, let name = invocation.value(zoneOption.long) else {
      zone = nil
      return
    }
    zone = try zones.zone(written: name)
    let hasTime = invocation.command.options.contains { $0.value == "TIME" && invocation.has($0.long) }
    guard hasTime || invocation.has("where") else {
      throw Diagnostic(
        "--zone is for times, and none is given",
        remedy: "leave it out, or see almanac help \(invocation.command.name)",
        exitCode: .usage)
    }
  }

  /// The time of a flag; nil if it is not given.
  func instant(_ option: String) throws(Diagnostic) -> Instant? {
    guard let text = invocation.value(option) else { return nil }
    return try instant(of: text, in: "--\(option)")
  }

  /// The time of a flag that also accepts a date, which then means the last second of that day.
  ///
  /// - Parameter own: the zone of the date if there is no --zone.
  func end(_ option: String, zone own: () throws -> Zone) throws -> Instant? {
    guard let text = invocation.value(option), let date = CivilDate(iso: text) else { return try instant(option) }
    let clock = try zone ?? own()
    let last = clock.instants(of: LocalDateTime(date: date, secondOfDay: 86_399)).last
    // A clock that is set forward at midnight does not have this second.
    let next = clock.instants(of: LocalDateTime(date: date.adding(days: 1), secondOfDay: 0)).first
    return try writable(last ?? next ?? date.adding(days: 1).startUTC, text, "--\(option)")
  }

  /// - Parameter place: the name of the time in an error: `--start`, `--where before`.
  func instant(of text: String, in place: String) throws(Diagnostic) -> Instant {
    if let instant = Instant(rfc3339: text) { return instant }
    guard let local = LocalDateTime(iso: text) else {
      let orLocal = takesZone ? ", or 2026-11-24T10:00 with --zone Europe/Berlin" : " or 2026-11-24T10:00+01:00"
      throw Diagnostic("\(place) \"\(text)\" is no time", remedy: "write 2026-11-24T09:00:00Z\(orLocal)")
    }
    guard let zone else {
      let byZone = takesZone ? "add --zone, or " : ""
      throw Diagnostic("\(place) \"\(text)\" names no offset", remedy: "\(byZone)write it as \(text)Z or \(text)+01:00")
    }
    let instants = zone.instants(of: local)
    if instants.count == 1, let only = instants.first { return try writable(only, text, place) }
    guard instants.isEmpty else {
      if let fold = invocation.value("fold") {
        guard fold == "first" || fold == "second", let first = instants.first, let last = instants.last else {
          throw Diagnostic("--fold \"\(fold)\"", remedy: "write first or second")
        }
        return try writable(fold == "first" ? first : last, text, place)
      }
      let orFold =
        invocation.command.options.contains { $0.long == "fold" } ? ", or add --fold first or --fold second" : ""
      let both = instants.map(\.rfc3339).joined(separator: " or ")
      throw Diagnostic("\(place): the clock in \(zone.name) reads \(text) twice", remedy: "write \(both)\(orFold)")
    }
    // The wall time with the offset before the gap and with the offset after it.
    let before = zone.offset(at: Instant(seconds: local.secondsSinceEpoch - 86_400))
    let after = zone.offset(at: Instant(seconds: local.secondsSinceEpoch + 86_400))
    let readings = Set([before, after]).map { Instant(seconds: local.secondsSinceEpoch - $0).rfc3339 }.sorted()
    throw Diagnostic(
      "\(place): the clock in \(zone.name) never reads \(text): it is set forward there",
      remedy: "write \(readings.joined(separator: " or "))")
  }

  /// Refuses a wall time near the end of the year 9999 whose instant cannot be written with a four-digit year.
  private func writable(_ instant: Instant, _ text: String, _ place: String) throws(Diagnostic) -> Instant {
    guard (Instant.firstWritable...Instant.lastWritable).contains(instant) else {
      throw Diagnostic("\(place) \"\(text)\" is outside the years 1 to 9999", remedy: "write a time within them")
    }
    return instant
  }
}
