import Foundation
import Testing

/// Mentors' own calendars in the programme's folder: from the file to pages, slots and bookings.
@Suite struct BusyCalendarTests {
  /// Ada and Grace, open 09:00–17:00 UTC; Ada is busy on Tuesday from 10 to 11.
  private func programme(site: String = "", connected: Bool = false) throws -> ProgramFolder {
    let folder = try ProgramFolder.verbs(site: site)
    if connected { try folder.connect("ada", "sam") }
    try folder.write(Self.calendar(), to: "busy/ada/private.ics")
    return folder
  }

  private static func calendar(_ start: String = "20261124T100000Z", uid: String = "x", _ more: String = "") -> String {
    """
    BEGIN:VCALENDAR\r
    BEGIN:VEVENT\r
    UID:\(uid)\r
    DTSTART:\(start)\r
    DURATION:PT1H\r
    \(more)END:VEVENT\r
    END:VCALENDAR\r

    """
  }

  private func reason(_ folder: ProgramFolder, _ time: String, _ mentor: String = "ada") throws -> String? {
    try folder.json("slots", mentor, "--explain", time).document["rule"] as? String
  }

  private func starts(_ folder: ProgramFolder, _ mentor: String = "ada") throws -> Set<String> {
    let text = try folder.read("public/mentors/\(mentor)/slots.json")
    return Set(text.matches(of: /"start":"([^"]*)"/).map { String($0.1) })
  }

  @Test func aBusyTimeIsClosedOnPagesInSlotsAndForBookings() throws {
    let folder = try programme(connected: true)
    #expect(try reason(folder, "2026-11-24T10:00:00Z") == "busy")
    #expect(try reason(folder, "2026-11-24T09:30:00Z") == nil)
    #expect(try reason(folder, "2026-11-24T10:00:00Z", "grace") == nil)
    try folder.say("build")
    let open = try starts(folder)
    #expect(!open.contains("2026-11-24T10:00:00Z") && !open.contains("2026-11-24T10:30:00Z"))
    #expect(open.contains("2026-11-24T09:30:00Z") && open.contains("2026-11-24T11:00:00Z"))
    #expect(
      try folder.read("public/mentors/ada/free.ifb").replacingOccurrences(of: "\r\n ", with: "")
        .contains("20261124T100000Z/20261124T110000Z"))
    let refused = try folder.run(ProgramFolder.booking("ada", "sam", "2026-11-24T10:00:00Z") + ["--json"])
    #expect(refused.code == 3)
    #expect(refused.out.contains(#""rule":"busy""#))
    #expect(refused.out.contains(#""slots":["2026-11-24T09:00:00Z","2026-11-24T11:00:00Z""#))
    try folder.book("ada", "sam", "2026-11-24T11:00:00Z")
    let moved = try folder.run("session", "reschedule", "S-1", "--start", "2026-11-24T10:00:00Z", "--json")
    #expect(moved.code == 3 && moved.out.contains(#""rule":"busy""#))
  }

  @Test func aSessionThatCameBackInHerCalendarDoesNotBlockItself() throws {
    let folder = try programme(connected: true)
    try folder.book("ada", "sam", "2026-11-25T10:00:00Z")
    let uid = try #require(try folder.texts("SELECT uid FROM session").first)
    try folder.write(Self.calendar("20261125T100000Z", uid: uid), to: "busy/ada/private.ics")
    #expect(try reason(folder, "2026-11-25T10:00:00Z") == "booked")
    // Moved or repeated in the mentor's own calendar alone, it is another appointment.
    try folder.write(Self.calendar("20261126T100000Z", uid: uid), to: "busy/ada/private.ics")
    #expect(try reason(folder, "2026-11-26T10:00:00Z") == "busy")
    try folder.write(
      Self.calendar("20261125T100000Z", uid: uid, "RRULE:FREQ=DAILY;COUNT=3\r\n"), to: "busy/ada/private.ics")
    #expect(try reason(folder, "2026-11-27T10:00:00Z") == "busy")
    try folder.write(Self.calendar("20261125T100000Z", uid: uid), to: "busy/ada/private.ics")
    try folder.say("session", "reschedule", "S-1", "--start", "2026-11-25T14:00:00Z", "--duration", "60")
    // Her calendar has not heard of it yet.
    #expect(try reason(folder, "2026-11-25T10:00:00Z") == nil)
    let other = "00000000-0000-4000-8000-000000000000"
    try folder.write(Self.calendar("20261125T100000Z", uid: other), to: "busy/ada/private.ics")
    #expect(try reason(folder, "2026-11-25T10:00:00Z") == "busy")
  }

  @Test func whatSheDeclinedIsFree() throws {
    let folder = try programme()
    for (who, expected) in [("ada", nil), ("grace", "busy" as String?)] {
      try folder.write(
        Self.calendar("20261124T100000Z", "ATTENDEE;PARTSTAT=DECLINED:mailto:\(who)@example.org\r\n"),
        to: "busy/ada/private.ics")
      #expect(try reason(folder, "2026-11-24T10:00:00Z") == expected)
    }
  }

  @Test func aChangedCalendarRendersItsMentorAlone() throws {
    let folder = try programme()
    try folder.say("build")
    #expect(try folder.say("build").out == "nothing has changed\n")
    let before = try folder.tree()
    try folder.write(Self.calendar("20261125T100000Z"), to: "busy/ada/private.ics")
    let summary = try folder.say("build").out
    // The counts of the whole site are told by whole builds only.
    #expect(!summary.contains("pages"), "\(summary)")
    let changed = differences(before, try folder.tree())
    #expect(changed.contains("mentors/ada/slots.json"))
    #expect(!changed.contains { $0.hasPrefix("mentors/grace/") })
    let increment = try folder.tree()
    try folder.say("build", "--force")
    #expect(differences(increment, try folder.tree()).isEmpty)
    // The same when she takes it away, and when the first one comes.
    try FileManager.default.removeItem(atPath: folder.path + "/busy/ada/private.ics")
    #expect(try !folder.say("build").out.contains("pages"))
    #expect(try starts(folder).contains("2026-11-25T10:00:00Z"))
    #expect(!folder.exists(".almanac/busy/ada"))
    try folder.write(Self.calendar(), to: "busy/grace/a.ics")
    #expect(try !folder.say("build").out.contains("pages"))
    #expect(try !starts(folder, "grace").contains("2026-11-24T10:00:00Z"))
  }

  private static let damaged = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:2026112"

  @Test func aDamagedCalendarCountsAsItWasWhenItCouldLastBeRead() throws {
    let folder = try programme()
    try folder.say("build")
    try folder.write(Self.damaged, to: "busy/ada/private.ics")
    let build = try folder.say("build")
    #expect(
      build.err.contains(
        "busy/ada/private.ics:1: warning: the file is cut off: BEGIN:VEVENT has no END; the calendar as it was when it could last be read is taken"
      ), "\(build.err)")
    #expect(try reason(folder, "2026-11-24T10:00:00Z") == "busy")
    #expect(try reason(folder, "2026-11-24T12:00:00Z") == nil)
    let check = try folder.run("check")
    #expect(check.code == 1 && check.err.contains("busy/ada/private.ics:1: warning: "))
    #expect(try folder.run("build", "--strict").code == 1)
  }

  @Test func withoutAGoodCopyAllTimeIsBusy() throws {
    let folder = try ProgramFolder.verbs()
    try folder.write(Self.damaged, to: "busy/ada/private.ics")
    let build = try folder.say("build")
    #expect(build.err.contains("; all time is taken for busy until it can be read"))
    #expect(try starts(folder).isEmpty)
    #expect(try !starts(folder, "grace").isEmpty)
  }

  @Test(arguments: ["closed", "ignore"])
  func theSettingSaysWhatAnUnreadableCalendarIs(_ choice: String) throws {
    let folder = try programme(site: "busy: {unreadable: \(choice)}\n")
    try folder.say("build")
    try folder.write(Self.damaged, to: "busy/ada/private.ics")
    let build = try folder.say("build")
    #expect(build.err.contains("busy.unreadable is \(choice)"), "\(build.err)")
    #expect(try reason(folder, "2026-11-24T10:00:00Z") == (choice == "closed" ? "busy" : nil))
  }

  @Test func aLinkOrAPipeInTheFolderIsUnreadableAndNeverAHang() throws {
    let folder = try programme()
    mkfifo(folder.path + "/busy/ada/pipe.ics", 0o600)
    symlink("/etc/passwd", folder.path + "/busy/grace.ics")
    try FileManager.default.createDirectory(atPath: folder.path + "/busy/grace", withIntermediateDirectories: true)
    symlink("/etc/passwd", folder.path + "/busy/grace/link.ics")
    let build = try folder.say("build")
    #expect(build.err.contains("busy/ada/pipe.ics: warning: is no regular file"), "\(build.err)")
    #expect(build.err.contains("busy/grace/link.ics: warning: the file is a link, and links are not followed"))
  }

  @Test func holidaysCloseDatesForAllAndAFolderOfNobodyIsTold() throws {
    let folder = try programme()
    try folder.write(
      "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20201125\r\nRRULE:FREQ=YEARLY\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
      to: "content/holidays/feasts.ics")
    try folder.write(Self.calendar(), to: "busy/adda/private.ics")
    for mentor in ["ada", "grace"] {
      #expect(try reason(folder, "2026-11-25T10:00:00Z", mentor) == "closed-date")
      #expect(try reason(folder, "2026-11-26T10:00:00Z", mentor) == nil)
    }
    let build = try folder.say("build")
    #expect(
      build.err.contains("busy/adda: warning: there is no mentor \"adda\"; did you mean \"ada\"?"), "\(build.err)")
    #expect(try !starts(folder).contains { $0.hasPrefix("2026-11-25") })
    try folder.write("nonsense", to: "content/holidays/feasts.ics")
    // As they were when they could last be read.
    #expect(try reason(folder, "2026-11-25T10:00:00Z") == "closed-date")
    try FileManager.default.removeItem(atPath: folder.path + "/.almanac/busy")
    let failed = try folder.run("build")
    #expect(failed.code == 5 && failed.err.contains("content/holidays/feasts.ics: error: the holidays cannot be read"))
  }

  @Test func whatIsKeptIsForItsOwnerAloneAndCheckKeepsNothing() throws {
    let folder = try programme()
    _ = try folder.run("check")
    #expect(!folder.exists(".almanac/busy"))
    try folder.say("build")
    let kept = folder.path + "/.almanac/busy"
    for name in ["", "/ada", "/ada/private.ics.answer", "/ada/private.ics.good"] {
      let mode = try FileManager.default.attributesOfItem(atPath: kept + name)[.posixPermissions] as? Int
      #expect(mode.map { $0 & 0o077 } == 0, "\(name)")
    }
    // An answer that somebody damaged is asked for again.
    try folder.write("nonsense", to: ".almanac/busy/ada/private.ics.answer")
    #expect(try reason(folder, "2026-11-24T10:00:00Z") == "busy")
  }
}
