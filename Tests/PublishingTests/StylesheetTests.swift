import Testing

@testable import Publishing

struct StylesheetTests {
  private func squeezed(_ css: String) -> String {
    String(decoding: squeezedStylesheet(Array(css.utf8)), as: UTF8.self)
  }

  @Test(arguments: [
    ("a {\n  color: red;\n  margin: 0 1px;\n}\n", "a{color:red;margin:0 1px}\n"),
    ("/* why */\n@layer a, b;\n/* and */ .x > .y + .z { top: 0 }", "@layer a,b;.x>.y + .z{top:0}\n"),
    // Spaces that mean something.
    ("a :hover { }", "a :hover{}\n"),
    (":is( .a , .b ) .c { width: calc(1px + (2px - 1px)); }", ":is(.a,.b) .c{width:calc(1px + (2px - 1px))}\n"),
    (
      "@media (min-width: 3em) and (color) { a { b: c !important; } }",
      "@media (min-width:3em) and (color){a{b:c!important}}\n"
    ),
    // A comment parts words and is no descendant.
    ("a/* x */.b { }", "a/**/.b{}\n"), ("a /* x */ .b {}", "a .b{}\n"), ("{/* x */}", "{}\n"),
    // What stands in strings and addresses is not ours.
    ("a::after { content: \"  /* ; } */ \\\" \" }", "a::after{content:\"  /* ; } */ \\\" \"}\n"),
    ("a { background: url(data:x;base64,//*/ab== ) }", "a{background:url(data:x;base64,//*/ab== )}\n"),
    ("a { background: url( \"/*b c*/\" ) }", "a{background:url(\"/*b c*/\")}\n"),
    (".a\\:b { quotes: '{  }' }", ".a\\:b{quotes:'{  }'}\n"),
    // Nothing, and sheets that end too early.
    ("", ""), (" \n", ""), ("a { b: \"c", "a { b: \"c"), ("a { } /* b", "a { } /* b"), ("a { b: url(c", "a { b: url(c"),
  ])
  func onlyWhatMeansNothingGoes(css: String, expected: String) {
    #expect(squeezed(css) == expected)
  }

  @Test func squeezingTwiceChangesNothing() throws {
    let sheet = try #require(EmbeddedFile.all.first { $0.path == "Templates/assets/almanac.css" })
    let once = squeezedStylesheet(sheet.bytes)
    #expect(squeezedStylesheet(once) == once)
    #expect(once.count <= 30 * 1024)
  }
}
