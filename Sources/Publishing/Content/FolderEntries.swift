import Diagnostics
import Glibc

/// One name in a folder.
struct FolderEntry {
  /// The bytes as the file system has them, with NUL at the end.
  var bytes: [CChar]
  /// `DT_DIR` and the like; 0 if the file system does not say.
  var type: Int32

  /// Nil if the bytes are not UTF-8.
  var name: String? { bytes.withUnsafeBufferPointer { $0.baseAddress.flatMap { String(validatingCString: $0) } } }
}

/// What the system said when a call failed.
struct SystemFault: Error {
  /// `errno`.
  var code: Int32
}

/// All names in an open folder except `.` and `..`, in the file system's order.
///
/// - Parameter fault: for tests: the `errno` of the first read.
/// - Throws: `SystemFault` if a read fails. The names read until then are only some of them, so none are returned: a
///   folder on a failing disk must not look like an empty one.
func entries(of stream: OpaquePointer, fault: Int32? = nil) throws(SystemFault) -> [FolderEntry] {
  if let fault { throw SystemFault(code: fault) }
  var all: [FolderEntry] = []
  while true {
    // The end and an error both return NULL; only errno tells them apart.
    errno = 0
    guard let entry = readdir(stream) else {
      if errno != 0 { throw SystemFault(code: errno) }
      return all
    }
    let bytes = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
      pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
        Array(UnsafeBufferPointer(start: $0, count: strlen($0) + 1))
      }
    }
    if bytes == [0x2E, 0] || bytes == [0x2E, 0x2E, 0] { continue }
    all.append(FolderEntry(bytes: bytes, type: Int32(entry.pointee.d_type)))
  }
}

/// A file or folder that the system does not let us read: path, cause and remedy. Exit code 5 where its owner can help, 6
/// where the disk or the machine fails.
public func unreadable(_ path: String, _ code: Int32) -> Diagnostic {
  let remedy: String
  var exitCode = ExitCode.invalidInput
  switch code {
  case EACCES, EPERM: remedy = "give the account that runs almanac the right to read it (chmod, chown)"
  case ENOENT: remedy = "it was removed while it was read; run the command again"
  case ENOTDIR: remedy = "a folder is needed here; move the file away"
  case ELOOP, ENAMETOOLONG: remedy = "replace it with a regular file or folder"
  case EMFILE, ENFILE:
    remedy = "raise the limit of open files (ulimit -n)"
    exitCode = .databaseOrDisk
  default:
    remedy = "check the disk, then run the command again"
    exitCode = .databaseOrDisk
  }
  return Diagnostic(
    at: Place(file: path), "cannot be read: \(String(cString: strerror(code)))", remedy: remedy, exitCode: exitCode)
}
