import Foundation
import Glibc
import Testing

/// What only the second time shows: publishing again, restoring again, building a copy.
@Suite struct PublishingAgainTests {
  private let later = "2027-01-05T12:00:00Z"

  @Test(arguments: ["public", "sites/public"]) func aLinkedSiteIsBuiltAgainAndAgain(output: String) throws {
    let folder = try ProgramFolder()
    try folder.say("init", ".", "--demo")
    for now in ["2026-11-21T12:00:00Z", later, "2027-02-05T12:00:00Z"] {
      let run = try folder.run("build", "--publish", "symlink", "-o", output, "--now", now)
      #expect(run.code == 0, "\(run.err)")
    }
    #expect(try folder.run("build", "-o", output, "--now", later).code == 0)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder.path + "/" + output) == "public.gen/4")
  }

  @Test(arguments: [[], ["--publish", "symlink"]]) func aLinkOfTheOrganisersIsNotTurnedElsewhere(mode: [String]) throws
  {
    let folder = try ProgramFolder()
    try folder.say("init", ".")
    try FileManager.default.createDirectory(atPath: folder.path + "/www", withIntermediateDirectories: false)
    try #require(symlink("www", folder.path + "/public") == 0)
    let run = try folder.run(["build"] + mode)
    #expect(run.code == 5 && run.err.contains("public is a link to www, which almanac did not make"), "\(run.err)")
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder.path + "/public") == "www")
    try folder.say("build", "--publish", "files")
    #expect(FileManager.default.fileExists(atPath: folder.path + "/www/index.html"))
  }

  @Test func aFileInThePlaceOfTheNotesIsNamedWithARemedy() throws {
    let folder = try ProgramFolder()
    try folder.say("init", ".")
    try folder.write("x", to: ".almanac")
    let run = try folder.run("build")
    #expect(run.code == 5 && run.err.contains(".almanac beside public is not a folder"), "\(run.err)")
    #expect(run.err.contains("move it away, then build again"), "\(run.err)")
  }

  /// Neither the size nor the time of the page tells that it is another one.
  @Test func aDamagedPageIsRepairedByForce() throws {
    let folder = try ProgramFolder()
    try folder.say("init", ".", "--demo")
    try folder.say("build")
    let path = folder.path + "/public/about/index.html"
    let whole = try folder.read("public/about/index.html")
    var status = stat()
    try #require(stat(path, &status) == 0)
    let file = open(path, O_WRONLY)
    try #require(file >= 0 && pwrite(file, "#", 1, 100) == 1 && close(file) == 0)
    var times = [status.st_mtim, status.st_mtim]
    try #require(utimensat(AT_FDCWD, path, &times, 0) == 0)
    #expect(try folder.read("public/about/index.html") != whole)
    #expect(try folder.say("build", "--force").out.contains(" 1 written, "))
    #expect(try folder.read("public/about/index.html") == whole)
  }

  @Test func whatSomebodyPutIntoTheSiteDoesNotGoUnsaid() throws {
    let folder = try ProgramFolder()
    try folder.say("init", ".", "--demo")
    try folder.write("words", to: "content/gone/page.txt")
    try folder.say("build")
    try folder.write("mentors.example.org", to: "public/CNAME")
    try FileManager.default.removeItem(atPath: folder.path + "/content/gone")
    try folder.write("token", to: "content/.well-known/acme/x")
    let run = try folder.run("build", "--now", later)
    #expect(run.code == 0 && run.err.contains("public/CNAME was not made by a build"), "\(run.err)")
    #expect(run.err.components(separatedBy: "was not made by a build").count == 2, "\(run.err)")
    #expect(try folder.read(".public.prev/CNAME") == "mentors.example.org")
    #expect(try folder.read("public/.well-known/acme/x") == "token")
  }

  @Test func aCopiedSiteDoesNotBecomePartOfItself() throws {
    let folder = try ProgramFolder()
    try folder.say("init", "site")
    try folder.say("-C", "site", "build")
    try FileManager.default.copyItem(atPath: folder.path + "/site", toPath: folder.path + "/copy")
    let before = try folder.tree("copy/public")
    for part in [["--private-only"], ["--public-only"], ["--only", "core"]] {
      let run = try folder.run(["-C", "copy", "build"] + part)
      #expect(run.code == 5 && run.err.contains("holds the full site"), "\(part): \(run.err)")
    }
    #expect(differences(before, try folder.tree("copy/public")) == [])
    let run = try folder.run("-C", "copy", "build", "--only", "public", "--private-only")
    #expect(run.code == 5 && run.err.contains("say two things"), "\(run.err)")
  }

  @Test func aSecondRestoreKeepsWhatTheFirstPutAside() throws {
    let folder = try ProgramFolder()
    try folder.say("init", ".")
    try folder.say("db", "backup", "first.db")
    try folder.say("person", "add", "--email", "precious@example.org", "--name", "Precious", "--role", "student")
    try folder.say("db", "restore", "first.db")
    let run = try folder.run("db", "restore", "first.db")
    #expect(run.code == 0 && run.out.contains("almanac.db.before-restore-2"), "\(run.out)\(run.err)")
    #expect(try folder.run("--db", "almanac.db.before-restore", "person", "list").out.contains("precious@example.org"))
  }

  @Test func aRecordWhoseVersionWasTakenAwayIsNotCalledEmpty() throws {
    let folder = try ProgramFolder()
    try folder.say("init", ".", "--demo")
    try folder.sql("PRAGMA user_version = 0")
    for command in [["build"], ["db", "migrate"], ["db", "migrate", "--create"]] {
      let run = try folder.run(command)
      #expect(run.code == 6 && run.err.contains("holds tables, and no version of their schema"), "\(run.err)")
    }
    try Data().write(to: URL(fileURLWithPath: folder.path + "/almanac.db"))
    let run = try folder.run("build")
    #expect(run.code == 6 && run.err.contains("is empty; take it away"), "\(run.err)")
  }
}
