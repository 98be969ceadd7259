import Diagnostics
import Foundation
import Publishing
import Testing

/// Every key of `site.yaml` changes something that somebody sees or that a rule decides, with no verb between the change of the
/// file and the build.
@Suite struct SettingEffectTests {
  private static let all = SettingEffect.seen + SettingEffect.decided

  /// The keys that the reader knows, as it tells whoever writes one that it does not.
  private func knownKeys() throws -> [String] {
    func known(_ yaml: String) -> [String] {
      var diagnostics = Diagnostics()
      _ = readSettings(Array(yaml.utf8), file: "site.yaml", into: &diagnostics)
      let told = diagnostics.all.first { $0.message == "unknown key \"zzzzzzzzzzzzzzzz\"" }
      return told?.remedy?.components(separatedBy: "known here: ").last?.components(separatedBy: ", ") ?? []
    }
    return known("title: t\nzzzzzzzzzzzzzzzz: 1\n").flatMap { key in
      let start = key == "title" ? "" : "title: t\n"
      let inner =
        known("\(start)\(key):\n  zzzzzzzzzzzzzzzz: 1\n") + known("\(start)\(key):\n  - zzzzzzzzzzzzzzzz: 1\n")
      return inner.isEmpty ? [key] : inner.map { "\(key).\($0)" }
    }
  }

  @Test func everyKeyOfTheReaderHasAnEffect() throws {
    let known = try knownKeys()
    #expect(known.count > 50)
    #expect(Set(Self.all.map(\.key)) == Set(known))
  }

  /// Reviews are counted by pages alone.
  @Test func everyPolicyDecidesSomething() {
    let policies = Set(Self.all.map(\.key).filter { $0.hasPrefix("policy.") })
    #expect(policies.subtracting(SettingEffect.decided.map(\.key)) == ["policy.reviews_min"])
  }

  @Test(arguments: Set(SettingEffect.seen.map(\.build)).sorted()) func whatIsSeenFollowsTheFile(_ build: Int) throws {
    let effects = SettingEffect.seen.filter { $0.build == build }
    let folders = try (0...1).map { side in
      let folder = try Self.programme()
      var keys: [(key: String, value: String)] = []
      for effect in effects where !keys.contains(where: { $0.key == effect.key }) {
        keys.append((effect.key, effect.values[side]))
      }
      try folder.write(SettingEffect.site(keys), to: "site.yaml")
      for ending in ["zip", "gpx"] { try folder.write("x", to: "content/walk.\(ending)") }
      let run = try folder.run("build", "--now", Self.now)
      try #require(run.code == 0, "\(run.err)")
      return folder
    }
    for effect in effects {
      let texts = try folders.map { try text(of: effect.look, in: $0) }
      check(effect, texts)
    }
  }

  @Test(arguments: SettingEffect.decided) func whatIsDecidedFollowsTheFile(_ effect: SettingEffect) throws {
    guard case .answer(let commands) = effect.look else { return }
    let texts = try effect.values.map { value in
      let folder = try Self.programme()
      try folder.write(SettingEffect.site([(effect.key, value)]), to: "site.yaml")
      return try commands.map { command in
        let words = command.split(separator: " ").map(String.init)
        let run = try folder.run(words + (words.contains("--now") ? [] : ["--now", Self.now]))
        return run.out + run.err
      }.joined()
    }
    check(effect, texts)
  }

  private func check(_ effect: SettingEffect, _ texts: [String]) {
    #expect(effect.words.contains { !$0.isEmpty }, "\(effect.key)")
    for side in 0...1 where !effect.words[side].isEmpty {
      let comment = "\(effect.key): \(effect.values[side]), \(effect.words[side])"
      #expect(texts[side].contains(effect.words[side]), "\(comment) is not there")
      #expect(!texts[1 - side].contains(effect.words[side]), "\(comment) is there whatever the value is")
    }
  }

  // MARK: The programme

  private static let now = "2026-11-22T08:00:00Z"

  /// Ada wants reminders, and has a completed and reviewed session and two ahead with Sam, and a rate; Sam has asked Grace; Lin has no hours of their
  /// own, and Mo a calendar that cannot be read. Kim knows nobody.
  static func programme() throws -> ProgramFolder {
    try MadeFolders.shared.copy(of: "effects") {
      let folder = try ProgramFolder.verbs()
      for slug in ["lin", "mo"] {
        try folder.say("person", "add", "--email", "\(slug)@example.org", "--name", slug, "--membership", "mentor")
        try folder.say("mentor", "add", slug, "--email", "\(slug)@example.org", "--topics", "career")
        try folder.say("mentor", "approve", slug)
      }
      try folder.say("availability", "add", "mo", "--day", "MO", "--start", "09:00", "--end", "12:00")
      try folder.write("BEGIN:VCALENDAR\nthis is no line\n", to: "busy/mo/own.ics")
      try folder.say("person", "set", "ada@example.org", "--feed-alarm", "yes")
      try folder.say("mentor", "set", "ada", "--hourly-rate", "3000", "--currency", "EUR")
      try folder.connect("ada", "sam")
      try folder.connect("grace", "sam")
      let book = ["session", "book", "--student", "sam@example.org", "--duration", "60", "--title", "Talk", "--mentor"]
      func run(_ arguments: [String]) throws {
        let run = try folder.run(arguments)
        try #require(run.code == 0, "\(arguments) \(run.err)")
      }
      try run(book + ["ada", "--start", "2026-11-21T11:00:00Z"])
      try folder.say("session", "complete", "S-1", at: "2026-11-21T12:30:00Z")
      try folder.say("review", "add", "S-1", "--stars", "5", "--as", "sam@example.org", at: "2026-11-21T12:40:00Z")
      let later = ["--now", "2026-11-21T13:00:00Z"]
      try run(book + ["ada", "--start", "2026-11-24T10:00:00Z"] + later)
      try run(book + ["ada", "--start", "2026-11-25T10:00:00Z", "--type", "VOICE"] + later)
      try run(book + ["grace", "--start", "2026-11-26T10:00:00Z", "--as", "sam@example.org"] + later)
      try folder.write(
        "---\ntitle: Talk\ndate: 2026-11-20\nevent:\n  start: 2026-12-05T18:00\n  end: 2026-12-05T19:00\n---\nCome.\n",
        to: "content/news/2026-11-20-talk.md")
      try folder.write(
        "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nBEGIN:VEVENT\nUID:1\nDTSTAMP:20261101T000000Z\nDTSTART;VALUE=DATE:20261205\n"
          + "SUMMARY:Day\nEND:VEVENT\nEND:VCALENDAR\n", to: "allday.ics")
      return folder
    }
  }

  private func text(of look: SettingEffect.Look, in folder: ProgramFolder) throws -> String {
    var tokens: [(name: String, token: String)] = []
    for row in try folder.texts(
      "SELECT substr(email, 1, instr(email, '@') - 1) || ' ' || home_token || ' ' || feed_token FROM person")
    {
      let parts = row.split(separator: " ").map(String.init)
      tokens += [("{\(parts[0])}", parts[1]), ("{\(parts[0]).feed}", parts[2])]
    }
    for row in try folder.texts("SELECT id || ' ' || meeting_token FROM session") {
      let parts = row.split(separator: " ").map(String.init)
      tokens.append(("{m\(parts[0])}", parts[1]))
    }
    switch look {
    case .answer: return ""
    case .tree:
      let link = try? FileManager.default.destinationOfSymbolicLink(atPath: folder.path + "/public")
      let names = try folder.tree().keys.sorted().map { "public/\($0)\n" }.joined()
      let kind = "public is a \(link == nil ? "folder" : "link")\n"
      return tokens.reduce(kind + names) { $0.replacingOccurrences(of: $1.token, with: $1.name) }
    case .page(let pattern):
      let name = tokens.reduce(pattern) { $0.replacingOccurrences(of: $1.name, with: $1.token) }
      guard let star = name.firstIndex(of: "*") else { return try folder.read("public/" + name) }
      let found = try folder.tree().keys.first {
        $0.hasPrefix(name[..<star]) && $0.hasSuffix(name[name.index(after: star)...])
      }
      return try folder.read("public/" + (try #require(found, "\(pattern)")))
    }
  }
}
