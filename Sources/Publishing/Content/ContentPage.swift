import Bytes
import CivilTime
import Diagnostics
import Markup

/// A Markdown file of the organiser's folder with its front matter parsed.
public struct ContentPage: Sendable {
  public enum Kind: Sendable, Hashable {
    /// `content/_index.md`: the text of the home page.
    case home
    case page
    /// Below `content/news/`, dated.
    case news
    /// `content/session-types.md`: the text below the comparison.
    case sessionTypes
    /// `content/mentors/<slug>.md`: a mentor's own text and facts.
    case mentor
    /// `content/instructions/video.md`: text for the meeting pages of a session type; it has no page of its own.
    case instructions
  }
  public enum Menu: String, Sendable, CaseIterable { case main, footer }

  /// `content/guides/first-session.md`.
  public var source: String
  /// The key shared by all translations: `guides/first-session.md`.
  public var key = ""
  /// BCP 47 tag of the text.
  public var language = "en"
  public var kind: Kind
  public var route: Route
  public var title: String
  public var description = ""
  public var date: CivilDate?
  public var updated: CivilDate?
  /// The instant of `updated`, if it has a time of day.
  public var updatedAt: Instant?
  /// The time from which and until which it is shown.
  var publish: ContentMoment?
  var expires: ContentMoment?
  public var weight = 0
  public var menu: Menu?
  /// The template used instead of `page`, and where the front matter names it.
  public var template: (name: String, place: Place?)?
  public var aliases: [Route] = []
  public var mentor = MentorWords()
  /// The event that the page announces.
  public var event: ContentEvent?
  /// The Markdown after the front matter.
  public var body: [UInt8]
  /// The line of the file on which the body begins.
  public var firstLine: Int
  /// Parsed once for navigation and checks; empty for mentors' pages.
  public var outline = MarkdownDocument.Outline()

  public var headings: [MarkdownDocument.Heading] { outline.headings }
  public var summary: String { outline.summary }

  /// The instant of `updated`, otherwise 00:00 UTC of its date or of `date`; the epoch for a page without either.
  public var changed: Instant { updatedAt ?? (updated ?? date)?.startUTC ?? Instant(seconds: 0) }

  /// Appends the body as HTML, with links relative to `route`.
  ///
  /// - Parameters:
  ///   - route: the current page, in whatever language.
  ///   - base: the site's address, for text that is read elsewhere: links become absolute.
  ///   - top: the level of the highest headings.
  public func appendHTML(
    in content: Content, from route: Route, base: String? = nil, top: Int = 2, into sink: inout ByteSink
  ) {
    let siteLanguage = content.siteLanguage
    let route = siteLanguage.route(route)
    body.withUnsafeBytes { octets in
      guard let start = octets.baseAddress, octets.count > 0 else { return }
      // Unparseable text was reported when the file was read.
      guard let document = try? MarkdownDocument(Utf8(start: start, count: octets.count)) else { return }
      document.write(into: &sink, top: top, title: kind == .home ? nil : title) { destination, address in
        switch content.target(of: destination.string, from: self) {
        case .outside(let url): address.append(url)
        case .anchor(let id): address.append((base.map { $0 + "/" + route.path } ?? "") + "#" + id)
        case .page(let page, let suffix):
          let target = siteLanguage.route(page)
          address.append(base.map { $0 + "/" + target.path } ?? route.link(to: target))
          address.append(suffix)
        case .hidden, .unknown: return false
        }
        return true
      }
    }
  }
}

/// The facts of a mentor's file besides its text; on pages they override the record.
public struct MentorWords: Sendable {
  public var topics: [String]?
  public var headline: String?
  public var company: String?
  public var jobTitle: String?
  public var years: Int?
  public var links: [String]?
  public var photo: String?
  public var languages: [String]?
}
