import Diagnostics
import Mentoring
import Publishing
import Storage

func mentorColumns(_ context: VerbContext) throws -> [(String, RowValue)] {
  let invocation = context.invocation
  var values: [(String, RowValue)] = []
  for name in ["headline", "company", "job-title"] {
    guard let text = invocation.value(name) else { continue }
    values.append((column(name), .text(try boundedText(name, text, most: 200))))
  }
  if let bio = invocation.markdown("bio") {
    try checkMarkdown(bio, "--bio")
    values.append(("bio", .text(bio)))
  }
  if let code = invocation.value("currency") { values.append(("currency", .text(try checkedCurrency(code)))) }
  for name in [
    "years", "step", "buffer-before", "buffer-after", "notice", "horizon-days", "max-per-day", "max-per-week",
    "capacity",
    "hourly-rate",
  ] {
    guard let text = invocation.value(name) else { continue }
    values.append((column(name), RowValue(try boundedNumber(name, text))))
  }
  if let text = invocation.value("accepting") {
    guard text == "yes" || text == "no" else {
      throw Diagnostic("--accepting \"\(text)\"", remedy: "write yes or no")
    }
    values.append(("is_accepting", RowValue(text == "yes")))
  }
  if let text = invocation.value("confirm") {
    guard ["instant", "each", "default"].contains(text) else {
      throw Diagnostic("--confirm \"\(text)\"", remedy: "write instant, each or default")
    }
    values.append(("confirm", text == "default" ? .null : .text(text)))
  }
  if let text = invocation.value("durations") {
    values.append(("durations", text == "default" ? .null : .text(try checkedDurations(text))))
  }
  return values
}

private func column(_ flag: String) -> String { String(flag.map { $0 == "-" ? "_" : $0 }) }

/// Requires a currency for a rate: the given one, or the mentor's. Changing the currency alone would turn 40.01 EUR
/// into 4001 JPY.
func requireCurrency(_ facts: [(String, RowValue)], of mentor: PersonID?, _ context: VerbContext) throws {
  let known = try mentor.flatMap {
    try context.record.texts(
      "SELECT coalesce(hourly_rate, '') || '|' || currency FROM mentor WHERE person_id = \($0.number)"
    ).first
  }?.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
  var (hasRate, currency) = (known?.first?.isEmpty == false, known?.last ?? "")
  let former = hasRate ? currency : ""
  for (name, value) in facts {
    if name == "hourly_rate" { hasRate = value != .null }
    if name == "currency", case .text(let code) = value { currency = code }
  }
  if hasRate, currency.isEmpty { throw Diagnostic("a rate needs a currency", remedy: "add --currency EUR") }
  if !former.isEmpty, currency != former, !facts.contains(where: { $0.0 == "hourly_rate" }) {
    throw Diagnostic(
      "the rate is in \(former), and --currency \(currency) alone would change what it is worth",
      remedy: "add --hourly-rate with the rate in \(currency)")
  }
}

func setMentorLists(_ mentor: Int, _ context: VerbContext, _ writer: RecordWriter) throws {
  let invocation = context.invocation
  func list(_ flag: String) -> [String]? {
    invocation.value(flag).map { $0.split(separator: ",").map { String($0) }.filter { !$0.isEmpty } }
  }
  if let slugs = list("topics") {
    for slug in slugs {
      guard isSlug(slug) else {
        throw Diagnostic("the topic \"\(slug)\" is no slug", remedy: "write a-z, 0-9 and hyphens")
      }
    }
    if context.terms.topics == nil { try writer.addTerms(slugs, .topic) }
    let ids = try context.people.terms(slugs, .topic)
    try writer.setList("mentor_topic", owner: "mentor_id", mentor, column: "topic_id", ids.map { .integer($0) })
  }
  if let slugs = list("subjects") {
    let ids = try context.people.terms(slugs, .subject)
    try writer.setList("mentor_subject", owner: "mentor_id", mentor, column: "subject_id", ids.map { .integer($0) })
  }
  if let codes = list("languages") {
    for code in codes { _ = try checkedLanguage("languages", code) }
    try writer.setList("mentor_language", owner: "mentor_id", mentor, column: "language", codes.map { .text($0) })
  }
  if invocation.has("link") {
    for url in invocation.all("link") {
      let isSafe = url.utf8.allSatisfy { $0 > 0x20 && !"\"<>\\".utf8.contains($0) }
      guard url.hasPrefix("https://"), url.utf8.count > 8, url.utf8.count <= 2048, isSafe else {
        throw Diagnostic("--link \"\(url)\" is no https address", remedy: "write https://… without spaces")
      }
    }
    try writer.setRows(
      "mentor_link", owner: "mentor_id", mentor, columns: ["kind", "url"],
      invocation.all("link").map { [.text(linkKind(of: $0).rawValue), .text($0)] })
  }
}
