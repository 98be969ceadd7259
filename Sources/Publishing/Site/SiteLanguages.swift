import Markup

/// The languages of a site, used to link a page to its counterparts in other languages.
public struct SiteLanguages: Sendable {
  let editions: [SiteLanguage]
  /// Each language's name in itself, and its writing direction: `ltr` or `rtl`.
  let names: [String]
  let directions: [String]
  /// By language and key: the routes of pages of content, without the language's prefix.
  private let pages: [[String: Route]]
  /// By language: the pages of the list of news.
  private let news: [Set<Route>]

  /// - Parameters:
  ///   - contents: of all languages, the main one first.
  ///   - directions: one per language.
  public init(_ contents: [Content], directions: [String]) {
    editions = contents.map(\.siteLanguage)
    self.directions = directions
    let tags = editions.map(\.language)
    names = tags.map { tag in
      let isAlone = tags.count { primaryLanguage($0) == primaryLanguage(tag) } == 1
      let region = tag.split(separator: "-").dropFirst().joined(separator: "-")
      return isAlone || region.isEmpty ? languageName(tag) : "\(languageName(tag)) (\(region))"
    }
    pages = contents.map { content in
      Dictionary(content.pages.map { ($0.key, $0.route) }) { first, _ in first }
    }
    news = contents.map { content in
      let count = content.pages.count { $0.kind == .news }
      return count == 0 ? [] : Set(Pagination.pages(of: count, size: Site.newsPerPage, base: .news).map(\.page.route))
    }
  }

  var hasSeveral: Bool { editions.count > 1 }

  /// The address of a page in each language that has it.
  ///
  /// - Parameters:
  ///   - route: in any language, without its prefix.
  ///   - key: the key of a page of content, see ``ContentPage/key``.
  func alternates(of route: Route, key: String?) -> [(siteLanguage: SiteLanguage, route: Route)] {
    editions.compactMap { siteLanguage in self.route(route, key: key, in: siteLanguage).map { (siteLanguage, $0) } }
  }

  /// The same with `hreflang` names; `x-default` is the main language's page.
  func hreflangs(of route: Route, key: String?) -> [(hreflang: String, route: Route)] {
    let all = alternates(of: route, key: key)
    guard all.count > 1 else { return [] }
    return all.map { ($0.siteLanguage.language, $0.route) }
      + all.filter(\.siteLanguage.isMain).map { ("x-default", $0.route) }
  }

  private func route(_ route: Route, key: String?, in siteLanguage: SiteLanguage) -> Route? {
    if let key { return pages[siteLanguage.index][key].map(siteLanguage.route) }
    let isNews = route.path.utf8.starts(with: Route.news.path.utf8)
    if isNews && !news[siteLanguage.index].contains(route) { return nil }
    return siteLanguage.route(route)
  }
}

/// `de_DE` for a BCP 47 tag, as OpenGraph writes locales (ogp.me): with the tag's own region, otherwise the region with
/// most of the language's readers (CLDR, likely subtags). Nil for an unknown language.
func openGraphLocale(_ tag: String) -> String? {
  let parts = tag.split(separator: "-").map(String.init)
  let primary = parts[0].lowercased()
  let own = parts.dropFirst().first { $0.utf8.count == 2 }?.uppercased()
  return (own ?? likelyRegions[primary]).map { "\(primary)_\($0)" }
}

private let likelyRegions: [String: String] = [
  "ar": "EG", "bn": "BD", "cs": "CZ", "da": "DK", "de": "DE", "el": "GR", "en": "US", "es": "ES", "fa": "IR",
  "fi": "FI", "fr": "FR", "ga": "IE", "he": "IL", "hi": "IN", "hu": "HU", "id": "ID", "ig": "NG", "it": "IT",
  "ja": "JP", "ko": "KR", "mi": "NZ", "ne": "NP", "nl": "NL", "no": "NO", "nb": "NO", "pl": "PL", "pt": "BR",
  "ro": "RO", "ru": "RU", "sk": "SK", "sv": "SE", "sw": "TZ", "ta": "IN", "th": "TH", "tr": "TR", "uk": "UA",
  "ur": "PK", "vi": "VN", "yo": "NG", "zh": "CN", "zu": "ZA",
]
