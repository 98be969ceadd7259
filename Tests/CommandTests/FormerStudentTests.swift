import Foundation
import Testing

/// Somebody who is no student any more, and has connections from before.
@Suite struct FormerStudentTests {
  private func programme(_ site: String = "") throws -> ProgramFolder {
    let folder = try ProgramFolder.verbs(students: ["sam", "kim"], site: site)
    try folder.connect("ada", "sam")
    try folder.say("build")
    try folder.say("person", "set", "sam@example.org", "--role", "organiser")
    return folder
  }

  @Test(arguments: ["", "policy: {connection_required: no}\n"]) func noPageOffersABooking(site: String) throws {
    let folder = try programme(site)
    let page = try folder.page("connections/", of: "sam")
    #expect(!page.html.contains("book/ada/") && !page.html.contains("Book Session"))
    #expect(page.text.contains("Only students can book sessions."), "\(page.text)")
    #expect(!folder.exists("public/u/\(try folder.token("home", of: "sam"))/book/ada/index.html"))
  }

  @Test(arguments: ["", "policy: {connection_required: no}\n"])
  func theirPagesFollowTheirMentorsAsInAColdBuild(site: String) throws {
    let folder = try programme(site)
    try folder.say("build")
    try folder.say("availability", "set", "ada", "--day", "MO,TU,WE,TH,FR,SA,SU")
    try folder.say("mentor", "set", "ada", "--job-title", "Engineer", "--headline", "New words")
    try folder.say("build")
    try folder.say("build", "-o", "cold")
    #expect(differences(try folder.tree(), try folder.tree("cold")) == [])
  }
}
