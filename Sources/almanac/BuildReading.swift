import CivilTime
import Diagnostics
import Mentoring
import Publishing
import Storage

/// The inputs that a build reads before it renders anything: the organiser's files on one worker, the record on
/// another.
struct BuildReading {
  let siteSources: SiteSources?
  let snapshot: RecordSnapshot?
  let programme: Programme?
  /// The zones of the programme's people.
  let zones: [String: Zone]
  /// The findings in the files, then those in the record.
  let diagnostics: Diagnostics

  /// Each field belongs to one worker until both have finished.
  private final class Parts: @unchecked Sendable {
    var siteSources: SiteSources?
    var groundFaults = Diagnostics()
    var snapshot: RecordSnapshot?
    var programme: Programme?
    var zones: [String: Zone] = [:]
    var recordFaults = Diagnostics()
  }

  /// Reads the record even if a file has errors, so that one run reports all of them.
  init(
    _ inputs: SiteInputs, record: String, drafts: Bool, clock: PageClock, zones: ZoneDirectory,
    calendars: ProgrammeCalendars, jobs: Int, guarding clockGuard: ClockGuard
  ) throws {
    let parts = Parts()
    try onWorkers(min(jobs, 2)) { worker in
      if worker == 0 {
        let snapshot = try parts.recordFaults.collect {
          // Read the holidays before the snapshot, which makes writers wait.
          _ = try calendars.holidays()
          return try RecordSnapshot(
            record, count: jobs, zones: zones, calendars: calendars, settings: inputs.settings ?? Settings(title: ""),
            clock: clockGuard)
        }
        parts.programme = try parts.recordFaults.collect { try snapshot?.programme() } ?? nil
        parts.snapshot = snapshot
        if let programme = parts.programme {
          parts.zones = namedZones(
            of: programme.people.lazy.map { ($0.zone, $0.id.number) }, in: zones, record: record,
            into: &parts.recordFaults)
        }
      }
      if worker == 1 || jobs == 1 {
        parts.siteSources = SiteSources(
          inputs, drafts: drafts, clock: clock, zones: zones, into: &parts.groundFaults)
      }
    }
    (siteSources, snapshot, programme) = (parts.siteSources, parts.snapshot, parts.programme)
    self.zones = parts.zones
    var all = parts.groundFaults
    all.add(contentsOf: parts.recordFaults)
    diagnostics = all
  }
}
