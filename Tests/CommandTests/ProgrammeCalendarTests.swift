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

  private func calendar(_ folder: ProgramFolder) throws -> [String] {
    try folder.read("public/calendar.ics").replacing("\r\n ", with: "").components(separatedBy: "\r\n")
  }

  @Test func itHoldsEventsAndClosedDays() throws {
    let folder = try programme()
    try folder.say("build")
    let lines = try calendar(folder)
    let first = try #require(lines.firstIndex(of: "BEGIN:VEVENT"))
    #expect(lines.contains("NAME:Verbs: Programme calendar"))
    #expect(lines.contains("TZID:Europe/Berlin"))
    #expect(!lines.contains { $0.hasPrefix("METHOD") })
    #expect(
      lines[first...].filter { !$0.hasPrefix("UID:") } == [
        "BEGIN:VEVENT", "DTSTAMP:20261120T000000Z", "CREATED:20261120T000000Z", "LAST-MODIFIED:20261120T000000Z",
        "SEQUENCE:20777", "DTSTART;TZID=Europe/Berlin:20261203T180000", "DTEND;TZID=Europe/Berlin:20261203T200000",
        "SUMMARY:Meet\\, greet", "STATUS:CONFIRMED", "TRANSP:OPAQUE", "LOCATION:Library\\, room 2",
        "URL:https://verbs.example.org/meet/", "DESCRIPTION:An evening\\; for everybody.", "END:VEVENT",
        "BEGIN:VEVENT", "DTSTAMP:20261121T080000Z", "CREATED:20261121T080000Z", "LAST-MODIFIED:20261121T080000Z",
        "SEQUENCE:0", "DTSTART;VALUE=DATE:20261224", "DTEND;VALUE=DATE:20270101",
        "SUMMARY:Closed: Winter\\, with snow", "STATUS:CONFIRMED", "TRANSP:TRANSPARENT", "END:VEVENT",
        "BEGIN:VEVENT", "DTSTAMP:19700101T000000Z", "CREATED:19700101T000000Z", "LAST-MODIFIED:19700101T000000Z",
        "SEQUENCE:0", "DTSTART;VALUE=DATE:20261225", "DTEND;VALUE=DATE:20261226", "SUMMARY:Closed",
        "STATUS:CONFIRMED", "TRANSP:TRANSPARENT", "END:VEVENT",
        "BEGIN:VEVENT", "DTSTAMP:19700101T000000Z", "CREATED:19700101T000000Z", "LAST-MODIFIED:19700101T000000Z",
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
      "SEQUENCE:20779", "DTSTART;TZID=Europe/Berlin:20261204T180000", "STATUS:CANCELLED", "SUMMARY:Cancelled: Meet",
    ] {
      #expect(lines.contains(line), "\(line)")
    }
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
      #expect(html.contains("<time datetime=\"2026-12-03T17:00:00Z\" data-keep>"))
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
