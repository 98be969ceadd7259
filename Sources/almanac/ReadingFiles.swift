import Diagnostics
import Glibc
import Publishing

/// Reads a whole regular file, or standard input for `-`.
///
/// - Parameters:
///   - limit: in bytes; a longer file is refused.
///   - mayWait: pipes are read too, however long their writer takes.
/// - Throws: a `Diagnostic` with exit code 5, the file and the system's error.
func readInput(_ path: String, limit: Int, mayWait: Bool = true) throws(Diagnostic) -> [UInt8] {
  var descriptor: Int32 = 0
  if path != "-" {
    guard !path.utf8.contains(0) else { throw Diagnostic("a file name with a NUL", remedy: "name a file") }
    descriptor = open(path, O_RDONLY | O_CLOEXEC | (mayWait ? 0 : O_NONBLOCK))
    guard descriptor >= 0 else { throw unreadableInput(path, errno) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let code = errno
      close(descriptor)
      throw unreadableInput(path, code)
    }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      close(descriptor)
      throw Diagnostic(at: Place(file: path), "is a folder", remedy: "name a file")
    }
    guard mayWait || status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw Diagnostic(at: Place(file: path), "is no regular file", remedy: "put a file there")
    }
  }
  defer { if path != "-" { close(descriptor) } }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 64 * 1024)
  while true {
    let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
    if count < 0 && errno == EINTR { continue }
    guard count >= 0 else { throw unreadableInput(path, errno) }
    if count == 0 { return bytes }
    guard bytes.count + count <= limit else {
      throw Diagnostic(
        at: Place(file: path == "-" ? "<stdin>" : path), "more than \(limit / 1024) KiB", remedy: "split it")
    }
    bytes.append(contentsOf: chunk[..<count])
  }
}

private func unreadableInput(_ path: String, _ code: Int32) -> Diagnostic {
  var found = unreadable(path == "-" ? "<stdin>" : path, code)
  if code == ENOENT { found.remedy = "check the name" }
  return found
}

/// Whether the path exists.
///
/// - Throws: a `Diagnostic` if the system cannot tell, as in a folder without search permission or on a failing disk:
///   an inaccessible file must not count as missing.
func fileExists(_ path: String) throws(Diagnostic) -> Bool {
  if access(path, F_OK) == 0 { return true }
  let code = errno
  guard code == ENOENT || code == ENOTDIR else { throw unreadable(path, code) }
  if let link = danglingLink(in: path) { throw leadsNowhere(link) }
  return false
}
