import Bytes
import CLinux
import Diagnostics
import Glibc

extension Publisher {
  /// The list of public files for checkers and mirrors, written by the publisher itself.
  static var buildManifest: Utf8 { Utf8("build-manifest.json") }
  static let buildManifestOwner = Int.min

  /// Replaces the published tree with the outputs written so far.
  ///
  /// - Parameter stamp: the inputs' fingerprint, kept in the manifest for ``publishedStamp(output:)``.
  /// - Returns: what changed. If nothing changed, nothing is switched and no file is touched.
  /// - Throws: a `Diagnostic`. The published site is then unchanged, except in mode `files` once the switch has begun:
  ///   the next build or ``open(output:options:)`` then finishes it.
  public func publish(stamp: String) throws -> PublishingSummary {
    do {
      let summary = try publishOnce(stamp)
      finish()
      return summary
    } catch let killed as PublisherKilled {
      finish()
      throw killed
    } catch {
      abandon()
      throw error
    }
  }

  private func publishOnce(_ stamp: String) throws -> PublishingSummary {
    guard stamp.utf8.count <= ManifestHead.longestStamp else {
      throw Diagnostic(.error, "the build's stamp is too long", exitCode: .failed)
    }
    var plan = try PublicationPlan(takeShared(), previous: state.previous, digests: options.digests)
    plan.isByFile = mode == .files
    if isSuspect || state.previous == nil { plan.strays = try strays(of: plan) }
    if let note = takeShared().note,
      try !plan.summary().isUnchanged || !plan.contains(note.path) || isDamaged(note.path)
    {
      let writer = writer()
      try writer.put(note.path, note.bytes, mtime: note.mtime, owner: Publisher.buildNoteOwner)
      try plan.add(writer)
    }
    if options.digests {
      try plan.add(try buildManifest(of: plan))
    }
    var summary = plan.summary()
    summary.mode = mode
    if options.dryRun {
      summary.changes = plan.changes()
      return summary
    }
    if summary.isUnchanged, let live = state.live {
      if !plan.isSameAsPrevious || self.stamp != stamp {
        try Ledger(folder).write(
          plan.encodedManifest(root: try identity(live.number).inode, stamp: stamp, digests: options.digests),
          sameTree: true, durable: options.durable)
        try Ledger(folder).replace()
      }
      try removeTree(folder.stageName, in: stageParent, calls: folder.calls)
      try seal(plan)
      return summary
    }
    // On the first publication there are no files to replace: one rename publishes the tree in any mode.
    if mode == .files && state.live != nil {
      try commitByFile(&plan, stamp)
    } else {
      let tree = TreeSwitch(self, plan)
      if let refusal = try tree.commit(stamp: stamp) {
        guard options.mode == .auto, state.live != nil else {
          throw diskFailure("switch", folder.shown, refusal)
        }
        warn(Publisher.fallback(folder.shown, String(cString: strerror(refusal))))
        plan.isByFile = true
        try commitByFile(&plan, stamp)
        summary = plan.summary()
        summary.mode = .files
      }
    }
    try seal(plan)
    return summary
  }

  private func commitByFile(_ plan: inout PublicationPlan, _ stamp: String) throws {
    for moved in try FileSwitch(self, plan).commit(stamp: stamp) {
      warn(moved.warning(folder.shown))
      let inside = moved.path + "/"
      plan.strays = plan.strays.map { path in
        path.hasPrefix(inside) ? moved.newPath + "/" + path.dropFirst(inside.count) : path
      }
    }
  }

  /// Records that the tree is now the published one, and lists the files that somebody else has put into it.
  private func seal(_ plan: PublicationPlan) throws {
    let left = plan.isByFile && plan.previous != nil ? plan.strays : []
    for path in left.prefix(Publisher.mostNamed) {
      warn(
        Diagnostic(
          .warning, "\(folder.shown)/\(path) was not made by a build",
          remedy: "put it into content/, which is published with the pages, or remove it"))
    }
    if left.count > Publisher.mostNamed {
      warn(
        Diagnostic(
          .warning, "\(left.count - Publisher.mostNamed) more files in \(folder.shown) were not made by a build"))
    }
    try Ledger(folder).seal(isWhole: left.isEmpty)
  }
  static let mostNamed = 20

  /// Files in the live tree that are not in the plan and were not published before.
  private func strays(of plan: PublicationPlan) throws -> [String] {
    guard let live = state.live else { return [] }
    var found: [String] = []
    try filesBelow(live.number, into: &found)
    let known = Set(plan.vanished.compactMap { plan.previous?.name($0).string })
    return found.filter { path in
      !plan.contains(path) && !known.contains(path) && path != Publisher.buildManifest.string
        && path != takeShared().note?.path
        && !path.utf8.starts(with: folder.litterPrefix.utf8) && !path.utf8.starts(with: "lost+found".utf8)
    }
  }

  /// Whether a published output differs from the manifest.
  private func isDamaged(_ name: String) throws -> Bool {
    guard let previous = state.previous, let live = state.live else { return false }
    var name = name
    return try name.withUTF8 { octets in
      guard let start = octets.baseAddress else { return false }
      let path = try OutputPath(Utf8(start: start, count: octets.count))
      guard let index = previous.find(path.text, hint: 0) else { return false }
      let walk = FolderWalk(root: live.number, absent: .isNil, calls: folder.calls, shown: folder.shown)
      guard let parent = try walk.folder(of: path) else { return true }
      let entry = previous[index]
      guard isFile(walk.leaf, in: parent, as: entry, mode: state.fileMode(entry.audience)) else { return true }
      return try state.comparesBytes && Publisher.difference(path, entry, walk) != nil
    }
  }

  /// Files that somebody put at the top of the published tree were removed with it. The user is warned about them.
  func reportForeign(_ plan: PublicationPlan, _ replaced: Descriptor) throws {
    var names = plan.strays
    if !isSuspect {
      names = try folderContents(replaced.number).map(\.name).sorted().filter {
        !plan.hasTop($0) && !$0.utf8.starts(with: folder.litterPrefix.utf8)
      }
    }
    for name in names.prefix(Publisher.mostNamed) {
      warn(
        Diagnostic(
          .warning, "\(folder.shown)/\(name) was not made by a build, and went with the tree that this one replaces",
          remedy: "put it into content/, which is published with the pages; now it is in \(folder.previousName)/"))
    }
  }

  /// `{"version":1,"files":[{"path","sha256","size"}]}`, sorted by path. Private outputs are not listed.
  private func buildManifest(of plan: PublicationPlan) throws -> OutputWriter {
    var json = ByteSink(capacity: 64 * 1024)
    var newest: Int64 = 0
    json.append("{\"version\":1,\"files\":[")
    var isFirst = true
    for output in plan.outputs {
      let entry = plan.entry(output)
      // The plan still contains the manifest's own previous version.
      guard entry.audience == .everyone, output.name != Publisher.buildManifest else { continue }
      newest = max(newest, entry.mtime)
      json.append(isFirst ? "\n" : ",\n")
      isFirst = false
      json.append("{\"path\":\"")
      // Paths contain no control byte and no backslash, so only quotes need escaping.
      for octet in output.name.bytes {
        if octet == 0x22 { json.append(byte: 0x5C) }
        json.append(byte: octet)
      }
      json.append("\",\"sha256\":\"")
      for octet in try plan.digest(output) ?? liveDigest(output.name) {
        json.append(byte: Publisher.hex(octet >> 4))
        json.append(byte: Publisher.hex(octet & 15))
      }
      json.append("\",\"size\":")
      json.appendDecimal(Int(entry.size))
      json.append("}")
    }
    json.append("\n]}\n")
    let path = try OutputPath(Publisher.buildManifest)
    let writer = writer()
    try writer.put(path, json.bytes, mtime: Int(newest), audience: .everyone, owner: Publisher.buildManifestOwner)
    return writer
  }

  private static func hex(_ value: UInt8) -> UInt8 { value < 10 ? 48 + value : 87 + value }

  /// The digest of a live file, for outputs kept from a build that had no digests.
  private func liveDigest(_ name: Utf8) throws -> [UInt8] {
    guard let live = state.live else { return [] }
    let walk = FolderWalk(root: live.number, absent: .isNil, calls: folder.calls, shown: folder.shown)
    guard let parent = try walk.folder(of: try OutputPath(name)) else { throw missing(name) }
    let number = openat(parent, walk.leaf, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard number >= 0 else { throw missing(name) }
    let file = Descriptor(number)
    var octets: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(file.number, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      if count < 0 { throw diskFailure("read", "\(folder.shown)/\(name.string)") }
      if count == 0 { break }
      octets.append(contentsOf: buffer[..<count])
    }
    var digest: [UInt8] = []
    octets.withUnsafeBytes { appendSha256(of: $0, to: &digest) }
    return digest
  }

  func missing(_ name: Utf8) -> Diagnostic {
    Diagnostic(
      .error, "\(folder.shown)/\(name.string) is gone from the published site and was not rendered again",
      remedy: "build everything once with --force", exitCode: .databaseOrDisk)
  }

  /// Gives folders without public files mode 0750 if restricted outputs are hidden from other users.
  func restrictFolders(of plan: PublicationPlan, below root: Int32) throws {
    guard options.restrictsModes else { return }
    var isOpen: [String: Bool] = [:]
    for output in plan.outputs {
      let name = output.name
      let isPublic = plan.entry(output).audience == .everyone
      for cut in 0..<name.count where name[cut] == 0x2F {
        let above = Utf8(start: name.start, count: cut).string
        isOpen[above] = isPublic || isOpen[above] ?? false
      }
    }
    // fchmodat follows links, so the walk opens each folder without following them.
    let walk = FolderWalk(root: root, absent: .isNil, calls: folder.calls, shown: folder.shown)
    for (path, isPublic) in isOpen.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
      var inside = path + "/x"
      let descriptor: Int32? = try inside.withUTF8 { octets in
        guard let start = octets.baseAddress else { return nil }
        return try walk.folder(of: try OutputPath(Utf8(start: start, count: octets.count)))
      }
      if let descriptor, fchmod(descriptor, isPublic ? 0o755 : 0o750) != 0 {
        throw diskFailure("set the mode of", "\(folder.shown)/\(path)")
      }
    }
  }

  /// Flushes everything staged to the disk, with one call for the whole file system where the system has one.
  func syncStage(_ plan: PublicationPlan) throws {
    guard options.durable, let stage = state.stage else { return }
    let calls = folder.calls
    if try calls.call(.sync, folder.shown, { Int(almanac_syncfs(stage.number)) }) == 0 { return }
    guard errno == ENOSYS || errno == EPERM || errno == EINVAL else { throw diskFailure("sync", folder.shown) }
    let walk = FolderWalk(root: stage.number, absent: .isNil, calls: calls, shown: folder.shown)
    for output in plan.outputs where plan.isStaged(output) {
      let name = output.name
      guard let parent = try walk.folder(of: try OutputPath(name)) else { continue }
      let file = Descriptor(openat(parent, walk.leaf, O_RDONLY | O_NOFOLLOW | O_CLOEXEC))
      if file.number < 0 || fsync(file.number) != 0 || fsync(parent) != 0 {
        throw diskFailure("sync", "\(folder.shown)/\(name.string)")
      }
    }
    if fsync(stage.number) != 0 { throw diskFailure("sync", folder.shown) }
  }
}
