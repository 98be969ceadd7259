import Bytes
import Diagnostics

/// A name that begins with a group of constants.
struct TemplateConstant {
  /// Nil if the group does not have the key; the error is already reported.
  var text: String?
}

extension TemplateCompilation {
  /// The constant that a tag names; nil if it does not name one and may name a field.
  mutating func constant(_ tag: TemplateTag, _ context: TemplateContext) -> TemplateConstant? {
    let parts = path(tag.name)
    guard let group = parts.first, let texts = constants[group] else { return nil }
    let key = parts.dropFirst().joined(separator: ".")
    if let text = texts[key] { return TemplateConstant(text: text) }
    guard parts.count > 1 else {
      let example = texts.keys.min().map { "name one of them, as \(group).\($0)" }
      report(context.text, tag.nameRange, "\"\(group)\" is a group of constants and has no value of its own", example)
      return TemplateConstant()
    }
    // There are hundreds of keys, so only the nearest is suggested.
    let nearest = nearestName(to: key, among: texts.keys).map { "did you mean \"\(group).\($0)\"?" }
    report(context.text, tag.nameRange, "\"\(group)\" has no constant \"\(key)\"", nearest)
    return TemplateConstant()
  }

  /// Writes a constant as a literal, if text is allowed at the position.
  mutating func write(_ text: String, _ tag: TemplateTag, _ format: TemplateFormat, _ context: TemplateContext) {
    guard case .html = format else {
      literal(Array(text.utf8))
      return
    }
    if tag.kind == .raw {
      let cause = "\"\(tag.name)\" is text, not HTML, and must be escaped"
      report(context.text, tag.range, cause, "write {{\(tag.name)}}")
      return
    }
    if let refusal = body.position?.refusal(of: .text) {
      report(context.text, tag.range, refusal.cause, refusal.remedy)
    }
    body.position?.write(.text)
    var sink = ByteSink()
    var text = text
    text.withUTF8 { octets in
      guard let start = octets.baseAddress else { return }
      escapeHTML(Utf8(start: UnsafeRawPointer(start), count: octets.count), into: &sink)
    }
    literal(Array(sink.bytes))
  }

  /// Reports every field, of this scope and all scopes below it, that has the name of a group.
  mutating func reportClashes(from scope: ScopeDeclaration) {
    if constants.isEmpty { return }
    var seen: Set<ObjectIdentifier> = [ObjectIdentifier(scope)]
    var waiting = [scope]
    while let scope = waiting.popLast() {
      for field in scope.fields {
        if constants[field.name] != nil {
          diagnostics.add(
            Diagnostic(
              at: nil, "\"\(field.name)\" is a field of \(scope.name) and a group of constants",
              remedy: "rename one of them"))
        }
        switch field.kind {
        case .list(let element), .object(let element):
          let inner = element()
          if seen.insert(ObjectIdentifier(inner)).inserted { waiting.append(inner) }
        case .text, .html, .url, .flag, .partial: break
        }
      }
    }
  }
}
