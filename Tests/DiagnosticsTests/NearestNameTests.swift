import Diagnostics
import Testing

struct NearestNameTests {
  @Test(arguments: [
    ("topix", "topics"), ("tiltle", "title"), ("TITLE", "title"), ("tilte", "title"), ("titel", "title"),
  ])
  func aSlipOfThePenIsNear(typed: String, name: String) {
    #expect(nearestName(to: typed, among: ["topics", "title", "zone"]) == name)
  }

  @Test func whatDiffersByMoreThanAThirdIsNot() {
    #expect(nearestName(to: "zzzzzz", among: ["topics", "title"]) == nil)
    #expect(nearestName(to: "", among: ["topics"]) == nil)
    #expect(nearestName(to: "abc", among: [String]()) == nil)
  }

  @Test func theTypedNameIsNeverOffered() {
    #expect(nearestName(to: "topics", among: ["topics"]) == nil)
    #expect(nearestName(to: "topics", among: ["topics", "topic"]) == "topic")
    #expect(nearestName(to: "eur", among: ["EUR"]) == "EUR")
  }

  @Test func ofTwoAsNearTheFirstByNameWins() {
    #expect(nearestName(to: "bat", among: ["rat", "cat"]) == "cat")
  }

  @Test func aNameOfAPagesLengthIsNearNothing() {
    let long = String(repeating: "a", count: 30_000)
    #expect(nearestName(to: long, among: [long + "b"]) == nil)
    #expect(nearestName(to: "a", among: [long]) == nil)
  }
}
