import CivilTime

/// A category of the programme: a topic (what a mentor knows), a subject (what a session is about) or a goal (why a
/// student connects).
public struct Term: Hashable, Sendable {
  public var id: Int
  public var slug: String
  public var name: String

  public init(id: Int, slug: String, name: String) {
    self.id = id
    self.slug = slug
    self.name = name
  }
}

/// A type of session that the programme offers.
public struct SessionType: Hashable, Sendable {
  public var id: Int
  public var slug: String
  public var name: String
  public var kind: SessionKind
  /// Minutes.
  public var duration: Int
  public var summary: String
  /// The price in minor units of `currency` (ISO 4217), 0 = free of charge; nil = the mentor's rate applies.
  public var price: Int?
  public var currency: String
  public var questions: [String]

  public init(
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

/// The public data of a mentor. It has no private fields, so that a public page cannot show any: no e-mail, no token,
/// no student.
public struct PublicMentor: Sendable {
  public var id: PersonID
  public var slug: String
  public var name: String
  /// An IANA time zone name.
  public var zone: String
  public var headline: String
  public var company: String
  public var jobTitle: String
  public var years: Int?
  /// Markdown.
  public var bio: String
  public var topics: [Term]
  public var languages: [String]
  public var links: [Link]
  public var isAccepting: Bool
  /// The sum and the number of public ratings.
  public var ratingSum: Int
  public var ratingCount: Int
  /// The hourly rate in minor units of `currency` (ISO 4217), 0 = free of charge; nil = not set.
  public var hourlyRate: Int?
  public var currency: String
  /// The UID of the free/busy object.
  public var freeBusyUID: String
  public var uuid: String
  public var changed: Instant
  /// A file name below content/mentors/<slug>/; empty if there is no picture.
  public var photo: String
  public var subjects: [Term]
  /// The mentor's places for students, if connections are required.
  public var places = MentorPlaces()
  public var approval: Approval
  /// When the company or the job title last changed.
  public var cardChanged = Instant(seconds: 0)
  /// Whether the mentor has held as many sessions as the programme requires; other mentors are not listed.
  public var isEligible = true
  /// The database revision of the last change that concerns the mentor.
  public var revision: Int
  /// The slugs before `mentor rename`; their addresses redirect to the current one.
  public var formerSlugs: [String] = []

  public struct Link: Hashable, Sendable {
    public var kind: LinkKind
    public var url: String
    public init(kind: LinkKind, url: String) {
      self.kind = kind
      self.url = url
    }
  }

  public init(
    id: PersonID, slug: String, name: String, zone: String, headline: String, company: String, jobTitle: String,
    years: Int?, bio: String, topics: [Term], languages: [String], links: [Link], isAccepting: Bool, ratingSum: Int,
    ratingCount: Int, hourlyRate: Int?, currency: String, freeBusyUID: String, uuid: String,
    changed: Instant, photo: String = "", subjects: [Term] = [],
    approval: Approval = .approved, revision: Int = 0
  ) {
    self.photo = photo
    self.subjects = subjects
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
    self.hourlyRate = hourlyRate
    self.currency = currency
    self.freeBusyUID = freeBusyUID
    self.uuid = uuid
    self.changed = changed
  }
}

extension PublicMentor {
  /// The price of a session of this duration without a session type; nil if no rate is set.
  public func price(minutes: Int) -> Price? {
    PriceList(hourly: Price(hourlyRate, in: currency)).price(minutes: minutes)
  }
}

/// Mentors in the order of every list: by the mean rating weighted towards the programme's mean with five votes, then
/// by the number of ratings, then by slug.
public func byRating(_ mentors: [PublicMentor]) -> [PublicMentor] {
  let votes = mentors.reduce(0) { $0 + $1.ratingCount }
  let stars = mentors.reduce(0) { $0 + $1.ratingSum }
  // With m = stars/votes, (5m + sum)/(5 + n) is compared by cross-multiplication in integers.
  let weights = mentors.map { mentor in
    votes == 0
      ? (numerator: 0, denominator: 1)
      : (numerator: 5 * stars + mentor.ratingSum * votes, denominator: 5 + mentor.ratingCount)
  }
  // Indices are sorted, because a mentor is too large to be moved at each comparison.
  return mentors.indices.sorted { left, right in
    let x = weights[left].numerator * weights[right].denominator
    let y = weights[right].numerator * weights[left].denominator
    if x != y { return x > y }
    if mentors[left].ratingCount != mentors[right].ratingCount {
      return mentors[left].ratingCount > mentors[right].ratingCount
    }
    return mentors[left].slug < mentors[right].slug
  }.map { mentors[$0] }
}
