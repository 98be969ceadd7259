import Bytes
import Foundation
import Storage
import Testing

/// Writes a journal anew: every entry's `after` as the row that it tells of.
struct JournalReplay {
  private static let lists: [String: (table: String, owner: String, columns: [String])] = [
    "mentor.topics": ("mentor_topic", "mentor_id", ["topic_id"]),
    "mentor.subjects": ("mentor_subject", "mentor_id", ["subject_id"]),
    "mentor.languages": ("mentor_language", "mentor_id", ["language"]),
    "mentor.links": ("mentor_link", "mentor_id", ["kind", "url"]),
    "mentor.addresses": ("mentor_address", "mentor_id", ["slug", "since_at"]),
    "connection.goals": ("connection_goal", "connection_id", ["goal_id"]),
  ]
  /// What the journal keeps to itself is made anew.
  private static let secrets = [
    "person": ["home_token", "feed_token", "action_secret"], "session": ["meeting_token"],
  ]

  let target: Database
  private var random = SeededRandom(seed: 99)

  init(into target: Database) { self.target = target }

  /// - Throws: whatever the target's own rules refuse: a journal is a history that was possible.
  mutating func write(journalOf source: Database) throws {
    let rows = try Statement(
      "SELECT seq, at, actor, verb, kind, object_id, before, after, overrides FROM journal ORDER BY seq", on: source)
    try target.execute("BEGIN IMMEDIATE")
    while try rows.step() {
      try write(
        kind: rows.text(4).string, id: rows.integer(5), before: rows.text(6).string, after: rows.text(7).string)
      let entry = try Statement(
        """
        INSERT INTO journal (seq, at, actor, verb, kind, object_id, before, after, overrides)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """, on: target)
      for column in [0, 1, 5] as [Int32] { entry.bind(rows.integer(column), at: column + 1) }
      for column in [2, 3, 4, 6, 7, 8] as [Int32] { entry.bind(rows.text(column).string, at: column + 1) }
      try entry.run()
    }
    try target.execute("COMMIT")
  }

  private mutating func write(kind: String, id: Int, before: String, after: String) throws {
    let key = kind == "mentor" ? "person_id" : "id"
    guard !after.isEmpty else { return try target.execute("DELETE FROM \(kind) WHERE \(key) = \(id)") }
    let document = try #require(try JSONSerialization.jsonObject(with: Data(after.utf8)) as? [String: Any])
    var columns = document.filter { Self.lists["\(kind).\($0.key)"] == nil }.mapValues(Self.value)
    if before.isEmpty {
      for name in Self.secrets[kind] ?? [] { columns[name] = .text(random.token()) }
    }
    let names = columns.keys.sorted()
    let sql =
      before.isEmpty
      ? "INSERT INTO \(kind) (\(names.joined(separator: ", "))) VALUES (\(names.map { _ in "?" }.joined(separator: ", ")))"
      : "UPDATE \(kind) SET \(names.map { "\($0) = ?" }.joined(separator: ", ")) WHERE \(key) = \(id)"
    let statement = try Statement(sql, on: target)
    for (index, name) in names.enumerated() { statement.bind(columns[name] ?? .null, at: Int32(index + 1)) }
    try statement.run()
    for (name, list) in document {
      guard let place = Self.lists["\(kind).\(name)"], let list = list as? [Any] else { continue }
      try target.execute("DELETE FROM \(place.table) WHERE \(place.owner) = \(id)")
      for element in list {
        let values = (element as? [String: Any]).map { one in place.columns.map { one[$0] ?? NSNull() } } ?? [element]
        let gaps = values.map { _ in "?" }.joined(separator: ", ")
        let insert = try Statement(
          "INSERT INTO \(place.table) (\(place.owner), \(place.columns.joined(separator: ", "))) VALUES (\(id), \(gaps))",
          on: target)
        for (index, value) in values.enumerated() { insert.bind(Self.value(value), at: Int32(index + 1)) }
        try insert.run()
      }
    }
  }

  private static func value(_ json: Any) -> RowValue {
    switch json {
    case let text as String: .text(text)
    case let number as NSNumber: .integer(number.intValue)
    default: .null
    }
  }
}
