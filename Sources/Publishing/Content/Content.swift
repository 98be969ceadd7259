import CivilTime
import Diagnostics
import Markup
import Mentoring

/// The organiser's content in one language: pages, news, mentors' own texts, and files that are copied unchanged.
public struct Content: Sendable {
  public internal(set) var home: ContentPage?
  /// Pages, news and the texts of the session types, by weight and title.
  public internal(set) var pages: [ContentPage] = []
  /// By slug.
  public internal(set) var mentors: [String: ContentPage] = [:]
  /// Texts for the meeting pages of a session type, from `content/instructions/`.
  public internal(set) var instructions: [SessionKind: ContentPage] = [:]
  public internal(set) var files: [ContentFile] = []
  /// Pictures of mentors by slug, by name.
  public internal(set) var photos: [String: [Photo]] = [:]
  /// Files below `content/mentors/` that are left out and have been reported.
  var refusedPhotos: Set<String> = []
  /// Every route that content creates, with the page's anchors.
  var anchors: [Route: Set<String>] = [:]
  /// Pages by their source, for links between files.
  var bySource: [String: Route] = [:]
  /// Pages that exist and are not shown now.
  var hidden = HiddenTargets()
  /// Pages that will appear later: their errors are reported before they do.
  public internal(set) var scheduled: [ContentPage] = []
  /// Targets of the main language's addresses in this language, if they differ.
  var moved: [Route: Route] = [:]
  public internal(set) var siteLanguage = SiteLanguage(language: "en")

  public init() {}

  public struct ContentFile: Sendable {
    public var source: String
    public var route: Route
    public var bytes: [UInt8]
  }

  public func hasFile(at route: Route) -> Bool { anchors[route] != nil && !route.isFolder }

  /// The page whose folder contains this one's.
  func parent(of page: ContentPage) -> ContentPage? {
    let folders = page.route.path.split(separator: "/").dropLast()
    guard !folders.isEmpty else { return nil }
    let above = folders.joined(separator: "/") + "/"
    return pages.first { $0.kind == .page && $0.route.path == above }
  }

  /// Pages one folder below, in the order of the menu.
  func children(of page: ContentPage) -> [ContentPage] {
    let depth = page.route.depth + 1
    return pages.filter {
      $0.kind == .page && $0.route.depth == depth && $0.route.path.utf8.starts(with: page.route.path.utf8)
    }
  }

  // MARK: Links

  enum Target: Equatable {
    case outside(String)
    /// Within the page itself.
    case anchor(String)
    /// A page or file of the site, followed by `#part` or `?query`.
    case page(Route, String)
    /// A page that exists and is not shown now.
    case hidden(HiddenReason)
    case unknown
  }

  /// The target of a link in a Markdown file. `../about.md` is a relative file path; `/about/` is an address of the
  /// site.
  func target(of destination: String, from page: ContentPage) -> Target {
    if destination.hasPrefix("#") { return .anchor(String(destination.dropFirst())) }
    let end = destination.utf8.firstIndex { $0 == UInt8(ascii: "#") || $0 == UInt8(ascii: "?") } ?? destination.endIndex
    let path = String(destination[..<end])
    let suffix = String(destination[end...])
    let firstPart = path.utf8.prefix { $0 != UInt8(ascii: "/") }
    if firstPart.contains(UInt8(ascii: ":")) { return isSafeURL(destination) ? .outside(destination) : .unknown }
    if path.isEmpty { return .page(page.route, suffix) }
    guard let resolved = resolve(path, from: page.source) else { return .unknown }
    if let route = bySource["content/" + resolved] {
      // The page of a mentor's file is built from the record.
      if anchors[route] == nil, let reason = hidden.reason(for: route) { return .hidden(reason) }
      return .page(route, suffix)
    }
    if let reason = hidden.sources["content/" + resolved] { return .hidden(reason) }
    let candidates = [Route(resolved), Route(resolved + "/")]
    for candidate in candidates {
      if anchors[candidate] != nil { return .page(candidate, suffix) }
      if let route = moved[candidate] { return .page(route, suffix) }
    }
    for candidate in candidates { if let reason = hidden.reason(for: candidate) { return .hidden(reason) } }
    // A page that the build creates from the record: checked where the record is known.
    if resolved.isEmpty || resolved.hasSuffix("/") || resolved.contains(".") && !resolved.hasSuffix(".md") {
      return .page(Route(resolved), suffix)
    }
    return resolved.hasSuffix(".md") ? .unknown : .page(Route(resolved + "/"), suffix)
  }

  /// Resolves a path below content/, following `..` and `.`; nil if it leaves the folder.
  private func resolve(_ path: String, from source: String) -> String? {
    var parts: [Substring] = path.hasPrefix("/") ? [] : source.split(separator: "/").dropFirst().dropLast()
    for part in path.split(separator: "/", omittingEmptySubsequences: true) {
      switch part {
      case ".": continue
      case "..":
        guard parts.popLast() != nil else { return nil }
      default: parts.append(part)
      }
    }
    let text = parts.joined(separator: "/")
    return path.hasSuffix("/") && !text.isEmpty ? text + "/" : text
  }

  /// A copy that also knows the link targets that the build would create if every mentor were listed.
  func hiding(
    _ programme: Programme, listed mentors: [MentorEntry], _ shown: ShownTerms, _ editions: [SiteLanguage]
  ) -> Content {
    var content = self
    content.hidden.add(programme, listed: mentors, shown, editions)
    return content
  }

  /// Finds broken links. Main-language text used in place of a translation is checked only in the main language.
  ///
  /// A link to a page that is hidden at the moment is not an error, since a date or a verb may hide the page at any
  /// time: the link is left out.
  ///
  /// - Parameter others: every page and file that the build creates from the record.
  /// - Returns: the links that are left out, with their places.
  @discardableResult
  public func checkLinks(others: @autoclosure () -> Set<Route>, into diagnostics: inout Diagnostics) -> [String] {
    var leftOut: [String] = []
    // Computed only if a link does not match any of the content's own pages.
    lazy var others = others()
    func isAsked(_ page: ContentPage) -> Bool { page.language == siteLanguage.language && !page.outline.links.isEmpty }
    let ofMentors = mentors.lazy.filter { isAsked($0.value) }.sorted { $0.key < $1.key }.map(\.value)
    let ofTypes = SessionKind.allCases.compactMap { instructions[$0] }
    let shown = (home.map { [$0] } ?? []) + pages + ofMentors + ofTypes
    for (index, page) in (shown + scheduled).enumerated() where isAsked(page) {
      let own = Set(page.outline.headings.map(\.id))
      for link in page.outline.links {
        let place = Place(file: page.source, line: page.firstLine + link.line - 1, column: link.column)
        func report(_ message: String, _ remedy: String?) {
          diagnostics.add(Diagnostic(at: place, message, remedy: remedy))
        }
        switch target(of: link.destination, from: page) {
        case .outside:
          if link.isPicture {
            diagnostics.add(
              Diagnostic(
                .warning, at: place, "a picture of another host is left out", remedy: "copy it to content/"))
          }
        case .anchor(let id): if !hasHeading(id, own) { report("the page has no heading \"#\(id)\"", nearest(id, own)) }
        case .hidden(let reason):
          // Pages linked from a page that is not shown yet may be shown together with it.
          guard index < shown.count else { break }
          leftOut.append("\(place.file):\(place.line ?? 0):\(place.column ?? 0) \(link.destination)")
          diagnostics.add(
            Diagnostic(
              .warning, at: place,
              "the link \"\(link.destination)\" leads to a page that is not shown now: \(reason.words)",
              remedy: reason.remedy))
        case .page(let route, let suffix):
          guard let known = anchors[route] else {
            if !others.contains(route) {
              report(
                "the link \"\(link.destination)\" leads nowhere",
                nearestPath(to: "/" + route.path, allPaths(others).filter { $0 != "/" + page.route.path }))
            }
            break
          }
          if suffix.hasPrefix("#"), route.isFolder, !hasHeading(String(suffix.dropFirst()), known) {
            report("\(route.path) has no heading \"\(suffix)\"", nearest(String(suffix.dropFirst()), known))
          }
        case .unknown:
          let isForeign = link.destination.utf8.contains(UInt8(ascii: ":"))
          report(
            "the link \"\(link.destination)\" \(isForeign ? "cannot be used" : "leads nowhere")",
            isForeign
              ? "https, http, mailto and pages of the site can be linked"
              : nearestSource(to: link.destination, from: page))
        }
      }
    }
    return leftOut
  }

  /// Whether a fragment names a heading: as written, or with its percent-encoded octets decoded (RFC 3986 section 2.1),
  /// as browsers look for it.
  private func hasHeading(_ fragment: String, _ known: Set<String>) -> Bool {
    known.contains(fragment) || percentDecoded(fragment).map(known.contains) ?? false
  }

  private func allPaths(_ others: Set<Route>) -> Set<String> {
    Set((anchors.keys.map(\.path) + others.map(\.path)).map { "/" + $0 })
  }

  /// A link to a file of content, as it can be written in any page: `/guides/first.md`.
  private func nearestSource(to destination: String, from page: ContentPage) -> String? {
    let path = String(Substring(destination.utf8.prefix { $0 != UInt8(ascii: "#") && $0 != UInt8(ascii: "?") }))
    guard let resolved = resolve(path, from: page.source) else { return nil }
    let others = bySource.keys.filter { $0 != page.source }
    return nearestPath(to: "/" + resolved, Set(others.map { String($0.dropFirst("content".count)) }))
  }

  /// Paths in one folder share many characters that carry no information: only the last part's length counts.
  private func nearestPath(to path: String, _ known: Set<String>) -> String? {
    let last = path.utf8.split(separator: UInt8(ascii: "/")).last?.count ?? 0
    return nearest(path, known, atMost: max(1, last / 3))
  }

  private func nearest(_ name: String, _ known: Set<String>, atMost: Int = .max) -> String? {
    nearestName(to: name, among: known.sorted(), atMost: atMost).map { "did you mean \"\($0)\"?" }
  }
}
