import Bytes
import CivilTime
import ICalendar
import Mentoring

extension Site {
  /// `availability.ics`: the mentor's rules, whereas `free.ifb` contains their result. Weekly hours and single dates
  /// are AVAILABLE; closed dates are an availability of higher priority without any.
  func writeAvailabilityCalendar(
    of entry: MentorEntry, changed: Instant, owner: Int, on context: inout RenderContext
  ) throws {
    let schedule = entry.hours.schedule
    let zone = entry.zone
    let anchor = zone.local(at: max(entry.mentor.changed, Instant(seconds: 0))).date
    // Dates outside this range are typing errors or no longer relevant.
    let now = zone.local(at: clock.now).date.year
    let never = Instant(seconds: 0)
    let hoursChanged = max(
      entry.mentor.changed, programme.hoursChanged[entry.mentor.id] ?? never, feedSettings.stamp.changed)
    var rules = Availability(
      uid: hashUID(entry.mentor.uuid, "availability", context.arena), stamp: hoursChanged, priority: 9, zone: zone)
    guard let first = CivilDate(year: now - 1, month: 1, day: 1),
      let last = CivilDate(year: now + 10, month: 12, day: 31)
    else { return }
    let yearBegan = CivilDate(year: now, month: 1, day: 1)?.startUTC ?? never
    let replaced = Set(schedule.dated.lazy.filter { $0.mode == .replace }.map(\.date))
    // The record may contain the same hours twice, but a UID must not occur twice.
    var seen: Set<String> = []
    for hours in schedule.weekly.sorted(by: inOrder) {
      // Starts at the last change of the mentor's row (bookings do not change it), unless the hours begin later:
      // earlier times are not relevant.
      let from = max(hours.from ?? anchor, anchor)
      let start = from.adding(days: (hours.weekday - from.weekday).floorModulo(7))
      if start > last { continue }
      if let until = hours.until, until < start { continue }
      let what = "weekly \(hours.weekday) \(hours.window.start) \(hours.window.end) \(hours.from?.iso ?? "")"
      guard seen.insert(what).inserted else { continue }
      var part = available(hours.window, on: start, what, of: entry, isWeekly: true, context.arena)
      part.until = hours.until
      part.except = replaced.filter { $0 >= start && $0 <= last && $0.weekday == hours.weekday }.sorted()
      rules.available.append(part)
    }
    for dated in schedule.dated.sorted(by: { $0.date < $1.date }) where (first...last).contains(dated.date) {
      for window in dated.windows {
        let what = "\(dated.date.iso) \(window.start) \(window.end)"
        guard seen.insert(what).inserted else { continue }
        rules.available.append(available(window, on: dated.date, what, of: entry, isWeekly: false, context.arena))
      }
    }
    var all = [rules]
    for closed in schedule.closed.sorted(by: { ($0.first, $0.last) < ($1.first, $1.last) })
    where closed.first <= closed.last && closed.first <= last && closed.last >= first
      && seen.insert("closed \(closed.first.iso) \(closed.last.iso)").inserted
    {
      all.append(
        Availability(
          uid: hashUID(entry.mentor.uuid, "closed \(closed.first.iso) \(closed.last.iso)", context.arena),
          // Dates that are cut off at this year changed when the year began.
          stamp: closed.first < first || closed.last > last
            ? max(entry.mentor.changed, yearBegan) : entry.mentor.changed,
          priority: 1, zone: zone, dates: max(closed.first, first)...min(closed.last, last)))
    }
    let used = all.flatMap {
      $0.available.map(\.start.date.year) + [$0.dates?.lowerBound.year, $0.dates?.upperBound.year].compactMap { $0 }
    }
    let years = min(used.min() ?? now, now)...max(used.max() ?? now, now + 2)
    // If a zone's changes follow no rule, its block ends, and nothing may repeat after it.
    if let block = context.calendars.zoneBlock(zone, years), !block.isPerpetual,
      let end = CivilDate(year: block.lastYear, month: 12, day: 31)
    {
      for index in all[0].available.indices where all[0].available[index].isWeekly {
        if let until = all[0].available[index].until, until <= end { continue }
        all[0].available[index].until = end
        all[0].stamp = max(all[0].stamp, yearBegan)
      }
    }
    var properties = CalendarProperties(
      name: context.arena.copy("\(settings.title): \(entry.mentor.name), \(strings.word("weekly_hours"))"))
    properties.refreshInterval = settings.feed.refresh
    context.page.removeAll()
    context.calendars.write(properties, all, years: years, into: &context.page)
    context.counts.feeds += 1
    try context.put(entry.route.appending("availability.ics"), changed: changed, owner: owner)
  }

  private func available(
    _ window: HoursWindow, on date: CivilDate, _ what: String, of entry: MentorEntry, isWeekly: Bool, _ arena: TextArena
  ) -> Availability.Available {
    let start = date.daysSinceEpoch * 86_400 + window.start * 60
    return Availability.Available(
      uid: hashUID(entry.mentor.uuid, what, arena), start: LocalDateTime(secondsSinceEpoch: start),
      end: LocalDateTime(secondsSinceEpoch: start + window.minutes * 60), isWeekly: isWeekly)
  }
}

/// Orders by weekday, Monday first, then by time.
private func inOrder(_ left: WeeklyHours, _ right: WeeklyHours) -> Bool {
  func key(_ hours: WeeklyHours) -> (Int, Int, Int, Int) {
    ((hours.weekday + 6) % 7, hours.window.start, hours.window.end, hours.from?.daysSinceEpoch ?? .min)
  }
  return key(left) < key(right)
}
