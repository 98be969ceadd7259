import Foundation
import Testing

/// A clock that the record's newest entry contradicts, and the way out of it.
@Suite struct RecordClockTests {
  private let future = "2036-11-20T08:00:00Z"

  private func lines(_ feed: [String], _ name: String) -> [String] { feed.filter { $0.hasPrefix(name + ":") } }

  @Test func aVerbUnderAWrongClockDoesNotLockTheRecord() throws {
    let folder = try ProgramFolder.verbs(students: ["sam", "kim", "lee"])
    try folder.connect("ada", "sam")
    try folder.book("ada", "sam")
    try folder.say("person", "set", "sam@example.org", "--name", "Sam Late", at: future)
    try folder.say("mentor", "set", "ada", "--job-title", "Engineer", at: future)
    try folder.say("build", at: ProgramFolder.now)
    let before = try folder.feed(of: "sam")
    #expect(lines(before, "SEQUENCE") == ["SEQUENCE:0"] && lines(before, "DTSTAMP") == ["DTSTAMP:20361120T080000Z"])
    let note = ["session", "note", "S-1", "--before", "Read this", "--as", "sam@example.org"]
    for command in [note, ["tick"], ["build"]] {
      let run = try folder.run(command, environment: command == ["build"] ? ["SOURCE_DATE_EPOCH": ""] : [:])
      #expect(run.code == 5 && run.err.contains("the journal's last entry is of \(future) (entry "), "\(run.err)")
      #expect(run.err.contains("\"mentor set\")") && run.err.contains("set the machine's clock; if it is right, run"))
    }
    // A time that is further from the machine's clock than the entry is no better.
    #expect(try folder.run(note + ["--now", "2006-01-01T00:00:00Z"]).code == 5)
    #expect(try folder.run(note + ["--now", ProgramFolder.now]).code == 0)
    #expect(try folder.run(["session", "note", "S-1", "--before", "Read that", "--as", "sam@example.org"]).code == 0)
    #expect(try folder.run("db", "verify").code == 0)
    #expect(try folder.say("journal", "list").out.contains("\tclock\t"))
    #expect(try folder.texts("SELECT count(*) FROM person WHERE max(changed_at, card_at) > 1795248000") == ["0"])
    try folder.say("build")
    // The stamp falls, so the SEQUENCE has risen.
    let after = try folder.feed(of: "sam")
    #expect(lines(after, "SEQUENCE") == ["SEQUENCE:1"] && after.contains { $0.contains("Engineer") }, "\(after)")
  }

  @Test func aMachineClockThatIsFarAheadAsksForNow() throws {
    let folder = try ProgramFolder.verbs(students: ["sam"])
    let later = "2027-12-31T08:00:00Z"
    let words = ["person", "set", "sam@example.org", "--name", "Samuel"]
    let refused = try folder.run(words, environment: ["SOURCE_DATE_EPOCH": "1830240000"])
    #expect(refused.code == 5 && refused.err.contains("run the command with --now \(later)"), "\(refused.err)")
    #expect(try folder.run(words + ["--now", later]).code == 0)
    let next = try folder.run(
      ["person", "set", "sam@example.org", "--name", "Sam"], environment: ["SOURCE_DATE_EPOCH": "1830240000"])
    #expect(next.code == 0, "\(next.err)")
  }

  /// A record that was sleeping for longer than ten years.
  @Test func aTimeNearTheMachinesClockIsBelievedWhateverTheRecordSays() throws {
    let folder = try ProgramFolder.verbs(students: ["sam"])
    let words = ["person", "set", "sam@example.org", "--name", "Samuel", "--now", "2040-01-01T00:00:00Z"]
    #expect(try folder.run(words).code == 5)
    #expect(try folder.run(words, environment: ["SOURCE_DATE_EPOCH": "2208988800"]).code == 0)
    #expect(try folder.run("db", "verify").code == 0)
  }

  /// A demo has rows and no journal.
  @Test func aRecordWithoutAJournalIsGuardedByItsRows() throws {
    let folder = try ProgramFolder.demo()
    #expect(try folder.texts("SELECT count(*) FROM journal") == ["0"])
    let ahead = try folder.run(["tick"], environment: ["SOURCE_DATE_EPOCH": "4070908800"])
    #expect(ahead.code == 5 && ahead.err.contains("the record's newest change is of 202"), "\(ahead.err)")
    let other = try ProgramFolder()
    try other.write("title: Demo\n", to: "site.yaml")
    try other.say("demo", "--mentors", "3", "--students", "3", "--sessions", "4", at: "2099-01-01T00:00:00Z")
    let build = try other.run(["build"], environment: ["SOURCE_DATE_EPOCH": ""])
    #expect(build.code == 5 && build.err.contains("the record's newest change is of 20"), "\(build.err)")
  }

  @Test func aTimeBeforeTheEpochIsRefusedByItsOwnName() throws {
    let folder = try ProgramFolder.verbs(students: ["sam"])
    for command in [["tick"], ["build"], ["slots", "ada"]] {
      let run = try folder.run(command + ["--now", "1969-12-31T00:00:00Z"])
      #expect(run.code == 5 && run.err.contains("--now \"1969-12-31T00:00:00Z\" is before 1970"), "\(run.err)")
    }
  }
}
