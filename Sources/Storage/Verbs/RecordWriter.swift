import Bytes
import CivilTime
import Diagnostics
import Mentoring

/// Who speaks a verb.
public struct Speaker: Hashable, Sendable {
  public var actor: Actor
  /// Nil for the operator of the command line, who speaks as the organiser.
  public var person: PersonID?

  public init(_ actor: Actor, _ person: PersonID? = nil) {
    self.actor = actor
    self.person = person
  }

  /// As the journal names it: by id, never by name.
  var journalName: String { person.map { "\(actor.rawValue):\($0.number)" } ?? actor.rawValue }
}

/// A row that a verb changed.
public struct ChangedRow: Hashable, Sendable {
  public var kind: String
  public var id: Int
  /// Nil for rows without one, and for those that are gone.
  public var version: Int?
}

/// Writes rows inside one transaction, counts their versions and tells the journal.
public final class RecordWriter {
  public let connection: Connection
  public let now: Instant
  public private(set) var changed: [ChangedRow] = []
  var random: any RandomSource
  /// Whom the journal names; one verb on several sessions may be spoken in different roles.
  public var speaker: Speaker
  /// Rules that what is being written moves past; the journal names them with each row.
  var overrides: [Rule] = [] {
    didSet { for rule in overrides where !toldOverrides.contains(rule) { toldOverrides.append(rule) } }
  }
  /// Those of everything that was written.
  public private(set) var toldOverrides: [Rule] = []
  private let verb: String
  private var columns: [String: [String]] = [:]

  init(_ connection: Connection, verb: String, by speaker: Speaker, now: Instant, random: any RandomSource) {
    self.connection = connection
    self.verb = verb
    self.speaker = speaker
    self.now = now
    self.random = random
  }

  // MARK: Rows

  /// Adds a row and returns its key. `changed_at` is set where the table has it.
  @discardableResult
  public func insert(_ table: String, _ values: [(String, RowValue)], key: Int? = nil) throws -> Int {
    guard let description = JournalledTable.named(table) else { throw unknown(table) }
    let id = try key ?? nextKey(of: description)
    var all = [(description.key, RowValue.integer(id))] + values
    if description.hasChangedAt { all.append(("changed_at", .integer(now.seconds))) }
    try journalled(description, id) {
      let names = all.map(\.0).joined(separator: ", ")
      let places = all.indices.map { "?\($0 + 1)" }.joined(separator: ", ")
      let statement = try Statement("INSERT INTO \(table) (\(names)) VALUES (\(places))", on: connection)
      for (index, value) in all.enumerated() { statement.bind(value.1, at: Int32(index + 1)) }
      try statement.run()
    }
    return id
  }

  /// Changes columns of a row; its version rises and `changed_at` is now.
  ///
  /// - Parameter lists: writes what belongs to the row in other tables, so that the journal tells it with the row.
  public func update(
    _ table: String, _ id: Int, _ values: [(String, RowValue)], lists: () throws -> Void = {}
  ) throws {
    guard let description = JournalledTable.named(table) else { throw unknown(table) }
    try journalled(description, id) {
      var parts = values.enumerated().map { "\($1.0) = ?\($0 + 2)" }
      if description.hasVersion { parts.append("version = version + 1") }
      if description.hasChangedAt { parts.append("changed_at = \(now.seconds)") }
      let statement = try Statement(
        "UPDATE \(table) SET \(parts.joined(separator: ", ")) WHERE \(description.key) = ?1", on: connection)
      statement.bind(id, at: 1)
      for (index, value) in values.enumerated() { statement.bind(value.1, at: Int32(index + 2)) }
      try statement.run()
      try lists()
    }
  }

  /// As ``update(_:_:_:lists:)``, but says and writes nothing when the row is so already.
  public func change(
    _ table: String, _ id: Int, _ values: [(String, RowValue)], lists: () throws -> Void = {}
  ) throws {
    guard let description = JournalledTable.named(table) else { throw unknown(table) }
    let before = try snapshot(description, id)
    let told = changed
    try connection.execute("SAVEPOINT change")
    try lists()
    let isSame =
      try snapshot(description, id) == before && changed.count == told.count
      && values.allSatisfy { try value(of: $0.0, description, id) == $0.1 }
    try connection.execute("ROLLBACK TO change; RELEASE change")
    changed = told
    if !isSame { try update(table, id, values, lists: lists) }
  }

  private func value(of column: String, _ table: JournalledTable, _ id: Int) throws -> RowValue {
    let row = try Statement("SELECT \(column) FROM \(table.name) WHERE \(table.key) = ?1", on: connection)
    row.bind(id, at: 1)
    guard try row.step(), !row.isNull(0) else { return .null }
    return row.isInteger(0) ? .integer(row.integer(0)) : .text(row.text(0).string)
  }

  /// Adds a row unless one with just these values is there.
  public func insertUnlessThere(_ table: String, _ values: [(String, RowValue)]) throws {
    let conditions = values.indices.map { "\(values[$0].0) IS ?\($0 + 1)" }.joined(separator: " AND ")
    let same = try Statement("SELECT 1 FROM \(table) WHERE \(conditions) LIMIT 1", on: connection)
    for (index, value) in values.enumerated() { same.bind(value.1, at: Int32(index + 1)) }
    if try same.step() { return }
    same.reset()
    try insert(table, values)
  }

  /// Takes a row away; only tables whose rows may go.
  public func delete(_ table: String, _ id: Int) throws {
    guard let description = JournalledTable.named(table) else { throw unknown(table) }
    try journalled(description, id) {
      let statement = try Statement("DELETE FROM \(table) WHERE \(description.key) = ?1", on: connection)
      statement.bind(id, at: 1)
      try statement.run()
    }
  }

  /// Puts a row's list in another table to just these values.
  public func setList(_ table: String, owner: String, _ id: Int, column: String, _ values: [RowValue]) throws {
    try setRows(table, owner: owner, id, columns: [column], values.map { [$0] })
  }

  /// Puts a row's rows in another table to just these; one that comes again is written once.
  public func setRows(_ table: String, owner: String, _ id: Int, columns: [String], _ rows: [[RowValue]]) throws {
    let clear = try Statement("DELETE FROM \(table) WHERE \(owner) = ?1", on: connection)
    clear.bind(id, at: 1)
    try clear.run()
    let places = columns.indices.map { ", ?\($0 + 2)" }.joined()
    let insert = try Statement(
      """
      INSERT INTO \(table) (\(owner), \(columns.joined(separator: ", "))) VALUES (?1\(places)) ON CONFLICT DO NOTHING
      """, on: connection)
    for row in rows {
      insert.bind(id, at: 1)
      for (index, value) in row.enumerated() { insert.bind(value, at: Int32(index + 2)) }
      try insert.run()
    }
  }

  /// Writes all of it or nothing: what the record refuses is taken back, and others may still be written.
  ///
  /// - Throws: a `Refusal` for what a rule of the record forbids.
  public func attempt(_ body: () throws -> Void) throws {
    let (before, overridesBefore) = (changed, toldOverrides)
    try connection.execute("SAVEPOINT attempt")
    do {
      try body()
      try connection.execute("RELEASE attempt")
    } catch {
      try connection.execute("ROLLBACK TO attempt; RELEASE attempt")
      changed = before
      toldOverrides = overridesBefore
      throw (error as? Diagnostic).flatMap(guardRefusal(of:)) ?? error
    }
  }

  // MARK: Journal

  private func journalled(_ table: JournalledTable, _ id: Int, _ body: () throws -> Void) throws {
    let before = try snapshot(table, id)
    try body()
    let after = try snapshot(table, id)
    if before == after { return }
    // A clock that was set back must not end the programme: the journal's own rule allows five minutes.
    let entry = try Statement(
      "INSERT INTO journal (at, actor, verb, kind, object_id, before, after, overrides) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      on: connection)
    entry.bind(now.seconds, at: 1)
    for (index, text) in [speaker.journalName, verb, table.name].enumerated() { entry.bind(text, at: Int32(index + 2)) }
    entry.bind(id, at: 5)
    entry.bind(before, at: 6)
    entry.bind(after, at: 7)
    entry.bind(overrides.map(\.rawValue).joined(separator: ","), at: 8)
    try entry.run()
    var version: Int?
    if table.hasVersion, !after.isEmpty {
      version = try connection.integer("SELECT version FROM \(table.name) WHERE \(table.key) = \(id)")
    }
    if let index = changed.firstIndex(where: { $0.kind == table.name && $0.id == id }) {
      changed[index].version = version
    } else {
      changed.append(ChangedRow(kind: table.name, id: id, version: version))
    }
  }

  /// The row as JSON without secrets; empty when it is not there.
  private func snapshot(_ table: JournalledTable, _ id: Int) throws -> String {
    if columns[table.name] == nil {
      columns[table.name] = try connection.texts("SELECT name FROM pragma_table_info('\(table.name)') ORDER BY cid")
    }
    let rows = try Statement(table.snapshotSQL(columns: columns[table.name] ?? []), on: connection)
    rows.bind(id, at: 1)
    return try rows.step() ? rows.text(0).string : ""
  }

  private func nextKey(of table: JournalledTable) throws -> Int {
    (try connection.integer("SELECT max(\(table.key)) FROM \(table.name)") ?? 0) + 1
  }

  private func unknown(_ table: String) -> Diagnostic {
    Diagnostic("the table \(table) has no place in the journal", exitCode: .failed)
  }
}
