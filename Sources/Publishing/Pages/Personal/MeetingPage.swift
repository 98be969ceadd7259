import Bytes
import CivilTime
import ICalendar
import Markup
import Mentoring

extension Site {
  /// `/m/<token>/` and its `session.ics`. The page belongs to two people, so it contains no token or secret of either.
  func writeMeeting(_ entry: AgendaEntry, _ rows: PersonalRows, on context: inout RenderContext) throws {
    guard let student = programme.person(entry.student) else { return }
    let fields = MeetingPageFields.scope.fields
    let route = Route.meeting(entry.meetingToken.string)
    let owner = BuildUnit.person(rows.person.id).owner
    let title = entry.title.string
    let row = begin(
      MeetingPageFields.scope, fields.common,
      PageHead(route: route, title: title, reader: .meeting, asOf: entry.changed, zone: rows.zone), on: &context)
    let isCancelled = entry.status == .session(.cancelled)
    // A meeting in person has no link that opens before the start.
    let isRemote = !entry.link.isEmpty || !entry.room.isEmpty
    let opens = isRemote ? entry.start.adding(minutes: -settings.policy.joinMinutes) : entry.start
    let isOver = !isCancelled && (entry.status != .session(.scheduled) || clock.now >= entry.end)
    let isLive = !isCancelled && !isOver && clock.now >= opens
    fill(state: fields.sessionState, row, entry, on: &context)
    fill(kind: fields.kind, row, entry.kind, on: &context)
    fill(joining: fields.joining, row, entry, zone: rows.zone, on: &context)
    setID(entry, row, fields.id, on: &context)
    context.data.set(row, fields.heading, title)
    context.data.set(
      row, fields.withText,
      strings.sentence("two_people", ["mentor": rows.person.name, "student": student.name]))
    let state: StaticString = isCancelled ? "cancelled" : isOver ? "over" : isLive ? "live" : "before"
    context.data.set(row, fields.state, state)
    context.data.set(row, fields.before, !isCancelled && !isOver && !isLive)
    context.data.set(row, fields.live, isLive)
    context.data.set(row, fields.over, isOver)
    context.data.set(
      row, fields.stateText,
      strings.sentence(
        "state_\(Utf8(state).string)" + (isRemote || isCancelled || isOver ? "" : "_place"),
        ["time": text { self.strings.append(moment: opens, in: rows.zone, into: &$0) }]))
    if isCancelled { context.data.set(row, fields.cancelledBy, cancelledBy(entry)) }
    context.data.set(row, fields.cancelReason, entry.reason)
    if let note = rows.clockNotes[entry.id]?.text, !isOver { context.data.set(row, fields.clockNote, note) }
    addTimes(of: entry, mentor: rows.zone, student: zone(of: student), row, fields, on: &context)
    context.data.set(row, fields.durationText, strings.counted("minutes", entry.end.since(entry.start) / 60))
    context.data.set(row, fields.typeText, strings.sentence("type_\(entry.kind.rawValue.lowercased())"))
    context.data.set(row, fields.subject, entry.subject)
    context.data.set(row, fields.place, entry.address)
    context.data.set(row, fields.hasAgenda, !entry.agenda.isEmpty || !entry.about.isEmpty || !entry.answers.isEmpty)
    context.data.set(row, fields.about, entry.about)
    context.data.set(row, fields.answers, entry.answers)
    setRecording(of: entry, row, fields.recordingUrl, fields.recordingText, zone: rows.zone, on: &context)
    if !isOver, !isCancelled, let page = content.instructions[entry.kind] {
      mark(page, fields.instructions, row, on: &context)
      context.data.set(row, fields.instructionsHtml) {
        page.appendHTML(in: self.content, from: route, top: 3, into: &$0)
      }
    }
    context.data.set(row, fields.agenda, entry.agenda)
    context.set(row, fields.notesBeforeHtml, markdown: entry.notesBefore, of: .notesBefore(session: entry.id))
    context.set(row, fields.notesHtml, markdown: entry.notes, of: .notesAfter(session: entry.id))
    if isJoinable(entry) {
      context.data.set(row, fields.joinable, true)
      let link = text { self.append(joinLinkOf: entry, into: &$0) }
      context.data.set(row, fields.linkHost, hostOf(link))
      context.data.set(row, fields.room, entry.room)
      context.data.set(row, fields.qrHtml) { appendQRCode(of: link, into: &$0) }
    }
    if entry.status == .session(.scheduled), entry.start > clock.now {
      context.data.set(row, fields.cancelUntil, cancelSentence(of: entry, zone: rows.zone))
      context.data.set(
        row, fields.changeable, clock.now <= settings.policy.cancelDeadline(ofSessionAt: entry.start))
    }
    if let price = entry.price { context.data.set(row, fields.priceText, priceText(of: price)) }
    setPayment(of: entry, row, fields.payUrl, fields.payText, on: &context)
    let file = route.appending("session.ics")
    if !isCancelled { context.link(row, fields.icsUrl, file) }
    let changed = self.changed(entry.changed)
    try context.render(theme.meeting, row, at: route, changed: changed, audience: .restricted, owner: owner)
    if isCancelled { return }
    let settings = feedSettings
    // The file is for both people, so it names both.
    var both = entry
    both.otherName = context.arena.copy("\(rows.person.name) & \(student.name)")
    both.otherChanged = max(both.otherChanged, student.cardChanged)
    let events = feedEvents(
      [both], of: rows.person, zone: rows.zone, at: clock.now, settings: settings, notes: rows.clockNotes,
      arena: context.arena)
    context.page.removeAll()
    context.calendars.write(
      CalendarProperties(name: context.arena.copy(self.settings.title)), events, into: &context.page)
    try context.put(file, changed: changed, audience: .restricted, owner: owner)
  }

  private func addTimes(
    of entry: AgendaEntry, mentor: Zone, student: Zone, _ row: Row<MeetingPageFields>, _ fields: MeetingPageFields,
    on context: inout RenderContext
  ) {
    let time = ZoneTimeFields.scope.fields
    let own = mentor.local(at: entry.start).date
    let isSame = mentor.offset(at: entry.start) == student.offset(at: entry.start)
    for zone in isSame ? [mentor] : [mentor, student] {
      let item = context.data.add(row, fields.times)
      context.data.set(item, time.zone, isSame && mentor != student ? "\(mentor.name), \(student.name)" : zone.name)
      context.set(item, time.iso, iso: entry.start)
      let start = zone.local(at: entry.start)
      context.data.set(item, time.text) { sink in
        self.strings.append(dateWithWeekday: start.date, into: &sink)
        sink.append(", ")
        sink.append(timeOf: start)
        sink.append("–")
        sink.append(timeOf: zone.local(at: entry.end))
      }
      if start.date > own { context.data.set(item, time.note, strings.sentence("next_day")) }
      if start.date < own { context.data.set(item, time.note, strings.sentence("previous_day")) }
    }
  }

  /// `/feeds/<token>.ics`: both roles, everything from the previous month on.
  func writeFeed(_ rows: FeedRows, on context: inout RenderContext) throws {
    let now = clock.now
    let settings = feedSettings
    let events = feedEvents(
      rows.agenda, of: rows.person, zone: rows.zone, at: now, settings: settings, notes: rows.clockNotes,
      mentor: programme.mentorCard(of:), hasPage: isInMeetingWindow, arena: context.arena)
    var properties = CalendarProperties(name: feedName(of: rows.person, settings: settings, arena: context.arena))
    if events.isEmpty { properties.description = context.arena.copy(strings.sentence("feed_empty")) }
    properties.refreshInterval = self.settings.feed.refresh
    context.page.removeAll()
    context.calendars.write(properties, events, into: &context.page)
    context.counts.feeds += 1
    try context.put(
      .feed(rows.person.feedToken), changed: changed(rows.changed), audience: .restricted,
      owner: BuildUnit.person(rows.person.id).owner)
  }
}
