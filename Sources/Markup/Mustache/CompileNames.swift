import Diagnostics

/// The condition of a section.
struct TemplateCondition {
  var op: TemplateOp
  /// The scope that is open in the section.
  var scope: OpenScope?
  var isRepeated: Bool
  /// For a constant, whether the section is rendered; no check is needed at run time.
  var isDrawn: Bool?
}

extension TemplateCompilation {
  /// A field found in the open scopes, and the op that reads it.
  private struct Found {
    var a: Int32
    var b: Int32
    var field: FieldDeclaration
  }

  // MARK: Values

  mutating func value(_ tag: TemplateTag, _ context: TemplateContext) {
    guard case .strict(let format) = mode else {
      append(TemplateOp(kind: tag.kind == .raw ? .raw : .escaped, a: number(of: path(tag.name))))
      return
    }
    if let constant = constant(tag, context) {
      if let text = constant.text { write(text, tag, format, context) }
      return
    }
    guard let found = find(tag, context) else { return }
    let kind: TemplateValueKind
    switch found.field.kind {
    case .text: kind = .text
    case .url: kind = .url
    case .html: kind = .html
    case .flag, .list, .object, .partial:
      let remedy =
        if case .partial = found.field.kind { "use {{>*\(tag.name)}}" } else {
          "use {{#\(tag.name)}} … {{/\(tag.name)}}"
        }
      report(context.text, tag.nameRange, "\"\(tag.name)\" is a \(found.field.kind.word) and cannot be written", remedy)
      return
    }
    if kind == .html, format == .plainText {
      report(context.text, tag.nameRange, "\"\(tag.name)\" is HTML, and this template writes plain text", nil)
      return
    }
    if tag.kind == .raw, kind != .html, format == .html {
      let cause = "\"\(tag.name)\" is \(kind == .url ? "a URL" : "text"), not HTML, and must be escaped"
      report(context.text, tag.range, cause, "write {{\(tag.name)}}")
      return
    }
    if tag.kind == .value, kind == .html {
      let cause = "\"\(tag.name)\" is HTML already and would look escaped here"
      report(context.text, tag.range, cause, "write {{{\(tag.name)}}}")
      return
    }
    if let refusal = body.position?.refusal(of: kind) {
      report(context.text, tag.range, refusal.cause, refusal.remedy)
    }
    body.position?.write(kind)
    append(TemplateOp(kind: kind == .html || format == .plainText ? .raw : .escaped, a: found.a, b: found.b))
  }

  // MARK: Sections

  /// Nil if the field is unknown; the error is already reported.
  mutating func condition(of tag: TemplateTag, _ context: TemplateContext) -> TemplateCondition? {
    let isInverted = tag.kind == .inverted
    guard isStrict else {
      let op = TemplateOp(kind: isInverted ? .jumpIfTrue : .enter, a: number(of: path(tag.name)))
      return TemplateCondition(op: op, isRepeated: !isInverted)
    }
    if let constant = constant(tag, context) {
      guard let text = constant.text else { return nil }
      let isDrawn = text.isEmpty == isInverted
      return TemplateCondition(op: TemplateOp(kind: .end), isRepeated: false, isDrawn: isDrawn)
    }
    guard let found = find(tag, context) else { return nil }
    var op = TemplateOp(kind: isInverted ? .jumpIfTrue : .jumpIfFalse, a: found.a, b: found.b)
    var isRepeated = false
    let declaration: ScopeDeclaration
    switch found.field.kind {
    case .text, .html, .url, .flag, .partial: return TemplateCondition(op: op, isRepeated: false)
    case .list(let element):
      declaration = element()
      isRepeated = true
    case .object(let element): declaration = element()
    }
    if isInverted { return TemplateCondition(op: op, isRepeated: false) }
    op = TemplateOp(kind: .enter, a: found.a, b: found.b)
    let scope = OpenScope(declaration: declaration, register: register(of: declaration))
    return TemplateCondition(op: op, scope: scope, isRepeated: isRepeated)
  }

  // MARK: Dynamic partials

  /// The op that chooses a template, and the templates to choose from. Nil if an error was reported.
  mutating func choice(of tag: TemplateTag, _ context: TemplateContext) -> (TemplateOp, [String])? {
    guard isStrict else {
      return (TemplateOp(kind: .callChosen, a: number(of: path(tag.name))), templates.keys.sorted())
    }
    if constants[path(tag.name).first ?? ""] != nil {
      let cause = "\"\(tag.name)\" is a constant and not the name of a partial"
      report(context.text, tag.nameRange, cause, "only a field with a closed list of partials can be drawn")
      return nil
    }
    guard let found = find(tag, context) else { return nil }
    guard case .partial(let choices) = found.field.kind else {
      let cause = "\"\(tag.name)\" is a \(found.field.kind.word) and not the name of a partial"
      report(context.text, tag.nameRange, cause, "only a field with a closed list of partials can be drawn")
      return nil
    }
    return (TemplateOp(kind: .callChosen, a: found.a, b: found.b), choices)
  }

  // MARK: Names

  func path(_ name: String) -> [String] {
    if name == "." { return [] }
    // Most names have no dot.
    if !name.utf8.contains(UInt8(ascii: ".")) { return [name] }
    return name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
  }

  /// Looks a name up, innermost scope first, and follows its dots through objects.
  private mutating func find(_ tag: TemplateTag, _ context: TemplateContext) -> Found? {
    let parts = path(tag.name)
    guard let first = parts.first else {
      let remedy = known(in: context.scopes)
      report(context.text, tag.nameRange, "\".\" has no value of its own", "name a field; \(remedy)")
      return nil
    }
    guard var found = find(first, context.scopes) else {
      let all = context.scopes.flatMap { $0.declaration.fields.map(\.name) } + constants.keys
      let nearest = nearestName(to: first, among: all).map { "did you mean \"\($0)\"? " } ?? ""
      report(context.text, tag.nameRange, "unknown name \"\(first)\"", nearest + known(in: context.scopes))
      return nil
    }
    var before = first
    for part in parts.dropFirst() {
      guard case .object(let element) = found.field.kind else {
        let isList = if case .list = found.field.kind { true } else { false }
        let remedy = isList ? "open {{#\(before)}} and name it there" : nil
        report(
          context.text, tag.nameRange, "\"\(before)\" is a \(found.field.kind.word) and has no \"\(part)\"", remedy)
        return nil
      }
      let scope = element()
      guard let slot = scope.slot(named: part) else {
        let remedy = suggestion(part, scope.fields.map(\.name), "it has")
        report(context.text, tag.nameRange, "\"\(before)\" has no field \"\(part)\"", remedy)
        return nil
      }
      append(TemplateOp(kind: .load, target: 0, a: found.a, b: found.b))
      found = Found(a: 0, b: Int32(slot), field: scope.fields[slot])
      before += "." + part
    }
    return found
  }

  private func find(_ name: String, _ scopes: [OpenScope]) -> Found? {
    for scope in scopes.reversed() {
      if let slot = scope.declaration.slot(named: name) {
        return Found(a: scope.register, b: Int32(slot), field: scope.declaration.fields[slot])
      }
    }
    return nil
  }

  /// `known here: time, label (slot); date, slots (day)`
  private func known(in scopes: [OpenScope]) -> String {
    let lists = scopes.reversed().map { scope in
      "\(scope.declaration.fields.map(\.name).joined(separator: ", ")) (\(scope.declaration.name))"
    }
    return "known here: " + lists.joined(separator: "; ")
  }
}
