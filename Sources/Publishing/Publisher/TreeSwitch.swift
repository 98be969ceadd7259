import Bytes
import CLinux
import Diagnostics
import Glibc

/// Switches the whole tree: a visitor sees the old or the new site, never a mixture.
struct TreeSwitch {
  let publisher: Publisher
  let plan: PublicationPlan
  private var folder: OutputFolder { publisher.folder }
  private var state: PublisherState { publisher.state }

  init(_ publisher: Publisher, _ plan: PublicationPlan) {
    self.publisher = publisher
    self.plan = plan
  }

  /// - Returns: nil if the new tree is live. Otherwise the `errno` of a switch that this place does not support; the
  ///   old tree is still live and the stage still exists.
  func commit(stamp: String) throws -> Int32? {
    guard let stage = state.stage else { return nil }
    try linkUnchanged(into: stage)
    try publisher.restrictFolders(of: plan, below: stage.number)
    if fchmod(stage.number, 0o755) != 0 { throw diskFailure("set the mode of", folder.shown) }
    let ledger = Ledger(folder)
    try ledger.write(
      plan.encodedManifest(
        root: try identity(stage.number).inode, stamp: stamp, digests: publisher.options.digests),
      durable: publisher.options.durable)
    try publisher.syncStage(plan)
    if publisher.mode == .symlink { try flip() } else if let refusal = try exchange() { return refusal }
    // The site is published, so a folder that can no longer be listed is not an error.
    if state.previous != nil, let replaced = state.live { try? publisher.reportForeign(plan, replaced) }
    try folder.calls.must(.finish, "finish", folder.shown) { 0 }
    if let held = try folder.ledger(make: false) { try ledger.advance(in: held) }
    if plan.revokes { try ledger.forgetPrevious() }
    try folder.syncParent()
    return nil
  }

  /// Hard-links unchanged files: they keep inode and time, and nothing is copied.
  private func linkUnchanged(into stage: Descriptor) throws {
    guard let live = state.live else { return }
    let from = FolderWalk(root: live.number, absent: .isNil, calls: folder.calls, shown: folder.shown)
    let into = FolderWalk(
      root: stage.number, absent: .isMade, calls: folder.calls, shown: folder.shown, setsModes: state.setsModes)
    for output in plan.outputs where !plan.isStaged(output) {
      let name = output.name
      let path = try OutputPath(name)
      let entry = plan.entry(output)
      guard let old = try from.folder(of: path), let new = try into.folder(of: path) else {
        throw publisher.missing(name)
      }
      let shown = "\(folder.shown)/"
      if try folder.calls.call(.link, shown + name.string, { Int(linkat(old, from.leaf, new, into.leaf, 0)) }) < 0 {
        switch errno {
        case ENOENT: throw publisher.missing(name)
        case EXDEV, EPERM, EMLINK, ENOTSUP:
          try copy(from.leaf, in: old, to: into.leaf, in: new, entry, shown + name.string)
        default: throw diskFailure("link", shown + name.string)
        }
      }
      // Checked after linking, in the stage, where nobody else can change it: the file may have been replaced by a link
      // to another place.
      if !isFile(into.leaf, in: new, as: entry, mode: state.fileMode(entry.audience)) { throw publisher.missing(name) }
    }
  }

  private func copy(
    _ name: UnsafePointer<CChar>, in old: Int32, to target: UnsafePointer<CChar>, in new: Int32,
    _ entry: ManifestEntry, _ shown: String
  ) throws {
    let source = Descriptor(openat(old, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC))
    guard source.number >= 0 else { throw diskFailure("read", shown) }
    let number = openat(new, target, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard number >= 0 else { throw diskFailure("create", shown) }
    do {
      var buffer = [UInt8](repeating: 0, count: 65_536)
      while true {
        let count = read(source.number, &buffer, buffer.count)
        if count < 0 && errno == EINTR { continue }
        if count < 0 { throw diskFailure("read", shown) }
        if count == 0 { break }
        try buffer.withUnsafeBytes {
          try folder.calls.write(UnsafeRawBufferPointer(rebasing: $0[..<count]), to: number, shown)
        }
      }
      var times = (timespec(tv_sec: Int(entry.mtime), tv_nsec: 0), timespec(tv_sec: Int(entry.mtime), tv_nsec: 0))
      let set = withUnsafePointer(to: &times) {
        $0.withMemoryRebound(to: timespec.self, capacity: 2) { futimens(number, $0) }
      }
      if set != 0 || fchmod(number, state.fileMode(entry.audience)) != 0 {
        throw diskFailure("set the time of", shown)
      }
    } catch {
      _ = close(number)
      throw error
    }
    try folder.calls.close(number, shown)
  }

  private func exchange() throws -> Int32? {
    let parent = folder.parent.number
    if state.live == nil {
      // On the first publication: nothing may have appeared at the output's name in the meantime.
      var result = try folder.calls.call(.exchange, folder.shown) {
        Int(almanac_renameat2(parent, folder.stageName, parent, folder.name, 1))
      }
      if result < 0 && (errno == EINVAL || errno == ENOSYS) {
        result = Int(renameat(parent, folder.stageName, parent, folder.name))
      }
      if result < 0 { throw diskFailure("publish", folder.shown) }
      return nil
    }
    let result = try folder.calls.call(.exchange, folder.shown) {
      Int(almanac_renameat2(parent, folder.stageName, parent, folder.name, 2))
    }
    if result < 0 {
      let code = errno
      if [EBUSY, EXDEV, EINVAL, ENOSYS, EPERM].contains(code) { return code }
      throw diskFailure("switch", folder.shown, code)
    }
    // The old tree now has the stage's name. If the process is killed after this point, the old tree is a leftover and
    // only the rollback is lost. It is closed at once: beside a web root it would still be served, including revoked
    // pages.
    if let live = state.live, fchmod(live.number, 0o700) != 0 {
      throw diskFailure("set the mode of", folder.stageName)
    }
    let old = folder.oldName
    if renameat(parent, folder.previousName, parent, old) != 0 && errno != ENOENT {
      throw diskFailure("rename", folder.previousName)
    }
    // If a page was revoked, the old tree stays a leftover until that page is deleted.
    if plan.revokes { try publisher.purge(folder.stageName, plan) }
    if try !plan.revokes || folder.has(folder.stageName) {
      try folder.calls.must(.rename, "keep the previous tree of", folder.shown) {
        Int(renameat(parent, folder.stageName, parent, folder.previousName))
      }
    }
    try removeTree(old, in: parent, calls: folder.calls)
    return nil
  }

  /// Mode `symlink`: the stage becomes a generation, and one rename points the link at it.
  private func flip() throws {
    let parent = folder.parent.number
    if mkdirat(parent, folder.generationsName, 0o755) != 0 && errno != EEXIST {
      throw diskFailure("make", folder.generationsName)
    }
    let number = openat(parent, folder.generationsName, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard number >= 0 else { throw diskFailure("open", folder.generationsName) }
    let generations = Descriptor(number)
    _ = fchmod(number, 0o755)
    let present = try folderContents(number).map(\.name)
    let id = String((present.compactMap { Int($0) }.max() ?? 0) &+ 1)
    try folder.calls.must(.rename, "make a generation of", folder.shown) {
      Int(renameat(parent, folder.stageName, number, id))
    }
    if publisher.options.durable { try folder.calls.must(.sync, "sync", folder.generationsName) { Int(fsync(number)) } }
    var old: String?
    if case .link(let target) = try folder.kind() { old = target }
    let temporary = folder.linkName
    if let old {
      try pointLink(folder.previousName, at: old, through: temporary)
    }
    try pointLink(folder.name, at: "\(folder.generationsName)/\(id)", through: temporary)
    // The replaced generation, if a build created it.
    if let live = state.live, let old, old.utf8.starts(with: (folder.generationsName + "/").utf8) {
      if fchmod(live.number, 0o700) != 0 { throw diskFailure("set the mode of", old) }
      if plan.revokes { try publisher.purgePrevious(plan) }
    }
    for name in present where name != id && old != "\(folder.generationsName)/\(name)" && Int(name) != nil {
      try removeTree(name, in: generations.number, calls: folder.calls)
    }
  }

  private func pointLink(_ name: String, at target: String, through temporary: String) throws {
    let parent = folder.parent.number
    if symlinkat(target, parent, temporary) != 0 { throw diskFailure("make the link", folder.shown) }
    try folder.calls.must(.exchange, "switch", folder.shown) { Int(renameat(parent, temporary, parent, name)) }
  }
}
