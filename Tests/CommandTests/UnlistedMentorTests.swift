import Foundation
import Testing

/// Mentors without a public profile have their hours, rules and words in the record, and their own pages show them.
@Suite struct UnlistedMentorTests {
  @Test(arguments: ["newcomer", "ada"])
  func theirOwnPagesShowHoursAndRulesAndSayWhyThereIsNoProfile(slug: String) throws {
    let folder = try ProgramFolder.verbs()
    if slug == "ada" {
      try folder.say("mentor", "suspend", "ada")
    } else {
      try folder.say(
        "person", "add", "--email", "newcomer@example.org", "--name", "New", "--zone", "UTC", "--membership", "mentor")
      try folder.say("mentor", "add", "newcomer", "--email", "newcomer@example.org", "--topics", "compilers")
      try folder.say("availability", "add", "newcomer", "--day", "MO", "--start", "09:00", "--end", "17:00")
    }
    try folder.say("mentor", "set", slug, "--bio", "Weaves **looms**")
    let why =
      slug == "ada"
      ? "Your profile is suspended. Ask the organiser." : "Your profile waits for the organiser's approval."
    let hours = try folder.page("availability/", of: slug).text
    #expect(hours.contains("Every week Monday 09:00–17:00") && hours.contains("Booking rules Length"), "\(hours)")
    #expect(hours.contains("Remove hours") && !hours.contains("Nobody can book before"), "\(hours)")
    let home = try folder.page("", of: slug).text
    #expect(home.contains(why) && home.contains("Availability Monday") && !home.contains("No hours set"), "\(home)")
    let desk = try folder.page("mentor/", of: slug).text
    #expect(desk.contains(why), "\(desk)")
    let profile = try folder.page("profile/", of: slug).text
    #expect(profile.contains(why) && profile.contains("Weaves looms"), "\(profile)")
    #expect(profile.contains("This is what your public profile will show once it is listed"), "\(profile)")
    #expect(!profile.contains("Your public profile shows everything"), "\(profile)")
  }

  @Test func closedDaysSayWhyAndForWhom() throws {
    let folder = try ProgramFolder.verbs()
    try folder.say("availability", "close", "ada", "--from", "2026-12-10", "--reason", "Surgery")
    try folder.say("availability", "close", "ada", "--from", "2026-12-11")
    try folder.say(
      "availability", "close", "--everyone", "--from", "2026-12-24", "--until", "2026-12-31", "--reason",
      "Winter break")
    let page = try folder.page("availability/", of: "ada").text
    for words in [
      "10 December 2026 Surgery", "11 December 2026 Closed",
      "24 December 2026 – 31 December 2026 Winter break (whole programme)", "10 December 2026, Surgery",
    ] {
      #expect(page.contains(words), "\(words) in \(page)")
    }
    let text = try folder.say("availability", "show", "ada").out
    #expect(text.contains("2026-12-10\t2026-12-10\tmentor\tSurgery\n"), "\(text)")
    #expect(text.contains("2026-12-24\t2026-12-31\teveryone\tWinter break\n"), "\(text)")
    let json = try folder.say("availability", "show", "ada", "--json").out
    #expect(json.contains("\"closed_for\":\"everyone\",\"reason\":\"Winter break\""), "\(json)")
  }
}
