import Bytes
import CivilTime
import Markup

extension Sites {
  /// Writes the sitemap: public pages with their last change, each with its address in every language (Google's
  /// `xhtml:link`, the only way to do this in sitemaps). Addresses must be absolute (sitemaps.org), so there is no
  /// sitemap without `base_url`.
  func writeSitemap(on context: inout RenderContext) throws {
    guard main.isAbsolute else { return }
    let several = all.count > 1
    context.page.removeAll()
    context.page.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
    context.page.append("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"")
    if several { context.page.append(" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\"") }
    context.page.append(">\n")
    for site in all {
      for (route, changed, key) in site.publicPages.sorted(by: { $0.route < $1.route }) {
        context.page.append("<url><loc>")
        append(site.siteLanguage.route(route), to: &context.page)
        context.page.append("</loc><lastmod>")
        context.page.append(rfc3339: changed)
        context.page.append("</lastmod>")
        if several {
          for alternate in site.languages.hreflangs(of: route, key: key) {
            context.page.append("<xhtml:link rel=\"alternate\" hreflang=\"")
            context.page.append(alternate.hreflang)
            context.page.append("\" href=\"")
            append(alternate.route, to: &context.page)
            context.page.append("\"/>")
          }
        }
        context.page.append("</url>\n")
      }
    }
    context.page.append("</urlset>\n")
    let changed = all.reduce(main.mentorsChanged) { max($0, $1.mentorsChanged) }
    try context.put(
      Route("sitemap.xml"), changed: main.changed(changed), owner: BuildUnit.programme.owner)
  }

  /// - Parameter route: including its language's prefix.
  private func append(_ route: Route, to sink: inout ByteSink) {
    var address = (main.settings.baseURL ?? "") + "/" + route.path
    address.withUTF8 { octets in
      if let base = octets.baseAddress { escapeHTML(Utf8(start: base, count: octets.count), into: &sink) }
    }
  }
}
