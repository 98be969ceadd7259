import CivilTime
import DemoProgramme
import Diagnostics
import Mentoring
import Publishing
import Storage

let initCommand: CommandSpec = CommandSpec(
  words: ["init"], summary: "make a new programme's folder: site.yaml, content/ and an empty record",
  operands: [OperandSpec(name: "DIR", isOptional: true)],
  options: [
    OptionSpec("demo", "with made-up people, hours and sessions, to look at and to play with"),
    OptionSpec(
      "language", value: "LANGUAGE", choices: StarterLanguage.allCases.map(\.rawValue),
      "of the settings, the pages and the lists of goals and subjects (default: en)"),
    zoneFolderOption,
  ]
) { invocation, process in
  var invocation = invocation
  if let path = invocation.operands.first {
    guard !invocation.has("directory") else {
      throw Diagnostic(
        "the folder is named twice: \"\(path)\" and -C", remedy: "write one of the two", exitCode: .usage)
    }
    invocation.values["directory"] = [path]
  }
  let folder = ProgrammeFolder(for: invocation, environment: process.environment)
  let isDemo = invocation.has("demo")
  let language = try starterLanguage(invocation.value("language"))
  try makeFolder(folder.path)
  var made: [String] = []
  var kept: [String] = []
  for (name, text) in starterFiles(in: language, isDemo: isDemo) {
    let path = folder.file(name)
    if try fileExists(path) {
      kept.append(path)
      continue
    }
    if let slash = path.lastIndex(of: "/") { try makeFolder(String(path[..<slash])) }
    try writeFile(path, text, isNew: true)
    made.append(path)
  }
  if try fileExists(folder.record) {
    kept.append(folder.record)
  } else if isDemo {
    _ = try makeDemo(
      .varied, DemoShape.varied.counts, seed: 1, now: try process.now(for: invocation),
      zones: process.zones(for: invocation), in: folder)
    made.append(folder.record)
    made.append(folder.file("content/mentors/"))
  } else {
    // Read the settings before creating the record, so that an error in them leaves nothing half done.
    let settings = try folder.settings()
    let listed = settings?.listedTerms ?? ListedTerms()
    let now = try process.now(for: invocation)
    try createRecord(at: folder.record, random: SystemRandom()) { record in
      try record.transaction {
        for (kind, terms) in starterTerms(in: language) where listed[kind] == nil {
          try putTerms(terms, kind, into: record)
        }
        try putSettings(
          settings?.policy ?? ProgrammePolicy(), listed, into: record, now: now, random: SystemRandom())
      }
    }
    made.append(folder.record)
  }
  process.console.noteDone()
  if !invocation.has("quiet") {
    for path in made { process.console.print("made \(visible(path))\n") }
    for path in kept { process.console.print("kept \(visible(path))\n") }
    let at = folder.path == "." ? "" : "-C \(visible(folder.path)) "
    process.console.print(
      """

      Next: write the programme's name into \(visible(folder.file(SiteInputs.settingsFile))), then
        almanac \(at)build
        python3 -m http.server -d \(visible(folder.file("public"))) 8000

      """)
  }
  return 0
}
