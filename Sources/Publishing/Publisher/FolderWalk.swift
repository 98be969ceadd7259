import Bytes
import Diagnostics
import Glibc

/// Finds the folders of outputs below a root, one output after another, keeping the folders of the last one open.
///
/// Outputs are grouped by folder, so most need no system call. No name is resolved through a symbolic link: each folder
/// is opened from its parent with O_NOFOLLOW.
final class FolderWalk {
  enum Absent: Sendable {
    /// A missing folder is reported as nil.
    case isNil
    /// A missing folder is created with mode 0755.
    case isMade
    /// As `isMade`, but anything in its place that is not a folder is removed first.
    case isForced
  }

  private let root: Int32
  private let absent: Absent
  private let calls: SystemCalls
  private let shown: String
  /// Whether mkdir's mode has to be repaired because the umask removed permissions.
  private let setsModes: Bool
  /// The last path twice: with `/` for comparing, and with NUL for naming single folders.
  private let text: UnsafeMutablePointer<UInt8>
  private let names: UnsafeMutablePointer<CChar>
  private var levels: [Level] = []

  private struct Level {
    /// Nil for a folder that was just created: many contain one file, which can be named from the folder above.
    var descriptor: Int32?
    let start: Int
    let end: Int
  }

  init(root: Int32, absent: Absent, calls: SystemCalls, shown: String, setsModes: Bool = true) {
    self.root = root
    self.absent = absent
    self.calls = calls
    self.shown = shown
    self.setsModes = setsModes
    text = .allocate(capacity: OutputPath.longest + 1)
    names = .allocate(capacity: OutputPath.longest + 1)
  }

  deinit {
    for level in levels { if let descriptor = level.descriptor { _ = close(descriptor) } }
    text.deallocate()
    names.deallocate()
  }

  /// The last requested path, relative to the returned folder: its last component, or its last two. A C string.
  private(set) var leaf: UnsafePointer<CChar> = UnsafePointer(bitPattern: 1).unsafelyUnwrapped

  /// An open folder from which ``leaf`` names `path`. Nil if it does not exist and none is created.
  func folder(of path: OutputPath) throws -> Int32? {
    let count = path.count
    let source = path.text.start.assumingMemoryBound(to: UInt8.self)
    while let last = levels.last, last.end > count || memcmp(text, source, last.end) != 0 {
      if let descriptor = last.descriptor { _ = close(descriptor) }
      levels.removeLast()
    }
    try openLast()
    let known = levels.last?.end ?? 0
    memcpy(text + known, source + known, count - known)
    memcpy(names + known, source + known, count - known)
    names[count] = 0
    var start = known
    var at = known
    while at < count {
      if source[at] == 0x2F {
        names[at] = 0
        let isDeepest = memchr(source + at + 1, 0x2F, count - at - 1) == nil
        switch try enter(names + start, in: parent, upTo: at, mayWait: isDeepest) {
        case .absent: return nil
        case .open(let descriptor): levels.append(Level(descriptor: descriptor, start: start, end: at + 1))
        case .made: levels.append(Level(descriptor: nil, start: start, end: at + 1))
        }
        start = at + 1
      }
      at += 1
    }
    if let last = levels.last, last.descriptor == nil {
      names[last.end - 1] = 0x2F
      leaf = UnsafePointer(names + last.start)
      return levels.dropLast().last?.descriptor ?? root
    }
    leaf = UnsafePointer(names + start)
    return parent
  }

  private var parent: Int32 { levels.last?.descriptor ?? root }

  /// Opens a folder that turns out to contain more than one file.
  private func openLast() throws {
    guard let last = levels.last, last.descriptor == nil else { return }
    names[last.end - 1] = 0
    levels.removeLast()
    levels.append(
      Level(
        descriptor: try opened(names + last.start, in: parent, upTo: last.end - 1), start: last.start, end: last.end))
  }

  private enum Entered {
    case absent, made
    case open(Int32)
  }

  /// - Parameter mayWait: whether a folder that is created here may be opened later.
  private func enter(
    _ name: UnsafePointer<CChar>, in parent: Int32, upTo end: Int, mayWait: Bool
  ) throws -> Entered {
    if absent == .isNil {
      let descriptor = openat(parent, name, flags)
      if descriptor >= 0 { return .open(descriptor) }
      if errno == ENOENT || errno == ENOTDIR || errno == ELOOP { return .absent }
      throw diskFailure("open", path(upTo: end))
    }
    if absent == .isForced {
      let descriptor = openat(parent, name, flags)
      if descriptor >= 0 { return .open(descriptor) }
      if errno == ENOTDIR || errno == ELOOP {
        try calls.must(.remove, "remove", path(upTo: end)) { Int(unlinkat(parent, name, 0)) }
      }
    }
    var isNew = true
    if try calls.call(.makeFolder, path(upTo: end), { Int(mkdirat(parent, name, 0o755)) }) < 0 {
      guard errno == EEXIST else { throw diskFailure("make the folder", path(upTo: end)) }
      isNew = false
    }
    if isNew && mayWait && !setsModes { return .made }
    let descriptor = try opened(name, in: parent, upTo: end)
    if isNew && setsModes && fchmod(descriptor, 0o755) != 0 {
      let failure = diskFailure("set the mode of", path(upTo: end))
      _ = close(descriptor)
      throw failure
    }
    return .open(descriptor)
  }

  private func opened(_ name: UnsafePointer<CChar>, in parent: Int32, upTo end: Int) throws -> Int32 {
    let descriptor = openat(parent, name, flags)
    if descriptor >= 0 { return descriptor }
    if errno == ENOTDIR || errno == ELOOP {
      throw Diagnostic(
        .error, "\(path(upTo: end)) would be a file and a folder at once", remedy: "change one of the two outputs")
    }
    throw diskFailure("open", path(upTo: end))
  }

  private var flags: Int32 { O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC }

  /// The path for messages.
  private func path(upTo end: Int) -> String {
    "\(shown)/\(String(decoding: UnsafeBufferPointer(start: text, count: end), as: UTF8.self))"
  }
}
