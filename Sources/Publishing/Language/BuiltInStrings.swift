import Diagnostics
import Mentoring

/// The built-in English strings: the fallback of every language that is not built in.
public func builtInStrings(into diagnostics: inout Diagnostics) -> Strings? {
  let path = stringsPath("en")
  guard let file = builtInFile(path) else {
    diagnostics.add(Diagnostic("the program was built without \(path)", exitCode: .failed))
    return nil
  }
  return readStrings(file.bytes, file: path, into: &diagnostics)
}

/// The built-in strings of a language (BCP 47): those of `de-AT`, otherwise those of `de`; nil if there are neither.
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

/// The languages of the built-in tables, from their paths: `de`, `en`.
public var builtInLanguages: [String] {
  let folder = "content/strings/"
  return EmbeddedFile.all.lazy.map(\.path).filter { $0.hasPrefix(folder) && $0.hasSuffix(".yaml") }
    .map { String($0.dropFirst(folder.utf8.count).dropLast(".yaml".utf8.count)) }
}

/// The path of a language's strings (BCP 47), in the organiser's folder and in the program.
public func stringsPath(_ language: String) -> String { "content/strings/\(language).yaml" }

extension Settings {
  /// Adds the strings of all languages to the inputs of events' text.
  ///
  /// - Parameter own: the organiser's own file at a path, nil if there is none.
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

/// The primary subtag: `pt` of `pt-BR` (RFC 5646 section 2.2.1).
func primaryLanguage(_ tag: String) -> String {
  String(Substring(tag.utf8.prefix { $0 != UInt8(ascii: "-") })).lowercased()
}
