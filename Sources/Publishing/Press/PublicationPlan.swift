import Bytes
import Diagnostics

/// What a build amounts to: all outputs of the new tree in the order of their paths, and what vanishes.
struct PublicationPlan {
  /// Where an output's record is.
  enum Source {
    case writer(Int, Int)
    /// Kept from the last manifest, by its index there.
    case kept(Int)
  }

  let writers: [PressWriter]
  let previous: Manifest?
  private(set) var sources: [Source] = []
  /// Indexes in the last manifest.
  private(set) var vanished: [Int] = []
  /// Files in the live tree that nobody asked for; only looked for when there is no manifest.
  var strays: [String] = []

  /// - Throws: `Diagnostic` when two outputs have one path, or one is a file where another needs a folder.
  init(_ shared: Press.Shared, previous: Manifest?) throws {
    writers = shared.writers
    self.previous = previous
    let count = previous?.count ?? 0
    // Outputs known from the last build need no sorting: they have a place in its manifest.
    var known = [Source?](repeating: nil, count: count)
    // With their names, so that sorting asks no writer.
    var fresh: [(name: Utf8, writer: Int, index: Int)] = []
    for (number, writer) in writers.enumerated() {
      for index in 0..<writer.entries.count {
        let place = Int(writer.previousIndexes[index])
        if place < 0 {
          fresh.append((writer.name(index), number, index))
        } else if known[place] != nil {
          throw duplicateOutput(writer.name(index).string)
        } else {
          known[place] = .writer(number, index)
        }
      }
    }
    fresh.sort { $0.name < $1.name }
    for at in fresh.indices.dropFirst() where fresh[at - 1].name == fresh[at].name {
      throw duplicateOutput(fresh[at].name.string)
    }
    var next = 0
    sources.reserveCapacity(fresh.count + count)
    for place in 0..<count {
      guard let previous else { break }
      let name = previous.name(place)
      while next < fresh.count, fresh[next].name < name {
        sources.append(.writer(fresh[next].writer, fresh[next].index))
        next += 1
      }
      if let source = known[place] {
        sources.append(source)
      } else if PublicationPlan.keeps(previous[place].owner, shared), name != Press.buildManifest {
        sources.append(.kept(place))
      } else {
        vanished.append(place)
      }
    }
    while next < fresh.count {
      sources.append(.writer(fresh[next].writer, fresh[next].index))
      next += 1
    }
    try checkFolders()
  }

  private static func keeps(_ owner: Int64, _ shared: Press.Shared) -> Bool {
    if let except = shared.keptExcept { return !except.contains(owner) || shared.keptOwners.contains(owner) }
    return shared.keptOwners.contains(owner)
  }

  func entry(_ source: Source) -> ManifestEntry {
    switch source {
    case .writer(let writer, let index): writers[writer].entries[index]
    // A kept output's manifest is there.
    case .kept(let index): previous.unsafelyUnwrapped[index]
    }
  }

  func name(_ source: Source) -> Utf8 {
    switch source {
    case .writer(let writer, let index): writers[writer].name(index)
    case .kept(let index): previous.unsafelyUnwrapped.name(index)
    }
  }

  func isStaged(_ source: Source) -> Bool { entry(source).flags & ManifestEntry.stagedFlag != 0 }

  func isNew(_ source: Source) -> Bool {
    if case .writer(let writer, let index) = source { return writers[writer].previousIndexes[index] < 0 }
    return false
  }

  /// No output may lie where another one needs a folder.
  private func checkFolders() throws {
    var last = Utf8.empty
    for source in sources {
      let name = name(source)
      var end = name.count - 1
      while end >= 0, name[end] != 0x2F { end -= 1 }
      guard end > 0 else { continue }
      let parent = Utf8(start: name.start, count: end)
      if parent == last { continue }
      // Folders that the one before lies in too have been looked at.
      var shared = 0
      while shared < min(end, last.count), name[shared] == last[shared] { shared += 1 }
      if shared == last.count { shared += 1 }
      last = parent
      for cut in 1...end where (cut == end || name[cut] == 0x2F) && (cut >= shared || shared == 0) {
        let above = Utf8(start: name.start, count: cut)
        if contains(above) {
          throw Diagnostic(
            .error, "\(above.string) would be a file and a folder at once", remedy: "change one of the two outputs")
        }
      }
    }
  }

  func contains(_ path: Utf8) -> Bool {
    var low = 0
    var high = sources.count
    while low < high {
      let middle = (low + high) / 2
      let there = name(sources[middle])
      if there == path { return true }
      if there < path { low = middle + 1 } else { high = middle }
    }
    return false
  }

  func contains(_ path: String) -> Bool {
    var path = path
    return path.withUTF8 { octets in
      octets.baseAddress.map { contains(Utf8(start: $0, count: octets.count)) } ?? false
    }
  }

  func summary() -> PressSummary {
    var summary = PressSummary()
    for source in sources {
      if isStaged(source) {
        summary.written += 1
        summary.bytes += Int(entry(source).size)
      } else {
        summary.unchanged += 1
      }
    }
    summary.removed = vanished.count + strays.count
    return summary
  }

  /// Lines for a dry run, in the order of paths.
  func changes() -> [String] {
    var lines: [(path: String, line: String)] = []
    for source in sources where isStaged(source) {
      let path = name(source).string
      lines.append((path, (isNew(source) ? "+ " : "~ ") + path))
    }
    for index in vanished {
      lines.append(previous.map { ($0.name(index).string, "- " + $0.name(index).string) } ?? ("", ""))
    }
    for path in strays { lines.append((path, "- " + path)) }
    return lines.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }.map(\.line)
  }

  /// Whether the manifest would hold the same records; the stamp aside.
  var isSameAsPrevious: Bool {
    guard let previous, vanished.isEmpty, sources.count == previous.count else { return false }
    for (place, source) in sources.enumerated() {
      let entry = entry(source)
      if entry.flags & ManifestEntry.stagedFlag != 0 || entry.owner != previous[place].owner { return false }
      if entry.flags & ManifestEntry.digestFlag != previous[place].flags & ManifestEntry.digestFlag { return false }
    }
    return true
  }

  /// The manifest's octets, for the tree with the inode `root`.
  func encodedManifest(root: UInt64, stamp: String, digests: Bool) -> [[UInt8]] {
    var namesLength = 0
    for source in sources { namesLength += name(source).count }
    let recordLength = digests ? 80 : 48
    var body: [UInt8] = []
    body.reserveCapacity(sources.count * recordLength + namesLength)
    var offset: UInt32 = 0
    for source in sources {
      var entry = entry(source)
      entry.flags &= ManifestEntry.privateFlag | (digests ? ManifestEntry.digestFlag : 0)
      entry.nameOffset = offset
      offset &+= UInt32(entry.nameLength)
      withUnsafeBytes(of: entry) { body.append(contentsOf: $0) }
    }
    if digests {
      for source in sources {
        if let digest = digest(source) {
          body.append(contentsOf: digest)
        } else {
          body.append(contentsOf: repeatElement(0, count: 32))
        }
      }
    }
    for source in sources { body.append(contentsOf: name(source).bytes) }
    let head = ManifestHead(
      count: sources.count, namesLength: namesLength, root: root, digests: digests,
      body: body.withUnsafeBytes { ContentHash(of: $0) }, stamp: stamp)
    return [head.encoded(), body]
  }

  func digest(_ source: Source) -> [UInt8]? {
    switch source {
    case .writer(let writer, let index): writers[writer].digest(index).map(Array.init)
    case .kept(let index): previous?.digest(index).map(Array.init)
    }
  }
}
