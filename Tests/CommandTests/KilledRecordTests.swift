import Foundation
import Glibc
import Testing

@testable import Storage

/// Programs that make or replace a record, killed at any moment: the old or the new one is there, whole.
///
/// `ALMANAC_TORTURE_ROUNDS` says how often each is killed; by default a few times.
@Suite(.serialized) struct KilledRecordTests {
  private static let rounds =
    ProcessInfo.processInfo.environment["ALMANAC_TORTURE_ROUNDS"].flatMap { Int($0) } ?? 6

  /// Runs a command whole once to learn how long it takes, then kills it at moments spread over that time.
  ///
  /// - Parameters:
  ///   - prepare: puts the folder into the state before.
  ///   - look: what is expected afterwards; told whether the command had ended.
  private func kill(
    _ command: [String], in folder: ProgramFolder, prepare: () throws -> Void, look: (Bool) throws -> Void
  ) throws {
    try prepare()
    let begin = ContinuousClock.now
    let whole = try folder.run(command)
    try #require(whole.code == 0, "\(whole.err)")
    let takes = max(2000, Int((ContinuousClock.now - begin) / .microseconds(1)))
    try look(true)
    var dice = SystemRandomNumberGenerator()
    for _ in 0..<Self.rounds {
      try prepare()
      let run = try folder.start(command)
      usleep(UInt32(Int.random(in: 0..<takes, using: &dice)))
      try look(run.kill() == 0)
    }
  }

  private func expectNoLitter(_ folder: ProgramFolder) throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(names.filter { $0.contains(".new-") || $0.hasSuffix("-journal") } == [])
  }

  @Test func aKilledRestoreLeavesTheOldOrTheNewRecord() throws {
    let folder = try ProgramFolder.verbs(students: ["sam"])
    try folder.say("db", "backup", "few.db")
    let few = try folder.texts("SELECT count(*) FROM person")
    try folder.importList(200)
    try folder.say("person", "import", "list.csv")
    try folder.say("db", "backup", "many.db")
    try kill(["db", "restore", "few.db"], in: folder) {
      try folder.say("db", "restore", "many.db")
    } look: { isDone in
      let count = try folder.texts("SELECT count(*) FROM person")
      #expect(count == few || !isDone && count == ["203"], "\(count)")
      #expect(try folder.run("db", "verify").code == 0)
    }
    try folder.say("db", "restore", "few.db")
    try expectNoLitter(folder)
  }

  @Test func aKilledMigrationLeavesTheOldOrTheNewSchema() throws {
    let folder = try ProgramFolder()
    try folder.formerRecord("old.db", people: 300)
    let old = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/old.db"))
    try kill(["db", "migrate"], in: folder) {
      for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where name != "old.db" {
        try FileManager.default.removeItem(atPath: folder.path + "/" + name)
      }
      try folder.write(old, to: "almanac.db")
    } look: { isDone in
      let version = try folder.texts("PRAGMA user_version")[0]
      #expect(version == "\(currentSchemaVersion)" || !isDone && Int(version).map { $0 < currentSchemaVersion } == true)
      try folder.say("db", "migrate")
      #expect(try folder.texts("SELECT count(*) FROM person") == ["300"])
      #expect(try folder.texts("SELECT length(lineage) FROM meta") == ["32"])
      #expect(try folder.run("db", "verify").code == 0)
      // A copy that is there is whole.
      for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where name.contains(".schema-1") {
        guard !name.contains(".new-") else { continue }
        let copy = try Database(path: folder.path + "/" + name, purpose: .existing)
        #expect(try copy.integer("SELECT count(*) FROM person") == 300)
      }
    }
  }

  @Test func aKilledImportBringsAllOrNobody() throws {
    let folder = try ProgramFolder.verbs(students: ["sam"])
    try folder.importList(300)
    let before = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/almanac.db"))
    try kill(["person", "import", "list.csv"], in: folder) {
      unlink(folder.path + "/almanac.db-journal")
      try folder.write(before, to: "almanac.db")
    } look: { isDone in
      let count = try folder.texts("SELECT count(*) FROM person")[0]
      #expect(count == "303" || !isDone && count == "3", "\(count)")
      #expect(try folder.run("db", "verify").code == 0)
    }
  }

  @Test(arguments: [
    ["init", "."], ["db", "migrate", "--create"], ["demo", "--mentors", "3", "--students", "4", "--sessions", "9"],
  ])
  func aKilledStartLeavesNoHalfRecord(command: [String]) throws {
    let folder = try ProgramFolder()
    try kill(command, in: folder) {
      for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
        try FileManager.default.removeItem(atPath: folder.path + "/" + name)
      }
    } look: { isDone in
      #expect(!isDone || folder.exists("almanac.db"))
      if folder.exists("almanac.db") {
        #expect(try folder.texts("SELECT count(*) FROM meta") == ["1"])
        #expect(try folder.run("db", "verify").code == 0)
      }
      let force = command[0] == "demo" ? ["--force"] : []
      #expect(try folder.run(command + force).code == 0, "and can be said again")
      #expect(try folder.run("db", "verify").code == 0)
      try expectNoLitter(folder)
    }
  }

  @Test func aKilledDemoLeavesTheFormerRecord() throws {
    let folder = try ProgramFolder.verbs(students: ["sam"])
    try folder.say("db", "backup", "mine.db")
    try kill(["demo", "--force", "--mentors", "3", "--students", "4", "--sessions", "9"], in: folder) {
      try folder.say("db", "restore", "mine.db")
    } look: { isDone in
      let isDemo = try folder.texts("SELECT is_demo || ' ' || (SELECT count(*) FROM person) FROM meta")[0]
      #expect(isDemo == "1 7" || !isDone && isDemo == "0 3", "\(isDemo)")
      #expect(try folder.run("db", "verify").code == 0)
    }
  }
}

extension ProgramFolder {
  /// `list.csv` with so many members.
  func importList(_ count: Int) throws {
    let rows = (1...count).map { "m\($0)@example.net,Member \($0),student\n" }
    try write("email,name,membershiptype\n" + rows.joined(), to: "list.csv")
  }

  /// A record of the first schema, as the first release made it.
  func formerRecord(_ name: String, people: Int) throws {
    let record = try Database(path: path + "/" + name, purpose: .create)
    try record.execute("PRAGMA synchronous = OFF")
    _ = try migrate(record, through: Array(migrations.prefix(1)))
    var random = SeededRandom(seed: 3)
    try record.execute(
      """
      BEGIN;
      INSERT INTO meta (id, programme_uuid, secret) VALUES (1, '\(random.uuid())', '\(random.token())')
      """)
    for id in 1...people {
      try record.execute(
        """
        INSERT INTO person (id, uuid, email, name, zone, is_student, home_token, feed_token, action_secret, created_at,
          changed_at)
        VALUES (\(id), '\(random.uuid())', 'p\(id)@example.org', 'P\(id)', 'UTC', 1, '\(random.token())',
          '\(random.token())', '\(random.token())', 1000, 1000)
        """)
    }
    try record.execute("COMMIT")
  }
}
