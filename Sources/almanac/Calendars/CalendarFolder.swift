import Diagnostics
import Glibc

/// Names in a folder, sorted by octets, those that begin with a dot left out. A folder that is not there has none.
///
/// - Parameter isFolder: folders are wanted, else everything but folders. Links are taken for files.
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

/// Why a file that somebody else put there was not read.
struct FileFault: Error {
  var message: String
}

/// A regular file, whole. Links are not followed, and nothing waits for a pipe.
func readForeignFile(_ path: String, limit: Int) throws(FileFault) -> [UInt8] {
  let file = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
  guard file >= 0 else {
    throw FileFault(
      message: errno == ELOOP
        ? "the file is a link, and links are not followed" : "cannot be read: \(String(cString: strerror(errno)))")
  }
  defer { close(file) }
  var status = stat()
  guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
    throw FileFault(message: "is no regular file")
  }
  guard status.st_size <= limit else { throw FileFault(message: "has more than \(limit >> 20) MiB") }
  var octets = [UInt8](repeating: 0, count: Int(status.st_size))
  var done = 0
  while done < octets.count {
    let count = octets.withUnsafeMutableBytes { read(file, $0.baseAddress.map { $0 + done }, $0.count - done) }
    if count < 0 && errno == EINTR { continue }
    guard count >= 0 else { throw FileFault(message: "cannot be read: \(String(cString: strerror(errno)))") }
    if count == 0 { break }
    done += count
  }
  octets.removeLast(octets.count - done)
  return octets
}
