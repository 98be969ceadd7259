import Foundation
import Testing

/// `calendar.ics`: the programme's events and closed days, from files and record to pages and subscribers.
@Suite struct ProgrammeCalendarTests {
  private func programme() throws -> ProgramFolder {
    let folder = try ProgramFolder.verbs(site: "zone: Europe/Berlin\n")
    try folder.say(
      "availability", "close", "--everyone", "--from", "2026-12-24", "--until", "2026-12-31", "--reason",
      "Winter, with snow")
    try folder.say("availability", "close", "ada", "--from", "2026-12-10")
    try folder.write(
      "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261225\r\nRRULE:FREQ=YEARLY\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
      to: "content/holidays/feasts.ics")
    try folder.write(
      """
      ---
      title: Meet, greet
      description: An evening; for everybody.
      updated: 2026-11-20
      event: {start: 2026-12-03T18:00, end: 2026-12-03T20:00, place: "Library, room 2"}
      ---
      Come.
      """, to: "content/meet.md")
    try folder.write("---\ntitle: Over\nevent: {start: 2026-09-30}\n---\n", to: "content/over.md")
    return folder
  }

  @Test func holidaysHaveTheirNamesAndTheirFilesOwnStamps() throws {
    let folder = try ProgramFolder.verbs(site: "zone: Europe/Berlin\n")
    func day(_ lines: String) -> String { "BEGIN:VEVENT\r\n\(lines)\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\n" }
    try folder.write(
      "BEGIN:VCALENDAR\r\n"
        + day(
          "DTSTART;VALUE=DATE:20261225\r\nDTSTAMP:20250102T030405Z\r\nSUMMARY;LANGUAGE=en:Christmas\\, first\\n day")
        + day(
          "DTSTART;VALUE=DATE:20261226\r\nDTSTAMP:20250102T030405Z\r\nLAST-MODIFIED:20260102T030405Z\r\nSUMMARY:Boxing Day"
        )
        + day(
          "DTSTART;VALUE=DATE:20201224\r\nRRULE:FREQ=YEARLY\r\nDTSTAMP:29990101T000000Z\r\nSUMMARY:\u{202E} Eve\u{7}")
        + day("DTSTART;VALUE=DATE:20261127") + "END:VCALENDAR\r\n", to: "content/holidays/feasts.ics")
    try folder.say("build")
    let lines = try calendar(folder).joined(separator: "\n")
    func has(_ summary: String, _ date: String, stamp: String) -> Bool {
      lines.contains("LAST-MODIFIED:\(stamp)\nSEQUENCE:0\nDTSTART;VALUE=DATE:\(date)\n")
        && lines.components(separatedBy: "DTSTART;VALUE=DATE:\(date)\n").dropFirst().first?.split(separator: "\n")[1]
          == "SUMMARY:\(summary)"
    }
    #expect(has("Closed: Christmas\\, first day", "20261225", stamp: "20250102T030405Z"), "\(lines)")
    #expect(has("Closed: Boxing Day", "20261226", stamp: "20260102T030405Z"))
    // A stamp of days to come tells nothing: the release's stands there, as where there is none.
    let release = try #require(
      lines.firstMatch(of: /LAST-MODIFIED:(\d+T\d+Z)\nSEQUENCE:0\nDTSTART;VALUE=DATE:20261127/)
    ).1
    #expect(!release.hasPrefix("1970"))
    #expect(has("Closed: Eve", "20261224", stamp: "\(release)") && has("Closed", "20261127", stamp: "\(release)"))
    #expect(
      try folder.json("slots", "ada", "--explain", "2026-11-27T10:00:00Z").document["rule"] as? String == "closed-date")
    // Latin-1 is told, and its names are read.
    let latin = "BEGIN:VCALENDAR\r\n" + day("DTSTART;VALUE=DATE:20261225\r\nSUMMARY:No\u{EB}l") + "END:VCALENDAR\r\n"
    try folder.write(try #require(latin.data(using: .isoLatin1)), to: "content/holidays/latin.ics")
    #expect(try folder.say("build").err.contains("content/holidays/latin.ics:4: warning: octets that are no UTF-8"))
    try FileManager.default.removeItem(atPath: folder.path + "/content/holidays/feasts.ics")
    try folder.say("build")
    #expect(try calendar(folder).contains("SUMMARY:Closed: No\u{EB}l"))
    // The same from what is kept, and made anew.
    let first = try folder.tree()
    try folder.say("build", "--force")
    #expect(differences(first, try folder.tree()).isEmpty)
  }

  @Test func anEventThatChangesWithoutUpdatedIsTold() throws {
    let folder = try programme()
    let told = "content/meet.md: warning: the event is another one than in the published calendar"
    #expect(try !folder.say("build").err.contains(told))
    let page = try folder.read("content/meet.md")
    try folder.write(page.replacing("T18:00", with: "T17:00"), to: "content/meet.md")
    for _ in 0..<2 { #expect(try folder.run("check").err.contains(told)) }
    #expect(try folder.run("build", "--strict").code == 1)
    // The page's own words may change as they like.
    try folder.write(page.replacing("Come.", with: "Do come."), to: "content/meet.md")
    #expect(try !folder.say("build").err.contains(told))
    for change in [page.replacing("T18:00", with: "T17:00"), page.replacing("place:", with: "cancelled: yes, place:")] {
      try folder.write(change, to: "content/meet.md")
      #expect(try folder.run("check").err.contains(told))
      try folder.write(change.replacing("2026-11-20", with: "2026-11-21"), to: "content/meet.md")
      #expect(try !folder.run("check").err.contains(told))
    }
    try folder.say("build")
    #expect(try !folder.say("build", "--force").err.contains(told))
  }

  private func calendar(_ folder: ProgramFolder) throws -> [String] {
    try folder.read("public/calendar.ics").replacing("\r\n ", with: "").components(separatedBy: "\r\n")
  }

  @Test func itHoldsEventsAndClosedDays() throws {
    let folder = try programme()
    try folder.say("build")
    let lines = try calendar(folder)
    let first = try #require(lines.firstIndex(of: "BEGIN:VEVENT"))
    // Nothing tells when the feasts were written: the release stands for it.
    let release = try #require(lines.last { $0.hasPrefix("DTSTAMP:") }).dropFirst(8)
    #expect(release >= "20261101T000000Z" && release.hasSuffix("T000000Z"))
    #expect(lines.contains("NAME:Verbs: Programme calendar"))
    #expect(lines.contains("TZID:Europe/Berlin"))
    #expect(!lines.contains { $0.hasPrefix("METHOD") })
    #expect(
      lines[first...].filter { !$0.hasPrefix("UID:") } == [
        "BEGIN:VEVENT", "DTSTAMP:20261120T000000Z", "CREATED:20261120T000000Z", "LAST-MODIFIED:20261120T000000Z",
        "SEQUENCE:29918880", "DTSTART;TZID=Europe/Berlin:20261203T180000", "DTEND;TZID=Europe/Berlin:20261203T200000",
        "SUMMARY:Meet\\, greet", "STATUS:CONFIRMED", "TRANSP:OPAQUE", "LOCATION:Library\\, room 2",
        "URL:https://verbs.example.org/meet/", "DESCRIPTION:An evening\\; for everybody.", "END:VEVENT",
        "BEGIN:VEVENT", "DTSTAMP:20261121T080000Z", "CREATED:20261121T080000Z", "LAST-MODIFIED:20261121T080000Z",
        "SEQUENCE:0", "DTSTART;VALUE=DATE:20261224", "DTEND;VALUE=DATE:20270101",
        "SUMMARY:Closed: Winter\\, with snow", "STATUS:CONFIRMED", "TRANSP:TRANSPARENT", "END:VEVENT",
        "BEGIN:VEVENT", "DTSTAMP:\(release)", "CREATED:\(release)", "LAST-MODIFIED:\(release)",
        "SEQUENCE:0", "DTSTART;VALUE=DATE:20261225", "DTEND;VALUE=DATE:20261226", "SUMMARY:Closed",
        "STATUS:CONFIRMED", "TRANSP:TRANSPARENT", "END:VEVENT",
        "BEGIN:VEVENT", "DTSTAMP:\(release)", "CREATED:\(release)", "LAST-MODIFIED:\(release)",
        "SEQUENCE:0", "DTSTART;VALUE=DATE:20271225", "DTEND;VALUE=DATE:20271226", "SUMMARY:Closed",
        "STATUS:CONFIRMED", "TRANSP:TRANSPARENT", "END:VEVENT", "END:VCALENDAR", "",
      ])
    let uids = lines.filter { $0.hasPrefix("UID:") }
    #expect(Set(uids).count == 4 && uids.allSatisfy { $0.utf8.count == 40 })
  }

  @Test func theSameDataGiveTheSameBytesAndAMovedEventKeepsItsName() throws {
    let folder = try programme()
    try folder.say("build")
    let before = try folder.read("public/calendar.ics")
    // What has nothing to do with it, and another day of the same month.
    try folder.say("person", "set", "sam@example.org", "--name", "Samuel")
    try folder.say("build", at: "2026-11-29T23:00:00Z")
    #expect(try folder.read("public/calendar.ics") == before)
    let uid = try #require(try calendar(folder).first { $0.hasPrefix("UID:") })
    try folder.write(
      "---\ntitle: Meet\nupdated: 2026-11-22\nevent: {start: 2026-12-04T18:00, end: 2026-12-04T20:00, cancelled: yes}\n---\n",
      to: "content/meet.md")
    try folder.say("build", at: "2026-11-29T23:00:00Z")
    let lines = try calendar(folder)
    #expect(lines.contains(uid))
    for line in [
      "SEQUENCE:29921760", "DTSTART;TZID=Europe/Berlin:20261204T180000", "STATUS:CANCELLED", "SUMMARY:Cancelled: Meet",
    ] {
      #expect(lines.contains(line), "\(line)")
    }
    // The second change of a day.
    try folder.write(
      "---\ntitle: Meet\nupdated: 2026-11-22T11:00\nevent: {start: 2026-12-05T18:00, end: 2026-12-05T20:00}\n---\n",
      to: "content/meet.md")
    let build = try folder.say("build", at: "2026-11-29T23:00:00Z")
    #expect(!build.err.contains("calendars that have it already may keep the old one"))
    for line in ["SEQUENCE:29922360", "DTSTAMP:20261122T100000Z", "DTSTART;TZID=Europe/Berlin:20261205T180000"] {
      #expect(try calendar(folder).contains(line), "\(line)")
    }
  }

  /// What is left of the notes would tell of a change that nobody made.
  @Test(arguments: [0, 40, 1]) func notesThatWereCutAreNoChange(count: Int) throws {
    let folder = try programme()
    try folder.say("build")
    let notes = try folder.read(".almanac/events")
    try folder.write(String(notes.prefix(count == 1 ? notes.count - 1 : count)), to: ".almanac/events")
    let build = try folder.say("build", at: "2026-11-21T09:00:00Z")
    #expect(!build.err.contains("the event is another one"), "\(build.err)")
    if count != 1 { #expect(build.err.contains("the file was cut or changed by another program"), "\(build.err)") }
    #expect(try folder.read(".almanac/events") == notes)
    #expect(try !folder.say("build", at: "2026-11-21T10:00:00Z").err.contains(".almanac/events"))
  }

  @Test func pagesShowItAndLeadToIt() throws {
    let folder = try programme()
    try folder.write("---\ntitle: Linked\n---\n[all dates](/calendar.ics)\n", to: "content/linked.md")
    let build = try folder.say("build")
    #expect(!build.err.contains("leads nowhere"), "\(build.err)")
    for path in ["index.html", "meet/index.html"] {
      let html = try folder.read("public/" + path)
      let text = ProgramFolder.Page(html: html).text
      #expect(text.contains("Thursday, 3 December 2026, 18:00–20:00 (Europe/Berlin)"), "\(path): \(text)")
      #expect(text.contains("Library, room 2"))
      #expect(html.contains("href=\"webcal://verbs.example.org/calendar.ics\""), "\(path)")
      #expect(html.contains("<time datetime=\"2026-12-03T17:00:00Z\" data-keep data-zone=\"Europe/Berlin\">"))
    }
    let home = ProgramFolder.Page(html: try folder.read("public/index.html")).text
    #expect(home.contains("Closed: Winter, with snow 24 December 2026 – 31 December 2026"))
    #expect(!home.contains("Over"))
    #expect(try !folder.read("public/linked/index.html").contains("webcal:"))
    try folder.write("x", to: "content/calendar.ics")
    let taken = try folder.run("build")
    #expect(taken.code == 5 && taken.err.contains("calendar.ics is an address that the build makes itself"))
  }
}
