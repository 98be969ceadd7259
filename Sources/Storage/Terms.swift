import Diagnostics

/// The kinds of terms with slugs: topics, subjects and goals.
public enum TermKind: String, Sendable, CaseIterable {
  case topic, subject, goal

  /// The key of the list in site.yaml.
  public var settingsKey: String { rawValue + "s" }
}

/// Adds the initial terms of a new record, inside the caller's transaction.
public func putTerms(
  _ terms: [(slug: String, name: String)], _ kind: TermKind, into connection: Database
) throws {
  let put = try Statement("INSERT OR IGNORE INTO \(kind.rawValue) (slug, name) VALUES (?1, ?2)", on: connection)
  for term in terms {
    put.bind(term.slug, at: 1)
    put.bind(term.name, at: 2)
    try put.run()
  }
}

extension RecordWriter {
  /// Adds the missing terms, with names made from their slugs.
  public func addTerms(_ slugs: [String], _ kind: TermKind) throws {
    var known = Set(try connection.texts("SELECT slug FROM \(kind.rawValue)"))
    for slug in slugs where known.insert(slug).inserted {
      let words = String(slug.map { $0 == "-" ? " " : $0 })
      try insert(
        kind.rawValue, [("slug", .text(slug)), ("name", .text(words.prefix(1).uppercased() + words.dropFirst()))])
    }
  }
}
