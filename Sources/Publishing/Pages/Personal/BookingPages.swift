import Bytes
import CivilTime
import Markup
import Mentoring

extension Site {
  /// `/u/<token>/connections/`: every connection of a student with the button of its state.
  func writeConnections(_ rows: PersonalRows, on desk: inout Desk) throws {
    // Who accepted comes first, then who is asked.
    let all = rows.ownConnections
    let connections =
      all.filter { $0.status == .accepted } + all.filter { $0.status == .pending }
      + all.filter { $0.status != .accepted && $0.status != .pending }
    let fields = PersonConnectionsPageFields.scope.fields
    let title = strings.word("nav_my_connections")
    for (page, range) in Pagination.pages(of: connections.count, base: PersonalRoutes(rows.person).connections) {
      let row = begin(
        PersonConnectionsPageFields.scope, fields.common, rows, .connections, at: page.route, title: title, on: &desk)
      desk.data.set(row, fields.heading, title)
      desk.data.set(row, fields.countText, connectionsText(of: rows))
      desk.data.set(row, fields.hasConnections, !connections.isEmpty)
      for connection in connections[range] {
        fill(desk.data.add(row, fields.connections), with: connection, rows, on: &desk)
      }
      page.fill(fields.pages, row, strings, on: &desk)
      if page.number == 1 { addAsk(rows, row, fields.asks, on: &desk) }
      fill(empty: fields.emptyState, row, "connections", to: mentorsRoute(for: rows.person), on: &desk)
      try render(theme.personConnections, row, rows, at: page.route, isBooking: true, on: &desk)
    }
  }

  /// `/u/<token>/mentors/`: every mentor with the button that this student sees.
  func writePrivateDirectory(_ rows: PersonalRows, on desk: inout Desk) throws {
    let route = PersonalRoutes(rows.person).mentors
    let fields = PersonMentorsPageFields.scope.fields
    let title = strings.word("nav_mentors")
    let row = begin(
      PersonMentorsPageFields.scope, fields.common, rows, .mentors, at: route, title: title, on: &desk)
    let others = mentors.filter { $0.mentor.id != rows.person.id }
    let status = rows.ownStatus
    desk.data.set(row, fields.heading, title)
    desk.data.set(row, fields.countText, strings.counted("mentors", others.count))
    desk.data.set(row, fields.hasMentors, !others.isEmpty)
    for entry in others {
      fill(desk.data.add(row, fields.mentors), with: entry, status: status[entry.mentor.id], rows, on: &desk)
    }
    fill(empty: fields.emptyState, row, whyNoMentors, on: &desk)
    try render(theme.personMentors, row, rows, at: route, isBooking: true, on: &desk)
  }

  /// The mentors of a student's home: the way from there to a booking is one link.
  func addOwnMentors(
    of rows: PersonalRows, _ item: Row<StudentHomeFields>, _ fields: StudentHomeFields, on desk: inout Desk
  ) {
    let status = rows.ownStatus
    func earliest(_ entry: MentorEntry) -> Int {
      isFull(entry, status[entry.mentor.id], rows) ? .max : entry.openings.first?.start.seconds ?? .max
    }
    let own = knownMentors(of: rows).compactMap { entry(of: $0) }
      .sorted { earliest($0) == earliest($1) ? $0.mentor.slug < $1.mentor.slug : earliest($0) < earliest($1) }
    desk.data.set(item, fields.hasMentors, !own.isEmpty)
    for entry in own.prefix(6) {
      fill(desk.data.add(item, fields.mentors), with: entry, status: status[entry.mentor.id], rows, on: &desk)
    }
  }

  private func fill(
    _ item: Row<PrivateMentorFields>, with entry: MentorEntry, status: ConnectionStatus?, _ rows: PersonalRows,
    on desk: inout Desk
  ) {
    let card = PrivateMentorFields.scope.fields
    fill(face: card.face, item, of: entry, on: &desk)
    fill(stars: card.stars, item, of: entry.mentor, on: &desk)
    fill(button: card.button, item, mentor: entry.mentor.id, status: status, rows, on: &desk)
    // Whoever is not listed has no public profile; the way to them is the booking page, where there is one.
    if entry.mentor.isEligible {
      desk.link(item, card.url, entry.route)
    } else if hasBookingPage(entry, status, rows) {
      desk.link(item, card.url, PersonalRoutes(rows.person).book(entry.mentor.slug))
    }
    desk.data.set(item, card.slug, entry.mentor.slug)
    desk.data.set(item, card.headline, entry.mentor.headline)
    for topic in entry.mentor.topics {
      desk.data.set(desk.data.add(item, card.topics), NamedFields.scope.fields.name, topic.name)
    }
    if let next = entry.openings.first, !isFull(entry, status, rows) {
      desk.set(item, card.nextIso, iso: next.start)
      desk.data.set(item, card.nextText) { self.strings.append(moment: next.start, in: rows.zone, into: &$0) }
    }
  }

  /// `/u/<token>/book/<mentor>/`: made only while the student may book this mentor.
  func writeBooking(of entry: MentorEntry, _ rows: PersonalRows, on desk: inout Desk) throws {
    let fields = PersonBookPageFields.scope.fields
    let routes = PersonalRoutes(rows.person)
    let heading = strings.sentence(
      entry.hours.confirmsEach && !needsConnection ? "request_with" : "book_with", ["name": entry.mentor.name])
    let route = routes.book(entry.mentor.slug)
    let row = begin(
      PersonBookPageFields.scope, fields.common, rows, needsConnection ? .connections : .mentors, at: route,
      title: heading, on: &desk)
    fill(face: fields.face, row, of: entry, on: &desk)
    desk.data.set(row, fields.heading, heading)
    desk.link(row, fields.backUrl, needsConnection ? routes.connections : mentorsRoute(for: rows.person))
    desk.data.set(row, fields.backLabel, strings.word(needsConnection ? "nav_my_connections" : "nav_mentors"))
    desk.data.set(
      row, fields.zonesText,
      entry.zone == rows.zone
        ? strings.sentence("zone_line", ["zone": rows.zone.name])
        : strings.sentence("zone_lines", ["zone": rows.zone.name, "other": entry.zone.name]))
    let slots = openings(of: entry, for: rows.busy)
    desk.data.set(row, fields.hasSlots, !slots.isEmpty)
    fill(empty: fields.emptyState, row, "openings", on: &desk)
    if !slots.isEmpty { fill(desk.data.add(row, fields.booking), of: entry, slots, rows, on: &desk) }
    addMoves(of: entry, rows, row, fields, on: &desk)
    if takesProposals { addProposal(to: entry, rows, row, fields.proposals, on: &desk) }
    try render(theme.personBook, row, rows, at: route, isBooking: true, on: &desk)
  }

  /// The mentor's openings that the student can keep: shorter where the student's next session begins, or none.
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
    on desk: inout Desk
  ) {
    let fields = BookingFields.scope.fields
    let subjects = entry.mentor.subjects.isEmpty ? programme.subjects : entry.mentor.subjects
    let form = RequestForm(
      verb: "session book", fields: [("mentor", entry.mentor.slug), ("secret", rows.person.actionSecret)],
      questions: bookingExtras, blanks: bookingBlanks(offers: offers(of: entry), hasSubjects: !subjects.isEmpty))
    fill(ways: fields.ways, row, id: "book", form, on: &desk)
    addOffers(of: entry, row, fields, on: &desk)
    desk.data.set(row, fields.hasSubjects, !subjects.isEmpty)
    for subject in subjects {
      let option = desk.data.add(row, fields.subjects)
      desk.data.set(option, OptionFields.scope.fields.slug, subject.slug)
      desk.data.set(option, OptionFields.scope.fields.name, subject.name)
    }
    let lengths = entry.hours.durations.sorted()
    let length = DurationFields.scope.fields
    let usual = lengths.contains(60) ? 60 : lengths.first ?? 60
    for minutes in lengths {
      let item = desk.data.add(row, fields.durations)
      desk.set(item, length.minutes, minutes)
      let price = entry.mentor.price(minutes: minutes).map { ", " + priceText(of: $0) } ?? ""
      desk.data.set(item, length.text, strings.counted("minutes", minutes) + price)
      desk.data.set(item, length.checked, minutes == usual)
    }
    let choice = TypeChoiceFields.scope.fields
    for kind in SessionKind.allCases {
      let item = desk.data.add(row, fields.types)
      fill(kind: choice.kind, item, kind, on: &desk)
      desk.data.set(item, choice.code, kind.rawValue)
      desk.data.set(item, choice.name, strings.sentence("type_\(kind.rawValue.lowercased())"))
      desk.data.set(item, choice.checked, kind == .video)
    }
    addWeeks(slots, entry, rows, row, fields, on: &desk)
    addRows(rules(of: entry.hours), row, fields.rules, on: &desk)
    let confirms = settings.policy.pendingHolds ? "mentor_confirms" : "mentor_confirms_unheld"
    desk.data.set(
      row, fields.confirmText, strings.sentence(entry.hours.confirmsEach ? confirms : "booked_at_once"))
    if let note = clockNote(student: rows.zone, mentor: entry.zone) { desk.data.set(row, fields.clockNote, note) }
    desk.data.set(
      row, fields.submitLabel,
      entry.hours.confirmsEach ? strings.sentence("request_session") : strings.word("book_session"))
  }

  /// The openings by week and day of the student's own calendar.
  private func addWeeks(
    _ slots: [Opening], _ entry: MentorEntry, _ rows: PersonalRows, _ row: Row<BookingFields>,
    _ fields: BookingFields, on desk: inout Desk
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
        let item = desk.data.add(row, fields.weeks)
        let id = "w-" + monday.iso
        desk.data.set(item, weekFields.id, id)
        desk.data.set(item, weekFields.title) { self.strings.append(weekOf: monday, into: &$0) }
        desk.data.set(item, weekFields.countText, strings.counted("openings", counts[monday] ?? 0))
        desk.data.set(item, weekFields.first, week == nil)
        week = (monday, item)
        day = nil
      }
      guard let weekRow = week?.row else { continue }
      if day?.date != local.date {
        let item = desk.data.add(weekRow, weekFields.days)
        desk.data.set(item, dayFields.title) { self.strings.append(dateWithWeekday: local.date, into: &$0) }
        desk.data.set(item, dayFields.context) { sink in
          self.strings.append(dateWithWeekday: local.date, into: &sink)
          sink.append(", ")
          sink.append(rows.zone.name)
          sink.append(", ")
          sink.append(withName)
        }
        day = (local.date, item)
      }
      guard let dayRow = day?.row else { continue }
      let item = desk.data.add(dayRow, dayFields.slots)
      desk.set(item, slotFields.iso, iso: slot.start)
      desk.data.set(item, slotFields.time) { $0.append(timeOf: local) }
      if entry.zone.offset(at: slot.start) != rows.zone.offset(at: slot.start) {
        let there = entry.zone.local(at: slot.start)
        desk.data.set(item, slotFields.otherTime) { sink in
          sink.append(timeOf: there)
          if there.date != local.date {
            sink.append(" ")
            sink.append(self.strings.sentence(there.date > local.date ? "next_day" : "previous_day"))
          }
        }
      }
      desk.set(item, slotFields.maxMinutes, slot.longest)
      if slot.longest < longest {
        desk.data.set(item, slotFields.upTo, strings.sentence("up_to", ["n": "\(slot.longest)"]))
      }
    }
  }
}
