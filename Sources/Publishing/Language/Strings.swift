import Bytes
import CivilTime
import Diagnostics
import Markup

/// All interface strings in one language, from `content/strings/<language>.yaml`.
public struct Strings: Sendable {
  public let language: String
  /// `ltr` or `rtl`.
  public let direction: String
  /// The strings that templates refer to as `{{t.key}}`.
  public let words: [String: String]
  let plural: PluralRule
  let counted: [String: [PluralCategory: GapText]]
  let sentences: [String: GapText]
  public let dates: CalendarWords
  public let shortMonths: [String]
  let patterns: DatePatterns
  let decimalPoint: String
  let thousandsSeparator: String

  /// An interface string. A missing key is returned unchanged; a test ensures that this does not happen.
  public func word(_ key: String) -> String { words[key] ?? key }

  /// `3 mentors`, in the plural form that the language requires.
  public func counted(_ key: String, _ number: Int) -> String {
    guard let forms = counted[key] else { return key }
    let text = forms[plural.category(of: number)] ?? forms[.other]
    var sink = ByteSink(capacity: 64)
    text?.append(into: &sink) { gap, sink in if gap == "n" { append(number: number, into: &sink) } }
    return sink.string()
  }

  /// A sentence with its gaps filled. In right-to-left languages each gap is isolated (UAX #9 section 2.4), since
  /// names, addresses and zones are written left to right and must not move the words beside them.
  public func sentence(_ key: String, _ gaps: [String: String] = [:]) -> String {
    var sink = ByteSink(capacity: 128)
    append(sentence: key, into: &sink) { gap, sink in sink.append(gaps[gap] ?? "") }
    return sink.string()
  }

  /// Appends a sentence; `fill` writes the contents of a gap.
  func append(
    sentence key: String, into sink: inout ByteSink, _ fill: (String, inout ByteSink) -> Void = { _, _ in }
  ) {
    guard let text = sentences[key] else {
      sink.append(key)
      return
    }
    let isolates = direction == "rtl"
    text.append(into: &sink) { gap, sink in
      if isolates { sink.append("\u{2068}") }
      fill(gap, &sink)
      if isolates { sink.append("\u{2069}") }
    }
  }

  public func hasSentence(_ key: String) -> Bool { sentences[key] != nil }
  public func hasCounted(_ key: String) -> Bool { counted[key] != nil }
}

/// The patterns of dates and times.
struct DatePatterns: Sendable {
  var date: GapText
  var dateShort: GapText
  /// A full date without the year: the first of two dates.
  var dateInYear: GapText
  var dateWithWeekday: GapText
  var moment: GapText
  var range: GapText
}

/// Reads a table of strings.
///
/// - Parameters:
///   - fallback: a complete table; its strings replace missing ones, with one warning if it is in another language.
///     Without it every key is required.
///   - diagnostics: receives an error for each key that the fallback does not have.
public func readStrings(
  _ bytes: [UInt8], file: String, fallback: Strings? = nil, into diagnostics: inout Diagnostics
) -> Strings? {
  guard let node = parseYAML(bytes, file: file, into: &diagnostics) else {
    if !diagnostics.hasErrors { diagnostics.add(Diagnostic(at: Place(file: file), "the file has no strings")) }
    return nil
  }
  var root = YAMLMapping(node)
  root.allowsTurns = true
  let language = root.text("language") ?? languageNamed(by: file)
  if !isLanguage(language) {
    root.fail("language", "\"language\" is \"\(language)\"", remedy: "write it as en or pt-BR")
  }
  let direction = root.text("direction") ?? "ltr"
  if direction != "ltr" && direction != "rtl" {
    root.fail("direction", "\"direction\" is \"\(direction)\"", remedy: "write ltr or rtl")
  }
  var missing: [String] = []
  /// Reads the entries of a table that the fallback has and that have a value; every other key is an error.
  func table(_ name: String, _ known: [String]?, _ read: (String, inout YAMLMapping) -> Void) {
    var mapping = root.mapping(name)
    for key in known ?? mapping.keys {
      if mapping.node(key) == nil { missing.append(key) } else { read(key, &mapping) }
    }
    root.close(mapping)
  }
  var words = fallback?.words ?? [:]
  table("words", fallback?.words.keys.sorted()) { key, mapping in
    guard let text = mapping.text(key) else { return }
    if let known = fallback?.words[key] { checkGaps(of: key, GapText(text), GapText(known), &mapping) }
    words[key] = text
  }
  var sentences = fallback?.sentences ?? [:]
  table("sentences", fallback?.sentences.keys.sorted()) { key, mapping in
    guard let text = mapping.text(key).map(GapText.init) else { return }
    if let known = fallback?.sentences[key] { checkGaps(of: key, text, known, &mapping) }
    sentences[key] = text
  }
  var counted = fallback?.counted ?? [:]
  table("counted", fallback?.counted.keys.sorted()) { key, mapping in
    var forms = mapping.mapping(key)
    var texts: [PluralCategory: GapText] = [:]
    for category in PluralCategory.allCases {
      guard let text = forms.text(category.rawValue).map(GapText.init) else { continue }
      // "one" may omit the number; the number is the only gap.
      if !text.gaps.isSubset(of: ["n"]) { reportForeignGap(category.rawValue, ["n"], &forms) }
      texts[category] = text
    }
    if texts[.other] == nil, !forms.diagnostics.hasErrors { mapping.fail(key, "\"\(key)\" has no form \"other\"") }
    mapping.close(forms)
    counted[key] = texts
  }
  var dates = root.mapping("dates")
  let months = dates.texts("months")
  let shortMonths = dates.texts("months_short") ?? fallback?.shortMonths ?? months ?? []
  let weekdays = dates.texts("weekdays")
  let shortWeekdays = dates.texts("weekdays_short")
  func pattern(
    _ key: String, _ inherited: GapText?, _ standard: String, needs: Set<String>, knows: Set<String> = []
  ) -> GapText {
    let text = dates.text(key).map(GapText.init) ?? inherited ?? GapText(standard)
    if !needs.isSubset(of: text.gaps) || !text.gaps.isSubset(of: needs.union(knows)) {
      let names = needs.sorted().map { "{\($0)}" }.joined(separator: ", ")
      dates.fail(key, "\"\(key)\" has not the gaps that it needs", remedy: "they are \(names)")
    }
    return text
  }
  let dateParts: Set = ["weekday", "weekday_short", "month", "month_short"]
  let withWeekday =
    dates.text("date_with_weekday") ?? fallback?.dates.fullDate ?? "{weekday}, {day} {month} {year}"
  let inherited = fallback?.patterns
  let short = pattern(
    "date_short", inherited?.dateShort, "{day} {month_short}", needs: ["day"], knows: dateParts.union(["year"]))
  // Older tables without `date_in_year` have only a short form; its errors are reported once.
  let isShortOwn = dates.node("date_short") != nil && short.gaps.isSubset(of: dateParts.union(["day", "year"]))
  let patterns = DatePatterns(
    date: pattern("date", inherited?.date, "{day} {month} {year}", needs: ["day", "year"], knows: dateParts),
    dateShort: short,
    dateInYear: pattern(
      "date_in_year", isShortOwn && short.gaps.contains("day") ? short : inherited?.dateInYear, "{day} {month}",
      needs: ["day"], knows: dateParts.union(["year"])),
    dateWithWeekday: GapText(withWeekday),
    moment: pattern("moment", inherited?.moment, "{date}, {time} ({zone})", needs: ["date", "time", "zone"]),
    range: pattern("range", inherited?.range, "{date}, {from}–{to} ({zone})", needs: ["date", "from", "to", "zone"]))
  let calendar = CalendarWords(
    weekdays: weekdays ?? fallback?.dates.weekdays ?? [],
    shortWeekdays: shortWeekdays ?? fallback?.dates.shortWeekdays ?? [],
    months: months ?? fallback?.dates.months ?? [], fullDate: withWeekday)
  let decimalPoint = dates.text("decimal_point") ?? fallback?.decimalPoint ?? "."
  let thousandsSeparator = dates.text("thousands_separator") ?? fallback?.thousandsSeparator ?? ","
  let datesPlace = root.place(of: "dates")
  root.close(dates)
  diagnostics.add(contentsOf: root.finish())
  guard let calendar, shortMonths.count == 12 else {
    diagnostics.add(
      Diagnostic(
        at: datesPlace, "\"dates\" is not complete",
        remedy: "7 weekdays from Sunday and 12 months, each in full and short, and a date with all four parts"))
    return nil
  }
  // A table in the language of the fallback contains only changes.
  if let fallback, primaryLanguage(fallback.language) != primaryLanguage(language), !missing.isEmpty {
    let some = missing.prefix(5).joined(separator: ", ")
    diagnostics.add(
      Diagnostic(
        .warning, at: Place(file: file), "\(missing.count) texts are missing and stay English",
        remedy: "add \(some)\(missing.count > 5 ? " …" : "")"))
  }
  return Strings(
    language: language, direction: direction, words: words, plural: PluralRule(language: language), counted: counted,
    sentences: sentences, dates: calendar, shortMonths: shortMonths, patterns: patterns, decimalPoint: decimalPoint,
    thousandsSeparator: thousandsSeparator)
}

/// The language of a file by its name: `content/strings/de.yaml` is German unless it says otherwise.
private func languageNamed(by file: String) -> String {
  let name = file.split(separator: "/").last.map(String.init) ?? ""
  let stem = name.hasSuffix(".yaml") ? String(name.dropLast(".yaml".count)) : name
  return isLanguage(stem) ? stem : "en"
}

/// Checks that a translation has the same gaps as the original: an unknown gap is never filled, and the value of a
/// missing one is not shown.
private func checkGaps(of key: String, _ text: GapText, _ original: GapText, _ table: inout YAMLMapping) {
  if !text.gaps.isSubset(of: original.gaps) { return reportForeignGap(key, original.gaps, &table) }
  let left = original.gaps.subtracting(text.gaps).sorted()
  if !left.isEmpty {
    table.warn(key, "\"\(key)\" leaves out \(left.map { "{\($0)}" }.joined(separator: ", "))")
  }
}

private func reportForeignGap(_ key: String, _ known: Set<String>, _ table: inout YAMLMapping) {
  let names = known.sorted().map { "{\($0)}" }.joined(separator: ", ")
  table.fail(
    key, "\"\(key)\" has a gap that is never filled",
    remedy: names.isEmpty ? "it has no gaps" : "its gaps are \(names)")
}
