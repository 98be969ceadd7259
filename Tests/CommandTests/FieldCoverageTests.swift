import Foundation
import Markup
import Testing

@testable import Publishing

/// Every field that templates may name is filled on some page of a programme that has everything: what is declared and
/// never filled is a page that was forgotten, or a field that nobody needs.
///
/// The site is built with templates that write nothing but the names of the fields that are not empty.
@Suite struct FieldCoverageTests {
  @Test func everyFieldIsFilledOnSomePage() throws {
    let probe = try ProbeTheme()
    var seen: Set<String> = []
    for (folder, clock) in [
      (try Self.everything(), ProgramFolder.now), (try Self.acrossAClockChange(), Self.october),
      (try Self.moves(), ProgramFolder.now), (try Self.withoutConnections(), ProgramFolder.now),
      (try Self.withoutConnections("private_directory_max: 1\n"), ProgramFolder.now),
    ] {
      for (name, text) in probe.templates { try folder.write(text, to: "Templates/\(name).mustache") }
      let run = try folder.run("build", "--now", clock)
      try #require(run.code == 0, "\(run.err)")
      for file in try folder.tree() where file.key.hasSuffix(".html") {
        for part in String(decoding: file.value.bytes, as: UTF8.self).components(separatedBy: "¤") { seen.insert(part) }
      }
    }
    let missing = probe.fields.subtracting(seen)
    #expect(missing.sorted() == [])
  }

  /// What a default template does not name, nobody sees.
  @Test func everyFieldIsNamedByATemplate() throws {
    var templates = ""
    for file in EmbeddedFile.all where file.path.hasSuffix(".mustache") {
      templates += String(decoding: file.bytes, as: UTF8.self)
    }
    for field in try ProbeTheme().fields {
      let name = String(field.split(separator: ".")[1])
      // Links of a theme's own begin with it.
      if name == "root" { continue }
      // Not \b: a point between letters is inside of a word.
      #expect(templates.contains(try Regex("\\{[{#^&>*]*(\\w+\\.)?\(name)(?!\\w)")), "\(field)")
    }
  }

  /// A demo of more mentors than one page lists, with news, guides, offers, payments, credits and pictures.
  private static func everything() throws -> ProgramFolder {
    let folder = try ProgramFolder()
    try folder.write(
      """
      title: Demo
      description: {en: Learn}
      languages: [en, de]
      base_url: https://demo.example.org
      mail: {from: inbox@demo.example.org, dropbox: "https://drop.example.org/x"}
      payments: {link: "https://pay.example.org/{session}?{amount}&{currency}"}
      session_types:
        - {slug: first-talk, name: First talk, duration: 30, type: VIDEO, price: 2500, currency: EUR, questions: [Why?]}

      """, to: "site.yaml")
    try folder.say("demo", "--mentors", "68", "--students", "12", "--sessions", "160")
    for (path, text) in [
      ("_index.md", "---\ntitle: Hello\ndescription: D\n---\nWords\n"),
      ("session-types.md", "---\ntitle: Types\ndescription: D\n---\nWords\n"),
      ("guides/_index.md", "---\ntitle: Guides\nmenu: footer\n---\nWords\n"),
      (
        "guides/a.md",
        "---\ntitle: A\nupdated: 2026-11-01\naliases: [/old/]\n---\n## One\n\nw\n\n## Two\n\nw\n\n## Three\n"
      ),
      ("instructions/video.md", "Allow the camera.\n"), ("instructions/voice.md", "Allow the microphone.\n"),
      (
        "news/a.md",
        "---\ntitle: M\ndate: 2026-11-03\nevent: {start: 2026-12-01T18:00, end: 2026-12-01T19:30, place: Online}\n---\nx\n"
      ),
      (
        "news/b.md",
        "---\ntitle: O\ndate: 2026-11-04\nevent: {start: 2026-12-02T18:00, end: 2026-12-02T19:30, cancelled: true}\n---\nx\n"
      ),
    ] { try folder.write(text, to: "content/" + path) }
    for day in 10...24 {
      try folder.write("---\ntitle: N\ndate: 2026-10-\(day)\n---\nx\n", to: "content/news/n\(day).md")
    }
    let slug = try #require(try folder.texts("SELECT slug FROM mentor WHERE approval = 'approved' LIMIT 1").first)
    try folder.write(try #require(Data(base64Encoded: png)), to: "content/mentors/\(slug)/me.png")
    try folder.sql(
      """
      UPDATE mentor SET hourly_rate = 4555, currency = 'EUR', version = version + 1
        WHERE person_id IN (SELECT mentor_id FROM session);
      UPDATE mentor SET photo = 'me.png', version = version + 1 WHERE slug = '\(slug)';
      UPDATE session SET notes_before = 'Read *this*', price = 4555, currency = 'EUR', version = version + 1
        WHERE status = 'scheduled';
      UPDATE session SET status = 'cancelled', cancelled_at = 1795200000, cancelled_by = 'mentor', cancel_reason = 'ill',
        sequence = sequence + 1, version = version + 1, changed_at = 1795200000
        WHERE id = (SELECT max(id) FROM session WHERE status = 'scheduled');
      INSERT INTO credit (id, person_id, amount, currency, reason, created_at)
        SELECT 1, student_id, 5000, 'EUR', 'paid', 1795200000 FROM session WHERE status = 'scheduled' LIMIT 1
      """)
    return folder
  }

  private static let october = "2026-10-20T08:00:00Z"

  /// The clocks of Europe and of America change within the horizon, and sessions lie on both sides.
  private static func acrossAClockChange() throws -> ProgramFolder {
    let folder = try ProgramFolder()
    try folder.write("title: Demo\nbase_url: https://demo.example.org\n", to: "site.yaml")
    try folder.say("demo", "--mentors", "8", "--students", "12", "--sessions", "120", at: october)
    let slug = try folder.texts(
      """
      SELECT slug FROM mentor JOIN person ON person.id = person_id
        WHERE approval = 'approved' AND zone LIKE 'Europe/%' ORDER BY slug LIMIT 1
      """
    ).first
    try folder.say(
      "availability", "add", try #require(slug), "--day", "SU", "--start", "09:00", "--end", "17:00", at: october)
    return folder
  }

  /// Requests with all words, a session with a recording, one that its student asks to move.
  private static func moves() throws -> ProgramFolder {
    let folder = try ProgramFolder.verbs(
      site: """
        session_types: [{slug: talk, name: Talk, duration: 60, type: VIDEO, questions: [Why?]}]
        languages: [en, de]
        policy: {outside_hours: propose}

        """)
    try folder.write("---\n---\nCome early.\n", to: "content/instructions/video.md")
    try folder.connect("grace", "sam")
    for day in [24, 25] {
      let words = ["--description", "About it", "--agenda", "One, two", "--offer", "talk", "--answer", "Because"]
      let run = try folder.run(ProgramFolder.booking("grace", "sam", "2026-11-\(day)T10:00:00Z") + words)
      try #require(run.code == 0, "\(run.err)")
    }
    try folder.say("session", "approve", "S-1")
    try folder.say(
      "session", "link", "S-1", "--recording", "https://rec.example.org/1", "--consent", "--until",
      "2026-12-24T00:00:00Z")
    try folder.say("session", "reschedule", "S-1", "--start", "2026-11-26T11:00:00Z", "--as", "sam@example.org")
    // Outside Grace's hours, and a series of which one is agreed.
    try folder.say(
      "session", "book", "--mentor", "grace", "--student", "sam@example.org", "--start", "2026-11-27T18:00:00Z",
      "--duration", "60", "--title", "Late")
    try folder.say(
      "session", "book", "--mentor", "grace", "--student", "sam@example.org", "--start", "2026-12-01T10:00:00Z",
      "--duration", "60", "--title", "Reading", "--every", "week", "--count", "2")
    try folder.say("session", "approve", "S-5")
    return folder
  }

  private static func withoutConnections(_ more: String = "") throws -> ProgramFolder {
    try ProgramFolder.verbs(site: "policy: {connection_required: no}\n" + more)
  }

  /// One pixel.
  private static let png =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
}

/// A template for each kind of page that writes the name of every field that is not empty, between two ¤.
private struct ProbeTheme {
  var templates: [String: String] = [:]
  /// `record session.title`; a field of a group counts once, wherever the group is used.
  var fields: Set<String> = []
  /// The group of a field, by table and field.
  private var groups: [String: [String: String]] = [:]

  init() throws {
    let file = try #require(EmbeddedFile.all.first { $0.path == "Templates/README.md" })
    read(String(decoding: file.bytes, as: UTF8.self))
    for scope in Theme.pageScopes {
      templates[scope.name] = section(of: scope, table: "template \(scope.name)", depth: 0)
    }
  }

  /// Which group each field of a table comes from.
  private mutating func read(_ text: String) {
    var own: [String: [String]] = [:]
    var with: [String: [String]] = [:]
    var table = ""
    for line in text.components(separatedBy: "\n") {
      if line.hasPrefix("### ") { table = String(line.dropFirst(4)) }
      if line.hasPrefix("with: ") { with[table] = line.dropFirst(6).components(separatedBy: ", ") }
      let cells = line.components(separatedBy: "|")
      if line.hasPrefix("| "), cells.count == 5 {
        own[table, default: []].append(cells[1].trimmingCharacters(in: .whitespaces))
      }
    }
    for (table, names) in with {
      for group in names {
        for field in own["group \(group)"] ?? [] { groups[table, default: [:]][field] = "group \(group)" }
      }
    }
  }

  private mutating func section(of scope: ScopeDeclaration, table: String, depth: Int) -> String {
    var text = ""
    for field in scope.fields {
      let name = "\(groups[table]?[field.name] ?? table).\(field.name)"
      fields.insert(name)
      var inner = ""
      switch field.kind {
      case .list(let element), .object(let element):
        let element = element()
        if depth < 6 { inner = section(of: element, table: "record \(element.name)", depth: depth + 1) }
      case .partial: continue
      default: break
      }
      text += "{{#\(field.name)}}¤\(name)¤\(inner){{/\(field.name)}}\n"
    }
    return text
  }
}
