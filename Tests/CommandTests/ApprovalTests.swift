import Foundation
import Testing

/// Whether a request may still be approved: what came between, one at a time and all at once.
@Suite struct ApprovalTests {
  /// Sam's request S-1 on Tuesday, and Kim's S-2 on Wednesday, both at 10:00 UTC with Grace, who confirms each.
  private func requested() throws -> ProgramFolder {
    let folder = try ProgramFolder.verbs()
    try folder.connect("grace", "sam")
    try folder.connect("grace", "kim")
    try folder.book("grace", "sam")
    try folder.book("grace", "kim", "2026-11-25T10:00:00Z")
    return folder
  }

  private static let busy = """
    BEGIN:VCALENDAR\r
    BEGIN:VEVENT\r
    UID:dentist\r
    DTSTART:20261124T103000Z\r
    DURATION:PT1H\r
    END:VEVENT\r
    END:VCALENDAR\r

    """

  // Row S1-3.
  @Test func whatTheMentorsOwnCalendarTookMeanwhileIsNotApproved() throws {
    let folder = try requested()
    try folder.write(Self.busy, to: "busy/grace/own.ics")
    let refused = try folder.json("session", "approve", "S-1", "--as", "grace@example.org")
    #expect(refused.code == 3)
    #expect(refused.document["rule"] as? String == "busy")
    #expect(
      refused.document["slots"] as? [String]
        == ["2026-11-24T09:00:00Z", "2026-11-24T09:30:00Z", "2026-11-24T11:30:00Z"],
      "\(refused.document)")
    #expect(try folder.texts("SELECT count(*) FROM session") == ["0"])
    try FileManager.default.removeItem(atPath: folder.path + "/busy")
    try folder.say("session", "approve", "S-1", "--as", "grace@example.org")
  }

  @Test func aDateThatWasClosedMeanwhileIsNotApproved() throws {
    let folder = try requested()
    try folder.say("availability", "close", "grace", "--from", "2026-11-24", "--as", "grace@example.org")
    let run = try folder.run("session", "approve", "S-1", "--as", "grace@example.org")
    #expect(run.code == 4 && run.err.contains("(rule closed-date)"), "\(run.err)")
  }

  @Test func hoursAndLimitsAreHersToOverlook() throws {
    let folder = try requested()
    try folder.say("availability", "set", "grace", "--day", "TU")
    try folder.say("mentor", "set", "grace", "--buffer-before", "60", "--max-per-week", "1", "--notice", "9000")
    try folder.say("session", "approve", "S-1", "S-2", "--as", "grace@example.org")
    #expect(try folder.texts("SELECT status FROM session ORDER BY id") == ["scheduled", "scheduled"])
  }

  // Row S2-27.
  @Test func allThatCanBeApprovedIsAndTheRestIsNamed() throws {
    let folder = try requested()
    try folder.write(Self.busy, to: "busy/grace/own.ics")
    let run = try folder.json("session", "approve", "--all", "--as", "grace@example.org")
    #expect(run.code == 0)
    let left = try #require(run.document["left_out"] as? [[String: Any]])
    #expect(left.map { $0["what"] as? String } == ["S-1"])
    #expect(left[0]["rule"] as? String == "busy" && (left[0]["slots"] as? [String])?.count == 3)
    #expect(try folder.texts("SELECT status FROM request ORDER BY id") == ["pending", "approved"])
    // When none is left that can be, that is no success.
    let none = try folder.run("session", "approve", "--all", "--as", "grace@example.org")
    #expect(none.code == 3 && none.err.contains("(rule busy)"), "\(none.err)")
    let noReason = try folder.run("session", "decline", "--all", "--as", "grace@example.org")
    #expect(noReason.code == 5 && noReason.err.contains("a reason is needed"), "\(noReason.err)")
    try folder.say("session", "decline", "--all", "--as", "grace@example.org", "--reason", "Away")
    let done = try folder.json("session", "decline", "--all", "--as", "grace@example.org", "--reason", "Away")
    #expect(done.code == 0 && (done.document["left_out"] as? [Any])?.isEmpty == true)
  }

  @Test func whatHasBegunIsMovedNoMore() throws {
    let folder = try requested()
    try folder.say("session", "approve", "S-1")
    try folder.say("session", "reschedule", "S-1", "--start", "2026-11-26T10:00:00Z", "--as", "sam@example.org")
    let late = try folder.run("session", "approve", "S-3", "--now", "2026-11-24T10:00:00Z")
    #expect(late.code == 3 && late.err.contains("(rule expired)"), "\(late.err)")
    try folder.say("tick", at: "2026-11-24T10:00:00Z")
    #expect(try folder.texts("SELECT status FROM request WHERE id = 3") == ["expired"])
    try folder.say("session", "complete", "S-1", at: "2026-11-24T11:00:00Z")
    #expect(try folder.texts("SELECT start_at FROM session") == ["1795514400"])
  }

  @Test func aMoveThatTheOrganiserApprovesIsToldToBoth() throws {
    let folder = try requested()
    try folder.say("session", "approve", "S-1")
    try folder.say("session", "reschedule", "S-1", "--start", "2026-11-24T10:30:00Z", "--as", "sam@example.org")
    let run = try folder.json("session", "approve", "S-3")
    let told = try #require(run.document["notices"] as? [[String: String]]).compactMap { $0["to"] }
    #expect(told.sorted() == ["grace@example.org", "sam@example.org"], "over its own old time, too")
  }
}
