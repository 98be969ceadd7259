import Diagnostics

/// Rows of comma-separated values with the line each starts on (RFC 4180; LF and CRLF; UTF-8, a byte order mark is
/// skipped). Throws at the first quote that is not closed or stands inside a bare value, and at ill-formed UTF-8.
func commaSeparatedRows(
  _ bytes: UnsafeRawBufferPointer, file: String
) throws(Diagnostic) -> [(line: Int, fields: [String])] {
  let quote = UInt8(ascii: "\"")
  var rows: [(line: Int, fields: [String])] = []
  var fields: [String] = []
  var field: [UInt8] = []
  var line = 1
  var rowLine = 1
  var index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  func finished(_ field: [UInt8]) throws(Diagnostic) -> String {
    guard let text = String(validating: field, as: UTF8.self) else {
      throw Diagnostic(at: Place(file: file, line: rowLine), "not UTF-8", remedy: "save the list as UTF-8")
    }
    return text
  }
  while index < bytes.count {
    let byte = bytes[index]
    index += 1
    if byte == quote, field.isEmpty {
      let opened = line
      var closed = false
      while index < bytes.count {
        let inner = bytes[index]
        index += 1
        if inner == quote {
          guard index < bytes.count, bytes[index] == quote else {
            closed = true
            break
          }
          index += 1
        } else if inner == 10 {
          line += 1
        }
        field.append(inner)
      }
      guard closed else {
        throw Diagnostic(
          at: Place(file: file, line: opened), "a quote is opened and never closed", remedy: "close it with \"")
      }
      let isEnd = index == bytes.count || [UInt8(ascii: ","), 10, 13].contains(bytes[index])
      guard isEnd else {
        throw Diagnostic(
          at: Place(file: file, line: line), "text after a closing quote", remedy: "write a quote inside quotes as \"\""
        )
      }
    } else if byte == UInt8(ascii: ",") {
      fields.append(try finished(field))
      field = []
      if index == bytes.count { fields.append("") }
    } else if byte == 10 || byte == 13 {
      if byte == 13, index < bytes.count, bytes[index] == 10 { index += 1 }
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
  if !field.isEmpty || !fields.isEmpty {
    if fields.isEmpty || !field.isEmpty { fields.append(try finished(field)) }
    rows.append((rowLine, fields))
  }
  return rows
}
