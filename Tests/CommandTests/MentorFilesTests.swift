import Foundation
import Glibc
import Testing

/// What becomes of the files that are named after a mentor when the mentor is renamed or erased, and who gets them next.
@Suite struct MentorFilesTests {
  /// A whole Tuesday.
  private static let busyDay = """
    BEGIN:VCALENDAR
    VERSION:2.0
    PRODID:x
    BEGIN:VEVENT
    UID:1
    DTSTAMP:20261101T000000Z
    DTSTART;VALUE=DATE:20261124
    SUMMARY:Away
    END:VEVENT
    END:VCALENDAR

    """.replacingOccurrences(of: "\n", with: "\r\n")

  private func openOnTuesday(_ mentor: String, _ folder: ProgramFolder) throws -> Bool {
    try folder.say("slots", mentor, "--from", "2026-11-24T00:00:00Z", "--until", "2026-11-25T00:00:00Z").out.contains(
      "2026-11-24T")
  }

  @Test func aRenamedMentorIsAsBusyAsBefore() throws {
    let folder = try ProgramFolder.verbs(students: ["sam"])
    try folder.write(Self.busyDay, to: "busy/ada.ics")
    try folder.write("x", to: "content/mentors/ada/photo.png")
    #expect(try !openOnTuesday("ada", folder))
    let run = try folder.say("mentor", "rename", "ada", "countess")
    #expect(run.err.contains("moved busy/ada.ics to busy/countess.ics; change whatever writes calendars there\n"))
    #expect(run.err.contains("moved content/mentors/ada to content/mentors/countess\n"))
    #expect(try !openOnTuesday("countess", folder))
    #expect(!folder.exists("busy/ada.ics"))
    let pair = ["--mentor", "countess", "--student", "sam@example.org"]
    for verb in [["request", "--goal", "interview-prep", "--message", "Hello"], ["accept"]] {
      #expect(try folder.run(["connection"] + verb + pair).code == 0)
    }
    #expect(try folder.run(ProgramFolder.booking("countess", "sam")).code != 0)
  }

  @Test func aRenameThatCannotMoveAFileIsRefused() throws {
    let folder = try ProgramFolder.verbs(students: ["sam"])
    try folder.write(Self.busyDay, to: "busy/ada.ics")
    try folder.write(Self.busyDay, to: "busy/countess.ics")
    try folder.write("Words\n", to: "content/mentors/ada.md")
    let run = try folder.run("mentor", "rename", "ada", "countess")
    #expect(run.code == 3 && run.err.contains("busy/ada.ics would become busy/countess.ics"), "\(run.err)")
    #expect(try folder.texts("SELECT slug FROM mentor ORDER BY slug") == ["ada", "grace"])
    #expect(folder.exists("content/mentors/ada.md") && folder.exists("busy/ada.ics"))
    // Files of other names do not stop it, but they are named.
    unlink(folder.path + "/busy/countess.ics")
    try folder.write("Worte\n", to: "content/mentors/countess.de.md")
    #expect(
      try folder.say("mentor", "rename", "ada", "countess").err.contains(
        "content/mentors/countess.de.md was there before, and is used for countess from now on\n"))
  }

  @Test func theShortNameOfAListIsCompletedWithItsFiles() throws {
    let folder = try ProgramFolder.verbs(students: ["sam"])
    try folder.write("email,name,role\nz@example.org,Zoe Diaz,mentor\n", to: "members.csv")
    try folder.say("person", "import", "members.csv")
    try folder.write(Self.busyDay, to: "busy/zoe-diaz.ics")
    let run = try folder.say("mentor", "add", "zoe", "--email", "z@example.org")
    #expect(run.err == "moved busy/zoe-diaz.ics to busy/zoe.ics; change whatever writes calendars there\n")
    #expect(folder.exists("busy/zoe.ics"))
  }

  private static let names = [
    "busy/ada-byron.ics", "busy/ada-byron/own.ics", "content/mentors/ada-byron.de.md", "content/mentors/ada-byron.md",
    "content/mentors/ada-byron/photo.png", "content/mentors/ada.md",
  ]

  private func erased() throws -> ProgramFolder {
    let folder = try ProgramFolder.verbs(students: ["sam"])
    try folder.say("mentor", "rename", "ada", "ada-byron")
    for name in Self.names { try folder.write("x", to: name) }
    let run = try folder.say("person", "erase", "ada@example.org", "--yes")
    let told = run.err.split(separator: "\n").filter { $0.hasSuffix(" is about them too; remove it by hand") }
      .map { String($0.prefix { $0 != " " }) }
    #expect(told.sorted() == Self.names, "\(run.err)")
    return folder
  }

  @Test func anErasedMentorsFilesAreNamedAndGivenToNobody() throws {
    let folder = try erased()
    try folder.write(
      "email,name,role\nnew@example.org,Ada Byron,mentor\nb@example.org,Bo Ek,mentor\n", to: "members.csv")
    let run = try folder.say("person", "import", "members.csv")
    #expect(
      try folder.texts("SELECT slug FROM mentor WHERE slug NOT LIKE 'erased-%' ORDER BY slug")
        == ["ada-byron-2", "bo-ek", "grace"])
    #expect(
      run.err.contains("no new mentor got the short name ada-byron, since it has files (busy/ada-byron, "), "\(run.err)"
    )
    let added = try folder.say(
      "person", "add", "--email", "third@example.org", "--name", "Ada Byron", "--role", "mentor")
    #expect(added.err.contains("no new mentor got the short name ada-byron,"), "\(added.err)")
    #expect(try folder.texts("SELECT slug FROM mentor WHERE slug = 'ada-byron-3'").count == 1)
  }

  @Test func aShortNameThatSomebodyChoosesComesWithItsFilesNamed() throws {
    let folder = try erased()
    try folder.say("person", "add", "--email", "new@example.org", "--name", "Ada Byron")
    let run = try folder.say("mentor", "add", "ada-byron", "--email", "new@example.org")
    for path in ["busy/ada-byron.ics", "content/mentors/ada-byron.md", "content/mentors/ada-byron"] {
      #expect(run.err.contains("\(path) was there before, and is used for ada-byron from now on\n"), "\(run.err)")
    }
  }
}
