import Bytes
import CivilTime
import Markup
import Mentoring

extension Site {
  /// `/mentors/<slug>/week/2026-W48/`: the grid of one week with open, booked and closed times.
  func writeWeek(
    _ entry: MentorEntry, _ weeks: [WeekPlan], _ index: Int, changed: Instant, owner: Int,
    on context: inout RenderContext
  ) throws {
    let week = weeks[index]
    let fields = MentorWeekPageFields.scope.fields
    let route = week.route(of: entry)
    let heading = strings.sentence(
      "week_of_mentor", ["name": entry.mentor.name, "n": "\(week.monday.isoWeek.week)"])
    let row = begin(
      MentorWeekPageFields.scope, fields.common,
      PageHead(route: route, title: heading, asOf: entry.changed, zone: entry.zone), on: &context)
    context.data.set(row, fields.zoneChoice.zone, entry.mentor.zone)
    context.data.set(row, fields.week.weekLabel) { self.strings.append(weekOf: week.monday, into: &$0) }
    if index > 0 { context.link(row, fields.week.previousUrl, weeks[index - 1].route(of: entry)) }
    if index + 1 < weeks.count { context.link(row, fields.week.nextUrl, weeks[index + 1].route(of: entry)) }
    context.link(row, fields.mentorUrl, entry.route)
    context.data.set(row, fields.name, entry.mentor.name)
    context.data.set(row, fields.heading, heading)
    context.data.set(row, fields.full, isShownFull(entry))
    context.link(row, fields.actUrl, entry.route, needsConnection ? "connect/" : "")
    context.data.set(row, fields.actLabel, wayInLabel)
    let open = week.days.reduce(0) { $0 + $1.cells.lazy.filter { $0.state == .open }.count }
    context.data.set(row, fields.openingsText, strings.counted("openings_this_week", open))
    addDays(week, entry, row, fields.days, on: &context)
    addRows(week, row, fields.rows, on: &context)
    try context.render(theme.mentorWeek, row, at: route, changed: changed, owner: owner)
  }

  private func addDays<Fields>(
    _ week: WeekPlan, _ entry: MentorEntry, _ row: Row<Fields>, _ field: ListField<Fields, WeekDayFields>,
    on context: inout RenderContext
  ) {
    let fields = WeekDayFields.scope.fields
    let span = SpanFields.scope.fields
    let today = entry.zone.local(at: clock.now).date
    for day in week.days {
      let item = context.data.add(row, field)
      setDay(day.date, item, today: today, on: &context)
      if let note = clockNote(of: day, zone: entry.zone) { context.data.set(item, fields.note, note) }
      context.data.set(item, fields.empty, day.cells.isEmpty)
      for part in WeekPlan.spans(of: day, step: entry.hours.schedule.policy.step) {
        let line = context.data.add(item, fields.spans)
        context.data.set(line, span.state, part.state.rawValue)
        context.set(line, span.startIso, iso: part.start)
        context.set(line, span.endIso, iso: part.end)
        context.data.set(line, span.startTime) { $0.append(timeOf: entry.zone.local(at: part.start)) }
        context.data.set(line, span.endTime) { $0.append(timeOf: entry.zone.local(at: part.end)) }
        context.data.set(line, span.label, strings.word(part.state.rawValue))
      }
    }
  }

  /// Sets the date fields of every day of a week.
  func setDay(_ date: CivilDate, _ item: Row<WeekDayFields>, today: CivilDate, on context: inout RenderContext) {
    let fields = WeekDayFields.scope.fields
    context.data.set(item, fields.date) { $0.append(date: date) }
    context.data.set(item, fields.title) { self.strings.append(dateWithWeekday: date, into: &$0) }
    context.data.set(item, fields.weekdayShort, strings.dates.shortWeekdays[date.weekday])
    context.set(item, fields.dayNumber, date.components.day)
    context.data.set(item, fields.today, date == today)
  }

  /// Adds one row per time of day that any day of the week has. On the day of a fold, a time occurs twice, in two rows.
  private func addRows<Fields>(
    _ week: WeekPlan, _ row: Row<Fields>, _ field: ListField<Fields, WeekRowFields>, on context: inout RenderContext
  ) {
    let days = week.days.map(Self.readings)
    var next = [Int](repeating: 0, count: days.count)
    let fields = WeekRowFields.scope.fields
    let cellFields = WeekCellFields.scope.fields
    while let reading = days.indices.lazy.compactMap({ days[$0].dropFirst(next[$0]).first?.reading }).min() {
      let line = context.data.add(row, field)
      context.data.set(line, fields.time) { $0.append(minuteOfDay: reading.minute) }
      for day in days.indices {
        var cell: DayPlan.Cell?
        if next[day] < days[day].count, days[day][next[day]].reading == reading {
          cell = days[day][next[day]].cell
          next[day] += 1
        }
        let item = context.data.add(line, fields.cells)
        let state = cell?.state ?? .closed
        context.data.set(item, cellFields.open, state == .open)
        context.data.set(item, cellFields.booked, state == .booked)
        context.data.set(item, cellFields.closed, state == .closed)
        if let cell, state == .open {
          context.set(item, cellFields.iso, iso: cell.start)
          context.data.set(item, cellFields.date) { $0.append(date: week.days[day].date) }
        }
      }
    }
  }
}

extension Site {
  /// A day's cells with the time of day of their row in a grid.
  fileprivate static func readings(of day: DayPlan) -> [(reading: Reading, cell: DayPlan.Cell)] {
    var isAscending = true
    var all: [(reading: Reading, cell: DayPlan.Cell)] = []
    all.reserveCapacity(day.cells.count)
    for cell in day.cells {
      var reading = Reading(minute: cell.minuteOfDay, pass: 0)
      if let last = all.last, last.reading >= reading { isAscending = false }
      if !isAscending { reading.pass = all.lazy.filter { $0.reading.minute == cell.minuteOfDay }.count }
      all.append((reading, cell))
    }
    if !isAscending { all.sort { $0.reading < $1.reading } }
    return all
  }
}

/// A time of day in a grid, and which pass of a repeated hour it belongs to.
private struct Reading: Hashable, Comparable {
  var minute: Int
  var pass: Int
  static func < (left: Reading, right: Reading) -> Bool { (left.minute, left.pass) < (right.minute, right.pass) }
}
