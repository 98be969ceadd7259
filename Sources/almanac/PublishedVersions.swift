import CivilTime
import Glibc
import Storage

/// What the calendars of a published site say of every event: the latest SEQUENCE and DTSTAMP by UID. Files that are not
/// there or cannot be read give nothing.
func publishedVersions(in output: String) -> [String: PublishedVersion] {
  var versions: [String: PublishedVersion] = [:]
  // Personal feeds; the public ones hold no sessions.
  let folder = ProgrammeFolder.join(output, "feeds")
  guard let stream = opendir(folder) else { return versions }
  defer { closedir(stream) }
  while let entry = readdir(stream) {
    let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    guard name.hasSuffix(".ics"), let bytes = try? readInput("\(folder)/\(name)", limit: 64 << 20, mayWait: false)
    else {
      continue
    }
    readVersions(bytes, into: &versions)
  }
  return versions
}

/// Reads the three lines of each event that tell which version it is; none of them is ever folded.
func readVersions(_ calendar: [UInt8], into versions: inout [String: PublishedVersion]) {
  var (uid, sequence, stamp) = ("", 0, 0)
  for line in calendar.split(whereSeparator: { $0 == 10 || $0 == 13 }) {
    if let value = value(of: "UID:", in: line) {
      uid = value
    } else if let value = value(of: "SEQUENCE:", in: line) {
      sequence = Int(value) ?? 0
    } else if let value = value(of: "DTSTAMP:", in: line) {
      stamp = instant(basic: value)?.seconds ?? 0
    } else if line.elementsEqual("BEGIN:VEVENT".utf8) {
      (uid, sequence, stamp) = ("", 0, 0)
    } else if line.elementsEqual("END:VEVENT".utf8), !uid.isEmpty {
      let known = versions[uid]
      versions[uid] = PublishedVersion(
        sequence: max(sequence, known?.sequence ?? 0), stamp: max(stamp, known?.stamp ?? 0))
    }
  }
}

private func value(of name: String, in line: ArraySlice<UInt8>) -> String? {
  line.starts(with: name.utf8) ? String(decoding: line.dropFirst(name.utf8.count), as: UTF8.self) : nil
}

/// `20261124T100000Z`.
private func instant(basic text: String) -> Instant? {
  let digits = Array(text.utf8)
  guard digits.count == 16 else { return nil }
  func part(_ range: Range<Int>) -> String { String(decoding: digits[range], as: UTF8.self) }
  return Instant(
    rfc3339: "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))T\(part(9..<11)):\(part(11..<13)):\(part(13..<15))Z",
    dropsFraction: false)
}
