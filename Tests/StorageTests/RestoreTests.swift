import CivilTime
import Diagnostics
import Foundation
import Glibc
import Testing

@testable import Storage

/// Restoring into a record that others hold open.
struct RestoreTests {
  static let now = Instant(seconds: 2_000_000)

  private func inode(_ path: String) -> UInt64 {
    var status = stat()
    return lstat(path, &status) == 0 ? UInt64(status.st_ino) : 0
  }

  private func backup(_ fixture: Fixture, _ name: String = "backup.db") throws -> String {
    let path = fixture.folder.appendingPathComponent(name).path
    try backUp(fixture.record, to: path)
    return path
  }

  private func restored(
    _ backup: String, _ fixture: Fixture, published: [String: PublishedVersion] = [:]
  ) throws -> RestoreReport {
    try restore(
      backup, to: fixture.record.path, now: Self.now, published: published, random: SeededRandom(seed: 5))
  }

  @Test func whoHoldsTheRecordOpenSeesTheRestoredContent() throws {
    let fixture = try Fixture()
    let copy = try backup(fixture)
    try fixture.book(1, from: 100, to: 101)
    let before = inode(fixture.record.path)
    let report = try restored(copy, fixture)
    #expect(inode(fixture.record.path) == before, "the same file")
    #expect(try fixture.record.integer("SELECT count(*) FROM session") == 0)
    let former = try openRecord(at: try #require(report.former))
    #expect(try former.integer("SELECT count(*) FROM session") == 1)
    #expect(try verifyRecord(fixture.record).all.map(\.message) == [])
  }

  @Test func whatWasReadBeforeARestoreIsNotWrittenAfterIt() throws {
    let fixture = try Fixture()
    let copy = try backup(fixture)
    let waiting = try openRecord(at: fixture.record.path)
    _ = try restored(copy, fixture)
    #expect(throws: RecordReplaced.self) { try waiting.transaction { try waiting.execute("DELETE FROM waiting") } }
    try openRecord(at: fixture.record.path).transaction {}
  }

  @Test func aFileMovedOverTheRecordIsNoticedBeforeAnythingIsWritten() throws {
    let fixture = try Fixture()
    let copy = try backup(fixture)
    let waiting = try openRecord(at: fixture.record.path)
    try #require(rename(copy, fixture.record.path) == 0)
    let error = #expect(throws: RecordReplaced.self) {
      try waiting.transaction { try waiting.execute("UPDATE person SET name = 'X', version = version + 1") }
    }
    #expect(error?.isAfterCommit == false)
    #expect(try openRecord(at: fixture.record.path).integer("SELECT count(*) FROM person WHERE name = 'X'") == 0)
    #expect(error?.diagnostic.exitCode == .locked)
  }

  @Test func aRecordThatChangesMeanwhileIsNotReplaced() throws {
    let fixture = try Fixture()
    let copy = try backup(fixture)
    let file = try RecordFile(fixture.record.path)
    let mark = file.mark()
    try fixture.book(1, from: 100, to: 101)
    let error = #expect(throws: Diagnostic.self) {
      try replaceContent(
        of: file, with: try Database(path: copy, purpose: .aside), ifStill: mark, keepingAs: copy + ".former")
    }
    #expect(error?.exitCode == .conflict)
    #expect(try fixture.record.integer("SELECT count(*) FROM session") == 1)
    #expect(access(copy + ".former", F_OK) != 0)
  }

  @Test func writersThatComeDuringARestoreWaitForItsEnd() throws {
    let fixture = try Fixture()
    let fence = try RecordFence(of: fixture.record.path, alone: true)
    let path = fixture.record.path
    let done = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      try? Database(path: path, purpose: .existing).transaction {}
      done.signal()
    }
    #expect(done.wait(timeout: .now() + 0.1) == .timedOut)
    withExtendedLifetime(fence) {}
    _ = consume fence
    #expect(done.wait(timeout: .now() + 10) == .success)
  }

  @Test func aRestoredEventNeverFallsBehindWhatCalendarsHave() throws {
    let fixture = try Fixture()
    try fixture.book(1, from: 100, to: 101)
    try fixture.book(2, student: 3, from: 200, to: 201)
    try fixture.book(3, from: 300, to: 301)
    let copy = try backup(fixture)
    // Moved twice, then cancelled, after the backup.
    for sequence in [1, 2] {
      try fixture.record.execute(
        "UPDATE session SET sequence = \(sequence), changed_at = \(5000 + sequence), version = version + 1 WHERE id = 1"
      )
    }
    let third = try fixture.record.texts("SELECT uid FROM session WHERE id = 3")[0]
    let report = try restored(copy, fixture, published: [third: PublishedVersion(sequence: 7, stamp: 9000)])
    #expect(report.raised == 2)
    #expect(
      try fixture.record.texts("SELECT sequence || ' ' || changed_at FROM session ORDER BY id") == [
        "3 2000000", "0 1000", "8 2000000",
      ])
    #expect(
      try fixture.record.texts("SELECT verb FROM journal ORDER BY seq") == ["db restore", "db restore", "db restore"])
  }

  @Test func aSessionThatIsARequestAgainGoesOnFromTheSequenceOfTheSession() throws {
    let fixture = try Fixture()
    try fixture.record.execute(
      """
      INSERT INTO request (id, uid, mentor_id, student_id, kind, title, start_at, end_at, status, received_at, changed_at)
      VALUES (1, '\(fixture.random.uuid())', 1, 2, 'CHAT', 'Talk', 3600000, 3603600, 'pending', 1000, 1000)
      """)
    let copy = try backup(fixture)
    try fixture.record.execute(
      """
      UPDATE request SET status = 'approved', changed_at = 1100, version = version + 1 WHERE id = 1;
      UPDATE session SET sequence = 4, changed_at = 1200, version = version + 1 WHERE id = 1
      """)
    _ = try restored(copy, fixture)
    #expect(try fixture.record.texts("SELECT status || sequence FROM request") == ["pending5"])
    try fixture.record.execute("UPDATE request SET status = 'approved', version = version + 1 WHERE id = 1")
    #expect(try fixture.record.texts("SELECT sequence FROM session") == ["5"])
  }

  @Test func anAddressThatWasTakenAwayDoesNotComeBack() throws {
    let fixture = try Fixture()
    let copy = try backup(fixture)
    var random = SeededRandom(seed: 44)
    let (home, feed) = (random.token(), random.token())
    try fixture.record.execute(
      "UPDATE person SET home_token = '\(home)', feed_token = '\(feed)', version = version + 1 WHERE id = 2")
    try fixture.record.execute("UPDATE person SET state = 'erased', version = version + 1 WHERE id = 3")
    let report = try restored(copy, fixture)
    #expect(report.keptAddresses == 1)
    #expect(try fixture.record.texts("SELECT home_token || feed_token FROM person WHERE id = 2") == [home + feed])
    #expect(report.warnings.all.map(\.message) == ["person 3 was erased after the backup was made, and is back"])
  }

  @Test func aDamagedBackupIsRefusedAndAStrangeOneIsToldOf() throws {
    let fixture = try Fixture()
    let strange = try backup(fixture)
    try Database(path: strange, purpose: .existing).execute(
      "UPDATE person SET is_mentor = 1, version = version + 1 WHERE id = 3")
    let report = try restored(strange, fixture)
    #expect(report.warnings.all.map(\.message) == ["the role mentor without a row in mentor: person 3"])
    #expect(report.warnings.all.allSatisfy { $0.severity == .warning })
    let damaged = try backup(fixture, "damaged.db")
    try Database(path: damaged, purpose: .existing).execute("DROP TRIGGER session_overlap_insert")
    #expect(throws: Diagnostics.self) { try restored(damaged, fixture) }
    #expect(try fixture.record.integer("SELECT count(*) FROM sqlite_schema WHERE name = 'session_overlap_insert'") == 1)
  }

  @Test func aRecordThatIsNoDatabaseAnyMoreIsPutAsideWhole() throws {
    let fixture = try Fixture()
    let copy = try backup(fixture)
    let path = fixture.folder.appendingPathComponent("torn.db").path
    try Data("torn".utf8).write(to: URL(fileURLWithPath: path))
    let report = try restore(copy, to: path, now: Self.now, random: SeededRandom(seed: 5))
    #expect(try Data(contentsOf: URL(fileURLWithPath: try #require(report.former))) == Data("torn".utf8))
    #expect(try openRecord(at: path).integer("SELECT count(*) FROM person") == 4)
    #expect(report.warnings.all.count == 1)
    let fresh = fixture.folder.appendingPathComponent("fresh.db").path
    #expect(try restore(copy, to: fresh, now: Self.now, random: SeededRandom(seed: 5)).former == nil)
    #expect(try openRecord(at: fresh).integer("SELECT count(*) FROM person") == 4)
  }

  @Test func everyRestoreIsALineageOfItsOwn() throws {
    let fixture = try Fixture()
    let copy = try backup(fixture)
    let first = try identity(of: fixture.record)
    _ = try restored(copy, fixture)
    let second = try identity(of: fixture.record)
    #expect(second.lineage != first.lineage)
    #expect(try !follows(fixture.record, first))
    #expect(try follows(fixture.record, second))
  }

  @Test func aCopyThatWentOnByItselfIsNotTakenForTheRecord() throws {
    let fixture = try Fixture()
    let copy = fixture.folder.appendingPathComponent("copy.db").path
    func entry(_ record: Database, _ text: String) throws {
      try record.execute(
        "INSERT INTO journal (at, actor, verb, kind, object_id, after) VALUES (1, 'a', 'v', 'person', 1, '\(text)')")
    }
    try entry(fixture.record, "before")
    try FileManager.default.copyItem(atPath: fixture.record.path, toPath: copy)
    let other = try openRecord(at: copy)
    let shared = try identity(of: other)
    #expect(try follows(fixture.record, shared))
    try entry(fixture.record, "mine")
    let mine = try identity(of: fixture.record)
    try entry(other, "theirs")
    #expect(try identity(of: other) != mine)
    try entry(other, "more")
    #expect(try !follows(other, mine), "however far it went")
    #expect(try follows(other, shared))
  }

  @Test func aRecordAppearsWholeOrNotAtAll() throws {
    let fixture = try Fixture()
    let path = fixture.folder.appendingPathComponent("new.db").path
    #expect(throws: Diagnostic.self) {
      try createRecord(at: path, random: SeededRandom(seed: 1)) { _ in throw Diagnostic("no") }
    }
    #expect(access(path, F_OK) != 0)
    // Of a process that was killed; there is no such process any more.
    try Data().write(to: URL(fileURLWithPath: path + ".new-4194300"))
    try createRecord(at: path, random: SeededRandom(seed: 1))
    let names = try FileManager.default.contentsOfDirectory(atPath: fixture.folder.path)
    #expect(names.filter { $0.hasPrefix("new.db") } == ["new.db"])
    #expect(throws: Diagnostic.self) { try createRecord(at: path, random: SeededRandom(seed: 1)) }
  }

  /// A feed's DTSTAMP is that of a person, of the mentor's card, or of the pair's other sessions, where those changed last.
  @Test func anEventThatIsTheSameIsNotRaised() throws {
    let fixture = try Fixture()
    try fixture.book(1, from: 100, to: 101)
    try fixture.book(2, from: 200, to: 201)
    try fixture.book(3, student: 3, from: 300, to: 301)
    try fixture.record.execute(
      """
      UPDATE session SET agenda = 'New', changed_at = 5000, version = version + 1 WHERE id = 2;
      UPDATE person SET name = 'Third', changed_at = 6000, version = version + 1 WHERE id = 3
      """)
    let copy = try backup(fixture)
    func published(_ stamps: [Int]) throws -> [String: PublishedVersion] {
      let uids = try fixture.record.texts("SELECT uid FROM session ORDER BY id")
      return Dictionary(uniqueKeysWithValues: zip(uids, stamps.map { PublishedVersion(sequence: 0, stamp: $0) }))
    }
    let same = try published([5000, 5000, 6000])
    #expect(try restored(copy, fixture, published: same).raised == 0)
    #expect(try fixture.record.texts("SELECT DISTINCT sequence FROM session") == ["0"])
    // One second later than all that the record knows of each.
    let later = try published([5001, 5000, 6001])
    #expect(try restored(copy, fixture, published: later).raised == 2)
    #expect(try fixture.record.texts("SELECT sequence FROM session ORDER BY id") == ["1", "0", "1"])
  }

  @Test func whatKilledBackupsLeftIsRemovedByTheNextOneUnderAnyName() throws {
    let fixture = try Fixture()
    func make(_ name: String, _ data: Data, _ mode: mode_t) throws {
      let path = fixture.folder.appendingPathComponent(name).path
      try data.write(to: URL(fileURLWithPath: path))
      try #require(chmod(path, mode) == 0)
    }
    let head = Data("SQLite format 3\0".utf8)
    for (name, data, mode) in [
      ("monday.db.new-4194300", head, 0o600), ("monday.db.new-4194300-journal", Data(count: 512), 0o600),
      ("tuesday.db.new-4194301", Data(), 0o600), ("wednesday.db.new-4194302-journal", Data(count: 512), 0o600),
      ("notes.new-4194300", Data("my own notes are here".utf8), 0o600), ("shared.db.new-4194300", head, 0o644),
      ("photo.new-4194300.db", head, 0o600), ("mine.db.new-\(getpid())", head, 0o600),
    ] as [(String, Data, mode_t)] { try make(name, data, mode) }
    _ = try backup(fixture)
    let names = try FileManager.default.contentsOfDirectory(atPath: fixture.folder.path).filter { $0.contains(".new-") }
    #expect(
      names.sorted() == [
        "mine.db.new-\(getpid())", "notes.new-4194300", "photo.new-4194300.db", "shared.db.new-4194300",
      ])
  }
}
