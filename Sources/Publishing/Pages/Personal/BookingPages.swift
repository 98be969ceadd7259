import Bytes
import CivilTime
import Markup
import Mentoring

extension Site {
  /// `/u/<token>/connections/`: every connection of a student with the button for its state.
  func writeConnections(_ rows: PersonalRows, on context: inout RenderContext) throws {
    // Accepted connections come first, then pending ones.
    let all = rows.ownConnections
    let connections =
      all.filter { $0.status == .accepted } + all.filter { $0.status == .pending }
      + all.filter { $0.status != .accepted && $0.status != .pending }
    let fields = PersonConnectionsPageFields.scope.fields
    let title = strings.word("nav_my_connections")
    for (page, range) in Pagination.pages(of: connections.count, base: PersonalRoutes(rows.person).connections) {
      let row = begin(
        PersonConnectionsPageFields.scope, fields.common, rows, .connections, at: page.route, title: title, on: &context
      )
      context.data.set(row, fields.heading, title)
      context.data.set(row, fields.countText, connectionsText(of: rows))
      context.data.set(row, fields.hasConnections, !connections.isEmpty)
      for connection in connections[range] {
        fill(context.data.add(row, fields.connections), with: connection, rows, on: &context)
      }
      page.fill(fields.pages, row, strings, on: &context)
      if page.number == 1 { addAsk(rows, row, fields.asks, on: &context) }
      fill(empty: fields.emptyState, row, "connections", to: mentorsRoute(for: rows.person), on: &context)
      try render(theme.personConnections, row, rows, at: page.route, isBooking: true, on: &context)
    }
  }

  /// `/u/<token>/mentors/`: every mentor with the button that this student sees.
  func writePrivateDirectory(_ rows: PersonalRows, on context: inout RenderContext) throws {
    let route = PersonalRoutes(rows.person).mentors
    let fields = PersonMentorsPageFields.scope.fields
    let title = strings.word("nav_mentors")
    let row = begin(
      PersonMentorsPageFields.scope, fields.common, rows, .mentors, at: route, title: title, on: &context)
    let others = mentors.filter { $0.mentor.id != rows.person.id }
    let status = rows.ownStatus
    context.data.set(row, fields.heading, title)
    context.data.set(row, fields.countText, strings.counted("mentors", others.count))
    context.data.set(row, fields.hasMentors, !others.isEmpty)
    for entry in others {
      fill(context.data.add(row, fields.mentors), with: entry, status: status[entry.mentor.id], rows, on: &context)
    }
    fill(empty: fields.emptyState, row, whyNoMentors, on: &context)
    try render(theme.personMentors, row, rows, at: route, isBooking: true, on: &context)
  }

  /// Adds the mentors of a student's home page, each one link away from a booking.
  func addOwnMentors(
    of rows: PersonalRows, _ item: Row<StudentHomeFields>, _ fields: StudentHomeFields, on context: inout RenderContext
  ) {
    let status = rows.ownStatus
    func earliest(_ entry: MentorEntry) -> Int {
      isFull(entry, status[entry.mentor.id], rows) ? .max : entry.openings.first?.start.seconds ?? .max
    }
    let own = knownMentors(of: rows).compactMap { entry(of: $0) }
      .sorted { earliest($0) == earliest($1) ? $0.mentor.slug < $1.mentor.slug : earliest($0) < earliest($1) }
    context.data.set(item, fields.hasMentors, !own.isEmpty)
    for entry in own.prefix(6) {
      fill(context.data.add(item, fields.mentors), with: entry, status: status[entry.mentor.id], rows, on: &context)
    }
  }

  private func fill(
    _ item: Row<PrivateMentorFields>, with entry: MentorEntry, status: ConnectionStatus?, _ rows: PersonalRows,
    on context: inout RenderContext
  ) {
    let card = PrivateMentorFields.scope.fields
    fill(face: card.face, item, of: entry, on: &context)
    fill(stars: card.stars, item, of: entry.mentor, on: &context)
    fill(button: card.button, item, mentor: entry.mentor.id, status: status, rows, on: &context)
    // A mentor who is not listed has no public profile; the card links to the booking page instead, if there is one.
    if entry.mentor.isEligible {
      context.link(item, card.url, entry.route)
    } else if hasBookingPage(entry, status, rows) {
      context.link(item, card.url, PersonalRoutes(rows.person).book(entry.mentor.slug))
    }
    context.data.set(item, card.slug, entry.mentor.slug)
    context.data.set(item, card.headline, entry.mentor.headline)
    for topic in entry.mentor.topics {
      context.data.set(context.data.add(item, card.topics), NamedFields.scope.fields.name, topic.name)
    }
    if let next = entry.openings.first, !isFull(entry, status, rows) {
      context.set(item, card.nextIso, iso: next.start)
      context.data.set(item, card.nextText) { self.strings.append(moment: next.start, in: rows.zone, into: &$0) }
    }
  }

  /// `/u/<token>/book/<mentor>/`: written only while the student may book this mentor.
  func writeBooking(of entry: MentorEntry, _ rows: PersonalRows, on context: inout RenderContext) throws {
    let fields = PersonBookPageFields.scope.fields
    let routes = PersonalRoutes(rows.person)
    let heading = strings.sentence(
      entry.hours.confirmsEach && !needsConnection ? "request_with" : "book_with", ["name": entry.mentor.name])
    let route = routes.book(entry.mentor.slug)
    let row = begin(
      PersonBookPageFields.scope, fields.common, rows, needsConnection ? .connections : .mentors, at: route,
      title: heading, on: &context)
    fill(face: fields.face, row, of: entry, on: &context)
    context.data.set(row, fields.heading, heading)
    context.link(row, fields.backUrl, needsConnection ? routes.connections : mentorsRoute(for: rows.person))
    context.data.set(row, fields.backLabel, strings.word(needsConnection ? "nav_my_connections" : "nav_mentors"))
    context.data.set(
      row, fields.zonesText,
      entry.zone == rows.zone
        ? strings.sentence("zone_line", ["zone": rows.zone.name])
        : strings.sentence("zone_lines", ["zone": rows.zone.name, "other": entry.zone.name]))
    let slots = openings(of: entry, for: rows.busy)
    context.data.set(row, fields.hasSlots, !slots.isEmpty)
    fill(empty: fields.emptyState, row, "openings", on: &context)
    if !slots.isEmpty { fill(context.data.add(row, fields.booking), of: entry, slots, rows, on: &context) }
    addMoves(of: entry, rows, row, fields, on: &context)
    if takesProposals { addProposal(to: entry, rows, row, fields.proposals, on: &context) }
    try render(theme.personBook, row, rows, at: route, isBooking: true, on: &context)
  }

  /// The mentor's openings that do not overlap the student's sessions: shortened or removed where necessary.
  private func openings(of entry: MentorEntry, for busy: [Interval]) -> [Opening] {
    let blocks = IntervalSet(busy)
    let lengths = entry.hours.durations.sorted()
    return entry.openings.compactMap { opening in
      let longest = lengths.last { minutes in
        minutes <= opening.longest
          && !blocks.overlaps(Interval(start: opening.start, end: opening.start.adding(minutes: minutes)))
      }
      return longest.map { Opening(start: opening.start, longest: $0) }
    }
  }

  private func fill(
    _ row: Row<BookingFields>, of entry: MentorEntry, _ slots: [Opening], _ rows: PersonalRows,
    on context: inout RenderContext
  ) {
    let fields = BookingFields.scope.fields
    let subjects = entry.mentor.subjects.isEmpty ? programme.subjects : entry.mentor.subjects
    let form = RequestForm(
      verb: "session book", fields: [("mentor", entry.mentor.slug), ("secret", rows.person.actionSecret)],
      questions: bookingExtras, blanks: bookingBlanks(offers: offers(of: entry), hasSubjects: !subjects.isEmpty))
    fill(ways: fields.ways, row, id: "book", form, on: &context)
    addOffers(of: entry, row, fields, on: &context)
    context.data.set(row, fields.hasSubjects, !subjects.isEmpty)
    for subject in subjects {
      let option = context.data.add(row, fields.subjects)
      context.data.set(option, OptionFields.scope.fields.slug, subject.slug)
      context.data.set(option, OptionFields.scope.fields.name, subject.name)
    }
    let lengths = entry.hours.durations.sorted()
    let length = DurationFields.scope.fields
    let usual = lengths.contains(60) ? 60 : lengths.first ?? 60
    for minutes in lengths {
      let item = context.data.add(row, fields.durations)
      context.set(item, length.minutes, minutes)
      let price = entry.mentor.price(minutes: minutes).map { ", " + priceText(of: $0) } ?? ""
      context.data.set(item, length.text, strings.counted("minutes", minutes) + price)
      context.data.set(item, length.checked, minutes == usual)
    }
    let choice = TypeChoiceFields.scope.fields
    for kind in SessionKind.allCases {
      let item = context.data.add(row, fields.types)
      fill(kind: choice.kind, item, kind, on: &context)
      context.data.set(item, choice.code, kind.rawValue)
      context.data.set(item, choice.name, strings.sentence("type_\(kind.rawValue.lowercased())"))
      context.data.set(item, choice.checked, kind == .video)
    }
    addWeeks(slots, entry, rows, row, fields, on: &context)
    addRows(rules(of: entry.hours), row, fields.rules, on: &context)
    let confirms = settings.policy.pendingHolds ? "mentor_confirms" : "mentor_confirms_unheld"
    context.data.set(
      row, fields.confirmText, strings.sentence(entry.hours.confirmsEach ? confirms : "booked_at_once"))
    if let note = clockNote(student: rows.zone, mentor: entry.zone) { context.data.set(row, fields.clockNote, note) }
    context.data.set(
      row, fields.submitLabel,
      entry.hours.confirmsEach ? strings.sentence("request_session") : strings.word("book_session"))
  }

  /// The openings by week and day of the student's own calendar.
  private func addWeeks(
    _ slots: [Opening], _ entry: MentorEntry, _ rows: PersonalRows, _ row: Row<BookingFields>,
    _ fields: BookingFields, on context: inout RenderContext
  ) {
    let weekFields = BookWeekFields.scope.fields
    let dayFields = BookDayFields.scope.fields
    let slotFields = BookSlotFields.scope.fields
    let longest = entry.hours.durations.max() ?? 0
    let withName = strings.sentence("with_person", ["name": entry.mentor.name])
    var week: (monday: CivilDate, row: Row<BookWeekFields>)?
    var day: (date: CivilDate, row: Row<BookDayFields>)?
    var counts: [CivilDate: Int] = [:]
    for slot in slots {
      counts[rows.zone.local(at: slot.start).date.startOfWeek(startingOn: settings.weekStart.weekday), default: 0] += 1
    }
    for slot in slots {
      let local = rows.zone.local(at: slot.start)
      let monday = local.date.startOfWeek(startingOn: settings.weekStart.weekday)
      if week?.monday != monday {
        let item = context.data.add(row, fields.weeks)
        let id = "w-" + monday.iso
        context.data.set(item, weekFields.id, id)
        context.data.set(item, weekFields.title) { self.strings.append(weekOf: monday, into: &$0) }
        context.data.set(item, weekFields.countText, strings.counted("openings", counts[monday] ?? 0))
        context.data.set(item, weekFields.first, week == nil)
        week = (monday, item)
        day = nil
      }
      guard let weekRow = week?.row else { continue }
      if day?.date != local.date {
        let item = context.data.add(weekRow, weekFields.days)
        context.data.set(item, dayFields.title) { self.strings.append(dateWithWeekday: local.date, into: &$0) }
        context.data.set(item, dayFields.context) { sink in
          self.strings.append(dateWithWeekday: local.date, into: &sink)
          sink.append(", ")
          sink.append(rows.zone.name)
          sink.append(", ")
          sink.append(withName)
        }
        day = (local.date, item)
      }
      guard let dayRow = day?.row else { continue }
      let item = context.data.add(dayRow, dayFields.slots)
      context.set(item, slotFields.iso, iso: slot.start)
      context.data.set(item, slotFields.time) { $0.append(timeOf: local) }
      if entry.zone.offset(at: slot.start) != rows.zone.offset(at: slot.start) {
        let there = entry.zone.local(at: slot.start)
        context.data.set(item, slotFields.otherTime) { sink in
          sink.append(timeOf: there)
          if there.date != local.date {
            sink.append(" ")
            sink.append(self.strings.sentence(there.date > local.date ? "next_day" : "previous_day"))
          }
        }
      }
      context.set(item, slotFields.maxMinutes, slot.longest)
      if slot.longest < longest {
        context.data.set(item, slotFields.upTo, strings.sentence("up_to", ["n": "\(slot.longest)"]))
      }
    }
  }
}
