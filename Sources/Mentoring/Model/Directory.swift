import CivilTime

/// A word the programme sorts by: a topic (what a mentor knows), a subject (what a session is about) or a goal (why one
/// connects).
package struct Term: Hashable, Sendable {
  package var id: Int
  package var slug: String
  package var name: String

  package init(id: Int, slug: String, name: String) {
    self.id = id
    self.slug = slug
    self.name = name
  }
}

/// A kind of session the programme offers.
package struct SessionType: Hashable, Sendable {
  package var id: Int
  package var slug: String
  package var name: String
  package var kind: SessionKind
  /// Minutes.
  package var duration: Int
  package var summary: String
  /// In minor units of `currency` (ISO 4217); nil when free of charge.
  package var price: Int?
  package var currency: String
  package var questions: [String]

  package init(
    id: Int, slug: String, name: String, kind: SessionKind, duration: Int, summary: String, price: Int? = nil,
    currency: String = "", questions: [String] = []
  ) {
    self.id = id
    self.price = price
    self.currency = currency
    self.questions = questions
    self.slug = slug
    self.name = name
    self.kind = kind
    self.duration = duration
    self.summary = summary
  }
}

/// What anyone may know of a mentor. It has no private field, so that a public page cannot show one: no e-mail, no
/// token, no student.
package struct PublicMentor: Sendable {
  package var id: PersonID
  package var slug: String
  package var name: String
  /// IANA name.
  package var zone: String
  package var headline: String
  package var company: String
  package var jobTitle: String
  package var years: Int?
  /// Markdown.
  package var bio: String
  package var topics: [Term]
  package var languages: [String]
  package var links: [Link]
  package var isAccepting: Bool
  /// Sum and number of public ratings, and sessions completed.
  package var ratingSum: Int
  package var ratingCount: Int
  package var sessionsCompleted: Int
  /// An hour's price in minor units of `currency` (ISO 4217); nil when free of charge.
  package var hourlyRate: Int?
  package var currency: String
  /// UID of the free/busy object.
  package var freeBusyUID: String
  package var uuid: String
  package var changed: Instant
  /// A file name below content/mentors/<slug>/; empty without a picture.
  package var photo: String
  package var subjects: [Term]
  /// Accepted connections have reached her capacity.
  package var isAtCapacity: Bool
  package var approval: Approval
  /// The record's revision at the last change that touches her.
  package var revision: Int

  package struct Link: Hashable, Sendable {
    package var kind: String
    package var url: String
    package init(kind: String, url: String) {
      self.kind = kind
      self.url = url
    }
  }

  package init(
    id: PersonID, slug: String, name: String, zone: String, headline: String, company: String, jobTitle: String,
    years: Int?, bio: String, topics: [Term], languages: [String], links: [Link], isAccepting: Bool, ratingSum: Int,
    ratingCount: Int, sessionsCompleted: Int, hourlyRate: Int?, currency: String, freeBusyUID: String, uuid: String,
    changed: Instant, photo: String = "", subjects: [Term] = [], isAtCapacity: Bool = false,
    approval: Approval = .approved, revision: Int = 0
  ) {
    self.photo = photo
    self.subjects = subjects
    self.isAtCapacity = isAtCapacity
    self.approval = approval
    self.revision = revision
    self.id = id
    self.slug = slug
    self.name = name
    self.zone = zone
    self.headline = headline
    self.company = company
    self.jobTitle = jobTitle
    self.years = years
    self.bio = bio
    self.topics = topics
    self.languages = languages
    self.links = links
    self.isAccepting = isAccepting
    self.ratingSum = ratingSum
    self.ratingCount = ratingCount
    self.sessionsCompleted = sessionsCompleted
    self.hourlyRate = hourlyRate
    self.currency = currency
    self.freeBusyUID = freeBusyUID
    self.uuid = uuid
    self.changed = changed
  }
}

/// The order of mentors in every list: the mean drawn towards the programme's by five votes, then the number of
/// ratings, then the slug.
package func byRating(_ mentors: [PublicMentor]) -> [PublicMentor] {
  let votes = mentors.reduce(0) { $0 + $1.ratingCount }
  let stars = mentors.reduce(0) { $0 + $1.ratingSum }
  // With m = stars/votes, (5m + sum)/(5 + n) is compared by cross-multiplication, in integers.
  func weight(_ mentor: PublicMentor) -> (numerator: Int, denominator: Int) {
    votes == 0 ? (0, 1) : (5 * stars + mentor.ratingSum * votes, 5 + mentor.ratingCount)
  }
  return mentors.sorted { left, right in
    let a = weight(left)
    let b = weight(right)
    let x = a.numerator * b.denominator
    let y = b.numerator * a.denominator
    if x != y { return x > y }
    if left.ratingCount != right.ratingCount { return left.ratingCount > right.ratingCount }
    return left.slug < right.slug
  }
}
