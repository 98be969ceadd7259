import CCmark

/// The levels a text's headings are written at, so that a page's outline has no holes whatever the text begins with.
///
/// The shallowest heading of the text is written at `top`, and none more than one level below the heading before it.
struct HeadingLevels {
  private let shift: Int
  private var last: Int

  /// - Parameters:
  ///   - top: 2 where the text follows the page's own first heading, 3 below a section's.
  ///   - title: a first heading that says the same is left out and does not count.
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

  /// The level of the next heading, which the text gives as `level`.
  mutating func next(_ level: Int) -> Int {
    last = min(level + shift, last + 1, 6)
    return last
  }
}
