import Mentoring
import Testing

@Suite struct LinkKindTests {
  @Test(arguments: [
    ("linkedin.com", LinkKind.linkedin), ("www.LinkedIn.com", .linkedin), ("de.linkedin.com", .linkedin),
    ("github.com", .github), ("x.com", .twitter), ("hachyderm.io", .mastodon), ("github.example.org", .website),
    ("notgithub.com", .website), ("linkedin.com.example.org", .website), ("", .website),
  ])
  func aNetworkIsKnownByItsDomainAlone(host: String, kind: LinkKind) {
    #expect(LinkKind(host: host) == kind)
  }
}
