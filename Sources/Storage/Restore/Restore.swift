import CivilTime
import Diagnostics
import Glibc

/// Further results of a restore.
public struct RestoreReport: Sendable {
  /// The path of the former record; nil when there was none.
  public var former: String?
  /// Facts of the backup that violate its rules, and facts that became known only after it was made.
  public var warnings = Diagnostics()
  /// The number of sessions and requests that calendars may know in a later state: their SEQUENCE and DTSTAMP are now
  /// later.
  public var raised = 0
  /// The number of people and sessions whose private addresses changed after the backup; the newer addresses stay.
  public var keptAddresses = 0
}

/// Replaces the record, which others may have open, with the content of a backup. The former content is kept beside it
/// as `FILE.before-restore`, or with the next free number.
///
/// - Parameters:
///   - published: the event versions that calendars have received, by UID.
/// - Throws: when the backup is damaged or is not a record; exit code 3 when the record changes meanwhile; 75 when
///   other programs block the start. In these cases nothing is changed, and neither if the process is killed before
///   the end.
public func restore(
  _ backup: String, to path: String, now: Instant, published: [String: PublishedVersion] = [:],
  random: any RandomSource
) throws -> RestoreReport {
  let isThere = try isRecordThere(path)
  // Locked before the first check and until the end: a booking happens before or after the restore, never during it.
  let file = isThere ? try RecordFile(path) : nil
  defer { withExtendedLifetime(file) {} }
  // Opened before the mark is taken, since opening rolls back what a killed program left.
  let former = isThere ? try readable(path) : nil
  let mark = file?.mark()
  let fence = try RecordFence(of: path, alone: true)
  defer { withExtendedLifetime(fence) {} }
  var report = RestoreReport()
  let aside = try AsideFile(for: path)
  try copyBackup(backup, to: aside)
  let source = try Database(path: aside.path, purpose: .aside)
  try source.execute("PRAGMA synchronous = OFF")
  try prepare(source, from: backup, into: &report)
  guard let file, let mark else {
    try bringForward(source, past: nil, published, now: now, random: random, into: &report)
    try publish(aside, path)
    return report
  }
  let name = freeName(path + ".before-restore")
  if let former {
    try bringForward(source, past: former, published, now: now, random: random, into: &report)
    try replaceContent(of: file, with: source, ifStill: mark, keepingAs: name)
  } else {
    report.warnings.add(
      Diagnostic(
        .warning, at: Place(file: path),
        "the former record cannot be read, so the restored one was not compared with it",
        remedy: "rotate private addresses that were changed since the backup: almanac link rotate EMAIL --all"))
    try bringForward(source, past: nil, published, now: now, random: random, into: &report)
    try putAside(path, as: name)
    do { try aside.replace() } catch { throw unreadable(path, error.code) }
  }
  report.former = name
  return report
}

private func copyBackup(_ backup: String, to aside: borrowing AsideFile) throws {
  do throws(Diagnostic) {
    let connection = try Database(path: backup, purpose: .existing)
    _ = try schemaVersion(of: connection)
    try copy(connection, to: aside)
  } catch {
    var fault = error
    fault.remedy = "name a file that almanac db backup made"
    throw fault
  }
}

/// Migrates an older backup, and refuses a damaged one.
private func prepare(_ source: Database, from backup: String, into report: inout RestoreReport) throws {
  _ = try migrate(source, through: migrations, keepsCopy: false)
  let findings = try inspectRecord(source)
  func placed(_ found: Diagnostics, _ severity: Severity) -> Diagnostics {
    var all = Diagnostics()
    for var one in found.all {
      one.place = Place(file: backup)
      one.severity = severity
      all.add(one)
    }
    return all
  }
  guard findings.damage.all.isEmpty else { throw placed(findings.damage, .error) }
  report.warnings.add(contentsOf: placed(findings.faults, .warning))
}

/// Opens a record for reading; nil for a file that is damaged or not a database, to which no program can be writing.
///
/// - Throws: when this cannot be determined, for example without permission or while others lock the file.
private func readable(_ path: String) throws(Diagnostic) -> Database? {
  do throws(Diagnostic) {
    let connection = try Database(path: path, purpose: .existing)
    _ = try connection.integer("SELECT count(*) FROM sqlite_schema")
    return connection
  } catch {
    if Database.isDamage(error) { return nil }
    throw error
  }
}

private func publish(_ aside: consuming AsideFile, _ path: String) throws(Diagnostic) {
  do { try aside.publish() } catch {
    throw Diagnostic(
      at: Place(file: path), "cannot be written: \(String(cString: strerror(error.code)))",
      remedy: error.code == EEXIST ? "run the command again" : "check the folder", exitCode: .databaseOrDisk)
  }
}

/// Gives a file that is not a database a second name. The file keeps its first name until the restored record replaces
/// it. A journal beside it is renamed.
private func putAside(_ path: String, as name: String) throws(Diagnostic) {
  guard link(path, name) == 0 else { throw unreadable(name, errno) }
  // A journal of the damaged file must not be rolled back into the restored one.
  if access(path + "-journal", F_OK) == 0, rename(path + "-journal", name + "-journal") != 0 {
    throw unreadable(path + "-journal", errno)
  }
}
