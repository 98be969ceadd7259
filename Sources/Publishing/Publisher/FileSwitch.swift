import Bytes
import Diagnostics
import Glibc

/// Mode `files`: stages and syncs everything, writes a commit record, then renames file by file: new ones first, then
/// changed ones, removals last. Once the record exists, the next process finishes an interrupted switch.
///
/// The record is stored beside the output: a hash of the rest (16 bytes), then `F` and the stage's place, then for each
/// step `R` (rename out of the stage) or `D` (delete) and a path, each terminated by NUL.
struct FileSwitch {
  let publisher: Publisher
  let plan: PublicationPlan
  private var folder: OutputFolder { publisher.folder }

  init(_ publisher: Publisher, _ plan: PublicationPlan) {
    self.publisher = publisher
    self.plan = plan
  }

  /// - Returns: the folders that were in the place of a file, with their new paths.
  func commit(stamp: String) throws -> [MovedFolder] {
    guard let live = try folder.openLive() else { throw diskFailure("open", folder.shown, ENOENT) }
    try Ledger(folder).write(
      plan.encodedManifest(root: try identity(live.number).inode, stamp: stamp, digests: publisher.options.digests),
      sameTree: true, durable: publisher.options.durable)
    try publisher.syncStage(plan)
    try writeRecord(inLive: publisher.stageParent != folder.parent.number)
    let moved = try FileSwitch.rollForward(folder)
    try publisher.restrictFolders(of: plan, below: live.number)
    if plan.revokes {
      try publisher.purgePrevious(plan)
      try Ledger(folder).forgetPrevious()
    }
    return moved
  }

  /// A folder that somebody else put in the place of an output.
  struct MovedFolder {
    /// The former path, relative to the output.
    var path: String
    /// The new path; empty if the folder was empty and has been removed.
    var newPath: String

    func warning(_ shown: String) -> Diagnostic {
      let place = "\(shown)/\(path)"
      if newPath.isEmpty {
        return Diagnostic(.warning, "\(place) was an empty folder, and is the published file again")
      }
      return Diagnostic(
        .warning, "\(place) was a folder, which is now \(shown)/\(newPath)",
        remedy: "put what you need of it into content/, and remove it")
    }
  }

  private func writeRecord(inLive: Bool) throws {
    var record = Array("F".utf8) + [inLive ? 0x4C : 0x50, 0]
    func append(_ kind: UInt8, _ path: some Sequence<UInt8>) {
      record.append(kind)
      record.append(contentsOf: path)
      record.append(0)
    }
    for isNew in [true, false] {
      for output in plan.outputs where plan.isStaged(output) && plan.isNew(output) == isNew {
        append(0x52, output.name.bytes)
      }
    }
    for index in plan.vanished { if let previous = plan.previous { append(0x44, previous.name(index).bytes) } }
    for path in plan.removedStrays { append(0x44, path.utf8) }
    let hash = record.withUnsafeBytes { ContentHash(of: $0) }
    var head: [UInt8] = []
    for word in [hash.high, hash.low] { withUnsafeBytes(of: word) { head.append(contentsOf: $0) } }

    let parent = folder.parent.number
    let temporary = folder.commitName
    let shown = folder.recordName
    var number = -1
    try folder.calls.must(.writeRecord, "create", shown) {
      number = Int(openat(parent, temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600))
      return number
    }
    let file = Int32(number)
    do {
      try head.withUnsafeBytes { try folder.calls.write($0, to: file, shown) }
      try record.withUnsafeBytes { try folder.calls.write($0, to: file, shown) }
      if publisher.options.durable { try folder.calls.must(.sync, "sync", shown) { Int(fsync(file)) } }
    } catch {
      _ = close(file)
      _ = unlinkat(parent, temporary, 0)
      throw error
    }
    try folder.calls.close(file, shown)
    try folder.calls.must(.rename, "rename", shown) { Int(renameat(parent, temporary, parent, folder.recordName)) }
    if publisher.options.durable { try folder.syncParent() }
  }

  /// Finishes a switch that has a record, whichever process began it. Without a record it does nothing. Any step may
  /// already have been done.
  ///
  /// - Returns: the folders that were in the place of a file.
  @discardableResult
  static func rollForward(_ folder: OutputFolder) throws -> [MovedFolder] {
    let parent = folder.parent.number
    guard let record = try read(folder) else { return [] }
    var moved: [MovedFolder] = []
    guard let live = try folder.openLive() else { throw diskFailure("open", folder.shown, ENOENT) }
    let stageParent = record.inLive ? live.number : parent
    let stage = Descriptor(openat(stageParent, folder.stageName, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC))
    // If the stage is gone, all renames are done. A stage that cannot be opened is different: continuing would perform
    // the removals without the renames.
    if stage.number < 0 && errno != ENOENT { throw diskFailure("open the stage of", folder.shown) }
    var mustRemove = true
    func removals() throws {
      guard mustRemove else { return }
      mustRemove = false
      try remove(record.removed, from: live, folder)
    }
    if stage.number >= 0 {
      let from = FolderWalk(root: stage.number, absent: .isNil, calls: folder.calls, shown: folder.shown)
      let into = FolderWalk(root: live.number, absent: .isForced, calls: folder.calls, shown: folder.shown)
      for name in record.renamed {
        try name.withUnsafeBytes { octets in
          guard let start = octets.baseAddress else { return }
          let path = try OutputPath(Utf8(start: start, count: octets.count))
          guard let old = try from.folder(of: path), let new = try into.folder(of: path) else { return }
          func step() throws -> Int {
            try folder.calls.call(.rename, "\(folder.shown)/\(path.string)") {
              Int(renameat(old, from.leaf, new, into.leaf))
            }
          }
          if try step() == 0 || errno == ENOENT { return }
          // A folder is in the place of a new file: delete its published files first, then it is empty and can be
          // removed.
          if errno == EISDIR || errno == ENOTEMPTY || errno == EEXIST {
            try removals()
            if try step() == 0 || errno == ENOENT { return }
          }
          // What is left in it belongs to somebody else.
          if errno == EISDIR || errno == ENOTEMPTY || errno == EEXIST {
            moved.append(try moveAside(path, into.leaf, in: new, folder))
            if try step() == 0 || errno == ENOENT { return }
          }
          throw diskFailure("replace", "\(folder.shown)/\(path.string)")
        }
      }
    }
    try removals()
    try folder.calls.must(.sync, "sync", folder.shown) { Int(fsync(live.number)) }
    try Ledger(folder).replace()
    try folder.calls.must(.finish, "finish", folder.shown) { Int(unlinkat(parent, folder.recordName, 0)) }
    try removeTree(folder.stageName, in: stageParent, calls: folder.calls)
    _ = fsync(parent)
    return moved
  }

  /// Renames a folder that is in the place of a file; removes it if it is empty.
  private static func moveAside(
    _ path: OutputPath, _ leaf: UnsafePointer<CChar>, in parent: Int32, _ folder: OutputFolder
  ) throws -> MovedFolder {
    let shown = "\(folder.shown)/\(path.string)"
    if try folder.calls.call(.remove, shown, { Int(unlinkat(parent, leaf, AT_REMOVEDIR)) }) == 0 {
      return MovedFolder(path: path.string, newPath: "")
    }
    let name = String(cString: leaf)
    var status = stat()
    var ending = ".aside"
    var number = 1
    while fstatat(parent, name + ending, &status, AT_SYMLINK_NOFOLLOW) == 0 {
      number += 1
      ending = ".aside-\(number)"
    }
    try folder.calls.must(.rename, "move away the folder", shown) {
      Int(renameat(parent, leaf, parent, name + ending))
    }
    return MovedFolder(path: path.string, newPath: path.string + ending)
  }

  /// Deletes files of a tree, and folders that become empty. Missing files are ignored.
  static func remove(_ names: [ArraySlice<UInt8>], from live: Descriptor, _ folder: OutputFolder) throws {
    let walk = FolderWalk(root: live.number, absent: .isNil, calls: folder.calls, shown: folder.shown)
    var emptied: Set<ArraySlice<UInt8>> = []
    for name in names {
      try name.withUnsafeBytes { octets in
        guard let start = octets.baseAddress else { return }
        let path = try OutputPath(Utf8(start: start, count: octets.count))
        if let parent = try walk.folder(of: path) {
          let result = try folder.calls.call(.remove, "\(folder.shown)/\(path.string)") {
            Int(unlinkat(parent, walk.leaf, 0))
          }
          // EISDIR: a folder has replaced the file in the meantime.
          if result < 0 && errno != ENOENT && errno != EISDIR {
            throw diskFailure("remove", "\(folder.shown)/\(path.string)")
          }
        }
      }
      for (at, octet) in zip(name.indices, name) where octet == 0x2F { emptied.insert(name[..<at]) }
    }
    // Deepest first. A folder that is still needed is not empty and stays.
    for name in emptied.sorted(by: { $0.count > $1.count }) {
      try name.withUnsafeBytes { octets in
        guard let start = octets.baseAddress else { return }
        let path = try OutputPath(Utf8(start: start, count: octets.count))
        if let parent = try walk.folder(of: path) { _ = unlinkat(parent, walk.leaf, AT_REMOVEDIR) }
      }
    }
  }

  private struct Record {
    var inLive: Bool
    var renamed: [ArraySlice<UInt8>] = []
    var removed: [ArraySlice<UInt8>] = []
  }

  private static func read(_ folder: OutputFolder) throws -> Record? {
    let number = openat(folder.parent.number, folder.recordName, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    if number < 0 {
      if errno == ENOENT { return nil }
      throw diskFailure("read", folder.recordName)
    }
    let file = Descriptor(number)
    var octets: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = Glibc.read(file.number, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      if count < 0 { throw diskFailure("read", folder.recordName) }
      if count == 0 { break }
      octets.append(contentsOf: buffer[..<count])
    }
    let foreign = Diagnostic(
      .error, "\(folder.recordName) is no record of an unfinished publication",
      remedy: "remove it, then build with --force", exitCode: .databaseOrDisk)
    guard octets.count >= 19 else { throw foreign }
    let hash = octets.withUnsafeBytes { all in
      ContentHash(
        high: all.loadUnaligned(fromByteOffset: 0, as: UInt64.self),
        low: all.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    }
    guard octets[16...].withUnsafeBytes({ ContentHash(of: $0) }) == hash, octets[16] == 0x46 else { throw foreign }
    var record = Record(inLive: octets[17] == 0x4C)
    for line in octets[19...].split(separator: 0) {
      switch line.first {
      case 0x52: record.renamed.append(line.dropFirst())
      case 0x44: record.removed.append(line.dropFirst())
      default: throw foreign
      }
    }
    return record
  }
}
