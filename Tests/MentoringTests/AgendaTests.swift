import Bytes
import CivilTime
import Mentoring
import Testing

struct AgendaTests {
  static let day = 86_400

  static func entry(_ status: AgendaStatus, start: Int, cancelled: Int? = nil) -> AgendaEntry {
    AgendaEntry(
      id: 1, uid: Utf8("u"), sequence: 0, status: status, kind: .video, start: Instant(seconds: start),
      end: Instant(seconds: start + 3600), mentor: PersonID(1), student: PersonID(2), otherName: Utf8("Ada"),
      title: Utf8("t"),
      subject: .empty, agenda: .empty, notes: .empty, room: .empty, link: .empty, address: .empty, meetingToken: .empty,
      reason: .empty,
      created: Instant(seconds: 0), changed: Instant(seconds: 0), cancelled: cancelled.map { Instant(seconds: $0) })
  }

  @Test func aCancelledSessionStaysUntilItsEndAndFourteenDaysHavePassed() {
    let entry = Self.entry(.session(.cancelled), start: 100 * Self.day, cancelled: 98 * Self.day + 5)
    #expect(entry.isInFeed(at: Instant(seconds: 112 * Self.day + 80_000)))
    #expect(!entry.isInFeed(at: Instant(seconds: 113 * Self.day)))
  }

  @Test func aSessionIsOngoingFromItsStartUntilBeforeItsEnd() {
    let entry = Self.entry(.session(.scheduled), start: 1000)
    #expect(!entry.isOngoing(at: Instant(seconds: 999)))
    #expect(entry.isOngoing(at: Instant(seconds: 1000)))
    #expect(entry.isOngoing(at: Instant(seconds: 4599)))
    #expect(!entry.isOngoing(at: Instant(seconds: 4600)))
  }

  @Test func aDeclinedRequestIsInNoFeed() {
    #expect(!Self.entry(.request(.rejected), start: 0).isInFeed(at: Instant(seconds: 0)))
    #expect(Self.entry(.request(.pending), start: 0).isInFeed(at: Instant(seconds: 0)))
  }

  @Test func theFeedBeginsWithTheMonthBefore() {
    // 2026-01-15 → 2025-12-01
    let edge = feedLowerEdge(at: Instant(seconds: 1_768_435_200))
    #expect(edge.dateUTC.components == (2025, 12, 1))
  }

  @Test func oneFiveStarRatingDoesNotLead() {
    func mentor(_ slug: String, sum: Int, count: Int) -> PublicMentor {
      PublicMentor(
        id: PersonID(1), slug: slug, name: slug, zone: "UTC", headline: "", company: "", jobTitle: "", years: nil,
        bio: "", topics: [], languages: [], links: [], isAccepting: true, ratingSum: sum, ratingCount: count,
        hourlyRate: nil, currency: "", freeBusyUID: "", uuid: "", changed: Instant(seconds: 0))
    }
    let sorted = byRating([
      mentor("one", sum: 5, count: 1), mentor("many", sum: 95, count: 20), mentor("low", sum: 60, count: 20),
      mentor("none", sum: 0, count: 0),
    ])
    #expect(sorted.map(\.slug) == ["many", "one", "none", "low"])
  }

  // Row S4-5.
  @Test(
    arguments: [
      (4550, 90, 6825), (100, 20, 33), (100, 40, 67), (1, 30, 1), (1, 29, 0), (0, 60, 0), (nil, 60, nil),
      (100_000_000, 1440, 2_400_000_000),
    ] as [(Int?, Int, Int?)])
  func aPriceIsRoundedHalfUp(_ rate: Int?, _ minutes: Int, _ cost: Int?) {
    let mentor = PublicMentor(
      id: PersonID(1), slug: "ada", name: "Ada", zone: "UTC", headline: "", company: "", jobTitle: "", years: nil,
      bio: "", topics: [], languages: [], links: [], isAccepting: true, ratingSum: 0, ratingCount: 0,
      hourlyRate: rate, currency: "EUR", freeBusyUID: "", uuid: "", changed: Instant(seconds: 0))
    #expect(mentor.price(minutes: minutes)?.amount == cost)
  }
}
