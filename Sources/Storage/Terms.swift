import Diagnostics

/// What the record knows by a short name: topics, subjects and goals.
public enum TermKind: String, Sendable, CaseIterable {
  case topic, subject, goal
}

/// Adds the terms that are not there, and gives those that are there their new names. None is taken away: rows of people
/// may refer to it.
public func putTerms(
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

/// Adds terms that are not there, named as their slugs read; inside a transaction of the caller's.
public func putNewTerms(_ slugs: [String], _ kind: TermKind, into connection: Connection) throws {
  let put = try Statement("INSERT OR IGNORE INTO \(kind.rawValue) (slug, name) VALUES (?1, ?2)", on: connection)
  for slug in slugs {
    let words = String(slug.map { $0 == "-" ? " " : $0 })
    put.bind(slug, at: 1)
    put.bind(words.prefix(1).uppercased() + words.dropFirst(), at: 2)
    try put.run()
  }
}
