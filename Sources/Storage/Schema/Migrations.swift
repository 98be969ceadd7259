import Diagnostics

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
    ].joined(separator: "\n"))
]

/// The schema version this program writes.
package var currentSchemaVersion: Int { migrations.count }

/// `ALMC`: tells an almanac record from any other SQLite file.
let applicationID = 0x414C_4D43

/// Brings a record up to date, each step in a transaction of its own, and returns the names of the steps taken.
///
/// - Throws: a `Diagnostic` with exit code 6 for a foreign or newer file.
package func migrate(_ connection: Connection) throws -> [String] {
  let version = try schemaVersion(of: connection, orEmpty: true)
  var taken: [String] = []
  for (index, migration) in migrations.enumerated() where index >= version {
    try connection.transaction {
      try connection.execute(migration.sql)
      try connection.execute("PRAGMA application_id = \(applicationID); PRAGMA user_version = \(index + 1)")
    }
    taken.append(migration.name)
  }
  return taken
}

/// The record's schema version.
///
/// - Parameter orEmpty: a file without any table counts as version 0 instead of foreign.
package func schemaVersion(of connection: Connection, orEmpty: Bool = false) throws(Diagnostic) -> Int {
  let place = Place(file: connection.path)
  let application = try connection.integer("PRAGMA application_id") ?? 0
  let version = try connection.integer("PRAGMA user_version") ?? 0
  if application != applicationID {
    let tables = try connection.integer("SELECT count(*) FROM sqlite_schema") ?? 0
    if orEmpty && application == 0 && version == 0 && tables == 0 { return 0 }
    throw Diagnostic(
      at: place, "is a database of another program", remedy: "name almanac's record with --db",
      exitCode: .databaseOrDisk)
  }
  guard version <= currentSchemaVersion else {
    throw Diagnostic(
      at: place, "has schema \(version); this program knows up to \(currentSchemaVersion)",
      remedy: "use the newer almanac that wrote it", exitCode: .databaseOrDisk)
  }
  return version
}

/// Opens a record that is up to date.
package func openRecord(at path: String) throws(Diagnostic) -> Connection {
  let connection = try Connection(path: path, purpose: .existing)
  let version = try schemaVersion(of: connection)
  guard version == currentSchemaVersion else {
    throw Diagnostic(
      at: Place(file: path), "has schema \(version); this program needs \(currentSchemaVersion)",
      remedy: "run almanac db migrate", exitCode: .databaseOrDisk)
  }
  return connection
}

/// Makes a new, empty record.
package func createRecord(at path: String, random: some RandomSource) throws -> Connection {
  let connection = try Connection(path: path, purpose: .create)
  _ = try migrate(connection)
  var random = random
  let insert = try Statement("INSERT INTO meta (id, programme_uuid, secret) VALUES (1, ?, ?)", on: connection)
  insert.bind(random.uuid(), at: 1)
  insert.bind(random.token(), at: 2)
  try insert.run()
  return connection
}
