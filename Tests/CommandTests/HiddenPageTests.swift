import Foundation
import Testing

/// Neither a date that passes nor a verb makes a build fail over a link.
@Suite struct HiddenPageTests {
  @Test func aPageThatExpiresLeavesItsLinksAsText() throws {
    let folder = try ProgramFolder.verbs(students: ["sam"], site: "zone: Europe/Berlin\n")
    try folder.write("---\ntitle: Summer\nexpires: 2026-11-25\n---\nSun\n", to: "content/summer.md")
    try folder.write("---\ntitle: Links\n---\nSee [summer](summer.md) and [more](/summer/).\n", to: "content/links.md")
    try folder.say("build")
    #expect(try folder.read("public/links/index.html").contains("See <a href=\"../summer/\">summer</a>"))
    let later = try folder.say("build", at: "2026-11-25T08:00:00Z")
    #expect(later.err.contains("warning: the link \"summer.md\" leads to a page that is not shown now"), "\(later.err)")
    #expect(try folder.read("public/links/index.html").contains("See summer and more."))
    #expect(try folder.run("build", "--strict", "--force", "--now", "2026-11-25T08:00:00Z").code == 1)
  }

  @Test func aSuspendedMentorLeavesLinksAsTextOnEveryPage() throws {
    let folder = try ProgramFolder.verbs(students: ["sam"])
    try folder.say(
      "person", "add", "--email", "eva@example.org", "--name", "Eva Klein", "--zone", "UTC", "--membership", "mentor")
    try folder.say("mentor", "add", "eva", "--email", "eva@example.org", "--topics", "career")
    for path in ["content/links.md", "content/mentors/grace.md", "content/instructions/video.md"] {
      let links = "[a](/mentors/ada/) [b](/mentors/ada/open.ics) [c](/api/v1/mentors/ada.json)"
      let fields = path.hasSuffix("links.md") ? "title: Links\n" : ""
      try folder.write("---\n\(fields)---\nSee \(links).\n", to: path)
    }
    try folder.connect("grace", "sam")
    try folder.book("grace", "sam")
    try folder.say("session", "approve", "S-1", "--as", "grace@example.org")
    try folder.say("build")
    // As many mentors as before.
    try folder.say("mentor", "suspend", "ada")
    try folder.say("mentor", "approve", "eva")
    try folder.say("build")
    #expect(try folder.read("public/links/index.html").contains("See a b c."))
    #expect(try folder.read("public/mentors/grace/index.html").contains("See a b c."))
    try folder.say("build", "-o", "cold")
    #expect(differences(try folder.tree(), try folder.tree("cold")) == [])
    // A mentor who never was is an error.
    try folder.write("---\ntitle: Links\n---\n[a](/mentors/nobody/)\n", to: "content/links.md")
    #expect(try folder.run("build").code == 5)
  }

  @Test func theLastMentorOfATopicTakesNoBuildAlong() throws {
    let folder = try ProgramFolder.verbs(students: ["sam"])
    try folder.write(
      "---\ntitle: Links\n---\n[a](/topics/compilers/) [b](/topics/compilers/)\n", to: "content/links.md")
    try folder.say("build")
    for mentor in ["ada", "grace"] { try folder.say("mentor", "suspend", mentor) }
    #expect(try folder.say("build").err.contains("nothing is listed there"))
  }
}
