import Foundation
import Testing

/// Sessions from the command line to pages and feeds.
@Suite struct SessionFlowTests {
  /// A connected pair and Ada's session S-1 on Tuesday 10:00 UTC.
  private func booked() throws -> ProgramFolder {
    let folder = try ProgramFolder.verbs()
    try folder.connect("ada", "sam")
    try folder.book("ada", "sam")
    return folder
  }

  /// A connected pair and the request S-1 to Grace, who confirms each.
  private func requested() throws -> ProgramFolder {
    let folder = try ProgramFolder.verbs()
    try folder.connect("grace", "sam")
    try folder.book("grace", "sam")
    return folder
  }

  // MARK: Booking

  // Row S0-12.
  @Test func aBookingStandsOnBothPagesAndInBothFeeds() throws {
    let folder = try booked()
    let room = try #require(try folder.texts("SELECT room FROM session").first)
    #expect(room.wholeMatch(of: /room-[a-z0-9]{8}/) != nil)
    for (person, other) in [("sam", "Ada Byron"), ("ada", "Student Sam")] {
      let page = try folder.page("sessions/", of: person)
      for words in [
        "Upcoming 1 Past 0 Cancelled 0", "Mock interview Scheduled", "with \(other)",
        "Tuesday, 24 November 2026, 10:00–11:00 (UTC)", "Video call 60 minutes S-1", "Room \(room)",
        "Join video call", "opens at 09:45 (UTC)",
        person == "sam"
          ? "Can be cancelled or moved until Tuesday, 24 November 2026, 08:00 (UTC)."
          : "Students can cancel or move until Tuesday, 24 November 2026, 08:00 (UTC).",
      ] {
        #expect(page.text.contains(words), "\(person): \(words) in \(page.text)")
      }
      #expect(
        page.html.contains(
          #"href="https://meet.jit.si/\#(room)" target="_blank" rel="noopener noreferrer""#))
      let feed = try folder.feed(of: person)
      for line in [
        "UID:\(try #require(try folder.texts("SELECT uid FROM session").first))", "DTSTART:20261124T100000Z",
        "STATUS:CONFIRMED", "SEQUENCE:0", "SUMMARY:Mock interview (\(other))", "LOCATION:https://meet.jit.si/\(room)",
      ] {
        #expect(feed.contains(line), "\(person): \(line) in \(feed)")
      }
    }
    let meeting = try #require(try folder.texts("SELECT meeting_token FROM session").first)
    #expect(try folder.read("public/m/\(meeting)/session.ics").contains("STATUS:CONFIRMED"))
    #expect(try !folder.feed(of: "kim").contains("BEGIN:VEVENT"))
  }

  // Rows S1-28, S1-2, S1-25.
  @Test func aTakenTimeIsBookedForOthersAndOffersTheNearest() throws {
    let folder = try booked()
    try folder.connect("ada", "kim")
    let refused = try folder.run(ProgramFolder.booking("ada", "kim", "2026-11-24T10:30:00Z") + ["--json"])
    #expect(refused.code == 3)
    #expect(
      refused.out
        == #"{"ok":false,"exit":3,"rule":"booked","message":"2026-11-24T10:30:00Z is not open: booked","slots":["#
        + #""2026-11-24T09:00:00Z","2026-11-24T11:00:00Z","2026-11-24T11:30:00Z"]}"# + "\n")
    #expect(refused.err == "")
    try folder.say("build")
    let week = ProgramFolder.Page(html: try folder.read("public/mentors/ada/week/2026-W48/index.html"))
    #expect(week.text.contains("Booked"))
    #expect(!week.text.contains("Student Sam"), "who took it is nobody's business")
    let slots = try folder.say("slots", "ada", "--from", "2026-11-24T00:00:00Z", "--until", "2026-11-25T00:00:00Z").out
    #expect(!slots.contains("2026-11-24T10:"))
    #expect(slots.contains("2026-11-24T11:00"))
  }

  // Rows S1-12, S1-28, S1-23.
  @Test(arguments: [
    (["--start", "2026-11-20T10:00:00Z"], Int32(4), "past"), (["--start", "2026-11-21T09:30:00Z"], 4, "notice"),
    (["--start", "2027-11-24T10:00:00Z"], 4, "horizon"), (["--start", "2026-11-24T20:00:00Z"], 4, "outside-hours"),
    (["--start", "2026-11-24T10:10:00Z"], 4, "off-grid"), (["--duration", "45"], 5, "duration"),
    (["--title", " "], 5, "title"), (["--type", "IN_PERSON"], 5, "address"),
    (["--link", "http://x.example"], 5, "link"),
    (["--mentor", "grace"], 4, "connection"),
  ])
  func aFormThatCannotBeIsRefusedWithItsRule(_ change: [String], _ code: Int32, _ rule: String) throws {
    let folder = try ProgramFolder.verbs(students: ["sam"])
    try folder.connect("ada", "sam")
    var arguments = ProgramFolder.booking("ada", "sam")
    if let place = arguments.firstIndex(of: change[0]) { arguments[place + 1] = change[1] } else { arguments += change }
    let run = try folder.run(arguments)
    #expect(run.code == code, "\(run.err)")
    #expect(run.err.contains("(rule \(rule))"), "\(run.err)")
    #expect(try folder.texts("SELECT count(*) FROM request") == ["0"])
  }

  // Row S3-23.
  @Test func theFourthRequestOfAnHourIsRefusedByWhenItCame() throws {
    let folder = try ProgramFolder.verbs(students: ["sam"])
    try folder.connect("ada", "sam")
    for hour in ["10", "11", "12"] { try folder.book("ada", "sam", "2026-11-24T\(hour):00:00Z") }
    let fourth = ProgramFolder.booking("ada", "sam", "2026-11-24T13:00:00Z")
    let refused = try folder.run(fourth)
    #expect(refused.code == 4)
    #expect(refused.err.contains("(rule rate-limit)"))
    #expect(refused.err.contains("2026-11-21T09:00:00Z"), "when the next may come")
    // A batch that is worked off later counts by when its requests came in.
    #expect(try folder.run(fourth + ["--now", "2026-11-21T20:00:00Z", "--received", "2026-11-21T08:59:59Z"]).code == 4)
    #expect(try folder.run(fourth + ["--now", "2026-11-21T20:00:00Z", "--received", "2026-11-21T09:00:00Z"]).code == 0)
  }

  @Test func aLocalTimeNeedsAZoneAndOneReading() throws {
    let folder = try ProgramFolder.verbs(students: ["sam"])
    try folder.connect("ada", "sam")
    let bare = try folder.run(ProgramFolder.booking("ada", "sam", "2026-11-24T10:00"))
    #expect(bare.code == 5)
    #expect(bare.err.contains("names no offset"))
    for (start, words) in [("2026-10-25T02:30", "twice"), ("2026-03-29T02:30", "never reads")] {
      let run = try folder.run(ProgramFolder.booking("ada", "sam", start) + ["--zone", "Europe/Berlin"])
      #expect(run.code == 5)
      #expect(run.err.contains(words), "\(run.err)")
    }
    let local = try folder.run(ProgramFolder.booking("ada", "sam", "2026-11-24T11:00") + ["--zone", "Europe/Berlin"])
    #expect(local.code == 0, "\(local.err)")
    #expect(try folder.texts("SELECT start_at FROM session") == ["1795514400"])
  }

  // Row S2-23.
  @Test func aSeriesBooksWhatIsOpenAndTellsWhatIsNot() throws {
    let folder = try ProgramFolder.verbs()
    try folder.connect("ada", "kim")
    try folder.book("ada", "kim", "2026-12-01T10:00:00Z")
    try folder.connect("ada", "sam")
    try folder.say("availability", "close", "ada", "--from", "2026-12-08")
    let run = try folder.run(
      Array(ProgramFolder.booking("ada", "sam").dropLast(2)) + ["--every", "week", "--count", "4"])
    #expect(run.code == 0, "\(run.err)")
    #expect(run.err.contains("left out 2026-12-01T10:00:00Z") && run.err.contains("(rule booked)"))
    #expect(run.err.contains("left out 2026-12-08T10:00:00Z") && run.err.contains("(rule closed-date)"))
    #expect(
      try folder.texts("SELECT datetime(start_at, 'unixepoch') FROM session WHERE series_id = 1 ORDER BY 1")
        == ["2026-11-24 10:00:00", "2026-12-15 10:00:00"])
  }

  // MARK: What becomes of it

  // Rows S1-7, S1-35, S4-12.
  @Test func aCompletedSessionStandsInThePastWithItsNotesAndIsReviewed() throws {
    let folder = try booked()
    let after = "2026-11-24T10:50:00Z"
    let early = try folder.run("session", "complete", "S-1", "--as", "ada@example.org")
    #expect(early.code == 4)
    #expect(early.err.contains("(rule not-started)"))
    #expect(try folder.run("session", "complete", "S-1", "--as", "sam@example.org", "--now", after).code == 4)
    try folder.say("session", "start", "S-1", "--as", "sam@example.org", at: "2026-11-24T09:58:00Z")
    try folder.say("session", "complete", "S-1", "--notes", "Read **chapter 2**", "--as", "ada@example.org", at: after)
    #expect(
      try folder.texts("SELECT started_at || ' ' || ended_at || ' ' || sequence FROM session")
        == ["1795514280 1795517400 0"])
    let organiser = try folder.run("review", "add", "S-1", "--stars", "5", "--now", after)
    #expect(organiser.code == 4, "the organiser reviews nothing")
    try folder.say(
      "review", "add", "S-1", "--stars", "5", "--text", "Very clear", "--as", "sam@example.org", at: after)
    try folder.say("review", "reply", "S-1", "--text", "Thank you", "--as", "ada@example.org", at: after)
    try folder.say(
      "review", "add", "S-1", "--stars", "4", "--text", "Well prepared", "--as", "ada@example.org", at: after)
    let past = try folder.page("sessions/past/", of: "sam", at: after)
    for words in ["Upcoming 0 Past 1 Cancelled 0", "Completed", "Read chapter 2", "Very clear"] {
      #expect(past.text.contains(words), "\(words) in \(past.text)")
    }
    #expect(past.html.contains("<strong>chapter 2</strong>"))
    #expect(!past.text.contains("Well prepared"), "what a mentor says of a student is for mentors")
    #expect(try folder.page("sessions/", of: "sam", at: after).text.contains("No upcoming sessions"))
    let profile = ProgramFolder.Page(html: try folder.read("public/mentors/ada/index.html"))
    #expect(profile.text.contains("Very clear"))
    #expect(!profile.text.contains("Student Sam"))
    #expect(!profile.text.contains("Well prepared"))
    #expect(try folder.feed(of: "sam").contains("STATUS:CONFIRMED"))
  }

  // Row S1-5.
  @Test func aCancelledSessionSaysByWhomAndWhyAndFreesItsTime() throws {
    let folder = try booked()
    try folder.connect("ada", "kim")
    let blank = try folder.run("session", "cancel", "S-1", "--as", "sam@example.org")
    #expect(blank.code == 5)
    #expect(blank.err.contains("(rule reason)"))
    try folder.say("session", "cancel", "S-1", "--reason", "Exam moved", "--as", "sam@example.org")
    for person in ["sam", "ada"] {
      let page = try folder.page("sessions/cancelled/", of: person)
      #expect(page.text.contains("Upcoming 0 Past 0 Cancelled 1"))
      #expect(page.text.contains("Cancelled by the student: Exam moved"))
      let feed = try folder.feed(of: person)
      #expect(feed.contains("STATUS:CANCELLED"))
      #expect(feed.contains("SEQUENCE:1"))
    }
    try folder.book("ada", "kim")
    let again = try folder.run("session", "cancel", "S-1", "--reason", "Again", "--as", "sam@example.org")
    #expect(again.code == 3)
    #expect(again.err.contains("(rule state)"))
  }

  // Row S1-5.
  @Test func cancellingEndsTwoHoursBeforeButForTheMentor() throws {
    let folder = try booked()
    let cancel = ["session", "cancel", "S-1", "--reason", "Ill"]
    let late = try folder.run(cancel + ["--as", "sam@example.org", "--now", "2026-11-24T08:00:01Z"])
    #expect(late.code == 4)
    #expect(late.err.contains("(rule cancel-notice)"))
    #expect(late.err.contains("2026-11-24T08:00:00Z"))
    let page = try folder.page("sessions/", of: "sam", at: "2026-11-24T08:15:00Z")
    #expect(page.text.contains("Could be cancelled or moved until Tuesday, 24 November 2026, 08:00 (UTC)."))
    #expect(!page.text.contains("Cancel session"))
    #expect(try folder.run(cancel + ["--as", "ada@example.org", "--now", "2026-11-24T08:16:00Z"]).code == 0)
    #expect(try folder.texts("SELECT is_late FROM session") == ["1"])
    let other = try booked()
    #expect(try other.run(cancel + ["--as", "sam@example.org", "--now", "2026-11-24T08:00:00Z"]).code == 0)
    #expect(try other.texts("SELECT is_late FROM session") == ["0"])
  }

  // Row S1-6.
  @Test func aMovedSessionKeepsItsNameAndRoom() throws {
    let folder = try booked()
    let before = try folder.texts("SELECT uid || ' ' || room || ' ' || meeting_token FROM session")
    try folder.say("session", "reschedule", "S-1", "--start", "2026-11-25T14:00:00Z", "--as", "sam@example.org")
    #expect(try folder.texts("SELECT uid || ' ' || room || ' ' || meeting_token FROM session") == before)
    try folder.say("build")
    let moved = try folder.feed(of: "ada")
    #expect(moved.contains("DTSTART:20261125T140000Z"))
    #expect(moved.contains("SEQUENCE:1"))
    #expect(moved.filter { $0.hasPrefix("UID:") }.count == 1)
    try folder.connect("ada", "kim")
    try folder.book("ada", "kim")
    let back = try folder.run(
      "session", "reschedule", "S-1", "--start", "2026-11-24T10:00:00Z", "--as", "ada@example.org")
    #expect(back.code == 3)
    #expect(back.err.contains("open slots nearby: "))
  }

  // Row S3-11.
  @Test func anOwnLinkTakesThePlaceOfTheRoom() throws {
    let folder = try booked()
    let url = "https://zoom.example/j/1?pwd=a&b=c"
    #expect(try folder.run("session", "link", "S-1", "--url", url, "--as", "sam@example.org").code == 4)
    try folder.say("session", "link", "S-1", "--url", url, "--platform", "Zoom", "--as", "ada@example.org")
    let page = try folder.page("sessions/", of: "sam")
    #expect(page.html.contains("https://zoom.example/j/1?pwd=a&amp;b=c"))
    #expect(!page.text.contains("Room room-"))
    let feed = try folder.feed(of: "sam")
    #expect(feed.contains("LOCATION:\(url)"))
    #expect(feed.contains("SEQUENCE:1"))
  }

  @Test func whoeverDidNotComeIsNamed() throws {
    let folder = try booked()
    try folder.say(
      "session", "no-show", "S-1", "--absent", "both", "--as", "ada@example.org", at: "2026-11-24T10:10:00Z")
    let page = try folder.page("sessions/past/", of: "sam", at: "2026-11-24T11:00:00Z")
    #expect(page.text.contains("Nobody came."))
  }

  // MARK: Requests

  // Rows S2-5, S3-10, S4-6.
  @Test func aRequestWaitsIsHeldAndIsApproved() throws {
    let folder = try requested()
    try folder.connect("grace", "kim")
    let page = try folder.page("requests/", of: "sam")
    #expect(page.text.contains("Mock interview") && page.text.contains("Pending"))
    // 72 hours after it came are later than two hours before it starts.
    #expect(page.text.contains("Expires Tuesday, 24 November 2026, 08:00 (UTC)."), "\(page.text)")
    #expect(try folder.page("sessions/", of: "sam").text.contains("Upcoming 0"))
    #expect(try folder.feed(of: "sam").contains("STATUS:TENTATIVE"))
    let desk = try folder.page("mentor/", of: "grace")
    #expect(desk.text.contains("From: Student Sam") && desk.text.contains("Mock interview"))
    let held = try folder.run(ProgramFolder.booking("grace", "kim"))
    #expect(held.code == 3)
    #expect(held.err.contains("(rule held)"))
    #expect(try folder.run("session", "approve", "S-1", "--as", "sam@example.org").code == 4)
    let approved = try folder.json("session", "approve", "S-1", "--as", "grace@example.org")
    let changed = try #require(approved.document["changed"] as? [[String: Any]])
    #expect(changed.map { $0["kind"] as? String } == ["request", "session"])
    #expect(changed.map { $0["id"] as? Int } == [1, 1])
    #expect(try folder.page("sessions/", of: "sam").text.contains("Upcoming 1"))
    #expect(try !folder.page("requests/", of: "sam").text.contains("Expires"))
    #expect(try folder.feed(of: "sam").contains("STATUS:CONFIRMED"))
    #expect(try folder.texts("SELECT room GLOB 'room-????????' FROM session") == ["1"])
    let again = try folder.run("session", "approve", "S-1", "--as", "grace@example.org")
    #expect(again.code == 0 && again.out == "no change: already up to date\n", "\(again.out)\(again.err)")
  }

  // Rows S2-5, S2-10.
  @Test func aDeclinedRequestSaysWhy() throws {
    let folder = try requested()
    let blank = try folder.run("session", "decline", "S-1", "--reason", "  ", "--as", "grace@example.org")
    #expect(blank.code == 5)
    #expect(blank.err.contains("(rule reason)"))
    try folder.say("session", "decline", "S-1", "--reason", "On leave", "--as", "grace@example.org")
    let page = try folder.page("requests/", of: "sam")
    #expect(page.text.contains("Rejected") && page.text.contains("On leave"), "\(page.text)")
    try folder.connect("grace", "kim")
    try folder.book("grace", "kim")
  }

  // Rows S2-19, S2-27.
  @Test func severalRequestsAreAnsweredAtOnce() throws {
    let folder = try requested()
    try folder.connect("grace", "kim")
    try folder.book("grace", "kim", "2026-11-24T12:00:00Z")
    try folder.book("grace", "kim", "2026-11-24T14:00:00Z")
    #expect(try folder.page("mentor/", of: "grace").text.contains("3"))
    #expect(
      try folder.run("session", "approve", "--all", "--as", "sam@example.org").code == 0, "nothing is Sam's to approve")
    #expect(try folder.texts("SELECT count(*) FROM session") == ["0"])
    try folder.say("session", "approve", "--all", "--as", "grace@example.org")
    #expect(try folder.texts("SELECT count(*) FROM session WHERE status = 'scheduled'") == ["3"])
    #expect(try folder.page("sessions/", of: "kim").text.contains("Upcoming 2"))
  }

  // Row S2-11.
  @Test func anUnansweredRequestLapsesWithTheClock() throws {
    let folder = try requested()
    let late = try folder.run("session", "approve", "S-1", "--as", "grace@example.org", "--now", "2026-11-24T08:00:00Z")
    #expect(late.code == 3)
    #expect(late.err.contains("(rule expired)"))
    try folder.say("tick", at: "2026-11-24T07:59:59Z")
    #expect(try folder.texts("SELECT status FROM request") == ["pending"])
    let tick = try folder.json("tick", at: "2026-11-24T08:00:00Z")
    #expect(
      (tick.document["notices"] as? [[String: String]])?.map { $0["kind"] } == ["session-expired", "session-expired"])
    #expect(try folder.texts("SELECT status FROM request") == ["expired"])
    let again = try folder.json("tick", at: "2026-11-24T08:00:00Z")
    #expect((again.document["changed"] as? [Any])?.isEmpty == true)
    #expect(try folder.page("requests/", of: "sam", at: "2026-11-24T08:15:00Z").text.contains("Expired"))
  }

  @Test func aStudentsMoveWaitsWhereTheMentorConfirmsEach() throws {
    let folder = try requested()
    try folder.say("session", "approve", "S-1", "--as", "grace@example.org")
    let moved = try folder.json(
      "session", "reschedule", "S-1", "--start", "2026-11-25T10:00:00Z", "--as", "sam@example.org")
    #expect((moved.document["notices"] as? [[String: String]])?.map { $0["kind"] } == ["move-requested"])
    #expect(try folder.texts("SELECT start_at FROM session") == ["1795514400"], "the old time stays")
    try folder.say("session", "approve", "S-2", "--as", "grace@example.org")
    #expect(try folder.texts("SELECT start_at || ' ' || sequence FROM session") == ["1795600800 1"])
    #expect(try folder.texts("SELECT count(*) FROM session") == ["1"])
    try folder.say("session", "reschedule", "S-1", "--start", "2026-11-26T10:00:00Z", "--as", "grace@example.org")
    #expect(try folder.texts("SELECT start_at FROM session") == ["1795687200"], "the mentor's is made at once")
    #expect(try folder.page("sessions/", of: "sam").text.contains("Thursday, 26 November 2026, 10:00–11:00"))
  }

  @Test func twoRequestsForOneTimeWithoutHoldsAreDecidedByTheFirstYes() throws {
    let folder = try ProgramFolder.verbs(site: "policy:\n  pending_holds: false\n")
    for student in ["sam", "kim"] {
      try folder.connect("grace", student)
      try folder.book("grace", student)
    }
    try folder.say("session", "approve", "S-2", "--as", "grace@example.org")
    let loser = try folder.json("session", "approve", "S-1", "--as", "grace@example.org")
    #expect(loser.code == 3)
    #expect(loser.document["rule"] as? String == "booked")
    #expect(try folder.texts("SELECT status FROM request ORDER BY id") == ["pending", "approved"])
  }

  // Rows S2-20, S4-20.
  @Test func aProgrammeWithoutMentorsOrSubjectsSaysSo() throws {
    let folder = try ProgramFolder()
    try folder.write("title: Empty\nbase_url: https://empty.example.org\n", to: "site.yaml")
    try folder.say("init", ".")
    try folder.say("person", "add", "--email", "sam@example.org", "--name", "Sam", "--membership", "student")
    #expect(try folder.page("connections/", of: "sam").text.contains("No connections yet"))
    #expect(ProgramFolder.Page(html: try folder.read("public/mentors/index.html")).text.contains("No mentors yet"))
    let run = try folder.run(ProgramFolder.booking("ada", "sam"))
    #expect(run.code == 5)
    #expect(run.err.contains("no mentor \"ada\""))
  }
}
