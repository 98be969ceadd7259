import Foundation
import Testing

/// A series on the pages of its two people, and what an organiser may do to sessions and days.
@Suite struct SeriesPageTests {
  private static let site = "mail: {dropbox: \"https://forms.example.org/\"}\n"
  private let filling = FormFilling(moment: "2026-12-03T16:00", date: "2026-12-04")

  private func series(_ mentor: String = "ada") throws -> ProgramFolder {
    let folder = try ProgramFolder.verbs(students: ["sam"], site: Self.site)
    try folder.connect(mentor, "sam")
    try folder.say(
      "session", "book", "--mentor", mentor, "--student", "sam@example.org", "--start", "2026-11-24T10:00:00Z",
      "--duration", "60", "--title", "Reading", "--every", "week", "--count", "3")
    return folder
  }

  private func restForms(_ page: ProgramFolder.Page) -> [PageForm] {
    forms(on: page.html, named: "page", filling).filter { $0.first("rest") != nil }
  }

  @Test(arguments: ["sam", "ada"]) func theRestOfASeriesIsCancelledFromACard(_ person: String) throws {
    let folder = try series()
    let page = try folder.page("sessions/", of: person)
    #expect(page.text.components(separatedBy: "Part of a series.").count == 4)
    let offered = restForms(page)
    // The last one is cancelled alone.
    #expect(offered.map { $0.first("session") } == ["S-1", "S-2"])
    let command = try offered[1].command(by: "\(person)@example.org")
    #expect(try folder.run(command).code == 0)
    #expect(try folder.texts("SELECT status FROM session ORDER BY id") == ["scheduled", "cancelled", "cancelled"])
    let stale = try folder.run(command)
    #expect(stale.code == 3, "\(stale.err)")
  }

  /// The version is that of the session that the page shows.
  @Test func aPageThatIsOldCancelsNothing() throws {
    let folder = try series()
    let command = try restForms(try folder.page("sessions/", of: "sam"))[0].command(by: "sam@example.org")
    try folder.say("session", "note", "S-1", "--before", "Read this", "--as", "ada@example.org")
    let run = try folder.run(command)
    #expect(run.code == 3 && run.err.contains("S-1 has changed since"), "\(run.err)")
    #expect(try folder.texts("SELECT DISTINCT status FROM session") == ["scheduled"])
  }

  @Test func requestsOfASeriesAreTakenBackTogether() throws {
    let folder = try series("grace")
    let page = try folder.page("requests/", of: "sam")
    #expect(page.text.contains("Part of a series."))
    let offered = restForms(page)
    #expect(Set(offered.compactMap { $0.first("session") }) == ["S-1", "S-2"])
    let first = try #require(offered.first { $0.first("session") == "S-1" })
    #expect(try folder.run(try first.command(by: "sam@example.org")).code == 0)
    #expect(try folder.texts("SELECT DISTINCT status FROM request") == ["withdrawn"])
  }

  @Test func anOrganiserCancelsMovesClosesAndReopens() throws {
    let folder = try series()
    try folder.say("person", "add", "--email", "org@example.org", "--name", "Org", "--role", "organiser")
    try folder.say("person", "add", "--email", "kim@example.org", "--name", "Kim", "--role", "student")
    try folder.say(
      "connection", "request", "--mentor", "ada", "--student", "kim@example.org", "--goal", "interview-prep",
      "--message", "Hello")
    let organiser = { (folder: ProgramFolder) throws -> [PageForm] in
      try folder.say("build")
      let token = try folder.token("home", of: "org")
      return forms(on: try folder.read("public/organiser/\(token)/index.html"), named: "organiser", filling)
    }
    #expect(try !organiser(folder).contains { $0.verb == "connection reopen" }, "nothing was declined")
    try folder.say("connection", "decline", "C-2", "--reason", "No time")
    let offered = try organiser(folder)
    func say(_ verb: String, _ changes: (inout PageForm) -> Void = { _ in }) throws {
      var form = try #require(offered.last { $0.verb == verb && $0.first("version") == nil }, "\(verb)")
      changes(&form)
      let run = try folder.run(try form.command(by: "org@example.org"))
      #expect(run.code == 0, "\(verb): \(run.err)")
    }
    func session(_ number: String) -> (inout PageForm) -> Void {
      { form in
        for index in form.fields.indices where form.fields[index].name == "session" {
          form.fields[index].value = number
        }
      }
    }
    try say("session cancel", session("S-2"))
    try say("session reschedule", session("S-1"))
    try say("availability close")
    #expect(
      try folder.texts("SELECT status || ' ' || cancelled_by FROM session WHERE id = 2") == ["cancelled organiser"])
    #expect(
      try folder.texts("SELECT strftime('%Y-%m-%dT%H:%M', start_at, 'unixepoch') FROM session WHERE id = 1")
        == ["2026-12-03T16:00"])
    #expect(try folder.texts("SELECT first_date FROM closed_range WHERE mentor_id IS NULL") == ["2026-12-04"])
    #expect(offered.contains { $0.verb == "connection reopen" && $0.first("connection") == "C-2" })
    try say("connection reopen")
    #expect(try folder.texts("SELECT status FROM connection WHERE id = 2") == ["PENDING"])
  }

  @Test func aMentorWithoutAFreePlaceIsToldWhatToDo() throws {
    let folder = try ProgramFolder.verbs(site: Self.site)
    try folder.connect("ada", "sam")
    try folder.say(
      "connection", "request", "--mentor", "ada", "--student", "kim@example.org", "--goal", "interview-prep",
      "--message", "Hello")
    let words = "No free place: raise your number of students to accept."
    #expect(try !folder.page("mentor/", of: "ada").text.contains(words))
    try folder.say("mentor", "set", "ada", "--capacity", "1")
    let page = try folder.page("mentor/", of: "ada")
    #expect(page.text.contains(words))
    #expect(!forms(on: page.html, named: "mentor", filling).contains { $0.verb == "connection accept" })
    try folder.say("mentor", "set", "ada", "--capacity", "2")
    #expect(try !folder.page("mentor/", of: "ada").text.contains(words))
  }
}
