import Bytes
import Diagnostics
import Glibc

/// One output in a manifest: 48 bytes, the same in memory and in the file.
struct ManifestEntry {
  var hash: ContentHash
  var size: UInt64
  /// Seconds since 1970.
  var mtime: Int64
  var owner: Int64
  /// Offset in the names of the manifest or of the writer.
  var nameOffset: UInt32
  var nameLength: UInt16
  var flags: UInt8
  var reserved: UInt8 = 0

  static let privateFlag: UInt8 = 1
  static let digestFlag: UInt8 = 2
  /// Marks an output written in this build; never stored in a file.
  static let stagedFlag: UInt8 = 128

  var audience: Audience { flags & ManifestEntry.privateFlag != 0 ? .restricted : .everyone }
}

/// The head of a manifest: enough to decide that nothing has to be done.
struct ManifestHead {
  static let magic: UInt64 = 0x3346_494E_414D_4C41  // "ALMANIF3"
  static let size = 80
  static let longestStamp = 64 * 1024
  static let hasDigests: UInt64 = 1

  var count: UInt64
  var namesLength: UInt64
  /// The inode of the tree that the manifest describes; a manifest of another tree is ignored.
  var root: UInt64
  var flags: UInt64
  var body: ContentHash
  var stamp: String

  var digestLength: Int { flags & ManifestHead.hasDigests != 0 ? 32 : 0 }
  var bodyStart: Int { (ManifestHead.size + stamp.utf8.count + 7) & ~7 }

  func encoded() -> [UInt8] {
    var bytes: [UInt8] = []
    func append(_ word: UInt64) { withUnsafeBytes(of: word.littleEndian) { bytes.append(contentsOf: $0) } }
    append(ManifestHead.magic)
    append(UInt64(stamp.utf8.count))
    for word in [count, namesLength, root, flags, body.high, body.low] { append(word) }
    let check = ManifestHead.check(bytes, Array(stamp.utf8))
    append(check.high)
    append(check.low)
    bytes.append(contentsOf: stamp.utf8)
    while bytes.count < bodyStart { bytes.append(0) }
    return bytes
  }

  /// Reads the head from `descriptor`; nil if it is not a complete head of this version.
  ///
  /// - Throws: a `Diagnostic` if the disk fails.
  init?(from descriptor: Int32) throws {
    func read(_ count: Int, at offset: Int) throws -> [UInt8]? {
      var got = 0
      let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
        repeat { got = pread(descriptor, buffer.baseAddress, count, offset) } while got < 0 && errno == EINTR
        filled = max(got, 0)
      }
      if got < 0 { throw diskFailure("read", "a manifest in .almanac") }
      return got == count ? bytes : nil
    }
    guard let fixed = try read(ManifestHead.size, at: 0) else { return nil }
    func word(_ index: Int) -> UInt64 {
      fixed.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self)) }
    }
    guard word(0) == ManifestHead.magic, word(1) <= UInt64(ManifestHead.longestStamp) else { return nil }
    guard let text = try read(Int(word(1)), at: ManifestHead.size) else { return nil }
    guard ManifestHead.check(Array(fixed.prefix(64)), text) == ContentHash(high: word(8), low: word(9)) else {
      return nil
    }
    count = word(2)
    namesLength = word(3)
    root = word(4)
    flags = word(5)
    body = ContentHash(high: word(6), low: word(7))
    stamp = String(decoding: text, as: UTF8.self)
  }

  init(count: Int, namesLength: Int, root: UInt64, digests: Bool, body: ContentHash, stamp: String) {
    self.count = UInt64(count)
    self.namesLength = UInt64(namesLength)
    self.root = root
    self.flags = digests ? ManifestHead.hasDigests : 0
    self.body = body
    self.stamp = stamp
  }

  private static func check(_ fixed: [UInt8], _ stamp: [UInt8]) -> ContentHash {
    (fixed + stamp).withUnsafeBytes { ContentHash(of: $0) }
  }
}

/// The outputs of the last publication, sorted by the bytes of their paths; mapped from its file and never changed.
final class Manifest: @unchecked Sendable {
  let head: ManifestHead
  private let map: UnsafeMutableRawPointer
  private let length: Int
  private let entries: UnsafeRawPointer
  private let digests: UnsafeRawPointer
  private let names: UnsafeRawPointer
  /// The time at which the tree was last known to match: no folder of it has a later time, see
  /// ``Ledger/seal(isWhole:)``.
  let sealed: timespec

  var count: Int { Int(head.count) }

  /// Nil if the file is truncated, changed or of another version.
  ///
  /// - Throws: a `Diagnostic` if the disk fails.
  init?(descriptor: Int32) throws {
    guard let head = try ManifestHead(from: descriptor) else { return nil }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw diskFailure("look at", "a manifest in .almanac") }
    guard head.count < 1 << 31, head.namesLength < 1 << 32 else { return nil }
    sealed = status.st_mtim
    let recordsLength = Int(head.count) * (48 + head.digestLength)
    length = head.bodyStart + recordsLength + Int(head.namesLength)
    guard Int(status.st_size) == length, length > 0 else { return nil }
    guard let map = mmap(nil, length, PROT_READ, MAP_PRIVATE, descriptor, 0), map != MAP_FAILED else {
      throw diskFailure("read", "a manifest in .almanac")
    }
    self.head = head
    self.map = map
    entries = UnsafeRawPointer(map) + head.bodyStart
    digests = entries + Int(head.count) * 48
    names = entries + recordsLength
    let body = UnsafeRawBufferPointer(start: entries, count: recordsLength + Int(head.namesLength))
    guard ContentHash(of: body) == head.body else { return nil }
    for index in 0..<Int(head.count) {
      let entry = self[index]
      guard UInt64(entry.nameOffset) + UInt64(entry.nameLength) <= head.namesLength else { return nil }
    }
  }

  deinit { munmap(map, length) }

  subscript(index: Int) -> ManifestEntry { entries.loadUnaligned(fromByteOffset: index * 48, as: ManifestEntry.self) }

  func name(_ index: Int) -> Utf8 {
    let entry = self[index]
    return Utf8(start: names + Int(entry.nameOffset), count: Int(entry.nameLength))
  }

  /// The SHA-256 of an entry, 32 bytes, if the manifest has it.
  func digest(_ index: Int) -> UnsafeRawBufferPointer? {
    guard head.digestLength > 0, self[index].flags & ManifestEntry.digestFlag != 0 else { return nil }
    return UnsafeRawBufferPointer(start: digests + index * 32, count: 32)
  }

  /// The index of the entry of `path`. `hint` is tried first: outputs often come in the order of the last build.
  func find(_ path: Utf8, hint: Int) -> Int? {
    if hint < count, name(hint) == path { return hint }
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      let there = name(middle)
      if there == path { return middle }
      if there < path { low = middle + 1 } else { high = middle }
    }
    return nil
  }
}
