import Foundation
import Testing

/// What people gave is shown to whom it concerns: descriptions, agendas, recordings, moves, waiting lists, instructions.
@Suite struct PageContentTests {
  private static func programme(_ site: String = "") throws -> ProgramFolder {
    let folder = try ProgramFolder.verbs(site: site)
    try folder.connect("grace", "sam")
    let run = try folder.run(
      ProgramFolder.booking("grace", "sam") + ["--description", "My first paper", "--agenda", "Outline, then sources"])
    try #require(run.code == 0, "\(run.err)")
    return folder
  }

  private static func meeting(_ folder: ProgramFolder, at now: String? = nil) throws -> ProgramFolder.Page {
    try folder.say("build", at: now)
    let token = try #require(try folder.texts("SELECT meeting_token FROM session WHERE id = 1").first)
    return ProgramFolder.Page(html: try folder.read("public/m/\(token)/index.html"))
  }

  @Test func aDescriptionBesideAnAgendaIsOnThePagesAndInTheFeed() throws {
    let folder = try Self.programme()
    for person in ["sam", "grace"] {
      let path = person == "sam" ? "requests/" : "mentor/"
      let text = try folder.page(path, of: person).text
      #expect(text.contains("My first paper") && text.contains("Outline, then sources"), "\(person): \(text)")
    }
    try folder.say("session", "approve", "S-1", "--as", "grace@example.org")
    for person in ["sam", "grace"] {
      let text = try folder.page("sessions/", of: person).text
      #expect(text.contains("My first paper") && text.contains("Agenda Outline, then sources"), "\(person): \(text)")
      let feed = try folder.feed(of: person).joined(separator: "\n")
      #expect(feed.contains("My first paper") && feed.contains("Outline\\, then sources"), "\(feed)")
    }
    let page = try Self.meeting(folder)
    #expect(page.text.contains("My first paper") && page.text.contains("Outline, then sources"))
    #expect(page.text.contains("Can be cancelled or moved until"))
  }

  @Test func oneTextIsShownOnce() throws {
    let folder = try ProgramFolder.verbs()
    try folder.connect("ada", "sam")
    let run = try folder.run(ProgramFolder.booking("ada", "sam") + ["--description", "Only this"])
    try #require(run.code == 0)
    #expect(try folder.page("sessions/", of: "sam").text.components(separatedBy: "Only this").count == 2)
  }

  @Test func aMoveNamesTheOldTimeAndTheNew() throws {
    let folder = try Self.programme()
    try folder.say("session", "approve", "S-1", "--as", "grace@example.org")
    try folder.say("session", "reschedule", "S-1", "--start", "2026-11-26T11:00:00Z", "--as", "sam@example.org")
    for (person, path) in [("grace", "mentor/"), ("grace", "requests/"), ("sam", "requests/")] {
      let text = try folder.page(path, of: person).text
      #expect(text.contains("Moves S-1 from Tuesday, 24 November 2026, 10:00–11:00 (UTC)"), "\(path): \(text)")
      #expect(text.contains("Thursday, 26 November 2026, 11:00–12:00 (UTC)"))
    }
    let text = try folder.page("sessions/", of: "sam").text
    #expect(text.contains("asks to move it to Thursday, 26 November 2026, 11:00–12:00 (UTC)"), "\(text)")
  }

  @Test func aRecordingIsLinkedUntilItIsToGo() throws {
    let folder = try Self.programme()
    try folder.say("session", "approve", "S-1", "--as", "grace@example.org")
    let held = "2026-11-24T12:00:00Z"
    try folder.say("session", "complete", "S-1", at: held)
    try folder.say(
      "session", "link", "S-1", "--recording", "https://rec.example.org/1", "--consent", "--until",
      "2026-12-24T00:00:00Z", at: held)
    let link = "href=\"https://rec.example.org/1\""
    #expect(try folder.page("sessions/past/", of: "sam", at: held).html.contains(link))
    let page = try Self.meeting(folder, at: held)
    #expect(page.html.contains(link) && page.text.contains("Recording, kept until 24 December 2026"))
    #expect(try !folder.page("sessions/past/", of: "sam", at: "2026-12-25T00:00:00Z").html.contains(link))
  }

  @Test func aWaitingListIsOnThePagesOfAll() throws {
    let folder = try ProgramFolder.verbs()
    try folder.say("mentor", "set", "ada", "--capacity", "1")
    try folder.connect("ada", "sam")
    try folder.say(
      "connection", "request", "--mentor", "ada", "--student", "kim@example.org", "--goal", "interview-prep",
      "--message",
      "Please", "--wait", "--as", "kim@example.org")
    try folder.say("person", "add", "--email", "org@example.org", "--name", "Org", "--zone", "UTC")
    try folder.say("person", "set", "org@example.org", "--role", "organiser")
    let since = "You are on the waiting list of Ada Byron since 21 November 2026."
    for path in ["", "mentors/"] {
      let text = try folder.page(path, of: "kim").text
      #expect(text.contains(since), "\(path): \(text)")
    }
    #expect(try folder.page("mentor/", of: "ada").text.contains("On your waiting list 1 Student Kim"))
    let token = try folder.token("home", of: "org")
    let report = ProgramFolder.Page(html: try folder.read("public/organiser/\(token)/index.html"))
    #expect(report.text.contains("Ada Byron Student Kim 21 November 2026"), "\(report.text)")
    #expect(report.html.contains("mentors/ada/\">Ada Byron</a>"))
  }

  @Test func instructionsOfATypeAreOnItsMeetingPages() throws {
    let folder = try Self.programme("languages: [en, de]\n")
    try folder.say("session", "approve", "S-1", "--as", "grace@example.org")
    try folder.write("Open the link **early**, see [guides](../privacy.md).\n", to: "content/instructions/video.md")
    try folder.write("Only by voice.\n", to: "content/instructions/voice.md")
    let page = try Self.meeting(folder)
    #expect(
      page.html.contains("<strong>early</strong>") && page.html.contains("href=\"../../privacy/\""), "\(page.html)")
    #expect(!page.text.contains("Only by voice"))
    #expect(!folder.exists("public/instructions"))
    #expect(try !Self.meeting(folder, at: "2026-11-24T12:00:00Z").text.contains("early"))
    try folder.write("x\n", to: "content/instructions/vidoe.md")
    let run = try folder.run("check")
    #expect(
      run.code == 5 && run.err.contains("content/instructions/vidoe.md: error: there is no session type \"vidoe\""),
      "\(run.err)")
  }

  @Test func twoStudentsOfOneNameAreToldApart() throws {
    let folder = try ProgramFolder.verbs()
    try folder.sql(
      "UPDATE person SET name = 'Sam Ito', version = version + 1 WHERE email IN ('sam@example.org', 'kim@example.org')")
    for name in ["sam", "kim"] {
      try folder.say(
        "connection", "request", "--mentor", "ada", "--student", "\(name)@example.org", "--goal", "interview-prep",
        "--message", "Hello", "--as", "\(name)@example.org")
    }
    let html = try folder.page("mentor/", of: "ada").html
    let cards = html.components(separatedBy: "<li class=\"card connection\">").dropFirst().map {
      ProgramFolder.Page(html: $0).text
    }
    #expect(cards.count == 2 && cards.allSatisfy { $0.contains("Sam Ito (UTC, no. ") }, "\(cards)")
    let own = try folder.page("", of: "sam").text
    #expect(!own.contains("(UTC, no."))
  }

  @Test func countsOfAMentorAgree() throws {
    let folder = try Self.programme()
    let page = try folder.page("requests/", of: "grace")
    #expect(page.text.contains("1 request") && page.text.contains("From: Student Sam"), "\(page.text)")
    try folder.say("session", "approve", "S-1", "--as", "grace@example.org")
    // A session that was held stays in its week.
    let held = "2026-11-24T12:00:00Z"
    try folder.say("session", "complete", "S-1", at: held)
    #expect(try folder.page("schedule/", of: "grace", at: held).text.contains("Mock interview"))
    let overview = try folder.page("mentor/", of: "grace", at: held).text
    #expect(overview.contains("Total sessions held 1") && overview.contains("Last change"), "\(overview)")
  }

  @Test func thePrivateDirectoryCanBeSearched() throws {
    let folder = try ProgramFolder.verbs()
    let html = try folder.page("mentors/", of: "sam").html
    #expect(html.contains("data-filters") && html.contains("data-mentor=\"grace\"") && html.contains("data-directory"))
  }
}
