import Bytes
import CivilTime
import Diagnostics
import Mentoring
import Publishing
import Storage

let personCommands: [CommandSpec] = [importCommand]

private let importCommand: CommandSpec = CommandSpec(
  words: ["person", "import"], summary: "bring a member list (CSV, or SQLite with a table members) into the record",
  operands: [OperandSpec(name: "FILE")],
  options: [
    OptionSpec("explain", "say for each person which roles follow from the membership, and why"),
    OptionSpec("zone", value: "ZONE", "time zone of members without one (default: UTC)"),
    OptionSpec(
      "default-role", value: "ROLE", choices: choices(of: DefaultRole.self),
      "student or none, for a membership that names neither role"),
    zoneFolderOption,
  ]
) { invocation, surroundings in
  let file = invocation.operands.first ?? ""
  let zones = surroundings.zones(for: invocation)
  var policy = MemberImportPolicy()
  if let zone = invocation.value("zone") { policy.zone = try zones.zone(named: zone).name }
  if let role = invocation.value("default-role") {
    guard let role = DefaultRole(rawValue: role) else {
      throw Diagnostic("--default-role is \"\(role)\"", remedy: "write student or none")
    }
    policy.defaultRole = role
  }
  let bytes = try readInput(file, limit: 64 << 20)
  let isDatabase = bytes.starts(with: "SQLite format 3\0".utf8)
  let members =
    isDatabase
    ? try readMemberDatabase(at: file)
    : try bytes.withUnsafeBytes { try readMemberList($0, file: file == "-" ? "<stdin>" : file) }
  var faults = Diagnostics()
  for member in members {
    if let language = member.language, !isLanguage(language) || language.utf8.count > 35 {
      faults.add(
        Diagnostic(
          at: Place(file: file, line: member.line), "\"\(language)\" is no language",
          remedy: "write a tag of BCP 47: en, pt-BR"))
    }
    guard let zone = member.zone else { continue }
    do { _ = try zones.zone(named: zone) } catch let error as Diagnostic {
      var fault = error
      fault.place = Place(file: file, line: member.line)
      faults.add(fault)
    }
  }
  try faults.throwIfErrors()
  let folder = ProgrammeFolder(for: invocation, environment: surroundings.environment)
  if let language = try folder.settings()?.language { policy.language = language }
  let record = try openRecord(at: folder.record)
  let now = try surroundings.now(for: invocation)
  let imported = try importMembers(members, into: record, policy: policy, now: now, random: SystemRandom())
  surroundings.console.noteDone()
  if invocation.has("explain") {
    for member in imported {
      let roles = [member.roles.isMentor ? "mentor" : nil, member.roles.isStudent ? "student" : nil].compactMap { $0 }
      let names = roles.isEmpty ? "no role" : roles.joined(separator: " and ")
      surroundings.console.print("\(visible(member.email)): \(names); \(visible(member.roles.reason))\n")
    }
  }
  func count(_ change: ImportedMember.Change) -> Int { imported.filter { $0.change == change }.count }
  surroundings.console.print(
    "\(imported.count) \(imported.count == 1 ? "member" : "members"): \(count(.added)) added, \(count(.changed)) changed, \(count(.unchanged)) unchanged\n"
  )
  return 0
}
