import Markup
import Testing

@Suite struct MustacheConstantTests {
  static let words = [
    "t": ["book_session": "Book <a> \"session\"", "empty": "", "nav.home": "Home"],
    "site": ["name": "A & B"],
  ]

  @Test func aConstantIsWrittenEscaped() throws {
    #expect(
      try drawn("<p>{{t.book_session}}</p>", constants: Self.words) == "<p>Book &lt;a&gt; &quot;session&quot;</p>")
    #expect(try drawn("{{ t.nav.home }}|{{site.name}}", constants: Self.words) == "Home|A &amp; B")
  }

  @Test func inPlainTextAConstantIsWrittenAsItIs() throws {
    #expect(try drawn("{{t.book_session}}", constants: Self.words, as: .plainText) == "Book <a> \"session\"")
  }

  @Test func aConstantMayStandInAQuotedAttribute() throws {
    let page = "<input placeholder=\"{{t.book_session}}\" title='x {{site.name}}'>"
    #expect(
      try drawn(page, constants: Self.words)
        == "<input placeholder=\"Book &lt;a&gt; &quot;session&quot;\" title='x A &amp; B'>")
  }

  @Test(arguments: [
    "<a href=\"{{t.book_session}}\">", "<p style=\"{{t.book_session}}\">", "<p onclick=\"{{t.book_session}}\">",
    "<p class={{t.book_session}}>", "<script>{{t.book_session}}</script>", "<!--{{t.book_session}}-->",
    "{{{t.book_session}}}", "{{&t.book_session}}", "{{>*t.book_session}}",
  ])
  func aConstantMayNotStandWhereTextMayNot(_ page: String) {
    #expect(!errors(page, constants: Self.words).isEmpty)
  }

  @Test func anUnknownKeyIsAnErrorWithPlaceAndNearestKey() {
    #expect(
      errors("x\n  {{t.book_sesion}}", constants: Self.words) == [
        "page:2:5: \"t\" has no constant \"book_sesion\"; did you mean \"t.book_session\"?"
      ])
    #expect(
      errors("{{#t.book_sesion}}x{{/t.book_sesion}}", constants: Self.words) == [
        "page:1:4: \"t\" has no constant \"book_sesion\"; did you mean \"t.book_session\"?"
      ])
    #expect(errors("{{site}}", constants: Self.words).first?.contains("name one of them, as site.name") == true)
  }

  @Test func aSectionOfAConstantAsksWhetherItHasText() throws {
    let page =
      "{{#t.nav.home}}a{{title}}{{/t.nav.home}}{{^t.nav.home}}b{{/t.nav.home}}"
      + "{{#t.empty}}c{{title}}{{/t.empty}}{{^t.empty}}d{{/t.empty}}"
    #expect(try drawn(page, constants: Self.words) { $0.set($1, $2.title, "T") } == "aTd")
  }

  @Test func aSectionThatIsNotDrawnIsStillChecked() {
    #expect(errors("{{#t.empty}}{{titel}}{{/t.empty}}", constants: Self.words).count == 1)
    #expect(!errors("{{#t.empty}}<p{{/t.empty}}", constants: Self.words).isEmpty)
    #expect(!errors("<p {{#t.nav.home}}><b{{/t.nav.home}}>", constants: Self.words).isEmpty)
  }

  @Test func aSectionThatIsNotDrawnLeavesItsSurroundings() throws {
    let page = "{{#today}}1{{#t.empty}}{{#slots}}x{{/slots}}{{>p}}{{/t.empty}}2{{/today}}3{{>p}}"
    #expect(try drawn(page, ["p": "[{{title}}]"], constants: Self.words) { $0.set($1, $2.today, true) } == "123[]")
    #expect(try drawn(page, ["p": "[{{title}}]"], constants: Self.words) == "3[]")
  }

  @Test func aGroupMayNotHaveTheNameOfAField() {
    #expect(
      errors("", constants: ["title": ["a": "b"]]) == [
        "\"title\" is a field of page and a group of constants; rename one of them",
        "\"title\" is a field of slot and a group of constants; rename one of them",
      ])
    #expect(errors("", constants: ["label": ["a": "b"]]).count == 1)
    #expect(errors("", constants: Self.words) == [])
  }

  @Test func constantsAreKnownInPartialsAndSections() throws {
    let page = "{{#slots}}{{>p}}{{/slots}}"
    let text = try drawn(page, ["p": "{{site.name}} {{time}};"], constants: Self.words) { data, row, page in
      for time in ["9", "10"] { data.set(data.add(row, page.slots), SlotFields.scope.fields.time, time) }
    }
    #expect(text == "A &amp; B 9;A &amp; B 10;")
  }
}
