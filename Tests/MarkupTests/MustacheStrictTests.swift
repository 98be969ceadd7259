import Markup
import Testing

/// What strict mode refuses, and what it must go on accepting.
@Suite struct MustacheStrictTests {
  @Test func anUnknownNameIsAnErrorWithPlaceAndNearestName() {
    let told = errors("<p>\n  {{titel}}</p>")
    #expect(told.count == 1)
    #expect(told.first?.hasPrefix("page:2:5: unknown name \"titel\"; did you mean \"title\"? known here: ") == true)
    #expect(errors("{{#slots}}{{tme}}{{/slots}}").first?.contains("did you mean \"time\"?") == true)
    #expect(errors("{{time}}").count == 1)
    #expect(errors("{{mentor.nam}}").first?.contains("did you mean \"name\"?") == true)
    #expect(errors("{{slots.time}}").first?.contains("open {{#slots}}") == true)
    #expect(errors("{{.}}").count == 1)
  }

  @Test func everyErrorIsToldAtOnce() {
    #expect(errors("{{a}}\n{{#b}}{{c}}{{/b}}{{>d}}").count == 4)
  }

  @Test(arguments: [
    "{{{title}}}", "{{&title}}", "{{{link}}}", "{{body}}", "{{today}}", "{{slots}}", "{{mentor}}", "{{kind}}",
    "{{>*title}}", "{{>nobody}}", "{{<nobody}}{{/nobody}}",
  ])
  func aFieldIsWrittenOnlyAsItsKindAllows(_ page: String) {
    #expect(errors(page).count == 1)
  }

  @Test(arguments: [
    "<script>{{title}}</script>", "<SCRIPT>\"{{title}}\"</SCRIPT>", "<script>{{{body}}}</script>",
    "<style>{{title}}</style>", "<!-- {{title}} -->", "<!--{{{body}}}-->", "<!DOCTYPE {{title}}>",
    "<p onclick=\"{{title}}\">", "<p ONCLICK=\"f('{{title}}')\">", "<p onfoo='{{link}}'>", "<p style=\"{{title}}\">",
    "<iframe srcdoc=\"{{title}}\"></iframe>", "<p class={{title}}>", "<p class=a{{title}}>", "<a href={{link}}>",
    "<{{title}}>", "<p{{title}}>", "</{{title}}>", "<p {{title}}>", "<p {{title}}=\"x\">", "<p a\"b\"{{title}}>",
    "<p title=\"{{{body}}}\">", "<title>{{{body}}}</title>", "<textarea>{{{body}}}</textarea>",
    "<xmp>{{title}}</xmp>", "<iframe>{{title}}</iframe>", "<script><!-- {{title}}</script>",
    "<script></scrip>{{title}}</script>", "<script></style>{{title}}</script>", "<p title=\"\"{{title}}>",
    "<![CDATA[{{title}}]]>", "<animate attributeName=\"href\" to=\"{{title}}\"/>",
    "<meta http-equiv=\"refresh\" content=\"{{title}}\">", "<meta http-equiv=refresh content='{{title}}'>",
    "<meta content=\"{{title}}\" http-equiv=\"Refresh\">", "<meta http-equiv=\"{{title}}\">",
    "<meta http-equiv=\"refresh\" content=\"0; url={{title}}\">",
  ])
  func aValueMayNotStandWhereEscapingIsNotEnough(_ page: String) {
    #expect(!errors(page).isEmpty)
  }

  @Test(arguments: [
    "<p title=\"{{title}}\" data-x='{{link}}' class=\"a {{title}}\">{{title}}{{{body}}}{{link}}</p>",
    "<title>{{title}}</title><textarea>{{title}}</textarea>", "<script>let a = '<p>'</script>{{title}}",
    "<style>p > a {}</style>{{title}}", "<!-- a -- b -->{{title}}<!-->{{title}}<!--->{{title}}", "a < b {{title}}",
    "<meta name=\"description\" content=\"{{title}}\">", "<meta http-equiv=\"refresh\" content=\"0; url={{link}}\">",
    "<meta http-equiv=\"Content-Security-Policy\" content=\"{{title}}\">", "<br/>{{title}}<img alt=\"\"/>",
    "<p data-a='\"{{title}}\"'>", "<!DOCTYPE html>{{title}}", "<?xml version=\"1.0\"?><a b=\"{{title}}\"/>",
  ])
  func aValueMayStandInTextAndQuotedValues(_ page: String) {
    #expect(errors(page) == [])
  }

  // MARK: Addresses

  static let addresses = [
    "href", "src", "action", "formaction", "poster", "cite", "data", "ping", "xlink:href", "HREF",
  ]

  @Test(arguments: addresses) func anAddressIsAURLFieldAloneOrWithLiteralsBehindIt(_ name: String) {
    for value in [
      "{{link}}", "{{root}}people/", "{{root}}people/{{title}}/", "{{link}}?q={{title}}", "{{link}}#{{title}}",
      "/people/{{title}}", "#{{title}}", "?q={{title}}", "https://a.example/{{title}}", "mailto:{{title}}",
      "{{#today}}{{link}}{{/today}}{{^today}}#{{/today}}", "people/{{title}}",
    ] {
      #expect(errors("<a \(name)=\"\(value)\">") == [], "\(value)")
    }
    for value in [
      "{{title}}", " {{title}}", "{{link}}{{title}}", "{{link}}{{link}}", "javascript:{{title}}", "data:{{title}}",
      "javascript:{{link}}", "/{{title}}", "//{{title}}", "https://{{title}}", "https:{{title}}", "{{root}}/{{title}}",
      "people{{title}}", "{{#today}}java{{/today}}script:{{title}}", "{{#today}}/{{/today}}/{{title}}", "/\\{{title}}",
      "{{title}}://a.example", "java\tscript:{{title}}", "&#106;{{title}}", "https:\\\\{{title}}", "{{link}}x{{title}}",
      "{{root}}:{{title}}", "{{{body}}}", "x{{link}}", "{{^today}}{{title}}{{/today}}",
      "{{#slots}}/{{/slots}}{{title}}",
    ] {
      #expect(!errors("<a \(name)=\"\(value)\">").isEmpty, "\(value)")
    }
  }

  @Test func srcsetTakesNoValues() {
    #expect(!errors("<img srcset=\"{{link}}\">").isEmpty)
    #expect(!errors("<link imagesrcset=\"{{link}} 2x\">").isEmpty)
  }

  @Test func aRefusedTextFieldInAnAddressIsPlacedAndExplained() {
    #expect(
      errors("<a href=\"{{title}}\">") == ["page:1:10: text at the start of a URL; only a URL may stand here"])
  }

  // MARK: Sections

  @Test(arguments: [
    "<p{{#today}}>{{/today}}", "{{#today}}<p{{/today}}>", "<p class=\"a{{#today}}\"{{/today}}>",
    "{{#today}}<script>{{/today}}</script>", "{{#today}}<!--{{/today}}-->", "<p {{#today}}title=\"{{/today}}x\">",
    "<p title={{#today}}\"a\"{{/today}}>", "<{{#today}}p{{/today}}>", "{{#slots}}<p title=\"{{/slots}}",
    "{{^today}}<p {{/today}}", "<p", "<p title=\"", "<script>", "<!--", "{{>p}}",
    "{{#today}}<title>{{/today}}{{^today}}<textarea>{{/today}}", "<p title=\"a\"{{#today}}b=\"c\"{{/today}}>",
  ])
  func aSectionMustEndWhereItBegan(_ page: String) {
    #expect(!errors(page, ["p": "<p "]).isEmpty)
  }

  @Test(
    arguments: [
      "<p class=\"day{{#today}} today{{/today}}\">", "<input type=\"checkbox\"{{#today}} checked{{/today}} name=\"a\">",
      "<p {{#today}}title=\"{{title}}\" {{/today}}lang=\"en\">", "<p{{#mentor}} title=\"{{name}}\"{{/mentor}}>",
      "<p {{#today}}a{{/today}}{{^today}}b{{/today}}>", "{{#today}}<p>{{/today}}{{^today}}<div>{{/today}}",
      "<ul>{{#slots}}<li{{#title}} title=\"{{title}}\"{{/title}}>{{time}}</li>{{/slots}}</ul>",
      "<!-- {{#today}}a{{/today}} -->", "<script>{{#today}}a(){{/today}}</script>",
      "{{#today}}<title>{{/today}}{{^today}}<title>{{/today}}x</title>", "<p{{>p}}>", "{{#title}}{{.title}}{{/title}}x",
    ].filter { !$0.contains("{{.") })
  func aSectionMayAddWhatKeepsItsPlace(_ page: String) {
    #expect(errors(page, ["p": " lang=\"{{title}}\""]) == [])
  }

  @Test func anElementBegunBySectionsAloneIsDrawnWhole() throws {
    let page = "<p class=\"day{{#today}} today{{/today}}\"{{#today}} id=\"t\"{{/today}}>"
    #expect(try drawn(page) { $0.set($1, $2.today, true) } == "<p class=\"day today\" id=\"t\">")
    #expect(try drawn(page) == "<p class=\"day\">")
  }

  // MARK: Plain text

  @Test func plainTextIsNeitherEscapedNorChecked() throws {
    let page = "<script>{{title}} {{{title}}} {{link}}"
    let text = try drawn(page, as: .plainText) { data, row, page in
      data.set(row, page.title, "a & <b>")
      data.set(row, page.link, "/x?a&b")
    }
    #expect(text == "<script>a & <b> a & <b> /x?a&b")
    #expect(errors("{{{body}}}", as: .plainText).count == 1)
    #expect(errors("{{titel}}", as: .plainText).count == 1)
  }

  @Test func aQuoteWithACombiningMarkIsEscaped() throws {
    let text = try drawn("<p title=\"{{title}}\">{{title}}") { $0.set($1, $2.title, "\"\u{301}<\u{301}&\u{FE0F}'\r\n") }
    let escaped = "&quot;\u{301}&lt;\u{301}&amp;\u{FE0F}&#39;\r\n"
    #expect(Array(text.utf8) == Array("<p title=\"\(escaped)\">\(escaped)".utf8))
  }

  @Test func aTemplateWithANULIsRefused() {
    #expect(errors("<p>a\u{0}b</p>") == ["page:1:5: template holds U+0000; remove the character"])
  }
}
