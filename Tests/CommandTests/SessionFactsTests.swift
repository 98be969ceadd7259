import Foundation
import Testing

/// What programs and visitors are told of sessions: the fields of one, and the facts of each kind.
@Suite struct SessionFactsTests {
  private func sessions(_ folder: ProgramFolder, _ words: String...) throws -> [[String: Any]] {
    let run = try folder.run(words + ["--json"])
    return try #require(try JSONSerialization.jsonObject(with: Data(run.out.utf8)) as? [[String: Any]], "\(run.err)")
  }

  @Test func aSessionsDocumentHoldsItsPeopleItsZoneAndItsLink() throws {
    let folder = try ProgramFolder.verbs(
      site: "rooms:\n  link: \"https://rooms.example/{room}\"\n  voice_suffix: \"#v\"\n")
    try folder.say("person", "set", "ada@example.org", "--zone", "Europe/Berlin")
    try folder.say("mentor", "set", "ada", "--company", "Engines", "--job-title", "Analyst")
    try folder.connect("ada", "sam")
    let book = [
      "session", "book", "--mentor", "ada", "--student", "sam@example.org", "--title", "Talk", "--duration", "60",
    ]
    for (day, more) in [
      ("24", ["--type", "VOICE"]), ("25", ["--link", "https://zoom.example/1"]), ("26", ["--type", "CHAT"]),
    ] {
      let run = try folder.run(book + ["--start", "2026-11-\(day)T10:00:00Z"] + more)
      try #require(run.code == 0, "\(run.err)")
    }
    for all in [
      try sessions(folder, "session", "list"),
      try (1...3).flatMap { try sessions(folder, "session", "show", "S-\($0)") },
    ] {
      let room = try #require(all[0]["room"] as? String)
      #expect(
        all.map { $0["join_url"] as? String } == ["https://rooms.example/\(room)#v", "https://zoom.example/1", nil])
      #expect(all.allSatisfy { $0["zone"] as? String == "Europe/Berlin" && $0["duration"] as? Int == 60 })
      #expect(all.allSatisfy { $0["mentor_name"] as? String == "Ada Byron" })
      #expect(all.allSatisfy { $0["mentor_email"] as? String == "ada@example.org" })
      #expect(all.allSatisfy { $0["mentor_company"] as? String == "Engines" })
      #expect(all.allSatisfy { $0["mentor_job_title"] as? String == "Analyst" })
      #expect(all.allSatisfy { $0["student_name"] as? String == "Student Sam" })
    }
  }

  /// Scheduled, counted, in both lists, reviewed, agenda, length, link, connection, open times.
  @Test func theTableOfKindsHasNineRowsAndSaysWhatMessagesAre() throws {
    let folder = try ProgramFolder.verbs(students: ["sam"], site: "policy:\n  durations: [30, 45]\n")
    try folder.say("build")
    let page = try folder.read("public/session-types/index.html")
    #expect(page.components(separatedBy: "<th scope=\"row\">").count == 10)
    #expect(page.contains("<th scope=\"row\">Length</th>") && page.contains("30, 45 minutes"))
    #expect(page.contains("Such messages are not chat sessions"))
  }
}
