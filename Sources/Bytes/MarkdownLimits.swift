/// The maximum size of a Markdown text in bytes.
public let mostMarkdownOctets = 64 * 1024

/// The maximum nesting depth of quotes and lists in a Markdown text.
public let mostMarkdownDepth = 32

/// The maximum number of opening brackets in one paragraph of a Markdown text.
public let mostMarkdownBrackets = 2000

/// The reason why a Markdown text is not parsed: CommonMark parsers take quadratic time for such a text.
///
/// Both the domain rules and the only entry point to the parser refuse such a text, whoever wrote it. So the limits are
/// in a module below both.
public enum MarkdownFault: Error, Hashable, Sendable {
  case tooLong(bytes: Int)
  /// Nested quotes and lists cost time in proportion to their depth on every following line, even an empty one.
  case tooDeep(line: Int)
  /// A link deactivates all brackets that were opened before it.
  case tooManyBrackets(line: Int)

  /// The line in the text, from 1; nil if the whole text is affected.
  public var line: Int? {
    switch self {
    case .tooLong: nil
    case .tooDeep(let line), .tooManyBrackets(let line): line
    }
  }

  /// The message, such as `quotes and lists are nested more than 32 deep`.
  public var message: String {
    switch self {
    case .tooLong(let bytes): "the text has \(bytes) octets, more than \(mostMarkdownOctets) (64 KiB)"
    case .tooDeep: "quotes and lists are nested more than \(mostMarkdownDepth) deep"
    case .tooManyBrackets: "a paragraph has more than \(mostMarkdownBrackets) opening brackets"
    }
  }

  /// The remedy for the message.
  public var remedy: String {
    switch self {
    case .tooLong: "split it in two"
    case .tooDeep: "write it flatter"
    case .tooManyBrackets: "split it with empty lines"
    }
  }
}

/// The fault that prevents a Markdown text from being parsed; nil for a text that is parsed in linear time.
///
/// - Parameter text: UTF-8.
public func markdownFault(in text: UnsafeRawBufferPointer) -> MarkdownFault? {
  guard text.count <= mostMarkdownOctets else { return .tooLong(bytes: text.count) }
  var shape = MarkdownShape()
  // The parser skips a byte order mark.
  var start = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  var line = 1
  while start < text.count {
    var end = start
    while end < text.count, text[end] != 0x0A, text[end] != 0x0D { end += 1 }
    if let fault = shape.read(UnsafeRawBufferPointer(rebasing: text[start..<end]), line: line) { return fault }
    if end + 1 < text.count, text[end] == 0x0D, text[end + 1] == 0x0A { end += 1 }
    line += 1
    start = end + 1
  }
  return nil
}

/// Like ``markdownFault(in:)-(UnsafeRawBufferPointer)``.
public func markdownFault(in text: String) -> MarkdownFault? {
  var text = text
  return text.withUTF8 { markdownFault(in: UnsafeRawBufferPointer($0)) }
}

/// Upper bounds of the structures that a CommonMark parser has open, line by line.
private struct MarkdownShape {
  /// The maximum number of open quotes and lists.
  private var depth = 0
  private var brackets = 0
  private var isAfterBlank = true

  mutating func read(_ line: UnsafeRawBufferPointer, line number: Int) -> MarkdownFault? {
    let prefix = MarkdownPrefix(line)
    if prefix.isBlank {
      brackets = 0
      isAfterBlank = true
      return nil
    }
    // A line of text at the margin after an empty line does not continue any structure.
    if isAfterBlank, prefix.markers == 0, prefix.columns == 0 { depth = 0 }
    isAfterBlank = false
    if prefix.markers > 0 {
      // A marker continues a quote, and at least two columns continue a list. A line that only continues a paragraph
      // leaves all structures open, so the bound never decreases here.
      depth = max(depth, min(depth, prefix.columns / 2) + prefix.markers)
      if depth > mostMarkdownDepth { return .tooDeep(line: number) }
      if prefix.beginsItem { brackets = 0 }
    }
    for octet in line where octet == UInt8(ascii: "[") { brackets += 1 }
    return brackets > mostMarkdownBrackets ? .tooManyBrackets(line: number) : nil
  }
}

/// The markers of quotes and lists at the start of a line: `>`, `-`, `*`, `+` and `1.`, with white space between them.
private struct MarkdownPrefix {
  private(set) var markers = 0
  /// Columns of white space that no marker needs.
  private(set) var columns = 0
  private(set) var isBlank = false
  /// Whether the line starts with a bullet at the margin and text after it; it begins a new paragraph, whatever is
  /// open.
  private(set) var beginsItem = false

  /// The text begins with a letter, or with a hyphen that is followed by something. A line of hyphens alone is a
  /// thematic break or an underline. Stops counting at one past the limit.
  init(_ line: UnsafeRawBufferPointer) {
    var at = 0
    var column = 0
    while markers <= mostMarkdownDepth {
      guard at < line.count else {
        isBlank = markers == 0
        return
      }
      switch line[at] {
      case 0x20, 0x09:
        let width = line[at] == 0x20 ? 1 : 4 - column % 4
        column += width
        columns += width
        at += 1
      case UInt8(ascii: ">"):
        markers += 1
        column += 1
        at += 1
      case UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+"):
        guard isSpace(line, at + 1), !isRule(line, at) else { return }
        beginsItem = beginsItem || markers == 0 && columns < 4 && !isEmpty(line, at + 1)
        markers += 1
        column += 1
        at += 1
        columns -= at < line.count ? 1 : 0
      case 0x30...0x39:
        var end = at
        while end < line.count, (0x30...0x39).contains(line[end]) { end += 1 }
        guard end < line.count, line[end] == UInt8(ascii: ".") || line[end] == UInt8(ascii: ")"), isSpace(line, end + 1)
        else { return }
        markers += 1
        column += end + 1 - at
        at = end + 1
        columns -= at < line.count ? 1 : 0
      default: return
      }
    }
  }

  /// Whether there is white space or the line's end. The parser also accepts a marker before a vertical tab or a form
  /// feed.
  private func isSpace(_ line: UnsafeRawBufferPointer, _ at: Int) -> Bool {
    at >= line.count || [0x20, 0x09, 0x0B, 0x0C].contains(line[at])
  }

  private func isEmpty(_ line: UnsafeRawBufferPointer, _ start: Int) -> Bool {
    (start..<max(start, line.count)).allSatisfy { isSpace(line, $0) }
  }

  /// Whether the line is a thematic break such as `- - -`: at least three of one character and nothing else. Hundreds
  /// of them are not an intended break.
  private func isRule(_ line: UnsafeRawBufferPointer, _ start: Int) -> Bool {
    let sign = line[start]
    var count = 0
    for octet in line[start...] {
      if octet == sign { count += 1 } else if octet != 0x20, octet != 0x09 { return false }
    }
    return sign != UInt8(ascii: "+") && (3...200).contains(count)
  }
}
