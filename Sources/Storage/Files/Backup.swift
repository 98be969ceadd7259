import Diagnostics
import Glibc

/// Copies the whole record to a new file of mode 0600; writers may continue meanwhile. The file appears under its name
/// when it is complete and on the disk, so a kill never leaves a partial backup.
///
/// - Throws: a `Diagnostic` with exit code 6, also when a file of that name exists.
public func backUp(_ connection: Database, to path: String) throws(Diagnostic) {
  guard access(path, F_OK) != 0 else { throw copyFailed(path, EEXIST) }
  let aside = try AsideFile(for: path)
  try copy(connection, to: aside)
  do { try aside.publish() } catch { throw copyFailed(path, error.code) }
}

/// Copies the record into a file that is being created.
func copy(_ connection: Database, to aside: borrowing AsideFile) throws(Diagnostic) {
  let descriptor = open(aside.path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
  guard descriptor >= 0 else { throw copyFailed(aside.place, errno) }
  close(descriptor)
  let vacuum = try Statement("VACUUM INTO ?", on: connection)
  vacuum.bind(aside.path, at: 1)
  try vacuum.run()
}

private func copyFailed(_ path: String, _ code: Int32) -> Diagnostic {
  Diagnostic(
    at: Place(file: path), "the copy cannot be made: \(String(cString: strerror(code)))",
    remedy: code == EEXIST ? "name a file that is not there" : "check the folder", exitCode: .databaseOrDisk)
}
