/// Minifies a style sheet: removes comments, indentation and insignificant spaces.
///
/// Sources are written to be read, and every visitor of the site downloads their bytes. Only what CSS Syntax Level 3
/// defines as whitespace and comments is removed, and a `;` before a `}`; strings and `url(…)` are not changed. A sheet
/// that ends in a string or a comment is published unchanged.
///
/// - Parameter css: UTF-8.
func squeezedStylesheet(_ css: [UInt8]) -> [UInt8] {
  var out: [UInt8] = []
  out.reserveCapacity(css.count)
  var at = 0
  var space = false
  /// The nesting depth of parentheses.
  var depth = 0
  /// Copies the bytes up to `end`, preceded by a space if it is needed to separate two words.
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
      // A comment separates two words, but is not a space: `a/**/.b` is `a.b`.
      if !space, end < css.count, !css[end].isSpace, let last = out.last, !opensAfter(last) { out += "/**/".utf8 }
      at = end
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      guard let end = css.end(of: css[at], from: at + 1) else { return css }
      put(until: end)
    case UInt8(ascii: "u"), UInt8(ascii: "U"):
      // The contents of url() without quotes may look like a comment.
      if css.beginsBareAddress(at) {
        guard let end = css.end(of: UInt8(ascii: ")"), from: at + 4) else { return css }
        put(until: end)
      } else {
        put(until: at + 1)
      }
    case UInt8(ascii: "\\"):
      put(until: min(at + 2, css.count))
    case UInt8(ascii: "+"), UInt8(ascii: "~"):
      // Between selectors. A sum needs its spaces; a selector within :is() keeps them too.
      let parts = depth == 0 && css.isInPrelude(at)
      if parts { space = false }
      put(until: at + 1)
      while parts, at < css.count, css[at].isSpace { at += 1 }
    case let byte where byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")"):
      depth += byte == UInt8(ascii: "(") ? 1 : -1
      put(until: at + 1)
    default:
      put(until: at + 1)
    }
  }
  if !out.isEmpty { out.append(0x0A) }
  return out
}

/// Whether a space before this byte is insignificant. Not `:` (`a :hover` is not `a:hover`), `(`, `+` and `-` (sums
/// need theirs).
private func closesBefore(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: ";"), UInt8(ascii: ","), UInt8(ascii: ")"), UInt8(ascii: ">"),
    UInt8(ascii: "!"):
    true
  default: false
  }
}

/// Whether a space after this byte is insignificant. Not `)`: `:is(a) b` is not `:is(a)b`.
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

  /// Whether `url(` without a following quote begins here.
  fileprivate func beginsBareAddress(_ start: Int) -> Bool {
    let inside = start + 4
    guard inside < count, self[start..<inside].elementsEqual("url(".utf8, by: { $0 | 0x20 == $1 | 0x20 }) else {
      return false
    }
    let first = self[inside...].first { !$0.isSpace }
    return first != UInt8(ascii: "\"") && first != UInt8(ascii: "'")
  }

  /// Whether the text here precedes a block: a selector, or the words of an at-rule.
  fileprivate func isInPrelude(_ start: Int) -> Bool {
    var at = start
    while at < count {
      switch self[at] {
      case UInt8(ascii: "{"): return true
      case UInt8(ascii: ";"), UInt8(ascii: "}"): return false
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        guard let end = end(of: self[at], from: at + 1) else { return false }
        at = end
      case UInt8(ascii: "\\"): at += 2
      default: at += 1
      }
    }
    return false
  }

  /// The index after the `*/` of the comment that begins at `start`; nil if it has none.
  fileprivate func endOfComment(_ start: Int) -> Int? {
    var at = start + 2
    while at + 1 < count {
      if has("*", at), has("/", at + 1) { return at + 2 }
      at += 1
    }
    return nil
  }

  /// The index after the next `closing` that is not preceded by a backslash; nil if there is none.
  fileprivate func end(of closing: UInt8, from start: Int) -> Int? {
    var at = start
    while at < count {
      if self[at] == closing { return at + 1 }
      at += self[at] == UInt8(ascii: "\\") ? 2 : 1
    }
    return nil
  }
}
