import Bytes
import Markup
import Testing

/// What the Mustache manual says, in own cases: they stand in where the official specification's files are absent.
@Suite struct MustacheLenientTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let template: String
    let expected: String
    let partials: [String: String]

    init(_ template: String, _ expected: String, _ partials: [String: String] = [:]) {
      self.template = template
      self.expected = expected
      self.partials = partials
    }

    var testDescription: String { template }
  }

  static let data = TemplateValue.object([
    "name": .text("Ada"), "quote": .text("\"a\" & 'b' <c>"), "yes": .bool(true), "no": .bool(false), "none": .null,
    "number": .text("1.5"), "empty": .list([]), "blank": .text(""), "which": .text("card"), "missing": .text("nowhere"),
    "days": .list([
      .object(["day": .text("Mon"), "slots": .list([.text("9"), .text("10")])]),
      .object(["day": .text("Tue"), "name": .text("Bob"), "slots": .list([])]),
    ]),
    "rows": .list([.list([.text("1"), .text("2")]), .list([.text("3")])]),
    "person": .object(["city": .object(["label": .text("Bern")]), "name": .text("Eve")]),
  ])

  static let values = [
    Case("no tags }} { } here", "no tags }} { } here"),
    Case("{{name}}, {{ name }}, {{\tname  }}", "Ada, Ada, Ada"),
    Case("{{quote}}", "&quot;a&quot; &amp; &#39;b&#39; &lt;c&gt;"),
    Case("{{{quote}}}|{{&quote}}|{{& quote }}", "\"a\" & 'b' <c>|\"a\" & 'b' <c>|\"a\" & 'b' <c>"),
    Case("[{{unknown}}{{none}}{{{unknown}}}]", "[]"),
    Case("{{number}}", "1.5"),
    Case("{{person.city.label}}/{{person.city.none}}/{{person.nobody.label}}/{{nobody.city}}", "Bern///"),
    Case("{{#person}}{{name}} {{city.label}} {{number}}{{/person}}", "Eve Bern 1.5"),
    Case("{{#person}}{{person.name}}{{/person}}", "Eve"),
    Case("  {{name}}\n", "  Ada\n"),
  ]

  static let sections = [
    Case("{{#yes}}a{{/yes}}{{#no}}b{{/no}}{{#none}}c{{/none}}{{#unknown}}d{{/unknown}}{{#blank}}e{{/blank}}", "a"),
    Case("{{^yes}}a{{/yes}}{{^no}}b{{/no}}{{^none}}c{{/none}}{{^unknown}}d{{/unknown}}{{^empty}}e{{/empty}}", "bcde"),
    Case("{{#days}}{{day}}({{#slots}}{{.}},{{/slots}}{{^slots}}-{{/slots}}){{/days}}", "Mon(9,10,)Tue(-)"),
    Case("{{#days}}{{name}} {{/days}}", "Ada Bob "),
    Case("{{#rows}}[{{#.}}{{.}}{{/.}}]{{/rows}}", "[12][3]"),
    Case("{{#person.city}}{{label}}{{/person.city}}{{^person.nothing}}!{{/person.nothing}}", "Bern!"),
    Case("{{#name}}{{.}}{{/name}}", "Ada"),
    Case("{{#days}}{{#days}}x{{/days}}{{/days}}", "xxxx"),
    Case("{{# yes }}a{{/ yes }}", "a"),
  ]

  static let lines = [
    Case("a\n{{! gone }}\nb\n", "a\nb\n"),
    Case("a\r\n  {{#yes}}\r\nb\r\n  {{/yes}}  \r\nc", "a\r\nb\r\nc"),
    Case("  {{#yes}}\n  b\n  {{/yes}}", "  b\n"),
    Case("{{! one\ntwo\n}}\nc", "c"),
    Case("a {{! not alone }}\nb", "a \nb"),
    Case("{{#yes}}{{/yes}}\n", "\n"),
    Case("{{#yes}} {{! x }}\n{{/yes}}", " \n"),
    Case("{{=<% %>=}}\n<%name%> {{name}}\n<%={{ }}=%>\n{{name}}", "Ada {{name}}\nAda"),
    Case("{{=| |=}}|#yes||name||/yes|", "Ada"),
    Case("{{= @ @ =}}@name@", "Ada"),
    Case("{{>p}}{{name}}", "AdaAda", ["p": "{{=< >=}}<name>"]),
    Case("{{=<% %>=}}<%>p%>", "Ada", ["p": "{{{name}}}"]),
  ]

  static let partials = [
    Case("[{{>p}}|{{> p }}|{{>nobody}}]", "[Ada|Ada|]", ["p": "{{name}}"]),
    Case("x\n  {{>p}}\ny", "x\n  1\n  2\ny", ["p": "1\n2\n"]),
    Case("x {{>p}}y", "x 1\n2\ny", ["p": "1\n2\n"]),
    Case("\t{{>p}}\n", "\ta\n\t b\n\tc\n", ["p": "a\n{{>q}}\nc\n", "q": " b\n"]),
    Case("  {{>p}}\n", "  \"a\" & 'b' <c>\n", ["p": "{{{quote}}}\n"]),
    Case("{{#days}}{{>p}}{{/days}}", "Mon;Tue;", ["p": "{{day}};"]),
    Case("{{>a/b.c}}", "Ada", ["a/b.c": "{{name}}"]),
    Case("{{>*which}}{{>* which }}{{>*missing}}{{>*unknown}}", "[Ada][Ada]", ["card": "[{{name}}]"]),
    Case("  {{>*which}}\n", "  a\n  b\n", ["card": "a\nb\n"]),
  ]

  static let inheritance = [
    Case("{{$b}}default {{name}}{{/b}}", "default Ada"),
    Case("{{<p}}{{/p}}", "[default]", ["p": "[{{$b}}default{{/b}}]"]),
    Case("{{<p}}ignored{{$b}}own {{name}}{{/b}}{{/p}}", "[own Ada]", ["p": "[{{$b}}default{{/b}}]"]),
    Case("{{<p}}{{$c}}C{{/c}}{{/p}}", "aC", ["p": "{{$b}}a{{/b}}{{$c}}c{{/c}}"]),
    Case("{{<p}}{{$b}}1{{/b}}{{/p}}", "1", ["p": "{{<q}}{{$b}}2{{/b}}{{/q}}", "q": "{{$b}}3{{/b}}"]),
    Case("{{<p}}{{/p}}", "2", ["p": "{{<q}}{{$b}}2{{/b}}{{/q}}", "q": "{{$b}}3{{/b}}"]),
    Case("{{<p}}{{$b}}x{{/b}}{{/p}}{{<p}}{{$b}}y{{/b}}{{/p}}", "xy", ["p": "{{$b}}{{/b}}"]),
    Case("{{<p}}{{$in}}I{{/in}}{{/p}}", "o(I)", ["p": "{{$out}}o({{$in}}i{{/in}}){{/out}}"]),
    Case("{{<p}}\n{{$b}}\none\ntwo\n{{/b}}\n{{/p}}", "  one\n  two\n", ["p": "  {{$b}}\n  x\n  {{/b}}\n"]),
  ]

  @Test(arguments: [values, sections, lines, partials, inheritance].flatMap { $0 })
  func theManualHolds(_ example: Case) throws {
    let template = try LenientTemplate(example.template, partials: example.partials)
    var sink = ByteSink()
    try template.render(Self.data, into: &sink)
    #expect(sink.string() == example.expected)
  }
}
