import Bytes
import Diagnostics

/// The source of a template.
public struct TemplateFile: Sendable {
  /// The name in templates: `{{>slot-list}}`.
  public let name: String
  /// The name in diagnostics: `Templates/slot-list.html`.
  public let file: String
  public let source: [UInt8]

  public init(name: String, file: String, source: [UInt8]) {
    self.name = name
    self.file = file
    self.source = source
  }
}

/// The output format of a template.
public enum TemplateFormat: Sendable {
  /// HTML or XML: values are escaped, and only allowed where escaping makes them safe.
  case html
  /// Text such as a message: nothing is escaped or checked, and HTML fields are refused.
  case plainText
}

/// All templates of a site, each name once, ready to be compiled.
///
/// The dialect is Mustache with inheritance and dynamic names, but strict: every name is resolved at load, so that a
/// page is rendered without name lookups or errors.
public struct TemplateLibrary {
  /// All errors so far. Read it after the last ``compile(_:_:as:)`` and before anything is rendered.
  public private(set) var diagnostics = Diagnostics()

  private var templates: [String: ParsedTemplate] = [:]
  private let constants: [String: [String: String]]
  private var broken: Set<String> = []
  private var files: [String: String] = [:]
  private var reached: Set<String> = []
  private var told: Set<Diagnostic> = []

  /// - Parameters:
  ///   - files: the later of two files with the same name is used, so the site's own come after the built-in ones.
  ///   - constants: texts that are the same on every page, by group and key: `{{t.book}}` is `constants["t"]["book"]`.
  ///     They are escaped and written into the templates here, at no cost per page. A group may not have the name of a
  ///     field.
  public init(_ files: [TemplateFile], constants: [String: [String: String]] = [:]) {
    self.constants = constants
    var winners: [String: TemplateFile] = [:]
    for file in files { winners[file.name] = file }
    for file in winners.values.sorted(by: { $0.name < $1.name }) {
      var parser = TemplateParser(TemplateText(file))
      if let template = parser.parse() { templates[file.name] = template } else { broken.insert(file.name) }
      diagnostics.add(contentsOf: parser.diagnostics)
      self.files[file.name] = file.file
    }
  }

  /// Compiles a template for pages of a scope. Errors go to ``diagnostics``; the template then renders nothing.
  public mutating func compile<Fields>(
    _ name: String, _ scope: Scope<Fields>, as format: TemplateFormat = .html
  ) -> Template<Fields> {
    guard templates[name] != nil else {
      reached.insert(name)
      if !broken.contains(name) { diagnostics.add(Diagnostic(at: nil, "there is no template \"\(name)\"")) }
      return Template(program: TemplateProgram())
    }
    var compilation = TemplateCompilation(
      templates: templates, broken: broken, mode: .strict(format), constants: constants)
    let program = compilation.compile(name, scope.declaration)
    reached.formUnion(compilation.reached)
    // A partial is compiled once for each of its contexts and has the same error in most.
    for diagnostic in compilation.diagnostics.all where told.insert(diagnostic).inserted {
      diagnostics.add(diagnostic)
    }
    return Template(program: compilation.diagnostics.hasErrors ? TemplateProgram() : program)
  }

  /// Warnings for unused templates: most often a file with a mistyped name.
  public func unusedTemplates() -> Diagnostics {
    var warnings = Diagnostics()
    for (name, file) in files.sorted(by: { $0.key < $1.key }) where !reached.contains(name) && !broken.contains(name) {
      let nearest = nearestName(to: name, among: reached).map { "did you mean \"\($0)\"?" }
      warnings.add(
        Diagnostic(.warning, at: Place(file: file), "no page uses the template \"\(name)\"", remedy: nearest))
    }
    return warnings
  }
}

/// A compiled template for pages of one scope.
public struct Template<Fields: TemplateFields>: Sendable {
  let program: TemplateProgram

  /// Appends the page to the sink.
  /// - Throws: when partials call each other without end. The sink then contains the page's beginning.
  public func render(
    _ data: borrowing TemplateData, _ page: Row<Fields>, into sink: inout ByteSink
  ) throws(Diagnostic) {
    var source = TypedSource(data, page: page.index, registerCount: program.registerCount)
    try program.run(&source, into: &sink)
  }
}
