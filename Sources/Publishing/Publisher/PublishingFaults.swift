import Diagnostics
import Glibc

/// The kinds of steps at which a test may make the publisher fail or die.
public enum PublishingStep: Sendable, Hashable, CaseIterable {
  case makeFolder, create, write, close, link, sync, writeManifest, writeRecord, exchange, rename, remove, finish
}

/// A fault that a test injects instead of a step.
public enum PublishingFault: Sendable {
  /// The call fails with this `errno`.
  case failure(Int32)
  /// The process dies here: nothing is cleaned up, and the lock is released.
  case kill
}

/// Called before each step with its path; nil lets the step happen.
public typealias PublishingFaultHook = @Sendable (PublishingStep, String) -> PublishingFault?

/// Thrown where a real process would have died.
public struct PublisherKilled: Error {}

/// Makes system calls: retries after EINTR and fails where a test requests it.
struct SystemCalls: Sendable {
  let hook: PublishingFaultHook?

  @inline(__always)
  func call(_ step: PublishingStep, _ path: @autoclosure () -> String, _ body: () -> Int) throws -> Int {
    if let hook, let fault = hook(step, path()) {
      switch fault {
      case .kill: throw PublisherKilled()
      case .failure(let code):
        errno = code
        return -1
      }
    }
    while true {
      let result = body()
      if result < 0 && errno == EINTR { continue }
      return result
    }
  }

  /// Makes a call, throwing a `Diagnostic` if the result is negative.
  @inline(__always)
  func must(_ step: PublishingStep, _ verb: String, _ path: @autoclosure () -> String, _ body: () -> Int) throws {
    if try call(step, path(), body) < 0 { throw diskFailure(verb, path()) }
  }

  /// Writes all of `bytes`, with as many calls as needed.
  func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32, _ path: @autoclosure () -> String) throws {
    var done = 0
    while done < bytes.count {
      let count = try call(.write, path()) {
        Glibc.write(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
      }
      if count < 0 { throw diskFailure("write", path()) }
      // A regular file never accepts 0 bytes of more than 0; retrying would loop forever.
      if count == 0 { throw diskFailure("write", path(), ENOSPC) }
      done += count
    }
  }

  /// Closes and checks: a late write error (quota, network file system) is reported here. Never retried on EINTR, since
  /// Linux has already released the descriptor.
  func close(_ descriptor: Int32, _ path: @autoclosure () -> String) throws {
    if let hook, let fault = hook(.close, path()) {
      _ = Glibc.close(descriptor)
      switch fault {
      case .kill: throw PublisherKilled()
      case .failure(let code): throw diskFailure("close", path(), code)
      }
    }
    if Glibc.close(descriptor) != 0 && errno != EINTR { throw diskFailure("close", path()) }
  }
}

/// `cannot write public/index.html: No space left on device`, exit code 6.
func diskFailure(_ verb: String, _ path: String, _ code: Int32 = errno) -> Diagnostic {
  let cause = strerror(code).map { String(cString: $0) } ?? "error \(code)"
  let remedy =
    switch code {
    case EACCES, EPERM: "give the account that runs almanac the right to read and write there (chmod, chown)"
    case EROFS: "mount the file system for writing, or publish into another folder with -o"
    case ENOSPC, EDQUOT: "make room on the disk, then build again"
    case EISDIR, ENOTDIR, ELOOP, EEXIST, ENOTEMPTY: "move what is there out of the way, then build again"
    case ENAMETOOLONG: "shorten the name"
    case EMFILE, ENFILE: "raise the limit of open files (ulimit -n)"
    case ENOENT: "another program removed it; build again"
    default: "check the disk, then build again"
    }
  return Diagnostic(.error, "cannot \(verb) \(path): \(cause)", remedy: remedy, exitCode: .databaseOrDisk)
}

/// A descriptor that is closed with its owner, for folders and for files that are only read.
final class Descriptor: @unchecked Sendable {
  let number: Int32
  /// Whether it holds a lock (flock(2)). Closing alone would leave the lock to a child process that was just forked and
  /// has the descriptor too; unlocking releases it for all.
  var isLock = false

  init(_ number: Int32) { self.number = number }

  deinit {
    if isLock { _ = flock(number, LOCK_UN) }
    _ = close(number)
  }
}
