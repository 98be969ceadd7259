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
    zoneFolderOption,
  ]
) { invocation, surroundings in
  var invocation = invocation
  if let path = invocation.operands.first {
    guard !invocation.has("directory") else {
      throw Diagnostic(
        "the folder is named twice: \"\(path)\" and -C", remedy: "write one of the two", exitCode: .usage)
    }
    invocation.values["directory"] = [path]
  }
  let folder = ProgrammeFolder(for: invocation, environment: surroundings.environment)
  let isDemo = invocation.has("demo")
  try makeFolder(folder.path)
  var made: [String] = []
  var kept: [String] = []
  for (name, text) in starterFiles(isDemo: isDemo) {
    let path = folder.file(name)
    if fileExists(path) {
      kept.append(path)
      continue
    }
    if let slash = path.lastIndex(of: "/") { try makeFolder(String(path[..<slash])) }
    try writeFile(path, text, isNew: true)
    made.append(path)
  }
  if fileExists(folder.record) {
    kept.append(folder.record)
  } else if isDemo {
    _ = try makeDemo(
      .varied, DemoShape.varied.counts, seed: 1, now: try surroundings.now(for: invocation),
      zones: surroundings.zones(for: invocation), in: folder)
    made.append(folder.record)
    made.append(folder.file("content/mentors/"))
  } else {
    // Read before the record is made: a mistake in it leaves nothing half done.
    let settings = try folder.settings()
    let listed = settings?.listedTerms ?? ListedTerms()
    let now = try surroundings.now(for: invocation)
    try createRecord(at: folder.record, random: SystemRandom()) { record in
      try record.transaction {
        for (kind, terms) in starterTerms where listed[kind] == nil { try putTerms(terms, kind, into: record) }
        try putSettings(
          settings?.policy ?? ProgrammePolicy(), listed, into: record, now: now, random: SystemRandom())
      }
    }
    made.append(folder.record)
  }
  surroundings.console.noteDone()
  if !invocation.has("quiet") {
    for path in made { surroundings.console.print("made \(visible(path))\n") }
    for path in kept { surroundings.console.print("kept \(visible(path))\n") }
    let at = folder.path == "." ? "" : "-C \(visible(folder.path)) "
    surroundings.console.print(
      """

      Next: write the programme's name into \(visible(folder.file(SiteInputs.settingsFile))), then
        almanac \(at)build
        python3 -m http.server -d \(visible(folder.file("public"))) 8000

      """)
  }
  return 0
}

/// Pages of the starter content that tell of one made-up programme; a real one writes its own.
private let pagesOfTheDemo = ["content/about.md", "content/news/"]

/// What is written into a new folder, by path.
private func starterFiles(isDemo: Bool) -> [(name: String, text: String)] {
  var files = [("site.yaml", starterSettings(isDemo: isDemo)), (".gitignore", "/public/\n/.almanac/\n/almanac.db-*\n")]
  for file in EmbeddedFile.all where file.path.hasPrefix("content/") && !file.path.hasPrefix("content/strings/") {
    if !isDemo, pagesOfTheDemo.contains(where: file.path.hasPrefix) { continue }
    files.append((file.path, String(decoding: file.bytes, as: UTF8.self)))
  }
  return files
}

/// A site.yaml that shows the settings one looks for first; the others are in the handbook.
private func starterSettings(isDemo: Bool) -> String {
  """
  # The programme's settings. Everything but the title may be left out.
  title: \(isDemo ? "Lantern Mentoring" : "My mentoring programme")
  description: \(isDemo ? "Learn from someone who has been there." : "")

  # Its languages, the main one first. Each has the whole site; about.de.md translates about.md, and people's own pages follow
  # their language. Built in are en and de.
  # languages: [en, de]

  # Where the site will stand. Without it, webcal links, the sitemap and canonical addresses are left out.
  \(isDemo ? "base_url: https://lantern.example.org" : "# base_url: https://mentoring.example.org")

  # The zone of the organisers; every person has an own one.
  zone: UTC

  # How sessions are booked. A mentor may have her own values in the record.
  policy:
    confirm: instant          # or each: the mentor says yes to every session
    durations: [30, 60, 90, 120]
    notice: 120               # minutes before a session in which it can no longer be booked
    horizon_days: 28
    cancel_notice: 120        # minutes before a session in which it can no longer be cancelled or moved

  # What may be chosen, in this order; each list that stands here takes the place of the record's own. A term that is
  # taken away stays with those who have it. A name may be one a language: {en: Code review, de: Code-Durchsicht}.
  # topics:                     # what mentors know
  #   - {slug: compilers, name: Compilers}
  # subjects:                   # what a session is about
  #   - {slug: mock-interview, name: Mock interview}
  # goals:                      # why a student connects; a new record has five
  #   - {slug: interview-prep, name: Interview prep}
  # session_types:              # what session book --offer takes; minutes, and the price in the currency's smallest unit
  #   - {slug: first-talk, name: First talk, duration: 30, type: VIDEO, price: 0, currency: EUR, questions: [What brings you here?]}

  # Requests by e-mail go to this address.
  \(isDemo ? "mail:\n  from: inbox@lantern.example.org" : "# mail:\n#   from: inbox@mentoring.example.org")

  """
}

/// The goals and subjects that most programmes begin with.
private let starterTerms: [(TermKind, [(slug: String, name: String)])] = [
  (
    .goal,
    [
      ("career-guidance", "Career guidance"), ("code-review", "Code review"), ("interview-prep", "Interview prep"),
      ("job-search", "Job search"), ("skill-building", "Skill building"),
    ]
  ),
  (
    .subject,
    [
      ("career-plan", "Career plan"), ("mock-interview", "Mock interview"), ("pairing", "Pairing"),
      ("portfolio", "Portfolio"), ("something-else", "Something else"),
    ]
  ),
]
