import Bytes
import CivilTime
import Markup
import Mentoring

/// A topic or subject that at least one mentor has.
struct ShownTerm: Sendable {
  var term: Term
  var route: Route
  /// Indexes into the site's mentors, in rating order.
  var mentors: [Int]
}

extension Site {
  /// `/topics/`, `/subjects/` and a page for each topic and subject.
  func writeTopics(on context: inout RenderContext) throws {
    try writeTerms(shown.topics, at: .topics, heading: "topics", on: &context)
    if !shown.subjects.isEmpty { try writeTerms(shown.subjects, at: .subjects, heading: "subjects", on: &context) }
  }

  private func writeTerms(_ terms: [ShownTerm], at route: Route, heading: String, on context: inout RenderContext)
    throws
  {
    let fields = TopicsPageFields.scope.fields
    let changed = self.changed(mentorsChanged)
    let title = strings.word(heading)
    let row = begin(
      TopicsPageFields.scope, fields.common, PageHead(route: route, title: title, asOf: mentorsChanged),
      on: &context)
    context.data.set(row, fields.heading, title)
    context.data.set(row, fields.hasEntries, !terms.isEmpty)
    addEntries(terms, row, fields.entries, on: &context)
    fill(empty: fields.emptyState, row, "topics", on: &context)
    if !shown.subjects.isEmpty {
      let other: (Route, String) = route == .topics ? (.subjects, "subjects") : (.topics, "topics")
      context.link(row, fields.otherUrl, other.0)
      context.data.set(row, fields.otherLabel, strings.word(other.1))
    }
    try context.render(theme.topics, row, at: route, changed: changed, owner: BuildUnit.programme.owner)
    for term in terms {
      for (page, range) in Pagination.pages(of: term.mentors.count, size: Site.mentorsPerPage, base: term.route) {
        try writeTerm(term, page, range, up: (route, title), on: &context)
      }
    }
  }

  private func writeTerm(
    _ term: ShownTerm, _ page: Pagination, _ range: Range<Int>, up: (route: Route, label: String),
    on context: inout RenderContext
  ) throws {
    let fields = TopicPageFields.scope.fields
    let row = begin(
      TopicPageFields.scope, fields.common,
      PageHead(
        route: page.route, title: term.term.name,
        description: "\(term.term.name): \(strings.counted("mentors", term.mentors.count))",
        crumbs: [(up.label, up.route)], asOf: mentorsChanged), on: &context)
    context.link(row, fields.upUrl, up.route)
    context.data.set(row, fields.upLabel, up.label)
    context.data.set(row, fields.heading, term.term.name)
    context.data.set(row, fields.countText, strings.counted("mentors", term.mentors.count))
    context.data.set(row, fields.hasMentors, true)
    context.data.set(row, fields.zoneChoice.zone, zone.name)
    addCards(term.mentors[range].lazy.map { self.mentors[$0] }, row, fields.mentors, on: &context)
    page.fill(fields.pages, row, strings, on: &context)
    try context.render(
      theme.topic, row, at: page.route, changed: changed(mentorsChanged), owner: BuildUnit.programme.owner)
  }

  func addEntries<Fields>(
    _ terms: [ShownTerm], _ row: Row<Fields>, _ field: ListField<Fields, EntryFields>, on context: inout RenderContext
  ) {
    let fields = EntryFields.scope.fields
    for term in terms {
      let entry = context.data.add(row, field)
      context.data.set(entry, fields.name, term.term.name)
      context.link(entry, fields.url, term.route)
      context.data.set(entry, fields.countText, strings.counted("mentors", term.mentors.count))
    }
  }
}
