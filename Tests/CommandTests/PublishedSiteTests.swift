import Foundation
import Glibc
import Testing

/// What happens to a site after it was published: somebody removes parts of it, secrets are revoked, the clock is wrong.
@Suite struct PublishedSiteTests {
  @Test func aBuildOfTheSameMendsWhatIsMissing() throws {
    let folder = try ProgramFolder.verbs()
    try folder.say("build")
    let whole = try folder.tree()
    let damages: [(String, () throws -> Void)] = [
      ("rm -rf public/*", { try self.removeAll(in: folder) }),
      ("rm -r public/mentors", { try FileManager.default.removeItem(atPath: folder.path + "/public/mentors") }),
      ("rm a page", { unlink(folder.path + "/public/mentors/ada/index.html") }),
      ("truncate a page", { truncate(folder.path + "/public/mentors/ada/index.html", 7) }),
      ("rm build.json", { unlink(folder.path + "/public/build.json") }),
      ("rm the manifests", { try FileManager.default.removeItem(atPath: folder.path + "/.almanac") }),
      ("add a file", { try folder.write("x", to: "public/mentors/foreign.html") }),
    ]
    for (what, damage) in damages {
      #expect(try folder.say("build").out == "nothing has changed\n", "before \(what)")
      usleep(10_000)
      try damage()
      let run = try folder.run("build")
      #expect(run.code == 0 && run.out != "nothing has changed\n", "\(what): \(run.out)\(run.err)")
      #expect(try folder.tree().mapValues(\.bytes) == whole.mapValues(\.bytes), "\(what)")
    }
  }

  private func removeAll(in folder: ProgramFolder) throws {
    let site = folder.path + "/public"
    for name in try FileManager.default.contentsOfDirectory(atPath: site) where !name.hasPrefix(".") {
      try FileManager.default.removeItem(atPath: site + "/" + name)
    }
  }

  @Test func litterOfAKilledBuildGoesThoughNothingHasChanged() throws {
    let folder = try ProgramFolder.verbs()
    try folder.say("build")
    try folder.write("secret", to: ".public.stage.tree/u/secret/index.html")
    #expect(try folder.say("build").out == "nothing has changed\n")
    #expect(!folder.exists(".public.stage.tree"))
  }

  @Test(arguments: ["exchange", "symlink", "files"]) func nothingOfARevokedAddressStaysOnTheDisk(mode: String) throws {
    let folder = try ProgramFolder.verbs()
    try folder.say("build", "--publish", mode == "files" ? "exchange" : mode)
    try folder.say("mentor", "set", "ada", "--headline", "Words")
    try folder.say("build", "--publish", mode == "files" ? "exchange" : mode)
    let old = try folder.token("home", of: "sam")
    try folder.say("link", "rotate", "sam@example.org", "--home")
    try folder.say("build", "--publish", mode)
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    #expect(paths.filter { $0.contains(old) } == [])
    let new = try folder.token("home", of: "sam")
    #expect(new != old && paths.contains { $0.contains(new) })
    #expect(paths.filter { $0.hasPrefix(".public.prev") } == [])
  }

  @Test func whatNobodyMeansToPublishIsNamedAndLeftOut() throws {
    let folder = try ProgramFolder.verbs()
    for name in ["copy.db", "id_rsa", "dump.sql", ".env", "backup.zip", "holidays/h.ical"] {
      try folder.write("x", to: "content/" + name)
    }
    try folder.write("SQLite format 3\0", to: "content/photo.jpg")
    try folder.write("flyer", to: "content/flyer.pdf")
    let strict = try folder.run("build", "--strict")
    #expect(strict.code == 1 && !folder.exists("public"))
    let run = try folder.say("build")
    for name in ["copy.db", "id_rsa", "dump.sql", ".env", "backup.zip", "holidays/h.ical", "photo.jpg"] {
      #expect(run.err.contains("content/\(name): warning: "), "\(name): \(run.err)")
      #expect(!folder.exists("public/\(name)"))
    }
    #expect(folder.exists("public/flyer.pdf"))
    try folder.write(folder.read("site.yaml") + "publish:\n  file_types: [zip]\n", to: "site.yaml")
    #expect(try !folder.say("build").err.contains("backup.zip"))
    #expect(folder.exists("public/backup.zip"))
  }

  /// A machine that woke up in another year; a time that the user writes is believed.
  @Test(arguments: [("1262304000", "2010"), ("4102444800", "2100")]) func aWrongClockPublishesNothing(
    epoch: String, year: String
  ) throws {
    let folder = try ProgramFolder()
    try #require(try folder.run("init", ".", environment: ["SOURCE_DATE_EPOCH": epoch]).code == 0)
    let added = try folder.run(
      "person", "add", "--email", "a@example.org", "--name", "A", "--role", "student", "--zone", "UTC",
      environment: ["SOURCE_DATE_EPOCH": epoch])
    try #require(added.code == 0, "\(added.err)")
    // Empty is unset: the machine's own clock, sixteen years after the newest entry or decades before it.
    let machine = ["SOURCE_DATE_EPOCH": ""]
    for command in [["build"], ["check"], ["slots", "ada"], ["build", "--force"], ["tick"]] {
      let run = try folder.run(command, environment: machine)
      #expect(run.code == 5 && run.err.contains("the clock says 20"), "\(command): \(run.code) \(run.err)")
      #expect(run.err.contains("last entry is of \(year)") && run.err.contains("set the machine's clock"))
    }
    #expect(!folder.exists("public"))
    for (arguments, environment) in [
      (["--now", "\(year)-01-01T00:00:00Z"], machine), (["--now", "2050-01-01T00:00:00Z"], machine),
      ([], ["SOURCE_DATE_EPOCH": epoch]),
    ] {
      #expect(try folder.run(["build"] + arguments, environment: environment).code == 0)
    }
    #expect(try folder.run(["build"], environment: machine).code == 5)
  }
}
