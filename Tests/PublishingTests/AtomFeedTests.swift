import Bytes
import CivilTime
import Testing

@testable import Publishing

private func xml(_ text: String) -> String {
  var sink = ByteSink()
  sink.append(xml: text)
  return sink.string()
}

/// What an Atom document looks like, octet by octet; `Tests/Oracles/atom_feeds.py` judges whole sites.
struct AtomFeedTests {
  @Test(arguments: [
    ("", ""), ("a & b", "a &amp; b"), ("<b>\"'</b>", "&lt;b&gt;&quot;'&lt;/b&gt;"), ("]]>", "]]&gt;"),
    ("\t\n", "\t\n"), ("a\r\nb", "a&#13;\nb"),
    ("\u{0}\u{8}\u{B}\u{1B}\u{1F}", "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"),
    ("\u{FFFE}x\u{FFFF}", "\u{FFFD}x\u{FFFD}"), ("\u{FFFD}\u{FFEF}日😀", "\u{FFFD}\u{FFEF}日😀"),
    ("&\u{301}", "&amp;\u{301}"),
  ])
  func whatXMLCannotHoldIsEscapedOrReplaced(text: String, written: String) {
    #expect(Array(xml(text).utf8) == Array(written.utf8))
  }

  @Test func aFeedIsWrittenInTheOrderOfTheStandardsExample() {
    var feed = AtomFeed(
      id: "00000000-0000-8000-8000-000000000001", title: "A & B", author: "A", language: "de",
      own: "https://a.example/f.atom", page: "https://a.example/", updated: Instant(seconds: 0))
    feed.entries = [
      AtomEntry(
        id: "00000000-0000-8000-8000-000000000002", title: "One", updated: Instant(seconds: 86_400),
        published: Instant(seconds: 60), page: "p/", content: .html("<p>&amp;</p>")),
      AtomEntry(
        id: "00000000-0000-8000-8000-000000000003", title: "Two", updated: Instant(seconds: 3600), published: nil,
        page: nil, content: .text("<p>")),
    ]
    var sink = ByteSink()
    sink.append(atom: feed)
    #expect(
      sink.string() == """
        <?xml version="1.0" encoding="utf-8"?>
        <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de">
        <id>urn:uuid:00000000-0000-8000-8000-000000000001</id>
        <title>A &amp; B</title>
        <updated>1970-01-02T00:00:00Z</updated>
        <author><name>A</name></author>
        <link rel="self" type="application/atom+xml" href="https://a.example/f.atom"/>
        <link rel="alternate" type="text/html" href="https://a.example/"/>
        <generator>almanac</generator>
        <entry>
        <id>urn:uuid:00000000-0000-8000-8000-000000000002</id>
        <title>One</title>
        <updated>1970-01-02T00:00:00Z</updated>
        <published>1970-01-01T00:01:00Z</published>
        <link rel="alternate" type="text/html" href="p/"/>
        <content type="html" xml:base="p/">&lt;p&gt;&amp;amp;&lt;/p&gt;</content>
        </entry>
        <entry>
        <id>urn:uuid:00000000-0000-8000-8000-000000000003</id>
        <title>Two</title>
        <updated>1970-01-01T01:00:00Z</updated>
        <content type="text">&lt;p&gt;</content>
        </entry>
        </feed>

        """)
  }

  @Test func aFeedWithoutEntriesIsAsNewAsItsOwner() {
    var sink = ByteSink()
    sink.append(
      atom: AtomFeed(
        id: "x", title: "T", author: "A", language: "en", own: nil, page: nil, updated: Instant(seconds: 120)))
    #expect(sink.string().contains("<updated>1970-01-01T00:02:00Z</updated>"))
    #expect(!sink.string().contains("<link"))
  }
}
