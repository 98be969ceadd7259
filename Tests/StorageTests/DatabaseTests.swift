import Bytes
import Diagnostics
import Storage
import Testing

struct DatabaseTests {
  @Test func aRecordThatSomebodyWritesIsLocked() throws {
    let fixture = try Fixture()
    let other = try openRecord(at: fixture.record.path)
    try other.execute("PRAGMA busy_timeout = 20")
    try fixture.record.execute("BEGIN IMMEDIATE")
    let error = OpeningTests.failure { try other.transaction {} }
    #expect(error?.exitCode == .locked)
    try fixture.record.execute("ROLLBACK")
    try other.transaction {}
  }

  @Test func aFullDiskChangesNothing() throws {
    let fixture = try Fixture()
    let pages = try fixture.record.integer("PRAGMA page_count") ?? 0
    try fixture.record.execute("PRAGMA max_page_count = \(pages)")
    let error = OpeningTests.failure {
      try fixture.record.transaction {
        for id in 1...200 {
          try fixture.record.execute(
            "INSERT INTO topic (slug, name) VALUES ('topic-\(id)', '\(String(repeating: "long name ", count: 9))')")
        }
      }
    }
    #expect(error?.exitCode == .databaseOrDisk)
    #expect(error?.message == "the disk is full")
    #expect(try fixture.record.integer("SELECT count(*) FROM topic") == 0)
    #expect(try verifyRecord(fixture.record).all.isEmpty)
  }

  @Test func whatIsThrownInATransactionRollsItBack() throws {
    let fixture = try Fixture()
    #expect(throws: Diagnostic.self) {
      try fixture.record.transaction {
        try fixture.record.execute("INSERT INTO topic (slug, name) VALUES ('career', 'Career')")
        throw Diagnostic("stop")
      }
    }
    #expect(try fixture.record.integer("SELECT count(*) FROM topic") == 0)
  }

  @Test func aCachedStatementStartsAnew() throws {
    let fixture = try Fixture()
    let cache = StatementCache(on: fixture.record)
    for id in [2, 3] {
      let name = try cache.statement("SELECT name FROM person WHERE id >= ? ORDER BY id")
      name.bind(id, at: 1)
      #expect(try name.step())
      #expect(name.text(0).string == "P\(id)")
    }
  }
}
