import Bytes
import CivilTime
import Diagnostics
import Mentoring
import Publishing
import Storage

/// One build, from its inputs to the publisher.
struct SiteBuild {
  let invocation: Invocation
  let process: ProcessEnvironment
  let folder: ProgrammeFolder
  let inputs: SiteInputs
  let clock: PageClock
  let zones: ZoneDirectory
  let scope: BuildScope
  let jobs: Int
  /// The value of --publish; nil leaves it to the settings.
  let mode: PublishMode?
  let inputHash: String
  let calendars: ProgrammeCalendars
  /// Digests of mentors' own calendars at the start of the build.
  let calendarDigests: [(slug: String, digest: String)]
  let output: String
  var diagnostics = Diagnostics()
  var sites: Sites?

  struct Outcome {
    /// Counts of the whole site; nil when only changed parts were rendered.
    var counts: OutputCounts?
    var stamp: BuildStamp
  }

  init(_ invocation: Invocation, _ process: ProcessEnvironment) throws {
    self.invocation = invocation
    self.process = process
    folder = ProgrammeFolder(for: invocation, environment: process.environment)
    clock = PageClock(try process.now(for: invocation))
    zones = process.zones(for: invocation)
    scope = try SiteBuild.scope(invocation)
    jobs = try SiteBuild.jobs(invocation, process)
    mode = try SiteBuild.mode(invocation)
    inputs = try SiteInputs(folder, baseURL: invocation.value("base-url"), jobs: jobs)
    output = folder.output(for: invocation)
    var hash = InputHash()
    for text in [
      programVersion, zones.version ?? "", clock.now.rfc3339, scope.rawValue, invocation.value("base-url") ?? "",
      invocation.has("drafts") ? "drafts" : "",
    ] { hash.add(text) }
    hash.addEmbeddedFiles()
    hash.add(inputs.settingsBytes)
    hash.add(inputs.content)
    hash.add(inputs.templates)
    inputHash = hash.finish()
    calendars = ProgrammeCalendars(
      folder, settings: inputs.settings, zones: zones, now: clock.now, process,
      mayWrite: invocation.command.name == "build" && !invocation.has("dry-run"))
    calendarDigests = calendars.digests()
  }

  /// Which part of a large tree is checked: another one each second. It does not affect any byte of the site.
  private var sample: UInt64 { UInt64(bitPattern: Int64(process.systemClock.seconds)) }

  /// The number of published outputs if they were built from exactly these inputs and all exist, otherwise nil. Reads
  /// the manifest, one row of the record and the times of some files.
  func publishedOutputs() throws -> (count: Int, stamp: BuildStamp)? {
    guard !invocation.has("force"), let published = try? Publisher.published(output: output),
      let stamp = BuildStamp(published.stamp), try stamp == currentStamp(like: stamp),
      try Publisher.isIntact(output: output, sample: sample, tidies: !invocation.has("dry-run"))
    else { return nil }
    return (published.outputs, stamp)
  }

  /// - Parameter old: the published site's stamp. A record of the same revision shows the same number of mentors, and
  ///   zone rules of the same version move the same number of sessions.
  private func currentStamp(like old: BuildStamp) throws -> BuildStamp {
    let record = try openRecord(at: folder.record)
    try ClockGuard(invocation, process).check(record)
    let meta = try Statement("SELECT programme_uuid, rev, programme_rev FROM meta", on: record)
    _ = try meta.step()
    let identity = try identity(of: record)
    return BuildStamp(
      inputs: inputHash, programme: meta.text(0).string, lineage: identity.lineage, journal: identity.journal,
      revision: meta.integer(1), programmeRevision: meta.integer(2),
      mentors: old.mentors, scope: scope, calendars: calendarsWord(calendarDigests), shifted: old.shifted,
      links: old.links)
  }

  /// Refuses to replace one scope of the site with another in the same folder by accident: all other files would be
  /// deleted.
  func checkScope(of publisher: Publisher) throws(Diagnostic) {
    guard !invocation.has("force"), let old = publisher.formerStamp.flatMap(BuildStamp.init), old.scope != scope
    else { return }
    guard scope != .full else { return }
    throw Diagnostic(
      at: Place(file: output),
      "holds the \(old.scope.rawValue) site; building \(scope.rawValue) would take the rest away",
      remedy: "name another folder with -o, or write --force")
  }

  func openPublisher(dryRun: Bool) throws -> Publisher {
    try checkOutput(output, of: folder)
    var options = PublisherOptions()
    options.mode = mode ?? inputs.settings?.publish.mode ?? .auto
    options.force = invocation.has("force")
    options.dryRun = dryRun
    options.digests = scope.publishesAll
    options.home = process.environment["HOME"]
    options.sample = sample
    return try Publisher.open(output: output, options: options)
  }

  /// Reads everything and renders into the publisher.
  ///
  /// - Throws: all errors, collected before anything is rendered.
  mutating func run(into publisher: Publisher) throws -> Outcome {
    let reading = try BuildReading(
      inputs, record: folder.record, drafts: invocation.has("drafts"),
      clock: clock, zones: zones, calendars: calendars, jobs: jobs, guarding: ClockGuard(invocation, process))
    diagnostics.add(contentsOf: inputs.diagnostics)
    diagnostics.add(contentsOf: reading.diagnostics)
    guard let siteSources = reading.siteSources, let snapshot = reading.snapshot, var programme = reading.programme,
      let first = snapshot.readers.first
    else { throw diagnostics }
    programme.offerPlaces(at: clock.now)
    if invocation.has("drafts") {
      programme.mentors += programme.otherMentors.filter { $0.approval == .pending }
      programme.mentors.sort { $0.id < $1.id }
    }
    checkTriggers(programme, siteSources.settings)
    let slugs = Set((programme.mentors + programme.otherMentors).map(\.slug))
    let content = siteSources.languages[0].content
    for language in siteSources.languages { checkMentorFiles(language.content, programme, slugs: slugs) }
    for finding in calendars.findings(slugs: slugs) { diagnostics.add(finding) }
    try diagnostics.throwIfErrors()
    let shifted = try first.shifted(after: clock.now, zones: zones)
    listShifted(shifted)
    try checkZoneRules()
    let entries = try mentorEntries(
      of: programme, content: content, clock: clock, zones: reading.zones, sources: snapshot.readers)
    diagnostics.add(contentsOf: calendars.findings)
    let sites = Sites(
      siteSources.languages, programme: programme, clock: clock, zone: siteSources.zone, zones: reading.zones,
      mentors: entries,
      sourcesChanged: programChanged)
    let site = sites.main
    self.sites = sites
    checkEvents(site)
    for finding in site.pictureFindings(record: folder.record, slugs: slugs) { diagnostics.add(finding) }
    var links = InputHash()
    for site in sites.all {
      for link in site.content.checkLinks(others: sites.generatedRoutes, into: &diagnostics) { links.add(link) }
    }
    try diagnostics.throwIfErrors()
    if siteSources.settings.baseURL == nil {
      diagnostics.add(
        Diagnostic(
          .warning, at: Place(file: SiteInputs.settingsFile),
          "there is no base_url: sitemap, canonical addresses and webcal links are left out",
          remedy: "write base_url: https://…, or build with --base-url"))
    }
    let identity = try first.identity()
    var stamp = BuildStamp(
      inputs: inputHash, programme: programme.uuid, lineage: identity.lineage, journal: identity.journal,
      revision: programme.revision,
      programmeRevision: programme.programmeRevision, mentors: programme.mentors.count(where: \.isEligible),
      scope: scope,
      calendars: calendars.word(for: calendarDigests), shifted: shifted.count, links: String(links.finish().prefix(12)))
    var changes = BuildChanges.everything
    if !invocation.has("force"), publisher.canKeep, let old = publisher.stamp.flatMap(BuildStamp.init),
      old.inputs == stamp.inputs, old.programme == stamp.programme,
      old.programmeRevision == stamp.programmeRevision, old.mentors == stamp.mentors, old.links == stamp.links,
      old.revision <= stamp.revision,
      try first.follows(RecordIdentity(lineage: old.lineage, journal: old.journal)),
      let others = mentorsWithOtherCalendars(old, stamp)
    {
      changes = .people(Set(try first.changedPeople(after: old.revision)).union(people(of: others, programme)))
    }
    publisher.setFreshTime(stamp.freshTime(at: clock))
    let counts = try sites.render(into: publisher, sources: snapshot.readers, scope: scope, changes: changes)
    let skipped = counts.skipped.map { $0.finding(record: folder.record) }.sorted { $0.message < $1.message }
    for finding in skipped { diagnostics.add(finding) }
    // A site with skipped parts is never up to date: each build reports again what is missing and why.
    if !skipped.isEmpty { stamp.inputs = "incomplete" }
    publisher.setBuildNote(
      "build.json", buildNote(site), mtime: clock.now.seconds)
    if case .people = changes { return Outcome(counts: nil, stamp: stamp) }
    return Outcome(counts: counts, stamp: stamp)
  }

  /// The exit code of a build that published.
  var exitCode: ExitCode {
    diagnostics.all.contains { $0.exitCode == .publishedWithOmissions } ? .publishedWithOmissions : .done
  }

  /// Mentors whose calendars differ from those of the published site; nil when that is unknown.
  private func mentorsWithOtherCalendars(_ old: BuildStamp, _ new: BuildStamp) -> Set<String>? {
    calendars.changed(since: old.calendars, calendarDigests)
  }

  private func people(of slugs: Set<String>, _ programme: Programme) -> [PersonID] {
    if slugs.isEmpty { return [] }
    return programme.mentors.filter { slugs.contains($0.slug) }.map(\.id)
  }

  /// Stores, after publishing, the calendars that the next build compares with.
  func noteCalendars(_ stamp: BuildStamp) {
    noteEvents()
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

  /// Leaves the publisher's memory to the exiting process: freeing a hundred thousand objects one by one would take a
  /// fortieth of the build time.
  func leaveToTheSystem(_ publisher: Publisher) {
    _ = Unmanaged.passRetained(publisher)
    for site in sites?.all ?? [] { _ = Unmanaged.passRetained(site) }
  }

}
