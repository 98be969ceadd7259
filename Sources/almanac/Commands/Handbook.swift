/// A file of the handbook, embedded by the build.
struct HandbookFile: Sendable {
  /// Relative to the repository's root: `Sources/almanac/Handbook/booking.md`.
  let path: String
  private let literal: StaticString

  init(path: String, text: StaticString) {
    self.path = path
    literal = text
  }

  var text: String { literal.withUTF8Buffer { String(decoding: $0, as: UTF8.self) } }
}

/// The names of the chapters in reading order. Each is a file `NAME.md` in Handbook/.
let handbookChapters = [
  "beginning", "people", "connecting", "booking", "hours", "calendars", "credits", "year", "settings",
  "troubleshooting", "hosting",
]

/// A chapter formatted for a terminal: code blocks are indented instead of fenced. Nil for an unknown name.
func handbookChapter(_ name: String) -> String? {
  guard handbookChapters.contains(name), let file = handbookFiles.first(where: { $0.path.hasSuffix("/\(name).md") })
  else { return nil }
  var isFenced = false
  var text = ""
  for line in file.text.split(separator: "\n", omittingEmptySubsequences: false) {
    if line.utf8.starts(with: "```".utf8) {
      isFenced.toggle()
    } else {
      text += (isFenced && !line.isEmpty ? "    " : "") + line + "\n"
    }
  }
  while text.utf8.suffix(2).elementsEqual("\n\n".utf8) { text.removeLast() }
  return text
}

/// The title of a chapter without its name: "a folder, a member list, a site".
func handbookTitle(_ name: String) -> String {
  let first = handbookChapter(name)?.split(separator: "\n").first ?? ""
  let title = first.drop { $0 == "#" || $0 == " " }
  let parts = title.split(separator: ":", maxSplits: 1)
  return String((parts.count == 2 ? parts[1] : title).drop { $0 == " " })
}
