import Bytes
import CivilTime
import Testing

@Suite struct Rfc3339Tests {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0), ("2026-03-29T01:00:00Z", 1_774_746_000), ("2026-03-29T03:00+02:00", 1_774_746_000),
    ("2026-03-28T15:30:00-09:30", 1_774_746_000), ("2026-03-29t01:00:00.000z", 1_774_746_000),
    ("0001-01-01T00:00:00Z", -62_135_596_800), ("9999-12-31T23:59:59Z", 253_402_300_799),
  ])
  func timesAreRead(_ text: String, _ seconds: Int) {
    #expect(Instant(rfc3339: text)?.seconds == seconds)
  }

  @Test(arguments: [
    "", "2026-03-29", "2026-03-29T01:00:00", "2026-03-29 01:00:00Z", "2026-02-29T01:00:00Z", "2026-03-29T24:00:00Z",
    "2026-03-29T01:60:00Z", "2026-03-29T01:00:60Z", "2026-03-29T01:00:00.5Z", "2026-03-29T01:00:00ZZ",
    "2026-03-29T01:00:00+24:00", "2026-03-29T01:00:00+0200", "0000-01-01T00:00:00Z", "0001-01-01T00:00:00+01:00",
    "9999-12-31T23:59:59-00:01", "٢٠٢٦-03-29T01:00:00Z", "2026-3-29T01:00:00Z", "+2026-03-29T01:00:00Z",
    "2026-03-29T01:0",
  ])
  func whatIsNoTimeIsRefused(_ text: String) { #expect(Instant(rfc3339: text) == nil) }

  @Test(arguments: ["2026-03-29T01:00:00.5Z", "2026-03-29T01:00:00.999999999Z", "2026-03-29T03:00:00.123+02:00"])
  func aClocksReadingMayHaveAFraction(_ text: String) {
    #expect(Instant(rfc3339: text) == nil)
    #expect(Instant(rfc3339: text, dropsFraction: true)?.seconds == 1_774_746_000)
  }

  @Test(arguments: ["2026-03-29T01:00:00.Z", "2026-03-29T01:00:00.x5Z", "2026-03-29T01:00:00.5", "2026-03-29T01:00.5Z"])
  func aBrokenFractionIsNone(_ text: String) { #expect(Instant(rfc3339: text, dropsFraction: true) == nil) }

  @Test func whatIsWrittenIsReadBack() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<2000 {
      let instant = Instant(seconds: .random(in: -62_135_596_800...253_402_300_799, using: &random))
      #expect(Instant(rfc3339: instant.rfc3339) == instant)
      #expect(CivilDate(iso: instant.dateUTC.iso) == instant.dateUTC)
    }
    #expect(Instant(seconds: 1_774_746_000).rfc3339 == "2026-03-29T01:00:00Z")
  }

  @Test func datesThatDoNotExistAreRefused() {
    for text in ["2026-02-29", "2026-13-01", "2026-00-01", "2026-01-00", "26-01-01", "2026-01-01T", "2026/01/01", ""] {
      #expect(CivilDate(iso: text) == nil, "\(text)")
    }
    #expect(CivilDate(iso: "2024-02-29")?.iso == "2024-02-29")
  }

  @Test func wallTimesReachTwentyFourHours() {
    #expect(WallTime("00:00")?.minutes == 0)
    #expect(WallTime("24:00")?.minutes == 1440)
    for text in ["24:01", "9:00", "09:60", "0900", "09:00:00", "-1:00", "09:0", ""] {
      #expect(WallTime(text) == nil, "\(text)")
    }
    var sink = ByteSink()
    sink.append(minuteOfDay: 1440)
    sink.append(minuteOfDay: 65)
    #expect(sink.string() == "24:0001:05")
  }
}
