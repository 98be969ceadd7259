import CivilTime
import Mentoring
import Testing

@Suite struct OpenSlotsTests {
  private func time(_ text: String) throws -> Instant { try #require(Instant(rfc3339: "\(text):00Z")) }

  private func hours(_ start: String, _ end: String) throws -> HoursWindow {
    let start = try #require(WallTime(start))
    let end = try #require(WallTime(end))
    return try #require(HoursWindow(start: start, end: end))
  }

  private func span(_ start: String, _ end: String) throws -> Interval {
    Interval(start: try time(start), end: try time(end))
  }

  /// Monday 2026-06-01 09:00–12:00 UTC, hourly.
  private func monday() throws -> MentorSchedule {
    MentorSchedule(
      zone: try zones.zone(named: "UTC"), weekly: [WeeklyHours(weekday: 1, window: try hours("09:00", "12:00"))],
      policy: SlotPolicy(duration: 60))
  }

  private func query() throws -> SlotQuery {
    SlotQuery(now: try time("2026-05-31T00:00"), from: try time("2026-06-01T00:00"), to: try time("2026-06-02T00:00"))
  }

  private func starts(_ schedule: MentorSchedule) throws -> [String] {
    openSlots(schedule, try query()).map { String($0.rfc3339.dropFirst(11).prefix(5)) }
  }

  @Test func touchingASessionIsNoConflict() throws {
    var schedule = try monday()
    schedule.sessions = [try span("2026-06-01T10:00", "2026-06-01T11:00")]
    #expect(try starts(schedule) == ["09:00", "11:00"])
  }

  @Test func theLargerBufferKeepsSessionsApart() throws {
    var schedule = try monday()
    schedule.policy.step = 10
    schedule.policy.bufferBefore = 10
    schedule.policy.bufferAfter = 30
    schedule.sessions = [try span("2026-06-01T09:00", "2026-06-01T09:30")]
    #expect(try starts(schedule) == ["10:00", "10:10", "10:20", "10:30", "10:40", "10:50", "11:00"])
  }

  @Test func aBusyTimeMeetsOnlyTheSlotsOwnBuffers() throws {
    var schedule = try monday()
    schedule.policy.step = 10
    schedule.policy.bufferBefore = 10
    schedule.policy.bufferAfter = 30
    schedule.busy = [try span("2026-06-01T09:00", "2026-06-01T09:30")]
    #expect(try starts(schedule).first == "09:40")
    schedule.busy = [try span("2026-06-01T11:30", "2026-06-01T12:00")]
    #expect(try starts(schedule) == ["09:00", "09:10", "09:20", "09:30", "09:40", "09:50", "10:00"])
  }

  @Test func aHeldRequestCountsForTheDaysLimit() throws {
    var schedule = try monday()
    schedule.policy.maxPerDay = 1
    #expect(try starts(schedule) == ["09:00", "10:00", "11:00"])
    schedule.held = [try span("2026-06-01T20:00", "2026-06-01T21:00")]
    #expect(try starts(schedule) == [])
  }

  @Test func theWeeksLimitCountsFromMondayToSunday() throws {
    var schedule = try monday()
    schedule.policy.maxPerWeek = 1
    schedule.sessions = [try span("2026-05-31T23:00", "2026-05-31T23:30")]
    #expect(try starts(schedule) == ["09:00", "10:00", "11:00"])
    schedule.sessions = [try span("2026-06-07T23:30", "2026-06-08T00:30")]
    #expect(try starts(schedule) == [])
  }

  // Row S3-8.
  @Test func aDateReplacesOrAddsToTheWeek() throws {
    var schedule = try monday()
    let date = try #require(CivilDate(iso: "2026-06-01"))
    schedule.dated = [DatedHours(date: date, mode: .add, windows: [try hours("12:00", "13:30")])]
    #expect(try starts(schedule) == ["09:00", "10:00", "11:00", "12:00"])
    schedule.dated = [DatedHours(date: date, windows: [try hours("14:00", "15:00")])]
    #expect(try starts(schedule) == ["14:00"])
    schedule.dated = [DatedHours(date: date, windows: [])]
    #expect(try starts(schedule) == [])
  }

  @Test func aStartOfTwoWindowsIsListedOnceAndInOrder() throws {
    var schedule = try monday()
    schedule.weekly.append(WeeklyHours(weekday: 1, window: try hours("09:30", "12:30")))
    schedule.weekly.append(WeeklyHours(weekday: 1, window: try hours("08:00", "10:00")))
    #expect(try starts(schedule) == ["08:00", "09:00", "09:30", "10:00", "10:30", "11:00", "11:30"])
  }

  @Test func aClosedDateTakesTheTailOfTheNightBefore() throws {
    var schedule = try monday()
    schedule.weekly = [WeeklyHours(weekday: 0, window: try hours("23:00", "02:00"))]
    #expect(try starts(schedule) == ["00:00", "01:00"])
    let date = try #require(CivilDate(iso: "2026-06-01"))
    schedule.closed = [ClosedDates(first: date, last: date)]
    #expect(try starts(schedule) == [])
  }

  @Test func noticeIncludesItsEndAndTheHorizonDoesNot() throws {
    var schedule = try monday()
    schedule.policy.minimumNotice = 34 * 60
    schedule.policy.horizonEnd = try time("2026-06-01T11:00")
    #expect(try starts(schedule) == ["10:00"])
    #expect(SlotPolicy.horizonEnd(now: try time("2026-05-31T23:59"), days: 1) == (try time("2026-06-02T00:00")))
  }

  @Test func everyInstantThatIsNotOpenHasAReason() throws {
    var schedule = try monday()
    schedule.zone = try zones.zone(named: "Europe/Berlin")
    schedule.weekly = try (0..<7).map { WeeklyHours(weekday: $0, window: try hours("22:00", "05:00")) }
    schedule.policy = SlotPolicy(
      duration: 60, step: 30, bufferBefore: 15, bufferAfter: 5, minimumNotice: 120,
      horizonEnd: try time("2026-03-31T00:00"), maxPerDay: 2)
    schedule.sessions = [try span("2026-03-29T21:00", "2026-03-29T22:00")]
    schedule.held = [
      try span("2026-03-29T23:00", "2026-03-29T23:30"), try span("2026-03-30T02:30", "2026-03-30T03:00"),
    ]
    schedule.busy = [try span("2026-03-28T23:00", "2026-03-28T23:20")]
    let date = try #require(CivilDate(iso: "2026-03-28"))
    schedule.closed = [ClosedDates(first: date.adding(days: -5), last: date.adding(days: -1))]
    let query = SlotQuery(
      now: try time("2026-03-26T21:00"), from: try time("2026-03-26T00:00"), to: try time("2026-04-01T00:00"),
      studentBusy: [try span("2026-03-29T01:00", "2026-03-29T02:00")])
    let open = Set(openSlots(schedule, query))
    var seen: Set<SlotReason> = []
    var at = query.from
    while at < query.to {
      let reason = closedReason(at: at, schedule, query)
      #expect((reason == nil) == open.contains(at), "\(at.rfc3339)")
      if let reason { seen.insert(reason) }
      at = at.adding(minutes: 5)
    }
    let expected: Set<SlotReason> = [
      .notice, .horizon, .closedDate, .outsideHours, .endsOutsideHours, .offGrid, .booked, .held, .studentBusy, .busy,
      .buffer, .dailyLimit,
    ]
    #expect(seen.isSuperset(of: expected), "missing \(expected.subtracting(seen))")
  }

  @Test func aSkippedHourIsExplainedByTheClockChange() throws {
    var schedule = try monday()
    schedule.zone = try zones.zone(named: "Europe/Berlin")
    schedule.weekly = [WeeklyHours(weekday: 0, window: try hours("01:00", "02:30"))]
    let now = try time("2026-03-01T00:00")
    let query = SlotQuery(now: now, from: now, to: now)
    // 01:00 to 02:30, of which the last half hour is skipped: 01:30 is a start on other Sundays.
    schedule.policy = SlotPolicy(duration: 60, step: 30)
    #expect(closedReason(at: try time("2026-03-29T00:30"), schedule, query) == .clockChange)
    #expect(closedReason(at: try time("2026-03-22T00:30"), schedule, query) == nil)
    let reading = LocalDateTime(date: try #require(CivilDate(iso: "2026-03-29")), secondOfDay: 2 * 3600)
    #expect(closedReasons(atLocal: reading, schedule, query).isEmpty)
  }

  @Test func theWeekGridSaysWhatIsOpenBookedAndClosed() throws {
    var schedule = try monday()
    schedule.sessions = [try span("2026-06-01T10:00", "2026-06-01T11:00")]
    schedule.policy.horizonEnd = try time("2026-06-08T00:00")
    let first = try #require(CivilDate(iso: "2026-06-01"))
    let days = dayPlans(schedule, from: first, through: first.adding(days: 7), open: openSlots(schedule, try query()))
    #expect(days.count == 8)
    #expect(days[0].cells.map(\.state) == [.open, .booked, .open])
    #expect(days[0].cells.map(\.minuteOfDay) == [540, 600, 660])
    #expect(days[0].hours == [try span("2026-06-01T09:00", "2026-06-01T12:00")])
    #expect(days[1].cells.isEmpty)
    #expect(days[7].cells.map(\.state) == [.closed, .closed, .closed])
  }

  @Test func theGridShowsTheDayAClockChangeShortens() throws {
    var schedule = try monday()
    schedule.zone = try zones.zone(named: "America/Sao_Paulo")
    schedule.weekly = try [0, 6].map { WeeklyHours(weekday: $0, window: try hours("00:00", "24:00")) }
    let saturday = try #require(CivilDate(iso: "2018-11-03"))
    let days = dayPlans(schedule, from: saturday, through: saturday.adding(days: 1), open: [])
    #expect(days.map(\.changeSeconds) == [0, -3600])
    #expect(days.map(\.cells.count) == [24, 23])
  }

  /// Random weeks with overlapping windows, sessions, buffers and clock changes: one walk finds what a walk for each
  /// length finds.
  @Test func openingsAreTheOpenSlotsOfEveryLength() throws {
    var random = SeededNumbers(state: 7)
    var found = 0
    for round in 0..<200 {
      let names = ["UTC", "Europe/Berlin", "Australia/Lord_Howe", "America/Sao_Paulo", "Asia/Kathmandu"]
      let now = try time("2026-03-20T00:00").adding(minutes: random.next(below: 20_000) * 3)
      let zone = try zones.zone(named: names[round % names.count])
      var schedule = MentorSchedule(zone: zone, policy: SlotPolicy(duration: 60))
      for _ in 0..<(1 + random.next(below: 6)) {
        let start = random.next(below: 90) * 15
        let end = min(1440, start + 15 + random.next(below: 30) * 15)
        let window = HoursWindow(
          start: try #require(WallTime(minutes: start)), end: try #require(WallTime(minutes: end)))
        schedule.weekly.append(WeeklyHours(weekday: random.next(below: 7), window: try #require(window)))
      }
      func times() -> [Interval] {
        (0..<random.next(below: 6)).map { _ in
          let start = now.adding(minutes: random.next(below: 3000) * 5)
          return Interval(start: start, end: start.adding(minutes: 5 + random.next(below: 40) * 5))
        }
      }
      (schedule.sessions, schedule.busy) = (times(), times())
      schedule.policy.step = [5, 15, 30, 60][random.next(below: 4)]
      schedule.policy.bufferBefore = random.next(below: 3) * 5
      schedule.policy.bufferAfter = random.next(below: 3) * 10
      schedule.policy.maxPerDay = random.next(below: 3)
      let durations = [[30, 60, 90], [60], [25, 50, 120, 15]][random.next(below: 3)]
      let query = SlotQuery(now: now, from: now, to: now.adding(days: 10))
      let openings = openings(schedule, durations: durations, query)
      found += openings.count
      for length in durations {
        var one = schedule
        one.policy.duration = length
        #expect(
          openings.filter { $0.longest >= length }.map(\.start) == openSlots(one, query), "round \(round), \(length)")
      }
      #expect(openings.allSatisfy { durations.contains($0.longest) })
    }
    #expect(found > 10_000)
  }
}

/// A linear congruential generator: the same numbers on every machine.
private struct SeededNumbers {
  var state: UInt64
  mutating func next(below bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(bound))
  }
}
