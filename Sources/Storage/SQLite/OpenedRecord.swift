import Diagnostics

/// Identifies the record that a connection opened, so that the connection can detect a replacement.
struct OpenedRecord: Hashable {
  var schema: Int
  /// Empty in a record without its row in `meta`.
  var lineage: String

  init(_ connection: Database) throws(Diagnostic) {
    schema = try connection.integer("PRAGMA user_version") ?? 0
    lineage = schema == currentSchemaVersion ? try connection.texts("SELECT lineage FROM meta").first ?? "" : ""
  }
}

/// An error for a record that is no longer the one that was opened; nothing was written.
public struct RecordReplaced: Error {
  public var path: String
  /// Whether the connection had already written to the former record. If so, the command cannot simply be run again.
  public var isAfterCommit: Bool

  public init(path: String, isAfterCommit: Bool) {
    self.path = path
    self.isAfterCommit = isAfterCommit
  }

  public var diagnostic: Diagnostic {
    Diagnostic(
      at: Place(file: path),
      isAfterCommit
        ? "the record was replaced while the command ran; what the command did before is in the former record"
        : "the record was replaced while the command waited; nothing was written",
      remedy: "run the command again", exitCode: .locked)
  }
}
