/// One language of a site: the main language's pages are at the root, every other one's below `/<language>/`. Data,
/// pictures and private pages have one address for all languages.
public struct SiteLanguage: Hashable, Sendable {
  /// BCP 47.
  public let language: String
  /// 0 for the main language.
  public let index: Int
  /// `de/`; empty for the main language.
  let prefix: String
  /// Routes without a prefix: folders that all languages share, and addresses that already contain their language.
  private let shared: [String]

  /// Files that are written once per language; every other file is written once.
  private static let files: Set<String> = ["404.html", "mentors/index.json", "news/feed.atom"]

  /// The only language of a site.
  public init(language: String) { self = SiteLanguage.all(of: [language])[0] }

  private init(language: String, index: Int, shared: [String]) {
    self.language = language
    self.index = index
    self.shared = shared
    prefix = index == 0 ? "" : SiteLanguage.prefix(of: language)
  }

  /// - Parameter languages: BCP 47, the main one first.
  public static func all(of languages: [String]) -> [SiteLanguage] {
    let shared = ["u/", "m/", "feeds/", "organiser/", "api/", "assets/"] + languages.dropFirst().map(prefix)
    return languages.enumerated().map { SiteLanguage(language: $1, index: $0, shared: shared) }
  }

  /// Addresses are lower-case: `pt-br/` for pt-BR.
  static func prefix(of language: String) -> String { language.lowercased() + "/" }

  public var isMain: Bool { prefix.isEmpty }

  /// The route of a page in this language: `mentors/ada/` is `de/mentors/ada/`.
  func route(_ route: Route) -> Route {
    if isMain { return route }
    let isOwn = route.isFolder ? true : SiteLanguage.files.contains(route.path)
    guard isOwn, !shared.contains(where: { route.path.utf8.starts(with: $0.utf8) }) else { return route }
    return Route(prefix + route.path)
  }
}

/// The best available language for a reader's own, by RFC 4647 section 3.4 (Lookup): `de-AT` finds de, but de does not
/// find de-AT.
///
/// - Parameters:
///   - range: BCP 47.
///   - tags: BCP 47, compared case-insensitively.
/// - Returns: the index of one of `tags`; nil if none fits.
public func lookUp(_ range: String, in tags: [String]) -> Int? {
  var parts = range.lowercased().utf8.split(separator: UInt8(ascii: "-")).map {
    String(decoding: Array($0), as: UTF8.self)
  }
  while !parts.isEmpty {
    let wanted = parts.joined(separator: "-")
    if let found = tags.firstIndex(where: { $0.lowercased() == wanted }) { return found }
    parts.removeLast()
    // A single letter begins an extension, which is not valid without what follows.
    if parts.last?.utf8.count == 1 { parts.removeLast() }
  }
  return nil
}
