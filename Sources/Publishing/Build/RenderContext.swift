import Bytes
import CivilTime
import Diagnostics
import ICalendar
import Markup
import Mentoring

/// One worker's rendering state: its access to the record and the publisher, and the memory it reuses for every page.
public struct RenderContext: ~Copyable {
  public var data = TemplateData()
  public var page = ByteSink(capacity: 256 * 1024)
  /// Caches the zone blocks that it has made.
  public var calendars = CalendarWriter()
  /// Text of the current owner; cleared for each owner.
  public let arena = TextArena()
  public let source: any RecordSource
  public let writer: OutputWriter
  /// The prefix of every link of the current page: `../../`.
  var root = ""
  /// The language of the current page; nil for the main one, whose addresses have no prefix.
  private var siteLanguage: SiteLanguage?
  /// The number of outputs of each kind, for the summary.
  public var counts = OutputCounts()
  private var path = ByteSink(capacity: 256)

  public init(source: any RecordSource, writer: OutputWriter) {
    self.source = source
    self.writer = writer
  }

  /// Sets the language of the following pages.
  mutating func speak(_ siteLanguage: SiteLanguage) {
    if siteLanguage.isMain && self.siteLanguage == nil { return }
    self.siteLanguage = siteLanguage.isMain ? nil : siteLanguage
    source.nameTerms(in: siteLanguage.index)
  }

  /// The address of a page in the language of the current page.
  func local(_ route: Route) -> Route { siteLanguage?.route(route) ?? route }

  /// Writes the contents of ``page`` as an output.
  ///
  /// - Parameters:
  ///   - changed: the latest change of the output's sources; becomes its mtime.
  ///   - owner: the unit it belongs to, see ``BuildUnit``.
  ///   - follows: `.bytes` for a file that does not depend on the clock.
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

  /// Renders a page and writes it as an output.
  mutating func render<Fields>(
    _ template: Template<Fields>, _ row: Row<Fields>, at route: Route, changed: Instant, audience: Audience = .everyone,
    owner: Int
  ) throws {
    page.removeAll()
    try template.render(data, row, into: &page)
    counts.pages += 1
    try put(route, changed: changed, audience: audience, owner: owner)
  }

  /// Sets a link from the current page to another page of the site.
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

  /// Sets a link to a file or folder below another page.
  mutating func link<Owner>(_ row: Row<Owner>, _ field: URLField<Owner>, _ target: Route, _ more: StaticString) {
    let root = root
    let target = local(target)
    data.set(row, field) { sink in
      sink.append(root)
      sink.append(target.path)
      sink.append(more)
    }
  }

  /// Sets a link to an anchor of another page: `#move-S-12`.
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

/// The outputs of a build.
public struct OutputCounts: Sendable {
  public var pages = 0
  public var feeds = 0
  public var openSlots = 0
  /// Texts that the pages leave out.
  public var skipped: Set<SkippedText> = []

  public static func += (left: inout OutputCounts, right: OutputCounts) {
    left.pages += right.pages
    left.feeds += right.feeds
    left.openSlots += right.openSlots
    left.skipped.formUnion(right.skipped)
  }
}
