import Bytes
import Mentoring

extension Site {
  /// schema.org facts of a mentor for search engines: Person, and AggregateRating once there are three reviews.
  func jsonLD(of entry: MentorEntry) -> String {
    let mentor = entry.mentor
    var sink = ByteSink(capacity: 1024)
    sink.append("<script type=\"application/ld+json\">{\"@context\":\"https://schema.org\",\"@type\":\"ProfilePage\",")
    sink.append("\"mainEntity\":{\"@type\":\"Person\",\"name\":")
    sink.append(json: mentor.name)
    func field(_ name: StaticString, _ value: String) {
      if value.isEmpty { return }
      sink.append(",\"")
      sink.append(name)
      sink.append("\":")
      sink.append(json: value)
    }
    field("jobTitle", mentor.jobTitle)
    field("description", mentor.headline)
    if let address = address(of: entry.route) { field("url", address) }
    if !mentor.company.isEmpty {
      sink.append(",\"worksFor\":{\"@type\":\"Organization\",\"name\":")
      sink.append(json: mentor.company)
      sink.append("}")
    }
    if !mentor.topics.isEmpty {
      sink.append(",\"knowsAbout\":")
      sink.append(json: mentor.topics.map(\.name))
    }
    if !mentor.languages.isEmpty {
      sink.append(",\"knowsLanguage\":")
      sink.append(json: mentor.languages)
    }
    if !mentor.links.isEmpty {
      sink.append(",\"sameAs\":")
      sink.append(json: mentor.links.map(\.url))
    }
    if mentor.ratingCount >= max(3, settings.policy.reviewsMin) {
      let tenths = (mentor.ratingSum * 10 + mentor.ratingCount / 2) / mentor.ratingCount
      sink.append(",\"aggregateRating\":{\"@type\":\"AggregateRating\",\"ratingValue\":")
      sink.appendDecimal(tenths / 10)
      sink.append(".")
      sink.appendDecimal(tenths % 10)
      sink.append(",\"reviewCount\":")
      sink.appendDecimal(mentor.ratingCount)
      sink.append("}")
    }
    sink.append("}}</script>")
    return sink.string()
  }
}
