import Bytes
import CivilTime
import Markup
import Mentoring

extension Site {
  /// Fills the card of a session as one of its two people sees it.
  func fill(_ row: Row<SessionFields>, with entry: AgendaEntry, _ rows: PersonalRows, on context: inout RenderContext) {
    let fields = SessionFields.scope.fields
    let isMentor = entry.mentor == rows.person.id
    let other = isMentor ? entry.student : entry.mentor
    fill(state: fields.state, row, entry, on: &context)
    fill(kind: fields.kind, row, entry.kind, on: &context)
    fill(joining: fields.joining, row, entry, zone: rows.zone, on: &context)
    setID(entry, row, fields.id, on: &context)
    context.data.set(row, fields.title, entry.title)
    if isInMeetingWindow(entry) {
      context.link(row, fields.url, .meeting(entry.meetingToken.string))
      if entry.status != .session(.cancelled) {
        context.link(row, fields.icsUrl, Route.meeting(entry.meetingToken.string).appending("session.ics"))
      }
    } else {
      context.data.set(row, fields.url) { sink in
        sink.append("#S-")
        sink.appendDecimal(entry.id)
      }
    }
    let date = rows.zone.local(at: entry.start).date
    context.data.set(row, fields.weekdayShort, strings.dates.shortWeekdays[date.weekday])
    context.set(row, fields.dayNumber, date.components.day)
    context.data.set(row, fields.monthShort, strings.shortMonths[date.components.month - 1])
    context.data.set(row, fields.whenText) {
      self.strings.append(range: Interval(start: entry.start, end: entry.end), in: rows.zone, into: &$0)
    }
    if let otherZone = otherZone(of: entry, person: rows.person.id, zone: rows.zone) {
      context.data.set(row, fields.whenOther) {
        self.append(otherTimeOf: entry, in: otherZone, beside: rows.zone, into: &$0)
      }
    }
    if let note = rows.clockNotes[entry.id]?.text, entry.end > clock.now {
      context.data.set(row, fields.clockNote, note)
    }
    context.data.set(
      row, fields.withText,
      strings.sentence("with_person", ["name": distinctName(of: other, entry.otherName, rows, on: context).string]))
    if let card = self.entry(of: other)?.mentor {
      switch (card.jobTitle.isEmpty, card.company.isEmpty) {
      case (false, false):
        context.data.set(
          row, fields.withLine, strings.sentence("role_at", ["title": card.jobTitle, "company": card.company]))
      default: context.data.set(row, fields.withLine, card.jobTitle + card.company)
      }
    }
    let connection = rows.connection(of: entry.mentor, with: entry.student)?.status
    if let person = programme.person(other),
      isAddressShown(
        of: person, connection: connection, hasSession: entry.status != .session(.cancelled), policy: settings.policy)
    {
      setContact(of: person, row, fields.contactUrl, fields.contactText, on: &context)
    }
    context.data.set(row, fields.typeText, strings.sentence("type_\(entry.kind.rawValue.lowercased())"))
    context.data.set(row, fields.durationText, strings.counted("minutes", entry.end.since(entry.start) / 60))
    context.data.set(row, fields.subject, entry.subject)
    if let move = rows.pendingMove(of: entry.id) {
      let time = text {
        self.strings.append(range: Interval(start: move.start, end: move.end), in: rows.zone, into: &$0)
      }
      context.data.set(row, fields.moveText, strings.sentence("move_waits", ["id": "S-\(move.id)", "time": time]))
    }
    if entry.series != nil { context.data.set(row, fields.seriesText, strings.sentence("one_of_a_series")) }
    context.data.set(row, fields.about, entry.about)
    context.data.set(row, fields.agenda, entry.agenda)
    context.data.set(row, fields.answers, entry.answers)
    setRecording(of: entry, row, fields.recordingUrl, fields.recordingText, zone: rows.zone, on: &context)
    context.data.set(row, fields.place, entry.address)
    context.set(row, fields.notesBeforeHtml, markdown: entry.notesBefore, of: .notesBefore(session: entry.id))
    context.set(row, fields.notesHtml, markdown: entry.notes, of: .notesAfter(session: entry.id))
    if entry.status == .session(.cancelled) {
      context.data.set(row, fields.cancelledBy, cancelledBy(entry))
      context.data.set(row, fields.cancelReason, entry.reason)
    }
    let reviews = rows.reviews[entry.id] ?? []
    if let review = reviews.first(where: \.isByStudent) {
      set(review, row, fields.reviewText, fields.reviewHalfStars, on: &context)
      if !review.reply.isEmpty {
        let mentor = isMentor ? rows.person.name : entry.otherName.string
        context.data.set(row, fields.reviewReply, review.reply)
        context.data.set(row, fields.reviewReplyBy, "\(strings.word("reply_by")) \(mentor)")
      }
    }
    // The student must not see the mentor's review of them.
    if isMentor, let review = reviews.first(where: { !$0.isByStudent }) {
      set(review, row, fields.ratingText, fields.ratingHalfStars, on: &context)
    }
    context.data.set(row, fields.room, isJoinable(entry) ? entry.room : .empty)
    if entry.status == .session(.scheduled), entry.start > clock.now {
      context.data.set(
        row, fields.cancelUntil, cancelSentence(of: entry, for: isMentor ? .mentor : .student, zone: rows.zone))
    }
    if let price = entry.price { context.data.set(row, fields.priceText, priceText(of: price)) }
    if !isMentor { setPayment(of: entry, row, fields.payUrl, fields.payText, on: &context) }
    for action in actions(on: entry, rows) { add(action, rows, row, fields.actions, on: &context) }
  }

  /// Sets the text of a review, or its stars in words if it has no text.
  private func set(
    _ review: SessionReview, _ row: Row<SessionFields>, _ text: TextField<SessionFields>,
    _ halves: TextField<SessionFields>, on context: inout RenderContext
  ) {
    if let stars = review.stars { context.set(row, halves, stars * 2) }
    if review.text.isEmpty, let stars = review.stars {
      context.data.set(row, text, strings.counted("stars_of_five", stars))
    } else {
      context.data.set(row, text, review.text)
    }
  }

  func fill<Fields>(
    state group: StateGroup<Fields>, _ row: Row<Fields>, _ entry: AgendaEntry, on context: inout RenderContext
  ) {
    var word: StaticString = "scheduled"
    switch entry.status {
    case .request: word = "pending"
    case .session(.scheduled): word = entry.isOngoing(at: clock.now) ? "ongoing" : "scheduled"
    case .session(.completed): word = "completed"
    case .session(.cancelled): word = "cancelled"
    case .session(.noShow): word = "no_show"
    }
    let key = Utf8(word).string
    context.data.set(row, group.status, word)
    if let absent = entry.absent {
      context.data.set(row, group.statusText, strings.sentence("absent_\(absent.rawValue)"))
    } else {
      // A past session without an outcome is still scheduled in the record.
      let isUnclosed = entry.status == .session(.scheduled) && entry.end <= clock.now
      context.data.set(row, group.statusText, strings.sentence(isUnclosed ? "session_unclosed" : "session_\(key)"))
    }
    context.data.set(row, group.scheduled, key == "scheduled")
    context.data.set(row, group.ongoing, key == "ongoing")
    context.data.set(row, group.completed, key == "completed")
    context.data.set(row, group.cancelled, key == "cancelled")
    context.data.set(row, group.noShow, key == "no_show")
  }

  /// Sets the link to the meeting and the time from which it opens; nothing for a session that can no longer be joined.
  func fill<Fields>(
    joining group: JoiningGroup<Fields>, _ row: Row<Fields>, _ entry: AgendaEntry, zone: Zone,
    on context: inout RenderContext
  ) {
    context.set(row, group.startIso, iso: entry.start)
    context.set(row, group.endIso, iso: entry.end)
    guard isJoinable(entry) else { return }
    context.data.set(row, group.joinUrl) { self.append(joinLinkOf: entry, into: &$0) }
    let kind = entry.kind == .inPerson ? "video" : entry.kind.rawValue.lowercased()
    context.data.set(row, group.joinLabel, strings.sentence("join_\(kind)"))
    context.data.set(row, group.joinTitle, entry.title)
    context.set(row, group.joinMinutes, settings.policy.joinMinutes)
    let opens = zone.local(at: entry.start.adding(minutes: -settings.policy.joinMinutes))
    var line = strings.sentence("opens_at", ["time": text { $0.append(timeOf: opens) }, "zone": zone.name])
    if opens.date < zone.local(at: entry.start).date { line += " " + strings.sentence("previous_day") }
    context.data.set(row, group.opensText, line)
  }

  func isJoinable(_ entry: AgendaEntry) -> Bool {
    entry.status == .session(.scheduled) && entry.end > clock.now && (!entry.link.isEmpty || !entry.room.isEmpty)
  }

  /// Whether a session has a meeting page: they exist for the sessions of the feed while both people are in the
  /// programme. Everything that links to one checks this first.
  func isInMeetingWindow(_ entry: AgendaEntry) -> Bool {
    !entry.meetingToken.isEmpty && entry.start >= feedLowerEdge(at: clock.now) && entry.isInFeed(at: clock.now)
      && hasBothPeople(entry)
  }

  /// The other person's zone, if its clock shows a different time at that moment.
  func otherZone(of entry: AgendaEntry, person: PersonID, zone: Zone) -> Zone? {
    let other = entry.mentor == person ? entry.student : entry.mentor
    guard let other = programme.person(other) else { return nil }
    let its = self.zone(of: other)
    return its.offset(at: entry.start) == zone.offset(at: entry.start) ? nil : its
  }

  /// `23:00–00:00 next day (Asia/Tokyo)`.
  func append(otherTimeOf entry: AgendaEntry, in other: Zone, beside zone: Zone, into sink: inout ByteSink) {
    let start = other.local(at: entry.start)
    let own = zone.local(at: entry.start).date
    sink.append(timeOf: start)
    sink.append("–")
    sink.append(timeOf: other.local(at: entry.end))
    if start.date > own { sink.append(" " + strings.sentence("next_day")) }
    if start.date < own { sink.append(" " + strings.sentence("previous_day")) }
    sink.append(" (")
    sink.append(other.name)
    sink.append(")")
  }

  /// The deadline for cancelling or moving a session. For mentors who can still do so after that, the students'
  /// deadline.
  ///
  /// - Parameter actor: the reader; nil = both.
  func cancelSentence(of entry: AgendaEntry, for actor: Actor? = nil, zone: Zone) -> String {
    let until = settings.policy.cancelDeadline(ofSessionAt: entry.start)
    let time = text { self.strings.append(moment: until, in: zone, into: &$0) }
    if actor == .mentor, settings.policy.mayChangeLate(.mentor) {
      return strings.sentence("students_cancel_until", ["time": time])
    }
    return strings.sentence(clock.now <= until ? "cancel_until" : "cancel_too_late", ["time": time])
  }

  /// `2 hours`, `90 minutes`, `3 days`: in the largest unit without a remainder.
  func duration(minutes: Int) -> String {
    if minutes > 0, minutes % 1440 == 0 { return strings.counted("days", minutes / 1440) }
    if minutes > 0, minutes % 60 == 0 { return strings.counted("hours", minutes / 60) }
    return strings.counted("minutes", minutes)
  }

  /// Sets the recording's link until it expires; `tick` deletes it from the record.
  func setRecording<Fields>(
    of entry: AgendaEntry, _ row: Row<Fields>, _ url: URLField<Fields>, _ text: TextField<Fields>, zone: Zone,
    on context: inout RenderContext
  ) {
    guard !entry.recording.isEmpty, entry.recordingUntil.map({ $0 > clock.now }) ?? true else { return }
    context.data.set(row, url, entry.recording)
    guard let until = entry.recordingUntil else { return context.data.set(row, text, strings.sentence("recording")) }
    let date = Publishing.text { self.strings.append(date: zone.local(at: until).date, into: &$0) }
    context.data.set(row, text, strings.sentence("recording_until", ["date": date]))
  }

  /// "Cancelled by the mentor:".
  func cancelledBy(_ entry: AgendaEntry) -> String {
    strings.sentence("cancelled_by_\((entry.cancelledBy ?? .system).rawValue)")
  }

  func setID<Fields>(
    _ entry: AgendaEntry, _ row: Row<Fields>, _ field: TextField<Fields>, on context: inout RenderContext
  ) {
    context.data.set(row, field) { sink in
      sink.append("S-")
      sink.appendDecimal(entry.id)
    }
  }

  /// The session's own link, otherwise the room's link from the programme's template.
  func append(joinLinkOf entry: AgendaEntry, into sink: inout ByteSink) {
    if entry.link.isEmpty {
      appendRoomLink(
        entry.room, template: feedSettings.roomLink, suffix: entry.kind == .voice ? feedSettings.voiceSuffix : "",
        into: &sink)
    } else {
      sink.append(entry.link)
    }
  }
}
