import Bytes
import CivilTime
import Markup
import Mentoring

/// What the head, the navigation and the foot of a page need to know of it.
struct PageHead {
  enum Reader: String {
    case everyone = "public"
    case person, meeting, organiser
  }

  var route: Route
  var title: String
  var description = ""
  /// Of a page of content, see ``ContentPage/key``.
  var key: String?
  var reader = Reader.everyone
  var ogType: StaticString = "website"
  /// What the page tells of in the vocabulary of schema.org, an object each.
  var facts: [String] = []
  /// The pages above it, the first page left out.
  var crumbs: [(label: String, route: Route)] = []
  /// Its own picture for cards; the programme's where there is none.
  var picture: CardPicture?
  var atom: (route: Route, title: String)?
  /// The latest change of what the page shows.
  var asOf: Instant?
  /// Of the page's times; the programme's where none is given.
  var zone: Zone?
  /// The prefix of links where it does not follow from the route: 404.html is shown at any address.
  var root: String?
}

extension Site {
  /// Begins a page: empties the desk's data and fills in what every page has.
  func begin<Fields>(
    _ scope: Scope<Fields>, _ common: CommonGroup<Fields>, _ head: PageHead, on desk: inout Desk
  ) -> Row<Fields> {
    let row = desk.data.begin(scope)
    desk.speak(edition)
    desk.root = head.root ?? edition.route(head.route).rootPrefix
    let isPrivate = head.reader != .everyone
    desk.data.set(row, common.root, desk.root)
    desk.data.set(row, common.lang, settings.language)
    desk.data.set(row, common.dir, strings.direction)
    desk.data.set(row, common.audience, head.reader.rawValue)
    desk.link(row, common.buildJsonUrl, Route("build.json"))
    if settings.staleAfter > 0 { desk.set(row, common.staleAfter, settings.staleAfter) }
    desk.data.set(row, common.csp, contentSecurityPolicy)
    desk.data.set(row, common.title, head.title)
    desk.data.set(row, common.siteTitle, settings.title)
    desk.data.set(row, common.siteTagline, settings.description)
    if let language = settings.foreignDescription { desk.data.set(row, common.taglineLang, language) }
    desk.data.set(row, common.description, head.description.isEmpty ? settings.description : head.description)
    desk.data.set(row, common.noindex, isPrivate)
    desk.data.set(row, common.isPrivate, isPrivate)
    if !isPrivate {
      if let address = address(of: head.route) { desk.data.set(row, common.canonical, address) }
      desk.data.set(row, common.ogType, head.ogType)
      desk.data.set(row, common.twitterCard, "summary")
      if let card = head.picture ?? card, let address = address(of: card.route) {
        desk.data.set(row, common.ogImage, address)
        desk.data.set(row, common.ogImageType, card.mediaType)
        desk.set(row, common.ogImageWidth, card.width)
        desk.set(row, common.ogImageHeight, card.height)
        desk.data.set(row, common.ogImageAlt, card.alt)
        if card.isWide { desk.data.set(row, common.twitterCard, "summary_large_image") }
      }
      desk.data.set(row, common.jsonLd, jsonLD(of: head))
      if languages.hasSeveral { addLanguages(row, common, head, on: &desk) }
    }
    if let atom = head.atom {
      desk.link(row, common.atomUrl, atom.route)
      desk.data.set(row, common.atomTitle, atom.title)
    }
    setAssets(row, common.iconUrl, common.cssUrl, common.accentUrl, on: &desk)
    if let route = theme.route(of: "assets/theme.js") { desk.link(row, common.themeJsUrl, route) }
    if let route = theme.route(of: "assets/almanac.js") { desk.link(row, common.jsUrl, route) }
    desk.link(row, common.homeUrl, .home)
    addLinks(navigation, row, common.nav, current: head.route, on: &desk)
    addLinks(footer, row, common.footerNav, current: head.route, on: &desk)
    // A record in which nothing has happened has no latest change.
    if let asOf = head.asOf, asOf > Instant(seconds: 0) {
      let stamp = desk.data.add(row, common.asOf)
      let fields = StampFields.scope.fields
      desk.set(stamp, fields.iso, iso: asOf)
      desk.data.set(stamp, fields.text) { self.strings.append(moment: asOf, in: head.zone ?? self.zone, into: &$0) }
    }
    return row
  }

  /// The pages that need no frame of their own have these too.
  func setAssets<Fields>(
    _ row: Row<Fields>, _ icon: URLField<Fields>?, _ css: URLField<Fields>, _ accent: URLField<Fields>,
    on desk: inout Desk
  ) {
    if let icon, let route = theme.route(of: "assets/icon.svg") { desk.link(row, icon, route) }
    if let route = theme.route(of: "assets/almanac.css") { desk.link(row, css, route) }
    if let route = theme.route(of: "assets/accent.css") { desk.link(row, accent, route) }
  }

  private func addLinks<Fields>(
    _ entries: [NavigationEntry], _ row: Row<Fields>, _ field: ListField<Fields, LinkFields>, current: Route,
    on desk: inout Desk
  ) {
    let fields = LinkFields.scope.fields
    for entry in entries {
      let link = desk.data.add(row, field)
      desk.data.set(link, fields.label, entry.label)
      mark(entry.foreign, fields.foreign, link, on: &desk)
      desk.link(link, fields.url, entry.route)
      // A page below is part of its section, but only the page itself is "this page".
      desk.data.set(link, fields.current, entry.route == current)
    }
  }

  /// No inline code or styles, nothing from other hosts but where forms are sent to (W3C CSP 3).
  var contentSecurityPolicy: String {
    let dropbox = settings.mail.dropbox.map { " " + originOf($0) } ?? ""
    return """
      default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
      base-uri 'none'; form-action 'self' mailto:\(dropbox)
      """
  }
}

/// One page of a long list: `mentors/page/2/`.
struct Pagination {
  /// From 1.
  var number: Int
  var total: Int
  var base: Route

  static let perPage = 100

  /// The slices of a list, at least one.
  static func pages(of count: Int, size: Int = perPage, base: Route) -> [(page: Pagination, range: Range<Int>)] {
    let total = max(1, (count + size - 1) / size)
    return (1...total).map { number in
      (Pagination(number: number, total: total, base: base), (number - 1) * size..<min(count, number * size))
    }
  }

  var route: Route { route(of: number) }

  private func route(of number: Int) -> Route { number == 1 ? base : base.appending("page/\(number)/") }

  func fill<Fields>(_ group: PagesGroup<Fields>, _ row: Row<Fields>, _ strings: Strings, on desk: inout Desk) {
    if number > 1 { desk.link(row, group.newerUrl, route(of: number - 1)) }
    if number < total { desk.link(row, group.olderUrl, route(of: number + 1)) }
    if total > 1 {
      desk.data.set(row, group.position, strings.sentence("page_of", ["n": "\(number)", "total": "\(total)"]))
    }
  }
}
