import Bytes
import CCmark

extension MarkdownDocument {
  /// Appends the text as HTML. Raw HTML is omitted; a link is written only if `link` accepts its destination.
  ///
  /// - Parameters:
  ///   - top: the level of the text's highest headings; the page has its own first heading.
  ///   - title: a first heading with the same text is omitted.
  ///   - link: appends the address for a destination, unescaped, and returns whether it may be linked.
  public func write(
    into sink: inout ByteSink, top: Int = 2, title: String? = nil,
    link: (_ destination: Utf8, _ address: inout ByteSink) -> Bool
  ) {
    var writer = MarkdownHTMLWriter(levels: HeadingLevels(of: root, top: top, title: title), title: title)
    for event in MarkdownWalk(root) { writer.write(event, into: &sink, link: link) }
  }
}

/// Writes a tree's events as HTML. Stores the state that events do not contain: open and omitted elements.
private struct MarkdownHTMLWriter {
  private var levels: HeadingLevels
  private var level = 0
  let title: String?
  private var slugger = HeadingSlugger()
  /// The node whose content is omitted until it closes.
  private var skipped: OpaquePointer?
  /// The open image, whose text becomes its `alt`.
  private var image: OpaquePointer?
  private var refused: Set<OpaquePointer> = []
  private var isFirstHeading = true
  private var address = ByteSinkBox()

  init(levels: HeadingLevels, title: String?) {
    self.levels = levels
    self.title = title
  }

  mutating func write(
    _ event: MarkdownWalk.Event, into sink: inout ByteSink, link: (Utf8, inout ByteSink) -> Bool
  ) {
    let node = event.pointer
    if let skipped {
      if node == skipped && !event.isEntering { self.skipped = nil }
      return
    }
    if image != nil, node != image {
      guard event.isEntering else { return }
      switch cmark_node_get_type(node) {
      case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: sink.append(" ")
      default: if let text = literal(node) { escapeHTML(text, into: &sink) }
      }
      return
    }
    switch cmark_node_get_type(node) {
    case CMARK_NODE_TEXT: if let text = literal(node) { escapeHTML(text, into: &sink) }
    case CMARK_NODE_SOFTBREAK: sink.append("\n")
    case CMARK_NODE_LINEBREAK: sink.append("<br>\n")
    case CMARK_NODE_CODE:
      sink.append("<code>")
      if let text = literal(node) { escapeHTML(text, into: &sink) }
      sink.append("</code>")
    case CMARK_NODE_EMPH: sink.append(event.isEntering ? "<em>" : "</em>")
    case CMARK_NODE_STRONG: sink.append(event.isEntering ? "<strong>" : "</strong>")
    case CMARK_NODE_LINK: writeLink(node, event.isEntering, into: &sink, link: link)
    case CMARK_NODE_IMAGE: writeImage(node, event.isEntering, into: &sink, link: link)
    case CMARK_NODE_PARAGRAPH:
      if isInTightList(node) {
        if !event.isEntering, cmark_node_next(node) != nil { sink.append("\n") }
      } else {
        sink.append(event.isEntering ? "<p>" : "</p>\n")
      }
    case CMARK_NODE_HEADING: writeHeading(node, event.isEntering, into: &sink)
    case CMARK_NODE_BLOCK_QUOTE: sink.append(event.isEntering ? "<blockquote>\n" : "</blockquote>\n")
    case CMARK_NODE_LIST: writeList(node, event.isEntering, into: &sink)
    case CMARK_NODE_ITEM: sink.append(event.isEntering ? "<li>" : "</li>\n")
    case CMARK_NODE_THEMATIC_BREAK: sink.append("<hr>\n")
    case CMARK_NODE_CODE_BLOCK: writeCode(node, into: &sink)
    default: break
    }
  }

  private func literal(_ node: OpaquePointer) -> Utf8? {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_TEXT, CMARK_NODE_CODE, CMARK_NODE_CODE_BLOCK: return text(cmark_node_get_literal(node))
    default: return nil
    }
  }

  private func text(_ string: UnsafePointer<CChar>?) -> Utf8? {
    guard let string else { return nil }
    var count = 0
    while string[count] != 0 { count += 1 }
    return count == 0 ? nil : Utf8(start: string, count: count)
  }

  private func isInTightList(_ paragraph: OpaquePointer) -> Bool {
    guard let item = cmark_node_parent(paragraph), cmark_node_get_type(item) == CMARK_NODE_ITEM,
      let list = cmark_node_parent(item)
    else { return false }
    return cmark_node_get_list_tight(list) == 1
  }

  private mutating func writeLink(
    _ node: OpaquePointer, _ isEntering: Bool, into sink: inout ByteSink, link: (Utf8, inout ByteSink) -> Bool
  ) {
    guard isEntering else {
      if refused.remove(node) == nil { sink.append("</a>") }
      return
    }
    address.sink.removeAll()
    guard let destination = text(cmark_node_get_url(node)), link(destination, &address.sink),
      isSafeURL(address.sink.text())
    else {
      refused.insert(node)
      return
    }
    sink.append("<a href=\"")
    escapeHTML(address.sink.text(), into: &sink)
    let isOutward = address.sink.count > 8 && isAbsolute(address.sink.text())
    sink.append(isOutward ? "\" rel=\"noopener noreferrer\">" : "\">")
  }

  private func isAbsolute(_ address: Utf8) -> Bool {
    [Utf8("https://"), Utf8("http://")].contains { prefix in
      address.count > prefix.count && (0..<prefix.count).allSatisfy { address[$0] | 0x20 == prefix[$0] | 0x20 }
    }
  }

  private mutating func writeImage(
    _ node: OpaquePointer, _ isEntering: Bool, into sink: inout ByteSink, link: (Utf8, inout ByteSink) -> Bool
  ) {
    guard isEntering else {
      image = nil
      sink.append("\">")
      return
    }
    address.sink.removeAll()
    // An image from another host would let that host track the page's readers, and the page's policy blocks it.
    guard let destination = text(cmark_node_get_url(node)), link(destination, &address.sink),
      isSafeURL(address.sink.text()), !isAbsolute(address.sink.text())
    else {
      skipped = node
      return
    }
    sink.append("<img loading=\"lazy\" src=\"")
    escapeHTML(address.sink.text(), into: &sink)
    sink.append("\" alt=\"")
    image = node
  }

  private mutating func writeHeading(_ node: OpaquePointer, _ isEntering: Bool, into sink: inout ByteSink) {
    guard isEntering else {
      sink.append("</h")
      sink.appendDecimal(level)
      sink.append(">\n")
      return
    }
    let text = plainText(of: node)
    defer { isFirstHeading = false }
    if isFirstHeading, let title, isTitle(node, text, title) {
      skipped = node
      return
    }
    level = levels.next(Int(cmark_node_get_heading_level(node)))
    sink.append("<h")
    sink.appendDecimal(level)
    sink.append(" id=\"")
    escapeHTML(slugger.id(for: text), into: &sink)
    sink.append("\">")
  }

  private func writeList(_ node: OpaquePointer, _ isEntering: Bool, into sink: inout ByteSink) {
    let isOrdered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
    guard isEntering else {
      sink.append(isOrdered ? "</ol>\n" : "</ul>\n")
      return
    }
    if cmark_node_parent(node).map({ cmark_node_get_type($0) == CMARK_NODE_ITEM }) ?? false { sink.append("\n") }
    let start = Int(cmark_node_get_list_start(node))
    if isOrdered, start != 1 {
      sink.append("<ol start=\"")
      sink.appendDecimal(start)
      sink.append("\">\n")
    } else {
      sink.append(isOrdered ? "<ol>\n" : "<ul>\n")
    }
  }

  private func writeCode(_ node: OpaquePointer, into sink: inout ByteSink) {
    sink.append("<pre tabindex=\"0\"><code")
    // The first word of the info string names the language.
    if let info = text(cmark_node_get_fence_info(node)) {
      let count = info.bytes.firstIndex { $0 == 0x20 || $0 == 0x09 } ?? info.count
      sink.append(" class=\"language-")
      escapeHTML(Utf8(start: info.start, count: count), into: &sink)
      sink.append("\"")
    }
    sink.append(">")
    if let text = literal(node) { escapeHTML(text, into: &sink) }
    sink.append("</code></pre>\n")
  }
}

/// A noncopyable sink within a copyable writer.
private final class ByteSinkBox {
  var sink = ByteSink(capacity: 256)
}

/// Appends a text of the record, which knows no other pages: only absolute links are kept.
///
/// - Throws: the reason why the text is not parsed; nothing is appended then.
public func appendMarkdown(_ text: Utf8, top: Int = 3, into sink: inout ByteSink) throws(MarkdownFault) {
  let document = try MarkdownDocument(text)
  document.write(into: &sink, top: top) { destination, address in
    guard destination.bytes.contains(UInt8(ascii: ":")) else { return false }
    address.append(destination)
    return true
  }
}
