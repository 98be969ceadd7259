/// The position in an address in an attribute: whether a value could still change its scheme or host.
///
/// The rules, for the parts of RFC 3986:
/// - A URL field may begin an address. It was checked as a whole (see ``isSafeURL(_:)``).
/// - Text may follow once literal bytes have fixed scheme and host: after `?` or `#`; after a path that begins with
///   `/` and another byte; after a first segment and its `/`; after `https://host/`; after `mailto:`, `tel:`.
/// - After a URL field, which may be empty or `/`, text may follow `?`, `#`, or a literal segment and its `/`.
/// - After any other scheme (`javascript:`, `data:`) no value may follow.
struct URLPosition: Hashable {
  private enum Part: Hashable {
    /// Only white space so far.
    case start
    /// In the first segment, which a colon would turn into a scheme.
    case firstSegment(scheme: [UInt8])
    /// The address so far is `/`; a second one would begin a host.
    case slash(afterValue: Bool)
    /// After a URL field or one of several beginnings; nothing is fixed.
    case undecided
    /// In a segment after that.
    case segmentAfterValue
    /// After `https:`, or after `//`, with the slashes so far.
    case host(slashes: Int, isNamed: Bool)
    /// Scheme and host are fixed: text may follow.
    case open
    /// A scheme that accepts no values.
    case closed
  }

  private var part = Part.start
  private static let longestScheme = 12

  mutating func advance(_ octet: UInt8) {
    switch part {
    case .start:
      if octet <= 0x20 { return }
      if octet == UInt8(ascii: "/") { part = .slash(afterValue: false) } else { advanceSegment(octet, []) }
    case .firstSegment(let scheme): advanceSegment(octet, scheme)
    case .undecided:
      switch octet {
      case UInt8(ascii: "/"): part = .slash(afterValue: true)
      case UInt8(ascii: "?"), UInt8(ascii: "#"): part = .open
      case UInt8(ascii: ":"), UInt8(ascii: "&"), UInt8(ascii: "\\"): part = .closed
      default: part = .segmentAfterValue
      }
    case .segmentAfterValue:
      switch octet {
      case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"): part = .open
      case UInt8(ascii: ":"), UInt8(ascii: "&"), UInt8(ascii: "\\"): part = .closed
      default: break
      }
    case .slash(let afterValue):
      switch octet {
      case UInt8(ascii: "/"): part = afterValue ? .closed : .host(slashes: 2, isNamed: false)
      case UInt8(ascii: "\\"), UInt8(ascii: "&"), 0...0x20: part = .closed
      // The field may have been "/", and the byte then begins a host.
      default: part = afterValue ? .segmentAfterValue : .open
      }
    case .host(let slashes, let isNamed): advanceHost(octet, slashes, isNamed)
    case .open, .closed: break
    }
  }

  private mutating func advanceSegment(_ octet: UInt8, _ scheme: [UInt8]) {
    switch octet {
    case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"): part = .open
    case UInt8(ascii: ":"):
      switch String(decoding: scheme, as: UTF8.self) {
      case "https", "http", "webcal": part = .host(slashes: 0, isNamed: false)
      case "mailto", "tel": part = .open
      default: part = .closed
      }
    // A character reference may represent a colon or a slash.
    case UInt8(ascii: "&"), UInt8(ascii: "\\"): part = .closed
    default:
      let lowered = (0x41...0x5A).contains(octet) ? octet | 0x20 : octet
      part = .firstSegment(scheme: scheme.count < Self.longestScheme ? scheme + [lowered] : scheme)
    }
  }

  private mutating func advanceHost(_ octet: UInt8, _ slashes: Int, _ isNamed: Bool) {
    switch octet {
    case UInt8(ascii: "/") where slashes < 2: part = .host(slashes: slashes + 1, isNamed: false)
    case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"): part = isNamed ? .open : .closed
    case UInt8(ascii: "\\"), UInt8(ascii: "&"): part = .closed
    default: part = slashes == 2 ? .host(slashes: 2, isNamed: true) : .closed
    }
  }

  func refusal(of value: TemplateValueKind) -> TemplateValueRefusal? {
    switch (part, value) {
    case (.open, .text), (.open, .url), (.start, .url): return nil
    case (.start, .text):
      return TemplateValueRefusal("text at the start of a URL", remedy: "only a URL may stand here")
    case (.closed, _): return TemplateValueRefusal("a value in a URL of this form")
    case (_, .url): return TemplateValueRefusal("a URL within a URL", remedy: "a URL may only begin the attribute")
    default:
      return TemplateValueRefusal(
        "text before the URL's host and path are settled",
        remedy: "text may follow a path as in \"/people/\", \"?\" or \"#\""
      )
    }
  }

  mutating func write(_ value: TemplateValueKind) {
    switch part {
    case .start, .firstSegment, .segmentAfterValue: part = .undecided
    case .slash, .host: part = .closed
    case .undecided, .open, .closed: break
    }
  }

  func joined(with other: URLPosition) -> URLPosition {
    var result = self
    switch (part, other.part) {
    case _ where self == other: break
    case (.closed, _), (_, .closed), (.host, _), (_, .host), (.slash, _), (_, .slash): result.part = .closed
    default: result.part = .undecided
    }
    return result
  }
}
