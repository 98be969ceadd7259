import Bytes
import CivilTime
import Markup
import Mentoring

extension Site {
  /// Assets, the index pages without links, and what robots and hosts read.
  func writeSmallFiles(on desk: inout Desk) throws {
    let owner = BuildUnit.programme.owner
    for asset in theme.assets {
      desk.page.removeAll()
      asset.bytes.withUnsafeBytes { desk.page.append($0) }
      try desk.put(asset.route, changed: groundChanged, owner: owner, follows: .bytes)
    }
    for folder in ["u/", "m/", "feeds/", "organiser/"] { try writePrivateIndex(Route(folder), on: &desk) }
    desk.page.removeAll()
    desk.page.append("User-agent: *\nAllow: /\n")
    if let sitemap = address(of: Route("sitemap.xml")) {
      desk.page.append("Sitemap: ")
      desk.page.append(sitemap)
      desk.page.append("\n")
    }
    try desk.put(Route("robots.txt"), changed: groundChanged, owner: owner, follows: .bytes)
    desk.page.removeAll()
    try desk.put(Route(".nojekyll"), changed: groundChanged, owner: owner, follows: .bytes)
    desk.page.removeAll()
    desk.page.append(headers)
    try desk.put(Route("_headers"), changed: groundChanged, owner: owner, follows: .bytes)
  }

  /// 404.html is shown at any address, so its links begin at the site's root.
  func writeNotFound(on desk: inout Desk) throws {
    let fields = NotFoundPageFields.scope.fields
    let route = Route("404.html")
    let row = begin(
      NotFoundPageFields.scope, fields.common,
      PageHead(route: route, title: strings.word("not_found_title"), root: settings.basePath), on: &desk)
    desk.data.set(row, fields.common.noindex, true)
    desk.link(row, fields.mentorsUrl, .mentors)
    try desk.render(theme.notFound, row, at: route, changed: groundChanged, owner: BuildUnit.programme.owner)
  }

  /// Without it a web server may list the folder, and with it every secret address.
  private func writePrivateIndex(_ route: Route, on desk: inout Desk) throws {
    let fields = PrivateIndexPageFields.scope.fields
    let row = desk.data.begin(PrivateIndexPageFields.scope)
    desk.root = route.rootPrefix
    desk.data.set(row, fields.lang, settings.language)
    desk.data.set(row, fields.dir, strings.direction)
    setAssets(row, nil, fields.cssUrl, fields.accentUrl, on: &desk)
    try desk.render(theme.privateIndex, row, at: route, changed: groundChanged, owner: BuildUnit.programme.owner)
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
