import CivilTime
import Diagnostics
import Mentoring

extension Site {
  /// Legal but suspicious data: mentors whom nobody can book, and hours too short for any session.
  public func findings(record: String) -> [Diagnostic] {
    let place = Place(file: record)
    var all: [Diagnostic] = []
    if !canSendRequests, programme.people.contains(where: { $0.isStudent || $0.isMentor }) {
      all.append(
        Diagnostic(
          .warning, at: Place(file: "site.yaml"),
          "no page can send a request: people can only copy its text and bring it to the organiser",
          remedy: "set mail.from to the address that you read, or mail.dropbox to an address that takes forms"))
    }
    for entry in entries.sorted(by: { $0.mentor.slug < $1.mentor.slug }) {
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
        // Terminal output is in English, whatever the site's language.
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

  /// Pictures that are named but missing, pictures that are not used, and a card that cannot be read.
  ///
  /// - Parameter slugs: of all mentors, shown or not.
  public func pictureFindings(record: String, slugs: Set<String>) -> [Diagnostic] {
    var all = cardFindings
    let pictured = mentors.filter { !$0.mentor.photo.isEmpty || content.photos[$0.mentor.slug] != nil }
    for entry in pictured.sorted(by: { $0.mentor.slug < $1.mentor.slug }) {
      let (slug, name) = (entry.mentor.slug, entry.mentor.photo)
      let there = content.photos[slug] ?? []
      let used = photo(of: entry.mentor)
      if used == nil, !name.isEmpty, !content.refusedPhotos.contains("content/mentors/\(slug)/\(name)") {
        let near = nearestName(to: name, among: there.map(\.name)).map { "did you mean \"\($0)\"?" }
        let place = entry.page?.mentor.photo == nil ? record : entry.page?.source ?? record
        all.append(
          Diagnostic(
            .warning, at: Place(file: place), "mentor \"\(slug)\" has no picture \"\(name)\"",
            remedy: near ?? "put it into content/mentors/\(slug)/"))
      }
      for photo in there where photo.name != used?.name {
        all.append(
          Diagnostic(
            .warning, at: Place(file: photo.source), "no page shows this picture",
            remedy: "write photo: \(photo.name) into content/mentors/\(slug).md, or take it away"))
      }
    }
    for (slug, photos) in content.photos.sorted(by: { $0.key < $1.key }) where !slugs.contains(slug) {
      let near = nearestName(to: slug, among: slugs.sorted()).map { "did you mean \"\($0)\"?" }
      all.append(
        Diagnostic(.warning, at: Place(file: photos[0].source), "there is no mentor \"\(slug)\"", remedy: near))
    }
    return all
  }

  /// Every public page and file that the build creates from the record, for links in content.
  public var generatedRoutes: Set<Route> {
    var routes = Set(publicPages.map(\.route))
    routes.formUnion([
      .calendar, Route("sitemap.xml"), Route("build.json"), .apiMentors, .apiMentorsSchema, .apiMentorSchema,
    ])
    if !newsPages.isEmpty { routes.insert(.newsFeed) }
    for entry in mentors {
      routes.formUnion([
        entry.route.appending("open.ics"),
        entry.route.appending("slots.json"), entry.route.appending("availability.ics"),
        .api(mentor: entry.mentor.slug), entry.changesRoute,
      ])
      routes.formUnion(entry.mentor.formerSlugs.map(Route.mentor))
      if let photo = photo(of: entry.mentor) { routes.insert(photo.route) }
      if settings.freeBusy { routes.insert(entry.route.appending("free.ifb")) }
    }
    return routes
  }
}
