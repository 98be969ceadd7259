import Diagnostics

/// The interpretation of names.
enum TemplateMode {
  /// The rules of the Mustache specification: unknown names are empty, values are escaped, and nothing else is
  /// checked.
  case lenient
  /// Names are fields of a scope; everything is checked at load.
  case strict(TemplateFormat)
}

/// A scope that is open at some place of a template, and the register of its current row.
struct OpenScope: Hashable {
  let declaration: ScopeDeclaration
  let register: Int32

  static func == (left: OpenScope, right: OpenScope) -> Bool { left.declaration === right.declaration }
  func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(declaration)) }
}

/// The context in which a part of a template is compiled.
struct TemplateContext {
  var text: TemplateText
  /// The open scopes, outermost first. No scope occurs twice: a scope within itself hides the outer row completely. So
  /// there are few different contexts, and a partial that calls itself is compiled once.
  var scopes: [OpenScope]
  /// The overrides of blocks, by name. Those of the outermost parent tag take precedence.
  var overrides: [String: TemplateBlock]
  /// The white space added to each line, and the bytes of white space removed from it: an override is moved to its
  /// block's place.
  var prefix: [UInt8] = []
  var dedent = 0
  /// The overrides being inserted, to detect one that contains its own block.
  var active: [ObjectIdentifier] = []

  /// The white space at the start of a line in the output.
  func indentation(_ space: Range<Int>, of text: TemplateText) -> [UInt8] {
    prefix + text.octets[space].dropFirst(dedent)
  }
}

/// A template compiled for one context. Jumps count from its own first op.
struct TemplateFunction {
  var ops: [TemplateOp] = []
  /// The position before which literals may not be joined, because it is the target of a jump.
  var label = 0
  /// Nil when the position is not checked, or is unknown after an error.
  var position: HTMLPosition?
  var isIndented = false
  /// All its blocks, including those of its partials and parents.
  var blocks: Set<String> = []
  var isDone = false
  /// Whether a call was compiled before this function was complete, assuming that it ends at the position where it
  /// begins.
  var isAssumedNeutral = false
}

/// Identifies a function. A template is a single function unless it is used in different contexts.
struct TemplateFunctionKey: Hashable {
  let template: String
  let scopes: [OpenScope]
  let overrides: [String: ObjectIdentifier]
  let isIndented: Bool
  let position: HTMLPosition?
}

/// Compiles a template with all its partials and parents into one program, and collects the errors.
struct TemplateCompilation {
  /// The limit of all compiled tags; a block or partial counts once for each of its contexts.
  static let mostNodes = 250_000
  /// The limit of all literal bytes, against blocks that multiply a large text.
  static let mostLiterals = 16 << 20
  /// The limit of nested templates while compiling.
  static let mostDepth = 100
  /// The limit of nested sections, blocks and templates: each uses some stack.
  static let mostLevels = 250

  let templates: [String: ParsedTemplate]
  /// Templates that exist but could not be parsed; their errors are already reported.
  let broken: Set<String>
  let mode: TemplateMode
  /// Texts by group and key, written into the program as literals.
  let constants: [String: [String: String]]
  var program = TemplateProgram()
  var diagnostics = Diagnostics()
  var functions: [TemplateFunction] = []
  /// The function being compiled.
  var body = TemplateFunction()
  /// The names of all templates used.
  var reached: Set<String> = []
  private var known: [TemplateFunctionKey: Int] = [:]
  private var registers: [ObjectIdentifier: Int32] = [:]
  private var pathNumbers: [[String]: Int32] = [:]
  private var nodeCount = 0
  private var depth = 0
  var level = 0

  init(
    templates: [String: ParsedTemplate], broken: Set<String>, mode: TemplateMode,
    constants: [String: [String: String]] = [:]
  ) {
    self.templates = templates
    self.broken = broken
    self.mode = mode
    self.constants = constants
  }

  var isStrict: Bool { if case .strict = mode { true } else { false } }

  /// Compiles `name`, which must be one of the templates, and links everything.
  mutating func compile(_ name: String, _ scope: ScopeDeclaration?) -> TemplateProgram {
    program.name = name
    if let scope { reportClashes(from: scope) }
    let scopes = scope.map { [OpenScope(declaration: $0, register: register(of: $0))] } ?? []
    var position: HTMLPosition?
    if case .strict(.html) = mode { position = HTMLPosition() }
    guard let template = templates[name],
      let main = function(template, scopes, [:], isIndented: false, position)
    else { return TemplateProgram() }
    if let end = functions[main].position, end != HTMLPosition() {
      let last = max(0, template.text.octets.count - 1)
      report(template.text, last..<last, "template ends \(end.described)", nil)
    }
    link(main)
    return program
  }

  // MARK: Functions

  /// The number of the function for a template in its context; a new one is compiled.
  mutating func function(
    _ template: ParsedTemplate, _ scopes: [OpenScope], _ overrides: [String: TemplateBlock], isIndented: Bool,
    _ position: HTMLPosition?
  ) -> Int? {
    let key = TemplateFunctionKey(
      template: template.text.name, scopes: scopes, overrides: overrides.mapValues(ObjectIdentifier.init),
      isIndented: isIndented, position: position)
    if let number = known[key] {
      if !functions[number].isDone { functions[number].isAssumedNeutral = true }
      return number
    }
    guard depth < Self.mostDepth else {
      report(template.text, 0..<0, "templates draw each other deeper than \(Self.mostDepth)", nil)
      return nil
    }
    reached.insert(template.text.name)
    let number = functions.count
    known[key] = number
    // The end is not known yet; until then, callers assume that it equals the beginning.
    functions.append(TemplateFunction(position: position, isIndented: isIndented))
    let caller = body
    body = TemplateFunction(position: position, isIndented: isIndented)
    depth += 1
    compile(template.nodes, TemplateContext(text: template.text, scopes: scopes, overrides: overrides))
    depth -= 1
    append(TemplateOp(kind: .end))
    let last = max(0, template.text.octets.count - 1)
    settle(template.text, last..<last)
    body.isAssumedNeutral = functions[number].isAssumedNeutral
    body.isDone = true
    if body.isAssumedNeutral, let end = body.position, end != position {
      report(template.text, last..<last, "template draws itself and must end where it began", nil)
      body.position = nil
    }
    functions[number] = body
    body = caller
    return number
  }

  /// Joins all functions into one array, and replaces function numbers and jumps by positions.
  private mutating func link(_ main: Int) {
    var starts: [Int32] = []
    program.ops = []
    for function in functions {
      let start = Int32(program.ops.count)
      starts.append(start)
      for var op in function.ops {
        switch op.kind {
        case .enter, .next, .jumpIfFalse, .jumpIfTrue: op.jump += start
        default: break
        }
        program.ops.append(op)
      }
    }
    program.targets = program.targets.map { starts[Int($0)] }
    program.start = Int(starts[main])
  }

  // MARK: Ops

  mutating func append(_ op: TemplateOp) { body.ops.append(op) }

  /// Appends a literal, joined to the one before it if no jump leads between them.
  mutating func literal(_ octets: some Collection<UInt8>) {
    if octets.isEmpty { return }
    let start = Int32(program.literals.count)
    program.literals += octets
    if let last = body.ops.last, last.kind == .literal, body.label < body.ops.count, last.a + last.b == start {
      body.ops[body.ops.count - 1].b += Int32(octets.count)
    } else {
      append(TemplateOp(kind: .literal, a: start, b: Int32(octets.count)))
    }
  }

  /// The position of the next op, as the target of a jump.
  mutating func label() -> Int32 {
    body.label = body.ops.count
    return Int32(body.ops.count)
  }

  mutating func register(of scope: ScopeDeclaration) -> Int32 {
    if let known = registers[ObjectIdentifier(scope)] { return known }
    // Register 0 is for dotted names.
    let new = Int32(program.registerCount)
    program.registerCount += 1
    registers[ObjectIdentifier(scope)] = new
    return new
  }

  mutating func number(of path: [String]) -> Int32 {
    if let known = pathNumbers[path] { return known }
    let new = Int32(program.paths.count)
    program.paths.append(path)
    pathNumbers[path] = new
    return new
  }

  /// Whether one more node may be compiled; reports once that the templates exceed the limit.
  mutating func mayGoOn(_ text: TemplateText) -> Bool {
    guard nodeCount < Self.mostNodes else { return false }
    nodeCount += 1
    if nodeCount == Self.mostNodes {
      report(text, 0..<0, "templates expand to more than \(Self.mostNodes) tags", nil)
    } else if program.literals.count > Self.mostLiterals {
      report(text, 0..<0, "templates expand to more than \(Self.mostLiterals >> 20) MiB of text", nil)
      nodeCount = Self.mostNodes
    } else if diagnostics.all.count >= TemplateText.mostErrors {
      nodeCount = Self.mostNodes
    }
    return nodeCount < Self.mostNodes
  }

  // MARK: Errors

  mutating func report(_ text: TemplateText, _ range: Range<Int>, _ cause: String, _ remedy: String?) {
    guard isStrict else { return }
    diagnostics.add(Diagnostic(at: text.place(of: range), cause, remedy: remedy))
  }

  /// Prepares the position for a section, partial or block.
  mutating func settle(_ text: TemplateText, _ range: Range<Int>) {
    guard let problem = body.position?.settle() else { return }
    report(text, range, problem, "move it between tags, or into a value in quotes")
    body.position = nil
  }
}
