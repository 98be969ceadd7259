import Bytes
import CivilTime
import Diagnostics
import ICalendar
import Markup
import Mentoring

/// One worker's place of work: its way to the record and to the press, and the memory it uses again for every page.
public struct RenderContext: ~Copyable {
  public var data = TemplateData()
  public var page = ByteSink(capacity: 256 * 1024)
  /// Keeps the blocks of zones that it has made.
  public var calendars = CalendarWriter()
  /// Text of the owner in hand; emptied for each.
  public let arena = TextArena()
  public let source: any RecordSource
  public let writer: OutputWriter
  /// Before every link of the page in hand: `../../`.
  var root = ""
  /// The language of the page in hand; nil for the main one, in which every address is as it is.
  private var siteLanguage: SiteLanguage?
  /// How many of each were made, for the summary.
  public var counts = OutputCounts()
  private var path = ByteSink(capacity: 256)

  public init(source: any RecordSource, writer: OutputWriter) {
    self.source = source
    self.writer = writer
  }

  /// What follows is in a language of the site.
  mutating func speak(_ siteLanguage: SiteLanguage) {
    if siteLanguage.isMain && self.siteLanguage == nil { return }
    self.siteLanguage = siteLanguage.isMain ? nil : siteLanguage
    source.nameTerms(in: siteLanguage.index)
  }

  /// The address of a page in the language of the page in hand.
  func local(_ route: Route) -> Route { siteLanguage?.route(route) ?? route }

  /// Puts what stands in ``page``.
  ///
  /// - Parameters:
  ///   - changed: the latest change of what the output is made of; becomes its mtime.
  ///   - owner: the unit it belongs to, see ``BuildUnit``.
  ///   - follows: `.bytes` for a file that no clock changes.
  mutating func put(
    _ route: Route, changed: Instant, audience: Audience = .everyone, owner: Int, follows: OutputBasis = .clock
  ) throws {
    let route = local(route)
    path.removeAll()
    path.append(route.path)
    if route.isFolder { path.append("index.html") }
    try writer.put(
      OutputPath(path.text()), page.bytes, mtime: changed.seconds, audience: audience, owner: owner, follows: follows)
    page.removeAll()
  }

  /// Renders a page and puts it.
  mutating func render<Fields>(
    _ template: Template<Fields>, _ row: Row<Fields>, at route: Route, changed: Instant, audience: Audience = .everyone,
    owner: Int
  ) throws {
    page.removeAll()
    try template.render(data, row, into: &page)
    counts.pages += 1
    try put(route, changed: changed, audience: audience, owner: owner)
  }

  /// A link to another page of the site from the page in hand.
  mutating func link<Owner>(_ row: Row<Owner>, _ field: URLField<Owner>, _ target: Route) {
    let root = root
    let target = local(target)
    data.set(row, field) { sink in
      if root.isEmpty && target.path.isEmpty {
        sink.append("./")
      } else {
        sink.append(root)
        sink.append(target.path)
      }
    }
  }

  /// A link to a file or folder below another page.
  mutating func link<Owner>(_ row: Row<Owner>, _ field: URLField<Owner>, _ target: Route, _ more: StaticString) {
    let root = root
    let target = local(target)
    data.set(row, field) { sink in
      sink.append(root)
      sink.append(target.path)
      sink.append(more)
    }
  }

  /// A link to a place of another page: `#move-S-12`.
  mutating func link<Owner>(_ row: Row<Owner>, _ field: URLField<Owner>, _ target: Route, at place: String) {
    let root = root
    let target = local(target)
    data.set(row, field) { sink in
      sink.append(root)
      sink.append(target.path)
      sink.append(place)
    }
  }

  mutating func set<Owner>(_ row: Row<Owner>, _ field: TextField<Owner>, iso instant: Instant) {
    data.set(row, field) { $0.append(rfc3339: instant) }
  }

  mutating func set<Owner>(_ row: Row<Owner>, _ field: TextField<Owner>, _ number: Int) {
    data.set(row, field) { $0.appendDecimal(number) }
  }
}

/// What a build made.
public struct OutputCounts: Sendable {
  public var pages = 0
  public var feeds = 0
  public var openSlots = 0
  /// What the pages leave out.
  public var skipped: Set<SkippedText> = []

  public static func += (left: inout OutputCounts, right: OutputCounts) {
    left.pages += right.pages
    left.feeds += right.feeds
    left.openSlots += right.openSlots
    left.skipped.formUnion(right.skipped)
  }
}
