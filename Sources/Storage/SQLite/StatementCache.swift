import Diagnostics

/// Statements prepared once and used again, by their text. One cache a connection and worker.
///
/// A statement from here is in use until the next request for the same text, which resets it; do not ask for the same
/// text again while reading its rows.
public final class StatementCache {
  private let connection: Database
  private var statements: [String: Statement] = [:]

  public init(on connection: Database) { self.connection = connection }

  /// The statement of this text, reset and ready to bind. What was bound before stays bound.
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
