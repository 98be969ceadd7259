import Bytes
import CivilTime
import ICalendar
import Mentoring

extension Site {
  /// `calendar.ics`: the programme's public events and closed dates, from the previous month on.
  ///
  /// Closed dates are not busy time. SEQUENCE is a page's `updated` in minutes since 1970, so that it increases when
  /// the page is changed and its `updated` too.
  func writeProgrammeCalendar(on context: inout RenderContext) throws {
    let events = dates.map { date in
      let uid = hashUID(programme.uuid, date.key, context.arena)
      // If the time of writing is not known, the latest change of the sources is used, never the clock.
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

  /// The latest change of the calendar's contents.
  var datesChanged: Instant { dates.reduce(sourcesChanged) { max($0, $1.changed) } }
}
