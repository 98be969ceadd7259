import Bytes
import CivilTime
import Diagnostics
import Mentoring
import Testing

@Suite struct SlotSpecTests {
  private func run(_ text: String) throws -> String {
    let bytes = Array(text.utf8)
    let output = try bytes.withUnsafeBytes { try runSlotSpec($0, file: "spec.json", zones: zones) }
    return String(decoding: output, as: UTF8.self)
  }

  /// A good description with one field of its mentor written over.
  private func spec(_ field: String = "\"max_per_day\":0", id: String = "ada") -> String {
    """
    {"now":"2026-05-31T00:00:00Z","from":"2026-06-01T00:00:00Z","to":"2026-06-02T00:00:00Z","mentors":[
    {"id":"\(id)","zone":"UTC","duration":60,"weekly":[{"day":"MO","start":"09:00","end":"11:00"}],
    \(field)}]}
    """
  }

  private func faults(_ text: String) -> [String] {
    do {
      _ = try run(text)
      return []
    } catch let faults as Diagnostics {
      #expect(faults.exitCode == .invalidInput)
      #expect(faults.all.allSatisfy { $0.place?.line != nil })
      return faults.all.map(\.message)
    } catch { return ["\(error)"] }
  }

  @Test func slotsAreSortedByTheOctetsOfTheMentor() throws {
    let mentor = { (id: String) in
      "{\"id\":\"\(id)\",\"zone\":\"UTC\",\"duration\":60,\"weekly\":[{\"day\":\"MO\",\"start\":\"09:00\",\"end\":\"10:00\"}]}"
    }
    let text = """
      {"now":"2026-05-31T00:00:00Z","from":"2026-06-01T00:00:00Z","to":"2026-06-02T00:00:00Z",
      "mentors":[\(["é", "b", "Z", "\\\"\\u0001"].map(mentor).joined(separator: ","))]}
      """
    let lines = ["\\\"\\u0001", "Z", "b", "é"].map {
      "{\"mentor\":\"\($0)\",\"start\":\"2026-06-01T09:00:00Z\",\"end\":\"2026-06-01T10:00:00Z\"}"
    }
    #expect(try run(text) == "[\n\(lines.joined(separator: ",\n"))\n]\n")
  }

  @Test func nothingOpenIsAnEmptyList() throws {
    #expect(try run(spec("\"dates\":[{\"date\":\"2026-06-01\",\"windows\":[]}]")) == "[]\n")
    #expect(try run(spec("\"horizon_days\":0")) == "[]\n")
  }

  @Test func nullSaysTheSameAsNothing() throws {
    #expect(try run(spec("\"horizon_days\":null,\"step\":null,\"busy\":null")) == (try run(spec())))
  }

  @Test(arguments: [
    ("\"step\":0", "mentors[0].step"), ("\"step\":-1", "mentors[0].step"), ("\"step\":1.5", "mentors[0].step"),
    ("\"step\":1e2", "mentors[0].step"), ("\"step\":\"60\"", "mentors[0].step"), ("\"step\":true", "mentors[0].step"),
    ("\"step\":99999999999999999999999", "mentors[0].step"), ("\"step\":NaN", "mentors[0].step"),
    ("\"step\":01", "mentors[0].step"), ("\"step\":-", "mentors[0].step"), ("\"step\":Infinity", "mentors[0].step"),
    ("\"buffer_before\":-5", "mentors[0].buffer_before"),
    ("\"buffer_after\":9223372036854775807", "mentors[0].buffer_after"),
    ("\"min_notice\":9223372036854775808", "mentors[0].min_notice"), ("\"horizon_days\":-1", "mentors[0].horizon_days"),
    ("\"duration\":60", "mentors[0]"), ("\"colour\":1", "mentors[0].colour"),
    ("\"dates\":[{\"date\":\"2026-02-30\",\"windows\":[]}]", "mentors[0].dates[0].date"),
    ("\"dates\":[{\"date\":\"2026-02-03\"}]", "mentors[0].dates[0].windows"),
    ("\"dates\":[{\"date\":\"2026-02-03\",\"mode\":\"plus\",\"windows\":[]}]", "mentors[0].dates[0].mode"),
    (
      "\"dates\":[{\"date\":\"2026-02-03\",\"windows\":[{\"start\":\"24:00\",\"end\":\"01:00\"}]}]",
      "mentors[0].dates[0].windows[0].start"
    ),
    ("\"closed\":[[\"2026-02-03\",\"2026-02-02\"]]", "mentors[0].closed[0]"),
    ("\"closed\":[[\"2026-02-03\"]]", "mentors[0].closed[0]"),
    ("\"sessions\":[[\"2026-02-03T00:00:00Z\",\"2026-02-03T00:00:00Z\"]]", "mentors[0].sessions[0]"),
    ("\"sessions\":[[\"2026-02-03T00:00:00Z\",\"soon\"]]", "mentors[0].sessions[0][1]"),
    ("\"busy\":{}", "mentors[0].busy"), ("\"held\":[1]", "mentors[0].held[0]"),
  ])
  func aMalformedFieldIsNamedByItsPath(_ field: String, _ path: String) {
    let found = faults(spec(field))
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix(path + ": ") == true, "\(found)")
  }

  @Test func everyFaultIsTold() {
    let text = """
      {"now":"x","from":"2026-06-02T00:00:00Z","to":"2026-06-01T00:00:00Z","mentors":[
      {"id":"ada","zone":"Europe/Berln","duration":0,"weekly":[
      {"day":"MO","start":"09:00","end":"09:00"},{"day":"Mo","start":"9","end":"10:00"},
      {"day":"TU","start":"09:00","end":"24:30","from":"2026-06-02","until":"2026-06-01"}]},{"id":"ada"}]}
      """
    let paths = faults(text).map { String($0.prefix { $0 != ":" }) }
    #expect(
      paths == [
        "now", "to", "mentors[0].zone", "mentors[0].duration", "mentors[0].weekly[0].end", "mentors[0].weekly[1].day",
        "mentors[0].weekly[1].start", "mentors[0].weekly[2].end", "mentors[0].weekly[2].until", "mentors[1].zone",
        "mentors[1].duration",
      ])
  }

  @Test func aMentorStandsOnce() {
    let mentor = "{\"id\":\"ada\",\"zone\":\"UTC\",\"duration\":60}"
    let text = String(spec().dropLast(2)) + ",\(mentor)]}"
    #expect(faults(text) == ["mentors[1].id: the mentor \"ada\" stands twice"])
  }

  @Test func hostileTextIsRefusedNotTrapped() {
    let deep = String(repeating: "[", count: 100_000)
    for text in [
      "", " ", "nul", "[", "{", "{\"", "{\"a\"", "{\"a\":", "{\"a\":1,}", "[1,]", "\"\\u12\"", "\"\\ud800\"", "\"\\",
      "\"a\n\"",
      "{} {}", "\u{FEFF}{}", "1e", "-", "01", deep, "{\"now\":\(deep)", "null", "[]", "{\"mentors\":{}}",
    ] {
      #expect(!faults(text).isEmpty, "\(text.prefix(20))")
    }
    let latin: [UInt8] = [0x22, 0xE9, 0x22]
    #expect(throws: Diagnostics.self) { try latin.withUnsafeBytes { try runSlotSpec($0, file: "x", zones: zones) } }
  }

  @Test func aDamagedDescriptionNeverTraps() {
    let good = Array(spec("\"step\":15,\"busy\":[[\"2026-06-01T09:00:00Z\",\"2026-06-01T09:15:00Z\"]]").utf8)
    var random = SystemRandomNumberGenerator()
    for _ in 0..<3000 {
      var bytes = good
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = .random(in: 0...255, using: &random)
      }
      bytes.removeLast(Int.random(in: 0..<20, using: &random))
      _ = try? bytes.withUnsafeBytes { try runSlotSpec($0, file: "x", zones: zones) }
    }
  }
}
