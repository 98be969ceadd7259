import Bytes
import CivilTime
import Markup

extension Site {
  /// The organiser's pages, the news list and the redirects of old addresses.
  func writeContent(on context: inout RenderContext) throws {
    for page in content.pages where page.kind == .page || page.kind == .news { try write(page, on: &context) }
    try writeNewsList(on: &context)
    try writeNewsFeed(on: &context)
    for page in content.pages {
      for alias in page.aliases { try writeRedirect(from: alias, to: page.route, changed: page.changed, on: &context) }
    }
    for file in siteLanguage.isMain ? content.files : [] {
      context.page.removeAll()
      file.bytes.withUnsafeBytes { context.page.append($0) }
      try context.put(file.route, changed: sourcesChanged, owner: BuildUnit.programme.owner, follows: .bytes)
    }
  }

  /// The news feed that pages announce; nil without news.
  var newsAtom: (route: Route, title: String)? {
    newsPages.isEmpty ? nil : (.newsFeed, "\(settings.title): \(strings.word("news"))")
  }

  /// News entries, newest first.
  var newsPages: [ContentPage] {
    content.pages.filter { $0.kind == .news }.sorted {
      ($0.date ?? CivilDate(daysSinceEpoch: 0), $1.route) > ($1.date ?? CivilDate(daysSinceEpoch: 0), $0.route)
    }
  }

  private func crumbs(above page: ContentPage) -> [(label: String, route: Route)] {
    if page.kind == .news { return [(strings.word("news"), .news)] }
    guard let parent = content.parent(of: page) else { return [] }
    return crumbs(above: parent) + [(parent.title, parent.route)]
  }

  private func write(_ page: ContentPage, on context: inout RenderContext) throws {
    let fields = PagePageFields.scope.fields
    let changed = self.changed(page.changed)
    let row = begin(
      PagePageFields.scope, fields.common,
      PageHead(
        route: page.route, title: page.title, description: page.description,
        key: page.key, ogType: page.kind == .news ? "article" : "website", facts: facts(ofNews: page),
        crumbs: crumbs(above: page),
        atom: page.kind == .news ? newsAtom : nil), on: &context)
    if page.kind == .news {
      context.link(row, fields.upUrl, .news)
      context.data.set(row, fields.upLabel, strings.word("news"))
    } else if let parent = content.parent(of: page) {
      context.link(row, fields.upUrl, parent.route)
      context.data.set(row, fields.upLabel, parent.title)
    }
    context.data.set(row, fields.heading, page.title)
    mark(page, fields.foreign, row, on: &context)
    if let date = page.date {
      context.data.set(row, fields.date) { $0.append(date: date) }
      context.data.set(row, fields.dateText) { self.strings.append(date: date, into: &$0) }
    }
    if let event = page.event {
      let date = ProgrammeDate(
        times: event.times, title: page.title, page: page, changed: page.changed, key: page.route.path)
      fill(context.data.add(row, fields.event), date, on: &context)
      fill(subscriptionToProgramme: context.data.add(row, fields.calendar), on: &context)
    }
    let headings = page.headings.filter { $0.level == 2 }
    if headings.count > 2 {
      context.data.set(row, fields.hasContents, true)
      for heading in headings {
        let link = context.data.add(row, fields.contents)
        context.data.set(link, LinkFields.scope.fields.label, heading.text)
        context.data.set(link, LinkFields.scope.fields.url, "#" + heading.id)
      }
    }
    context.data.set(row, fields.bodyHtml) { page.appendHTML(in: self.content, from: page.route, into: &$0) }
    let children = content.children(of: page)
    context.data.set(row, fields.hasChildren, !children.isEmpty)
    for child in children {
      let item = context.data.add(row, fields.children)
      context.data.set(item, PostFields.scope.fields.title, child.title)
      context.link(item, PostFields.scope.fields.url, child.route)
      context.data.set(item, PostFields.scope.fields.summary, child.description)
      mark(child, PostFields.scope.fields.foreign, item, on: &context)
    }
    try context.render(
      theme.template(for: page), row, at: page.route, changed: changed, owner: BuildUnit.programme.owner)
  }

  static let newsPerPage = 20

  private func writeNewsList(on context: inout RenderContext) throws {
    let posts = newsPages
    guard !posts.isEmpty else { return }
    let fields = NewsPageFields.scope.fields
    let newest = posts.map(\.changed).max() ?? sourcesChanged
    for (page, range) in Pagination.pages(of: posts.count, size: Site.newsPerPage, base: .news) {
      let row = begin(
        NewsPageFields.scope, fields.common,
        PageHead(route: page.route, title: strings.word("news"), atom: newsAtom), on: &context)
      context.data.set(row, fields.heading, strings.word("news"))
      context.data.set(row, fields.hasPosts, true)
      addPosts(posts[range], row, fields.posts, on: &context)
      page.fill(fields.pages, row, strings, on: &context)
      try context.render(theme.news, row, at: page.route, changed: changed(newest), owner: BuildUnit.programme.owner)
    }
  }

  func addPosts<Fields>(
    _ posts: ArraySlice<ContentPage>, _ row: Row<Fields>, _ field: ListField<Fields, PostFields>,
    on context: inout RenderContext
  ) {
    let fields = PostFields.scope.fields
    for post in posts {
      let item = context.data.add(row, field)
      context.data.set(item, fields.title, post.title)
      mark(post, fields.foreign, item, on: &context)
      context.link(item, fields.url, post.route)
      if let date = post.date {
        context.data.set(item, fields.date) { $0.append(date: date) }
        context.data.set(item, fields.dateText) { self.strings.append(date: date, into: &$0) }
      }
      context.data.set(item, fields.summary, post.description.isEmpty ? post.summary : post.description)
    }
  }

  /// Redirects from a page's old address to its current one.
  func writeRedirect(from alias: Route, to target: Route, changed: Instant, on context: inout RenderContext) throws {
    let fields = RedirectPageFields.scope.fields
    let row = context.data.begin(RedirectPageFields.scope)
    context.root = context.local(alias).rootPrefix
    context.data.set(row, fields.lang, settings.language)
    context.data.set(row, fields.dir, strings.direction)
    setAssets(row, nil, fields.cssUrl, fields.accentUrl, on: &context)
    if let address = address(of: target) { context.data.set(row, fields.canonical, address) }
    context.link(row, fields.targetUrl, target)
    try context.render(
      theme.redirect, row, at: alias, changed: self.changed(changed), owner: BuildUnit.programme.owner)
  }
}
