import Foundation
import Testing

/// Overrides, corrected outcomes, expired requests, places on waiting lists and suspended mentors, from the command line to
/// the record.
@Suite struct WhoseRulesTests {
  private func programme() throws -> ProgramFolder {
    let folder = try ProgramFolder.verbs()
    try folder.connect("ada", "sam")
    return folder
  }

  // MARK: Overrides

  @Test func theMentorAndTheOrganiserMovePastTheRulesForStrangers() throws {
    let folder = try programme()
    try folder.book("ada", "sam")
    let (soon, evening) = ("2026-11-24T09:30:00Z", "2026-11-24T18:10:00Z")
    let student = try folder.run(
      "session", "reschedule", "S-1", "--start", evening, "--as", "sam@example.org", "--now", "2026-11-23T09:00:00Z")
    #expect(student.code == 4 && student.err.contains("outside-hours"), "\(student.err)")
    let moved = try folder.json(
      "session", "reschedule", "S-1", "--start", evening, "--as", "ada@example.org", at: soon)
    #expect(moved.code == 0)
    #expect(moved.document["overrides"] as? [String] == ["cancel-notice", "outside-hours"])
    #expect(
      try folder.texts("SELECT overrides FROM journal WHERE kind = 'session' ORDER BY seq DESC LIMIT 1")
        == ["cancel-notice,outside-hours"])
    let shorter = try folder.say("session", "reschedule", "S-1", "--start", evening, "--duration", "20", at: soon)
    #expect(shorter.out.contains("overrides: outside-hours, duration\n"), "\(shorter.out)")
    let booked = try folder.say(
      "session", "book", "--mentor", "ada", "--student", "sam@example.org", "--start", "2026-11-24T10:05:00Z",
      "--duration", "30", "--title", "At once", "--as", "ada@example.org", at: "2026-11-24T10:00:00Z")
    #expect(booked.out.contains("overrides: notice, off-grid\n"), "\(booked.out)")
    let over = try folder.run(
      "session", "book", "--mentor", "ada", "--student", "sam@example.org", "--start", "2026-11-24T10:10:00Z",
      "--duration", "30", "--title", "Over it", "--now", "2026-11-24T10:00:00Z")
    #expect(over.code == 3 && over.err.contains("(rule booked)"), "\(over.err)")
    // In a series nobody looks at each date.
    let series = try folder.run(
      "session", "book", "--mentor", "ada", "--student", "sam@example.org", "--start", "2026-11-25T18:00:00Z",
      "--duration", "30", "--title", "Night", "--every", "week", "--count", "2", "--now",
      "2026-11-24T10:00:00Z")
    #expect(series.code == 4 && series.err.contains("(rule outside-hours)"), "\(series.err)")
  }

  // MARK: Outcomes

  @Test func anOutcomeIsCorrectedAndTheJournalKeepsBoth() throws {
    let folder = try programme()
    try folder.book("ada", "sam")
    let after = "2026-11-24T11:00:00Z"
    let unnamed = try folder.run("session", "no-show", "S-1", "--now", after)
    #expect(unnamed.code == 2 && unnamed.err.contains("--absent"), "nobody is absent by default: \(unnamed.err)")
    func outcome() throws -> [String] {
      try folder.texts("SELECT status || ' ' || coalesce(absent, '-') || ' ' || sequence FROM session")
    }
    try folder.say("session", "no-show", "S-1", "--absent", "student", "--as", "ada@example.org", at: after)
    #expect(try outcome() == ["no_show student 0"])
    try folder.say("session", "no-show", "S-1", "--absent", "mentor", at: after)
    #expect(try outcome() == ["no_show mentor 0"])
    try folder.say("session", "complete", "S-1", "--as", "ada@example.org", at: after)
    #expect(try outcome() == ["completed - 0"])
    try folder.say("session", "no-show", "S-1", "--absent", "both", at: after)
    try folder.say("session", "complete", "S-1", at: after)
    #expect(
      try folder.texts(
        "SELECT json_extract(after, '$.status') || coalesce(json_extract(after, '$.absent'), '') FROM journal "
          + "WHERE kind = 'session' AND verb IN ('session no-show', 'session complete') ORDER BY seq")
        == ["no_showstudent", "no_showmentor", "completed", "no_showboth", "completed"])
    let student = try folder.run(
      "session", "no-show", "S-1", "--absent", "mentor", "--as", "sam@example.org", "--now", after)
    #expect(student.code == 4)
    try folder.say("review", "add", "S-1", "--stars", "5", "--as", "sam@example.org", at: after)
    let reviewed = try folder.run("session", "no-show", "S-1", "--absent", "student", "--now", after)
    #expect(reviewed.code == 3 && reviewed.err.contains("has been reviewed"), "\(reviewed.err)")
    #expect(try folder.say("db", "verify").code == 0)
  }

  // MARK: Expiry

  @Test func anExpiredRequestHoldsNothingBeforeTickRuns() throws {
    let folder = try ProgramFolder.verbs()
    for student in ["sam", "kim"] { try folder.connect("grace", student) }
    try folder.book("grace", "sam", "2026-11-27T10:00:00Z")
    #expect(try folder.run(ProgramFolder.booking("grace", "kim", "2026-11-27T10:00:00Z")).err.contains("rule held"))
    let later = "2026-11-25T10:00:00Z"
    let approval = try folder.run("session", "approve", "S-1", "--as", "grace@example.org", "--now", later)
    #expect(approval.code == 3 && approval.err.contains("(rule expired)"), "\(approval.err)")
    let slot = try folder.say("slots", "grace", "--explain", "2026-11-27T10:00:00Z", at: later).out
    #expect(slot.contains("open") && !slot.contains("closed"), "\(slot)")
    let page = try folder.page("", of: "grace", at: later)
    #expect(!page.commands.contains { $0.contains("session approve") }, "\(page.commands)")
    #expect(
      try folder.run(ProgramFolder.booking("grace", "kim", "2026-11-27T10:00:00Z") + ["--now", later]).code == 0)
    let check = try folder.run("check", "--now", later)
    #expect(check.err.contains("1 pending request expired more than 24 hours ago"), "\(check.err)")
    #expect(check.err.contains("run almanac tick every quarter of an hour"), "\(check.err)")
    try folder.say("tick", at: later)
    #expect(try folder.texts("SELECT status FROM request WHERE id = 1") == ["expired"])
    #expect(try !folder.run("check", "--now", later).err.contains("almanac tick"))
  }

  // MARK: The waiting list

  private func line() throws -> ProgramFolder {
    let folder = try ProgramFolder.verbs(students: ["sam", "kim", "lee", "max"])
    try folder.connect("ada", "sam")
    try folder.say("mentor", "set", "ada", "--capacity", "1")
    for student in ["kim", "lee"] {
      let run = try folder.run(ask(student, waits: true))
      try #require(run.code == 0, "\(run.err)")
    }
    return folder
  }

  private func ask(_ student: String, waits: Bool = false) -> [String] {
    [
      "connection", "request", "--mentor", "ada", "--student", "\(student)@example.org", "--goal", "interview-prep",
      "--message", "Hello", "--as", "\(student)@example.org",
    ] + (waits ? ["--wait"] : [])
  }

  private func told(_ folder: ProgramFolder, _ words: [String], at now: String? = nil) throws -> [String] {
    let run = try folder.run(words + ["--json"] + (now.map { ["--now", $0] } ?? []))
    try #require(run.code == 0, "\(words): \(run.out)\(run.err)")
    let document = try JSONSerialization.jsonObject(with: Data(run.out.utf8)) as? [String: Any]
    let notices = document?["notices"] as? [[String: String]] ?? []
    return notices.filter { $0["kind"]?.hasPrefix("place") == true }.map { "\($0["to"] ?? "") \($0["kind"] ?? "")" }
  }

  @Test(arguments: [
    "mentor set ada --capacity 2", "mentor set ada --capacity default", "person erase sam@example.org --yes",
    "connection end C-1",
  ])
  func whateverMakesAPlaceFreeTellsTheHeadOfTheLine(_ command: String) throws {
    let folder = try line()
    let told = try told(folder, command.split(separator: " ").map(String.init))
    #expect(told.first == "kim@example.org place-free", "\(told)")
    #expect(told.count == (command.contains("default") ? 2 : 1))
  }

  @Test func nobodyIsToldWhereNoPlaceIsFree() throws {
    let folder = try line()
    #expect(try told(folder, ["mentor", "set", "ada", "--accepting", "no"]) == [])
    #expect(try told(folder, ["mentor", "set", "ada", "--capacity", "2"]) == [])
    #expect(try told(folder, ["mentor", "suspend", "ada"]) == [])
    #expect(try told(folder, ["mentor", "set", "ada", "--accepting", "yes"]) == [])
    #expect(try told(folder, ["mentor", "approve", "ada"]) == ["kim@example.org place-free"])
  }

  @Test func thePlaceIsTheHeadsForThreeDaysAndThenTheNextOnes() throws {
    let folder = try line()
    try folder.say("connection", "end", "C-1", at: "2026-11-21T10:00:00Z")
    let max = try folder.run(ask("max") + ["--now", "2026-11-22T10:00:00Z"])
    #expect(max.code == 4 && max.err.contains("(rule capacity)"), "\(max.err)")
    #expect(try folder.run(ask("lee") + ["--now", "2026-11-22T10:00:00Z"]).code == 4, "it is kim's turn")
    #expect(
      try told(folder, ["tick"], at: "2026-11-24T10:00:00Z")
        == ["kim@example.org place-expired", "lee@example.org place-free"])
    #expect(try folder.run(ask("lee") + ["--now", "2026-11-25T10:00:00Z"]).code == 0)
    #expect(try folder.texts("SELECT count(*) FROM waiting") == ["0"])
  }

  @Test(arguments: [true, false]) func atTheEndOfAnOfferTheNextInLineIsBeforeStrangers(hasTicked: Bool) throws {
    let folder = try line()
    try folder.say("connection", "end", "C-1", at: "2026-11-21T10:00:00Z")
    let end = "2026-11-24T10:00:00Z"
    if hasTicked { try folder.say("tick", at: end) }
    let max = try folder.run(ask("max") + ["--now", end])
    #expect(max.code == 4 && max.err.contains("keeps the free places"), "\(max.err)")
    // The page of a quarter hour later says the same.
    let page = try folder.page("connections/", of: "max", at: end).html
    #expect(page.contains("<option value=\"ada\">Ada Byron (no free place)</option>"), "\(page)")
    #expect(
      try folder.page("", of: "lee", at: end).text.contains(hasTicked ? "until Friday, 27" : "a free place for you"))
    #expect(try told(folder, ask("lee"), at: end) == (hasTicked ? [] : ["kim@example.org place-expired"]))
    #expect(try folder.texts("SELECT count(*) FROM waiting") == ["0"])
    #expect(try folder.texts("SELECT count(*) FROM connection WHERE status = 'PENDING'") == ["1"])
  }

  @Test func aPendingRequestTakesNoPlaceThatIsKept() throws {
    let folder = try ProgramFolder.verbs(students: ["sam", "kim", "lee", "max"])
    try folder.connect("ada", "sam")
    try folder.say("mentor", "set", "ada", "--capacity", "3")
    try #require(try folder.run(ask("max")).code == 0)
    try folder.say("mentor", "set", "ada", "--capacity", "1")
    try #require(try folder.run(ask("kim", waits: true)).code == 0)
    #expect(try told(folder, ["mentor", "set", "ada", "--capacity", "3"]) == ["kim@example.org place-free"])
    let lee = try folder.run(ask("lee"))
    #expect(lee.code == 4 && lee.err.contains("keeps the free places"), "\(lee.err)")
    // Pages say the same of it: to a stranger, to the student of the offer, to a visitor.
    let stranger = try folder.page("connections/", of: "lee").html
    #expect(stranger.contains("<option value=\"ada\">Ada Byron (no free place)</option>"))
    let kim = try folder.page("connections/", of: "kim")
    #expect(kim.html.contains("<option value=\"ada\">Ada Byron</option>"))
    let until = "keeps a free place for you until Tuesday, 24 November 2026, 08:00"
    #expect(kim.text.contains(until), "\(kim.text)")
    #expect(try folder.page("", of: "kim").text.contains(until))
    #expect(try folder.read("public/mentors/ada/connect/index.html").contains("Fully Booked"))
    #expect(
      try folder.say("connection", "list", "--waiting").out
        == "ada\tkim@example.org\t2026-11-21T08:00:00Z\t2026-11-24T08:00:00Z\n")
    // Whoever loses an offer is notified.
    #expect(try told(folder, ["mentor", "set", "ada", "--capacity", "2"]) == ["kim@example.org place-withdrawn"])
    #expect(try folder.say("connection", "list", "--waiting").out.hasSuffix("08:00:00Z\t\n"))
  }

  @Test func theNextIsToldWhenTheHeadLeaves() throws {
    let folder = try line()
    try folder.say("connection", "end", "C-1")
    let leave = ["connection", "withdraw", "--mentor", "ada", "--student", "kim@example.org"]
    #expect(try told(folder, leave) == ["lee@example.org place-free"])
  }

  // MARK: Suspended mentors

  @Test func aSuspendedMentorsRequestsAreDeclinedAndTheStudentsAreTold() throws {
    let folder = try ProgramFolder.verbs()
    for student in ["sam", "kim"] { try folder.connect("grace", student) }
    try folder.book("grace", "sam", "2026-11-24T10:00:00Z")
    try folder.say("session", "approve", "S-1", "--as", "grace@example.org")
    try folder.book("grace", "kim", "2026-11-24T12:00:00Z")
    let suspended = try folder.say("mentor", "suspend", "grace").out
    for notice in ["grace@example.org (mentor-suspended)", "kim@example.org (session-declined)"]
      + ["sam", "kim"].map({ "\($0)@example.org (mentor-suspended)" })
    {
      #expect(suspended.contains("to be told: \(notice)\n"), "\(suspended)")
    }
    #expect(try folder.texts("SELECT status FROM request ORDER BY id") == ["approved", "rejected"])
    #expect(try folder.texts("SELECT status FROM session") == ["scheduled"], "what was agreed stays")
    let moved = try folder.run("session", "reschedule", "S-1", "--start", "2026-11-25T10:00:00Z")
    #expect(moved.code == 4 && moved.err.contains("(rule approval)"), "\(moved.err)")
    #expect(try folder.run("session", "cancel", "S-1", "--reason", "Away", "--as", "sam@example.org").code == 0)
    #expect(try folder.say("mentor", "approve", "grace").out.contains("to be told: sam@example.org (mentor-approved)"))
  }

  // MARK: Hours under agreed sessions

  @Test func sessionsThatAChangeLeavesOutsideTheHoursAreNamed() throws {
    let folder = try programme()
    try folder.book("ada", "sam")
    try folder.book("ada", "sam", "2026-11-25T16:00:00Z")
    let closed = try folder.json("availability", "close", "ada", "--from", "2026-11-24")
    #expect(closed.document["outside_hours"] as? [String] == ["S-1"])
    let again = try folder.run("availability", "close", "ada", "--from", "2026-11-24")
    #expect(again.err == "", "S-1 was outside before: \(again.err)")
    let zone = try folder.run("person", "set", "ada@example.org", "--zone", "Europe/Berlin")
    #expect(zone.code == 0 && zone.err.contains("S-2 at 2026-11-25T16:00:00Z is now outside the hours of ada"))
    let check = try folder.run("check")
    #expect(check.err.contains("S-1 with ada") && check.err.contains("S-2 with ada"), "\(check.err)")
    // Who put it there knows it.
    try folder.say("session", "reschedule", "S-2", "--start", "2026-11-25T19:00:00Z", "--as", "ada@example.org")
    #expect(try !folder.run("check").err.contains("S-2 with ada"))
  }
}
