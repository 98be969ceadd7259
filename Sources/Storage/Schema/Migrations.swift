import Diagnostics
import Glibc

/// One step of the schema. Frozen once released: a test holds the hash of its text.
struct Migration: Sendable {
  var name: String
  var sql: String
}

/// In order; the n-th leads to `user_version` n.
let migrations: [Migration] = [
  Migration(
    name: "the first record",
    sql: [
      schemaPeople, schemaHours, schemaMeetings, schemaGuards, schemaHolds, schemaRules, schemaRowGuards,
      schemaRevisions, schemaPartnerRevisions,
    ].joined(separator: "\n")),
  Migration(name: "lineage, promised times of requests, prices and former addresses", sql: secondSchema),
]

/// The schema version this program writes.
public var currentSchemaVersion: Int { migrations.count }

/// `ALMC`: tells an almanac record from any other SQLite file.
let applicationID = 0x414C_4D43

/// Brings a record up to date, each step in a transaction of its own, and returns the names of the steps taken.
///
/// A record that already holds something is first copied to `PATH.schema-N`, N being the version it had.
/// - Throws: a `Diagnostic` with exit code 6 for a foreign or newer file, or when the copy cannot be made.
public func migrate(_ connection: Database) throws -> [String] {
  try migrate(connection, through: migrations)
}

/// Brings a record through the steps that it has not taken yet.
///
/// - Parameter keepsCopy: whether a record that holds something is copied first.
func migrate(
  _ connection: Database, through steps: [Migration], keepsCopy: Bool = true
) throws -> [String] {
  let version = try schemaVersion(of: connection, orEmpty: true, upTo: steps.count)
  guard version < steps.count else { return [] }
  if version > 0, keepsCopy { try copyAside(connection, version: version) }
  // Inside a transaction this pragma is ignored, and a step may rebuild a table that others point to.
  try connection.execute("PRAGMA foreign_keys = OFF")
  defer { try? connection.execute("PRAGMA foreign_keys = ON") }
  var taken: [String] = []
  var random = SystemRandom()
  for (index, migration) in steps.enumerated() where index >= version {
    try connection.transaction {
      // Somebody else may have migrated while we waited for the lock.
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

/// Gives the record a new identity: what was published of it before is then compared anew, whatever its revision says.
public func setLineage(of connection: Database, _ lineage: String) throws(Diagnostic) {
  guard try connection.integer("SELECT count(*) FROM pragma_table_info('meta') WHERE name = 'lineage'") == 1 else {
    return
  }
  let update = try Statement("UPDATE meta SET lineage = ?", on: connection)
  update.bind(lineage, at: 1)
  try update.run()
}

/// A whole copy beside the record, for going back: mode 0600, under the first name that no file has.
private func copyAside(_ connection: Database, version: Int) throws(Diagnostic) {
  try backUp(connection, to: freeName(connection.path + ".schema-\(version)"))
}

/// The record's schema version.
///
/// - Parameter orEmpty: a file without any table counts as version 0 instead of foreign.
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

/// Makes a new record, which appears at `path` whole or not at all.
///
/// - Parameter fill: writes what the new record begins with.
/// - Throws: a `Diagnostic` with exit code 6, also when there is something at `path`; whatever `fill` throws.
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

/// Makes a record at `path`, or puts its content into the one that is there and that others may hold open.
///
/// - Parameter ifAllowed: throws when the content that is there must not be lost; nil loses any, and a file that is no
///   record too.
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
  // The file is brought to the disk once, when it is whole.
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
