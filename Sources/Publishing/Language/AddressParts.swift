import Mentoring

/// The part after `https://`; nil for an address without a scheme and an authority (RFC 3986 section 3).
func afterScheme(of url: String) -> Substring? {
  let octets = url.utf8
  guard let colon = octets.firstIndex(of: UInt8(ascii: ":")) else { return nil }
  let rest = octets[colon...]
  guard rest.starts(with: "://".utf8) else { return nil }
  return url[octets.index(colon, offsetBy: 3)...]
}

/// The host of an address, without user and port: `github.com`. It is shown so that a label cannot mislead about the
/// target.
func hostOf(_ url: String) -> String {
  let authority = (afterScheme(of: url) ?? "").utf8.prefix { !"/?#".utf8.contains($0) }
  let host = authority.lastIndex(of: UInt8(ascii: "@")).map { authority[authority.index(after: $0)...] } ?? authority
  if host.first == UInt8(ascii: "["), let end = host.firstIndex(of: UInt8(ascii: "]")) {
    return String(Substring(host[...end]))
  }
  return String(Substring(host.prefix { $0 != UInt8(ascii: ":") }))
}

/// The origin of an address: `https://forms.example.org`.
func originOf(_ url: String) -> String {
  guard let rest = afterScheme(of: url) else { return "" }
  let host = rest.utf8.prefix { !"/?#;, '\"".utf8.contains($0) }
  return String(url[..<rest.startIndex]) + String(Substring(host))
}

/// Decodes each `%C3` to its byte; nil if one is truncated or the bytes are not valid UTF-8.
func percentDecoded(_ text: String) -> String? {
  var octets: [UInt8] = []
  var rest = text.utf8[...]
  while let octet = rest.popFirst() {
    guard octet == UInt8(ascii: "%") else {
      octets.append(octet)
      continue
    }
    let digits = rest.prefix(2)
    guard digits.count == 2, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let value = UInt8(String(decoding: Array(digits), as: UTF8.self), radix: 16)
    else { return nil }
    octets.append(value)
    rest = rest.dropFirst(2)
  }
  return String(validating: octets, as: UTF8.self)
}

/// The kind of service at an https address, by its host.
public func linkKind(of url: String) -> LinkKind { LinkKind(host: hostOf(url)) }
