import Bytes
import StandardReading
import Testing

@testable import ICalendar

@Suite struct FoldingTests {
  /// The physical lines of `SUMMARY:` and `text`, without their leading space.
  private func folded(_ text: String) throws -> [String] {
    let arena = TextArena()
    let line = octets { sink in
      sink.append("before\r\n")
      let mark = sink.count
      sink.append("SUMMARY:")
      sink.appendCalendarText(arena.copy(text))
      sink.endContentLine(from: mark)
    }
    let lines = try physicalLines(line).dropFirst().map { String(decoding: $0, as: UTF8.self) }
    for line in lines.dropFirst() { #expect(line.utf8.first == 32) }
    let parts = lines.enumerated().map { $0.offset == 0 ? $0.element : String($0.element.unicodeScalars.dropFirst()) }
    #expect(Array(parts.joined().utf8) == Array("SUMMARY:\(text)".utf8))
    return parts
  }

  @Test func aLineOf75OctetsStaysWhole() throws {
    #expect(try folded(String(repeating: "a", count: 67)).count == 1)
    #expect(try folded(String(repeating: "a", count: 68)).map(\.utf8.count) == [75, 1])
    #expect(try folded(String(repeating: "a", count: 67 + 74)).map(\.utf8.count) == [75, 74])
    #expect(try folded(String(repeating: "a", count: 67 + 75)).map(\.utf8.count) == [75, 74, 1])
  }

  @Test(arguments: 40...75)
  func aCharacterIsNotCutWhereverItStands(before: Int) throws {
    for character in ["😀", "👩‍💻", "e\u{301}\u{302}", "🇩🇪", "👍🏽", "❤️", "한", "नि"] {
      for part in try folded(String(repeating: "x", count: before) + character + String(repeating: "y", count: 90)) {
        #expect(part.utf8.count <= 75)
        if part.contains(where: { $0 != "x" && $0 != "y" && !$0.isASCII }) {
          #expect(part.contains(Character(character)))
        }
      }
    }
  }

  @Test func endlessMarksAreStillFolded() throws {
    for part in try folded("e" + String(repeating: "\u{301}", count: 500)) { #expect(part.utf8.count <= 75) }
    for part in try folded(String(repeating: "😀", count: 200)) { #expect(part.unicodeScalars.count > 0) }
  }

  @Test func aWordsSpaceStaysAtTheEndOfItsLine() throws {
    let parts = try folded(String(repeating: "x", count: 67) + " end")
    #expect(parts.allSatisfy { $0.contains("x") || $0.contains("e") })
  }
}
