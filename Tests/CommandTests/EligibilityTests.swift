import Foundation
import Testing

/// `policy.min_sessions_taught`: who has held fewer sessions is not listed, and strangers do not ask for her.
@Suite struct EligibilityTests {
  private func programme(_ least: Int, _ more: String = "") throws -> ProgramFolder {
    let folder = try ProgramFolder.verbs(
      students: ["sam", "kim"], site: "policy:\n  min_sessions_taught: \(least)\n\(more)")
    // The organiser brings the two together and books for them.
    try folder.say(
      "connection", "request", "--mentor", "ada", "--student", "sam@example.org", "--goal", "interview-prep",
      "--message", "A first student")
    try folder.say("connection", "accept", "--mentor", "ada", "--student", "sam@example.org")
    return folder
  }

  private func hold(_ start: String, _ folder: ProgramFolder) throws {
    try folder.say(
      "session", "book", "--mentor", "ada", "--student", "sam@example.org", "--start", "\(start)T10:00:00Z",
      "--duration", "60", "--title", "First steps", at: "\(start)T07:00:00Z")
    let id = try #require(try folder.texts("SELECT max(id) FROM session").first)
    try folder.say("session", "complete", "S-\(id)", at: "\(start)T11:00:00Z")
  }

  private func asks(_ folder: ProgramFolder, at now: String) throws -> ProgramFolder.Run {
    try folder.run(
      "connection", "request", "--mentor", "ada", "--student", "kim@example.org", "--goal", "interview-prep",
      "--message", "Hello", "--as", "kim@example.org", "--now", now)
  }

  // Row S2-17.
  @Test func aMentorIsListedAndAskedForFromTheMarkOn() throws {
    let folder = try programme(2)
    try hold("2026-11-22", folder)
    // One is too few: not listed, not in any public document, not to be asked by strangers.
    try folder.say("build", at: "2026-11-22T12:00:00Z")
    #expect(!folder.exists("public/mentors/ada"))
    for file in ["mentors/index.html", "index.html", "api/v1/mentors.json", "sitemap.xml"] {
      #expect(!(try folder.read("public/\(file)").contains("Ada Byron")), "\(file)")
      #expect(!(try folder.read("public/\(file)").contains("/ada/")), "\(file)")
    }
    #expect(!(try folder.page("mentors/", of: "kim").text.contains("Ada Byron")))
    let refused = try asks(folder, at: "2026-11-22T12:00:00Z")
    #expect(refused.code == 4 && refused.err.contains("(rule eligibility)"), "\(refused.err)")
    #expect(refused.err.contains("Ada Byron has held fewer than 2 sessions"))
    #expect(try folder.say("mentor", "list", "--json").out.contains("\"sessions_taught\":1"))
    // The second makes her one of them.
    try hold("2026-11-23", folder)
    try folder.say("build", at: "2026-11-23T12:00:00Z")
    #expect(folder.exists("public/mentors/ada/index.html"))
    #expect(try folder.read("public/mentors/index.html").contains("Ada Byron"))
    #expect(try folder.page("mentors/", of: "kim", at: "2026-11-23T12:00:00Z").text.contains("Ada Byron"))
    #expect(try asks(folder, at: "2026-11-23T12:00:00Z").code == 0)
  }

  @Test func whomSheHasAcceptedBooksHerAsEver() throws {
    let folder = try programme(1)
    let home = try folder.page("", of: "sam")
    #expect(home.text.contains("Ada Byron"))
    #expect(!home.html.contains("mentors/ada/"), "she has no public profile")
    #expect(home.html.contains("book/ada/"))
    #expect(folder.exists("public/u/\(try folder.token("home", of: "sam"))/book/ada/index.html"))
    #expect(try folder.page("connections/", of: "sam").buttons.contains { $0.contains("Book Session") })
    try folder.book("ada", "sam")
    let profile = try folder.page("profile/", of: "ada")
    #expect(profile.text.contains("Your profile is listed once you have held 1 session."))
    #expect(try folder.run("check").err.contains("error") == false)
  }

  @Test func withoutConnectionsStrangersDoNotBookHerYet() throws {
    let folder = try programme(1, "  connection_required: no\n")
    let refused = try folder.run(ProgramFolder.booking("ada", "kim"))
    #expect(refused.code == 4 && refused.err.contains("(rule eligibility)"), "\(refused.err)")
    // The organiser may, and so may she.
    for (principal, hour) in [("", "10"), ("ada@example.org", "12")] {
      let run = try folder.run(
        ["session", "book", "--mentor", "ada", "--student", "kim@example.org", "--title", "Talk", "--start"]
          + ["2026-11-24T\(hour):00:00Z", "--duration", "60"] + (principal.isEmpty ? [] : ["--as", principal]))
      #expect(run.code == 0, "\(run.err)")
    }
    try folder.say("session", "complete", "S-1", at: "2026-11-24T11:00:00Z")
    #expect(
      try folder.run(ProgramFolder.booking("ada", "kim", "2026-11-25T10:00:00Z") + ["--now", "2026-11-24T11:00:00Z"])
        .code == 0)
  }

  @Test func aStudentIsNotLedToABookingPageThatIsNotMade() throws {
    let folder = try programme(2, "  connection_required: no\nprivate_directory_max: 2\n")
    try folder.say(
      "session", "book", "--mentor", "ada", "--student", "kim@example.org", "--title", "Talk", "--start",
      "2026-11-24T10:00:00Z", "--duration", "60")
    let home = try folder.page("", of: "kim")
    #expect(home.text.contains("Your mentors AB Ada Byron Fully Booked"), "\(home.text)")
    #expect(!home.html.contains("book/ada/") && !home.html.contains("next-open"), "\(home.html)")
    // Whom Ada has accepted has the page, and its way.
    #expect(try folder.page("", of: "sam").html.contains("book/ada/"))
    // The session can be moved, so its card has the form that the booking page would have.
    let sessions = try folder.page("sessions/", of: "kim")
    #expect(sessions.text.contains("New start (UTC)") && !sessions.html.contains("book/ada/"), "\(sessions.html)")
    try folder.say("session", "reschedule", "S-1", "--start", "2026-11-25T10:00:00Z", "--as", "kim@example.org")
  }

  @Test func aListOfNobodySaysWhatIsMissing() throws {
    let folder = try programme(2)
    try folder.say("build")
    let list = ProgramFolder.Page(html: try folder.read("public/mentors/index.html")).text
    for text in [list, try folder.page("mentors/", of: "kim").text] {
      #expect(text.contains("No mentors are listed yet.") && !text.contains("has approved them"), "\(text)")
    }
  }

  @Test func withoutTheRuleEverybodyIsListed() throws {
    let folder = try ProgramFolder.verbs()
    try folder.say("build")
    #expect(folder.exists("public/mentors/ada/index.html"))
    #expect(try asks(folder, at: ProgramFolder.now).code == 0)
  }
}
