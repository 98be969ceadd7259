import Foundation
import Testing

/// What somebody types who has only read the README: each answer names what is wrong and what to write, and nothing is
/// lost or left hanging.
@Suite struct StrangerTests {
  @Test(arguments: [
    ("mentor list --approval nonsense", 5, "write pending, approved or suspended"),
    ("journal list --kind sesion", 5, "did you mean \"session\"?"),
    ("credit --now 2026-11-21T08:00:00Z", 2, "add, list"),
    ("connection accept C-1 --mentor grace", 2, "both C-1 and --mentor or --student are given"),
    ("session approve S-1 --where student=sam@example.org", 2, "--where goes with --all"),
    ("session decline --reason x", 2, "or write --all"),
    ("slots --spec a.json --until 2026-11-24T00:00:00Z", 2, "--until"),
    (
      "session book --mentor ada --student sam@example.org --start 2026-11-24T10:00Z --title T --received 1960-01-01T00:00Z",
      5, "--received is before 1970"
    ),
    ("db restore site.yaml", 6, "name a file that almanac db backup made"),
    ("db restore nowhere.db", 6, "name a file that almanac db backup made"),
  ])
  func aWrongWordIsAnswered(_ line: String, _ code: Int, _ words: String) throws {
    let folder = try ProgramFolder.verbs(students: ["sam"])
    try folder.connect("ada", "sam")
    let before = try folder.run("db", "dump", "--secrets").out
    let run = try folder.run(line.split(separator: " ").map(String.init))
    #expect(Int(run.code) == code && run.err.contains(words), "\(run.err)")
    #expect(try folder.run("db", "dump", "--secrets").out == before)
  }

  @Test(arguments: [
    ["db", "backup", ""], ["init", ""], ["build", "-o", ""], ["-C", "", "person", "list"], ["busy", ""],
  ])
  func aPathOfNothingIsNone(_ words: [String]) throws {
    let run = try ProgramFolder.verbs(students: []).run(words)
    #expect(run.code == 2 && run.err.contains("is empty; write a path"), "\(run.err)")
  }

  /// Lists, calendars and mails show these in one line.
  @Test(arguments: ["A\nB", "A\tB", "\u{202E}drawkcab", "bell\u{7}", "A\u{2028}B", "del\u{7F}"])
  func aLineHoldsNothingThatCannotBeSeen(_ text: String) throws {
    let folder = try ProgramFolder.verbs(students: ["sam"])
    try folder.connect("ada", "sam")
    for words in [
      ["person", "add", "--email", "x@example.org", "--name", text], ["mentor", "set", "ada", "--headline", text],
      ["availability", "close", "ada", "--from", "2026-12-24", "--reason", text],
      ["credit", "add", "sam@example.org", "--amount", "1", "--currency", "EUR", "--reason", text],
      ProgramFolder.booking("ada", "sam", title: text),
    ] {
      let run = try folder.run(words)
      #expect(run.code == 5 && run.err.contains("one line"), "\(words[0]): \(run.err)")
    }
    // Right-to-left names and their marks are names.
    try folder.say("person", "add", "--email", "x@example.org", "--name", "\u{200F}דנה כהן")
  }

  /// A slip of the pen in a year makes no calendar of eight thousand years.
  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      ["add", "ada", "--date", "9999-12-31", "--start", "09:00", "--end", "10:00"],
      ["add", "ada", "--date", "0001-01-01", "--start", "09:00", "--end", "10:00"],
      ["add", "ada", "--day", "MO", "--start", "18:00", "--end", "19:00", "--from", "9998-01-01"],
      ["add", "ada", "--day", "MO", "--start", "18:00", "--end", "19:00", "--until", "9999-12-31"],
      ["close", "ada", "--from", "0001-01-01", "--until", "9999-12-31"],
      ["close", "--everyone", "--from", "0001-01-01", "--until", "9999-12-31"],
      ["close", "--everyone", "--from", "9999-12-31"],
    ])
  func farDatesAreNoWork(_ words: [String]) throws {
    let folder = try ProgramFolder.verbs(students: ["sam"])
    try folder.say("person", "set", "ada@example.org", "--zone", "Europe/Berlin")
    try folder.connect("ada", "sam")
    let run = try folder.run(["availability"] + words)
    #expect(run.code == 0, "\(run.err)")
    let clock = Date()
    try folder.say("build")
    #expect(Date().timeIntervalSince(clock) < 20)
    let rules = try folder.read("public/mentors/ada/availability.ics")
    #expect(!rules.contains("DTSTART;TZID=Europe/Berlin:99") && !rules.contains("DTSTART;TZID=Europe/Berlin:0001"))
    #expect(try folder.run("check").err.contains("error") == false)
    try folder.say("slots", "ada")
  }
}
