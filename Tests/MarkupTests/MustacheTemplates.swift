import Bytes
import Diagnostics
import Markup

struct SlotFields: TemplateFields {
  static let scope = Scope<SlotFields>("slot")
  let time = Text("time", "local start")
  let link = URL("link", "where to ask for it")
  let title = Text("title", "hides the page's")
  let notes = List<NoteFields>("notes", "what was said")
  init() {}
}

struct NoteFields: TemplateFields {
  static let scope = Scope<NoteFields>("note")
  let word = Text("word", "a word")
  let inner = List<NoteFields>("inner", "notes of the note")
  init() {}
}

struct MentorFields: TemplateFields {
  static let scope = Scope<MentorFields>("mentor")
  let name = Text("name", "as shown")
  let home = URL("home", "own page")
  let city = Object<CityFields>("city", "where they live")
  init() {}
}

struct CityFields: TemplateFields {
  static let scope = Scope<CityFields>("city")
  let label = Text("label", "its name")
  init() {}
}

struct PageFields: TemplateFields {
  static let scope = Scope<PageFields>("page")
  let title = Text("title", "heading")
  let body = HTML("body", "finished HTML")
  let root = URL("root", "way to the site's root")
  let link = URL("link", "an address")
  let today = Flag("today", "it is today")
  let slots = List<SlotFields>("slots", "the day's slots")
  let notes = List<NoteFields>("notes", "the page's notes")
  let mentor = Object<MentorFields>("mentor", "whose page it is")
  let kind = Partial("kind", choices: ["parts/chat", "parts/call"], "which card")
  init() {}
}

/// Compiles `page` of the templates and draws it with what `fill` sets.
func drawn(
  _ page: String, _ others: [String: String] = [:], constants: [String: [String: String]] = [:],
  as format: TemplateFormat = .html,
  fill: (inout TemplateData, Row<PageFields>, PageFields) -> Void = { _, _, _ in }
) throws -> String {
  var library = library(page, others, constants: constants)
  let template = library.compile("page", PageFields.scope, as: format)
  try library.diagnostics.throwIfErrors()
  var data = TemplateData()
  let row = data.begin(PageFields.scope)
  fill(&data, row, PageFields.scope.fields)
  var sink = ByteSink()
  try template.render(data, row, into: &sink)
  return sink.string()
}

/// What is wrong with `page`, as `line:column: cause; remedy`, in the order of places.
func errors(
  _ page: String, _ others: [String: String] = [:], constants: [String: [String: String]] = [:],
  as format: TemplateFormat = .html
) -> [String] {
  var library = library(page, others, constants: constants)
  _ = library.compile("page", PageFields.scope, as: format)
  return library.diagnostics.all.map { diagnostic in
    let place = diagnostic.place.map { "\($0.file):\($0.line ?? 0):\($0.column ?? 0): " } ?? ""
    return place + diagnostic.message + (diagnostic.remedy.map { "; \($0)" } ?? "")
  }
}

private func library(
  _ page: String, _ others: [String: String], constants: [String: [String: String]]
) -> TemplateLibrary {
  let files = others.merging(["page": page], uniquingKeysWith: { $1 }).map { name, source in
    TemplateFile(name: name, file: name, source: Array(source.utf8))
  }
  return TemplateLibrary(files, constants: constants)
}
