import Foundation
import Glibc
import Storage
import Testing

/// Every bad input: one clear error with its place, the right exit code, and the published site as it was.
@Suite struct BadInputTests {
  /// One way to spoil a programme.
  struct Spoiled: Sendable, CustomTestStringConvertible {
    var name: String
    var code: Int32
    /// All of them stand in what is written to standard error.
    var told: [String]
    var spoil: @Sendable (ProgramFolder) throws -> Void
    var testDescription: String { name }
  }

  static let all: [Spoiled] = [
    Spoiled(name: "no record", code: 6, told: ["almanac.db", "no such record", "almanac init"]) {
      try FileManager.default.removeItem(atPath: $0.path + "/almanac.db")
    },
    Spoiled(name: "a record that is no database", code: 6, told: ["almanac.db", "is no SQLite database"]) {
      try $0.write(
        "These are words and no database, many words to be longer than a header of one hundred octets "
          + String(repeating: "x", count: 4096), to: "almanac.db")
    },
    Spoiled(name: "a foreign database", code: 6, told: ["almanac.db", "is a database of another program"]) { folder in
      unlink(folder.path + "/almanac.db")
      let path = folder.path + "/almanac.db"
      try Database(path: path, purpose: .create).execute("CREATE TABLE t (a); PRAGMA user_version = 1")
    },
    Spoiled(name: "a newer record", code: 6, told: ["almanac.db", "newer", "99"]) {
      try $0.sql("PRAGMA user_version = 99")
    },
    Spoiled(name: "an empty file as record", code: 6, told: ["almanac.db"]) { try $0.write("", to: "almanac.db") },
    Spoiled(name: "a broken page of the database", code: 6, told: ["almanac.db"]) { folder in
      var data = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/almanac.db"))
      for index in stride(from: 4096, to: data.count, by: 1) { data[index] = 0xA5 }
      try folder.write(data, to: "almanac.db")
    },
    Spoiled(name: "no site.yaml", code: 5, told: ["site.yaml", "there is no site.yaml", "almanac init"]) {
      unlink($0.path + "/site.yaml")
    },
    Spoiled(name: "a broken line of YAML", code: 5, told: ["site.yaml:3:1", "line 2"]) {
      try $0.write("# mine\ntitle: [a\n", to: "site.yaml")
    },
    Spoiled(name: "an unknown key", code: 5, told: ["site.yaml:2:1: error", "acent", "did you mean \"accent\"?"]) {
      try $0.write("title: T\nacent: \"#123456\"\n", to: "site.yaml")
    },
    Spoiled(name: "a wrong value", code: 5, told: ["site.yaml:3:11: error", "notice"]) {
      try $0.write("title: T\npolicy:\n  notice: soon\n", to: "site.yaml")
    },
    Spoiled(name: "an unknown zone", code: 5, told: ["site.yaml", "Europe/Berlim", "did you mean \"Europe/Berlin\"?"]) {
      try $0.write("title: T\nzone: Europe/Berlim\n", to: "site.yaml")
    },
    Spoiled(name: "an unknown zone of a person", code: 5, told: ["almanac.db", "Mars/Olympus", "(person 2)"]) {
      try $0.sql("UPDATE person SET zone = 'Mars/Olympus', version = version + 1 WHERE id = 2")
    },
    Spoiled(name: "a wrong name in a template", code: 5, told: ["Templates/topic.mustache:1:", "headng", "heading"]) {
      try $0.write("<h1>{{headng}}</h1>\n", to: "Templates/topic.mustache")
    },
    Spoiled(name: "two pages on one path", code: 5, told: ["content/b.md", "content/a.md", "same-path"]) {
      try $0.write("---\ntitle: A\nslug: same-path\n---\n", to: "content/a.md")
      try $0.write("---\ntitle: B\nslug: same-path\n---\n", to: "content/b.md")
    },
    Spoiled(name: "a page on a built path", code: 5, told: ["content/mentors.md", "mentors/"]) {
      try $0.write("---\ntitle: A\n---\n", to: "content/mentors.md")
    },
    Spoiled(name: "a long page", code: 5, told: ["content/long.md", "64 KiB"]) {
      try $0.write("---\ntitle: L\n---\n" + String(repeating: "word ", count: 14_000), to: "content/long.md")
    },
    Spoiled(name: "a broken link", code: 5, told: ["content/a.md:4:5: error", "nowhere.md"]) {
      try $0.write("---\ntitle: A\n---\nSee [x](nowhere.md).\n", to: "content/a.md")
    },
    Spoiled(name: "a broken anchor", code: 5, told: ["content/a.md:4:", "#gone"]) {
      try $0.write("---\ntitle: A\n---\nSee [x](#gone).\n", to: "content/a.md")
    },
    Spoiled(name: "a page without a title", code: 5, told: ["content/a.md", "title"]) {
      try $0.write("---\ndescription: x\n---\nWords.\n", to: "content/a.md")
    },
    Spoiled(name: "a page without front matter", code: 5, told: ["content/a.md:1: error", "no title"]) {
      try $0.write("Words.\n", to: "content/a.md")
    },
    Spoiled(name: "a page that is no UTF-8", code: 5, told: ["content/a.md", "UTF-8"]) {
      try $0.write(Data("---\ntitle: A\n---\n".utf8 + [0xFF, 0xFE, 0x41]), to: "content/a.md")
    },
    Spoiled(name: "words with a wrong gap", code: 5, told: ["content/strings/en.yaml"]) {
      try $0.write("language: en\nwords:\n  mentors: [x]\n", to: "content/strings/en.yaml")
    },
  ]

  @Test(arguments: all) func isToldClearlyAndLeavesTheSiteAsItWas(_ spoiled: Spoiled) throws {
    let folder = try ProgramFolder.builtDemo()
    let before = try folder.tree()
    try spoiled.spoil(folder)
    let run = try folder.run("build")
    #expect(run.code == spoiled.code, "\(run.out)\(run.err)")
    for words in spoiled.told { #expect(run.err.contains(words), "\(run.err)") }
    #expect(run.err.contains("error: "))
    #expect(run.err.components(separatedBy: "error: ").count <= 3, "\(run.err)")
    #expect(try folder.tree() == before)
    #expect(try folder.run("check").code == spoiled.code)
  }

  @Test func theFirstWordOfCommandsHasHelpToo() throws {
    let run = try ProgramFolder().run("help", "db")
    #expect(run.code == 0, "\(run.err)")
    for command in ["db dump", "db migrate", "db verify"] { #expect(run.out.contains("\n  " + command)) }
    #expect(!run.out.contains("person import"))
  }

  @Test func aWrongModeIsToldThoughNothingHasChanged() throws {
    let folder = try ProgramFolder.demo()
    try #require(try folder.run("build").code == 0)
    let run = try folder.run("build", "--publish", "ftp")
    #expect(run.code == 5, "\(run.out)")
    #expect(run.err.contains("auto, exchange, symlink or files"))
  }

  @Test func strictSeesTheWarningsOfWhatIsPublished() throws {
    let folder = try ProgramFolder.demo()
    #expect(try folder.run("build", "--strict").code == 0)
    let same = try folder.run("build", "--strict")
    #expect(same.code == 0 && same.out == "nothing has changed\n", "\(same.out)\(same.err)")
    try folder.write("title: Demo\n", to: "site.yaml")
    #expect(try folder.run("build").code == 0)
    let before = try folder.tree()
    let strict = try folder.run("build", "--strict")
    #expect(strict.code == 1, "\(strict.out)")
    #expect(strict.err.contains("base_url"))
    #expect(try folder.tree() == before)
  }

  @Test func zonesThatCannotBeReadAreNotCalledUnknown() throws {
    let folder = try ProgramFolder.demo()
    try folder.sql("UPDATE person SET zone = 'Asia/Tokyo', version = version + 1")
    let missing = try folder.run("build", "--tzdir", folder.path + "/none")
    #expect(missing.code == 5)
    #expect(missing.err.contains("/none: error: the folder has no list of time zones"), "\(missing.err)")
    #expect(missing.err.contains("there is no list of zones in"), "\(missing.err)")
    #expect(!missing.err.contains("such as Europe/Berlin"), "\(missing.err)")
    let tokyo = try Data(contentsOf: URL(fileURLWithPath: "/usr/share/zoneinfo/Asia/Tokyo"))
    try folder.write(tokyo.prefix(60), to: "zones/Asia/Tokyo")
    let damaged = try folder.run("build", "--tzdir", folder.path + "/zones")
    #expect(damaged.err.contains("zones/Asia/Tokyo: error: the zone file cannot be read"), "\(damaged.err)")
  }

  @Test func allMistakesAreToldInOneRun() throws {
    let folder = try ProgramFolder.demo()
    try folder.write("title: T\nacent: x\nzone: Nowhere/Land\n", to: "site.yaml")
    try folder.write("---\ntitel: A\n---\n", to: "content/a.md")
    try folder.write("{{nothing_known}}\n", to: "Templates/topics.mustache")
    try folder.sql("UPDATE person SET zone = 'Mars/Olympus', version = version + 1 WHERE id = 2")
    let run = try folder.run("build")
    #expect(run.code == 5)
    for words in ["acent", "Nowhere/Land", "titel", "nothing_known"] { #expect(run.err.contains(words), "\(run.err)") }
  }

  @Test func aWriterWhoDoesNotLetGoIsWaitedForAndThenToldOf() throws {
    let folder = try ProgramFolder.builtDemo()
    let before = try folder.tree()
    // A writer of an application that holds the file: readers cannot begin.
    let writer = try Database(path: folder.path + "/almanac.db", purpose: .existing)
    try writer.execute("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; UPDATE meta SET rev = rev")
    defer { try? writer.execute("ROLLBACK") }
    // A reader and two verbs at once, so that the half minute is waited for once.
    let started = try [["build"], ["tick"], ["person", "set", "nobody@example.org", "--name", "New"]].map {
      try folder.start($0)
    }
    for run in started.map({ $0.wait() }) {
      #expect(run.code == 75, "\(run.err)")
      #expect(run.err.contains("almanac.db: error: another program is writing the record"), "\(run.err)")
    }
    #expect(try folder.tree() == before)
  }

  @Test func anOutputThatCannotBeWrittenIsSaid() throws {
    let folder = try ProgramFolder.demo()
    try folder.write("not a folder", to: "taken")
    let taken = try folder.run("build", "-o", "taken")
    #expect(taken.code == 5 || taken.code == 6, "\(taken.err)")
    #expect(taken.err.contains("taken"))
    let below = try folder.run("build", "-o", "/proc/almanac-site")
    #expect(below.code == 6, "\(below.err)")
    #expect(below.err.contains("/proc/"))
    #expect(try folder.read("taken") == "not a folder")
  }

  @Test func aListThatTheDiskDoesNotTakeIsNoSuccess() throws {
    let folder = try ProgramFolder.demo()
    let run = try folder.run(["db", "dump"], output: "/dev/full")
    #expect(run.code == 6, "\(run.err)")
    #expect(run.err.contains("<stdout>: error: cannot be written"), "\(run.err)")
  }

  @Test func oneBuildOfAPartDoesNotTakeTheRestAway() throws {
    let folder = try ProgramFolder.demo()
    try #require(try folder.run("build").code == 0)
    let before = try folder.tree()
    let part = try folder.run("build", "--only", "private")
    #expect(part.code == 5)
    #expect(part.err.contains("public: error: holds the full site; building private would take the rest away"))
    #expect(try folder.tree() == before)
    #expect(try folder.run("build", "--only", "private", "-o", "other").code == 0)
    // The whole site takes nothing away.
    #expect(try folder.run("build", "-o", "other").code == 0)
  }

  @Test func aNULInAnAddressIsRefusedByTheRecord() throws {
    let folder = try ProgramFolder.demo()
    for change in [
      "UPDATE topic SET slug = 'a' || char(0) || 'b' WHERE id = 1",
      "UPDATE person SET zone = 'UTC' || char(0), version = version + 1 WHERE id = 1",
      "UPDATE mentor SET slug = 'a' || char(0), version = version + 1 WHERE person_id = 1",
    ] {
      #expect(throws: (any Error).self) { try folder.sql(change) }
    }
    #expect(try folder.run("build").code == 0)
  }

  @Test func aFolderOfSomebodyElseIsRefused() throws {
    let folder = try ProgramFolder.demo()
    try folder.write("precious", to: "public/thesis.txt")
    let run = try folder.run("build")
    #expect(run.code == 5, "\(run.err)")
    #expect(run.err.contains("public"))
    #expect(try folder.read("public/thesis.txt") == "precious")
    #expect(try folder.tree().count == 1)
  }

  @Test(arguments: [
    (["build", "--jobs", "0"], Int32(5), "--jobs"), (["build", "--only", "some"], 5, "core, public, private or full"),
    (["build", "-u", "javascript:x"], 6, "--base-url"), (["build", "--now", "today"], 5, "--now"),
    (["buidl"], 2, "did you mean \"build\"?"), (["build", "--ouput", "x"], 2, "--output"),
    (["build", "--publish", "ftp"], 5, "auto, exchange, symlink or files"),
    (["-C", "nowhere", "build"], 5, "site.yaml"),
    (["init", "a", "b"], 2, "\"b\""),
  ])
  func aWrongArgumentIsToldWithItsRemedy(_ arguments: [String], _ code: Int32, _ told: String) throws {
    let folder = try ProgramFolder()
    try folder.write("title: T\n", to: "site.yaml")
    let run = try folder.run(arguments)
    #expect(run.code == code, "\(run.err)")
    #expect(run.err.contains(told), "\(run.err)")
  }
}
