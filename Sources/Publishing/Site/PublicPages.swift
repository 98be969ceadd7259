import CivilTime

extension Site {
  /// Every public page with the latest change of what it shows, and the key if it is a page of content. Weeks, which
  /// expire, and redirects are not included. Routes are without their language's prefix.
  var publicPages: [(route: Route, changed: Instant, key: String?)] {
    let listed = changed(mentorsChanged)
    let types = content.pages.first { $0.kind == .sessionTypes }
    var pages: [(route: Route, changed: Instant, key: String?)] = [
      (.home, changed(mentorsChanged, content.home?.changed ?? sourcesChanged), nil), (.topics, listed, nil),
      (.sessionTypes, changed(types?.changed ?? sourcesChanged), nil),
    ]
    func addList(_ base: Route, of count: Int, size: Int, _ changed: Instant) {
      for (page, _) in Pagination.pages(of: count, size: size, base: base) { pages.append((page.route, changed, nil)) }
    }
    let perPage = Site.mentorsPerPage
    addList(.mentors, of: mentors.count, size: perPage, listed)
    if !shown.subjects.isEmpty { pages.append((.subjects, listed, nil)) }
    // Letters have pages if the list has more than one page.
    for term in shown.topics + shown.subjects + (mentors.count > perPage ? shown.letters : []) {
      addList(term.route, of: term.mentors.count, size: perPage, listed)
    }
    let news = newsPages
    if let newest = news.map(\.changed).max() {
      addList(.news, of: news.count, size: Site.newsPerPage, changed(newest))
    }
    for page in content.pages where page.kind == .page || page.kind == .news {
      pages.append((page.route, changed(page.changed), page.key))
    }
    for entry in mentors {
      pages.append((entry.route, changed(entry.changed), nil))
      if needsConnection { pages.append((entry.route.appending("connect/"), changed(entry.changed), nil)) }
    }
    return pages
  }
}
