import Diagnostics
import Glibc
import Synchronization

/// The zones of a folder such as `/usr/share/zoneinfo`. Thread-safe; each file is read once.
public final class ZoneDirectory: ZoneSource, Sendable {
  public let path: String
  public let version: String?
  private let loaded = Mutex<[String: Zone]>([:])
  private let listed = Mutex<[String]?>(nil)
  private let indexed = Mutex<ZoneIndex?>(nil)

  /// - Parameter path: the folder. Until the first zone is requested, only the version is read.
  public init(path: String) {
    self.path = path
    version = ZoneDirectory.version(of: path)
  }

  /// The version of the rules in a folder: the first line of `tzdata.zi`, `# version 2025b`, which tzdata installs with
  /// the zones, or else the content of `+VERSION` (BSD, macOS) or `version` (the database's own sources). Nil if none
  /// of them exists.
  public static func version(of path: String) -> String? {
    func firstLine(_ name: String, _ limit: Int) -> String? {
      readFile(path + "/" + name, limit: limit, prefix: 80).map {
        String(decoding: $0.prefix { $0 != 10 && $0 != 13 }, as: UTF8.self)
      }
    }
    let mark = "# version "
    if let line = firstLine("tzdata.zi", 4 << 20), line.hasPrefix(mark) { return String(line.dropFirst(mark.count)) }
    for name in ["+VERSION", "version"] {
      if let line = firstLine(name, 4096), ZoneRulesVersion(line) != nil { return line }
    }
    return nil
  }

  public func zone(named name: String) throws(Diagnostic) -> Zone {
    if let known = loaded.withLock({ $0[name] }) { return known }
    guard ZoneDirectory.isWellFormed(name) else { throw unknownZone(name) }
    guard let bytes = readFile(path + "/" + name, limit: 1 << 20) else { throw unknownZone(name) }
    let zone: Zone
    do { zone = try Zone(name: name, tzif: bytes) } catch .notTZif { throw unknownZone(name) } catch {
      throw Diagnostic(
        at: Place(file: path + "/" + name), "the zone file cannot be read (\(error))",
        remedy: "install the system's tzdata package again, or choose another folder with --tzdir")
    }
    return loaded.withLock { zones in
      // Another thread may have been faster. Its zone is kept, so that there is one object per name.
      if let known = zones[name] { return known }
      zones[name] = zone
      return zone
    }
  }

  /// Whether a name is well-formed: letters, digits, `_`, `+` and `-`, with `/` between non-empty parts.
  ///
  /// `posix/` and `right/` contain second copies; `posixrules` and `localtime` are settings of this machine.
  static func isWellFormed(_ name: String) -> Bool {
    let octets = Array(name.utf8)
    guard !octets.isEmpty, octets.count <= 64 else { return false }
    for part in octets.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
      guard !part.isEmpty else { return false }
      for byte in part {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: "-"): continue
        default: return false
        }
      }
    }
    if ["posixrules", "localtime"].contains(name) { return false }
    return !["posix/", "right/"].contains { octets.starts(with: $0.utf8) }
  }

  /// All zones and links listed in the folder's `tzdata.zi`, in ascending order; empty if it has none. Read once.
  public var names: [String] {
    listed.withLock { known in
      if let known { return known }
      let (zones, links) = ZoneIndex.names(in: list)
      let names = (zones + links).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      known = names
      return names
    }
  }

  /// The index of alternative names, created for the first unknown name.
  var index: ZoneIndex {
    indexed.withLock { known in
      if let known { return known }
      let index = ZoneIndex(list: list)
      known = index
      return index
    }
  }

  /// The bytes of the folder's `tzdata.zi`.
  private var list: [UInt8] { readFile(path + "/tzdata.zi", limit: 4 << 20) ?? [] }
}

/// The bytes of a regular file of at most `limit` bytes, or only its first `prefix` bytes; nil if it cannot be read.
private func readFile(_ path: String, limit: Int, prefix: Int = .max) -> [UInt8]? {
  guard !path.utf8.contains(0) else { return nil }
  // Non-blocking, so that a pipe at this path does not hang the command.
  let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
  guard file >= 0 else { return nil }
  defer { close(file) }
  var status = stat()
  guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= limit else { return nil }
  let wanted = min(Int(status.st_size), prefix)
  return [UInt8](unsafeUninitializedCapacity: wanted) { buffer, count in
    count = 0
    while count < wanted, let base = buffer.baseAddress {
      let got = read(file, base + count, wanted - count)
      if got < 0, errno == EINTR { continue }
      guard got > 0 else { break }
      count += got
    }
  }
}
