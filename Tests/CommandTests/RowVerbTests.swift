import Foundation
import Testing

/// Rows of the inventory that commands alone prove.
@Suite struct RowVerbTests {
  // Rows S1-1, S1-8, S1-15, S1-36, S4-16.
  /// availability set and show, session book, list, start, complete, reschedule and cancel.
  @Test func theEightCallsOfTheSessionInterfaceAreVerbs() throws {
    let folder = try ProgramFolder.verbs(students: ["sam"])
    try folder.connect("ada", "sam")
    let ada = ["--as", "ada@example.org"]
    let sam = ["--as", "sam@example.org"]
    #expect(try folder.run(["availability", "set", "ada", "--day", "TU", "--hours", "09:00-16:00"] + ada).code == 0)
    let shown = try folder.run("availability", "show", "ada", "--json")
    let hours = try #require(try JSONSerialization.jsonObject(with: Data(shown.out.utf8)) as? [[String: Any]])
    #expect(hours.first { $0["day"] as? String == "TU" }?["end_time"] as? String == "16:00")
    try folder.book("ada", "sam")
    try folder.book("ada", "sam", "2026-11-24T12:00:00Z")
    #expect(try folder.say("session", "list", "--student", "sam@example.org").out.split(separator: "\n").count == 2)
    #expect(try folder.run(["session", "reschedule", "S-2", "--start", "2026-11-24T13:00:00Z"] + sam).code == 0)
    #expect(try folder.run(["session", "cancel", "S-2", "--reason", "Exam"] + sam).code == 0)
    let then = ["--now", "2026-11-24T10:30:00Z"]
    #expect(try folder.run(["session", "start", "S-1"] + sam + then).code == 0)
    #expect(try folder.run(["session", "complete", "S-1", "--notes", "Done"] + ada + then).code == 0)
    #expect(
      try folder.texts("SELECT status || ' ' || coalesce(started_at, '') FROM session ORDER BY id")
        == ["completed 1795516200", "cancelled "], "what nobody said is never invented")
  }

  // Row S1-10.
  @Test func aRoomsNameFollowsTheTemplateAndStays() throws {
    let site = "rooms:\n  template: careerforge-{session_uid}-{timestamp_ms}\n"
    let folder = try ProgramFolder.verbs(students: ["sam"], site: site)
    try folder.connect("ada", "sam")
    try folder.book("ada", "sam")
    let row = try #require(try folder.texts("SELECT uid || '|' || room FROM session").first?.split(separator: "|"))
    #expect(row[1] == "careerforge-\(row[0])-1795248000000")
    try folder.say("session", "reschedule", "S-1", "--start", "2026-11-25T10:00:00Z", at: "2026-11-21T09:00:00Z")
    #expect(try folder.texts("SELECT room FROM session") == [String(row[1])])
    #expect(try folder.page("sessions/", of: "sam").html.contains("https://meet.jit.si/\(row[1])"))
  }

  // Rows S0-17, S0-18, S0-19.
  @Test(arguments: [("VOICE", true, "#config.startAudioOnly=true"), ("VIDEO", true, ""), ("CHAT", false, "")])
  func aTypeHasItsLink(_ type: String, _ hasRoom: Bool, _ suffix: String) throws {
    let folder = try ProgramFolder.verbs(students: ["sam"])
    try folder.connect("ada", "sam")
    var arguments = ProgramFolder.booking("ada", "sam")
    let place = try #require(arguments.firstIndex(of: "VIDEO"))
    arguments[place] = type
    try #require(try folder.run(arguments).code == 0)
    let room = try folder.texts("SELECT room FROM session WHERE room IS NOT NULL").first
    #expect((room != nil) == hasRoom)
    let page = try folder.page("sessions/", of: "sam")
    if let room { #expect(page.html.contains("href=\"https://meet.jit.si/\(room)\(suffix)\"")) }
    #expect(page.html.contains("startAudioOnly") == !suffix.isEmpty)
    let feed = try folder.feed(of: "sam")
    #expect(feed.contains { $0.hasPrefix("LOCATION:") } == hasRoom)
    // A chat without a room takes a link of its own.
    if !hasRoom {
      try folder.say("session", "link", "S-1", "--url", "https://chat.example/1", "--as", "ada@example.org")
      #expect(try folder.feed(of: "sam").isEmpty == false)
      #expect(try folder.page("sessions/", of: "sam").html.contains("https://chat.example/1"))
    }
  }

  // Rows S2-2, S2-9, S4-4.
  @Test func anApprovalCopiesEveryFieldOfTheRequestInOneStep() throws {
    let folder = try ProgramFolder.verbs(students: ["sam"])
    try folder.connect("grace", "sam")
    var asked = ProgramFolder.booking("grace", "sam")
    asked += ["--description", "About me", "--agenda", "Two questions", "--subject", "mock-interview"]
    try #require(try folder.run(asked).code == 0)
    #expect(
      try folder.texts("SELECT status || coalesce(room, '') FROM request") == ["pending"], "no room before the yes")
    try folder.say("session", "approve", "S-1", "--as", "grace@example.org")
    let same = """
      SELECT count(*) FROM request r JOIN session s ON s.id = r.id AND s.uid = r.uid AND s.mentor_id = r.mentor_id
        AND s.student_id = r.student_id AND s.start_at = r.start_at AND s.end_at = r.end_at AND s.title = r.title
        AND s.agenda = r.agenda AND s.subject_id = r.subject_id AND s.kind = r.kind AND s.room = r.room
        AND r.status = 'approved' AND r.responded_at NOT NULL AND s.status = 'scheduled'
      """
    #expect(try folder.texts(same) == ["1"])
    #expect(try folder.texts("SELECT count(DISTINCT at) FROM journal WHERE verb = 'session approve'") == ["1"])
  }

  // Row S2-12.
  @Test func roomsAreMadeOfTheirCharactersAlikeAndNeverTwice() throws {
    let folder = try ProgramFolder.verbs(students: ["sam"], site: "policy:\n  bookings_per_hour: 0\n")
    try folder.connect("ada", "sam")
    for day in 24...27 {
      for hour in ["09", "11", "13", "15"] { try folder.book("ada", "sam", "2026-11-\(day)T\(hour):00:00Z") }
    }
    let rooms = try folder.texts("SELECT room FROM session")
    #expect(rooms.count == 16 && Set(rooms).count == 16)
    #expect(rooms.allSatisfy { $0.wholeMatch(of: /room-[a-z0-9]{8}/) != nil }, "\(rooms)")
    // 128 characters of 36: fewer than 25 different ones come once in a million programmes.
    #expect(Set(rooms.joined().replacingOccurrences(of: "room-", with: "")).count >= 25)
  }

  // Row S3-25.
  @Test func anUnapprovedMentorIsNeitherListedNorBooked() throws {
    let folder = try ProgramFolder.verbs(students: ["sam"])
    try folder.connect("ada", "sam")
    try folder.say("mentor", "suspend", "ada")
    let refused = try folder.run(ProgramFolder.booking("ada", "sam"))
    #expect(refused.code == 4 && refused.err.contains("(rule approval)"), "\(refused.err)")
    try folder.say("build")
    #expect(!folder.exists("public/mentors/ada/index.html") && folder.exists("public/mentors/grace/index.html"))
    #expect(try folder.say("mentor", "list", "--approval", "suspended").out.hasPrefix("ada\t"))
    try folder.say("mentor", "approve", "ada")
    try folder.book("ada", "sam")
  }

  // Row S3-4.
  @Test func whoeverAppliesWaitsForTheOrganiser() throws {
    let folder = try ProgramFolder.verbs(students: ["sam"], site: "policy:\n  mentors_need_approval: false\n")
    try folder.say("mentor", "add", "sam", "--email", "sam@example.org", "--as", "sam@example.org")
    #expect(try folder.texts("SELECT approval FROM mentor WHERE slug = 'sam'") == ["pending"])
    #expect(try folder.run("mentor", "approve", "sam", "--as", "sam@example.org").code == 4)
    #expect(
      try folder.texts("SELECT role FROM person_role JOIN person USING (id) WHERE email = 'sam@example.org'")
        == ["mentor_mentee"])
  }

  // Row S4-2.
  @Test(arguments: [
    (["mentor"], "mentor"), (["student"], "mentee"), (["mentor", "student"], "mentor_mentee"), (["organiser"], "admin"),
  ])
  func rolesAreGivenWithAPerson(_ roles: [String], _ role: String) throws {
    let folder = try ProgramFolder.verbs(students: [])
    let added = try folder.run(
      ["person", "add", "--email", "x@example.org", "--name", "X"] + roles.flatMap { ["--role", $0] })
    #expect(added.code == 0, "\(added.err)")
    #expect(
      try folder.texts("SELECT role FROM person_role JOIN person USING (id) WHERE email = 'x@example.org'") == [role])
    let again = try folder.run("person", "add", "--email", "X@example.org", "--name", "Y")
    #expect(again.code == 3, "an address is taken once: \(again.err)")
  }

  // Rows S3-12, S4-5.
  @Test func aProfileIsWrittenByCommandAndStandsOnItsPage() throws {
    let folder = try ProgramFolder.verbs(students: [])
    try folder.say(
      "mentor", "set", "ada", "--bio", "I like *engines*.", "--company", "Analytical Ltd", "--job-title", "Engineer",
      "--years", "12", "--topics", "engines,poetry", "--link", "https://github.com/ada", "--link",
      "https://linkedin.com/in/ada", "--hourly-rate", "4550", "--currency", "EUR", "--as", "ada@example.org")
    try folder.say("build")
    let page = ProgramFolder.Page(html: try folder.read("public/mentors/ada/index.html"))
    for words in ["Analytical Ltd", "Engineer", "12 years", "poetry"] {
      #expect(page.text.localizedCaseInsensitiveContains(words), "\(words) in \(page.text)")
    }
    #expect(page.html.contains("<em>engines</em>") && page.html.contains("href=\"https://github.com/ada\""))
    // An hour's rate of 45.50: half an hour costs 22.75, an hour and a half 68.25.
    for cost in ["22.75", "45.50", "68.25"] { #expect(page.text.contains(cost), "\(cost) in \(page.text)") }
    #expect(try folder.run("mentor", "set", "ada", "--link", "javascript:alert(1)").code == 5)
    #expect(try folder.run("mentor", "set", "ada", "--headline", "Hers", "--as", "grace@example.org").code == 4)
  }

  // Rows S2-29, S4-19.
  @Test func aRecordingIsLinkedOnlyWithConsent() throws {
    let folder = try ProgramFolder.verbs(students: ["sam"])
    try folder.connect("ada", "sam")
    try folder.book("ada", "sam")
    let recording = ["session", "link", "S-1", "--recording", "https://video.example/1"]
    let refused = try folder.run(recording)
    #expect(refused.code == 5 && refused.err.contains("consent"), "\(refused.err)")
    #expect(try folder.run(recording + ["--consent"]).code == 0)
    #expect(try folder.texts("SELECT recording_url || recording_consent FROM session") == ["https://video.example/11"])
    #expect(try folder.run("session", "link", "S-1", "--recording", "http://video.example/1", "--consent").code == 5)
  }

  // Row S2-4.
  @Test func outsideTheHoursIsAProposalWhereTheProgrammeSaysSo() throws {
    let evening = ProgramFolder.booking("ada", "sam", "2026-11-24T20:00:00Z")
    for (site, code, requests) in [("", Int32(4), []), ("policy:\n  outside_hours: propose\n", 0, ["pending"])] {
      let folder = try ProgramFolder.verbs(students: ["sam"], site: site)
      try folder.connect("ada", "sam")
      #expect(try folder.run(evening).code == code)
      #expect(try folder.texts("SELECT status FROM request") == requests)
    }
  }

  // Row S0-20.
  /// One table says what an offer is: the rules book by it, and the page is drawn from it.
  @Test func anOfferIsBookedAndShownFromOneTable() throws {
    let folder = try ProgramFolder.verbs(students: ["sam"])
    try folder.connect("ada", "sam")
    try folder.sql(
      """
      INSERT INTO session_type (slug, name, kind, minutes, summary, price, currency)
      VALUES ('quick-call', 'Quick call', 'VOICE', 30, 'One question', 1250, 'EUR')
      """)
    let book = [
      "session", "book", "--mentor", "ada", "--student", "sam@example.org", "--start", "2026-11-24T10:00:00Z",
    ]
    #expect(try folder.run(book + ["--offer", "quick-call"]).code == 0)
    #expect(
      try folder.texts("SELECT kind || ' ' || ((end_at - start_at) / 60) || ' ' || title FROM session")
        == ["VOICE 30 Quick call"])
    let unknown = try folder.run(book + ["--offer", "quik-call"])
    #expect(unknown.code == 5 && unknown.err.contains("did you mean \"quick-call\"?"), "\(unknown.err)")
    try folder.say("build")
    let page = ProgramFolder.Page(html: try folder.read("public/session-types/index.html"))
    for words in ["Quick call", "30 minutes", "One question", "12.50"] {
      #expect(page.text.contains(words), "\(words) in \(page.text)")
    }
  }

  // Row S3-1.
  @Test func aPrivateAddressIsGivenAnewAndTheOldOneEnds() throws {
    let folder = try ProgramFolder.verbs()
    try folder.connect("ada", "sam")
    try folder.book("ada", "sam")
    func tokens() throws -> [String] {
      try folder.texts(
        """
        SELECT home_token FROM person WHERE email = 'sam@example.org' UNION ALL SELECT feed_token FROM person
        WHERE email = 'sam@example.org' UNION ALL SELECT action_secret FROM person WHERE email = 'sam@example.org'
        UNION ALL SELECT meeting_token FROM session
        """)
    }
    try folder.say("build")
    let old = try tokens()
    #expect(try folder.run("link", "rotate", "sam@example.org", "--all", "--as", "kim@example.org").code == 4)
    #expect(try folder.run("link", "rotate", "sam@example.org").code == 2)
    try folder.say("link", "rotate", "sam@example.org", "--feed", "--as", "sam@example.org")
    #expect(zip(old, try tokens()).map { $0 == $1 } == [true, false, true, true])
    try folder.say("link", "rotate", "sam@example.org", "--all")
    try folder.say("link", "rotate", "--session", "S-1")
    let new = try tokens()
    #expect(Set(old).isDisjoint(with: new))
    try folder.say("build")
    for (index, path) in ["u/%/index.html", "feeds/%.ics"].enumerated() {
      #expect(!folder.exists("public/" + path.replacingOccurrences(of: "%", with: old[index])))
      #expect(folder.exists("public/" + path.replacingOccurrences(of: "%", with: new[index])))
    }
    #expect(!folder.exists("public/m/\(old[3])/index.html") && folder.exists("public/m/\(new[3])/index.html"))
    let journal = try folder.texts("SELECT before || after FROM journal").joined()
    for token in old + new { #expect(!journal.contains(token)) }
    let shown = try folder.say("link", "show", "sam@example.org").out
    #expect(shown.contains("/u/\(new[0])/") && shown.contains("/feeds/\(new[1]).ics"))
  }
}
