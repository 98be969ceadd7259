import Bytes
import CivilTime
import Markup
import Mentoring

extension Site {
  /// Writes the pages and feeds of one person, except for meetings: everything that depends on the rows that touch the
  /// person.
  func writePerson(_ rows: PersonalRows, on context: inout RenderContext) throws {
    if !hasBookings(rows) { try writePersonHome(rows, on: &context) }
    try writeSessions(rows, on: &context)
    try writeRequests(rows, on: &context)
    try writeOwnProfile(rows, on: &context)
    if rows.person.isMentor {
      try writeDashboard(rows, on: &context)
      try writeStudents(rows, on: &context)
      try writeSchedule(rows, on: &context)
      try writeAvailability(rows, on: &context)
    }
    try writeFeed(FeedRows(of: rows, at: clock.now), on: &context)
    try writeChanges(rows, on: &context)
  }

  /// Whether the person has pages that show mentors' openings; the home page is then one of them.
  private func hasBookings(_ rows: PersonalRows) -> Bool { rows.person.isStudent || !rows.ownConnections.isEmpty }

  /// Writes the pages that show mentors' openings to one student.
  func writeBookings(_ rows: PersonalRows, on context: inout RenderContext) throws {
    guard hasBookings(rows) else { return }
    try writePersonHome(rows, on: &context)
    if hasConnectionsPage(rows) { try writeConnections(rows, on: &context) }
    if hasPrivateDirectory && rows.person.isStudent { try writePrivateDirectory(rows, on: &context) }
    for entry in mentorsToBook(rows) { try writeBooking(of: entry, rows, on: &context) }
  }

  /// Renders a page of the person.
  func render<Fields>(
    _ template: Template<Fields>, _ row: Row<Fields>, _ rows: PersonalRows, at route: Route, isBooking: Bool = false,
    on context: inout RenderContext
  ) throws {
    let unit = isBooking ? BuildUnit.booking(rows.person.id) : .person(rows.person.id)
    try context.render(
      template, row, at: route, changed: changed(rows.changed), audience: .restricted, owner: unit.owner)
  }

  private func writePersonHome(_ rows: PersonalRows, on context: inout RenderContext) throws {
    let person = rows.person
    let routes = PersonalRoutes(person)
    let fields = PersonHomePageFields.scope.fields
    let heading = strings.sentence("hello", ["name": person.name])
    let row = begin(
      PersonHomePageFields.scope, fields.common, rows, .home, at: routes.home, title: strings.word("nav_home"),
      on: &context)
    context.data.set(row, fields.heading, heading)
    context.data.set(row, fields.lead, strings.sentence("zone_line", ["zone": rows.zone.name]))
    fill(noUpcoming: fields.emptyState, row, person, on: &context)
    if let next = rows.upcoming(at: clock.now).first {
      fill(context.data.add(row, fields.next), with: next, rows, on: &context)
    }
    addUnlistedNotice(of: person, row, fields.notices, on: &context)
    for place in rows.waiting where place.student == person.id {
      guard let mentor = entry(of: place.mentor) else { continue }
      let notice = context.data.add(row, fields.notices)
      let label = NoticeFields.scope.fields.label
      context.data.set(
        notice, NoticeFields.scope.fields.text, placeText(place, mentor.mentor.name, in: rows.zone))
      if place.offer != nil, hasConnectionsPage(rows) {
        context.link(
          notice, NoticeFields.scope.fields.url, routes.connections, at: "?mentor=\(mentor.mentor.slug)#ask")
        context.data.set(notice, label, strings.word("request_connection"))
      } else {
        context.link(notice, NoticeFields.scope.fields.url, mentor.route)
        context.data.set(notice, label, strings.word("see_public_profile"))
      }
    }
    if person.isOrganiser {
      let notice = context.data.add(row, fields.notices)
      context.data.set(notice, NoticeFields.scope.fields.text, strings.sentence("organiser_notice"))
      context.link(notice, NoticeFields.scope.fields.url, .organiser(person.homeToken))
      context.data.set(notice, NoticeFields.scope.fields.label, strings.word("open_report"))
    }
    if person.isStudent {
      let student = StudentHomeFields.scope.fields
      let item = context.data.add(row, fields.student)
      if hasConnectionsPage(rows) {
        context.data.set(item, student.connectionsText, connectionsText(of: rows))
        context.link(item, student.connectionsUrl, routes.connections)
      }
      addOwnMentors(of: rows, item, student, on: &context)
      context.data.set(item, student.mentorsText, strings.counted("mentors", mentors.count))
      context.link(item, student.mentorsUrl, mentorsRoute(for: person))
      context.data.set(item, student.requestsText, strings.counted("requests_waiting", rows.ownWaitingCount))
      context.link(item, student.requestsUrl, routes.requests)
      addBadges(of: rows, item, student, on: &context)
    }
    if person.isMentor {
      let mentor = MentorHomeFields.scope.fields
      let item = context.data.add(row, fields.mentor)
      context.data.set(
        item, mentor.queueText,
        strings.counted("waiting_for_you", rows.requestQueue.count + rows.connectionQueue.count))
      context.link(item, mentor.dashboardUrl, routes.dashboard)
      context.data.set(item, mentor.studentsText, strings.counted("students", students(of: rows).count))
      context.link(item, mentor.studentsUrl, routes.students)
      context.data.set(item, mentor.hoursText, openDaysText(of: rows))
      context.link(item, mentor.availabilityUrl, routes.availability)
    }
    addCredits(of: rows, row, fields, on: &context)
    context.data.set(row, fields.calendarText, strings.sentence("calendar_by_feed"))
    let feed = Route.feed(person.feedToken)
    fill(
      context.data.add(row, fields.feed), subscriptionTo: feed, id: "feed-address",
      name: "\(settings.title): \(person.name)", on: &context)
    context.link(row, fields.changesUrl, .changes(person.feedToken))
    try render(theme.personHome, row, rows, at: routes.home, isBooking: hasBookings(rows), on: &context)
  }

  /// Adds points and badges once there is something to count.
  private func addBadges(
    of rows: PersonalRows, _ item: Row<StudentHomeFields>, _ fields: StudentHomeFields, on context: inout RenderContext
  ) {
    let own = rows.agenda.filter { $0.student == rows.person.id }
    let held = own.filter { $0.status == .session(.completed) }
    let missed = own.filter { $0.status == .session(.noShow) && $0.absent != .mentor }.count
    let written = own.filter { rows.reviews[$0.id]?.contains { $0.isByStudent } ?? false }.count
    let merits = StudentBadges(
      completed: held.count, mentors: Set(held.map(\.mentor)).count, missed: missed, reviews: written)
    guard merits.sessions > 0 else { return }
    context.data.set(item, fields.hasPoints, true)
    context.set(item, fields.points, merits.points)
    context.data.set(item, fields.pointsText, strings.counted("points_from_sessions", merits.sessions))
    for badge in merits.badges {
      let chip = context.data.add(item, fields.badges)
      context.data.set(chip, NamedFields.scope.fields.name, strings.sentence("merit_\(badge.rawValue)"))
    }
  }

  /// "Monday, Thursday": the weekdays with hours.
  private func openDaysText(of rows: PersonalRows) -> String {
    let days = Set((rows.own?.hours.schedule.weekly ?? []).map(\.weekday))
    let names = [1, 2, 3, 4, 5, 6, 0].filter(days.contains).map { strings.dates.weekdays[$0] }
    return names.isEmpty ? strings.sentence("empty_hours_title") : names.joined(separator: ", ")
  }

  /// Fills in the text shown if there are no upcoming sessions: a student can book one, a mentor waits for bookings,
  /// and an organiser who is neither has no hours to see.
  func fill<Owner>(
    noUpcoming group: EmptyStateGroup<Owner>, _ row: Row<Owner>, _ person: Person, on context: inout RenderContext
  ) {
    if person.isStudent {
      fill(empty: group, row, "upcoming", to: mentorsRoute(for: person), on: &context)
    } else if !person.isMentor {
      fill(empty: group, row, "no_role", on: &context)
    } else {
      fill(empty: group, row, "bookings", to: PersonalRoutes(person).availability, on: &context)
    }
  }

  private func writeSessions(_ rows: PersonalRows, on context: inout RenderContext) throws {
    let routes = PersonalRoutes(rows.person)
    let lists: [(what: String, route: Route, entries: [AgendaEntry])] = [
      ("upcoming", routes.sessions, rows.upcoming(at: clock.now)), ("past", routes.past, rows.past(at: clock.now)),
      ("cancelled", routes.cancelled, rows.cancelled),
    ]
    let fields = PersonSessionsPageFields.scope.fields
    for list in lists {
      for (page, range) in Pagination.pages(of: list.entries.count, base: list.route) {
        let title = strings.word("nav_my_sessions")
        let row = begin(
          PersonSessionsPageFields.scope, fields.common, rows, .sessions, at: page.route, title: title, on: &context)
        context.data.set(row, fields.heading, title)
        for tab in lists {
          addTab(
            strings.sentence("tab_\(tab.what)"), tab.route, isCurrent: tab.what == list.what, count: tab.entries.count,
            row, fields.tabs, on: &context)
        }
        context.data.set(row, fields.hasSessions, !list.entries.isEmpty)
        for entry in list.entries[range] {
          fill(context.data.add(row, fields.sessions), with: entry, rows, on: &context)
        }
        page.fill(fields.pages, row, strings, on: &context)
        if list.what == "upcoming" {
          fill(noUpcoming: fields.emptyState, row, rows.person, on: &context)
        } else {
          fill(empty: fields.emptyState, row, list.what, on: &context)
        }
        try render(theme.personSessions, row, rows, at: page.route, on: &context)
      }
    }
  }

  /// `/u/<token>/requests/`: requests waiting for an answer by either side, and answered requests.
  private func writeRequests(_ rows: PersonalRows, on context: inout RenderContext) throws {
    guard hasRequestsPage(rows) else { return }
    let connections = rows.connectionQueue + rows.ownPendingConnections
    let requests = rows.requestQueue + rows.ownRequests
    let fields = PersonRequestsPageFields.scope.fields
    for (page, range) in Pagination.pages(of: requests.count, base: PersonalRoutes(rows.person).requests) {
      let title = strings.word("nav_requests")
      let row = begin(
        PersonRequestsPageFields.scope, fields.common, rows, .requests, at: page.route, title: title, on: &context)
      context.data.set(row, fields.heading, title)
      context.data.set(row, fields.countText, strings.counted("requests", connections.count + requests.count))
      if page.number == 1 {
        context.data.set(row, fields.hasConnectionQueue, !connections.isEmpty)
        for connection in connections {
          fill(context.data.add(row, fields.connectionQueue), with: connection, rows, isBooking: false, on: &context)
        }
      }
      context.data.set(row, fields.hasRequests, !requests.isEmpty)
      for entry in requests[range] { try fill(context.data.add(row, fields.requests), with: entry, rows, on: &context) }
      page.fill(fields.pages, row, strings, on: &context)
      // Above the directory's limit, students have no booking pages of mentors whom they do not know yet.
      if page.number == 1, rows.person.isStudent, !needsConnection, !hasPrivateDirectory {
        addProposal(to: nil, rows, row, fields.asks, on: &context)
      }
      fill(empty: fields.emptyState, row, "requests", on: &context)
      try render(theme.personRequests, row, rows, at: page.route, on: &context)
    }
  }
}
