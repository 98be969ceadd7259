import Diagnostics

/// How names are understood.
enum TemplateMode {
  /// As the Mustache specification says: what is unknown is empty, values are escaped, and nothing else is checked.
  case lenient
  /// Names are fields of a scope; everything is checked at load.
  case strict(TemplateFormat)
}

/// A scope that is open at some place of a template, and the register its current row is in.
struct OpenScope: Hashable {
  let declaration: ScopeDeclaration
  let register: Int32

  static func == (left: OpenScope, right: OpenScope) -> Bool { left.declaration === right.declaration }
  func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(declaration)) }
}

/// What a piece of template is compiled against.
struct TemplateContext {
  var text: TemplateText
  /// Outermost first. No scope is in it twice: a scope within itself hides the outer row altogether. So there are few
  /// different contexts, and a partial that calls itself is compiled once.
  var scopes: [OpenScope]
  /// What is put in blocks, by name. The outermost parent tag has put its own first.
  var overrides: [String: TemplateBlock]
  /// White space put before each line, and octets of white space taken off it: an override is moved to its block's place.
  var prefix: [UInt8] = []
  var dedent = 0
  /// Overrides that are being put in place, against one that holds its own block.
  var active: [ObjectIdentifier] = []

  /// The white space at the start of a line as it will be written.
  func indentation(_ space: Range<Int>, of text: TemplateText) -> [UInt8] {
    prefix + text.octets[space].dropFirst(dedent)
  }
}

/// A template compiled for one context. Jumps count from its own first op.
struct TemplateFunction {
  var ops: [TemplateOp] = []
  /// Where the next literal may not be joined to the last op, because a jump leads between them.
  var label = 0
  /// Nil where the position is not checked, or not known after an error.
  var position: HTMLPosition?
  var isIndented = false
  /// All blocks it has, those of its partials and parents included.
  var blocks: Set<String> = []
  var isDone = false
  /// Somebody called it before it was done, and took its end to be like its beginning.
  var isAssumedNeutral = false
}

/// What tells functions apart. One template is one function unless it is drawn in different surroundings.
struct TemplateFunctionKey: Hashable {
  let template: String
  let scopes: [OpenScope]
  let overrides: [String: ObjectIdentifier]
  let isIndented: Bool
  let position: HTMLPosition?
}

/// Compiles one template with all it draws into one program. Errors are collected.
struct TemplateCompilation {
  /// Tags compiled in all, counting a block or partial once for each of its contexts.
  static let mostNodes = 250_000
  /// Octets of literals in all; what grows beyond has a block that multiplies a large text.
  static let mostLiterals = 16 << 20
  /// Templates within templates while compiling.
  static let mostDepth = 100
  /// Sections, blocks and templates within each other: each takes some of the machine's stack.
  static let mostLevels = 250

  let templates: [String: ParsedTemplate]
  /// Templates that exist but could not be read; their errors are told already.
  let broken: Set<String>
  let mode: TemplateMode
  /// Texts by group and key, written into the program as literals.
  let constants: [String: [String: String]]
  var program = TemplateProgram()
  var diagnostics = Diagnostics()
  var functions: [TemplateFunction] = []
  /// The function being compiled.
  var body = TemplateFunction()
  /// Names of the templates that were reached.
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

  /// Compiles `name`, which must be among the templates, and links everything.
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

  /// The number of the function for a template in its surroundings; it is compiled if it is new.
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
    // The end is not known yet; whoever calls it meanwhile takes it to be the beginning.
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

  /// Puts all functions into one array, and positions in place of functions' numbers and jumps.
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

  /// A literal, joined to the one before it if nothing jumps between them.
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

  /// The position of the next op, which something jumps to.
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

  /// Whether one more node may be compiled; says once that the templates grow beyond all measure.
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

  /// Readies the position for a section, partial or block.
  mutating func settle(_ text: TemplateText, _ range: Range<Int>) {
    guard let problem = body.position?.settle() else { return }
    report(text, range, problem, "move it between tags, or into a value in quotes")
    body.position = nil
  }
}
