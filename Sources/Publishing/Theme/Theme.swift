import Diagnostics
import Markup

/// The compiled templates of a site, and its styles and scripts.
public struct Theme: Sendable {
  public let home: Template<HomePageFields>
  public let mentors: Template<MentorsPageFields>
  public let mentor: Template<MentorPageFields>
  public let mentorWeek: Template<MentorWeekPageFields>
  public let mentorConnect: Template<MentorConnectPageFields>
  public let topics: Template<TopicsPageFields>
  public let topic: Template<TopicPageFields>
  public let sessionTypes: Template<SessionTypesPageFields>
  public let page: Template<PagePageFields>
  /// The templates that pages of content name in their front matter.
  private let chosen: [String: Template<PagePageFields>]
  public let news: Template<NewsPageFields>
  public let notFound: Template<NotFoundPageFields>
  public let privateIndex: Template<PrivateIndexPageFields>
  public let redirect: Template<RedirectPageFields>
  public let personHome: Template<PersonHomePageFields>
  public let personConnections: Template<PersonConnectionsPageFields>
  public let personMentors: Template<PersonMentorsPageFields>
  public let personSessions: Template<PersonSessionsPageFields>
  public let personRequests: Template<PersonRequestsPageFields>
  public let personBook: Template<PersonBookPageFields>
  public let personDashboard: Template<PersonDashboardPageFields>
  public let personStudents: Template<PersonStudentsPageFields>
  public let personSchedule: Template<PersonSchedulePageFields>
  public let personAvailability: Template<PersonAvailabilityPageFields>
  public let personProfile: Template<PersonProfilePageFields>
  public let meeting: Template<MeetingPageFields>
  public let organiser: Template<OrganiserPageFields>
  public let assets: [Asset]

  /// Compiles all templates.
  ///
  /// - Parameters:
  ///   - files: the site's own files below `Templates/`, which override the built-in ones of the same path.
  ///   - words: the interface's strings, which templates refer to as `{{t.key}}`.
  ///   - pages: pages of content; those that name a template are rendered with it.
  ///   - types: which files of `Templates/assets/` are published.
  ///   - diagnostics: receives every error of every template, and a warning for each of the site's files that no page
  ///     uses.
  public init(
    files: [SiteFile], words: [String: String], accent: String, pages: [ContentPage] = [],
    types: FileTypes = FileTypes(), into diagnostics: inout Diagnostics
  ) {
    var sources: [String: TemplateFile] = [:]
    var assets: [String: [UInt8]] = [:]
    let builtIn = EmbeddedFile.all.map { SiteFile(path: $0.path, bytes: $0.bytes) }
    for file in builtIn + files where file.path.hasPrefix("Templates/") {
      let name = String(file.path.dropFirst("Templates/".count))
      if name.hasPrefix("assets/") {
        if let refusal = types.refusal(of: file, path: name) {
          diagnostics.add(refusal)
          continue
        }
        assets[name] =
          name.hasSuffix(".css")
          ? squeezedStylesheet(file.bytes) : name.hasSuffix(".js") ? squeezedScript(file.bytes) : file.bytes
      } else if name.hasSuffix(".mustache") {
        let template = String(name.dropLast(".mustache".count))
        sources[template] = TemplateFile(name: template, file: file.path, source: file.bytes)
      } else if !name.lowercased().hasPrefix("readme") {
        diagnostics.add(
          Diagnostic(
            .warning, at: Place(file: visible(file.path)),
            "the file is not read: templates end in .mustache, styles and pictures are in Templates/assets/",
            remedy: "rename it or move it there, or take it away"))
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
    let otherKinds = Set(builtIn.map(\.path)).subtracting(["Templates/page.mustache"])
    for page in pages {
      guard let (name, place) = page.template, chosen[name] == nil else { continue }
      if otherKinds.contains("Templates/\(name).mustache") {
        diagnostics.add(
          Diagnostic(
            at: place, "the template \"\(name)\" draws another kind of page",
            remedy: "give a template of yours a name of its own, or leave \"template\" out"))
      } else if sources[name] == nil {
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
    // An error in a partial is found again in every template that includes it.
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

  /// The template for a page of content: the one it names, otherwise `page`.
  func template(for page: ContentPage) -> Template<PagePageFields> {
    page.template.flatMap { chosen[$0.name] } ?? self.page
  }

  /// The published address of an asset; nil if it does not exist.
  public func route(of asset: String) -> Route? { assets.first { $0.name == asset }?.route }
}

/// A file of the organiser's folder as read: `content/about.md`.
public struct SiteFile: Sendable {
  public let path: String
  public let bytes: [UInt8]

  public init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}
