import Foundation
import Testing

/// Odd values of flags, verbs said twice, and versions where one would not look for them.
@Suite struct VerbInputTests {
  /// What the record would refuse in the words of SQL is refused in those of the command line.
  @Test(arguments: [
    ("mentor set ada --years 200", "0 to 80"), ("mentor set ada --step 0", "1 to 1440"),
    ("mentor set ada --capacity -1", "0 to 100000"), ("mentor set ada --hourly-rate 5000", "add --currency"),
    ("mentor set ada --currency euro", "ISO 4217"), ("mentor set ada --durations 30,30", "each once"),
    ("mentor set ada --durations 030", "each once"), ("mentor set ada --languages x_y", "BCP 47"),
    ("mentor set ada --link https://", "https"), ("mentor add page --email sam@example.org", "is not a short name"),
    ("person add --email bad --name X", "has no @"), ("person add --email a@b. --name X", "no valid host"),
    ("person add --email x@y.org --name \t", "is empty"), ("person set sam@example.org --language xx_!", "BCP 47"),
    ("person add --email x@y.org --name X --zone Europe/Berln", "did you mean \"Europe/Berlin\"?"),
    ("availability add ada --day MO --start 09:00 --end 10:00 --from 2026-12-02 --until 2026-12-01", "exchange"),
    ("session book --mentor ada --student Kim --start 2026-11-24T10:00:00Z", "did you mean \"kim@example.org\"?"),
    (
      "session book --mentor ada --student student --start 2026-11-24T10:00:00Z",
      "did you mean \"kim@example.org\" or \"sam@example.org\"?"
    ),
    ("mentor set sam@example.org --headline x", "almanac mentor add SLUG --email sam@example.org"),
  ])
  func aWrongValueIsNamedWithItsRemedy(_ line: String, _ words: String) throws {
    let folder = try ProgramFolder.verbs()
    let before = try folder.run("db", "dump", "--secrets").out
    let run = try folder.run(line.split(separator: " ").map(String.init))
    #expect(run.code == 5, "\(run.out)\(run.err)")
    #expect(run.err.contains(words), "\(run.err)")
    #expect(!run.err.contains("constraint") && !run.err.contains("E_"), "\(run.err)")
    #expect(try folder.run("db", "dump", "--secrets").out == before)
  }

  @Test(arguments: [
    "person set sam@example.org --email kim@example.org", "mentor add grace --email sam@example.org",
    "person add --email SAM@example.org --name Again",
  ])
  func whatSomebodyElseHasIsAConflict(_ line: String) throws {
    let folder = try ProgramFolder.verbs()
    let run = try folder.run(line.split(separator: " ").map(String.init))
    #expect(run.code == 3 && run.err.hasPrefix("almanac: refused: "), "\(run.err)")
  }

  @Test(arguments: [
    "availability add ada --day MO --start 18:00 --end 19:00",
    "availability add ada --date 2026-12-01 --mode add --start 18:00 --end 19:00",
    "availability close ada --from 2026-12-24 --until 2026-12-26 --reason Holiday",
    "availability close --everyone --from 2026-12-24", "mentor set ada --languages en,de --headline Mine",
    "mentor set ada --topics career", "person set sam@example.org --name Samuel --zone Asia/Tokyo",
    "mentor suspend ada",
    "connection request --mentor ada --student kim@example.org --goal interview-prep --message x --wait",
  ])
  func saidTwiceItChangesNothing(_ line: String) throws {
    let folder = try ProgramFolder.verbs()
    if line.hasPrefix("connection") {
      try folder.connect("ada", "sam")
      try folder.say("mentor", "set", "ada", "--capacity", "1")
    }
    let words = line.split(separator: " ").map(String.init)
    let first = try folder.run(words)
    #expect(first.code == 0 && !first.out.hasPrefix("nothing"), "\(first.out)\(first.err)")
    let before = try folder.run("db", "dump", "--secrets").out
    let again = try folder.run(words)
    #expect(again.code == 0 && again.out == "no change: already up to date\n", "\(again.out)\(again.err)")
    #expect(try folder.run("db", "dump", "--secrets").out == before)
  }

  // Row S3-21.
  @Test(arguments: [
    (Int32(3), "mentor suspend ada --if-version 99"),
    (3, "availability add ada --day MO --start 18:00 --end 19:00 --if-version 99"),
    (3, "availability set ada --day MO --if-version 99"),
    (3, "availability close ada --from 2026-12-24 --if-version 99"),
    (3, "availability remove ada 1 --if-version 99"), (0, "availability remove ada 1 --if-version 1"),
    (2, "availability remove ada 1 2 --if-version 1"),
    (2, "availability close --everyone --from 2026-12-24 --if-version 1"),
    (3, "connection request --mentor ada --student kim@example.org --goal interview-prep --message x --if-version 1"),
    (
      3,
      "session book --mentor ada --student sam@example.org --start 2026-11-24T10:00:00Z --title x --if-version 99"
    ),
    (2, "person add --email x@y.org --name X --if-version 1"),
    (2, "availability add ada --date 2026-12-01 --start 09:00 --end 10:00 --from 2026-12-01"),
    (2, "availability add ada --day MO --start 09:00 --end 10:00 --mode add"),
    (2, "session link S-1 --url https://x.example --recording https://x.example --consent"),
    (2, "session link S-1 --url https://x.example --consent"),
  ])
  func noFlagIsOverheard(_ code: Int32, _ line: String) throws {
    let folder = try ProgramFolder.verbs()
    try folder.connect("ada", "sam")
    try folder.book("ada", "sam", "2026-11-25T10:00:00Z")
    let run = try folder.run(line.split(separator: " ").map(String.init))
    #expect(run.code == code, "\(run.out)\(run.err)")
    if code == 3 { #expect(run.err.contains("(rule version)"), "\(run.err)") }
  }

  @Test(arguments: [
    ("session cancel S-99 --reason x", 5, "input"), ("session cancel", 2, "usage"),
    ("session cancel S-1 --as nobody@example.org --reason x", 5, "input"), ("tick --now soon", 5, "input"),
  ])
  func anErrorIsADocumentToo(_ line: String, _ code: Int, _ rule: String) throws {
    let folder = try ProgramFolder.verbs()
    let run = try folder.run(line.split(separator: " ").map(String.init) + ["--json"])
    let document = try #require(try JSONSerialization.jsonObject(with: Data(run.out.utf8)) as? [String: Any])
    #expect(run.code == Int32(code) && document["exit"] as? Int == code)
    #expect(document["rule"] as? String == rule && document["ok"] as? Bool == false)
    #expect((document["message"] as? String)?.isEmpty == false && !run.err.isEmpty)
  }

  @Test func aPastTimeOffersTheNextOnes() throws {
    let folder = try ProgramFolder.verbs(students: ["sam"])
    try folder.connect("ada", "sam")
    let run = try folder.run(ProgramFolder.booking("ada", "sam", "2026-11-20T10:00:00Z") + ["--json"])
    #expect(run.code == 4 && run.out.contains(#""slots":["2026-11-21T10:00:00Z","#), "\(run.out)")
  }
}
