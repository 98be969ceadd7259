import CivilTime
import Publishing
import Testing

struct RouteTests {
  @Test func linksAreRelativeSoThatAnyBasePathWorks() {
    #expect(Route.home.link(to: .home) == "./")
    #expect(Route.home.link(to: .mentor("ada")) == "mentors/ada/")
    #expect(Route.mentor("ada").link(to: .home) == "../../")
    #expect(Route.mentor("ada").link(to: .topic("career")) == "../../topics/career/")
    #expect(Route.mentor("ada").appending("open.ics").link(to: .mentors) == "../../mentors/")
  }

  @Test func aFolderIsAPageAndAFileIsItself() {
    #expect(Route.home.file == "index.html")
    #expect(Route.mentors.file == "mentors/index.html")
    #expect(Route.feed("x").file == "feeds/x.ics")
  }

  @Test(arguments: ["ada", "a-1", "0"]) func plainComponentsAreValid(component: String) {
    #expect(Route.isValid(component: component))
  }

  @Test(arguments: ["", "..", "../\u{301}x", "-a", "A", "a/b", "a\0b", "é", "a_b", String(repeating: "a", count: 65)])
  func anythingElseIsNot(component: String) {
    #expect(!Route.isValid(component: component))
  }

  @Test func thePageClockStandsStillForAQuarterOfAnHour() {
    let clock = PageClock(Instant(seconds: 1_763_690_399))
    #expect(clock.now.seconds % 900 == 0)
    #expect(PageClock(clock.now.adding(seconds: 899)) == clock)
    #expect(PageClock(clock.now.adding(seconds: 900)) != clock)
  }

  @Test func theHorizonIsADate() {
    let clock = PageClock(Instant(seconds: 0))
    #expect(clock.horizonEnd(days: 0) == Instant(seconds: 86_400))
    #expect(clock.horizonEnd(days: 28) == Instant(seconds: 29 * 86_400))
  }
}
