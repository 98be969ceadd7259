import Diagnostics
import Foundation
import Testing

@testable import Storage

/// The step from schema 1 to 2, on records that hold something.
struct SecondSchemaTests {
  /// A record of schema 1 with a mentor (1), a student (2), a pending request (1) and a session (2) that is over.
  private static func formerRecord(at path: String) throws -> Database {
    let record = try Database(path: path, purpose: .create)
    _ = try migrate(record, through: Array(migrations.prefix(1)))
    var random = SeededRandom(seed: 3)
    let (uid, over) = (random.uuid(), random.uuid())
    try record.execute(
      """
      INSERT INTO meta (id, programme_uuid, secret) VALUES (1, '\(random.uuid())', '\(random.token())');
      """)
    for id in 1...2 {
      try record.execute(
        """
        INSERT INTO person (id, uuid, email, name, zone, membership_type, is_mentor, home_token, feed_token, action_secret,
          created_at, changed_at)
        VALUES (\(id), '\(random.uuid())', 'p\(id)@example.org', 'P\(id)', 'UTC', 'member-\(id)', \(id == 1 ? 1 : 0),
          '\(random.token())', '\(random.token())', '\(random.token())', 1000, 1000)
        """)
    }
    try record.execute(
      """
      INSERT INTO mentor (person_id, slug, free_busy_uid, changed_at) VALUES (1, 'm1', '\(random.uuid())', 1000);
      INSERT INTO connection (mentor_id, student_id, status, message, created_at, changed_at)
        VALUES (1, 2, 'ACCEPTED', 'Hello', 1000, 1000);
      INSERT INTO request (id, uid, mentor_id, student_id, kind, title, start_at, end_at, status, received_at, changed_at)
        VALUES (1, '\(uid)', 1, 2, 'CHAT', 'Talk', 900000, 903600, 'pending', 1020, 1020);
      INSERT INTO request (id, uid, mentor_id, student_id, kind, title, start_at, end_at, status, received_at, changed_at)
        VALUES (2, '\(over)', 1, 2, 'CHAT', 'Talk', 36000, 39600, 'approved', 1020, 1020);
      INSERT INTO session (id, uid, meeting_token, mentor_id, student_id, kind, status, start_at, end_at, wall_time, zone,
          title, created_at, changed_at)
        VALUES (2, '\(over)', '\(random.token())', 1, 2, 'CHAT', 'completed', 36000, 39600, '1970-01-01T10:00', 'UTC',
          'Talk', 1000, 40000);
      INSERT INTO journal (at, actor, verb, kind, object_id, after) VALUES (1000, 'organiser', 'session book', 'session', 2, '{}');
      """)
    return record
  }

  private func former<Value>(_ body: (Database) throws -> Value) throws -> Value {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("almanac-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(Self.formerRecord(at: folder.appendingPathComponent("almanac.db").path))
  }

  /// A released step never changes: records made by it are out there. This is the hash of what schema 1 makes of a file.
  @Test func theFirstSchemaIsFrozen() throws {
    let memory = try Database(path: ":memory:", purpose: .memory)
    try memory.execute(migrations[0].sql)
    #expect(try schemaFingerprint(of: memory) == "ee0ea582fe7bd2808cc9cc26470c40eb")
  }

  @Test func theSecondSchemaIsFrozen() throws {
    let memory = try Database(path: ":memory:", purpose: .memory)
    for migration in migrations.prefix(2) { try memory.execute(migration.sql) }
    #expect(try schemaFingerprint(of: memory) == "75b5e85423ebdf043ceb993ef97a0977")
  }

  @Test func aRecordOfTheFirstSchemaIsBroughtUpWithAllItsRows() throws {
    try former { record in
      let rows = ["person", "mentor", "connection", "request", "session", "journal"]
      func everything() throws -> [String] {
        try rows.flatMap { table in
          let columns = table == "journal" ? "at || verb || after" : "rev || changed_at || version"
          return try record.texts("SELECT '\(table)' || \(columns) FROM \(table)")
        }
      }
      let before = try everything() + record.texts("SELECT rev || ' ' || programme_rev FROM meta")
      #expect(try migrate(record) == migrations.dropFirst().map(\.name))
      #expect(try everything() + record.texts("SELECT rev || ' ' || programme_rev FROM meta") == before)
      #expect(try schemaFingerprint(of: record) == recordedFingerprint)
      #expect(try verifyRecord(record).all.map(\.message) == [])
      #expect(try record.texts("SELECT list_membership FROM person ORDER BY id") == ["member-1", "member-2"])
      #expect(try record.texts("SELECT coalesce(expires_at, 'none') FROM request ORDER BY id") == ["260220", "none"])
      #expect(try record.texts("SELECT length(lineage) FROM meta") == ["32"])
      _ = try openRecord(at: record.path)
    }
  }

  /// A rate that changes later changes no bill of before, so what the rate comes to at this moment is kept.
  @Test func formerSessionsKeepWhatTheyCostNow() throws {
    func prices(_ sql: String) throws -> [String] {
      try former { record in
        try record.execute(sql)
        _ = try migrate(record)
        return try ["request", "session"].flatMap {
          try record.texts("SELECT coalesce(price || ' ' || currency, 'none') FROM \($0) ORDER BY id")
        }
      }
    }
    let rate = "UPDATE mentor SET hourly_rate = 2501, currency = 'EUR', version = version + 1 WHERE person_id = 1;"
    let offer = """
      INSERT INTO session_type (id, slug, name, kind, minutes, price, currency)
        VALUES (1, 'first-talk', 'First talk', 'CHAT', 60, 0, 'CHF');
      UPDATE request SET session_type_id = 1, version = version + 1 WHERE id = 2;
      """
    #expect(try prices("") == ["none", "none", "none"])
    #expect(try prices(rate) == ["2501 EUR", "2501 EUR", "2501 EUR"])
    #expect(try prices(rate + offer) == ["2501 EUR", "0 CHF", "0 CHF"])
  }

  @Test func twoCopiesOfARecordMigrateToTwoLineages() throws {
    let first = try former { record in
      _ = try migrate(record)
      return try record.texts("SELECT lineage FROM meta")
    }
    let second = try former { record in
      _ = try migrate(record)
      return try record.texts("SELECT lineage FROM meta")
    }
    #expect(first != second)
  }

  @Test func anAddressThatWasAMentorsIsNobodyElses() throws {
    let fixture = try Fixture()
    try fixture.record.execute(
      """
      UPDATE mentor SET slug = 'new', version = version + 1 WHERE person_id = 1;
      INSERT INTO mentor_address (slug, mentor_id, since_at) VALUES ('m1', 1, 2000);
      """)
    #expect(
      fixture.refusal("UPDATE mentor SET slug = 'm1', version = version + 1 WHERE person_id = 4").hasPrefix("E_EXISTS"))
    #expect(
      fixture.refusal("INSERT INTO mentor_address (slug, mentor_id, since_at) VALUES ('m4', 1, 2000)").hasPrefix(
        "E_EXISTS"))
    #expect(
      fixture.refusal(
        """
        UPDATE mentor SET slug = 'm1', version = version + 1 WHERE person_id = 1;
        DELETE FROM mentor_address WHERE slug = 'm1';
        """) == "accepted")
  }

  @Test func whatPagesShowOfTheNewColumnsRaisesTheRevision() throws {
    let fixture = try Fixture()
    try fixture.book(1, from: 100, to: 101)
    for sql in [
      "UPDATE session SET price = 2500, currency = 'EUR', version = version + 1 WHERE id = 1",
      "UPDATE request SET expires_at = 5000, version = version + 1 WHERE id = 1",
      "INSERT INTO mentor_address (slug, mentor_id, since_at) VALUES ('once', 1, 2000)",
    ] {
      let before = try fixture.record.integer("SELECT rev FROM person WHERE id = 1") ?? 0
      #expect(fixture.refusal(sql) == "accepted")
      #expect(try fixture.record.integer("SELECT rev FROM person WHERE id = 1") ?? 0 > before, "\(sql)")
    }
  }
}
