import CivilTime
import Diagnostics
import Foundation
import Mentoring
import Testing

@testable import Storage

/// Numbers that another program may have written and that no verb can raise: they are named, and no verb ends in a trap.
struct CounterTests {
  private static let now = Instant(seconds: 2_000_000)

  private func failure(_ fixture: Fixture, _ body: (RecordWriter) throws -> [Notice]) -> Diagnostic? {
    do {
      _ = try perform(
        "test", by: Principal(.organiser), on: fixture.record, policy: ProgrammePolicy(), now: Self.now,
        random: SeededRandom(seed: fixture.nextSeed()), body)
      return nil
    } catch { return error as? Diagnostic }
  }

  @Test(arguments: [2_147_483_646, 2_147_483_647, Int.max]) func aSequenceAtItsEndIsRefusedAndFound(_ sequence: Int)
    throws
  {
    let fixture = try Fixture()
    try fixture.book(1, from: 1000, to: 1001)
    try fixture.record.execute("UPDATE session SET version = version + 1, sequence = \(sequence) WHERE id = 1")
    let found = try verifyRecord(fixture.record).all.map(\.message).filter { $0.contains("session.sequence") }
    #expect(found.count == (sequence > highestSequence ? 1 : 0), "\(found)")
    let before = try fixture.record.texts("SELECT status || sequence || version FROM session")
    let cancelled = failure(fixture) { writer in
      var patch = SessionPatch()
      patch.isRevision = true
      try writer.write(Decision([.setSession(id: 1, patch)]), rooms: RoomNames(), zoneVersion: "")
      return []
    }
    let erased = failure(fixture) { try $0.erase(PersonID(2), reader: try fixture.situations()) }
    for error in [cancelled, erased] {
      #expect(error?.message.hasPrefix("S-1 has the SEQUENCE \(sequence), which cannot rise") == true)
      #expect(error?.exitCode == .databaseOrDisk && error?.remedy?.isEmpty == false)
    }
    #expect(try fixture.record.texts("SELECT status || sequence || version FROM session") == before)
  }

  @Test func theLastSequenceIsOneThatCalendarsRead() throws {
    let fixture = try Fixture()
    try fixture.book(1, from: 1000, to: 1001)
    try fixture.record.execute("UPDATE session SET version = version + 1, sequence = 2147483645 WHERE id = 1")
    #expect(failure(fixture) { try $0.erase(PersonID(2), reader: try fixture.situations()) } == nil)
    #expect(try fixture.record.texts("SELECT sequence FROM session") == ["2147483646"])
    #expect(try verifyRecord(fixture.record).all.map(\.message) == [])
  }

  @Test(arguments: [
    ("UPDATE meta SET rev = 9223372036854775807", "meta.rev is 9223372036854775807"),
    ("UPDATE meta SET programme_rev = 9223372036854775807", "meta.programme_rev is 9223372036854775807"),
    (
      """
      INSERT INTO topic (id, slug, name) VALUES (9223372036854775807, 'last', 'Last')
      """, "topic.id is 9223372036854775807"
    ),
    ("UPDATE request SET sequence = 9223372036854775807, version = version + 1", "request.sequence is"),
  ])
  func aNumberAtItsEndIsFound(sql: String, words: String) throws {
    let fixture = try Fixture()
    try fixture.book(1, from: 1000, to: 1001)
    #expect(fixture.refusal(sql) == "accepted")
    let messages = try verifyRecord(fixture.record).all.map(\.message)
    #expect(messages.contains { $0.contains(words) }, "\(messages)")
    #expect(try inspectRecord(fixture.record).damage.all.isEmpty)
  }

  @Test func aRevisionAtItsEndIsAnErrorInWords() throws {
    let fixture = try Fixture()
    try fixture.record.execute("UPDATE meta SET rev = 9223372036854775807")
    let error = failure(fixture) {
      try $0.update("person", 2, [("name", .text("Other"))])
      return []
    }
    #expect(
      error?.message.hasPrefix("a number of the record cannot rise any more") == true, "\(String(describing: error))")
    #expect(error?.exitCode == .databaseOrDisk && error?.remedy?.contains("db verify") == true)
  }

  @Test func aKeyAtItsEndIsAnErrorInWords() throws {
    let fixture = try Fixture()
    try fixture.record.execute("INSERT INTO topic (id, slug, name) VALUES (9223372036854775807, 'last', 'Last')")
    let error = failure(fixture) {
      try $0.insert("topic", [("slug", .text("next")), ("name", .text("Next"))])
      return []
    }
    #expect(error?.message.contains("the table topic has a row with the number 9223372036854775807") == true)
  }

  /// Restoring is what is advised then, so it must work.
  @Test func aGoodBackupReplacesARecordWithNumbersAtTheirEnd() throws {
    let fixture = try Fixture()
    try fixture.book(1, from: 1000, to: 1001)
    let backup = fixture.folder.appendingPathComponent("backup.db").path
    try backUp(fixture.record, to: backup)
    try fixture.record.execute(
      """
      UPDATE session SET version = version + 1, sequence = 9223372036854775807 WHERE id = 1;
      UPDATE meta SET rev = 9223372036854775807
      """)
    let uid = try fixture.record.texts("SELECT uid FROM session")[0]
    let report = try restore(
      backup, to: fixture.record.path, now: Self.now,
      published: [uid: PublishedVersion(sequence: 7, stamp: 1000)], random: SeededRandom(seed: 5))
    #expect(report.raised == 1)
    #expect(report.warnings.all.map(\.message).contains { $0.hasPrefix("S-1 had the SEQUENCE 9223372036854775807") })
    #expect(try fixture.record.texts("SELECT sequence FROM session") == ["8"])
    #expect(try verifyRecord(fixture.record).all.map(\.message) == [])
  }
}
