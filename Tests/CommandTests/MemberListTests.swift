import Foundation
import Storage
import Testing

/// Member lists, roles and short names, as an organiser meets them.
@Suite struct MemberListTests {
  private func programme(_ list: String, site: String = "") throws -> ProgramFolder {
    let folder = try ProgramFolder()
    try folder.write("title: T\nbase_url: https://t.example.org\n" + site, to: "site.yaml")
    try folder.say("init", ".")
    try folder.write(list, to: "members.csv")
    return folder
  }

  private func inOrder(_ folder: ProgramFolder, location: SourceLocation = #_sourceLocation) throws {
    try folder.say("db", "verify", location: location)
    try folder.say("db", "backup", "copy.db", location: location)
    try folder.say("db", "restore", "copy.db", location: location)
    for name in ["copy.db", "almanac.db.before-restore"] where folder.exists(name) {
      try FileManager.default.removeItem(atPath: folder.path + "/" + name)
    }
  }

  private static let list = """
    email;Vorname;Nachname;Mitgliedschaft;Zeitzone;Telefon;Sprechzeiten;Themen
    ada@example.org;Jürgen;Müller;Mentor;W. Europe Standard Time;1;Mo-Fr 9-12;Compilers
    sam@example.org;Sam;Ito;Student;asia/tokyo;2;;
    ;;;;;;;;

    """

  // Row S3-3.
  @Test func aDryRunListsEverythingAndWritesNothing() throws {
    let folder = try programme(Self.list)
    let before = try folder.run("db", "dump", "--secrets").out
    let rehearsal = try folder.say("person", "import", "members.csv", "--dry-run")
    #expect(try folder.run("db", "dump", "--secrets").out == before)
    #expect(
      rehearsal.out.contains("ada@example.org: added: \"Jürgen Müller\", mentor; a mentor who waits for approval"))
    #expect(rehearsal.out.contains("2 members: 2 added, 0 changed, 0 unchanged (dry run: nothing is written)"))
    #expect(rehearsal.err.contains("ignored column: \"Telefon\""), "\(rehearsal.err)")
    #expect(rehearsal.err.contains("\"W. Europe Standard Time\" as Europe/Berlin"))
    try folder.say("person", "import", "members.csv")
    #expect(try folder.texts("SELECT zone FROM person ORDER BY id") == ["Europe/Berlin", "Asia/Tokyo"])
    #expect(try folder.texts("SELECT DISTINCT verb FROM journal WHERE kind = 'person'") == ["person import"])
    #expect(try folder.texts("SELECT count(*) FROM availability") == ["5"])
    #expect(try folder.say("person", "import", "members.csv").out.contains("0 added, 0 changed, 2 unchanged"))
  }

  @Test func aChangeIsShownOldAndNew() throws {
    let folder = try programme(Self.list)
    try folder.say("person", "import", "members.csv")
    try folder.write(Self.list.replacingOccurrences(of: "Sam;Ito", with: "Samuel;Ito"), to: "members.csv")
    let changed = try folder.say("person", "import", "members.csv").out
    #expect(changed.contains("sam@example.org: changed: name \"Sam Ito\" → \"Samuel Ito\"\n"), "\(changed)")
    let (_, document) = try folder.json("person", "import", "members.csv")
    let members = try #require(document["members"] as? [[String: Any]])
    #expect(members.map { $0["change"] as? String } == ["unchanged", "unchanged"])
    #expect(document["ignored_columns"] as? [String] == ["Telefon"] && document["dry_run"] as? Bool == false)
  }

  @Test func whoLosesTheMentorRoleIsSuspendedAndNobodyIsHalf() throws {
    let folder = try programme(Self.list)
    try folder.say("person", "import", "members.csv")
    try folder.say("mentor", "approve", "--all")
    let pair = ["--mentor", "jurgen-muller", "--student", "sam@example.org"]
    for words in [["request", "--goal", "interview-prep", "--message", "x"], ["accept"]] {
      try #require(try folder.run(["connection"] + words + pair).code == 0)
    }
    try folder.say(
      "session", "book", "--mentor", "jurgen-muller", "--student", "sam@example.org", "--start", "2026-11-24T09:00:00Z",
      "--duration", "60", "--title", "Talk")
    try folder.write(Self.list.replacingOccurrences(of: "Müller;Mentor", with: "Müller;Alumni"), to: "members.csv")
    let rehearsal = try folder.say("person", "import", "members.csv", "--dry-run").out
    #expect(rehearsal.contains("roles \"mentor\" → \"student\"; suspended as a mentor: 1 student has"), "\(rehearsal)")
    #expect(rehearsal.contains("sam@example.org (mentor-suspended)"))
    #expect(try folder.texts("SELECT approval FROM mentor") == ["approved"])
    try folder.say("person", "import", "members.csv")
    #expect(try folder.texts("SELECT approval FROM mentor") == ["suspended"])
    #expect(try folder.texts("SELECT status FROM session") == ["scheduled"])
    try inOrder(folder)
    try folder.say("build")
    #expect(!folder.exists("public/mentors/jurgen-muller/index.html"))
    #expect(folder.exists("public/u/\(try folder.token("home", of: "ada"))/sessions/index.html"))
    // A yes gives the role back with the row, never one of them alone.
    try folder.say("mentor", "approve", "jurgen-muller")
    #expect(try folder.texts("SELECT is_mentor FROM person WHERE email = 'ada@example.org'") == ["1"])
    try inOrder(folder)
  }

  @Test func anUnchangedListTakesNoRoleThatACommandGave() throws {
    let folder = try programme(Self.list)
    try folder.say("person", "import", "members.csv")
    try folder.say("mentor", "add", "sam", "--email", "sam@example.org")
    try folder.say("person", "set", "ada@example.org", "--role", "mentor", "--role", "organiser", "--zone", "UTC")
    #expect(try folder.say("person", "import", "members.csv").out.contains("2 unchanged"))
    #expect(
      try folder.texts("SELECT is_mentor || is_student || is_organiser || zone FROM person ORDER BY id")
        == ["101UTC", "110Asia/Tokyo"])
    try inOrder(folder)
  }

  @Test(arguments: [
    "person set sam@example.org --role mentor", "person set sam@example.org --membership mentor",
    "person set ada@example.org --role student", "person set ada@example.org --membership Student",
    "person add --email new@example.org --name 王小明 --membership mentor",
    "person add --email new@example.org --name New --role mentor --role organiser",
    "person erase ada@example.org --yes",
    "mentor suspend ada", "mentor rename ada ada-byron", "person set kim@example.org --role organiser",
    "person set kim@example.org --membership Mentor/Mentee",
  ])
  func everyVerbOfRolesLeavesTheRecordInOrder(line: String) throws {
    let folder = try ProgramFolder.verbs()
    try folder.connect("ada", "sam")
    try folder.book("ada", "sam")
    try folder.say(
      "connection", "request", "--mentor", "grace", "--student", "kim@example.org", "--goal", "interview-prep",
      "--message", "x")
    let words = line.split(separator: " ").map(String.init)
    try #require(try folder.run(words).code == 0)
    try inOrder(folder)
    let half = "SELECT m.slug FROM mentor m JOIN person p ON p.id = m.person_id "
    #expect(try folder.texts(half + "WHERE p.is_mentor = 0 AND m.approval <> 'suspended'") == [])
    #expect(
      try folder.texts("SELECT email FROM person WHERE is_mentor AND id NOT IN (SELECT person_id FROM mentor)") == [])
    #expect(try folder.run("build").code == 0)
    if line.hasPrefix("person set") {
      #expect(try folder.say(words[0], words[1], words[2], words[3], words[4]).out.contains("no change"))
    }
  }

  @Test func membershipsGiveTheRolesThatTheHelpSays() throws {
    let folder = try programme("")
    try folder.say("person", "add", "--email", "new@example.org", "--name", "王小明", "--membership", "mentor")
    #expect(try folder.say("mentor", "list").out.hasPrefix("new\tpending\t王小明"))
    try folder.say("person", "set", "new@example.org", "--membership", "mentee")
    #expect(try folder.texts("SELECT is_mentor || is_student || approval FROM person, mentor") == ["01suspended"])
    try folder.say("person", "set", "new@example.org", "--membership", "Mentor/mentee")
    #expect(try folder.texts("SELECT is_mentor || is_student || approval FROM person, mentor") == ["11pending"])
  }

  @Test func theProgrammesSettingsDecideOnNewMentorsAndUnnamedRoles() throws {
    let list = "email,name,role\na@example.org,A,mentor\nb@example.org,B,Alumni\n"
    let folder = try programme(list, site: "policy: {mentors_need_approval: false, default_role: none}\n")
    try folder.say("person", "import", "members.csv")
    try folder.say("person", "add", "--email", "c@example.org", "--name", "C", "--membership", "mentor")
    #expect(try folder.texts("SELECT approval FROM mentor ORDER BY slug") == ["approved", "approved"])
    #expect(try folder.texts("SELECT is_student FROM person WHERE email = 'b@example.org'") == ["0"])
  }

  @Test func aFormerStudentLeavesNothingUnanswered() throws {
    let folder = try ProgramFolder.verbs(students: ["sam"])
    try folder.connect("grace", "sam")
    try folder.book("grace", "sam")
    #expect(try folder.texts("SELECT status FROM request") == ["pending"])
    let set = try folder.json("person", "set", "sam@example.org", "--role", "organiser")
    #expect(try folder.texts("SELECT status FROM request") == ["withdrawn"])
    let notices = try #require(set.document["notices"] as? [[String: String]])
    #expect(notices.contains(["to": "grace@example.org", "kind": "session-withdrawn"]), "\(notices)")
    try inOrder(folder)
  }

  // MARK: Short names

  @Test func aRenamedMentorIsFoundUnderBothNames() throws {
    let folder = try ProgramFolder.verbs(students: ["sam"], site: "languages: [en, de]\n")
    try folder.write("Ada's words.\n", to: "content/mentors/ada.md")
    try folder.write("Adas Worte.\n", to: "content/mentors/ada.de.md")
    try folder.write("x", to: "content/mentors/ada/note.txt")
    try folder.write("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nEND:VCALENDAR\r\n", to: "busy/ada/own.ics")
    let renamed = try folder.say("mentor", "rename", "ada", "ada-byron")
    #expect(renamed.err.contains("moved busy/ada to busy/ada-byron; change whatever writes calendars there"))
    #expect(renamed.err.contains("/mentors/ada/ redirects to /mentors/ada-byron/"))
    for path in ["content/mentors/ada-byron.md", "content/mentors/ada-byron.de.md", "busy/ada-byron/own.ics"] {
      #expect(folder.exists(path), "\(path)")
    }
    let old = try folder.say("mentor", "set", "ada", "--headline", "Engines")
    #expect(old.err == "note: ada is now ada-byron\n")
    #expect(try folder.run("slots", "ada").code == 0)
    #expect(try folder.run("mentor", "add", "ada", "--email", "sam@example.org").code == 3)
    #expect(try folder.run("mentor", "rename", "grace", "ada").code == 3)
    try folder.say("build")
    #expect(try folder.read("public/mentors/ada/index.html").contains("url=../../mentors/ada-byron/"))
    #expect(try folder.read("public/de/mentors/ada/index.html").contains("ada-byron/"))
    #expect(try folder.read("public/mentors/ada-byron/index.html").contains("s words."))
    #expect(folder.exists("public/mentors/ada-byron/index.html"))
    // And back: the address is theirs again, and nothing is left that leads to itself.
    try folder.say("mentor", "rename", "ada-byron", "ada")
    #expect(try folder.texts("SELECT slug FROM mentor_address") == ["ada-byron"])
    try inOrder(folder)
    try folder.say("person", "erase", "ada@example.org", "--yes")
    #expect(try folder.texts("SELECT slug FROM mentor_address") == [])
    try inOrder(folder)
  }

  @Test func aGermanSiteWritesUmlautsOut() throws {
    let folder = try programme("email,name,role\nj@example.org,Jürgen Groß,mentor\n", site: "language: de\n")
    try folder.say("person", "import", "members.csv")
    #expect(try folder.texts("SELECT slug FROM mentor") == ["juergen-gross"])
  }

  @Test func mentorAddCompletesWhatAListBegan() throws {
    let folder = try programme("email,name,role\na@example.org,Ada Byron,mentor\n")
    try folder.say("person", "import", "members.csv")
    try folder.say("mentor", "add", "ada", "--email", "a@example.org", "--topics", "compilers")
    #expect(try folder.texts("SELECT slug FROM mentor") == ["ada"])
    #expect(
      try folder.say("mentor", "add", "ada", "--email", "a@example.org", "--topics", "compilers").out.contains(
        "no change"))
    let other = try folder.run("mentor", "add", "lovelace", "--email", "a@example.org")
    #expect(other.code == 3 && other.err.contains("almanac mentor rename ada lovelace"), "\(other.err)")
  }

  // MARK: Addresses

  @Test func anInternationalHostIsStoredInAscii() throws {
    let folder = try programme("")
    try folder.say("person", "add", "--email", "ann@müller.example", "--name", "Ann")
    #expect(try folder.texts("SELECT email FROM person") == ["ann@xn--mller-kva.example"])
    try folder.say("person", "set", "ann@müller.example", "--name", "Anna")
    for (address, words) in [
      ("jürgen@x.org", "before the @"), ("a@b", "no valid host"), ("erased-1@erased.invalid", "erased"),
    ] {
      let run = try folder.run("person", "add", "--email", address, "--name", "X")
      #expect(run.code == 5 && run.err.contains(words), "\(run.err)")
    }
  }

  @Test(arguments: ["\u{A0}", "\u{200B}\u{3000}", "\u{3164}", "\u{2800} "])
  func whatCannotBeSeenIsBlank(text: String) throws {
    let folder = try ProgramFolder.verbs(students: ["sam"])
    try folder.connect("ada", "sam")
    try folder.book("ada", "sam")
    for arguments in [
      ["person", "add", "--email", "x@y.org", "--name", text], ["session", "cancel", "S-1", "--reason", text],
      [
        "connection", "request", "--mentor", "grace", "--student", "sam@example.org", "--goal", "interview-prep",
        "--message", text,
      ],
      [
        "session", "book", "--mentor", "ada", "--student", "sam@example.org", "--start", "2026-11-25T09:00:00Z",
        "--duration", "60", "--title", text,
      ],
    ] { #expect(try folder.run(arguments).code == 5, "\(arguments)") }
  }

  @Test func aListsErrorsNameTheLineAndTheRemedy() throws {
    let folder = try programme("email,name,role,zone\na@example.org,A,mentor,GMT+2\nb@example.org,B,x,EST\n")
    let run = try folder.run("person", "import", "members.csv")
    #expect(run.code == 5)
    #expect(run.err.contains("members.csv:2: error: \"GMT+2\" is an offset from UTC"), "\(run.err)")
    #expect(run.err.contains("members.csv:3: error: \"EST\" is an abbreviation"), "\(run.err)")
    try folder.write("email,name,role\na@example.org,New Name,x\n", to: "members.csv")
    try folder.say("person", "import", "members.csv")
    try folder.write("email,name,role\nb@example.org,New Name,x\n", to: "members.csv")
    let asked = try folder.run("person", "import", "members.csv")
    #expect(asked.code == 5 && asked.err.contains("almanac person set a@example.org --email b@example.org"))
    #expect(try folder.run("person", "import", "members.csv", "--namesakes").code == 0)
  }

  @Test func aListThatIsRefusedAnswersAsADocumentToo() throws {
    let folder = try programme("email,name,role,zone\na@example.org,A,mentor,Nowhere\n")
    let (code, document) = try folder.json("person", "import", "members.csv")
    #expect(code == 5 && document["ok"] as? Bool == false && document["rule"] as? String == "input")
    #expect((document["message"] as? String)?.contains("unknown time zone \"Nowhere\"") == true, "\(document)")
  }

  @Test func aListMayHoldAnotherUnknownZoneInEachRow() throws {
    let rows = (0..<20_000).map { "p\($0)@example.org,P \($0),x,Springfeeld \($0)\n" }
    let folder = try programme("email,name,role,zone\n" + rows.joined())
    let start = ContinuousClock.now
    let run = try folder.run("person", "import", "members.csv")
    #expect(
      run.code == 5 && run.err.hasPrefix("members.csv:2: error: unknown time zone \"Springfeeld 0\""), "\(run.err)")
    #expect(run.err.hasSuffix("19980 more not shown\n"))
    #expect(ContinuousClock.now - start < .seconds(30))
  }

  @Test func nightsOfAListAreNamedInTheAnswer() throws {
    let folder = try programme("email;name;role;hours\na@example.org;A;mentor;FR 22-2, SA 9-12\n")
    let run = try folder.say("person", "import", "members.csv")
    #expect(
      run.err.contains("members.csv:2: hours that end on the next day: a@example.org FR 22:00-02:00\n"), "\(run.err)")
    #expect(
      try folder.texts("SELECT start_time || end_time FROM availability ORDER BY weekday") == [
        "22:0002:00", "09:0012:00",
      ])
  }

  @Test func aDatabaseMayHaveRowsOfNullsAndNumbersWithAPoint() throws {
    let folder = try programme("")
    let members = try Database(path: folder.path + "/members.db", purpose: .create)
    try members.execute(
      """
      CREATE TABLE members (email TEXT, name TEXT, membershiptype TEXT, years REAL, rate REAL, currency TEXT);
      INSERT INTO members VALUES ('a@example.org', 'Ada', 'mentor', 3.0, 40.5, 'EUR'), (NULL, NULL, NULL, NULL, NULL, NULL)
      """)
    try folder.say("person", "import", "members.db")
    #expect(try folder.texts("SELECT years || ' ' || hourly_rate FROM mentor") == ["3 4050"])
  }

  @Test func aTopicThatIsNotListedIsAnsweredInSentences() throws {
    let list = "email,name,role,topics\na@example.org,A,mentor,something-else\n"
    let folder = try programme(
      list, site: "topics: [{slug: compilers, name: Compilers}, {slug: career, name: Career}]\n")
    let run = try folder.run("person", "import", "members.csv")
    #expect(
      run.err.contains("there are career, compilers; a new one goes under topics in site.yaml"), "\(run.err)")
    try folder.write(list.replacingOccurrences(of: "something-else", with: "carer"), to: "members.csv")
    let near = try folder.run("person", "import", "members.csv")
    #expect(near.err.contains("did you mean \"career\"? A new one goes under topics"), "\(near.err)")
  }

  // MARK: Texts of flags

  /// What cannot be seen is not there, in texts that may be empty as in those that must not.
  @Test func aTextThatCannotBeSeenIsKeptAsNone() throws {
    let folder = try ProgramFolder.verbs(students: ["sam"])
    try folder.connect("ada", "sam")
    let nothing = "\u{3164}\u{200B}"
    try folder.say(
      "mentor", "set", "ada", "--headline", nothing, "--company", nothing, "--job-title", nothing, "--bio", nothing)
    #expect(try folder.texts("SELECT headline || company || job_title || bio FROM mentor WHERE slug = 'ada'") == [""])
    try folder.say(
      "session", "book", "--mentor", "ada", "--student", "sam@example.org", "--start", "2026-11-24T09:00:00Z",
      "--duration", "60", "--title", " Talk\u{200B}", "--description", nothing, "--agenda", "\u{AD}")
    #expect(
      try folder.texts(
        "SELECT s.title || '|' || r.description || s.agenda FROM session s JOIN request r ON r.id = s.id")
        == ["Talk|"])
    try folder.say("session", "note", "S-1", "--before", "\u{AD}")
    #expect(try folder.texts("SELECT notes_before FROM session") == [""])
    try folder.say("availability", "close", "ada", "--from", "2026-12-24", "--reason", nothing)
    #expect(try folder.texts("SELECT reason FROM closed_range") == [""])
    try folder.say(
      "person", "add", "--email", "q@example.org", "--name", " Q \u{200B}", "--membership", "\u{A0}Alumni ")
    #expect(
      try folder.texts("SELECT name || '|' || membership_type FROM person WHERE email = 'q@example.org'") == [
        "Q|Alumni"
      ])
    // Spaces at the start of Markdown are code.
    try folder.say("mentor", "set", "ada", "--bio", "    code\n")
    #expect(try folder.texts("SELECT bio FROM mentor WHERE slug = 'ada'") == ["    code\n"])
  }

  @Test func aControlInABioIsRefusedByName() throws {
    let folder = try ProgramFolder.verbs(students: [])
    let run = try folder.run("mentor", "set", "ada", "--bio", "a\u{1}b")
    #expect(run.code == 5 && run.err.contains("--bio must not contain the control character U+0001"), "\(run.err)")
  }

  // MARK: Dates of content

  @Test func contentAppearsAtMidnightOfTheProgrammesZone() throws {
    // 2026-11-21T08:00Z is the 21st in Berlin and already 22:00 there on the 21st in Kiritimati.
    for (zone, isThere) in [("Pacific/Kiritimati", true), ("Pacific/Pago_Pago", false)] {
      let folder = try programme("", site: "zone: \(zone)\n")
      try folder.write("---\ntitle: Soon\npublish: 2026-11-22\n---\nText\n", to: "content/soon.md")
      try folder.say("build", at: "2026-11-21T12:00:00Z")
      #expect(folder.exists("public/soon/index.html") == isThere, "\(zone)")
    }
  }
}
