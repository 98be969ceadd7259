import Diagnostics
import Markup

/// Reads `language` and `languages`. The main language is `language`, otherwise the first of the list.
func readLanguages(_ keys: inout YAMLMapping, into settings: inout Settings) {
  let own = keys.text("language")
  if let own {
    settings.language = own
    if !isLanguage(own) { keys.fail("language", "\"language\" is \"\(own)\"", remedy: "write it as en or pt-BR") }
  }
  guard let list = keys.texts("languages") else { return }
  settings.listsLanguages = true
  func fail(_ message: String, _ remedy: String) { keys.fail("languages", message, remedy: remedy) }
  if list.isEmpty { return fail("\"languages\" is empty", "write them as [en, de], or take the key away") }
  var prefixes: Set<String> = []
  for tag in list {
    let prefix = SiteLanguage.prefix(of: tag)
    if !isLanguage(tag) {
      return fail("\"languages\" holds \"\(tag)\"", "write tags of BCP 47: [en, pt-BR]")
    } else if prefix == "api/" {
      return fail(
        "\"languages\" holds \"\(tag)\", and /\(prefix) is an address that the build makes itself", "take it away")
    } else if !prefixes.insert(prefix).inserted {
      return fail("\"languages\" holds \"\(tag)\" twice", "keep one")
    }
  }
  let main = own ?? list[0]
  guard let place = list.firstIndex(where: { $0.lowercased() == main.lowercased() }) else {
    let near = nearestName(to: main, among: list).map { "did you mean \"\($0)\"?" }
    return keys.fail(
      "language", "\"language\" is \"\(main)\", which \"languages\" does not hold",
      remedy: near ?? "add it: languages: [\(([main] + list).joined(separator: ", "))]")
  }
  settings.language = list[place]
  settings.otherLanguages = list.enumerated().filter { $0.offset != place }.map(\.element)
}

extension YAMLMapping {
  /// Reads a text that may be given per language, `Mentors` or `{en: Mentors, de: Mentoring}`; a plain text is in the
  /// main language.
  ///
  /// - Returns: by language; nil if there is none.
  mutating func textByLanguage(_ key: String, _ settings: Settings) -> [String: String]? {
    guard settings.listsLanguages, case .mapping? = node(key) else {
      guard let text = text(key) else { return nil }
      return [settings.language: text]
    }
    var inner = mapping(key)
    var texts: [String: String] = [:]
    for tag in inner.keys {
      guard let text = inner.text(tag) else { continue }
      if let fault = fault(ofLanguage: tag, settings) {
        inner.fail(tag, fault.message, remedy: fault.remedy)
      } else {
        texts[tag] = text
      }
    }
    if !inner.diagnostics.hasErrors { reportMissing(texts, key, settings) }
    close(inner)
    return texts
  }

  /// Reports a warning for each language of the site in which a text is missing.
  mutating func reportMissing(_ texts: [String: String], _ key: String, _ settings: Settings) {
    guard let some = settings.text(texts, in: settings.language) else { return }
    for language in settings.languages {
      if texts.keys.contains(where: { primaryLanguage($0) == primaryLanguage(language) }) { continue }
      let which = settings.otherLanguages.isEmpty ? "the language" : "a language"
      warn(
        key, "there is no \(key) in \"\(language)\", \(which) of the pages", remedy: "add \(language): \(some)")
    }
  }
}

/// The error for a language key of a name: it is not a valid language, or the site does not have it.
func fault(ofLanguage tag: String, _ settings: Settings) -> (message: String, remedy: String)? {
  if !isLanguage(tag) { return ("\"\(tag)\" is no language", "write en or pt-BR") }
  let known = settings.languages
  if !settings.listsLanguages || known.contains(where: { primaryLanguage($0) == primaryLanguage(tag) }) { return nil }
  let near = nearestName(to: tag, among: known).map { "did you mean \"\($0)\"?" }
  return (
    "the site has no language \"\(tag)\"",
    near ?? "it has \(known.joined(separator: ", ")); add \(tag) to languages if it is to have it"
  )
}
