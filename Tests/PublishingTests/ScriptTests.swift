import Testing

@testable import Publishing

struct ScriptTests {
  private func squeezed(_ script: String) -> String {
    String(decoding: squeezedScript(Array(script.utf8)), as: UTF8.self)
  }

  @Test(arguments: [
    (
      "// why\n\nlet a = 1;\n  // and\n\tif (a) {\r\n    b(`${a} c`);\n  }\n",
      "let a=1;\nif(a){\r\nb(`${a} c`);\n}\n"
    ),
    // Lines stay apart: between these two a semicolon is read.
    ("let a = b\n  let c = \"//\"\n", "let a=b\nlet c = \"//\"\n"),
    ("a = `x` + \"y\";\n  b", "a = `x` + \"y\";\nb\n"),
    // Spaces matter in texts and in what may be a regular expression, and part words everywhere.
    ("const f = (a, b) => { return a in b; };\n", "const f=(a,b)=>{return a in b;};\n"),
    ("f = \" = \" + a\ng = / = /\n", "f=\" = \" + a\ng = / = /\n"),
    ("", ""), (" \n\n", ""),
  ])
  func indentationAndLinesOfCommentGo(script: String, expected: String) {
    #expect(squeezed(script) == expected)
  }

  /// There a line may begin within a template, a string or a comment.
  @Test(arguments: [
    "let a = `\n  // text\n`;\n", "let a = \"`\" + `\n  b` + \"`\";\n", "let a = \"b\\\n  c\";\n", "/* a\n  // */ b\n",
  ])
  func whatMayRunOnStaysAsItIs(script: String) {
    #expect(squeezed(script) == script)
  }

  @Test func squeezingTwiceChangesNothing() throws {
    var bytes = 0
    for name in ["almanac.js", "theme.js"] {
      let script = try #require(EmbeddedFile.all.first { $0.path == "Templates/assets/\(name)" })
      let once = squeezedScript(script.bytes)
      #expect(squeezedScript(once) == once)
      #expect(once.count < script.bytes.count, "\(name) is published as it was written")
      bytes += once.count
    }
    #expect(bytes <= 12 * 1024)
  }
}
