import Bytes
import Foundation
import Storage
import Testing

@testable import almanac

/// Every flag that the help of a command offers is taken in some invocation, and changes what the command answers, what the
/// record holds, or what is published.
@Suite struct FlagEffectTests {
  struct Line: Sendable, CustomTestStringConvertible {
    var command: String
    var base: [String]
    /// The flag with its value, and the words by which its effect is known.
    var flags: [(words: [String], effect: String)]
    var testDescription: String { ([command] + base + flags.flatMap(\.words)).joined(separator: " ") }
  }

  static let lines: [Line] = flagEffects.split(separator: "\n").map { line in
    let parts = line.components(separatedBy: " | ")
    return Line(
      command: parts[0], base: split(parts[1]),
      flags: parts[2].components(separatedBy: " ; ").map { flag in
        let sides = flag.components(separatedBy: " => ")
        return (split(sides[0]), sides[1])
      })
  }

  /// Flags of several verbs, with the words of an answer that tells that they were read.
  private static let common = [
    "as": ("jim@example.org", "(rule actor)"), "if-version": ("99", "(rule version)"), "tzdir": ("nowhere", "nowhere"),
  ]

  private static let samples = flagSamples.split(separator: "\n").map { split(String($0)) }

  private static func split(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }

  private static func command(of words: [String]) -> CommandSpec? {
    Program.standard.commands.filter { words.starts(with: $0.words) }.max { $0.words.count < $1.words.count }
  }

  /// Flags of a sample that are looked for by their common words.
  private static func commonFlags(of sample: [String]) -> [String] {
    let options = command(of: sample)?.options.map(\.long) ?? []
    return common.keys.sorted().filter { options.contains($0) && !sample.contains("--\($0)") }
  }

  @Test func everyFlagOfTheHelpIsInTheTable() {
    var known: Set<String> = []
    for line in Self.lines { for flag in line.flags { known.insert("\(line.command) \(flag.words[0])") } }
    for sample in Self.samples {
      for flag in Self.commonFlags(of: sample) {
        known.insert("\(Self.command(of: sample)?.name ?? "") --\(flag)")
      }
    }
    let offered = Set(Program.standard.commands.flatMap { spec in spec.options.map { "\(spec.name) --\($0.long)" } })
    #expect(offered.subtracting(known).sorted() == [], "flags without an effect in the table")
    #expect(known.subtracting(offered).sorted() == [], "lines of flags that are gone")
  }

  @Test(arguments: lines) func aFlagChangesSomething(_ line: Line) throws {
    let words = line.command.split(separator: " ").map(String.init) + line.base
    let without = try outcome(words)
    let with = try outcome(words + line.flags.flatMap(\.words))
    for flag in line.flags {
      let effect = String(flag.effect.dropFirst())
      let (on, off) =
        "<>".contains(flag.effect.prefix(1)) ? (with.answer, without.answer) : (with.all, without.all)
      switch flag.effect.first {
      case "*": #expect(on != off, "\(flag.words)")
      case "+", ">": #expect(on.contains(effect) && !off.contains(effect), "\(flag): \(with.answer)\(without.answer)")
      default: #expect(off.contains(effect) && !on.contains(effect), "\(flag): \(with.answer)\(without.answer)")
      }
    }
  }

  @Test(arguments: samples) func commonFlagsAreRead(_ sample: [String]) throws {
    for flag in Self.commonFlags(of: sample) {
      let (value, words) = try #require(Self.common[flag])
      let answer = try outcome(sample + ["--\(flag)", value]).answer
      #expect(answer.contains(words), "\(sample.joined(separator: " ")) --\(flag): \(answer)")
    }
  }

  /// What every command takes.
  @Test func theFlagsOfEveryCommandAreRead() throws {
    let folder = try programme()
    let out = try folder.run("-C", "..", "person", "list")
    #expect(out.code == 6)
    #expect(try folder.run("--db", "none.db", "person", "list").code == 6)
    #expect(try folder.run("person", "list", "--json").out.hasPrefix("["))
    #expect(try folder.run("slots", "ada", "--now", "2026-12-24T08:00:00Z").out.contains("2026-12-25T"))
    #expect(try folder.run("person", "list", "-h").out.hasPrefix("usage: almanac person list"))
    #expect(globalOptions.map(\.long) == ["directory", "db", "now", "json", "quiet", "help"])
  }

  /// Who asks for quiet hears errors, and what was asked for, but not what was done.
  @Test(arguments: [
    "mentor set ada --headline New", "db backup copy.db", "db migrate", "db migrate --create --db new.db", "db verify",
    "person import members.csv", "init new", "demo --force --mentors 1 --students 1 --sessions 1", "build", "tick",
  ])
  func quietCommandsPrintNothing(_ command: String) throws {
    let folder = try programme()
    let words = command.split(separator: " ").map(String.init) + ["--now", Self.now]
    let loud = try folder.run(words)
    #expect(loud.code == 0 && !loud.out.isEmpty, "\(loud.err)")
    let quiet = try programme().run(words + ["--quiet"])
    #expect(quiet.code == 0 && quiet.out.isEmpty, "\(quiet.out)")
  }

  // MARK: The programme

  private static let now = "2026-11-22T08:00:00Z"
  private static let reading: Set<String> = [
    "person list", "link show", "connection list", "session list", "review list", "credit list", "mentor list",
    "journal list", "slots", "busy", "check", "db dump",
  ]

  private struct Outcome {
    /// Exit code, standard output and standard error.
    var answer: String
    /// With the record and the files of the site.
    var all: String
  }

  private func outcome(_ words: [String]) throws -> Outcome {
    let name = Self.command(of: words)?.name ?? ""
    let folder = try programme()
    let run = try folder.run(words + (words.contains("--now") ? [] : ["--now", Self.now]))
    let answer = "exit \(run.code)\n" + run.out + run.err
    let token = try folder.texts("SELECT home_token FROM person WHERE email = 'sam@example.org'").first ?? ""
    let site = Self.reading.contains(name) ? "" : try written(in: folder)
    let all = answer + site
    return Outcome(answer: answer, all: token.isEmpty ? all : all.replacingOccurrences(of: token, with: "{sam}"))
  }

  /// The record as text, the names of the site's files, where `public` leads, and the settings of a new programme.
  private func written(in folder: ProgramFolder) throws -> String {
    var sink = ByteSink(capacity: 1 << 18)
    try dumpRecord(Database(path: folder.path + "/almanac.db", purpose: .existing), secrets: false, into: &sink)
    var all = sink.string()
    for top in ["public", "elsewhere", "foreign"] {
      if (try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder.path)/\(top)")) != nil {
        all += "\(top) is a link\n"
      }
      all += ((try? folder.tree(top)) ?? [:]).keys.sorted().map { "\(top)/\($0)\n" }.joined()
    }
    for name in ["public/robots.txt", "new/site.yaml"] { all += (try? folder.read(name)) ?? "" }
    return all
  }

  private func programme() throws -> ProgramFolder { try Self.programme() }

  /// That of the settings' effects, and more: Kim has asked Mo and was declined by Grace; Lin is at capacity with Joe, and Jim
  /// waits; S-5 is completed and not reviewed; Pat waits for approval.
  private static func programme() throws -> ProgramFolder {
    try MadeFolders.shared.copy(of: "flags") {
      let folder = try SettingEffectTests.programme()
      for (slug, membership) in [("pat", "mentor"), ("joe", "student"), ("jim", "student")] {
        try folder.say(
          "person", "add", "--email", "\(slug)@example.org", "--name", slug.capitalized, "--membership", membership,
          at: "2026-11-21T13:00:00Z")
      }
      try folder.say("mentor", "add", "pat", "--email", "pat@example.org", at: "2026-11-21T13:00:00Z")
      try folder.say("mentor", "set", "lin", "--capacity", "1", at: "2026-11-21T13:00:00Z")
      let ask = ["connection", "request", "--goal", "code-review", "--message", "Hello", "--mentor"]
      for words in [
        ask + ["mo", "--student", "kim@example.org"], ask + ["grace", "--student", "kim@example.org"],
        ["connection", "decline", "C-4", "--reason", "No"], ask + ["lin", "--student", "joe@example.org"],
        ["connection", "accept", "C-5"], ask + ["lin", "--student", "jim@example.org", "--wait"],
        [
          "session", "book", "--mentor", "ada", "--student", "sam@example.org", "--start", "2026-11-21T15:00:00Z",
          "--duration", "60", "--title", "Short",
        ],
      ] {
        let run = try folder.run(words + ["--now", "2026-11-21T13:00:00Z"])
        try #require(run.code == 0, "\(words) \(run.err)")
      }
      try folder.say("session", "complete", "S-5", at: "2026-11-21T16:10:00Z")
      try folder.write("email,name,membershiptype\nnew@example.org,New,friend\n", to: "members.csv")
      try folder.write(
        Data("email,membershiptype,name\nnew@example.org,student,Jos".utf8) + [0xE9, 0x0A], to: "latin.csv")
      try folder.write("email,name,zone,membershiptype\nnew@example.org,Student Sam,UTC,student\n", to: "namesake.csv")
      try folder.write("x", to: "foreign/x")
      try folder.write("{}", to: "spec.json")
      try folder.write("---\nheadline: H\n---\nPat\n", to: "content/mentors/pat.md")
      try folder.write(
        """
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:x
        BEGIN:VEVENT
        UID:1
        DTSTAMP:20261101T000000Z
        DTSTART;VALUE=DATE:20261205
        SUMMARY:Day
        END:VEVENT
        BEGIN:VEVENT
        UID:2
        DTSTAMP:20261101T000000Z
        DTSTART:20261207T090000Z
        DTEND:20261207T100000Z
        ATTENDEE;PARTSTAT=DECLINED:mailto:sam@example.org
        SUMMARY:Declined
        END:VEVENT
        END:VCALENDAR

        """, to: "own.ics")
      try folder.write(
        SettingEffect.site([("session_types.price", "500")]), to: "site.yaml")
      try folder.say("tick", at: Self.now)
      try folder.say("db", "backup", "saved.db", at: Self.now)
      // What was published of S-2 is ahead of the backup.
      let uid = try #require(try folder.texts("SELECT uid FROM session WHERE id = 2").first)
      try folder.write(
        "BEGIN:VEVENT\nUID:\(uid)\nDTSTAMP:20261121T130000Z\nSEQUENCE:7\nEND:VEVENT\n", to: "former/feeds/sam.ics")
      return folder
    }
  }
}
