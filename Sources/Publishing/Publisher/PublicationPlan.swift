import Bytes
import Diagnostics

/// The result of a build: all outputs of the new tree in the order of their paths, and the outputs that are removed.
struct PublicationPlan {
  private(set) var writers: [OutputWriter]
  let previous: Manifest?
  private(set) var outputs: [PlannedOutput] = []
  /// Indexes in the last manifest.
  private(set) var vanished: [Int] = []
  /// Unknown files in the live tree. Collected only if there is no manifest or if the tree is suspect.
  var strays: [String] = []
  /// The strays that are removed. In mode `files`, foreign files beside known outputs stay.
  var removedStrays: [String] { previous != nil && isByFile ? [] : strays }
  /// Whether files are replaced one by one.
  var isByFile = false

  /// - Parameter digests: whether a ``Publisher/buildManifest`` is written; its new text is added later.
  /// - Throws: a `Diagnostic` if two outputs have the same path, or if one is a file where another needs a folder.
  init(_ shared: Publisher.Shared, previous: Manifest?, digests: Bool) throws {
    writers = shared.writers
    self.previous = previous
    let count = previous?.count ?? 0
    // Outputs known from the last build need no sorting: they have an index in its manifest.
    var known = [PlannedOutput?](repeating: nil, count: count)
    for (number, writer) in writers.enumerated() {
      for index in writer.entries.indices {
        let place = Int(writer.previousIndexes[index])
        if place < 0 { continue }
        if known[place] != nil { throw duplicateOutput(writer.name(index).string) }
        known[place] = PlannedOutput(name: writer.name(index), writer: number, index: index)
      }
    }
    let fresh = try newOutputs(of: writers)
    for at in fresh.indices.dropFirst() where fresh[at - 1].name == fresh[at].name {
      throw duplicateOutput(fresh[at].name.string)
    }
    if let previous {
      outputs.reserveCapacity(fresh.count + count)
      var next = 0
      for place in 0..<count {
        let name = previous.name(place)
        while next < fresh.count, fresh[next].name < name {
          outputs.append(fresh[next])
          next += 1
        }
        if let output = known[place] {
          outputs.append(output)
        } else if name == Publisher.buildManifest ? digests : PublicationPlan.keeps(previous[place].owner, shared) {
          outputs.append(PlannedOutput(name: name, keptAt: place))
        } else {
          vanished.append(place)
        }
      }
      outputs += fresh[next...]
    } else {
      outputs = fresh
    }
    try checkFolders()
  }

  private static func keeps(_ owner: Int64, _ shared: Publisher.Shared) -> Bool {
    if let except = shared.keptExcept { return !except.contains(owner) || shared.keptOwners.contains(owner) }
    return shared.keptOwners.contains(owner)
  }

  /// Adds the only output of a writer that was created after the others.
  ///
  /// - Throws: as `init`.
  mutating func add(_ writer: OutputWriter) throws {
    let output = PlannedOutput(name: writer.name(0), writer: writers.count, index: 0)
    let place = firstIndex(from: output.name)
    writers.append(writer)
    if place < outputs.count, outputs[place].name == output.name {
      guard outputs[place].isKept else { throw duplicateOutput(output.name.string) }
      outputs[place] = output
    } else {
      outputs.insert(output, at: place)
      let old = Int(writer.previousIndexes[0])
      vanished.removeAll { $0 == old }
      try checkFolders()
    }
  }

  func entry(_ output: PlannedOutput) -> ManifestEntry {
    // A kept output always has a previous manifest.
    output.isKept ? previous.unsafelyUnwrapped[output.index] : writers[output.writer].entries[output.index]
  }

  func isStaged(_ output: PlannedOutput) -> Bool { entry(output).flags & ManifestEntry.stagedFlag != 0 }

  func isNew(_ output: PlannedOutput) -> Bool {
    !output.isKept && writers[output.writer].previousIndexes[output.index] < 0
  }

  /// No output may be in the place of a folder that another one needs.
  private func checkFolders() throws {
    // The outputs so far that are a prefix of this path, shortest first. In byte order such paths follow each other,
    // although `a-b` comes between `a` and `a/b`.
    var begun: [Utf8] = []
    for output in outputs {
      while let last = begun.last, !output.name.starts(with: last) { begun.removeLast() }
      for above in begun where output.name[above.count] == 0x2F {
        throw Diagnostic(
          .error, "\(above.string) would be a file and a folder at once", remedy: "change one of the two outputs")
      }
      begun.append(output.name)
    }
  }

  /// The index at which an output with this path is or would be inserted.
  private func firstIndex(from path: Utf8) -> Int {
    var low = 0
    var high = outputs.count
    while low < high {
      let middle = (low + high) / 2
      if outputs[middle].name < path { low = middle + 1 } else { high = middle }
    }
    return low
  }

  func contains(_ path: Utf8) -> Bool {
    let place = firstIndex(from: path)
    return place < outputs.count && outputs[place].name == path
  }

  func contains(_ path: String) -> Bool {
    var path = path
    return path.withUTF8 { octets in
      octets.baseAddress.map { contains(Utf8(start: $0, count: octets.count)) } ?? false
    }
  }

  /// Whether outputs of this build or the last one have this name or are in a folder of this name.
  func hasTop(_ name: String) -> Bool {
    func isBelow(_ path: Utf8) -> Bool {
      let octets = name.utf8
      return path.bytes.starts(with: octets) && (path.count == octets.count || path[octets.count] == 0x2F)
    }
    if contains(name) { return true }
    var folder = name + "/"
    let next = folder.withUTF8 { octets in
      octets.baseAddress.map { firstIndex(from: Utf8(start: $0, count: octets.count)) } ?? 0
    }
    if next < outputs.count, isBelow(outputs[next].name) { return true }
    return vanished.contains { index in previous.map { isBelow($0.name(index)) } ?? false }
  }

  /// Whether this publication removes a secret address because it was revoked or its person erased. Then no earlier
  /// tree is kept.
  var revokes: Bool {
    if let previous { return vanished.contains { previous[$0].audience == .restricted } }
    return !secret(among: strays).isEmpty
  }

  /// The restricted files among `paths`. Without a manifest, they are recognised by their top folder.
  func secret(among paths: [String]) -> [String] {
    if paths.isEmpty { return [] }
    func top(of path: String) -> String { String(Substring(path.utf8.prefix { $0 != 0x2F })) }
    let tops = Set(outputs.lazy.filter { entry($0).audience == .restricted }.map { top(of: $0.name.string) })
    return paths.filter { tops.contains(top(of: $0)) }
  }

  func summary() -> PublishingSummary {
    var summary = PublishingSummary()
    for output in outputs {
      if isStaged(output) {
        summary.written += 1
        summary.bytes += Int(entry(output).size)
      } else {
        summary.unchanged += 1
      }
    }
    summary.removed = vanished.count + removedStrays.count
    return summary
  }

  /// The lines of a dry run, in the order of paths.
  func changes() -> [String] {
    var lines: [(path: String, line: String)] = []
    for output in outputs where isStaged(output) {
      let path = output.name.string
      lines.append((path, (isNew(output) ? "+ " : "~ ") + path))
    }
    for index in vanished {
      lines.append(previous.map { ($0.name(index).string, "- " + $0.name(index).string) } ?? ("", ""))
    }
    for path in removedStrays { lines.append((path, "- " + path)) }
    return lines.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }.map(\.line)
  }

  /// Whether the manifest would contain the same records, apart from the stamp.
  var isSameAsPrevious: Bool {
    guard let previous, vanished.isEmpty, outputs.count == previous.count else { return false }
    for (place, output) in outputs.enumerated() {
      let entry = entry(output)
      if entry.flags & ManifestEntry.stagedFlag != 0 || entry.owner != previous[place].owner { return false }
      if entry.flags & ManifestEntry.digestFlag != previous[place].flags & ManifestEntry.digestFlag { return false }
    }
    return true
  }

  /// The manifest's bytes, for the tree with the inode `root`.
  func encodedManifest(root: UInt64, stamp: String, digests: Bool) -> [[UInt8]] {
    var namesLength = 0
    for output in outputs { namesLength += output.name.count }
    let recordLength = digests ? 80 : 48
    var body: [UInt8] = []
    body.reserveCapacity(outputs.count * recordLength + namesLength)
    var offset: UInt32 = 0
    for output in outputs {
      var entry = entry(output)
      entry.flags &= ManifestEntry.privateFlag | (digests ? ManifestEntry.digestFlag : 0)
      entry.nameOffset = offset
      offset &+= UInt32(entry.nameLength)
      withUnsafeBytes(of: entry) { body.append(contentsOf: $0) }
    }
    if digests {
      for output in outputs {
        if let digest = digest(output) {
          body.append(contentsOf: digest)
        } else {
          body.append(contentsOf: repeatElement(0, count: 32))
        }
      }
    }
    for output in outputs { body.append(contentsOf: output.name.bytes) }
    let head = ManifestHead(
      count: outputs.count, namesLength: namesLength, root: root, digests: digests,
      body: body.withUnsafeBytes { ContentHash(of: $0) }, stamp: stamp)
    return [head.encoded(), body]
  }

  func digest(_ output: PlannedOutput) -> [UInt8]? {
    if output.isKept { return previous?.digest(output.index).map(Array.init) }
    return writers[output.writer].digest(output.index).map(Array.init)
  }
}
