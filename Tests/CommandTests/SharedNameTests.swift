import Foundation
import Testing

/// Two students of one name, wherever somebody has to choose between them.
@Suite struct SharedNameTests {
  @Test func theyAreToldApartByOrganisersAndMentors() throws {
    let folder = try ProgramFolder.verbs(students: ["sam", "kim", "lee"])
    try folder.sql(
      "UPDATE person SET name = 'Sam Ito', version = version + 1 WHERE email IN ('sam@example.org', 'kim@example.org')")
    try folder.say("person", "add", "--email", "org@example.org", "--name", "Org", "--zone", "UTC")
    try folder.say("person", "set", "org@example.org", "--role", "organiser")
    try folder.connect("grace", "lee")
    try folder.say("mentor", "set", "grace", "--capacity", "1")
    for (mentor, more) in [("ada", [String]()), ("grace", ["--wait"])] {
      for student in ["sam", "kim"] {
        let run = try folder.run(
          [
            "connection", "request", "--mentor", mentor, "--student", "\(student)@example.org", "--goal",
            "interview-prep", "--message", "Hello", "--as", "\(student)@example.org",
          ] + more)
        try #require(run.code == 0, "\(run.err)")
      }
    }
    let names = try folder.texts(
      "SELECT 'Sam Ito (UTC, no. ' || id || ')' FROM person WHERE name = 'Sam Ito' ORDER BY id")
    let desk = try folder.page("mentor/", of: "grace").text
    #expect(desk.contains("On your waiting list 2 \(names.joined(separator: ", "))"), "\(desk)")
    let report = ProgramFolder.Page(
      html: try folder.read("public/organiser/\(try folder.token("home", of: "org"))/index.html"))
    for name in names {
      #expect(report.text.contains("Ada Byron \(name) Connection"), "the table of requests: \(report.text)")
      #expect(report.text.contains("Grace Hopper \(name) 21 November 2026"), "the waiting lists: \(report.text)")
      // To accept and to decline.
      #expect(report.html.components(separatedBy: ": \(name), Ada Byron</option>").count == 3, "\(report.html)")
    }
    for (student, day) in [("sam", "24"), ("kim", "25")] {
      try folder.say(
        "connection", "accept", "--mentor", "ada", "--student", "\(student)@example.org", "--as", "ada@example.org")
      try folder.book("ada", student, "2026-11-\(day)T10:00:00Z")
    }
    let schedule = try folder.page("schedule/2026-W48/", of: "ada").text
    for name in names { #expect(schedule.contains("with \(name)"), "\(schedule)") }
    // What tells the two apart is no part of the name.
    let students = try folder.page("students/", of: "ada").html
    #expect(
      students.components(separatedBy: ">SI</span>").count == 3 && !students.contains(">Sn</span>"), "\(students)")
  }
}
