import CCmark

/// Calculates the levels of a text's headings in the page, so that the page's outline has no gaps whatever level the
/// text begins with.
///
/// The shallowest heading of the text gets the level `top`, and no heading is more than one level below the heading
/// before it.
struct HeadingLevels {
  private let shift: Int
  private var last: Int

  /// - Parameters:
  ///   - top: 2 when the text follows the page's own first heading, 3 in a section.
  ///   - title: a first heading with the same text is omitted and does not count.
  init(of root: OpaquePointer, top: Int, title: String?) {
    var shallowest = 7
    var isFirst = true
    for node in MarkdownWalk(root)
    where node.isEntering && cmark_node_get_type(node.pointer) == CMARK_NODE_HEADING {
      defer { isFirst = false }
      if isFirst, let title, isTitle(node.pointer, plainText(of: node.pointer), title) { continue }
      shallowest = min(shallowest, Int(cmark_node_get_heading_level(node.pointer)))
    }
    shift = top - shallowest
    last = top - 1
  }

  /// The page's level for the next heading, whose level in the text is `level`.
  mutating func next(_ level: Int) -> Int {
    last = min(level + shift, last + 1, 6)
    return last
  }
}
