import Foundation
import Testing

/// How a request leaves a page, by what is configured.
@Suite struct WaysToActTests {
  private func booked(_ site: String) throws -> ProgramFolder {
    let folder = try ProgramFolder.verbs(site: site)
    try folder.connect("ada", "sam")
    try folder.book("ada", "sam")
    return folder
  }

  @Test func withoutAnAddressThePageSaysWhatToSendToTheOrganiser() throws {
    let folder = try booked("")
    for path in ["book/ada/", "sessions/"] {
      let page = try folder.page(path, of: "sam")
      #expect(page.text.contains("copy this text and send it to the organiser of the programme"), "\(path)")
      #expect(!page.html.contains("=\"mailto:") && !page.html.contains("type=\"submit\""), "\(path)")
    }
    let check = try folder.run("check")
    #expect(check.code == 1)
    #expect(check.err.contains("site.yaml: warning: no page can send a request"), "\(check.err)")
    #expect(check.err.contains("set mail.from"))
  }

  @Test func withAnAddressTheMailStandsBesideTheAddressAndTheText() throws {
    let folder = try booked("mail: {from: bookings@example.org}\n")
    let page = try folder.page("sessions/", of: "sam")
    #expect(page.html.contains("href=\"mailto:bookings@example.org?subject=session%20cancel"))
    #expect(page.html.contains(">bookings@example.org</a>"))
    #expect(page.html.contains("request: session cancel\nsession: S-1\nversion: 1\nsecret: "))
    #expect(page.html.contains("action=\"mailto:bookings@example.org\" enctype=\"text/plain\""))
    #expect(try !folder.run("check").err.contains("no page can send"))
  }

  @Test func withADropboxTheFormGoesThere() throws {
    let folder = try booked("mail: {dropbox: \"https://forms.example.org/in\"}\n")
    let page = try folder.page("sessions/", of: "sam")
    #expect(page.html.contains("method=\"post\" action=\"https://forms.example.org/in\""))
    #expect(page.html.contains("request: session cancel\n"), "the text is there too")
    #expect(try !folder.run("check").err.contains("no page can send"))
  }

  /// Without scripts the text is all that somebody can send, so each field of the form has its line; `count` says nothing
  /// without `every`.
  @Test func theTextOfABookingHasEveryFieldOfItsForm() throws {
    let folder = try booked(
      """
      mail: {from: bookings@example.org}
      session_types:
        - {slug: cv-review, name: CV review, duration: 30, type: VIDEO, questions: [Which job?, Since when?]}
      subjects: [{slug: maths, name: Maths}]

      """)
    let html = try folder.page("book/ada/", of: "sam").html
    let parts = html.components(separatedBy: "<form class=\"book\"")
    let form = try #require(parts.last?.components(separatedBy: "</form>").first)
    let lines = try #require(form.components(separatedBy: "dir=\"auto\">request: session book\n").last)
      .components(separatedBy: "</code>")[0].components(separatedBy: "\n")
    #expect(
      lines.dropFirst(2) == [
        "start: ", "offer: ", "answer-cv-review-1: ", "answer-cv-review-2: ", "title: ", "subject: ", "duration: ",
        "type: ", "description: ", "agenda: ", "address: ", "link: ", "every: ", "count: ",
      ])
    let names = Set(form.matches(of: #/ name="([^"]*)"/#).map { String($0.1) }).subtracting(["request"])
    #expect(names == Set(lines.compactMap { $0.components(separatedBy: ":").first }))
    #expect(form.contains("%0D%0Adescription%3A%20%0D%0Aagenda%3A%20"), "the mail has them too")
  }

  @Test func nobodyButOrganisersIsShownAShellCommand() throws {
    let folder = try booked("mail: {from: bookings@example.org}\n")
    try folder.say("build")
    for (name, file) in try folder.tree() where name.hasSuffix(".html") && !name.hasPrefix("organiser/") {
      #expect(!String(decoding: file.bytes, as: UTF8.self).contains(">almanac "), "\(name)")
    }
  }

  /// A student's request for a connection knows the student; the address of the mentor's public page would not.
  @Test func thePrivateRequestKnowsWhoAsks() throws {
    let folder = try ProgramFolder.verbs(site: "mail: {from: bookings@example.org}\n")
    let page = try folder.page("mentors/", of: "sam")
    let home = try folder.token("home", of: "sam")
    #expect(page.html.contains("href=\"../../../u/\(home)/connections/?mentor=ada#ask\""))
    let form = try #require(
      forms(
        on: try folder.page("connections/", of: "sam").html, named: "connections",
        FormFilling(moment: "", date: "")
      ).first { $0.verb == "connection request" })
    #expect(form.first("student") == "sam@example.org" && form.first("secret")?.isEmpty == false)
  }
}
