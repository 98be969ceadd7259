import CivilTime
import DemoProgramme
import Diagnostics
import Glibc
import Mentoring
import Publishing
import Storage

let demoCommand: CommandSpec = CommandSpec(
  words: ["demo"],
  summary: "make up a programme: the record and content/mentors/, the same for the same seed and --now",
  options: [
    OptionSpec("mentors", value: "N", "how many mentors (default: 24)"),
    OptionSpec("students", value: "N", "how many students (default: 60)"),
    OptionSpec("sessions", value: "N", "how many sessions and requests (default: 300)"),
    OptionSpec("seed", value: "S", "another number, another programme (default: 1)"),
    OptionSpec(
      "shape", value: "SHAPE", choices: choices(of: DemoShape.self), "varied, or w1k for the workload of the benchmark"),
    OptionSpec("force", "take the place of a record that holds people"),
    zoneFolderOption,
  ]
) { invocation, process in
  let folder = ProgrammeFolder(for: invocation, environment: process.environment)
  guard let shape = DemoShape(rawValue: invocation.value("shape") ?? DemoShape.varied.rawValue) else {
    throw Diagnostic("unknown --shape \"\(invocation.value("shape") ?? "")\"", remedy: "write varied or w1k")
  }
  var counts = shape.counts
  counts = DemoCounts(
    mentors: try number("mentors", invocation) ?? counts.mentors,
    students: try number("students", invocation) ?? counts.students,
    sessions: try number("sessions", invocation) ?? counts.sessions)
  let seed = UInt64(try number("seed", invocation, limit: Int.max) ?? 1)
  let now = try process.now(for: invocation)
  let zones = process.zones(for: invocation)
  let check: ((Database) throws -> Void)? = invocation.has("force") ? nil : { try requireEmpty($0) }
  let programme = try makeDemo(
    shape, counts, seed: seed, now: now, zones: zones, in: folder, check: check)
  process.console.noteDone()
  if !invocation.has("quiet") {
    process.console.print(
      """
      \(visible(folder.record)): \(programme.mentors.count) mentors, \
      \(programme.people.count - programme.mentors.count) students, \(programme.bookings.count) sessions and requests
      \(visible(folder.file("content/mentors/"))): \(programme.mentors.count) files

      """)
  }
  return 0
}

private func requireEmpty(_ record: Database) throws {
  guard try DemoProgramme.isEmpty(record) else {
    throw Diagnostic(
      at: Place(file: record.path), "the record holds people",
      remedy: "name another with --db, or write --force to lose it", exitCode: .conflict)
  }
}

/// Generates a programme and writes its record and its mentors' files into a folder. The record is created under
/// another name and then moved, so that an interrupted demo leaves the old record unchanged.
///
/// - Parameter check: may refuse to replace an existing record; nil replaces any.
func makeDemo(
  _ shape: DemoShape, _ counts: DemoCounts, seed: UInt64, now: Instant, zones: ZoneDirectory,
  in folder: ProgrammeFolder,
  check: ((Database) throws -> Void)? = requireEmpty
) throws -> DemoProgramme {
  // The demo needs several years before this time and schedules after it.
  let range = Instant(seconds: 94_694_400)...Instant(seconds: 253_370_764_799)
  guard range.contains(now) else {
    throw Diagnostic(
      "the clock says \(now.rfc3339), and a demo has a past of years and weeks to come",
      remedy: "write a --now from \(range.lowerBound.rfc3339) to \(range.upperBound.rfc3339)")
  }
  let programme = try DemoProgramme.generate(shape: shape, counts: counts, seed: seed, now: now, zones: zones)
  try makeFolder(folder.path)
  // The same programme always gives the same record, and another programme a different one, even at the same revision.
  var random = SeededRandom(
    seed: seed,
    name: "\(shape.rawValue) \(counts.mentors) \(counts.students) \(counts.sessions) \(now.rfc3339)")
  let lineage = random.token()
  try replaceRecord(at: folder.record, random: SeededRandom(seed: seed), ifAllowed: check) { record in
    try programme.write(to: record, zones: zones)
    try setLineage(of: record, lineage)
  }
  try replaceDemoFiles(with: programme.mentorFiles, in: folder)
  return programme
}

private func number(_ option: String, _ invocation: Invocation, limit: Int = 1_000_000) throws(Diagnostic) -> Int? {
  guard let text = invocation.value(option) else { return nil }
  guard let number = Int(text), (0...limit).contains(number) else {
    throw Diagnostic("--\(option) \"\(text)\" is no number of 0 to \(limit)", remedy: "write digits only")
  }
  return number
}
