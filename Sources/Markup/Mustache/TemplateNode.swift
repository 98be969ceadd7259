/// A tag of the Mustache manual (mustache(5)) with its inheritance and dynamic names.
struct TemplateTag: Sendable {
  enum Kind: Sendable {
    /// `{{name}}`
    case value
    /// `{{{name}}}` and `{{&name}}`
    case raw
    /// `{{#name}}`
    case section
    /// `{{^name}}`
    case inverted
    /// `{{/name}}`
    case close
    /// `{{>name}}`, and `{{>*name}}`, which is dynamic
    case partial
    /// `{{<name}}`
    case parent
    /// `{{$name}}`
    case block
    /// `{{! anything }}`
    case comment
    /// `{{=<% %>=}}`
    case delimiters
  }

  let kind: Kind
  /// The name without sigil, asterisk and white space.
  let name: String
  var isDynamic = false
  /// The name's bytes, for diagnostics.
  let nameRange: Range<Int>
  /// The bytes of the whole tag.
  let range: Range<Int>
  /// Whether the tag is alone on its line; the line then renders nothing of its own.
  var isStandalone = false
  /// White space before a standalone tag, or at the start of a block's line.
  var indentation = 0..<0
  /// For a closing tag, the kind of tag that it closes.
  var closes: Kind?

  /// The tag with the standard delimiters: `{{#days}}`.
  var written: String {
    switch kind {
    case .value, .comment, .delimiters: "{{\(name)}}"
    case .raw: "{{{\(name)}}}"
    case .section: "{{#\(name)}}"
    case .inverted: "{{^\(name)}}"
    case .close: "{{/\(name)}}"
    case .partial: isDynamic ? "{{>*\(name)}}" : "{{>\(name)}}"
    case .parent: "{{<\(name)}}"
    case .block: "{{$\(name)}}"
    }
  }

  var opens: Bool { kind == .section || kind == .inverted || kind == .parent || kind == .block }
}

/// The parts of a template before they are arranged in lines.
enum TemplateToken: Sendable {
  /// Text within one line; a line break only at the end.
  case text(Range<Int>)
  case tag(TemplateTag)
  /// The start of a line that renders something, with its white space.
  case lineStart(Range<Int>)
}

indirect enum TemplateNode: Sendable {
  case text(Range<Int>)
  case lineStart(Range<Int>)
  case value(TemplateTag)
  case section(TemplateTag, [TemplateNode])
  case partial(TemplateTag)
  /// The blocks it overrides, and its other content, which renders nothing.
  case parent(TemplateTag, [TemplateBlock], strays: [TemplateNode])
  case block(TemplateBlock)
}

/// A block: a placeholder with a default in a parent, or its override.
final class TemplateBlock: Sendable {
  let tag: TemplateTag
  let nodes: [TemplateNode]
  /// The template that contains the bytes; an override is rendered within another template.
  let text: TemplateText

  init(tag: TemplateTag, nodes: [TemplateNode], text: TemplateText) {
    self.tag = tag
    self.nodes = nodes
    self.text = text
  }

  /// The white space of its own first line, if the content begins on a line of its own.
  var intrinsicIndentation: Range<Int>? {
    guard tag.isStandalone, case .lineStart(let space)? = nodes.first else { return nil }
    return space
  }
}

/// A template that was parsed without errors.
struct ParsedTemplate: Sendable {
  let text: TemplateText
  let nodes: [TemplateNode]
}
