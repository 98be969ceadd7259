import Bytes
import CivilTime
import Diagnostics
import Publishing
import Storage

/// Prints the rows of a statement: with --json an array of objects with all columns, otherwise lines of selected
/// columns separated by tabs.
///
/// Columns whose name ends in `_at` are instants.
///
/// - Parameter computed: members computed from a row's columns, appended to its object.
func table(
  of rows: Statement, json: Bool, shown: [String], computed: [(name: String, text: (Statement) -> String?)] = []
) throws -> String {
  let names = (0..<rows.columnCount).map { rows.columnName(Int32($0)) }
  var sink = ByteSink(capacity: 4096)
  if json { sink.append("[") }
  var count = 0
  while try rows.step() {
    if json {
      sink.append(count == 0 ? "\n{" : ",\n{")
      for (index, name) in names.enumerated() {
        if index > 0 { sink.append(",") }
        sink.append(json: name)
        sink.append(":")
        append(json: rows, Int32(index), name, into: &sink)
      }
      for member in computed {
        sink.append(",")
        sink.append(json: member.name)
        sink.append(":")
        if let text = member.text(rows) { sink.append(json: text) } else { sink.append("null") }
      }
      sink.append("}")
    } else {
      for (place, name) in shown.enumerated() {
        if place > 0 { sink.append("\t") }
        guard let index = names.firstIndex(of: name) else { continue }
        append(text: rows, Int32(index), name, into: &sink)
      }
      sink.append("\n")
    }
    count += 1
  }
  if json { sink.append(count == 0 ? "]\n" : "\n]\n") }
  return sink.string()
}

/// The rows of a statement as CSV (RFC 4180): a header line, CRLF line ends, quotes where needed. A text that a
/// spreadsheet would read as a formula begins with an apostrophe.
func csvTable(of rows: Statement) throws -> String {
  let names = (0..<rows.columnCount).map { rows.columnName(Int32($0)) }
  var sink = ByteSink(capacity: 4096)
  sink.append(names.joined(separator: ",") + "\r\n")
  while try rows.step() {
    for (index, name) in names.enumerated() {
      if index > 0 { sink.append(",") }
      let column = Int32(index)
      if rows.isNull(column) { continue }
      if isInstant(name) {
        sink.append(rfc3339: Instant(seconds: rows.integer(column)))
      } else {
        let written = rows.text(column).string
        let text = !rows.isInteger(column) && isFormula(written) ? "'" + written : written
        let isPlain = text.utf8.allSatisfy { $0 != 0x22 && $0 != 0x2C && $0 != 0x0A && $0 != 0x0D }
        sink.append(
          isPlain
            ? text
            : "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\"")
      }
    }
    sink.append("\r\n")
  }
  return sink.string()
}

/// Whether a spreadsheet would run the text as a formula when it opens the file. A reason that somebody wrote must not
/// fetch addresses on the organiser's machine. Plain numbers are not formulas.
private func isFormula(_ text: String) -> Bool {
  guard let first = text.unicodeScalars.first, "=+-@\t\r\n＝＋－＠".unicodeScalars.contains(first) else { return false }
  let rest = text.utf8.dropFirst()
  return !"+-".unicodeScalars.contains(first) || rest.isEmpty
    || !rest.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }
}

private func isInstant(_ name: String) -> Bool {
  name.hasSuffix("_at") || name == "start" || name == "end" || name == "at" || name == "created" || name == "changed"
}

private func append(json rows: Statement, _ index: Int32, _ name: String, into sink: inout ByteSink) {
  if rows.isNull(index) {
    sink.append("null")
  } else if isInstant(name) {
    sink.append(json: Instant(seconds: rows.integer(index)).rfc3339)
  } else if rows.isInteger(index) {
    sink.appendDecimal(rows.integer(index))
  } else {
    sink.append(json: rows.text(index))
  }
}

private func append(text rows: Statement, _ index: Int32, _ name: String, into sink: inout ByteSink) {
  if rows.isNull(index) { return }
  if isInstant(name) {
    sink.append(rfc3339: Instant(seconds: rows.integer(index)))
  } else {
    sink.append(visible(rows.text(index).string))
  }
}
