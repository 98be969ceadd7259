import Bytes
import Diagnostics
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
        "f.md: the text has 65537 octets, more than 65536 (64 KiB); split the page in two"
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

  /// Inputs on which CommonMark parsers have been quadratic or recursed, each as large as a page may be.
  @Test(arguments: [
    "[", "![", "*a_", "a**b", "<", "`a``", "&", "[a](", "[a](b", "\\", "<!--", "(", "\n", "a\n- ", "|", "[a]: b\n",
    "_**",
  ])
  func hostileTextsOfFullSizeAreParsed(piece: String) {
    let bytes = Array(String(repeating: piece, count: mostMarkdownOctets / piece.utf8.count).utf8)
    #expect(told(bytes) == [])
    var sink = ByteSink()
    bytes.withUnsafeBytes { octets in
      guard let base = octets.baseAddress else { return }
      let document = MarkdownDocument(Utf8(start: base, count: octets.count))
      _ = document.outline()
      document.write(into: &sink) { _, _ in false }
    }
    #expect(!sink.string().contains("<a"))
  }
}
