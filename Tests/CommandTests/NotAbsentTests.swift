import Foundation
import Glibc
import Testing

/// What is there and cannot be read is never taken for what is not there, and what was done is never called undone.
@Suite struct NotAbsentTests {
  private static let nowhere = "is a link to something that does not exist"

  // MARK: Links to nothing

  @Test(arguments: ["content", "Templates"]) func aFolderThatIsALinkToNothingIsAnError(name: String) throws {
    let folder = try ProgramFolder.verbs()
    try? FileManager.default.removeItem(atPath: "\(folder.path)/\(name)")
    try #require(symlink("elsewhere", "\(folder.path)/\(name)") == 0)
    let run = try folder.run("build")
    #expect(run.code == 5 && run.err.contains("\(name): error: \(Self.nowhere)"), "\(run.err)")
    #expect(!folder.exists("public"))
  }

  @Test func settingsAndHolidaysThatAreALinkToNothingAreAnErrorForVerbs() throws {
    let folder = try ProgramFolder.verbs()
    try folder.connect("ada", "sam")
    try FileManager.default.moveItem(atPath: folder.path + "/content", toPath: folder.path + "/kept")
    try #require(symlink("elsewhere", folder.path + "/content") == 0)
    let booking = try folder.run(ProgramFolder.booking("ada", "sam"))
    #expect(booking.code == 5 && booking.err.contains("content: error: \(Self.nowhere)"), "\(booking.err)")
    try FileManager.default.removeItem(atPath: folder.path + "/site.yaml")
    try #require(symlink("elsewhere", folder.path + "/site.yaml") == 0)
    let tick = try folder.run("tick")
    #expect(tick.code == 5 && tick.err.contains("site.yaml: error: \(Self.nowhere)"), "\(tick.err)")
  }

  @Test func whatIsNoFileIsNoRecord() throws {
    let folder = try ProgramFolder.verbs()
    try #require(symlink("itself.db", folder.path + "/itself.db") == 0 && mkfifo(folder.path + "/pipe.db", 0o600) == 0)
    try FileManager.default.createDirectory(atPath: folder.path + "/folder.db", withIntermediateDirectories: true)
    for (name, words) in [
      ("itself.db", Self.nowhere), ("pipe.db", "is not a regular file"), ("/dev/zero", "is not a regular file"),
      ("folder.db", "is a folder, not a record"),
    ] {
      for command in [["db", "verify"], ["db", "migrate"], ["tick"]] {
        let run = try folder.run(["--db", name] + command)
        #expect(run.code == 6 && run.err.contains("\(name): error: \(words)"), "\(name) \(command): \(run.err)")
      }
    }
    try folder.say("db", "backup", "copy.db")
    let restore = try folder.run("--db", "itself.db", "db", "restore", "copy.db")
    #expect(restore.code == 6 && restore.err.contains(Self.nowhere), "\(restore.err)")
  }

  @Test func holidaysThatCannotBeReadAreRefusedWithTheirCause() throws {
    let folder = try ProgramFolder.verbs()
    let prefix = "content/holidays/a.ics: error: the holidays cannot be read: "
    let large = Data(count: (10 << 20) + 1)
    for (data, cause) in [(large, "has more than 10 MiB; export a shorter span"), (Data(), ""), (Data("no".utf8), "")] {
      try folder.write(data, to: "content/holidays/a.ics")
      let run = try folder.run("build")
      #expect(run.code == 5 && run.err.contains(prefix + cause), "\(run.err)")
      #expect(!run.err.contains(prefix + ";"))
    }
  }

  // MARK: What was published

  private func published() throws -> ProgramFolder {
    try MadeFolders.shared.copy(of: "published") {
      let folder = try ProgramFolder.verbs()
      for student in ["sam", "kim"] { try folder.connect("ada", student) }
      try folder.book("ada", "sam")
      try folder.book("ada", "kim", "2026-11-24T12:00:00Z")
      try folder.say("build")
      try folder.say("db", "backup", "copy.db")
      return folder
    }
  }

  private func feed(_ folder: ProgramFolder, of person: String) throws -> String {
    "public/feeds/\(try folder.token("feed", of: person)).ics"
  }

  @Test func aRestoreWithoutAChangeRaisesNothing() throws {
    let folder = try published()
    let restored = try folder.say("db", "restore", "copy.db")
    #expect(
      !restored.out.contains("changed since the backup") && restored.err.isEmpty, "\(restored.out)\(restored.err)")
    let demo = try ProgramFolder.builtDemo()
    try demo.say("db", "backup", "copy.db")
    let again = try demo.say("db", "restore", "copy.db")
    #expect(!again.out.contains("changed since the backup") && again.err.isEmpty, "\(again.out)\(again.err)")
  }

  @Test func feedsThatCannotBeReadAreNamedByARestore() throws {
    let folder = try published()
    try #require(mkfifo(folder.path + "/public/feeds/pipe.ics", 0o600) == 0)
    try #require(symlink("nowhere", folder.path + "/public/feeds/gone.ics") == 0)
    let mine = try feed(folder, of: "sam")
    let text = try folder.read(mine)
    try folder.write(text.replacingOccurrences(of: "SEQUENCE:0", with: "SEQUENCE:9223372036854775807"), to: mine)
    let other = try feed(folder, of: "kim")
    try folder.write(String(try folder.read(other).dropLast(20)), to: other)
    let run = try folder.say("db", "restore", "copy.db")
    let words = "warning: the restored record was not compared with what was published:"
    for (name, cause) in [
      ("public/feeds/pipe.ics", "is no regular file"), ("public/feeds/gone.ics", "cannot be read"),
      (mine, "the SEQUENCE 9223372036854775807 is not a number"),
      (other, "the calendar does not end with END:VCALENDAR"),
    ] { #expect(run.err.contains("\(name): \(words) \(cause)"), "\(run.err)") }
    #expect(run.err.contains("calendars may keep a later version"))
    #expect(try folder.texts("SELECT DISTINCT sequence FROM session") == ["0"])
  }

  @Test func aPublishedSiteThatIsNamedMustBeThere() throws {
    let folder = try published()
    let before = try folder.texts("SELECT lineage FROM meta")
    let named = try folder.run("db", "restore", "copy.db", "-o", "nowhere")
    #expect(named.code == 5 && named.err.contains("nowhere: error: there is no published site"), "\(named.err)")
    #expect(try folder.texts("SELECT lineage FROM meta") == before)
    for (name, make) in [
      ("public", { symlink("elsewhere", $0) }), ("public/feeds", { open($0, O_CREAT | O_WRONLY, 0o600) }),
    ] as [(String, (String) -> Int32)] {
      try FileManager.default.removeItem(atPath: "\(folder.path)/\(name)")
      if name == "public/feeds" {
        try FileManager.default.createDirectory(atPath: folder.path + "/public", withIntermediateDirectories: true)
      }
      try #require(make("\(folder.path)/\(name)") >= 0)
      let run = try folder.say("db", "restore", "copy.db")
      #expect(run.err.contains("\(name): warning: the restored record was not compared"), "\(run.err)")
      try FileManager.default.removeItem(atPath: "\(folder.path)/\(name)")
      if name == "public" {
        try FileManager.default.createDirectory(
          atPath: folder.path + "/public/feeds", withIntermediateDirectories: true)
      }
    }
    // Never built, or built without private pages.
    try folder.write("", to: "public/index.html")
    #expect(try folder.say("db", "restore", "copy.db").err.isEmpty)
    try folder.say("db", "restore", "copy.db", "-o", "public")
  }

  // MARK: What was done

  @Test func whatWasImportedOrIsPublishedIsNoFailureForItsReport() throws {
    let folder = try ProgramFolder.verbs()
    try folder.write("email,name,membershiptype\nnew@example.org,New,Student\n", to: "m.csv")
    let rehearsal = try folder.run(["person", "import", "m.csv", "--dry-run"], output: "/dev/full")
    #expect(rehearsal.code == 6, "\(rehearsal.err)")
    for flags in [["--json"], []] {
      let run = try folder.run(["person", "import", "m.csv"] + flags, output: "/dev/full")
      #expect(run.code == 0 && run.err.contains("the report cannot be written"), "\(run.err)")
    }
    #expect(try folder.texts("SELECT name FROM person WHERE email = 'new@example.org'") == ["New"])
    try folder.say("build")
    for flags in [[], ["--json"]] {
      let run = try folder.run(["build"] + flags, output: "/dev/full")
      #expect(run.code == 0 && run.err.contains("the report cannot be written"), "\(run.err)")
    }
    #expect(try folder.run(["build", "--dry-run"], output: "/dev/full").code == 6)
  }

  // MARK: Numbers and texts of other programs

  @Test func aSequenceAtItsEndIsNamedAndNeverATrap() throws {
    let folder = try published()
    try folder.sql("UPDATE session SET version = version + 1, sequence = 9223372036854775807 WHERE id = 1")
    let verify = try folder.run("db", "verify")
    #expect(verify.code == 1 && verify.err.contains("session.sequence is 9223372036854775807"), "\(verify.err)")
    for command in [["session", "cancel", "S-1", "--reason", "ill"], ["person", "erase", "sam@example.org", "--yes"]] {
      let run = try folder.run(command)
      #expect(run.code == 6 && run.err.contains("S-1 has the SEQUENCE"), "\(command): \(run.code) \(run.err)")
    }
    try folder.say("build")
    #expect(try folder.feed(of: "sam").contains("SEQUENCE:2147483646"))
    try folder.say("db", "restore", "copy.db")
    try folder.say("db", "verify")
    try folder.say("session", "cancel", "S-1", "--reason", "ill")
  }

  @Test func aRecordWithWarningsAloneIsInOrder() throws {
    let folder = try ProgramFolder.verbs()
    try folder.connect("ada", "sam")
    try folder.say("person", "set", "sam@example.org", "--role", "organiser")
    let run = try folder.run("db", "verify")
    #expect(run.code == 0 && run.out == "almanac.db: in order, with 1 warning\n", "\(run.out)\(run.err)")
    #expect(
      run.err.contains("almanac.db: warning: an accepted connection of somebody who is not a student: C-1"),
      "\(run.err)")
    try folder.sql("UPDATE person SET name = 'A' || char(8238), version = version + 1 WHERE id = 3")
    let fault = try folder.run("db", "verify")
    #expect(fault.code == 1 && fault.err.contains("error: person 3: name holds U+202E"), "\(fault.err)")
  }
}
