import Diagnostics

/// What the record knows by a short name: topics, subjects and goals.
package enum TermKind: String, Sendable, CaseIterable {
  case topic, subject, goal
}

/// Adds the terms that are not there, and gives those that are there their new names. None is taken away: rows of people
/// may refer to it.
package func putTerms(
  _ terms: [(slug: String, name: String)], _ kind: TermKind, into connection: Connection
) throws {
  try connection.transaction {
    let put = try Statement(
      """
      INSERT INTO \(kind.rawValue) (slug, name) VALUES (?1, ?2)
      ON CONFLICT (slug) DO UPDATE SET name = excluded.name WHERE name <> excluded.name
      """, on: connection)
    for term in terms {
      put.bind(term.slug, at: 1)
      put.bind(term.name, at: 2)
      try put.run()
      put.reset()
    }
  }
}
