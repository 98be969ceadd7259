import Diagnostics
import Testing

@testable import Publishing

private func read(_ text: String, fallback: Strings? = nil) -> (strings: Strings?, told: [String]) {
  var diagnostics = Diagnostics()
  let strings = readStrings(Array(text.utf8), file: "f", fallback: fallback, into: &diagnostics)
  return (strings, lines(of: diagnostics))
}

private let dates = """
  dates:
    months: [a, b, c, d, e, f, g, h, i, j, k, l]
    weekdays: [s, m, t, w, t, f, s]
    weekdays_short: [s, m, t, w, t, f, s]
  """

private let small = """
  language: en
  words:
    open: Open
    times: "Times in {zone}"
  counted:
    days: {one: "{n} day", other: "{n} days"}
  sentences:
    hello: "Hello {name}"
    plain: Plain

  """ + dates

/// The words of the small table as the fallback of another language's.
private func translated(_ text: String) throws -> (strings: Strings?, told: [String]) {
  let english = try #require(read(small).strings)
  return read(text, fallback: english)
}

struct StringsTests {
  @Test func aTableIsReadAsItIs() throws {
    let result = read(small)
    #expect(result.told == [])
    let strings = try #require(result.strings)
    #expect(strings.word("open") == "Open")
    #expect(strings.counted("days", 1) == "1 day")
    #expect(strings.counted("days", 1304) == "1,304 days")
    #expect(strings.sentence("hello", ["name": "<Ada>", "other": "x"]) == "Hello <Ada>")
    #expect(strings.sentence("hello") == "Hello ")
    #expect(strings.direction == "ltr")
  }

  @Test func aKeyThatIsNotThereIsWrittenAsItIs() throws {
    let strings = try #require(read(small).strings)
    #expect(strings.word("nope") == "nope")
    #expect(strings.counted("nope", 3) == "nope")
    #expect(strings.sentence("nope") == "nope")
    #expect(!strings.hasSentence("nope") && !strings.hasCounted("nope"))
  }

  @Test func theBuiltInWordsAreWithoutFault() throws {
    var diagnostics = Diagnostics()
    let english = try #require(builtInStrings(into: &diagnostics))
    #expect(lines(of: diagnostics) == [])
    #expect(english.language == "en")
  }

  // MARK: A translation

  @Test func whatATranslationLacksStaysEnglishAndIsOneWarning() throws {
    let result = try translated(
      "language: de\nwords: {open: Offen}\ncounted: {days: }\nsentences: {hello: 'Hallo {name}'}")
    #expect(result.told == ["f: warning: 3 texts are missing and stay English; add times, plain, days"])
    let strings = try #require(result.strings)
    #expect(strings.word("open") == "Offen")
    #expect(strings.word("times") == "Times in {zone}")
    #expect(strings.counted("days", 2) == "2 days")
    #expect(strings.sentence("plain") == "Plain")
    #expect(strings.dates.months[0] == "a")
  }

  @Test func aLongListOfMissingTextsIsCut() throws {
    var diagnostics = Diagnostics()
    let english = try #require(builtInStrings(into: &diagnostics))
    let told = read("language: de", fallback: english).told
    #expect(told.count == 1)
    #expect(told[0].hasSuffix(" …"))
  }

  @Test func aKeyThatTheEnglishTableLacksIsAnErrorWithTheNearest() throws {
    let told = try translated(
      "language: de\nword: {}\nwords: {opne: x, open: O, times: '{zone}'}\ncounted: {day: {other: x}, days: {other: '{n}'}}\nsentences: {helo: x, hello: '{name}', plain: x}"
    ).told
    #expect(
      told == [
        "f:3:9: unknown key \"opne\"; did you mean \"open\"?", "f:5:13: unknown key \"helo\"; did you mean \"hello\"?",
        "f:4:11: unknown key \"day\"; did you mean \"days\"?", "f:2:1: unknown key \"word\"; did you mean \"words\"?",
      ])
  }

  private func gaps(_ words: String = "", _ sentences: String = "", _ counted: String = "") throws -> [String] {
    try translated(
      """
      words: {open: O, times: '\(words.isEmpty ? "{zone}" : words)'}
      sentences: {plain: P, hello: '\(sentences.isEmpty ? "{name}" : sentences)'}
      counted: {days: {one: '\(counted)', other: '{n}'}}
      """
    ).told
  }

  @Test func aGapThatATranslationMissesIsAWarning() throws {
    #expect(try gaps("Zeiten") == ["f:1:25: warning: \"times\" leaves out {zone}"])
    #expect(try gaps("", "Hallo") == ["f:2:30: warning: \"hello\" leaves out {name}"])
    #expect(try gaps("", "", "ein Tag") == [])
  }

  @Test func aGapThatIsNeverFilledIsAnError() throws {
    #expect(try gaps("", "{nam}") == ["f:2:30: \"hello\" has a gap that is never filled; its gaps are {name}"])
    #expect(try gaps("{zone} {x}") == ["f:1:25: \"times\" has a gap that is never filled; its gaps are {zone}"])
    #expect(try gaps("", "", "{m}") == ["f:3:23: \"one\" has a gap that is never filled; its gaps are {n}"])
    #expect(
      try translated(
        "words: {open: '{x}', times: '{zone}'}\nsentences: {plain: x, hello: '{name}'}\ncounted: {days: {other: '{n}'}}"
      ).told
        == ["f:1:15: \"open\" has a gap that is never filled; it has no gaps"])
  }

  @Test func aTextOfTheWrongKindIsAnErrorAndNotEnglishInSilence() throws {
    let told = try translated(
      "words: {open: [a], times: '{zone}'}\nsentences: {plain: {a: b}, hello: '{name}'}\ncounted: {days: x}"
    ).told
    #expect(
      told == [
        "f:1:15: \"open\" is a list, not text", "f:2:20: \"plain\" is a mapping, not text",
        "f:3:17: text stands where keys and values belong",
      ])
    #expect(read("words: [a]\n" + dates).told == ["f:1:8: a list stands where keys and values belong"])
  }

  // MARK: Plural forms

  @Test func eachNumberTakesTheFormOfItsLanguage() throws {
    let polish =
      "language: pl\ncounted:\n  days: {one: '{n} dzień', few: '{n} dni', many: '{n} dni.', other: '{n} dnia'}\n"
      + dates
    let strings = try #require(read(polish).strings)
    #expect(
      [1, 2, 5, 12, 22].map { strings.counted("days", $0) } == ["1 dzień", "2 dni", "5 dni.", "12 dni.", "22 dni"])
  }

  @Test func aFormThatIsNotThereIsOther() throws {
    let strings = try #require(read("language: pl\ncounted:\n  days: {other: 'x{n}'}\n" + dates).strings)
    #expect(strings.counted("days", 1) == "x1")
    #expect(strings.counted("days", 2) == "x2")
  }

  @Test func otherCannotBeLackingAndNoCategoryIsUnknown() {
    #expect(read("counted: {days: {one: a}}\n" + dates).told == ["f:1:17: \"days\" has no form \"other\""])
    #expect(
      read("counted: {days: {other: a, onee: b}}\n" + dates).told == [
        "f:1:28: unknown key \"onee\"; did you mean \"one\"?"
      ])
  }

  // MARK: The rest of the file

  @Test(arguments: ["", "# nothing", "~"]) func anEmptyFileHasNoStrings(text: String) {
    let result = read(text)
    #expect(result.strings == nil)
    #expect(result.told.count == 1)
  }

  @Test func directionIsLeftOrRight() throws {
    #expect(try #require(read("direction: rtl\n" + dates).strings).direction == "rtl")
    #expect(read("direction: up\n" + dates).told == ["f:1:12: \"direction\" is \"up\"; write ltr or rtl"])
  }

  @Test(arguments: [
    "months: [a]", "weekdays: [s, m]", "weekdays_short: []", "months_short: [x]",
    "date_with_weekday: '{weekday} {day} {month}'",
  ])
  func datesThatAreNotCompleteAreAnError(line: String) {
    let key = line.prefix { $0 != ":" } + ":"
    let kept = dates.split(separator: "\n").filter { !$0.contains("  " + key) }.joined(separator: "\n")
    let result = read(kept + "\n  " + line + "\n")
    #expect(result.strings == nil)
    #expect(result.told.count == 1)
    #expect(result.told.first?.contains("\"dates\" is not complete") == true)
  }

  /// A time never stands without its zone, and a gap that nothing fills is a hole in every page.
  @Test(arguments: [
    "moment: '{date}, {time}'", "moment: '{date} {tmie} ({zone})'", "range: '{date}, {from} ({zone})'", "range: ''",
    "date: '{day} {month}'", "date: '{day} {moon} {year}'", "date_short: '{month_short}'",
    "moment: '{date} {time} ({zone}) {year}'",
  ])
  func aPatternThatLacksAGapIsOneErrorAtItsLine(line: String) {
    let told = read(dates + "\n  " + line + "\n").told
    #expect(told.count == 1)
    #expect(
      told.first?.hasPrefix("f:5:") == true
        && told.first?.contains("has not the gaps that it needs; they are {d") == true)
  }

  @Test func aTableIsOfTheLanguageThatItsFileIsNamedAfter() throws {
    func language(_ file: String, _ text: String) throws -> String {
      var diagnostics = Diagnostics()
      return try #require(readStrings(Array((text + dates).utf8), file: file, into: &diagnostics)).language
    }
    #expect(try language("content/strings/de.yaml", "") == "de")
    #expect(try language("content/strings/pt-BR.yaml", "") == "pt-BR")
    #expect(try language("content/strings/de.yaml", "language: nl\n") == "nl")
    #expect(try language("my words.yaml", "") == "en")
    #expect(read("language: german\n" + dates).told == ["f:1:11: \"language\" is \"german\"; write it as en or pt-BR"])
  }
}
