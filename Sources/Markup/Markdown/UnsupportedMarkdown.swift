import CCmark

/// Syntax of other Markdown dialects that CommonMark does not have: it is shown as plain text.
public enum UnsupportedMarkdown: String, Sendable, CaseIterable {
  case table, strikethrough, footnote, taskList, bareLink

  /// A description of what the page shows, as the message of a finding.
  public var message: String {
    switch self {
    case .table: "a table is not CommonMark; the page shows its bars and hyphens as text"
    case .strikethrough: "~~ is not CommonMark; the page shows the signs as text"
    case .footnote: "a footnote is not CommonMark; the page shows its brackets as text"
    case .taskList: "a task list is not CommonMark; the page shows [ ] as text"
    case .bareLink: "a bare address is not CommonMark; the page shows it as text without a link"
    }
  }

  public var remedy: String {
    switch self {
    case .table: "write a list"
    case .strikethrough: "delete the words, or say that they no longer hold"
    case .footnote: "write the note in brackets, or as a section with a link to it"
    case .taskList: "write a plain list"
    case .bareLink: "write <https://…> or [words](https://…)"
    }
  }
}

extension MarkdownDocument {
  /// The uses of other dialects' syntax, with their lines from 1, in the order of the text.
  public func unsupported() -> [(line: Int, syntax: UnsupportedMarkdown)] {
    var found: [(line: Int, syntax: UnsupportedMarkdown)] = []
    var block = DialectBlock()
    for event in MarkdownWalk(root) {
      let node = event.pointer
      switch cmark_node_get_type(node) {
      case CMARK_NODE_PARAGRAPH, CMARK_NODE_HEADING:
        if event.isEntering {
          block = DialectBlock(line: Int(cmark_node_get_start_line(node)))
          block.isItem = cmark_node_get_type(node) == CMARK_NODE_PARAGRAPH && isFirstOfItem(node)
        } else {
          found += block.findings
        }
      case CMARK_NODE_TEXT:
        if let text = cmark_node_get_literal(node) { block.append(String(cString: text)) }
      // Code is literal.
      case CMARK_NODE_CODE: block.append("\u{FFFC}")
      case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: block.lines.append("")
      case CMARK_NODE_LINK, CMARK_NODE_IMAGE:
        block.isLinked = event.isEntering
        // CommonMark reads `[^1]: word` as a link definition, and `[^1]` then as a link.
        if event.isEntering, plainText(of: node).hasPrefix("^") { block.footnotes.append(block.lines.count - 1) }
      default: break
      }
    }
    return found
  }
}

private func isFirstOfItem(_ paragraph: OpaquePointer) -> Bool {
  guard let item = cmark_node_parent(paragraph), cmark_node_get_type(item) == CMARK_NODE_ITEM else { return false }
  return cmark_node_previous(paragraph) == nil
}

/// The text of a paragraph line by line.
private struct DialectBlock {
  /// The block's first line in the text, from 1.
  var line = 1
  var lines = [""]
  var isItem = false
  var isLinked = false
  /// The indices of lines with a link that was intended as a footnote.
  var footnotes: [Int] = []

  /// Appends text. The text of a link is replaced, so that it does not count as a bare address.
  mutating func append(_ text: String) { lines[lines.count - 1] += isLinked ? "\u{FFFC}" : text }

  var findings: [(line: Int, syntax: UnsupportedMarkdown)] {
    var found: [(line: Int, syntax: UnsupportedMarkdown)] = []
    for (index, text) in lines.enumerated() {
      let octets = Array(text.utf8)
      let line = line + index
      if index > 0, isDelimiterRow(octets), lines[index - 1].utf8.contains(UInt8(ascii: "|")) {
        found.append((line - 1, .table))
      }
      if hasStrikethrough(octets) { found.append((line, .strikethrough)) }
      if footnotes.contains(index) || hasFootnote(octets) { found.append((line, .footnote)) }
      if index == 0, isItem, isTask(octets) { found.append((line, .taskList)) }
      if hasBareLink(octets) { found.append((line, .bareLink)) }
    }
    return found
  }

  /// `|---|:-:|`: the line below a table's header.
  private func isDelimiterRow(_ line: [UInt8]) -> Bool {
    line.contains(UInt8(ascii: "|")) && line.contains(UInt8(ascii: "-"))
      && line.allSatisfy { "|-: \t".utf8.contains($0) }
  }

  /// `~~words~~`
  private func hasStrikethrough(_ line: [UInt8]) -> Bool {
    guard let start = find("~~", in: line, from: 0), start + 2 < line.count, !isSpace(line[start + 2]) else {
      return false
    }
    return find("~~", in: line, from: start + 3) != nil
  }

  /// `[^name]`
  private func hasFootnote(_ line: [UInt8]) -> Bool {
    guard let start = find("[^", in: line, from: 0) else { return false }
    let name = line[(start + 2)...].prefix { $0 != UInt8(ascii: "]") }
    return !name.isEmpty && name.endIndex < line.count && !name.contains(where: isSpace)
  }

  /// `[ ] words`, `[x] words`
  private func isTask(_ line: [UInt8]) -> Bool {
    line.count > 3 && line[0] == UInt8(ascii: "[") && " xX".utf8.contains(line[1]) && line[2] == UInt8(ascii: "]")
      && isSpace(line[3])
  }

  private func hasBareLink(_ line: [UInt8]) -> Bool {
    ["http://", "https://", "www."].contains { (scheme: StaticString) in
      guard let start = find(scheme, in: line, from: 0) else { return false }
      let isWord = start > 0 && isLetter(line[start - 1])
      let end = start + scheme.utf8CodeUnitCount
      return !isWord && end < line.count && isLetter(line[end])
    }
  }

  private func isSpace(_ octet: UInt8) -> Bool { octet == 0x20 || octet == 0x09 }

  private func isLetter(_ octet: UInt8) -> Bool {
    (0x30...0x39).contains(octet) || (0x61...0x7A).contains(octet | 0x20) || octet >= 0x80
  }

  private func find(_ words: StaticString, in line: [UInt8], from start: Int) -> Int? {
    let count = words.utf8CodeUnitCount
    guard start + count <= line.count else { return nil }
    return (start...(line.count - count)).first { at in
      (0..<count).allSatisfy { line[at + $0] == words.utf8Start[$0] }
    }
  }
}
