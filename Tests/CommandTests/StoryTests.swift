import Foundation
import Testing

/// The stories of Tests/Stories, told by the real program. Each stands in the handbook as an example too.
///
/// A story is text. `-- name --` begins a file, written before anything runs. `$ almanac …` runs a command; the lines
/// after it that begin with `>` must stand in what it prints, in their order, `…` for any text within a line; `! 4` says
/// its exit code (0 without it). `@ 2026-11-24T09:00:00Z` sets the clock. `? path | words` must stand in a file, `?! path |
/// words` must not. Everything else is told to the reader.
@Suite struct StoryTests {
  static let stories: [String] = {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Stories")
    return ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).filter { $0.hasSuffix(".story") }
      .sorted().map { folder.appendingPathComponent($0).path }
  }()

  @Test func thereAreStories() { #expect(Self.stories.count >= 4) }

  // Rows S1-33, S1-36, S2-25, S4-18.
  @Test(arguments: stories) func comesTrue(_ path: String) throws {
    let folder = try ProgramFolder()
    var lines = try String(contentsOfFile: path, encoding: .utf8).components(separatedBy: "\n")
    lines = try writeFiles(lines, into: folder)
    var teller = Teller(folder: folder, story: (path as NSString).lastPathComponent)
    for line in lines { try teller.take(line) }
    try teller.settle()
  }

  /// The lines that are no file.
  private func writeFiles(_ lines: [String], into folder: ProgramFolder) throws -> [String] {
    var told: [String] = []
    var name: String?
    var text: [String] = []
    for line in lines + ["-- --"] {
      if line.hasPrefix("-- "), line.hasSuffix("--") {
        if let name { try folder.write(text.joined(separator: "\n") + "\n", to: name) }
        let next = line.dropFirst(3).dropLast(2).trimmingCharacters(in: .whitespaces)
        name = next.isEmpty ? nil : next
        text = []
      } else if name == nil {
        told.append(line)
      } else {
        text.append(line)
      }
    }
    return told
  }

  private struct Teller {
    let folder: ProgramFolder
    let story: String
    private var clock = ProgramFolder.now
    private var command: String?
    private var expected: [String] = []
    private var code: Int32 = 0

    init(folder: ProgramFolder, story: String) {
      self.folder = folder
      self.story = story
    }

    mutating func take(_ line: String) throws {
      if line.hasPrefix("> ") {
        expected.append(String(line.dropFirst(2)))
      } else if line.hasPrefix("! ") {
        code = Int32(line.dropFirst(2)) ?? -1
      } else {
        try settle()
        if line.hasPrefix("$ almanac ") { command = String(line.dropFirst(10)) }
        if line.hasPrefix("@ ") { clock = String(line.dropFirst(2)) }
        if line.hasPrefix("? ") { try look(line.dropFirst(2), mustHold: true) }
        if line.hasPrefix("?! ") { try look(line.dropFirst(3), mustHold: false) }
      }
    }

    /// Runs the command that was read, and holds it to what the story says.
    mutating func settle() throws {
      guard let command else { return }
      let run = try folder.run(Self.words(of: command) + ["--now", clock])
      let printed = run.out + run.err
      #expect(run.code == code, "\(story): \(command)\n\(printed)")
      var rest = printed.components(separatedBy: "\n")[...]
      for wanted in expected {
        guard let index = rest.firstIndex(where: { Self.matches($0, wanted) }) else {
          Issue.record("\(story): \(command) does not print \"\(wanted)\" but\n\(printed)")
          break
        }
        rest = rest[(index + 1)...]
      }
      self.command = nil
      (expected, code) = ([], 0)
    }

    private func look(_ text: Substring, mustHold: Bool) throws {
      let parts = text.components(separatedBy: " | ")
      guard parts.count == 2 else { throw CocoaError(.formatting) }
      // One * stands for a folder whose name is secret.
      let pattern = parts[0].components(separatedBy: "*")
      let files = try folder.tree("public").filter {
        $0.key.hasPrefix(pattern[0]) && $0.key.hasSuffix(pattern[pattern.count - 1])
      }
      let holds = files.values.contains { String(decoding: $0.bytes, as: UTF8.self).contains(parts[1]) }
      #expect(holds == mustHold, "\(story): \(parts[0]) \(holds ? "holds" : "does not hold") \(parts[1])")
    }

    private static func matches(_ line: String, _ wanted: String) -> Bool {
      let parts = wanted.components(separatedBy: "…")
      guard parts.count > 1 else { return line == wanted }
      var rest = line[...]
      for (index, part) in parts.enumerated() where !part.isEmpty {
        guard let range = rest.range(of: part), index > 0 || range.lowerBound == rest.startIndex else { return false }
        rest = rest[range.upperBound...]
      }
      return parts[parts.count - 1].isEmpty || rest.isEmpty
    }

    /// Words of a command line; quotes hold them together.
    private static func words(of command: String) -> [String] {
      var words: [String] = []
      var word = ""
      var isQuoted = false
      var isWord = false
      for character in command {
        switch character {
        case "\"":
          isQuoted.toggle()
          isWord = true
        case " " where !isQuoted:
          if isWord { words.append(word) }
          (word, isWord) = ("", false)
        default:
          word.append(character)
          isWord = true
        }
      }
      return isWord ? words + [word] : words
    }
  }
}
