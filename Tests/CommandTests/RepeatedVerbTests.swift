import Foundation
import Testing

/// Decisions 50: a verb whose state is there already says "no change" and exits with 0.
@Suite struct RepeatedVerbTests {
  /// One programme's life, a verb a line, each of which changes something when it is said first. `@` sets the clock.
  private static let life = """
    person add --email pat@example.org --name Pat --membership student
    mentor add pat --email pat@example.org --topics compilers --headline Words
    connection request --mentor ada --student sam@example.org --goal interview-prep --message Hello
    connection accept C-1 --as ada@example.org
    connection request --mentor grace --student sam@example.org --goal interview-prep --message Hello
    connection accept --mentor grace --student sam@example.org
    connection request --mentor ada --student kim@example.org --goal interview-prep --message Hello
    connection decline C-3 --reason Away --as ada@example.org
    connection reopen C-3
    connection withdraw C-3 --as kim@example.org
    session book --mentor ada --student sam@example.org --start 2026-11-24T10:00:00Z --title Talk
    session reschedule S-1 --start 2026-11-24T11:00:00Z --as ada@example.org
    session link S-1 --url https://zoom.example/1 --platform Zoom
    session note S-1 --before Read
    session book --mentor ada --student sam@example.org --start 2026-11-25T10:00:00Z --title Talk
    session cancel S-2 --reason Ill --as sam@example.org
    session book --mentor grace --student sam@example.org --start 2026-11-24T14:00:00Z --title Talk --as sam@example.org
    session approve S-3 --as grace@example.org
    session reschedule S-3 --start 2026-11-24T15:00:00Z --as sam@example.org
    session approve S-4 --as grace@example.org
    session book --mentor grace --student sam@example.org --start 2026-11-26T10:00:00Z --title Talk
    session decline S-5 --reason Away --as grace@example.org
    session book --mentor grace --student sam@example.org --start 2026-11-26T12:00:00Z --title Talk
    session withdraw S-6 --as sam@example.org
    mentor set ada --capacity 1 --headline Words
    connection request --mentor ada --student kim@example.org --goal interview-prep --message Hello --wait
    connection withdraw C-3 --as kim@example.org
    availability add ada --day MO-FR --start 18:00 --end 20:00
    availability add ada --date 2026-12-05 --start 18:00 --end 20:00
    availability set ada --day SU --hours 10:00-12:00
    availability close ada --from 2026-12-20 --until 2026-12-31
    availability remove ada 1
    availability remove ada 1 --closed
    person set kim@example.org --zone Europe/Berlin
    @ 2026-11-24T10:50:00Z
    session start S-1 --as ada@example.org
    @ 2026-11-24T12:00:00Z
    session no-show S-1 --absent student --as ada@example.org
    session no-show S-1 --absent mentor
    session complete S-1 --notes Words
    review add S-1 --stars 4 --text Good --as sam@example.org
    review reply S-1 --text Thanks --as ada@example.org
    session link S-1 --recording https://video.example/1 --consent
    connection end C-1 --reason Done
    mentor suspend ada
    mentor approve ada
    """

  @Test func whatIsSaidTwiceIsNoChange() throws {
    let folder = try ProgramFolder.verbs()
    var clock: [String] = []
    for line in Self.life.split(separator: "\n").map(String.init) {
      let words = line.split(separator: " ").map(String.init)
      if words[0] == "@" {
        clock = ["--now", words[1]]
        continue
      }
      let first = try folder.run(words + clock)
      #expect(first.code == 0 && !first.out.contains("no change"), "\(line): \(first.out)\(first.err)")
      let rows = try folder.texts("SELECT count(*) FROM journal")
      let again = try folder.run(words + clock)
      #expect(again.code == 0 && again.out == "no change: already up to date\n", "\(line): \(again.out)\(again.err)")
      #expect(try folder.texts("SELECT count(*) FROM journal") == rows, "\(line)")
    }
  }

  /// A number that never was, or was another mentor's, is a mistake.
  @Test func onlyHoursThatWereRemovedAreRemovedAlready() throws {
    let folder = try ProgramFolder.verbs()
    try folder.say("availability", "remove", "ada", "2")
    #expect(try folder.say("availability", "remove", "ada", "2", "--if-version", "1").out.hasPrefix("no change"))
    for words in [["grace", "2"], ["ada", "99"], ["ada", "2", "--closed"], ["ada", "1", "99"]] {
      #expect(try folder.run(["availability", "remove"] + words).code == 5, "\(words)")
    }
    try folder.say("availability", "remove", "ada", "1", "2")
    #expect(try folder.texts("SELECT count(*) FROM availability WHERE mentor_id = 1") == ["5"])
    // The number does not come back, though it was the highest.
    try folder.say("availability", "remove", "grace", "14")
    try folder.say("availability", "add", "grace", "--day", "SU", "--start", "10:00", "--end", "12:00")
    #expect(try folder.say("availability", "remove", "grace", "14").out.hasPrefix("no change"))
    #expect(try folder.texts("SELECT max(id) FROM availability") == ["15"])
  }

  @Test func anotherReasonIsNotLostInSilence() throws {
    let folder = try ProgramFolder.verbs()
    try folder.connect("ada", "sam")
    try folder.book("ada", "sam")
    try folder.say("session", "cancel", "S-1", "--reason", "Ill")
    let other = try folder.run("session", "cancel", "S-1", "--reason", "Holidays")
    #expect(other.code == 3 && other.err.contains("another reason"), "\(other.err)")
    #expect(try folder.texts("SELECT cancel_reason FROM session") == ["Ill"])
  }

  /// Days that lie in a closed range are closed; another reason is written.
  @Test func aClosedDayIsClosedOnce() throws {
    let folder = try ProgramFolder.verbs()
    try folder.say("availability", "close", "ada", "--from", "2026-12-20", "--until", "2026-12-31", "--reason", "Away")
    #expect(try folder.say("availability", "close", "ada", "--from", "2026-12-24").out.hasPrefix("no change"))
    try folder.say("availability", "close", "ada", "--from", "2026-12-24", "--reason", "Feast")
    #expect(try folder.texts("SELECT reason FROM closed_range ORDER BY id") == ["Away", "Feast"])
  }

  @Test func severalAreAnsweredEachAndTheExitCodeSaysWhatWasRefused() throws {
    let folder = try ProgramFolder.verbs(students: ["sam", "kim", "lee"])
    for student in ["sam", "kim", "lee"] {
      try folder.say(
        "connection", "request", "--mentor", "grace", "--student", "\(student)@example.org", "--goal",
        "interview-prep", "--message", "Hello \(student)")
    }
    let list = try folder.say("connection", "list").out
    #expect(list.contains("C-1\tgrace\tsam@example.org\tPENDING\tinterview-prep\tHello sam\n"), "\(list)")
    try folder.say("connection", "decline", "C-3", "--reason", "Full")
    let some = try folder.run("connection", "accept", "C-1", "C-3", "--as", "grace@example.org")
    #expect(some.code == 3 && some.err.contains("left out C-3"), "\(some.err)")
    #expect(try folder.say("connection", "accept", "--all", "--as", "grace@example.org").code == 0)
    #expect(
      try folder.texts("SELECT status FROM connection ORDER BY id") == ["ACCEPTED", "ACCEPTED", "REJECTED"])
    for (student, day) in [("sam", "24"), ("kim", "25"), ("sam", "26")] {
      try folder.book("grace", student, "2026-11-\(day)T10:00:00Z")
    }
    try folder.say("session", "withdraw", "S-2", "--as", "kim@example.org")
    let approved = try folder.run("session", "approve", "S-1", "S-2", "S-3", "--as", "grace@example.org")
    #expect(approved.code == 3 && approved.err.contains("left out S-2"), "\(approved.err)")
    #expect(try folder.texts("SELECT id FROM session ORDER BY id") == ["1", "3"])
    #expect(try !folder.say("help", "session", "cancel").out.contains("--all"))
  }

  @Test func nobodysAddressIsHintedAtInAnswerToAnothers() throws {
    let folder = try ProgramFolder.verbs()
    for command in [["person", "show"], ["link", "show"], ["credit", "list"], ["session", "list", "--student"]] {
      func answer(_ address: String) throws -> String { try folder.run(command + [address]).err }
      #expect(try answer("kim@exampel.org").contains("did you mean \"kim@example.org\"?"), "\(command)")
      #expect(try answer("grrace@example.org").contains("did you mean \"grace@example.org\"?"), "\(command)")
      for other in ["tim@example.org", "pam@example.org", "eda@example.org", "dan@x.de"] {
        let text = try answer(other)
        #expect(text.contains("no active person") && !text.contains("did you mean"), "\(command) \(other): \(text)")
      }
    }
  }

  @Test func anAddressIsFoundAsItIsWrittenAnywhere() throws {
    let folder = try ProgramFolder.verbs(students: [])
    try folder.say("person", "add", "--email", "jurgen@müller.example", "--name", "Jurgen", "--role", "mentor")
    let stored = "jurgen@xn--mller-kva.example"
    for written in ["jurgen@müller.example", "Jurgen@Müller.Example", stored, "mailto:jurgen@müller.example"] {
      for command in [["person", "show"], ["link", "show"], ["person", "export"], ["credit", "list"]] {
        let run = try folder.run(command + [written])
        #expect(run.code == 0, "\(command) \(written): \(run.err)")
        if command == ["link", "show"] { #expect(run.out.hasPrefix(stored), "\(run.out)") }
      }
    }
    let unknown = try folder.run("link", "show", "nobody@example.org", "neither@example.org", stored)
    #expect(unknown.code == 5 && unknown.out.isEmpty)
    #expect(unknown.err.contains("nobody@example.org") && unknown.err.contains("neither@example.org"))
  }
}
