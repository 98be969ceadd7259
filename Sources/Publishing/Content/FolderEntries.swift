import Diagnostics
import Glibc

/// One name in a folder.
public struct FolderEntry {
  /// The bytes as in the file system, terminated by NUL.
  public var bytes: [CChar]
  /// `DT_DIR` and the like; 0 if the file system does not report it.
  var type: Int32

  /// Nil if the bytes are not UTF-8.
  public var name: String? {
    bytes.withUnsafeBufferPointer { $0.baseAddress.flatMap { String(validatingCString: $0) } }
  }

  /// The name for messages if it is not UTF-8: `h\xE9.md`.
  public var escapedName: String {
    let digits = Array("0123456789ABCDEF".utf8)
    let octets = bytes.dropLast().map { UInt8(bitPattern: $0) }
    let escaped = octets.flatMap { (octet: UInt8) -> [UInt8] in
      (0x20...0x7E).contains(octet) ? [octet] : Array("\\x".utf8) + [digits[Int(octet >> 4)], digits[Int(octet & 15)]]
    }
    return String(decoding: escaped, as: UTF8.self)
  }
}

/// The system's error when a call failed.
struct SystemFault: Error {
  /// `errno`.
  var code: Int32
}

/// All names in an open folder except `.` and `..`, in the file system's order.
///
/// - Parameter fault: for tests: the `errno` of the first read.
/// - Throws: `SystemFault` if a read fails. A partial list is not returned, because a folder on a failing disk must not
///   look like an empty one.
func entries(of stream: OpaquePointer, fault: Int32? = nil) throws(SystemFault) -> [FolderEntry] {
  if let fault { throw SystemFault(code: fault) }
  var all: [FolderEntry] = []
  while true {
    // The end and an error both return NULL; only errno distinguishes them.
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

/// All names in a folder except those that begin with a dot, ascending by bytes; empty if there is no such folder.
///
/// - Throws: `Diagnostic` if it cannot be read.
public func folderEntries(at path: String) throws(Diagnostic) -> [FolderEntry] {
  guard let stream = opendir(path) else {
    let code = errno
    if code != ENOENT { throw unreadable(path, code) }
    if let link = danglingLink(in: path) { throw leadsNowhere(link) }
    return []
  }
  defer { closedir(stream) }
  let all: [FolderEntry]
  do throws(SystemFault) { all = try entries(of: stream) } catch { throw unreadable(path, error.code) }
  return all.filter { $0.bytes[0] != 0x2E }.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
}

/// The part of a path that is a link to something that does not exist; nil if the path itself does not exist. The
/// system reports the same error for both, but only a missing path can be intended.
public func danglingLink(in path: String) -> String? {
  let slashes = path.utf8.indices.filter { $0 != path.startIndex && path.utf8[$0] == UInt8(ascii: "/") }
  for end in slashes + [path.endIndex] {
    let part = String(path[..<end])
    var status = stat()
    guard lstat(part, &status) == 0 else { return nil }
    if status.st_mode & S_IFMT == S_IFLNK, access(part, F_OK) != 0, errno == ENOENT { return part }
  }
  return nil
}

/// The error for ``danglingLink(in:)``.
public func leadsNowhere(_ link: String) -> Diagnostic {
  Diagnostic(
    at: Place(file: link), "is a link to something that does not exist",
    remedy: "put back what it leads to, or remove the link")
}

/// The error for a file or folder that the system does not allow us to read: path, cause and remedy. Exit code 5 if its
/// owner can help, 6 if the disk or the machine fails.
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
