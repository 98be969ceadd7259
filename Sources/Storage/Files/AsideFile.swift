import Diagnostics
import Glibc

/// A file that is created beside its final path and appears there complete, or not at all.
///
/// Its name ends in `.new-` and the number of this process. The next process that creates such a file in the same
/// folder deletes files that a killed process left.
struct AsideFile: ~Copyable {
  /// The final path.
  let place: String
  /// The temporary path.
  let path: String

  struct Failure: Error { var code: Int32 }

  init(for place: String) throws(Diagnostic) {
    self.place = place
    path = place + ".new-\(getpid())"
    AsideFile.removeLitter(of: place)
    AsideFile.remove(path)
  }

  deinit { AsideFile.remove(path) }

  /// Syncs the file and moves it to its final path, which must not exist yet.
  ///
  /// - Throws: `EEXIST` when the path exists.
  consuming func publish() throws(Failure) {
    try AsideFile.sync(path)
    guard link(path, place) == 0 else { throw Failure(code: errno) }
    unlink(path)
    AsideFile.syncFolder(of: place)
  }

  /// Syncs the file and replaces the existing one with it. One of the two exists at every moment.
  consuming func replace() throws(Failure) {
    try AsideFile.sync(path)
    guard rename(path, place) == 0 else { throw Failure(code: errno) }
    AsideFile.syncFolder(of: place)
  }

  private static func sync(_ path: String) throws(Failure) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Failure(code: errno) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw Failure(code: errno) }
  }

  /// Syncs the folder so that the name survives a power cut. Errors are ignored: some file systems cannot do this.
  private static func syncFolder(of path: String) {
    let descriptor = open(folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  private static func remove(_ path: String) {
    unlink(path)
    unlink(path + "-journal")
  }

  /// Deletes files that ended processes left in the folder: all for this path, and for other paths only those that are
  /// certainly almanac's.
  private static func removeLitter(of place: String) {
    guard let stream = opendir(folder(of: place)) else { return }
    defer { closedir(stream) }
    let mark = Array(".new-".utf8)
    let mine = Array(place.utf8.split(separator: 47).last ?? place.utf8[...])
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      guard let start = name.indices.last(where: { $0 > 0 && name[$0...].starts(with: mark) }) else { continue }
      let digits = name[(start + mark.count)...].prefix { (48...57).contains($0) }
      let rest = name[(start + mark.count + digits.count)...]
      guard rest.isEmpty || rest.elementsEqual("-journal".utf8),
        let process = Int32(String(decoding: digits, as: UTF8.self)), process > 0, process != getpid(),
        kill(process, 0) != 0, errno == ESRCH
      else { continue }
      let path = folder(of: place) + "/" + String(decoding: name, as: UTF8.self)
      if name[..<start].elementsEqual(mine) || isRecordOfOurs(path) { AsideFile.remove(path) }
    }
  }

  /// Whether almanac was creating this file: it is closed to others, and is empty, a database or a journal. The name
  /// alone is not sufficient.
  private static func isRecordOfOurs(_ path: String) -> Bool {
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid(),
      status.st_mode & 0o777 == 0o600
    else { return false }
    var head = [UInt8](repeating: 0, count: 16)
    let count = read(descriptor, &head, head.count)
    if count == 0 { return true }
    // SQLite writes the first page, and the head of a journal, last.
    let isUnfinished = head.prefix(8).allSatisfy { $0 == 0 }
    let journal: [UInt8] = [0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7]
    return count == 16 && (isUnfinished || head.elementsEqual("SQLite format 3\0".utf8) || head.starts(with: journal))
  }
}

/// The folder that contains a file.
func folder(of path: String) -> String {
  guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
  return slash == path.utf8.startIndex ? "/" : String(path[..<slash])
}

/// `path`, or `path` with the first number from 2 that gives an unused name.
func freeName(_ path: String) -> String {
  var free = path
  var number = 1
  var status = stat()
  while lstat(free, &status) == 0 {
    number += 1
    free = "\(path)-\(number)"
  }
  return free
}
