import Markup

extension ContentLoader {
  /// The complete contents of all languages: if there is no translation, the main language's page is used.
  mutating func finished() -> [Content] {
    for siteLanguage in editions.dropFirst() { complete(siteLanguage) }
    for index in contents.indices {
      contents[index].pages.sort { ($0.weight, $0.title, $0.source) < ($1.weight, $1.title, $1.source) }
    }
    if editions.count > 1 { linkTranslations() }
    checkScheduled()
    hideNews()
    return contents
  }

  /// The list of news and its feed exist only while there is news.
  private mutating func hideNews() {
    for place in editions {
      let content = contents[place.index]
      let hidden = content.hidden.sources.count { $0.key.hasPrefix("content/news/") }
      if hidden == 0 { continue }
      let shown = content.pages.count { $0.kind == .news }
      let all = Pagination.pages(of: shown + hidden, size: Site.newsPerPage, base: .news).map(\.page.route)
      let there = shown == 0 ? 0 : Pagination.pages(of: shown, size: Site.newsPerPage, base: .news).count
      let feed: [Route] = shown == 0 ? [.newsFeed] : []
      for route in Array(all.dropFirst(there)) + feed {
        for other in editions { contents[other.index].hidden.routes[place.route(route)] = .emptyList }
        contents[place.index].hidden.routes[route] = .emptyList
      }
    }
  }

  private mutating func complete(_ siteLanguage: SiteLanguage) {
    let main = contents[0]
    var own = contents[siteLanguage.index]
    own.files = main.files
    own.photos = main.photos
    own.refusedPhotos = main.refusedPhotos
    for file in main.files { own.anchors[file.route] = [] }
    own.home = own.home ?? main.home
    own.mentors.merge(main.mentors) { translated, _ in translated }
    own.instructions.merge(main.instructions) { translated, _ in translated }
    let translated = Dictionary(own.pages.map { ($0.key, $0.route) }) { first, _ in first }
    for page in main.pages {
      if let route = translated[page.key] {
        own.bySource[page.source] = route
        if route != page.route { own.moved[page.route] = route }
        continue
      }
      guard page.kind == .sessionTypes || isFirst(siteLanguage.prefix + page.route.file, page.source, nil, "file")
      else {
        continue
      }
      var page = page
      // Aliases lead to the page in its own language.
      page.aliases = []
      own.pages.append(page)
      own.bySource[page.source] = page.route
      own.anchors[page.route] = main.anchors[page.route]
    }
    for page in [main.home].compactMap(\.self) + main.mentors.values { own.bySource[page.source] = page.route }
    contents[siteLanguage.index] = own
  }

  /// Makes a link to a file of another language, or to its address, lead to the page in that language.
  private mutating func linkTranslations() {
    for siteLanguage in editions.dropFirst() {
      let content = contents[siteLanguage.index]
      for page in [content.home].compactMap(\.self) + content.pages + content.mentors.values {
        let route = siteLanguage.route(page.route)
        for other in editions {
          if page.kind != .mentor { contents[other.index].anchors[route] = Set(page.outline.headings.map(\.id)) }
          if other.index != siteLanguage.index, page.language == siteLanguage.language {
            contents[other.index].bySource[page.source] = route
          }
        }
      }
    }
  }
}
