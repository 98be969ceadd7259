import Bytes
import CivilTime
import Markup
import Mentoring

extension Site {
  /// Writes assets, index pages without links, and the files that robots and hosts read.
  func writeSmallFiles(on context: inout RenderContext) throws {
    let owner = BuildUnit.programme.owner
    for asset in theme.assets {
      context.page.removeAll()
      asset.bytes.withUnsafeBytes { context.page.append($0) }
      try context.put(asset.route, changed: sourcesChanged, owner: owner, follows: .bytes)
    }
    for folder in ["u/", "m/", "feeds/", "organiser/"] { try writePrivateIndex(Route(folder), on: &context) }
    context.page.removeAll()
    context.page.append("User-agent: *\nAllow: /\n")
    if let sitemap = address(of: Route("sitemap.xml")) {
      context.page.append("Sitemap: ")
      context.page.append(sitemap)
      context.page.append("\n")
    }
    try context.put(Route("robots.txt"), changed: sourcesChanged, owner: owner, follows: .bytes)
    context.page.removeAll()
    try context.put(Route(".nojekyll"), changed: sourcesChanged, owner: owner, follows: .bytes)
    context.page.removeAll()
    context.page.append(headers)
    try context.put(Route("_headers"), changed: sourcesChanged, owner: owner, follows: .bytes)
  }

  /// 404.html is shown at any address, so its links begin at the site's root.
  func writeNotFound(on context: inout RenderContext) throws {
    let fields = NotFoundPageFields.scope.fields
    let route = Route("404.html")
    let row = begin(
      NotFoundPageFields.scope, fields.common,
      PageHead(route: route, title: strings.word("not_found_title"), root: settings.basePath), on: &context)
    context.data.set(row, fields.common.noindex, true)
    context.link(row, fields.mentorsUrl, .mentors)
    try context.render(theme.notFound, row, at: route, changed: sourcesChanged, owner: BuildUnit.programme.owner)
  }

  /// Without this page a web server may list the folder, and with it every secret address.
  private func writePrivateIndex(_ route: Route, on context: inout RenderContext) throws {
    let fields = PrivateIndexPageFields.scope.fields
    let row = context.data.begin(PrivateIndexPageFields.scope)
    context.root = route.rootPrefix
    context.data.set(row, fields.lang, settings.language)
    context.data.set(row, fields.dir, strings.direction)
    setAssets(row, nil, fields.cssUrl, fields.accentUrl, on: &context)
    try context.render(theme.privateIndex, row, at: route, changed: sourcesChanged, owner: BuildUnit.programme.owner)
  }

  /// Headers for hosts that read `_headers` (Netlify, Cloudflare Pages).
  private var headers: String {
    let secret =
      "  X-Robots-Tag: noindex, nofollow\n  Referrer-Policy: no-referrer\n  Cache-Control: private, no-cache\n"
    let folders = ["u", "m", "feeds", "organiser"].map { "/\($0)/*\n\(secret)" }.joined()
    return "/*\n  Content-Security-Policy: \(contentSecurityPolicy); frame-ancestors 'none'\n"
      + "  X-Content-Type-Options: nosniff\n\(folders)/*.ics\n  Content-Type: text/calendar; charset=utf-8\n"
      + "/*.ifb\n  Content-Type: text/calendar; charset=utf-8\n"
      + "/*.atom\n  Content-Type: application/atom+xml; charset=utf-8\n"
      + "/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n"
  }
}
