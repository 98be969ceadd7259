import Bytes
import Testing

@testable import Publishing

private func filled(_ text: String, _ gaps: [String: String]) -> String {
  var sink = ByteSink()
  GapText(text).append(into: &sink) { name, sink in sink.append(gaps[name] ?? "?") }
  return sink.string()
}

struct GapTextTests {
  @Test func gapsAreFilledInTheOrderOfTheText() {
    #expect(filled("Page {n} of {total}", ["n": "2", "total": "5"]) == "Page 2 of 5")
    #expect(filled("{a}{b}{a}", ["a": "1", "b": "2"]) == "121")
    #expect(filled("", [:]) == "")
    #expect(filled("ü {n} 日", ["n": "é"]) == "ü é 日")
  }

  @Test func whatIsFilledInIsNotReadAgain() {
    #expect(filled("{a}", ["a": "{b}", "b": "no"]) == "{b}")
  }

  @Test(arguments: ["{", "}", "{}", "a { b", "a } b", "}{", "{{", "100 %", "{\u{301}"]) func bracesThatAreNoGapAreText(
    text: String
  ) {
    #expect(filled(text, [:]) == text)
    #expect(GapText(text).gaps == [])
  }

  @Test func eachGapIsNamedOnce() {
    #expect(GapText("{a} {b} {a}").gaps == ["a", "b"])
    #expect(GapText("{a").gaps == [])
    #expect(GapText("{}{a}").gaps == ["a"])
  }

  @Test func aBraceWithACombiningMarkIsABraceStill() {
    #expect(filled("{a}\u{301}", ["a": "e"]) == "e\u{301}")
  }
}
