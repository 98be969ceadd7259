import Diagnostics
import Markup

/// The templates of a site, compiled, and its styles and scripts.
package struct Theme: Sendable {
  package let home: Template<HomePageFields>
  package let mentors: Template<MentorsPageFields>
  package let mentor: Template<MentorPageFields>
  package let mentorWeek: Template<MentorWeekPageFields>
  package let mentorConnect: Template<MentorConnectPageFields>
  package let topics: Template<TopicsPageFields>
  package let topic: Template<TopicPageFields>
  package let sessionTypes: Template<SessionTypesPageFields>
  package let page: Template<PagePageFields>
  /// Templates that pages of content name in their front matter.
  private let chosen: [String: Template<PagePageFields>]
  package let news: Template<NewsPageFields>
  package let notFound: Template<NotFoundPageFields>
  package let privateIndex: Template<PrivateIndexPageFields>
  package let redirect: Template<RedirectPageFields>
  package let personHome: Template<PersonHomePageFields>
  package let personConnections: Template<PersonConnectionsPageFields>
  package let personMentors: Template<PersonMentorsPageFields>
  package let personSessions: Template<PersonSessionsPageFields>
  package let personRequests: Template<PersonRequestsPageFields>
  package let personBook: Template<PersonBookPageFields>
  package let personDashboard: Template<PersonDashboardPageFields>
  package let personStudents: Template<PersonStudentsPageFields>
  package let personSchedule: Template<PersonSchedulePageFields>
  package let personAvailability: Template<PersonAvailabilityPageFields>
  package let personProfile: Template<PersonProfilePageFields>
  package let meeting: Template<MeetingPageFields>
  package let organiser: Template<OrganiserPageFields>
  package let assets: [Asset]

  /// Compiles all templates.
  ///
  /// - Parameters:
  ///   - files: the site's own, below `Templates/`, which win over the built-in ones of the same path.
  ///   - words: the interface's words, what templates write as `{{t.key}}`.
  ///   - pages: pages of content; those that name a template of their own are drawn by it.
  ///   - diagnostics: takes every error of every template, and a warning for each of the site's that no page uses.
  package init(
    files: [SiteFile], words: [String: String], accent: String, pages: [ContentPage] = [],
    into diagnostics: inout Diagnostics
  ) {
    var sources: [String: TemplateFile] = [:]
    var assets: [String: [UInt8]] = [:]
    let builtIn = EmbeddedFile.all.map { SiteFile(path: $0.path, bytes: $0.bytes) }
    for file in builtIn + files where file.path.hasPrefix("Templates/") {
      let name = String(file.path.dropFirst("Templates/".count))
      if name.hasPrefix("assets/") {
        assets[name] = file.bytes
      } else if name.hasSuffix(".mustache") {
        let template = String(name.dropLast(".mustache".count))
        sources[template] = TemplateFile(name: template, file: file.path, source: file.bytes)
      }
    }
    assets["assets/accent.css"] = Array(":root{--accent:\(accent)}\n".utf8)
    self.assets = assets.sorted { $0.key < $1.key }.map { Asset(name: $0.key, bytes: $0.value) }
    var library = TemplateLibrary(sources.keys.sorted().compactMap { sources[$0] }, constants: ["t": words])
    home = library.compile("home", HomePageFields.scope)
    mentors = library.compile("mentors", MentorsPageFields.scope)
    mentor = library.compile("mentor", MentorPageFields.scope)
    mentorWeek = library.compile("mentor-week", MentorWeekPageFields.scope)
    mentorConnect = library.compile("mentor-connect", MentorConnectPageFields.scope)
    topics = library.compile("topics", TopicsPageFields.scope)
    topic = library.compile("topic", TopicPageFields.scope)
    sessionTypes = library.compile("session-types", SessionTypesPageFields.scope)
    page = library.compile("page", PagePageFields.scope)
    var chosen: [String: Template<PagePageFields>] = [:]
    for page in pages {
      guard let (name, place) = page.template, chosen[name] == nil else { continue }
      if sources[name] == nil {
        let near = nearestName(to: name, among: sources.keys.sorted()).map { "did you mean \"\($0)\"?" }
        diagnostics.add(
          Diagnostic(at: place, "there is no template \"\(name)\"", remedy: near ?? "write Templates/\(name).mustache"))
      } else {
        chosen[name] = library.compile(name, PagePageFields.scope)
      }
    }
    self.chosen = chosen
    news = library.compile("news", NewsPageFields.scope)
    notFound = library.compile("not-found", NotFoundPageFields.scope)
    privateIndex = library.compile("private-index", PrivateIndexPageFields.scope)
    redirect = library.compile("redirect", RedirectPageFields.scope)
    personHome = library.compile("person-home", PersonHomePageFields.scope)
    personConnections = library.compile("person-connections", PersonConnectionsPageFields.scope)
    personMentors = library.compile("person-mentors", PersonMentorsPageFields.scope)
    personSessions = library.compile("person-sessions", PersonSessionsPageFields.scope)
    personRequests = library.compile("person-requests", PersonRequestsPageFields.scope)
    personBook = library.compile("person-book", PersonBookPageFields.scope)
    personDashboard = library.compile("person-dashboard", PersonDashboardPageFields.scope)
    personStudents = library.compile("person-students", PersonStudentsPageFields.scope)
    personSchedule = library.compile("person-schedule", PersonSchedulePageFields.scope)
    personAvailability = library.compile("person-availability", PersonAvailabilityPageFields.scope)
    personProfile = library.compile("person-profile", PersonProfilePageFields.scope)
    meeting = library.compile("meeting", MeetingPageFields.scope)
    organiser = library.compile("organiser", OrganiserPageFields.scope)
    // A fault of a part is found again in every template that includes it.
    var told: Set<Diagnostic> = []
    for found in library.diagnostics.all {
      var fault = found
      fault.remedy = nil
      if told.insert(fault).inserted { diagnostics.add(found) }
    }
    let own = Set(files.map(\.path))
    for warning in library.unusedTemplates().all where own.contains(warning.place?.file ?? "") {
      diagnostics.add(warning)
    }
  }

  /// What draws a page of content: the template it names, else `page`.
  func template(for page: ContentPage) -> Template<PagePageFields> {
    page.template.flatMap { chosen[$0.name] } ?? self.page
  }

  /// Where an asset is published; nil for one that is not there.
  package func route(of asset: String) -> Route? { assets.first { $0.name == asset }?.route }
}

/// A file of the organiser's folder as it was read: `content/about.md`.
package struct SiteFile: Sendable {
  package let path: String
  package let bytes: [UInt8]

  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}
