import Diagnostics
import Glibc

/// A lock on the folder of a record, in addition to SQLite's own. Every transaction of almanac shares it. A process
/// that replaces the whole content holds it exclusively, from before its first check of the record until the new
/// content is in place. A writer that comes meanwhile waits and then sees the new content; it cannot write first.
///
/// The lock is on the folder because closing any descriptor of the record itself would release SQLite's locks on it.
/// On a file system without such locks, only SQLite's locks apply.
final class RecordFence {
  private let descriptor: Int32

  /// - Throws: exit code 75 when the lock is not available within the time that a writer waits.
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
