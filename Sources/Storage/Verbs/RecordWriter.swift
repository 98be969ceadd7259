import Bytes
import CivilTime
import Diagnostics
import Mentoring

/// The person or system that runs a verb, and their role.
public struct Principal: Hashable, Sendable {
  public var actor: Actor
  /// Nil for the operator of the command line, who acts as the organiser.
  public var person: PersonID?

  public init(_ actor: Actor, _ person: PersonID? = nil) {
    self.actor = actor
    self.person = person
  }

  /// The name in the journal: by id, never by the person's name.
  var journalName: String { person.map { "\(actor.rawValue):\($0.number)" } ?? actor.rawValue }
}

/// The highest number that the record counts to. Every program that reads the record represents it exactly, and it is
/// far from integer overflow.
let highestCount = 9_007_199_254_740_991

/// A row that a verb changed.
public struct ChangedRow: Hashable, Sendable {
  public var kind: String
  public var id: Int
  /// Nil for rows without a version and for deleted rows.
  public var version: Int?
}

/// Writes rows inside one transaction, counts their versions and records the changes in the journal.
public final class RecordWriter {
  public let connection: Database
  public let now: Instant
  public var changed: [ChangedRow] { rows.all }
  private(set) var rows = ChangedRows()
  var random: any RandomSource
  /// The principal that the journal names; one verb on several sessions may act in different roles.
  public var principal: Principal
  /// Rules that the current write overrides; the journal names them with each row.
  var overrides: [Rule] = [] {
    didSet { for rule in overrides where !reportedOverrides.contains(rule) { reportedOverrides.append(rule) } }
  }
  /// The overridden rules of all writes so far.
  public private(set) var reportedOverrides: [Rule] = []
  /// Whether something outside the record uses a slug. A new mentor does not get such a slug from their name.
  public var isSlugInUse: (String) throws -> Bool = { _ in false }
  /// Cached answer; nil until first needed.
  var erasedPeopleExist: Bool?
  /// The last number given for each new slug, so that many mentors of one name do not each try all numbers again.
  var slugNumbers: [String: Int] = [:]
  private let verb: String
  /// The query that reads a row as JSON, by table.
  private var snapshots: [String: String] = [:]
  /// Statements that run once per row: preparing them takes longer than running them.
  private var prepared: [String: Statement] = [:]
  /// See ``highestFormerKey(of:)``.
  private var highestFormerKeys: [String: Int] = [:]

  init(_ connection: Database, verb: String, by principal: Principal, now: Instant, random: any RandomSource) {
    self.connection = connection
    self.verb = verb
    self.principal = principal
    self.now = now
    self.random = random
  }

  // MARK: Rows

  /// Inserts a row and returns its key. Sets `changed_at` where the table has it.
  @discardableResult
  public func insert(_ table: String, _ values: [(String, RowValue)], key: Int? = nil) throws -> Int {
    guard let description = JournalledTable.named(table) else { throw unknown(table) }
    let id = try key ?? nextKey(of: table, key: description.key)
    var all = [(description.key, RowValue.integer(id))] + values
    if description.hasChangedAt { all.append(("changed_at", .integer(now.seconds))) }
    try journalled(description, id) {
      let names = all.map(\.0).joined(separator: ", ")
      let places = all.indices.map { "?\($0 + 1)" }.joined(separator: ", ")
      let statement = try statement("INSERT INTO \(table) (\(names)) VALUES (\(places))")
      for (index, value) in all.enumerated() { statement.bind(value.1, at: Int32(index + 1)) }
      try statement.run()
    }
    return id
  }

  /// Changes columns of a row, raises its version and sets `changed_at` to now.
  ///
  /// - Parameter lists: writes the row's values in other tables, so that the journal records them with the row.
  public func update(
    _ table: String, _ id: Int, _ values: [(String, RowValue)], lists: () throws -> Void = {}
  ) throws {
    guard let description = JournalledTable.named(table) else { throw unknown(table) }
    try journalled(description, id) {
      var parts = values.enumerated().map { "\($1.0) = ?\($0 + 2)" }
      if description.hasVersion { parts.append("version = version + 1") }
      if description.hasChangedAt { parts.append("changed_at = \(now.seconds)") }
      let statement = try statement(
        "UPDATE \(table) SET \(parts.joined(separator: ", ")) WHERE \(description.key) = ?1")
      statement.bind(id, at: 1)
      for (index, value) in values.enumerated() { statement.bind(value.1, at: Int32(index + 2)) }
      try statement.run()
      try lists()
    }
  }

  /// Works as ``update(_:_:_:lists:)``, but reports and writes nothing when the row already has these values.
  public func change(
    _ table: String, _ id: Int, _ values: [(String, RowValue)], lists: () throws -> Void = {}
  ) throws {
    guard let description = JournalledTable.named(table) else { throw unknown(table) }
    let before = try snapshot(description, id)
    let mark = rows.mark
    try connection.execute("SAVEPOINT change")
    try lists()
    let isSame =
      try snapshot(description, id) == before && rows.mark == mark
      && values.allSatisfy { try value(of: $0.0, description, id) == $0.1 }
    try connection.execute("ROLLBACK TO change; RELEASE change")
    rows.goBack(to: mark)
    if !isSame { try update(table, id, values, lists: lists) }
  }

  private func value(of column: String, _ table: JournalledTable, _ id: Int) throws -> RowValue {
    let row = try statement("SELECT \(column) FROM \(table.name) WHERE \(table.key) = ?1")
    row.bind(id, at: 1)
    defer { row.reset() }
    guard try row.step(), !row.isNull(0) else { return .null }
    return row.isInteger(0) ? .integer(row.integer(0)) : .text(row.text(0).string)
  }

  /// Inserts a row unless one with exactly these values exists.
  public func insertUnlessThere(_ table: String, _ values: [(String, RowValue)]) throws {
    let conditions = values.indices.map { "\(values[$0].0) IS ?\($0 + 1)" }.joined(separator: " AND ")
    let same = try Statement("SELECT 1 FROM \(table) WHERE \(conditions) LIMIT 1", on: connection)
    for (index, value) in values.enumerated() { same.bind(value.1, at: Int32(index + 1)) }
    if try same.step() { return }
    same.reset()
    try insert(table, values)
  }

  /// Deletes a row; only for tables that allow deletion.
  public func delete(_ table: String, _ id: Int) throws {
    guard let description = JournalledTable.named(table) else { throw unknown(table) }
    try journalled(description, id) {
      let statement = try Statement("DELETE FROM \(table) WHERE \(description.key) = ?1", on: connection)
      statement.bind(id, at: 1)
      try statement.run()
    }
  }

  /// Sets a row's list in another table to exactly these values.
  public func setList(_ table: String, owner: String, _ id: Int, column: String, _ values: [RowValue]) throws {
    try setRows(table, owner: owner, id, columns: [column], values.map { [$0] })
  }

  /// Sets a row's rows in another table to exactly these; duplicates are written once.
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

  /// Writes all of `body` or nothing: if the record refuses a write, the whole attempt is rolled back and later writes
  /// are still possible.
  ///
  /// - Throws: a `Refusal` when a rule of the record forbids the write.
  public func attempt(_ body: () throws -> Void) throws {
    let (mark, overridesBefore) = (rows.mark, reportedOverrides)
    try connection.execute("SAVEPOINT attempt")
    do {
      try body()
      try connection.execute("RELEASE attempt")
    } catch {
      try connection.execute("ROLLBACK TO attempt; RELEASE attempt")
      rows.goBack(to: mark)
      reportedOverrides = overridesBefore
      throw (error as? Diagnostic).flatMap(guardRefusal(of:)) ?? error
    }
  }

  // MARK: Journal

  /// Adds a journal entry for an unchanged row, to record events that concern the whole record.
  public func note(_ table: String, _ id: Int) throws {
    guard let description = JournalledTable.named(table) else { throw unknown(table) }
    let row = try snapshot(description, id)
    try add(description, id, before: row, after: row)
  }

  private func journalled(_ table: JournalledTable, _ id: Int, _ body: () throws -> Void) throws {
    let before = try snapshot(table, id)
    try body()
    let after = try snapshot(table, id)
    if before == after { return }
    try add(table, id, before: before, after: after)
    var version: Int?
    if table.hasVersion, !after.isEmpty {
      let row = try statement("SELECT version FROM \(table.name) WHERE \(table.key) = ?1")
      row.bind(id, at: 1)
      defer { row.reset() }
      if try row.step() { version = row.integer(0) }
    }
    rows.add(ChangedRow(kind: table.name, id: id, version: version))
  }

  private func add(_ table: JournalledTable, _ id: Int, before: String, after: String) throws {
    // A clock that was set back must not block the programme: the journal's own rule allows five minutes.
    let entry = try statement(
      "INSERT INTO journal (at, actor, verb, kind, object_id, before, after, overrides) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
    )
    entry.bind(now.seconds, at: 1)
    for (index, text) in [principal.journalName, verb, table.name].enumerated() {
      entry.bind(text, at: Int32(index + 2))
    }
    entry.bind(id, at: 5)
    entry.bind(before, at: 6)
    entry.bind(after, at: 7)
    entry.bind(overrides.map(\.rawValue).joined(separator: ","), at: 8)
    try entry.run()
  }

  /// The row as JSON without secrets; empty when the row does not exist.
  private func snapshot(_ table: JournalledTable, _ id: Int) throws -> String {
    if snapshots[table.name] == nil {
      let columns = try connection.texts("SELECT name FROM pragma_table_info('\(table.name)') ORDER BY cid")
      snapshots[table.name] = table.snapshotSQL(columns: columns)
    }
    let row = try statement(snapshots[table.name] ?? "")
    row.bind(id, at: 1)
    defer { row.reset() }
    return try row.step() ? row.text(0).string : ""
  }

  /// A reset statement, prepared only once. The caller resets it after reading.
  private func statement(_ sql: String) throws -> Statement {
    if let known = prepared[sql] { return known }
    let new = try Statement(sql, on: connection)
    prepared[sql] = new
    return new
  }

  /// The key of a table's next row. Users refer to hours and closed days by their numbers, so numbers are not reused:
  /// repeating a removal would delete another row.
  func nextKey(of table: String, key: String = "id") throws -> Int {
    let last = max(try connection.integer("SELECT max(\(key)) FROM \(table)") ?? 0, try highestFormerKey(of: table))
    guard last < highestCount else {
      throw Diagnostic(
        at: Place(file: connection.path),
        "the table \(table) has a row with the number \(last), and none can follow it",
        remedy: "another program wrote it; restore a backup from before with almanac db restore",
        exitCode: .databaseOrDisk)
    }
    let next = max(last, 0) + 1
    if highestFormerKeys[table] != nil { highestFormerKeys[table] = next }
    return next
  }

  /// The highest number that a row of hours or closed days ever had, according to the journal.
  private func highestFormerKey(of table: String) throws -> Int {
    guard table == "availability" || table == "closed_range" else { return 0 }
    if let known = highestFormerKeys[table] { return known }
    let highest =
      try connection.integer(
        "SELECT max(object_id) FROM journal WHERE kind IN ('availability', 'closed_range') AND kind = '\(table)'") ?? 0
    highestFormerKeys[table] = highest
    return highest
  }

  private func unknown(_ table: String) -> Diagnostic {
    Diagnostic("the table \(table) has no place in the journal", exitCode: .failed)
  }
}
