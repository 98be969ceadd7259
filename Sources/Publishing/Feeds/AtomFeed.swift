import Bytes
import CivilTime

/// A feed of changes (RFC 4287). Text is plain; characters that XML does not allow are replaced when it is written.
struct AtomFeed {
  /// A UUID, written as `urn:uuid:` (RFC 4122), so that it stays the same when the site moves.
  var id: String
  var title: String
  /// The author of all entries.
  var author: String
  /// BCP 47.
  var language: String
  /// The feed's own address, absolute; nil if the site's address is not known.
  var own: String?
  /// The HTML page with the same content.
  var page: String?
  /// The time of the feed if it has no entries.
  var updated: Instant
  /// Newest first.
  var entries: [AtomEntry] = []
}

struct AtomEntry {
  enum Content {
    case text(String)
    /// Complete HTML; its relative addresses are relative to the entry's page.
    case html(String)
  }

  /// A UUID.
  var id: String
  var title: String
  var updated: Instant
  var published: Instant?
  /// Absolute, or relative to the feed.
  var page: String?
  var content: Content
}

extension ByteSink {
  /// Appends the whole document. A feed is as new as its newest entry (RFC 4287 section 4.2.15).
  mutating func append(atom feed: AtomFeed) {
    append("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"")
    append(xml: feed.language)
    append("\">\n")
    append("id", "urn:uuid:" + feed.id)
    append("title", feed.title)
    append("updated", feed.entries.map(\.updated).max() ?? feed.updated)
    append("<author><name>")
    append(xml: feed.author)
    append("</name></author>\n")
    if let own = feed.own { append("self", to: own) }
    if let page = feed.page { append("alternate", to: page) }
    append("<generator>almanac</generator>\n")
    for entry in feed.entries { append(entry) }
    append("</feed>\n")
  }

  private mutating func append(_ entry: AtomEntry) {
    append("<entry>\n")
    append("id", "urn:uuid:" + entry.id)
    append("title", entry.title)
    append("updated", entry.updated)
    if let published = entry.published { append("published", published) }
    if let page = entry.page { append("alternate", to: page) }
    switch entry.content {
    case .text(let text):
      append("<content type=\"text\">")
      append(xml: text)
    case .html(let html):
      append("<content type=\"html\"")
      if let page = entry.page {
        append(" xml:base=\"")
        append(xml: page)
        append("\"")
      }
      append(">")
      append(xml: html)
    }
    append("</content>\n</entry>\n")
  }

  private mutating func append(_ element: StaticString, _ text: String) {
    append("<")
    append(element)
    append(">")
    append(xml: text)
    append("</")
    append(element)
    append(">\n")
  }

  private mutating func append(_ element: StaticString, _ instant: Instant) {
    append("<")
    append(element)
    append(">")
    append(rfc3339: instant)
    append("</")
    append(element)
    append(">\n")
  }

  private mutating func append(_ relation: StaticString, to address: String) {
    append("<link rel=\"")
    append(relation)
    append(
      relation.utf8CodeUnitCount == 4 ? "\" type=\"application/atom+xml\" href=\"" : "\" type=\"text/html\" href=\"")
    append(xml: address)
    append("\"/>\n")
  }

  /// Appends text of an element or of an attribute in double quotes. XML 1.0 (section 2.2) allows no control characters
  /// except tab and line ends, nor U+FFFE and U+FFFF, not even as references: they become U+FFFD.
  mutating func append(xml text: String) {
    var text = text
    text.withUTF8 { octets in
      var run = 0
      var index = 0
      while index < octets.count {
        let length: Int
        let written: StaticString
        switch octets[index] {
        case 0x26: (written, length) = ("&amp;", 1)
        case 0x3C: (written, length) = ("&lt;", 1)
        // `]]>` is not allowed in text.
        case 0x3E: (written, length) = ("&gt;", 1)
        case 0x22: (written, length) = ("&quot;", 1)
        // A parser would convert it to a line feed.
        case 0x0D: (written, length) = ("&#13;", 1)
        case 0x00...0x08, 0x0B, 0x0C, 0x0E...0x1F: (written, length) = ("\u{FFFD}", 1)
        case 0xEF where index + 2 < octets.count && octets[index + 1] == 0xBF && octets[index + 2] >= 0xBE:
          (written, length) = ("\u{FFFD}", 3)
        default:
          index += 1
          continue
        }
        append(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: octets[run..<index])))
        append(written)
        index += length
        run = index
      }
      append(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: octets[run...])))
    }
  }
}
