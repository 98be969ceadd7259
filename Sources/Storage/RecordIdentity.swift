import Bytes
import CSodium
import Diagnostics

/// Distinguishes a state of a record from every other, also from a copy that was changed separately: two copies may
/// reach the same revision with different rows.
public struct RecordIdentity: Hashable, Sendable {
  /// `meta.lineage`.
  public var lineage: String
  /// The newest entry of the journal: `SEQ-HASH`, `0-` while it is empty.
  public var journal: String

  public init(lineage: String, journal: String) {
    self.lineage = lineage
    self.journal = journal
  }
}

/// Reads the identity of a record.
///
/// - Throws: a `Diagnostic` when the record has no row in `meta`.
public func identity(of connection: Database) throws(Diagnostic) -> RecordIdentity {
  let row = try Statement("SELECT lineage, (SELECT max(seq) FROM journal) FROM meta", on: connection)
  guard try row.step() else {
    throw Diagnostic(
      at: Place(file: connection.path), "the record has no row in meta", remedy: "restore a backup",
      exitCode: .databaseOrDisk)
  }
  // A single word, even if another program deleted the lineage.
  let lineage = row.text(0).isEmpty ? "none" : row.text(0).string
  return RecordIdentity(lineage: lineage, journal: try journalWord(of: connection, at: row.integer(1)))
}

/// Whether the record is a later state of the one with this identity: it has the same lineage, and still has the entry
/// that was the newest.
public func follows(_ connection: Database, _ former: RecordIdentity) throws(Diagnostic) -> Bool {
  guard try identity(of: connection).lineage == former.lineage else { return false }
  let number = former.journal.split(separator: "-", omittingEmptySubsequences: false).first.flatMap { Int($0) }
  guard let number else { return false }
  if number == 0 { return true }
  return try journalWord(of: connection, at: number) == former.journal
}

extension RecordReader {
  /// See ``identity(of:)``.
  public func identity() throws(Diagnostic) -> RecordIdentity { try Storage.identity(of: connection) }

  /// See ``Storage/follows(_:_:)``.
  public func follows(_ former: RecordIdentity) throws(Diagnostic) -> Bool { try Storage.follows(connection, former) }
}

/// `SEQ-HASH` of an entry; `0-` when there is none.
private func journalWord(of connection: Database, at seq: Int) throws(Diagnostic) -> String {
  let row = try Statement(
    "SELECT seq, at, actor, verb, kind, object_id, before, after, overrides FROM journal WHERE seq = ?", on: connection)
  row.bind(seq, at: 1)
  guard try row.step() else { return "0-" }
  var text = ByteSink(capacity: 1024)
  for column in 0..<Int32(row.columnCount) {
    text.append(row.text(column))
    text.append(byte: 0)
  }
  return "\(seq)-\(blake2(text, octets: 8))"
}

/// A BLAKE2b hash in hexadecimal.
func blake2(_ text: borrowing ByteSink, octets count: Int) -> String {
  // 16 bytes is the shortest hash that libsodium makes.
  var hash = [UInt8](repeating: 0, count: 16)
  let octets = text.bytes.bindMemory(to: UInt8.self)
  crypto_generichash(&hash, hash.count, octets.baseAddress, UInt64(octets.count), nil, 0)
  let digits = Array("0123456789abcdef".utf8)
  return String(decoding: hash.prefix(count).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}
