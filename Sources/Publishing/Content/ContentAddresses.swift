import Diagnostics
import Markup

/// Maps pages and files of content to addresses, and ensures that no two share one.
extension ContentLoader {
  /// Folders and files of the site that the build creates itself.
  private static let reserved: Set<String> = [
    "mentors", "topics", "subjects", "u", "m", "feeds", "organiser", "api", "assets", "404.html", "robots.txt",
    "sitemap.xml", "calendar.ics", "build.json", "build-manifest.json", "_headers", "page", "index.html",
  ]
  /// Files that the build creates in folders that content may share.
  private static let reservedFiles: Set<String> = ["news/index.html", "news/feed.atom", "session-types/index.html"]

  /// Maps `guides/first-session.md` to `guides/first-session/`; `_index.md` and `index.md` map to their folder.
  mutating func route(
    of path: String, _ kind: ContentPage.Kind, _ slug: String?, _ source: String, into found: inout Diagnostics
  ) -> Route? {
    if kind == .home || kind == .instructions { return .home }
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
      let tag = wrong.split(separator: ".").count == 2 ? wrong.split(separator: ".").last.map(String.init) : nil
      let remedy =
        tag.flatMap { isLanguage($0) ? foreignLanguage($0) : nil }
        ?? "name the file with a-z, 0-9 and hyphens, or write slug:"
      found.add(Diagnostic(at: Place(file: source), "\"\(wrong)\" cannot be part of an address", remedy: remedy))
      return nil
    }
    return Route(parts.joined(separator: "/") + "/")
  }

  /// The remedy for a file that looks like a translation into a language that the site does not have.
  private func foreignLanguage(_ tag: String) -> String {
    let known = editions.map(\.language)
    if let near = nearestName(to: tag, among: known) { return "for the translation into \(near) end it in .\(near).md" }
    return "if it is a translation, write languages: [\((known + [tag]).joined(separator: ", "))] in site.yaml"
  }

  /// Parses `/old/name/`, `old/name` or `/old.html`.
  func aliasRoute(_ alias: String) -> Route? {
    var parts = alias.split(separator: "/").map(String.init)
    guard let last = parts.popLast(), parts.allSatisfy({ Route.isValid(component: $0) }) else { return nil }
    let folder = parts.map { $0 + "/" }.joined()
    if last.hasSuffix(".html") {
      return Route.isValid(component: String(last.dropLast(5))) ? Route(folder + last) : nil
    }
    return Route.isValid(component: last) ? Route(folder + last + "/") : nil
  }

  /// Claims an output file for a source. If it is already taken, the error names both sources.
  mutating func claim(
    _ route: Route, _ siteLanguage: SiteLanguage, _ source: String, _ line: Int?, _ how: String
  ) -> Bool {
    mayHave(route, source, line) && isFirst(siteLanguage.prefix + route.file, source, line, how)
  }

  /// Whether content may have this address; reports an error if not.
  mutating func mayHave(_ route: Route, _ source: String, _ line: Int?) -> Bool {
    let first = route.path.split(separator: "/").first.map(String.init) ?? ""
    if let other = editions.first(where: { !$0.isMain && $0.prefix == first + "/" }) {
      guard reportedPrefixes.insert(first).inserted else { return false }
      diagnostics.add(
        Diagnostic(
          at: Place(file: source, line: line),
          "/\(first)/ is where the pages in \"\(other.language)\" stand, since site.yaml lists it under languages",
          remedy:
            "name a translation about.\(other.language).md, beside about.md; choose another name for anything else"))
      return false
    }
    if Self.reserved.contains(first) || Self.reservedFiles.contains(route.file) {
      diagnostics.add(
        Diagnostic(
          at: Place(file: source, line: line), "\(route.path) is an address that the build makes itself",
          remedy: "choose another name or slug"))
      return false
    }
    return true
  }

  /// Reports pages that will conflict with the address of another one when they appear.
  mutating func checkScheduled() {
    for siteLanguage in editions {
      let content = contents[siteLanguage.index]
      for page in content.scheduled where page.kind == .page || page.kind == .news {
        guard let from = page.publish else { continue }
        let other = content.pages.first {
          $0.route == page.route && $0.key != page.key && !($0.expires.map { $0.date <= from.date } ?? false)
        }
        guard let other else { continue }
        diagnostics.add(
          Diagnostic(
            at: Place(file: page.source),
            "two files would write \(siteLanguage.prefix + page.route.file) from \(from.words) on: \(other.source) and \(page.source)",
            remedy: "change one, or let the other one expire first"))
      }
    }
  }

  /// Whether no other source has created this output file before.
  mutating func isFirst(_ file: String, _ source: String, _ line: Int?, _ how: String) -> Bool {
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
}
