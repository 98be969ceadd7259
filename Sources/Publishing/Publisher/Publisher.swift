import Bytes
import CSodium
import Diagnostics
import Glibc
import Synchronization

/// Publishes a build: collects outputs from several workers in a stage beside the output folder, then replaces the
/// published tree at once.
///
/// ```
/// let publisher = try Publisher.open(output: "public")
/// let writer = publisher.writer()                   // one per worker
/// try writer.put(path, bytes, mtime: …, audience: .everyone, owner: 7)
/// let summary = try publisher.publish(stamp: inputs)
/// ```
/// The published site is untouched until the switch, and the new one is complete after it. A publisher that is released
/// without publishing removes its stage.
public final class Publisher: @unchecked Sendable {
  let folder: OutputFolder
  let options: PublisherOptions
  let state: PublisherState
  let mode: PublishMode
  /// Held until the publisher is released; nil in a dry run.
  private let lock: Descriptor?
  private let shared = Mutex(Shared())
  /// Whether the live tree may differ from the one that was published because somebody has changed it.
  let isSuspect: Bool
  /// Problems that did not stop the publication but lost something; each is reported once.
  public var warnings: [Diagnostic] { shared.withLock { $0.warnings } }

  struct Shared {
    var writers: [OutputWriter] = []
    var warnings: [Diagnostic] = []
    var keptOwners: Set<Int64> = []
    /// Set by `keepAll`: the outputs of all other owners are kept.
    var keptExcept: Set<Int64>?
    var freshTime: Int?
    var isDone = false
    /// See ``Publisher/setBuildNote(_:_:mtime:)``.
    var note: BuildNote?
  }

  struct BuildNote {
    var path: String
    var bytes: [UInt8]
    var mtime: Int
  }
  static let buildNoteOwner = Int.min + 1

  /// Takes the output's lock, finishes a switch that was killed, removes leftovers of dead builds and opens a stage.
  ///
  /// - Throws: a `Diagnostic` of exit code 75 if another build holds the lock, 5 for a folder that almanac did not
  ///   create or that must not be an output, 6 if the disk fails.
  public static func open(output: String, options: PublisherOptions = PublisherOptions()) throws -> Publisher {
    guard sodium_init() >= 0 else { throw Diagnostic(.error, "libsodium does not start", exitCode: .failed) }
    if !options.dryRun { try OutputFolder.makeFolders(above: output) }
    let folder = try OutputFolder(output, calls: SystemCalls(hook: options.faults), isTrial: options.dryRun)
    // Checked before anything is created: a dangerous place must not get a lock file either.
    _ = try folder.kind()
    if let live = try folder.openLive() { try folder.checkHarmless(live: live, home: options.home) }
    if options.dryRun { return try Publisher(folder, options, lock: nil) }
    try folder.checkWritable()
    let lock = try folder.lock()
    let moved = try FileSwitch.rollForward(folder)
    try folder.removeLitter()
    try folder.closePrevious()
    let publisher = try Publisher(folder, options, lock: lock)
    for one in moved { publisher.warn(one.warning(folder.shown)) }
    return publisher
  }

  private init(_ folder: OutputFolder, _ options: PublisherOptions, lock: Descriptor?) throws {
    self.folder = folder
    self.options = options
    self.lock = lock
    let kind = try folder.kind()
    let live = try folder.openLive()
    let ledger = Ledger(folder)
    let root = try live.map { try identity($0.number).inode }
    let previous = try root.flatMap { try ledger.load(root: $0, adopt: !options.dryRun) }
    if let live, previous == nil, !options.force { try ledger.checkOurs(live) }
    var mode = options.mode
    if mode == .auto {
      if case .link = kind { mode = .symlink } else { mode = .exchange }
    }
    if mode == .symlink && kind == .folder {
      throw Diagnostic(
        .error, "\(folder.shown) is a folder, whose place a link cannot take in one step",
        remedy: "move it away once, or publish with --publish exchange")
    }
    if case .link(let target) = kind, mode != .files, !options.force,
      !target.utf8.starts(with: (folder.generationsName + "/").utf8)
    {
      throw Diagnostic(
        .error, "\(folder.shown) is a link to \(target), which almanac did not make and would turn elsewhere",
        remedy: "publish into the folder itself with -o, or with --publish files, or take the link away")
    }
    if case .link = kind, mode == .exchange {
      throw Diagnostic(.error, "\(folder.shown) is a link", remedy: "publish with --publish symlink or auto")
    }
    if mode == .exchange && kind == .folder && folder.isMount {
      if options.mode == .exchange {
        throw Diagnostic(.error, "\(folder.shown) is a mount point", remedy: "publish with --publish files")
      }
      mode = .files
      shared.withLock { $0.warnings.append(Publisher.fallback(folder.shown, "it is a mount point")) }
    }
    self.mode = mode
    let isRootOurs = try folder.isRootOurs()
    isSuspect = try Publisher.isSuspect(
      live, previous, sample: options.sample, restricts: options.restrictsModes, isRootOurs: isRootOurs)
    if isSuspect || options.force, !options.dryRun, let live, let previous {
      let mended = Publisher.mendFolders(live, previous, restricts: options.restrictsModes, isRootOurs: isRootOurs)
      shared.withLock {
        for (path, mode) in mended {
          let shown = path.isEmpty ? folder.shown : "\(folder.shown)/\(path)"
          $0.warnings.append(
            Diagnostic(.warning, "\(shown) had the mode \(String(mode, radix: 8)), and has 755 again"))
        }
      }
    }
    var stage: Descriptor?
    var setsModes = true
    if !options.dryRun {
      (stage, setsModes) = try Publisher.makeStage(folder, live: mode == .files ? live : nil)
    }
    state = PublisherState(
      folder: folder, stage: stage, live: live, previous: previous, options: options, setsModes: setsModes)
  }

  deinit {
    if !shared.withLock({ $0.isDone }) { abandon() }
  }

  /// Abandons the build: removes the stage and leaves the published site unchanged.
  public func abandon() {
    shared.withLock { $0.isDone = true }
    guard state.stage != nil else { return }
    try? removeTree(folder.stageName, in: stageParent, calls: SystemCalls(hook: nil))
  }

  /// A writer for one worker.
  public func writer() -> OutputWriter {
    shared.withLock {
      let writer = OutputWriter(state, freshTime: $0.freshTime)
      $0.writers.append(writer)
      return writer
    }
  }

  /// Sets the time, in seconds since 1970, of outputs that are not in the published tree and whose bytes depend on the
  /// clock. Must be called before the first writer is created. Two builds may use the same time only if they produce
  /// the same bytes.
  public func setFreshTime(_ seconds: Int) { shared.withLock { $0.freshTime = seconds } }

  /// Adds an output that describes the build itself, such as its time. It is written only if another output changes, so
  /// a build of the same inputs writes nothing.
  public func setBuildNote(_ path: String, _ bytes: [UInt8], mtime: Int) {
    shared.withLock {
      $0.note = BuildNote(path: path, bytes: bytes, mtime: mtime)
      $0.keptOwners.insert(Int64(Publisher.buildNoteOwner))
    }
  }

  /// Keeps the outputs of `owner` as last published, without rendering them.
  public func keep(_ owner: Int) { shared.withLock { _ = $0.keptOwners.insert(Int64(owner)) } }

  /// Keeps the outputs of all owners except those in `owners`.
  ///
  /// - Parameter checking: check every kept file on the disk. By default this is done if the whole tree is switched,
  ///   because the files are linked anyway, and if somebody has changed the tree.
  /// - Returns: the owners that cannot be kept because one of their files differs from the manifest; they must be
  ///   rendered too.
  public func keepAll(except owners: Set<Int>, checking: Bool? = nil) throws -> Set<Int> {
    var except = Set(owners.map(Int64.init))
    var damaged: Set<Int> = []
    if checking ?? (mode != .files || isSuspect), let previous = state.previous, let live = state.live {
      let walk = FolderWalk(root: live.number, absent: .isNil, calls: folder.calls, shown: folder.shown)
      for index in 0..<previous.count {
        let entry = previous[index]
        if except.contains(entry.owner) { continue }
        let path = try OutputPath(previous.name(index))
        if let parent = try walk.folder(of: path),
          isFile(walk.leaf, in: parent, as: entry, mode: state.fileMode(entry.audience))
        {
          continue
        }
        except.insert(entry.owner)
        damaged.insert(Int(entry.owner))
      }
    }
    let kept = except
    shared.withLock { $0.keptExcept = kept }
    return damaged
  }

  /// Whether there is a manifest of the live tree, without which no owners can be kept.
  public var canKeep: Bool { state.previous != nil }

  /// The stamp of the published tree, or nil if there is none that can be trusted.
  public var stamp: String? { state.previous?.head.stamp }

  /// The stamp of the last publication, even if the manifest belongs to another tree because the programme was copied
  /// or restored.
  public var formerStamp: String? {
    stamp ?? (state.live == nil ? nil : (try? Ledger(folder).newestHead())?.stamp)
  }

  /// The stamp of the tree published at `output`, read from the manifest's head alone. Nil if there is no manifest, if
  /// it belongs to another tree, or if a switch was not finished. If it equals the inputs' stamp, nothing has to be
  /// built.
  public static func publishedStamp(output: String) throws -> String? { try published(output: output)?.stamp }

  /// The stamp of the published tree, as ``publishedStamp(output:)``, and the number of its outputs.
  public static func published(output: String) throws -> (stamp: String, outputs: Int)? {
    guard sodium_init() >= 0 else { return nil }
    let folder = try OutputFolder(output, calls: SystemCalls(hook: nil))
    guard let live = try folder.openLive() else { return nil }
    if try folder.has(folder.recordName) { return nil }
    return try Ledger(folder).head(root: try identity(live.number).inode).map { ($0.stamp, Int($0.count)) }
  }

  func takeShared() -> Shared { shared.withLock { $0 } }
  func finish() { shared.withLock { $0.isDone = true } }
  func warn(_ warning: Diagnostic) { shared.withLock { $0.warnings.append(warning) } }

  /// The folder that holds the stage: the parent, or the live tree if that is a mount point.
  var stageParent: Int32 { Publisher.stageParent(folder, live: mode == .files ? state.live : nil) }

  static func stageParent(_ folder: OutputFolder, live: Descriptor?) -> Int32 {
    guard let live, folder.isMount else { return folder.parent.number }
    return live.number
  }

  static func fallback(_ shown: String, _ cause: String) -> Diagnostic {
    Diagnostic(
      .warning, "\(shown) cannot be switched as a whole (\(cause)), so its files are replaced one by one",
      remedy: "for a moment a visitor may see pages of both builds")
  }

  /// Creates a new, closed stage and detects whether the umask removes permissions from what is created in it.
  private static func makeStage(_ folder: OutputFolder, live: Descriptor?) throws -> (Descriptor, Bool) {
    let parent = stageParent(folder, live: live)
    if parent != folder.parent.number {
      try removeTree(folder.stageName, in: parent, calls: folder.calls)
    }
    try folder.calls.must(.makeFolder, "make a stage beside", folder.shown) {
      Int(mkdirat(parent, folder.stageName, 0o755))
    }
    let number = openat(parent, folder.stageName, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard number >= 0 else { throw diskFailure("open the stage beside", folder.shown) }
    let stage = Descriptor(number)
    var status = stat()
    guard fstat(number, &status) == 0, fchmod(number, 0o700) == 0 else {
      throw diskFailure("set the mode of the stage beside", folder.shown)
    }
    return (stage, status.st_mode & 0o777 != 0o755)
  }
}
