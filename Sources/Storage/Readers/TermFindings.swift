import Diagnostics
import Mentoring

/// Differences between the record's terms and those that the settings list, for `check`.
///
/// Terms that only past rows use are not reported.
public func termFindings(
  _ listed: ListedTerms, in connection: Database, settingsFile: String
) throws -> [Diagnostic] {
  var all: [Diagnostic] = []
  for table in TermTable.all(listed) {
    let changes = try table.changes(in: connection)
    if !changes.isEmpty {
      let parts = [
        ("new", changes.new.map(\.slug)), ("changed", changes.changed.map(\.slug)), ("gone", changes.gone.map(\.slug)),
      ]
      let told = parts.filter { !$0.1.isEmpty }.map { "\($0.0) \(shortened($0.1))" }.joined(separator: "; ")
      all.append(
        Diagnostic(
          .warning, at: Place(file: settingsFile), "\"\(table.key)\" is not yet so in the record: \(told)",
          remedy:
            "pages follow site.yaml already; the next verb, such as almanac tick, brings the record up to date"
        ))
    }
    for row in changes.kept {
      guard let user = try table.openUser(of: row.id, in: connection) else { continue }
      let near = nearestName(to: row.slug, among: table.wanted.map(\.slug)).map { "did you mean \"\($0)\"? " }
      all.append(
        Diagnostic(
          .warning, at: Place(file: connection.path),
          "\(user.words) the \(table.words) \"\(row.slug)\", which site.yaml does not list",
          remedy: (near ?? "") + user.remedy + "\(table.key) of site.yaml"))
    }
  }
  return all
}

extension TermTable {
  fileprivate var words: String { name == "session_type" ? "session type" : name }

  /// The open uses of a term: active mentors, and requests that wait for an answer.
  fileprivate func openUser(of id: Int, in connection: Database) throws -> (words: String, remedy: String)? {
    switch name {
    case "topic", "subject":
      let slugs = try connection.texts(
        """
        SELECT m.slug FROM mentor_\(name) l JOIN mentor m ON m.person_id = l.mentor_id JOIN person p ON p.id = m.person_id
        WHERE l.\(name)_id = \(id) AND p.state = 'active' ORDER BY m.slug
        """)
      guard let first = slugs.first else { return nil }
      return (
        "mentor\(slugs.count == 1 ? "" : "s") \(shortened(slugs)) \(slugs.count == 1 ? "has" : "have")",
        "set it anew with almanac mentor set \(first) --\(key), or put it back into "
      )
    case "goal":
      return waiting(
        try connection.integer(
          """
          SELECT count(*) FROM connection_goal g JOIN connection c ON c.id = g.connection_id
          WHERE g.goal_id = \(id) AND c.status = 'PENDING'
          """))
    default:
      return waiting(
        try connection.integer("SELECT count(*) FROM request WHERE session_type_id = \(id) AND status = 'pending'"))
    }
  }

  private func waiting(_ count: Int?) -> (words: String, remedy: String)? {
    guard let count, count > 0 else { return nil }
    return (
      "\(count) request\(count == 1 ? " that waits for an answer has" : "s that wait for an answer have")",
      "answer, or put it back into "
    )
  }
}

private func shortened(_ names: [String]) -> String {
  names.prefix(5).joined(separator: ", ") + (names.count > 5 ? " … (\(names.count))" : "")
}
