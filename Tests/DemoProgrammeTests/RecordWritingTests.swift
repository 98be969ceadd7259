import CivilTime
import DemoProgramme
import Diagnostics
import Foundation
import Storage
import Testing

private let zones = ZoneDirectory(path: "/usr/share/zoneinfo")
private let now = Instant(seconds: 1_795_167_000)

@Suite struct RecordWritingTests {
  private func withRecord(_ body: (Database) throws -> Void) throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("demo-\(UUID().uuidString).db").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try body(createRecord(at: path, random: SeededRandom(seed: 1)))
  }

  @Test(arguments: [DemoShape.varied, .w1k])
  func theRecordTakesEverythingAndVerifies(shape: DemoShape) throws {
    let counts = shape == .w1k ? DemoCounts(mentors: 12, students: 200, sessions: 1_200) : nil
    let programme = try DemoProgramme.generate(shape: shape, counts: counts, seed: 7, now: now, zones: zones)
    try withRecord { record in
      try programme.write(to: record, zones: zones)
      let found = try verifyRecord(record)
      #expect(found.all.isEmpty, "\(found)")
      #expect(try record.integer("SELECT is_demo FROM meta") == 1)
      #expect(try record.integer("SELECT count(*) FROM person") == programme.people.count)
      #expect(try record.integer("SELECT count(*) FROM request") == programme.bookings.count)
      #expect(
        try record.integer("SELECT count(*) FROM session") == programme.bookings.filter { $0.session != nil }.count)
      #expect(try record.integer("SELECT count(*) FROM review") == programme.reviews.count)
    }
  }

  @Test func aRecordWithPeopleIsLeftAlone() throws {
    let programme = try DemoProgramme.generate(
      counts: DemoCounts(mentors: 3, students: 5, sessions: 6), seed: 7, now: now, zones: zones)
    try withRecord { record in
      #expect(try DemoProgramme.isEmpty(record))
      try programme.write(to: record, zones: zones)
      let before = try record.integer("SELECT rev FROM meta")
      #expect(throws: Diagnostic.self) { try programme.write(to: record, zones: zones) }
      #expect(try record.integer("SELECT rev FROM meta") == before)
    }
  }
}
