import Bytes
import CivilTime
import Mentoring

/// Structured data for search engines in the vocabulary of schema.org, as JSON-LD 1.1. `Tests/Oracles/page_heads.py`
/// checks every page against the vocabulary.
extension Site {
  /// The script element with a page's facts and breadcrumbs; empty without either.
  func jsonLD(of head: PageHead) -> String {
    var nodes = head.facts
    // Search engines follow only absolute addresses.
    if isAbsolute, !head.crumbs.isEmpty { nodes.append(breadcrumbs(to: head)) }
    if nodes.isEmpty { return "" }
    return "<script type=\"application/ld+json\">{\"@context\":\"https://schema.org\",\"@graph\":["
      + nodes.joined(separator: ",") + "]}</script>"
  }

  private func breadcrumbs(to head: PageHead) -> String {
    let way = [(label: settings.title, route: Route.home)] + head.crumbs + [(label: head.title, route: head.route)]
    return object("BreadcrumbList") { sink in
      sink.member("itemListElement", each: way.enumerated()) { step, sink in
        sink.append(
          object("ListItem") { sink in
            sink.member("position", step.offset + 1)
            sink.member("name", step.element.label)
            sink.member("item", self.address(of: step.element.route) ?? "")
          })
      }
    }
  }

  /// The facts of the home page: the site and its organisation.
  var homeFacts: [String] {
    let site = object("WebSite") { sink in
      sink.member("@id", self.id(of: .home, "website"))
      sink.member("name", self.settings.title)
      if let address = self.address(of: .home) { sink.member("url", address) }
      if !self.settings.description.isEmpty { sink.member("description", self.settings.description) }
      sink.member("inLanguage", self.settings.language)
      sink.member("publisher")
      self.appendReference(to: self.id(of: .home, "organization"), into: &sink)
    }
    return [site, organization]
  }

  private var organization: String {
    object("Organization") { sink in
      sink.member("@id", self.id(of: .home, "organization"))
      sink.member("name", self.settings.title)
      if let address = self.address(of: .home) { sink.member("url", address) }
    }
  }

  /// The facts of a mentor's profile. A person cannot have a rating (schema.org/aggregateRating), so it belongs to the
  /// service that the mentor offers.
  func facts(of entry: MentorEntry) -> [String] {
    let mentor = entry.mentor
    let person = id(of: entry.route, "mentor")
    let page = object("ProfilePage") { sink in
      if let address = self.address(of: entry.route) { sink.member("url", address) }
      sink.member("dateModified", entry.changed)
      sink.member("inLanguage", self.settings.language)
      sink.member("mainEntity")
      sink.append(self.facts(ofPerson: entry, id: person))
    }
    guard mentor.ratingCount >= 3, let rating = rating(of: mentor) else { return [page] }
    let service = object("Service") { sink in
      sink.member("name", "\(self.settings.title): \(mentor.name)")
      sink.member("provider")
      self.appendReference(to: person, into: &sink)
      sink.member("aggregateRating")
      sink.append(
        object("AggregateRating") { sink in
          sink.member("ratingValue")
          sink.append(jsonTenths: rating.tenths)
          sink.member("ratingCount", rating.count)
          sink.member("bestRating", 5)
          sink.member("worstRating", 1)
        })
    }
    return [page, service]
  }

  private func facts(ofPerson entry: MentorEntry, id: String) -> String {
    let mentor = entry.mentor
    return object("Person") { sink in
      sink.member("@id", id)
      sink.member("name", mentor.name)
      if let address = self.address(of: entry.route) { sink.member("url", address) }
      if !mentor.jobTitle.isEmpty { sink.member("jobTitle", mentor.jobTitle) }
      if !mentor.headline.isEmpty { sink.member("description", mentor.headline) }
      if let photo = self.photo(of: mentor), let address = self.address(of: photo.route) {
        sink.member("image", address)
      }
      if !mentor.company.isEmpty {
        sink.member("worksFor")
        sink.append(object("Organization") { $0.member("name", mentor.company) })
      }
      if !mentor.topics.isEmpty { sink.member("knowsAbout", mentor.topics.map(\.name)) }
      if !mentor.languages.isEmpty { sink.member("knowsLanguage", mentor.languages) }
      if !mentor.links.isEmpty { sink.member("sameAs", mentor.links.map(\.url)) }
    }
  }

  /// The facts of a news entry.
  func facts(ofNews page: ContentPage) -> [String] {
    guard let date = page.date else { return [] }
    let article = object("NewsArticle") { sink in
      sink.member("headline", page.title)
      sink.member("datePublished", date.iso)
      sink.member("dateModified", (page.updated ?? date).iso)
      sink.member("inLanguage", page.language)
      if !page.description.isEmpty { sink.member("description", page.description) }
      if let address = self.address(of: page.route) { sink.member("mainEntityOfPage", address) }
      sink.member("author")
      sink.append(self.organization)
    }
    return [article]
  }

  /// The identifier of a thing on a page: the page's address and a fragment.
  private func id(of route: Route, _ fragment: String) -> String { (address(of: route) ?? "") + "#" + fragment }

  private func appendReference(to id: String, into sink: inout ByteSink) {
    sink.append("{")
    sink.member("@id", id)
    sink.append("}")
  }
}

/// An object of a type with the members that `body` writes.
private func object(_ type: String, _ body: (inout ByteSink) -> Void) -> String {
  var sink = ByteSink(capacity: 1024)
  sink.append("{")
  sink.member("@type", type)
  body(&sink)
  sink.append("}")
  return sink.string()
}
