import Diagnostics

/// Rows of separated values with the line on which each row starts (RFC 4180; LF, CR and CRLF). A field may be quoted,
/// with optional blanks around the quotes. Throws at the first unclosed quote, at text after a closing quote, and at
/// ill-formed UTF-8.
///
/// - Parameters:
///   - bytes: the text without a byte order mark.
///   - line: the number of the first line.
///   - most: the maximum number of rows to read.
func separatedRows(
  _ bytes: ArraySlice<UInt8>, by separator: UInt8, file: String, line firstLine: Int = 1, most: Int = .max
) throws(Diagnostic) -> [(line: Int, fields: [String])] {
  let quote = UInt8(ascii: "\"")
  var rows: [(line: Int, fields: [String])] = []
  var fields: [String] = []
  var field: [UInt8] = []
  var line = firstLine
  var rowLine = line
  var index = bytes.startIndex
  func finished(_ field: [UInt8]) throws(Diagnostic) -> String {
    guard let text = String(validating: field, as: UTF8.self) else { throw notUTF8(field, fields.count, file, rowLine) }
    return text
  }
  func isBlank(_ byte: UInt8) -> Bool { byte == 32 || (byte == 9 && separator != 9) }
  while index < bytes.endIndex, rows.count < most {
    let byte = bytes[index]
    index += 1
    if byte == quote, field.allSatisfy(isBlank) {
      field = []
      let opened = line
      var closed = false
      while index < bytes.endIndex {
        let inner = bytes[index]
        index += 1
        if inner == quote {
          guard index < bytes.endIndex, bytes[index] == quote else {
            closed = true
            break
          }
          index += 1
        } else if inner == 10 || (inner == 13 && (index == bytes.endIndex || bytes[index] != 10)) {
          line += 1
        }
        field.append(inner)
      }
      guard closed else {
        throw Diagnostic(
          at: Place(file: file, line: opened), "a quote is opened and never closed", remedy: "close it with \"")
      }
      while index < bytes.endIndex, isBlank(bytes[index]) { index += 1 }
      let isEnd = index == bytes.endIndex || [separator, 10, 13].contains(bytes[index])
      guard isEnd else {
        throw Diagnostic(
          at: Place(file: file, line: line), "text after a closing quote", remedy: "write a quote inside quotes as \"\""
        )
      }
    } else if byte == separator {
      fields.append(try finished(field))
      field = []
      if index == bytes.endIndex { fields.append("") }
    } else if byte == 10 || byte == 13 {
      if byte == 13, index < bytes.endIndex, bytes[index] == 10 { index += 1 }
      fields.append(try finished(field))
      rows.append((rowLine, fields))
      field = []
      fields = []
      line += 1
      rowLine = line
    } else {
      field.append(byte)
    }
  }
  if rows.count < most, !field.isEmpty || !fields.isEmpty {
    if fields.isEmpty || !field.isEmpty { fields.append(try finished(field)) }
    rows.append((rowLine, fields))
  }
  return rows
}

private func notUTF8(_ field: [UInt8], _ fieldsBefore: Int, _ file: String, _ line: Int) -> Diagnostic {
  let repaired = String(decoding: field, as: UTF8.self)
  return Diagnostic(
    at: Place(file: file, line: line), "value \(fieldsBefore + 1) is not UTF-8: \"\(visible(repaired, limit: 60))\"",
    remedy:
      "import it with --encoding cp1252 if Excel on Windows wrote it in western Europe or America (cp1250 in central "
      + "Europe, macroman on an old Mac); any other list, save again: in Excel as \"CSV UTF-8\", in LibreOffice with the "
      + "character set Unicode (UTF-8); Google Sheets always does"
  )
}
