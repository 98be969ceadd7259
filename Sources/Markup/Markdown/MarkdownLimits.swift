import Diagnostics

/// Whether a Markdown text is within the limits that keep its parsing linear: octets, and container markers at a line's
/// start (quotes and lists within each other cost time by their depth on every line).
///
/// - Parameters:
///   - firstLine: the line of the file on which the text begins.
public func checkMarkdown(
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
  var start = bytes.startIndex
  while start < bytes.endIndex {
    let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.endIndex
    if markers(bytes[start..<end]) > 32 {
      diagnostics.add(
        Diagnostic(
          at: Place(file: file, line: number, column: 1), "quotes and lists are nested more than 32 deep",
          remedy: "write it flatter"))
      return
    }
    number += 1
    start = end + 1
  }
}

/// `>`, `-`, `*`, `+` and `1.` at the start of a line, counted through white space. A letter begins the text, and so does a
/// hyphen with something behind it; a line of hyphens alone is a rule or an underline. Counts no further than 33.
private func markers(_ line: ArraySlice<UInt8>) -> Int {
  var count = 0
  var rest = line
  while count <= 32, let octet = rest.first {
    switch octet {
    case 0x20, 0x09: rest = rest.dropFirst()
    case UInt8(ascii: ">"):
      rest = rest.dropFirst()
      count += 1
    case UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+"):
      let behind = rest.dropFirst()
      guard isBlank(behind.first) else { return count }
      let isRule = octet != UInt8(ascii: "+") && rest.allSatisfy { $0 == octet || isBlank($0) }
      if isRule, !isBlankLine(behind) { return count }
      rest = behind
      count += 1
    case 0x30...0x39:
      let behind = rest.drop { (0x30...0x39).contains($0) }
      guard behind.first == UInt8(ascii: ".") || behind.first == UInt8(ascii: ")"), isBlank(behind.dropFirst().first)
      else { return count }
      rest = behind.dropFirst()
      count += 1
    default: return count
    }
  }
  return count
}

/// White space, or the line's end.
private func isBlank(_ octet: UInt8?) -> Bool { octet == nil || octet == 0x20 || octet == 0x09 || octet == 0x0D }

private func isBlankLine(_ line: ArraySlice<UInt8>) -> Bool { line.allSatisfy { isBlank($0) } }
