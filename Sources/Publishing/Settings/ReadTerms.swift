import Diagnostics
import Markup
import Mentoring

/// Reads the lists `topics`, `subjects`, `goals` and `session_types`.
func readTerms(_ keys: inout YAMLMapping, into settings: inout Settings) {
  settings.topics = terms("topics", settings, &keys)
  settings.subjects = terms("subjects", settings, &keys)
  settings.goals = terms("goals", settings, &keys)
  if settings.goals?.isEmpty == true, !keys.diagnostics.hasErrors {
    keys.fail(
      "goals", "\"goals\" is empty, and every connection needs one", remedy: "name a goal, or take the key away")
  }
  settings.sessionTypes = sessionTypes(settings, &keys)
}

/// Reads the entries of a list of mappings; a repeated slug is an error.
///
/// - Returns: nil if there is no list.
private func entries<Entry>(
  _ key: String, _ keys: inout YAMLMapping, _ read: (String, inout YAMLMapping) -> Entry?
) -> [Entry]? {
  var slugs: Set<String> = []
  return keys.list(key)?.compactMap { node in
    var inner = YAMLMapping(node)
    defer { keys.close(inner) }
    if inner.diagnostics.hasErrors { return nil }
    guard let slug = termSlug(&inner) else {
      _ = read("", &inner)
      return nil
    }
    if !slugs.insert(slug).inserted { inner.fail("slug", "the slug \"\(slug)\" is given twice", remedy: "keep one") }
    return read(slug, &inner)
  }
}

private func terms(_ key: String, _ settings: Settings, _ keys: inout YAMLMapping) -> [NamedTerm]? {
  entries(key, &keys) { slug, inner in
    let names = termNames(settings, &inner)
    return names.isEmpty ? nil : NamedTerm(slug: slug, names: names)
  }
}

private func sessionTypes(_ settings: Settings, _ keys: inout YAMLMapping) -> [OfferedType]? {
  entries("session_types", &keys) { slug, inner in
    let names = termNames(settings, &inner)
    let duration = inner.integer("duration", in: 1...1440)
    let type = inner.choice("type", SessionKind.self)
    let price = inner.integer("price", in: 0...100_000_000)
    let currency = inner.text("currency") ?? ""
    if !currency.isEmpty, !Currency.isKnown(currency) {
      let near = nearestName(to: currency, among: Currency.codes).map { "did you mean \($0)?" }
      inner.fail(
        "currency", "\"currency\" is \"\(currency)\"", remedy: near ?? "write a code of ISO 4217 such as EUR")
    } else if price != nil, currency.isEmpty {
      inner.fail("price", "a price stands without its currency", remedy: "add currency: EUR")
    }
    let questions = questions(&inner)
    if !slug.isEmpty, duration == nil, !inner.has("duration") || inner.isNothing("duration") {
      inner.fail("slug", "the session type has no duration", remedy: "add duration: 60")
    }
    guard !names.isEmpty, let duration else { return nil }
    return OfferedType(
      slug: slug, names: names, duration: duration, type: type ?? .video, price: price, currency: currency,
      questions: questions)
  }
}

/// The record stores one question per line, 4,000 characters in all.
private func questions(_ keys: inout YAMLMapping) -> [String] {
  let questions = keys.texts("questions") ?? []
  if questions.contains(where: { isBlank($0) || $0.unicodeScalars.contains("\n") }) {
    keys.fail("questions", "a question is empty or has more than one line", remedy: "write one line a question")
  } else if questions.reduce(0, { $0 + $1.unicodeScalars.count + 1 }) > 4000 {
    keys.fail("questions", "the questions have more than 4000 characters", remedy: "ask less")
  }
  return questions
}

private func termSlug(_ keys: inout YAMLMapping) -> String? {
  guard let slug = keys.text("slug") else {
    if !keys.has("slug") || keys.isNothing("slug") {
      keys.fail("slug", "an entry has no slug", remedy: "write slug: interview-prep")
    }
    return nil
  }
  guard Route.isValid(component: slug) else {
    keys.fail("slug", "the slug \"\(slug)\" cannot be an address", remedy: "use a-z, 0-9 and hyphens")
    return nil
  }
  return slug
}

/// Reads `name: Careers`, or one name per language: `name: {en: Careers, de: Beruf}`. Without `languages` in the file,
/// names in languages that the pages do not have yet are allowed. A missing name in a language of the pages is reported
/// as a warning.
private func termNames(_ settings: Settings, _ keys: inout YAMLMapping) -> [String: String] {
  guard let node = keys.node("name") else {
    keys.fail("name", "an entry has no name", remedy: "write name: Careers")
    return [:]
  }
  if case .scalar = node {
    guard let text = keys.text("name") else { return [:] }
    if let fault = fault(ofName: text) {
      keys.fail("name", fault.message, remedy: fault.remedy)
      return [:]
    }
    return [settings.language: text]
  }
  var inner = keys.mapping("name")
  var names: [String: String] = [:]
  for key in inner.keys {
    guard let text = inner.text(key), !text.isEmpty else { continue }
    if let fault = fault(ofLanguage: key, settings) ?? fault(ofName: text) {
      inner.fail(key, fault.message, remedy: fault.remedy)
    } else {
      names[key] = text
    }
  }
  if names.isEmpty, !inner.diagnostics.hasErrors {
    inner.fail("name", "an entry has no name", remedy: "write name: {\(settings.language): Careers}")
  }
  if !inner.diagnostics.hasErrors { keys.reportMissing(names, "name", settings) }
  keys.close(inner)
  return names
}

/// The error for a name that the record would refuse.
private func fault(ofName text: String) -> (message: String, remedy: String)? {
  if isBlank(text) { return ("an entry has no name", "write name: Careers") }
  if text.unicodeScalars.contains(where: isControl) {
    return ("the name holds a line break or a control character", "write it in one line")
  }
  if text.unicodeScalars.count > 100 { return ("the name has more than 100 characters", "shorten it") }
  return nil
}

private func isBlank(_ text: String) -> Bool { text.allSatisfy(\.isWhitespace) }
