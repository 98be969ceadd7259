/// The kind of a mentor's link, as stored: a well-known network or any other page.
public enum LinkKind: String, CaseIterable, Sendable {
  case website, linkedin, github, twitter, mastodon, other

  /// - Parameter host: the host of the link. It must be a network's own domain or a subdomain, so `github.example.org`
  ///   does not match GitHub.
  public init(host: String) {
    let host = host.lowercased()
    let known: [(LinkKind, [String])] = [
      (.linkedin, ["linkedin.com"]), (.github, ["github.com"]), (.twitter, ["twitter.com", "x.com"]),
      (.mastodon, ["mastodon.social", "mastodon.online", "fosstodon.org", "hachyderm.io"]),
    ]
    let found = known.first { _, domains in domains.contains { host == $0 || host.hasSuffix("." + $0) } }
    self = found?.0 ?? .website
  }
}
