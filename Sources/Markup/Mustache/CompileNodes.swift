import Diagnostics

extension TemplateCompilation {
  mutating func compile(_ nodes: [TemplateNode], _ context: TemplateContext) {
    guard level < Self.mostLevels else {
      report(context.text, 0..<0, "sections and templates nest deeper than \(Self.mostLevels) in all", nil)
      body.position = nil
      return
    }
    level += 1
    defer { level -= 1 }
    var index = 0
    while index < nodes.count {
      guard mayGoOn(context.text) else { return }
      let node = nodes[index]
      index += 1
      switch node {
      case .text(let range): text(range, context)
      case .lineStart(let space): lineStart(context.indentation(space, of: context.text))
      case .value(let tag): value(tag, context)
      case .section(let tag, let content):
        // {{#a}}…{{/a}}{{^a}}…{{/a}}: only one of the two is rendered, so both begin at the same position.
        if index < nodes.count, case .section(let other, let otherContent) = nodes[index],
          other.name == tag.name, other.kind != tag.kind
        {
          index += 1
          alternatives((tag, content), (other, otherContent), context)
        } else {
          optional(tag, content, context)
        }
      case .partial(let tag): partial(tag, context)
      case .parent(let tag, let blocks, let strays): parent(tag, blocks, strays, context)
      case .block(let block): self.block(block, context)
      }
    }
  }

  // MARK: Text

  private mutating func text(_ range: Range<Int>, _ context: TemplateContext) {
    let octets = context.text.octets
    literal(octets[range])
    if let (index, problem) = body.position?.advance(over: octets, in: range) {
      report(context.text, index..<index + 1, problem, nil)
      body.position = nil
    }
  }

  mutating func lineStart(_ space: [UInt8]) {
    if body.isIndented { append(TemplateOp(kind: .indent)) }
    literal(space)
    // White space changes nothing that is checked, but it ends a tag's name.
    for octet in space { _ = body.position?.advance(octet) }
  }

  // MARK: Sections

  private typealias Part = (tag: TemplateTag, content: [TemplateNode])

  private mutating func optional(_ tag: TemplateTag, _ content: [TemplateNode], _ context: TemplateContext) {
    settle(context.text, tag.range)
    let before = body.position
    section(tag, content, context)
    meet(before, tag, context)
  }

  private mutating func alternatives(_ first: Part, _ second: Part, _ context: TemplateContext) {
    settle(context.text, first.tag.range)
    let before = body.position
    section(first.tag, first.content, context)
    let afterFirst = body.position
    body.position = before
    section(second.tag, second.content, context)
    meet(afterFirst, second.tag, context)
  }

  /// Sets the position after a section to what its two possible paths have in common.
  private mutating func meet(_ other: HTMLPosition?, _ tag: TemplateTag, _ context: TemplateContext) {
    guard let here = body.position, let other else {
      body.position = nil
      return
    }
    body.position = here.joined(with: other)
    guard body.position == nil else { return }
    let cause = "\(tag.written) ends \(here.described), but without it the page is \(other.described)"
    report(context.text, tag.range, cause, "close in a section what it opens")
  }

  /// Compiles a section. A list's content is compiled again if a second iteration would begin at another position.
  private mutating func section(_ tag: TemplateTag, _ content: [TemplateNode], _ context: TemplateContext) {
    guard let condition = condition(of: tag, context) else {
      compile(content, context)
      settle(context.text, tag.range)
      return
    }
    // The literals stay: a partial compiled in the first attempt may point to them.
    let checkpoint = body
    var start = body.position
    for _ in 0..<3 {
      body = checkpoint
      body.position = start
      ops(of: tag, condition, content, context)
      settle(context.text, tag.range)
      guard condition.isRepeated, let begun = start, let ended = body.position else { return }
      guard let both = begun.joined(with: ended) else { return }
      if both == begun { return }
      start = both
    }
    report(context.text, tag.range, "a round of \(tag.written) must end where it began", nil)
    body.position = nil
  }

  private mutating func ops(
    of tag: TemplateTag, _ condition: TemplateCondition, _ content: [TemplateNode], _ context: TemplateContext
  ) {
    if let isDrawn = condition.isDrawn {
      folded(content, context, isDrawn: isDrawn)
      return
    }
    var op = condition.op
    var inner = context
    if let scope = condition.scope {
      inner.scopes.removeAll { $0 == scope }
      inner.scopes.append(scope)
      op.target = scope.register
    }
    let at = body.ops.count
    append(op)
    let start = label()
    compile(content, inner)
    if op.kind == .enter { append(TemplateOp(kind: .next, target: op.target, jump: start)) }
    body.ops[at].jump = label()
  }

  /// Compiles a section of a constant. Its content is compiled in either case, so that no translation hides an error
  /// in a template.
  private mutating func folded(_ content: [TemplateNode], _ context: TemplateContext, isDrawn: Bool) {
    let before = (body.ops, body.label)
    compile(content, context)
    if !isDrawn { (body.ops, body.label) = before }
  }

  // MARK: Blocks

  mutating func block(_ block: TemplateBlock, _ context: TemplateContext) {
    settle(context.text, block.tag.range)
    body.blocks.insert(block.tag.name)
    var inner = context
    guard let override = context.overrides[block.tag.name], override !== block,
      !context.active.contains(ObjectIdentifier(override))
    else {
      compile(block.nodes, inner)
      settle(context.text, block.tag.range)
      return
    }
    let space = block.intrinsicIndentation ?? block.tag.indentation
    inner.active.append(ObjectIdentifier(override))
    inner.prefix = context.indentation(space, of: block.text)
    inner.dedent = override.intrinsicIndentation?.count ?? 0
    inner.text = override.text
    var nodes = override.nodes
    if case .lineStart? = nodes.first {
      if !block.tag.isStandalone { nodes.removeFirst() }
    } else if block.tag.isStandalone, !nodes.isEmpty {
      lineStart(inner.prefix)
    }
    compile(nodes, inner)
    settle(override.text, override.tag.range)
  }
}
