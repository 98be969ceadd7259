import Testing

@testable import Publishing

struct AddressPartsTests {
  @Test(arguments: [
    ("https://github.com/ada", "github.com"), ("https://a.example", "a.example"),
    ("https://a.example:8443/x", "a.example"),
    ("https://a.example?b=https://b.example", "a.example"), ("https://a.example#@b.example", "a.example"),
    ("https://github.com@evil.example/", "evil.example"), ("https://u:p@a.example:1/", "a.example"),
    ("https://a@b@c.example/", "c.example"), ("https://github.com:443@evil.example/", "evil.example"),
    ("https://[2001:db8::1]:8443/x", "[2001:db8::1]"), ("https://a.example/@b.example", "a.example"),
    ("webcal://a.example/x.ics", "a.example"), ("mailto:a@b.example", ""), ("/about/", ""), ("", ""),
    ("https:a.example", ""),
    ("https://ä.example/\u{301}x", "ä.example"), ("https://a@", ""),
  ])
  func theHostIsWhereTheLinkLeads(url: String, host: String) {
    #expect(hostOf(url) == host)
  }

  @Test(arguments: [
    ("https://forms.example.org/almanac", "https://forms.example.org"),
    ("https://a.example:8443", "https://a.example:8443"),
    ("https://a.example; script-src *", "https://a.example"), ("https://a.example,b", "https://a.example"),
    ("https://a.example'unsafe-inline'", "https://a.example"), ("/x", ""), ("", ""),
  ])
  func anOriginCannotAddToAPolicy(url: String, origin: String) {
    #expect(originOf(url) == origin)
  }

  @Test func anAddressWithoutAnAuthorityHasNothingBehindItsScheme() {
    #expect(afterScheme(of: "mailto:a") == nil)
    #expect(afterScheme(of: "about") == nil)
    #expect(afterScheme(of: "https://") == "")
    #expect(afterScheme(of: "https:/a://b") == nil)
  }
}
