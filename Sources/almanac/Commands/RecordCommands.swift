import Bytes
import Diagnostics
import Storage

let recordCommands: [CommandSpec] = [migrateCommand, dumpCommand, verifyCommand, backupCommand, restoreCommand]

private let migrateCommand: CommandSpec = CommandSpec(
  words: ["db", "migrate"], summary: "bring the record up to date, or make an empty one",
  options: [OptionSpec("create", "make the record if there is none")]
) { invocation, process in
  let folder = ProgrammeFolder(for: invocation, environment: process.environment)
  if invocation.has("create"), try !fileExists(folder.record) {
    _ = try createRecord(at: folder.record, random: SystemRandom())
    process.confirm("\(visible(folder.record)): made, schema \(currentSchemaVersion)\n", invocation)
    return 0
  }
  let connection = try Database(path: folder.record, purpose: .existing)
  guard try schemaVersion(of: connection, orEmpty: true) > 0 else {
    throw Diagnostic(
      at: Place(file: folder.record), "is empty",
      remedy: "take it away, then almanac db migrate --create makes a new one",
      exitCode: .databaseOrDisk)
  }
  let taken = try migrate(connection)
  for name in taken { process.confirm("\(visible(folder.record)): \(name)\n", invocation) }
  if taken.isEmpty {
    process.confirm("\(visible(folder.record)): schema \(currentSchemaVersion), nothing to do\n", invocation)
  }
  return 0
}

private let dumpCommand: CommandSpec = CommandSpec(
  words: ["db", "dump"], summary: "write the record as sorted text, one line a row",
  options: [OptionSpec("secrets", "with the tokens that open private pages")]
) { invocation, process in
  let folder = ProgrammeFolder(for: invocation, environment: process.environment)
  let connection = try openRecord(at: folder.record)
  try connection.execute("BEGIN")
  var sink = ByteSink(capacity: 1 << 20)
  try dumpRecord(connection, secrets: invocation.has("secrets"), into: &sink)
  process.console.print(sink.bytes)
  return 0
}

private let verifyCommand: CommandSpec = CommandSpec(
  words: ["db", "verify"], summary: "look for everything that can be wrong with the record", options: [zoneFolderOption]
) { invocation, process in
  let folder = ProgrammeFolder(for: invocation, environment: process.environment)
  return try reporting(invocation, on: process.console, append(findings:into:)) {
    let record = try openRecord(at: folder.record)
    let found = try inspectRecord(record, now: try process.now(for: invocation))
    var findings = found.all
    findings.add(contentsOf: try promisedTimeFindings(record, zones: process.zones(for: invocation)))
    let rows = try Statement("SELECT zone, id FROM person WHERE state = 'active' ORDER BY id", on: record)
    var people: [(zone: String, id: Int)] = []
    while try rows.step() { people.append((rows.text(0).string, rows.integer(1))) }
    _ = namedZones(of: people, in: process.zones(for: invocation), record: folder.record, into: &findings)
    findings.add(contentsOf: found.remarks)
    process.console.report(DiagnosticRenderer().render(findings))
    if invocation.has("json") {
      var sink = ByteSink(capacity: 1024)
      append(findings: findings, into: &sink)
      sink.append("\n")
      process.console.print(sink.bytes)
    } else if !findings.hasErrors {
      let count = findings.all.count
      let remarks = count == 0 ? "" : ", with \(count) warning\(count == 1 ? "" : "s")"
      process.confirm("\(visible(folder.record)): in order\(remarks)\n", invocation)
    }
    return findings.hasErrors ? ExitCode.failed.rawValue : 0
  }
}

private let backupCommand: CommandSpec = CommandSpec(
  words: ["db", "backup"], summary: "copy the record whole into a new file", operands: [OperandSpec(name: "FILE")]
) { invocation, process in
  let folder = ProgrammeFolder(for: invocation, environment: process.environment)
  let file = invocation.operands.first ?? ""
  try backUp(try openRecord(at: folder.record), to: file)
  process.confirm("\(visible(file)): made\n", invocation)
  return 0
}

private let restoreCommand: CommandSpec = CommandSpec(
  words: ["db", "restore"],
  summary: "put a backup's content into the record; the former content stays as RECORD.before-restore",
  operands: [OperandSpec(name: "FILE")],
  options: [
    OptionSpec(
      "output", short: "o", value: "DIR", "the published site, whose calendars are not to fall behind (default: public)"
    )
  ]
) { invocation, process in
  let folder = ProgrammeFolder(for: invocation, environment: process.environment)
  let now = try process.now(for: invocation)
  let published = try PublishedEvents(
    in: folder.output(for: invocation), isNamed: invocation.has("output"), now: now)
  let report = try restore(
    invocation.operands.first ?? "", to: folder.record, now: now, published: published.versions,
    random: SystemRandom())
  process.console.report(DiagnosticRenderer().render(published.warnings))
  process.console.report(DiagnosticRenderer().render(report.warnings))
  var text = "\(visible(folder.record)): restored"
  if let former = report.former { text += "; the former content is \(visible(former))" }
  text += "\n"
  if report.raised > 0 {
    text += "\(report.raised) sessions and requests changed since the backup: calendars get them as newer ones\n"
  }
  if report.keptAddresses > 0 {
    text += "\(report.keptAddresses) private addresses changed since the backup: the newer ones stay\n"
  }
  process.confirm(text, invocation)
  return 0
}
