import Foundation
import Testing

/// Small things on pages that strangers stumbled over.
@Suite struct PageDetailTests {
  /// The browser says "today" beside a near event by the clock of its zone, wherever the reader is.
  @Test func anEventNamesItsZone() throws {
    let folder = try ProgramFolder.verbs(site: "zone: Europe/Berlin\n")
    try folder.write(
      "---\ntitle: Evening\ndate: 2026-11-20\nevent: {start: 2026-12-01T18:00, end: 2026-12-01T19:30}\n---\nx\n",
      to: "content/news/evening.md")
    try folder.say("build")
    for page in ["index.html", "news/evening/index.html"] {
      let html = try folder.read("public/\(page)")
      #expect(
        html.contains("<time datetime=\"2026-12-01T17:00:00Z\" data-keep data-zone=\"Europe/Berlin\">"), "\(page)")
    }
  }

  /// The words of an entry may refer to its date, which the page says above them.
  @Test func theFeedOfNewsSaysWhenAnEventIs() throws {
    let folder = try ProgramFolder.verbs(site: "zone: Europe/Berlin\n")
    try folder.write(
      """
      ---
      title: Evening
      date: 2026-11-20
      event: {start: 2026-12-01T18:00, end: 2026-12-01T19:30, place: "Room <2>", cancelled: true}
      ---
      See above.

      """, to: "content/news/evening.md")
    try folder.say("build")
    let feed = try folder.read("public/news/feed.atom")
    #expect(
      feed.contains(
        "&lt;p&gt;Cancelled. Tuesday, 1 December 2026, 18:00–19:30 (Europe/Berlin) · Room &amp;lt;2&amp;gt;&lt;/p&gt;"),
      "\(feed)")
  }

  @Test func aProfileWithoutPricesListsItsLengths() throws {
    let folder = try ProgramFolder.verbs()
    try folder.say("mentor", "set", "grace", "--hourly-rate", "3000", "--currency", "EUR")
    try folder.say("build")
    let ada = try folder.read("public/mentors/ada/index.html")
    #expect(ada.contains("<h2>Lengths</h2>") && ada.contains("<li>30 minutes</li>"))
    #expect(!ada.contains("class=\"prices\""))
    #expect(try folder.read("public/mentors/grace/index.html").contains("<table class=\"prices\">"))
  }

  @Test func linesStayLinesAndACancelledMeetingSaysByWhom() throws {
    let folder = try ProgramFolder.verbs(students: ["sam"])
    try folder.connect("ada", "sam")
    let book = ProgramFolder.booking("ada", "sam").map { $0 == "VIDEO" ? "IN_PERSON" : $0 }
    #expect(try folder.run(book + ["--address", "Harbour 1\nDoor B"]).code == 0)
    try folder.book("ada", "sam", "2026-11-21T12:00:00Z")
    let after = "2026-11-21T14:00:00Z"
    try folder.say("session", "complete", "S-2", at: after)
    try folder.say("review", "add", "S-2", "--stars", "5", "--text", "One\nTwo", "--as", "sam@example.org", at: after)
    let lines = "class=\"lines\">Harbour 1\nDoor B<"
    #expect(try folder.page("sessions/", of: "sam", at: after).html.contains("<span \(lines)"))
    let token = try #require(try folder.texts("SELECT meeting_token FROM session WHERE id = 1").first)
    #expect(try folder.read("public/m/\(token)/index.html").contains("<dd \(lines)"))
    #expect(try folder.read("public/mentors/ada/index.html").contains("<p class=\"lines\" dir=\"auto\">One\nTwo</p>"))
    try folder.say("session", "cancel", "S-1", "--reason", "Ill", "--as", "ada@example.org", at: after)
    try folder.say("build", at: after)
    let meeting = ProgramFolder.Page(html: try folder.read("public/m/\(token)/index.html")).text
    #expect(meeting.contains("This session was cancelled. Cancelled by the mentor: Ill"), "\(meeting)")
  }

  @Test func aChatWithoutALinkHasInstructions() throws {
    let folder = try ProgramFolder.verbs(students: ["sam"])
    try folder.connect("ada", "sam")
    let book = ProgramFolder.booking("ada", "sam").map { $0 == "VIDEO" ? "CHAT" : $0 }
    #expect(try folder.run(book).code == 0)
    try folder.say("build")
    let token = try #require(try folder.texts("SELECT meeting_token FROM session").first)
    let page = ProgramFolder.Page(html: try folder.read("public/m/\(token)/index.html")).text
    #expect(page.contains("agree beforehand where you write to each other"), "\(page)")
  }
}
