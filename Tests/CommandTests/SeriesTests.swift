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
    #expect(left.map { $0["rule"] as? String } == ["closed-date", "closed-date"])
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
}
