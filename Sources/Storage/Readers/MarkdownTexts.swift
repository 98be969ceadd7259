import Bytes

/// A Markdown text of the record: a mentor's bio or the notes of a session.
public struct RecordedMarkdown: Sendable {
  /// Row and column, without names of people: `mentor "ada", bio` or `S-12, notes_before`.
  public var name: String
  /// The text, in UTF-8.
  public var text: String
}

/// Calls `body` with every non-empty Markdown text of the record, by table, column and row.
///
/// - Throws: a `Diagnostic` when the record cannot be read.
public func forEachMarkdown(in record: Database, _ body: (RecordedMarkdown) -> Void) throws {
  for (name, column, table) in [
    ("'mentor \"' || slug || '\", bio'", "bio", "mentor"),
    ("'S-' || id || ', notes_before'", "notes_before", "session"),
    ("'S-' || id || ', notes_after'", "notes_after", "session"),
  ] {
    let rows = try Statement("SELECT \(name), \(column) FROM \(table) WHERE \(column) <> '' ORDER BY 1", on: record)
    while try rows.step() { body(RecordedMarkdown(name: rows.text(0).string, text: rows.text(1).string)) }
  }
}
