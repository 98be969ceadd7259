import Bytes
import Diagnostics
import Foundation
import Markup
import Testing

private func told(_ bytes: [UInt8], firstLine: Int = 1) -> [String] {
  var diagnostics = Diagnostics()
  checkMarkdown(bytes[...], file: "f.md", firstLine: firstLine, into: &diagnostics)
  return lines(of: diagnostics)
}

private func told(_ text: String, firstLine: Int = 1) -> [String] { told(Array(text.utf8), firstLine: firstLine) }

private let deep = "quotes and lists are nested more than 32 deep; write it flatter"

@Suite struct MarkdownLimitsTests {
  @Test func sixtyFourKiBPassAndOneOctetMoreDoesNot() {
    #expect(told([UInt8](repeating: 0x61, count: mostMarkdownOctets)) == [])
    #expect(
      told([UInt8](repeating: 0x61, count: mostMarkdownOctets + 1)) == [
        "f.md: the text has 65537 octets, more than 65536 (64 KiB); split it in two"
      ])
  }

  @Test(arguments: [[0x61, 0x00], [0xFF], [0x61, 0xC3], [0xED, 0xA0, 0x80]] as [[UInt8]])
  func aNULAndIllFormedUTF8AreErrors(bytes: [UInt8]) {
    #expect(told(bytes) == ["f.md: the file is no UTF-8 text; save it as UTF-8"])
  }

  @Test(arguments: [
    String(repeating: ">", count: 33), String(repeating: "> ", count: 33), String(repeating: "- ", count: 33) + "a",
    String(repeating: "+ ", count: 33), String(repeating: "1. ", count: 33) + "a",
    String(repeating: "1) > ", count: 17) + "a",
    String(repeating: "* - ", count: 17), "\t" + String(repeating: ">\t", count: 33),
    String(repeating: "- ", count: 33) + "a\r",
  ])
  func markersPastTheLimitAreAnErrorAtTheirLine(line: String) {
    #expect(told("a\n\n" + line, firstLine: 5) == ["f.md:7:1: " + deep])
  }

  @Test(arguments: [
    String(repeating: "> ", count: 32) + "a", String(repeating: "-", count: 80),
    String(repeating: "-", count: 80) + "\r",
    String(repeating: "-", count: 80) + "  ", String(repeating: "- ", count: 40),
    String(repeating: "* ", count: 40) + "\r",
    String(repeating: "*", count: 80), String(repeating: "-", count: 50) + "> an arrow",
    String(repeating: "+", count: 50),
    String(repeating: "-", count: 40) + " " + String(repeating: "-", count: 40),
    "a " + String(repeating: "> ", count: 40),
    String(repeating: "1234567890", count: 10), "+" + String(repeating: "-", count: 60) + "+",
  ])
  func rulesUnderlinesAndTextAreNoNesting(line: String) {
    #expect(told("a\n" + line) == [])
  }

  @Test(arguments: [
    "\u{FEFF}" + String(repeating: "- ", count: 33) + "a",
    String(repeating: "> ", count: 32) + "a\n" + String(repeating: " ", count: 70) + "- a",
    (0...33).map { String(repeating: " ", count: 2 * $0) + "- a\n" }.joined(),
    (0...33).map { String(repeating: "\t", count: $0) + "-\u{0B}a\r" }.joined(),
    (0...33).map { "> " + String(repeating: " ", count: 2 * $0) + "*\n" }.joined(),
  ])
  func nestingThatGrowsFromLineToLineIsFound(text: String) {
    #expect(told(text).first?.hasSuffix(deep) ?? false)
  }

  @Test func aFlatListFarRightIsNoNesting() {
    let list = String(repeating: String(repeating: " ", count: 10) + "- a\n", count: 500)
    #expect(told(list) == [])
    // Every section begins anew.
    #expect(told(String(repeating: "- a\n  - b\n    - c\n\ntext\n", count: 200)) == [])
  }

  @Test func bracketsAreCountedByParagraph() {
    let links = String(repeating: "[a](b) ", count: 2000)
    #expect(told(links + "\n\n" + links) == [])
    #expect(
      told("a\n\n" + links + "\n[") == [
        "f.md:4:1: a paragraph has more than 2000 opening brackets; split it with empty lines"
      ])
    #expect(told(String(repeating: "- [a](https://a.example/)\n", count: 2500)) == [])
  }

  /// The bound holds whatever a text is made of: what passes has no tree deeper than the limit.
  @Test func noTextThatPassesIsNestedDeeper() {
    var seed: UInt64 = 20_261_201
    func random(_ count: Int) -> Int {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(seed >> 33) % count
    }
    let pieces = [
      "- ", "> ", ">", "1. ", "2) ", "+\t", "*\n", "-\u{0B}", " ", "    ", "\t", "a", "a\n", "\n", "\n\n", "\r",
      "```\n", "---\n",
      "* * *\n", "<div>\n", String(repeating: "  ", count: 20), String(repeating: "- ", count: 20),
      String(repeating: "> ", count: 20),
    ]
    var deepest = 0
    for _ in 0..<4000 {
      let text = (0..<(10 + random(200))).map { _ in pieces[random(pieces.count)] }.joined()
      var copy = text
      copy.withUTF8 { octets in
        guard let base = octets.baseAddress,
          let document = try? MarkdownDocument(Utf8(start: base, count: octets.count))
        else { return }
        var sink = ByteSink()
        document.write(into: &sink) { _, _ in false }
        var (depth, most) = (0, 0)
        for tag in sink.string().split(separator: "<").dropFirst() {
          if ["blockquote>", "li>"].contains(where: tag.hasPrefix) { depth += 1 }
          if ["/blockquote>", "/li>"].contains(where: tag.hasPrefix) { depth -= 1 }
          most = max(most, depth)
        }
        #expect(most <= mostMarkdownDepth, "\(text.debugDescription)")
        deepest = max(deepest, most)
      }
    }
    #expect(deepest > 20)
  }

  /// Inputs on which CommonMark parsers have been quadratic or recursed, each as large as a text may be: refused, or parsed
  /// and written at once.
  @Test(arguments: hostileTexts)
  func hostileTextsOfFullSizeTakeNoTime(text: String) {
    let bytes = Array(text.utf8.prefix(mostMarkdownOctets))
    let start = ContinuousClock.now
    var sink = ByteSink()
    bytes.withUnsafeBytes { octets in
      guard let base = octets.baseAddress, let document = try? MarkdownDocument(Utf8(start: base, count: octets.count))
      else { return }
      _ = document.outline()
      _ = document.unsupported()
      document.write(into: &sink) { _, _ in false }
    }
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    // A tenth of it on a quiet machine; before there was a limit, the worst took half a minute.
    #expect(seconds < 2, "\(text.prefix(40).debugDescription)")
    #expect(!sink.string().contains("<a"))
  }

  private static let hostileTexts: [String] = {
    let size = mostMarkdownOctets
    func full(_ piece: String) -> String { String(repeating: piece, count: size / piece.utf8.count) }
    func half(_ piece: String) -> String { String(repeating: piece, count: size / 2 / piece.utf8.count) }
    let stairs = (0..<160).map { String(repeating: " ", count: 2 * $0) + "- a\n" }.joined()
    let tabs = (0..<400).map {
      String(repeating: "\t", count: $0 / 2) + String(repeating: "  ", count: $0 % 2) + "+ a\n"
    }.joined()
    return [
      "[", "![", "*a_", "a**b", "<", "`a``", "&", "[a](", "[a](b", "\\", "<!--", "(", "\n", "a\n- ", "|", "[a]: b\n",
      "_**",
      "> ", "- ", "* ", "+ ", "1. ", "1) ", "> - ", "> \n", "-\n", "- a\n\n", "![[]()", "[^a]", "a*", "*_*", "[a][b]",
      "&amp;",
      "&CounterClockwiseContourIntegral;", "`", "~~~\n", "[a]:\n'", "<a b='", "~~a~~ ", "- [ ] a\n", "|-|\n",
      "https://a ", "# a\n",
    ].map(full) + [
      half("- ") + half("\n"), half("> ") + half("a\n"), half("1. ") + half("\n"), stairs + half("\n"),
      tabs + half("\n"),
      half("[a") + half("]"), half("*a ") + half("*"), half("**") + "a" + half("**"), half("*_") + "a" + half("[b](c)"),
      "[x]: " + half("u") + "\n\n" + half("[x]"), String(repeating: "- ", count: 32) + "a" + half("\n") + half("\n"),
      (1..<360).map { "e" + String(repeating: "`", count: $0) }.joined(),
    ]
  }()

  /// One file reaches the parser; everything else goes through `MarkdownDocument.init`, which holds the limits.
  @Test func onlyOneFileCallsTheParser() throws {
    let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Sources")
    var callers: [String] = []
    var importers: Set<String> = []
    for case let name as String in FileManager.default.enumerator(atPath: sources.path) ?? .init()
    where name.hasSuffix(".swift") {
      let text = try String(contentsOf: sources.appendingPathComponent(name), encoding: .utf8)
      if text.contains("cmark_parse") || text.contains("cmark_markdown") { callers.append(name) }
      if text.contains("import CCmark") { importers.insert((name as NSString).deletingLastPathComponent) }
    }
    #expect(callers == ["Markup/Markdown/MarkdownDocument.swift"])
    #expect(importers == ["Markup/Markdown"])
  }

  @Test func otherDialectsAreFoundWithTheirLines() throws {
    let text = """
      A | B
      ---|---
      1 | 2

      ~~old~~ and `~~code~~`
      - [ ] do it
      - [x](y) no task
      A note[^1], https://bare.example and <https://a.example> and [https://b.example](https://b.example)

      [^1]: word
      # www.head.example
          | a | b |
          |---|---|
      ~ ~ [x] ^ a|b nohttps:// https:// [^ a]
      """
    var copy = text
    let found = try copy.withUTF8 { octets in
      try MarkdownDocument(Utf8(start: try #require(octets.baseAddress), count: octets.count)).unsupported()
        .map { "\($0.line) \($0.syntax)" }
    }
    #expect(
      found == ["1 table", "5 strikethrough", "6 taskList", "8 footnote", "8 bareLink", "11 bareLink"])
  }
}
