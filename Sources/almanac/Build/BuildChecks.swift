import CivilTime
import Diagnostics
import Mentoring
import Publishing
import Storage

/// Checks of the record and the files together, for mistakes that neither shows alone.
extension SiteBuild {
  /// Reports files of mentors who do not exist: these are typing errors.
  mutating func checkMentorFiles(_ content: Content, _ programme: Programme, slugs: Set<String>) {
    // Text of the main language that stands in for a translation is checked in the main language only.
    let (language, isMain) = (content.siteLanguage.language, content.siteLanguage.isMain)
    let topics = Set(programme.topics.map(\.slug))
    var found: [(slug: String, finding: Diagnostic)] = []
    for (slug, page) in content.mentors where page.language == language {
      if !slugs.contains(slug) {
        let near = nearestName(to: slug, among: slugs.sorted()).map { "did you mean \"\($0)\"?" }
        found.append(
          (slug, Diagnostic(.warning, at: Place(file: page.source), "there is no mentor \"\(slug)\"", remedy: near)))
      }
      for topic in isMain ? page.mentor.topics ?? [] : [] where !topics.contains(topic) {
        let near = nearestName(to: topic, among: topics.sorted()).map { "did you mean \"\($0)\"?" }
        found.append(
          (
            slug,
            Diagnostic(
              .warning, at: Place(file: page.source), "there is no topic \"\(topic)\", so the pages leave it out",
              remedy: near ?? "write the slug of a topic, or list it under topics in site.yaml")
          ))
      }
    }
    for (_, finding) in found.sorted(by: { $0.slug < $1.slug }) { diagnostics.add(finding) }
  }

  /// Warns when settings in the record differ from `site.yaml`. The next verb updates the record's copy; until then its
  /// triggers use the old values. A build does not write to the record and makes pages from `site.yaml` alone.
  mutating func checkTriggers(_ programme: Programme, _ settings: Settings) {
    for (known, wanted) in zip(programme.triggers.columns, TriggerPolicy(settings.policy).columns)
    where known.value != wanted.value {
      diagnostics.add(
        Diagnostic(
          .warning, at: Place(file: folder.record),
          "other programs that write to the record are still held to \(known.name) \(known.value); site.yaml says \(wanted.value)",
          remedy: "almanac tick brings the record up to date; pages and commands follow site.yaml already"))
    }
  }

  /// Lists the shifted sessions of an unchanged site: they wait for `tick`, and every build must report them.
  mutating func listShifted() throws {
    listShifted(try shiftedSessions(on: try openRecord(at: folder.record), after: clock.now, zones: zones))
  }

  /// Lists the sessions that newer zone rules move. A build does not write to the record: `tick` moves them.
  mutating func listShifted(_ sessions: [ShiftedSession]) {
    let most = 100
    let rules = "the zone rules \(zones.version ?? "at hand")"
    for session in sessions.prefix(most) {
      let promise =
        "S-\(session.id) is \(session.isRequest ? "requested" : "promised") for \(session.wallTime) in \(session.zone)"
      if session.isOfNewerRules {
        diagnostics.add(
          Diagnostic(
            .warning, at: Place(file: folder.record),
            "\(promise) under the zone rules \(session.rules), which \(rules) would move",
            remedy: "update tzdata; until then almanac tick leaves it where it is"))
      } else if let moved = session.moved {
        diagnostics.add(
          Diagnostic(
            .warning, at: Place(file: folder.record),
            "\(promise), which \(rules) make \(moved.rfc3339) instead of \(session.start.rfc3339)",
            remedy: "almanac tick moves it and tells both"))
      } else {
        diagnostics.add(
          Diagnostic(
            .warning, at: Place(file: folder.record), "\(promise), a time that \(rules) skip",
            remedy: "almanac session reschedule S-\(session.id) --start …"))
      }
    }
    if sessions.count > most {
      diagnostics.add(
        Diagnostic(
          .warning, at: Place(file: folder.record),
          "\(sessions.count - most) more sessions have another time by \(rules)",
          remedy: "almanac tick moves those that were promised under older rules, and notifies both people"))
    }
  }

  /// Legal but suspicious data, for `check`.
  mutating func addFindings() throws {
    guard let site = sites?.main else { return }
    for finding in site.findings(record: folder.record) { diagnostics.add(finding) }
    try addDialectFindings()
    addStarterFindings()
    let terms = try termFindings(
      site.settings.listedTerms, in: try openRecord(at: folder.record), settingsFile: SiteInputs.settingsFile)
    for finding in terms { diagnostics.add(finding) }
    try addOverdueWork()
    try addSessionsOutsideHours(site.settings.policy)
  }

  /// Reports work of `tick` that has been due for more than a day: nothing runs `tick`.
  private mutating func addOverdueWork() throws {
    let work = try overdueWork(on: try openRecord(at: folder.record), at: clock.now)
    for (count, what) in [
      (work.requests, "pending request\(work.requests == 1 ? "" : "s") expired"),
      (work.recordings, "recording link\(work.recordings == 1 ? "" : "s") ended"),
      (work.offers, "place\(work.offers == 1 ? "" : "s") kept for the waiting list ended"),
    ] where count > 0 {
      diagnostics.add(
        Diagnostic(
          .warning, at: Place(file: folder.record),
          "\(count) \(what) more than \(FixedRules.overdueWork) hours ago, and almanac tick has not run since",
          remedy: "run almanac tick every quarter of an hour, by cron or a systemd timer; see almanac help hosting"))
    }
  }

  /// Reports agreed sessions that a later change of hours has left outside them.
  private mutating func addSessionsOutsideHours(_ policy: ProgrammePolicy) throws {
    let reader = try SituationReader(try openRecord(at: folder.record), zones: zones, policy: policy)
    for session in try reader.sessionsOutsideHours(of: nil, now: clock.now, withOverrides: false) {
      diagnostics.add(
        Diagnostic(
          .warning, at: Place(file: folder.record),
          "S-\(session.id) with \(session.mentor) at \(session.start.rfc3339) is outside the mentor's hours",
          remedy: "move or cancel it, or add the hours; it takes place as it is"))
    }
  }
}
