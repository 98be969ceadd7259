import Bytes
import CLinux
import CSodium
import Diagnostics
import Glibc

extension Publisher {
  /// Restores the previous tree as the published one. Doing it twice restores the newer one.
  ///
  /// - Throws: a `Diagnostic` of exit code 5 if there is no previous tree, 75 if a build is publishing.
  public static func rollback(output: String, faults: PublishingFaultHook? = nil) throws {
    guard sodium_init() >= 0 else { throw Diagnostic(.error, "libsodium does not start", exitCode: .failed) }
    let folder = try OutputFolder(output, calls: SystemCalls(hook: faults))
    try folder.checkWritable()
    let lock = try folder.lock()
    try withExtendedLifetime(lock) {
      try FileSwitch.rollForward(folder)
      let parent = folder.parent.number
      let number = openat(parent, folder.previousName, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      if number < 0 && errno != ENOENT { throw diskFailure("open", folder.previousName) }
      let previous = Descriptor(number)
      // The remains of a tree from which revoked pages were removed have no manifest.
      guard number >= 0, try Ledger(folder).head(root: identity(number).inode) != nil else {
        throw Diagnostic(.error, "there is no previous tree of \(folder.shown)", remedy: "build again instead")
      }
      // A manifest left by an unfinished switch gets its proper name before the trees are exchanged.
      if let live = try folder.openLive() {
        _ = try Ledger(folder).load(root: identity(live.number).inode, adopt: true)
      }
      let replaced = try folder.openLive()
      if fchmod(number, 0o755) != 0 { throw diskFailure("set the mode of", folder.previousName) }
      try folder.calls.must(.exchange, "switch", folder.shown) {
        Int(almanac_renameat2(parent, folder.previousName, parent, folder.name, 2))
      }
      if let replaced, fchmod(replaced.number, 0o700) != 0 { throw diskFailure("set the mode of", folder.previousName) }
      _ = previous
      if let ledger = try folder.ledger(make: false) { try Ledger(folder).swap(in: ledger) }
      try folder.syncParent()
    }
  }

  /// Compares the published tree with its manifest, byte by byte.
  ///
  /// - Returns: one sentence per difference, in the order of paths; empty if the tree is as published.
  /// - Throws: a `Diagnostic` of exit code 5 if there is no tree or no manifest of it.
  public static func verify(output: String) throws -> [String] {
    guard sodium_init() >= 0 else { throw Diagnostic(.error, "libsodium does not start", exitCode: .failed) }
    let folder = try OutputFolder(output, calls: SystemCalls(hook: nil))
    guard let live = try folder.openLive() else {
      throw Diagnostic(.error, "\(folder.shown) is not there", remedy: "build it first")
    }
    guard let manifest = try Ledger(folder).load(root: identity(live.number).inode, adopt: false) else {
      throw Diagnostic(.error, "there is no manifest of \(folder.shown)", remedy: "build once to make one")
    }
    var found: [(path: String, text: String)] = []
    var known: Set<String> = []
    let walk = FolderWalk(root: live.number, absent: .isNil, calls: folder.calls, shown: folder.shown)
    for index in 0..<manifest.count {
      let path = try OutputPath(manifest.name(index))
      known.insert(path.string)
      if let difference = try difference(path, manifest[index], walk) {
        found.append((path.string, "\(path.string): \(difference)"))
      }
    }
    var present: [String] = []
    try filesBelow(live.number, into: &present)
    for path in present where !known.contains(path) { found.append((path, "\(path): was not published")) }
    return found.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }.map(\.text)
  }

  static func difference(_ path: OutputPath, _ entry: ManifestEntry, _ walk: FolderWalk) throws -> String? {
    guard let parent = try walk.folder(of: path) else { return "is missing" }
    let number = openat(parent, walk.leaf, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    if number < 0 { return errno == ENOENT ? "is missing" : "is not a readable file" }
    let file = Descriptor(number)
    var status = stat()
    guard fstat(file.number, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return "is not a file" }
    if UInt64(status.st_size) != entry.size { return "has \(status.st_size) octets instead of \(entry.size)" }
    if entry.size > 0 {
      let length = Int(status.st_size)
      guard let map = mmap(nil, length, PROT_READ, MAP_PRIVATE, file.number, 0), map != MAP_FAILED else {
        throw diskFailure("read", path.string)
      }
      defer { munmap(map, length) }
      if ContentHash(of: UnsafeRawBufferPointer(start: map, count: length)) != entry.hash { return "has other content" }
    }
    if Int64(status.st_mtim.tv_sec) != entry.mtime { return "has another time" }
    return nil
  }
}
