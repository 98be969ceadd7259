import Foundation
import Testing

/// Programmes in which nobody needs a connection: every page asks the policy of site.yaml.
@Suite struct OpenProgrammeTests {
  private static let site = "policy: {connection_required: no}\n"

  private func built(_ site: String = site) throws -> ProgramFolder { try ProgramFolder.verbs(site: site) }

  // Rows S2-3, S3-15, S3-16, S4-4.
  @Test func aStudentBooksEveryMentorFromAPageOfTheirOwn() throws {
    let folder = try built()
    let mentors = try folder.page("mentors/", of: "sam")
    // Grace confirms each session.
    #expect(mentors.buttons == ["Book Session", "Request Session"])
    #expect(try folder.page("book/ada/", of: "sam").text.contains("Book a session with Ada Byron"))
    #expect(try folder.page("book/grace/", of: "sam").text.contains("Request a session with Grace Hopper"))
    try folder.book("ada", "sam")
    #expect(try folder.page("sessions/", of: "sam").text.contains("Mock interview"))
  }

  @Test func nobodyIsAskedForAConnection() throws {
    let folder = try built()
    try folder.say("build")
    for (name, file) in try folder.tree() where name.hasSuffix(".html") {
      let text = ProgramFolder.Page(html: String(decoding: file.bytes, as: UTF8.self)).text.lowercased()
      for words in [
        "request connection", "my connections", "connection request", "how to connect", "connection pending",
        "end the connection", "my connections see",
      ] {
        #expect(!text.contains(words), "\(name): \(words)")
      }
    }
    #expect(!folder.exists("public/mentors/ada/connect"))
    #expect(!folder.exists("public/u/\(try folder.token("home", of: "sam"))/connections"))
    let types = ProgramFolder.Page(html: try folder.read("public/session-types/index.html"))
    #expect(types.text.contains("Needs a connection no no no no"))
  }

  @Test func aStrangerReadsHowToBookAndHowToJoin() throws {
    let folder = try built()
    try folder.say("build")
    func profile(_ slug: String) throws -> String {
      ProgramFolder.Page(html: try folder.read("public/mentors/\(slug)/index.html")).text
    }
    #expect(try profile("ada").contains("How to book Open your own page."))
    #expect(try profile("ada").contains("The session is booked once the request arrives"))
    #expect(try profile("grace").contains("The mentor confirms or declines each request"))
    #expect(try profile("ada").contains("Not registered yet? Ask the organiser"))
    try folder.write(try folder.read("site.yaml") + "mail: {from: bookings@example.org}\n", to: "site.yaml")
    try folder.say("build")
    #expect(try profile("ada").contains("Not registered yet? Write to the organiser: bookings@example.org"))
  }

  @Test(arguments: [false, true]) func timesOnRequestAreSaidToBe(_ isOnRequest: Bool) throws {
    let site = isOnRequest ? "policy: {outside_hours: propose}\n" : ""
    let folder = try ProgramFolder.verbs(students: ["sam"], site: site)
    try folder.connect("ada", "sam")
    try folder.say("mentor", "set", "ada", "--confirm", "each")
    try folder.book("ada", "sam")
    if isOnRequest { try folder.book("ada", "sam", "2026-11-25T18:00:00Z") }
    let cards = try folder.page("mentor/", of: "ada").html.components(separatedBy: "class=\"card request\"").dropFirst()
    #expect(cards.map { $0.contains("Outside your open times.") } == (isOnRequest ? [false, true] : [false]))
    #expect(try !folder.page("requests/", of: "sam").text.contains("Outside your open times."))
    let types = ProgramFolder.Page(html: try folder.read("public/session-types/index.html")).text
    #expect(types.contains("Only at open times other times on request") == isOnRequest, "\(types)")
    #expect(types.contains("Only at open times yes") != isOnRequest)
  }

  /// With connections it is an accepted one; a session that was cancelled is none.
  @Test(arguments: [true, false]) func anAddressThatIsSharedIsSeenByWhomItConcerns(_ needsConnection: Bool) throws {
    let folder = try built(needsConnection ? "" : Self.site)
    try folder.say("person", "set", "ada@example.org", "--share-email", "yes")
    try folder.say("person", "set", "sam@example.org", "--share-email", "yes")
    if needsConnection { try folder.connect("ada", "sam") }
    for student in needsConnection ? ["sam"] : ["sam", "kim"] {
      try folder.book("ada", student, student == "sam" ? "2026-11-24T10:00:00Z" : "2026-11-25T10:00:00Z")
    }
    if !needsConnection { try folder.say("session", "cancel", "S-2", "--reason", "Ill") }
    func mails(_ path: String, _ person: String) throws -> Set<String> {
      Set(try folder.page(path, of: person).html.matches(of: /href="mailto:(\w+)@example\.org"/).map { String($0.1) })
    }
    #expect(try mails("sessions/", "sam") == ["ada"])
    #expect(try mails("sessions/", "ada") == ["sam"])
    if needsConnection {
      #expect(try mails("connections/", "sam") == ["ada"])
    } else {
      #expect(try mails("sessions/cancelled/", "kim").isEmpty)
    }
    let profile = try folder.page("profile/", of: "sam").text
    #expect(profile.contains("My connections see my e-mail address") == needsConnection)
    #expect(profile.contains("People with whom I have sessions see my e-mail address") != needsConnection)
    try folder.say("person", "set", "ada@example.org", "--share-email", "no")
    #expect(try mails("sessions/", "sam").isEmpty)
  }

  // Rows S4-10, S4-14.
  @Test func myStudentsAreThoseWhoHadASession() throws {
    let folder = try built()
    #expect(try folder.page("students/", of: "ada").text.contains("after their first completed session with you"))
    try folder.book("ada", "sam")
    try folder.say("session", "complete", "S-1", "--as", "ada@example.org", at: "2026-11-24T11:00:00Z")
    let page = try folder.page("students/", of: "ada", at: "2026-11-24T12:00:00Z")
    #expect(page.text.contains("1 student ") && page.text.contains("Student Sam"))
    #expect(!page.text.contains("Student Kim") && !page.text.contains("End connection"))
    #expect(try folder.page("mentor/", of: "ada", at: "2026-11-24T12:00:00Z").text.contains("Total students 1"))
    let home = try folder.page("", of: "sam", at: "2026-11-24T12:00:00Z")
    #expect(home.text.contains("Your mentors AB Ada Byron") && home.buttons.contains("Book Session"))
  }

  @Test func pastTheDirectorysLimitAStudentBooksWhomTheyKnow() throws {
    let folder = try built("policy: {connection_required: no}\nprivate_directory_max: 1\n")
    try folder.say("build")
    let home = "public/u/\(try folder.token("home", of: "sam"))"
    #expect(!folder.exists("\(home)/book/ada"))
    try folder.book("ada", "sam")
    // The incremental build gives Sam the page, and so does one from nothing.
    try folder.say("build")
    #expect(folder.exists("\(home)/book/ada") && !folder.exists("\(home)/book/grace"))
    let tree = try folder.tree()
    try FileManager.default.removeItem(atPath: folder.path + "/public")
    try folder.say("build")
    let fresh = try folder.tree()
    #expect(differences(tree, fresh) == [])
    // A change of Ada's hours changes Sam's page of her openings.
    try folder.say("availability", "set", "ada", "--day", "WE")
    let page = try folder.page("book/ada/", of: "sam")
    #expect(!page.text.contains("Wednesday, 25 November"))
  }

  @Test func aMentorWhoTakesNobodyNewIsOfferedToThoseTheyKnowAlone() throws {
    let folder = try built()
    try folder.book("ada", "sam")
    try folder.say("mentor", "set", "ada", "--accepting", "no")
    #expect(try folder.page("mentors/", of: "kim").disabled == ["Fully Booked"])
    #expect(try folder.page("mentors/", of: "sam").disabled == [])
  }

  /// The settings count at once, before any verb has brought the record to them.
  @Test func theSettingsDecideWithoutAVerb() throws {
    let folder = try ProgramFolder.verbs()
    #expect(try folder.page("mentors/", of: "sam").buttons == ["Request Connection", "Request Connection"])
    try folder.write("title: Verbs\n" + Self.site, to: "site.yaml")
    #expect(try folder.page("mentors/", of: "sam").buttons == ["Book Session", "Request Session"])
    #expect(folder.exists("public/u/\(try folder.token("home", of: "sam"))/book/ada"))
  }

  // Rows S2-4, S2-5, S3-17.
  @Test func whereEachSessionIsConfirmedTheRequestIsAsked() throws {
    let folder = try built("policy: {connection_required: no, confirm: each}\n")
    #expect(try folder.page("mentors/", of: "sam").buttons == ["Request Session", "Request Session"])
    let page = try folder.page("book/ada/", of: "sam")
    #expect(page.text.contains("Request a session with Ada Byron"))
    #expect(page.text.contains("Your mentor confirms each session."))
    try folder.book("ada", "sam")
    #expect(try folder.page("requests/", of: "sam").text.contains("Mock interview Pending"))
    #expect(try folder.page("mentor/", of: "ada").text.contains("Mock interview Pending"))
  }
}
