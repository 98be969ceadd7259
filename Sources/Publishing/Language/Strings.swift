import Bytes
import CivilTime
import Diagnostics
import Markup

/// Every word of the interface in one language, from `content/strings/<language>.yaml`.
package struct Strings: Sendable {
  package let language: String
  /// `ltr` or `rtl`.
  package let direction: String
  /// What templates write as `{{t.key}}`.
  package let words: [String: String]
  let counted: [String: [PluralCategory: GapText]]
  let sentences: [String: GapText]
  package let dates: CalendarWords
  package let shortMonths: [String]
  let patterns: DatePatterns
  let decimalPoint: String
  let thousandsSeparator: String

  /// A word of the interface. A key that is not there is written as it is; a test keeps that from happening.
  package func word(_ key: String) -> String { words[key] ?? key }

  /// `3 mentors`, in the plural form that the language asks for.
  package func counted(_ key: String, _ number: Int) -> String {
    guard let forms = counted[key] else { return key }
    let text = forms[pluralCategory(of: number, language: language)] ?? forms[.other]
    var sink = ByteSink(capacity: 64)
    text?.append(into: &sink) { gap, sink in if gap == "n" { append(number: number, into: &sink) } }
    return sink.string()
  }

  /// A sentence with its gaps filled.
  package func sentence(_ key: String, _ gaps: [String: String] = [:]) -> String {
    guard let text = sentences[key] else { return key }
    var sink = ByteSink(capacity: 128)
    text.append(into: &sink) { gap, sink in sink.append(gaps[gap] ?? "") }
    return sink.string()
  }

  package func hasSentence(_ key: String) -> Bool { sentences[key] != nil }
  package func hasCounted(_ key: String) -> Bool { counted[key] != nil }
}

/// How dates and times are put together.
struct DatePatterns: Sendable {
  var date: GapText
  var dateShort: GapText
  var dateWithWeekday: GapText
  var moment: GapText
  var range: GapText
}

/// Reads a table of strings.
///
/// - Parameters:
///   - fallback: another language's, complete: what is missing here is taken from there, with one warning. Without it
///     every key is wanted.
///   - diagnostics: takes an error for each key that the fallback does not have.
package func readStrings(
  _ bytes: [UInt8], file: String, fallback: Strings? = nil, into diagnostics: inout Diagnostics
) -> Strings? {
  guard let node = parseYAML(bytes, file: file, into: &diagnostics) else {
    if !diagnostics.hasErrors { diagnostics.add(Diagnostic(at: Place(file: file), "the file has no strings")) }
    return nil
  }
  var root = YAMLMapping(node)
  let language = root.text("language") ?? "en"
  let direction = root.text("direction") ?? "ltr"
  if direction != "ltr" && direction != "rtl" {
    root.fail("direction", "\"direction\" is \"\(direction)\"", remedy: "write ltr or rtl")
  }
  var missing: [String] = []
  func table(_ name: String, _ known: [String]?) -> [(String, YAMLMapping)] {
    var mapping = root.mapping(name)
    let keys = known ?? mapping.keys
    for key in keys { _ = mapping.node(key) }
    missing += keys.filter { !mapping.has($0) }
    root.close(mapping)
    return keys.filter(mapping.has).map { ($0, mapping) }
  }
  var words = fallback?.words ?? [:]
  for (key, mapping) in table("words", fallback?.words.keys.sorted()) {
    var mapping = mapping
    if let text = mapping.text(key) { words[key] = text }
  }
  var sentences = fallback?.sentences ?? [:]
  for (key, mapping) in table("sentences", fallback?.sentences.keys.sorted()) {
    var mapping = mapping
    guard let text = mapping.text(key).map(GapText.init) else { continue }
    if let known = fallback?.sentences[key], !text.gaps.isSubset(of: known.gaps) {
      let names = known.gaps.sorted().map { "{\($0)}" }.joined(separator: ", ")
      diagnostics.add(
        Diagnostic(
          at: mapping.place(of: key), "\"\(key)\" has a gap that is never filled",
          remedy: names.isEmpty ? "it has no gaps" : "its gaps are \(names)"))
    }
    sentences[key] = text
  }
  var counted = fallback?.counted ?? [:]
  for (key, mapping) in table("counted", fallback?.counted.keys.sorted()) {
    var mapping = mapping
    var forms = mapping.mapping(key)
    var texts: [PluralCategory: GapText] = [:]
    for category in PluralCategory.allCases {
      if let text = forms.text(category.rawValue) { texts[category] = GapText(text) }
    }
    if texts[.other] == nil {
      diagnostics.add(Diagnostic(at: mapping.place(of: key), "\"\(key)\" has no form \"other\""))
    }
    diagnostics.add(contentsOf: forms.finish())
    counted[key] = texts
  }
  var dates = root.mapping("dates")
  let months = dates.texts("months")
  let shortMonths = dates.texts("months_short") ?? fallback?.shortMonths ?? months ?? []
  let weekdays = dates.texts("weekdays")
  let shortWeekdays = dates.texts("weekdays_short")
  let withWeekday = dates.text("date_with_weekday") ?? "{weekday}, {day} {month} {year}"
  let patterns = DatePatterns(
    date: GapText(dates.text("date") ?? "{day} {month} {year}"),
    dateShort: GapText(dates.text("date_short") ?? "{day} {month_short}"), dateWithWeekday: GapText(withWeekday),
    moment: GapText(dates.text("moment") ?? "{date}, {time} ({zone})"),
    range: GapText(dates.text("range") ?? "{date}, {from}–{to} ({zone})"))
  let calendar = CalendarWords(
    weekdays: weekdays ?? fallback?.dates.weekdays ?? [],
    shortWeekdays: shortWeekdays ?? fallback?.dates.shortWeekdays ?? [],
    months: months ?? fallback?.dates.months ?? [], fullDate: withWeekday)
  let decimalPoint = dates.text("decimal_point") ?? "."
  let thousandsSeparator = dates.text("thousands_separator") ?? ","
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
  if fallback != nil, !missing.isEmpty {
    let some = missing.prefix(5).joined(separator: ", ")
    diagnostics.add(
      Diagnostic(
        .warning, at: Place(file: file), "\(missing.count) texts are missing and stay English",
        remedy: "add \(some)\(missing.count > 5 ? " …" : "")"))
  }
  return Strings(
    language: language, direction: direction, words: words, counted: counted, sentences: sentences, dates: calendar,
    shortMonths: shortMonths, patterns: patterns, decimalPoint: decimalPoint, thousandsSeparator: thousandsSeparator)
}
