import Diagnostics
import Glibc

/// A whole copy of the record in a new file of mode 0600; writers may go on meanwhile.
public func backUp(_ connection: Connection, to path: String) throws(Diagnostic) {
  let descriptor = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
  guard descriptor >= 0 else {
    throw Diagnostic(
      at: Place(file: path), "the copy cannot be made: \(String(cString: strerror(errno)))",
      remedy: errno == EEXIST ? "name a file that is not there" : "check the folder", exitCode: .databaseOrDisk)
  }
  close(descriptor)
  do {
    let vacuum = try Statement("VACUUM INTO ?", on: connection)
    vacuum.bind(path, at: 1)
    try vacuum.run()
  } catch {
    unlink(path)
    throw error
  }
}

/// Puts a backup in the record's place. What was there stays beside it as `FILE.before-restore`, or with the next free
/// number behind that.
///
/// - Returns: the former record's new name, if there was one.
/// - Throws: when the backup is no record of this program, or damaged; nothing is changed then.
public func restore(_ backup: String, to path: String) throws -> String? {
  let copy: Connection
  do { copy = try openRecord(at: backup) } catch {
    var fault = error
    fault.remedy = "name a file that almanac db backup made"
    throw fault
  }
  let findings = try verifyRecord(copy)
  guard findings.all.isEmpty else { throw findings }
  let aside = path + ".restoring"
  unlink(aside)
  try backUp(copy, to: aside)
  let hadRecord = access(path, F_OK) == 0
  var before = path + ".before-restore"
  var number = 1
  // Never over a record that an earlier restore put aside.
  while access(before, F_OK) == 0 {
    number += 1
    before = "\(path).before-restore-\(number)"
  }
  if hadRecord {
    // Nobody may be in the midst of writing to what is put aside.
    try Connection(path: path, purpose: .existing).transaction {
      guard rename(path, before) == 0 else {
        unlink(aside)
        throw Diagnostic(
          at: Place(file: path), "cannot be put aside: \(String(cString: strerror(errno)))", remedy: "check the folder",
          exitCode: .databaseOrDisk)
      }
    }
  }
  guard rename(aside, path) == 0 else {
    throw Diagnostic(
      at: Place(file: path), "cannot be written: \(String(cString: strerror(errno)))",
      remedy: "the restored record is \(aside), the former one \(before)", exitCode: .databaseOrDisk)
  }
  return hadRecord ? before : nil
}
