import Diagnostics
import Glibc
import Synchronization

/// The most octets of one file of the organiser's folder.
private let mostFileOctets = 32 << 20

/// Reads the regular files below a folder, sorted by the octets of their paths.
///
/// Links are not followed and reported, so that no file from outside gets into the site; names beginning with a dot and
/// those that editors leave behind are passed over, but `.well-known` at the top. A folder that is not there has no files.
///
/// - Parameters:
///   - root: the organiser's folder.
///   - name: the folder below it; paths in the answer begin with it.
///   - jobs: how many files of one folder are read at a time. A build with nothing to do is little else.
public func readFolder(
  _ name: String, in root: String, jobs: Int = 1, into diagnostics: inout Diagnostics
) -> [SiteFile] {
  var walk = FolderReading(jobs: jobs)
  let path = root == "." ? name : root + "/" + name
  let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  if folder < 0 {
    if errno != ENOENT { diagnostics.add(systemError(name, "cannot be read")) }
    return []
  }
  walk.read(folder, name, depth: 0)
  diagnostics.add(contentsOf: walk.diagnostics)
  return walk.files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
}

private func systemError(_ path: String, _ what: String) -> Diagnostic {
  Diagnostic(at: Place(file: path), "\(what): \(String(cString: strerror(errno)))")
}

private struct FolderReading {
  let jobs: Int
  var files: [SiteFile] = []
  var diagnostics = Diagnostics()

  /// Takes over the descriptor.
  mutating func read(_ folder: Int32, _ path: String, depth: Int) {
    guard let stream = fdopendir(folder) else {
      diagnostics.add(systemError(path, "cannot be read"))
      close(folder)
      return
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(validatingCString: $0) }
      }
      guard let name else {
        diagnostics.add(Diagnostic(at: Place(file: path), "a file's name is no UTF-8", remedy: "rename it"))
        continue
      }
      // What hosts, certificates and apps look for (RFC 8615) is published; any other such name is the organiser's own.
      let isWellKnown = depth == 0 && name == ".well-known"
      if (name.hasPrefix(".") && !isWellKnown) || name.hasSuffix("~") { continue }
      names.append(name)
    }
    read(names.sorted(), in: dirfd(stream), path, depth: depth)
  }

  private mutating func read(_ names: [String], in folder: Int32, _ path: String, depth: Int) {
    // A thread costs what ten files do.
    let shares = min(jobs, names.count / 32)
    if shares < 2 {
      for name in names { read(name, in: folder, "\(path)/\(name)", depth: depth) }
      return
    }
    let parts = Mutex([FolderReading](repeating: FolderReading(jobs: 1), count: shares))
    try? onWorkers(shares) { share in
      var part = FolderReading(jobs: 1)
      let range = names.count * share / shares..<names.count * (share + 1) / shares
      for name in names[range] { part.read(name, in: folder, "\(path)/\(name)", depth: depth) }
      let done = part
      parts.withLock { $0[share] = done }
    }
    for part in parts.withLock({ $0 }) {
      files += part.files
      diagnostics.add(contentsOf: part.diagnostics)
    }
  }

  private mutating func read(_ name: String, in folder: Int32, _ path: String, depth: Int) {
    if name.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == 0x5C }) {
      diagnostics.add(
        Diagnostic(at: Place(file: visible(path)), "the file's name has a control character", remedy: "rename it"))
      return
    }
    let file = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
    if file < 0 {
      if errno == ELOOP {
        diagnostics.add(
          Diagnostic(
            at: Place(file: path), "the file is a link, and links are not followed", remedy: "copy the file here")
        )
      } else {
        diagnostics.add(systemError(path, "cannot be read"))
      }
      return
    }
    var status = stat()
    guard fstat(file, &status) == 0 else {
      diagnostics.add(systemError(path, "cannot be read"))
      close(file)
      return
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR:
      if depth < 16 { return read(file, path, depth: depth + 1) }
      diagnostics.add(Diagnostic(at: Place(file: path), "folders are nested more than 16 deep"))
    case S_IFREG:
      if status.st_size > mostFileOctets {
        diagnostics.add(
          Diagnostic(at: Place(file: path), "the file has \(status.st_size) octets, more than \(mostFileOctets)"))
      } else if let bytes = contents(of: file, size: Int(status.st_size)) {
        files.append(SiteFile(path: path, bytes: bytes))
      } else {
        diagnostics.add(systemError(path, "cannot be read"))
      }
    default: diagnostics.add(Diagnostic(at: Place(file: path), "this is no regular file", remedy: "move it away"))
    }
    close(file)
  }

  private func contents(of file: Int32, size: Int) -> [UInt8]? {
    var isFine = true
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      count = 0
      while count < size {
        let got = Glibc.read(file, buffer.baseAddress.map { $0 + count }, size - count)
        if got < 0 && errno == EINTR { continue }
        if got <= 0 {
          isFine = got == 0
          break
        }
        count += got
      }
    }
    return isFine ? bytes : nil
  }
}
