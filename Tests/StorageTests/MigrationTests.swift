import Diagnostics
import Foundation
import Testing

@testable import Storage

struct MigrationTests {
  /// When the newest schema changes before its first release, write the value that this names into Fingerprint.swift.
  @Test func theRecordedFingerprintIsTheSchemas() throws {
    let made = try schemaFingerprint(of: Fixture().record)
    #expect(made == recordedFingerprint)
  }

  private func next(_ sql: String) -> [Migration] { migrations + [Migration(name: "the next", sql: sql)] }

  @Test func aRecordWithRowsIsCopiedBeforeItChanges() throws {
    let fixture = try Fixture()
    let steps = next("CREATE TABLE more (x TEXT) STRICT")
    #expect(try migrate(fixture.record, through: steps) == ["the next"])
    #expect(try fixture.record.integer("PRAGMA user_version") == currentSchemaVersion + 1)
    #expect(try fixture.record.integer("PRAGMA foreign_keys") == 1)
    let copy = try openRecord(at: fixture.record.path + ".schema-\(currentSchemaVersion)")
    #expect(try copy.integer("SELECT count(*) FROM person") == 4)
    #expect(try migrate(fixture.record, through: steps).isEmpty)
  }

  // Row S2-30.
  @Test(arguments: [
    "CREATE TABLE more (x); INSERT INTO nowhere VALUES (1)", "DROP TRIGGER mentor_delete; DELETE FROM mentor",
  ])
  func aMigrationThatFailsLeavesTheOldRecord(sql: String) throws {
    let fixture = try Fixture()
    #expect(throws: Diagnostic.self) { try migrate(fixture.record, through: next(sql)) }
    #expect(try fixture.record.integer("PRAGMA user_version") == currentSchemaVersion)
    #expect(try fixture.record.integer("PRAGMA foreign_keys") == 1)
    #expect(try verifyRecord(fixture.record).all.isEmpty)
  }

  @Test func theCopyIsNeverWrittenOverAnotherFile() throws {
    let fixture = try Fixture()
    let name = fixture.record.path + ".schema-\(currentSchemaVersion)"
    try Data("mine".utf8).write(to: URL(fileURLWithPath: name))
    #expect(try migrate(fixture.record, through: next("CREATE TABLE more (x TEXT) STRICT")) == ["the next"])
    #expect(try Data(contentsOf: URL(fileURLWithPath: name)) == Data("mine".utf8))
    #expect(try openRecord(at: name + "-2").integer("SELECT count(*) FROM person") == 4)
  }
}
