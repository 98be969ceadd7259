import Diagnostics

/// The rows of a member list written by any program. The encoding is given by a byte order mark, else by `encoding`,
/// else it is UTF-8. The separator is given by a first line `sep=;`, else it is the one that yields the most known
/// columns in the first line.
///
/// Rows that contain only white space are skipped. A row that was quoted as a whole is parsed by its content.
///
/// - Parameter encoding: nil = not given.
func listRows(
  _ bytes: UnsafeRawBufferPointer, file: String, encoding: ListEncoding?
) throws(Diagnostic) -> (rows: [(line: Int, fields: [String])], encoding: ListEncoding) {
  if let format = foreignFormat(bytes) {
    throw Diagnostic(
      at: Place(file: file), "this is \(format), not a list of separated values",
      remedy: "open it there and save or download it as CSV (UTF-8)")
  }
  var (known, skip) = (encoding ?? .utf8, 0)
  // A byte order mark is unambiguous, and NUL bytes show the byte order of UTF-16 more reliably than the user's choice.
  if let marked = ListEncoding.marked(bytes), marked.skip > 0 || encoding?.isUTF16 ?? true {
    (known, skip) = (marked.encoding, marked.skip)
  }
  let text = known.utf8(bytes.dropFirst(skip))
  var rest = text[...]
  if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
  var line = 1
  var named: UInt8?
  if let first = separatorLine(rest) {
    (named, rest) = first
    line = 2
  }
  if named == nil { named = try likelySeparator(rest, file) }
  let separator = named ?? UInt8(ascii: ",")
  let rows = try separatedRows(rest, by: separator, file: file, line: line)
    .filter { row in !row.fields.allSatisfy(isEmptyValue) }
    .map { (line: $0.line, fields: unquoted($0.fields, by: separator)) }
  return (rows, known)
}

/// Whether a value contains only white space. Control characters and other invisible characters count as content that a
/// program left there.
func isEmptyValue(_ text: String) -> Bool {
  text.unicodeScalars.allSatisfy { $0.properties.isWhitespace || $0.value == 0xFEFF }
}

/// The line `sep=;` with which Excel declares the separator of a file. It is quoted if the file was saved again.
///
/// - Returns: the separator (nil if the line declares none) and the text after the line; nil for any other first line.
private func separatorLine(_ text: ArraySlice<UInt8>) -> (separator: UInt8?, rest: ArraySlice<UInt8>)? {
  let quote = UInt8(ascii: "\"")
  let whole = text.prefix { $0 != 10 && $0 != 13 }
  let line = whole.first == quote ? whole.dropFirst() : whole
  guard String(decoding: line.prefix(4), as: UTF8.self).lowercased() == "sep=" else { return nil }
  var rest = text[whole.endIndex...]
  if rest.first == 13 { rest = rest.dropFirst() }
  if rest.first == 10 { rest = rest.dropFirst() }
  return (line.dropFirst(4).first.flatMap { $0 == quote ? nil : $0 }, rest)
}

/// The values of a row. A single value that contains separators is a row that a program quoted as a whole.
private func unquoted(_ fields: [String], by separator: UInt8) -> [String] {
  guard fields.count == 1, fields[0].utf8.contains(separator) else { return fields }
  let inner = try? separatedRows(Array(fields[0].utf8)[...], by: separator, file: "", most: 1)
  return inner?.first?.fields ?? fields
}

private func likelySeparator(_ text: ArraySlice<UInt8>, _ file: String) throws(Diagnostic) -> UInt8 {
  var best: (separator: UInt8, known: Int, fields: Int)?
  // Leading empty lines are not the header.
  let start = text.firstIndex { $0 != 10 && $0 != 13 } ?? text.startIndex
  var failure: Diagnostic?
  for separator in [UInt8(ascii: ","), UInt8(ascii: ";"), 9, UInt8(ascii: "|")] {
    do throws(Diagnostic) {
      guard let header = try separatedRows(text[start...], by: separator, file: file, most: 1).first else { continue }
      let names = unquoted(header.fields, by: separator)
      let known = names.filter { memberColumn(named: $0) != nil }.count
      if let best, (best.known, best.fields) >= (known, names.count) { continue }
      best = (separator, known, names.count)
    } catch { failure = failure ?? error }
  }
  if let best { return best.separator }
  if let failure { throw failure }
  return UInt8(ascii: ",")
}

/// The name of the program whose native format this is; nil for text.
private func foreignFormat(_ bytes: UnsafeRawBufferPointer) -> String? {
  func holds(_ text: String) -> Bool {
    let wanted = Array(text.utf8)
    let head = bytes.prefix(65_536)
    return head.indices.contains { head[$0...].starts(with: wanted) }
  }
  if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
    if holds("opendocument") { return "an OpenDocument spreadsheet (.ods)" }
    if holds("xl/") || holds("[Content_Types].xml") { return "an Excel workbook (.xlsx)" }
    if holds("Index/") || holds("Metadata/") { return "a Numbers document (.numbers)" }
    return "a ZIP archive or a spreadsheet"
  }
  if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) { return "an old Excel workbook (.xls)" }
  if bytes.starts(with: Array("%PDF".utf8)) { return "a PDF document" }
  let head = String(decoding: bytes.prefix(64), as: UTF8.self).lowercased()
  let start = head.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
  if start.hasPrefix("<") { return "HTML or XML" }
  if start.hasPrefix("{") || start.hasPrefix("[") { return "JSON" }
  return nil
}
