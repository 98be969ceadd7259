import Bytes
import Diagnostics
import Glibc

/// Finds the folder of one output after the other below a root, holding the folders of the last one open.
///
/// Outputs come grouped by folder, so most need no call at all. No name is resolved through a symbolic link:
/// each folder is opened from its parent with O_NOFOLLOW.
final class FolderWalk {
  enum Absent: Sendable {
    /// A folder that is not there is an answer (nil).
    case isNil
    /// A folder that is not there is made, mode 0755.
    case isMade
    /// As `isMade`; what stands in its place and is no folder is removed first.
    case isForced
  }

  private let root: Int32
  private let absent: Absent
  private let calls: SystemCalls
  private let shown: String
  /// Whether mkdir's mode has to be repaired, since the umask took something away.
  private let setsModes: Bool
  /// The last path twice: with `/`, to compare, and with NUL, to name single folders.
  private let text: UnsafeMutablePointer<UInt8>
  private let names: UnsafeMutablePointer<CChar>
  private var levels: [(descriptor: Int32, end: Int)] = []

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
    for level in levels { _ = close(level.descriptor) }
    text.deallocate()
    names.deallocate()
  }

  /// The last component of the path asked for last, as a C string.
  private(set) var leaf: UnsafePointer<CChar> = UnsafePointer(bitPattern: 1).unsafelyUnwrapped

  /// The open folder that holds `path`; its last component is ``leaf``. Nil when absent and nothing is made.
  func folder(of path: OutputPath) throws -> Int32? {
    let count = path.count
    let source = path.text.start.assumingMemoryBound(to: UInt8.self)
    while let last = levels.last, last.end > count || memcmp(text, source, last.end) != 0 {
      _ = close(last.descriptor)
      levels.removeLast()
    }
    let known = levels.last?.end ?? 0
    memcpy(text + known, source + known, count - known)
    memcpy(names + known, source + known, count - known)
    names[count] = 0
    var start = known
    var at = known
    while at < count {
      if source[at] == 0x2F {
        names[at] = 0
        guard let next = try open(names + start, in: levels.last?.descriptor ?? root, upTo: at) else { return nil }
        start = at + 1
        levels.append((next, start))
      }
      at += 1
    }
    leaf = UnsafePointer(names + start)
    return levels.last?.descriptor ?? root
  }

  private func open(_ name: UnsafePointer<CChar>, in parent: Int32, upTo end: Int) throws -> Int32? {
    func path() -> String {
      "\(shown)/\(String(decoding: UnsafeBufferPointer(start: text, count: end), as: UTF8.self))"
    }
    let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
    if absent == .isNil {
      let descriptor = openat(parent, name, flags)
      if descriptor >= 0 { return descriptor }
      if errno == ENOENT || errno == ENOTDIR || errno == ELOOP { return nil }
      throw diskFailure("open", path())
    }
    if absent == .isForced {
      let descriptor = openat(parent, name, flags)
      if descriptor >= 0 { return descriptor }
      if errno == ENOTDIR || errno == ELOOP {
        try calls.must(.remove, "remove", path()) { Int(unlinkat(parent, name, 0)) }
      }
    }
    var isNew = true
    if try calls.call(.makeFolder, path(), { Int(mkdirat(parent, name, 0o755)) }) < 0 {
      guard errno == EEXIST else { throw diskFailure("make the folder", path()) }
      isNew = false
    }
    let descriptor = openat(parent, name, flags)
    if descriptor < 0 {
      if errno == ENOTDIR || errno == ELOOP {
        throw Diagnostic(
          .error, "\(path()) would be a file and a folder at once", remedy: "change one of the two outputs")
      }
      throw diskFailure("open", path())
    }
    if isNew && setsModes && fchmod(descriptor, 0o755) != 0 {
      let failure = diskFailure("set the mode of", path())
      _ = close(descriptor)
      throw failure
    }
    return descriptor
  }
}
