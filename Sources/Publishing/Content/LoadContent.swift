import Bytes
import CivilTime
import Diagnostics
import Markup

/// Reads the files below `content/`: front matter and outlines of pages, addresses of all.
///
/// - Parameters:
///   - files: sorted by path; `content/…`.
///   - today: pages whose `publish`, or without it whose `date`, is later or whose `expires` has come are left out.
///   - drafts: take drafts too.
///   - zone: of the times of events.
///   - diagnostics: takes every error of every file, and clashes of addresses with both sources named.
public func loadContent(
  _ files: [SiteFile], today: CivilDate, drafts: Bool, zone: @escaping ZoneLookup, into diagnostics: inout Diagnostics
) -> Content {
  var loader = ContentLoader(today: today, drafts: drafts, zone: zone)
  for file in files where file.path.hasPrefix("content/") { loader.load(file) }
  diagnostics.add(contentsOf: loader.diagnostics)
  return loader.finished()
}

private struct ContentLoader {
  let today: CivilDate
  let drafts: Bool
  let zone: ZoneLookup
  var content = Content()
  var diagnostics = Diagnostics()
  /// What makes an output file: `content/about.md:2 (slug)`.
  private var makers: [String: String] = [:]

  /// Folders and files of the site that the build makes itself.
  private static let reserved: Set<String> = [
    "mentors", "topics", "subjects", "u", "m", "feeds", "organiser", "api", "assets", "404.html", "robots.txt",
    "sitemap.xml", "calendar.ics", "build.json", "build-manifest.json", "_headers", "page", "index.html",
  ]
  /// Files that it makes in folders that content may share.
  private static let reservedFiles: Set<String> = ["news/index.html", "news/feed.atom", "session-types/index.html"]

  init(today: CivilDate, drafts: Bool, zone: @escaping ZoneLookup) {
    self.today = today
    self.drafts = drafts
    self.zone = zone
  }

  mutating func load(_ file: SiteFile) {
    let path = String(file.path.dropFirst("content/".count))
    if path.hasPrefix("strings/") || path.hasPrefix("holidays/") { return }
    if path.hasSuffix(".md") { loadPage(file, path) } else { loadFile(file, path) }
  }

  /// A file that is copied as it is.
  private mutating func loadFile(_ file: SiteFile, _ path: String) {
    if path.hasPrefix("mentors/") { return loadPhoto(file, into: &content, &diagnostics) }
    let isPlain = path.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || "._-/".utf8.contains($0)
    }
    guard isPlain else {
      diagnostics.add(
        Diagnostic(
          at: Place(file: file.path), "the file's name cannot be part of an address",
          remedy: "name it with letters a-z, digits, dots and hyphens"))
      return
    }
    let route = Route(path)
    guard claim(route, file.path, nil, "file") else { return }
    content.files.append(Content.ContentFile(source: file.path, route: route, bytes: file.bytes))
    content.anchors[route] = []
  }

  // MARK: Pages

  private mutating func loadPage(_ file: SiteFile, _ path: String) {
    var found = Diagnostics()
    defer { diagnostics.add(contentsOf: found) }
    let parts = splitFrontMatter(file, into: &found)
    checkMarkdown(parts.body, file: file.path, firstLine: parts.firstLine, into: &found)
    if found.hasErrors { return }
    var keys = parts.node.map { YAMLMapping($0) } ?? YAMLMapping(at: Place(file: file.path, line: 1))
    let kind = kind(of: path)
    let fileName = path.split(separator: "/").last.map { String($0.dropLast(".md".count)) } ?? ""
    let title = keys.text("title")
    let slug = keys.text("slug")
    let draft = keys.flag("draft") ?? false
    let publish = keys.date("publish")
    let expires = keys.date("expires")
    var page = ContentPage(
      source: file.path, kind: kind, route: .home, title: title ?? fileName, body: Array(parts.body),
      firstLine: parts.firstLine)
    page.description = keys.text("description") ?? ""
    page.date = keys.date("date")
    page.updated = keys.date("updated")
    page.weight = keys.integer("weight", in: -1_000_000...1_000_000) ?? 0
    page.menu = keys.choice("menu", ContentPage.Menu.self)
    if let name = keys.text("template") { page.template = (name, keys.place(of: "template")) }
    let aliases = keys.texts("aliases") ?? []
    if kind == .mentor { page.mentor = mentorWords(&keys) }
    if kind == .page || kind == .news { page.event = contentEvent(&keys, zone: zone) }
    let keyPlaces = (slug: keys.place(of: "slug"), aliases: keys.place(of: "aliases"))
    if title?.isEmpty ?? !keys.diagnostics.hasErrors, kind == .page || kind == .news {
      keys.fail("title", "the page has no title", remedy: "write title: between two lines of ---")
    }
    if kind == .news, page.date == nil, !keys.has("date") {
      keys.fail("date", "a news entry has no date", remedy: "write date: 2026-11-24")
    }
    found.add(contentsOf: keys.finish())
    if draft && !drafts { return }
    if let publish = publish ?? page.date, publish > today, !drafts { return }
    if let expires, expires <= today { return }
    guard let route = route(of: path, kind, slug, file.path, into: &found) else { return }
    page.route = route
    page.outline = parts.body.withUnsafeBytes { octets in
      octets.baseAddress.map { MarkdownDocument(Utf8(start: $0, count: octets.count)).outline(title: page.title) }
        ?? MarkdownDocument.Outline()
    }
    for line in page.outline.htmlLines {
      found.add(
        Diagnostic(
          .warning, at: Place(file: file.path, line: parts.firstLine + line - 1), "raw HTML is left out",
          remedy: "write it in Markdown"))
    }
    for alias in aliases {
      if let route = aliasRoute(alias) {
        if claim(route, file.path, keyPlaces.aliases?.line, "alias") { page.aliases.append(route) }
      } else {
        found.add(
          Diagnostic(at: keyPlaces.aliases, "the alias \"\(alias)\" is no address", remedy: "write it as /old/name/"))
      }
    }
    add(page, line: slug == nil ? nil : keyPlaces.slug?.line, isSlug: slug != nil)
  }

  private mutating func add(_ page: ContentPage, line: Int?, isSlug: Bool) {
    switch page.kind {
    case .home:
      guard isFirst("index.html", page.source, nil, "file") else { return }
      content.home = page
    case .mentor:
      guard isFirst(page.route.file, page.source, line, isSlug ? "slug" : "file") else { return }
      content.mentors[page.route.path.split(separator: "/").last.map(String.init) ?? ""] = page
    case .sessionTypes: content.pages.append(page)
    case .page, .news:
      guard claim(page.route, page.source, line, isSlug ? "slug" : "file") else { return }
      content.pages.append(page)
    }
    content.bySource[page.source] = page.route
    if page.kind != .mentor { content.anchors[page.route] = Set(page.outline.headings.map(\.id)) }
  }

  private func kind(of path: String) -> ContentPage.Kind {
    switch path {
    case "_index.md", "index.md": .home
    case "session-types.md": .sessionTypes
    default: path.hasPrefix("mentors/") ? .mentor : path.hasPrefix("news/") ? .news : .page
    }
  }

  private func mentorWords(_ keys: inout YAMLMapping) -> MentorWords {
    var words = MentorWords()
    words.topics = keys.texts("topics")
    words.headline = keys.text("headline")
    words.company = keys.text("company")
    words.jobTitle = keys.text("job_title")
    words.years = keys.integer("years", in: 0...80)
    words.links = keys.texts("links")
    for link in words.links ?? [] where !link.hasPrefix("https://") || !isSafeURL(link) {
      keys.fail("links", "the link \"\(link)\" is no https address")
    }
    words.photo = keys.text("photo")
    words.languages = keys.texts("languages")
    return words
  }

  // MARK: Addresses

  /// `guides/first-session.md` is `guides/first-session/`; `_index.md` and `index.md` are their folder.
  private mutating func route(
    of path: String, _ kind: ContentPage.Kind, _ slug: String?, _ source: String, into found: inout Diagnostics
  ) -> Route? {
    if kind == .home { return .home }
    if kind == .sessionTypes { return .sessionTypes }
    var parts = path.dropLast(".md".count).split(separator: "/").map(String.init)
    let isIndex = ["_index", "index"].contains(parts.last ?? "")
    if isIndex {
      parts.removeLast()
    } else if let slug {
      parts[parts.count - 1] = slug
    } else {
      parts[parts.count - 1] = (parts.last ?? "").lowercased().replacingASCII(" ", with: "-").replacingASCII(
        "_", with: "-")
    }
    if let wrong = parts.first(where: { !Route.isValid(component: $0) }) {
      found.add(
        Diagnostic(
          at: Place(file: source), "\"\(wrong)\" cannot be part of an address",
          remedy: "name the file with a-z, 0-9 and hyphens, or write slug:"))
      return nil
    }
    return Route(parts.joined(separator: "/") + "/")
  }

  /// `/old/name/`, `old/name` or `/old.html`.
  private func aliasRoute(_ alias: String) -> Route? {
    var parts = alias.split(separator: "/").map(String.init)
    guard let last = parts.popLast(), parts.allSatisfy({ Route.isValid(component: $0) }) else { return nil }
    let folder = parts.map { $0 + "/" }.joined()
    if last.hasSuffix(".html") {
      return Route.isValid(component: String(last.dropLast(5))) ? Route(folder + last) : nil
    }
    return Route.isValid(component: last) ? Route(folder + last + "/") : nil
  }

  /// Takes an output file for a source; an error names both sources when it is taken already.
  private mutating func claim(_ route: Route, _ source: String, _ line: Int?, _ how: String) -> Bool {
    let first = route.path.split(separator: "/").first.map(String.init) ?? ""
    if Self.reserved.contains(first) || Self.reservedFiles.contains(route.file) {
      diagnostics.add(
        Diagnostic(
          at: Place(file: source, line: line), "\(route.path) is an address that the build makes itself",
          remedy: "choose another name or slug"))
      return false
    }
    return isFirst(route.file, source, line, how)
  }

  /// Whether nothing else has made an output file before.
  private mutating func isFirst(_ file: String, _ source: String, _ line: Int?, _ how: String) -> Bool {
    let maker = "\(source)\(line.map { ":\($0)" } ?? "") (\(how))"
    guard let other = makers[file] else {
      makers[file] = maker
      return true
    }
    diagnostics.add(
      Diagnostic(
        at: Place(file: source, line: line), "two files would write \(file): \(other) and \(maker)",
        remedy: "change one"))
    return false
  }

  mutating func finished() -> Content {
    content.pages.sort { ($0.weight, $0.title, $0.source) < ($1.weight, $1.title, $1.source) }
    return content
  }
}

/// A Markdown file's two parts.
struct FrontMatter {
  var node: YAMLNode?
  var body: ArraySlice<UInt8>
  /// The line of the file on which the body begins, from 1.
  var firstLine: Int
}

/// Splits `---` YAML `---` off a file. A file that does not begin with `---` is all body.
func splitFrontMatter(_ file: SiteFile, into diagnostics: inout Diagnostics) -> FrontMatter {
  var bytes = file.bytes[...]
  // A byte order mark is no part of the text.
  if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
  let fence = Array("---".utf8)
  func lineEnd(_ start: Int) -> Int { bytes[start...].firstIndex(of: 0x0A) ?? bytes.endIndex }
  func isFence(_ start: Int, _ end: Int) -> Bool {
    var line = bytes[start..<end]
    while let last = line.last, last == 0x0D || last == 0x20 { line = line.dropLast() }
    return line.elementsEqual(fence)
  }
  let firstEnd = lineEnd(bytes.startIndex)
  guard isFence(bytes.startIndex, firstEnd) else { return FrontMatter(node: nil, body: bytes, firstLine: 1) }
  var start = min(firstEnd + 1, bytes.endIndex)
  let yamlStart = start
  var number = 2
  while start < bytes.endIndex {
    let end = lineEnd(start)
    if isFence(start, end) {
      let yaml = Array(bytes[yamlStart..<start])
      let node = parseYAML(yaml, file: file.path, firstLine: 2, into: &diagnostics)
      return FrontMatter(node: node, body: bytes[min(end + 1, bytes.endIndex)...], firstLine: number + 1)
    }
    start = min(end + 1, bytes.endIndex)
    number += 1
    if end == bytes.endIndex { break }
  }
  diagnostics.add(
    Diagnostic(
      at: Place(file: file.path, line: 1, column: 1), "the front matter does not end",
      remedy: "write a second line of --- behind it"))
  return FrontMatter(node: nil, body: bytes[bytes.endIndex...], firstLine: number)
}
