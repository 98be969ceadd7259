import Bytes
import CivilTime
import Markup
import Mentoring

extension Site {
  /// The optional fields of a booking besides its time, length, type and title.
  var bookingExtras: [Question] {
    var count = question("count", "count", .number, value: "4", range: 2...104)
    count.isBlankInText = true
    return [
      question("address", "address", most: 500),
      question("link", "own_link", .address, most: 2048, hint: "own_link"),
      question(
        "every", "every", .select,
        choices: [
          Question.Choice(value: "", words: strings.sentence("every_once"), isChosen: true),
          Question.Choice(value: "week", words: strings.sentence("every_week")),
          Question.Choice(value: "month", words: strings.sentence("every_month")),
        ]),
      count,
    ]
  }

  /// Every field of the booking form that the template draws, in order.
  func bookingBlanks(offers: [SessionType], hasSubjects: Bool) -> [String] {
    var names = ["start"]
    if !offers.isEmpty { names.append("offer") }
    for offer in offers { names += offer.questions.indices.map { "answer-\(offer.slug)-\($0 + 1)" } }
    names.append("title")
    if hasSubjects { names.append("subject") }
    names += ["duration", "type", "description", "agenda"]
    return names
  }

  /// The programme's session types that fit a mentor's lengths.
  func offers(of entry: MentorEntry) -> [SessionType] {
    programme.sessionTypes.filter { entry.hours.durations.contains($0.duration) }
  }

  /// Adds the session types of the form.
  func addOffers(
    of entry: MentorEntry, _ row: Row<BookingFields>, _ fields: BookingFields, on context: inout RenderContext
  ) {
    let offers = offers(of: entry)
    context.data.set(row, fields.hasOffers, !offers.isEmpty)
    let offer = BookOfferFields.scope.fields
    for type in offers {
      let item = context.data.add(row, fields.offers)
      context.data.set(item, offer.slug, type.slug)
      context.data.set(item, offer.offer, type.name)
      context.set(item, offer.minutes, type.duration)
      context.data.set(item, offer.kindCode, type.kind.rawValue)
      // If the session type has no price, the mentor's rate applies.
      let price = Price(type.price, in: type.currency) ?? entry.mentor.price(minutes: type.duration)
      let facts = [
        strings.counted("minutes", type.duration), strings.sentence("type_\(type.kind.rawValue.lowercased())"),
      ]
      context.data.set(item, offer.summary, (facts + (price.map { [priceText(of: $0)] } ?? [])).joined(separator: ", "))
      for (index, question) in type.questions.enumerated() {
        let answer = context.data.add(item, offer.answers)
        context.data.set(answer, AnswerFields.scope.fields.answerID, "answer-\(type.slug)-\(index + 1)")
        context.data.set(answer, AnswerFields.scope.fields.question, question)
      }
    }
  }

  /// Adds a request for a time that the page does not list, which the mentor confirms if it is not open.
  ///
  /// - Parameter entry: nil = any mentor; the form then asks for one.
  func addProposal<Fields>(
    to entry: MentorEntry?, _ rows: PersonalRows, _ row: Row<Fields>, _ field: ListField<Fields, ChangeFields>,
    on context: inout RenderContext
  ) {
    let lengths = (entry?.hours.durations ?? settings.policy.durations).sorted()
    let own = entry?.mentor.subjects ?? []
    let subjects = own.isEmpty ? programme.subjects : own
    var questions = [
      startQuestion(in: rows.zone.name), question("duration", "length", .select, choices: lengthChoices(lengths)),
      question("type", "type", .select, choices: kindChoices()), question("title", "title", required: true, most: 200),
    ]
    if !subjects.isEmpty {
      questions.append(
        question(
          "subject", "subject", .select,
          choices: [Question.Choice(value: "", words: "–", isChosen: true)]
            + subjects.map { Question.Choice(value: $0.slug, words: $0.name) }))
    }
    questions += [
      question("description", "description", .lines, most: 2000), question("agenda", "agenda", .lines, most: 2000),
      question("address", "address", most: 500), question("link", "own_link", .address, most: 2048, hint: "own_link"),
    ]
    var fields: [(name: StaticString, value: String)] = []
    if let entry {
      fields.append(("mentor", entry.mentor.slug))
    } else {
      questions.insert(question("mentor", "mentor_slug", required: true, most: 64, hint: "mentor_slug"), at: 0)
    }
    fields += [("zone", rows.zone.name), ("secret", rows.person.actionSecret)]
    addChange(
      entry == nil ? "book_any" : "propose",
      RequestForm(verb: "session book", fields: fields, questions: questions),
      label: strings.sentence("request_session"), row, field, on: &context)
  }

  /// Adds the sessions and requests of the two people that this student may move, each with the mentor's open times of
  /// its length.
  func addMoves(
    of entry: MentorEntry, _ rows: PersonalRows, _ row: Row<PersonBookPageFields>, _ fields: PersonBookPageFields,
    on context: inout RenderContext
  ) {
    let move = MoveFields.scope.fields
    for booking in rows.agenda where booking.mentor == entry.mentor.id && booking.student == rows.person.id {
      let verbs = availableActions(
        for: rows.person.id, on: booking,
        connection: rows.connection(of: booking.mentor, with: booking.student)?.status,
        approval: entry.mentor.approval, policy: settings.policy, now: clock.now)
      guard verbs.contains(.reschedule) else { continue }
      context.data.set(row, fields.hasMoves, true)
      let item = context.data.add(row, fields.moves)
      context.data.set(item, move.moveID, "move-S-\(booking.id)")
      context.data.set(item, move.title, booking.title)
      context.data.set(item, move.whenText) {
        self.strings.append(range: Interval(start: booking.start, end: booking.end), in: rows.zone, into: &$0)
      }
      let starts = starts(of: entry, for: booking, rows)
      if starts.isEmpty { context.data.set(item, move.empty, strings.sentence("move_nothing_open")) }
      var questions: [Question] = []
      if !starts.isEmpty {
        let choices = starts.map { start in
          let words = text { sink in
            let local = rows.zone.local(at: start)
            self.strings.append(dateWithWeekday: local.date, into: &sink)
            sink.append(", ")
            sink.append(timeOf: local)
          }
          return Question.Choice(value: text { $0.append(rfc3339: start) }, words: words)
        }
        questions = [
          Question(
            name: "start", label: strings.sentence("ask_new_start", ["zone": rows.zone.name]), control: .select,
            isRequired: true, choices: choices)
        ]
      } else if takesProposals, entry.hours.durations.contains(booking.end.since(booking.start) / 60) {
        questions = [startQuestion(in: rows.zone.name)]
      }
      guard !questions.isEmpty else { continue }
      var fields: [(name: StaticString, value: String)] = []
      if starts.isEmpty { fields.append(("zone", rows.zone.name)) }
      add(
        PersonalAction(
          label: "act_reschedule", verb: "session reschedule", object: ("session", "S-\(booking.id)"),
          version: booking.version, fields: fields, questions: questions),
        rows, item, move.actions, on: &context)
    }
  }

  /// The open starts for a booking's length, counting its own time as free; those nearest to its present time, in
  /// order.
  private func starts(of entry: MentorEntry, for booking: AgendaEntry, _ rows: PersonalRows) -> [Instant] {
    let minutes = booking.end.since(booking.start) / 60
    guard entry.hours.durations.contains(minutes) else { return [] }
    let own = Interval(start: booking.start, end: booking.end)
    var schedule = entry.hours.schedule(forDuration: minutes)
    var busy = rows.busy
    for list in [\MentorSchedule.sessions, \.held] {
      if let index = schedule[keyPath: list].firstIndex(of: own) { schedule[keyPath: list].remove(at: index) }
    }
    if let index = busy.firstIndex(of: own) { busy.remove(at: index) }
    let end = schedule.policy.horizonEnd ?? clock.horizonEnd(days: entry.hours.horizonDays)
    return openSlots(schedule, SlotQuery(now: clock.now, from: clock.now, to: end, studentBusy: busy))
      .filter { $0 != booking.start }
      .sorted { (abs($0.since(booking.start)), $0) < (abs($1.since(booking.start)), $1) }
      .prefix(100).sorted()
  }
}
