import Diagnostics
import Glibc

/// The names in a folder, sorted by bytes, without those that begin with a dot. A missing folder has no names.
///
/// - Parameter isFolder: list only folders, otherwise everything but folders. Links count as files.
func names(in path: String, folders isFolder: Bool) -> [String] {
  guard let stream = opendir(path) else { return [] }
  defer { closedir(stream) }
  var all: [String] = []
  while let entry = readdir(stream) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
      pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(validatingCString: $0) }
    }
    guard let name, name.utf8.first != UInt8(ascii: ".") else { continue }
    var status = stat()
    guard fstatat(dirfd(stream), name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { continue }
    if (status.st_mode & S_IFMT == S_IFDIR) == isFolder { all.append(name) }
  }
  return all.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
}

/// Whether the path is a folder; a link is not.
func isFolder(_ path: String) -> Bool {
  var status = stat()
  return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}

/// Why a file from somebody else was not read.
struct FileFault: Error, Hashable {
  var message: String
  /// An imperative; nil if there is no better advice than to repair the file.
  var remedy: String?

  init(_ message: String, _ remedy: String? = nil) {
    self.message = message
    self.remedy = remedy
  }

  /// The error reported by the system.
  init(_ what: String?, cannotBeRead code: Int32) {
    let cause = "cannot be read: \(String(cString: strerror(code)))"
    message = what.map { "\($0) \(cause)" } ?? cause
    remedy = code == EACCES || code == EPERM ? "give almanac the right to read it" : nil
  }
}

/// Reads a whole regular file. Does not follow links and does not wait for a pipe.
func readForeignFile(_ path: String, limit: Int) throws(FileFault) -> [UInt8] {
  let file = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
  guard file >= 0 else {
    throw errno == ELOOP
      ? FileFault("the file is a link, and links are not followed", "put a copy of the file there")
      : FileFault(nil, cannotBeRead: errno)
  }
  defer { close(file) }
  var status = stat()
  guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
    throw FileFault("is no regular file", "put a file there")
  }
  guard status.st_size <= limit else {
    throw FileFault("has more than \(limit >> 20) MiB", "export a shorter span of time")
  }
  var octets = [UInt8](repeating: 0, count: Int(status.st_size))
  var done = 0
  while done < octets.count {
    let count = octets.withUnsafeMutableBytes { read(file, $0.baseAddress.map { $0 + done }, $0.count - done) }
    if count < 0 && errno == EINTR { continue }
    guard count >= 0 else { throw FileFault(nil, cannotBeRead: errno) }
    if count == 0 { break }
    done += count
  }
  octets.removeLast(octets.count - done)
  return octets
}
