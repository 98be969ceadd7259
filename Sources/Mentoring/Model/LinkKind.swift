/// What stands at a mentor's address: a network that many know by name, or some page. As the record stores it.
public enum LinkKind: String, CaseIterable, Sendable {
  case website, linkedin, github, twitter, mastodon, other

  /// - Parameter host: of the address. A network's own domain or one below it, so that `github.example.org` is nobody's but its own.
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
