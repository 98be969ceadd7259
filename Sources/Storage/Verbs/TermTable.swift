import Bytes
import CivilTime
import Diagnostics
import Mentoring

/// A table of terms with the terms that the settings list for it.
struct TermTable {
  var name: String
  /// The settings key of the list.
  var key: String
  var columns: [String]
  var wanted: [(slug: String, values: [RowValue])]
  /// Table and column of each possible reference to a row.
  var references: [(table: String, column: String)]

  /// All tables with the terms that the settings list.
  static func all(_ listed: ListedTerms) -> [TermTable] {
    let references: [TermKind: [(table: String, column: String)]] = [
      .topic: [("mentor_topic", "topic_id")],
      .subject: [("mentor_subject", "subject_id"), ("request", "subject_id"), ("session", "subject_id")],
      .goal: [("connection_goal", "goal_id")],
    ]
    var tables = TermKind.allCases.compactMap { kind in
      listed[kind].map { terms in
        TermTable(
          name: kind.rawValue, key: kind.settingsKey, columns: ["name"],
          wanted: terms.map { ($0.slug, [.text($0.name)]) }, references: references[kind] ?? [])
      }
    }
    if let types = listed.sessionTypes {
      tables.append(
        TermTable(
          name: "session_type", key: "session_types",
          columns: ["name", "kind", "minutes", "price", "currency", "questions"],
          wanted: types.map { type in
            (
              type.slug,
              [
                .text(type.name), .text(type.kind.rawValue), .integer(type.duration), RowValue(type.price),
                .text(type.currency), .text(type.questions.joined(separator: "\n")),
              ]
            )
          }, references: [("request", "session_type_id")]))
    }
    return tables
  }

  /// The changes after which the record has the listed terms, and otherwise only terms that rows refer to.
  struct Changes {
    var new: [(slug: String, values: [RowValue])] = []
    var changed: [(id: Int, slug: String, values: [(String, RowValue)])] = []
    var gone: [(id: Int, slug: String)] = []
    /// Terms that are no longer listed but still referenced.
    var kept: [(id: Int, slug: String)] = []

    var isEmpty: Bool { new.isEmpty && changed.isEmpty && gone.isEmpty }
  }

  func changes(in connection: Database) throws -> Changes {
    let rows = try Statement(
      "SELECT id, slug, \(columns.joined(separator: ", ")) FROM \(name) ORDER BY id", on: connection)
    var changes = Changes()
    var known: Set<String> = []
    var unlisted: [(id: Int, slug: String)] = []
    let wantedValues = Dictionary(wanted.map { ($0.slug, $0.values) }) { first, _ in first }
    while try rows.step() {
      let (id, slug) = (rows.integer(0), rows.text(1).string)
      known.insert(slug)
      guard let values = wantedValues[slug] else {
        unlisted.append((id, slug))
        continue
      }
      let differing = zip(columns, values).enumerated().filter { rows.value(Int32($0.offset + 2)) != $0.element.1 }
      if !differing.isEmpty { changes.changed.append((id, slug, differing.map(\.element))) }
    }
    changes.new = wanted.filter { !known.contains($0.slug) }
    for row in unlisted {
      if try isReferred(row.id, in: connection) { changes.kept.append(row) } else { changes.gone.append(row) }
    }
    return changes
  }

  private func isReferred(_ id: Int, in connection: Database) throws -> Bool {
    for (table, column) in references
    where try connection.integer("SELECT 1 FROM \(table) WHERE \(column) = \(id) LIMIT 1") != nil {
      return true
    }
    return false
  }
}

extension ListedTerms {
  public subscript(kind: TermKind) -> [Term]? {
    switch kind {
    case .topic: topics
    case .subject: subjects
    case .goal: goals
    }
  }
}

extension Statement {
  /// The stored value of a column.
  fileprivate func value(_ column: Int32) -> RowValue {
    if isNull(column) { return .null }
    return isInteger(column) ? .integer(integer(column)) : .text(text(column).string)
  }
}

extension RecordWriter {
  /// Updates the record's terms to those that site.yaml lists. A term that rows refer to stays, but verbs no longer
  /// accept it.
  func put(_ listed: ListedTerms) throws {
    for table in TermTable.all(listed) {
      let changes = try table.changes(in: connection)
      for row in changes.gone { try delete(table.name, row.id) }
      for row in changes.changed { try update(table.name, row.id, row.values) }
      for row in changes.new { try insert(table.name, [("slug", .text(row.slug))] + zip(table.columns, row.values)) }
    }
  }
}

/// Writes the settings that a new record takes from site.yaml: the listed terms and what its triggers obey. Runs
/// inside the caller's transaction.
public func putSettings(
  _ policy: ProgrammePolicy, _ listed: ListedTerms, into connection: Database, now: Instant,
  random: any RandomSource
) throws {
  let writer = RecordWriter(connection, verb: "settings", by: Principal(.system), now: now, random: random)
  try writer.put(policy)
  try writer.put(listed)
}
