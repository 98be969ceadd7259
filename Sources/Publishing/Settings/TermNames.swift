import Mentoring

extension Settings {
  /// The lists of terms with their names in the language of the pages. Ids are 0: the record gives them.
  public var listedTerms: ListedTerms {
    func named(_ terms: [NamedTerm]?) -> [Term]? {
      terms?.map { Term(id: 0, slug: $0.slug, name: name($0.names, or: $0.slug)) }
    }
    return ListedTerms(
      topics: named(topics), subjects: named(subjects), goals: named(goals),
      sessionTypes: sessionTypes?.map { type in
        SessionType(
          id: 0, slug: type.slug, name: name(type.names, or: type.slug), kind: type.type, duration: type.duration,
          summary: "", price: type.price, currency: type.currency, questions: type.questions)
      })
  }

  private func name(_ names: [String: String], or slug: String) -> String {
    nameLanguage(names, for: language).flatMap { names[$0] } ?? slug
  }
}

/// The language whose name is taken: the wanted one, one that shares its first subtag (pt for pt-BR, RFC 4647 section
/// 3.4), English, or what sorts first.
func nameLanguage(_ names: [String: String], for language: String) -> String? {
  func primary(_ tag: String) -> String { String(tag.prefix { $0 != "-" }).lowercased() }
  let known = names.keys.sorted()
  return known.first { $0.lowercased() == language.lowercased() }
    ?? known.first { $0.lowercased() == primary(language) } ?? known.first { primary($0) == primary(language) }
    ?? known.first { primary($0) == "en" } ?? known.first
}
