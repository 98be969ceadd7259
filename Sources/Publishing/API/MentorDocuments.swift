import Bytes
import CivilTime
import Mentoring

extension Site {
  /// `/api/v1/mentors.json`: all approved mentors in rating order, each with the data of their card.
  func writeMentorsDocument(on context: inout RenderContext) throws {
    let route = Route.apiMentors
    context.page.removeAll()
    context.page.append("{")
    context.page.member("$schema", url(of: .apiMentorsSchema, from: route))
    context.page.member("version", 1)
    context.page.member("title", settings.title)
    context.page.member("url", url(of: .home, from: route))
    context.page.member("mentors", each: mentors) { entry, sink in
      sink.append("\n{")
      self.appendCard(of: entry, from: route, into: &sink)
      sink.append("}")
    }
    context.page.append("\n}\n")
    try context.put(route, changed: changed(mentorsChanged), owner: BuildUnit.programme.owner)
    try writeSchema(mentorsSchema, at: .apiMentorsSchema, on: &context)
    try writeSchema(mentorSchema, at: .apiMentorSchema, on: &context)
  }

  /// `/api/v1/mentors/<slug>.json`: the data of the mentor's profile.
  func writeMentorDocument(of entry: MentorEntry, changed: Instant, owner: Int, on context: inout RenderContext) throws
  {
    let route = Route.api(mentor: entry.mentor.slug)
    let reviews = try publicReviews(of: entry.mentor, on: context)
    context.page.removeAll()
    context.page.append("{")
    context.page.member("$schema", url(of: .apiMentorSchema, from: route))
    context.page.member("version", 1)
    appendCard(of: entry, from: route, into: &context.page)
    appendDetails(of: entry, reviews, from: route, into: &context.page)
    context.page.append("}\n")
    try context.put(route, changed: changed, owner: owner)
  }

  private func appendCard(of entry: MentorEntry, from route: Route, into sink: inout ByteSink) {
    let mentor = entry.mentor
    sink.member("slug", mentor.slug)
    sink.member("name", mentor.name)
    sink.member("url", url(of: entry.route, from: route))
    sink.member("data", url(of: .api(mentor: mentor.slug), from: route))
    sink.member("headline", mentor.headline)
    sink.member("job_title", mentor.jobTitle)
    sink.member("company", mentor.company)
    sink.member("years", orNull: mentor.years) { $1.appendDecimal($0) }
    sink.member("zone", mentor.zone)
    sink.member("languages", mentor.languages)
    for (key, terms, address) in [
      ("topics" as StaticString, mentor.topics, Route.topic), ("subjects", mentor.subjects, Route.subject),
    ] {
      sink.member(key, each: terms) { term, sink in
        sink.append("{")
        sink.member("slug", term.slug)
        sink.member("name", term.name)
        sink.member("url", url(of: address(term.slug), from: route))
        sink.append("}")
      }
    }
    sink.member("photo", orNull: photo(of: mentor).map { url(of: $0.route, from: route) })
    sink.member("rating", orNull: rating(of: mentor)) { rating, sink in
      sink.append("{")
      sink.member("mean")
      sink.append(jsonTenths: rating.tenths)
      sink.member("count", rating.count)
      sink.append("}")
    }
    sink.member("sessions_completed", entry.sessionsCompleted)
    sink.member("fully_booked", isShownFull(entry))
    sink.member("next_opening", orNull: isShownFull(entry) ? nil : entry.openings.first?.start) { start, sink in
      sink.append("\"")
      sink.append(rfc3339: start)
      sink.append("\"")
    }
    sink.member("changed", entry.changed)
  }

  private func appendDetails(
    of entry: MentorEntry, _ reviews: [PublicReview], from route: Route, into sink: inout ByteSink
  ) {
    let mentor = entry.mentor
    sink.member("bio", entry.page.map { String(decoding: $0.body, as: UTF8.self) } ?? mentor.bio)
    sink.member("links", each: mentor.links) { link, sink in
      sink.append("{")
      sink.member("kind", link.kind.rawValue)
      sink.member("url", link.url)
      sink.append("}")
    }
    sink.member("prices", each: entry.hours.durations.sorted()) { minutes, sink in
      sink.append("{")
      sink.member("minutes", minutes)
      sink.member("price", orNull: mentor.price(minutes: minutes)) { price, sink in
        sink.append("{")
        sink.member("amount", price.amount)
        sink.member("currency", price.currency)
        sink.append("}")
      }
      sink.append("}")
    }
    sink.member("openings")
    sink.append("{")
    sink.member("count", entry.openings.count)
    sink.member("until", lastDate(of: entry).iso)
    sink.append("}")
    sink.member("calendars")
    sink.append("{")
    for (key, file) in [
      ("open_times" as StaticString, "open.ics"), ("weekly_hours", "availability.ics"), ("slots", "slots.json"),
    ] { sink.member(key, url(of: entry.route.appending(file), from: route)) }
    sink.member(
      "free_busy", orNull: settings.freeBusy ? url(of: entry.route.appending("free.ifb"), from: route) : nil)
    sink.append("}")
    sink.member("reviews", each: reviews) { review, sink in
      sink.append("{")
      sink.member("stars", orNull: review.stars) { $1.appendDecimal($0) }
      sink.member("text", review.text.string)
      sink.member("author", orNull: review.author.isEmpty ? nil : review.author.string)
      sink.member("date", self.zone.local(at: review.created).date.iso)
      sink.member("reply", orNull: review.reply.isEmpty ? nil : review.reply.string)
      sink.append("}")
    }
  }

  private func writeSchema(_ text: String, at route: Route, on context: inout RenderContext) throws {
    context.page.removeAll()
    context.page.append("{")
    if let address = address(of: route) { context.page.member("$id", address) }
    context.page.append(context.page.bytes.last == UInt8(ascii: "{") ? "\n" : ",\n")
    context.page.append(text)
    context.page.append("}\n")
    try context.put(route, changed: sourcesChanged, owner: BuildUnit.programme.owner, follows: .bytes)
  }

  /// The absolute address of a page; without `base_url`, its address relative to another page.
  func url(of target: Route, from route: Route) -> String {
    address(of: target) ?? siteLanguage.route(route).link(to: siteLanguage.route(target))
  }

  /// The mean in tenths and the number of ratings, once there are as many as the programme requires.
  func rating(of mentor: PublicMentor) -> (tenths: Int, count: Int)? {
    guard mentor.ratingCount > 0, mentor.ratingCount >= settings.policy.reviewsMin else { return nil }
    return ((mentor.ratingSum * 10 + mentor.ratingCount / 2) / mentor.ratingCount, mentor.ratingCount)
  }
}

extension Route {
  static let apiMentors = Route("api/v1/mentors.json")
  static let apiMentorsSchema = Route("api/v1/mentors.schema.json")
  static let apiMentorSchema = Route("api/v1/mentor.schema.json")
  static func api(mentor slug: String) -> Route { Route("api/v1/mentors/\(slug).json") }
}

extension ByteSink {
  /// Appends `4.8`, from tenths, with a decimal point whatever the site's language.
  mutating func append(jsonTenths tenths: Int) {
    appendDecimal(tenths / 10)
    append(".")
    appendDecimal(tenths % 10)
  }
}
