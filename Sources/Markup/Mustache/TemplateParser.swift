import Diagnostics

/// Parses a template into its tree. All errors are collected; a template with errors has no tree.
struct TemplateParser {
  /// The limit of nested sections and blocks.
  static let mostNesting = 64

  private let text: TemplateText
  private var tokens: [TemplateToken] = []
  private var position = 0
  private(set) var diagnostics = Diagnostics()

  init(_ text: TemplateText) { self.text = text }

  mutating func parse() -> ParsedTemplate? {
    guard text.octets.count <= TemplateText.mostOctets else {
      let place = Place(file: text.file)
      diagnostics.add(Diagnostic(at: place, "template is larger than 1 MiB", remedy: "split it into partials"))
      return nil
    }
    if let range = text.illFormed {
      let remedy = "save the file as UTF-8"
      diagnostics.add(Diagnostic(at: text.place(of: range), "template is not UTF-8", remedy: remedy))
      return nil
    }
    if let place = text.octets.firstIndex(of: 0) {
      diagnostics.add(
        Diagnostic(at: text.place(of: place..<place + 1), "template holds U+0000", remedy: "remove the character"))
      return nil
    }
    var scanner = TemplateScanner(text)
    scanner.scan()
    diagnostics.add(contentsOf: scanner.diagnostics)
    guard !diagnostics.hasErrors else { return nil }
    tokens = scanner.tokens
    matchTags()
    guard !diagnostics.hasErrors else { return nil }
    var lines = TemplateLines(text)
    tokens = lines.arrange(tokens)
    return ParsedTemplate(text: text, nodes: nodes())
  }

  // MARK: Pairs

  /// Checks that every section is closed, and stores in closing tags what they close.
  private mutating func matchTags() {
    var open: [TemplateTag] = []
    for index in tokens.indices {
      guard case .tag(var tag) = tokens[index] else { continue }
      if tag.opens {
        open.append(tag)
        if open.count > Self.mostNesting {
          report(tag.range, "sections nest deeper than \(Self.mostNesting)", "move the inner part into a partial")
          return
        }
      } else if tag.kind == .close {
        tag.closes = close(tag, &open)
        tokens[index] = .tag(tag)
        if diagnostics.all.count >= TemplateText.mostErrors { return }
      }
    }
    for tag in open { report(tag.range, "\(tag.written) is never closed", "{{/\(tag.name)}} is missing") }
  }

  private mutating func close(_ tag: TemplateTag, _ open: inout [TemplateTag]) -> TemplateTag.Kind? {
    guard let last = open.last else {
      report(tag.range, "\(tag.written) closes nothing", "there is no {{#\(tag.name)}} before it")
      return nil
    }
    if let match = open.lastIndex(where: { $0.name == tag.name }) {
      let end = text.position(of: tag.range.lowerBound)
      for unclosed in open[(match + 1)...].reversed() {
        let cause = "\(unclosed.written) is still open where \(tag.written) stands (\(end))"
        report(unclosed.range, cause, "{{/\(unclosed.name)}} is missing")
      }
      let kind = open[match].kind
      open.removeSubrange(match...)
      return kind
    }
    let start = text.position(of: last.range.lowerBound)
    report(tag.range, "\(tag.written) does not close \(last.written) (\(start))", "did you mean {{/\(last.name)}}?")
    open.removeLast()
    return last.kind
  }

  private mutating func report(_ range: Range<Int>, _ cause: String, _ remedy: String) {
    diagnostics.add(Diagnostic(at: text.place(of: range), cause, remedy: remedy))
  }

  // MARK: Tree

  /// The nodes up to the closing tag of the current section. Pairs match and nesting is limited: see `matchTags`.
  private mutating func nodes() -> [TemplateNode] {
    var nodes: [TemplateNode] = []
    while position < tokens.count {
      let token = tokens[position]
      position += 1
      switch token {
      case .text(let range): nodes.append(.text(range))
      case .lineStart(let space): nodes.append(.lineStart(space))
      case .tag(let tag):
        switch tag.kind {
        case .value, .raw: nodes.append(.value(tag))
        case .section, .inverted: nodes.append(.section(tag, self.nodes()))
        case .partial: nodes.append(.partial(tag))
        case .parent: nodes.append(parent(tag))
        case .block: nodes.append(.block(block(tag)))
        case .close: return nodes
        case .comment, .delimiters: break
        }
      }
    }
    return nodes
  }

  private mutating func block(_ tag: TemplateTag) -> TemplateBlock {
    TemplateBlock(tag: tag, nodes: nodes(), text: text)
  }

  private mutating func parent(_ tag: TemplateTag) -> TemplateNode {
    var blocks: [TemplateBlock] = []
    var strays: [TemplateNode] = []
    for node in nodes() {
      if case .block(let block) = node { blocks.append(block) } else { strays.append(node) }
    }
    return .parent(tag, blocks, strays: strays)
  }
}
