import Mentoring

/// Why a page that exists is not shown now.
enum HiddenReason: Hashable, Sendable {
  case draft
  /// It has a date or time that has not come.
  case early(String)
  case expired(String)
  /// The mentor is not approved, or has not held enough sessions yet.
  case mentor
  /// The list is empty at the moment.
  case emptyList

  var words: String {
    switch self {
    case .draft: "it is a draft"
    case .early(let time): "it is published on \(time)"
    case .expired(let time): "it expired on \(time)"
    case .mentor: "the mentor is not approved, or not listed yet"
    case .emptyList: "nothing is listed there"
    }
  }

  var remedy: String {
    let plain = "the text is published without the link"
    return switch self {
    case .draft: "\(plain) until draft: is removed from that file"
    case .early: "\(plain) until then"
    case .expired: "\(plain); remove it, or change expires: of that file"
    case .mentor: "\(plain) until the mentor is listed"
    case .emptyList: "\(plain) until something is"
    }
  }
}

/// Link targets that exist at another time: pages of content that are drafts, early or expired, and pages that the
/// build creates from the record only while a mentor is shown there. A date or a verb must not turn a link into an
/// error.
struct HiddenTargets: Sendable {
  /// `content/summer.md`.
  var sources: [String: HiddenReason] = [:]
  var routes: [Route: HiddenReason] = [:]
  /// Paths that end with a slash; they include everything below them.
  var folders: [String: HiddenReason] = [:]

  func reason(for route: Route) -> HiddenReason? {
    if let reason = routes[route] { return reason }
    guard !folders.isEmpty else { return nil }
    var folder = ""
    for part in route.path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).dropLast() {
      folder += String(decoding: Array(part), as: UTF8.self) + "/"
      if let reason = folders[folder] { return reason }
    }
    return nil
  }

  /// Adds what the build would create from the record if every mentor were listed.
  ///
  /// - Parameters:
  ///   - mentors: the mentors who are listed.
  ///   - editions: the sites of all languages; a page may link to another language's.
  mutating func add(
    _ programme: Programme, listed mentors: [MentorEntry], _ shown: ShownTerms, _ editions: [SiteLanguage]
  ) {
    func add(folder: Route, _ reason: HiddenReason) {
      for siteLanguage in editions { folders[siteLanguage.route(folder).path] = reason }
      folders[folder.path] = reason
    }
    let listed = Set(mentors.map(\.mentor.id))
    let slugs = Set(mentors.lazy.map(\.mentor.slug) + mentors.flatMap(\.mentor.formerSlugs))
    let others = (programme.mentors + programme.otherMentors).filter { !listed.contains($0.id) }
    for mentor in others {
      for slug in [mentor.slug] + mentor.formerSlugs where !slugs.contains(slug) {
        add(folder: .mentor(slug), .mentor)
        routes[.api(mentor: slug)] = .mentor
      }
    }
    let topics = Set(shown.topics.map(\.term.slug))
    let subjects = Set(shown.subjects.map(\.term.slug))
    for term in programme.topics where !topics.contains(term.slug) { add(folder: .topic(term.slug), .emptyList) }
    for term in programme.subjects where !subjects.contains(term.slug) { add(folder: .subject(term.slug), .emptyList) }
    if subjects.isEmpty { add(folder: .subjects, .emptyList) }
    // Long lists have further pages and A–Z pages that short ones do not have.
    let size = Site.mentorsPerPage
    let all = Pagination.pages(of: mentors.count + others.count, size: size, base: .mentors).map(\.page.route)
    let there = Pagination.pages(of: mentors.count, size: size, base: .mentors).count
    for route in all.dropFirst(there) { add(folder: route, .emptyList) }
    guard mentors.count + others.count > size else { return }
    let letters = Set(mentors.count > size ? shown.letters.map(\.term.slug) : [])
    for letter in "abcdefghijklmnopqrstuvwxyz".map(String.init) + ["other"] where !letters.contains(letter) {
      add(folder: .mentors.appending("letter/\(letter)/"), .emptyList)
    }
  }
}
