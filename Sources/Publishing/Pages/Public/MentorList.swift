import Bytes
import CivilTime
import Markup
import Mentoring

extension Site {
  /// The number of mentors on one page; longer lists are paged and searched through `index.json`.
  static let mentorsPerPage = 60

  /// `/mentors/`, its further pages, A–Z pages, and `index.json` once the list is paged.
  func writeMentorList(on context: inout RenderContext) throws {
    let pages = Pagination.pages(of: mentors.count, size: Site.mentorsPerPage, base: .mentors)
    let letters = pages.count > 1 ? shown.letters : []
    for (page, range) in pages {
      try writeMentorList(
        mentors[range], of: mentors.count, page, heading: strings.word("nav_mentors"), letters: letters,
        isPaged: pages.count > 1, on: &context)
    }
    for letter in letters {
      for (page, range) in Pagination.pages(of: letter.mentors.count, size: Site.mentorsPerPage, base: letter.route) {
        try writeMentorList(
          letter.mentors[range].map { mentors[$0] }[...], of: letter.mentors.count, page,
          heading: strings.word("nav_mentors") + ": " + letter.term.name, letters: letters, isPaged: true, on: &context)
      }
    }
    if pages.count > 1 { try writeMentorIndex(on: &context) }
    for entry in mentors {
      for slug in entry.mentor.formerSlugs {
        try writeRedirect(from: .mentor(slug), to: entry.route, changed: entry.changed, on: &context)
      }
    }
  }

  /// - Parameter count: the number of pages of this list.
  private func writeMentorList(
    _ entries: ArraySlice<MentorEntry>, of count: Int, _ page: Pagination, heading: String, letters: [ShownTerm],
    isPaged: Bool,
    on context: inout RenderContext
  ) throws {
    let fields = MentorsPageFields.scope.fields
    let row = begin(
      MentorsPageFields.scope, fields.common,
      PageHead(route: page.route, title: heading, asOf: mentorsChanged), on: &context)
    context.data.set(row, fields.heading, heading)
    context.data.set(row, fields.hasMentors, !entries.isEmpty)
    addCards(entries, row, fields.mentors, on: &context)
    if isPaged { context.link(row, fields.indexUrl, .mentors, "index.json") }
    context.data.set(row, fields.countText, strings.counted("mentors", count))
    context.data.set(row, fields.zoneChoice.zone, zone.name)
    for topic in shown.topics { addOption(topic.term.slug, topic.term.name, row, fields.topicOptions, on: &context) }
    for code in shown.languages { addOption(code, languageName(code), row, fields.languageOptions, on: &context) }
    for (day, code) in [(1, "mo"), (2, "tu"), (3, "we"), (4, "th"), (5, "fr"), (6, "sa"), (0, "su")] {
      addOption(code, strings.dates.weekdays[day], row, fields.dayOptions, on: &context)
    }
    addFacet(strings.word("topics"), shown.topics, row, fields, current: page.base, on: &context)
    addFacet(strings.word("subjects"), shown.subjects, row, fields, current: page.base, on: &context)
    addFacet("A–Z", letters, row, fields, current: page.base, on: &context)
    page.fill(fields.pages, row, strings, on: &context)
    fill(empty: fields.emptyState, row, whyNoMentors, on: &context)
    try context.render(
      theme.mentors, row, at: page.route, changed: changed(mentorsChanged), owner: BuildUnit.programme.owner)
  }

  /// The text shown if no mentor is listed. It names missing approval only if nobody is approved yet.
  var whyNoMentors: String { entries.isEmpty && settings.policy.mentorsNeedApproval ? "mentors" : "unlisted" }

  private func addOption(
    _ slug: String, _ name: String, _ row: Row<MentorsPageFields>,
    _ field: ListField<MentorsPageFields, OptionFields>, on context: inout RenderContext
  ) {
    let option = context.data.add(row, field)
    context.data.set(option, OptionFields.scope.fields.slug, slug)
    context.data.set(option, OptionFields.scope.fields.name, name)
  }

  private func addFacet(
    _ label: String, _ terms: [ShownTerm], _ row: Row<MentorsPageFields>, _ fields: MentorsPageFields, current: Route,
    on context: inout RenderContext
  ) {
    guard !terms.isEmpty else { return }
    let facet = context.data.add(row, fields.facets)
    context.data.set(facet, FacetFields.scope.fields.label, label)
    for term in terms {
      let link = context.data.add(facet, FacetFields.scope.fields.links)
      context.data.set(link, LinkFields.scope.fields.label, term.term.name)
      context.link(link, LinkFields.scope.fields.url, term.route)
      context.data.set(link, LinkFields.scope.fields.current, term.route == current)
    }
  }

  /// Writes the index that the script searches if the page does not contain every card: mentors in rating order.
  private func writeMentorIndex(on context: inout RenderContext) throws {
    context.page.append("{\"version\":1,\"mentors\":[")
    for (order, entry) in mentors.enumerated() {
      let mentor = entry.mentor
      if order > 0 { context.page.append(",") }
      context.page.append("\n{\"slug\":")
      context.page.append(json: mentor.slug)
      context.page.append(",\"name\":")
      context.page.append(json: mentor.name)
      context.page.append(",\"initials\":")
      context.page.append(json: text { appendInitials(of: context.arena.copy(mentor.name), into: &$0) })
      context.page.append(",\"tint\":")
      context.page.appendDecimal(mentor.id.number % 8)
      if let stars = self.stars(of: mentor) {
        context.page.append(",\"rating\":\"")
        strings.append(tenths: stars.tenths, into: &context.page)
        context.page.append("\",\"stars\":")
        context.page.appendDecimal(stars.halves)
      }
      for (key, text) in [
        ("role", [mentor.jobTitle, mentor.company].filter { !$0.isEmpty }.joined(separator: ", ")),
        ("headline", mentor.headline),
      ] where !text.isEmpty {
        context.page.append(",\"\(key)\":")
        context.page.append(json: text)
      }
      context.page.append(",\"topics\":")
      context.page.append(json: mentor.topics.map(\.slug))
      context.page.append(",\"topic_names\":")
      context.page.append(json: mentor.topics.map(\.name))
      context.page.append(",\"languages\":")
      context.page.append(json: mentor.languages)
      context.page.append(",\"days\":")
      context.page.append(json: openDays(of: entry))
      if let next = entry.openings.first, !isShownFull(entry) {
        context.page.append(",\"next\":\"")
        context.page.append(rfc3339: next.start)
        context.page.append("\"")
      }
      context.page.append("}")
    }
    context.page.append("\n]}\n")
    try context.put(
      Route("mentors/index.json"), changed: changed(mentorsChanged), owner: BuildUnit.programme.owner)
  }
}
