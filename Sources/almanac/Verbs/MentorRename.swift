import Diagnostics
import Mentoring
import Storage

let mentorRenameCommand = CommandSpec(
  words: ["mentor", "rename"],
  summary: "change a mentor's short name; /mentors/OLD/ leads to the new page, and commands accept the old name",
  operands: [OperandSpec(name: "OLD"), OperandSpec(name: "NEW")], options: verbOptions
) { invocation, process in
  let context = try VerbContext(invocation, process)
  let mentor = try context.people.mentor(invocation.operands[0])
  let new = invocation.operands[1]
  try checkMentorSlug(new)
  var principal = Principal(.organiser)
  if let email = invocation.value("as") {
    let person = try context.people.person(email)
    guard person.isOrganiser else { throw Refusal(.actor, "only the organiser renames mentors") }
    principal = Principal(.organiser, person.id)
  }
  let version = try context.version
  var old = ""
  let code = try context.run("mentor rename", by: principal) { _, writer in
    try checkVersion(version, "mentor", "person_id", mentor.number, context)
    old = try context.renameMentor(mentor, to: new, writer)
    return []
  }
  if old != new, !invocation.has("quiet") {
    process.console.report(
      "/mentors/\(old)/ redirects to /mentors/\(new)/ from the next build; "
        + "calendars, feeds and JSON below the old address end: tell those who subscribe to them\n")
  }
  return code
}
