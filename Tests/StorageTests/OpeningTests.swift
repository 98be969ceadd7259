import Bytes
import Diagnostics
import Foundation
import Storage
import Testing

struct OpeningTests {
  static func failure(_ body: () throws -> Void) -> Diagnostic? {
    do {
      try body()
      return nil
    } catch { return error as? Diagnostic }
  }

  @Test func aMissingRecordIsNamed() {
    let error = Self.failure { _ = try openRecord(at: "/nonexistent/almanac.db") }
    #expect(error?.message == "no such record")
    #expect(error?.exitCode == .databaseOrDisk)
  }

  @Test func anyOtherFileIsNoRecord() throws {
    let fixture = try Fixture()
    let text = fixture.folder.appendingPathComponent("text.db").path
    try String(repeating: "not a database, but long enough to look at\n", count: 40).write(
      toFile: text, atomically: true, encoding: .utf8)
    #expect(Self.failure { _ = try openRecord(at: text) }?.message == "is no SQLite database")
  }

  @Test func anotherProgramsDatabaseIsForeign() throws {
    let fixture = try Fixture()
    let path = fixture.folder.appendingPathComponent("other.db").path
    let other = try Database(path: path, purpose: .create)
    try other.execute("CREATE TABLE notes (text); PRAGMA application_id = 42")
    #expect(Self.failure { _ = try openRecord(at: path) }?.message == "is a database of another program")
    #expect(Self.failure { _ = try migrate(other) }?.message == "is a database of another program")
  }

  @Test func aNewerSchemaIsRefusedWithBothNumbers() throws {
    let fixture = try Fixture()
    try fixture.record.execute("PRAGMA user_version = 999")
    let error = Self.failure { _ = try openRecord(at: fixture.record.path) }
    #expect(error?.message == "has schema 999; this program knows up to \(currentSchemaVersion)")
  }

  @Test func aDamagedRecordIsReportedAndNotChanged() throws {
    let fixture = try Fixture()
    let path = fixture.folder.appendingPathComponent("damaged.db").path
    var bytes = try Data(contentsOf: URL(fileURLWithPath: fixture.record.path))
    for index in 100..<4000 { bytes[index] = 0xA5 }
    try bytes.write(to: URL(fileURLWithPath: path))
    #expect(Self.failure { _ = try verifyRecord(try openRecord(at: path)) }?.exitCode == .databaseOrDisk)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == bytes)
  }

  @Test func migratingTwiceChangesNothing() throws {
    let fixture = try Fixture()
    #expect(try migrate(fixture.record).isEmpty)
  }

  // Row S2-21.
  @Test func verifyFindsATriggerThatSomebodyDropped() throws {
    let fixture = try Fixture()
    #expect(try verifyRecord(fixture.record).all.isEmpty)
    try fixture.record.execute("DROP TRIGGER session_overlap_insert; CREATE TABLE strange (x)")
    let messages = try verifyRecord(fixture.record).all.map(\.message)
    #expect(messages == ["the trigger session_overlap_insert is missing", "the table strange is not almanac's"])
  }

  @Test(arguments: [
    ("DROP TRIGGER session_overlap_insert", "the trigger session_overlap_insert is missing"),
    ("DROP VIEW person_role; CREATE VIEW person_role AS SELECT 1", "the view person_role was changed"),
    ("CREATE TRIGGER spy AFTER INSERT ON person BEGIN SELECT 1; END", "the trigger spy is not almanac's"),
  ])
  func aRecordWithoutItsRulesIsNotOpened(sql: String, difference: String) throws {
    let fixture = try Fixture()
    _ = try openRecord(at: fixture.record.path)
    try fixture.record.execute(sql)
    let error = Self.failure { _ = try openRecord(at: fixture.record.path) }
    #expect(error?.message == "the record's schema was changed: \(difference)")
    #expect(error?.exitCode == .databaseOrDisk)
  }

  @Test func aViewInThePlaceOfATableIsNotRun() throws {
    let fixture = try Fixture()
    let path = fixture.folder.appendingPathComponent("endless.db").path
    let other = try Database(path: path, purpose: .create)
    try other.execute(
      """
      CREATE VIEW person AS WITH RECURSIVE n (id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n) SELECT id FROM n;
      PRAGMA application_id = 1095519555; PRAGMA user_version = \(currentSchemaVersion)
      """)
    #expect(Self.failure { _ = try openRecord(at: path) }?.exitCode == .databaseOrDisk)
  }

  @Test func aRecordThatMayNotBeReadIsNamed() throws {
    let fixture = try Fixture()
    let error = Self.failure { _ = try Database(path: fixture.folder.path, purpose: .existing) }
    #expect(error?.exitCode == .databaseOrDisk)
  }

  @Test func boundValuesNeverStandInErrors() throws {
    let fixture = try Fixture()
    let update = try Statement("UPDATE person SET email = ?, version = version + 1 WHERE id = 1", on: fixture.record)
    update.bind("secret words", at: 1)
    let error = Self.failure { try update.run() }
    #expect(error?.exitCode == .invalidInput)
    #expect(error.map { "\($0)".contains("secret words") } == false)
  }

  @Test func equalRecordsDumpToEqualBytesWithoutTokens() throws {
    func dump(_ record: Database) throws -> String {
      var sink = ByteSink()
      try dumpRecord(record, secrets: false, into: &sink)
      return sink.string()
    }
    let first = try Fixture()
    let second = try Fixture()
    let text = try dump(first.record)
    #expect(text == (try dump(second.record)))
    for token in try first.record.texts("SELECT home_token FROM person") { #expect(!text.contains(token)) }
    try second.record.execute("UPDATE person SET name = 'line' || char(10) || 'break\"', version = 2 WHERE id = 2")
    #expect(try dump(second.record).contains("name=\"line\\nbreak\\\"\""))
  }

  @Test func tokensAreThirtyTwoCharactersOfBase32AndUUIDsAreVersion4() {
    var random = SeededRandom(seed: 1)
    let tokens = Set((0..<500).map { _ in random.token() })
    #expect(tokens.count == 500)
    #expect(
      tokens.allSatisfy {
        $0.utf8.count == 32 && $0.utf8.allSatisfy { (97...122).contains($0) || (50...55).contains($0) }
      })
    let uuid = Array(random.uuid().utf8)
    #expect(uuid.count == 36 && uuid[14] == UInt8(ascii: "4") && "89ab".utf8.contains(uuid[19]))
    let room = random.roomCharacters(8)
    #expect(room.utf8.count == 8 && room.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) })
    var again = SeededRandom(seed: 1)
    #expect(tokens.contains(again.token()))
  }
}
