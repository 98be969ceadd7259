import Foundation
import Testing

/// The four ways a student meets a mentor, from the command line to the page.
@Suite struct ConnectionFlowTests {
  private static let gate = "You must have an active connection with this mentor to book a session"

  // Rows S0-9, S0-22, S0-10.
  @Test func aNewStudentIsOfferedTheRequestAndCannotBook() throws {
    let folder = try ProgramFolder.verbs()
    let mentors = try folder.page("mentors/", of: "sam")
    #expect(mentors.buttons == ["Request Connection", "Request Connection"])
    #expect(try folder.page("connections/", of: "sam").text.contains("No connections yet"))
    #expect(!folder.exists("public/u/\(try folder.token("home", of: "sam"))/book"))
    let refused = try folder.run(ProgramFolder.booking("ada", "sam"))
    #expect(refused.code == 4)
    #expect(refused.err == "almanac: refused: \(Self.gate) (rule connection)\n")
    #expect(try folder.texts("SELECT count(*) FROM request") == ["0"])
  }

  // Rows S0-7, S0-22.
  @Test func aPendingRequestIsShownAndWaitsOnTheMentorsDesk() throws {
    let folder = try ProgramFolder.verbs()
    let sent = try folder.json(
      "connection", "request", "--mentor", "ada", "--student", "sam@example.org", "--goal", "interview-prep",
      "--goal", "career-guidance", "--message", "I want to learn <compilers>", "--as", "sam@example.org")
    #expect(sent.code == 0)
    let notices = try #require(sent.document["notices"] as? [[String: String]])
    #expect(notices == [["to": "ada@example.org", "kind": "connection-requested"]])
    let page = try folder.page("connections/", of: "sam")
    #expect(page.text.contains("Your connection request is awaiting mentor approval"))
    #expect(page.disabled == ["Connection Pending"])
    let desk = try folder.page("mentor/", of: "ada")
    #expect(desk.text.contains("I want to learn <compilers>"))
    #expect(desk.html.contains("I want to learn &lt;compilers&gt;"))
    #expect(desk.text.contains("Interview prep"))
    #expect(try folder.run(ProgramFolder.booking("ada", "sam")).err.contains(Self.gate))
    let again = try folder.run(
      "connection", "request", "--mentor", "ada", "--student", "sam@example.org", "--goal", "interview-prep",
      "--message", "Please", "--as", "sam@example.org")
    #expect(again.code == 3)
    #expect(again.err.contains("(rule state)"))
  }

  // Rows S0-22, S0-10.
  @Test func anAcceptedConnectionOpensTheBookingPage() throws {
    let folder = try ProgramFolder.verbs()
    try folder.connect("ada", "sam")
    let page = try folder.page("connections/", of: "sam")
    #expect(page.text.contains("You're connected! Ready to book a session"))
    #expect(page.buttons.contains("Book Session"))
    #expect(try folder.page("book/ada/", of: "sam").text.contains("Book a session with Ada Byron"))
    #expect(try folder.page("students/", of: "ada").text.contains("Student Sam"))
    #expect(!folder.exists("public/u/\(try folder.token("home", of: "kim"))/book"))
  }

  // Rows S0-7, S0-22.
  @Test func aDeclinedRequestIsFinalUntilTheOrganiserReopensIt() throws {
    let folder = try ProgramFolder.verbs()
    let pair = ["--mentor", "ada", "--student", "sam@example.org"]
    func run(_ words: String...) throws -> ProgramFolder.Run { try folder.run(words + pair) }
    #expect(try run("connection", "request", "--goal", "interview-prep", "--message", "Hello").code == 0)
    let blank = try run("connection", "decline", "--as", "ada@example.org")
    #expect(blank.code == 5)
    #expect(blank.err.contains("(rule reason)"))
    #expect(try run("connection", "decline", "--reason", "No time this year", "--as", "ada@example.org").code == 0)
    let page = try folder.page("connections/", of: "sam")
    #expect(page.disabled == ["Request Declined"])
    #expect(page.html.contains("button refused"))
    #expect(page.text.contains("No time this year"))
    #expect(try run("connection", "request", "--goal", "interview-prep", "--message", "Again").code == 3)
    #expect(try run("connection", "reopen", "--as", "ada@example.org").code == 4)
    #expect(try run("connection", "reopen", "--as", "sam@example.org").code == 4)
    #expect(try run("connection", "reopen").code == 0)
    #expect(try folder.page("connections/", of: "sam").disabled == ["Connection Pending"])
    #expect(try run("connection", "accept", "--as", "ada@example.org").code == 0)
  }

  @Test func aMentorWithoutRoomIsFullyBookedForEverybodyNew() throws {
    let folder = try ProgramFolder.verbs()
    try folder.connect("ada", "sam")
    try folder.say("mentor", "set", "ada", "--capacity", "1")
    let kim = try folder.page("mentors/", of: "kim")
    #expect(kim.disabled == ["Fully Booked"])
    #expect(try folder.page("connections/", of: "sam").buttons.contains("Book Session"), "whoever is connected books")
    let ask = [
      "connection", "request", "--mentor", "ada", "--student", "kim@example.org", "--goal", "interview-prep",
      "--message", "Hello", "--as", "kim@example.org",
    ]
    let refused = try folder.run(ask)
    #expect(refused.code == 4)
    #expect(refused.err.contains("(rule capacity)"))
    #expect(try folder.run(ask + ["--wait"]).code == 0)
    let ended = try folder.json("connection", "end", "C-1", "--as", "sam@example.org")
    let notices = try #require(ended.document["notices"] as? [[String: String]])
    #expect(notices.contains(["to": "kim@example.org", "kind": "place-free"]))
    #expect(try folder.run(ask).code == 0)
    #expect(try folder.texts("SELECT count(*) FROM waiting") == ["0"])
  }

  @Test func endingAConnectionTakesWhatLiesAheadWithIt() throws {
    let folder = try ProgramFolder.verbs()
    try folder.connect("ada", "sam")
    try folder.book("ada", "sam")
    let refused = try folder.run("connection", "end", "C-1", "--as", "ada@example.org")
    #expect(refused.code == 4)
    #expect(refused.err.contains("S-1"))
    try folder.say(
      "connection", "end", "C-1", "--cancel-sessions", "--reason", "Moving away", "--as", "ada@example.org")
    let page = try folder.page("sessions/cancelled/", of: "sam")
    #expect(page.text.contains("Cancelled by the mentor: Moving away"))
    #expect(try folder.page("connections/", of: "sam").text.contains("This connection has ended."))
    #expect(!folder.exists("public/u/\(try folder.token("home", of: "sam"))/book"), "the page of bookings is gone")
    #expect(try folder.feed(of: "sam").contains("STATUS:CANCELLED"))
  }
}
