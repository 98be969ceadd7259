import Diagnostics

/// A cache of prepared statements by their text, one for each connection and worker.
///
/// A returned statement is in use until the next request for the same text, which resets it. Do not request the same
/// text again while reading its rows.
public final class StatementCache {
  private let connection: Database
  private var statements: [String: Statement] = [:]

  public init(on connection: Database) { self.connection = connection }

  /// The statement of this text, reset and ready to bind. Earlier bindings are kept.
  public func statement(_ sql: String) throws(Diagnostic) -> Statement {
    if let known = statements[sql] {
      known.reset()
      return known
    }
    let made = try Statement(sql, on: connection)
    statements[sql] = made
    return made
  }
}
