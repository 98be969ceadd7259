import Diagnostics
import Markup

/// The two parts of a Markdown file.
struct FrontMatter {
  var node: YAMLNode?
  var body: ArraySlice<UInt8>
  /// The line of the file on which the body begins, from 1.
  var firstLine: Int
}

/// Splits the front matter (`---` YAML `---`) from a file. A file that does not begin with `---` is all body.
func splitFrontMatter(_ file: SiteFile, into diagnostics: inout Diagnostics) -> FrontMatter {
  var bytes = file.bytes[...]
  // A byte order mark is not part of the text.
  if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
  let fence = Array("---".utf8)
  func lineEnd(_ start: Int) -> Int { bytes[start...].firstIndex(of: 0x0A) ?? bytes.endIndex }
  func isFence(_ start: Int, _ end: Int) -> Bool {
    var line = bytes[start..<end]
    while let last = line.last, last == 0x0D || last == 0x20 { line = line.dropLast() }
    return line.elementsEqual(fence)
  }
  let firstEnd = lineEnd(bytes.startIndex)
  guard isFence(bytes.startIndex, firstEnd) else { return FrontMatter(node: nil, body: bytes, firstLine: 1) }
  var start = min(firstEnd + 1, bytes.endIndex)
  let yamlStart = start
  var number = 2
  while start < bytes.endIndex {
    let end = lineEnd(start)
    if isFence(start, end) {
      let yaml = Array(bytes[yamlStart..<start])
      let node = parseYAML(yaml, file: file.path, firstLine: 2, into: &diagnostics)
      return FrontMatter(node: node, body: bytes[min(end + 1, bytes.endIndex)...], firstLine: number + 1)
    }
    start = min(end + 1, bytes.endIndex)
    number += 1
    if end == bytes.endIndex { break }
  }
  diagnostics.add(
    Diagnostic(
      at: Place(file: file.path, line: 1, column: 1), "the front matter does not end",
      remedy: "write a second line of --- behind it"))
  return FrontMatter(node: nil, body: bytes[bytes.endIndex...], firstLine: number)
}
