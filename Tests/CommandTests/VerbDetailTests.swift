import Foundation
import Testing

/// Answers of the record itself, versions of reviews, settings in the journal, notes, and names half remembered.
@Suite struct VerbDetailTests {
  /// Two pending requests for one time, which a programme without holds takes.
  private func twoForOneTime() throws -> ProgramFolder {
    let folder = try ProgramFolder.verbs(site: "policy:\n  pending_holds: false\n")
    for student in ["sam", "kim"] {
      try folder.connect("grace", student)
      try folder.book("grace", student)
    }
    return folder
  }

  // MARK: Refused by the record

  @Test func aRefusalByTheRecordNamesTheNearestSlotsToo() throws {
    let folder = try twoForOneTime()
    try folder.say("session", "approve", "S-2", "--as", "grace@example.org")
    let loser = try folder.json("session", "approve", "S-1", "--as", "grace@example.org")
    #expect(loser.code == 3)
    #expect(loser.document["rule"] as? String == "booked")
    #expect(
      loser.document["slots"] as? [String] == ["2026-11-24T09:00:00Z", "2026-11-24T11:00:00Z", "2026-11-24T11:30:00Z"])
    let said = try folder.run("session", "approve", "S-1")
    #expect(said.err.hasSuffix("open slots nearby: 2026-11-24T09:00:00Z, 2026-11-24T11:00:00Z, 2026-11-24T11:30:00Z\n"))
  }

  @Test func whatTheRecordRefusesIsLeftOutOfABulkAnswerAlone() throws {
    let folder = try twoForOneTime()
    let both = try folder.json("session", "approve", "--all", "--as", "grace@example.org")
    #expect(both.code == 0)
    let changed = try #require(both.document["changed"] as? [[String: Any]])
    #expect(changed.map { $0["id"] as? Int } == [1, 1], "nothing is told of the one that was taken back: \(changed)")
    #expect(try folder.texts("SELECT status FROM request ORDER BY id") == ["approved", "pending"])
    #expect(try folder.texts("SELECT count(*) FROM journal WHERE verb = 'session approve' AND object_id = 2") == ["0"])
  }

  // MARK: Reviews

  @Test func aReviewForAnOlderStateIsRefused() throws {
    let folder = try ProgramFolder.verbs(students: ["sam"])
    try folder.connect("ada", "sam")
    try folder.book("ada", "sam")
    let now = ["--now", "2026-11-24T11:00:00Z"]
    try folder.say("session", "complete", "S-1", "--as", "ada@example.org", at: now[1])
    let add = ["review", "add", "S-1", "--stars", "5", "--as", "sam@example.org"] + now
    let stale = try folder.run(add + ["--if-version", "1"])
    #expect(stale.code == 3 && stale.err.contains("it has version 2, not 1"), "\(stale.err)")
    #expect(try folder.run(add + ["--if-version", "2"]).code == 0)
    let reply = ["review", "reply", "S-1", "--text", "Thank you", "--as", "ada@example.org"] + now
    let old = try folder.run(reply + ["--if-version", "7"])
    #expect(old.code == 3 && old.err.contains("the review of S-1 has changed since"), "\(old.err)")
    #expect(try folder.run(reply + ["--if-version", "1"]).code == 0)
    #expect(try folder.run(reply + ["--if-version", "1"]).code == 3, "the reply has changed it")
    for odd in ["0", "x"] { #expect(try folder.run(add + ["--if-version", odd]).code == 5) }
  }

  // MARK: Settings

  @Test func aPolicyThatReachesTheRecordIsInTheJournal() throws {
    let folder = try ProgramFolder.verbs(students: ["sam"])
    try folder.connect("ada", "sam")
    #expect(
      try folder.texts("SELECT count(*) FROM journal WHERE kind = 'meta'") == ["0"], "nothing differs from the start")
    try folder.write("title: Verbs\npolicy:\n  cancel_notice: 60\n  bookings_per_hour: 5\n", to: "site.yaml")
    let booked = try folder.run(ProgramFolder.booking("ada", "sam") + ["--json"])
    #expect(booked.code == 0 && !booked.out.contains("meta"), "the verb did not change it: \(booked.out)")
    #expect(
      try folder.texts(
        """
        SELECT actor || ' ' || verb || ' ' || (before ->> 'cancel_notice') || '>' || (after ->> 'cancel_notice') || ' '
          || (before ->> 'bookings_per_hour') || '>' || (after ->> 'bookings_per_hour') FROM journal WHERE kind = 'meta'
        """) == ["system settings 120>60 3>5"])
    #expect(try !folder.texts("SELECT before || after FROM journal WHERE kind = 'meta'")[0].contains("secret"))
    try folder.say("session", "cancel", "S-1", "--reason", "Ill", at: "2026-11-21T08:01:00Z")
    #expect(try folder.texts("SELECT count(*) FROM journal WHERE kind = 'meta'") == ["1"], "said once")
    try folder.write("title: Verbs\n", to: "site.yaml")
    let refused = try folder.run("session", "cancel", "S-1", "--reason", "Ill")
    #expect(refused.code == 3)
    #expect(try folder.texts("SELECT cancel_notice FROM meta") == ["60"], "what is refused writes no settings either")
  }

  // MARK: Notes

  // Row S2-27.
  @Test func bothWriteNotesToPrepareASession() throws {
    let folder = try ProgramFolder.verbs()
    try folder.connect("ada", "sam")
    try folder.book("ada", "sam")
    let note = ["session", "note", "S-1", "--before"]
    #expect(try folder.run(note + ["x", "--as", "kim@example.org"]).code == 4)
    #expect(try folder.run("session", "note", "S-1").code == 2)
    #expect(try folder.run(note + ["Read *chapter 1* <script>", "--as", "sam@example.org"]).code == 0)
    #expect(try folder.texts("SELECT version || ' ' || sequence FROM session") == ["2 0"], "no calendar needs to know")
    for person in ["sam", "ada"] {
      let page = try folder.page("sessions/", of: person)
      #expect(page.text.contains("To prepare Read chapter 1"), "\(page.text)")
      #expect(page.html.contains("<em>chapter 1</em>") && !page.html.contains("1</em> <script>"))
    }
    let token = try #require(try folder.texts("SELECT meeting_token FROM session").first)
    #expect(try folder.read("public/m/\(token)/index.html").contains("<em>chapter 1</em>"))
    #expect(try folder.run(note + ["Late", "--as", "ada@example.org", "--if-version", "1"]).code == 3)
    let again = try folder.run(note + ["Read *chapter 1* <script>", "--as", "ada@example.org"])
    #expect(again.out == "no change: already up to date\n")
    #expect(try folder.run(note + ["", "--as", "ada@example.org", "--if-version", "2"]).code == 0)
    #expect(try !folder.page("sessions/", of: "sam").text.contains("To prepare"))
    #expect(try folder.run(note + [String(repeating: "é", count: 32_769)]).code == 5)
    try folder.say("session", "complete", "S-1", at: "2026-11-24T11:00:00Z")
    let after = try folder.run(note + ["Too late", "--now", "2026-11-24T11:00:00Z"])
    #expect(after.code == 3 && after.err.contains("(rule state)"))
  }

  // MARK: Names

  @Test(arguments: [
    ("lovelace", "did you mean \"ada-lovelace\"?"), ("Ada", "did you mean \"ada-byron\" or \"ada-lovelace\"?"),
    ("hop", "did you mean \"ghopper\"?"), ("ada-lovelase", "did you mean \"ada-lovelace\"?"),
    ("grace@exampel.org", "did you mean \"grace@example.org\"?"), ("zuse", "see almanac mentor list"),
    ("a", "see almanac mentor list"), ("ad", "did you mean \"ada-byron\" or \"ada-lovelace\"?"),
  ])
  func aMentorHalfRememberedIsNamed(_ typed: String, _ remedy: String) throws {
    let folder = try ProgramFolder()
    try folder.say("init", ".")
    for (slug, name, email) in [
      ("ada-byron", "Ada Byron", "ada1"), ("ada-lovelace", "Ada King, Countess of Lovelace", "ada2"),
      ("ghopper", "Grace Hopper", "grace"),
    ] {
      try folder.say("person", "add", "--email", "\(email)@example.org", "--name", name, "--role", "mentor")
      try folder.say("mentor", "add", slug, "--email", "\(email)@example.org")
    }
    for command in [["mentor", "set", typed, "--headline", "x"], ["availability", "show", typed], ["slots", typed]] {
      let run = try folder.run(command)
      #expect(run.code == 5)
      #expect(run.err == "almanac: error: no mentor \"\(typed)\"; \(remedy)\n", "\(command)")
    }
  }
}
