import Bytes
import Diagnostics

/// A JSON value, for templates in the lenient mode of the Mustache specification.
public indirect enum TemplateValue: Sendable {
  case null
  case bool(Bool)
  /// A string, or a number in its written form.
  case text(String)
  case list([TemplateValue])
  case object([String: TemplateValue])

  /// False are null, false, the empty text and the empty list.
  var isTrue: Bool {
    switch self {
    case .null: false
    case .bool(let value): value
    case .text(let text): !text.isEmpty
    case .list(let list): !list.isEmpty
    case .object: true
    }
  }
}

/// A template with the rules of the Mustache specification: unknown names and missing partials render nothing.
///
/// The site does not use it. It runs the official specification against the parser, compiler and interpreter that the
/// site uses.
public struct LenientTemplate: Sendable {
  private let program: TemplateProgram

  /// - Throws: the syntax errors of the template and of all partials.
  public init(_ template: String, partials: [String: String] = [:]) throws(Diagnostics) {
    var diagnostics = Diagnostics()
    var parsed: [String: ParsedTemplate] = [:]
    // The template itself gets a name that no partial tag can have.
    for (name, source) in partials.merging(["": template], uniquingKeysWith: { $1 }) {
      let file = TemplateFile(name: name, file: name.isEmpty ? "template" : name, source: Array(source.utf8))
      var parser = TemplateParser(TemplateText(file))
      parsed[name] = parser.parse()
      diagnostics.add(contentsOf: parser.diagnostics)
    }
    try diagnostics.throwIfErrors()
    var compilation = TemplateCompilation(templates: parsed, broken: [], mode: .lenient)
    program = compilation.compile("", nil)
  }

  public func render(_ value: TemplateValue, into sink: inout ByteSink) throws(Diagnostic) {
    var source = LenientSource(program, value)
    try program.run(&source, into: &sink)
  }
}

/// A stack of values as a program's source.
private struct LenientSource: TemplateSource, ~Copyable {
  private let program: TemplateProgram
  /// The values, innermost last.
  private var stack: [TemplateValue]
  /// The remaining iterations of each open section, in reverse order.
  private var rounds: [[TemplateValue]] = []

  init(_ program: TemplateProgram, _ value: TemplateValue) {
    self.program = program
    stack = [value]
  }

  mutating func enter(_ op: TemplateOp) -> Bool {
    let value = lookUp(op)
    guard value.isTrue else { return false }
    var rest: [TemplateValue] = [value]
    if case .list(let list) = value { rest = list.reversed() }
    stack.append(rest.removeLast())
    rounds.append(rest)
    return true
  }

  mutating func next(_ op: TemplateOp) -> Bool {
    stack.removeLast()
    guard let value = rounds[rounds.count - 1].popLast() else {
      rounds.removeLast()
      return false
    }
    stack.append(value)
    return true
  }

  /// Does nothing: paths are looked up as a whole; only typed names are followed step by step.
  mutating func load(_ op: TemplateOp) {}

  func isTrue(_ op: TemplateOp) -> Bool { lookUp(op).isTrue }

  func write(_ op: TemplateOp, isEscaped: Bool, into sink: inout ByteSink) {
    var text: String
    switch lookUp(op) {
    case .text(let value): text = value
    case .bool(let value): text = value ? "true" : "false"
    case .null, .list, .object: return
    }
    text.withUTF8 { octets in
      guard let start = octets.baseAddress else { return }
      let text = Utf8(start: UnsafeRawPointer(start), count: octets.count)
      if isEscaped { escapeHTML(text, into: &sink) } else { sink.append(text) }
    }
  }

  func choice(_ op: TemplateOp) -> Int? {
    guard case .text(let name) = lookUp(op) else { return nil }
    return program.choices[Int(op.jump)]?.firstIndex(of: name)
  }

  /// Looks the first part up from the innermost value outwards, and the other parts only within its result.
  private func lookUp(_ op: TemplateOp) -> TemplateValue {
    let path = program.paths[Int(op.a)]
    guard let first = path.first else { return stack.last ?? .null }
    for case .object(let fields) in stack.reversed() {
      guard var value = fields[first] else { continue }
      for part in path.dropFirst() {
        guard case .object(let fields) = value, let next = fields[part] else { return .null }
        value = next
      }
      return value
    }
    return .null
  }
}
