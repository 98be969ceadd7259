import Foundation
import Testing

/// What every verb has in common: who speaks, versions, documents, exit codes and the journal.
@Suite struct VerbTests {
  private func booked() throws -> ProgramFolder {
    let folder = try ProgramFolder.verbs()
    try folder.connect("ada", "sam")
    try folder.book("ada", "sam")
    return folder
  }

  // MARK: Documents

  @Test func aVerbsDocumentNamesWhatChangedAndWhoIsTold() throws {
    let folder = try ProgramFolder.verbs()
    try folder.connect("ada", "sam")
    let run = try folder.run(ProgramFolder.booking("ada", "sam") + ["--json"])
    #expect(
      run.out
        == #"{"ok":true,"changed":[{"kind":"request","id":1,"version":1},{"kind":"session","id":1,"version":1}],"#
        + #""notices":[{"to":"ada@example.org","kind":"session-booked"},{"to":"sam@example.org","kind":"session-booked"}]}"#
        + "\n")
    #expect(run.err == "")
  }

  @Test func withoutJSONTheSameIsSaidInWordsAndQuietlyNotAtAll() throws {
    let folder = try ProgramFolder.verbs()
    try folder.connect("ada", "sam")
    let said = try folder.run(ProgramFolder.booking("ada", "sam"))
    #expect(
      said.out == """
        request S-1: approved, 2026-11-24 10:00 UTC, 60 minutes, "Mock interview"
        session S-1: scheduled, 2026-11-24 10:00 UTC, 60 minutes, "Mock interview"
        to be told: ada@example.org (session-booked)
        to be told: sam@example.org (session-booked)

        """)
    let quiet = try folder.run(ProgramFolder.booking("ada", "sam", "2026-11-24T12:00:00Z") + ["-q"])
    #expect(quiet.code == 0)
    #expect(quiet.out == "")
  }

  @Test func aRefusalIsADocumentOnStandardOutputOrALineOnStandardError() throws {
    let folder = try booked()
    let late = [
      "session", "cancel", "S-1", "--reason", "Ill", "--as", "sam@example.org", "--now", "2026-11-24T09:00:00Z",
    ]
    let words = "S-1 could be cancelled until 2026-11-24T08:00:00Z, 120 minutes before its start"
    let said = try folder.run(late)
    #expect(said.out == "")
    #expect(said.err == "almanac: refused: \(words) (rule cancel-notice)\n")
    let told = try folder.run(late + ["--json"])
    #expect(
      told.out == #"{"ok":false,"exit":4,"rule":"cancel-notice","message":"\#(words)","slots":[]}"# + "\n")
    #expect(told.err == "")
    #expect(told.code == 4 && said.code == 4)
  }

  // Rows S1-4, S3-27, S4-16.
  @Test func listsHoldRequestsAndSessionsWithTheirFields() throws {
    let folder = try booked()
    try folder.connect("grace", "kim")
    try folder.book("grace", "kim", "2026-11-24T12:00:00Z")
    let run = try folder.run("session", "list", "--json")
    let rows = try #require(try JSONSerialization.jsonObject(with: Data(run.out.utf8)) as? [[String: Any]])
    #expect(rows.map { $0["status"] as? String } == ["scheduled", "pending"])
    for key in [
      "id", "uid", "mentor", "student", "status", "type", "start", "end", "title", "room", "link", "version",
    ] {
      #expect(rows.allSatisfy { $0[key] != nil }, "\(key)")
    }
    #expect(rows.first?["start"] as? String == "2026-11-24T10:00:00Z")
    #expect(try folder.run("session", "list", "--status", "pending", "--mentor", "ada").out == "")
    #expect(try folder.run("session", "list", "--status", "planned").code == 5)
  }

  // MARK: Who speaks

  // Rows S1-14, S2-18, S4-15.
  @Test(arguments: [
    ("ada@example.org", Int32(0)), ("ADA@Example.org", 0), ("sam@example.org", 4), ("kim@example.org", 4),
    ("grace@example.org", 4), ("nobody@example.org", 5), ("", 5),
  ])
  func aVerbIsSpokenByTheOneWhoMay(_ person: String, _ code: Int32) throws {
    let folder = try booked()
    let run = try folder.run("session", "link", "S-1", "--url", "https://zoom.example/1", "--as", person)
    #expect(run.code == code, "\(run.err)")
    if code == 4 { #expect(run.err.contains("(rule actor)")) }
  }

  @Test func theJournalNamesTheSpeakerByNumberAndKeepsNoSecrets() throws {
    let folder = try booked()
    try folder.say("session", "cancel", "S-1", "--reason", "Ill", "--as", "ada@example.org")
    #expect(
      try folder.texts(
        "SELECT actor || ' ' || verb || ' ' || kind || ' ' || object_id FROM journal ORDER BY seq DESC LIMIT 3")
        == [
          "mentor:1 session cancel session 1", "student:3 session book session 1", "student:3 session book request 1",
        ])
    let entries = try folder.texts("SELECT before || after FROM journal").joined()
    for table in ["home_token", "feed_token", "action_secret"] {
      for token in try folder.texts("SELECT \(table) FROM person") { #expect(!entries.contains(token)) }
    }
    #expect(!entries.contains(try #require(try folder.texts("SELECT meeting_token FROM session").first)))
    let list = try folder.run("journal", "list", "--kind", "session", "--json")
    let rows = try #require(try JSONSerialization.jsonObject(with: Data(list.out.utf8)) as? [[String: Any]])
    #expect(rows.map { $0["verb"] as? String } == ["session book", "session cancel"])
  }

  // Row S3-24.
  @Test func onlyOrganisersMakeAndApproveMentorsAndPeople() throws {
    let folder = try ProgramFolder.verbs()
    for words in [
      ["mentor", "approve", "grace"], ["mentor", "suspend", "grace"],
      ["person", "add", "--email", "x@example.org", "--name", "X"],
      ["availability", "add", "grace", "--day", "MO", "--start", "18:00", "--end", "19:00"],
      ["availability", "close", "--everyone", "--from", "2026-12-24"],
      ["mentor", "set", "grace", "--headline", "Mine"], ["mentor", "add", "kim", "--email", "kim@example.org"],
    ] {
      let run = try folder.run(words + ["--as", "ada@example.org"])
      #expect(run.code == 4, "\(words): \(run.out)\(run.err)")
      #expect(run.err.contains("(rule actor)"), "\(words): \(run.err)")
    }
  }

  // MARK: Versions

  // Rows S3-21, S0-15.
  @Test func aStalePageIsRefusedAndTheNewOneIsTaken() throws {
    let folder = try booked()
    let move = ["session", "reschedule", "S-1", "--start", "2026-11-25T10:00:00Z", "--if-version"]
    #expect(try folder.run(move + ["1"]).code == 0)
    let stale = try folder.run("session", "cancel", "S-1", "--reason", "Ill", "--if-version", "1", "--json")
    #expect(stale.code == 3)
    #expect(
      stale.out.hasPrefix(#"{"ok":false,"exit":3,"rule":"version","message":"S-1 has changed since: it has version 2"#),
      "\(stale.out)")
    #expect(try folder.texts("SELECT status || version FROM session") == ["scheduled2"])
    #expect(try folder.run("session", "cancel", "S-1", "--reason", "Ill", "--if-version", "2").code == 0)
    for odd in ["0", "-1", "x", "", "1.0"] {
      #expect(try folder.run("session", "cancel", "S-1", "--reason", "Ill", "--if-version", odd).code == 5, "\(odd)")
    }
    #expect(try folder.run("mentor", "set", "ada", "--headline", "New", "--if-version", "999").code == 3)
    #expect(try folder.run("connection", "end", "C-1", "--if-version", "999").code == 3)
  }

  @Test func sayingTheSameAgainChangesNothing() throws {
    let folder = try booked()
    let link = ["session", "link", "S-1", "--url", "https://zoom.example/1"]
    #expect(try folder.run(link).code == 0)
    let before = try folder.run("db", "dump", "--secrets").out
    let again = try folder.run(link)
    #expect(again.code == 0)
    #expect(again.out == "no change: already up to date\n")
    #expect(try folder.run("db", "dump", "--secrets").out == before)
  }

  // MARK: Exit codes

  /// The code, then the command.
  private static let wrongCommands = """
    2 session cancel
    2 session book
    2 session fly S-1
    5 session cancel S-99 --reason x
    5 session cancel X --reason x
    5 session cancel S-1 --reason x --received 2030-01-01T00:00:00Z
    5 session cancel S-1 --reason x --now soon
    5 session no-show S-1 --absent all
    5 review add S-1 --stars five --as sam@example.org
    2 connection accept
    5 connection accept C-9
    5 connection accept C-x
    5 connection accept --mentor adda --student sam@example.org
    5 connection request --mentor ada --student kim@example.org --goal fame --message x
    5 connection request --mentor ada --student kim@example.org --message x
    5 mentor set ada --step 0
    5 mentor set ada --durations 60,x
    5 mentor set ada --notice 99999999
    5 mentor set ada --link http://x
    5 availability add ada --day XX --start 09:00 --end 10:00
    5 availability add ada --day MO --start 9:00 --end 10:00
    5 availability add ada --day MO --start 24:00 --end 10:00
    5 availability add ada --day MO --start +9:00 --end 10:00
    5 availability add ada --day MO --start +9:+1 --end 10:00
    5 availability add ada --day MO --start 09:00 --end 09:00
    2 availability add ada --day MO --date 2026-12-01 --start 09:00 --end 10:00
    5 availability add ada --date 2026-02-30 --start 09:00 --end 10:00
    5 availability close ada --from 2026-12-02 --until 2026-12-01
    5 availability remove ada 999
    5 availability remove grace 1
    """.split(separator: "\n").map(String.init)

  @Test func aWrongCommandEndsWithItsCodeAndChangesNothing() throws {
    let folder = try booked()
    let before = try folder.run("db", "dump", "--secrets").out
    for line in Self.wrongCommands {
      let words = line.split(separator: " ").map(String.init)
      let run = try folder.run(Array(words.dropFirst()))
      #expect("\(run.code)" == words[0], "\(line): \(run.out)\(run.err)")
      #expect(!run.err.isEmpty, "\(line)")
    }
    #expect(try folder.run("db", "dump", "--secrets").out == before)
  }

  @Test func aClockFarFromTheJournalWritesNothing() throws {
    let folder = try booked()
    for clock in ["2026-11-21T07:54:59Z", "2020-01-01T00:00:00Z", "2037-01-01T00:00:00Z"] {
      let run = try folder.run("session", "cancel", "S-1", "--reason", "Ill", "--now", clock)
      #expect(run.code != 0)
      #expect(run.err.contains("the clock says \(clock)"), "\(run.err)")
    }
    #expect(try folder.run("session", "cancel", "S-1", "--reason", "Ill", "--now", "2026-11-21T07:55:00Z").code == 0)
  }

  @Test func aBulkCommandIsDoneWholeOrNotAtAll() throws {
    let folder = try booked()
    try folder.book("ada", "sam", "2026-11-24T12:00:00Z")
    try folder.say("session", "cancel", "S-2", "--reason", "Ill")
    let run = try folder.run("session", "cancel", "S-1", "S-2", "--reason", "Ill")
    #expect(run.code == 3)
    #expect(try folder.texts("SELECT status FROM session ORDER BY id") == ["scheduled", "cancelled"])
  }
}
