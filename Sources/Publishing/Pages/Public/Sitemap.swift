import Bytes
import CivilTime
import Markup

extension Sites {
  /// Public pages with their last change, each with its address in every language (Google's `xhtml:link`, the only form of
  /// it that sitemaps have). Addresses must be absolute (sitemaps.org), so there is none without `base_url`.
  func writeSitemap(on desk: inout Desk) throws {
    guard main.isAbsolute else { return }
    let several = all.count > 1
    desk.page.removeAll()
    desk.page.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
    desk.page.append("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"")
    if several { desk.page.append(" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\"") }
    desk.page.append(">\n")
    for site in all {
      for (route, changed, key) in site.publicPages.sorted(by: { $0.route < $1.route }) {
        desk.page.append("<url><loc>")
        append(site.edition.route(route), to: &desk.page)
        desk.page.append("</loc><lastmod>")
        desk.page.append(rfc3339: changed)
        desk.page.append("</lastmod>")
        if several {
          for alternate in site.languages.hreflangs(of: route, key: key) {
            desk.page.append("<xhtml:link rel=\"alternate\" hreflang=\"")
            desk.page.append(alternate.hreflang)
            desk.page.append("\" href=\"")
            append(alternate.route, to: &desk.page)
            desk.page.append("\"/>")
          }
        }
        desk.page.append("</url>\n")
      }
    }
    desk.page.append("</urlset>\n")
    let changed = all.reduce(main.mentorsChanged) { max($0, $1.mentorsChanged) }
    try desk.put(
      Route("sitemap.xml"), changed: main.changed(changed), owner: BuildUnit.programme.owner)
  }

  /// - Parameter route: with its language's prefix.
  private func append(_ route: Route, to sink: inout ByteSink) {
    var address = (main.settings.baseURL ?? "") + "/" + route.path
    address.withUTF8 { octets in
      if let base = octets.baseAddress { escapeHTML(Utf8(start: base, count: octets.count), into: &sink) }
    }
  }
}
