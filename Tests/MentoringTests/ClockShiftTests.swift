import CivilTime
import Mentoring
import Testing

/// What the next change of the clocks does to a pair's time, by rules of 2023 to 2025: no law changes them any more.
@Suite struct ClockShiftTests {
  private func noon(_ own: String, _ other: String, _ now: String) throws -> String? {
    let now = try #require(Instant(rfc3339: now))
    let (own, other) = (try zones.zone(named: own), try zones.zone(named: other))
    let noon = noonAfterShift(of: own, against: other, after: now, until: now.adding(days: 42))
    guard let noon else { return nil }
    let shift = try #require(clockShift(of: own, against: other, from: now, to: noon))
    return "\(noon.rfc3339) \(shift.seconds / 60)"
  }

  @Test(arguments: [
    // Ramadan of 2024, 10 March to 14 April: Berlin changes in between, on 31 March.
    ("Africa/Casablanca", "Europe/Berlin", "2024-03-04T00:00:00Z", "2024-03-10T11:00:00Z -60"),
    ("Africa/Casablanca", "Europe/Berlin", "2024-03-12T00:00:00Z", "2024-03-31T10:00:00Z -60"),
    ("Africa/Casablanca", "Europe/Berlin", "2024-04-01T00:00:00Z", "2024-04-14T10:00:00Z 60"),
    // The month of 2023 is over before six weeks are: the way out is told first, then the way back.
    ("Africa/Casablanca", "Africa/Tunis", "2023-03-13T00:00:00Z", "2023-03-19T11:00:00Z -60"),
    ("Africa/Casablanca", "Africa/Tunis", "2023-03-20T00:00:00Z", "2023-04-23T11:00:00Z 60"),
    // Lord Howe's clock moves by half an hour.
    ("Australia/Lord_Howe", "Europe/Berlin", "2024-03-20T00:00:00Z", "2024-03-31T10:00:00Z -60"),
    ("Australia/Lord_Howe", "Europe/Berlin", "2024-04-01T00:00:00Z", "2024-04-07T10:00:00Z -30"),
    // Half an hour before Sydney's, on the same night.
    ("Australia/Lord_Howe", "Australia/Sydney", "2024-04-01T00:00:00Z", "2024-04-07T02:00:00Z 30"),
    ("America/New_York", "Europe/Berlin", "2024-02-20T00:00:00Z", "2024-03-10T11:00:00Z 60"),
  ])
  func theNextChangeIsTold(own: String, other: String, now: String, expected: String) throws {
    #expect(try noon(own, other, now) == expected)
  }

  @Test(arguments: [
    // Together, beyond six weeks, at home.
    ("Europe/London", "Europe/Berlin", "2024-03-20T00:00:00Z"), ("Europe/Berlin", "UTC", "2024-02-01T00:00:00Z"),
    ("Europe/Berlin", "Europe/Berlin", "2024-03-20T00:00:00Z"),
  ])
  func whatChangesNothingIsNotTold(own: String, other: String, now: String) throws {
    #expect(try noon(own, other, now) == nil)
  }
}
