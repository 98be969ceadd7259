import CivilTime
import Markup
import Mentoring

/// Which entry of a person's navigation a page is.
enum PersonalPage {
  case home, sessions, mentors, connections, requests, dashboard, students, schedule, availability, profile
}

extension Site {
  /// Begins a page of one person: the frame, and the navigation among their pages.
  func begin<Fields>(
    _ scope: Scope<Fields>, _ common: CommonGroup<Fields>, _ rows: PersonalRows, _ page: PersonalPage, at route: Route,
    title: String, on desk: inout Desk
  ) -> Row<Fields> {
    let row = begin(
      scope, common,
      PageHead(route: route, title: title, reader: .person, asOf: rows.changed, zone: rows.zone), on: &desk)
    let fields = PersonFields.scope.fields
    let routes = PersonalRoutes(rows.person)
    let item = desk.data.add(row, common.person)
    desk.data.set(item, fields.name, rows.person.name)
    desk.data.set(item, fields.zone, rows.person.zone)
    desk.data.set(item, fields.isStudent, rows.person.isStudent)
    desk.data.set(item, fields.isMentor, rows.person.isMentor)
    desk.link(item, fields.homeUrl, routes.home)
    desk.link(item, fields.sessionsUrl, routes.sessions)
    desk.link(item, fields.mentorsUrl, mentorsRoute(for: rows.person))
    if hasConnectionsPage(rows) { desk.link(item, fields.connectionsUrl, routes.connections) }
    if hasRequestsPage(rows) { desk.link(item, fields.requestsUrl, routes.requests) }
    desk.link(item, fields.profileUrl, routes.profile)
    if rows.person.isMentor {
      desk.link(item, fields.dashboardUrl, routes.dashboard)
      desk.link(item, fields.studentsUrl, routes.students)
      desk.link(item, fields.scheduleUrl, routes.schedule)
      desk.link(item, fields.availabilityUrl, routes.availability)
    }
    func badge(_ field: TextField<PersonFields>, _ count: Int, _ desk: inout Desk) {
      if count > 0 { desk.set(item, field, count) }
    }
    badge(fields.sessionsCount, rows.upcoming(at: clock.now).count, &desk)
    badge(fields.connectionsCount, rows.ownConnections.lazy.filter { $0.status == .accepted }.count, &desk)
    badge(
      fields.requestsCount, rows.requestQueue.count + rows.connectionQueue.count + rows.ownWaitingCount, &desk)
    badge(fields.queueCount, rows.requestQueue.count + rows.connectionQueue.count, &desk)
    let at = AtFields.scope.fields
    let current = desk.data.add(item, fields.at)
    desk.data.set(current, at.home, page == .home)
    desk.data.set(current, at.sessions, page == .sessions)
    desk.data.set(current, at.mentors, page == .mentors)
    desk.data.set(current, at.connections, page == .connections)
    desk.data.set(current, at.requests, page == .requests)
    desk.data.set(current, at.dashboard, page == .dashboard)
    desk.data.set(current, at.students, page == .students)
    desk.data.set(current, at.schedule, page == .schedule)
    desk.data.set(current, at.availability, page == .availability)
    desk.data.set(current, at.profile, page == .profile)
    return row
  }

  /// The private directory where there is one, else the public one.
  func mentorsRoute(for person: Person) -> Route {
    hasPrivateDirectory && person.isStudent ? PersonalRoutes(person).mentors : .mentors
  }

  var hasPrivateDirectory: Bool { mentors.count <= settings.privateDirectoryMax }

  /// The tabs of a mentor's pages.
  func addMentorTabs<Fields>(
    _ rows: PersonalRows, _ row: Row<Fields>, _ field: ListField<Fields, TabFields>, current: PersonalPage,
    on desk: inout Desk
  ) {
    guard rows.person.isMentor else { return }
    let routes = PersonalRoutes(rows.person)
    for (page, word, route) in [
      (PersonalPage.dashboard, "nav_overview", routes.dashboard), (.sessions, "nav_my_sessions", routes.sessions),
      (.students, "nav_my_students", routes.students), (.schedule, "nav_schedule", routes.schedule),
      (.availability, "nav_availability", routes.availability), (.profile, "nav_profile", routes.profile),
    ] {
      addTab(strings.word(word), route, isCurrent: page == current, count: nil, row, field, on: &desk)
    }
  }

  func addTab<Fields>(
    _ label: String, _ route: Route, isCurrent: Bool, count: Int?, _ row: Row<Fields>,
    _ field: ListField<Fields, TabFields>, on desk: inout Desk
  ) {
    let fields = TabFields.scope.fields
    let tab = desk.data.add(row, field)
    desk.data.set(tab, fields.label, label)
    desk.link(tab, fields.url, route)
    if let count { desk.set(tab, fields.count, count) }
    desk.data.set(tab, fields.current, isCurrent)
  }
}
