import Diagnostics
import Foundation
import Mentoring
import Testing

@testable import Publishing

/// The words of `content/strings/en.yaml` against the code and the templates that use them.
struct InterfaceWordsTests {
  let english: Strings
  /// String literals of the module: as written, an interpolation as `*`.
  let literals: Set<String>
  /// Keys of direct calls: `strings.word("open")`.
  let asked: [(table: String, key: String, file: String)]
  /// `t.key` of the templates, and templates that ask for it.
  let templateWords: [String: String]

  init() throws {
    var diagnostics = Diagnostics()
    english = try #require(builtInStrings(into: &diagnostics))
    var literals: Set<String> = []
    var asked: [(String, String, String)] = []
    for (path, text) in try texts(below: "Sources/Publishing", endingIn: ".swift") {
      let code = text.split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("//") }.joined(separator: "\n")
      for match in code.matches(of: /[ .:(\[!](word|counted|sentence)\(\s*"([^"\\]*)"/) {
        asked.append((String(match.1), String(match.2), path))
      }
      for match in code.matches(of: /"([a-z][a-z_0-9]*)"/) { literals.insert(String(match.1)) }
      for match in code.matches(of: /"([a-z_]*)\\\([^"\n]*?\)([a-z_]*)"/) { literals.insert("\(match.1)*\(match.2)") }
    }
    self.literals = literals
    self.asked = asked.map { (table: $0.0, key: $0.1, file: $0.2) }
    var words: [String: String] = [:]
    for (path, text) in try texts(below: "Templates", endingIn: ".mustache") {
      for match in text.matches(of: /\{\{[#^\/&]?\s*t\.([a-z_0-9]+)/) { words[String(match.1)] = path }
    }
    templateWords = words
  }

  private func isUsed(_ key: String) -> Bool {
    literals.contains(key)
      || literals.contains { literal in
        guard let star = literal.firstIndex(of: "*") else { return false }
        let before = literal[..<star]
        let after = literal[literal.index(after: star)...]
        return !before.isEmpty && key.utf8.count > before.utf8.count + after.utf8.count && key.hasPrefix(before)
          && key.hasSuffix(after)
      }
  }

  @Test func theSearchFindsWhatItLooksFor() {
    #expect(asked.count > 80)
    #expect(templateWords.count > 100)
    #expect(literals.contains("type_*") && literals.contains("change_*_text"))
  }

  @Test func everyKeyThatTheCodeAsksForIsThere() {
    for (table, key, file) in asked where file != "Language/Strings.swift" {
      switch table {
      case "word": #expect(english.words[key] != nil, "word \(key) of \(file)")
      case "counted": #expect(english.hasCounted(key), "counted \(key) of \(file)")
      default: #expect(english.hasSentence(key), "sentence \(key) of \(file)")
      }
    }
  }

  @Test func everyWordOfATemplateIsThere() {
    for (key, file) in templateWords { #expect(english.words[key] != nil, "\(key) of \(file)") }
  }

  /// Keys that the code puts together of a state's name.
  @Test func everyStateHasItsWords() {
    var keys: [String] = []
    for kind in SessionKind.allCases.map({ $0.rawValue.lowercased() }) {
      keys += ["type_\(kind)", "about_\(kind)", "when_\(kind)"]
      if kind != "in_person" { keys.append("join_\(kind)") }
    }
    keys += KindFeature.allCases.map { "feature_\($0.rawValue)" }
    for feature in KindFeature.allCases {
      for kind in SessionKind.allCases {
        if case .words(let key) = feature.value(of: kind) { keys.append(key) }
      }
    }
    keys += SessionStatus.allCases.map { "session_\($0.rawValue)" } + ["session_pending", "session_ongoing"]
    keys += RequestStatus.allCases.map { "request_\($0.rawValue)" }
    keys += ConnectionStatus.allCases.flatMap {
      ["connection_badge_\($0.rawValue.lowercased())", "connection_\($0.rawValue.lowercased())"]
    }
    keys += Actor.allCases.map { "cancelled_by_\($0.rawValue)" }
    keys += Absentee.allCases.map { "absent_\($0.rawValue)" }
    keys += Approval.allCases.filter { $0 != .approved }.map { "approval_\($0.rawValue)" }
    keys += ["before", "live", "over", "cancelled"].map { "state_\($0)" }
    for key in keys { #expect(english.hasSentence(key), "\(key)") }
  }

  @Test func everyEmptyListHasItsWords() throws {
    for (path, text) in try texts(below: "Sources/Publishing", endingIn: ".swift") {
      for match in text.matches(of: /fill\(empty: [^"\n]*?, "([a-z_]+)"(, to:)?/) {
        #expect(english.hasSentence("empty_\(match.1)_title"), "\(path)")
        #expect(english.hasSentence("empty_\(match.1)_text"), "\(path)")
        if match.2 != nil {
          #expect(english.hasSentence("empty_\(match.1)_label") || text.contains("emptyLabel, "), "\(path) \(match.1)")
        }
      }
    }
  }

  @Test func noKeyIsUnused() throws {
    let scripts = try texts(below: "Templates/assets", endingIn: ".js").values.joined()
    for key in english.words.keys.sorted() {
      #expect(templateWords[key] != nil || literals.contains(key) || scripts.contains("t.\(key)"), "word \(key)")
    }
    for key in english.sentences.keys.sorted() { #expect(isUsed(key), "sentence \(key)") }
    for key in english.counted.keys.sorted() { #expect(isUsed(key), "counted \(key)") }
  }

  /// A gap that no call fills would leave a hole in a sentence; one that is filled and not there is lost.
  @Test func theGapsOfASentenceAreThoseThatTheCodeFills() throws {
    for (path, text) in try texts(below: "Sources/Publishing", endingIn: ".swift") {
      for match in text.matches(of: /sentence\(\s*"([a-z_]+)"(?:,\s*\[((?:[^\[\]]|\[[^\]]*\])*)\])?\s*\)/) {
        let known = try #require(english.sentences[String(match.1)], "\(match.1) of \(path)").gaps
        let filled = Set((match.2 ?? "").matches(of: /"([a-z]+)":/).map { String($0.1) })
        #expect(known == filled, "\(match.1) of \(path)")
      }
    }
  }

  @Test func noTextIsEmptyOrHasWhiteSpaceAtItsEnds() {
    for (key, text) in english.words {
      #expect(text == text.trimmingCharacters(in: .whitespaces) && !text.isEmpty, "\(key)")
    }
    for (key, text) in english.sentences { #expect(!text.pieces.isEmpty, "\(key)") }
  }
}
