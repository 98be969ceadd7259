import Foundation
import Testing

/// What calendars are told beside sessions: clock changes, hours as rules, and how to subscribe.
@Suite struct CalendarFilesTests {
  @Test func aClockChangeIsRehearsedOnPagesAndInFeeds() throws {
    let folder = try ProgramFolder.verbs()
    let now = "2027-03-06T08:00:00Z"
    try folder.say("person", "set", "sam@example.org", "--zone", "America/New_York")
    try folder.connect("ada", "sam")
    // New York goes forward on 14 March 2027; UTC does not.
    for start in ["2027-03-10T15:00:00Z", "2027-03-17T15:00:00Z", "2027-03-19T15:00:00Z"] {
      let run = try folder.run(ProgramFolder.booking("ada", "sam", start) + ["--now", now])
      try #require(run.code == 0, "\(run.err)")
    }
    let note = "From 14 March 2027 on, 15:00 (UTC) is 11:00 (America/New_York) instead of 10:00."
    for person in ["sam", "ada"] {
      let page = try folder.page("sessions/", of: person, at: now)
      let cards = page.text.components(separatedBy: "Mock interview Scheduled")
      try #require(cards.count == 4)
      #expect(cards.map { $0.contains(note) } == [false, false, true, false], "\(person): \(page.text)")
      let feed = try folder.feed(of: person)
      #expect(feed.filter { $0.contains("instead of 10:00.") }.count == 1)
    }
    let connections = try folder.page("connections/", of: "sam", at: now)
    #expect(
      connections.text.contains("From 14 March 2027 on, 12:00 (UTC) is 08:00 (America/New_York) instead of 07:00."))
    // Who books sees it before she sends.
    let book = try folder.page("book/ada/", of: "sam", at: now)
    #expect(book.text.contains("From 14 March 2027 on, 12:00 (UTC) is 08:00 (America/New_York) instead of 07:00."))
    let second = try #require(
      try folder.texts("SELECT meeting_token FROM session ORDER BY start_at LIMIT 1 OFFSET 1").first)
    #expect(try folder.read("public/m/\(second)/index.html").contains(note))
    #expect(
      try folder.read("public/m/\(second)/session.ics").replacing("\r\n ", with: "").contains("instead of 10:00."))
    // Past it, and for a pair on one clock, there is nothing to say.
    let later = try folder.page("connections/", of: "sam", at: "2027-03-20T08:00:00Z")
    #expect(!later.text.contains("instead of"))
  }

  /// West of the mentor the clocks change on the evening before; the time is another one from the next morning on.
  @Test func aClockChangeIsDatedByTheFirstTimeThatItChanges() throws {
    let folder = try ProgramFolder.verbs()
    let now = "2027-10-20T08:00:00Z"
    try folder.say("person", "set", "ada@example.org", "--zone", "Europe/Berlin")
    try folder.say("person", "set", "kim@example.org", "--zone", "America/Los_Angeles")
    try folder.connect("ada", "kim")
    // Fridays at 15:00 in Berlin, where the clocks go back on Sunday, 31 October 2027 at 01:00 UTC.
    for start in ["2027-10-29T13:00:00Z", "2027-11-05T14:00:00Z"] {
      let run = try folder.run(ProgramFolder.booking("ada", "kim", start) + ["--now", now])
      try #require(run.code == 0, "\(run.err)")
    }
    let note = "From 31 October 2027 on, 15:00 (Europe/Berlin) is 07:00 (America/Los_Angeles) instead of 06:00."
    for person in ["kim", "ada"] {
      let page = try folder.page("sessions/", of: person, at: now).text
      #expect(page.contains(note), "\(person): \(page)")
    }
    let connections = try folder.page("connections/", of: "kim", at: now).text
    #expect(
      connections.contains(
        "From 31 October 2027 on, 12:00 (Europe/Berlin) is 04:00 (America/Los_Angeles) instead of 03:00."),
      "\(connections)")
  }

  @Test func hoursArePublishedAsRules() throws {
    let folder = try ProgramFolder()
    try folder.write("title: Rules\nbase_url: https://rules.example.org\n", to: "site.yaml")
    try folder.say("init", ".")
    try folder.say(
      "person", "add", "--email", "ada@example.org", "--name", "Ada", "--zone", "Europe/Berlin", "--membership",
      "mentor")
    try folder.say("mentor", "add", "ada", "--email", "ada@example.org", "--topics", "compilers")
    try folder.say("mentor", "approve", "ada")
    try folder.say("availability", "add", "ada", "--day", "MO", "--start", "09:00", "--end", "12:00")
    try folder.say("availability", "add", "ada", "--day", "FR", "--start", "22:00", "--end", "01:00")
    try folder.say(
      "availability", "add", "ada", "--date", "2026-11-30", "--start", "14:00", "--end", "15:30", "--mode", "replace")
    try folder.say("availability", "close", "ada", "--from", "2026-12-24", "--until", "2026-12-31")
    try folder.say("build")
    let text = try folder.read("public/mentors/ada/availability.ics")
    let lines = text.components(separatedBy: "\r\n").filter { !$0.hasPrefix("UID:") && !$0.hasPrefix("DTSTAMP:") }
    let start = try #require(lines.firstIndex(of: "BEGIN:VAVAILABILITY"))
    #expect(
      Array(lines[start...]) == [
        "BEGIN:VAVAILABILITY", "PRIORITY:9", "BUSYTYPE:BUSY-UNAVAILABLE",
        "BEGIN:AVAILABLE", "DTSTART;TZID=Europe/Berlin:20261123T090000", "DTEND;TZID=Europe/Berlin:20261123T120000",
        "RRULE:FREQ=WEEKLY", "EXDATE;TZID=Europe/Berlin:20261130T090000", "END:AVAILABLE",
        "BEGIN:AVAILABLE", "DTSTART;TZID=Europe/Berlin:20261127T220000", "DTEND;TZID=Europe/Berlin:20261128T010000",
        "RRULE:FREQ=WEEKLY", "END:AVAILABLE",
        "BEGIN:AVAILABLE", "DTSTART;TZID=Europe/Berlin:20261130T140000", "DTEND;TZID=Europe/Berlin:20261130T153000",
        "END:AVAILABLE", "END:VAVAILABILITY",
        "BEGIN:VAVAILABILITY", "PRIORITY:1", "BUSYTYPE:BUSY-UNAVAILABLE",
        "DTSTART;TZID=Europe/Berlin:20261224T000000", "DTEND;TZID=Europe/Berlin:20270101T000000",
        "END:VAVAILABILITY", "END:VCALENDAR", "",
      ])
    let uids = text.components(separatedBy: "\r\n").filter { $0.hasPrefix("UID:") }
    #expect(uids.count == 5)
    #expect(Set(uids).count == 5)
  }

  @Test func everyServiceIsGivenTheAddressInItsOwnForm() throws {
    let folder = try ProgramFolder.verbs()
    let page = try folder.page("", of: "sam").html
    let token = try folder.token("feed", of: "sam")
    let address = "verbs.example.org%2Ffeeds%2F\(token).ics"
    for link in [
      "href=\"webcal://verbs.example.org/feeds/\(token).ics\"",
      "href=\"https://calendar.google.com/calendar/u/0/r?cid=webcal%3A%2F%2F\(address)\"",
      "href=\"https://outlook.live.com/calendar/0/addfromweb/?url=https%3A%2F%2F\(address)&amp;name=Verbs%3A%20Student%20Sam\"",
      "href=\"https://outlook.office.com/calendar/0/addfromweb/?url=https%3A%2F%2F\(address)&amp;name=Verbs%3A%20Student%20Sam\"",
      ">https://verbs.example.org/feeds/\(token).ics</code>",
    ] {
      #expect(page.contains(link), "\(link)")
    }
    // A service cannot reach http on this machine, and without an address nothing can.
    try folder.say("build", "-u", "http://localhost:8000")
    let local = try folder.read("public/u/\(try folder.token("home", of: "sam"))/index.html")
    #expect(local.contains("webcal://localhost:8000/feeds/"))
    #expect(!local.contains("calendar.google.com"))
  }
}

/// What organisers see.
@Suite struct OrganiserTests {
  @Test func anOrganiserSeesTheProgrammeAndNobodyElseDoes() throws {
    let folder = try ProgramFolder.verbs()
    try folder.say("person", "set", "kim@example.org", "--role", "organiser")
    try folder.connect("ada", "sam")
    try folder.book("ada", "sam")
    try folder.say(
      "connection", "request", "--mentor", "grace", "--student", "sam@example.org", "--goal", "career-guidance",
      "--message",
      "Hello",
      "--as", "sam@example.org")
    let home = try folder.page("", of: "kim")
    let token = try folder.token("home", of: "kim")
    #expect(home.html.contains("organiser/\(token)/"))
    #expect(try !folder.page("", of: "sam").html.contains("organiser/"))
    let page = ProgramFolder.Page(html: try folder.read("public/organiser/\(token)/index.html"))
    for words in [
      "Mentors 2", "Students 1", "Accepted connections 1", "Sessions held 0", "Coming sessions 1", "Hours taken 0 %",
      "Grace Hopper Student Sam Connection", "Ada Byron 0 1 0 – 0 0 %", "Grace Hopper 0 0 0 – 1 0 %",
    ] {
      #expect(page.text.contains(words), "\(words) in \(page.text)")
    }
    #expect(page.html.contains("<meta name=\"robots\" content=\"noindex"))
    let feed = try folder.read("public/organiser/\(try folder.token("feed", of: "kim"))/programme.ics")
    let lines = feed.replacing("\r\n ", with: "").components(separatedBy: "\r\n")
    #expect(lines.contains("SUMMARY:Mock interview (Ada Byron & Student Sam)"))
    #expect(lines.filter { $0 == "BEGIN:VEVENT" }.count == 1)
    #expect(lines.contains { $0.hasPrefix("X-WR-CALNAME:Verbs: All sessions") })
    // Who is no organiser any more leaves nothing behind.
    try folder.say("person", "set", "kim@example.org", "--role", "student")
    try folder.say("build")
    #expect(!folder.exists("public/organiser/\(token)/index.html"))
  }
}
