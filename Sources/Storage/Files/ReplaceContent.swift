import CSQLite
import Diagnostics
import Glibc

/// Access to the bytes of a record's file beside SQLite. Closing it releases this process's locks on the record, so it
/// must outlive every connection whose locks matter.
final class RecordFile {
  private let descriptor: Int32
  let path: String

  init(_ path: String) throws(Diagnostic) {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw unreadable(path, errno) }
  }

  deinit { close(descriptor) }

  /// The part of the file that every commit changes: the header with its change counter.
  func mark() -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 100) { buffer, count in
      count = max(0, pread(descriptor, buffer.baseAddress, 100, 0))
    }
  }

  /// Copies the file unchanged into one that is being created. Requires that no other program can write it.
  func copy(to aside: borrowing AsideFile) throws(Diagnostic) {
    let target = open(aside.path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
    guard target >= 0 else { throw unreadable(aside.place, errno) }
    defer { close(target) }
    var offset: off_t = 0
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = pread(descriptor, &buffer, buffer.count, offset)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw unreadable(path, errno) }
      if count == 0 { return }
      var done = 0
      while done < count {
        let written = buffer.withUnsafeBytes { write(target, $0.baseAddress.map { $0 + done }, count - done) }
        if written < 0 && errno == EINTR { continue }
        guard written > 0 else { throw unreadable(aside.place, errno) }
        done += written
      }
      offset += off_t(count)
    }
  }
}

/// Replaces the content of a record that other programs may have open. They see the old or the new content, also after
/// a kill at any moment.
///
/// - Parameters:
///   - mark: the mark of the content that may be replaced; nil for any.
///   - former: an unused path for the old content; nil to discard it.
/// - Throws: exit code 3 when the record has changed since the mark; 75 when other programs block the start.
func replaceContent(
  of file: RecordFile, with source: Database, ifStill mark: [UInt8]?, keepingAs former: String?
) throws(Diagnostic) {
  let target = try Database(path: file.path, purpose: .aside)
  guard let backup = sqlite3_backup_init(target.handle, "main", source.handle, "main") else {
    throw target.failure(sqlite3_errcode(target.handle))
  }
  // Takes the lock without copying anything yet.
  let locked = sqlite3_backup_step(backup, 0)
  var failure: Diagnostic? = locked == SQLITE_OK ? nil : target.failure(locked)
  if failure == nil, let mark, mark != file.mark() {
    failure = Diagnostic(
      at: Place(file: file.path), "the record changed meanwhile; nothing was replaced",
      remedy: "look at what came in, then run the command again", exitCode: .conflict)
  }
  if failure == nil, let former {
    do throws(Diagnostic) {
      let aside = try AsideFile(for: former)
      try file.copy(to: aside)
      do { try aside.publish() } catch { throw unreadable(former, error.code) }
    } catch { failure = error }
  }
  if let failure {
    sqlite3_backup_finish(backup)
    throw failure
  }
  sqlite3_backup_step(backup, -1)
  let code = sqlite3_backup_finish(backup)
  guard code == SQLITE_OK else { throw target.failure(code) }
}

func unreadable(_ path: String, _ code: Int32) -> Diagnostic {
  Diagnostic(
    at: Place(file: path), "cannot be read or written: \(String(cString: strerror(code)))",
    remedy: "check the folder and the disk", exitCode: .databaseOrDisk)
}
