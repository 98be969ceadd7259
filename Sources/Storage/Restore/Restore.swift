import CivilTime
import Diagnostics
import Glibc

/// What a restore did besides.
public struct RestoreReport: Sendable {
  /// Where the former record is kept; nil when there was none.
  public var former: String?
  /// Facts of the backup that its rules forbid, and what became known only after it was made.
  public var warnings = Diagnostics()
  /// Sessions and requests that calendars may know in a later state: their SEQUENCE and DTSTAMP are past it.
  public var raised = 0
  /// People and sessions whose private addresses had been changed since the backup; the newer addresses stay.
  public var keptAddresses = 0
}

/// Puts the content of a backup into the record, which others may hold open. What was there stays beside it as
/// `FILE.before-restore`, or with the next free number.
///
/// - Parameters:
///   - published: what calendars were given, by the event's UID.
/// - Throws: when the backup is damaged or is no record; exit code 3 when the record changes meanwhile; 75 when others do
///   not let it begin. Nothing is changed then, and nothing after a kill before the end.
public func restore(
  _ backup: String, to path: String, now: Instant, published: [String: PublishedVersion] = [:],
  random: any RandomSource
) throws -> RestoreReport {
  let isThere = try isRecordThere(path)
  // Before anything is looked at, and until the end: a booking is before the restore or after it, never within.
  let file = isThere ? try RecordFile(path) : nil
  defer { withExtendedLifetime(file) {} }
  // Opened before the mark is taken: what a killed program left is rolled back by this.
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

/// Brings an older backup up to date, and refuses a damaged one.
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

/// Nil for a file that is damaged or no database at all, which nobody can be writing.
///
/// - Throws: when it cannot be told, as without permission or while others lock it.
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

/// Gives a file that is no database, and a journal beside it, a second name; both stay where they are until the restored
/// record takes the place.
private func putAside(_ path: String, as name: String) throws(Diagnostic) {
  guard link(path, name) == 0 else { throw unreadable(name, errno) }
  // A journal of the damaged file must not be rolled back into the restored one.
  if access(path + "-journal", F_OK) == 0, rename(path + "-journal", name + "-journal") != 0 {
    throw unreadable(path + "-journal", errno)
  }
}
