import Bytes
import Diagnostics
import Glibc

/// One worker's connection to the publisher. Any number of writers may write at once; each belongs to one worker at a
/// time.
///
/// An output whose bytes equal those of the last publication costs a hash and a `stat`; any other is written into the
/// stage. The records stay here until ``Publisher/publish(stamp:)`` collects them.
public final class OutputWriter: @unchecked Sendable {
  private let state: PublisherState
  private let stage: FolderWalk?
  private let live: FolderWalk?
  private var hint = 0
  /// See ``Publisher/setFreshTime(_:)``.
  private let freshTime: Int64?

  /// One record per output, in the order of writing.
  private(set) var entries: [ManifestEntry] = []
  /// For each of `entries`, the index of the last manifest's entry with the same path, or -1.
  private(set) var previousIndexes: [Int32] = []
  private(set) var names: [UInt8] = []
  /// 32 bytes for each of `entries`, if digests are kept.
  private(set) var digests: [UInt8] = []

  init(_ state: PublisherState, freshTime: Int?) {
    self.state = state
    self.freshTime = freshTime.map(Int64.init)
    stage = state.stage.map {
      FolderWalk(
        root: $0.number, absent: .isMade, calls: state.calls, shown: state.folder.shown, setsModes: state.setsModes)
    }
    live = state.live.map {
      FolderWalk(root: $0.number, absent: .isNil, calls: state.calls, shown: state.folder.shown)
    }
  }

  /// Adds one output.
  ///
  /// - Parameters:
  ///   - bytes: copied or written before this returns.
  ///   - mtime: the latest change of the output's sources, in seconds since 1970.
  ///   - owner: the person or page group that it belongs to, for ``Publisher/keepAll(except:checking:)``.
  ///   - follows: what else changes the bytes; determines the time of an output that was not published before.
  /// - Throws: a `Diagnostic` of exit code 6 if the disk fails, 5 if the path was already added.
  public func put(
    _ path: OutputPath, _ bytes: UnsafeRawBufferPointer, mtime: Int, audience: Audience, owner: Int,
    follows: OutputBasis = .clock
  ) throws {
    var entry = ManifestEntry(
      hash: ContentHash(of: bytes), size: UInt64(bytes.count), mtime: Int64(mtime), owner: Int64(owner),
      nameOffset: UInt32(clamping: names.count), nameLength: UInt16(clamping: path.count),
      flags: audience == .restricted ? ManifestEntry.privateFlag : 0)
    guard names.count + path.count < Int(UInt32.max), entries.count < Int(Int32.max) else {
      throw Diagnostic(.error, "there are too many outputs for one build", exitCode: .failed)
    }
    let known = state.previous?.find(path.text, hint: hint)
    var isUnchanged = false
    if let known, let previous = state.previous {
      hint = known + 1
      let old = previous[known]
      let isSame = old.hash == entry.hash && old.size == entry.size
      isUnchanged = try isSame && old.audience == audience && liveHas(path, bytes, as: old)
      entry.mtime = isSame ? old.mtime : max(entry.mtime, old.mtime &+ 1)
    } else {
      entry.mtime = timeOfNew(entry, follows)
      if state.previous == nil, let found = try compareLive(path, bytes, audience) {
        isUnchanged = found.isSame
        entry.mtime = found.isSame ? found.mtime : max(entry.mtime, found.mtime &+ 1)
      }
    }
    if !isUnchanged {
      entry.flags |= ManifestEntry.stagedFlag
      try write(path, bytes, entry)
    }
    if state.keepsDigests { appendDigest(of: bytes, known: isUnchanged ? known : nil, to: &entry) }
    entries.append(entry)
    previousIndexes.append(Int32(known ?? -1))
    names.append(contentsOf: path.text.bytes)
  }

  /// The time of an output that is new in this tree. Another build may have published other bytes at its path, on a
  /// machine that is gone or before the output vanished, and caches and rsync compare files by size and time alone.
  private func timeOfNew(_ entry: ManifestEntry, _ follows: OutputBasis) -> Int64 {
    guard let freshTime else { return entry.mtime }
    switch follows {
    case .clock: return freshTime
    // A range of twelve days in seconds.
    case .bytes: return entry.mtime &- Int64(entry.hash.low % 1_048_576)
    }
  }

  /// Adds one output, as ``put(_:_:mtime:audience:owner:follows:)-swift.method``, from text in memory.
  public func put(
    _ path: String, _ bytes: [UInt8], mtime: Int, audience: Audience = .everyone, owner: Int = 0,
    follows: OutputBasis = .clock
  ) throws {
    var path = path
    try path.withUTF8 { octets in
      guard let start = octets.baseAddress, octets.count > 0 else { throw Diagnostic(.error, "an output has no path") }
      let checked = try OutputPath(Utf8(start: start, count: octets.count))
      try bytes.withUnsafeBytes {
        try put(checked, $0, mtime: mtime, audience: audience, owner: owner, follows: follows)
      }
    }
  }

  func name(_ index: Int) -> Utf8 {
    let entry = entries[index]
    // The array no longer changes when names are requested.
    return names.withUnsafeBytes { all in
      all.baseAddress.map { Utf8(start: $0 + Int(entry.nameOffset), count: Int(entry.nameLength)) } ?? .empty
    }
  }

  func digest(_ index: Int) -> ArraySlice<UInt8>? {
    guard state.keepsDigests, entries[index].flags & ManifestEntry.digestFlag != 0 else { return nil }
    return digests[index * 32..<index * 32 + 32]
  }

  private func appendDigest(of bytes: UnsafeRawBufferPointer, known: Int?, to entry: inout ManifestEntry) {
    guard entry.audience == .everyone else {
      digests.append(contentsOf: repeatElement(0, count: 32))
      return
    }
    entry.flags |= ManifestEntry.digestFlag
    if let known, let old = state.previous?.digest(known) {
      digests.append(contentsOf: old)
    } else {
      appendSha256(of: bytes, to: &digests)
    }
  }

  /// Whether the live file still matches the manifest: a regular file of that size, time and mode. If the build is to
  /// repair the tree, its bytes are compared too.
  private func liveHas(_ path: OutputPath, _ bytes: UnsafeRawBufferPointer, as entry: ManifestEntry) throws -> Bool {
    guard let live, let folder = try live.folder(of: path) else { return false }
    guard isFile(live.leaf, in: folder, as: entry, mode: state.fileMode(entry.audience)) else { return false }
    if !state.comparesBytes { return true }
    let file = Descriptor(openat(folder, live.leaf, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC))
    return file.number >= 0 && holds(file.number, bytes)
  }

  /// Without a manifest: the live file's time and whether it contains `bytes`; nil if there is no file.
  private func compareLive(
    _ path: OutputPath, _ bytes: UnsafeRawBufferPointer, _ audience: Audience
  ) throws -> (isSame: Bool, mtime: Int64)? {
    guard let live, let folder = try live.folder(of: path) else { return nil }
    // O_NONBLOCK: a FIFO at this path must not block the build.
    let number = openat(folder, live.leaf, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard number >= 0 else { return nil }
    let file = Descriptor(number)
    var status = stat()
    guard fstat(file.number, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    let mtime = Int64(status.st_mtim.tv_sec)
    guard Int(status.st_size) == bytes.count, status.st_mode & 0o7777 == state.fileMode(audience) else {
      return (false, mtime)
    }
    return (holds(file.number, bytes), mtime)
  }

  private func write(_ path: OutputPath, _ bytes: UnsafeRawBufferPointer, _ entry: ManifestEntry) throws {
    guard let stage else { return }
    let calls = state.calls
    func shown() -> String { "\(state.folder.shown)/\(path.string)" }
    guard let folder = try stage.folder(of: path) else { return }
    let mode = state.fileMode(entry.audience)
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let number = try calls.call(.create, shown()) { Int(openat(folder, stage.leaf, flags, mode)) }
    if number < 0 {
      if errno == EEXIST { throw duplicateOutput(path.string) }
      throw diskFailure("create", shown())
    }
    let file = Int32(number)
    do {
      try calls.write(bytes, to: file, shown())
      if state.setsModes && fchmod(file, mode) != 0 { throw diskFailure("set the mode of", shown()) }
      var times = (timespec(tv_sec: Int(entry.mtime), tv_nsec: 0), timespec(tv_sec: Int(entry.mtime), tv_nsec: 0))
      let set = withUnsafePointer(to: &times) {
        $0.withMemoryRebound(to: timespec.self, capacity: 2) { futimens(file, $0) }
      }
      if set != 0 { throw diskFailure("set the time of", shown()) }
    } catch {
      _ = close(file)
      throw error
    }
    try calls.close(file, shown())
  }
}

func duplicateOutput(_ path: String) -> Diagnostic {
  Diagnostic(.error, "two outputs would be written to \(path)", remedy: "change the slug or the alias of one")
}

/// Whether `name` is a regular file with the size, time and mode that `entry` has.
func isFile(_ name: UnsafePointer<CChar>, in folder: Int32, as entry: ManifestEntry, mode: mode_t) -> Bool {
  var status = stat()
  guard fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return false }
  return status.st_mode == S_IFREG | mode && UInt64(status.st_size) == entry.size
    && Int64(status.st_mtim.tv_sec) == entry.mtime
}

/// Whether an open file of the same size contains exactly `bytes`.
func holds(_ file: Int32, _ bytes: UnsafeRawBufferPointer) -> Bool {
  withUnsafeTemporaryAllocation(byteCount: 65_536, alignment: 16) { buffer in
    guard let space = buffer.baseAddress else { return false }
    var at = 0
    while at < bytes.count {
      let count = read(file, space, min(buffer.count, bytes.count - at))
      if count < 0 && errno == EINTR { continue }
      guard count > 0, let source = bytes.baseAddress, memcmp(space, source + at, count) == 0 else { return false }
      at += count
    }
    return true
  }
}
