import Diagnostics
import Glibc

/// One step of the schema. Frozen once released: a test compares the hash of its text.
struct Migration: Sendable {
  var name: String
  var sql: String
}

/// The migrations in order; the n-th leads to `user_version` n.
let migrations: [Migration] = [
  Migration(
    name: "the first record",
    sql: [
      schemaPeople, schemaHours, schemaMeetings, schemaGuards, schemaHolds, schemaRules, schemaRowGuards,
      schemaRevisions, schemaPartnerRevisions,
    ].joined(separator: "\n")),
  Migration(name: "lineage, promised times of requests, prices and former addresses", sql: secondSchema),
  Migration(name: "a wrong clock can be corrected", sql: thirdSchema),
]

/// The schema version this program writes.
public var currentSchemaVersion: Int { migrations.count }

/// `ALMC`: distinguishes an almanac record from any other SQLite file.
let applicationID = 0x414C_4D43

/// Migrates a record to the current schema, each step in its own transaction, and returns the names of the steps.
///
/// A record with content is first copied to `PATH.schema-N`, N being the version it had.
/// - Throws: a `Diagnostic` with exit code 6 for a foreign or newer file, or when the copy fails.
public func migrate(_ connection: Database) throws -> [String] {
  try migrate(connection, through: migrations)
}

/// Applies the migration steps that a record does not have yet.
///
/// - Parameter keepsCopy: whether a record with content is copied first.
func migrate(
  _ connection: Database, through steps: [Migration], keepsCopy: Bool = true
) throws -> [String] {
  let version = try schemaVersion(of: connection, orEmpty: true, upTo: steps.count)
  guard version < steps.count else { return [] }
  if version > 0, keepsCopy { try copyAside(connection, version: version) }
  // This pragma is ignored inside a transaction, and a step may rebuild a table that others refer to.
  try connection.execute("PRAGMA foreign_keys = OFF")
  defer { try? connection.execute("PRAGMA foreign_keys = ON") }
  var taken: [String] = []
  var random = SystemRandom()
  for (index, migration) in steps.enumerated() where index >= version {
    try connection.transaction {
      // Another process may have migrated while this one waited for the lock.
      let reached = try connection.integer("PRAGMA user_version") ?? 0
      guard reached <= index else { return }
      try connection.execute(migration.sql)
      if let table = try connection.texts("PRAGMA foreign_key_check").first {
        throw Diagnostic(
          at: Place(file: connection.path),
          "migration \"\(migration.name)\" leaves rows of \(table) without their owner",
          remedy: "run almanac db verify; nothing was changed", exitCode: .databaseOrDisk)
      }
      if index + 1 == steps.count { try setLineage(of: connection, random.token()) }
      try connection.execute("PRAGMA application_id = \(applicationID); PRAGMA user_version = \(index + 1)")
      taken.append(migration.name)
    }
  }
  return taken
}

/// Gives the record a new identity. Everything published from it before is then compared again, whatever its revision.
public func setLineage(of connection: Database, _ lineage: String) throws(Diagnostic) {
  guard try connection.integer("SELECT count(*) FROM pragma_table_info('meta') WHERE name = 'lineage'") == 1 else {
    return
  }
  let update = try Statement("UPDATE meta SET lineage = ?", on: connection)
  update.bind(lineage, at: 1)
  try update.run()
}

/// Makes a full copy beside the record as a fallback: mode 0600, under the first unused name.
private func copyAside(_ connection: Database, version: Int) throws(Diagnostic) {
  try backUp(connection, to: freeName(connection.path + ".schema-\(version)"))
}

/// The record's schema version.
///
/// - Parameter orEmpty: whether a file without any table counts as version 0 instead of foreign.
public func schemaVersion(of connection: Database, orEmpty: Bool = false) throws(Diagnostic) -> Int {
  try schemaVersion(of: connection, orEmpty: orEmpty, upTo: currentSchemaVersion)
}

private func schemaVersion(of connection: Database, orEmpty: Bool, upTo newest: Int) throws(Diagnostic) -> Int {
  let place = Place(file: connection.path)
  let application = try connection.integer("PRAGMA application_id") ?? 0
  let version = try connection.integer("PRAGMA user_version") ?? 0
  let tables = try connection.integer("SELECT count(*) FROM sqlite_schema") ?? 0
  if application != applicationID {
    if application == 0 && version == 0 && tables == 0 {
      if orEmpty { return 0 }
      throw Diagnostic(
        at: place, "is empty", remedy: "take it away, then almanac db migrate --create makes a new record",
        exitCode: .databaseOrDisk)
    }
    throw Diagnostic(
      at: place, "is a database of another program", remedy: "name almanac's record with --db",
      exitCode: .databaseOrDisk)
  }
  guard version > 0 || tables == 0 else {
    throw Diagnostic(
      at: place, "holds tables, and no version of their schema (user_version is \(version))",
      remedy: "another program has changed it; write the version back, or restore a backup with almanac db restore",
      exitCode: .databaseOrDisk)
  }
  guard version <= newest else {
    throw Diagnostic(
      at: place, "has schema \(version); this program knows up to \(newest)",
      remedy: "use the newer almanac that wrote it", exitCode: .databaseOrDisk)
  }
  return version
}

/// Opens a record that is up to date and whose schema is exactly this program's.
public func openRecord(at path: String) throws(Diagnostic) -> Database {
  let connection = try Database(path: path, purpose: .existing)
  let version = try schemaVersion(of: connection)
  guard version == currentSchemaVersion else {
    throw Diagnostic(
      at: Place(file: path), "has schema \(version); this program needs \(currentSchemaVersion)",
      remedy: "run almanac db migrate", exitCode: .databaseOrDisk)
  }
  try requireOwnSchema(connection)
  connection.opened = try OpenedRecord(connection)
  return connection
}

/// Creates a new record, which appears at `path` complete or not at all.
///
/// - Parameter fill: writes the initial content of the new record.
/// - Throws: a `Diagnostic` with exit code 6, also when `path` already exists; any error of `fill`.
@discardableResult
public func createRecord(
  at path: String, random: some RandomSource, fill: (Database) throws -> Void = { _ in }
) throws -> Database {
  let aside = try AsideFile(for: path)
  try makeRecord(in: aside, random: random, fill: fill)
  do { try aside.publish() } catch {
    throw Diagnostic(
      at: Place(file: path), "the record cannot be made: \(String(cString: strerror(error.code)))",
      remedy: error.code == EEXIST ? "choose another name" : "check the folder", exitCode: .databaseOrDisk)
  }
  return try openRecord(at: path)
}

/// Creates a record at `path`, or replaces the content of the existing one, which others may have open.
///
/// - Parameter ifAllowed: throws when the existing content must not be lost. With nil any content may be lost, also
///   that of a file that is not a record.
public func replaceRecord(
  at path: String, random: some RandomSource, ifAllowed: ((Database) throws -> Void)?,
  fill: (Database) throws -> Void
) throws {
  guard try isRecordThere(path) else {
    try createRecord(at: path, random: random, fill: fill)
    return
  }
  let file = try RecordFile(path)
  defer { withExtendedLifetime(file) {} }
  var mark: [UInt8]?
  if let ifAllowed {
    let former = try openRecord(at: path)
    mark = file.mark()
    try ifAllowed(former)
  }
  let aside = try AsideFile(for: path)
  try makeRecord(in: aside, random: random, fill: fill)
  let fence = try RecordFence(of: path, alone: true)
  defer { withExtendedLifetime(fence) {} }
  do throws(Diagnostic) {
    try replaceContent(
      of: file, with: try Database(path: aside.path, purpose: .aside), ifStill: mark, keepingAs: nil)
  } catch {
    guard ifAllowed == nil, Database.isDamage(error) else { throw error }
    unlink(path + "-journal")
    do { try aside.replace() } catch { throw unreadable(path, error.code) }
  }
}

private func makeRecord(
  in aside: borrowing AsideFile, random: some RandomSource, fill: (Database) throws -> Void
) throws {
  let connection = try Database(path: aside.path, purpose: .create)
  // The file is synced to the disk once, when it is complete.
  try connection.execute("PRAGMA synchronous = OFF")
  _ = try migrate(connection)
  var random = random
  let insert = try Statement(
    "INSERT INTO meta (id, programme_uuid, secret, lineage) VALUES (1, ?, ?, ?)", on: connection)
  insert.bind(random.uuid(), at: 1)
  insert.bind(random.token(), at: 2)
  insert.bind(random.token(), at: 3)
  try insert.run()
  try fill(connection)
}
