import Bytes
import Diagnostics
import Markup
import Testing

/// Templates that were made to break the reader: each ends with an error or a page, never with a trap.
@Suite struct MustacheHostileTests {
  @Test(arguments: [
    "{{#today}}|{{/today}}", "{{#t.a}}|{{/t.a}}", "{{^today}}|{{/today}}", "{{$b}}|{{/b}}", "{{<p}}|{{/p}}",
    "{{#today}}|",
  ])
  func tenThousandLevelsOfSectionsAreAnError(_ pair: String) {
    let parts = pair.split(separator: "|").map(String.init)
    let opening = String(repeating: parts[0], count: 10_000)
    let closing = parts.count > 1 ? String(repeating: parts[1], count: 10_000) : ""
    let told = errors(opening + closing, ["p": ""], constants: ["t": ["a": "b"]])
    #expect(told.first?.contains("nest deeper") == true)
    #expect(told.count < 1_000)
  }

  @Test func fiftyLevelsOfSectionsAreDrawn() throws {
    let page = String(repeating: "{{^today}}", count: 50) + "x" + String(repeating: "{{/today}}", count: 50)
    #expect(try drawn(page) == "x")
  }

  @Test func levelsOfSectionsAndPartialsAddUp() {
    let opening = String(repeating: "{{#today}}", count: 60)
    let closing = String(repeating: "{{/today}}", count: 60)
    var others: [String: String] = [:]
    for number in 0..<90 { others["p\(number)"] = "\(opening){{>p\(number + 1)}}\(closing)" }
    others["p90"] = ""
    #expect(errors("{{>p0}}", others).contains { $0.contains("nest deeper") })
    // In a block of a block as well.
    for number in 0..<90 {
      others["p\(number)"] = "\(opening){{<p\(number + 1)}}{{$b}}{{/b}}{{/p\(number + 1)}}\(closing)"
    }
    #expect(errors("{{>p0}}", others).contains { $0.contains("nest deeper") })
  }

  @Test func aMebibyteIsReadAndDrawnAndMoreIsRefused() throws {
    let line = "<p title=\"{{title}}\">{{#today}}{{title}}{{/today}}</p>\n"
    let page = String(repeating: line, count: (1 << 20) / line.utf8.count)
    let text = try drawn(page) { $0.set($1, $2.title, "T") }
    #expect(text == String(repeating: "<p title=\"T\"></p>\n", count: (1 << 20) / line.utf8.count))
    let tooLong = String(repeating: "x", count: 1 << 20) + "y"
    #expect(errors(tooLong).first?.contains("larger than 1 MiB") == true)
  }

  @Test(arguments: [
    "{{a}}", "{{/a}}", "{{}}", "{{#a}}{{/b}}", "{{>a}}", "<p {{a}}>", "{{title", "{{=x=}}", "{{#title}}",
  ])
  func aFileFullOfMistakesIsToldInPart(_ mistake: String) {
    let told = errors(String(repeating: mistake, count: (1 << 16) / mistake.utf8.count))
    #expect(!told.isEmpty && told.count < 400)
  }

  @Test func blocksCannotMultiplyALargeTextWithoutEnd() {
    let large = String(repeating: "x", count: 500_000)
    let layout = String(repeating: "{{$b}}{{/b}}", count: 10_000)
    let told = errors("{{<layout}}{{$b}}\(large){{/b}}{{/layout}}", ["layout": layout], as: .plainText)
    #expect(told.contains { $0.contains("MiB of text") })
  }

  @Test func templatesCannotMultiplyThemselvesWithoutEnd() {
    var others = ["p30": ""]
    for number in 0..<30 {
      let next = "{{<p\(number + 1)}}{{$b\(number)}}"
      others["p\(number)"] = "\(next)1{{/b\(number)}}{{/p\(number + 1)}}\(next)2{{/b\(number)}}{{/p\(number + 1)}}"
    }
    #expect(!errors("{{>p0}}", others).isEmpty)
  }

  @Test func aTemplateThatIsNotUTF8IsAnError() {
    let file = TemplateFile(name: "page", file: "page", source: Array("a\nb".utf8) + [0xC3, 0x28])
    let place = TemplateLibrary([file]).diagnostics.all.first?.place
    #expect(place?.line == 2 && place?.column == 2)
  }

  // MARK: Random templates

  /// SplitMix64: the same templates on every machine.
  struct Dice {
    var state: UInt64

    mutating func next(below bound: Int) -> Int {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
    }
  }

  /// Pieces of tags, of HTML and of octets that are none of these.
  static let octets: [[UInt8]] =
    [
      "{{", "}}", "{{{", "}}}", "{", "}", "#", "^", "/", ">", "<", "$", "!", "=", "*", "&", ".", " ", "\n", "\r\n",
      "\t",
      "title", "body", "link", "today", "slots", "time", "mentor", "name", "city", "label", "notes", "word", "inner",
      "kind",
      "t", "a", "p", "\"", "'", "href=", "src=\"", "title=\"", "<a ", "<p>", "<script>", "</script>", "<!--", "-->",
      "style=\"", "onclick='", "javascript:", "https://", "?", "é", "\u{301}", "{{=<% %>=}}", "<%", "%>", "{{!",
    ].map { Array($0.utf8) } + [[0], [0xFF], [0xC3], [0xE2, 0x80]]

  /// Whole tags and fragments of HTML, so that many templates are right.
  static let whole: [[UInt8]] = [
    "{{title}}", "{{{body}}}", "{{link}}", "{{#today}}", "{{/today}}", "{{^today}}", "{{#slots}}", "{{/slots}}",
    "{{time}}",
    "{{#mentor}}", "{{/mentor}}", "{{mentor.name}}", "{{mentor.city.label}}", "{{t.a}}", "{{#t.a}}", "{{/t.a}}",
    "{{>p}}",
    "{{>q}}", "{{>*kind}}", "{{<r}}", "{{/r}}", "{{$b}}", "{{/b}}", "<p>", "</p>", "<a href=\"", "<p title=\"", "<p ",
    "\">",
    "\" ", "'", ">", "class=\"", "href=\"/", "people/", "?q=", "#", "x", "\n", "  ", "<title>", "</title>", "<script>",
    "</script>", "<!--", "-->", "<input title='", "{{! c }}", "https://a.example/", ":", "/",
  ].map { Array($0.utf8) }

  static let others = [
    "p": "{{title}}{{#slots}}{{time}}{{/slots}}", "q": "<i title=\"{{title}}\">{{>p}}</i>\n",
    "r": "<b {{$b}}id=\"x\"{{/b}}>\n  {{$c}}{{title}}{{/c}}\n</b>",
    "parts/chat": " {{title}}", "parts/call": "{{>p}}",
  ]

  private func library(_ source: [UInt8]) -> TemplateLibrary {
    var files = Self.others.map { TemplateFile(name: $0.key, file: $0.key, source: Array($0.value.utf8)) }
    files.append(TemplateFile(name: "page", file: "page", source: source))
    return TemplateLibrary(files, constants: ["t": ["a": "c<\"'"]])
  }

  private func draw(_ template: Template<PageFields>, _ text: String) -> [UInt8]? {
    var data = TemplateData()
    let row = data.begin(PageFields.scope)
    let fields = PageFields.scope.fields
    data.set(row, fields.title, text)
    data.set(row, fields.body, "<b>body</b>")
    data.set(row, fields.link, text)
    data.set(row, fields.today, true)
    data.set(row, fields.kind, "parts/call")
    for _ in 0..<2 {
      let slot = data.add(row, fields.slots)
      data.set(slot, SlotFields.scope.fields.time, text)
      data.set(slot, SlotFields.scope.fields.link, text)
    }
    let mentor = data.add(row, fields.mentor)
    data.set(mentor, MentorFields.scope.fields.name, text)
    data.set(data.add(mentor, MentorFields.scope.fields.city), CityFields.scope.fields.label, text)
    var sink = ByteSink()
    guard (try? template.render(data, row, into: &sink)) != nil else { return nil }
    return Array(sink.bytes)
  }

  @Test(arguments: 0..<4) func noTemplateTraps(_ seed: Int) {
    var dice = Dice(state: UInt64(seed))
    for _ in 0..<3_000 {
      let source = (0..<1 + dice.next(below: 24)).flatMap { _ in Self.octets[dice.next(below: Self.octets.count)] }
      var library = library(source)
      let template = library.compile("page", PageFields.scope)
      if !library.diagnostics.hasErrors { _ = draw(template, "x") }
      var plain = library
      _ = plain.compile("page", PageFields.scope, as: .plainText)
      if let lenient = try? LenientTemplate(String(decoding: source, as: UTF8.self), partials: Self.others) {
        var sink = ByteSink()
        try? lenient.render(.object(["title": .text("x"), "today": .bool(true)]), into: &sink)
      }
    }
  }

  /// The marks that HTML is made of are those of the template, whatever the values are, and no address runs.
  @Test(arguments: 0..<4) func noAcceptedTemplateLetsAValueOutOfItsPlace(_ seed: Int) {
    var dice = Dice(state: UInt64(1_000 + seed))
    var accepted = 0
    for _ in 0..<3_000 {
      let source = (0..<1 + dice.next(below: 9)).flatMap { _ in Self.whole[dice.next(below: Self.whole.count)] }
      var library = library(source)
      let template = library.compile("page", PageFields.scope)
      guard !library.diagnostics.hasErrors, let calm = draw(template, "calm") else { continue }
      accepted += 1
      for text in ["javascript:\"><script>'--></title><!--", "\"\u{301}onclick='x' <b> & //host :"] {
        guard let hostile = draw(template, text) else { continue }
        let name = String(decoding: source, as: UTF8.self)
        #expect(marks(hostile) == marks(calm), "\(name)")
        #expect(!String(decoding: hostile, as: UTF8.self).contains("href=\"javascript"), "\(name)")
      }
    }
    #expect(accepted > 100)
  }

  private func marks(_ octets: [UInt8]) -> [UInt8] { octets.filter { "<>\"'".utf8.contains($0) } }
}
