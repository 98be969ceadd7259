import Bytes
import CSodium
import Diagnostics
import Glibc

/// Checks cheaply whether a tree is the published one: folders by their times, files by size and time.
extension Publisher {
  /// A tree with up to this many outputs is checked completely, which takes a few milliseconds. Of a larger one, all
  /// top folders and about this many other names are checked, different ones each time.
  private static let (mostWhole, sampled) = (2_500, 1_500)

  /// Whether the tree published at `output` is still intact, so that a build of the same inputs has nothing to do.
  ///
  /// - Parameters:
  ///   - sample: selects the part of a large tree that is checked.
  ///   - tidies: remove what killed builds have left beside it.
  /// - Throws: a `Diagnostic` if the tree cannot be checked.
  public static func isIntact(output: String, sample: UInt64, tidies: Bool = true) throws -> Bool {
    guard sodium_init() >= 0 else { return false }
    let folder = try OutputFolder(output, calls: SystemCalls(hook: nil))
    if tidies { try folder.removeLitterIfAny() }
    guard let live = try folder.openLive(), try !folder.has(folder.recordName) else { return false }
    guard let manifest = try Ledger(folder).load(root: identity(live.number).inode, adopt: false) else { return false }
    return try !isSuspect(live, manifest, sample: sample, isRootOurs: folder.isRootOurs())
  }

  /// - Parameters:
  ///   - restricts: restricted outputs are closed to other users, see ``PublisherOptions/restrictsModes``.
  ///   - isRootOurs: see ``OutputFolder/isRootOurs()``.
  static func isSuspect(
    _ live: Descriptor?, _ manifest: Manifest?, sample: UInt64, restricts: Bool = false, isRootOurs: Bool
  ) throws -> Bool {
    guard let live, let manifest else { return false }
    var status = stat()
    guard fstat(live.number, &status) == 0 else { throw diskFailure("look at", "the published site") }
    if isLater(status.st_mtim, manifest.sealed) || isRootOurs && isClosedRoot(status) { return true }
    let step = manifest.count <= mostWhole ? 1 : 1 + manifest.count * 2 / sampled
    var turn = Int(sample % UInt64(step))
    var path = [CChar](repeating: 0, count: OutputPath.longest + 1)
    var last = Utf8.empty
    for index in 0..<manifest.count {
      let entry = manifest[index]
      let name = manifest.name(index)
      guard name.count < path.count else { return true }
      memcpy(&path, name.start, name.count)
      path[name.count] = 0
      // Folders that the previous path did not pass through. Their names follow each other, except for a few that occur
      // twice.
      var isShared = true
      var depth = 0
      for at in 0..<name.count {
        if isShared, at >= last.count || last[at] != name[at] { isShared = false }
        guard name[at] == 0x2F else { continue }
        depth += 1
        if isShared { continue }
        turn += 1
        guard depth == 1 || turn % step == 0 else { continue }
        path[at] = 0
        defer { path[at] = 0x2F }
        guard fstatat(live.number, path, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return try isGone() }
        if status.st_mode & S_IFMT != S_IFDIR || isLater(status.st_mtim, manifest.sealed) { return true }
        if !isOpen(status, restricts) { return true }
      }
      last = name
      turn += 1
      guard turn % step == 0 else { continue }
      guard fstatat(live.number, path, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return try isGone() }
      let mode: mode_t = restricts && entry.audience == .restricted ? 0o640 : 0o644
      if status.st_mode & (S_IFMT | 0o777) != S_IFREG | mode || UInt64(status.st_size) != entry.size
        || Int64(status.st_mtim.tv_sec) != entry.mtime
      {
        return true
      }
    }
    return false
  }

  private static func isLater(_ time: timespec, _ than: timespec) -> Bool {
    (time.tv_sec, time.tv_nsec) > (than.tv_sec, than.tv_nsec)
  }

  /// Whether visitors cannot enter the site.
  private static func isClosedRoot(_ status: stat) -> Bool { status.st_mode & 0o055 != 0o055 }

  /// Whether a folder has the mode that a build gives it.
  private static func isOpen(_ status: stat, _ restricts: Bool) -> Bool {
    let mode = status.st_mode & 0o777
    return mode == 0o755 || restricts && mode == 0o750
  }

  /// Restores the modes of a published tree's folders: a closed folder can be neither served nor checked.
  ///
  /// - Returns: the folders that had other modes, and those modes.
  static func mendFolders(
    _ live: Descriptor, _ manifest: Manifest, restricts: Bool, isRootOurs: Bool
  ) -> [(path: String, mode: mode_t)] {
    var mended: [(path: String, mode: mode_t)] = []
    var status = stat()
    if isRootOurs, fstat(live.number, &status) == 0, isClosedRoot(status), fchmod(live.number, 0o755) == 0 {
      mended.append(("", status.st_mode & 0o777))
    }
    // The folders of the previous path, each with the index of the slash after it.
    var levels: [(slash: Int, folder: Descriptor)] = []
    var last = Utf8.empty
    for index in 0..<manifest.count {
      let name = manifest.name(index)
      var shared = 0
      while shared < min(name.count, last.count), name[shared] == last[shared] { shared += 1 }
      while let level = levels.last, level.slash >= shared { levels.removeLast() }
      last = name
      var start = (levels.last?.slash ?? -1) + 1
      for at in start..<name.count where name[at] == 0x2F {
        let part = Utf8(start: name.start + start, count: at - start).string
        let parent = levels.last?.folder.number ?? live.number
        guard fstatat(parent, part, &status, AT_SYMLINK_NOFOLLOW) == 0, status.st_mode & S_IFMT == S_IFDIR else {
          break
        }
        if !isOpen(status, restricts), fchmodat(parent, part, 0o755, 0) == 0 {
          mended.append((Utf8(start: name.start, count: at).string, status.st_mode & 0o777))
        }
        let number = openat(parent, part, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard number >= 0 else { break }
        levels.append((at, Descriptor(number)))
        start = at + 1
      }
    }
    return mended
  }

  /// A missing name, or one in a closed folder, is damage. Any other error is a failure.
  private static func isGone() throws -> Bool {
    if [ENOENT, ENOTDIR, ELOOP, EACCES].contains(errno) { return true }
    throw diskFailure("look at", "the published site")
  }
}

extension OutputFolder {
  /// Whether a name exists beside the output.
  func has(_ name: String) throws -> Bool {
    var status = stat()
    if fstatat(parent.number, name, &status, AT_SYMLINK_NOFOLLOW) == 0 { return true }
    if errno == ENOENT { return false }
    throw diskFailure("look at", name)
  }

  /// Removes the stages of builds that were killed. The lock must be held: it proves that they are dead.
  func removeLitter() throws {
    for entry in try folderContents(parent.number) where entry.name.utf8.starts(with: litterPrefix.utf8) {
      try removeTree(entry.name, in: parent.number, calls: calls)
    }
  }

  /// Does the same without the lock: keeps what a running build uses and what cannot be removed.
  func removeLitterIfAny() throws {
    guard try [stageName, oldName, linkName, commitName].contains(where: has) else { return }
    guard let lock = try? lock() else { return }
    try withExtendedLifetime(lock) {
      // The leftovers are needed as long as the record exists.
      if try has(recordName) { return }
      try? removeLitter()
    }
  }

  /// Closes the previous tree to other users, which older versions did not do: beside a web root it would be served.
  func closePrevious() throws {
    let number = openat(parent.number, previousName, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard number >= 0 else { return }
    let previous = Descriptor(number)
    // If somebody else owns the tree, removing it reports the error.
    _ = fchmod(previous.number, 0o700)
  }
}
