import CivilTime
import Diagnostics
import Publishing
import Storage

/// Checks the age of zone rules: outdated rules show wrong hours without any error, and countries change them at a few
/// weeks' notice.
extension SiteBuild {
  /// Reports rules older than ``oldest`` days, rules of which this machine has a newer version in another folder, and
  /// rules of unknown age, with the zones that people in the programme use.
  mutating func checkZoneRules() throws {
    let newer = newerRules()
    let version = zones.version.flatMap(ZoneRulesVersion.init)
    let age = version?.released.map { clock.now.dateUTC.daysSinceEpoch - $0.daysSinceEpoch } ?? 0
    guard newer != nil || version == nil || age > ZoneRulesAge.oldest else { return }
    let used =
      try zonesInUse(on: try openRecord(at: folder.record), after: clock.now)
      + [inputs.settings?.zone].compactMap { $0 }
    let finding = ZoneRulesAge.finding(zones, version, age: age, newer: newer, used: used, now: clock.now)
    if let finding { diagnostics.add(finding) }
  }

  /// The folder with the newest rules, if they are newer than those in use.
  private func newerRules() -> (path: String, version: ZoneRulesVersion)? {
    guard let mine = zones.version.flatMap(ZoneRulesVersion.init) else { return nil }
    let others = ZoneRulesAge.folders.compactMap { path in
      ZoneDirectory.version(of: path).flatMap(ZoneRulesVersion.init).map { (path: path, version: $0) }
    }
    guard let newest = others.max(by: { $0.version < $1.version }), newest.version > mine else { return nil }
    return newest
  }
}

enum ZoneRulesAge {
  /// The age in days after which rules are out of date: half a year.
  static let oldest = 180
  /// Folders where systems and Python's packages store zones.
  static let folders = [
    "/usr/share/zoneinfo", "/usr/local/share/zoneinfo", "/usr/share/lib/zoneinfo", "/usr/lib/zoneinfo", "/etc/zoneinfo",
    "/usr/lib/python3/dist-packages/pytz/zoneinfo", "/usr/lib/python3/dist-packages/tzdata/zoneinfo",
  ]
  private static let mostNames = 10

  /// - Parameters:
  ///   - version: the version of the rules in use; nil if unknown.
  ///   - age: days since their release.
  ///   - newer: the folder with newer rules.
  ///   - used: zones of the programme; those that no law can change are skipped.
  /// - Returns: nil if no zone in use is affected.
  static func finding(
    _ zones: ZoneDirectory, _ version: ZoneRulesVersion?, age: Int, newer: (path: String, version: ZoneRulesVersion)?,
    used: [String], now: Instant
  ) -> Diagnostic? {
    let used = Set(used).filter { !isFixed($0) }.sorted()
    if used.isEmpty { return nil }
    let place = Place(file: zones.path)
    let update =
      "update tzdata (apt-get update && apt-get install tzdata), then build; almanac help calendars says more"
    let name = zones.version.map { "the zone rules \($0)" } ?? "zone rules without a version"
    if let newer {
      let there = ZoneDirectory(path: newer.path)
      let changed = used.filter { differs($0, zones, there, from: now) }
      let which =
        changed.isEmpty
        ? "no zone in use (\(list(used))) differs in the next two years" : "different hours: \(list(changed))"
      return Diagnostic(
        .warning, at: place, "\(name) are older than those in \(newer.path), \(there.version ?? ""); \(which)",
        remedy: newer.path == "/usr/share/zoneinfo" ? "build without --tzdir and TZDIR, or \(update)" : update)
    }
    guard version != nil else {
      return Diagnostic(
        .warning, at: place, "\(name): nobody can tell how old they are; zones in use: \(list(used))", remedy: update)
    }
    return Diagnostic(
      .warning, at: place,
      "\(name) are about \(age) days old, and hours of zones in use may have changed since: \(list(used))",
      remedy: update)
  }

  /// Whether the zone is UTC by any name, or a plain offset.
  private static func isFixed(_ name: String) -> Bool {
    name.hasPrefix("Etc/") || ["UTC", "GMT", "UCT", "Zulu", "Universal", "Greenwich", "GMT0"].contains(name)
  }

  /// Whether two folders give a zone different hours in the next two years. A zone that either folder lacks is not
  /// compared.
  private static func differs(_ name: String, _ old: ZoneDirectory, _ new: ZoneDirectory, from now: Instant) -> Bool {
    guard let (old, new) = (try? (old.zone(named: name), new.zone(named: name))) else { return false }
    if old.offset(at: now) != new.offset(at: now) { return true }
    let range = now..<now.adding(days: 730)
    let changes = { (zone: Zone) in
      zone.transitions(in: range).filter { $0.offset != $0.offsetBefore }.map { [$0.at.seconds, $0.offset] }
    }
    return changes(old) != changes(new)
  }

  private static func list(_ names: [String]) -> String {
    let first = names.prefix(mostNames).joined(separator: ", ")
    return names.count > mostNames ? "\(first) and \(names.count - mostNames) more" : first
  }
}
