import Diagnostics
import Storage

/// A prepared INSERT, filled column by column from the left.
struct RowWriter {
  private let statement: Statement
  private var column: Int32 = 0

  /// - Parameter columns: as in SQL, separated by commas.
  init(_ table: String, _ columns: String, on connection: Database) throws(Diagnostic) {
    let marks = columns.split(separator: ",").map { _ in "?" }.joined(separator: ", ")
    statement = try Statement("INSERT INTO \(table) (\(columns)) VALUES (\(marks))", on: connection)
  }

  mutating func add(_ value: Int?) {
    column += 1
    statement.bind(value, at: column)
  }

  mutating func add(_ value: String?) {
    column += 1
    statement.bind(value, at: column)
  }

  mutating func add(_ value: Bool) { add(value ? 1 : 0) }

  mutating func write() throws(Diagnostic) {
    column = 0
    try statement.run()
  }
}
