import Foundation
import Glibc
import Testing

/// A programme made by the commands of its organiser alone: the mentors Ada (open 09:00–17:00 UTC on every day, books at
/// once) and Grace (the same hours, confirms each session), both approved, and the students Sam and Kim. The clock is
/// ``ProgramFolder/now``, a Saturday.
extension ProgramFolder {
  static func verbs(students: [String] = ["sam", "kim"], site: String = "") throws -> ProgramFolder {
    try MadeFolders.shared.copy(of: "verbs \(students) \(site)") { try made(students: students, site: site) }
  }

  private static func made(students: [String], site: String) throws -> ProgramFolder {
    let folder = try ProgramFolder()
    try folder.write("title: Verbs\nbase_url: https://verbs.example.org\n" + site, to: "site.yaml")
    try folder.say("init", ".")
    for (slug, name) in [("ada", "Ada Byron"), ("grace", "Grace Hopper")] {
      try folder.say(
        "person", "add", "--email", "\(slug)@example.org", "--name", name, "--zone", "UTC", "--membership", "mentor")
      try folder.say("mentor", "add", slug, "--email", "\(slug)@example.org", "--topics", "compilers,career")
      try folder.say("mentor", "approve", slug)
      for day in ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] {
        try folder.say("availability", "add", slug, "--day", day, "--start", "09:00", "--end", "17:00")
      }
    }
    try folder.say("mentor", "set", "grace", "--confirm", "each")
    for name in students {
      try folder.say(
        "person", "add", "--email", "\(name)@example.org", "--name", "Student \(name.capitalized)", "--zone", "UTC",
        "--membership", "student")
    }
    return folder
  }

  /// Runs a command that must be taken.
  @discardableResult
  func say(_ arguments: String..., at now: String? = nil, location: SourceLocation = #_sourceLocation) throws -> Run {
    let run = try run(arguments + (now.map { ["--now", $0] } ?? []))
    try #require(run.code == 0, "\(arguments.joined(separator: " ")): \(run.err)", sourceLocation: location)
    return run
  }

  /// Runs a command with --json and reads its document.
  func json(_ arguments: String..., at now: String? = nil) throws -> (code: Int32, document: [String: Any]) {
    let run = try run(arguments + ["--json"] + (now.map { ["--now", $0] } ?? []))
    let document = try JSONSerialization.jsonObject(with: Data(run.out.utf8)) as? [String: Any]
    return (run.code, try #require(document, "\(run.out)\(run.err)"))
  }

  func connect(_ mentor: String, _ student: String) throws {
    try say(
      "connection", "request", "--mentor", mentor, "--student", "\(student)@example.org", "--goal", "interview-prep",
      "--message", "I want to learn", "--as", "\(student)@example.org")
    try say(
      "connection", "accept", "--mentor", mentor, "--student", "\(student)@example.org", "--as",
      "\(mentor)@example.org")
  }

  /// The arguments of a booking of 60 minutes by the student.
  static func booking(
    _ mentor: String, _ student: String, _ start: String = "2026-11-24T10:00:00Z", title: String = "Mock interview"
  ) -> [String] {
    [
      "session", "book", "--mentor", mentor, "--student", "\(student)@example.org", "--start", start, "--duration",
      "60", "--type", "VIDEO", "--title", title, "--as", "\(student)@example.org",
    ]
  }

  func book(_ mentor: String, _ student: String, _ start: String = "2026-11-24T10:00:00Z") throws {
    let run = try run(Self.booking(mentor, student, start))
    try #require(run.code == 0, "\(run.err)")
  }

  /// Builds, and returns the text of a person's page without markup, entities and runs of white space.
  func page(_ path: String, of person: String, at now: String? = nil) throws -> Page {
    try say("build", at: now)
    return Page(html: try read("public/u/\(try token("home", of: person))/\(path)index.html"))
  }

  func token(_ kind: String, of person: String) throws -> String {
    try #require(try texts("SELECT \(kind)_token FROM person WHERE email = '\(person)@example.org'").first)
  }

  /// The lines of a person's feed, unfolded.
  func feed(of person: String) throws -> [String] {
    try read("public/feeds/\(try token("feed", of: person)).ics").replacingOccurrences(of: "\r\n ", with: "")
      .components(separatedBy: "\r\n")
  }

  func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: self.path + "/" + path) }

  struct Page {
    var html: String

    /// What a reader sees.
    var text: String { Self.words(html) }

    /// The words of every disabled button.
    var disabled: [String] {
      parts(#"<button[^>]* disabled>(.*?)</button>"#)
    }

    /// The words of links that look like buttons.
    var buttons: [String] { parts(#"<a class="button[^>]*>(.*?)</a>"#) }

    /// The commands that may be copied.
    var commands: [String] { parts(#"<code[^>]*>(almanac .*?)</code>"#) }

    private func parts(_ pattern: String) -> [String] {
      guard let expression = try? NSRegularExpression(pattern: pattern, options: .dotMatchesLineSeparators) else {
        return []
      }
      let range = NSRange(html.startIndex..., in: html)
      return expression.matches(in: html, range: range).compactMap { match in
        Range(match.range(at: 1), in: html).map { Self.words(String(html[$0])) }
      }
    }

    private static func words(_ html: String) -> String {
      var text = html.replacingOccurrences(of: "<[^>]*>", with: " ", options: .regularExpression)
      for (entity, character) in [("&#39;", "'"), ("&quot;", "\""), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")] {
        text = text.replacingOccurrences(of: entity, with: character)
      }
      return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
  }
}
