import Bytes
import CSodium
import CivilTime
import ICalendar
import Mentoring

extension Site {
  /// `open.ics`, `free.ifb` and `slots.json` of a mentor: open and busy times, never the people.
  func writeCalendars(of entry: MentorEntry, changed: Instant, owner: Int, on context: inout RenderContext) throws {
    try writeOpenCalendar(of: entry, changed: changed, owner: owner, on: &context)
    if settings.freeBusy { try writeFreeBusy(of: entry, changed: changed, owner: owner, on: &context) }
    try writeAvailabilityCalendar(of: entry, changed: changed, owner: owner, on: &context)
    try writeSlots(of: entry, changed: changed, owner: owner, on: &context)
  }

  /// Writes openings as TRANSPARENT events. Adjacent slots are merged, since a year of slots is more than calendar
  /// programs accept. An opening has no row of its own, so its UID is computed from its contents.
  private func writeOpenCalendar(
    of entry: MentorEntry, changed: Instant, owner: Int, on context: inout RenderContext
  ) throws {
    let minutes = entry.hours.durations.min() ?? entry.hours.schedule.policy.duration
    let openings = IntervalSet(
      entry.openings.map { Interval(start: $0.start, end: $0.start.adding(minutes: minutes)) }
    ).intervals
    let summary = context.arena.copy("\(strings.word("open")): \(entry.mentor.name)")
    let url = address(of: entry.route).map { context.arena.copy($0) } ?? .empty
    let stamp = max(entry.mentor.changed, feedSettings.stamp.changed)
    let events = openings.prefix(Self.mostOpenings).map { opening in
      var uid = ByteSink(capacity: 64)
      SlotUID(mentor: entry.mentor.uuid, minutes: opening.seconds / 60).append(opening.start, to: &uid)
      var event = Event(
        uid: context.arena.copy(uid.text()), stamp: stamp, start: opening.start, end: opening.end, zone: entry.zone,
        summary: summary)
      event.isTransparent = true
      event.url = url
      event.busyStatus = .free
      return event
    }
    var properties = CalendarProperties(
      name: context.arena.copy("\(settings.title): \(entry.mentor.name), \(strings.word("open_times"))"))
    properties.refreshInterval = settings.feed.refresh
    if events.isEmpty { properties.description = context.arena.copy(strings.sentence("open_empty")) }
    if openings.count > events.count, let last = events.last {
      let date = text { self.strings.append(date: entry.zone.local(at: last.end).date, into: &$0) }
      properties.description = context.arena.copy(strings.sentence("open_cut", ["n": "\(events.count)", "date": date]))
    }
    context.page.removeAll()
    context.calendars.write(properties, events, into: &context.page)
    context.counts.feeds += 1
    try context.put(entry.route.appending("open.ics"), changed: changed, owner: owner)
  }

  /// Google accepts about 1 MB and eleven hundred events per calendar.
  private static let mostOpenings = 1000

  /// Writes a VFREEBUSY for the horizon: everything except open hours without a session is busy (no calendar program
  /// reads RFC 7953 yet).
  private func writeFreeBusy(
    of entry: MentorEntry, changed: Instant, owner: Int, on context: inout RenderContext
  ) throws {
    let schedule = entry.hours.schedule
    let start = clock.now
    let end = schedule.policy.horizonEnd ?? clock.horizonEnd(days: entry.hours.horizonDays)
    let busy = IntervalSet(schedule.sessions + schedule.held + schedule.busy)
    context.page.removeAll()
    context.calendars.write(
      FreeBusy(
        uid: context.arena.copy(entry.mentor.freeBusyUID),
        // The data starts at the page clock, so its stamp is that time, or the time of a later booking.
        stamp: max(start, entry.mentor.changed, entry.hours.changed), start: start, end: end, busy: busy),
      into: &context.page)
    context.counts.feeds += 1
    try context.put(entry.route.appending("free.ifb"), changed: changed, owner: owner)
  }

  private func writeSlots(of entry: MentorEntry, changed: Instant, owner: Int, on context: inout RenderContext) throws {
    context.page.removeAll()
    context.page.append("{\"version\":1,\"mentor\":")
    context.page.append(json: entry.mentor.slug)
    context.page.append(",\"zone\":")
    context.page.append(json: entry.mentor.zone)
    context.page.append(",\"slots\":[")
    for (index, opening) in entry.openings.enumerated() {
      context.page.append(index == 0 ? "\n" : ",\n")
      context.page.append("{\"start\":\"")
      context.page.append(rfc3339: opening.start)
      context.page.append("\",\"longest\":")
      context.page.appendDecimal(opening.longest)
      context.page.append("}")
    }
    context.page.append("\n]}\n")
    try context.put(entry.route.appending("slots.json"), changed: changed, owner: owner)
  }
}
