import Bytes
import CivilTime
import Markup
import Mentoring

extension Site {
  /// `/u/<token>/mentor/`: statistics, requests waiting for an answer, and the next sessions.
  func writeDashboard(_ rows: PersonalRows, on context: inout RenderContext) throws {
    let fields = PersonDashboardPageFields.scope.fields
    let routes = PersonalRoutes(rows.person)
    let title = strings.word("nav_overview")
    let row = begin(
      PersonDashboardPageFields.scope, fields.common, rows, .dashboard, at: routes.dashboard, title: title, on: &context
    )
    let today = rows.zone.local(at: clock.now).date
    context.data.set(row, fields.heading, title)
    context.data.set(row, fields.lead, strings.sentence("zone_line", ["zone": rows.zone.name]))
    addMentorTabs(rows, row, fields.tabs, current: .dashboard, on: &context)
    addUnlistedNotice(of: rows.person, row, fields.notices, on: &context)
    addNumbers(rows, today: today, row, fields, on: &context)
    let connections = rows.connectionQueue
    let requests = rows.requestQueue
    context.set(row, fields.queueCount, connections.count + requests.count)
    context.data.set(row, fields.hasConnectionQueue, !connections.isEmpty)
    for connection in connections {
      fill(context.data.add(row, fields.connectionQueue), with: connection, rows, on: &context)
    }
    context.data.set(row, fields.hasRequestQueue, !requests.isEmpty)
    for request in requests { try fill(context.data.add(row, fields.requestQueue), with: request, rows, on: &context) }
    context.data.set(row, fields.queueEmpty, connections.isEmpty && requests.isEmpty)
    context.link(row, fields.sessionsUrl, routes.sessions)
    let next = rows.upcoming(at: clock.now).prefix(5)
    context.data.set(row, fields.hasSessions, !next.isEmpty)
    for entry in next { fill(context.data.add(row, fields.sessions), with: entry, rows, on: &context) }
    add(charts(of: rows), row, fields.hasCharts, fields.charts, on: &context)
    fill(empty: fields.emptyState, row, "bookings", to: routes.availability, on: &context)
    try render(theme.personDashboard, row, rows, at: routes.dashboard, on: &context)
  }

  private func charts(of rows: PersonalRows) -> [Chart] {
    let own = rows.agenda.filter { $0.mentor == rows.person.id }
    var stars = [0, 0, 0, 0, 0]
    for entry in own {
      for review in rows.reviews[entry.id] ?? [] where review.isByStudent {
        if let given = review.stars, 1...5 ~= given { stars[given - 1] += 1 }
      }
    }
    let held = own.lazy.filter { $0.status == .session(.completed) }.map(\.start)
    return [monthChart(of: held, zone: rows.zone), starChart(stars)]
  }

  /// Total students, upcoming, completed today, average rating, sessions held.
  private func addNumbers(
    _ rows: PersonalRows, today: CivilDate, _ row: Row<PersonDashboardPageFields>,
    _ fields: PersonDashboardPageFields, on context: inout RenderContext
  ) {
    let own = rows.agenda.filter { $0.mentor == rows.person.id }
    let held = own.filter { $0.status == .session(.completed) }
    let figure = FigureFields.scope.fields
    func add(_ key: String, _ context: inout RenderContext, note: String = "", _ value: (inout ByteSink) -> Void) {
      let item = context.data.add(row, fields.numbers)
      context.data.set(item, figure.label, strings.sentence(key))
      context.data.set(item, figure.value, value)
      context.data.set(item, figure.note, note)
    }
    let students = students(of: rows).count
    add("number_students", &context) { $0.appendDecimal(students) }
    let upcoming = own.lazy.filter { $0.status == .session(.scheduled) && $0.end > self.clock.now }.count
    add("number_upcoming", &context) { $0.appendDecimal(upcoming) }
    let completedToday = held.lazy.filter { rows.zone.local(at: $0.start).date == today }.count
    add("number_completed_today", &context, note: text { self.strings.append(date: today, into: &$0) }) {
      $0.appendDecimal(completedToday)
    }
    let mentor = programme.mentorCard(of: rows.person.id)
    let ratings = mentor?.ratingCount ?? 0
    add("number_rating", &context, note: ratings > 0 ? strings.counted("reviews", ratings) : "") { sink in
      if let mentor, ratings > 0 {
        self.strings.append(tenths: (mentor.ratingSum * 10 + ratings / 2) / ratings, into: &sink)
      } else {
        sink.append("–")
      }
    }
    add("number_sessions", &context) { $0.appendDecimal(held.count) }
    let line = rows.waiting.filter { $0.mentor == rows.person.id }
    if !line.isEmpty {
      let names =
        line.prefix(3).compactMap { place in
          programme.person(place.student).map { distinctName(of: $0, among: rows.sharedNames) }
        } + (line.count > 3 ? ["…"] : [])
      add("number_waiting_list", &context, note: names.joined(separator: ", ")) { $0.appendDecimal(line.count) }
    }
    add("number_pending", &context) { $0.appendDecimal(rows.requestQueue.count + rows.connectionQueue.count) }
  }

  /// `/u/<token>/students/`: the mentor's students, with their shared history.
  func writeStudents(_ rows: PersonalRows, on context: inout RenderContext) throws {
    let people = students(of: rows)
    let byStudent = Dictionary(grouping: rows.agenda.filter { $0.mentor == rows.person.id }, by: \.student)
    let fields = PersonStudentsPageFields.scope.fields
    let title = strings.word("nav_my_students")
    for (page, range) in Pagination.pages(of: people.count, base: PersonalRoutes(rows.person).students) {
      let row = begin(
        PersonStudentsPageFields.scope, fields.common, rows, .students, at: page.route, title: title, on: &context)
      context.data.set(row, fields.heading, title)
      context.data.set(row, fields.countText, strings.counted("students", people.count))
      addMentorTabs(rows, row, fields.tabs, current: .students, on: &context)
      context.data.set(row, fields.hasStudents, !people.isEmpty)
      for (person, connection) in people[range] {
        try fill(
          context.data.add(row, fields.students), with: person, connection, byStudent[person.id] ?? [], rows,
          on: &context)
      }
      page.fill(fields.pages, row, strings, on: &context)
      fill(empty: fields.emptyState, row, needsConnection ? "students" : "students_free", on: &context)
      try render(theme.personStudents, row, rows, at: page.route, on: &context)
    }
  }

  private func fill(
    _ row: Row<StudentFields>, with person: Person, _ connection: ConnectionEntry?, _ history: [AgendaEntry],
    _ rows: PersonalRows, on context: inout RenderContext
  ) throws {
    let fields = StudentFields.scope.fields
    let plain = context.arena.copy(person.name)
    let name = distinctName(of: person.id, plain, rows, on: context)
    fill(face: fields.face, row, name: name, plain: plain, id: person.id, on: &context)
    let zone = self.zone(of: person)
    context.data.set(row, fields.zone) { sink in
      sink.append(zone.name)
      sink.append(" (")
      sink.append(offset: zone.offset(at: self.clock.now))
      sink.append(")")
    }
    let sessions = history.filter { !$0.isRequest && $0.status != .session(.cancelled) }
    let held = sessions.filter { $0.status == .session(.completed) }
    context.set(row, fields.sessionsTotal, held.count)
    let subjects = Set(sessions.lazy.filter { !$0.subject.isEmpty }.map { $0.subject.string }).sorted()
    context.data.set(
      row, fields.subjectsText, subjects.isEmpty ? strings.sentence("none_yet") : subjects.joined(separator: ", "))
    func date(of entry: AgendaEntry) -> String {
      text { self.strings.append(date: rows.zone.local(at: entry.start).date, into: &$0) }
    }
    context.data.set(row, fields.lastText, held.last.map(date) ?? strings.sentence("none_yet"))
    if let next = sessions.first(where: { $0.status == .session(.scheduled) && $0.end > clock.now }) {
      context.data.set(row, fields.nextText, date(of: next))
      if isInMeetingWindow(next) { context.link(row, fields.meetingUrl, .meeting(next.meetingToken.string)) }
    }
    let rating = try context.source.studentRating(of: person.id)
    if rating.count > 0 {
      context.data.set(row, fields.rating) {
        self.strings.append(tenths: (rating.sum * 10 + rating.count / 2) / rating.count, into: &$0)
      }
    }
    if isAddressShown(of: person, connection: connection?.status, hasSession: true, policy: settings.policy) {
      context.data.set(row, fields.contactUrl) { sink in
        sink.append("mailto:")
        sink.append(person.email)
      }
    }
    guard let connection else { return }
    for action in actions(on: connection, rows) { add(action, rows, row, fields.actions, on: &context) }
  }

  /// `/u/<token>/schedule/`: the sessions of the coming weeks, day by day, and the remaining openings.
  func writeSchedule(_ rows: PersonalRows, on context: inout RenderContext) throws {
    let base = PersonalRoutes(rows.person).schedule
    let weekStart = settings.weekStart.weekday
    let today = rows.zone.local(at: clock.now).date
    let first = today.startOfWeek(startingOn: weekStart)
    let last = max(rows.own.map(lastDate) ?? first, first.adding(days: 27)).startOfWeek(startingOn: weekStart)
    let weeks = (last.daysSinceEpoch - first.daysSinceEpoch) / 7 + 1
    let plans = Dictionary(
      uniqueKeysWithValues: rows.entry.map { weekPlans(of: $0).flatMap(\.days).map { ($0.date, $0) } } ?? [])
    var busy: [CivilDate: [AgendaEntry]] = [:]
    for entry in rows.agenda
    where [.session(.scheduled), .session(.completed), .session(.noShow), .request(.pending)].contains(entry.status) {
      busy[rows.zone.local(at: entry.start).date, default: []].append(entry)
    }
    let fields = PersonSchedulePageFields.scope.fields
    let title = strings.word("nav_schedule")
    func route(_ week: Int) -> Route {
      if week == 0 { return base }
      let (year, number) = first.adding(days: 7 * week + (8 - weekStart) % 7).isoWeek
      return base.appending("\(year)-W\(number < 10 ? "0" : "")\(number)/")
    }
    for week in 0..<weeks {
      let row = begin(
        PersonSchedulePageFields.scope, fields.common, rows, .schedule, at: route(week), title: title, on: &context)
      context.data.set(row, fields.heading, title)
      context.data.set(row, fields.lead, strings.sentence("zone_line", ["zone": rows.zone.name]))
      addMentorTabs(rows, row, fields.tabs, current: .schedule, on: &context)
      let monday = first.adding(days: 7 * week)
      context.data.set(row, fields.week.weekLabel) { self.strings.append(weekOf: monday, into: &$0) }
      if week > 0 { context.link(row, fields.week.previousUrl, route(week - 1)) }
      if week + 1 < weeks { context.link(row, fields.week.nextUrl, route(week + 1)) }
      for offset in 0..<7 {
        let date = monday.adding(days: offset)
        addDay(date, plans[date], busy[date] ?? [], today: today, rows, row, fields.days, on: &context)
      }
      try render(theme.personSchedule, row, rows, at: route(week), on: &context)
    }
  }

  private func addDay<Fields>(
    _ date: CivilDate, _ plan: DayPlan?, _ busy: [AgendaEntry], today: CivilDate, _ rows: PersonalRows,
    _ row: Row<Fields>, _ field: ListField<Fields, WeekDayFields>, on context: inout RenderContext
  ) {
    let fields = WeekDayFields.scope.fields
    let span = SpanFields.scope.fields
    let item = context.data.add(row, field)
    setDay(date, item, today: today, on: &context)
    if let plan, let note = clockNote(of: plan, zone: rows.zone) { context.data.set(item, fields.note, note) }
    let step = rows.entry?.hours.schedule.policy.step ?? 30
    let open = plan.map { WeekPlan.spans(of: $0, step: step).filter { $0.state == .open } } ?? []
    var parts: [(start: Instant, end: Instant, entry: AgendaEntry?)] = open.map { ($0.start, $0.end, nil) }
    parts += busy.map { ($0.start, $0.end, $0) }
    parts.sort { $0.start < $1.start }
    context.data.set(item, fields.empty, parts.isEmpty)
    for part in parts {
      let line = context.data.add(item, fields.spans)
      context.set(line, span.startIso, iso: part.start)
      context.set(line, span.endIso, iso: part.end)
      context.data.set(line, span.startTime) { $0.append(timeOf: rows.zone.local(at: part.start)) }
      context.data.set(line, span.endTime) { $0.append(timeOf: rows.zone.local(at: part.end)) }
      guard let entry = part.entry else {
        context.data.set(line, span.state, "open")
        context.data.set(line, span.label, strings.word("open"))
        continue
      }
      context.data.set(line, span.state, entry.isRequest ? "held" : "session")
      context.data.set(line, span.label, entry.title)
      let other = entry.mentor == rows.person.id ? entry.student : entry.mentor
      let name = distinctName(of: other, entry.otherName, rows, on: context).string
      context.data.set(line, span.detail, strings.sentence("with_person", ["name": name]))
      if isInMeetingWindow(entry) { context.link(line, span.url, .meeting(entry.meetingToken.string)) }
    }
  }
}
