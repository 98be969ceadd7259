import Bytes
import Diagnostics
import Markup
import Testing

/// Rows, partials, blocks and lines, as the site draws them.
@Suite struct MustacheDrawingTests {
  static func fill(_ data: inout TemplateData, _ row: Row<PageFields>, _ page: PageFields) {
    let slot = SlotFields.scope.fields
    let note = NoteFields.scope.fields
    data.set(row, page.title, "page")
    for time in ["9", "10"] {
      let slotRow = data.add(row, page.slots)
      data.set(slotRow, slot.time, time)
      if time == "9" { continue }
      data.set(slotRow, slot.title, "ten")
      for word in ["a", "b"] {
        let noteRow = data.add(slotRow, slot.notes)
        data.set(noteRow, note.word, word)
        let inner = data.add(noteRow, note.inner)
        data.set(inner, note.word, word + "1")
        data.set(data.add(inner, note.inner), note.word, word + "11")
        data.set(data.add(noteRow, note.inner), note.word, word + "2")
      }
    }
    let mentor = data.add(row, page.mentor)
    data.set(mentor, MentorFields.scope.fields.name, "Ada")
    data.set(data.add(mentor, MentorFields.scope.fields.city), CityFields.scope.fields.label, "Bern")
  }

  @Test func listsWithinListsAreDrawnInOrder() throws {
    let page =
      "{{#slots}}{{time}}({{#notes}}{{word}}[{{#inner}}{{word}}{{^inner}}.{{/inner}}{{/inner}}]{{/notes}}){{/slots}}"
    #expect(try drawn(page, fill: Self.fill) == "9()10(a[a1a2.]b[b1b2.])")
  }

  @Test func afterAScopeWithinItselfTheOuterRowIsBack() throws {
    let page =
      "{{#slots}}{{#notes}}{{word}}{{#inner}}{{#inner}}({{word}}){{/inner}}{{word}}{{/inner}}{{word}};{{/notes}}{{/slots}}"
    #expect(
      try drawn(page, fill: Self.fill) == "a(a11)a1a2a;b(b11)b1b2b;")
  }

  @Test func aFieldOfTheInnerScopeHidesTheOuterOne() throws {
    // The first slot has no title: it is empty, not the page's.
    #expect(try drawn("{{title}}:{{#slots}}{{title}},{{/slots}}:{{title}}", fill: Self.fill) == "page:,ten,:page")
    #expect(try drawn("{{#slots}}{{#notes}}{{time}}{{title}} {{/notes}}{{/slots}}", fill: Self.fill) == "10ten 10ten ")
  }

  @Test func aDottedNameFollowsObjects() throws {
    let page =
      "{{mentor.name}} {{mentor.city.label}}{{#mentor.city}} {{label}}{{/mentor.city}}{{^mentor.city}}-{{/mentor.city}}"
    #expect(try drawn(page, fill: Self.fill) == "Ada Bern Bern")
    #expect(try drawn("{{#mentor}}{{name}} {{city.label}} {{title}}{{/mentor}}", fill: Self.fill) == "Ada Bern page")
  }

  @Test func anAbsentObjectIsEmptyThroughout() throws {
    let page =
      "[{{mentor.name}}{{mentor.city.label}}{{#mentor}}x{{/mentor}}{{#mentor.city}}y{{/mentor.city}}]{{^mentor}}none{{/mentor}}"
    #expect(try drawn(page) == "[]none")
    #expect(
      try drawn("{{#mentor}}({{city.label}}{{^city}}no city{{/city}}){{/mentor}}") { _ = $0.add($1, $2.mentor) }
        == "(no city)")
  }

  @Test func aSectionAsksEveryKindForItsTruth() throws {
    let page =
      "{{#title}}t{{/title}}{{#body}}b{{/body}}{{#link}}l{{/link}}{{#today}}f{{/today}}{{#slots}}s{{/slots}}{{#kind}}k{{/kind}}"
    #expect(try drawn(page) == "")
    let all = try drawn(page) { data, row, page in
      data.set(row, page.title, "x")
      data.set(row, page.body, "<b>")
      data.set(row, page.link, "/")
      data.set(row, page.today, true)
      _ = data.add(row, page.slots)
      data.set(row, page.kind, "parts/call")
    }
    #expect(all == "tblfsk")
  }

  @Test func valuesSurviveTheGrowthOfTheData() throws {
    let long = String(repeating: "x", count: 100_000)
    let text = try drawn("{{title}}{{#slots}}{{time}},{{/slots}}{{mentor.name}}") { data, row, page in
      data.set(row, page.title, "first")
      let mentor = data.add(row, page.mentor)
      for number in 0..<5_000 {
        let slot = data.add(row, page.slots)
        data.set(slot, SlotFields.scope.fields.time) { $0.appendDecimal(number) }
      }
      data.set(mentor, MentorFields.scope.fields.name, long)
    }
    #expect(text == "first" + (0..<5_000).map { "\($0)," }.joined() + long)
  }

  @Test func dataUsedAgainHoldNothingOfThePageBefore() throws {
    var library = TemplateLibrary([
      TemplateFile(
        name: "page", file: "page", source: Array("{{title}}{{#slots}}{{time}}{{/slots}}{{mentor.name}}".utf8))
    ])
    let template = library.compile("page", PageFields.scope)
    try library.diagnostics.throwIfErrors()
    var data = TemplateData()
    var sink = ByteSink()
    Self.fill(&data, data.begin(PageFields.scope), PageFields.scope.fields)
    let second = data.begin(PageFields.scope)
    try template.render(data, second, into: &sink)
    #expect(sink.string() == "")
  }

  // MARK: Partials

  @Test func aPartialIsCompiledForEachScopeItIsDrawnIn() throws {
    let page = "{{>parts/name}}{{#slots}}{{>parts/name}}{{/slots}}{{>parts/name}}"
    #expect(try drawn(page, ["parts/name": "[{{title}}]"], fill: Self.fill) == "[page][][ten][page]")
    let told = errors("{{#slots}}{{>p}}{{/slots}}{{>p}}", ["p": "{{time}}"])
    #expect(told.count == 1)
    #expect(told.first?.hasPrefix("p:1:3: unknown name \"time\"") == true)
  }

  @Test func aPartialThatDrawsItselfOverTreesEnds() throws {
    let page = "{{#slots}}{{#notes}}{{>tree}}{{/notes}}{{/slots}}"
    #expect(
      try drawn(page, ["tree": "({{word}}{{#inner}}{{>tree}}{{/inner}})"], fill: Self.fill)
        == "(a(a1(a11))(a2))(b(b1(b11))(b2))")
  }

  @Test func aPartialThatDrawsItselfWithoutEndIsAnError() {
    #expect(throws: Diagnostic.self) { try drawn("{{>p}}", ["p": "{{>p}}"]) }
    #expect(throws: Diagnostic.self) { try drawn("{{>p}}", ["p": "{{>q}}{{>q}}", "q": "{{>p}}{{>p}}"]) }
    #expect(throws: Diagnostic.self) { try drawn("{{>page}}") }
    #expect(!errors("<p title=\"{{>p}}", ["p": "\"{{>p}}"]).isEmpty)
  }

  @Test func aPartialIsIndentedAsItsTagIs() throws {
    #expect(
      try drawn("<ul>\n  {{>p}}\n</ul>\n", ["p": "<li>\n{{title}}\n</li>\n"]) == "<ul>\n  <li>\n  \n  </li>\n</ul>\n")
  }

  @Test func aChosenPartialIsOneOfAClosedList() throws {
    let parts = ["parts/chat": "chat {{title}}", "parts/call": "call", "parts/other": "no"]
    #expect(try drawn("{{>*kind}}", parts) { $0.set($1, $2.kind, "parts/call") } == "call")
    #expect(try drawn("{{>*kind}}", parts) { $0.set($1, $2.kind, "parts/chat") } == "chat ")
    #expect(try drawn("[{{>*kind}}]", parts) { $0.set($1, $2.kind, "parts/other") } == "[]")
    #expect(errors("{{>*kind}}", ["parts/chat": "{{titel}}", "parts/call": ""]).count == 1)
    #expect(errors("{{>*kind}}", ["parts/call": ""]).first?.contains("there is no template \"parts/chat\"") == true)
    #expect(!errors("<p {{>*kind}}>", ["parts/chat": "a=\"", "parts/call": ""]).isEmpty)
  }

  @Test func anUnknownPartialIsToldWithTheNearestName() {
    #expect(
      errors("x{{>parts/haed}}", ["parts/head": ""]).first?.hasPrefix(
        "page:1:5: there is no template \"parts/haed\"; did you mean \"parts/head\"?") == true)
  }

  @Test func aTemplateThatNothingDrawsIsWarnedOf() {
    let files = ["page", "head", "haed"].map {
      TemplateFile(name: $0, file: $0 + ".mustache", source: $0 == "page" ? Array("{{>head}}".utf8) : [])
    }
    var library = TemplateLibrary(files)
    _ = library.compile("page", PageFields.scope)
    #expect(library.unusedTemplates().all.map(\.place?.file) == ["haed.mustache"])
  }

  // MARK: Blocks

  @Test func aBlockIsOverriddenByItsParentTag() throws {
    let layout = "<title>{{$title}}Almanac{{/title}}</title>\n<main>\n  {{$main}}{{/main}}\n</main>\n"
    #expect(
      try drawn(
        "{{<layout}}{{$title}}{{title}}{{/title}}{{$main}}<p>{{{body}}}</p>{{/main}}{{/layout}}", ["layout": layout]
      ) {
        $0.set($1, $2.title, "a<b")
        $0.set($1, $2.body, "<i>")
      } == "<title>a&lt;b</title>\n<main>\n  <p><i></p>\n</main>\n")
    #expect(try drawn("{{<layout}}{{/layout}}", ["layout": layout]).contains("<title>Almanac</title>"))
  }

  @Test func anOverrideIsCheckedWhereItIsPut() {
    let layout = ["layout": "<p {{$attributes}}{{/attributes}}><script>{{$script}}{{/script}}</script>"]
    #expect(errors("{{<layout}}{{$attributes}}title=\"{{title}}\"{{/attributes}}{{/layout}}", layout) == [])
    #expect(!errors("{{<layout}}{{$attributes}}{{title}}{{/attributes}}{{/layout}}", layout).isEmpty)
    #expect(!errors("{{<layout}}{{$script}}{{title}}{{/script}}{{/layout}}", layout).isEmpty)
  }

  @Test func aMistakeInAParentTagIsAnError() {
    let layout = ["layout": "{{$main}}{{/main}}"]
    #expect(
      errors("{{<layout}}{{$mian}}x{{/mian}}{{/layout}}", layout).first?.contains("did you mean \"main\"?") == true)
    #expect(errors("{{<layout}}{{$main}}{{/main}}{{$main}}{{/main}}{{/layout}}", layout).count == 1)
    #expect(errors("{{<layout}}stray{{/layout}}", layout).count == 1)
    #expect(errors("{{<layout}} \n{{/layout}}", layout) == [])
  }

  // MARK: Syntax

  @Test(arguments: [
    ("{{#today}}", "page:1:1: {{#today}} is never closed; {{/today}} is missing"),
    ("a\n{{/today}}", "page:2:1: {{/today}} closes nothing; there is no {{#today}} before it"),
    (
      "{{#today}}{{#slots}}{{/today}}{{/slots}}",
      "page:1:11: {{#slots}} is still open where {{/today}} stands (line 1, column 21); {{/slots}} is missing"
    ),
    (
      "{{#today}}{{/tody}}",
      "page:1:11: {{/tody}} does not close {{#today}} (line 1, column 1); did you mean {{/today}}?"
    ),
    ("a {{title", "page:1:3: tag is not closed; \"}}\" is missing"),
    ("{{{title}}", "page:1:1: tag is not closed; \"}}}\" is missing"),
    ("{{title {{title}}", "page:1:1: tag is not closed; \"}}\" is missing"),
    ("{{}}", "page:1:1: tag has no name"), ("{{#}}{{/}}", "page:1:1: tag has no name"),
    ("{{=a=}}", "page:1:1: delimiters must be two, without \"=\" in them; write it like {{=<% %>=}}"),
    ("{{=<% %>}}", "page:1:1: tag is not closed; \"=}}\" is missing"),
    ("{{<p}}", "page:1:1: {{<p}} is never closed; {{/p}} is missing"),
  ]) func aMistakeOfSyntaxIsToldWithItsPlace(_ page: String, _ told: String) {
    #expect(errors(page).first == told)
  }

  @Test func otherDelimitersHoldUntilTheEndOfTheTemplate() throws {
    let page = "{{=<% %>=}}\n<%title%> {{title}} <%>p%><%={{ }}=%>{{title}}"
    #expect(
      try drawn(page, ["p": "{{title}}<%title%>"], as: .plainText) { $0.set($1, $2.title, "T") }
        == "T {{title}} T<%title%>T")
  }

  @Test func standaloneTagsTakeTheirLinesAway() throws {
    let page = "<ul>\n  {{#slots}}\n  <li>{{time}}</li>\n  {{/slots}}\n  {{! none }}\n</ul>\n"
    #expect(try drawn(page, fill: Self.fill) == "<ul>\n  <li>9</li>\n  <li>10</li>\n</ul>\n")
    #expect(try drawn("a\r\n{{#today}}\r\nb\r\n{{/today}}\r\nc") { $0.set($1, $2.today, true) } == "a\r\nb\r\nc")
  }

  @Test func aByteOrderMarkIsNotDrawn() throws {
    #expect(try drawn("\u{FEFF}<p>{{>p}}", ["p": "\u{FEFF}x"]) == "<p>x")
  }
}
