import Diagnostics
import Foundation
import Glibc
import Testing

@testable import Publishing

/// The English texts of the tables that German says otherwise.
struct EnglishTexts {
  var whole: [String: String] = [:]
  var patterns: [(key: String, pattern: NSRegularExpression)] = []

  init() throws {
    var diagnostics = Diagnostics()
    let english = try #require(builtInStrings(into: &diagnostics))
    let german = try #require(builtInStrings(in: "de", english: english, into: &diagnostics))
    for (key, text) in english.words where german.words[key] != text { try add(key, GapText(text)) }
    for (key, text) in english.sentences where german.sentences[key] != text { try add(key, text) }
    for (key, forms) in english.counted {
      for (category, text) in forms where german.counted[key]?[category] != text { try add(key, text) }
    }
  }

  private mutating func add(_ key: String, _ text: GapText) throws {
    if text.gaps.isEmpty, case .literal(let literal) = text.pieces.first {
      whole[literal] = key
      return
    }
    var pattern = ""
    var letters = 0
    for piece in text.pieces {
      switch piece {
      case .literal(let part):
        pattern += NSRegularExpression.escapedPattern(for: part)
        letters += part.count(where: \.isLetter)
      case .gap(let name): pattern += name == "n" ? "[0-9.,]+" : ".+?"
      }
    }
    // "{mentor} and {student}" is half of what people write.
    if letters < 5 && !text.gaps.contains("n") { return }
    patterns.append((key, try NSRegularExpression(pattern: "^\(pattern)$")))
  }

  /// The keys of English texts among these, each with a page that has it.
  func found(in texts: [String: String]) -> [String] {
    var found: [String: String] = [:]
    for (text, path) in texts {
      if let key = whole[text] { found[key] = "\(key) (\(text)) on \(path)" }
      let range = NSRange(location: 0, length: text.utf16.count)
      for (key, pattern) in patterns where found[key] == nil && pattern.firstMatch(in: text, range: range) != nil {
        found[key] = "\(key) (\(text)) on \(path)"
      }
    }
    return Array(found.values)
  }
}

/// What people read and hear on pages: the text between tags and in attributes that are read out; with one page that has it.
func texts(of files: [String: String]) -> [String: String] {
  var texts: [String: String] = [:]
  // As they are written: most stand on many pages.
  var seen: Set<Substring> = []
  for (path, page) in files.sorted(by: { $0.key < $1.key }) where path.hasSuffix(".html") {
    let shown = page.replacing(/<(script|style)\b[^>]*>[\s\S]*?<\/(script|style)>/, with: "")
    let between = shown.matches(of: />([^<]+)</).map { $0.1 }
    let attributes = shown.matches(
      of:
        #/ (?:aria-label|title|alt|placeholder|data-done|data-note|data-yours|data-soon|data-over|data-now|data-n-[a-z]+)="([^"]*)"/#
    ).map { $0.1 }
    for text in between + attributes where seen.insert(text).inserted {
      let plain = oneLine(unescaped(String(text)))
      if !plain.isEmpty, texts[plain] == nil { texts[plain] = path }
    }
  }
  return texts
}

private func unescaped(_ text: String) -> String {
  if !text.utf8.contains(UInt8(ascii: "&")) { return text }
  return [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#34;", "\""), ("&#39;", "'"), ("&amp;", "&")]
    .reduce(text) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
}

func oneLine(_ text: String) -> String {
  text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
}

/// A table with ⟦ ⟧ around each of its texts and names.
func bracketed(_ table: String) -> String {
  var section = ""
  return table.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
    let line = String(line)
    if let match = line.wholeMatch(of: /([a-z]+):/) { section = String(match.1) }
    if line.hasPrefix("language:") { return "language: qps" }
    if section == "counted" { return line.replacing(/: "([^"]*)"/) { ": \"⟦\($0.1)⟧\"" } }
    if section == "dates" {
      return line.replacing(/[A-Z][a-z]+/) { "⟦\($0.0)⟧" }
    }
    guard let match = line.wholeMatch(of: #/  ("?[a-z_0-9]+"?): (?:"(.*)"|(.*))/#) else { return line }
    return "  \(match.1): \"⟦\(match.2 ?? match.3 ?? "")⟧\""
  }.joined(separator: "\n")
}

/// What stands outside of all brackets; gaps are inside.
func unbracketed(_ text: String) -> String {
  var depth = 0
  var rest = ""
  for character in text {
    switch character {
    case "⟦": depth += 1
    case "⟧": depth -= 1
    default: if depth == 0 { rest.append(character) }
    }
  }
  return rest
}

/// What stands on pages and is no word of the interface: the record, the mentors' files, and names.
struct KnownTexts {
  private let values: Set<String>
  private let all: ContiguousArray<CChar>
  /// Of the site, of others' products, of times and of commands.
  private static let names: Set = [
    "Demo", "inbox@demo.example.org", "Google Calendar", "Outlook.com", "Microsoft 365", "JSON", "Atom", "Web", "QR",
    "UTC",
    "GitHub", "LinkedIn", "meet.jit.si",
  ]

  init(_ folder: ProgramFolder) throws {
    var values: [String] = []
    for table in try folder.texts("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'") {
      for column in try folder.texts("SELECT name FROM pragma_table_info('\(table)')") {
        values += try folder.texts("SELECT \"\(column)\" FROM \"\(table)\" WHERE typeof(\"\(column)\") = 'text'")
      }
    }
    var all = values
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path + "/content/mentors") {
      all.append(try folder.read("content/mentors/\(name)"))
    }
    // Short lines, and words that Markdown sets apart.
    let marks = CharacterSet(charactersIn: " -*#:.")
    values += all.flatMap { $0.split(separator: "\n").map { $0.trimmingCharacters(in: marks) } }
    for text in all { values += text.matches(of: /[*`\[_]+([^*`\]_\s:]+):?[*`\]_]+/).map { String($0.1) } }
    // Texts are looked up in parts.
    values += values.filter { $0.utf8.count < 100 && $0.contains("&") }
      .flatMap { $0.split(separator: "&").map { $0.trimmingCharacters(in: .whitespaces) } }
    // Languages are written as codes there.
    let codes = Set(values.flatMap { $0.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) } })
    self.values = codes.union(values.map(oneLine)).union(codes.filter { $0.utf8.count < 7 }.map(languageName))
      .union(Self.names)
    self.all = oneLine(all.joined(separator: "\n")).utf8CString
  }

  /// Octet by octet: a search by Characters takes most of the test.
  private func isAnywhere(_ text: String) -> Bool {
    all.withUnsafeBufferPointer { all in all.baseAddress.map { strstr($0, text) != nil } ?? false }
  }

  /// Parts of a text that come from nowhere here.
  func unknown(in text: String) -> [String] {
    func isKnown(_ part: String) -> Bool {
      // One word may stand in any sentence of the record by chance; several do not.
      if values.contains(part) || (part.contains(" ") && isAnywhere(part)) || isAnywhere("://\(part)") {
        return true
      }
      return part.wholeMatch(of: /[SC]-\d+|UTC[+−]\d\d|[0-9.]+ [A-Z]{3}|\p{L}{1,2}/) != nil
    }
    // What stands before a word in bold.
    if isAnywhere("\(text) **") { return [] }
    let text = text.trimmingCharacters(in: CharacterSet(charactersIn: " :.,·"))
    if isKnown(text.hasSuffix(" · Demo") ? String(text.dropLast(" · Demo".count)) : text) || text.hasPrefix("almanac ")
      || text.hasPrefix("request: ")
      || text.hasPrefix("https://demo.example.org/")
    {
      return []
    }
    return text.split(whereSeparator: { "·:,()–&".contains($0) })
      .map { $0.trimmingCharacters(in: CharacterSet(charactersIn: " .")) }
      .filter { $0.contains(/\p{L}/) && !isKnown($0) }
  }
}
