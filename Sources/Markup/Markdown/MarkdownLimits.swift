import Diagnostics

/// Whether a Markdown text is within the limits that keep its parsing linear: octets, and container markers at a line's
/// start (quotes and lists within each other cost time by their depth on every line).
///
/// - Parameters:
///   - firstLine: the line of the file on which the text begins.
package func checkMarkdown(
  _ bytes: ArraySlice<UInt8>, file: String, firstLine: Int, into diagnostics: inout Diagnostics
) {
  guard bytes.count <= mostMarkdownOctets else {
    diagnostics.add(
      Diagnostic(
        at: Place(file: file), "the text has \(bytes.count) octets, more than \(mostMarkdownOctets) (64 KiB)",
        remedy: "split the page in two"))
    return
  }
  if String(validating: bytes, as: UTF8.self) == nil || bytes.contains(0) {
    diagnostics.add(Diagnostic(at: Place(file: file), "the file is no UTF-8 text", remedy: "save it as UTF-8"))
    return
  }
  var number = firstLine
  for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
    if markers(line) > 32 {
      diagnostics.add(
        Diagnostic(
          at: Place(file: file, line: number, column: 1), "quotes and lists are nested more than 32 deep",
          remedy: "write it flatter"))
      return
    }
    number += 1
  }
}

/// `>`, `-`, `*`, `+` and `1.` at the start of a line, counted through white space.
private func markers(_ line: ArraySlice<UInt8>) -> Int {
  var count = 0
  var hasDigits = false
  for octet in line {
    switch octet {
    case 0x20, 0x09: hasDigits = false
    case UInt8(ascii: ">"), UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+"): count += 1
    case 0x30...0x39: hasDigits = true
    case UInt8(ascii: "."), UInt8(ascii: ")"):
      if !hasDigits { return count }
      count += 1
    default: return count
    }
  }
  // A line of nothing else is a rule (`----`) or an underline.
  return line.contains(0x20) || line.contains(UInt8(ascii: ">")) ? count : 0
}
