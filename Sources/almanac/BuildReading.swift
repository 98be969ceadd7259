import CivilTime
import Diagnostics
import Mentoring
import Publishing
import Storage

/// What a build reads before it renders anything: the organiser's files on one worker, the record on another.
struct BuildReading {
  let ground: SiteGround?
  let snapshot: RecordSnapshot?
  let programme: Programme?
  /// Those that people of the programme live in.
  let zones: [String: Zone]
  /// Of the files, then of the record.
  let diagnostics: Diagnostics

  /// Each field belongs to one worker until both are done.
  private final class Parts: @unchecked Sendable {
    var ground: SiteGround?
    var groundFaults = Diagnostics()
    var snapshot: RecordSnapshot?
    var programme: Programme?
    var zones: [String: Zone] = [:]
    var recordFaults = Diagnostics()
  }

  /// The record is looked at even when a file is wrong, so that one run tells all.
  init(
    _ inputs: SiteInputs, record: String, baseURL: String?, drafts: Bool, clock: PageClock, zones: ZoneDirectory,
    calendars: ProgrammeCalendars, jobs: Int
  ) throws {
    var ignored = Diagnostics()
    let settings = readSettings(inputs.settings, file: SiteInputs.settingsFile, into: &ignored)
    let parts = Parts()
    try onWorkers(min(jobs, 2)) { worker in
      if worker == 0 {
        let snapshot = try parts.recordFaults.collect {
          // Not while writers are held.
          _ = try calendars.holidays()
          return try RecordSnapshot(
            record, count: jobs, zones: zones, calendars: calendars, settings: settings ?? Settings(title: ""))
        }
        parts.programme = try parts.recordFaults.collect { try snapshot?.programme() } ?? nil
        parts.snapshot = snapshot
        if let programme = parts.programme {
          parts.zones = namedZones(of: programme, in: zones, record: record, into: &parts.recordFaults)
        }
      }
      if worker == 1 || jobs == 1 {
        parts.ground = SiteGround(
          inputs, baseURL: baseURL, drafts: drafts, clock: clock, zones: zones, into: &parts.groundFaults)
      }
    }
    (ground, snapshot, programme) = (parts.ground, parts.snapshot, parts.programme)
    self.zones = parts.zones
    var all = parts.groundFaults
    all.add(contentsOf: parts.recordFaults)
    diagnostics = all
  }
}

/// Every zone that somebody lives in; an unknown one is an error that names the rows.
func namedZones(
  of programme: Programme, in zones: ZoneDirectory, record: String, into diagnostics: inout Diagnostics
) -> [String: Zone] {
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
        at: Place(file: record),
        "unknown time zone \"\(name)\" (person \(some)\(people.count > 5 ? " …" : ""))",
        remedy: near ?? "write an IANA name such as Europe/Berlin"))
  }
  return named
}
