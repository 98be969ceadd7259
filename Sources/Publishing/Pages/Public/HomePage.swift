import Bytes
import CivilTime
import Markup
import Mentoring

extension Site {
  /// `/`: the programme's text, numbers, next openings, topics and news.
  func writeHome(on context: inout RenderContext) throws {
    let fields = HomePageFields.scope.fields
    let page = content.home
    let changed = self.changed(mentorsChanged, datesChanged, page?.changed ?? sourcesChanged)
    let row = begin(
      HomePageFields.scope, fields.common,
      PageHead(
        route: .home, title: page?.title ?? settings.title, description: page?.description ?? settings.description,
        facts: homeFacts, atom: newsAtom, asOf: mentorsChanged), on: &context)
    context.data.set(row, fields.heading, page?.title ?? settings.title)
    mark(page, fields.foreign, row, on: &context)
    if let page {
      context.data.set(row, fields.introHtml) { page.appendHTML(in: self.content, from: .home, into: &$0) }
    }
    context.link(row, fields.mentorsUrl, .mentors)
    context.link(row, fields.sessionTypesUrl, .sessionTypes)
    let open = mentors.reduce(0) { $0 + $1.openings.count }
    if !mentors.isEmpty {
      context.data.set(row, fields.hasNumbers, true)
      for (label, value) in [
        (strings.word("nav_mentors"), mentors.count), (strings.word("topics"), shown.topics.count),
        (strings.word("open_times"), open),
      ] {
        let number = context.data.add(row, fields.numbers)
        context.data.set(number, RowFields.scope.fields.label, label)
        context.data.set(number, RowFields.scope.fields.value) { self.strings.append(number: value, into: &$0) }
      }
    }
    addOpenings(row, fields, on: &context)
    context.data.set(row, fields.zoneChoice.zone, zone.name)
    fill(empty: fields.emptyState, row, "openings", on: &context)
    if !shown.topics.isEmpty {
      context.data.set(row, fields.hasTopics, true)
      addEntries(shown.topics, row, fields.topics, on: &context)
    }
    context.link(row, fields.topicsUrl, .topics)
    if !newsPages.isEmpty {
      context.data.set(row, fields.hasNews, true)
      addPosts(newsPages.prefix(3), row, fields.posts, on: &context)
      context.link(row, fields.newsUrl, .news)
    }
    let ahead = dates.filter { $0.span.end > clock.now }.prefix(5)
    if !ahead.isEmpty {
      context.data.set(row, fields.hasDates, true)
      for date in ahead { fill(context.data.add(row, fields.dates), date, on: &context) }
      fill(subscriptionToProgramme: context.data.add(row, fields.calendar), on: &context)
    }
    try context.render(theme.home, row, at: .home, changed: changed, owner: BuildUnit.programme.owner)
  }

  /// Adds the next opening of each of the six mentors with the earliest openings.
  private func addOpenings(_ row: Row<HomePageFields>, _ fields: HomePageFields, on context: inout RenderContext) {
    let next = mentors.enumerated().filter { !isShownFull($1) && !$1.openings.isEmpty }
      .sorted { ($0.element.openings[0].start, $0.offset) < ($1.element.openings[0].start, $1.offset) }
      .prefix(6)
    context.data.set(row, fields.hasOpenings, !next.isEmpty)
    let opening = OpeningFields.scope.fields
    for (_, entry) in next {
      let item = context.data.add(row, fields.openings)
      fill(face: opening.face, item, of: entry, on: &context)
      context.link(item, opening.url, entry.route)
      context.set(item, opening.iso, iso: entry.openings[0].start)
      context.data.set(item, opening.text) {
        self.strings.append(moment: entry.openings[0].start, in: self.zone, into: &$0)
      }
    }
  }

  /// Fills in an entry of the programme's calendar.
  func fill(_ row: Row<DateFields>, _ date: ProgrammeDate, on context: inout RenderContext) {
    let fields = DateFields.scope.fields
    context.data.set(row, fields.title, date.title)
    mark(date.page, fields.foreign, row, on: &context)
    if let page = date.page { context.link(row, fields.url, page.route) }
    if case .times(let interval, let zone) = date.times {
      context.set(row, fields.iso, iso: interval.start)
      context.data.set(row, fields.zone, zone.name)
    }
    context.data.set(row, fields.text) { self.strings.append(date.times, into: &$0) }
    context.data.set(row, fields.place, date.page?.event?.place ?? "")
    context.data.set(row, fields.cancelled, date.isCancelled)
  }

  func fill(subscriptionToProgramme row: Row<SubscriptionFields>, on context: inout RenderContext) {
    fill(row, subscriptionTo: .calendar, id: "calendar-address", name: programmeCalendarName, on: &context)
  }

  /// Fills in the texts for an empty list: `empty_<what>_title`, `_text` and, if there is one, `_label`.
  func fill<Fields>(
    empty group: EmptyStateGroup<Fields>, _ row: Row<Fields>, _ what: String, to route: Route? = nil,
    on context: inout RenderContext
  ) {
    context.data.set(row, group.emptyTitle, strings.sentence("empty_\(what)_title"))
    context.data.set(row, group.emptyText, strings.sentence("empty_\(what)_text"))
    guard let route else { return }
    context.data.set(row, group.emptyLabel, strings.sentence("empty_\(what)_label"))
    context.link(row, group.emptyUrl, route)
  }
}
