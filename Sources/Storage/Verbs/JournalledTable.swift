/// The kinds of journal entries.
public let journalKinds: [String] = JournalledTable.all.map(\.name)

/// A table whose changes the journal records, and how the journal writes its rows.
struct JournalledTable {
  /// A value from another table that belongs to the row: `mentor_topic.topic_id` by `mentor_id`.
  struct List {
    var name: String
    var table: String
    var owner: String
    /// An SQL expression over the table.
    var value: String
  }

  var name: String
  var key = "id"
  /// Columns to omit: secrets, and the revision, which the record counts by itself.
  var hidden: Set<String> = ["rev"]
  var lists: [List] = []
  var hasVersion = true
  var hasChangedAt = true

  static let all: [JournalledTable] = [
    JournalledTable(
      name: "meta",
      hidden: [
        "rev", "programme_rev", "programme_uuid", "secret", "lineage", "event_settings", "event_settings_at",
      ], hasVersion: false,
      hasChangedAt: false),
    JournalledTable(name: "person", hidden: ["rev", "home_token", "feed_token", "action_secret"]),
    JournalledTable(
      name: "mentor", key: "person_id",
      lists: [
        List(name: "topics", table: "mentor_topic", owner: "mentor_id", value: "topic_id"),
        List(name: "subjects", table: "mentor_subject", owner: "mentor_id", value: "subject_id"),
        List(name: "languages", table: "mentor_language", owner: "mentor_id", value: "language"),
        List(name: "links", table: "mentor_link", owner: "mentor_id", value: "json_object('kind', kind, 'url', url)"),
        List(
          name: "addresses", table: "mentor_address", owner: "mentor_id",
          value: "json_object('slug', slug, 'since_at', since_at)"),
      ]),
    JournalledTable(
      name: "connection",
      lists: [List(name: "goals", table: "connection_goal", owner: "connection_id", value: "goal_id")]),
    JournalledTable(name: "request"),
    JournalledTable(name: "session", hidden: ["rev", "meeting_token"]),
    JournalledTable(name: "review"),
    JournalledTable(name: "availability", hasChangedAt: false),
    JournalledTable(name: "closed_range", hasVersion: false, hasChangedAt: false),
    JournalledTable(name: "waiting", hasVersion: false, hasChangedAt: false),
    JournalledTable(name: "series", hasVersion: false, hasChangedAt: false),
    JournalledTable(name: "topic", hasVersion: false, hasChangedAt: false),
    JournalledTable(name: "subject", hasVersion: false, hasChangedAt: false),
    JournalledTable(name: "goal", hasVersion: false, hasChangedAt: false),
    JournalledTable(name: "session_type", hasVersion: false, hasChangedAt: false),
    JournalledTable(name: "credit", hasVersion: false, hasChangedAt: false),
  ]

  static func named(_ name: String) -> JournalledTable? { all.first { $0.name == name } }

  /// A SELECT that returns the row with a given key as one JSON object.
  func snapshotSQL(columns: [String]) -> String {
    var parts = columns.filter { !hidden.contains($0) }.map { "'\($0)', \($0)" }
    for list in lists {
      parts.append(
        """
        '\(list.name)', (SELECT json_group_array(\(list.value.hasPrefix("json") ? "json(v)" : "v")) FROM
          (SELECT \(list.value) AS v FROM \(list.table) WHERE \(list.owner) = \(name).\(key) ORDER BY v))
        """)
    }
    return "SELECT json_object(\(parts.joined(separator: ", "))) FROM \(name) WHERE \(key) = ?1"
  }
}
