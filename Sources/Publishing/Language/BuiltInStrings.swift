import Diagnostics
import Mentoring

/// The English words that the program brings along: the fallback of every language that it does not bring along.
public func builtInStrings(into diagnostics: inout Diagnostics) -> Strings? {
  let path = stringsPath("en")
  guard let file = builtInFile(path) else {
    diagnostics.add(Diagnostic("the program was built without \(path)", exitCode: .failed))
    return nil
  }
  return readStrings(file.bytes, file: path, into: &diagnostics)
}

/// The words that the program brings along in a language (BCP 47): those of `de-AT`, else those of `de`; nil where there
/// are neither.
public func builtInStrings(
  in language: String, english: Strings, into diagnostics: inout Diagnostics
) -> Strings? {
  for name in [language, primaryLanguage(language)] {
    if name == english.language { return english }
    let path = stringsPath(name)
    guard let file = builtInFile(path) else { continue }
    return readStrings(file.bytes, file: path, fallback: english, into: &diagnostics)
  }
  return nil
}

/// Of the tables in the program, by path: `de`, `en`.
public var builtInLanguages: [String] {
  let folder = "content/strings/"
  return EmbeddedFile.all.lazy.map(\.path).filter { $0.hasPrefix(folder) && $0.hasSuffix(".yaml") }
    .map { String($0.dropFirst(folder.utf8.count).dropLast(".yaml".utf8.count)) }
}

/// Where the words of a language (BCP 47) are, in the organiser's folder and in the program.
public func stringsPath(_ language: String) -> String { "content/strings/\(language).yaml" }

extension Settings {
  /// Counts the words of all languages among what events are worded with.
  ///
  /// - Parameter own: the organiser's own file at a path, nil when there is none.
  public mutating func addEventWords(_ own: (String) -> [UInt8]?) {
    for language in languages {
      policy.events.add(Array(language.utf8))
      for name in [language, primaryLanguage(language)] {
        guard let file = builtInFile(stringsPath(name)) else { continue }
        policy.events.add(file.bytes)
        break
      }
      if let bytes = own(stringsPath(language)) { policy.events.add(bytes) }
    }
  }
}

private func builtInFile(_ path: String) -> EmbeddedFile? { EmbeddedFile.all.first { $0.path == path } }

/// `pt` of `pt-BR` (RFC 5646 section 2.2.1).
func primaryLanguage(_ tag: String) -> String {
  String(Substring(tag.utf8.prefix { $0 != UInt8(ascii: "-") })).lowercased()
}
