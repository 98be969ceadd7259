import Diagnostics

/// The rows of a member list, whatever program wrote it: encoding by `encoding`, else by its byte order mark, else UTF-8;
/// separator by a first line `sep=;`, else the one by which the first line has most columns that are known.
///
/// Rows without any visible character are left out.
func listRows(
  _ bytes: UnsafeRawBufferPointer, file: String, encoding: ListEncoding?
) throws(Diagnostic) -> [(line: Int, fields: [String])] {
  if let format = foreignFormat(bytes) {
    throw Diagnostic(
      at: Place(file: file), "this is \(format), not a list of separated values",
      remedy: "open it there and save or download it as CSV (UTF-8)")
  }
  let marked = ListEncoding.marked(bytes)
  let skip = marked.map { encoding == nil || $0.encoding == encoding ? $0.skip : 0 } ?? 0
  let text = (encoding ?? marked?.encoding ?? .utf8).utf8(bytes.dropFirst(skip))
  var rest = text[...]
  if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
  var line = 1
  var separator: UInt8?
  // Excel's own way to say which separator a file has.
  if rest.count > 4, String(decoding: rest.prefix(4), as: UTF8.self).lowercased() == "sep=" {
    separator = rest[rest.startIndex + 4]
    rest = rest.drop { $0 != 10 && $0 != 13 }
    if rest.first == 13 { rest = rest.dropFirst() }
    if rest.first == 10 { rest = rest.dropFirst() }
    line = 2
  }
  if separator == nil { separator = try likelySeparator(rest, file) }
  let rows = try separatedRows(rest, by: separator ?? UInt8(ascii: ","), file: file, line: line)
  return rows.filter { row in !row.fields.allSatisfy(isBlank) }
}

private func likelySeparator(_ text: ArraySlice<UInt8>, _ file: String) throws(Diagnostic) -> UInt8 {
  var best: (separator: UInt8, known: Int, fields: Int)?
  // Leading empty lines are not the header.
  let start = text.firstIndex { $0 != 10 && $0 != 13 } ?? text.startIndex
  var failure: Diagnostic?
  for separator in [UInt8(ascii: ","), UInt8(ascii: ";"), 9, UInt8(ascii: "|")] {
    do throws(Diagnostic) {
      guard let header = try separatedRows(text[start...], by: separator, file: file, most: 1).first else { continue }
      let known = header.fields.filter { memberColumn(named: $0) != nil }.count
      if let best, (best.known, best.fields) >= (known, header.fields.count) { continue }
      best = (separator, known, header.fields.count)
    } catch { failure = failure ?? error }
  }
  if let best { return best.separator }
  if let failure { throw failure }
  return UInt8(ascii: ",")
}

/// Names the program whose own format this is; nil for text.
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
