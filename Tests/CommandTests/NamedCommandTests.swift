import Foundation
import Testing

@testable import almanac

/// Every command that a page of the repository names is one that the program has.
@Suite struct NamedCommandTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  @Test(arguments: [
    "README.md", "CONTRIBUTING.md", "Sources/README.md", "Sources/Storage/README.md", "Templates/README.md",
    "Sources/Mentoring/Decisions/README.md",
  ])
  func everyCommandIsOneOfTheProgram(_ page: String) throws {
    let text = try String(contentsOf: Self.root.appendingPathComponent(page), encoding: .utf8)
    let named = try NSRegularExpression(pattern: "`almanac ([a-z]+(?: [a-z-]+)?)")
    let range = NSRange(text.startIndex..., in: text)
    let words = Set(Program.standard.commands.map { $0.words[0] })
    let known = Set(Program.standard.commands.map { $0.words.joined(separator: " ") })
    for match in named.matches(in: text, range: range) {
      let found = try #require(Range(match.range(at: 1), in: text).map { String(text[$0]) })
      let first = String(found.split(separator: " ")[0])
      #expect(words.contains(first), "\(page): almanac \(found)")
      // A command of two words has its second word among those of its family.
      if !known.contains(first), found != first { #expect(known.contains(found), "\(page): almanac \(found)") }
    }
  }
}
