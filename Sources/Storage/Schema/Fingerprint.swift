import Bytes
import CSodium
import Diagnostics

/// The hash of a new record's schema, so that opening a record costs one query. When the schema changes, a test
/// reports the new value. Until it is updated here, opening compares text by text, which is slower with the same
/// result.
let recordedFingerprint = "ffb51e4c701d781fceaa7266ca392eeb"

/// The text of a record's whole schema, in a fixed order.
private let schemaText = """
  SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite^_%' ESCAPE '^' ORDER BY 1
  """

/// 128 bits of BLAKE2b over the schema's text, in hexadecimal.
func schemaFingerprint(of connection: Database) throws(Diagnostic) -> String {
  var text = ByteSink(capacity: 1 << 16)
  let statement = try Statement(schemaText, on: connection)
  while try statement.step() {
    for column in 0..<Int32(2) {
      text.append(statement.text(column))
      text.append(byte: 0)
    }
  }
  var hash = [UInt8](repeating: 0, count: 16)
  let octets = text.bytes.bindMemory(to: UInt8.self)
  crypto_generichash(&hash, hash.count, octets.baseAddress, UInt64(octets.count), nil, 0)
  let digits = Array("0123456789abcdef".utf8)
  return String(decoding: hash.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}

/// Refuses a record whose tables, triggers or views are not exactly those of this program, since its rules might not
/// hold.
func requireOwnSchema(_ connection: Database) throws(Diagnostic) {
  if try schemaFingerprint(of: connection) == recordedFingerprint { return }
  let differences = try schemaDifferences(connection)
  guard let first = differences.first else { return }
  let more = differences.count == 1 ? "" : " (and \(differences.count - 1) more)"
  throw Diagnostic(
    at: Place(file: connection.path), "the record's schema was changed: \(first)\(more)",
    remedy: "restore a backup, or undo that change with sqlite3", exitCode: .databaseOrDisk)
}

/// The tables, indexes, triggers and views that are missing, changed or unknown.
func schemaDifferences(_ connection: Database) throws(Diagnostic) -> [String] {
  let fresh = try Database(path: ":memory:", purpose: .memory)
  for migration in migrations { try fresh.execute(migration.sql) }
  let expected = try schemaByName(fresh)
  let actual = try schemaByName(connection)
  return expected.keys.filter { actual[$0] == nil }.sorted().map { "the \($0) is missing" }
    + expected.keys.filter { actual[$0] != nil && actual[$0] != expected[$0] }.sorted().map { "the \($0) was changed" }
    + actual.keys.filter { expected[$0] == nil }.sorted().map { "the \($0) is not almanac's" }
}

private func schemaByName(_ connection: Database) throws(Diagnostic) -> [String: String] {
  let statement = try Statement(schemaText, on: connection)
  var all: [String: String] = [:]
  while try statement.step() { all[statement.text(0).string] = statement.text(1).string }
  return all
}
