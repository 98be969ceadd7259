import Foundation
import Testing

/// What one page says does not contradict what stands beside it.
@Suite struct AgreeingWordsTests {
  /// Past the deadline of S-1, which Sam has booked with Ada for Tuesday at ten.
  private static let late = "2026-11-24T08:15:00Z"

  private func booked() throws -> ProgramFolder {
    let folder = try ProgramFolder.verbs()
    try folder.connect("ada", "sam")
    try folder.book("ada", "sam")
    return folder
  }

  private func meeting(_ folder: ProgramFolder, at now: String? = nil) throws -> String {
    try folder.say("build", at: now)
    let token = try #require(try folder.texts("SELECT meeting_token FROM session WHERE id = 1").first)
    return ProgramFolder.Page(html: try folder.read("public/m/\(token)/index.html")).text
  }

  @Test func theMeetingPageSendsToTheOwnPageOnlyWhileSomethingCanBeDoneThere() throws {
    let folder = try booked()
    let early = try meeting(folder)
    #expect(early.contains("Can be cancelled or moved until") && early.contains("Use your own page for that."))
    let late = try meeting(folder, at: Self.late)
    #expect(late.contains("Could be cancelled or moved until") && !late.contains("Use your own page"), "\(late)")
  }

  @Test func aMentorWhoCanStillCancelReadsUntilWhenStudentsCould() throws {
    let folder = try booked()
    let page = try folder.page("sessions/", of: "ada", at: Self.late).text
    #expect(page.contains("Students can cancel or move until Tuesday, 24 November 2026, 08:00 (UTC)."), "\(page)")
    #expect(page.contains("Cancel session") && !page.contains("Could be cancelled"), "\(page)")
    // Where the deadline holds for mentors too, they read what students read.
    try folder.write(try folder.read("site.yaml") + "policy: {late_override: none}\n", to: "site.yaml")
    #expect(try folder.page("sessions/", of: "ada", at: Self.late).text.contains("Could be cancelled or moved until"))
  }

  @Test func aConnectionThatCannotBookDoesNotSayReadyToBook() throws {
    let folder = try booked()
    try folder.connect("grace", "sam")
    try folder.say("mentor", "suspend", "ada")
    for day in ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] {
      try folder.say("availability", "set", "grace", "--day", day)
    }
    let page = try folder.page("connections/", of: "sam")
    #expect(page.disabled == ["Fully Booked", "Fully Booked"])
    #expect(page.text.contains("This mentor takes no bookings at the moment."), "\(page.text)")
    #expect(page.text.contains("Nothing is open in the weeks ahead."), "\(page.text)")
    #expect(!page.text.contains("Ready to book"), "\(page.text)")
  }

  @Test func aProfileThatIsFullyBookedDoesNotSayHowToConnect() throws {
    let folder = try ProgramFolder.verbs()
    try folder.say("mentor", "set", "ada", "--accepting", "no")
    try folder.say("build")
    func profile(_ slug: String) throws -> String {
      ProgramFolder.Page(html: try folder.read("public/mentors/\(slug)/index.html")).text
    }
    let ada = try profile("ada")
    #expect(ada.contains("Fully Booked") && !ada.contains("How to connect"), "\(ada)")
    #expect(try profile("grace").contains("How to connect"))
  }

  @Test func aSessionThatNobodyClosedIsNotScheduledAndCannotBeStarted() throws {
    let folder = try booked()
    let later = "2026-12-01T08:00:00Z"
    for person in ["sam", "ada"] {
      let page = try folder.page("sessions/past/", of: person, at: later).text
      #expect(page.contains("Mock interview Not closed") && !page.contains("Mark as started"), "\(page)")
    }
    let refused = try folder.run("session", "start", "S-1", "--as", "ada@example.org", "--now", later)
    #expect(refused.code == 4 && refused.err.contains("(rule past)"), "\(refused.err)")
    #expect(try folder.run("session", "start", "S-1", "--now", "2026-11-24T10:59:00Z").code == 0)
  }

  @Test func myStudentsCountsSessionsThatWereHeld() throws {
    let folder = try booked()
    try folder.book("ada", "sam", "2026-11-25T10:00:00Z")
    try folder.say("session", "complete", "S-1", at: "2026-11-24T11:00:00Z")
    let now = "2026-11-26T08:00:00Z"
    let students = try folder.page("students/", of: "ada", at: now).text
    #expect(students.contains("Sessions 1 ") && students.contains("Last session 24 November 2026"), "\(students)")
    #expect(try folder.page("mentor/", of: "ada", at: now).text.contains("Total sessions held 1"))
  }

  @Test func aStudentsProfileSaysWhoSeesWhat() throws {
    let folder = try ProgramFolder.verbs()
    let page = try folder.page("profile/", of: "sam").text
    #expect(page.contains("Your mentors see your name and your time zone; your e-mail address only if you allow it"))
    #expect(page.contains("Connections see the e-mail no") && !page.contains("Only you, your mentors"), "\(page)")
  }

  @Test func aLinkThatOpensOnTheDayBeforeSaysSo() throws {
    let folder = try ProgramFolder.verbs(site: "join_minutes: 30\n")
    try folder.say("person", "set", "ada@example.org", "--zone", "Europe/Berlin")
    try folder.say("availability", "add", "ada", "--day", "SU", "--start", "00:00", "--end", "02:00")
    try folder.connect("ada", "sam")
    try folder.book("ada", "sam", "2026-11-28T23:00:00Z")
    let mentors = try folder.page("sessions/", of: "ada").text
    #expect(mentors.contains("Sunday, 29 November 2026, 00:00–01:00 (Europe/Berlin)"), "\(mentors)")
    #expect(mentors.contains("opens at 23:30 (Europe/Berlin) previous day"), "\(mentors)")
    let students = try folder.page("sessions/", of: "sam").text
    #expect(students.contains("opens at 22:30 (UTC)") && !students.contains("(UTC) previous day"), "\(students)")
  }
}
