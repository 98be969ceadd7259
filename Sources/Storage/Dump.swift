import Bytes
import Diagnostics

/// Columns that grant access or are random for each record; `db dump` omits them by default.
private let secretColumns: Set<String> = [
  "secret", "home_token", "feed_token", "action_secret", "meeting_token", "lineage",
]

/// Writes every row of every table as text: one line for each row, tables by name, rows sorted by their whole line.
/// Equal records give equal bytes, and each difference is a line.
///
/// - Parameter secrets: whether tokens are written too. A dump without them may be stored or shared more freely, but
///   it still contains people's names and texts.
public func dumpRecord(_ connection: Database, secrets: Bool, into sink: inout ByteSink) throws(Diagnostic) {
  let tables = try connection.texts(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
  sink.append("almanac record, schema ")
  sink.appendDecimal(try schemaVersion(of: connection))
  sink.append("\n")
  for table in tables {
    let statement = try Statement("SELECT * FROM \"\(table)\"", on: connection)
    var lines: [[UInt8]] = []
    var line = ByteSink()
    while try statement.step() {
      line.removeAll()
      line.append(table)
      for column in 0..<Int32(statement.columnCount) {
        let name = statement.columnName(column)
        if statement.isNull(column) || (!secrets && secretColumns.contains(name)) { continue }
        line.append(" ")
        line.append(name)
        line.append("=")
        appendQuoted(statement.text(column), into: &line)
      }
      lines.append(Array(line.bytes))
    }
    lines.sort { $0.lexicographicallyPrecedes($1) }
    for line in lines {
      line.withUnsafeBytes { sink.append($0) }
      sink.append("\n")
    }
  }
}

/// Appends the text in double quotes. Quotes, backslashes and control characters are escaped, so that a row is always
/// one line.
private func appendQuoted(_ text: Utf8, into sink: inout ByteSink) {
  sink.append("\"")
  for byte in text.bytes {
    switch byte {
    case UInt8(ascii: "\""): sink.append("\\\"")
    case UInt8(ascii: "\\"): sink.append("\\\\")
    case 10: sink.append("\\n")
    case 0..<32, 127:
      sink.append("\\x")
      sink.append(byte: hexDigit(byte >> 4))
      sink.append(byte: hexDigit(byte & 15))
    default: sink.append(byte: byte)
    }
  }
  sink.append("\"")
}

private func hexDigit(_ value: UInt8) -> UInt8 { value < 10 ? 48 + value : 87 + value }
