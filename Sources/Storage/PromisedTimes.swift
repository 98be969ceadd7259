import Bytes
import CivilTime
import Diagnostics

/// Sessions and requests that start at a different instant than their wall time in their zone, as another program may
/// have written them: `tick` would move them, and pages would show both times.
///
/// Times resolved by older zone rules may differ by a change of those rules. For these, only a difference that no such
/// change explains is a finding.
public func promisedTimeFindings(
  _ connection: Database, zones: ZoneDirectory
) throws(Diagnostic) -> Diagnostics {
  var found = Diagnostics()
  var known: [String: Zone?] = [:]
  func zone(_ name: String) -> Zone? {
    if let zone = known[name] { return zone }
    let zone = try? zones.zone(named: name)
    known[name] = .some(zone)
    return zone
  }
  for table in ["session", "request"] {
    let rows = try Statement(
      """
      SELECT id, wall_time, zone, coalesce(fold, 0), start_at, coalesce(tzdata, '') FROM \(table)
      WHERE wall_time IS NOT NULL ORDER BY id
      """, on: connection)
    while try rows.step() {
      let wallTime = rows.text(1).string
      let name = rows.text(2).string
      let start = Instant(seconds: rows.integer(4))
      let isOld = !rows.text(5).isEmpty && rows.text(5).string != zones.version ?? ""
      let cause: String
      if let zone = zone(name), let local = LocalDateTime(iso: wallTime) {
        let instants = zone.instants(of: local)
        guard let promised = rows.integer(3) == 1 ? instants.last : instants.first else {
          if isOld { continue }
          found.add(
            finding(connection, table, rows.integer(0), "its wall_time is a time that the clocks of \(name) skip"))
          continue
        }
        if promised == start || isOld && isChangeOfRules(from: promised, to: start) { continue }
        cause = "it starts at \(start.rfc3339), its wall_time \(wallTime) in \(name) is \(promised.rfc3339)"
      } else {
        cause = "its wall_time \"\(wallTime)\" or its zone \"\(name)\" does not exist"
      }
      found.add(finding(connection, table, rows.integer(0), cause))
    }
  }
  return found
}

/// Countries change their clocks by whole quarters of an hour, and rarely by more than two hours.
private func isChangeOfRules(from old: Instant, to new: Instant) -> Bool {
  let shift = abs(new.since(old))
  return shift % 900 == 0 && shift <= 7200
}

private func finding(_ connection: Database, _ table: String, _ id: Int, _ cause: String) -> Diagnostic {
  Diagnostic(
    at: Place(file: connection.path), "\(table) S-\(id): \(cause)",
    remedy: "write start_at, wall_time, zone and fold together", exitCode: .failed)
}
