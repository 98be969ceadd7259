import Bytes
import CivilTime
import Markup
import Mentoring

extension Site {
  /// Up to so many mentors stand on one page; past that the list is paged and searched over `index.json`.
  static let mentorsPerPage = 60

  /// `/mentors/`, its further pages, A–Z pages, and `index.json` once the list is paged.
  func writeMentorList(on desk: inout Desk) throws {
    let pages = Pagination.pages(of: mentors.count, size: Site.mentorsPerPage, base: .mentors)
    let letters = pages.count > 1 ? shown.letters : []
    for (page, range) in pages {
      try writeMentorList(
        mentors[range], of: mentors.count, page, heading: strings.word("nav_mentors"), letters: letters,
        isPaged: pages.count > 1, on: &desk)
    }
    for letter in letters {
      for (page, range) in Pagination.pages(of: letter.mentors.count, size: Site.mentorsPerPage, base: letter.route) {
        try writeMentorList(
          letter.mentors[range].map { mentors[$0] }[...], of: letter.mentors.count, page,
          heading: strings.word("nav_mentors") + ": " + letter.term.name, letters: letters, isPaged: true, on: &desk)
      }
    }
    if pages.count > 1 { try writeMentorIndex(on: &desk) }
    for entry in mentors {
      for slug in entry.mentor.formerSlugs {
        try writeRedirect(from: .mentor(slug), to: entry.route, changed: entry.changed, on: &desk)
      }
    }
  }

  /// - Parameter count: of all pages of this list.
  private func writeMentorList(
    _ entries: ArraySlice<MentorEntry>, of count: Int, _ page: Pagination, heading: String, letters: [ShownTerm],
    isPaged: Bool,
    on desk: inout Desk
  ) throws {
    let fields = MentorsPageFields.scope.fields
    let row = begin(
      MentorsPageFields.scope, fields.common,
      PageHead(route: page.route, title: heading, asOf: mentorsChanged), on: &desk)
    desk.data.set(row, fields.heading, heading)
    desk.data.set(row, fields.hasMentors, !entries.isEmpty)
    addCards(entries, row, fields.mentors, on: &desk)
    if isPaged { desk.link(row, fields.indexUrl, .mentors, "index.json") }
    desk.data.set(row, fields.countText, strings.counted("mentors", count))
    desk.data.set(row, fields.zoneChoice.zone, zone.name)
    for topic in shown.topics { addOption(topic.term.slug, topic.term.name, row, fields.topicOptions, on: &desk) }
    for code in shown.languages { addOption(code, languageName(code), row, fields.languageOptions, on: &desk) }
    for (day, code) in [(1, "mo"), (2, "tu"), (3, "we"), (4, "th"), (5, "fr"), (6, "sa"), (0, "su")] {
      addOption(code, strings.dates.weekdays[day], row, fields.dayOptions, on: &desk)
    }
    addFacet(strings.word("topics"), shown.topics, row, fields, current: page.base, on: &desk)
    addFacet(strings.word("subjects"), shown.subjects, row, fields, current: page.base, on: &desk)
    addFacet("A–Z", letters, row, fields, current: page.base, on: &desk)
    page.fill(fields.pages, row, strings, on: &desk)
    fill(empty: fields.emptyState, row, whyNoMentors, on: &desk)
    try desk.render(
      theme.mentors, row, at: page.route, changed: changed(mentorsChanged), owner: BuildUnit.programme.owner)
  }

  /// Which words stand where no mentor is listed: approval is what is missing only where nobody is approved yet.
  var whyNoMentors: String { entries.isEmpty && settings.policy.mentorsNeedApproval ? "mentors" : "unlisted" }

  private func addOption(
    _ slug: String, _ name: String, _ row: Row<MentorsPageFields>,
    _ field: ListField<MentorsPageFields, OptionFields>, on desk: inout Desk
  ) {
    let option = desk.data.add(row, field)
    desk.data.set(option, OptionFields.scope.fields.slug, slug)
    desk.data.set(option, OptionFields.scope.fields.name, name)
  }

  private func addFacet(
    _ label: String, _ terms: [ShownTerm], _ row: Row<MentorsPageFields>, _ fields: MentorsPageFields, current: Route,
    on desk: inout Desk
  ) {
    guard !terms.isEmpty else { return }
    let facet = desk.data.add(row, fields.facets)
    desk.data.set(facet, FacetFields.scope.fields.label, label)
    for term in terms {
      let link = desk.data.add(facet, FacetFields.scope.fields.links)
      desk.data.set(link, LinkFields.scope.fields.label, term.term.name)
      desk.link(link, LinkFields.scope.fields.url, term.route)
      desk.data.set(link, LinkFields.scope.fields.current, term.route == current)
    }
  }

  /// What the script searches where not every card is in the page: mentors in rating order.
  private func writeMentorIndex(on desk: inout Desk) throws {
    desk.page.append("{\"version\":1,\"mentors\":[")
    for (order, entry) in mentors.enumerated() {
      let mentor = entry.mentor
      if order > 0 { desk.page.append(",") }
      desk.page.append("\n{\"slug\":")
      desk.page.append(json: mentor.slug)
      desk.page.append(",\"name\":")
      desk.page.append(json: mentor.name)
      desk.page.append(",\"initials\":")
      desk.page.append(json: text { appendInitials(of: desk.arena.copy(mentor.name), into: &$0) })
      desk.page.append(",\"tint\":")
      desk.page.appendDecimal(mentor.id.number % 8)
      if let stars = self.stars(of: mentor) {
        desk.page.append(",\"rating\":\"")
        strings.append(tenths: stars.tenths, into: &desk.page)
        desk.page.append("\",\"stars\":")
        desk.page.appendDecimal(stars.halves)
      }
      for (key, text) in [
        ("role", [mentor.jobTitle, mentor.company].filter { !$0.isEmpty }.joined(separator: ", ")),
        ("headline", mentor.headline),
      ] where !text.isEmpty {
        desk.page.append(",\"\(key)\":")
        desk.page.append(json: text)
      }
      desk.page.append(",\"topics\":")
      desk.page.append(json: mentor.topics.map(\.slug))
      desk.page.append(",\"topic_names\":")
      desk.page.append(json: mentor.topics.map(\.name))
      desk.page.append(",\"languages\":")
      desk.page.append(json: mentor.languages)
      desk.page.append(",\"days\":")
      desk.page.append(json: openDays(of: entry))
      if let next = entry.openings.first, !isShownFull(entry) {
        desk.page.append(",\"next\":\"")
        desk.page.append(rfc3339: next.start)
        desk.page.append("\"")
      }
      desk.page.append("}")
    }
    desk.page.append("\n]}\n")
    try desk.put(
      Route("mentors/index.json"), changed: changed(mentorsChanged), owner: BuildUnit.programme.owner)
  }
}
