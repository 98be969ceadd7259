import CivilTime
import Diagnostics
import Glibc
import Mentoring
import Publishing
import Storage

/// The versions of all events in the calendars of a published site.
struct PublishedEvents {
  /// The latest SEQUENCE and DTSTAMP by UID.
  var versions: [String: PublishedVersion] = [:]
  /// Calendars that could not be read: their events may have a later version than the restored record knows.
  var warnings = Diagnostics()

  /// - Parameters:
  ///   - output: the published site.
  ///   - isNamed: the user named the site, so it must exist.
  ///   - now: the clock; DTSTAMPs more than a day after it are ignored.
  /// - Throws: a `Diagnostic` if the named site does not exist.
  init(in output: String, isNamed: Bool, now: Instant) throws(Diagnostic) {
    latest = now.adding(days: 1)
    // Personal feeds; the public ones contain no sessions.
    let folder = ProgrammeFolder.join(output, "feeds")
    guard let stream = opendir(folder) else {
      let code = errno
      if code != ENOENT {
        warnings.add(notCompared(folder, cause(code)))
      } else if let place = danglingLink([output, folder]) {
        warnings.add(notCompared(place, "is a link to something that does not exist"))
      } else if isNamed, !exists(output) {
        throw Diagnostic(
          at: Place(file: output), "there is no published site, and -o names it",
          remedy: "check the name, or leave -o out")
      }
      // A site without private pages has no such folder, and neither has one that was never built.
      return
    }
    defer { closedir(stream) }
    do throws(Diagnostic) {
      for name in try calendarNames(in: stream, folder) {
        do throws(Diagnostic) {
          read(try readInput("\(folder)/\(name)", limit: 64 << 20, mayWait: false), from: "\(folder)/\(name)")
        } catch {
          warnings.add(notCompared("\(folder)/\(name)", error.message))
        }
      }
    } catch { warnings.add(error) }
  }

  /// Reads the three lines that give each event's version; these lines are never folded.
  mutating func read(_ calendar: [UInt8], from file: String) {
    var (uid, sequence, stamp) = ("", 0, 0)
    var faults: Set<String> = []
    var last: ArraySlice<UInt8> = []
    for line in calendar.split(whereSeparator: { $0 == 10 || $0 == 13 }) {
      last = line
      if let value = value(of: "UID:", in: line) {
        uid = value
      } else if let value = value(of: "SEQUENCE:", in: line) {
        if let number = Int(value), (0..<highestSequence).contains(number) {
          sequence = number
        } else {
          faults.insert("the SEQUENCE \(visible(value, limit: 40)) is not a number that can rise")
        }
      } else if let value = value(of: "DTSTAMP:", in: line) {
        if let instant = instant(basic: value), instant <= latest {
          stamp = instant.seconds
        } else {
          faults.insert("the DTSTAMP \(visible(value, limit: 40)) is not a time up to now")
        }
      } else if line.elementsEqual("BEGIN:VEVENT".utf8) {
        (uid, sequence, stamp) = ("", 0, 0)
      } else if line.elementsEqual("END:VEVENT".utf8), !uid.isEmpty {
        let known = versions[uid]
        versions[uid] = PublishedVersion(
          sequence: max(sequence, known?.sequence ?? 0), stamp: max(stamp, known?.stamp ?? 0))
      }
    }
    if !last.elementsEqual("END:VCALENDAR".utf8) { faults.insert("the calendar does not end with END:VCALENDAR") }
    for fault in faults.sorted() { warnings.add(notCompared(file, fault)) }
  }

  private let latest: Instant
}

/// The names of the calendars in an open folder, sorted.
private func calendarNames(in stream: OpaquePointer, _ folder: String) throws(Diagnostic) -> [String] {
  var names: [String] = []
  while true {
    // The end and an error both return NULL; only errno tells them apart.
    errno = 0
    guard let entry = readdir(stream) else {
      if errno != 0 { throw notCompared(folder, cause(errno)) }
      return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
    let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    if name.hasSuffix(".ics") { names.append(name) }
  }
}

private func notCompared(_ file: String, _ cause: String) -> Diagnostic {
  Diagnostic(
    .warning, at: Place(file: file), "the restored record was not compared with what was published: \(cause)",
    remedy: "calendars may keep a later version of some sessions; put it right, then restore again")
}

private func cause(_ code: Int32) -> String { "cannot be read: \(String(cString: strerror(code)))" }

/// The first of several paths, each below the one before, that is a dangling link.
private func danglingLink(_ paths: [String]) -> String? {
  paths.first { path in
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK && !exists(path)
  }
}

private func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

private func value(of name: String, in line: ArraySlice<UInt8>) -> String? {
  line.starts(with: name.utf8) ? String(decoding: line.dropFirst(name.utf8.count), as: UTF8.self) : nil
}

/// Parses the form `20261124T100000Z`.
private func instant(basic text: String) -> Instant? {
  let digits = Array(text.utf8)
  guard digits.count == 16 else { return nil }
  func part(_ range: Range<Int>) -> String { String(decoding: digits[range], as: UTF8.self) }
  return Instant(
    rfc3339: "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))T\(part(9..<11)):\(part(11..<13)):\(part(13..<15))Z",
    dropsFraction: false)
}
