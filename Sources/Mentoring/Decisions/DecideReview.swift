/// The data that a decision on a review depends on, freshly read.
public struct ReviewSituation: Sendable {
  public var booking: BookingSituation
  /// The author's own review, if there is one.
  public var own: (id: Int, stars: Int?, text: String, mayShowName: Bool)?
  /// The other participant's review, which the author may reply to.
  public var others: (id: Int, reply: String, version: Int)?

  public init(
    booking: BookingSituation, own: (id: Int, stars: Int?, text: String, mayShowName: Bool)?,
    others: (id: Int, reply: String, version: Int)?
  ) {
    self.booking = booking
    self.own = own
    self.others = others
  }
}

/// Decides on one participant's review of a session. It is written once and has 1 to 5 stars, a text, or both.
///
/// - Parameter version: the session's version that the review was written for; nil means the current version.
public func decideReview(
  stars: Int?, text: String, mayShowName: Bool, by actor: Actor, version: Int? = nil, _ situation: ReviewSituation
) throws(Refusal) -> Decision {
  let booking = situation.booking
  let isByStudent = actor == .student
  if let own = situation.own, isByStudent || actor == .mentor, own.stars == stars, own.text == text,
    own.mayShowName == (isByStudent && mayShowName)
  {
    return Decision([])
  }
  // Reviews have no deadline, so the session's end is used as the time.
  try check(.review, by: actor, version, booking, now: booking.end)
  if situation.own != nil {
    throw Refusal(.state, "S-\(booking.id) is reviewed by the \(actor.rawValue) already; a review is given once")
  }
  if let stars, !(1...5).contains(stars) { throw Refusal(.stars, "stars go from 1 to 5") }
  if stars == nil { try checkText(text, .message, "stars or some words", most: 4000) }
  if text.unicodeScalars.count > 4000 || text.utf8.contains(0) {
    throw Refusal(.message, "a review may have at most 4000 characters and no NUL")
  }
  let review = NewReview(
    session: booking.id, author: isByStudent ? booking.student : booking.mentor, isByStudent: isByStudent, stars: stars,
    text: text, mayShowName: isByStudent && mayShowName)
  // Students cannot read mentors' reviews, so they are not notified.
  return Decision([.addReview(review)], isByStudent ? [Notice(.reviewed, to: booking.mentor)] : [])
}

/// Decides on the mentor's reply to the student's review.
///
/// - Parameter version: the review's version that the reply was written for; nil means the current version.
public func decideReply(
  _ text: String, by actor: Actor, version: Int? = nil, _ situation: ReviewSituation
) throws(Refusal) -> Decision {
  guard actor == .mentor else {
    throw Refusal(.actor, "only the mentor can reply; a mentor's review of a student is visible to mentors only")
  }
  guard let review = situation.others else {
    throw Refusal(.state, "the student has not reviewed S-\(situation.booking.id)")
  }
  if !text.isEmpty, review.reply == text { return Decision([]) }
  if let version, version != review.version {
    throw staleness(of: "the review of S-\(situation.booking.id)", version, review.version)
  }
  try checkText(text, .message, "a reply", most: 4000)
  guard review.reply.isEmpty else { throw Refusal(.state, "the review is replied to already") }
  return Decision([.setReply(review: review.id, text: text)], [Notice(.replied, to: situation.booking.student)])
}
