import Foundation
import Glibc
import Testing

/// Several programs at one record, and programs that are killed.
@Suite(.serialized) struct VerbRaceTests {
  private static let students = (1...8).map { "student\($0)" }

  // Rows S1-3, S3-22.
  @Test(arguments: ["ada", "grace"])
  func ofEightWhoBookOneTimeExactlyOneWins(_ mentor: String) throws {
    let folder = try ProgramFolder.verbs(students: Self.students)
    for student in Self.students { try folder.connect(mentor, student) }
    let started = try Self.students.map { try folder.start(ProgramFolder.booking(mentor, $0) + ["--json"]) }
    let runs = started.map { $0.wait() }
    #expect(runs.filter { $0.code == 0 }.count == 1)
    let rule = mentor == "ada" ? "booked" : "held"
    for run in runs where run.code != 0 {
      #expect(run.code == 3, "\(run.out)\(run.err)")
      #expect(run.out.hasPrefix(#"{"ok":false,"exit":3,"rule":"\#(rule)""#), "\(run.out)\(run.err)")
      #expect(run.out.contains(#""2026-11-24T09:00:00Z","2026-11-24T11:00:00Z","2026-11-24T11:30:00Z""#))
    }
    #expect(try folder.texts("SELECT count(*) FROM request") == ["1"])
    #expect(try folder.texts("SELECT count(*) FROM session") == [mentor == "ada" ? "1" : "0"])
    #expect(try folder.run("db", "verify").code == 0)
  }

  @Test func ofEightWhoAnswerOneRequestExactlyOneIsHeard() throws {
    let folder = try ProgramFolder.verbs(students: ["sam"])
    try folder.connect("grace", "sam")
    try folder.book("grace", "sam")
    let answers = (1...8).map { number in
      number % 2 == 0
        ? ["session", "approve", "S-1", "--as", "grace@example.org"]
        : ["session", "withdraw", "S-1", "--as", "sam@example.org"]
    }
    let runs = try answers.map { try folder.start($0) }.map { $0.wait() }
    // Whoever says the same as the first is told that it is so already.
    #expect(runs.map(\.code).sorted() == [0, 0, 0, 0, 3, 3, 3, 3])
    #expect(runs.filter { $0.code == 0 && !$0.out.contains("no change") }.count == 1)
    let isApproved = try folder.texts("SELECT status FROM request") == ["approved"]
    #expect(try folder.texts("SELECT count(*) FROM session") == [isApproved ? "1" : "0"])
    #expect(try folder.texts("SELECT count(*) FROM journal WHERE kind = 'request'") == ["2"])
  }

  @Test func eightWhoWantDifferentThingsAllGetThem() throws {
    let folder = try ProgramFolder.verbs(students: Self.students)
    for student in Self.students { try folder.connect("ada", student) }
    let runs = try Self.students.enumerated().map { index, student in
      try folder.start(
        ProgramFolder.booking("ada", student, "2026-11-24T\(index < 1 ? "09" : "\(index + 9)"):00:00Z"))
    }.map { $0.wait() }
    #expect(runs.map(\.code) == [Int32](repeating: 0, count: 8), "\(runs.map(\.err))")
    #expect(try folder.texts("SELECT id FROM session ORDER BY id") == (1...8).map(String.init))
    #expect(try folder.texts("SELECT count(DISTINCT room) FROM session") == ["8"])
  }

  @Test func aKilledCommandLeavesNothingHalfDone() throws {
    let folder = try ProgramFolder.verbs(students: ["sam"])
    try folder.connect("ada", "sam")
    // A series writes many rows in one transaction. It is killed at moments spread over the time that it takes.
    let series = Array(ProgramFolder.booking("ada", "sam", "2026-11-23T09:00:00Z").dropLast(2))
    let begin = ContinuousClock.now
    let copy = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/almanac.db"))
    try #require(try folder.run(series + ["--every", "week", "--count", "4"]).code == 0)
    let takes = max(2000, Int((ContinuousClock.now - begin) / .microseconds(1)))
    let whole = try counts(of: folder)
    #expect(whole == "4 4 1")
    try folder.write(copy, to: "almanac.db")
    #expect(try counts(of: folder) == "0 0 0")
    var killed = 0
    for step in 0..<40 {
      try folder.write(copy, to: "almanac.db")
      let run = try folder.start(series + ["--every", "week", "--count", "4"])
      usleep(UInt32(takes / 40 * step))
      let code = run.kill()
      if code != 0 { killed += 1 }
      // The next program rolls back what was left.
      let now = try counts(of: folder)
      #expect(now == whole || now == "0 0 0", "after \(step): \(now)")
      if code == 0 { #expect(now == whole, "what was reported as done is done") }
      if step % 8 == 0 { #expect(try folder.run("db", "verify").code == 0) }
    }
    #expect(killed > 0)
    try folder.write(copy, to: "almanac.db")
    #expect(try folder.run(series + ["--every", "week", "--count", "4"]).code == 0, "and can be said again")
  }

  private func counts(of folder: ProgramFolder) throws -> String {
    let sql = """
      SELECT (SELECT count(*) FROM request) || ' ' || (SELECT count(*) FROM session) || ' ' || (SELECT count(*) FROM series)
      """
    let text = try #require(try folder.texts(sql).first)
    let told = try folder.texts("SELECT count(*) FROM journal WHERE kind IN ('request', 'session', 'series')").first
    let sum = text.split(separator: " ").compactMap { Int($0) }.reduce(0, +)
    #expect(told == "\(sum)", "the journal tells as much as there is")
    return text
  }
}
