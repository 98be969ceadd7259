import Bytes
import Foundation
import Testing

@testable import Publishing

private func json(_ text: String) -> String {
  var sink = ByteSink()
  sink.append(json: text)
  return sink.string()
}

struct JSONTextTests {
  @Test(arguments: [
    ("", "\"\""), ("a", "\"a\""), ("\"", "\"\\\"\""), ("\\", "\"\\\\\""), ("a\nb", "\"a\\nb\""),
    ("\u{0}", "\"\\u0000\""),
    ("\u{1F}\t\r", "\"\\u001f\\u0009\\u000d\""), ("é日😀", "\"é日😀\""), ("\"\u{301}", "\"\\\"\u{301}\""),
  ])
  func octetsThatEndAStringAreEscaped(text: String, written: String) {
    #expect(Array(json(text).utf8) == Array(written.utf8))
  }

  @Test(arguments: ["</script>", "<!--", "<script", "]]>"]) func nothingEndsTheScriptElement(text: String) {
    #expect(!json(text).contains("<"))
  }

  @Test func whatIsWrittenIsReadBackAsItWas() throws {
    var text = ""
    for scalar in (0...0x2100).compactMap(Unicode.Scalar.init) { text.unicodeScalars.append(scalar) }
    text += "\u{2028}\u{2029}😀</script>\u{FFFD}"
    let read = try JSONSerialization.jsonObject(with: Data(json(text).utf8), options: .fragmentsAllowed) as? String
    #expect(read.map { Array($0.utf8) } == Array(text.utf8))
  }

  @Test(arguments: [
    ("\u{2028}", "\"\\u2028\""), ("a\u{2029}b", "\"a\\u2029b\""), ("\u{2027}\u{202A}€", "\"\u{2027}\u{202A}€\""),
  ])
  func endsOfLinesOfJavaScriptAreEscaped(text: String, written: String) {
    #expect(Array(json(text).utf8) == Array(written.utf8))
  }

  @Test func membersHaveCommasBetweenThem() {
    var sink = ByteSink()
    sink.append("{")
    sink.member("a", "{")
    sink.member("b", 1)
    sink.member("c", each: [1, 2]) { $1.appendDecimal($0) }
    sink.member("d", each: [Int]()) { $1.appendDecimal($0) }
    sink.member("e", orNull: nil as String?)
    sink.member("f", true)
    sink.append("}")
    #expect(sink.string() == #"{"a":"{","b":1,"c":[1,2],"d":[],"e":null,"f":true}"#)
  }

  @Test func aListIsAnArray() {
    var sink = ByteSink()
    sink.append(json: ["a\"", ""])
    sink.append(json: [String]())
    #expect(sink.string() == "[\"a\\\"\",\"\"][]")
  }
}
