import Diagnostics

/// The files of `content/` and `Templates/assets/` that are published. This is an allow-list: otherwise a copy of the
/// record, a key or a dump left in the folder would be on the web with the next build.
public struct FileTypes: Sendable {
  /// Extensions in lower case, without the dot.
  private let endings: Set<String>

  /// Types that organisers publish. Spreadsheets, lists, archives and databases are not included: they often contain
  /// personal data.
  static let usual: Set<String> = [
    // Images and fonts.
    "png", "jpg", "jpeg", "gif", "webp", "avif", "apng", "svg", "ico", "bmp", "woff", "woff2", "ttf", "otf",
    // Documents.
    "pdf", "txt", "odt", "odp", "docx", "pptx", "rtf", "epub",
    // Pages and the files they load.
    "html", "htm", "css", "js", "mjs", "json", "webmanifest", "xml", "xsl", "wasm",
    // Audio, video and subtitles.
    "mp3", "m4a", "ogg", "oga", "opus", "wav", "flac", "mp4", "m4v", "webm", "ogv", "mov", "vtt", "srt",
    // Calendars.
    "ics",
  ]

  /// Files without an extension for hosts and licences, at the top of `content/`.
  private static let bare: Set<String> = ["CNAME", "_redirects", "LICENSE", "COPYING"]

  /// - Parameter more: extensions from `publish.file_types` in site.yaml.
  public init(more: [String] = []) { endings = FileTypes.usual.union(more) }

  /// The reason why a file is not published, or nil.
  ///
  /// - Parameter path: relative to the folder that is published: `files/flyer.pdf`.
  func refusal(of file: SiteFile, path: String) -> Diagnostic? {
    func refused(_ cause: String, _ remedy: String) -> Diagnostic {
      Diagnostic(.warning, at: Place(file: visible(file.path)), cause + ", so it is not published", remedy: remedy)
    }
    if let secret = FileTypes.secret(in: file.bytes) {
      return refused("the file holds \(secret)", "move it out of the folder; whoever has seen it may have copied it")
    }
    let name = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[path.utf8.index(after: $0)...]) } ?? path
    let dot = name.utf8.lastIndex(of: UInt8(ascii: "."))
    let ending = dot.map { String(name[name.utf8.index(after: $0)...]).lowercased() } ?? ""
    if endings.contains(ending) { return nil }
    if ending.isEmpty || dot == name.utf8.startIndex {
      if path.hasPrefix(".well-known/") || FileTypes.bare.contains(path) { return nil }
      return refused("the file's name has no ending", "name it as its type, such as .pdf or .txt, or move it away")
    }
    if ["markdown", "mdown", "mkd", "mdwn"].contains(ending) {
      return refused("pages end in .md", "rename it to \(name[..<(dot ?? name.endIndex)]).md")
    }
    return refused(
      ".\(visible(ending)) is not among the types of files that are published",
      "move it out of the folder, or write file_types: [\(visible(ending))] under publish in site.yaml")
  }

  /// A secret that the file contains, whatever its name: `a private key`.
  static func secret(in bytes: [UInt8]) -> String? {
    func begins(_ text: StaticString, at start: Int = 0) -> Bool {
      let count = text.utf8CodeUnitCount
      guard bytes.count >= start + count else { return false }
      return (0..<count).allSatisfy { bytes[start + $0] == text.utf8Start[$0] }
    }
    if begins("SQLite format 3\0") { return "an SQLite database" }
    if begins("PuTTY-User-Key-File-") { return "a private key" }
    for dump in ["PRAGMA foreign_keys=OFF;", "-- MySQL dump", "-- MariaDB dump", "--\n-- PostgreSQL database"] {
      if bytes.starts(with: dump.utf8) { return "a dump of a database" }
    }
    // -----BEGIN RSA PRIVATE KEY----- at the beginning of a line (RFC 7468). A key file may contain other
    // text before it.
    var line = 0
    let end = min(bytes.count, 64 * 1024)
    while line < end {
      if bytes[line] == UInt8(ascii: "-"), begins("-----BEGIN ", at: line) {
        let rest = bytes[line..<min(line + 80, bytes.count)].prefix { $0 != 10 && $0 != 13 }
        if String(decoding: rest, as: UTF8.self).contains("PRIVATE KEY") { return "a private key" }
      }
      if bytes[line] == UInt8(ascii: "A"), begins("AGE-SECRET-KEY-1", at: line) { return "a private key" }
      guard let next = bytes[line..<end].firstIndex(of: 10) else { break }
      line = next + 1
    }
    return nil
  }
}
