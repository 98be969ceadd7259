import Bytes
import CivilTime
import StandardReading
import Testing

@testable import ICalendar

/// What `write` appended.
func octets(_ write: (inout ByteSink) -> Void) -> [UInt8] {
  var sink = ByteSink(capacity: 64)
  write(&sink)
  return [UInt8](sink.bytes)
}

func written(_ write: (inout ByteSink) -> Void) -> String { String(decoding: octets(write), as: UTF8.self) }

/// TEXT of arbitrary octets.
func text(_ input: [UInt8]) -> String {
  let arena = TextArena()
  return written { $0.appendCalendarText(input.withUnsafeBytes { arena.copy($0) }) }
}

@Suite struct ContentLineTests {
  @Test(arguments: [
    ("plain", "plain"), ("a,b;c\\d", "a\\,b\\;c\\\\d"), ("a\r\nb\rc\nd", "a\\nb\\nc\\nd"), ("\r\r\n\n", "\\n\\n\\n"),
    ("a\u{0}b\u{7}c\u{7F}d", "abcd"), ("a\tb", "a b"), ("x\u{85}y\u{2028}z\u{2029}", "x\\ny\\nz\\n"),
    ("\u{80}\u{9F}\u{A0}", "\u{A0}"), (";\u{301},\u{301}\\\u{301}", "\\;\u{301}\\,\u{301}\\\\\u{301}"),
    ("\n\u{301}END:VEVENT", "\\n\u{301}END:VEVENT"), ("", ""), ("ü👩‍💻", "ü👩‍💻"),
  ])
  func textIsEscaped(input: String, output: String) {
    #expect(Array(text(Array(input.utf8)).utf8) == Array(output.utf8))
  }

  @Test(
    arguments: [
      [0xFF], [0xC3], [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
      [0x61, 0x80, 0x62], [0xE2, 0x82, 0x2C], [0xF8, 0x88, 0x80, 0x80, 0x80],
    ] as [[UInt8]])
  func illFormedTextIsRepairedAsSwiftDoes(input: [UInt8]) throws {
    #expect(try unescaped(text(input)) == String(decoding: input, as: UTF8.self))
  }

  @Test func textComesBackForRandomOctets() throws {
    var random = SystemRandomNumberGenerator()
    let alphabet: [UInt8] = [0x41, 0x2C, 0x3B, 0x5C, 0x20, 0xCC, 0x81, 0xF0, 0x9F, 0x98, 0x80, 0xE2, 0xFF, 0xC3]
    for _ in 0..<2000 {
      let input = (0..<Int.random(in: 0...120, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? 0 }
      let line = octets { (sink: inout ByteSink) in
        let arena = TextArena()
        sink.append("SUMMARY:x")
        sink.appendCalendarText(input.withUnsafeBytes { arena.copy($0) })
        sink.append("x")
        sink.endContentLine(from: 0)
      }
      let property = try readProperty(try unfolded(line).joined())
      #expect(try unescaped(property.value) == "x" + String(decoding: input, as: UTF8.self) + "x", "\(input)")
    }
  }

  @Test(arguments: [
    ("https://a.example/x,y;z?q=1&r=2#f", "https://a.example/x,y;z?q=1&r=2#f"),
    ("https://a.example/\r\nATTENDEE:x y\"<>\u{0}", "https://a.example/%0D%0AATTENDEE:x%20y%22%3C%3E%00"),
    ("", ""), (" ", "%20"), ("https://a.example/%41ü", "https://a.example/%41%C3%BC"),
  ])
  func uriIsNotEscapedButHoldsNoControl(input: String, output: String) {
    let arena = TextArena()
    #expect(written { $0.appendURI(arena.copy(input)) } == output)
  }

  @Test(arguments: [
    ("Join: now, or later;", "\"Join: now, or later;\""), ("say \"hi\"^", "\"say ^'hi^'^^\""),
    ("a\r\nb\nc\rd", "\"a^nb^nc^nd\""), ("\"\u{301}", "\"^'\u{301}\""), ("\u{0}\t\u{7F}", "\" \""),
  ])
  func parameterIsQuotedByRFC6868(input: String, output: String) {
    let arena = TextArena()
    #expect(Array(octets { $0.appendQuotedParameter(arena.copy(input)) }) == Array(output.utf8))
  }

  @Test(arguments: [
    (3600, "PT1H"), (-900, "-PT15M"), (86_400, "P1D"), (90_061, "P1DT1H1M1S"), (0, "PT0S"), (86_430, "P1DT30S"),
  ])
  func durationIsShort(seconds: Int, output: String) {
    #expect(written { $0.appendDuration(seconds: seconds) } == output)
  }

  @Test func timesAreBasicFormat() {
    #expect(written { $0.appendUTC(Instant(seconds: 1_795_510_805)) } == "20261124T090005Z")
    #expect(written { $0.appendUTC(Instant(seconds: -1)) } == "19691231T235959Z")
    #expect(written { $0.appendOffset(seconds: -12_600) } == "-0330")
    #expect(written { $0.appendOffset(seconds: 20_700) } == "+0545")
  }

  @Test func everyDigitOfATimeIsRight() throws {
    for seconds in stride(from: -62_000_000_000, to: 250_000_000_000, by: 31_234_567) {
      let local = LocalDateTime(secondsSinceEpoch: seconds)
      let output = written { $0.appendDateTime(local) }
      #expect(output.utf8.count == 15)
      #expect(BlockReader.local(output) == seconds)
    }
  }

  @Test func uuidHasVersionAndVariant() {
    func uuid(_ first: UInt64, _ second: UInt64) -> String {
      written { $0.append(uuidVersion8: (first.bigEndian, second.bigEndian)) }
    }
    #expect(uuid(.max, .max) == "ffffffff-ffff-8fff-bfff-ffffffffffff")
    #expect(uuid(0, 0) == "00000000-0000-8000-8000-000000000000")
    #expect(uuid(0x0001_0203_0405_0607, 0x0809_0A0B_0C0D_0E0F) == "00010203-0405-8607-8809-0a0b0c0d0e0f")
  }
}
