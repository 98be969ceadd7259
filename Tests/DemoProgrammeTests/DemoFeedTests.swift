import Bytes
import CivilTime
import DemoProgramme
import Diagnostics
import Foundation
import ICalendar
import Mentoring
import Publishing
import Storage
import Testing

/// The whole way from a record to each person's feed. With ALMANAC_FEEDS set to a folder, the feeds are written there for
/// an independent judge.
struct DemoFeedTests {
  @Test func everyPersonsFeedIsWholeAndTheSameTwice() throws {
    let zones = ZoneDirectory(path: "/usr/share/zoneinfo")
    let now = Instant(seconds: 1_795_167_000)
    let programme = try DemoProgramme.generate(
      counts: DemoCounts(mentors: 50, students: 150, sessions: 1500), seed: 3, now: now, zones: zones)
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("feeds-\(UUID().uuidString).db").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let record = try createRecord(at: path, random: SeededRandom(seed: 1))
    try programme.write(to: record, zones: zones)
    let reader = try RecordReader(record, zones: zones, policy: ProgrammePolicy())
    let folder = ProcessInfo.processInfo.environment["ALMANAC_FEEDS"]
    let arena = TextArena()
    var writer = CalendarWriter()
    var sink = ByteSink()
    var events = 0
    var diagnostics = Diagnostics()
    let english = try #require(builtInStrings(into: &diagnostics))
    let settings = FeedSettings(programmeTitle: "Demo", strings: english, baseURL: "https://mentoring.example.org/")
    for made in programme.people {
      var runs: [String] = []
      // Another day of the same month: the same bytes unless a cancelled session has left meanwhile.
      for clock in [now, now.adding(hours: 1)] {
        arena.removeAll()
        let person = Person(
          id: PersonID(made.id), name: made.name, email: made.email, zone: made.zone, isMentor: made.isMentor,
          isStudent: made.isStudent, isOrganiser: false, homeToken: "", feedToken: "", feedAlarm: made.id % 2 == 0,
          changed: now)
        let agenda = try reader.agenda(of: person.id, from: feedLowerEdge(at: clock), arena: arena)
        let zone = try zones.zone(named: person.zone)
        let found = feedEvents(agenda, of: person, zone: zone, at: clock, settings: settings, arena: arena)
        events += found.count
        sink.removeAll()
        writer.write(
          CalendarProperties(name: feedName(of: person, settings: settings, arena: arena)), found, into: &sink)
        runs.append(sink.string())
      }
      #expect(runs[0] == runs[1])
      #expect(runs[0].hasPrefix("BEGIN:VCALENDAR\r\n"))
      #expect(runs[0].hasSuffix("END:VCALENDAR\r\n"))
      if let folder {
        try runs[0].write(toFile: "\(folder)/\(made.id).ics", atomically: false, encoding: .utf8)
      }
    }
    #expect(events > 500)
  }
}
