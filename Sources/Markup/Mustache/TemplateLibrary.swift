package import Bytes
package import Diagnostics

/// One template's source as it was read.
package struct TemplateFile: Sendable {
  /// As templates call it: `{{>slot-list}}`.
  package let name: String
  /// As diagnostics call it: `Templates/slot-list.html`.
  package let file: String
  package let source: [UInt8]

  package init(name: String, file: String, source: [UInt8]) {
    self.name = name
    self.file = file
    self.source = source
  }
}

/// What a template writes.
package enum TemplateFormat: Sendable {
  /// HTML or XML: values are escaped, and only allowed where escaping makes them safe.
  case html
  /// Text as in a message: nothing is escaped, nothing is checked, HTML fields are refused.
  case plainText
}

/// All templates of a site, each name once, ready to be compiled.
package struct TemplateLibrary {
  /// Everything wrong so far. Ask it after the last ``compile(_:_:as:)`` and before anything is rendered.
  package private(set) var diagnostics = Diagnostics()

  /// - Parameter files: of two files of one name the later wins, so the site's own come after the built-in ones.
  package init(_ files: [TemplateFile]) {}

  /// Compiles a template for pages of a scope. Errors go to ``diagnostics``; the template then draws nothing.
  package mutating func compile<Fields>(
    _ name: String, _ scope: Scope<Fields>, as format: TemplateFormat = .html
  ) -> Template<Fields> {
    Template()
  }
}

/// A compiled template for pages of one scope.
package struct Template<Fields: TemplateFields>: Sendable {
  /// - Throws: when partials call each other without end.
  package func render(
    _ data: borrowing TemplateData, _ page: Row<Fields>, into sink: inout ByteSink
  ) throws(Diagnostic) {}
}
