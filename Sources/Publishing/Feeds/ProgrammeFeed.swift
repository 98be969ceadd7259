import Bytes
import CivilTime
import ICalendar
import Mentoring

extension Site {
  /// `/organiser/<feed token>/programme.ics` of each organiser: the sessions of all people from the previous month on,
  /// in the programme's zone. The address contains the feed's token, since calendar services see it.
  ///
  /// It contains the first 5,000 sessions: calendar programs handle no more, and the limit bounds a build's memory.
  func writeProgrammeFeeds(of organisers: [Person], on context: inout RenderContext) throws {
    guard !organisers.isEmpty else { return }
    let entries = worded(
      try context.source.programmeAgenda(from: feedLowerEdge(at: clock.now), limit: 5_000, arena: context.arena),
      arena: context.arena)
    let latest = entries.reduce(programme.newestChange) { max($0, $1.changed) }
    for person in organisers {
      let both = entries.map { entry in
        var entry = entry
        let mentor = programme.person(entry.mentor)
        let name = mentor?.name ?? strings.sentence("former_member")
        entry.otherName = context.arena.copy("\(name) & \(entry.otherName.string)")
        entry.otherChanged = max(entry.otherChanged, mentor?.cardChanged ?? Instant(seconds: 0))
        return entry
      }
      let events = feedEvents(
        both, of: person, zone: zone, at: clock.now, settings: feedSettings, hasPage: isInMeetingWindow,
        arena: context.arena)
      var properties = CalendarProperties(
        name: context.arena.copy("\(settings.title): \(strings.word("all_sessions"))"))
      properties.refreshInterval = settings.feed.refresh
      if events.isEmpty { properties.description = context.arena.copy(strings.sentence("feed_empty")) }
      context.page.removeAll()
      context.calendars.write(properties, events, into: &context.page)
      context.counts.feeds += 1
      try context.put(
        Route.programmeFeed(person.feedToken), changed: changed(latest), audience: .restricted,
        owner: BuildUnit.programme.owner)
    }
  }
}
