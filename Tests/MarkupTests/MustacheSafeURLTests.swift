import Bytes
import Markup
import Testing

@Suite struct MustacheSafeURLTests {
  private func isSafe(_ url: String) -> Bool {
    var sink = ByteSink()
    sink.append(url)
    return isSafeURL(sink.text())
  }

  @Test(arguments: [
    "", "/", "a", "a/b", "./a:b", "../a", "/a:b", "#frag", "#a:b", "?q", "?q=a:b&c", "https://a.example",
    "HTTPS://a.example/x", "http://a.example/", "webcal://a.example/f.ics", "mailto:a@b.example", "MailTo:a@b.example",
    "tel:+41441234567", "javascript%3Aalert(1)", "a/javascript:x", "%2F%2Fhost", "é/ü", "https://a.example:8080/\"'<>",
  ])
  func anAddressThatRunsNothingIsAllowed(_ url: String) {
    #expect(isSafe(url))
  }

  @Test(arguments: [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:x", "\u{1}javascript:x", "java\tscript:x",
    "java\nscript:x", "java\rscript:x", "java\u{0}script:x", "javascript\u{301}:x", "javascript&colon;x:y",
    "data:text/html,x",
    "DATA:,x", "vbscript:x", "file:///etc/passwd", "blob:x", "about:blank", "ftp://a.example", "view-source:x",
    "//host", "//host/path", "//host:80/", "///host", "/\\host", "\\\\host", "\\host", "https:\\\\host", "a\\b",
    "https:host", "https:/host", "https:///host", "https://", "https://?", "https://#", "http:", "https:", "webcal:x",
    "mailto:", "tel:", ":x", "%6Aavascript:x", "java%0Ascript:x", "j\u{200B}avascript:x", "ｊavascript:x", "a b",
    "/a b", "/a\u{7F}", "/a\u{0}", "/a\tb", "x:y", "https\u{301}://a.example",
  ])
  func anAddressThatRunsOrLeavesTheSiteUnseenIsRefused(_ url: String) {
    #expect(!isSafe(url))
  }

  @Test func aRefusedAddressIsDrawnEmpty() throws {
    let text = try drawn("<a href=\"{{link}}\">{{#link}}x{{/link}}") { data, row, page in
      let isSet = data.set(row, page.link, "javascript:x")
      #expect(!isSet)
    }
    #expect(text == "<a href=\"\">")
  }
}
