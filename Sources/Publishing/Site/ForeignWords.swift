import Bytes
import Markup
import Mentoring

/// Words of the main language on pages in another one: they are marked, so that they are read and broken as what they are.
extension Content {
  /// The language of a page's words, where they are not in the language of this content.
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

  /// A mentor's own words: those of her file, or of the record, which is in the main language as far as can be known.
  func mark<Fields>(
    bioOf entry: MentorEntry, _ group: ForeignGroup<Fields>, _ row: Row<Fields>, on context: inout RenderContext
  ) {
    if let page = entry.page { return mark(page, group, row, on: &context) }
    if !siteLanguage.isMain { mark(languages.editions[0], group, row, on: &context) }
  }
}

extension MentorEntry {
  /// Her as pages in another language show her.
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
