import Bytes
import CivilTime
import Markup
import Mentoring

/// What the head, the navigation and the footer of a page need to know about it.
struct PageHead {
  enum Reader: String {
    case everyone = "public"
    case person, meeting, organiser
  }

  var route: Route
  var title: String
  var description = ""
  /// The key of a page of content, see ``ContentPage/key``.
  var key: String?
  var reader = Reader.everyone
  var ogType: StaticString = "website"
  /// The page's structured data in the vocabulary of schema.org, one object each.
  var facts: [String] = []
  /// The pages above it, without the home page.
  var crumbs: [(label: String, route: Route)] = []
  /// Its own picture for cards; nil uses the programme's.
  var picture: CardPicture?
  var atom: (route: Route, title: String)?
  /// The latest change of what the page shows.
  var asOf: Instant?
  /// The zone of the page's times; nil uses the programme's.
  var zone: Zone?
  /// The prefix of links if it does not follow from the route: 404.html is shown at any address.
  var root: String?
}

extension Site {
  /// Begins a page: clears the context's data and fills in the fields that every page has.
  func begin<Fields>(
    _ scope: Scope<Fields>, _ common: CommonGroup<Fields>, _ head: PageHead, on context: inout RenderContext
  ) -> Row<Fields> {
    let row = context.data.begin(scope)
    context.speak(siteLanguage)
    context.root = head.root ?? siteLanguage.route(head.route).rootPrefix
    let isPrivate = head.reader != .everyone
    context.data.set(row, common.root, context.root)
    context.data.set(row, common.lang, settings.language)
    context.data.set(row, common.dir, strings.direction)
    context.data.set(row, common.audience, head.reader.rawValue)
    context.link(row, common.buildJsonUrl, Route("build.json"))
    if settings.staleAfter > 0 { context.set(row, common.staleAfter, settings.staleAfter) }
    context.data.set(row, common.csp, contentSecurityPolicy)
    context.data.set(row, common.title, head.title)
    context.data.set(row, common.siteTitle, settings.title)
    context.data.set(row, common.siteTagline, settings.description)
    if let language = settings.foreignDescription { context.data.set(row, common.taglineLang, language) }
    context.data.set(row, common.description, head.description.isEmpty ? settings.description : head.description)
    context.data.set(row, common.noindex, isPrivate)
    context.data.set(row, common.isPrivate, isPrivate)
    if !isPrivate {
      if let address = address(of: head.route) { context.data.set(row, common.canonical, address) }
      context.data.set(row, common.ogType, head.ogType)
      context.data.set(row, common.twitterCard, "summary")
      if let card = head.picture ?? card, let address = address(of: card.route) {
        context.data.set(row, common.ogImage, address)
        context.data.set(row, common.ogImageType, card.mediaType)
        context.set(row, common.ogImageWidth, card.width)
        context.set(row, common.ogImageHeight, card.height)
        context.data.set(row, common.ogImageAlt, card.alt)
        if card.isWide { context.data.set(row, common.twitterCard, "summary_large_image") }
      }
      context.data.set(row, common.jsonLd, jsonLD(of: head))
      if languages.hasSeveral { addLanguages(row, common, head, on: &context) }
    }
    if let atom = head.atom {
      context.link(row, common.atomUrl, atom.route)
      context.data.set(row, common.atomTitle, atom.title)
    }
    setAssets(row, common.iconUrl, common.cssUrl, common.accentUrl, on: &context)
    if let route = theme.route(of: "assets/theme.js") { context.link(row, common.themeJsUrl, route) }
    if let route = theme.route(of: "assets/almanac.js") { context.link(row, common.jsUrl, route) }
    context.link(row, common.homeUrl, .home)
    addLinks(navigation, row, common.nav, current: head.route, on: &context)
    addLinks(footer, row, common.footerNav, current: head.route, on: &context)
    // A record without any events has no latest change.
    if let asOf = head.asOf, asOf > Instant(seconds: 0) {
      let stamp = context.data.add(row, common.asOf)
      let fields = StampFields.scope.fields
      context.set(stamp, fields.iso, iso: asOf)
      context.data.set(stamp, fields.text) { self.strings.append(moment: asOf, in: head.zone ?? self.zone, into: &$0) }
    }
    return row
  }

  /// Also used by the pages without a frame.
  func setAssets<Fields>(
    _ row: Row<Fields>, _ icon: URLField<Fields>?, _ css: URLField<Fields>, _ accent: URLField<Fields>,
    on context: inout RenderContext
  ) {
    if let icon, let route = theme.route(of: "assets/icon.svg") { context.link(row, icon, route) }
    if let route = theme.route(of: "assets/almanac.css") { context.link(row, css, route) }
    if let route = theme.route(of: "assets/accent.css") { context.link(row, accent, route) }
  }

  private func addLinks<Fields>(
    _ entries: [NavigationEntry], _ row: Row<Fields>, _ field: ListField<Fields, LinkFields>, current: Route,
    on context: inout RenderContext
  ) {
    let fields = LinkFields.scope.fields
    for entry in entries {
      let link = context.data.add(row, field)
      context.data.set(link, fields.label, entry.label)
      mark(entry.foreign, fields.foreign, link, on: &context)
      context.link(link, fields.url, entry.route)
      // A page below belongs to its section, but only the page itself is the current page.
      context.data.set(link, fields.current, entry.route == current)
    }
  }

  /// Forbids inline code and styles, and everything from other hosts except the targets of forms (W3C CSP 3).
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
  /// Starts at 1.
  var number: Int
  var total: Int
  var base: Route

  static let perPage = 100

  /// Splits a list into pages, at least one.
  static func pages(of count: Int, size: Int = perPage, base: Route) -> [(page: Pagination, range: Range<Int>)] {
    let total = max(1, (count + size - 1) / size)
    return (1...total).map { number in
      (Pagination(number: number, total: total, base: base), (number - 1) * size..<min(count, number * size))
    }
  }

  var route: Route { route(of: number) }

  private func route(of number: Int) -> Route { number == 1 ? base : base.appending("page/\(number)/") }

  func fill<Fields>(
    _ group: PagesGroup<Fields>, _ row: Row<Fields>, _ strings: Strings, on context: inout RenderContext
  ) {
    if number > 1 { context.link(row, group.newerUrl, route(of: number - 1)) }
    if number < total { context.link(row, group.olderUrl, route(of: number + 1)) }
    if total > 1 {
      context.data.set(row, group.position, strings.sentence("page_of", ["n": "\(number)", "total": "\(total)"]))
    }
  }
}
