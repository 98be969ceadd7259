import CivilTime
import Markup
import Mentoring

/// A page's entry in a person's navigation.
enum PersonalPage {
  case home, sessions, mentors, connections, requests, dashboard, students, schedule, availability, profile
}

extension Site {
  /// Begins a page of one person: the frame, and the navigation among their pages.
  func begin<Fields>(
    _ scope: Scope<Fields>, _ common: CommonGroup<Fields>, _ rows: PersonalRows, _ page: PersonalPage, at route: Route,
    title: String, on context: inout RenderContext
  ) -> Row<Fields> {
    let row = begin(
      scope, common,
      PageHead(route: route, title: title, reader: .person, asOf: rows.changed, zone: rows.zone), on: &context)
    let fields = PersonFields.scope.fields
    let routes = PersonalRoutes(rows.person)
    let item = context.data.add(row, common.person)
    context.data.set(item, fields.name, rows.person.name)
    context.data.set(item, fields.zone, rows.person.zone)
    context.data.set(item, fields.isStudent, rows.person.isStudent)
    context.data.set(item, fields.isMentor, rows.person.isMentor)
    context.link(item, fields.homeUrl, routes.home)
    context.link(item, fields.sessionsUrl, routes.sessions)
    context.link(item, fields.mentorsUrl, mentorsRoute(for: rows.person))
    if hasConnectionsPage(rows) { context.link(item, fields.connectionsUrl, routes.connections) }
    if hasRequestsPage(rows) { context.link(item, fields.requestsUrl, routes.requests) }
    context.link(item, fields.profileUrl, routes.profile)
    if rows.person.isMentor {
      context.link(item, fields.dashboardUrl, routes.dashboard)
      context.link(item, fields.studentsUrl, routes.students)
      context.link(item, fields.scheduleUrl, routes.schedule)
      context.link(item, fields.availabilityUrl, routes.availability)
    }
    func badge(_ field: TextField<PersonFields>, _ count: Int, _ context: inout RenderContext) {
      if count > 0 { context.set(item, field, count) }
    }
    badge(fields.sessionsCount, rows.upcoming(at: clock.now).count, &context)
    badge(fields.connectionsCount, rows.ownConnections.lazy.filter { $0.status == .accepted }.count, &context)
    badge(
      fields.requestsCount, rows.requestQueue.count + rows.connectionQueue.count + rows.ownWaitingCount, &context)
    badge(fields.queueCount, rows.requestQueue.count + rows.connectionQueue.count, &context)
    let at = AtFields.scope.fields
    let current = context.data.add(item, fields.at)
    context.data.set(current, at.home, page == .home)
    context.data.set(current, at.sessions, page == .sessions)
    context.data.set(current, at.mentors, page == .mentors)
    context.data.set(current, at.connections, page == .connections)
    context.data.set(current, at.requests, page == .requests)
    context.data.set(current, at.dashboard, page == .dashboard)
    context.data.set(current, at.students, page == .students)
    context.data.set(current, at.schedule, page == .schedule)
    context.data.set(current, at.availability, page == .availability)
    context.data.set(current, at.profile, page == .profile)
    return row
  }

  /// The private directory if there is one, otherwise the public one.
  func mentorsRoute(for person: Person) -> Route {
    hasPrivateDirectory && person.isStudent ? PersonalRoutes(person).mentors : .mentors
  }

  var hasPrivateDirectory: Bool { mentors.count <= settings.privateDirectoryMax }

  /// Adds the tabs of a mentor's pages.
  func addMentorTabs<Fields>(
    _ rows: PersonalRows, _ row: Row<Fields>, _ field: ListField<Fields, TabFields>, current: PersonalPage,
    on context: inout RenderContext
  ) {
    guard rows.person.isMentor else { return }
    let routes = PersonalRoutes(rows.person)
    for (page, word, route) in [
      (PersonalPage.dashboard, "nav_overview", routes.dashboard), (.sessions, "nav_my_sessions", routes.sessions),
      (.students, "nav_my_students", routes.students), (.schedule, "nav_schedule", routes.schedule),
      (.availability, "nav_availability", routes.availability), (.profile, "nav_profile", routes.profile),
    ] {
      addTab(strings.word(word), route, isCurrent: page == current, count: nil, row, field, on: &context)
    }
  }

  func addTab<Fields>(
    _ label: String, _ route: Route, isCurrent: Bool, count: Int?, _ row: Row<Fields>,
    _ field: ListField<Fields, TabFields>, on context: inout RenderContext
  ) {
    let fields = TabFields.scope.fields
    let tab = context.data.add(row, field)
    context.data.set(tab, fields.label, label)
    context.link(tab, fields.url, route)
    if let count { context.set(tab, fields.count, count) }
    context.data.set(tab, fields.current, isCurrent)
  }
}
