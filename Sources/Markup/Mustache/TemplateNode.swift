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
  /// Without sigil, asterisk and white space.
  let name: String
  var isDynamic = false
  /// The name's octets, for diagnostics.
  let nameRange: Range<Int>
  /// The whole tag.
  let range: Range<Int>
  /// Alone on its line; the line then draws nothing of its own.
  var isStandalone = false
  /// White space before a standalone tag, or at the start of a block's line.
  var indentation = 0..<0
  /// For a closing tag, what it closes.
  var closes: Kind?

  /// As it is written with the standard delimiters: `{{#days}}`.
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

/// The parts of a template before they are brought into the order of lines.
enum TemplateToken: Sendable {
  /// Within one line; a line break only at the end.
  case text(Range<Int>)
  case tag(TemplateTag)
  /// A line that draws something begins here, with this white space.
  case lineStart(Range<Int>)
}

indirect enum TemplateNode: Sendable {
  case text(Range<Int>)
  case lineStart(Range<Int>)
  case value(TemplateTag)
  case section(TemplateTag, [TemplateNode])
  case partial(TemplateTag)
  /// The blocks it overrides, and what else stands in it, which draws nothing.
  case parent(TemplateTag, [TemplateBlock], strays: [TemplateNode])
  case block(TemplateBlock)
}

/// A block: a place with a default in a parent, or what is put in that place.
final class TemplateBlock: Sendable {
  let tag: TemplateTag
  let nodes: [TemplateNode]
  /// The template that the octets are of; an override is drawn in the midst of another template.
  let text: TemplateText

  init(tag: TemplateTag, nodes: [TemplateNode], text: TemplateText) {
    self.tag = tag
    self.nodes = nodes
    self.text = text
  }

  /// The white space its first own line begins with, if the content begins on a line of its own.
  var intrinsicIndentation: Range<Int>? {
    guard tag.isStandalone, case .lineStart(let space)? = nodes.first else { return nil }
    return space
  }
}

/// A template that was read without errors.
struct ParsedTemplate: Sendable {
  let text: TemplateText
  let nodes: [TemplateNode]
}
