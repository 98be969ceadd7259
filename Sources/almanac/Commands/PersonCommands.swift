import Bytes
import CivilTime
import Diagnostics
import Mentoring
import Publishing
import Storage

let personCommands: [CommandSpec] = [importCommand]

private let importCommand: CommandSpec = CommandSpec(
  words: ["person", "import"],
  summary: "import a member list: CSV of any spreadsheet, or SQLite with a table members",
  operands: [OperandSpec(name: "FILE")],
  options: [
    OptionSpec("dry-run", "list every change, and write nothing"),
    OptionSpec("explain", "import, and say for each person which roles they have and why"),
    OptionSpec("zone", value: "ZONE", "time zone of new members without one (default: UTC)"),
    OptionSpec(
      "default-role", value: "ROLE", choices: choices(of: DefaultRole.self),
      "student or none, for a membership that names neither role (default: policy.default_role)"),
    OptionSpec(
      "encoding", value: "NAME", choices: choices(of: ListEncoding.self),
      "of a list without a byte order mark (default: utf-8); cp1252 is what Excel on Windows writes"),
    OptionSpec("namesakes", "new people may have the name and time zone of somebody who is not in the list"),
    zoneFolderOption,
  ]
) { invocation, process in
  let context = try VerbContext(invocation, process)
  let operand = invocation.operands.first ?? ""
  let file = operand == "-" ? "<stdin>" : operand
  var policy = MemberImportPolicy(
    defaultRole: context.defaultRole, language: context.language,
    mentorsNeedApproval: context.policy.mentorsNeedApproval)
  policy.listsTopics = context.terms.topics != nil
  policy.takesNamesakes = invocation.has("namesakes")
  policy.minorDigits = minorDigits(of:)
  if let zone = invocation.value("zone") { policy.zone = try context.zones.zone(written: zone).name }
  if let role = invocation.value("default-role") {
    guard let role = DefaultRole(rawValue: role) else {
      throw Diagnostic("unknown --default-role \"\(role)\"", remedy: "write student or none")
    }
    policy.defaultRole = role
  }
  var list = try readList(operand, named: file, invocation)
  let readings = try resolveZones(of: &list.members, in: context.zones, file: file)
  var report = ImportReport(file: file, ignoredColumns: list.ignoredColumns, zoneReadings: readings)
  report.noteProfiles(of: list.members)
  let isRehearsal = invocation.has("dry-run")
  do {
    let result = try perform(
      "person import", by: Principal(.organiser), on: context.record, policy: context.policy, now: context.now,
      clock: context.clock, terms: context.terms, random: SystemRandom()
    ) { writer in
      writer.isSlugInUse = context.mentorFiles.isInUse
      let (members, notices) = try importMembers(
        list.members, with: writer, reader: try context.situations(), policy: policy, file: file)
      report.members = members
      if isRehearsal { throw Rehearsal(result: VerbResult(changed: writer.changed, notices: notices)) }
      return notices
    }
    report.result = result
  } catch let rehearsal as Rehearsal { report.result = rehearsal.result }
  if isRehearsal {
    try report.print(for: context, isRehearsal: true)
  } else {
    context.reportDone { try report.print(for: context, isRehearsal: false) }
  }
  return 0
}

/// Thrown to roll back the transaction of a dry run.
private struct Rehearsal: Error {
  var result: VerbResult
}

private func readList(_ operand: String, named file: String, _ invocation: Invocation) throws -> MemberList {
  var encoding: ListEncoding?
  if let name = invocation.value("encoding") {
    encoding = ListEncoding(named: name)
    guard encoding != nil else {
      throw Diagnostic(
        "unknown --encoding \"\(name)\"",
        remedy: "write \(choices(of: ListEncoding.self).joined(separator: ", ")); any other list, save as \"CSV UTF-8\""
      )
    }
  }
  let bytes = try readInput(operand, limit: 64 << 20)
  guard bytes.starts(with: "SQLite format 3\0".utf8) else {
    return try bytes.withUnsafeBytes { try readMemberList($0, file: file, encoding: encoding) }
  }
  guard operand != "-" else {
    throw Diagnostic("a database cannot be read from standard input", remedy: "name its file")
  }
  return try readMemberDatabase(at: operand)
}

/// Replaces the zone names of the list with IANA names, and checks languages.
///
/// - Returns: a phrase for each replaced name: `"Tokyo Standard Time" as Asia/Tokyo`.
/// - Throws: `Diagnostics` with every row that has an unknown zone or language.
private func resolveZones(of members: inout [Member], in zones: ZoneDirectory, file: String) throws -> [String] {
  var faults = Diagnostics()
  var readings: [String] = []
  var known: [String: Zone] = [:]
  var unknown: [String: Diagnostic] = [:]
  for index in members.indices {
    let member = members[index]
    let place = Place(file: file, line: member.line)
    if let language = member.language, !isLanguage(language) || language.utf8.count > 35 {
      faults.add(
        Diagnostic(at: place, "\"\(language)\" is not a language", remedy: "write a BCP 47 tag: en, pt-BR"))
    }
    guard let text = member.zone else { continue }
    do throws(Diagnostic) {
      if let fault = unknown[text] { throw fault }
      if known[text] == nil {
        let zone = try zones.zone(written: text)
        known[text] = zone
        if zone.name.lowercased() != text.lowercased() { readings.append("\"\(text)\" as \(zone.name)") }
      }
      members[index].zone = known[text]?.name
    } catch {
      unknown[text] = error
      var fault = error
      if fault.place == nil { fault.place = place }
      faults.add(fault)
    }
  }
  try faults.throwIfErrors()
  return readings
}
