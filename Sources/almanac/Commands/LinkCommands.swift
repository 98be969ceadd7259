import Bytes
import CivilTime
import Diagnostics
import Mentoring
import Publishing
import Storage

let linkCommands: [CommandSpec] = [linkShowCommand, linkRotateCommand]

private let linkShowCommand: CommandSpec = CommandSpec(
  words: ["link", "show"], summary: "print the private addresses of people: their page and their feed",
  operands: [OperandSpec(name: "EMAIL", isOptional: true, repeats: true)],
  options: [
    OptionSpec("base-url", short: "u", value: "URL", "the site's address, instead of base_url in site.yaml")
  ]
) { invocation, process in
  let folder = ProgrammeFolder(for: invocation, environment: process.environment)
  let base = try siteAddress(for: invocation, in: folder)
  let record = try openRecord(at: folder.record)
  let reader = try RecordReader(record, zones: process.zones(for: invocation), policy: ProgrammePolicy())
  let all = try reader.programme().people
  let lookup = PersonLookup(record, console: process.console)
  var people: [Person] = []
  var unknown = Diagnostics()
  for email in invocation.operands {
    let id = try unknown.collect { try lookup.person(email).id }
    people += all.filter { $0.id == id }
  }
  try unknown.throwIfErrors()
  if invocation.operands.isEmpty { people = all.sorted { $0.email < $1.email } }
  var sink = ByteSink(capacity: 256 * (people.count + 1))
  if invocation.has("json") {
    sink.append("[")
    for (index, person) in people.enumerated() {
      sink.append(index == 0 ? "\n" : ",\n")
      append(json: person, base, into: &sink)
    }
    sink.append("\n]\n")
  } else {
    for person in people { append(line: person, base, into: &sink) }
  }
  process.console.print(sink.bytes)
  return 0
}

private let linkRotateCommand = CommandSpec(
  words: ["link", "rotate"],
  summary: "give a person or a session new private addresses; the old ones end with the next build",
  operands: [OperandSpec(name: "EMAIL", isOptional: true)],
  options: [
    OptionSpec("home", "their page"), OptionSpec("feed", "their feed"),
    OptionSpec("all", "both, and the secret of their requests"),
    OptionSpec("session", value: "ID", "the meeting page of this session instead"),
    principalOption,
  ]
) { invocation, process in
  let context = try VerbContext(invocation, process)
  var random = SystemRandom()
  if let word = invocation.value("session") {
    if !invocation.operands.isEmpty || ["home", "feed", "all"].contains(where: invocation.has) {
      throw Diagnostic(
        "--session is given with an address of a person", remedy: "rotate one after the other", exitCode: .usage)
    }
    let id = try context.people.booking(word)
    guard try context.record.integer("SELECT 1 FROM session WHERE id = \(id)") != nil else { throw unknownSession(id) }
    let booking = try booking(id, context)
    let principal = try context.principal(mentor: booking.mentor, student: booking.student)
    return try context.run("link rotate", by: principal) { _, writer in
      try writer.update("session", id, [("meeting_token", .text(random.token()))])
      return []
    }
  }
  guard let email = invocation.operands.first else {
    throw Diagnostic("almanac link rotate needs an address or --session", remedy: "name a person", exitCode: .usage)
  }
  let person = try context.people.person(email)
  let all = invocation.has("all")
  var values: [(String, RowValue)] = []
  if all || invocation.has("home") { values.append(("home_token", .text(random.token()))) }
  if all || invocation.has("feed") { values.append(("feed_token", .text(random.token()))) }
  if all { values.append(("action_secret", .text(random.token()))) }
  guard !values.isEmpty else {
    throw Diagnostic("almanac link rotate needs --home, --feed or --all", remedy: "say which address", exitCode: .usage)
  }
  let principal = try context.principal(mentor: PersonID(0), student: person.id)
  return try context.run("link rotate", by: principal) { _, writer in
    try writer.update("person", person.id.number, values)
    return []
  }
}

/// The value of --base-url, otherwise base_url of site.yaml, otherwise nothing: URLs then begin with a slash.
private func siteAddress(for invocation: Invocation, in folder: ProgrammeFolder) throws -> String {
  if let text = invocation.value("base-url") {
    guard let address = siteAddress(text) else {
      throw Diagnostic("--base-url \"\(text)\" is no address", remedy: "write it as https://mentors.example.org")
    }
    return address
  }
  return try folder.settings()?.baseURL ?? ""
}

private func roles(of person: Person) -> [String] {
  [person.isMentor ? "mentor" : nil, person.isStudent ? "student" : nil, person.isOrganiser ? "organiser" : nil]
    .compactMap { $0 }
}

private func append(line person: Person, _ base: String, into sink: inout ByteSink) {
  sink.append(visible(person.email))
  sink.append("\t")
  sink.append(roles(of: person).joined(separator: ","))
  sink.append("\t")
  sink.append("\(base)/\(Route.person(person.homeToken).path)")
  sink.append("\t")
  sink.append("\(base)/\(Route.feed(person.feedToken).path)\n")
}

private func append(json person: Person, _ base: String, into sink: inout ByteSink) {
  sink.append("{\"email\":")
  sink.append(json: person.email)
  sink.append(",\"name\":")
  sink.append(json: person.name)
  sink.append(",\"roles\":")
  sink.append(json: roles(of: person))
  sink.append(",\"home\":")
  sink.append(json: "\(base)/\(Route.person(person.homeToken).path)")
  sink.append(",\"feed\":")
  sink.append(json: "\(base)/\(Route.feed(person.feedToken).path)")
  sink.append("}")
}
