import Diagnostics
import Glibc

/// Creates a folder and its parents; an existing folder stays.
///
/// - Throws: a `Diagnostic` with exit code 6.
func makeFolder(_ path: String) throws(Diagnostic) {
  if mkdir(path, 0o755) == 0 || errno == EEXIST { return }
  guard errno == ENOENT, let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")), slash != path.startIndex else {
    throw unwritable(path, errno)
  }
  try makeFolder(String(path[..<slash]))
  guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw unwritable(path, errno) }
}

/// Writes a whole file and replaces an existing one.
///
/// - Parameter isNew: an existing file is an error (EEXIST).
/// - Throws: a `Diagnostic` with exit code 6.
func writeFile(_ path: String, _ text: String, isNew: Bool = false) throws(Diagnostic) {
  let flags = O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC | (isNew ? O_EXCL : O_TRUNC)
  let descriptor = open(path, flags, 0o644)
  guard descriptor >= 0 else { throw unwritable(path, errno) }
  defer { close(descriptor) }
  let bytes = Array(text.utf8)
  var done = 0
  while done < bytes.count {
    let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress.map { $0 + done }, $0.count - done) }
    if count < 0 && errno == EINTR { continue }
    guard count > 0 else { throw unwritable(path, errno) }
    done += count
  }
}

func unwritable(_ path: String, _ code: Int32) -> Diagnostic {
  Diagnostic(
    at: Place(file: path), "cannot be written: \(String(cString: strerror(code)))",
    remedy: "check the folder's permissions and the disk", exitCode: .databaseOrDisk)
}
