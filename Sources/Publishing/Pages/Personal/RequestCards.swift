import Bytes
import CivilTime
import Markup
import Mentoring

extension Site {
  /// Fills the card of a request as one of its two people sees it.
  func fill(_ row: Row<RequestFields>, with entry: AgendaEntry, _ rows: PersonalRows, on context: inout RenderContext)
    throws
  {
    guard case .request(let status) = entry.status else { return }
    let fields = RequestFields.scope.fields
    let isMentor = entry.mentor == rows.person.id
    fill(kind: fields.kind, row, entry.kind, on: &context)
    setID(entry, row, fields.id, on: &context)
    context.data.set(row, fields.title, entry.title)
    context.data.set(row, fields.status, status.rawValue)
    context.data.set(row, fields.statusText, strings.sentence("request_\(status.rawValue)"))
    context.data.set(row, fields.pending, status == .pending)
    context.data.set(row, fields.refused, status == .rejected)
    context.data.set(row, fields.over, [.expired, .withdrawn, .superseded].contains(status))
    context.data.set(
      row, fields.fromText,
      strings.sentence(
        isMentor ? "from_person" : "to_person",
        ["name": distinctName(of: isMentor ? entry.student : entry.mentor, entry.otherName, rows, on: context).string]))
    if isMentor {
      let rating = try context.source.studentRating(of: entry.student)
      if rating.count > 0 {
        context.data.set(row, fields.rating) {
          self.strings.append(tenths: (rating.sum * 10 + rating.count / 2) / rating.count, into: &$0)
        }
        context.set(row, fields.halfStars, (rating.sum * 4 + rating.count) / (rating.count * 2))
      }
    }
    context.set(row, fields.startIso, iso: entry.start)
    context.data.set(row, fields.whenText) {
      self.strings.append(range: Interval(start: entry.start, end: entry.end), in: rows.zone, into: &$0)
    }
    if let other = otherZone(of: entry, person: rows.person.id, zone: rows.zone) {
      context.data.set(row, fields.whenOther) {
        self.append(otherTimeOf: entry, in: other, beside: rows.zone, into: &$0)
      }
    }
    context.data.set(row, fields.typeText, strings.sentence("type_\(entry.kind.rawValue.lowercased())"))
    context.data.set(row, fields.durationText, strings.counted("minutes", entry.end.since(entry.start) / 60))
    context.data.set(row, fields.subject, entry.subject)
    if entry.series != nil { context.data.set(row, fields.seriesText, strings.sentence("one_of_a_series")) }
    if isMentor, status == .pending, let schedule = rows.own?.hours.schedule,
      !isWithinHours(Interval(start: entry.start, end: entry.end), schedule)
    {
      context.data.set(row, fields.outsideText, strings.sentence("outside_open_times"))
    }
    if let moved = entry.movesSession.flatMap(rows.session) {
      let old = text {
        self.strings.append(range: Interval(start: moved.start, end: moved.end), in: rows.zone, into: &$0)
      }
      context.data.set(row, fields.movesText, strings.sentence("moves_session", ["id": "S-\(moved.id)", "time": old]))
    }
    context.data.set(row, fields.description, entry.about)
    context.data.set(row, fields.agenda, entry.agenda)
    context.data.set(row, fields.answers, entry.answers)
    context.data.set(row, fields.reason, entry.reason)
    if status == .pending {
      // A request expires two hours before its start or after the programme's number of hours, whichever is earlier.
      let expires = min(entry.start.adding(hours: -2), entry.created.adding(hours: settings.policy.expireAfter))
      context.data.set(
        row, fields.expiresText,
        strings.sentence(
          "expires_at", ["time": text { self.strings.append(moment: expires, in: rows.zone, into: &$0) }]))
    }
    for action in actions(on: entry, rows) { add(action, rows, row, fields.actions, on: &context) }
  }

  /// Fills the card of a connection as one of its two people sees it.
  ///
  /// - Parameter isBooking: a student's card shows the mentor's picture and the button, which depend on the mentor's
  ///   openings: only pages that are rendered with the openings may show them.
  func fill(
    _ row: Row<ConnectionFields>, with connection: ConnectionEntry, _ rows: PersonalRows, isBooking: Bool = true,
    on context: inout RenderContext
  ) {
    let fields = ConnectionFields.scope.fields
    let isMentor = connection.mentor == rows.person.id
    let otherID = isMentor ? connection.student : connection.mentor
    guard let other = programme.person(otherID) else { return }
    if let entry = entry(of: otherID), !isMentor, isBooking {
      fill(face: fields.face, row, of: entry, on: &context)
      if entry.mentor.isEligible { context.link(row, fields.url, entry.route) }
    } else {
      let plain = context.arena.copy(other.name)
      let name = distinctName(of: otherID, plain, rows, on: context)
      fill(face: fields.face, row, name: name, plain: plain, id: otherID, on: &context)
    }
    context.data.set(row, fields.id, "C-\(connection.id)")
    let word = connection.status.rawValue.lowercased()
    context.data.set(row, fields.status, word)
    context.data.set(row, fields.statusText, strings.sentence("connection_badge_\(word)"))
    context.data.set(row, fields.pending, connection.status == .pending)
    context.data.set(row, fields.accepted, connection.status == .accepted)
    context.data.set(row, fields.rejected, connection.status == .rejected)
    context.data.set(row, fields.over, connection.status == .withdrawn || connection.status == .ended)
    if !isMentor, isBooking {
      fill(button: fields.button, row, mentor: otherID, status: connection.status, rows, on: &context)
    }
    if isMentor, connection.status == .pending, programme.mentorCard(of: connection.mentor)?.places.isAtCapacity == true
    {
      context.data.set(row, fields.button.statusLine, strings.sentence("accept_needs_place"))
    }
    if connection.status == .accepted {
      let since = rows.zone.local(at: connection.responded ?? connection.changed).date
      context.data.set(
        row, fields.sinceText,
        strings.sentence("connection_since", ["date": text { self.strings.append(date: since, into: &$0) }]))
      let theirs = zone(of: other)
      if let note = clockNote(student: isMentor ? theirs : rows.zone, mentor: isMentor ? rows.zone : theirs) {
        context.data.set(row, fields.clockNote, note)
      }
    }
    context.data.set(row, fields.message, connection.message)
    context.data.set(row, fields.reason, connection.reason)
    context.data.set(row, fields.goalsText, connection.goals)
    if isAddressShown(of: other, connection: connection.status, hasSession: false, policy: settings.policy) {
      setContact(of: other, row, fields.contactUrl, fields.contactText, on: &context)
    }
    for action in actions(on: connection, rows) { add(action, rows, row, fields.actions, on: &context) }
  }

  /// Sets the address by which one of the two people writes to the other; see
  /// ``isAddressShown(of:connection:hasSession:policy:)``.
  func setContact<Fields>(
    of other: Person, _ row: Row<Fields>, _ url: URLField<Fields>, _ text: TextField<Fields>,
    on context: inout RenderContext
  ) {
    context.data.set(row, text, other.email)
    context.data.set(row, url) { sink in
      sink.append("mailto:")
      sink.append(other.email)
    }
  }

  /// Fills the button for the state of the connection. "Fully Booked" overrides every state except a connection that
  /// can still book.
  func fill<Fields>(
    button group: ButtonGroup<Fields>, _ row: Row<Fields>, mentor: PersonID, status: ConnectionStatus?,
    _ rows: PersonalRows, on context: inout RenderContext
  ) {
    let entry = entry(of: mentor)
    // Former students keep their connections, but can neither send requests nor book.
    guard rows.person.isStudent else {
      return context.data.set(row, group.statusLine, strings.sentence("only_students_book"))
    }
    if !needsConnection { return fill(bookingButton: group, row, entry, status, rows, on: &context) }
    let isFull = isFull(entry, status, rows)
    context.data.set(row, group.full, isFull)
    switch status {
    case .pending: context.data.set(row, group.statusLine, strings.sentence("connection_pending"))
    case .accepted:
      let line = !isFull ? "connection_accepted" : entry == nil ? "takes_no_bookings" : "empty_openings_text"
      context.data.set(row, group.statusLine, strings.sentence(line))
    case .rejected: context.data.set(row, group.statusLine, strings.sentence("connection_rejected"))
    case .withdrawn: context.data.set(row, group.statusLine, strings.sentence("connection_withdrawn"))
    case .ended: context.data.set(row, group.statusLine, strings.sentence("connection_ended"))
    case nil: break
    }
    if status != .accepted, let place = rows.waiting.first(where: { $0.mentor == mentor }), isFull || place.offer != nil
    {
      context.data.set(
        row, group.statusLine, placeText(place, programme.person(mentor)?.name ?? "", in: rows.zone))
    }
    if isFull { return }
    switch status {
    case nil, .withdrawn, .ended:
      context.data.set(row, group.canRequest, true)
      if let entry {
        context.link(
          row, group.requestUrl, PersonalRoutes(rows.person).connections, at: "?mentor=\(entry.mentor.slug)#ask")
      }
    case .pending: context.data.set(row, group.waits, true)
    case .accepted:
      context.data.set(row, group.canBook, true)
      context.data.set(row, group.bookLabel, strings.word("book_session"))
      if let entry { context.link(row, group.bookUrl, PersonalRoutes(rows.person).book(entry.mentor.slug)) }
    case .rejected: context.data.set(row, group.declined, true)
    }
  }

  /// What a student reads about a place on a waiting list: since when they have been waiting, or until when a free
  /// place is kept for them.
  func placeText(_ place: WaitingPlace, _ name: String, in zone: Zone) -> String {
    switch place.offer {
    case .until(let time):
      let until = text { self.strings.append(moment: time, in: zone, into: &$0) }
      return strings.sentence("place_kept", ["name": name, "time": until])
    case .next: return strings.sentence("place_free", ["name": name])
    case nil:
      let since = text { self.strings.append(date: zone.local(at: place.since).date, into: &$0) }
      return strings.sentence("on_waiting_list", ["name": name, "date": since])
    }
  }

  /// Fills the button if no connection is required: the booking page, whatever the state between the two, or the form
  /// for any mentor.
  private func fill<Fields>(
    bookingButton group: ButtonGroup<Fields>, _ row: Row<Fields>, _ entry: MentorEntry?, _ status: ConnectionStatus?,
    _ rows: PersonalRows, on context: inout RenderContext
  ) {
    guard let entry, !isFull(entry, status, rows) else {
      context.data.set(row, group.full, true)
      if entry.map({ mayBook($0, status, rows) }) != true {
        context.data.set(row, group.statusLine, strings.sentence("takes_no_bookings"))
      }
      return
    }
    let routes = PersonalRoutes(rows.person)
    context.data.set(row, group.canBook, true)
    context.data.set(row, group.bookLabel, bookLabel(of: entry))
    context.link(
      row, group.bookUrl,
      hasBookingPage(entry, status, rows) ? routes.book(entry.mentor.slug) : routes.requests)
  }

  /// "Book Session", or "Request Session" if the mentor confirms each session.
  func bookLabel(of entry: MentorEntry) -> String {
    entry.hours.confirmsEach ? strings.sentence("request_session") : strings.word("book_session")
  }
}
