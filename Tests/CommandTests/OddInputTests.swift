import Foundation
import Glibc
import Testing

/// Inputs that are odd rather than wrong, and wrong ones whose answer must have a place.
@Suite struct OddInputTests {
  @Test func aClockMayHaveAFractionOfASecond() throws {
    let folder = try ProgramFolder.verbs(students: ["sam"])
    try folder.connect("ada", "sam")
    try folder.book("ada", "sam")
    try folder.say("session", "cancel", "S-1", "--reason", "Ill", at: "2026-11-21T08:02:03.987654Z")
    #expect(try folder.texts("SELECT cancelled_at FROM session") == ["1795248123"])
    let start = ProgramFolder.booking("ada", "sam", "2026-11-24T10:00:00.5Z")
    #expect(try folder.run(start).code == 5, "a session does not start between seconds")
  }

  @Test func anAddressInCapitalsIsTheSameAddress() throws {
    let folder = try ProgramFolder()
    try folder.say("init", ".")
    try folder.write("title: X\nbase_url: HTTPS://Mentors.Example.ORG/Programme\n", to: "site.yaml")
    try folder.say("build", "--strict")
    #expect(try folder.read("public/sitemap.xml").contains("<loc>https://mentors.example.org/Programme/</loc>"))
    try folder.say("build", "--force", "-u", "HTTP://LOCALHOST:8000/A")
    #expect(try folder.read("public/sitemap.xml").contains("<loc>http://localhost:8000/A/</loc>"))
  }

  @Test(arguments: [
    ("email,Name,E-Mail,membershiptype", "\"email\" and \"E-Mail\""),
    ("email,first_name,FirstName,last_name,membershiptype", "\"first_name\" and \"FirstName\""),
    ("email,name,membershiptype,membership type,Membership_Type", "\"membershiptype\" and \"membership type\" and"),
  ])
  func twoColumnsOfOneMeaningAreRefused(_ header: String, _ words: String) throws {
    let folder = try ProgramFolder.verbs(students: [])
    let row = header.split(separator: ",").map { _ in "a@example.org" }.joined(separator: ",")
    try folder.write("\(header)\n\(row)\n", to: "members.csv")
    let run = try folder.run("person", "import", "members.csv")
    #expect(run.code == 5)
    #expect(run.err.hasPrefix("members.csv:1: error: the columns \(words)"), "\(run.err)")
    #expect(try folder.texts("SELECT count(*) FROM person") == ["2"])
  }

  // MARK: The demo

  @Test func aNewDemoTakesAwayTheFilesOfTheOldOneAlone() throws {
    let folder = try ProgramFolder()
    try folder.write("title: X\nbase_url: https://x.example\n", to: "site.yaml")
    try folder.say("demo", "--mentors", "5", "--students", "3", "--sessions", "5")
    let made = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/content/mentors").sorted()
    try #require(made.count == 5)
    try folder.write("My own words.\n", to: "content/mentors/my-own.md")
    // One of the demo's that somebody has changed since is somebody's own now.
    try folder.write(try folder.read("content/mentors/\(made[4])") + "More.\n", to: "content/mentors/\(made[4])")
    try folder.say("demo", "--force", "--mentors", "1", "--students", "3", "--sessions", "5")
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/content/mentors").sorted()
    let slugs = try folder.texts("SELECT slug || '.md' FROM mentor")
    #expect(left == Set(slugs + ["my-own.md", made[4]]).sorted(), "\(left)")
    // A list that names other files takes nothing away.
    try folder.write("x ../site.yaml\nx site.yaml\nx content/../site.yaml\nx\n", to: ".almanac/demo-files")
    try folder.say("demo", "--force", "--mentors", "1", "--students", "3", "--sessions", "5")
    #expect(folder.exists("site.yaml"))
  }

  @Test(arguments: ["1970-01-01T00:00:00Z", "1972-12-31T23:59:59Z", "9999-12-31T23:59:59Z"])
  func aDemoNeedsAPast(_ clock: String) throws {
    let folder = try ProgramFolder()
    let run = try folder.run("demo", "--now", clock)
    #expect(run.code == 5)
    #expect(
      run.err == "almanac: error: the clock says \(clock), and a demo has a past of years and weeks to come; "
        + "write a --now from 1973-01-01T00:00:00Z to 9998-12-31T23:59:59Z\n")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test(arguments: ["1973-01-01T00:00:00Z", "9998-12-31T23:59:59Z"])
  func aDemoIsMadeAtTheEndsOfTime(_ clock: String) throws {
    let run = try ProgramFolder().run("demo", "--now", clock, "--mentors", "3", "--students", "4", "--sessions", "20")
    #expect(run.code == 0, "\(run.err)")
  }

  // MARK: Content and templates

  @Test func aMissingContentFolderIsSaid() throws {
    let folder = try ProgramFolder()
    try folder.say("init", ".")
    try folder.write("title: X\nbase_url: https://x.example\n", to: "site.yaml")
    try folder.say("build", "--strict")
    try FileManager.default.removeItem(atPath: folder.path + "/content")
    let words = "content: warning: there is no folder content/, so the site has no words of yours; `almanac init`"
    for command in ["build", "check"] {
      let run = try folder.run(command)
      #expect(run.code == (command == "build" ? 0 : 1))
      #expect(run.err.hasPrefix(words), "\(command): \(run.err)")
    }
    try FileManager.default.createDirectory(atPath: folder.path + "/content", withIntermediateDirectories: false)
    #expect(try folder.run("check").err == "")
  }

  @Test(arguments: [
    (["home": "{{>home}}"], "Templates/home.mustache:1:1"),
    (["home": "<p>\n{{>loop}}\n", "loop": "x {{>loop}}"], "Templates/loop.mustache:1:3"),
  ])
  func aPartialThatDrawsItselfWithoutEndHasItsPlace(_ templates: [String: String], _ place: String) throws {
    let folder = try ProgramFolder()
    try folder.say("init", ".")
    for (name, text) in templates { try folder.write(text, to: "Templates/\(name).mustache") }
    let run = try folder.run("check")
    #expect(run.code == 5)
    #expect(
      run.err.contains("\(place): error: template \"home\" draws partials within partials without end"), "\(run.err)")
  }

  @Test func percentEncodedAnchorsAreTheSame() throws {
    let folder = try ProgramFolder()
    try folder.say("init", ".")
    try folder.write("title: X\nbase_url: https://x.example\n", to: "site.yaml")
    try folder.write("---\ntitle: Other\n---\n## Café crème\n", to: "content/other.md")
    let page = "---\ntitle: Page\n---\n## Naïve\n[a](#na%C3%AFve) [b](#naïve) [c](other.md#caf%c3%a9-cr%C3%A8me)\n"
    try folder.write(page, to: "content/naming.md")
    #expect(try folder.run("check").err == "")
    try folder.write(page + "\n[d](#na%C3%AFv) [e](#na%C3) [f](#na%zzve)\n", to: "content/naming.md")
    let run = try folder.run("check")
    #expect(run.err.components(separatedBy: "the page has no heading").count == 4, "\(run.err)")
  }

  @Test(arguments: [
    ("site.yaml", "titel: Ä\n", "site.yaml:1:1: error: unknown key \"titel\"\n  1 | titel: Ä\n    | ^^^^^"),
    (
      "site.yaml", "{title: Ä, titel: b}\n",
      "site.yaml:1:13: error: unknown key \"titel\"\n  1 | {title: Ä, titel: b}\n    |            ^^^^^"
    ),
    ("site.yaml", "title: X\ntitel: Y\n", "site.yaml:2:1: error: unknown key \"titel\""),
    (
      "Templates/home.mustache", "{{nope}}\n",
      "Templates/home.mustache:1:3: error: unknown name \"nope\"\n  1 | {{nope}}\n    |   ^^^^"
    ),
    ("content/strings/en.yaml", "day: [\n", "content/strings/en.yaml:2:1: error: broken YAML"),
  ])
  func aByteOrderMarkMovesNoColumn(_ file: String, _ text: String, _ words: String) throws {
    let folder = try ProgramFolder()
    try folder.say("init", ".")
    for mark in ["", "\u{FEFF}"] {
      try folder.write(mark + text, to: file)
      let run = try folder.run("check")
      #expect(run.err.contains(words), "\(run.err)")
    }
  }

  @Test func aPageOfContentIsNotDrawnByTheTemplateOfAnotherKind() throws {
    let folder = try ProgramFolder()
    try folder.say("init", ".")
    try folder.write("---\ntitle: A\ntemplate: mentor\n---\n", to: "content/a.md")
    let run = try folder.run("build")
    #expect(run.code == 5 && run.err.contains("content/a.md:3:"), "\(run.err)")
    #expect(run.err.contains("the template \"mentor\" draws another kind of page"), "\(run.err)")
    #expect(!run.err.contains("mentor.mustache"), "\(run.err)")
    try folder.write("---\ntitle: A\ntemplate: page\n---\n", to: "content/a.md")
    try folder.say("build")
  }

  @Test func verifyKnowsTheZonesThatABuildRefuses() throws {
    let folder = try ProgramFolder()
    try folder.say("init", ".", "--demo")
    #expect(try folder.run("db", "verify").out.contains("in order"))
    try folder.sql("UPDATE person SET zone = 'Europe/Berln', version = version + 1 WHERE id = 2")
    for command in [["db", "verify"], ["build"]] {
      let run = try folder.run(command)
      #expect(run.code != 0, "\(command)")
      #expect(run.err.contains("unknown time zone \"Europe/Berln\" (person 2); did you mean"), "\(command): \(run.err)")
    }
  }

  // MARK: Outputs

  @Test(arguments: [
    ("Templates", "cannot go into Templates/"), ("content", "cannot go into content/"),
    ("content/", "cannot go into content/"), ("content/pages", "cannot go into content/"),
    ("./guides/../content/x", "cannot go into content/"), ("busy/x", "cannot go into busy/"),
    ("new/../content/x", "cannot go into content/"), ("content/new/../../content/x/y", "cannot go into content/"),
    ("public/new/deeper", "where a site is published"), ("new/../..", "the programme's own folder or one above it"),
    (".almanac/x", "cannot go into .almanac/"), ("public/programme", "where a site is published"),
    ("link", "cannot go into content/"), ("linked/sub", "where a site is published"),
    ("../programme.here", "the programme's own folder"), ("..", "the programme's own folder or one above it"),
  ])
  func anOutputAmongTheSourcesOrInASiteIsRefused(_ output: String, _ words: String) throws {
    let outer = try ProgramFolder()
    try outer.say("init", "programme.here")
    let folder = ["-C", "programme.here"]
    try #require(try outer.run(folder + ["build"]).code == 0)
    let home = outer.path + "/programme.here"
    for name in ["guides", "busy"] {
      try FileManager.default.createDirectory(atPath: home + "/" + name, withIntermediateDirectories: true)
    }
    symlink("content", home + "/link")
    symlink("public", home + "/linked")
    let before = try outer.tree("programme.here")
    for command in [["build"], ["build", "--force"], ["build", "--dry-run"], ["check"]] {
      let run = try outer.run(folder + command + ["-o", "programme.here/" + output])
      #expect(run.code == 5, "\(command): \(run.out)\(run.err)")
      #expect(run.err.contains(words), "\(command): \(run.err)")
    }
    #expect(differences(before, try outer.tree("programme.here")) == [])
    try #require(try outer.run(folder + ["build", "-o", "programme.here/other"]).code == 0)
  }

  @Test func theFoldersAboveAnOutputAreMade() throws {
    let folder = try ProgramFolder()
    try folder.say("init", ".")
    let before = try folder.tree(".")
    for (command, code) in [(["build", "--dry-run"], Int32(0)), (["check"], 1)] {
      let run = try folder.run(command + ["-o", "sites/of//2026/public/"])
      #expect(run.code == code && !run.err.contains("sites"), "\(run.err)")
    }
    #expect(differences(before, try folder.tree(".")) == [])
    try folder.say("build", "-o", "sites/of//2026/public/")
    #expect(try folder.tree("sites/of/2026/public")["index.html"] != nil)
    #expect(try folder.run("build", "-o", "sites/of//2026/public/").out.contains("nothing has changed"))
    try folder.write("no folder", to: "file")
    let run = try folder.run("build", "-o", "file/x/public")
    #expect(run.code == 6 && run.err.contains("cannot make file/x: Not a directory"), "\(run.err)")
  }

  @Test func aGenerationOfALinkedSiteIsASiteToo() throws {
    let folder = try ProgramFolder()
    try folder.say("init", ".")
    try folder.say("build", "--publish", "symlink", "-o", "site")
    let run = try folder.run("build", "-o", "site/inner")
    #expect(run.code == 5 && run.err.contains("where a site is published"), "\(run.err)")
  }
}
