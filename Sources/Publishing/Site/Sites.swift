import CivilTime
import Diagnostics
import Mentoring

/// The site in each of its languages.
public struct Sites: Sendable {
  /// All sites, the main language's first.
  public let all: [Site]
  /// The site's index for each language that people have.
  private let byLanguage: [String: Int]

  public var main: Site { all[0] }

  /// - Parameters:
  ///   - grounds: one per language, the main language's first.
  ///   - programme: with its terms named in the main language.
  ///   - mentors: as the main language's pages show them.
  public init(
    _ grounds: [LocalizedSources], programme: Programme, clock: PageClock, zone: Zone, zones: [String: Zone],
    mentors: [MentorEntry], sourcesChanged: Instant
  ) {
    let languages = SiteLanguages(grounds.map(\.content), directions: grounds.map(\.strings.direction))
    all = grounds.map { siteSources in
      var programme = programme
      var entries = mentors
      if !siteSources.content.siteLanguage.isMain {
        programme.name(siteSources.settings.listedTerms)
        func bySlug(_ terms: [Term]) -> [String: Term] {
          Dictionary(terms.map { ($0.slug, $0) }) { first, _ in first }
        }
        let (topics, subjects) = (bySlug(programme.topics), bySlug(programme.subjects))
        entries = mentors.map { $0.spoken(in: siteSources.content, programme, topics: topics, subjects: subjects) }
      }
      return Site(
        siteSources, languages: languages, programme: programme, clock: clock, zone: zone, zones: zones,
        mentors: entries,
        sourcesChanged: sourcesChanged)
    }
    var byLanguage: [String: Int] = [:]
    if grounds.count > 1 {
      let tags = grounds.map(\.settings.language)
      for language in Set(programme.people.lazy.map(\.language)) {
        byLanguage[language] = lookUp(language, in: tags) ?? 0
      }
    }
    self.byLanguage = byLanguage
  }

  /// The site in whose language a person's own pages are written.
  func site(for person: Person) -> Site { all.count == 1 ? all[0] : all[byLanguage[person.language] ?? 0] }

  /// Every public page and file that the build creates from the record, for links in content. Each is included with its
  /// language's prefix and, for links from pages of the same language, without it.
  public var generatedRoutes: Set<Route> {
    var routes: Set<Route> = []
    for site in all {
      let own = site.generatedRoutes
      routes.formUnion(own)
      if !site.siteLanguage.isMain { routes.formUnion(own.map(site.siteLanguage.route)) }
    }
    return routes
  }
}

extension Programme {
  /// Names the terms as the settings list them.
  mutating func name(_ listed: ListedTerms) {
    topics = ListedTerms.choices(listed.topics, of: topics)
    subjects = ListedTerms.choices(listed.subjects, of: subjects)
    goals = ListedTerms.choices(listed.goals, of: goals)
    sessionTypes = ListedTerms.choices(listed.sessionTypes, of: sessionTypes)
  }
}
