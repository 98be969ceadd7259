import Bytes
import CivilTime
import Markup
import Mentoring

extension Site {
  /// `/`: the programme's words, numbers, next openings, topics and news.
  func writeHome(on desk: inout Desk) throws {
    let fields = HomePageFields.scope.fields
    let page = content.home
    let changed = self.changed(mentorsChanged, datesChanged, page?.changed ?? groundChanged)
    let row = begin(
      HomePageFields.scope, fields.common,
      PageHead(
        route: .home, title: page?.title ?? settings.title, description: page?.description ?? settings.description,
        facts: homeFacts, atom: newsAtom, asOf: mentorsChanged), on: &desk)
    desk.data.set(row, fields.heading, page?.title ?? settings.title)
    mark(page, fields.foreign, row, on: &desk)
    if let page { desk.data.set(row, fields.introHtml) { page.appendHTML(in: self.content, from: .home, into: &$0) } }
    desk.link(row, fields.mentorsUrl, .mentors)
    desk.link(row, fields.sessionTypesUrl, .sessionTypes)
    let open = mentors.reduce(0) { $0 + $1.openings.count }
    if !mentors.isEmpty {
      desk.data.set(row, fields.hasNumbers, true)
      for (label, value) in [
        (strings.word("nav_mentors"), mentors.count), (strings.word("topics"), shown.topics.count),
        (strings.word("open_times"), open),
      ] {
        let number = desk.data.add(row, fields.numbers)
        desk.data.set(number, RowFields.scope.fields.label, label)
        desk.data.set(number, RowFields.scope.fields.value) { self.strings.append(number: value, into: &$0) }
      }
    }
    addOpenings(row, fields, on: &desk)
    desk.data.set(row, fields.zoneChoice.zone, zone.name)
    fill(empty: fields.emptyState, row, "openings", on: &desk)
    if !shown.topics.isEmpty {
      desk.data.set(row, fields.hasTopics, true)
      addEntries(shown.topics, row, fields.topics, on: &desk)
    }
    desk.link(row, fields.topicsUrl, .topics)
    if !newsPages.isEmpty {
      desk.data.set(row, fields.hasNews, true)
      addPosts(newsPages.prefix(3), row, fields.posts, on: &desk)
      desk.link(row, fields.newsUrl, .news)
    }
    let ahead = dates.filter { $0.span.end > clock.now }.prefix(5)
    if !ahead.isEmpty {
      desk.data.set(row, fields.hasDates, true)
      for date in ahead { fill(desk.data.add(row, fields.dates), date, on: &desk) }
      fill(subscriptionToProgramme: desk.data.add(row, fields.calendar), on: &desk)
    }
    try desk.render(theme.home, row, at: .home, changed: changed, owner: BuildUnit.programme.owner)
  }

  /// The next opening of each of the six mentors who are open first.
  private func addOpenings(_ row: Row<HomePageFields>, _ fields: HomePageFields, on desk: inout Desk) {
    let next = mentors.enumerated().filter { !isShownFull($1) && !$1.openings.isEmpty }
      .sorted { ($0.element.openings[0].start, $0.offset) < ($1.element.openings[0].start, $1.offset) }
      .prefix(6)
    desk.data.set(row, fields.hasOpenings, !next.isEmpty)
    let opening = OpeningFields.scope.fields
    for (_, entry) in next {
      let item = desk.data.add(row, fields.openings)
      fill(face: opening.face, item, of: entry, on: &desk)
      desk.link(item, opening.url, entry.route)
      desk.set(item, opening.iso, iso: entry.openings[0].start)
      desk.data.set(item, opening.text) {
        self.strings.append(moment: entry.openings[0].start, in: self.zone, into: &$0)
      }
    }
  }

  /// An entry of the programme's calendar.
  func fill(_ row: Row<DateFields>, _ date: ProgrammeDate, on desk: inout Desk) {
    let fields = DateFields.scope.fields
    desk.data.set(row, fields.title, date.title)
    mark(date.page, fields.foreign, row, on: &desk)
    if let page = date.page { desk.link(row, fields.url, page.route) }
    if case .times(let interval, let zone) = date.times {
      desk.set(row, fields.iso, iso: interval.start)
      desk.data.set(row, fields.zone, zone.name)
    }
    desk.data.set(row, fields.text) { self.strings.append(date.times, into: &$0) }
    desk.data.set(row, fields.place, date.page?.event?.place ?? "")
    desk.data.set(row, fields.cancelled, date.isCancelled)
  }

  func fill(subscriptionToProgramme row: Row<SubscriptionFields>, on desk: inout Desk) {
    fill(row, subscriptionTo: .calendar, id: "calendar-address", name: programmeCalendarName, on: &desk)
  }

  /// What is said where a list is empty: `empty_<what>_title`, `_text` and, where there is one, `_label`.
  func fill<Fields>(
    empty group: EmptyStateGroup<Fields>, _ row: Row<Fields>, _ what: String, to route: Route? = nil,
    on desk: inout Desk
  ) {
    desk.data.set(row, group.emptyTitle, strings.sentence("empty_\(what)_title"))
    desk.data.set(row, group.emptyText, strings.sentence("empty_\(what)_text"))
    guard let route else { return }
    desk.data.set(row, group.emptyLabel, strings.sentence("empty_\(what)_label"))
    desk.link(row, group.emptyUrl, route)
  }
}
