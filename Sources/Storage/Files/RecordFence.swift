import Diagnostics
import Glibc

/// A lock on the folder of a record, beside SQLite's own: every transaction of ours shares it, and who replaces the whole
/// content has it alone, from before it looks at the record until the new content is there. A writer that comes meanwhile
/// waits and then sees the new content; it cannot get in first.
///
/// The folder, since closing any descriptor of the record itself would end SQLite's locks on it. Where a file system knows
/// no such locks, SQLite's must do.
final class RecordFence {
  private let descriptor: Int32

  /// - Throws: exit code 75 when it cannot be had within the time that a writer waits.
  init?(of path: String, alone: Bool) throws(Diagnostic) {
    descriptor = open(folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    let step: UInt32 = 5
    for _ in 0...UInt32(Database.busyTimeout) / step {
      if flock(descriptor, (alone ? LOCK_EX : LOCK_SH) | LOCK_NB) == 0 { return }
      guard errno == EWOULDBLOCK || errno == EINTR else {
        return nil
      }
      usleep(step * 1000)
    }
    throw Diagnostic(
      at: Place(file: path), alone ? "another program is writing the record" : "the record is being restored",
      remedy: "try again", exitCode: .locked)
  }

  deinit { if descriptor >= 0 { close(descriptor) } }
}
