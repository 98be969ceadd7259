import CivilTime
import Diagnostics
import Mentoring
import Publishing
import Storage

/// What is looked at in the record and the files together: mistakes of either that only both show.
extension SiteBuild {
  /// Every zone that somebody lives in; an unknown one is an error that names the rows.
  mutating func namedZones(of programme: Programme) -> [String: Zone] {
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
  mutating func checkMentorFiles(_ content: Content, _ programme: Programme, slugs: Set<String>) {
    // Words of the main language that stand in for a translation are looked at there alone.
    let own = content.mentors.filter { $0.value.language == content.edition.language }
    for (slug, page) in own.filter({ !slugs.contains($0.key) }).sorted(by: { $0.key < $1.key }) {
      let near = nearestName(to: slug, among: slugs.sorted()).map { "did you mean \"\($0)\"?" }
      diagnostics.add(
        Diagnostic(.warning, at: Place(file: page.source), "there is no mentor \"\(slug)\"", remedy: near))
    }
    let topics = programme.topics.map(\.slug)
    let naming = content.edition.isMain ? own.filter { $0.value.mentor.topics != nil } : [:]
    for (_, page) in naming.sorted(by: { $0.key < $1.key }) {
      for topic in page.mentor.topics ?? [] where !topics.contains(topic) {
        let near = nearestName(to: topic, among: topics).map { "did you mean \"\($0)\"?" }
        diagnostics.add(
          Diagnostic(
            .warning, at: Place(file: page.source), "there is no topic \"\(topic)\", so the pages leave it out",
            remedy: near ?? "write the slug of a topic, or list it under topics in site.yaml"))
      }
    }
  }

  /// Lists them where nothing else has changed: they wait for `tick`, and whoever builds should hear it each time.
  mutating func listShifted() throws {
    listShifted(try shiftedSessions(on: try openRecord(at: folder.record), after: clock.now, zones: zones))
  }

  /// Lists the sessions that newer zone rules move. A build writes nothing to the record: `tick` moves them.
  mutating func listShifted(_ sessions: [ShiftedSession]) {
    let most = 100
    let rules = "the zone rules \(zones.version ?? "at hand")"
    for session in sessions.prefix(most) {
      let promise = "S-\(session.id) is promised for \(session.wallTime) in \(session.zone)"
      if let moved = session.moved {
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
          .warning, at: Place(file: folder.record), "\(sessions.count - most) more sessions move by \(rules)",
          remedy: "almanac tick moves them and tells all"))
    }
  }

  /// What is no error, but hardly meant: for `check`.
  mutating func addFindings() throws {
    guard let site = sites?.main else { return }
    for finding in site.findings(record: folder.record) { diagnostics.add(finding) }
    let terms = try termFindings(
      site.settings.listedTerms, in: try openRecord(at: folder.record), settingsFile: SiteInputs.settingsFile)
    for finding in terms { diagnostics.add(finding) }
  }
}
