import Bytes
import CivilTime
import Markup
import Mentoring

extension Site {
  /// All public files of one mentor: profile, week grids, connection request, calendars and data.
  ///
  /// - Parameter isCore: leaves out what is not part of the core, see ``BuildScope/core``.
  func writeMentor(_ entry: MentorEntry, isCore: Bool, on context: inout RenderContext) throws {
    context.arena.removeAll()
    let owner = BuildUnit.mentor(entry.mentor.id).owner
    let changed = self.changed(entry.changed)
    let weeks = weekPlans(of: entry)
    try writeProfile(entry, weeks, changed: changed, owner: owner, on: &context)
    for index in weeks.indices {
      try writeWeek(entry, weeks, index, changed: changed, owner: owner, on: &context)
    }
    if needsConnection { try writeConnect(entry, changed: changed, owner: owner, on: &context) }
    // The files below are the same for readers of every language.
    guard siteLanguage.isMain else { return }
    try writeCalendars(of: entry, changed: changed, owner: owner, on: &context)
    if !isCore {
      try writeMentorDocument(of: entry, changed: changed, owner: owner, on: &context)
      try writePhoto(of: entry.mentor, owner: owner, on: &context)
      try writeMentorFeed(of: entry, weeks, changed: changed, owner: owner, on: &context)
    }
    context.counts.openSlots += entry.openings.count
  }

  private func writeProfile(
    _ entry: MentorEntry, _ weeks: [WeekPlan], changed: Instant, owner: Int, on context: inout RenderContext
  ) throws {
    let mentor = entry.mentor
    let fields = MentorPageFields.scope.fields
    let role = [mentor.jobTitle, mentor.company].filter { !$0.isEmpty }.joined(separator: ", ")
    let row = begin(
      MentorPageFields.scope, fields.common,
      PageHead(
        route: entry.route, title: mentor.name,
        description: [role, mentor.headline].filter { !$0.isEmpty }.joined(separator: ". "), ogType: "profile",
        facts: facts(of: entry), crumbs: [(strings.word("nav_mentors"), .mentors)], picture: cardPicture(of: mentor),
        atom: (entry.changesRoute, "\(mentor.name), \(strings.word("changes"))"), asOf: entry.changed, zone: entry.zone),
      on: &context)
    fill(face: fields.face, row, of: entry, on: &context)
    fill(stars: fields.stars, row, of: mentor, on: &context)
    if stars(of: mentor) == nil {
      context.data.set(
        row, fields.ratingNote,
        mentor.ratingCount > 0
          ? strings.counted("rating_from", settings.policy.reviewsMin) : strings.word("no_rating_yet"))
    }
    context.data.set(row, fields.slug, mentor.slug)
    context.data.set(row, fields.zoneChoice.zone, mentor.zone)
    if entry.sessionsCompleted > 0 {
      context.data.set(row, fields.sessionsText, strings.counted("sessions", entry.sessionsCompleted))
    }
    addWayIn(entry, row, fields, on: &context)
    try setBio(of: entry, row, fields.bioHtml, fields.bioLanguage, from: entry.route, on: &context)
    addFacts(of: mentor, row, fields, on: &context)
    for topic in mentor.topics {
      let item = context.data.add(row, fields.topics)
      context.data.set(item, EntryFields.scope.fields.name, topic.name)
      context.link(item, EntryFields.scope.fields.url, .topic(topic.slug))
    }
    context.data.set(row, fields.hasSubjects, !mentor.subjects.isEmpty)
    for subject in mentor.subjects {
      let item = context.data.add(row, fields.subjects)
      context.data.set(item, EntryFields.scope.fields.name, subject.name)
      context.link(item, EntryFields.scope.fields.url, .subject(subject.slug))
    }
    context.data.set(row, fields.hasLinks, !mentor.links.isEmpty)
    let outward = OutwardFields.scope.fields
    for link in mentor.links {
      let item = context.data.add(row, fields.links)
      context.data.set(item, outward.label, linkLabel(link.kind))
      context.data.set(item, outward.url, link.url)
      context.data.set(item, outward.host, hostOf(link.url))
    }
    addPrices(of: entry, row, fields, on: &context)
    addOpenings(of: entry, weeks, row, fields, on: &context)
    try addReviews(of: mentor, row, fields, on: &context)
    fill(
      context.data.add(row, fields.calendar), subscriptionTo: entry.route.appending("open.ics"), id: "open-address",
      name: "\(settings.title): \(mentor.name), \(strings.word("open_times"))", on: &context)
    let freeBusy = settings.freeBusy ? [(strings.word("free_busy"), entry.route.appending("free.ifb"))] : []
    for (label, file) in freeBusy + [
      (strings.word("weekly_hours"), entry.route.appending("availability.ics")),
      ("\(strings.word("changes")) (Atom)", entry.changesRoute),
      ("\(strings.word("open_times")) (JSON)", entry.route.appending("slots.json")),
      ("\(strings.word("nav_profile")) (JSON)", Route.api(mentor: mentor.slug)),
    ] {
      let link = context.data.add(row, fields.subscriptions)
      context.data.set(link, LinkFields.scope.fields.label, label)
      context.link(link, LinkFields.scope.fields.url, file)
    }
    try context.render(theme.mentor, row, at: entry.route, changed: changed, owner: owner)
  }

  /// Sets a mentor's text: the file of content/mentors/ overrides the record.
  ///
  /// - Parameter route: the page that shows it.
  func setBio<Fields>(
    of entry: MentorEntry, _ row: Row<Fields>, _ field: HTMLField<Fields>, _ language: ForeignGroup<Fields>,
    from route: Route, on context: inout RenderContext
  ) throws {
    mark(bioOf: entry, language, row, on: &context)
    if let page = entry.page {
      context.data.set(row, field) { page.appendHTML(in: self.content, from: route, top: 3, into: &$0) }
    } else {
      var bio = entry.mentor.bio
      bio.withUTF8 { octets in
        guard let base = octets.baseAddress else { return }
        context.set(
          row, field, markdown: Utf8(start: base, count: octets.count), of: .bio(slug: entry.mentor.slug))
      }
    }
  }

  private func addFacts(
    of mentor: PublicMentor, _ row: Row<MentorPageFields>, _ fields: MentorPageFields, on context: inout RenderContext
  ) {
    let fact = RowFields.scope.fields
    func add(_ label: String, _ value: String, _ context: inout RenderContext) {
      let item = context.data.add(row, fields.facts)
      context.data.set(item, fact.label, strings.word(label))
      context.data.set(item, fact.value, value)
    }
    if !mentor.company.isEmpty { add("company", mentor.company, &context) }
    if let years = mentor.years, years > 0 { add("experience", strings.counted("years_experience", years), &context) }
    if !mentor.languages.isEmpty {
      add("languages", mentor.languages.map(languageName).joined(separator: ", "), &context)
    }
    add("time_zone", mentor.zone, &context)
  }

  private func addPrices(
    of entry: MentorEntry, _ row: Row<MentorPageFields>, _ fields: MentorPageFields, on context: inout RenderContext
  ) {
    let price = PriceFields.scope.fields
    for minutes in entry.hours.durations.sorted() {
      let item = context.data.add(row, fields.prices)
      context.data.set(item, price.length, strings.counted("minutes", minutes))
      if let cost = entry.mentor.price(minutes: minutes) { context.data.set(item, price.price, priceText(of: cost)) }
    }
    context.data.set(row, fields.priced, entry.mentor.hourlyRate != nil)
    if entry.hours.durations.contains(where: { (entry.mentor.hourlyRate ?? 0) * $0 % 60 != 0 }) {
      context.data.set(row, fields.priceNote, strings.sentence("price_rounded"))
    }
  }

  /// Adds every day of the horizon with the number of its openings, and the days that have openings with their times.
  private func addOpenings(
    of entry: MentorEntry, _ weeks: [WeekPlan], _ row: Row<MentorPageFields>, _ fields: MentorPageFields,
    on context: inout RenderContext
  ) {
    let horizon = HorizonDayFields.scope.fields
    let dayFields = SlotDayFields.scope.fields
    let slotFields = SlotFields.scope.fields
    let days = weeks.flatMap(\.days)
    let last = lastDate(of: entry)
    let lastText = text { self.strings.append(date: last, into: &$0) }
    context.data.set(
      row, fields.openingsText,
      strings.sentence(
        "openings_until", ["openings": strings.counted("openings", entry.openings.count), "date": lastText]))
    context.data.set(row, fields.hasOpenings, !entry.openings.isEmpty)
    fill(empty: fields.emptyState, row, "openings", on: &context)
    var at = 0
    let today = entry.zone.local(at: clock.now).date
    for day in days where day.date >= today && day.date <= last {
      let item = context.data.add(row, fields.horizon)
      var slotDay: Row<SlotDayFields>?
      let first = at
      while at < entry.openings.count {
        let local = entry.zone.local(at: entry.openings[at].start)
        if local.date > day.date { break }
        if slotDay == nil {
          let new = context.data.add(row, fields.days)
          context.data.set(new, dayFields.date) { $0.append(date: day.date) }
          context.data.set(new, dayFields.title) { self.strings.append(dateWithWeekday: day.date, into: &$0) }
          if let note = clockNote(of: day, zone: entry.zone) { context.data.set(new, dayFields.note, note) }
          slotDay = new
        }
        if let slotDay {
          let slot = context.data.add(slotDay, dayFields.slots)
          context.set(slot, slotFields.iso, iso: entry.openings[at].start)
          context.data.set(slot, slotFields.time) { $0.append(timeOf: local) }
        }
        at += 1
      }
      let count = at - first
      context.data.set(item, horizon.title) { self.strings.append(dateWithWeekday: day.date, into: &$0) }
      context.data.set(item, horizon.weekdayShort, strings.dates.shortWeekdays[day.date.weekday])
      context.set(item, horizon.dayNumber, day.date.components.day)
      context.data.set(item, horizon.open, count > 0)
      if count > 0 {
        context.data.set(item, horizon.jumpUrl) { sink in
          sink.append("#d-")
          sink.append(date: day.date)
        }
        context.set(item, horizon.count, count)
        context.data.set(item, horizon.countText, strings.counted("openings", count))
      } else {
        context.data.set(item, horizon.countText, strings.word("closed"))
      }
      context.set(item, horizon.level, count == 0 ? 0 : count < 3 ? 1 : count < 7 ? 2 : 3)
    }
    context.data.set(row, fields.hasWeeks, !weeks.isEmpty)
    for week in weeks {
      let link = context.data.add(row, fields.weeks)
      context.data.set(link, LinkFields.scope.fields.label) { self.strings.append(weekOf: week.monday, into: &$0) }
      context.link(link, LinkFields.scope.fields.url, week.route(of: entry))
    }
  }

  /// The local date on which the last slot can start. The horizon ends at midnight UTC, which may be an hour into a
  /// local date. A date without available hours in that remainder is not shown, since it would look closed.
  func lastDate(of entry: MentorEntry) -> CivilDate {
    let end = entry.hours.schedule.policy.horizonEnd ?? clock.horizonEnd(days: entry.hours.horizonDays)
    let last = entry.zone.local(at: end.adding(seconds: -1)).date
    guard last > entry.zone.local(at: clock.now).date, entry.zone.local(at: end).date == last,
      let start = entry.zone.instants(of: LocalDateTime(date: last, secondOfDay: 0)).first, start < end,
      Mentoring.offeredTime(entry.hours.schedule, in: start..<end).offered == 0
    else { return last }
    return last.adding(days: -1)
  }

  /// "Clocks go forward at 02:00"; nil on a day without a clock change.
  func clockNote(of day: DayPlan, zone: Zone) -> String? {
    guard day.changeSeconds != 0 else { return nil }
    let range = day.date.startUTC.adding(days: -1)..<day.date.startUTC.adding(days: 2)
    let change = zone.transitions(in: range).first {
      $0.offset != $0.offsetBefore
        && LocalDateTime(secondsSinceEpoch: $0.at.seconds + min($0.offset, $0.offsetBefore)).date == day.date
    }
    guard let change else { return nil }
    let reading = LocalDateTime(secondsSinceEpoch: change.at.seconds + change.offsetBefore)
    let key = change.offset > change.offsetBefore ? "clocks_forward" : "clocks_back"
    return strings.sentence(key, ["time": text { $0.append(timeOf: reading) }])
  }
}

/// A short text as a String, to fill a gap of a sentence.
func text(_ body: (inout ByteSink) -> Void) -> String {
  var sink = ByteSink(capacity: 64)
  body(&sink)
  return sink.string()
}

private func linkLabel(_ kind: LinkKind) -> String {
  switch kind {
  case .linkedin: "LinkedIn"
  case .github: "GitHub"
  case .twitter: "Twitter"
  case .mastodon: "Mastodon"
  case .website, .other: "Web"
  }
}
