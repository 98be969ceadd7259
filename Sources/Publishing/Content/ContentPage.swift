import Bytes
import CivilTime
import Diagnostics
import Markup

/// A Markdown file of the organiser's folder with its front matter read.
package struct ContentPage: Sendable {
  package enum Kind: Sendable, Hashable {
    /// `content/_index.md`: the words of the first page.
    case home
    case page
    /// Below `content/news/`, dated.
    case news
    /// `content/session-types.md`: the words below the comparison.
    case sessionTypes
    /// `content/mentors/<slug>.md`: a mentor's own words and facts.
    case mentor
  }
  package enum Menu: String, Sendable, CaseIterable { case main, footer }

  /// `content/guides/first-session.md`.
  package var source: String
  package var kind: Kind
  package var route: Route
  package var title: String
  package var description = ""
  package var date: CivilDate?
  package var updated: CivilDate?
  package var weight = 0
  package var menu: Menu?
  /// The template that draws it instead of `page`, and where the front matter says so.
  package var template: (name: String, place: Place?)?
  package var aliases: [Route] = []
  package var mentor = MentorWords()
  /// The Markdown behind the front matter.
  package var body: [UInt8]
  /// The line of the file on which the body begins.
  package var firstLine: Int
  /// Parsed once for what navigation and checks need; empty for mentors' pages.
  package var outline = MarkdownDocument.Outline()

  package var headings: [MarkdownDocument.Heading] { outline.headings }
  package var summary: String { outline.summary }

  /// 00:00 UTC of `updated`, else of `date`; the beginning of time for a page without either.
  package var changed: Instant { (updated ?? date)?.startUTC ?? Instant(seconds: 0) }

  /// Appends the body as HTML, links written from `route`.
  ///
  /// - Parameter top: the level of the highest headings.
  package func appendHTML(in content: Content, from route: Route, top: Int = 2, into sink: inout ByteSink) {
    body.withUnsafeBytes { octets in
      guard let base = octets.baseAddress, octets.count > 0 else { return }
      let document = MarkdownDocument(Utf8(start: base, count: octets.count))
      document.write(into: &sink, top: top, title: kind == .home ? nil : title) { destination, address in
        switch content.target(of: destination.string, from: self) {
        case .outside(let url): address.append(url)
        case .anchor(let id): address.append("#" + id)
        case .page(let target, let suffix):
          address.append(route.link(to: target))
          address.append(suffix)
        case .unknown: return false
        }
        return true
      }
    }
  }
}

/// What a mentor's file says of her beside the words; it wins over the record on pages.
package struct MentorWords: Sendable {
  package var topics: [String]?
  package var headline: String?
  package var company: String?
  package var jobTitle: String?
  package var years: Int?
  package var links: [String]?
  package var photo: String?
  package var languages: [String]?
}
