import Foundation
import Testing

/// Who reads what two people say of a session (row S2-8: a mentor's rating of a student is for mentors).
@Suite struct ShownReviewTests {
  private static let after = "2026-11-24T12:00:00Z"

  private func held() throws -> ProgramFolder {
    let folder = try ProgramFolder.verbs()
    try folder.connect("ada", "sam")
    try folder.book("ada", "sam")
    try folder.say("session", "complete", "S-1", "--as", "ada@example.org", at: Self.after)
    try folder.say(
      "review", "add", "S-1", "--stars", "5", "--text", "Very clear", "--as", "sam@example.org", at: Self.after)
    try folder.say(
      "review", "add", "S-1", "--stars", "2", "--text", "Badly prepared", "--as", "ada@example.org", at: Self.after)
    return folder
  }

  @Test func bothReadTheReviewAndItsReplyAndTheMentorAloneTheRatingOfTheStudent() throws {
    let folder = try held()
    #expect(try folder.page("sessions/past/", of: "ada", at: Self.after).text.contains("Reply to the review"))
    try folder.say("review", "reply", "S-1", "--text", "Thank you", "--as", "ada@example.org", at: Self.after)
    let mentors = try folder.page("sessions/past/", of: "ada", at: Self.after).text
    let students = try folder.page("sessions/past/", of: "sam", at: Self.after).text
    for text in [mentors, students] {
      #expect(text.contains("Very clear") && text.contains("Reply by Ada Byron Thank you"), "\(text)")
      #expect(!text.contains("Reply to the review"), "\(text)")
    }
    #expect(mentors.contains("Your rating of the student, for mentors only: Badly prepared"), "\(mentors)")
    #expect(!students.contains("Badly prepared") && !students.contains("for mentors only"), "\(students)")
  }

  /// Nobody replies to what they cannot read.
  @Test func aStudentIsNotAskedToReplyAndCannot() throws {
    let folder = try held()
    #expect(try !folder.page("sessions/past/", of: "sam", at: Self.after).text.contains("Reply to the review"))
    let refused = try folder.run(
      "review", "reply", "S-1", "--text", "No", "--as", "sam@example.org", "--now", Self.after)
    #expect(refused.code == 4 && refused.err.contains("(rule actor)"), "\(refused.err)")
  }

  @Test func aProfileSaysFromHowManyReviewsOnThereIsARating() throws {
    let folder = try held()
    try folder.say("build", at: Self.after)
    func profile(_ slug: String) throws -> String {
      ProgramFolder.Page(html: try folder.read("public/mentors/\(slug)/index.html")).text
    }
    let ada = try profile("ada")
    #expect(ada.contains("Rating from 3 reviews on") && !ada.contains("No rating yet"), "\(ada)")
    #expect(try profile("grace").contains("No rating yet"))
  }

  @Test func theLastChangeIsThatOfReviewsAndCreditsToo() throws {
    let folder = try held()
    try folder.say(
      "credit", "add", "sam@example.org", "--amount", "5000", "--currency", "EUR", "--reason", "Paid",
      at: "2026-11-25T09:00:00Z")
    #expect(
      try folder.page("", of: "sam", at: "2026-11-25T12:00:00Z").text.contains(
        "Last change Wednesday, 25 November 2026, 09:00 (UTC)"))
    try folder.say(
      "review", "reply", "S-1", "--text", "Thank you", "--as", "ada@example.org", at: "2026-11-26T09:00:00Z")
    let now = "2026-11-27T09:00:00Z"
    for person in ["sam", "ada"] {
      let page = try folder.page("sessions/past/", of: person, at: now).text
      #expect(page.contains("Last change Thursday, 26 November 2026, 09:00 (UTC)"), "\(person): \(page)")
    }
  }

  /// When a mentor rated a student is not told by the time of the student's page.
  @Test func aRatingOfAStudentDoesNotChangeTheStudentsPages() throws {
    let folder = try ProgramFolder.verbs()
    try folder.connect("ada", "sam")
    try folder.book("ada", "sam")
    try folder.say("session", "complete", "S-1", "--as", "ada@example.org", at: Self.after)
    let later = "2026-11-25T09:00:00Z"
    try folder.say("review", "add", "S-1", "--stars", "2", "--as", "ada@example.org", at: later)
    let change = "Last change Wednesday, 25 November 2026, 09:00 (UTC)"
    #expect(try folder.page("sessions/past/", of: "ada", at: later).text.contains(change))
    #expect(try !folder.page("sessions/past/", of: "sam", at: later).text.contains(change))
  }
}
