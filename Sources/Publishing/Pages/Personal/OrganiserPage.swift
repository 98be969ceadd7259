import Bytes
import CivilTime
import Markup
import Mentoring

extension Site {
  /// `/organiser/<token>/` for each organiser: the same report for all, in the programme's zone.
  func writeOrganiserPages(of organisers: [Person], on context: inout RenderContext) throws {
    guard !organisers.isEmpty else { return }
    let report = try context.source.report(at: clock.now)
    let shared = sharedNames
    let latest = programme.waiting.reduce(max(mentorsChanged, report.changed)) { max($0, $1.since) }
    for person in organisers {
      let route = Route.organiser(person.homeToken)
      let fields = OrganiserPageFields.scope.fields
      let title = strings.word("organiser")
      let row = begin(
        OrganiserPageFields.scope, fields.common,
        PageHead(route: route, title: title, reader: .organiser, asOf: latest, zone: zone), on: &context)
      context.data.set(row, fields.heading, title)
      context.data.set(row, fields.lead, strings.sentence("report_lead", ["days": "\(ProgrammeReport.days)"]))
      addNumbers(report, row, fields, on: &context)
      add([weekChart(of: report), starChart(report.stars)], row, fields.hasCharts, fields.charts, on: &context)
      addOrganiserActs(report, by: person, among: shared, row, fields, on: &context)
      addWaiting(report, among: shared, row, fields, on: &context)
      addWaitingList(among: shared, row, fields, on: &context)
      addLoads(report, among: shared, row, fields, on: &context)
      fill(
        context.data.add(row, fields.feed), subscriptionTo: .programmeFeed(person.feedToken), id: "feed-address",
        name: "\(settings.title): \(strings.word("all_sessions"))", on: &context)
      try context.render(
        theme.organiser, row, at: route, changed: changed(person.changed, latest), audience: .restricted,
        owner: BuildUnit.programme.owner)
    }
  }

  private func addNumbers(
    _ report: ProgrammeReport, _ row: Row<OrganiserPageFields>, _ fields: OrganiserPageFields,
    on context: inout RenderContext
  ) {
    let figure = FigureFields.scope.fields
    func add(_ key: String, _ value: String, note: String = "", _ context: inout RenderContext) {
      let item = context.data.add(row, fields.numbers)
      context.data.set(item, figure.label, strings.sentence("report_\(key)"))
      context.data.set(item, figure.value, value)
      context.data.set(item, figure.note, note)
    }
    func number(_ value: Int) -> String { text { self.strings.append(number: value, into: &$0) } }
    func percent(_ part: Int, of all: Int) -> String { all > 0 ? "\(part * 100 / all) %" : "–" }
    let waiting = programme.otherMentors.lazy.filter { $0.approval == .pending }.count
    add(
      "mentors", number(entries.count),
      note: waiting > 0 ? strings.counted("report_unapproved", waiting) : "", &context)
    add("students", number(programme.people.lazy.filter(\.isStudent).count), &context)
    add("connections", number(report.connectionsAccepted), &context)
    let held = report.loads.reduce(0) { $0 + $1.completed }
    let missed = report.loads.reduce(0) { $0 + $1.noShow }
    add("held", number(held), &context)
    add("upcoming", number(report.loads.reduce(0) { $0 + $1.upcoming }), &context)
    add(
      "no_shows", held + missed >= 5 ? percent(missed, of: held + missed) : "–",
      note: held + missed > 0
        ? strings.sentence("report_of", ["n": number(missed), "all": number(held + missed)]) : "", &context)
    add("table_waiting", number(report.waiting.count), &context)
    var offered = 0
    var taken = 0
    for entry in entries {
      let time = offeredTime(of: entry)
      (offered, taken) = (offered + time.offered, taken + time.taken)
    }
    add("fill_rate", percent(taken, of: offered), note: strings.counted("hours", taken / 3600), &context)
    let median = report.medianTimeToFirstSession.map { strings.counted("days", ($0 + 43_200) / 86_400) }
    add("first_session", median ?? "–", &context)
    let share = report.shareOfBusiestTenth(among: entries.count)
    add("busiest_tenth", share.map { "\($0) %" } ?? "–", &context)
  }

  private func offeredTime(of entry: MentorEntry) -> (offered: Int, taken: Int) {
    let end = entry.hours.schedule.policy.horizonEnd ?? clock.horizonEnd(days: entry.hours.horizonDays)
    return clock.now < end ? Mentoring.offeredTime(entry.hours.schedule, in: clock.now..<end) : (0, 0)
  }

  /// Adds the hundred requests that have waited longest.
  private func addWaiting(
    _ report: ProgrammeReport, among shared: Set<PersonID>, _ row: Row<OrganiserPageFields>,
    _ fields: OrganiserPageFields, on context: inout RenderContext
  ) {
    let table = addTable("waiting", ["mentor", "student", "what", "since"], row, fields, on: &context)
    let rows = report.waiting.prefix(100)
    context.data.set(table, ReportFields.scope.fields.hasRows, !rows.isEmpty)
    for one in rows {
      guard let mentor = programme.person(one.mentor), let student = programme.person(one.student) else { continue }
      let what =
        one.session.map { "\(strings.sentence("report_session")) S-\($0)" } ?? strings.sentence("report_connection")
      let since = text { self.strings.append(date: self.zone.local(at: one.since).date, into: &$0) }
      let names = [mentor, student].map { distinctName(of: $0, among: shared) }
      addRow(one.mentor, names + [what, since], table, on: &context)
    }
  }

  /// Adds the hundred people who have waited longest for a mentor without a free place.
  private func addWaitingList(
    among shared: Set<PersonID>, _ row: Row<OrganiserPageFields>, _ fields: OrganiserPageFields,
    on context: inout RenderContext
  ) {
    if programme.waiting.isEmpty { return }
    let table = addTable("line", ["mentor", "student", "since"], row, fields, on: &context)
    context.data.set(table, ReportFields.scope.fields.hasRows, true)
    for place in programme.waiting.prefix(100) {
      guard let mentor = programme.person(place.mentor), let student = programme.person(place.student) else { continue }
      let since = text { self.strings.append(date: self.zone.local(at: place.since).date, into: &$0) }
      let names = [mentor, student].map { distinctName(of: $0, among: shared) }
      addRow(place.mentor, names + [since], table, on: &context)
    }
  }

  /// Adds the hundred mentors with the most sessions. A rate from fewer than five sessions would reveal individual
  /// people.
  private func addLoads(
    _ report: ProgrammeReport, among shared: Set<PersonID>, _ row: Row<OrganiserPageFields>,
    _ fields: OrganiserPageFields, on context: inout RenderContext
  ) {
    let table = addTable(
      "load", ["mentor", "held", "upcoming", "unclosed", "no_shows", "waiting", "fill_rate"], row, fields, on: &context)
    var byMentor: [PersonID: ProgrammeReport.MentorLoad] = [:]
    for load in report.loads { byMentor[load.mentor] = load }
    let all = entries.map { ($0, byMentor[$0.mentor.id] ?? ProgrammeReport.MentorLoad(mentor: $0.mentor.id)) }
      .sorted { ($1.1.completed, $0.0.mentor.slug) < ($0.1.completed, $1.0.mentor.slug) }
    context.data.set(table, ReportFields.scope.fields.hasRows, !all.isEmpty)
    for (entry, load) in all.prefix(100) {
      let closed = load.completed + load.noShow
      let time = offeredTime(of: entry)
      addRow(
        entry.mentor.id,
        [
          programme.person(entry.mentor.id).map { distinctName(of: $0, among: shared) } ?? entry.mentor.name,
          "\(load.completed)", "\(load.upcoming)", "\(load.unclosed)",
          closed >= 5 ? "\(load.noShow * 100 / closed) %" : "–", "\(load.waiting)",
          time.offered > 0 ? "\(time.taken * 100 / time.offered) %" : "–",
        ], table, on: &context)
    }
  }

  private func addTable(
    _ key: String, _ columns: [String], _ row: Row<OrganiserPageFields>, _ fields: OrganiserPageFields,
    on context: inout RenderContext
  ) -> Row<ReportFields> {
    let table = context.data.add(row, fields.tables)
    let report = ReportFields.scope.fields
    context.data.set(table, report.title, strings.sentence("report_table_\(key)"))
    context.data.set(table, report.text, strings.sentence("report_about_\(key)"))
    context.data.set(table, report.empty, strings.sentence("report_none_\(key)"))
    for column in columns {
      let head = context.data.add(table, report.columns)
      context.data.set(head, RowFields.scope.fields.label, strings.sentence("report_\(column)"))
    }
    return table
  }

  /// - Parameter mentor: named in the first cell, which links to their profile.
  private func addRow(
    _ mentor: PersonID, _ cells: [String], _ table: Row<ReportFields>, on context: inout RenderContext
  ) {
    let line = context.data.add(table, ReportFields.scope.fields.rows)
    let fields = ReportCellFields.scope.fields
    for (index, cell) in cells.enumerated() {
      let item = context.data.add(line, ReportRowFields.scope.fields.cells)
      context.data.set(item, fields.text, cell)
      if index == 0, let entry = entry(of: mentor), entry.mentor.isEligible {
        context.link(item, fields.url, entry.route)
      }
    }
  }
}
