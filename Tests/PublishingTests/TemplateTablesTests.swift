import Diagnostics
import Foundation
import Markup
import Testing

@testable import Publishing

/// The tables of `Templates/README.md` against the fields that the code declares.
struct TemplateTablesTests {
  /// A group, record or template of the handbook: its own fields and the groups beside them.
  struct Table {
    var fields: [String: (kind: String, what: String)] = [:]
    var groups: [String] = []
  }

  /// By `group face`, `record row`, `template home`.
  let tables: [String: Table]
  /// The scopes of all pages.
  static let pages = Theme.pageScopes

  init() throws {
    let text = try String(contentsOf: repository.appendingPathComponent("Templates/README.md"), encoding: .utf8)
    var tables: [String: Table] = [:]
    var current: String?
    for line in text.split(separator: "\n") {
      if line.hasPrefix("#") { current = line.hasPrefix("### ") ? String(line.dropFirst(4)) : nil }
      guard let current else { continue }
      var table = tables[current] ?? Table()
      if line.hasPrefix("with: ") { table.groups = line.dropFirst(6).split(separator: ", ").map(String.init) }
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      if line.hasPrefix("| "), cells.count == 3, cells[0] != "field" {
        #expect(table.fields[cells[0]] == nil, "\(current) has \(cells[0]) twice")
        table.fields[cells[0]] = (cells[1], cells[2])
      }
      tables[current] = table
    }
    self.tables = tables
  }

  /// The fields of a table with those of its groups.
  private func fields(of name: String) throws -> [String: (kind: String, what: String)] {
    let table = try #require(tables[name], "there is no table \(name)")
    var all = table.fields
    for group in table.groups {
      let more = try #require(tables["group \(group)"], "\(name) names a group \(group)").fields
      for (field, value) in more {
        #expect(all[field] == nil, "\(name): \(field) stands in \(group) too")
        all[field] = value
      }
    }
    return all
  }

  private func word(_ kind: FieldKind) -> String {
    switch kind {
    case .text: "text"
    case .html: "html"
    case .url: "url"
    case .flag: "flag"
    case .list(let scope): "list of \(scope().name)"
    case .object(let scope): "object \(scope().name)"
    case .partial: "partial"
    }
  }

  /// All scopes that rows of the pages can have, by name.
  private func records() -> [String: ScopeDeclaration] {
    var found: [String: ScopeDeclaration] = [:]
    var open = Self.pages
    while let scope = open.popLast() {
      for field in scope.fields {
        switch field.kind {
        case .list(let inner), .object(let inner):
          let inner = inner()
          if found.updateValue(inner, forKey: inner.name) == nil { open.append(inner) }
        default: break
        }
      }
    }
    return found
  }

  private func compare(_ scope: ScopeDeclaration, with table: String) throws {
    var written = try fields(of: table)
    // The interface's words are constants of the theme, not a field.
    if let words = written.removeValue(forKey: "t") { #expect(words.kind == "object words") }
    for field in scope.fields {
      guard let told = written.removeValue(forKey: field.name) else {
        Issue.record("\(table) has no \(field.name)")
        continue
      }
      #expect(told.kind == word(field.kind), "\(table): \(field.name)")
      #expect(told.what == field.documentation, "\(table): \(field.name)")
    }
    #expect(written.keys.sorted() == [], "\(table) tells of fields that are not there")
  }

  @Test(arguments: pages.map(\.name)) func aTemplatesTableHasTheFieldsOfItsScope(name: String) throws {
    let scope = try #require(Self.pages.first { $0.name == name })
    try compare(scope, with: "template \(name)")
  }

  @Test func aRecordsTableHasTheFieldsOfItsScope() throws {
    for (name, scope) in records() { try compare(scope, with: "record \(name)") }
  }

  @Test func everyTableIsOfSomething() {
    let known = Set(records().keys.map { "record \($0)" } + Self.pages.map { "template \($0.name)" } + ["record words"])
    let told = Set(tables.keys.filter { !$0.hasPrefix("group ") })
    #expect(told == known)
    let groups = Set(tables.values.flatMap(\.groups).map { "group \($0)" })
    #expect(groups == Set(tables.keys.filter { $0.hasPrefix("group ") }))
  }

  @Test func everyTemplateOfTheThemeHasItsTable() throws {
    let files = try texts(below: "Templates", endingIn: ".mustache").keys.filter { !$0.contains("/") }
    #expect(
      Set(files.map { "template " + $0.dropLast(".mustache".count) })
        == Set(tables.keys.filter { $0.hasPrefix("template ") }))
  }
}
