import Bytes
import CSQLite
import Diagnostics

/// A prepared statement. Bind from index 1, step, read columns from 0; call `reset()` before using it again.
public final class Statement {
  private let handle: OpaquePointer
  private let connection: Database

  public init(_ sql: String, on connection: Database) throws(Diagnostic) {
    var prepared: OpaquePointer?
    let code = sqlite3_prepare_v3(connection.handle, sql, -1, 0, &prepared, nil)
    guard code == SQLITE_OK, let prepared else { throw connection.failure(code) }
    handle = prepared
    self.connection = connection
  }

  deinit { sqlite3_finalize(handle) }

  public func bind(_ value: Int, at index: Int32) { sqlite3_bind_int64(handle, index, Int64(value)) }

  /// Binds a copy of the text.
  public func bind(_ value: String, at index: Int32) {
    // SQLITE_TRANSIENT: SQLite makes its own copy.
    let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    sqlite3_bind_text(handle, index, value, Int32(clamping: value.utf8.count), transient)
  }

  public func bindNull(at index: Int32) { sqlite3_bind_null(handle, index) }

  public func bind(_ value: Int?, at index: Int32) {
    if let value { bind(value, at: index) } else { bindNull(at: index) }
  }

  public func bind(_ value: String?, at index: Int32) {
    if let value { bind(value, at: index) } else { bindNull(at: index) }
  }

  /// Advances to the next row; true when there is one to read.
  public func step() throws(Diagnostic) -> Bool {
    let code = sqlite3_step(handle)
    if code == SQLITE_ROW { return true }
    guard code == SQLITE_DONE else {
      let failure = connection.failure(code)
      sqlite3_reset(handle)
      throw failure
    }
    return false
  }

  /// Steps once for a statement that returns nothing, and resets.
  public func run() throws(Diagnostic) {
    _ = try step()
    reset()
  }

  public func reset() { sqlite3_reset(handle) }

  public var columnCount: Int { Int(sqlite3_column_count(handle)) }

  public func columnName(_ index: Int32) -> String {
    sqlite3_column_name(handle, index).map { String(cString: $0) } ?? ""
  }

  public func isNull(_ index: Int32) -> Bool { sqlite3_column_type(handle, index) == SQLITE_NULL }

  public func isInteger(_ index: Int32) -> Bool { sqlite3_column_type(handle, index) == SQLITE_INTEGER }

  public func integer(_ index: Int32) -> Int { Int(sqlite3_column_int64(handle, index)) }

  /// The borrowed text of a column, valid until the next step, reset or read of the same column as another type.
  public func text(_ index: Int32) -> Utf8 {
    guard let start = sqlite3_column_text(handle, index) else { return .empty }
    return Utf8(start: UnsafeRawPointer(start), count: Int(sqlite3_column_bytes(handle, index)))
  }
}
