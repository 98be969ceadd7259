import Bytes
import Markup
import Testing

/// A text as HTML; every destination is accepted as it is, so that the writer's own guard decides.
private func html(_ text: String, top: Int = 2, title: String? = nil, accept: (String) -> Bool = { _ in true })
  -> String
{
  var sink = ByteSink()
  html(Array(text.utf8), top: top, title: title, accept: accept, into: &sink)
  return sink.string()
}

private func html(
  _ bytes: [UInt8], top: Int = 2, title: String? = nil, accept: (String) -> Bool = { _ in true },
  into sink: inout ByteSink
) {
  bytes.withUnsafeBytes { octets in
    guard let base = octets.baseAddress else { return }
    guard let document = try? MarkdownDocument(Utf8(start: base, count: octets.count)) else { return }
    document.write(into: &sink, top: top, title: title) { destination, address in
      address.append(destination)
      return accept(destination.string)
    }
  }
}

@Suite struct MarkdownHTMLTests {
  @Test func blocksAndInlinesAreWritten() {
    #expect(html("a *b* **c** `d`\ne  \nf") == "<p>a <em>b</em> <strong>c</strong> <code>d</code>\ne<br>\nf</p>\n")
    #expect(html("- a\n- b\n  - c") == "<ul>\n<li>a</li>\n<li>b\n\n<ul>\n<li>c</li>\n</ul>\n</li>\n</ul>\n")
    #expect(html("3. a\n\n4. b") == "<ol start=\"3\">\n<li><p>a</p>\n</li>\n<li><p>b</p>\n</li>\n</ol>\n")
    #expect(html("> q\n\n***") == "<blockquote>\n<p>q</p>\n</blockquote>\n<hr>\n")
    #expect(html("") == "")
  }

  @Test(arguments: [1, 2, 3, 5]) func headingsBeginAtTheLevelThatThePageAsksFor(top: Int) {
    let below = top + 1
    #expect(
      html("# A\n###### B\n# C", top: top)
        == "<h\(top) id=\"a\">A</h\(top)>\n<h\(below) id=\"b\">B</h\(below)>\n<h\(top) id=\"c\">C</h\(top)>\n")
  }

  @Test func noHeadingIsDeeperThanTheSixth() {
    #expect(html("# A\n## B\n### C", top: 5) == "<h5 id=\"a\">A</h5>\n<h6 id=\"b\">B</h6>\n<h6 id=\"c\">C</h6>\n")
  }

  @Test func theIdsInThePageAreThoseOfTheOutline() throws {
    let text = "# T\n# A\n## A\n> ### Ü *x*\n#"
    let bytes = Array(text.utf8)
    let ids = try bytes.withUnsafeBytes { octets in
      try octets.baseAddress.map { base in
        try MarkdownDocument(Utf8(start: base, count: octets.count)).outline(title: "T").headings.map(\.id)
      }
    }
    let page = html(text, title: "T")
    #expect(ids == ["a", "a-2", "ü-x", "section"])
    for id in ids ?? [] { #expect(page.contains("id=\"\(id)\"")) }
    #expect(!page.contains("T"))
  }

  // MARK: Raw HTML

  @Test(arguments: [
    "<script>alert(1)</script>", "<div onclick=\"x()\">\n</div>", "<!-- <b> -->", "<?php x ?>", "<!DOCTYPE html>",
    "<![CDATA[<b>]]>", "<style>p{}</style>", "<iframe src=\"//a.example\"></iframe>", "  <table>\n<tr>\n</table>",
  ])
  func aBlockOfRawHTMLIsLeftOut(text: String) {
    #expect(html(text) == "" || html(text) == "<p></p>\n")
  }

  @Test(arguments: [
    "a <b>c</b>", "a <img src=x onerror=alert(1)> c", "a <!-- x --> c", "a <a href=\"javascript:x()\">c</a>",
    "a <script>c</script>",
  ])
  func rawHTMLWithinALineIsLeftOutAndItsWordsStay(text: String) {
    let page = html(text)
    #expect(page.hasPrefix("<p>a "))
    #expect(page.hasSuffix("c</p>\n"))
    #expect(page.filter { $0 == "<" }.count == 2)
  }

  @Test func textAndCodeAreEscaped() {
    #expect(
      html("`<b>&\"'` a < b & c \"q\" \\<i>")
        == "<p><code>&lt;b&gt;&amp;&quot;&#39;</code> a &lt; b &amp; c &quot;q&quot; &lt;i&gt;</p>\n")
    #expect(html("    <b>\u{301}") == "<pre tabindex=\"0\"><code>&lt;b&gt;\u{301}\n</code></pre>\n")
    #expect(html("&lt;script&gt;") == "<p>&lt;script&gt;</p>\n")
  }

  @Test func theInfoStringCannotLeaveItsAttribute() {
    #expect(html("```swift extra\nx\n```") == "<pre tabindex=\"0\"><code class=\"language-swift\">x\n</code></pre>\n")
    #expect(
      html("~~~ a\"onclick=\"x\nx\n~~~")
        == "<pre tabindex=\"0\"><code class=\"language-a&quot;onclick=&quot;x\">x\n</code></pre>\n")
  }

  // MARK: Links and pictures

  @Test(arguments: [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "&#106;avascript:x", "data:text/html,x", "vbscript:x", "//a.example",
    "\\\\a.example", "https:a.example", "file:///etc/passwd", "java&#9;script:x", "java&NewLine;script:x", "https://",
    "blob:https://a.example", "<java script:x>",
  ])
  func aDangerousLinkIsDroppedAndItsWordsStay(destination: String) {
    #expect(html("[w](\(destination))") == "<p>w</p>\n")
    #expect(html("![w](\(destination))") == "<p></p>\n")
    #expect(html("[w][r]\n\n[r]: \(destination)") == "<p>w</p>\n")
  }

  @Test func aLinkOutwardsTellsNobodyWhereItsReaderCameFrom() {
    #expect(
      html("[w](https://a.example/?a&b)")
        == "<p><a href=\"https://a.example/?a&amp;b\" rel=\"noopener noreferrer\">w</a></p>\n")
    #expect(html("[w](HTTP://a.example)").contains("rel=\"noopener noreferrer\""))
    #expect(html("[w](../b/)") == "<p><a href=\"../b/\">w</a></p>\n")
    #expect(html("[w](mailto:a@b.example)") == "<p><a href=\"mailto:a@b.example\">w</a></p>\n")
  }

  @Test func aQuoteInADestinationCannotLeaveItsAttribute() {
    #expect(html("[w](a\"onclick=x)") == "<p><a href=\"a&quot;onclick=x\">w</a></p>\n")
    #expect(html("[w](a.md \"ti\\\"tle\")") == "<p><a href=\"a.md\">w</a></p>\n")
  }

  @Test func aLinkThatThePageRefusesKeepsItsWordsAndTheNextLink() {
    #expect(html("[*a*](no) [b](yes)") { $0 == "yes" } == "<p><em>a</em> <a href=\"yes\">b</a></p>\n")
  }

  @Test func aPictureOfAnotherHostIsNotWritten() {
    #expect(html("a ![p](https://a.example/p.png) b") == "<p>a  b</p>\n")
    #expect(html("![p](HTTPS://a.example/p.png)") == "<p></p>\n")
  }

  @Test func thePicturesWordsAreItsAlt() {
    #expect(
      html("![a *b*\n`c` \"d\"](p.png)") == "<p><img loading=\"lazy\" src=\"p.png\" alt=\"a b c &quot;d&quot;\"></p>\n")
    #expect(html("[![in](p.png)](x/)") == "<p><a href=\"x/\"><img loading=\"lazy\" src=\"p.png\" alt=\"in\"></a></p>\n")
    #expect(html("![a ![b](c.png)](p.png) d") == "<p><img loading=\"lazy\" src=\"p.png\" alt=\"a b\"> d</p>\n")
    #expect(html("![](p.png)") == "<p><img loading=\"lazy\" src=\"p.png\" alt=\"\"></p>\n")
  }

  // MARK: The record's texts

  @Test func aTextOfTheRecordKeepsAbsoluteLinksOnly() throws {
    var sink = ByteSink()
    try appendMarkdown(Utf8("# H\n[a](/u/x/) [b](https://b.example) [c](javascript:x) <i>"), into: &sink)
    #expect(
      sink.string()
        == "<h3 id=\"h\">H</h3>\n<p>a <a href=\"https://b.example\" rel=\"noopener noreferrer\">b</a> c </p>\n")
    sink.removeAll()
    try appendMarkdown(Utf8(""), into: &sink)
    var long = String(repeating: "a", count: mostMarkdownOctets + 1)
    long.withUTF8 { octets in
      guard let base = octets.baseAddress else { return }
      #expect(throws: MarkdownFault.tooLong(bytes: octets.count)) {
        try appendMarkdown(Utf8(start: base, count: octets.count), into: &sink)
      }
    }
    #expect(sink.count == 0)
  }

  @Test func aNULAndIllFormedUTF8BecomeTheReplacementCharacter() {
    var sink = ByteSink()
    html([0x61, 0x00, 0x62, 0xFF, 0x63], into: &sink)
    #expect(sink.string() == "<p>a\u{FFFD}b\u{FFFD}c</p>\n")
  }
}
