import CivilTime
import Mentoring
import Testing

/// Which open slot suits two people best, and why.
@Suite struct SlotRankingTests {
  private func time(_ text: String) throws -> Instant { try #require(Instant(rfc3339: "\(text):00Z")) }

  /// The student's clock, a slot of 60 minutes in UTC, and the half hours that it lies outside her day.
  @Test(arguments: [
    ("UTC", "08:00", 0), ("UTC", "19:00", 0), ("UTC", "07:59", 1), ("UTC", "07:30", 1), ("UTC", "07:00", 2),
    ("UTC", "19:01", 1), ("UTC", "20:00", 2), ("UTC", "01:30", 13), ("UTC", "02:00", 12), ("Asia/Tokyo", "10:00", 0),
    ("Asia/Tokyo", "11:00", 2), ("Asia/Kolkata", "02:30", 0), ("America/New_York", "11:00", 4),
  ]) func whatLiesOutsideTheStudentsDayCosts(_ zone: String, _ clock: String, _ halfHours: Int) throws {
    let schedule = MentorSchedule(zone: try zones.zone(named: "UTC"), policy: SlotPolicy(duration: 60))
    let start = try time("2026-01-12T\(clock)")
    let query = SlotQuery(now: start, from: start, to: start.adding(days: 1))
    let slot = try #require(ranked([start], schedule, query, studentZone: try zones.zone(named: zone)).first)
    #expect(slot.halfHoursOutside == halfHours && slot.points == halfHours)
  }

  @Test func loadRestAndWaitingCount() throws {
    var schedule = MentorSchedule(zone: try zones.zone(named: "Europe/Berlin"), policy: SlotPolicy(duration: 60))
    func span(_ start: String) throws -> Interval {
      Interval(start: try time(start), end: try time(start).adding(minutes: 60))
    }
    // One session of hers and one held on Tuesday; 23:30 UTC on Monday is Tuesday on her clock.
    schedule.sessions = [try span("2026-01-12T23:30")]
    schedule.held = [try span("2026-01-13T09:00")]
    let now = try time("2026-01-10T12:00")
    let starts = try ["2026-01-13T10:00", "2026-01-14T10:00", "2026-01-15T10:00", "2026-01-20T10:00"].map(time)
    let query = SlotQuery(
      now: now, from: now, to: now.adding(days: 20), studentBusy: [try span("2026-01-15T11:00")])
    let all = ranked(starts, schedule, query, studentZone: try zones.zone(named: "UTC"))
    let byStart = Dictionary(uniqueKeysWithValues: all.map { ($0.start, $0) })
    #expect(byStart[starts[0]]?.mentorsOthers == 2 && byStart[starts[0]]?.points == 4 + 1)
    // Exactly a day after its end something else begins: that is rest enough.
    #expect(byStart[starts[1]]?.isNearAnother == false && byStart[starts[1]]?.points == 1)
    #expect(byStart[starts[2]]?.isNearAnother == true && byStart[starts[2]]?.points == 3 + 2)
    #expect(byStart[starts[3]]?.days == 9 && byStart[starts[3]]?.points == 4)
    #expect(all.map(\.start) == [starts[1], starts[3], starts[0], starts[2]])
  }

  @Test func ofTwoAlikeTheEarlierIsFirst() throws {
    let schedule = MentorSchedule(zone: try zones.zone(named: "UTC"), policy: SlotPolicy(duration: 30))
    let now = try time("2026-01-12T08:00")
    let starts = try ["2026-01-12T11:00", "2026-01-12T10:00", "2026-01-12T10:30"].map(time)
    let query = SlotQuery(now: now, from: now, to: now.adding(days: 1))
    let all = ranked(starts, schedule, query, studentZone: try zones.zone(named: "UTC"))
    #expect(all.map(\.start) == starts.sorted())
    #expect(ranked(starts.reversed(), schedule, query, studentZone: try zones.zone(named: "UTC")) == all)
    #expect(ranked([], schedule, query, studentZone: try zones.zone(named: "UTC")).isEmpty)
  }
}
