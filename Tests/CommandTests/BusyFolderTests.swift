import Foundation
import Glibc
import Testing

/// What may lie in `busy/`: each file is read, or it is named and its mentor closed.
@Suite struct BusyFolderTests {
  private static let calendar =
    "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:x\r\nDTSTART:20261124T100000Z\r\nDURATION:PT1H\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"

  private func rule(_ folder: ProgramFolder, _ time: String, _ mentor: String = "ada") throws -> String? {
    try folder.json("slots", mentor, "--explain", time).document["rule"] as? String
  }

  @Test(arguments: [
    "busy/ada/own.ical", "busy/ada/own.ICS", "busy/ada/own.ifb", "busy/ada/own.icalendar", "busy/ada.ics",
    "busy/ada/own.ics.txt", "busy/ada/own", "busy/ada/own.vcs",
  ])
  func isReadByAnyNameThatACalendarMayHave(_ path: String) throws {
    let folder = try ProgramFolder.verbs()
    try folder.write(Self.calendar, to: path)
    #expect(try rule(folder, "2026-11-24T10:00:00Z") == "busy")
    #expect(try rule(folder, "2026-11-24T12:00:00Z") == nil)
    #expect(try rule(folder, "2026-11-24T10:00:00Z", "grace") == nil)
    let isNamed = try folder.run("check").err.contains("\(path): warning: is a calendar by another name, and is read")
    #expect(isNamed == [".txt", "own", ".vcs"].contains { path.hasSuffix($0) })
  }

  @Test(arguments: [
    ("busy/ada/own.csv", "is a table, not a calendar; export the calendar as iCalendar (.ics)"),
    ("busy/ada/own.xlsx", "is a table or a document, not a calendar; export"),
    ("busy/ada/own.zip", "is a ZIP archive, not a calendar; unpack it here"),
    ("busy/ada/own.txt", "is not a calendar: there is no BEGIN:VCALENDAR; export"),
    ("busy/ada/sub/own.ics", "a folder in a mentor's folder is not read; put its calendars beside it"),
    ("busy/ada/own.ics/own.ics", "a folder in a mentor's folder is not read"),
    ("busy/ada", "is not a calendar"),
  ])
  func whatIsNoCalendarIsNamedAndClosesItsMentor(_ path: String, _ words: String) throws {
    let folder = try ProgramFolder.verbs()
    try folder.connect("ada", "sam")
    let isPacked = path.hasSuffix(".zip") || path.hasSuffix(".xlsx")
    try folder.write(isPacked ? "PK\u{3}\u{4}" : path.contains("own.ics") ? Self.calendar : "Tuesday;10:00\n", to: path)
    let named = path.replacingOccurrences(of: "/own.ics/own.ics", with: "/own.ics").replacingOccurrences(
      of: "sub/own.ics", with: "sub")
    for command in ["build", "build", "check"] {
      let run = try folder.run(command)
      #expect(run.err.contains("\(named): warning: \(words)"), "\(command): \(run.err)")
      #expect(run.err.contains("all time is taken for busy until it can be read"), "\(run.err)")
    }
    #expect(try rule(folder, "2026-11-25T12:00:00Z") == "busy")
    #expect(try rule(folder, "2026-11-25T12:00:00Z", "grace") == nil)
    let booking = try folder.run(ProgramFolder.booking("ada", "sam", "2026-11-25T12:00:00Z"))
    #expect(booking.code == 3 && booking.err.contains("(rule busy)"), "\(booking.err)")
    #expect(booking.err.contains(words), "\(booking.err)")
    // As the organiser decided.
    try folder.write(try folder.read("site.yaml") + "busy: {unreadable: ignore}\n", to: "site.yaml")
    #expect(try rule(folder, "2026-11-25T12:00:00Z") == nil)
  }

  @Test func whatLiesThereForNobodyIsNamedWithTheLikeliestOwner() throws {
    let folder = try ProgramFolder.verbs()
    try folder.write(Self.calendar, to: "busy/adda/own.ics")
    try folder.write(Self.calendar, to: "busy/grce.ics")
    try folder.write(Self.calendar, to: "busy/calendar-of-somebody.ics")
    try folder.write(Self.calendar, to: "busy/ada/own.ics.bak")
    try folder.write("hello", to: "busy/ada/README.md")
    try folder.write("hello", to: "busy/ada/.gitkeep")
    for command in ["build", "check"] {
      let text = try folder.run(command).err
      for line in [
        "busy/adda: warning: there is no mentor \"adda\"; did you mean \"ada\"?",
        "busy/grce.ics: warning: the file belongs to no mentor, and is not read; did you mean busy/grace/?",
        "busy/calendar-of-somebody.ics: warning: the file belongs to no mentor, and is not read; put it into busy/<mentor>/",
        "busy/ada/own.ics.bak: warning: a note, a copy or half a download is not read",
        "busy/ada/README.md: warning: a note",
      ] { #expect(text.contains(line), "\(text)") }
      #expect(!text.contains("gitkeep"))
    }
    #expect(try rule(folder, "2026-11-24T10:00:00Z") == nil)
  }

  @Test func linksAndPipesAreNamedAndNeverOpened() throws {
    let folder = try ProgramFolder.verbs()
    try folder.write(Self.calendar, to: "elsewhere/own.ics")
    try FileManager.default.createDirectory(atPath: folder.path + "/busy", withIntermediateDirectories: true)
    symlink("../elsewhere", folder.path + "/busy/ada")
    try folder.write("x", to: "busy/grace/.keep")
    mkfifo(folder.path + "/busy/grace/pipe", 0o600)
    let text = try folder.run("check").err
    #expect(text.contains("busy/ada: warning: the folder is a link, and links are not followed"), "\(text)")
    #expect(text.contains("busy/grace/pipe: warning: is no regular file"), "\(text)")
    #expect(try rule(folder, "2026-11-25T12:00:00Z") == "busy")
    #expect(try rule(folder, "2026-11-25T12:00:00Z", "grace") == "busy")
  }

  /// A folder that cannot be listed looks like one that is not there to whoever does not ask why. Root reads everything, so a
  /// file in the folder's place stands for it.
  @Test func aFolderThatCannotBeReadClosesAllAndLosesNothing() throws {
    let folder = try ProgramFolder.verbs()
    try folder.write(Self.calendar, to: "busy/ada/own.ics")
    try folder.say("build")
    #expect(folder.exists(".almanac/busy/ada/own.ics.good"))
    try FileManager.default.moveItem(atPath: folder.path + "/busy", toPath: folder.path + "/kept")
    try folder.write("", to: "busy")
    for _ in 0..<2 {
      let build = try folder.say("build")
      #expect(build.err.contains("busy: warning: the folder cannot be read: Not a directory"), "\(build.err)")
      for mentor in ["ada", "grace"] {
        #expect(try folder.read("public/mentors/\(mentor)/slots.json").contains("\"slots\":[\n]"))
      }
    }
    #expect(folder.exists(".almanac/busy/ada/own.ics.good"))
    try FileManager.default.removeItem(atPath: folder.path + "/busy")
    try FileManager.default.moveItem(atPath: folder.path + "/kept", toPath: folder.path + "/busy")
    let build = try folder.say("build")
    #expect(!build.err.contains("busy"))
    #expect(try folder.read("public/mentors/grace/slots.json").contains("2026-11-24T10:00:00Z"))
    let increment = try folder.tree()
    try folder.say("build", "--force")
    #expect(differences(increment, try folder.tree()).isEmpty)
    #expect(try folder.say("build").out == "nothing has changed\n")
  }

  @Test func whatIsNewInADamagedCalendarIsBusyBesideWhatWas() throws {
    let folder = try ProgramFolder.verbs()
    try folder.write(Self.calendar, to: "busy/ada/own.ics")
    try folder.say("build")
    let added = Self.calendar.replacingOccurrences(of: "20261124T10", with: "20261125T14")
    try folder.write(String(added.dropLast(20)), to: "busy/ada/own.ics")
    try folder.say("build")
    #expect(try rule(folder, "2026-11-24T10:00:00Z") == "busy")
    #expect(try rule(folder, "2026-11-25T14:00:00Z") == "busy")
    #expect(try rule(folder, "2026-11-25T10:00:00Z") == nil)
  }

  /// It says of such a folder what it says of one that is not there, and all mentors would be free.
  @Test func aLinkToNothingIsNotTakenForNoCalendars() throws {
    let folder = try ProgramFolder.verbs()
    try #require(symlink("elsewhere", folder.path + "/busy") == 0)
    for mentor in ["ada", "grace"] { #expect(try rule(folder, "2026-11-25T12:00:00Z", mentor) == "busy") }
    let check = try folder.run("check").err
    #expect(
      check.contains("busy: warning: the folder is a link to something that does not exist; put back"), "\(check)")
  }

  @Test func hiddenCalendarsAndCopiesAreNamedAndNotBusy() throws {
    let folder = try ProgramFolder.verbs()
    let hidden = "a name that begins with a dot is not read; rename it without the dot, or remove it"
    let names = [".own.ics", ".a.ics.swp", "._own.ics", ".own.ifb~"].map { "busy/ada/" + $0 } + ["busy/.grace.ics"]
    for name in names + ["busy/ada/.gitkeep", "busy/ada/.DS_Store", "busy/ada/.own.txt", "busy/.git/x.ics"] {
      try folder.write(Self.calendar, to: name)
    }
    symlink("host.1234", folder.path + "/busy/ada/.#own.ics")
    for command in ["build", "check"] {
      let text = try folder.run(command).err
      for name in names { #expect(text.contains("\(name): warning: \(hidden)"), "\(text)") }
      for name in [".gitkeep", ".DS_Store", ".own.txt", ".git", ".#own.ics"] { #expect(!text.contains(name + ":")) }
    }
    #expect(try rule(folder, "2026-11-24T10:00:00Z") == nil)
  }
}
