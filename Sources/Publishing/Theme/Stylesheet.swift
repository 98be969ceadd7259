/// A style sheet as it is published: without comments, indentation and the spaces that mean nothing.
///
/// A source is written to be read, and every reader of the site pays for its bytes. Only what CSS Syntax Level 3 calls whitespace and
/// comments goes, and a `;` before a `}`; strings and `url(…)` stay as they are. A sheet that ends within a string or a comment
/// is published as it was written.
///
/// - Parameter css: UTF-8.
func squeezedStylesheet(_ css: [UInt8]) -> [UInt8] {
  var out: [UInt8] = []
  out.reserveCapacity(css.count)
  var at = 0
  var space = false
  /// Puts down what stands from here until `end`, and the space before it if it parts two words.
  func put(until end: Int) {
    if space, let last = out.last, !closesBefore(css[at]), !opensAfter(last) { out.append(0x20) }
    space = false
    if css[at] == UInt8(ascii: "}"), out.last == UInt8(ascii: ";") { out.removeLast() }
    out.append(contentsOf: css[at..<end])
    at = end
  }
  while at < css.count {
    switch css[at] {
    case let byte where byte.isSpace:
      space = true
      at += 1
    case UInt8(ascii: "/") where css.has("*", at + 1):
      guard let end = css.endOfComment(at) else { return css }
      // A comment parts two words, but is no space: `a/**/.b` is `a.b`.
      if !space, end < css.count, !css[end].isSpace, let last = out.last, !opensAfter(last) { out += "/**/".utf8 }
      at = end
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      guard let end = css.end(of: css[at], from: at + 1) else { return css }
      put(until: end)
    case UInt8(ascii: "u"), UInt8(ascii: "U"):
      // What stands in url() without quotes may look like a comment.
      if css.beginsBareAddress(at) {
        guard let end = css.end(of: UInt8(ascii: ")"), from: at + 4) else { return css }
        put(until: end)
      } else {
        put(until: at + 1)
      }
    case UInt8(ascii: "\\"):
      put(until: min(at + 2, css.count))
    default:
      put(until: at + 1)
    }
  }
  if !out.isEmpty { out.append(0x0A) }
  return out
}

/// Whether a space before it means nothing. Not `:` (`a :hover` is not `a:hover`), `(`, `+` and `-` (sums need theirs).
private func closesBefore(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: ";"), UInt8(ascii: ","), UInt8(ascii: ")"), UInt8(ascii: ">"),
    UInt8(ascii: "!"):
    true
  default: false
  }
}

/// Whether a space after it means nothing. Not `)`: `:is(a) b` is not `:is(a)b`.
private func opensAfter(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: ";"), UInt8(ascii: ","), UInt8(ascii: "("), UInt8(ascii: ">"),
    UInt8(ascii: ":"):
    true
  default: false
  }
}

extension UInt8 {
  fileprivate var isSpace: Bool { self == 0x20 || (0x09...0x0D).contains(self) && self != 0x0B }
}

extension [UInt8] {
  fileprivate func has(_ character: Unicode.Scalar, _ at: Int) -> Bool {
    at < count && self[at] == UInt8(ascii: character)
  }

  /// Whether `url(` stands here, and no quote after it.
  fileprivate func beginsBareAddress(_ start: Int) -> Bool {
    let inside = start + 4
    guard inside < count, self[start..<inside].elementsEqual("url(".utf8, by: { $0 | 0x20 == $1 | 0x20 }) else {
      return false
    }
    let first = self[inside...].first { !$0.isSpace }
    return first != UInt8(ascii: "\"") && first != UInt8(ascii: "'")
  }

  /// Past the `*/` of the comment that begins at `start`; nil if it has none.
  fileprivate func endOfComment(_ start: Int) -> Int? {
    var at = start + 2
    while at + 1 < count {
      if has("*", at), has("/", at + 1) { return at + 2 }
      at += 1
    }
    return nil
  }

  /// Past the next `closing` that no backslash precedes; nil if there is none.
  fileprivate func end(of closing: UInt8, from start: Int) -> Int? {
    var at = start
    while at < count {
      if self[at] == closing { return at + 1 }
      at += self[at] == UInt8(ascii: "\\") ? 2 : 1
    }
    return nil
  }
}
