import Diagnostics
import Foundation
import Mentoring
import Testing

@testable import almanac

/// The handbook against the program: its examples are what the stories run, its commands exist, no refusal is left out.
@Suite struct HandbookTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Sources/almanac/Handbook")

  private static func text(_ name: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent(name + ".md"), encoding: .utf8)
  }

  /// A command with the lines that are shown of what it prints.
  struct Example: Equatable {
    var command: String
    var printed: [String]
  }

  /// The examples of each fence, commands that go on behind a backslash in one line.
  private static func examples(of chapter: String) throws -> [[Example]] {
    try text(chapter).components(separatedBy: "```console\n").dropFirst().map { part in
      let block = part.components(separatedBy: "```")[0].replacingOccurrences(
        of: #" \\\n +"#, with: " ", options: .regularExpression)
      var all: [Example] = []
      for line in block.components(separatedBy: "\n").dropLast() {
        if line.hasPrefix("$ ") {
          all.append(Example(command: String(line.dropFirst(2)), printed: []))
        } else {
          all[all.count - 1].printed.append(line)
        }
      }
      return all
    }
  }

  /// Each story's commands, with what must stand in what they print.
  private static let stories: [String: [Example]] = {
    var stories: [String: [Example]] = [:]
    for path in StoryTests.stories {
      var all: [Example] = []
      for line in ((try? String(contentsOfFile: path, encoding: .utf8)) ?? "").components(separatedBy: "\n") {
        if line.hasPrefix("$ ") { all.append(Example(command: String(line.dropFirst(2)), printed: [])) }
        if line.hasPrefix("> "), !all.isEmpty { all[all.count - 1].printed.append(String(line.dropFirst(2))) }
      }
      stories[(path as NSString).lastPathComponent] = all
    }
    return stories
  }()

  /// Whether a story tells these examples in this order, each with a part or all of what it prints.
  private static func tells(_ story: [Example], _ block: [Example]) -> Bool {
    var rest = story[...]
    for example in block {
      guard
        let index = rest.firstIndex(where: { told in
          told.command == example.command && isPart(example.printed, of: told.printed)
        })
      else { return false }
      rest = rest[(index + 1)...]
    }
    return true
  }

  private static func isPart(_ lines: [String], of all: [String]) -> Bool {
    var rest = all[...]
    for line in lines {
      guard let index = rest.firstIndex(of: line) else { return false }
      rest = rest[(index + 1)...]
    }
    return true
  }

  @Test(arguments: handbookChapters) func everyExampleIsToldByAStory(_ chapter: String) throws {
    for block in try Self.examples(of: chapter) {
      #expect(!block.isEmpty)
      #expect(
        Self.stories.values.contains { Self.tells($0, block) },
        "no story tells \(block.map { ([$0.command] + $0.printed).joined(separator: "\n") }.joined(separator: "\n"))")
    }
  }

  @Test func everyStoryStandsInTheHandbook() throws {
    let blocks = try handbookChapters.flatMap { try Self.examples(of: $0) }
    for (name, story) in Self.stories { #expect(blocks.contains { Self.tells(story, $0) }, "\(name)") }
    // The year is told whole.
    let year = try Self.examples(of: "year").flatMap { $0 }
    #expect(year.map(\.command) == Self.stories["4-a-year.story"]?.map(\.command))
  }

  @Test(arguments: handbookChapters) func aChapterIsPrinted(_ name: String) throws {
    let folder = try ProgramFolder()
    let printed = try folder.say("help", name).out
    #expect(
      printed.hasPrefix("# ") && !printed.contains("```") && printed.hasSuffix("\n") && !printed.hasSuffix("\n\n"))
    let wanted = try Self.text(name).components(separatedBy: "\n").filter { !$0.hasPrefix("```") }
      .map { $0.trimmingCharacters(in: .whitespaces) }
    #expect(
      printed.components(separatedBy: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.joined()
        == wanted.joined())
    #expect(try folder.say("help").out.contains("  \(name) "))
  }

  @Test func theIndexLeadsToEveryChapterInOrder() throws {
    let index = try Self.text("README")
    let links = index.matches(of: /(?m)^- \[([a-z]+)\]\(([a-z]+)\.md\): (.*)$/)
    #expect(links.map { String($0.1) } == handbookChapters && links.allSatisfy { $0.1 == $0.2 })
    #expect(links.map { String($0.3) } == handbookChapters.map(handbookTitle))
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).sorted()
    #expect(files == (handbookChapters + ["README"]).map { $0 + ".md" }.sorted())
  }

  @Test func theDescriptionForProgramsIsRead() throws {
    let block = try #require(try Self.text("hours").components(separatedBy: "```json\n").last)
    let folder = try ProgramFolder()
    try folder.write(block.components(separatedBy: "```")[0], to: "spec.json")
    let slots = try folder.say("slots", "--spec", "spec.json").out
    // Nine to twelve on a winter's clock, with a session in the last hour and a quarter of an hour before it.
    #expect(
      slots.split(separator: "\n").dropFirst().dropLast().map { $0.dropFirst(25).prefix(20) } == [
        "2026-11-24T08:00:00Z", "2026-11-24T08:30:00Z",
      ], "\(slots)")
  }

  @Test func aChapterHasNoCommandsName() {
    let names = Set(Program.standard.commands.map { $0.words[0] })
    #expect(names.isDisjoint(with: handbookChapters))
  }

  @Test func aChapterThatIsMisspelledIsNamed() throws {
    let run = try ProgramFolder().run("help", "troubelshooting")
    #expect(run.code == 2 && run.err.contains("did you mean \"troubleshooting\"?"), "\(run.err)")
  }

  /// What stands between backquotes or indented, and begins with almanac.
  @Test(arguments: handbookChapters) func everyCommandThatIsNamedIsOne(_ chapter: String) throws {
    let text = try Self.text(chapter)
    let named =
      text.matches(of: /`almanac ([^`]+)`/).map { String($0.1) }
      + text.matches(of: /(?m)^ {4}.*?almanac ([a-z][^&\n]*)/).map { String($0.1) }
    let parser = ArgumentParser(commands: Program.standard.commands)
    for line in named {
      let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
      let chapters = words.first == "help" && handbookChapters.contains(words.last ?? "")
      if words.first == "help" {
        let isCommand = Program.standard.commands.contains { $0.words == Array(words.dropFirst()) }
        #expect(chapters || isCommand || words.count == 1, "\(line)")
        continue
      }
      do { _ = try parser.parse(words) } catch {
        // A command that is named without its operands is meant as such.
        #expect(error.message.contains(" needs "), "\(line): \(error.message)")
      }
    }
  }

  @Test func everyRefusalHasItsEntry() throws {
    let entries = try Self.text("troubleshooting").matches(of: /(?m)^### ([a-z-]+)\n(.+)/)
    let answers = ["usage", "input", "record", "locked", "conflict", "failed"]
    #expect(entries.map { String($0.1) }.sorted() == (Rule.allCases.map(\.rawValue) + answers).sorted())
    #expect(entries.allSatisfy { $0.2.count > 20 && !$0.2.hasPrefix("#") })
  }
}
