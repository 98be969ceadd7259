import Bytes
import CSodium
import CivilTime
import ICalendar
import Mentoring

extension Site {
  /// `open.ics`, `free.ifb` and `slots.json` of a mentor: what is open and what is not, never with whom.
  func writeCalendars(of entry: MentorEntry, changed: Instant, owner: Int, on desk: inout Desk) throws {
    try writeOpenCalendar(of: entry, changed: changed, owner: owner, on: &desk)
    if settings.freeBusy { try writeFreeBusy(of: entry, changed: changed, owner: owner, on: &desk) }
    try writeAvailabilityCalendar(of: entry, changed: changed, owner: owner, on: &desk)
    try writeSlots(of: entry, changed: changed, owner: owner, on: &desk)
  }

  /// Openings as TRANSPARENT events: slots that touch each other are one, since a year of slots is more than calendar programs
  /// take. An opening has no row of its own, so its UID is made from what it is.
  private func writeOpenCalendar(
    of entry: MentorEntry, changed: Instant, owner: Int, on desk: inout Desk
  ) throws {
    let minutes = entry.hours.durations.min() ?? entry.hours.schedule.policy.duration
    let openings = IntervalSet(
      entry.openings.map { Interval(start: $0.start, end: $0.start.adding(minutes: minutes)) }
    ).intervals
    let summary = desk.arena.copy("\(strings.word("open")): \(entry.mentor.name)")
    let url = address(of: entry.route).map { desk.arena.copy($0) } ?? .empty
    let stamp = max(entry.mentor.changed, feedSettings.stamp.changed)
    let events = openings.prefix(Self.mostOpenings).map { opening in
      var uid = ByteSink(capacity: 64)
      SlotUID(mentor: entry.mentor.uuid, minutes: opening.seconds / 60).append(opening.start, to: &uid)
      var event = Event(
        uid: desk.arena.copy(uid.text()), stamp: stamp, start: opening.start, end: opening.end, zone: entry.zone,
        summary: summary)
      event.isTransparent = true
      event.url = url
      event.busyStatus = .free
      return event
    }
    var properties = CalendarProperties(
      name: desk.arena.copy("\(settings.title): \(entry.mentor.name), \(strings.word("open_times"))"))
    properties.refreshInterval = settings.feed.refresh
    if events.isEmpty { properties.description = desk.arena.copy(strings.sentence("open_empty")) }
    if openings.count > events.count, let last = events.last {
      let date = text { self.strings.append(date: entry.zone.local(at: last.end).date, into: &$0) }
      properties.description = desk.arena.copy(strings.sentence("open_cut", ["n": "\(events.count)", "date": date]))
    }
    desk.page.removeAll()
    desk.calendars.write(properties, events, into: &desk.page)
    desk.counts.feeds += 1
    try desk.put(entry.route.appending("open.ics"), changed: changed, owner: owner)
  }

  /// Google takes about 1 MB and eleven hundred events of a calendar.
  private static let mostOpenings = 1000

  /// VFREEBUSY over the horizon: everything that is not open hours without a session is busy (RFC 7953 has no readers yet).
  private func writeFreeBusy(
    of entry: MentorEntry, changed: Instant, owner: Int, on desk: inout Desk
  ) throws {
    let schedule = entry.hours.schedule
    let start = clock.now
    let end = schedule.policy.horizonEnd ?? clock.horizonEnd(days: entry.hours.horizonDays)
    let busy = IntervalSet(schedule.sessions + schedule.held + schedule.busy)
    desk.page.removeAll()
    desk.calendars.write(
      FreeBusy(
        uid: desk.arena.copy(entry.mentor.freeBusyUID),
        // What it says begins with the page clock, so it is of that time, or of a booking since.
        stamp: max(start, entry.mentor.changed, entry.hours.changed), start: start, end: end, busy: busy),
      into: &desk.page)
    desk.counts.feeds += 1
    try desk.put(entry.route.appending("free.ifb"), changed: changed, owner: owner)
  }

  private func writeSlots(of entry: MentorEntry, changed: Instant, owner: Int, on desk: inout Desk) throws {
    desk.page.removeAll()
    desk.page.append("{\"version\":1,\"mentor\":")
    desk.page.append(json: entry.mentor.slug)
    desk.page.append(",\"zone\":")
    desk.page.append(json: entry.mentor.zone)
    desk.page.append(",\"slots\":[")
    for (index, opening) in entry.openings.enumerated() {
      desk.page.append(index == 0 ? "\n" : ",\n")
      desk.page.append("{\"start\":\"")
      desk.page.append(rfc3339: opening.start)
      desk.page.append("\",\"longest\":")
      desk.page.appendDecimal(opening.longest)
      desk.page.append("}")
    }
    desk.page.append("\n]}\n")
    try desk.put(entry.route.appending("slots.json"), changed: changed, owner: owner)
  }
}
