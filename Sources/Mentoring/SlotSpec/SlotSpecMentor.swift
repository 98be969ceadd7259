import CivilTime
import Diagnostics

extension SlotSpec {
  private static let mentorKeys = [
    "id", "zone", "duration", "step", "buffer_before", "buffer_after", "min_notice", "horizon_days", "max_per_day",
    "max_per_week", "weekly", "dates", "closed", "sessions", "held", "busy", "student_busy",
  ]
  private static let weekdays = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"]

  /// Reads one entry of `mentors`; nil after an error that makes it unusable.
  static func mentor(
    _ node: JSONNode, _ path: String, _ query: SlotQuery, _ json: inout JSONDecoding, _ zones: some ZoneSource
  ) -> Mentor? {
    guard let object = json.object(node, path, keys: mentorKeys) else { return nil }
    let id = json.require(object, "id", path, at: node.offset).flatMap { json.string($0, "\(path).id") }
    if let id, id.isEmpty { json.refuse("\(path).id", at: node.offset, "the id is empty") }
    let zone = json.require(object, "zone", path, at: node.offset).flatMap { zoneNode in
      json.zone(zoneNode, "\(path).zone", zones)
    }
    let duration = json.require(object, "duration", path, at: node.offset).flatMap {
      json.wholeNumber($0, "\(path).duration", in: 1...1440, unit: "minutes")
    }
    var policy = SlotPolicy(duration: duration ?? 60)
    if let step = json.wholeNumber(object, "step", path, in: 1...1440, unit: "minutes") { policy.step = step }
    policy.bufferBefore = json.wholeNumber(object, "buffer_before", path, in: 0...1440, unit: "minutes") ?? 0
    policy.bufferAfter = json.wholeNumber(object, "buffer_after", path, in: 0...1440, unit: "minutes") ?? 0
    policy.minimumNotice = json.wholeNumber(object, "min_notice", path, in: 0...1_000_000, unit: "minutes") ?? 0
    policy.maxPerDay = json.wholeNumber(object, "max_per_day", path, in: 0...10_000, unit: "sessions") ?? 0
    policy.maxPerWeek = json.wholeNumber(object, "max_per_week", path, in: 0...10_000, unit: "sessions") ?? 0
    // Exact here: this many times 24 hours from now. Pages and bookings end at midnight instead.
    policy.horizonEnd = json.wholeNumber(object, "horizon_days", path, in: 0...36_600, unit: "days").map {
      query.now.adding(days: $0)
    }
    let weekly = json.items(object, "weekly", path) { $0.weekly($1, $2, weekdays: weekdays) }
    let dated = json.items(object, "dates", path) { $0.dated($1, $2) }
    let closed = json.items(object, "closed", path) { $0.closedDates($1, $2) }
    let sessions = json.intervals(object, "sessions", path)
    let held = json.intervals(object, "held", path)
    let busy = json.intervals(object, "busy", path)
    var query = query
    query.studentBusy += json.intervals(object, "student_busy", path)
    guard let id, let zone else { return nil }
    let schedule = MentorSchedule(
      zone: zone, weekly: weekly, dated: dated, closed: closed, policy: policy, sessions: sessions, held: held,
      busy: busy)
    return Mentor(id: id, schedule: schedule, query: query)
  }
}

extension JSONDecoding {
  mutating func zone(_ node: JSONNode, _ path: String, _ zones: some ZoneSource) -> Zone? {
    guard let name = string(node, path) else { return nil }
    do { return try zones.zone(named: name) } catch {
      refuse(path, at: node.offset, error.message, remedy: error.remedy)
      return nil
    }
  }

  mutating func weekly(_ node: JSONNode, _ path: String, weekdays: [String]) -> WeeklyHours? {
    guard let object = self.object(node, path, keys: ["day", "start", "end", "from", "until"]) else { return nil }
    var weekday: Int?
    if let day = require(object, "day", path, at: node.offset), let text = string(day, "\(path).day") {
      weekday = weekdays.firstIndex { $0.utf8.elementsEqual(text.utf8) }
      if weekday == nil {
        refuse("\(path).day", at: day.offset, "\"\(text)\" is not a weekday", remedy: "write MO TU WE TH FR SA or SU")
      }
    }
    let window = self.window(object, node, path)
    let from = present(object, "from").flatMap { self.date($0, "\(path).from") }
    let until = present(object, "until").flatMap { self.date($0, "\(path).until") }
    if let from, let until, until < from {
      refuse("\(path).until", at: node.offset, "\"until\" is before \"from\"")
    }
    guard let weekday, let window else { return nil }
    return WeeklyHours(weekday: weekday, window: window, from: from, until: until)
  }

  mutating func dated(_ node: JSONNode, _ path: String) -> DatedHours? {
    guard let object = self.object(node, path, keys: ["date", "mode", "windows"]) else { return nil }
    let date = require(object, "date", path, at: node.offset).flatMap { self.date($0, "\(path).date") }
    var mode = DatedHours.Mode.replace
    if let written = present(object, "mode"), let text = string(written, "\(path).mode") {
      if let known = DatedHours.Mode(rawValue: text) {
        mode = known
      } else {
        refuse("\(path).mode", at: written.offset, "\"\(text)\" is not a mode", remedy: "write replace or add")
      }
    }
    _ = require(object, "windows", path, at: node.offset)
    let windows = items(object, "windows", path) { json, node, path in
      json.object(node, path, keys: ["start", "end"]).flatMap { json.window($0, node, path) }
    }
    guard let date else { return nil }
    return DatedHours(date: date, mode: mode, windows: windows)
  }

  /// Reads the `start` and `end` of an object.
  private mutating func window(_ object: [String: JSONNode], _ node: JSONNode, _ path: String) -> HoursWindow? {
    let start = require(object, "start", path, at: node.offset).flatMap { wallTime($0, "\(path).start") }
    let end = require(object, "end", path, at: node.offset).flatMap { wallTime($0, "\(path).end") }
    guard let start, let end else { return nil }
    if let window = HoursWindow(start: start, end: end) { return window }
    if start == end {
      refuse("\(path).end", at: object["end"]?.offset ?? node.offset, "the window's start and end are equal")
    } else {
      refuse(
        "\(path).start", at: object["start"]?.offset ?? node.offset, "24:00 can only end a window",
        remedy: "start it at 00:00 of the next day")
    }
    return nil
  }

  mutating func closedDates(_ node: JSONNode, _ path: String) -> ClosedDates? {
    guard let (first, last) = pair(node, path, { $0.date($1, $2) }) else { return nil }
    guard first <= last else {
      refuse(path, at: node.offset, "the last closed date is before the first")
      return nil
    }
    return ClosedDates(first: first, last: last)
  }
}
