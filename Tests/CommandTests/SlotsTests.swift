import Foundation
import Testing

/// `almanac slots` and the pages must say the same.
@Suite struct SlotsTests {
  @Test func theSettingsHoldForTheCommandToo() throws {
    let folder = try ProgramFolder.demo()
    let slug = try #require(
      try folder.texts(
        """
        SELECT slug FROM mentor WHERE approval = 'approved' AND is_accepting = 1 AND person_id IN (
          SELECT mentor_id FROM availability) ORDER BY slug
        """
      ).first)
    let before = try folder.run("slots", slug)
    try #require(before.code == 0, "\(before.err)")
    try folder.write("title: T\npolicy:\n  horizon_days: 7\n  durations: [120]\n", to: "site.yaml")
    let after = try folder.run("slots", slug)
    #expect(after.out != before.out)
    #expect(before.out.split(separator: "\n").count > after.out.split(separator: "\n").count)
    #expect(try folder.run("slots", slug, "--duration", "60").code == 5)
  }

  @Test func thePagesListWhatTheCommandLists() throws {
    let folder = try ProgramFolder.demo()
    try #require(try folder.run("build").code == 0)
    for slug in try folder.texts("SELECT slug FROM mentor WHERE approval = 'approved' ORDER BY slug") {
      let command = try folder.run("slots", slug, "--duration", "30").out.split(separator: "\n").map { $0.prefix(20) }
      let page = try folder.read("public/mentors/\(slug)/index.html")
      let listed = page.components(separatedBy: "<li><time datetime=\"").dropFirst().map { $0.prefix(20) }
      #expect(command.sorted() == listed.sorted(), "\(slug)")
    }
  }

  /// The horizon of 28 days ends at 00:00 UTC on 20 December.
  @Test(arguments: [
    ("Europe/Berlin", "09:00", "19 December 2026"), ("Europe/Berlin", "00:00", "20 December 2026"),
    ("UTC", "09:00", "19 December 2026"), ("America/New_York", "09:00", "19 December 2026"),
    ("Asia/Tokyo", "08:00", "20 December 2026"), ("Asia/Tokyo", "09:00", "19 December 2026"),
  ]) func theLastDateIsOneOnWhichASlotCanStart(_ zone: String, _ start: String, _ last: String) throws {
    let folder = try ProgramFolder.verbs(students: [])
    try folder.say(
      "person", "add", "--email", "eve@example.org", "--name", "Eve", "--zone", zone, "--role", "mentor")
    try folder.say("mentor", "add", "eve", "--email", "eve@example.org")
    try folder.say("mentor", "approve", "eve")
    for day in ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] {
      try folder.say("availability", "add", "eve", "--day", day, "--start", start, "--end", "17:00")
    }
    try folder.say("build")
    let page = ProgramFolder.Page(html: try folder.read("public/mentors/eve/index.html"))
    #expect(page.text.contains("openings until \(last)"), "\(page.text)")
    #expect(!page.text.contains("20 December 2026: Closed"), "every day has hours")
  }

  // Row S1-24.
  @Test func aMentorWithoutHoursHasTheProgrammesInHalfHours() throws {
    let folder = try ProgramFolder.verbs(students: [])
    try folder.say(
      "person", "add", "--email", "eve@example.org", "--name", "Eve", "--zone", "Europe/Berlin", "--role", "mentor")
    try folder.say("mentor", "add", "eve", "--email", "eve@example.org")
    try folder.say("mentor", "approve", "eve")
    let day = ["slots", "eve", "--from", "2026-11-24T00:00", "--until", "2026-11-25T00:00", "--zone", "Europe/Berlin"]
    #expect(try folder.run(day).out == "", "the programme says nothing of its own")
    try folder.write("title: T\npolicy:\n  default_hours: \"09:00-18:00\"\n", to: "site.yaml")
    let clock = try folder.run(day).out.split(separator: "\n").map { $0.dropFirst(33).prefix(5) }
    let wanted = (18..<36).map { "\($0 / 2 < 10 ? "0" : "")\($0 / 2):\($0 % 2 == 0 ? "00" : "30")" }
    #expect(clock.map(String.init) == wanted)
    // Her own hours take their place, whatever the day.
    try folder.say("availability", "add", "eve", "--day", "MO", "--start", "10:00", "--end", "11:00")
    #expect(try folder.run(day).out == "")
  }

  // Row S2-26.
  @Test func theBestSlotsComeFirstWithTheirReasons() throws {
    let folder = try ProgramFolder.verbs(students: ["sam"])
    try folder.say("person", "set", "sam@example.org", "--zone", "Asia/Tokyo")
    try folder.connect("ada", "sam")
    try folder.book("ada", "sam", "2026-11-24T10:00:00Z")
    let list = ["slots", "ada", "--student", "sam@example.org", "--duration", "60", "--best"]
    let lines = try folder.run(list + ["2"]).out.split(separator: "\n").map(String.init)
    // What starts at 10:00 UTC ends at 20:00 in Tokyo, the next one at 20:30.
    #expect(
      lines == [
        "2026-11-21T10:00:00Z  2026-11-21 10:00 UTC, 2026-11-21 19:00 Asia/Tokyo  0: nothing speaks against it",
        "2026-11-22T09:00:00Z  2026-11-22 09:00 UTC, 2026-11-22 18:00 Asia/Tokyo  0: nothing speaks against it",
      ])
    let document = try JSONSerialization.jsonObject(with: Data(try folder.run(list + ["1000", "--json"]).out.utf8))
    let all = try #require(document as? [[String: Any]])
    #expect(
      try folder.run(["slots", "ada", "--student", "sam@example.org", "--duration", "60"]).out
        .split(separator: "\n").count == all.count)
    let points = all.compactMap { $0["points"] as? Int }
    #expect(points == points.sorted() && points.count == all.count)
    let busy = try #require(all.first { $0["start"] as? String == "2026-11-24T12:00:00Z" })
    #expect(busy["points"] as? Int == 4 + 2 + 3 + 1)
    #expect(
      busy["reasons"] as? [String] == [
        "up to 120 minutes outside 08:00-20:00 on the student's clock (4)",
        "another session of the mentor on that date (2)", "less than a day from something else of the student (3)",
        "3 days to wait (1)",
      ])
  }

  @Test(arguments: [
    ("--best 3", 2, "--best needs --student"), ("--best 0 --student sam@example.org", 5, "1 to 1000"),
    ("--best x --student sam@example.org", 5, "1 to 1000"),
    ("--best 3 --student sam@example.org --explain 2026-11-24T10:00:00Z", 2, "both --best and --explain"),
  ]) func whatBestCannotMeanIsRefused(_ flags: String, _ code: Int, _ words: String) throws {
    let folder = try ProgramFolder.verbs(students: ["sam"])
    let run = try folder.run(["slots", "ada"] + flags.split(separator: " ").map(String.init))
    #expect(Int(run.code) == code && run.err.contains(words), "\(run.err)")
  }
}
