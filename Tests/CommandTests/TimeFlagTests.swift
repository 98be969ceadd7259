import Foundation
import Testing

/// Times of the command line: RFC 3339, or readings of a clock with --zone, wherever a command takes one.
@Suite struct TimeFlagTests {
  /// `TIME` stands for the time.
  static let lines = [
    "slots ada --explain TIME", "slots ada --from TIME", "slots ada --until TIME", "session list --from TIME",
    "session list --until TIME", "session book --mentor ada --student sam@example.org --title Talk --start TIME",
    "session reschedule S-1 --start TIME", "session approve --all --where before=TIME",
    "session decline --all --reason Away --where after=TIME",
    "session link S-1 --recording https://video.example.org/1 --consent --until TIME",
    "busy own.ics --from TIME", "busy own.ics --from 2020-01-01T00:00:00Z --until TIME",
    "session cancel S-1 --received TIME", "session reschedule S-1 --start 2026-11-25T10:00:00Z --received TIME",
  ]

  private func folder() throws -> ProgramFolder {
    let folder = try ProgramFolder.verbs(students: ["sam"])
    try folder.write("BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\n", to: "own.ics")
    try folder.connect("ada", "sam")
    try folder.book("ada", "sam")
    return folder
  }

  private func run(_ line: String, _ time: String, _ folder: ProgramFolder, zone: String?) throws -> ProgramFolder.Run {
    let words = line.replacingOccurrences(of: "TIME", with: time).split(separator: " ").map(String.init)
    return try folder.run(words + (zone.map { ["--zone", $0] } ?? []))
  }

  @Test(arguments: lines) func everyTimeMayBeAReadingOfAClock(_ line: String) throws {
    let folder = try folder()
    let bare = try run(line, "2026-10-25T10:00", folder, zone: nil)
    #expect(
      bare.code == 5 && bare.err.contains("names no offset; add --zone, or write it as 2026-10-25T10:00Z"),
      "\(bare.err)")
    let fold = try run(line, "2026-10-25T02:30", folder, zone: "Europe/Berlin")
    #expect(
      fold.code == 5 && fold.err.contains("twice; write 2026-10-25T00:30:00Z or 2026-10-25T01:30:00Z"), "\(fold.err)")
    let gap = try run(line, "2026-03-29T02:30", folder, zone: "Europe/Berlin")
    #expect(gap.code == 5 && gap.err.contains("never reads 2026-03-29T02:30"), "\(gap.err)")
    #expect(gap.err.contains("write 2026-03-29T00:30:00Z or 2026-03-29T01:30:00Z"), "\(gap.err)")
    let wrong = try run(line, "tomorrow", folder, zone: nil)
    #expect(
      wrong.code == 5 && wrong.err.contains("\"tomorrow\" is no time; write 2026-11-24T09:00:00Z"), "\(wrong.err)")
    let nowhere = try run(line, "2026-10-25T02:30", folder, zone: "Europe/Berln")
    #expect(nowhere.code == 5 && nowhere.err.contains("did you mean \"Europe/Berlin\"?"), "\(nowhere.err)")
  }

  @Test(arguments: [
    "slots ada --explain TIME", "session list --from TIME", "slots ada --from TIME --until 2026-11-25T00:00:00Z",
    "slots ada --until TIME", "busy busy.ics --from TIME --until 2026-12-01T00:00Z",
  ]) func aReadingIsTheInstantThatItNames(_ line: String) throws {
    let folder = try folder()
    try folder.book("ada", "sam", "2026-11-24T13:00:00Z")
    try folder.write(
      """
      BEGIN:VCALENDAR
      VERSION:2.0
      BEGIN:VEVENT
      UID:1
      DTSTART:20261124T080000Z
      DTEND:20261124T160000Z
      END:VEVENT
      END:VCALENDAR

      """, to: "busy.ics")
    let local = try run(line, "2026-11-24T14:00", folder, zone: "Europe/Berlin")
    let instant = try run(line, "2026-11-24T13:00:00Z", folder, zone: nil)
    #expect(local.code == 0 && !local.out.isEmpty, "\(local.err)")
    #expect(local.out == instant.out)
    #expect(try run(line, "2026-11-24T14:00", folder, zone: "Asia/Tokyo").out != local.out)
  }

  @Test func aZoneWithoutATimeIsToldOf() throws {
    let folder = try folder()
    let run = try folder.run("session", "list", "--zone", "Europe/Berlin")
    #expect(run.code == 2 && run.err.contains("--zone is for times, and none is given"), "\(run.err)")
  }

  @Test func aWindowThatEndsBeforeItBeginsIsToldOf() throws {
    let folder = try folder()
    let run = try folder.run("session", "list", "--from", "2026-12-01T00:00Z", "--until", "2026-11-01T00:00Z")
    #expect(run.code == 5 && run.err.contains("--from is after --until"), "\(run.err)")
  }

  @Test func whatNoFourDigitsSayIsRefused() throws {
    let folder = try folder()
    let run = try folder.run("slots", "ada", "--from", "9999-12-31T23:59", "--zone", "America/New_York")
    #expect(run.code == 5 && run.err.contains("outside the years 1 to 9999"), "\(run.err)")
  }
}
