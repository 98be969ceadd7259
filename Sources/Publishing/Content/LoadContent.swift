import Bytes
import CivilTime
import Diagnostics
import Markup
import Mentoring

/// Reads the files below `content/`: front matter and outlines of pages, and the addresses of all files.
///
/// - Parameters:
///   - files: sorted by path; `content/…`.
///   - languages: BCP 47, the main one first. `about.de.md` is the German translation of `about.md`.
///   - now: pages are left out if their `publish` time, or without it their `date`, is later, or if `expires` has
///     passed.
///   - drafts: include drafts.
///   - zone: the zone of event times.
///   - types: which files other than pages are published.
///   - diagnostics: receives every error of every file, and address conflicts with both sources named.
/// - Returns: one content per language. If there is no translation, the main language's page is used.
public func loadContents(
  _ files: [SiteFile], languages: [String], now: Instant, drafts: Bool, zone: @escaping ZoneLookup,
  types: FileTypes = FileTypes(), into diagnostics: inout Diagnostics
) -> [Content] {
  var loader = ContentLoader(languages: languages, now: now, drafts: drafts, zone: zone, types: types)
  loader.load(files.filter { $0.path.hasPrefix("content/") })
  let contents = loader.finished()
  diagnostics.add(contentsOf: loader.diagnostics)
  return contents
}

/// The content of a site in one language.
public func loadContent(
  _ files: [SiteFile], now: Instant, drafts: Bool, zone: @escaping ZoneLookup, into diagnostics: inout Diagnostics
) -> Content {
  loadContents(files, languages: ["en"], now: now, drafts: drafts, zone: zone, into: &diagnostics)[0]
}

struct ContentLoader {
  let now: Instant
  /// In the programme's zone.
  let today: CivilDate
  let drafts: Bool
  let zone: ZoneLookup
  let types: FileTypes
  let editions: [SiteLanguage]
  /// One per language.
  var contents: [Content]
  var diagnostics = Diagnostics()
  /// The main language's pages by key.
  private var originals: [String: ContentPage] = [:]
  /// Keys of pages that are drafts, expired or not yet published; their translations are not published either.
  private var unpublished: [String: HiddenReason] = [:]
  /// The source of each output file: `content/about.md:2 (slug)`.
  var makers: [String: String] = [:]
  /// Language folders whose conflict with content has been reported.
  var reportedPrefixes: Set<String> = []

  init(languages: [String], now: Instant, drafts: Bool, zone: @escaping ZoneLookup, types: FileTypes) {
    editions = SiteLanguage.all(of: languages)
    contents = editions.map {
      var content = Content()
      content.siteLanguage = $0
      return content
    }
    self.now = now
    today = homeZone(zone).local(at: now).date
    self.drafts = drafts
    self.zone = zone
    self.types = types
  }

  /// Translations are loaded last, since they inherit what they do not set themselves.
  mutating func load(_ files: [SiteFile]) {
    var translations: [(SiteFile, String, SiteLanguage)] = []
    for file in files {
      let path = String(file.path.dropFirst("content/".count))
      if path.hasPrefix("strings/") || path.hasPrefix("holidays/") {
        nameUnread(file, path)
        continue
      }
      guard path.hasSuffix(".md") else {
        loadFile(file, path)
        continue
      }
      let (key, siteLanguage) = translation(path)
      if siteLanguage.isMain {
        loadPage(file, key, siteLanguage)
      } else {
        translations.append((file, key, siteLanguage))
      }
    }
    for (file, key, siteLanguage) in translations { loadPage(file, key, siteLanguage) }
  }

  /// Reads `guides/first.de.md` as `guides/first.md` in German. A file that names no language of the site is in the
  /// main one.
  private func translation(_ path: String) -> (key: String, siteLanguage: SiteLanguage) {
    let stem = path.utf8.dropLast(".md".utf8.count)
    guard let dot = stem.lastIndex(of: UInt8(ascii: ".")) else { return (path, editions[0]) }
    let tag = String(decoding: Array(stem[stem.index(after: dot)...]), as: UTF8.self).lowercased()
    guard let siteLanguage = editions.first(where: { $0.language.lowercased() == tag }) else {
      return (path, editions[0])
    }
    return (String(decoding: Array(stem[..<dot]), as: UTF8.self) + ".md", siteLanguage)
  }

  /// Reports a file of a folder that is read elsewhere, if it is not read there either.
  private mutating func nameUnread(_ file: SiteFile, _ path: String) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let name = parts.last ?? ""
    let stem = String(name.prefix { $0 != "." })
    func named(_ cause: String, _ remedy: String) {
      diagnostics.add(Diagnostic(.warning, at: Place(file: visible(file.path)), cause, remedy: remedy))
    }
    if parts.first == "holidays" {
      let isCalendar = name.lowercased().hasSuffix(".ics") && name.count > 4
      if isCalendar && parts.count == 2 { return }
      return named(
        "the file is not read: holidays are the files content/holidays/*.ics",
        isCalendar
          ? "move it to content/holidays/\(visible(name))"
          : "if it is a calendar, name it content/holidays/\(visible(stem.isEmpty ? "dates" : stem)).ics; else move it away"
      )
    }
    let languages = editions.map(\.language)
    if parts.count == 2, languages.contains(where: { name == $0 + ".yaml" }) { return }
    if parts.count == 2, name == stem + ".yaml", isLanguage(stem) {
      return named(
        "the file is not read: the site has no pages in \"\(stem)\"",
        nearestName(to: stem, among: languages).map { "name it \($0).yaml" }
          ?? "write languages: [\((languages + [stem]).joined(separator: ", "))] in site.yaml, or move it away")
    }
    named(
      "the file is not read: words are in content/strings/LANGUAGE.yaml",
      "name it content/strings/\(languages[0]).yaml, or move it away")
  }

  /// Loads a file that is copied unchanged.
  private mutating func loadFile(_ file: SiteFile, _ path: String) {
    if path.hasPrefix("mentors/") { return loadPhoto(file, into: &contents[0], &diagnostics) }
    if let refusal = types.refusal(of: file, path: path) { return diagnostics.add(refusal) }
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
    guard claim(route, editions[0], file.path, nil, "file") else { return }
    contents[0].files.append(Content.ContentFile(source: file.path, route: route, bytes: file.bytes))
    contents[0].anchors[route] = []
  }

  // MARK: Pages

  private mutating func loadPage(_ file: SiteFile, _ path: String, _ siteLanguage: SiteLanguage) {
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
    let publish = contentMoment("publish", &keys, zone: zone)
    let expires = contentMoment("expires", &keys, zone: zone)
    var page = ContentPage(
      source: file.path, kind: kind, route: .home, title: title ?? fileName, body: Array(parts.body),
      firstLine: parts.firstLine)
    let original = siteLanguage.isMain ? nil : originals[path]
    page.key = path
    page.language = siteLanguage.language
    page.description = keys.text("description") ?? ""
    let date = contentMoment("date", &keys, zone: zone)
    page.date = date?.date ?? original?.date
    page.publish = publish ?? date
    page.expires = expires
    if let updated = contentMoment("updated", &keys, zone: zone) {
      page.updated = updated.date
      page.updatedAt = updated.instant
    } else {
      page.updated = original?.updated
      page.updatedAt = original?.updatedAt
    }
    page.weight = keys.integer("weight", in: -1_000_000...1_000_000) ?? original?.weight ?? 0
    page.menu = keys.choice("menu", ContentPage.Menu.self) ?? original?.menu
    page.template = keys.text("template").map { ($0, keys.place(of: "template")) } ?? original?.template
    let aliases = keys.texts("aliases") ?? []
    if kind == .mentor { page.mentor = mentorWords(&keys, path, siteLanguage, original?.mentor) }
    if kind == .page || kind == .news { page.event = contentEvent(&keys, zone: zone) ?? original?.event }
    let keyPlaces = (slug: keys.place(of: "slug"), aliases: keys.place(of: "aliases"))
    if title?.isEmpty ?? !keys.diagnostics.hasErrors, kind == .page || kind == .news {
      keys.fail("title", "the page has no title", remedy: "write title: between two lines of ---")
    }
    if kind == .news, page.date == nil, !keys.has("date"), unpublished[path] == nil {
      keys.fail("date", "a news entry has no date", remedy: "write date: 2026-11-24")
    }
    found.add(contentsOf: keys.finish())
    let sameAddress = slug == nil ? original?.route : nil
    if let reason = reasonToHide(page, path, isDraft: draft) {
      if siteLanguage.isMain { unpublished[path] = reason }
      var wrong = Diagnostics()
      let route = sameAddress ?? self.route(of: path, kind, slug, file.path, into: &wrong)
      page.route = route ?? .home
      page.outline = outline(of: page)
      hide(page, at: route, siteLanguage, reason)
      // Address errors are reported before the page appears, while somebody can still fix them.
      if case .early = reason {
        found.add(contentsOf: wrong)
        if kind == .page || kind == .news { _ = mayHave(page.route, file.path, keyPlaces.slug?.line) }
      }
      return
    }
    guard let route = sameAddress ?? route(of: path, kind, slug, file.path, into: &found) else { return }
    page.route = route
    page.outline = outline(of: page)
    for line in page.outline.htmlLines {
      found.add(
        Diagnostic(
          .warning, at: Place(file: file.path, line: parts.firstLine + line - 1), "raw HTML is left out",
          remedy: "write it in Markdown"))
    }
    for alias in aliases {
      if let route = aliasRoute(alias) {
        if claim(route, siteLanguage, file.path, keyPlaces.aliases?.line, "alias") {
          page.aliases.append(Route(siteLanguage.prefix + route.path))
        }
      } else {
        found.add(
          Diagnostic(at: keyPlaces.aliases, "the alias \"\(alias)\" is no address", remedy: "write it as /old/name/"))
      }
    }
    add(page, siteLanguage, line: slug == nil ? nil : keyPlaces.slug?.line, isSlug: slug != nil)
  }

  private func outline(of page: ContentPage) -> MarkdownDocument.Outline {
    page.body.withUnsafeBytes { octets in
      guard let base = octets.baseAddress,
        let document = try? MarkdownDocument(Utf8(start: base, count: octets.count))
      else { return MarkdownDocument.Outline() }
      return document.outline(title: page.title)
    }
  }

  /// The reason to hide a page, or nil if it is shown now.
  private func reasonToHide(_ page: ContentPage, _ key: String, isDraft: Bool) -> HiddenReason? {
    if let reason = unpublished[key] { return reason }
    if isDraft && !drafts { return .draft }
    if let expires = page.expires, expires.hasCome(at: now, today: today) { return .expired(expires.words) }
    if let publish = page.publish, !drafts, !publish.hasCome(at: now, today: today) { return .early(publish.words) }
    return nil
  }

  /// Records a page that is not shown now, for links to it.
  private mutating func hide(
    _ page: ContentPage, at route: Route?, _ siteLanguage: SiteLanguage, _ reason: HiddenReason
  ) {
    if case .early = reason { contents[siteLanguage.index].scheduled.append(page) }
    for other in editions {
      switch page.kind {
      // These are texts on a page that also exists without them.
      case .home, .mentor, .sessionTypes:
        contents[other.index].bySource[page.source] = other == siteLanguage ? route : route.map(siteLanguage.route)
      case .instructions: break
      case .page, .news:
        contents[other.index].hidden.sources[page.source] = reason
        guard let route else { continue }
        // Without its original, a translation is not shown either.
        for place in siteLanguage.isMain ? editions : [siteLanguage] {
          contents[other.index].hidden.routes[place.route(route)] = reason
        }
        if other == siteLanguage { contents[other.index].hidden.routes[route] = reason }
      }
    }
  }

  private mutating func add(_ page: ContentPage, _ siteLanguage: SiteLanguage, line: Int?, isSlug: Bool) {
    switch page.kind {
    case .home:
      guard isFirst(siteLanguage.prefix + "index.html", page.source, nil, "file") else { return }
      contents[siteLanguage.index].home = page
    case .mentor:
      guard isFirst(siteLanguage.prefix + page.route.file, page.source, line, isSlug ? "slug" : "file") else { return }
      contents[siteLanguage.index].mentors[page.route.path.split(separator: "/").last.map(String.init) ?? ""] = page
    case .instructions:
      let names = SessionKind.allCases.map { (name: $0.rawValue.lowercased().replacingASCII("_", with: "-"), kind: $0) }
      let name = page.key.dropFirst("instructions/".count).dropLast(".md".count)
      guard let kind = names.first(where: { $0.name == name })?.kind else {
        let known = names.map { $0.name + ".md" }
        diagnostics.add(
          Diagnostic(
            at: Place(file: page.source), "there is no session type \"\(name)\"",
            remedy: "name the file \(known.joined(separator: ", "))"))
        return
      }
      contents[siteLanguage.index].instructions[kind] = page
      if siteLanguage.isMain { originals[page.key] = page }
      return
    case .sessionTypes:
      guard isFirst(siteLanguage.prefix + page.route.file, page.source, nil, "file") else { return }
      contents[siteLanguage.index].pages.append(page)
    case .page, .news:
      guard claim(page.route, siteLanguage, page.source, line, isSlug ? "slug" : "file") else { return }
      contents[siteLanguage.index].pages.append(page)
    }
    if siteLanguage.isMain { originals[page.key] = page }
    contents[siteLanguage.index].bySource[page.source] = page.route
    if page.kind != .mentor { contents[siteLanguage.index].anchors[page.route] = Set(page.outline.headings.map(\.id)) }
  }

  private func kind(of path: String) -> ContentPage.Kind {
    switch path {
    case "_index.md", "index.md": .home
    case "session-types.md": .sessionTypes
    default:
      path.hasPrefix("instructions/")
        ? .instructions : path.hasPrefix("mentors/") ? .mentor : path.hasPrefix("news/") ? .news : .page
    }
  }

  /// - Parameter original: the main language's file, if this is a translation.
  private func mentorWords(
    _ keys: inout YAMLMapping, _ path: String, _ siteLanguage: SiteLanguage, _ original: MentorWords?
  ) -> MentorWords {
    var words = original ?? MentorWords()
    if let text = keys.text("headline") { words.headline = text }
    if let text = keys.text("company") { words.company = text }
    if let text = keys.text("job_title") { words.jobTitle = text }
    let topics = keys.texts("topics")
    let years = keys.integer("years", in: 0...80)
    let links = keys.texts("links")
    for link in links ?? [] where !link.hasPrefix("https://") || !isSafeURL(link) {
      keys.fail("links", "the link \"\(link)\" is no https address")
    }
    let photo = keys.text("photo")
    let languages = keys.texts("languages")
    guard siteLanguage.isMain else {
      // Lists of mentors are the same in every language.
      for key in ["topics", "years", "links", "photo", "languages"] where keys.has(key) {
        keys.fail(key, "\"\(key)\" stands in a translation", remedy: "write it into content/\(path), for all languages")
      }
      return words
    }
    (words.topics, words.years, words.links, words.photo, words.languages) = (topics, years, links, photo, languages)
    return words
  }
}
