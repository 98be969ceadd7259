import Bytes
import CivilTime
import Mentoring
import Testing

/// Reviews and the answers to them.
@Suite struct ReviewDecisionTests {
  private func review(
    stars: Int?, text: String = "", shows: Bool = false, by actor: Actor = .student,
    own: (id: Int, stars: Int?, text: String, mayShowName: Bool)? = nil
  ) throws -> Decision {
    try decideReview(
      stars: stars, text: text, mayShowName: shows, by: actor,
      ReviewSituation(booking: try DecisionFixture.booking(.completed), own: own, others: nil))
  }

  private func reply(_ text: String, by actor: Actor = .mentor, to review: (id: Int, reply: String, version: Int)?)
    throws -> Decision
  {
    try decideReply(
      text, by: actor, ReviewSituation(booking: try DecisionFixture.booking(.completed), own: nil, others: review))
  }

  private func rule(_ decide: () throws -> Decision) -> Rule? { DecisionFixture.rule(decide) }

  @Test(arguments: [(0, Rule.stars), (-1, .stars), (1, nil), (5, nil), (6, .stars)])
  func starsGoFromOneToFive(_ stars: Int, _ expected: Rule?) {
    #expect(rule { try review(stars: stars) } == expected)
    #expect(rule { try review(stars: stars, text: "Good") } == expected)
  }

  @Test func aReviewHasStarsOrWords() {
    #expect(rule { try review(stars: nil) } == .message)
    #expect(rule { try review(stars: nil, text: " \n") } == .message)
    #expect(rule { try review(stars: nil, text: "Good") } == nil)
    let long = String(repeating: "ü", count: 4000)
    for stars in [nil, 5] {
      #expect(rule { try review(stars: stars, text: long) } == nil)
      #expect(rule { try review(stars: stars, text: long + "x") } == .message)
      #expect(rule { try review(stars: stars, text: "a\u{0}") } == .message)
    }
  }

  @Test func aReviewIsGivenOnceAndTheSameAgainIsNothing() throws {
    let own = (id: 1, stars: Int?.some(4), text: "Good", mayShowName: false)
    #expect(try review(stars: 4, text: "Good", own: own).isNothing)
    #expect(rule { try review(stars: 5, text: "Good", own: own) } == .state)
    #expect(rule { try review(stars: 4, text: "Better", own: own) } == .state)
    #expect(rule { try review(stars: 4, text: "Good", shows: true, own: own) } == .state, "consent is content too")
  }

  // Row S2-8.
  @Test func theStudentRatesInPublicAndTheMentorForMentors() throws {
    func made(_ decision: Decision) -> NewReview? {
      if case .addReview(let review) = decision.changes.first { review } else { nil }
    }
    let decision = try review(stars: 5, shows: true)
    let inPublic = try #require(made(decision))
    #expect(inPublic.isByStudent && inPublic.mayShowName)
    #expect(inPublic.author == DecisionFixture.student)
    #expect(decision.notices == [Notice(.reviewed, to: DecisionFixture.mentor)])
    let other = try review(stars: 5, shows: true, by: .mentor)
    let forMentors = try #require(made(other))
    #expect(!forMentors.isByStudent && !forMentors.mayShowName)
    #expect(forMentors.author == DecisionFixture.mentor)
    #expect(other.notices == [], "what a mentor says of a student is not told to the student")
  }

  @Test(arguments: [Actor.organiser, .system])
  func nobodyElseReviewsOrReplies(_ actor: Actor) {
    #expect(rule { try review(stars: 5, by: actor) } == .actor)
    #expect(rule { try reply("Thanks", by: actor, to: (id: 1, reply: "", version: 1)) } == .actor)
  }

  /// Row S2-8: what a mentor says of a student is for mentors, so the student has nothing to reply to.
  @Test func onlyTheMentorReplies() {
    #expect(rule { try reply("No", by: .student, to: (id: 7, reply: "", version: 1)) } == .actor)
    func review(isByStudent: Bool) -> SessionReview {
      SessionReview(
        session: 1, isByStudent: isByStudent, stars: 5, text: Utf8("Good"), reply: .empty,
        created: DecisionFixture.start, changed: DecisionFixture.start)
    }
    let both = [review(isByStudent: true), review(isByStudent: false)]
    #expect(Actor.allCases.filter { canReply($0, to: both) } == [.mentor])
    #expect(!canReply(.mentor, to: [review(isByStudent: false)]))
  }

  @Test func aReviewIsRepliedToOnce() throws {
    #expect(rule { try reply("Thanks", to: nil) } == .state)
    let decision = try reply("Thanks", to: (id: 7, reply: "", version: 1))
    #expect(decision.changes == [.setReply(review: 7, text: "Thanks")])
    #expect(decision.notices == [Notice(.replied, to: DecisionFixture.student)])
    #expect(try reply("Thanks", to: (id: 7, reply: "Thanks", version: 1)).isNothing)
    #expect(rule { try reply("Other", to: (id: 7, reply: "Thanks", version: 1)) } == .state)
  }

  @Test func aReplyHasOneToFourThousandCharacters() {
    let long = String(repeating: "x", count: 4000)
    #expect(rule { try reply("", to: (id: 7, reply: "", version: 1)) } == .message)
    #expect(rule { try reply(" ", to: (id: 7, reply: "", version: 1)) } == .message)
    #expect(rule { try reply(long, to: (id: 7, reply: "", version: 1)) } == nil)
    #expect(rule { try reply(long + "x", to: (id: 7, reply: "", version: 1)) } == .message)
  }
}
