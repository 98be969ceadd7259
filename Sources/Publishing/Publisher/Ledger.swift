import Bytes
import Diagnostics
import Glibc

/// `UTIME_NOW` of utimensat(2), a macro that Swift does not import.
private let utimeNow = 0x3FFF_FFFF

/// The manifests in `.almanac/`. There are three names because a tree and its manifest cannot be switched in one step:
/// the manifest that names the live tree's inode belongs to the live tree, whatever was killed in between.
struct Ledger {
  let folder: OutputFolder

  init(_ folder: OutputFolder) { self.folder = folder }

  private var now: String { folder.manifestName }
  private var next: String { folder.manifestName + ".next" }
  /// Used in mode `files`: the tree keeps its inode, so only the commit record shows when this manifest is valid.
  private var pending: String { folder.manifestName + ".pending" }
  private var before: String { folder.manifestName + ".prev" }

  /// - Returns: nil if there is no such file.
  /// - Throws: a `Diagnostic` if it cannot be opened: what was published is then unknown and must not be guessed.
  private func open(_ name: String, in ledger: Descriptor) throws -> Descriptor? {
    let number = openat(ledger.number, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
    if number >= 0 { return Descriptor(number) }
    if errno == ENOENT || errno == ELOOP { return nil }
    throw diskFailure("read", ".almanac/\(name)")
  }

  func head(root: UInt64) throws -> ManifestHead? {
    guard let ledger = try folder.ledger(make: false) else { return nil }
    for name in [now, next, before] {
      if let file = try open(name, in: ledger), let head = try ManifestHead(from: file.number), head.root == root {
        return head
      }
    }
    return nil
  }

  /// The head of the newest manifest, of any tree.
  func newestHead() throws -> ManifestHead? {
    guard let ledger = try folder.ledger(make: false), let file = try open(now, in: ledger) else { return nil }
    return try ManifestHead(from: file.number)
  }

  /// The live tree's manifest. With `adopt`, a manifest found under another name is renamed.
  func load(root: UInt64, adopt: Bool) throws -> Manifest? {
    guard let ledger = try folder.ledger(make: false) else { return nil }
    // If a build died before its switch, its manifest describes a tree that no longer exists.
    defer { if adopt { _ = unlinkat(ledger.number, next, 0) } }
    for name in [now, next, before] {
      guard let file = try open(name, in: ledger), let head = try ManifestHead(from: file.number), head.root == root,
        let manifest = try Manifest(descriptor: file.number)
      else { continue }
      if adopt && name == next { try advance(in: ledger) }
      if adopt && name == before { try swap(in: ledger) }
      return manifest
    }
    return nil
  }

  /// `next` becomes the manifest, the manifest becomes `prev`.
  func advance(in ledger: Descriptor) throws {
    if renameat(ledger.number, now, ledger.number, before) != 0 && errno != ENOENT {
      throw diskFailure("rename", ".almanac/\(now)")
    }
    try folder.calls.must(.rename, "rename", ".almanac/\(next)") {
      Int(renameat(ledger.number, next, ledger.number, now))
    }
    _ = fsync(ledger.number)
  }

  /// Exchanges the manifest and `prev` after a rollback.
  func swap(in ledger: Descriptor) throws {
    if renameat(ledger.number, now, ledger.number, next) != 0 && errno != ENOENT {
      throw diskFailure("rename", ".almanac/\(now)")
    }
    if renameat(ledger.number, before, ledger.number, now) != 0 && errno != ENOENT {
      throw diskFailure("rename", ".almanac/\(before)")
    }
    if renameat(ledger.number, next, ledger.number, before) != 0 && errno != ENOENT {
      throw diskFailure("rename", ".almanac/\(next)")
    }
  }

  /// Writes a manifest as `next`, synced.
  ///
  /// - Parameter sameTree: the live tree keeps its inode; the manifest is then ignored until ``replace()``.
  func write(_ parts: [[UInt8]], sameTree: Bool = false, durable: Bool) throws {
    let next = sameTree ? pending : self.next
    guard let ledger = try folder.ledger(make: true) else { return }
    let shown = ".almanac/\(next)"
    if unlinkat(ledger.number, next, 0) != 0 && errno != ENOENT { throw diskFailure("remove", shown) }
    var number = -1
    try folder.calls.must(.writeManifest, "create", shown) {
      number = Int(openat(ledger.number, next, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600))
      return number
    }
    let file = Int32(number)
    do {
      if fchmod(file, 0o600) != 0 { throw diskFailure("set the mode of", shown) }
      for part in parts { try part.withUnsafeBytes { try folder.calls.write($0, to: file, shown) } }
      if durable { try folder.calls.must(.sync, "sync", shown) { Int(fsync(file)) } }
    } catch {
      _ = close(file)
      throw error
    }
    try folder.calls.close(file, shown)
  }

  /// Marks the manifest as matching the tree by setting its time: adding or deleting a file in a folder of the tree
  /// gives that folder a later time.
  ///
  /// - Parameter isWhole: false if the tree also contains other files; the next build then checks all of it again.
  func seal(isWhole: Bool) throws {
    guard let ledger = try folder.ledger(make: false) else { return }
    let time = isWhole ? timespec(tv_sec: 0, tv_nsec: utimeNow) : timespec(tv_sec: 0, tv_nsec: 0)
    var times = (time, time)
    let set = withUnsafePointer(to: &times) {
      $0.withMemoryRebound(to: timespec.self, capacity: 2) { utimensat(ledger.number, now, $0, AT_SYMLINK_NOFOLLOW) }
    }
    if set != 0 { throw diskFailure("set the time of", ".almanac/\(now)") }
  }

  /// Deletes the manifest of the previous tree, which no longer exists.
  func forgetPrevious() throws {
    guard let ledger = try folder.ledger(make: false) else { return }
    if unlinkat(ledger.number, before, 0) != 0 && errno != ENOENT { throw diskFailure("remove", ".almanac/\(before)") }
  }

  /// Replaces the manifest with the pending one; the tree is still the same.
  func replace() throws {
    guard let ledger = try folder.ledger(make: false) else { return }
    if renameat(ledger.number, pending, ledger.number, now) != 0 && errno != ENOENT {
      throw diskFailure("rename", ".almanac/\(pending)")
    }
    _ = fsync(ledger.number)
  }

  /// Refuses a live tree without a manifest of its own, unless it is empty, contains a `build.json` of almanac, or a
  /// manifest lists everything at its top (a copy of a published tree).
  func checkOurs(_ live: Descriptor) throws {
    let names = try folderContents(live.number).map(\.name)
    if names.isEmpty || names.allSatisfy({ $0.utf8.starts(with: folder.litterPrefix.utf8) || $0 == "lost+found" }) {
      return
    }
    if isBuildMark(live) { return }
    if let ledger = try folder.ledger(make: false), let file = try open(now, in: ledger),
      let manifest = try Manifest(descriptor: file.number)
    {
      var tops: Set<String> = []
      for index in 0..<manifest.count {
        let name = manifest.name(index).string
        tops.insert(String(decoding: name.utf8.prefix { $0 != 0x2F }, as: UTF8.self))
      }
      if names.allSatisfy(tops.contains) { return }
    }
    throw Diagnostic(
      .error, "\(folder.shown) is not empty and was not made by almanac",
      remedy: "choose another folder with -o, or publish over it with --force")
  }

  private func isBuildMark(_ live: Descriptor) -> Bool {
    let file = Descriptor(openat(live.number, "build.json", O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK))
    guard file.number >= 0 else { return false }
    var octets = [UInt8](repeating: 0, count: 4096)
    let count = read(file.number, &octets, octets.count)
    guard count > 0, octets[0] == 0x7B else { return false }
    let key = Array("\"tzdata\"".utf8)
    return (0..<max(count - key.count, 0)).contains { octets[$0..<$0 + key.count].elementsEqual(key) }
  }
}
