import Foundation
import Storage
import Testing

struct FrozenSchemaTests {
  /// Released migrations never change: a record made by one release must be the same in the next. Until the first
  /// release schema 1 may still grow; then this names every table and column, so that a change is seen.
  @Test func everyColumnIsDocumented() throws {
    let fixture = try Fixture()
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let page = try String(
      contentsOf: folder.appendingPathComponent("Sources/Storage/README.md"), encoding: .utf8)
    let columns = try fixture.record.texts(
      """
      SELECT DISTINCT c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c
      WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'
        AND c.name NOT IN ('id', 'person_id', 'mentor_id', 'student_id', 'topic_id', 'goal_id', 'session_id', 'connection_id')
      """)
    let tables = try fixture.record.texts("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')")
    #expect(columns.count > 80)
    for name in columns { #expect(page.contains("`\(name)`"), "column \(name)") }
    for name in tables { #expect(page.contains("**\(name)**"), "table \(name)") }
  }
}
