import Bytes
import CivilTime
import Diagnostics
import Glibc
import Mentoring
import Publishing
import Storage

/// What `build` and `check` have in common.
let buildOptions: [OptionSpec] = [
  OptionSpec("output", short: "o", value: "DIR", "where the site goes (default: public in the folder)"),
  OptionSpec("base-url", short: "u", value: "URL", "the site's address, instead of base_url in site.yaml"),
  OptionSpec("drafts", "take drafts and mentors who wait for approval too"),
  OptionSpec("jobs", value: "N", "how many workers (default: the machine's processors, at most 8)"),
  OptionSpec("tzdir", value: "DIR", "the folder of time zones (default: $TZDIR, else the system's)"),
]

let buildCommand: CommandSpec = CommandSpec(
  words: ["build"], summary: "render the site and the calendars, and publish what changed",
  options: buildOptions + [
    OptionSpec("strict", "end with 1 and publish nothing if there are warnings"),
    OptionSpec("dry-run", "list what would change, write nothing"),
    OptionSpec("force", "render everything anew, also into a folder that almanac did not make"),
    OptionSpec(
      "publish", value: "MODE", choices: choices(of: PublishMode.self),
      "auto, exchange, symlink or files (default: publish.mode in site.yaml)"),
    OptionSpec(
      "only", value: "PART", choices: choices(of: BuildScope.self), "core, public, private or full (default: full)"),
    OptionSpec("public-only", "the same as --only public"),
    OptionSpec("private-only", "the same as --only private"),
  ]
) { invocation, surroundings in
  try telling(invocation, on: surroundings.console, failedBuild(invocation, surroundings)) {
    try runBuild(invocation, surroundings)
  }
}

/// The document of a build that came to nothing.
private func failedBuild(
  _ invocation: Invocation, _ surroundings: Surroundings
) -> (Diagnostics, inout ByteSink) -> Void {
  let output = ProgrammeFolder(for: invocation, environment: surroundings.environment).output(for: invocation)
  return { found, sink in
    BuildDocument(exit: found.exitCode, output: output, summary: PressSummary(), findings: found).append(into: &sink)
  }
}

private func runBuild(_ invocation: Invocation, _ surroundings: Surroundings) throws -> Int32 {
  var build = try SiteBuild(invocation, surroundings)
  if let outputs = try build.publishedOutputs() {
    var unchanged = PressSummary()
    unchanged.unchanged = outputs
    if invocation.has("strict") {
      // The warnings of what is published count as those of a new build.
      _ = try build.run(into: try build.openPress(dryRun: true))
      if !build.diagnostics.all.isEmpty {
        build.tellWarnings()
        build.report(exit: .failed, nil, unchanged)
        return ExitCode.failed.rawValue
      }
    }
    build.report(exit: .done, nil, unchanged, words: "nothing has changed\n")
    return 0
  }
  let isDry = invocation.has("dry-run")
  let press = try build.openPress(dryRun: isDry)
  try build.checkScope(of: press)
  let outcome = try build.run(into: press)
  if invocation.has("strict"), !build.diagnostics.all.isEmpty {
    press.abandon()
    build.tellWarnings()
    build.report(exit: .failed, outcome.counts, PressSummary())
    return ExitCode.failed.rawValue
  }
  let summary = try press.publish(stamp: outcome.stamp.text)
  if !isDry { build.noteCalendars(outcome.stamp) }
  build.tellWarnings()
  for warning in press.warnings { surroundings.console.report(DiagnosticRenderer().render(warning)) }
  if !invocation.has("json") {
    for change in summary.changes { surroundings.console.print(change + "\n") }
  }
  build.addWarnings(press.warnings)
  build.report(exit: .done, outcome.counts, summary, words: build.summary(outcome.counts, summary))
  build.leaveToTheSystem(press)
  return 0
}

let checkCommand: CommandSpec = CommandSpec(
  words: ["check"], summary: "do everything that build does, write nothing, and tell what is wrong or strange",
  options: buildOptions
) { invocation, surroundings in
  try telling(invocation, on: surroundings.console, append(findings:into:)) {
    var build = try SiteBuild(invocation, surroundings)
    let press = try build.openPress(dryRun: true)
    _ = try build.run(into: press)
    try build.addFindings()
    build.tellWarnings()
    tell(build.diagnostics, invocation, on: surroundings.console)
    return build.diagnostics.all.isEmpty ? 0 : ExitCode.failed.rawValue
  }
}

private func tell(_ findings: Diagnostics, _ invocation: Invocation, on console: Console) {
  let count = findings.all.count
  if invocation.has("json") {
    var sink = ByteSink(capacity: 1024)
    append(findings: findings, into: &sink)
    sink.append("\n")
    console.print(sink.bytes)
  } else if !invocation.has("quiet") {
    console.print(count == 0 ? "no findings\n" : "\(count) finding\(count == 1 ? "" : "s")\n")
  }
}

/// One build from its inputs to the press.
struct SiteBuild {
  private let invocation: Invocation
  private let surroundings: Surroundings
  private let folder: ProgrammeFolder
  private let inputs: SiteInputs
  private let clock: PageClock
  private let zones: ZoneDirectory
  private let scope: BuildScope
  private let jobs: Int
  /// --publish; nil leaves it to the settings.
  private let mode: PublishMode?
  private let inputHash: String
  private let calendars: ProgrammeCalendars
  /// Of mentors' own calendars, as they were when the build began.
  private let calendarDigests: [(slug: String, digest: String)]
  private let output: String
  private(set) var diagnostics = Diagnostics()
  private var site: Site?

  struct Outcome {
    /// Of the whole site; nil when only what changed was rendered.
    var counts: OutputCounts?
    var stamp: BuildStamp
  }

  init(_ invocation: Invocation, _ surroundings: Surroundings) throws {
    self.invocation = invocation
    self.surroundings = surroundings
    folder = ProgrammeFolder(for: invocation, environment: surroundings.environment)
    inputs = try SiteInputs(folder)
    clock = PageClock(try surroundings.now(for: invocation))
    zones = surroundings.zones(for: invocation)
    scope = try SiteBuild.scope(invocation)
    jobs = try SiteBuild.jobs(invocation, surroundings)
    mode = try SiteBuild.mode(invocation)
    output = folder.output(for: invocation)
    var hash = InputHash()
    for text in [
      programVersion, zones.version ?? "", clock.now.rfc3339, scope.rawValue, invocation.value("base-url") ?? "",
      invocation.has("drafts") ? "drafts" : "",
    ] { hash.add(text) }
    hash.addEmbeddedFiles()
    hash.add(inputs.settings)
    hash.add(inputs.content)
    hash.add(inputs.templates)
    inputHash = hash.finish()
    var ignored = Diagnostics()
    let settings = readSettings(inputs.settings, file: SiteInputs.settingsFile, into: &ignored)
    calendars = ProgrammeCalendars(
      folder, settings: settings, zones: zones, now: clock.now, surroundings,
      mayWrite: invocation.command.name == "build" && !invocation.has("dry-run"))
    calendarDigests = calendars.digests()
  }

  private static func scope(_ invocation: Invocation) throws(Diagnostic) -> BuildScope {
    if invocation.has("public-only") { return .public }
    if invocation.has("private-only") { return .private }
    guard let text = invocation.value("only") else { return .full }
    guard let scope = BuildScope(rawValue: text) else {
      throw Diagnostic("unknown --only \"\(text)\"", remedy: "write core, public, private or full")
    }
    return scope
  }

  private static func jobs(_ invocation: Invocation, _ surroundings: Surroundings) throws(Diagnostic) -> Int {
    guard let text = invocation.value("jobs") else { return min(8, max(1, surroundings.processors)) }
    guard let jobs = Int(text), (1...64).contains(jobs) else {
      throw Diagnostic("--jobs \"\(text)\" is no number of 1 to 64", remedy: "write digits only")
    }
    return jobs
  }

  private static func mode(_ invocation: Invocation) throws(Diagnostic) -> PublishMode? {
    guard let text = invocation.value("publish") else { return nil }
    guard let mode = PublishMode(rawValue: text) else {
      throw Diagnostic("unknown --publish \"\(text)\"", remedy: "write auto, exchange, symlink or files")
    }
    return mode
  }

  // MARK: Steps

  /// The number of outputs that are published, if they were made of just these inputs; else nil. Reads the manifest's head
  /// and one row of the record.
  func publishedOutputs() throws -> Int? {
    guard !invocation.has("force"), let published = try? Press.published(output: output),
      let stamp = BuildStamp(published.stamp), try stamp == currentStamp(mentors: stamp.mentors)
    else { return nil }
    return published.outputs
  }

  /// - Parameter mentors: of the published site; a record of the same revision shows as many.
  private func currentStamp(mentors: Int) throws -> BuildStamp {
    let record = try openRecord(at: folder.record)
    let meta = try Statement("SELECT programme_uuid, rev, programme_rev FROM meta", on: record)
    _ = try meta.step()
    return BuildStamp(
      inputs: inputHash, programme: meta.text(0).string, revision: meta.integer(1), programmeRevision: meta.integer(2),
      mentors: mentors, scope: scope, calendars: calendarsWord(calendarDigests))
  }

  /// A folder that holds one part of the site does not become another part by an oversight: the rest would go.
  func checkScope(of press: Press) throws(Diagnostic) {
    guard !invocation.has("force"), let old = press.stamp.flatMap(BuildStamp.init), old.scope != scope else { return }
    guard scope != .full else { return }
    throw Diagnostic(
      at: Place(file: output),
      "holds the \(old.scope.rawValue) site; building \(scope.rawValue) would take the rest away",
      remedy: "name another folder with -o, or write --force")
  }

  func openPress(dryRun: Bool) throws -> Press {
    try checkOutput(output, of: folder)
    var options = PressOptions()
    var ignored = Diagnostics()
    let settings = readSettings(inputs.settings, file: SiteInputs.settingsFile, into: &ignored)
    options.mode = mode ?? settings?.publish.mode ?? .auto
    options.force = invocation.has("force")
    options.dryRun = dryRun
    options.digests = scope.publishesAll
    options.home = surroundings.environment["HOME"]
    return try Press.open(output: output, options: options)
  }

  /// Reads everything, renders into the press.
  ///
  /// - Throws: every error found, collected, before anything is rendered.
  mutating func run(into press: Press) throws -> Outcome {
    let reading = try BuildReading(
      inputs, record: folder.record, baseURL: invocation.value("base-url"), drafts: invocation.has("drafts"),
      clock: clock, zones: zones, calendars: calendars, jobs: jobs)
    diagnostics.add(contentsOf: inputs.diagnostics)
    diagnostics.add(contentsOf: reading.diagnostics)
    guard let ground = reading.ground, let snapshot = reading.snapshot, var programme = reading.programme,
      let first = snapshot.readers.first
    else { throw diagnostics }
    if invocation.has("drafts") {
      programme.mentors += programme.otherMentors.filter { $0.approval == .pending }
      programme.mentors.sort { $0.id < $1.id }
    }
    let named = namedZones(of: programme)
    let slugs = Set((programme.mentors + programme.otherMentors).map(\.slug))
    checkMentorFiles(ground.content, programme, slugs: slugs)
    for finding in calendars.findings(slugs: slugs) { diagnostics.add(finding) }
    try diagnostics.throwIfErrors()
    let entries = try mentorEntries(
      of: programme, content: ground.content, clock: clock, zones: named, sources: snapshot.readers)
    diagnostics.add(contentsOf: calendars.findings)
    let site = Site(
      settings: ground.settings, strings: ground.strings, content: ground.content, theme: ground.theme,
      programme: programme, clock: clock, zone: ground.zone, zones: named, mentors: entries,
      groundChanged: programChanged)
    self.site = site
    ground.content.checkLinks(others: site.generatedRoutes, into: &diagnostics)
    try diagnostics.throwIfErrors()
    if ground.settings.baseURL == nil {
      diagnostics.add(
        Diagnostic(
          .warning, at: Place(file: SiteInputs.settingsFile),
          "there is no base_url: sitemap, canonical addresses and webcal links are left out",
          remedy: "write base_url: https://…, or build with --base-url"))
    }
    let stamp = BuildStamp(
      inputs: inputHash, programme: programme.uuid, revision: programme.revision,
      programmeRevision: programme.programmeRevision, mentors: entries.count, scope: scope,
      calendars: calendars.hasTransientFault ? "unsettled" : calendarsWord(calendarDigests))
    var changes = BuildChanges.everything
    if !invocation.has("force"), press.canKeep, let old = press.stamp.flatMap(BuildStamp.init),
      old.inputs == stamp.inputs, old.programme == stamp.programme,
      old.programmeRevision == stamp.programmeRevision, old.mentors == stamp.mentors, old.revision <= stamp.revision,
      let others = mentorsWithOtherCalendars(old, stamp)
    {
      changes = .people(Set(try first.changedPeople(after: old.revision)).union(people(of: others, programme)))
    }
    let counts = try site.render(into: press, sources: snapshot.readers, scope: scope, changes: changes)
    press.setBuildNote(
      "build.json", buildNote(site), mtime: clock.now.seconds)
    if case .people = changes { return Outcome(counts: nil, stamp: stamp) }
    return Outcome(counts: counts, stamp: stamp)
  }

  /// Mentors whose calendars are not those that the published site was made of; nil when that is not known.
  private func mentorsWithOtherCalendars(_ old: BuildStamp, _ new: BuildStamp) -> Set<String>? {
    old.calendars == new.calendars ? [] : calendars.changed(since: old.calendars, calendarDigests)
  }

  private func people(of slugs: Set<String>, _ programme: Programme) -> [PersonID] {
    if slugs.isEmpty { return [] }
    return programme.mentors.filter { slugs.contains($0.slug) }.map(\.id)
  }

  /// After publishing: what the next build compares the calendars with.
  func noteCalendars(_ stamp: BuildStamp) {
    if !calendarDigests.isEmpty { calendars.note(calendarDigests, as: stamp.calendars) }
    calendars.tidy()
  }

  private func buildNote(_ site: Site) -> [UInt8] {
    Array(
      """
      {"now":"\(clock.now.rfc3339)","version":"\(programVersion)","tzdata":"\(zones.version ?? "")",\
      "newestChange":"\(site.mentorsChanged.rfc3339)"}

      """.utf8)
  }

  /// Every zone that somebody lives in; an unknown one is an error that names the rows.
  private mutating func namedZones(of programme: Programme) -> [String: Zone] {
    var named: [String: Zone] = [:]
    var unknown: [String: [Int]] = [:]
    var damaged: Set<String> = []
    for person in programme.people where named[person.zone] == nil && !damaged.contains(person.zone) {
      if unknown[person.zone] != nil {
        unknown[person.zone, default: []].append(person.id.number)
        continue
      }
      do throws(Diagnostic) { named[person.zone] = try zones.zone(named: person.zone) } catch {
        if error.place == nil {
          unknown[person.zone] = [person.id.number]
        } else {
          damaged.insert(person.zone)
          diagnostics.add(error)
        }
      }
    }
    if !unknown.isEmpty, zones.names.isEmpty {
      diagnostics.add(
        Diagnostic(
          at: Place(file: zones.path), "the folder has no list of time zones, and not \(unknown.keys.sorted()[0])",
          remedy: "install the system's tzdata package, or choose another folder with --tzdir"))
      return named
    }
    for (name, people) in unknown.sorted(by: { $0.key < $1.key }) {
      let near = nearestName(to: name, among: zones.names).map { "did you mean \"\($0)\"?" }
      let some = people.prefix(5).map { "\($0)" }.joined(separator: ", ")
      diagnostics.add(
        Diagnostic(
          at: Place(file: folder.record),
          "unknown time zone \"\(name)\" (person \(some)\(people.count > 5 ? " …" : ""))",
          remedy: near ?? "write an IANA name such as Europe/Berlin"))
    }
    return named
  }

  /// A file for a mentor who is not there is a slip of the pen.
  private mutating func checkMentorFiles(_ content: Content, _ programme: Programme, slugs: Set<String>) {
    for (slug, page) in content.mentors.sorted(by: { $0.key < $1.key }) where !slugs.contains(slug) {
      let near = nearestName(to: slug, among: slugs.sorted()).map { "did you mean \"\($0)\"?" }
      diagnostics.add(
        Diagnostic(.warning, at: Place(file: page.source), "there is no mentor \"\(slug)\"", remedy: near))
    }
    let topics = programme.topics.map(\.slug)
    for (_, page) in content.mentors.sorted(by: { $0.key < $1.key }) {
      for topic in page.mentor.topics ?? [] where !topics.contains(topic) {
        let near = nearestName(to: topic, among: topics).map { "did you mean \"\($0)\"?" }
        diagnostics.add(
          Diagnostic(
            .warning, at: Place(file: page.source), "there is no topic \"\(topic)\", so the pages leave it out",
            remedy: near ?? "write the slug of a topic, or list it under topics in site.yaml"))
      }
    }
  }

  /// The process ends next: to free a hundred thousand objects one by one first would cost a fortieth of a build.
  func leaveToTheSystem(_ press: Press) {
    _ = Unmanaged.passRetained(press)
    if let site { _ = Unmanaged.passRetained(site) }
  }

  // MARK: Telling

  /// What is no error, but hardly meant: for `check`.
  mutating func addFindings() throws {
    guard let site else { return }
    for finding in site.findings(record: folder.record) { diagnostics.add(finding) }
    let terms = try termFindings(
      site.settings.listedTerms, in: try openRecord(at: folder.record), settingsFile: SiteInputs.settingsFile)
    for finding in terms { diagnostics.add(finding) }
  }

  func tellWarnings() {
    if diagnostics.all.isEmpty || invocation.has("quiet") && !diagnostics.hasErrors { return }
    surroundings.console.report(DiagnosticRenderer().render(diagnostics))
  }

  mutating func addWarnings(_ warnings: [Diagnostic]) { for warning in warnings { diagnostics.add(warning) } }

  /// With --json the document, else the words unless --quiet.
  func report(exit: ExitCode, _ counts: OutputCounts?, _ summary: PressSummary, words: String = "") {
    if invocation.has("json") {
      var sink = ByteSink(capacity: 1024)
      BuildDocument(exit: exit, output: output, summary: summary, counts: counts, findings: diagnostics)
        .append(into: &sink)
      sink.append("\n")
      surroundings.console.print(sink.bytes)
    } else if !invocation.has("quiet") {
      surroundings.console.print(words)
    }
  }

  /// `212 pages, 48 feeds, 1,304 open slots; 37 written, 411 unchanged, 2 removed`, without the site's size where it was
  /// not counted.
  func summary(_ counts: OutputCounts?, _ summary: PressSummary) -> String {
    let (written, removed) = invocation.has("dry-run") ? ("to write", "to remove") : ("written", "removed")
    let size = counts.map { "\($0.pages) pages, \($0.feeds) feeds, \($0.openSlots) open slots; " } ?? ""
    return """
      \(size)\(summary.written) \(written), \(summary.unchanged) unchanged, \(summary.removed) \(removed): \(visible(output))

      """
  }
}

extension BuildScope {
  /// Whether the public tree is built whole, so that a list of it can be made.
  var publishesAll: Bool { self == .full || self == .public }
}
