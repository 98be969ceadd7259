import Bytes
import Diagnostics
import Glibc

/// The names in an open folder, without `.` and `..`, sorted by bytes.
func folderContents(_ folder: Int32) throws -> [(name: String, type: Int32)] {
  try folderEntries(folder).map { entry in
    (entry.bytes.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }, entry.type)
  }.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
}

/// All entries of an open folder, each with its type.
///
/// - Throws: a `Diagnostic` if they cannot all be read. Callers delete, keep or publish files based on this list.
private func folderEntries(_ folder: Int32) throws -> [FolderEntry] {
  let copy = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  guard copy >= 0 else { throw diskFailure("read", "a folder") }
  guard let stream = fdopendir(copy) else {
    let code = errno
    close(copy)
    throw diskFailure("read", "a folder", code)
  }
  defer { closedir(stream) }
  do throws(SystemFault) {
    var all = try entries(of: stream)
    for at in all.indices where all[at].type == 0 {  // The file system does not report the type.
      var status = stat()
      if fstatat(folder, all[at].bytes, &status, AT_SYMLINK_NOFOLLOW) == 0 {
        all[at].type = Int32(status.st_mode & S_IFMT) >> 12
      } else if errno != ENOENT {
        throw SystemFault(code: errno)
      }
    }
    return all
  } catch {
    throw diskFailure("read", "a folder", error.code)
  }
}

let folderType: Int32 = 4
let regularType: Int32 = 8

/// Deletes `name` in `parent` and everything below it, following no link. A missing name is ignored.
func removeTree(_ name: String, in parent: Int32, calls: SystemCalls) throws {
  try removeTree(Array(name.utf8CString), in: parent, calls: calls)
}

/// - Parameter name: terminated by NUL. It may hold any bytes, since foreign files in a tree are deleted with it.
private func removeTree(_ name: [CChar], in parent: Int32, calls: SystemCalls) throws {
  func shown(_ name: [CChar]) -> String {
    String(decoding: name.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
  let folder = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
  if folder < 0 {
    if errno == ENOENT { return }
    if errno == ENOTDIR || errno == ELOOP {
      try calls.must(.remove, "remove", shown(name)) { Int(unlinkat(parent, name, 0)) }
      return
    }
    throw diskFailure("remove", shown(name))
  }
  let held = Descriptor(folder)
  for entry in try folderEntries(held.number) {
    if entry.type == folderType {
      try removeTree(entry.bytes, in: held.number, calls: calls)
    } else if try calls.call(.remove, shown(entry.bytes), { Int(unlinkat(held.number, entry.bytes, 0)) }) < 0,
      errno != ENOENT
    {
      throw diskFailure("remove", shown(entry.bytes))
    }
  }
  try calls.must(.remove, "remove", shown(name)) { Int(unlinkat(parent, name, AT_REMOVEDIR)) }
}

/// Collects the paths of everything below `root` that is not a folder, sorted by bytes within each folder.
///
/// - Throws: a `Diagnostic` if a folder cannot be read.
func filesBelow(_ root: Int32, prefix: String = "", into paths: inout [String]) throws {
  for entry in try folderContents(root) {
    let path = prefix + entry.name
    guard entry.type == folderType else {
      paths.append(path)
      continue
    }
    let folder = openat(root, entry.name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    if folder < 0 {
      // A file system's own lost+found may be unreadable and is not an output.
      if path == "lost+found" || errno == ENOENT { continue }
      throw diskFailure("read", path)
    }
    let held = Descriptor(folder)
    try filesBelow(held.number, prefix: path + "/", into: &paths)
  }
}
