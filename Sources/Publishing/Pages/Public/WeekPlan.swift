import CivilTime
import Mentoring

/// Seven days of a mentor, beginning with the programme's first weekday.
struct WeekPlan: Sendable {
  var days: [DayPlan]

  /// The Monday in it, which determines the ISO week.
  var monday: CivilDate { (days.first { $0.date.weekday == 1 } ?? days[0]).date }

  func route(of entry: MentorEntry) -> Route {
    let (year, week) = monday.isoWeek
    return entry.route.appending("week/\(year)-W\(week < 10 ? "0" : "")\(week)/")
  }

  /// Adjacent cells of one day with the same state: `09:00–11:30 open`.
  static func spans(of day: DayPlan, step: Int) -> [(state: DayPlan.State, start: Instant, end: Instant)] {
    var spans: [(state: DayPlan.State, start: Instant, end: Instant)] = []
    for cell in day.cells {
      let end = cell.start.adding(minutes: step)
      if let last = spans.last, last.state == cell.state, last.end == cell.start {
        spans[spans.count - 1].end = end
      } else {
        spans.append((cell.state, cell.start, end))
      }
    }
    return spans
  }
}

extension Site {
  /// The weeks that overlap the horizon.
  func weekPlans(of entry: MentorEntry) -> [WeekPlan] {
    let weekStart = settings.weekStart.weekday
    let first = entry.zone.local(at: clock.now).date.startOfWeek(startingOn: weekStart)
    let last = lastDate(of: entry).startOfWeek(startingOn: weekStart).adding(days: 6)
    let length = entry.hours.schedule.policy.duration
    let open = entry.openings.lazy.filter { $0.longest >= length }.map(\.start)
    let days = dayPlans(entry.hours.schedule, from: first, through: last, open: Array(open))
    return stride(from: 0, to: days.count, by: 7).map { WeekPlan(days: Array(days[$0..<min($0 + 7, days.count)])) }
  }
}
