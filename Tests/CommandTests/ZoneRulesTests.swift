import Foundation
import Testing

/// New zone rules: what a build lists, and what tick moves. The rules are compiled from their source, as tzdata's are.
@Suite struct ZoneRulesTests {
  /// A folder of zones with Test/Town and UTC.
  ///
  /// - Parameter rules: of Test/Town, as zic reads them.
  private func zones(_ version: String, _ rules: String, in folder: ProgramFolder) throws -> String {
    let path = folder.path + "/zones-" + version
    try folder.write("Zone Test/Town \(rules)\nZone UTC 0 - UTC\n", to: "zones-\(version).source")
    let zic = Process()
    zic.executableURL = URL(
      fileURLWithPath: ["/usr/sbin/zic", "/usr/bin/zic"].first { FileManager.default.fileExists(atPath: $0) } ?? "zic")
    zic.arguments = ["-d", path, path + ".source"]
    try zic.run()
    zic.waitUntilExit()
    try #require(zic.terminationStatus == 0)
    try folder.write("# version \(version)\nZ Test/Town \(rules)\nZ UTC 0 - UTC\n", to: "zones-\(version)/tzdata.zi")
    return path
  }

  /// Ada of Test/Town, an hour before UTC, has two sessions back to back with Sam at 10:00 and 11:00 on her clock; Grace of UTC
  /// one with Kim at 12:00.
  private func programme() throws -> ProgramFolder {
    let folder = try ProgramFolder.verbs()
    let old = try zones("2026a", "1:00 - TST", in: folder)
    try run(folder, old, "person", "set", "ada@example.org", "--zone", "Test/Town")
    try folder.say("mentor", "set", "grace", "--confirm", "instant")
    for (mentor, student) in [("ada", "sam"), ("grace", "kim"), ("grace", "sam")] {
      try folder.connect(mentor, student)
    }
    for (mentor, student, start) in [
      ("ada", "sam", "2026-11-26T09:00:00Z"), ("ada", "sam", "2026-11-26T10:00:00Z"),
      ("grace", "kim", "2026-11-26T12:00:00Z"),
    ] {
      try run(folder, old, ProgramFolder.booking(mentor, student, start))
    }
    return folder
  }

  @discardableResult
  private func run(_ folder: ProgramFolder, _ zones: String, _ arguments: String...) throws -> ProgramFolder.Run {
    try run(folder, zones, arguments)
  }

  @discardableResult
  private func run(_ folder: ProgramFolder, _ zones: String, _ arguments: [String]) throws -> ProgramFolder.Run {
    let run = try folder.run(arguments, environment: ["TZDIR": zones])
    try #require(run.code == 0, "\(arguments): \(run.err)")
    return run
  }

  @Test func theVersionCommandNamesTheRules() throws {
    let folder = try ProgramFolder()
    let path = try zones("2026a", "1:00 - TST", in: folder)
    for word in ["version", "--version"] {
      let lines = try run(folder, path, word).out.split(separator: "\n").map(String.init)
      #expect(lines.count == 2 && lines[0].hasPrefix("almanac ") && lines[1] == "time zone rules 2026a, \(path)")
    }
  }

  private let rows =
    "SELECT id || ' ' || start_at || ' ' || end_at || ' ' || wall_time || ' ' || sequence || ' ' || tzdata FROM session ORDER BY id"

  private func row(_ id: Int, _ start: String, _ wall: String, _ sequence: Int, _ version: String) throws -> String {
    let at = Int(try Date(start, strategy: .iso8601).timeIntervalSince1970)
    return "\(id) \(at) \(at + 3600) 2026-11-26T\(wall) \(sequence) \(version)"
  }

  /// Both ways: sessions that stand back to back move earlier and later without getting in each other's way.
  @Test(arguments: [("2026b", "2:00", "08", "09"), ("2026c", "0:00", "10", "11")])
  func aBuildListsAndTickKeepsTheWallTime(version: String, offset: String, first: String, second: String) throws {
    let folder = try programme()
    let old = folder.path + "/zones-2026a"
    let new = try zones(version, "1:00 - TST 2026 Nov 25 0:00\n \(offset) - TST", in: folder)
    #expect(try !run(folder, old, "build").err.contains("promised"))
    let before = try folder.texts(rows)
    let build = try run(folder, new, "build")
    for (id, wall, was, now) in [(1, "10", "09", first), (2, "11", "10", second)] {
      #expect(
        build.err.contains(
          "almanac.db: warning: S-\(id) is promised for 2026-11-26T\(wall):00 in Test/Town, which the zone rules \(version) make 2026-11-26T\(now):00:00Z instead of 2026-11-26T\(was):00:00Z; almanac tick moves it and tells both"
        ), "\(build.err)")
    }
    #expect(!build.err.contains("S-3"))
    // They wait for tick, and a build with nothing to do says so again.
    let again = try run(folder, new, "build")
    #expect(again.out == "nothing has changed\n")
    for id in [1, 2] { #expect(again.err.contains("almanac.db: warning: S-\(id) is promised for")) }
    #expect(try folder.run(["build", "--strict"], environment: ["TZDIR": new]).code == 1)
    // A build writes nothing to the record.
    #expect(try folder.texts(rows) == before)
    #expect(try folder.run(["check"], environment: ["TZDIR": new]).err.contains("S-1 is promised"))
    let tick = try run(folder, new, "tick", "--json")
    #expect(tick.err == "" && tick.out.components(separatedBy: "session-moved").count == 5, "\(tick.out)")
    #expect(
      try folder.texts(rows) == [
        try row(1, "2026-11-26T\(first):00:00Z", "10:00", 1, version),
        try row(2, "2026-11-26T\(second):00:00Z", "11:00", 1, version),
        try row(3, "2026-11-26T12:00:00Z", "12:00", 0, try folder.texts("SELECT tzdata FROM session WHERE id = 3")[0]),
      ])
    #expect(try run(folder, new, "tick").out.contains("no change"))
    #expect(try !run(folder, new, "build").err.contains("promised"))
    let feed = try folder.feed(of: "ada")
    #expect(
      feed.contains("DTSTART;TZID=Test/Town:20261126T100000") && feed.contains("DTSTART;TZID=Test/Town:20261126T110000")
    )
    #expect(try folder.feed(of: "sam").contains("DTSTART:20261126T\(first)0000Z"))
  }

  /// An old machine beside a new one must not move what was promised rightly.
  @Test(arguments: ["2025b", ""])
  func rulesThatAreOlderOrOfUnknownAgeMoveNothing(version: String) throws {
    let folder = try programme()
    let old = try zones(version.isEmpty ? "2025c" : version, "2:00 - TST", in: folder)
    if version.isEmpty { try FileManager.default.removeItem(atPath: old + "/tzdata.zi") }
    let before = try folder.texts(rows)
    let build = try run(folder, old, "build").err
    #expect(
      build.contains(
        "S-1 is promised for 2026-11-26T10:00 in Test/Town under the zone rules 2026a, which the zone rules")
        && build.contains("update tzdata; until then almanac tick leaves it where it is"), "\(build)")
    let tick = try run(folder, old, "tick")
    #expect(!tick.out.contains("session-moved"), "\(tick.out)")
    #expect(try folder.texts(rows) == before)
  }

  @Test func aConflictIsToldAndNotApplied() throws {
    let folder = try programme()
    let old = folder.path + "/zones-2026a"
    // Sam is with Grace when Ada's first session would come to lie.
    try folder.say("availability", "add", "grace", "--date", "2026-11-26", "--start", "08:00", "--end", "17:00")
    try run(folder, old, ProgramFolder.booking("grace", "sam", "2026-11-26T08:00:00Z"))
    let new = try zones("2026b", "1:00 - TST 2026 Nov 25 0:00\n 2:00 - TST", in: folder)
    let tick = try run(folder, new, "tick")
    // The second waits for the first, which cannot go.
    #expect(
      tick.err.contains("S-1 would move to 2026-11-26T08:00:00Z under the new zone rules: ")
        && tick.err.contains("S-2 would move to 2026-11-26T09:00:00Z under the new zone rules: "), "\(tick.err)")
    let kept = try folder.texts(rows)
    #expect(try kept[0] == row(1, "2026-11-26T09:00:00Z", "10:00", 0, "2026a"))
    #expect(try kept[1] == row(2, "2026-11-26T10:00:00Z", "11:00", 0, "2026a"))
    #expect(try run(folder, new, "build").err.contains("S-1 is promised"))
    // With room, the next tick does it.
    try run(folder, new, "session", "cancel", "S-4", "--reason", "Grace is ill")
    #expect(try run(folder, new, "tick").err == "")
    #expect(try folder.texts(rows)[0] == row(1, "2026-11-26T08:00:00Z", "10:00", 1, "2026b"))
  }

  @Test func aTimeThatIsSkippedIsLeftToPeople() throws {
    let folder = try programme()
    let new = try zones("2026b", "1:00 - TST 2026 Nov 26 10:00\n 2:00 - TST", in: folder)
    let build = try run(folder, new, "build")
    #expect(
      build.err.contains(
        "S-1 is promised for 2026-11-26T10:00 in Test/Town, a time that the zone rules 2026b skip; almanac session reschedule S-1 --start …"
      ), "\(build.err)")
    #expect(
      try run(folder, new, "tick").err.contains(
        "S-1 cannot keep its time under the new zone rules: the clock of Test/Town skips 2026-11-26T10:00"))
    #expect(try folder.texts(rows)[0] == row(1, "2026-11-26T09:00:00Z", "10:00", 0, "2026a"))
  }

  private func findings(_ folder: ProgramFolder, _ zones: String, _ command: String = "build") throws -> String {
    try folder.run(command, environment: ["TZDIR": zones]).err
  }

  /// Half a year is the limit; the clock of these tests says 21 November 2026.
  @Test func rulesThatAreOldAreNamedWithTheZonesInUse() throws {
    let folder = try ProgramFolder.verbs()
    let old = try zones("2025b", "1:00 - TST", in: folder)
    for command in ["build", "check"] {
      #expect(try !findings(folder, old, command).contains("zone rules"), "no law changes UTC")
    }
    try run(folder, old, "person", "set", "ada@example.org", "--zone", "Test/Town")
    for command in ["build", "build", "check"] {
      let text = try findings(folder, old, command)
      #expect(text.contains("\(old): warning: the zone rules 2025b are "), "\(text)")
      #expect(text.contains("Test/Town") && text.contains("update tzdata (apt-get update && apt-get install tzdata)"))
    }
    #expect(try folder.run("check", environment: ["TZDIR": old]).code == 1)
    // Newer than any that this machine may have.
    let new = try zones("2099c", "1:00 - TST", in: folder)
    #expect(try !findings(folder, new).contains("zone rules"))
    // BSD and macOS keep the version in a file of its own.
    try FileManager.default.removeItem(atPath: new + "/tzdata.zi")
    #expect(try findings(folder, new, "check").contains("zone rules without a version: nobody can tell how old"))
    try folder.write("2099c\n", to: "zones-2099c/+VERSION")
    #expect(try !findings(folder, new).contains("zone rules"))
  }

  @Test func whatOtherRulesOfTheMachineSayIsCompared() throws {
    let folder = try ProgramFolder.verbs()
    let path = folder.path + "/zones-2020a"
    try folder.write("Zone Europe/Berlin 3:00 - XXX\nZone Asia/Tokyo 9:00 - JST\n", to: "zones-2020a.source")
    let zic = Process()
    zic.executableURL = URL(
      fileURLWithPath: ["/usr/sbin/zic", "/usr/bin/zic"].first { FileManager.default.fileExists(atPath: $0) } ?? "zic")
    zic.arguments = ["-d", path, path + ".source"]
    try zic.run()
    zic.waitUntilExit()
    try folder.write("# version 2020a\nZ Europe/Berlin 3 - XXX\nZ Asia/Tokyo 9 - JST\n", to: "zones-2020a/tzdata.zi")
    try folder.say("person", "set", "ada@example.org", "--zone", "Europe/Berlin")
    try folder.say("person", "set", "sam@example.org", "--zone", "Asia/Tokyo")
    try FileManager.default.copyItem(atPath: "/usr/share/zoneinfo/Etc/UTC", toPath: path + "/UTC")
    let text = try findings(folder, path)
    #expect(text.contains("the zone rules 2020a are older than those in /usr/share/zoneinfo, 20"), "\(text)")
    #expect(text.contains("; different hours: Europe/Berlin; build without --tzdir and TZDIR"), "\(text)")
  }

  @Test func requestsAndMovesKeepTheWallTimeThatTheyAskFor() throws {
    let folder = try programme()
    let old = folder.path + "/zones-2026a"
    try folder.say("mentor", "set", "ada", "--confirm", "each")
    try run(folder, old, ProgramFolder.booking("ada", "sam", "2026-11-26T13:00:00Z").dropLast(2).map { $0 })
    try run(
      folder, old, ["session", "reschedule", "S-1", "--start", "2026-11-26T12:00:00Z", "--as", "sam@example.org"])
    let asked =
      "SELECT id || ' ' || time(start_at, 'unixepoch') || ' ' || wall_time FROM request WHERE status = 'pending' ORDER BY id"
    #expect(try folder.texts(asked) == ["4 13:00:00 2026-11-26T14:00", "5 12:00:00 2026-11-26T13:00"])
    let new = try zones("2026b", "1:00 - TST 2026 Nov 25 0:00\n 2:00 - TST", in: folder)
    #expect(try run(folder, new, "build").err.contains("S-4 is requested for 2026-11-26T14:00 in Test/Town"))
    // Approved before tick has run, it is what was asked for.
    try run(folder, new, "session", "approve", "S-5", "--as", "ada@example.org")
    #expect(
      try folder.texts("SELECT time(start_at, 'unixepoch') || ' ' || wall_time FROM session WHERE id = 1")
        == ["11:00:00 2026-11-26T13:00"])
    let tick = try run(folder, new, "tick", "--json")
    #expect(tick.out.contains("request-moved"), "\(tick.out)\(tick.err)")
    #expect(try folder.texts(asked) == ["4 12:00:00 2026-11-26T14:00"])
    #expect(try run(folder, new, "tick").out.contains("no change"))
  }
}
