import Diagnostics
import Glibc
import Synchronization

/// The largest file that is read from the organiser's folder, in bytes.
private let largestFile = 32 << 20

/// The calls at which a test may make reading a folder fail.
enum ReadingStep: Sendable {
  case open, list, look, read
}

/// Returns the `errno` with which a call fails, or nil.
typealias ReadingFaultHook = @Sendable (ReadingStep, String) -> Int32?

/// Reads the regular files below a folder, sorted by the bytes of their paths.
///
/// Symbolic links are reported and not followed, so that no file from outside gets into the site. Leftovers of editors
/// and version control are skipped; any other name that begins with a dot is skipped with a warning, except
/// `.well-known` at the top. A folder that does not exist has no files; an unreadable folder or a dangling link is an
/// error.
///
/// - Parameters:
///   - root: the organiser's folder.
///   - name: the folder below it; the returned paths begin with it.
///   - jobs: how many files of one folder are read at a time. In a build without changes, reading takes most of the
///     time.
public func readFolder(
  _ name: String, in root: String, jobs: Int = 1, into diagnostics: inout Diagnostics
) -> [SiteFile] {
  readFolder(name, in: root, jobs: jobs, faults: nil, into: &diagnostics)
}

func readFolder(
  _ name: String, in root: String, jobs: Int = 1, faults: ReadingFaultHook?, into diagnostics: inout Diagnostics
) -> [SiteFile] {
  var walk = FolderReading(jobs: jobs, faults: faults)
  let path = root == "." ? name : root + "/" + name
  let folder = walk.call(.open, name) { open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
  if folder < 0 {
    let code = errno
    if code != ENOENT {
      diagnostics.add(unreadable(name, code))
    } else if danglingLink(in: path) != nil {
      diagnostics.add(leadsNowhere(name))
    }
    return []
  }
  walk.read(folder, name, depth: 0)
  diagnostics.add(contentsOf: walk.diagnostics)
  return walk.files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
}

private struct FolderReading {
  let jobs: Int
  let faults: ReadingFaultHook?
  var files: [SiteFile] = []
  var diagnostics = Diagnostics()

  @inline(__always)
  func call(_ step: ReadingStep, _ path: String, _ body: () -> Int32) -> Int32 {
    if let code = faults?(step, path) {
      errno = code
      return -1
    }
    return body()
  }

  /// Reads an open folder and takes ownership of the descriptor.
  mutating func read(_ folder: Int32, _ path: String, depth: Int) {
    guard let stream = fdopendir(folder) else {
      diagnostics.add(unreadable(path, errno))
      close(folder)
      return
    }
    defer { closedir(stream) }
    var names: [String] = []
    do throws(SystemFault) {
      for entry in try entries(of: stream, fault: faults?(.list, path)) {
        guard let name = entry.name else {
          diagnostics.add(
            Diagnostic(
              at: Place(file: "\(path)/\(entry.escapedName)"), "the file's name is not UTF-8", remedy: "rename it"))
          continue
        }
        if isWanted(name, in: path, depth: depth) { names.append(name) }
      }
    } catch {
      diagnostics.add(unreadable(path, error.code))
      return
    }
    read(names.sorted(), in: dirfd(stream), path, depth: depth)
  }

  private mutating func isWanted(_ name: String, in path: String, depth: Int) -> Bool {
    if isDebris(name) {
      // The user may mistake the copy for the file.
      let original = nameWithoutCopyMarks(name)
      if original != name, let ending = readEndings.first(where: original.hasSuffix),
        original.utf8.count > ending.utf8.count,
        !name.hasPrefix(".#")
      {
        diagnostics.add(
          Diagnostic(
            .warning, at: Place(file: visible("\(path)/\(name)")),
            "is a program's copy of \(visible(original)), and is not read or published", remedy: "remove it"))
      }
      return false
    }
    // Files that hosts, certificates and apps look for (RFC 8615) are published.
    guard name.utf8.first == UInt8(ascii: "."), !(depth == 0 && name == ".well-known") else { return true }
    diagnostics.add(
      Diagnostic(
        .warning, at: Place(file: visible("\(path)/\(name)")), "names that begin with a dot are not read or published",
        remedy: "rename it without the dot, or move it out of this folder"))
    return false
  }

  private mutating func read(_ names: [String], in folder: Int32, _ path: String, depth: Int) {
    // Starting a thread costs as much as reading ten files.
    let shares = min(jobs, names.count / 32)
    if shares < 2 {
      for name in names { read(name, in: folder, "\(path)/\(name)", depth: depth) }
      return
    }
    let parts = Mutex([FolderReading](repeating: FolderReading(jobs: 1, faults: faults), count: shares))
    try? onWorkers(shares) { [faults] share in
      var part = FolderReading(jobs: 1, faults: faults)
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
    let file = call(.open, path) { openat(folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK) }
    if file < 0 {
      if errno == ELOOP {
        diagnostics.add(
          Diagnostic(
            at: Place(file: path), "the file is a link, and links are not followed", remedy: "copy the file here")
        )
      } else if errno == ENXIO {
        diagnostics.add(irregular(path))
      } else {
        diagnostics.add(unreadable(path, errno))
      }
      return
    }
    var status = stat()
    guard call(.look, path, { fstat(file, &status) }) == 0 else {
      diagnostics.add(unreadable(path, errno))
      close(file)
      return
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR:
      if depth < 16 {
        let before = (files.count, diagnostics.all.count)
        read(file, path, depth: depth + 1)
        if (files.count, diagnostics.all.count) == before, fileEndings.contains(where: name.lowercased().hasSuffix) {
          diagnostics.add(
            Diagnostic(
              .warning, at: Place(file: path), "is an empty folder, and a file is expected by that name",
              remedy: "put the file there, or remove the folder"))
        }
        return
      }
      diagnostics.add(Diagnostic(at: Place(file: path), "folders are nested more than 16 deep"))
    case S_IFREG:
      if status.st_size > largestFile {
        diagnostics.add(
          Diagnostic(at: Place(file: path), "the file has \(status.st_size) bytes, more than \(largestFile)"))
      } else if let bytes = contents(of: file, path, size: Int(status.st_size)) {
        files.append(SiteFile(path: path, bytes: bytes))
      } else {
        diagnostics.add(unreadable(path, errno))
      }
    default: diagnostics.add(irregular(path))
    }
    close(file)
  }

  /// Reports a pipe, a socket or a device: neither a file nor a folder.
  private func irregular(_ path: String) -> Diagnostic {
    Diagnostic(at: Place(file: path), "this is not a regular file", remedy: "move it away")
  }

  /// - Returns: nil if it cannot be read; `errno` contains the reason.
  private func contents(of file: Int32, _ path: String, size: Int) -> [UInt8]? {
    var isFine = true
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      count = 0
      if let code = faults?(.read, path) {
        errno = code
        isFine = false
        return
      }
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

/// Extensions of files that are parsed and not only copied.
private let readEndings = [".md", ".ics", ".mustache", ".css", ".js", ".yaml"]

/// Extensions that indicate that a folder was meant to be a file.
private let fileEndings = readEndings + [".jpg", ".jpeg", ".png", ".webp", ".gif", ".svg", ".pdf"]

/// A name without the marks that editors, file managers and version control add to copies: `a.md` for `a.md~`,
/// `#a.md#`, `._a.md` and `.a.md.swp`.
public func nameWithoutCopyMarks(_ name: String) -> String {
  var rest = name[...]
  if let mark = ["~", "#", ".swp", ".swo", ".swn", ".swx"].first(where: { name.hasSuffix($0) }) {
    rest = rest.dropLast(mark.count)
  }
  if let mark = ["._", ".#", ".~", "~$", "#", "."].first(where: { name.hasPrefix($0) }) {
    rest = rest.dropFirst(mark.count)
  }
  return String(rest)
}

/// Whether a name is a leftover of editors, file managers or version control. Such files are never published or
/// reported.
func isDebris(_ name: String) -> Bool {
  let known: Set<String> = [
    ".git", ".gitignore", ".gitattributes", ".gitkeep", ".gitmodules", ".keep", ".hg", ".hgignore", ".svn", ".DS_Store",
    ".directory", ".editorconfig", ".idea", ".vscode", ".obsidian", "Thumbs.db", "desktop.ini", "__MACOSX",
  ]
  if known.contains(name) || name.hasSuffix("~") || name.hasPrefix("~$") { return true }
  if name.hasPrefix("#") && name.hasSuffix("#") { return true }
  guard name.hasPrefix(".") else { return false }
  let ending = name.utf8.lastIndex(of: UInt8(ascii: ".")).map { String(name[$0...]) } ?? ""
  return [".swp", ".swo", ".swn", ".swx"].contains(ending)
    || [".#", "._", ".~", ".nfs", ".fuse_hidden", ".goutputstream-"].contains(where: name.hasPrefix)
}
