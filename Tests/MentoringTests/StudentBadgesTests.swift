import Mentoring
import Testing

@Suite struct StudentBadgesTests {
  @Test func pointsFollowThePublishedRules() {
    #expect(StudentBadges(completed: 3, mentors: 1, missed: 0, reviews: 2).points == 40)
    #expect(StudentBadges(completed: 1, mentors: 1, missed: 4, reviews: 0).points == 0)
  }

  @Test(arguments: [
    (0, 0, 0, 0, []), (1, 1, 0, 0, [StudentBadges.Badge.firstSession]), (9, 2, 1, 4, [.firstSession]),
    (5, 1, 0, 0, [.firstSession, .reliable]), (10, 3, 1, 5, [.firstSession, .regular, .explorer, .generous]),
  ])
  func badgesAreGivenAtTheirNumbers(
    _ completed: Int, _ mentors: Int, _ missed: Int, _ reviews: Int, _ badges: [StudentBadges.Badge]
  ) {
    #expect(StudentBadges(completed: completed, mentors: mentors, missed: missed, reviews: reviews).badges == badges)
  }
}
