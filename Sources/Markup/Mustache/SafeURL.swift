import Bytes

/// Whether an address is allowed in an `href` or `src`: relative to the site, or http, https, webcal, mailto or tel
/// (RFC 3986, section 4.2 without the network-path form).
///
/// All other schemes are refused, as well as `//host`, a backslash (browsers read it as `/`), white space and control
/// characters (browsers drop them, so that `java\tscript:` runs). An empty address is allowed; it means that there is
/// none.
public func isSafeURL(_ url: Utf8) -> Bool {
  var colon = -1
  var isPastScheme = false
  for index in 0..<url.count {
    switch url[index] {
    case 0...0x20, 0x5C, 0x7F: return false
    case 0x3A where !isPastScheme:
      colon = index
      isPastScheme = true
    case 0x2F, 0x3F, 0x23: isPastScheme = true
    default: break
    }
  }
  guard colon >= 0 else { return !(url.count > 1 && url[0] == 0x2F && url[1] == 0x2F) }
  let rest = colon + 1
  if hasScheme(url, colon, "mailto") || hasScheme(url, colon, "tel") { return url.count > rest }
  guard hasScheme(url, colon, "https") || hasScheme(url, colon, "http") || hasScheme(url, colon, "webcal") else {
    return false
  }
  guard url.count > rest + 2, url[rest] == 0x2F, url[rest + 1] == 0x2F else { return false }
  return url[rest + 2] != 0x2F && url[rest + 2] != 0x3F && url[rest + 2] != 0x23
}

public func isSafeURL(_ url: String) -> Bool {
  var url = url
  return url.withUTF8 { octets in octets.baseAddress.map { isSafeURL(Utf8(start: $0, count: octets.count)) } ?? true }
}

private func hasScheme(_ url: Utf8, _ count: Int, _ name: StaticString) -> Bool {
  let wanted = Utf8(name)
  guard wanted.count == count else { return false }
  return (0..<count).allSatisfy { url[$0] | 0x20 == wanted[$0] }
}
