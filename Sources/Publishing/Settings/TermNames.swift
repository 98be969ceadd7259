import Mentoring

extension Settings {
  /// The lists of terms with their names in the language of the pages. Ids are 0: the record assigns them.
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

  private func name(_ names: [String: String], or slug: String) -> String { text(names, in: language) ?? slug }

  /// The best of the texts for a language; nil if there are none.
  func text(_ texts: [String: String], in language: String) -> String? {
    nameLanguage(texts, for: language, or: mainLanguage).flatMap { texts[$0] }
  }
}

/// The language whose name is used: the requested one, one that shares its first subtag (pt for pt-BR), the site's main
/// one, English, or the first in sort order.
func nameLanguage(_ names: [String: String], for language: String, or main: String? = nil) -> String? {
  let known = names.keys.sorted()
  for wanted in [language, main].compactMap(\.self) {
    let found =
      known.first { $0.lowercased() == wanted.lowercased() } ?? known.first {
        $0.lowercased() == primaryLanguage(wanted)
      }
      ?? known.first { primaryLanguage($0) == primaryLanguage(wanted) }
    if let found { return found }
  }
  return known.first { primaryLanguage($0) == "en" } ?? known.first
}
