import Foundation
import Glibc
import Storage
import Testing

/// Restored, copied and replaced records, as the program's users meet them.
@Suite(.serialized) struct RestoreFlowTests {
  /// Sam and Kim are connected with Ada; `first.db` is the record before any booking.
  private func folder() throws -> ProgramFolder {
    try MadeFolders.shared.copy(of: "restore") {
      let folder = try ProgramFolder.verbs()
      try folder.connect("ada", "sam")
      try folder.connect("ada", "kim")
      try folder.say("db", "backup", "first.db")
      return folder
    }
  }

  private func sessionsShown(_ folder: ProgramFolder, _ person: String) throws -> String {
    try folder.read("public/u/\(try folder.token("home", of: person))/sessions/index.html")
  }

  @Test func aBookingThatIsReportedAsMadeIsInTheRecordWhateverIsRestoredMeanwhile() throws {
    let folder = try folder()
    for round in 0..<4 {
      try folder.say("db", "restore", "first.db")
      let lock = try Database(path: folder.path + "/almanac.db", purpose: .existing)
      try lock.execute("BEGIN IMMEDIATE")
      let commands = [["db", "restore", "first.db"], ProgramFolder.booking("ada", "sam")]
      let started = try (round % 2 == 0 ? commands : commands.reversed()).map {
        let one = try folder.start($0)
        usleep(60_000)
        return one
      }
      try lock.execute("ROLLBACK")
      let runs = started.map { $0.wait() }
      let booked = runs[round % 2 == 0 ? 1 : 0]
      let count = try folder.texts("SELECT count(*) FROM session")
      #expect(count == [booked.code == 0 ? "1" : "0"], "\(runs.map(\.code)) \(runs.map(\.err))")
      #expect(runs.contains { $0.code == 0 })
      #expect(try folder.run("db", "verify").code == 0)
    }
  }

  @Test func afterARestoreAllPagesAreCompared() throws {
    let folder = try folder()
    try folder.say("build")
    try folder.book("ada", "sam")
    try folder.say("build")
    #expect(try sessionsShown(folder, "sam").contains("Mock interview"))
    try folder.say("db", "restore", "first.db")
    let built = try folder.run("build")
    #expect(built.code == 0 && !built.out.contains("nothing has changed"), "\(built.out)")
    #expect(try !sessionsShown(folder, "sam").contains("Mock interview"))
    try folder.book("ada", "kim")
    try folder.say("build")
    #expect(try !sessionsShown(folder, "sam").contains("Mock interview"))
    #expect(try sessionsShown(folder, "kim").contains("Mock interview"))
    let grown = try folder.tree()
    try folder.say("build", "--force", "-o", "fresh")
    #expect(differences(grown, try folder.tree("fresh")) == [])
  }

  /// The record is put back by hand, so nothing but its journal tells.
  @Test func aRecordThatWasCopiedBackIsCompared() throws {
    let folder = try folder()
    let first = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/almanac.db"))
    try folder.book("ada", "sam")
    try folder.say("build")
    try folder.write(first, to: "almanac.db")
    try folder.book("ada", "kim")
    let built = try folder.run("build")
    #expect(built.code == 0 && !built.out.contains("nothing has changed"), "\(built.out)")
    #expect(try !sessionsShown(folder, "sam").contains("Mock interview"))
    try folder.write(first, to: "copy.db")
    try folder.say("--db", "copy.db", "link", "rotate", "sam@example.org", "--home")
    try folder.say("build", "--db", "copy.db")
    #expect(try !sessionsShown(folder, "kim").contains("Mock interview"))
  }

  @Test func anAddressThatWasChangedAfterTheBackupStaysChanged() throws {
    let folder = try folder()
    let old = try folder.token("home", of: "sam")
    try folder.say("link", "rotate", "sam@example.org", "--home")
    let new = try folder.token("home", of: "sam")
    try folder.say("build")
    let run = try folder.run("db", "restore", "first.db")
    #expect(run.code == 0 && run.out.contains("1 private addresses changed"), "\(run.out)\(run.err)")
    #expect(try folder.token("home", of: "sam") == new)
    try folder.say("link", "rotate", "kim@example.org", "--home")
    try folder.say("build")
    #expect(folder.exists("public/u/\(new)/index.html") && !folder.exists("public/u/\(old)"))
    #expect(folder.exists("public/u/\(try folder.token("home", of: "kim"))/index.html"))
  }

  @Test func aRestoredSessionIsNewerThanWhatCalendarsHave() throws {
    let folder = try folder()
    try folder.book("ada", "sam")
    try folder.say("db", "backup", "second.db")
    try folder.say("session", "reschedule", "S-1", "--start", "2026-11-24T12:00:00Z")
    try folder.say("build")
    func event() throws -> [String] {
      try folder.feed(of: "sam").filter { $0.hasPrefix("SEQUENCE:") || $0.hasPrefix("DTSTART") }
    }
    #expect(try event().contains("SEQUENCE:1"))
    // The record is lost; what was published is all that is left.
    try FileManager.default.removeItem(atPath: folder.path + "/almanac.db")
    let run = try folder.run("db", "restore", "second.db", "--now", "2026-11-21T09:00:00Z")
    #expect(run.code == 0 && run.out.contains("calendars get them as newer ones"), "\(run.out)\(run.err)")
    try folder.say("build", "--now", "2026-11-21T09:00:00Z")
    #expect(try event().contains("SEQUENCE:2"))
    #expect(try folder.feed(of: "sam").contains("DTSTAMP:20261121T090000Z"))
  }

  @Test func aBackupOfTheFirstSchemaIsRestored() throws {
    let folder = try folder()
    try folder.formerRecord("old.db", people: 3)
    let run = try folder.run("db", "restore", "old.db")
    #expect(run.code == 0, "\(run.err)")
    #expect(try folder.texts("SELECT count(*) FROM person") == ["3"])
    #expect(try folder.run("db", "verify").code == 0)
  }

  @Test func whatWasDoneIsDoneThoughItCannotBeReported() throws {
    let folder = try folder()
    let booked = try folder.run(ProgramFolder.booking("ada", "sam"), output: "/dev/full")
    #expect(booked.code == 0 && booked.err.contains("warning: the report cannot be written"), "\(booked.err)")
    #expect(try folder.texts("SELECT count(*) FROM session") == ["1"])
    for command in [
      ["session", "list"], ["person", "list"], ["db", "dump"], ["link", "show"], ["build", "--dry-run"],
    ] {
      let run = try folder.run(command, output: "/dev/full")
      #expect(run.code != 0, "\(command): \(run.err)")
    }
    for command in [
      ["build"], ["db", "backup", "full.db"], ["tick"], ["db", "migrate"], ["db", "restore", "first.db"],
    ] {
      let run = try folder.run(command, output: "/dev/full")
      #expect(run.code == 0, "\(command): \(run.err)")
    }
    // Refused is refused, whatever becomes of the words.
    let refused = try folder.run(ProgramFolder.booking("nobody", "sam") + ["--json"], output: "/dev/full")
    #expect(refused.code != 0)
  }
}
