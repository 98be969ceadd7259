import Bytes
import CCmark
import Diagnostics

/// A parsed CommonMark text. Raw HTML in it is never written.
///
/// This type is the only access to the parser, for content and for the record's texts. A text in which
/// ``markdownFault(in:)`` finds a fault is not parsed.
public struct MarkdownDocument: ~Copyable {
  let root: OpaquePointer

  /// - Parameter source: UTF-8; ill-formed bytes become U+FFFD.
  /// - Throws: the reason why parsing the text could take long.
  public init(_ source: Utf8) throws(MarkdownFault) {
    if let fault = markdownFault(in: source.bytes) { throw fault }
    let text = source.start.assumingMemoryBound(to: CChar.self)
    // cmark exits the process when it cannot allocate; it does not return nil for a text below the limit.
    root = cmark_parse_document(text, source.count, CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8)
  }

  deinit { cmark_node_free(root) }

  public struct Heading: Hashable, Sendable {
    /// The level in the page, where the highest is 2.
    public var level: Int
    public var id: String
    public var text: String
  }

  public struct Link: Hashable, Sendable {
    public var destination: String
    /// The line in the text, from 1.
    public var line: Int
    public var column: Int
    public var isPicture = false
  }

  public struct Outline: Sendable {
    public var headings: [Heading] = []
    public var links: [Link] = []
    /// The first paragraph without markup, at most 200 characters, cut at a word boundary.
    public var summary = ""
    /// Lines with raw HTML, which is not written.
    public var htmlLines: [Int] = []

    public init() {}
  }

  /// The facts about the text that navigation and checks need.
  ///
  /// - Parameter title: the page's title; a first heading with the same text is omitted.
  public func outline(title: String? = nil) -> Outline {
    var outline = Outline()
    var slugger = HeadingSlugger()
    var isFirst = true
    var levels = HeadingLevels(of: root, top: 2, title: title)
    for node in MarkdownWalk(root) where node.isEntering {
      switch cmark_node_get_type(node.pointer) {
      case CMARK_NODE_HEADING:
        let text = plainText(of: node.pointer)
        defer { isFirst = false }
        if isFirst, let title, isTitle(node.pointer, text, title) { continue }
        outline.headings.append(
          Heading(
            level: levels.next(Int(cmark_node_get_heading_level(node.pointer))), id: slugger.id(for: text), text: text))
      case CMARK_NODE_LINK, CMARK_NODE_IMAGE:
        let destination = cmark_node_get_url(node.pointer).map { String(cString: $0) } ?? ""
        let place = place(of: node.pointer)
        let isPicture = cmark_node_get_type(node.pointer) == CMARK_NODE_IMAGE
        outline.links.append(
          Link(destination: destination, line: place.line, column: place.column, isPicture: isPicture))
      case CMARK_NODE_HTML_BLOCK, CMARK_NODE_HTML_INLINE: outline.htmlLines.append(place(of: node.pointer).line)
      case CMARK_NODE_PARAGRAPH where outline.summary.isEmpty:
        outline.summary = cutAtWord(plainText(of: node.pointer), most: 200)
      default: break
      }
    }
    return outline
  }
}

/// Whether a first-level heading only repeats the page's title.
func isTitle(_ heading: OpaquePointer, _ text: String, _ title: String) -> Bool {
  cmark_node_get_heading_level(heading) == 1 && text == title
}

/// Line and column from 1; an inline without its own position has that of its block.
private func place(of node: OpaquePointer) -> (line: Int, column: Int) {
  var current: OpaquePointer? = node
  while let node = current {
    let line = Int(cmark_node_get_start_line(node))
    if line > 0 { return (line, max(1, Int(cmark_node_get_start_column(node)))) }
    current = cmark_node_parent(node)
  }
  return (1, 1)
}

/// The text of a node without its markup.
func plainText(of node: OpaquePointer) -> String {
  var text = ""
  for inner in MarkdownWalk(node) where inner.isEntering {
    switch cmark_node_get_type(inner.pointer) {
    case CMARK_NODE_TEXT, CMARK_NODE_CODE:
      text += cmark_node_get_literal(inner.pointer).map { String(cString: $0) } ?? ""
    case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: text += " "
    default: break
    }
  }
  return text
}

/// The text cut at a word boundary to at most `most` characters.
private func cutAtWord(_ text: String, most: Int) -> String {
  if text.count <= most { return text }
  let head = text.prefix(most)
  let end = head.lastIndex(of: " ") ?? head.endIndex
  return head[..<end] + " …"
}

/// The events of a node's tree, without recursion.
struct MarkdownWalk: Sequence, IteratorProtocol {
  struct Event {
    let pointer: OpaquePointer
    let isEntering: Bool
  }
  private final class Handle {
    let pointer: OpaquePointer?
    init(_ node: OpaquePointer) { pointer = cmark_iter_new(node) }
    deinit { cmark_iter_free(pointer) }
  }
  private let handle: Handle

  init(_ node: OpaquePointer) { handle = Handle(node) }

  mutating func next() -> Event? {
    let type = cmark_iter_next(handle.pointer)
    guard type != CMARK_EVENT_DONE, let node = cmark_iter_get_node(handle.pointer) else { return nil }
    return Event(pointer: node, isEntering: type == CMARK_EVENT_ENTER)
  }
}
