import Foundation
import Testing

/// Requests that wait, of either kind, are counted and listed the same on every page.
@Suite struct WaitingRequestTests {
  /// The badge of an entry of the navigation.
  private func count(beside label: String, in page: ProgramFolder.Page) throws -> String? {
    let badge = try Regex(
      "<span>\(label)</span><span class=\"count\">([0-9]+)</span>", as: (Substring, Substring).self)
    return page.html.firstMatch(of: badge).map { String($0.1) }
  }

  @Test func connectionRequestsAreAmongTheRequests() throws {
    let folder = try ProgramFolder.verbs()
    try folder.connect("grace", "sam")
    try folder.say(
      "connection", "request", "--mentor", "ada", "--student", "sam@example.org", "--goal", "interview-prep",
      "--message", "I want to weave", "--as", "sam@example.org")
    let mentors = try folder.page("requests/", of: "ada")
    #expect(mentors.text.contains("1 request") && mentors.text.contains("I want to weave"), "\(mentors.text)")
    #expect(mentors.text.contains("Accept"), "\(mentors.text)")
    #expect(try count(beside: "Requests", in: mentors) == "1")
    let own = try folder.page("requests/", of: "sam")
    #expect(own.text.contains("1 request") && own.text.contains("Ada Byron Pending"), "\(own.text)")
    #expect(try count(beside: "Requests", in: own) == "1")
    #expect(try folder.page("", of: "sam").text.contains("1 request waits for an answer"))
    // One count of connections, in the navigation and on the page.
    let connections = try folder.page("connections/", of: "sam")
    #expect(connections.text.contains("1 connection, 1 request waits for an answer"), "\(connections.text)")
    #expect(try count(beside: "My Connections", in: connections) == "1")
  }

  @Test func whoIsNeitherMentorNorStudentHasNoRequests() throws {
    let folder = try ProgramFolder.verbs()
    try folder.say(
      "person", "add", "--email", "org@example.org", "--name", "Org", "--zone", "UTC", "--role", "organiser")
    try #require(try folder.texts("SELECT is_student FROM person WHERE email = 'org@example.org'") == ["0"])
    #expect(try !folder.page("", of: "org").html.contains("requests/"))
    #expect(!folder.exists("public/u/\(try folder.token("home", of: "org"))/requests"))
  }
}
