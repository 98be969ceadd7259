import Bytes
import CivilTime
import Markup
import Mentoring

extension Site {
  /// `/u/<token>/availability/`: a description of the hours and rules, and how to change them.
  func writeAvailability(_ rows: PersonalRows, on context: inout RenderContext) throws {
    let fields = PersonAvailabilityPageFields.scope.fields
    let routes = PersonalRoutes(rows.person)
    let title = strings.word("nav_availability")
    let row = begin(
      PersonAvailabilityPageFields.scope, fields.common, rows, .availability, at: routes.availability, title: title,
      on: &context)
    context.data.set(row, fields.heading, title)
    context.data.set(row, fields.lead, strings.sentence("zone_line", ["zone": rows.zone.name]))
    addMentorTabs(rows, row, fields.tabs, current: .availability, on: &context)
    let schedule = rows.own?.hours.schedule
    addGroup(
      "every_week", weeklyLines(schedule?.weekly ?? []), empty: strings.sentence("empty_hours_text"), row, fields,
      on: &context)
    addGroup(
      "single_dates", datedLines(schedule?.dated ?? []), empty: strings.sentence("none_yet"), row, fields, on: &context)
    addGroup(
      "closed_dates", (schedule?.closed ?? []).map { closedLine($0) }, empty: strings.sentence("none_yet"), row,
      fields, on: &context)
    if let hours = rows.own?.hours { addGroup("booking_rules", rules(of: hours), empty: "", row, fields, on: &context) }
    addAvailabilityChanges(rows, row, fields.changes, on: &context)
    try render(theme.personAvailability, row, rows, at: routes.availability, on: &context)
  }

  typealias Line = (label: String, value: String)

  private func weeklyLines(_ weekly: [WeeklyHours]) -> [Line] {
    [1, 2, 3, 4, 5, 6, 0].compactMap { day in
      let windows = weekly.filter { $0.weekday == day }.sorted { $0.window.start < $1.window.start }
      if windows.isEmpty { return nil }
      return (strings.dates.weekdays[day], windows.map { windowText($0) }.joined(separator: ", "))
    }
  }

  func windowText(_ hours: WeeklyHours) -> String {
    text { sink in
      self.append(hours.window, into: &sink)
      if hours.from == nil && hours.until == nil { return }
      sink.append(" (")
      if let from = hours.from { self.strings.append(date: from, into: &sink) }
      sink.append("–")
      if let until = hours.until { self.strings.append(date: until, into: &sink) }
      sink.append(")")
    }
  }

  func append(_ window: HoursWindow, into sink: inout ByteSink) {
    sink.append(minuteOfDay: window.start)
    sink.append("–")
    sink.append(minuteOfDay: window.end)
  }

  private func datedLines(_ dated: [DatedHours]) -> [Line] {
    let today = clock.now.dateUTC.adding(days: -1)
    return dated.filter { $0.date >= today }.map { hours in
      let date = text { self.strings.append(dateWithWeekday: hours.date, into: &$0) }
      let windows = hours.windows.map { window in text { self.append(window, into: &$0) } }
      return (date, windows.isEmpty ? strings.word("closed") : windows.joined(separator: ", "))
    }
  }

  /// The dates and the reason for closing: "Winter break (whole programme)".
  func closedLine(_ closed: ClosedDates) -> Line {
    let first = text { self.strings.append(date: closed.first, into: &$0) }
    let last = text { self.strings.append(date: closed.last, into: &$0) }
    let reason = closed.reason.isEmpty ? strings.word("closed") : closed.reason
    return (
      closed.first == closed.last ? first : "\(first) – \(last)",
      closed.id == 0 ? strings.sentence("closed_for_all", ["reason": reason]) : reason
    )
  }

  /// Lengths, steps, buffers, notice and limits, for the person who books and for the mentor.
  func rules(of hours: MentorHours) -> [(label: String, value: String)] {
    let policy = hours.schedule.policy
    var lines = [
      (
        strings.word("length"),
        hours.durations.sorted().map { strings.counted("minutes", $0) }.joined(separator: ", ")
      ),
      (strings.sentence("rule_notice"), duration(minutes: policy.minimumNotice)),
      (strings.sentence("rule_horizon"), strings.counted("days", hours.horizonDays)),
    ]
    if policy.bufferBefore + policy.bufferAfter > 0 {
      let buffers = [policy.bufferBefore, policy.bufferAfter].map { strings.counted("minutes", $0) }
      lines.append((strings.sentence("rule_buffers"), buffers.joined(separator: " / ")))
    }
    if policy.maxPerDay > 0 {
      lines.append((strings.sentence("rule_per_day"), strings.counted("sessions", policy.maxPerDay)))
    }
    if policy.maxPerWeek > 0 {
      lines.append((strings.sentence("rule_per_week"), strings.counted("sessions", policy.maxPerWeek)))
    }
    return lines
  }

  private func addGroup(
    _ key: String, _ lines: [(label: String, value: String)], empty: String, _ row: Row<PersonAvailabilityPageFields>,
    _ fields: PersonAvailabilityPageFields, on context: inout RenderContext
  ) {
    let group = HoursGroupFields.scope.fields
    let item = context.data.add(row, fields.groups)
    context.data.set(item, group.title, strings.sentence("hours_\(key)"))
    context.data.set(item, group.hasRows, !lines.isEmpty)
    addRows(lines, item, group.rows, on: &context)
    context.data.set(item, group.empty, empty)
  }

  func addRows<Fields>(
    _ lines: [(label: String, value: String)], _ row: Row<Fields>, _ field: ListField<Fields, RowFields>,
    on context: inout RenderContext
  ) {
    for line in lines {
      let item = context.data.add(row, field)
      context.data.set(item, RowFields.scope.fields.label, line.label)
      context.data.set(item, RowFields.scope.fields.value, line.value)
    }
  }

  /// Why a mentor has no public profile; nil if there is one, and for people without a mentor row.
  func unlistedText(of person: Person) -> String? {
    guard let card = programme.mentorCard(of: person.id) else { return nil }
    if card.approval != .approved { return strings.sentence("approval_\(card.approval.rawValue)") }
    return card.isEligible ? nil : strings.counted("listed_after", settings.policy.minSessionsTaught)
  }

  /// Adds a notice to a mentor's own page that they have no public profile, with the reason.
  func addUnlistedNotice<Fields>(
    of person: Person, _ row: Row<Fields>, _ field: ListField<Fields, NoticeFields>, on context: inout RenderContext
  ) {
    guard person.isMentor, let text = unlistedText(of: person) else { return }
    context.data.set(context.data.add(row, field), NoticeFields.scope.fields.text, text)
  }

  /// `/u/<token>/profile/`: the data that the record holds about the person, who sees it, and how to change it.
  func writeOwnProfile(_ rows: PersonalRows, on context: inout RenderContext) throws {
    let person = rows.person
    let fields = PersonProfilePageFields.scope.fields
    let routes = PersonalRoutes(person)
    let title = strings.word("nav_profile")
    let row = begin(
      PersonProfilePageFields.scope, fields.common, rows, .profile, at: routes.profile, title: title, on: &context)
    context.data.set(row, fields.heading, title)
    let card = programme.mentorCard(of: person.id)
    let unlisted = unlistedText(of: person)
    let lead = !person.isMentor ? "profile_student" : unlisted == nil ? "profile_mentor" : "profile_unlisted"
    context.data.set(row, fields.lead, strings.sentence(lead))
    addMentorTabs(rows, row, fields.tabs, current: .profile, on: &context)
    var lines = [
      (strings.sentence("profile_name"), person.name), (strings.sentence("profile_email"), person.email),
      (strings.word("time_zone"), person.zone),
      (
        strings.sentence(needsConnection ? "profile_shares_email" : "profile_shares_email_free"),
        strings.sentence(person.sharesEmail ? "yes" : "no")
      ),
    ]
    if languages.hasSeveral { lines.insert((strings.word("language"), languageName(person.language)), at: 3) }
    if let card {
      if let unlisted {
        context.data.set(row, fields.approvalText, unlisted)
      } else {
        context.link(row, fields.publicUrl, .mentor(card.slug))
      }
      if let own = rows.own {
        try setBio(of: own, row, fields.bioHtml, fields.bioLanguage, from: routes.profile, on: &context)
      }
      for (key, value) in [
        ("company", card.company), ("job_title", card.jobTitle), ("headline", card.headline),
        ("languages", card.languages.map(languageName).joined(separator: ", ")),
        ("topics", card.topics.map(\.name).joined(separator: ", ")),
      ] where !value.isEmpty { lines.append((strings.word(key), value)) }
    }
    addRows(lines, row, fields.rows, on: &context)
    addProfileChanges(rows, row, fields.changes, on: &context)
    try render(theme.personProfile, row, rows, at: routes.profile, on: &context)
  }
}
