import Foundation
import Testing

/// Series of sessions, told date by date.
@Suite struct SeriesTests {
  private func programme() throws -> ProgramFolder {
    let folder = try ProgramFolder.verbs(students: ["sam"])
    try folder.connect("ada", "sam")
    try folder.say("mentor", "set", "ada", "--horizon-days", "200")
    return folder
  }

  // Rows S2-23, S3-23.
  @Test func aStudentsSeriesIsOneWishOfTheHour() throws {
    let folder = try programme()
    let series = ProgramFolder.booking("ada", "sam") + ["--every", "week", "--count", "8"]
    #expect(try folder.run(series).code == 0)
    #expect(try folder.texts("SELECT count(*) FROM session") == ["8"])
    for hour in ["12", "14"] { try folder.book("ada", "sam", "2026-11-25T\(hour):00:00Z") }
    let fourth = try folder.run(ProgramFolder.booking("ada", "sam", "2026-11-25T16:00:00Z"))
    #expect(fourth.code == 4 && fourth.err.contains("(rule rate-limit)"), "\(fourth.err)")
  }

  @Test func whatIsLeftOutStandsInTheDocumentDateByDate() throws {
    let folder = try programme()
    try folder.say("availability", "close", "ada", "--from", "2026-12-31")
    let start = ProgramFolder.booking("ada", "sam", "2026-12-31T10:00:00Z")
    let run = try folder.json("session", "book", "--mentor", "ada", "--student", "sam@example.org")
    #expect(run.code == 2, "an error is a document too: \(run.document)")
    #expect(run.document["ok"] as? Bool == false && run.document["exit"] as? Int == 2)
    let whole = try folder.run(start + ["--every", "month", "--count", "4", "--json"])
    let document = try #require(try JSONSerialization.jsonObject(with: Data(whole.out.utf8)) as? [String: Any])
    let left = try #require(document["left_out"] as? [[String: Any]])
    #expect(left.map { $0["what"] as? String } == ["2026-12-31T10:00:00Z", "2027-02"])
    #expect(left.map { $0["rule"] as? String } == ["closed-date", "no-such-date"])
    #expect((left[0]["slots"] as? [String])?.count == 3)
    #expect(
      try folder.texts("SELECT datetime(start_at, 'unixepoch') FROM session ORDER BY 1")
        == ["2027-01-31 10:00:00", "2027-03-31 10:00:00"])
  }

  @Test func aSeriesOfNothingIsRefusedAndLeavesNothing() throws {
    let folder = try programme()
    let night = ProgramFolder.booking("ada", "sam", "2026-11-24T22:00:00Z") + ["--every", "week", "--count", "3"]
    let run = try folder.run(night)
    #expect(run.code == 4 && run.err.contains("(rule outside-hours)"), "\(run.err)")
    #expect(try folder.texts("SELECT count(*) FROM series") == ["0"])
    let alone = try folder.run(ProgramFolder.booking("ada", "sam") + ["--count", "3"])
    #expect(alone.code == 2 && alone.err.contains("--every"), "\(alone.err)")
  }

  @Test func aWallTimeThatTheClockSkipsOrRepeatsIsNamedAndLeftOut() throws {
    let folder = try programme()
    try folder.say("person", "set", "ada@example.org", "--zone", "Europe/Berlin")
    for day in ["SU"] {
      try folder.say("availability", "add", "ada", "--day", day, "--start", "00:00", "--end", "06:00")
    }
    func series(_ start: String, _ title: String) throws -> ProgramFolder.Run {
      try folder.run(
        "session", "book", "--mentor", "ada", "--student", "sam@example.org", "--start", start, "--zone",
        "Europe/Berlin", "--duration", "30", "--title", title, "--every", "week", "--count", "3", "--now",
        title == "Gap" ? "2027-03-10T09:00:00Z" : "2027-10-10T09:00:00Z")
    }
    let gap = try series("2027-03-21T02:30", "Gap")
    #expect(gap.code == 0 && gap.err.contains("left out 2027-03-28: "), "\(gap.err)")
    #expect(gap.err.contains("set forward") && gap.err.contains("(rule clock-change)"), "\(gap.err)")
    #expect(
      try folder.texts("SELECT wall_time FROM session ORDER BY start_at") == ["2027-03-21T02:30", "2027-04-04T02:30"])
    let fold = try series("2027-10-24T02:30", "Fold")
    #expect(fold.err.contains("reads 02:30 twice that day: book it alone"), "\(fold.err)")
    #expect(fold.err.contains("2027-10-31T00:30:00Z or 2027-10-31T01:30:00Z"), "\(fold.err)")
    // A fold is asked for one session, too.
    let alone = [
      "session", "book", "--mentor", "ada", "--student", "sam@example.org", "--start", "2027-10-31T02:30", "--zone",
      "Europe/Berlin", "--duration", "30", "--title", "Fold", "--now", "2027-10-10T10:00:00Z",
    ]
    let asked = try folder.run(alone)
    #expect(asked.code == 5 && asked.err.contains("--fold first or --fold second"), "\(asked.err)")
    #expect(try folder.run(alone + ["--fold", "second"]).code == 0)
    #expect(
      try folder.texts("SELECT datetime(start_at, 'unixepoch') || fold FROM session WHERE fold = 1")
        == ["2027-10-31 01:30:001"])
  }

  @Test func theRestOfASeriesIsCancelledAtOnce() throws {
    let folder = try programme()
    let series = ProgramFolder.booking("ada", "sam") + ["--every", "week", "--count", "4"]
    #expect(try folder.run(series).code == 0)
    #expect(try folder.run(series).out == "no change: already up to date\n", "said twice it is one series")
    #expect(try folder.texts("SELECT count(*) FROM series") == ["1"])
    let rest = ["session", "cancel", "S-2", "--rest", "--reason", "Exams", "--as", "sam@example.org"]
    #expect(try folder.run(rest).code == 0)
    #expect(
      try folder.texts("SELECT status FROM session ORDER BY start_at")
        == ["scheduled", "cancelled", "cancelled", "cancelled"])
    #expect(try folder.run(rest).out == "no change: already up to date\n")
    try folder.book("ada", "sam", "2026-11-27T10:00:00Z")
    let alone = try folder.run(["session", "cancel", "S-5", "--rest", "--reason", "x"])
    #expect(alone.code == 2 && alone.err.contains("belongs to no series"), "\(alone.err)")
  }
}
