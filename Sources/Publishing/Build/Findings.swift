import CivilTime
import Diagnostics
import Mentoring

extension Site {
  /// What is no error, but hardly meant: mentors whom nobody can book, and hours that no session fits into.
  public func findings(record: String) -> [Diagnostic] {
    let place = Place(file: record)
    var all: [Diagnostic] = []
    for entry in mentors.sorted(by: { $0.mentor.slug < $1.mentor.slug }) {
      let schedule = entry.hours.schedule
      let name = "mentor \"\(entry.mentor.slug)\""
      if schedule.weekly.isEmpty && schedule.dated.allSatisfy({ $0.windows.isEmpty }) {
        all.append(
          Diagnostic(
            .warning, at: place, "\(name) has no hours",
            remedy: "almanac availability add \(entry.mentor.slug) --day MO --start 09:00 --end 12:00"))
        continue
      }
      let shortest = entry.hours.durations.min() ?? 0
      for hours in schedule.weekly where hours.window.minutes < shortest {
        // What is told on a terminal is English, whatever the site is in.
        let day = CalendarWords.english?.weekdays[hours.weekday] ?? ""
        all.append(
          Diagnostic(
            .warning, at: place,
            "\(name) is open for \(hours.window.minutes) minutes on \(day), and her shortest session takes \(shortest)",
            remedy: "make the window longer or offer a shorter session"))
      }
      if entry.openings.isEmpty && entry.mentor.isAccepting {
        all.append(
          Diagnostic(
            .warning, at: place, "\(name) has no open slot until \(lastDate(of: entry).iso)",
            remedy: "see almanac slots \(entry.mentor.slug) --explain TIME"))
      }
    }
    return all
  }

  /// Every public page and file that the build makes of the record, for links in content.
  public var generatedRoutes: Set<Route> {
    var routes: Set<Route> = [
      .home, .mentors, .topics, .sessionTypes, .calendar, Route("sitemap.xml"), Route("build.json"),
    ]
    if !newsPages.isEmpty { routes.insert(.news) }
    if !shown.subjects.isEmpty { routes.insert(.subjects) }
    for term in shown.topics + shown.subjects { routes.insert(term.route) }
    for entry in mentors {
      routes.formUnion([
        entry.route, entry.route.appending("connect/"), entry.route.appending("open.ics"),
        entry.route.appending("slots.json"),
      ])
      if settings.freeBusy { routes.insert(entry.route.appending("free.ifb")) }
    }
    return routes
  }
}
