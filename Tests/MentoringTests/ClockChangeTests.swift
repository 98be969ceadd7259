import CivilTime
import Foundation
import Mentoring
import Testing

let zones = ZoneDirectory(path: ProcessInfo.processInfo.environment["TZDIR"] ?? "/usr/share/zoneinfo")

/// Hours of one window and what they come to, worked out by hand; the table of "Calendars and time zones", 4.2.
struct ClockChange: Sendable, CustomTestStringConvertible {
  var zone: String
  /// A weekday, and the first and last UTC date looked at.
  var day: Int
  var between: (String, String)
  var start: String
  var end: String
  var duration: Int
  var starts: [String]

  init(
    _ zone: String, _ day: Int, _ between: (String, String), _ start: String, _ end: String, _ duration: Int,
    _ starts: [String]
  ) {
    self.zone = zone
    self.day = day
    self.between = between
    self.start = start
    self.end = end
    self.duration = duration
    self.starts = starts
  }

  var testDescription: String { "\(zone) \(between.0) \(start)–\(end), \(duration) min" }

  static let table: [ClockChange] = [
    .init("Europe/Berlin", 0, ("03-28", "03-29"), "01:30", "03:30", 30, ["29T00:30", "29T01:00"]),
    .init("Europe/Berlin", 0, ("03-28", "03-29"), "01:30", "03:30", 60, ["29T00:30"]),
    .init("Europe/Berlin", 0, ("03-28", "03-29"), "02:00", "03:00", 30, []),
    .init("Europe/Berlin", 0, ("10-24", "10-25"), "01:30", "02:30", 30, ["24T23:30", "25T00:00", "25T01:00"]),
    .init("America/Sao_Paulo", 0, ("2018-11-03", "2018-11-04"), "00:00", "02:00", 60, ["04T03:00"]),
    .init(
      "America/Sao_Paulo", 6, ("2018-11-03", "2018-11-04"), "22:00", "02:00", 60, ["04T01:00", "04T02:00", "04T03:00"]),
    .init(
      "America/Sao_Paulo", 6, ("2019-02-16", "2019-02-17"), "22:00", "24:00", 60, ["17T00:00", "17T01:00", "17T02:00"]),
    .init("Africa/Cairo", 5, ("04-23", "04-24"), "00:00", "02:00", 60, ["23T22:00"]),
    .init("Africa/Cairo", 4, ("10-29", "10-30"), "22:00", "24:00", 60, ["29T19:00", "29T20:00", "29T21:00"]),
    .init("Asia/Beirut", 0, ("03-28", "03-29"), "00:00", "02:00", 60, ["28T22:00"]),
    .init("Australia/Lord_Howe", 0, ("10-03", "10-04"), "01:00", "04:00", 60, ["03T14:30", "03T16:00"]),
    .init(
      "Australia/Lord_Howe", 0, ("04-04", "04-05"), "01:00", "03:00", 30,
      ["04T14:00", "04T14:30", "04T15:00", "04T15:30", "04T16:00"]),
    .init("Pacific/Apia", 5, ("2011-12-29", "2011-12-31"), "09:00", "12:00", 180, []),
    .init("Pacific/Apia", 4, ("2011-12-29", "2011-12-31"), "09:00", "12:00", 180, ["29T19:00"]),
    .init("Pacific/Apia", 6, ("2011-12-29", "2011-12-31"), "09:00", "12:00", 180, ["30T19:00"]),
    .init(
      "Africa/Casablanca", 0, ("02-15", "02-15"), "01:00", "04:00", 60,
      ["15T00:00", "15T01:00", "15T02:00", "15T03:00"]),
    .init("Africa/Casablanca", 0, ("03-22", "03-22"), "01:00", "04:00", 60, ["22T01:00", "22T02:00"]),
    .init("Europe/Dublin", 0, ("03-29", "03-29"), "00:00", "03:00", 60, ["29T00:00", "29T01:00"]),
    .init("Antarctica/Troll", 0, ("03-29", "03-29"), "00:00", "04:00", 60, ["29T00:00", "29T01:00"]),
    .init("Pacific/Chatham", 0, ("09-26", "09-27"), "02:00", "04:45", 45, ["26T13:15"]),
    .init("Asia/Kathmandu", 1, ("03-02", "03-02"), "09:00", "10:00", 60, ["02T03:15"]),
    .init("America/Chicago", 0, ("2025-03-09", "2025-03-09"), "15:00", "16:00", 60, ["09T20:00"]),
  ]
}

@Suite struct ClockChangeTests {
  @Test(arguments: ClockChange.table)
  func hoursFollowTheWallClock(_ change: ClockChange) throws {
    func date(_ text: String) throws -> CivilDate {
      try #require(CivilDate(iso: text.utf8.count == 5 ? "2026-\(text)" : text))
    }
    let start = try #require(WallTime(change.start))
    let end = try #require(WallTime(change.end))
    let window = try #require(HoursWindow(start: start, end: end))
    let schedule = MentorSchedule(
      zone: try zones.zone(named: change.zone), weekly: [WeeklyHours(weekday: change.day, window: window)],
      policy: SlotPolicy(duration: change.duration))
    let from = try date(change.between.0).startUTC
    let query = SlotQuery(now: from, from: from, to: try date(change.between.1).adding(days: 1).startUTC)
    let starts = openSlots(schedule, query).map { String($0.rfc3339.dropFirst(8).prefix(8)) }
    #expect(starts == change.starts)
  }
}
