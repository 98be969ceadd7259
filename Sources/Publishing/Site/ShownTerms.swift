import Mentoring

/// The filters of the list of mentors: topics, subjects, letters, languages. Only those that at least one mentor has.
struct ShownTerms: Sendable {
  var topics: [ShownTerm]
  var subjects: [ShownTerm]
  /// By the first letter of the name, A–Z; all others under `#`.
  var letters: [ShownTerm]
  /// BCP 47, sorted.
  var languages: [String]

  /// - Parameters:
  ///   - mentors: in rating order, which every list keeps.
  ///   - listed: determines the order of topics and subjects; those that the settings do not list are sorted by name.
  init(_ mentors: [MentorEntry], listed: ListedTerms) {
    topics = ShownTerms.terms(mentors, { $0.topics }, Route.topic, listed.topics)
    subjects = ShownTerms.terms(mentors, { $0.subjects }, Route.subject, listed.subjects)
    var byLetter: [UInt8: [Int]] = [:]
    for (index, entry) in mentors.enumerated() {
      let first = (entry.mentor.name.utf8.first ?? 0) & 0xDF
      let isLetter = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(first)
      byLetter[isLetter ? first : UInt8(ascii: "#"), default: []].append(index)
    }
    letters = byLetter.sorted { ($0.key == 0x23 ? 0xFF : $0.key) < ($1.key == 0x23 ? 0xFF : $1.key) }.map {
      letter, all in
      let name = letter == 0x23 ? "#" : String(decoding: [letter], as: UTF8.self)
      let slug = letter == 0x23 ? "other" : String(decoding: [letter | 0x20], as: UTF8.self)
      return ShownTerm(
        term: Term(id: 0, slug: slug, name: name), route: Route("mentors/letter/\(slug)/"), mentors: all)
    }
    languages = Set(mentors.flatMap(\.mentor.languages)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static func terms(
    _ mentors: [MentorEntry], _ terms: (PublicMentor) -> [Term], _ route: (String) -> Route, _ listed: [Term]?
  ) -> [ShownTerm] {
    let places = Dictionary((listed ?? []).enumerated().map { ($1.slug, $0) }) { first, _ in first }
    var found: [String: ShownTerm] = [:]
    for (index, entry) in mentors.enumerated() {
      for term in terms(entry.mentor) {
        found[term.slug, default: ShownTerm(term: term, route: route(term.slug), mentors: [])].mentors.append(index)
      }
    }
    return found.values.sorted {
      (places[$0.term.slug] ?? .max, $0.term.name.lowercased(), $0.term.slug)
        < (places[$1.term.slug] ?? .max, $1.term.name.lowercased(), $1.term.slug)
    }
  }
}
