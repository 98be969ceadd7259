import Bytes
import Markup
import Mentoring

/// Marks main-language text on pages in another language, so that it is pronounced and hyphenated correctly.
extension Content {
  /// The language of a page's text, if it is not the language of this content.
  func foreignEdition(of page: ContentPage, _ languages: SiteLanguages) -> SiteLanguage? {
    page.language == siteLanguage.language ? nil : languages.editions.first { $0.language == page.language }
  }
}

extension Site {
  func mark<Fields>(
    _ page: ContentPage?, _ group: ForeignGroup<Fields>, _ row: Row<Fields>, on context: inout RenderContext
  ) {
    guard let page, let foreign = content.foreignEdition(of: page, languages) else { return }
    mark(foreign, group, row, on: &context)
  }

  func mark<Fields>(
    _ foreign: SiteLanguage?, _ group: ForeignGroup<Fields>, _ row: Row<Fields>, on context: inout RenderContext
  ) {
    guard let foreign else { return }
    context.data.set(row, group.wordsLang, foreign.language)
    context.data.set(row, group.wordsDir, languages.directions[foreign.index])
  }

  /// Marks a mentor's own text: from their content file, or from the record, which is assumed to be in the main
  /// language.
  func mark<Fields>(
    bioOf entry: MentorEntry, _ group: ForeignGroup<Fields>, _ row: Row<Fields>, on context: inout RenderContext
  ) {
    if let page = entry.page { return mark(page, group, row, on: &context) }
    if !siteLanguage.isMain { mark(languages.editions[0], group, row, on: &context) }
  }
}

extension MentorEntry {
  /// The mentor as pages in another language show them.
  ///
  /// - Parameters:
  ///   - content: of the language.
  ///   - programme: with its terms named in the language.
  ///   - names: of its topics and subjects, by their slugs.
  func spoken(in content: Content, _ programme: Programme, topics: [String: Term], subjects: [String: Term])
    -> MentorEntry
  {
    let page = content.mentors[mentor.slug]
    var other = mentor
    other.topics = mentor.topics.map { topics[$0.slug] ?? $0 }
    other.subjects = mentor.subjects.map { subjects[$0.slug] ?? $0 }
    if let page, page.language == content.siteLanguage.language {
      other = applied(page, to: other, topics: programme.topics)
    }
    return MentorEntry(
      mentor: other, zone: zone, hours: hours, openings: openings, sessionsCompleted: sessionsCompleted, page: page,
      hasForeignHeadline: other.headline == mentor.headline)
  }
}
