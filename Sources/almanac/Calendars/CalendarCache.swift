import BusyCalendars
import Bytes
import Glibc
import Publishing

/// A cache of external calendars in `.almanac/busy/`, readable by its owner only. Beside each file's answer it stores
/// the last version of the file that could be read. Losing the cache costs time, and the last good versions of files
/// that are damaged now.
struct CalendarCache: Sendable {
  /// nil: nothing is cached, as for files outside a programme.
  let folder: String?
  let mayWrite: Bool

  /// The answer to a request for exactly these bytes.
  func answer(_ name: String, _ key: String) -> ReaderAnswer? {
    guard let octets = read(name + ".answer"), octets.starts(with: (key + "\n").utf8) else { return nil }
    return ReaderAnswer(Array(octets.dropFirst(key.utf8.count + 1)))
  }

  func keep(_ name: String, _ key: String, _ answer: ReaderAnswer) {
    var sink = ByteSink(capacity: 1 << 12)
    sink.append(key + "\n")
    answer.write(into: &sink)
    write(name + ".answer", Array(sink.bytes))
  }

  func lastGood(_ name: String) -> [UInt8]? { read(name + ".good") }

  func keepGood(_ name: String, _ file: [UInt8]) { write(name + ".good", file) }

  /// Deletes the cache entries of files that no longer exist.
  ///
  /// - Parameters:
  ///   - present: names as above: `ada/private.ics`.
  ///   - unknown: owners whose files could not be listed: their cache entries are kept.
  func removeOthers(than present: Set<String>, unknown: Set<String>) {
    guard let folder, mayWrite else { return }
    for owner in names(in: folder, folders: true) where !unknown.contains(owner) {
      var isEmpty = true
      for file in names(in: "\(folder)/\(owner)", folders: false) {
        let dot = file.utf8.lastIndex(of: UInt8(ascii: ".")) ?? file.endIndex
        if present.contains("\(owner)/\(file[..<dot])") {
          isEmpty = false
        } else {
          unlink("\(folder)/\(owner)/\(file)")
        }
      }
      if isEmpty { rmdir("\(folder)/\(owner)") }
    }
  }

  func read(_ name: String) -> [UInt8]? {
    guard let folder else { return nil }
    return try? readForeignFile("\(folder)/\(name)", limit: 64 << 20)
  }

  /// Writes the whole file or nothing. If the disk is full, nothing is cached and the build still succeeds.
  func write(_ name: String, _ octets: [UInt8]) {
    guard let folder, mayWrite else { return }
    let path = "\(folder)/\(name)"
    // Create each missing folder of the path.
    for slash in path.utf8.indices where path.utf8[slash] == UInt8(ascii: "/") && slash != path.startIndex {
      mkdir(String(path[..<slash]), 0o700)
    }
    let fresh = "\(path).\(getpid()).new"
    let file = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard file >= 0 else { return }
    var done = 0
    while done < octets.count {
      let count = octets.withUnsafeBytes { Glibc.write(file, $0.baseAddress.map { $0 + done }, $0.count - done) }
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { break }
      done += count
    }
    if close(file) != 0 || done < octets.count || rename(fresh, path) != 0 { unlink(fresh) }
  }
}
