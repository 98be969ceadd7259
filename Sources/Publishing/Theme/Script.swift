/// Minifies a script: removes indentation, empty lines and lines that consist of a `//` comment. On lines without a
/// template, regular expression or comment, also removes the spaces beside brackets, `=`, `,` and `;`.
///
/// Line breaks are kept, so that automatic semicolon insertion (ECMA-262) does not change and an error still names a
/// line of the source. A script in which a line may begin inside a template, a string or a comment is published
/// unchanged, since leading spaces may be significant there.
///
/// - Parameter script: UTF-8.
func squeezedScript(_ script: [UInt8]) -> [UInt8] {
  var out: [UInt8] = []
  out.reserveCapacity(script.count)
  for line in script.split(separator: 0x0A, omittingEmptySubsequences: false) {
    if mayRunOn(line) { return script }
    let text = line.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
    if text.isEmpty || text.starts(with: "//".utf8) { continue }
    appendTight(text, to: &out)
    out.append(0x0A)
  }
  return out
}

/// Appends a line without insignificant spaces; quoted text is not changed.
private func appendTight(_ line: ArraySlice<UInt8>, to out: inout [UInt8]) {
  if line.contains(where: { "`/\\".utf8.contains($0) }) {
    out += line
    return
  }
  func isTight(_ byte: UInt8?) -> Bool { byte.map { "={}(),;".utf8.contains($0) } ?? false }
  var quote: UInt8?
  for index in line.indices {
    let byte = line[index]
    if let open = quote {
      if byte == open { quote = nil }
    } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
      quote = byte
    } else if byte == 0x20, index > line.startIndex {
      let next = index + 1 < line.endIndex ? line[index + 1] : nil
      if isTight(line[index - 1]) || isTight(next) { continue }
    }
    out.append(byte)
  }
}

/// Whether something that begins on a line may end on another: an odd number of backticks, one in quotes, a backslash
/// at the end, or a comment that may span several lines.
private func mayRunOn(_ line: ArraySlice<UInt8>) -> Bool {
  let ticks = line.indices.filter { line[$0] == UInt8(ascii: "`") }
  if ticks.count % 2 == 1 || line.last == UInt8(ascii: "\\") { return true }
  if !ticks.isEmpty, line.contains(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") }) {
    // Quotes are allowed if there is no backtick between a pair of them.
    var quote: UInt8?
    for byte in line {
      if let open = quote {
        if byte == UInt8(ascii: "`") { return true }
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      }
    }
  }
  var isComment = false
  var at = line.startIndex
  while at + 1 < line.endIndex {
    let isMark = line[at..<at + 2].elementsEqual((isComment ? "*/" : "/*").utf8)
    if isMark { isComment.toggle() }
    at += isMark ? 2 : 1
  }
  return isComment
}
