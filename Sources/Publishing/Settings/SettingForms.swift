import Markup

/// Whether a text is a BCP 47 tag of the form that almanac accepts: `en`, `pt-BR`.
public func isLanguage(_ text: String) -> Bool {
  let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
  return (2...3).contains(parts[0].count)
    && parts.allSatisfy { part in
      (1...8).contains(part.count) && part.allSatisfy(isASCIIAlphanumeric)
    }
}

/// Whether a text is `#RRGGBB`. It is inserted into a stylesheet, so nothing else is accepted.
func isColour(_ text: String) -> Bool {
  let octets = Array(text.utf8)
  return octets.count == 7 && octets[0] == UInt8(ascii: "#")
    && octets.dropFirst().allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0 | 0x20) }
}

/// The site's base address, without a slash at its end; nil unless it is an absolute http or https address without
/// query and fragment. Scheme and host are converted to lower case, which is equivalent (RFC 3986 section 6.2.2.1).
public func siteAddress(_ text: String) -> String? {
  var slashes = 0
  let hostEnd = text.utf8.firstIndex { octet in
    if octet == UInt8(ascii: "/") { slashes += 1 }
    return slashes == 3
  }
  var address = text[..<(hostEnd ?? text.endIndex)].lowercased() + text[(hostEnd ?? text.endIndex)...]
  guard isSiteAddress(address) else { return nil }
  while address.utf8.last == UInt8(ascii: "/") { address.removeLast() }
  return address
}

/// Whether a text is an absolute http or https address without query and fragment.
func isSiteAddress(_ text: String) -> Bool {
  guard isSafeURL(text), let scheme = ["https://", "http://"].first(where: text.hasPrefix) else { return false }
  let rest = text.utf8.dropFirst(scheme.utf8.count)
  return !rest.isEmpty && rest.first != UInt8(ascii: "/")
    && !rest.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).contains {
      $0.elementsEqual(".".utf8) || $0.elementsEqual("..".utf8)
    } && rest.allSatisfy { isASCIIAlphanumeric($0) || "-._~:/[]%".utf8.contains($0) }
}

/// Whether a text is a target for forms: such an address, optionally with a query (RFC 3986 section 3.4), which may
/// contain the key of a form service.
func isFormAddress(_ text: String) -> Bool {
  let parts = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
  guard let base = parts.first, isSiteAddress(String(base)) else { return false }
  return parts.dropFirst().allSatisfy { query in
    query.utf8.allSatisfy { isASCIIAlphanumeric($0) || "-._~%=&+/:@!*,".utf8.contains($0) }
  }
}

/// Whether a text is one address as written in a header, without a name. Characters that could end a header or a link
/// are refused.
func isMailAddress(_ text: String) -> Bool {
  let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
  guard parts.count == 2, !parts[0].isEmpty, parts[1].count > 2 else { return false }
  return text.utf8.allSatisfy { isASCIIAlphanumeric($0) || ".@+-_=".utf8.contains($0) }
}

/// Whether a text is a DNS name with at least one dot.
func isHostName(_ text: String) -> Bool {
  let labels = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
  return labels.count > 1 && text.utf8.count <= 253
    && labels.allSatisfy { label in
      (1...63).contains(label.count) && label.first != UInt8(ascii: "-")
        && label.allSatisfy { isASCIIAlphanumeric($0) || $0 == UInt8(ascii: "-") }
    }
}

private func isASCIIAlphanumeric(_ octet: UInt8) -> Bool {
  (0x30...0x39).contains(octet) || (0x61...0x7A).contains(octet | 0x20)
}

/// The seconds of a positive DURATION of RFC 5545 section 3.3.6: `PT1H`, `P1D`, `P1DT12H`, `P2W`.
func durationSeconds(_ text: String) -> Int? {
  var rest = Array(text.utf8)[...]
  guard rest.popFirst() == UInt8(ascii: "P"), !rest.isEmpty else { return nil }
  var seconds = 0
  var isTime = false
  var last = Int.max
  while let octet = rest.first {
    if octet == UInt8(ascii: "T"), !isTime {
      isTime = true
      rest = rest.dropFirst()
      if rest.isEmpty { return nil }
      continue
    }
    let digits = rest.prefix { (0x30...0x39).contains($0) }
    guard (1...6).contains(digits.count), let number = Int(String(decoding: digits, as: UTF8.self)) else { return nil }
    rest = rest.dropFirst(digits.count)
    let unit: Int
    switch (rest.popFirst(), isTime) {
    case (UInt8(ascii: "W"), false): unit = 604_800
    case (UInt8(ascii: "D"), false): unit = 86_400
    case (UInt8(ascii: "H"), true): unit = 3600
    case (UInt8(ascii: "M"), true): unit = 60
    case (UInt8(ascii: "S"), true): unit = 1
    default: return nil
    }
    guard unit < last else { return nil }
    last = unit
    seconds += number * unit
  }
  return seconds
}
