import CivilTime

/// A word the programme sorts by: a topic (what a mentor knows), a subject (what a session is about) or a goal (why one
/// connects).
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

/// A kind of session the programme offers.
public struct SessionType: Hashable, Sendable {
  public var id: Int
  public var slug: String
  public var name: String
  public var kind: SessionKind
  /// Minutes.
  public var duration: Int
  public var summary: String
  /// In minor units of `currency` (ISO 4217), 0 = free of charge; nil = the mentor's rate decides.
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

/// What anyone may know of a mentor. It has no private field, so that a public page cannot show one: no e-mail, no
/// token, no student.
public struct PublicMentor: Sendable {
  public var id: PersonID
  public var slug: String
  public var name: String
  /// IANA name.
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
  /// Sum and number of public ratings.
  public var ratingSum: Int
  public var ratingCount: Int
  /// An hour's price in minor units of `currency` (ISO 4217), 0 = free of charge; nil = none is named.
  public var hourlyRate: Int?
  public var currency: String
  /// UID of the free/busy object.
  public var freeBusyUID: String
  public var uuid: String
  public var changed: Instant
  /// A file name below content/mentors/<slug>/; empty without a picture.
  public var photo: String
  public var subjects: [Term]
  /// For students, where connections are needed.
  public var places = MentorPlaces()
  public var approval: Approval
  /// When company or job title last changed.
  public var cardChanged = Instant(seconds: 0)
  /// She has held as many sessions as the programme asks for; whoever has not is not listed.
  public var isEligible = true
  /// The record's revision at the last change that touches her.
  public var revision: Int
  /// Slugs before `mentor rename`, whose addresses lead to this one.
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
  /// What a session of so many minutes costs that is of no offer; nil where no rate is named.
  public func price(minutes: Int) -> Price? {
    PriceList(hourly: Price(hourlyRate, in: currency)).price(minutes: minutes)
  }
}

/// The order of mentors in every list: the mean drawn towards the programme's by five votes, then the number of
/// ratings, then the slug.
public func byRating(_ mentors: [PublicMentor]) -> [PublicMentor] {
  let votes = mentors.reduce(0) { $0 + $1.ratingCount }
  let stars = mentors.reduce(0) { $0 + $1.ratingSum }
  // With m = stars/votes, (5m + sum)/(5 + n) is compared by cross-multiplication, in integers.
  let weights = mentors.map { mentor in
    votes == 0
      ? (numerator: 0, denominator: 1)
      : (numerator: 5 * stars + mentor.ratingSum * votes, denominator: 5 + mentor.ratingCount)
  }
  // Places are sorted: a mentor is too large to be moved at each comparison.
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
