/// The position of the next byte of a template in an HTML document, as far as escaping depends on it.
///
/// A state machine over the literal bytes, based on the tokenizer of the HTML standard (section 13.2.5) but only as
/// detailed as needed: text, tags, attribute values, comments, and the elements whose content is not markup.
/// ``URLPosition`` tracks attribute values that are addresses.
struct HTMLPosition: Hashable {
  enum Place: Hashable {
    case text
    /// After `<`.
    case tagOpen
    /// After `<!`, until it is known whether a comment follows.
    case declarationOpen
    /// Until `>`.
    case declaration
    case comment
    case tagName
    /// After white space: an attribute, `/` or `>` may follow.
    case betweenAttributes
    /// After a name or a value that ended at a Mustache tag: white space, `/` or `>` must follow.
    case needsSpace
    case attributeName
    case afterAttributeName
    case beforeValue
    case quotedValue(quote: UInt8)
    case unquotedValue
    case afterQuotedValue
    case endTag
    /// Text of `title` and `textarea`, where references are parsed but tags are not.
    case escapableText
    /// Content of `script`, `style` and similar elements.
    case rawText
  }

  private(set) var place = Place.text
  /// The element of the current tag or raw text, in lower case.
  private(set) var element: [UInt8] = []
  private var attribute: [UInt8] = []
  private(set) var content = AttributeContent.plain
  private var url = URLPosition()
  /// Whether this is a `meta` with `http-equiv="refresh"`, whose `content` is an address.
  private var isRefresh = false
  /// Whether this tag's `content` has a value; a later `http-equiv` may turn it into an address.
  private var hasContentValue = false
  /// Bytes of a possible terminator so far: `--`, `</script`, `url=`; or the value of `http-equiv`.
  private var pending: [UInt8] = []

  /// Longer names are cut; all relevant names are shorter.
  private static let longestName = 40

  /// Advances over literal bytes until one is invalid.
  /// - Returns: the index of that byte, and the problem; nil if there is none.
  mutating func advance(over octets: [UInt8], in range: Range<Int>) -> (index: Int, problem: String)? {
    octets.withUnsafeBufferPointer { octets in
      guard let start = octets.baseAddress else { return nil }
      var index = range.lowerBound
      let end = range.upperBound
      // Every byte of a theme passes here in each build, so the loop uses an index. In words between tags only `<`
      // matters.
      while index < end {
        let octet = start[index]
        if case .text = place, octet != UInt8(ascii: "<") {
          index += 1
          continue
        }
        if let problem = advance(octet) { return (index, problem) }
        index += 1
      }
      return nil
    }
  }

  /// Advances over one literal byte.
  /// - Returns: the problem with the byte, if any.
  mutating func advance(_ octet: UInt8) -> String? {
    switch place {
    case .text: if octet == UInt8(ascii: "<") { place = .tagOpen }
    case .tagOpen: return openTag(octet)
    case .declarationOpen: return openDeclaration(octet)
    case .declaration, .endTag: if octet == UInt8(ascii: ">") { self = HTMLPosition() }
    case .comment: advanceComment(octet)
    case .tagName:
      if !endsName(octet) { Self.append(octet, to: &element) }
    case .betweenAttributes:
      if octet == UInt8(ascii: "=") { return "the attribute has no name" }
      if !endsName(octet) { startAttribute(octet) }
    case .needsSpace:
      if !endsName(octet) { return "white space is missing before this attribute" }
    case .attributeName:
      if octet == UInt8(ascii: "=") {
        place = .beforeValue
      } else if Self.isSpace(octet) {
        place = .afterAttributeName
      } else if !endsName(octet) {
        Self.append(octet, to: &attribute)
      }
    case .afterAttributeName:
      if octet == UInt8(ascii: "=") {
        place = .beforeValue
      } else if !Self.isSpace(octet), !endsName(octet) {
        startAttribute(octet)
      }
    case .beforeValue: openValue(octet)
    case .quotedValue(let quote): return advanceValue(octet, quote)
    case .unquotedValue:
      if Self.isSpace(octet) || octet == UInt8(ascii: ">") { _ = endsName(octet) }
    case .afterQuotedValue:
      if !endsName(octet) { startAttribute(octet) }
    case .escapableText, .rawText: return advanceRawText(octet)
    }
    return nil
  }

  // MARK: Tags

  private mutating func openTag(_ octet: UInt8) -> String? {
    switch octet {
    case UInt8(ascii: "!"): place = .declarationOpen
    case UInt8(ascii: "/"): place = .endTag
    case UInt8(ascii: "?"): place = .declaration
    case UInt8(ascii: "<"): break
    case _ where Self.isLetter(octet):
      place = .tagName
      Self.append(octet, to: &element)
    default: place = .text
    }
    return nil
  }

  /// Handles white space, `/` and `>`, which end a name or a tag. The caller handles any other byte.
  private mutating func endsName(_ octet: UInt8) -> Bool {
    if Self.isSpace(octet) || octet == UInt8(ascii: "/") {
      place = .betweenAttributes
    } else if octet == UInt8(ascii: ">") {
      let name = element
      self = HTMLPosition()
      if Self.rawTextElements.contains(name) { place = .rawText }
      if Self.escapableTextElements.contains(name) { place = .escapableText }
      if place != .text { element = name }
    } else {
      return false
    }
    attribute = []
    return true
  }

  private mutating func startAttribute(_ octet: UInt8) {
    place = .attributeName
    attribute = []
    Self.append(octet, to: &attribute)
  }

  private mutating func openValue(_ octet: UInt8) {
    if Self.isSpace(octet) { return }
    if octet == UInt8(ascii: "\"") || octet == UInt8(ascii: "'") {
      place = .quotedValue(quote: octet)
      content = AttributeContent(attribute: attribute)
      url = URLPosition()
    } else if !(octet == UInt8(ascii: ">") && endsName(octet)) {
      place = .unquotedValue
      // Unquoted values are not parsed; this one may be `refresh`.
      if attribute == Array("http-equiv".utf8) { isRefresh = true }
    }
    attribute = []
  }

  private mutating func advanceValue(_ octet: UInt8, _ quote: UInt8) -> String? {
    if octet == quote {
      if content == .directive, pending == Array("refresh".utf8) { isRefresh = true }
      place = .afterQuotedValue
      content = .plain
      url = URLPosition()
      pending = []
      return isRefresh && hasContentValue ? "http-equiv must stand before a content with values" : nil
    }
    if content == .url { url.advance(octet) }
    if content == .directive, !Self.isSpace(octet), pending.count < Self.longestName {
      pending.append(Self.lowered(octet))
    }
    if content == .refresh {
      // <meta http-equiv="refresh" content="0; url=…">
      pending.append(Self.lowered(octet))
      pending = pending.suffix(4)
      if pending == Array("url=".utf8) {
        content = .url
        pending = []
      }
    }
    return nil
  }

  // MARK: Comments and raw text

  private mutating func openDeclaration(_ octet: UInt8) -> String? {
    pending.append(octet)
    if pending == [0x2D] { return nil }
    if pending == [0x2D, 0x2D] {
      place = .comment
      return nil
    }
    if octet == UInt8(ascii: ">") { self = HTMLPosition() } else { place = .declaration }
    pending = []
    return octet == UInt8(ascii: "[") ? "a CDATA section cannot be followed" : nil
  }

  /// `pending` contains the dashes at the end so far; `<!-->` ends the comment too.
  private mutating func advanceComment(_ octet: UInt8) {
    switch octet {
    case UInt8(ascii: "-"): pending = pending == [0x2D] || pending == [0x2D, 0x2D] ? [0x2D, 0x2D] : [0x2D]
    case UInt8(ascii: "!") where pending == [0x2D, 0x2D]: pending.append(octet)
    case UInt8(ascii: ">") where pending.count >= 2: self = HTMLPosition()
    default: pending = []
    }
  }

  private mutating func advanceRawText(_ octet: UInt8) -> String? {
    let end = [UInt8(ascii: "<"), UInt8(ascii: "/")] + element
    if pending == end, Self.isSpace(octet) || octet == UInt8(ascii: "/") || octet == UInt8(ascii: ">") {
      let isClosed = octet == UInt8(ascii: ">")
      self = HTMLPosition()
      if !isClosed { place = .endTag }
      return nil
    }
    pending.append(Self.lowered(octet))
    if pending == Array("<!--".utf8), element == Array("script".utf8) {
      return "a comment in a script cannot be followed"
    }
    if !end.starts(with: pending), !"<!--".utf8.starts(with: pending) {
      pending = octet == UInt8(ascii: "<") ? [octet] : []
    }
    return nil
  }

  // MARK: Values

  /// The reason why a value is not allowed here; nil if it is.
  func refusal(of value: TemplateValueKind) -> TemplateValueRefusal? {
    switch place {
    case .text: return nil
    case .escapableText: return value == .html ? .init("HTML in <\(elementName)> would be shown as text") : nil
    case .quotedValue:
      if value == .html { return .init("HTML in an attribute", remedy: "only text and URLs may stand in attributes") }
      switch content {
      case .refused(let why): return .init(why)
      case .url: return url.refusal(of: value)
      case .refresh where isRefresh:
        return .init("a value in a refresh before its url=", remedy: "write content=\"0; url={{…}}\"")
      case .directive: return .init("a value in http-equiv")
      case .plain, .refresh: return nil
      }
    case .beforeValue, .unquotedValue:
      return .init("a value in an attribute without quotes", remedy: "put the attribute's value in quotes")
    case .tagOpen, .tagName, .endTag: return .init("a value in a tag's name")
    case .betweenAttributes, .needsSpace, .attributeName, .afterAttributeName, .afterQuotedValue:
      return .init("a value in place of an attribute", remedy: "only attributes' values may be values")
    case .comment, .declarationOpen, .declaration: return .init("a value in a comment or declaration")
    case .rawText:
      return .init("a value in <\(elementName)>", remedy: "put it in a data- attribute or an element of its own")
    }
  }

  /// Advances over a written value.
  mutating func write(_ value: TemplateValueKind) {
    pending = []
    switch place {
    case .quotedValue:
      if content == .url { url.write(value) }
      if content == .refresh { hasContentValue = true }
    case .beforeValue: place = .unquotedValue
    case .tagOpen: place = .text
    default: break
    }
  }

  private var elementName: String { String(decoding: element, as: UTF8.self) }

  // MARK: Sections

  /// Prepares the position for the begin or end of a section, a partial or a block.
  /// - Returns: the reason why none is allowed here.
  mutating func settle() -> String? {
    switch place {
    case .tagName, .attributeName, .afterQuotedValue:
      place = .needsSpace
      attribute = []
    case .afterAttributeName:
      place = .betweenAttributes
      attribute = []
    case .tagOpen, .declarationOpen, .endTag: return "a section or partial in a tag's name"
    case .beforeValue, .unquotedValue: return "a section or partial in an attribute without quotes"
    default: break
    }
    return nil
  }

  /// The position when it may be either of two settled ones: what both allow. Nil if they have nothing in common.
  func joined(with other: HTMLPosition) -> HTMLPosition? {
    if self == other { return self }
    var result = self
    switch (place, other.place) {
    case (.betweenAttributes, .needsSpace), (.needsSpace, .betweenAttributes), (.needsSpace, .needsSpace):
      guard element == other.element else { return nil }
      result.place = .needsSpace
      result.isRefresh = isRefresh || other.isRefresh
      result.hasContentValue = hasContentValue || other.hasContentValue
      return result
    case (.quotedValue(let quote), .quotedValue(let otherQuote)):
      guard quote == otherQuote, content == other.content, element == other.element else { return nil }
      result.pending = []
      result.isRefresh = isRefresh || other.isRefresh
      result.hasContentValue = hasContentValue || other.hasContentValue
      result.url = url.joined(with: other.url)
      return result
    default: return nil
    }
  }

  /// A description for diagnostics: `between tags`.
  var described: String {
    switch place {
    case .text: "between tags"
    case .tagOpen, .tagName, .endTag, .betweenAttributes, .needsSpace, .attributeName, .afterAttributeName,
      .afterQuotedValue, .beforeValue, .unquotedValue:
      "in a tag"
    case .declarationOpen, .declaration: "in a declaration"
    case .comment: "in a comment"
    case .quotedValue: "in an attribute's value"
    case .escapableText, .rawText: "in <\(elementName)>"
    }
  }

  // MARK: Octets

  private static func append(_ octet: UInt8, to name: inout [UInt8]) {
    if name.count < longestName { name.append(lowered(octet)) }
  }

  private static func isSpace(_ octet: UInt8) -> Bool {
    octet == 0x20 || octet == 0x09 || octet == 0x0A || octet == 0x0C || octet == 0x0D
  }

  private static func isLetter(_ octet: UInt8) -> Bool { octet | 0x20 >= 0x61 && octet | 0x20 <= 0x7A }

  private static func lowered(_ octet: UInt8) -> UInt8 { octet >= 0x41 && octet <= 0x5A ? octet | 0x20 : octet }

  private static let rawTextElements = Set(
    ["script", "style", "xmp", "iframe", "noembed", "noframes", "plaintext"].map { Array($0.utf8) })
  private static let escapableTextElements = Set(["title", "textarea"].map { Array($0.utf8) })
}
