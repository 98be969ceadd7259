import Diagnostics

extension TemplateCompilation {
  mutating func partial(_ tag: TemplateTag, _ context: TemplateContext) {
    settle(context.text, tag.range)
    guard tag.isDynamic else {
      guard let template = template(tag.name, tag, context) else { return }
      call([template], nil, tag, context, context.overrides)
      return
    }
    guard let (op, names) = choice(of: tag, context) else { return }
    let found = names.compactMap { template($0, tag, context) }
    guard found.count == names.count, !found.isEmpty else { return }
    let before = body.position
    call(found, op, tag, context, context.overrides)
    // The value may choose no partial.
    guard let before, let after = body.position, after != before else { return }
    report(context.text, tag.range, "a partial of \(tag.written) must end where it began", nil)
    body.position = nil
  }

  mutating func parent(
    _ tag: TemplateTag, _ blocks: [TemplateBlock], _ strays: [TemplateNode], _ context: TemplateContext
  ) {
    settle(context.text, tag.range)
    reportStrays(strays, tag, context)
    var overrides = context.overrides
    var own: Set<String> = []
    for block in blocks {
      if !own.insert(block.tag.name).inserted {
        report(context.text, block.tag.range, "\(block.tag.written) stands twice in \(tag.written)", nil)
      }
      if overrides[block.tag.name] == nil { overrides[block.tag.name] = block }
    }
    guard let template = template(tag.name, tag, context) else { return }
    guard let number = call([template], nil, tag, context, overrides), functions[number].isDone else { return }
    let known = functions[number].blocks
    for block in blocks where !known.contains(block.tag.name) {
      let remedy = suggestion(block.tag.name, known.sorted(), "it has")
      report(context.text, block.tag.nameRange, "\"\(tag.name)\" has no block \"\(block.tag.name)\"", remedy)
    }
  }

  /// Reports content of a parent tag outside its blocks. By the specification it renders nothing; this is always a
  /// mistake.
  private mutating func reportStrays(_ strays: [TemplateNode], _ tag: TemplateTag, _ context: TemplateContext) {
    for stray in strays {
      let range: Range<Int>
      switch stray {
      case .text(let text):
        let octets = context.text.octets[text]
        guard let first = octets.firstIndex(where: { !TemplateScanner.isSpace($0) }),
          let last = octets.lastIndex(where: { !TemplateScanner.isSpace($0) })
        else { continue }
        range = first..<last + 1
      case .value(let inner), .section(let inner, _), .partial(let inner), .parent(let inner, _, _): range = inner.range
      case .lineStart, .block: continue
      }
      report(context.text, range, "only blocks are drawn within \(tag.written)", "put it into a {{$block}}")
    }
  }

  private mutating func template(_ name: String, _ tag: TemplateTag, _ context: TemplateContext) -> ParsedTemplate? {
    if let template = templates[name] { return template }
    // The position is unknown, so the rest of the page is not checked for it.
    body.position = nil
    if !broken.contains(name) {
      let remedy = suggestion(name, templates.keys.sorted(), "there are")
      report(context.text, tag.nameRange, "there is no template \"\(name)\"", remedy)
    }
    return nil
  }

  /// Appends a call. The position moves to where the templates end, if they agree.
  /// - Returns: the number of the last function.
  @discardableResult
  private mutating func call(
    _ templates: [ParsedTemplate], _ chosenBy: TemplateOp?, _ tag: TemplateTag, _ context: TemplateContext,
    _ overrides: [String: TemplateBlock]
  ) -> Int? {
    let space = tag.isStandalone ? context.indentation(tag.indentation, of: context.text) : []
    let isIndented = !space.isEmpty || (tag.isStandalone && body.isIndented)
    let position = body.position
    var numbers: [Int] = []
    for template in templates {
      guard let number = function(template, context.scopes, overrides, isIndented: isIndented, position) else {
        body.position = nil
        return nil
      }
      numbers.append(number)
      body.blocks.formUnion(functions[number].blocks)
    }
    let ends = numbers.map { functions[$0].position }
    body.position = ends.allSatisfy { $0 == ends[0] } ? ends[0] : nil
    if body.position == nil, !ends.contains(nil) {
      report(context.text, tag.range, "the partials of \(tag.written) end at different places of a tag", nil)
    }
    let site = program.sites.count
    program.sites.append(
      TemplateCallSite(
        firstTarget: Int32(program.targets.count), targetCount: Int32(numbers.count),
        indentOffset: Int32(program.literals.count), indentCount: Int32(space.count), isInline: !tag.isStandalone))
    program.sitePlaces.append(context.text.place(of: tag.range))
    program.targets += numbers.map(Int32.init)
    program.literals += space
    var op = chosenBy ?? TemplateOp(kind: .call)
    if chosenBy != nil { program.choices[site] = templates.map(\.text.name) }
    op.jump = Int32(site)
    append(op)
    return numbers.last
  }

  /// `did you mean "title"? there are: footer, header`
  func suggestion(_ name: String, _ known: [String], _ lead: String) -> String {
    let list = known.isEmpty ? "none" : known.joined(separator: ", ")
    let nearest = nearestName(to: name, among: known).map { "did you mean \"\($0)\"? " } ?? ""
    return "\(nearest)\(lead): \(list)"
  }
}
