import Bytes
import CivilTime
import Markup
import Mentoring

extension Site {
  /// `/news/feed.atom`: the newest thirty entries with their full text.
  func writeNewsFeed(on context: inout RenderContext) throws {
    let posts = newsPages.prefix(30)
    guard !posts.isEmpty else { return }
    let route = Route.newsFeed
    var feed = AtomFeed(
      id: hashUID(programme.uuid, "\(siteLanguage.prefix)news", context.arena).string,
      title: "\(settings.title): \(strings.word("news"))",
      author: settings.title, language: settings.language, own: address(of: route), page: url(of: .news, from: route),
      updated: sourcesChanged)
    for post in posts {
      var html = ByteSink(capacity: 4096)
      if let event = post.event { append(lineOf: event, into: &html) }
      post.appendHTML(in: content, from: post.route, base: settings.baseURL, into: &html)
      feed.entries.append(
        AtomEntry(
          id: hashUID(programme.uuid, "\(siteLanguage.prefix)news \(post.route.path)", context.arena).string,
          title: post.title,
          updated: post.changed, published: post.date?.startUTC, page: url(of: post.route, from: route),
          content: .html(html.string())))
    }
    context.page.removeAll()
    context.page.append(atom: feed)
    context.counts.feeds += 1
    let newest = posts.map(\.changed).max() ?? sourcesChanged
    try context.put(route, changed: changed(newest), owner: BuildUnit.programme.owner)
  }

  /// Appends the time and place of an event: the page shows them above its text, which may refer to them.
  private func append(lineOf event: ContentEvent, into html: inout ByteSink) {
    let when = text { self.strings.append(event.times, into: &$0) }
    var line = (event.isCancelled ? strings.word("event_cancelled") + " " : "") + when
    if !event.place.isEmpty { line += " · " + event.place }
    html.append("<p>")
    line.withUTF8 { octets in
      guard let start = octets.baseAddress else { return }
      escapeHTML(Utf8(start: start, count: octets.count), into: &html)
    }
    html.append("</p>\n")
  }

  /// `/mentors/<slug>/feed.atom`: changes of the mentor's profile, reviews, and weeks as they enter the horizon.
  func writeMentorFeed(
    of entry: MentorEntry, _ weeks: [WeekPlan], changed: Instant, owner: Int, on context: inout RenderContext
  )
    throws
  {
    let mentor = entry.mentor
    let route = entry.changesRoute
    let page = url(of: entry.route, from: route)
    let arena = context.arena
    func id(_ what: String) -> String { hashUID(mentor.uuid, "atom \(what)", arena).string }
    var entries = [
      AtomEntry(
        id: id("profile"), title: strings.sentence("atom_profile", ["name": mentor.name]),
        updated: max(mentor.changed, entry.page?.changed ?? mentor.changed), page: page,
        content: .text(profileLines(of: mentor)))
    ]
    for review in try publicReviews(of: mentor, on: context) {
      let author = review.author.isEmpty ? strings.sentence("a_student") : review.author.string
      var lines = review.stars.map { [strings.counted("stars_of_five", $0)] } ?? []
      if !review.text.isEmpty { lines.append(review.text.string) }
      if !review.reply.isEmpty { lines.append("\(strings.word("reply_by")) \(mentor.name): \(review.reply.string)") }
      entries.append(
        AtomEntry(
          id: id("review \(review.id)"),
          title: strings.sentence("atom_review", ["name": mentor.name, "author": author]), updated: review.changed,
          published: review.created, page: page + "#reviews", content: .text(lines.joined(separator: "\n"))))
    }
    let open = Set(entry.openings.lazy.map { entry.zone.local(at: $0.start).date })
    for week in weeks where week.days.contains(where: { open.contains($0.date) }) {
      let label = text { self.strings.append(weekOf: week.days[0].date, into: &$0) }
      // The week's first midnight entered the horizon on this day; later bookings do not make the entry new.
      let first = entry.zone.instants(of: LocalDateTime(date: week.days[0].date, secondOfDay: 0)).first
      let day = (first?.dateUTC ?? week.days[0].date).adding(days: -entry.hours.horizonDays)
      entries.append(
        AtomEntry(
          id: id("week \(week.monday.iso)"),
          title: strings.sentence("atom_week", ["name": mentor.name, "week": label]), updated: day.startUTC,
          page: url(of: week.route(of: entry), from: route), content: .text(strings.sentence("atom_week_text"))))
    }
    entries.sort { ($0.updated, $0.id) > ($1.updated, $1.id) }
    context.page.removeAll()
    context.page.append(
      atom: AtomFeed(
        id: id("feed"), title: "\(settings.title): \(mentor.name), \(strings.word("changes"))", author: mentor.name,
        language: settings.language, own: address(of: route), page: page, updated: mentor.changed, entries: entries))
    context.counts.feeds += 1
    try context.put(route, changed: changed, owner: owner)
  }

  private func profileLines(of mentor: PublicMentor) -> String {
    let role = [mentor.jobTitle, mentor.company].filter { !$0.isEmpty }.joined(separator: ", ")
    let topics = mentor.topics.map(\.name).joined(separator: ", ")
    let lines = [role, mentor.headline, topics].filter { !$0.isEmpty }
    return lines.isEmpty ? mentor.name : lines.joined(separator: "\n")
  }
}

extension Route {
  static let newsFeed = Route("news/feed.atom")
  static func changes(_ token: String) -> Route { Route("feeds/\(token).atom") }
}

extension MentorEntry {
  var changesRoute: Route { route.appending("feed.atom") }
}
