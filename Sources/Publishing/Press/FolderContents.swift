import Bytes
import Diagnostics
import Glibc

/// Names in an open folder, without `.` and `..`, sorted by octets.
func folderContents(_ folder: Int32) throws -> [(name: String, type: Int32)] {
  let copy = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  guard copy >= 0, let stream = fdopendir(copy) else { throw diskFailure("read", "a folder") }
  defer { closedir(stream) }
  var names: [(name: String, type: Int32)] = []
  while let entry = readdir(stream) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) {
      $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    if name == "." || name == ".." { continue }
    var type = Int32(entry.pointee.d_type)
    if type == 0 {  // The file system does not say: ask.
      var status = stat()
      if fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 { type = Int32(status.st_mode & S_IFMT) >> 12 }
    }
    names.append((name, type))
  }
  return names.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
}

let folderType: Int32 = 4
let regularType: Int32 = 8

/// Removes `name` in `parent` and all below it, following no link. What is not there is fine.
func removeTree(_ name: String, in parent: Int32, calls: SystemCalls) throws {
  let folder = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
  if folder < 0 {
    if errno == ENOENT { return }
    if errno == ENOTDIR || errno == ELOOP {
      try calls.must(.remove, "remove", name) { Int(unlinkat(parent, name, 0)) }
      return
    }
    throw diskFailure("remove", name)
  }
  let held = Descriptor(folder)
  for entry in try folderContents(held.number) {
    if entry.type == folderType {
      try removeTree(entry.name, in: held.number, calls: calls)
    } else if try calls.call(.remove, entry.name, { Int(unlinkat(held.number, entry.name, 0)) }) < 0, errno != ENOENT {
      throw diskFailure("remove", entry.name)
    }
  }
  try calls.must(.remove, "remove", name) { Int(unlinkat(parent, name, AT_REMOVEDIR)) }
}

/// All that is no folder below `root`, as paths, sorted by octets within each folder.
func filesBelow(_ root: Int32, prefix: String = "", into paths: inout [String]) throws {
  for entry in try folderContents(root) {
    let path = prefix + entry.name
    guard entry.type == folderType else {
      paths.append(path)
      continue
    }
    let folder = openat(root, entry.name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    // A file system's own lost+found may be closed to us and is no output.
    if folder < 0 { continue }
    let held = Descriptor(folder)
    try filesBelow(held.number, prefix: path + "/", into: &paths)
  }
}
