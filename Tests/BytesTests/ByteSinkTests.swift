import Bytes
import Testing

struct ByteSinkTests {
  @Test(arguments: [0, 7, 10, 99, -1, -10, 1_000_000, Int.max, Int.min])
  func numbersAreWrittenInDecimal(value: Int) {
    var sink = ByteSink(capacity: 1)
    sink.appendDecimal(value)
    let text = sink.string()
    #expect(text == String(value))
  }

  @Test func literalsStringsAndBorrowedTextFollowEachOther() {
    var sink = ByteSink(capacity: 1)
    let arena = TextArena(chunkSize: 4)
    sink.append("a")
    sink.append(String(repeating: "é", count: 100))
    sink.append(arena.copy("longer than a chunk"))
    sink.appendTwoDigits(7)
    sink.append(byte: 10)
    let text = sink.string()
    #expect(text == "a" + String(repeating: "é", count: 100) + "longer than a chunk07\n")
  }

  @Test func anArenaKeepsEarlierTextWhereItIs() {
    let arena = TextArena(chunkSize: 8)
    let first = arena.copy("first")
    let others = (0..<100).map { arena.copy("text \($0)") }
    #expect(first.string == "first")
    #expect(others.map(\.string) == (0..<100).map { "text \($0)" })
  }

  @Test func textComparesByOctets() {
    let composed = TextArena().copy("\u{e9}")
    let decomposed = TextArena().copy("e\u{301}")
    #expect(composed != decomposed)
    #expect(Utf8("a") < Utf8("ab"))
    #expect(Utf8("Z") < Utf8("a"))
  }
}
