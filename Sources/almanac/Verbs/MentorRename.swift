import Diagnostics
import Glibc
import Mentoring
import Storage

let mentorRenameCommand = CommandSpec(
  words: ["mentor", "rename"],
  summary: "change a mentor's short name; /mentors/OLD/ leads to the new page, and commands accept the old name",
  operands: [OperandSpec(name: "OLD"), OperandSpec(name: "NEW")], options: verbOptions
) { invocation, surroundings in
  let context = try VerbContext(invocation, surroundings)
  let mentor = try context.people.mentor(invocation.operands[0])
  let new = invocation.operands[1]
  try checkMentorSlug(new)
  var speaker = Speaker(.organiser)
  if let email = invocation.value("as") {
    let person = try context.people.person(email)
    guard person.isOrganiser else { throw Refusal(.actor, "only the organiser renames mentors") }
    speaker = Speaker(.organiser, person.id)
  }
  let version = try context.version
  let old = try context.record.texts("SELECT slug FROM mentor WHERE person_id = \(mentor.number)").first ?? ""
  let code = try context.run("mentor rename", by: speaker) { _, writer in
    try checkVersion(version, "mentor", "person_id", mentor.number, context)
    try writer.renameMentor(mentor, to: new)
    return []
  }
  guard old != new else { return code }
  let folder = ProgrammeFolder(for: invocation, environment: surroundings.environment)
  let lines = moveFiles(of: old, to: new, in: folder)
  if !invocation.has("quiet") {
    surroundings.console.report(
      lines + "/mentors/\(old)/ redirects to /mentors/\(new)/ from the next build; "
        + "calendars, feeds and JSON below the old address end: tell those who subscribe to them\n")
  }
  return code
}

/// Moves what lies in the programme's folder under a mentor's old slug.
///
/// - Returns: a line for each, with what is left to do.
private func moveFiles(of old: String, to new: String, in folder: ProgrammeFolder) -> String {
  var lines = ""
  var names = ["content/mentors/\(old)", "busy/\(old)"]
  for name in fileNames(of: folder.file("content/mentors")) where name.hasPrefix(old + ".") {
    names.append("content/mentors/\(name)")
  }
  for name in names {
    let ending = String(name.split(separator: "/").last ?? "").dropFirst(old.utf8.count)
    let target = name.split(separator: "/").dropLast().joined(separator: "/") + "/" + new + ending
    var status = stat()
    guard lstat(folder.file(name), &status) == 0 else { continue }
    if lstat(folder.file(target), &status) == 0 {
      lines += "\(name) was not moved, since \(target) exists; move it by hand\n"
    } else if rename(folder.file(name), folder.file(target)) != 0 {
      lines += "\(name) was not moved (\(String(cString: strerror(errno)))); move it to \(target) by hand\n"
    } else {
      lines += "moved \(name) to \(target)"
      lines += name.hasPrefix("busy/") ? "; change whatever writes calendars there\n" : "\n"
    }
  }
  return lines
}

/// Names in a folder, ascending; empty when it cannot be read.
private func fileNames(of path: String) -> [String] {
  guard let folder = opendir(path) else { return [] }
  defer { closedir(folder) }
  var names: [String] = []
  while let entry = readdir(folder) {
    names.append(
      withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      })
  }
  return names.sorted()
}
