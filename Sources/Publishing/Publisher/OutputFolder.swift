import CLinux
import Diagnostics
import Glibc

/// The output's place on the disk: its parent folder, kept open, and its name in it. After opening, no path is resolved
/// from the start again.
final class OutputFolder: Sendable {
  /// The path as the user wrote it.
  let shown: String
  let name: String
  let parent: Descriptor
  let calls: SystemCalls

  enum Kind: Equatable {
    case absent, folder
    case link(to: String)
  }

  var stageName: String { ".\(name).stage.tree" }
  var litterPrefix: String { ".\(name).stage." }
  /// The name of the previous tree while a newer one takes its place.
  var oldName: String { litterPrefix + "old" }
  /// The name of a link before it replaces the output.
  var linkName: String { litterPrefix + "link" }
  /// The name of the record before it is complete.
  var commitName: String { litterPrefix + "commit" }
  var previousName: String { ".\(name).prev" }
  var lockName: String { ".\(name).lock" }
  var generationsName: String { "\(name).gen" }
  /// The record of a switch in mode `files` that has begun.
  var recordName: String { ".\(name).commit" }
  /// `manifest` belongs to the usual `public`; other outputs in the same folder have their own.
  var manifestName: String { name == "public" ? "manifest" : "\(name).manifest" }

  /// - Parameter isTrial: nothing may be created. A missing parent will be created on publication; until then the first
  ///   missing folder stands in for the output, since both are empty.
  /// - Throws: a `Diagnostic` of exit code 5 for a place that must not be an output, 6 if the parent cannot be opened.
  init(_ path: String, calls: SystemCalls, isTrial: Bool = false) throws {
    var octets = Array(path.utf8)
    while octets.count > 1 && octets.last == 0x2F { octets.removeLast() }
    var (name, above) = OutputFolder.parts(of: octets[...])
    guard !octets.isEmpty, !octets.contains(0), name != "", name != ".", name != "..", name.utf8.count <= 200 else {
      throw Diagnostic(
        .error, "\"\(path)\" cannot be an output folder", remedy: "choose a folder of its own, such as public")
    }
    var opened = open(above, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    while isTrial, opened < 0, errno == ENOENT, above != ".", above != "/" {
      (name, above) = OutputFolder.parts(of: Array(above.utf8)[...])
      opened = open(above, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    }
    guard opened >= 0 else {
      let code = errno
      var failure = diskFailure("open", above, code)
      if code == ENOENT { failure.remedy = "a build makes it" }
      throw failure
    }
    self.shown = String(decoding: octets, as: UTF8.self)
    self.name = name
    self.parent = Descriptor(opened)
    self.calls = calls
    var status = stat()
    guard fstat(opened, &status) == 0 else { throw diskFailure("look at", above) }
    if status.st_mode & S_IWOTH != 0 && status.st_mode & S_ISVTX == 0 {
      throw Diagnostic(
        .error, "everybody may rename and remove what lies in \(above)", remedy: "take the right away with chmod o-w")
    }
  }

  /// The last name of a path, and the path before it, or `.` if there is none.
  private static func parts(of path: ArraySlice<UInt8>) -> (name: String, above: String) {
    guard let slash = path.lastIndex(of: 0x2F) else { return (String(decoding: path, as: UTF8.self), ".") }
    var above = path[..<slash]
    while above.count > 1 && above.last == 0x2F { above.removeLast() }
    return (
      String(decoding: path[(slash + 1)...], as: UTF8.self),
      above.isEmpty ? "/" : String(decoding: above, as: UTF8.self)
    )
  }

  /// Creates the parent folders of the output, as `mkdir -p` does. Existing folders are not changed.
  static func makeFolders(above output: String) throws {
    let octets = Array(output.utf8)
    guard !octets.contains(0), let end = octets.lastIndex(where: { $0 != 0x2F }) else { return }
    for place in octets.indices.dropFirst() where place < end && octets[place] == 0x2F && octets[place - 1] != 0x2F {
      let path = String(decoding: octets[..<place], as: UTF8.self)
      if mkdir(path, 0o755) == 0 || errno == EEXIST { continue }
      // Searching a folder may be allowed where creating in it is not, and a system may be read-only except at the
      // output.
      let code = errno
      if access(path, F_OK) != 0 { throw diskFailure("make", path, code) }
    }
  }

  /// Whether another file system is mounted at the output. Its root must not be renamed or opened to others.
  var isMount: Bool { almanac_is_mount_root(parent.number, name) == 1 }

  /// Whether a build created the root of the live tree. A mount point, and the target of a user's link, keep the mode
  /// that their owner gave them.
  func isRootOurs() throws -> Bool {
    switch try kind() {
    case .absent: false
    case .folder: !isMount
    case .link(let target): target.utf8.starts(with: (generationsName + "/").utf8)
    }
  }

  func checkWritable() throws {
    if faccessat(parent.number, ".", W_OK | X_OK, 0) != 0 {
      throw diskFailure("publish \(shown), since its parent is not writable:", ".")
    }
  }

  /// What exists at the output's name now.
  func kind() throws -> Kind {
    var status = stat()
    if fstatat(parent.number, name, &status, AT_SYMLINK_NOFOLLOW) != 0 {
      if errno == ENOENT { return .absent }
      throw diskFailure("look at", shown)
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: return .folder
    case S_IFLNK: return .link(to: try linkTarget(name))
    default: throw Diagnostic(.error, "\(shown) is a file", remedy: "choose a folder with -o")
    }
  }

  /// The live tree's root, or nil if there is none.
  func openLive() throws -> Descriptor? {
    let number = openat(parent.number, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if number >= 0 { return Descriptor(number) }
    if errno == ENOENT { return nil }
    throw diskFailure("open", shown)
  }

  func linkTarget(_ link: String) throws -> String {
    var count = 0
    let octets = [UInt8](unsafeUninitializedCapacity: 4096) { buffer, filled in
      count = buffer.withMemoryRebound(to: CChar.self) { target in
        target.baseAddress.map { readlinkat(parent.number, link, $0, 4096) } ?? -1
      }
      filled = max(count, 0)
    }
    if count < 0 { throw diskFailure("read the link", "\(shown) (\(link))") }
    return String(decoding: octets, as: UTF8.self)
  }

  /// Refuses the root, a home folder, the current folder and the folders above it.
  func checkHarmless(live: Descriptor, home: String?) throws {
    let tree = try identity(live.number)
    func refuse(_ what: String) -> Diagnostic {
      Diagnostic(.error, "\(shown) is \(what)", remedy: "choose a folder of its own, such as public")
    }
    var status = stat()
    if stat("/", &status) == 0, tree == Identity(status) { throw refuse("the root folder") }
    if let home, stat(home, &status) == 0, tree == Identity(status) { throw refuse("a home folder") }
    var at = Descriptor(open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC))
    for _ in 0..<4096 {
      guard at.number >= 0, fstat(at.number, &status) == 0 else { return }
      let here = Identity(status)
      if here == tree { throw refuse("the current folder or one above it") }
      at = Descriptor(openat(at.number, "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC))
      guard at.number >= 0, fstat(at.number, &status) == 0, Identity(status) != here else { return }
    }
  }

  /// Takes the lock of this output, held until the descriptor is released. The file is never unlinked: otherwise two
  /// builds could hold locks on two files of the same name.
  func lock() throws -> Descriptor {
    let number = openat(parent.number, lockName, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard number >= 0 else { throw diskFailure("open the lock", "\(shown) (\(lockName))") }
    let lock = Descriptor(number)
    if flock(number, LOCK_EX | LOCK_NB) != 0 {
      if errno == EWOULDBLOCK {
        throw Diagnostic(
          .error, "another build is publishing \(shown)", remedy: "try again when it is done", exitCode: .locked)
      }
      throw diskFailure("lock", shown)
    }
    lock.isLock = true
    return lock
  }

  /// The folder `.almanac` beside the output; nil if it does not exist and `make` is false.
  func ledger(make: Bool) throws -> Descriptor? {
    let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
    var number = openat(parent.number, ".almanac", flags)
    if number < 0 && errno == ENOENT {
      guard make else { return nil }
      if mkdirat(parent.number, ".almanac", 0o700) != 0 && errno != EEXIST { throw diskFailure("make", ".almanac") }
      number = openat(parent.number, ".almanac", flags)
      if number >= 0 { _ = fchmod(number, 0o700) }
    }
    if number < 0 && (errno == ENOTDIR || errno == ELOOP) {
      throw Diagnostic(
        .error, ".almanac beside \(shown) is not a folder, and builds keep there what they know of the published site",
        remedy: "move it away, then build again")
    }
    guard number >= 0 else { throw diskFailure("open", ".almanac") }
    return Descriptor(number)
  }

  func syncParent() throws {
    try calls.must(.sync, "sync the folder above", shown) { Int(fsync(parent.number)) }
  }
}

/// The identity of a file or folder, independent of its name.
struct Identity: Equatable {
  var device: UInt64
  var inode: UInt64
  init(_ status: stat) {
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
  }
}

func identity(_ descriptor: Int32) throws -> Identity {
  var status = stat()
  guard fstat(descriptor, &status) == 0 else { throw diskFailure("look at", "an open folder") }
  return Identity(status)
}
