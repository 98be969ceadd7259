import Bytes
import CivilTime
import ICalendar
import Mentoring

extension Site {
  /// `calendar.ics`: what the programme invites everybody to, and when nobody is open, from the month before on.
  ///
  /// Closed dates block nobody's time. SEQUENCE is the minute of a page's `updated` since 1970, so that it rises when the page
  /// is changed and says so.
  func writeProgrammeCalendar(on context: inout RenderContext) throws {
    let events = dates.map { date in
      let uid = hashUID(programme.uuid, date.key, context.arena)
      // Where nothing tells when it was written, the release does: never the clock.
      let stamp = max(date.changed.seconds > 0 ? date.changed : sourcesChanged, feedSettings.stamp.changed)
      let title = date.isCancelled ? strings.sentence("feed_cancelled", ["session": date.title]) : date.title
      let summary = context.arena.copy(title)
      var event: Event
      switch date.times {
      case .dates(let dates): event = Event(uid: uid, stamp: stamp, dates: dates, summary: summary)
      case .times(let interval, let zone):
        event = Event(uid: uid, stamp: stamp, start: interval.start, end: interval.end, zone: zone, summary: summary)
      }
      event.status = date.isCancelled ? .cancelled : .confirmed
      guard let page = date.page else {
        event.isTransparent = true
        return event
      }
      event.sequence = page.updated == nil ? 0 : min(max(page.changed.seconds / 60, 0), Int(Int32.max))
      event.location = context.arena.copy(page.event?.place ?? "")
      event.description = context.arena.copy(page.description.isEmpty ? page.summary : page.description)
      event.url = address(of: page.route).map { context.arena.copy($0) } ?? .empty
      return event
    }
    var properties = CalendarProperties(name: context.arena.copy(programmeCalendarName))
    properties.refreshInterval = settings.feed.refresh
    if events.isEmpty { properties.description = context.arena.copy(strings.sentence("dates_empty")) }
    context.page.removeAll()
    context.calendars.write(properties, events, into: &context.page)
    context.counts.feeds += 1
    try context.put(.calendar, changed: changed(datesChanged), owner: BuildUnit.programme.owner)
  }

  var programmeCalendarName: String { "\(settings.title): \(strings.word("programme_calendar"))" }

  /// The latest change of what the calendar holds.
  var datesChanged: Instant { dates.reduce(sourcesChanged) { max($0, $1.changed) } }
}
