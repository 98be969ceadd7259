import Foundation
import Testing

/// What is left of somebody who wants to be forgotten, and what she gets to take along.
@Suite struct ErasureTests {
  /// Sam and Ada have met once, with a link of Ada's, written of each other, and meet again; Kim met nobody.
  private func history() throws -> ProgramFolder {
    let folder = try ProgramFolder.verbs()
    try folder.connect("ada", "sam")
    try folder.say(
      "session", "book", "--mentor", "ada", "--student", "sam@example.org", "--start", "2026-11-24T10:00:00Z",
      "--duration", "60", "--title", "Sams wish", "--agenda", "About Sam", "--link", "https://zoom.example/ada-own")
    try folder.book("ada", "sam", "2026-11-26T10:00:00Z")
    try folder.book("ada", "sam", "2026-11-27T10:00:00Z")
    try folder.say("session", "cancel", "S-3", "--reason", "Sam is ill")
    let then = "2026-11-24T12:00:00Z"
    try folder.say("session", "complete", "S-1", "--notes", "Sam did well", at: then)
    try folder.say(
      "review", "add", "S-1", "--stars", "5", "--text", "Sam says thanks", "--as", "sam@example.org", at: then)
    try folder.say("review", "reply", "S-1", "--text", "Thank you, Sam", "--as", "ada@example.org", at: then)
    try folder.say("review", "add", "S-1", "--text", "Sam was late", "--as", "ada@example.org", at: then)
    try folder.say("availability", "close", "ada", "--from", "2026-12-24", "--reason", "Surgery", at: then)
    return folder
  }

  private let after = "2026-11-25T08:00:00Z"

  @Test func nothingOfAStudentIsLeftInRecordJournalOrSite() throws {
    let folder = try history()
    try folder.say("build", at: after)
    #expect(try folder.read("public/mentors/ada/index.html").contains("Thank you, Sam"))
    let run = try folder.json("person", "erase", "sam@example.org", "--yes", at: after)
    #expect(run.code == 0)
    let told = try #require(run.document["notices"] as? [[String: String]])
    #expect(
      told == ["session-cancelled", "connection-ended"].map { ["to": "ada@example.org", "kind": $0] })
    let dump = try folder.say("db", "dump", "--secrets").out
    for words in ["Sam", "sam@example.org", "ada-own"] { #expect(!dump.contains(words), "\(words)") }
    try folder.say("build", at: after)
    for (path, file) in try folder.tree("public") {
      #expect(!String(decoding: file.bytes, as: UTF8.self).contains("Sam"), "\(path)")
    }
    #expect(try folder.feed(of: "ada").filter { $0 == "STATUS:CANCELLED" }.count == 2)
    #expect(try folder.texts("SELECT stars FROM review WHERE direction = 'student_to_mentor'") == ["5"])
    #expect(try folder.run("db", "verify").code == 0)
    let again = try folder.run("person", "erase", "sam@example.org", "--yes")
    #expect(again.code == 5)
  }

  @Test func everybodyWhoWasConnectedAskedOrWaitedIsNotified() throws {
    let folder = try ProgramFolder.verbs(students: ["sam", "kim", "lee"])
    try folder.connect("ada", "sam")
    try folder.say("mentor", "set", "ada", "--capacity", "2")
    let request = ["connection", "request", "--goal", "interview-prep", "--message", "Hello", "--mentor", "ada"]
    #expect(try folder.run(request + ["--student", "kim@example.org"]).code == 0)
    try folder.say("mentor", "set", "ada", "--capacity", "1")
    #expect(try folder.run(request + ["--student", "lee@example.org", "--wait"]).code == 0)
    let run = try folder.json("person", "erase", "ada@example.org", "--yes")
    let notices = try #require(run.document["notices"] as? [[String: String]])
    #expect(
      notices.map { "\($0["to"] ?? "") \($0["kind"] ?? "")" } == [
        "sam@example.org connection-ended", "kim@example.org connection-withdrawn",
        "lee@example.org place-withdrawn",
      ])
  }

  @Test func nothingOfAMentorIsLeftAndHerFilesAreNamed() throws {
    let folder = try history()
    try folder.write("Hello\n", to: "content/mentors/ada.md")
    let run = try folder.run("person", "erase", "ada@example.org", "--yes", "--now", after)
    #expect(run.code == 0)
    #expect(run.err == "content/mentors/ada.md is about them too; remove it by hand\n")
    let dump = try folder.say("db", "dump", "--secrets").out
    for words in ["Ada Byron", "ada@example.org", "ada-own", "Surgery", "Thank you", "slug=\"ada\""] {
      #expect(!dump.contains(words), "\(words)")
    }
    #expect(try folder.texts("SELECT room FROM session WHERE id = 1") == ["erased-1"])
    #expect(try folder.run("db", "verify").code == 0)
  }

  @Test func nothingOfTheOtherLeadsToAMeetingPageThatIsGone() throws {
    let folder = try history()
    let tokens = try folder.texts("SELECT meeting_token FROM session")
    try folder.say(
      "person", "add", "--email", "org@example.org", "--name", "Org", "--zone", "UTC", "--role", "organiser", at: after)
    try folder.say("build", at: after)
    try folder.say("person", "erase", "sam@example.org", "--yes", at: after)
    try folder.say("build", at: after)
    #expect(tokens.count == 3 && tokens.allSatisfy { !folder.exists("public/m/\($0)") })
    for (path, file) in try folder.tree() {
      let text = String(decoding: file.bytes, as: UTF8.self).replacingOccurrences(of: "\r\n ", with: "")
      for token in tokens where text.contains("m/\(token)") { Issue.record("\(path) leads to m/\(token)/") }
    }
    // What they had together stays.
    #expect(try folder.page("sessions/past/", of: "ada", at: after).text.contains("Erased Completed"))
    #expect(try folder.page("schedule/", of: "ada", at: after).text.contains("Erased with Former member"))
  }

  @Test func whatErasureLeavesIsInTheLanguageOfThePages() throws {
    let folder = try history()
    try folder.say(
      "session", "book", "--mentor", "ada", "--student", "sam@example.org", "--start", "2026-11-28T10:00:00Z",
      "--duration", "60", "--title", "A walk", "--type", "IN_PERSON", "--address", "Harbour 1",
      at: "2026-11-24T13:00:00Z")
    try folder.say(
      "person", "add", "--email", "org@example.org", "--name", "Org", "--zone", "UTC", "--role", "organiser", at: after)
    try folder.say("person", "erase", "sam@example.org", "--yes", at: after)
    try folder.write("title: Verbs\nlanguage: de\nbase_url: https://verbs.example.org\n", to: "site.yaml")
    let past = try folder.page("sessions/past/", of: "ada", at: after).text
    #expect(past.contains("Gelöscht Abgeschlossen") && past.contains("mit Ehemaliges Mitglied"), "\(past)")
    let cancelled = try folder.page("sessions/cancelled/", of: "ada", at: after).text
    #expect(cancelled.contains("Abgesagt: hat das Programm verlassen"), "\(cancelled)")
    // Why S-3 was cancelled nobody can say any more.
    #expect(!cancelled.contains("Abgesagt von"), "\(cancelled)")
    let feed = try folder.feed(of: "ada")
    #expect(feed.contains("SUMMARY:Abgesagt: Gelöscht (Ehemaliges Mitglied)"), "\(feed)")
    #expect(feed.contains("LOCATION:Gelöscht"), "\(feed)")
    for (path, file) in try folder.tree() {
      let text = String(decoding: file.bytes, as: UTF8.self).replacingOccurrences(of: "\r\n ", with: "")
      for words in ["(erased)", "Former member", "has left the programme"] where text.contains(words) {
        Issue.record("\(path): \(words)")
      }
    }
  }

  @Test func anErasedMentorIsNoConnectionAnyMore() throws {
    let folder = try history()
    try folder.say("person", "erase", "ada@example.org", "--yes", at: after)
    let page = try folder.page("connections/", of: "sam", at: after)
    #expect(page.text.contains("0 connections") && page.text.contains("No connections yet"), "\(page.text)")
    #expect(!page.html.contains("<h3></h3>"))
  }

  @Test func anExportHoldsAllThatIsHersAndNoKeys() throws {
    let folder = try history()
    let ada = try folder.json("person", "export", "ada@example.org").document
    let sam = try folder.json("person", "export", "sam@example.org").document
    func rows(_ name: String, _ document: [String: Any]) throws -> [[String: Any]] {
      try #require(document[name] as? [[String: Any]], "\(name)")
    }
    #expect(try rows("mentor", ada).first?["topics"] as? String == "compilers,career")
    #expect(try rows("closed_days", ada).first?["reason"] as? String == "Surgery")
    #expect(try rows("availability", ada).count == 7)
    #expect(try rows("connections", sam).first?["goals"] as? String == "interview-prep")
    #expect(try rows("connections", sam).first?["mentor"] as? String == "ada")
    #expect(try rows("sessions", ada).first?["student"] as? String == "sam@example.org")
    #expect(try rows("sessions", sam).count == 3)
    #expect(try rows("reviews", sam).count == 1, "what mentors say of students is for mentors")
    #expect(try rows("reviews", ada).count == 2)
    #expect(try rows("journal", sam).contains { $0["verb"] as? String == "review add" })
    let whole = try folder.say("person", "export", "sam@example.org").out
    for column in ["home_token", "feed_token", "action_secret"] {
      for token in try folder.texts("SELECT \(column) FROM person") { #expect(!whole.contains(token), "\(column)") }
    }
    for token in try folder.texts("SELECT meeting_token FROM session") { #expect(!whole.contains(token)) }
  }
}
