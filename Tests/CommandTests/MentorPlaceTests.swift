import Foundation
import Testing

/// The waiting list, who is told of a mentor's approval, answers to an offer's questions, and recordings.
@Suite struct MentorPlaceTests {
  @Test func aPlaceOnTheWaitingListIsShownAndGivenUp() throws {
    let folder = try ProgramFolder.verbs(students: ["sam", "kim", "lee"])
    try folder.connect("ada", "sam")
    try folder.say("mentor", "set", "ada", "--capacity", "1")
    for (student, hour) in [("lee", "09"), ("kim", "10")] {
      try folder.say(
        "connection", "request", "--mentor", "ada", "--student", "\(student)@example.org", "--goal", "interview-prep",
        "--message", "x", "--wait", at: "2026-11-21T\(hour):00:00Z")
    }
    let list = try folder.say("connection", "list", "--waiting").out.split(separator: "\n")
    #expect(
      list == ["ada\tlee@example.org\t2026-11-21T09:00:00Z\t", "ada\tkim@example.org\t2026-11-21T10:00:00Z\t"])
    let leave = [
      "connection", "withdraw", "--mentor", "ada", "--student", "lee@example.org", "--now", "2026-11-21T11:00:00Z",
    ]
    #expect(try folder.run(leave + ["--as", "ada@example.org"]).code == 4)
    #expect(try folder.run(leave + ["--as", "lee@example.org"]).code == 0)
    #expect(try folder.run(leave).code == 3, "there is nothing to withdraw any more")
    let end = try folder.json("connection", "end", "C-1", at: "2026-11-21T12:00:00Z")
    let told = try #require(end.document["notices"] as? [[String: String]])
    #expect(told.contains(["to": "kim@example.org", "kind": "place-free"]), "\(told)")
  }

  // Rows S3-4, S3-25.
  @Test func anApplicationReachesTheOrganisersAndItsAnswerTheMentor() throws {
    let folder = try ProgramFolder.verbs()
    try folder.say("person", "add", "--email", "org@example.org", "--name", "Org", "--role", "organiser")
    let applied = try folder.json("mentor", "add", "sam", "--email", "sam@example.org", "--as", "sam@example.org")
    #expect(
      applied.document["notices"] as? [[String: String]] == [["to": "org@example.org", "kind": "mentor-applied"]])
    for (word, kind) in [("approve", "mentor-approved"), ("suspend", "mentor-suspended")] {
      let run = try folder.json("mentor", word, "sam", "--as", "org@example.org")
      #expect(run.document["notices"] as? [[String: String]] == [["to": "sam@example.org", "kind": kind]])
    }
    let org = try #require(try folder.texts("SELECT id FROM person WHERE email = 'org@example.org'").first)
    #expect(
      try folder.texts("SELECT actor FROM journal WHERE verb = 'mentor suspend'") == ["organiser:\(org)"])
  }

  @Test func anOffersQuestionsAreAnsweredAndItsTermsHold() throws {
    let site = """
      session_types:
        - {slug: mock, name: Mock, duration: 60, type: VOICE, questions: [Which company?, Since when?]}
      """
    let folder = try ProgramFolder.verbs(students: ["sam"], site: site)
    try folder.connect("ada", "sam")
    let book = [
      "session", "book", "--mentor", "ada", "--student", "sam@example.org", "--start", "2026-11-24T10:00:00Z",
      "--offer",
      "mock",
    ]
    for (more, words) in [
      (["--duration", "30"], "takes 60 minutes, not 30"), (["--type", "CHAT"], "is VOICE, not CHAT"),
      (["--answer", "a", "--answer", "b", "--answer", "c"], "2 questions"),
    ] {
      let run = try folder.run(book + more + ["--as", "sam@example.org"])
      #expect(run.code == 5 && run.err.contains(words), "\(run.err)")
    }
    #expect(try folder.run(book + ["--answer", "Two\nlines", "--answer", "May", "--duration", "60"]).code == 0)
    #expect(try folder.texts("SELECT replace(answers, char(10), '|') FROM request") == ["Two lines|May"])
    #expect(try folder.say("session", "show", "S-1").out.contains("answers: Two lines"))
  }

  // Row S2-29.
  @Test func aRecordingGoesWhenItsTimeIsOver() throws {
    let folder = try ProgramFolder.verbs(students: ["sam"])
    try folder.connect("ada", "sam")
    try folder.book("ada", "sam")
    let after = "2026-11-24T12:00:00Z"
    try folder.say("session", "complete", "S-1", at: after)
    let link = [
      "session", "link", "S-1", "--recording", "https://video.example/1", "--consent", "--as", "ada@example.org",
      "--now",
      after, "--until",
    ]
    #expect(try folder.run(link + ["2026-11-24T12:00:00Z"]).code == 4)
    let linked = try folder.run(link + ["2026-12-24T12:00:00Z"])
    #expect(linked.out.contains("to be told: sam@example.org (recorded)"), "\(linked.out)\(linked.err)")
    #expect(try folder.run(link + ["2026-12-24T12:00:00Z"]).out == "no change: already up to date\n")
    #expect(try folder.say("tick", at: "2026-12-24T11:59:59Z").out == "no change: already up to date\n")
    #expect(try folder.say("session", "show", "S-1").out.contains("recording_url: https://video.example/1"))
    try folder.say("tick", at: "2026-12-24T12:00:00Z")
    #expect(try folder.texts("SELECT coalesce(recording_url, 'gone') FROM session") == ["gone"])
    #expect(try !folder.say("session", "show", "S-1").out.contains("recording"))
    #expect(try folder.run("db", "verify").code == 0)
  }

  @Test func anotherRecordingKeepsThePromisedEnd() throws {
    let folder = try ProgramFolder.verbs(students: ["sam"], site: "mail: {dropbox: \"https://forms.example.org/\"}\n")
    try folder.say("person", "set", "ada@example.org", "--zone", "Asia/Tokyo")
    try folder.connect("ada", "sam")
    try folder.book("ada", "sam", "2026-11-24T04:00:00Z")
    let after = "2026-11-24T12:00:00Z"
    try folder.say("session", "complete", "S-1", at: after)
    func link(_ url: String, _ more: String...) throws {
      let run = try folder.run(
        ["session", "link", "S-1", "--recording", url, "--consent", "--as", "ada@example.org", "--now", after] + more)
      try #require(run.code == 0, "\(run.err)")
    }
    let end = "SELECT strftime('%Y-%m-%dT%H:%M:%SZ', recording_until_at, 'unixepoch') FROM session"
    // A date is the whole day, on the clock of the person who says it.
    try link("https://video.example/1", "--until", "2026-12-24")
    #expect(try folder.texts(end) == ["2026-12-24T14:59:59Z"])
    try link("https://video.example/2")
    #expect(try folder.texts(end) == ["2026-12-24T14:59:59Z"])
    let page = try folder.page("sessions/past/", of: "ada", at: after)
    #expect(page.text.contains("Recording, kept until 24 December 2026"))
    #expect(page.html.contains("type=\"url\" name=\"recording\" value=\"https://video.example/2\""))
    #expect(page.html.contains("type=\"date\" name=\"until\" value=\"\""))
    try link("https://video.example/2", "--until", "2026-12-31", "--zone", "UTC")
    #expect(try folder.texts(end) == ["2026-12-31T23:59:59Z"])
    try link("https://video.example/2", "--until", "never")
    #expect(try folder.texts("SELECT recording_until_at IS NULL FROM session") == ["1"])
  }
}
