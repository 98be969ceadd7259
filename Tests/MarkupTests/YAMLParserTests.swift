import Diagnostics
import Markup
import Testing

/// The node of a YAML text, and what is wrong with it.
private func parsed(_ bytes: [UInt8], firstLine: Int = 1) -> (node: YAMLNode?, told: [String]) {
  var diagnostics = Diagnostics()
  let node = parseYAML(bytes, file: "f", firstLine: firstLine, into: &diagnostics)
  return (node, lines(of: diagnostics))
}

private func told(_ text: String) -> [String] { parsed(Array(text.utf8)).told }

private func scalar(_ text: String, _ key: String) -> String? {
  guard case .mapping(let entries, _)? = parsed(Array(text.utf8)).node,
    case .scalar(let scalar)? = entries.first(where: { $0.key == key })?.value
  else { return nil }
  return scalar.text
}

@Suite struct YAMLParserTests {
  @Test(arguments: ["", "\n\n", "# only a comment\n", "---\n", "---\n...\n"])
  func anEmptyDocumentIsNothingAndNoError(text: String) {
    let result = parsed(Array(text.utf8))
    #expect(result.told == [])
    if case .scalar(let scalar)? = result.node { #expect(scalar.text == "") }
  }

  @Test func scalarsOfEveryStyleAreRead() {
    #expect(scalar("a: plain text", "a") == "plain text")
    #expect(scalar("a: 'it''s'", "a") == "it's")
    #expect(scalar(#"a: "tab\tquote\" \u00e9""#, "a") == "tab\tquote\" é")
    #expect(scalar("a: |\n  one\n  two\nb: 1", "a") == "one\ntwo\n")
    #expect(scalar("a: >-\n  one\n  two\n", "a") == "one two")
    #expect(scalar("\"\": x", "") == "x")
  }

  @Test func crlfIsALineEndLikeAnyOther() {
    #expect(scalar("a: 1\r\nb: 2\r\n", "a") == "1")
    #expect(
      told("a: 1\r\nb: 2\r\na: 3\r\n") == ["f:3:1: the key \"a\" is given twice; the first is in line 1; keep one"])
  }

  @Test func aByteOrderMarkIsNoPartOfTheFirstKey() {
    #expect(scalar("\u{FEFF}title: x", "title") == "x")
  }

  // MARK: Places

  @Test func placesCountOctetsAfterLettersOfMoreThanOne() throws {
    let text = "äö: \"ü\"\n日本: [x, &a y]"
    #expect(told(text) == ["f:2:13: an anchor (&) stands here; write the value out"])
  }

  /// libyaml ends lines at these, editors and this program only at line feeds.
  @Test(arguments: ["\u{2028}", "\u{2029}", "\u{85}", "\r"]) func otherLineEndsAreNoLinesOfTheFile(end: String) {
    let text = "a: \"x\(end) y\(end)  z\"\nb: &c 1\n"
    #expect(told(text) == ["f:2:4: an anchor (&) stands here; write the value out"])
    #expect(told("a: [\"x\(end) y\", &z 1]")[0].hasPrefix("f:1:\(12 + end.utf8.count):"))
  }

  @Test func placesOfFrontMatterCountFromTheFilesFirstLine() {
    #expect(
      parsed(Array("a: 1\na: 2".utf8), firstLine: 2).told == [
        "f:3:1: the key \"a\" is given twice; the first is in line 2; keep one"
      ])
  }

  @Test func whereABracketOpenedIsToldInTheLinesOfTheFile() {
    let told = parsed(Array("a: 1\nb: [1,\n2".utf8), firstLine: 2).told
    #expect(told.count == 1)
    #expect(told.first?.contains("while parsing a flow sequence from line 3") == true, "\(told)")
  }

  @Test func aScalarsPlaceHoldsItsLineAndLength() throws {
    let node = try #require(parsed(Array("a: 1\nwho: everybody here".utf8)).node)
    guard case .mapping(let entries, let place) = node, case .scalar(let scalar) = entries[1].value else {
      Issue.record("no mapping of scalars")
      return
    }
    #expect((place.line, place.column) == (1, 1))
    #expect((scalar.place.line, scalar.place.column, scalar.place.length) == (2, 6, 14))
    #expect(scalar.place.excerpt == "who: everybody here")
    #expect((entries[1].keyPlace.line, entries[1].keyPlace.column) == (2, 1))
  }

  // MARK: Refused

  @Test(arguments: [
    ("a: &x 1", "f:1:4: an anchor (&) stands here; write the value out"),
    ("a: &x [1]", "f:1:4: an anchor (&) stands here; write the value out"),
    ("&x a: 1", "f:1:1: an anchor (&) stands here; write the value out"),
    ("a: *x", "f:1:4: an alias (*) stands here; write the value out"),
    ("a: !!str 1", "f:1:4: a tag (!) stands here; leave it out"),
    ("a: !ruby/object {}", "f:1:4: a tag (!) stands here; leave it out"),
    ("a: 1\n---\nb: 2", "f:2:1: a second document begins; keep one in a file"),
    ("a: {b: 1, b: 2}", "f:1:11: the key \"b\" is given twice; the first is in line 1; keep one"),
    ("a: 1\n'a': 2", "f:2:1: the key \"a\" is given twice; the first is in line 1; keep one"),
    ("? [a]\n: 1", "f:1:3: a key must be a word, not a list or mapping"),
    ("*x : 1", "f:1:1: a key must be a word, not a list or mapping"),
    ("<<: *base", "f:1:5: an alias (*) stands here; write the value out"),
  ])
  func whatHasMisledReadersIsRefused(text: String, message: String) {
    #expect(told(text) == [message])
  }

  @Test(arguments: [
    "a:\n\tb: 1", "a: [1, 2", "a: \"open", "a: b: c", "a: 1\n b: 2", "a: 'x' y", "@a: 1", "a: `b`", "a: \"\\q\"",
    "a: {b: 1", "- a\nb: 1", "a: \u{1}", "%YAML 9.9\n---\na: 1", "a: |9x\n  b", "a: \"\\uD800\"",
  ])
  func brokenYAMLIsOneErrorWithPlaceAndRemedy(text: String) throws {
    let all = told(text)
    #expect(all.count == 1)
    let line = try #require(all.first)
    #expect(line.hasPrefix("f:"))
    #expect(line.contains("broken YAML: "))
    #expect(line.contains("check the indentation"))
  }

  @Test func aTabIsNamedWhereItStands() {
    #expect(told("a:\n\tb: 1")[0].hasPrefix("f:2:1: broken YAML: found character that cannot start any token"))
  }

  @Test(
    arguments: [[0xFF], [0x61, 0x3A, 0x20, 0xC3], [0xED, 0xA0, 0x80], [0xC0, 0xAF], [0xFE, 0xFF, 0x00, 0x61]]
      as [[UInt8]])
  func illFormedUTF8IsRefusedBeforeItIsRead(bytes: [UInt8]) {
    let result = parsed(bytes)
    #expect(result.node == nil)
    #expect(result.told == ["f: the file is no UTF-8 text; save it as UTF-8"])
  }

  @Test func aNULIsBrokenYAML() {
    #expect(told("a: x\u{0}y").count == 1)
    #expect(told("a: \"x\u{0}y\"").count == 1)
  }

  @Test(arguments: [
    (#"a: "x\0y""#, "f:1:4", "U+0000"), (#"a: ["\a"]"#, "f:1:5", "U+0007"), (#""k\x7F": 1"#, "f:1:1", "U+007F"),
  ])
  func anEscapeOfAControlCharacterIsRefused(text: String, place: String, code: String) {
    #expect(told(text) == ["\(place): the text holds \(code); write it without signs that cannot be seen"])
  }

  // MARK: Bombs

  @Test func aBillionLaughsEndsAtTheFirstAnchor() {
    var text = "a0: &a0 [lol]\n"
    for level in 1...30 { text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1), *a\(level - 1)]\n" }
    #expect(told(text) == ["f:1:5: an anchor (&) stands here; write the value out"])
  }

  @Test(arguments: ["[", "{a: ", "- ", "? "])
  func hugeNestingIsAnErrorAndNoOverflow(opening: String) {
    let all = told(String(repeating: opening, count: 20_000))
    #expect(all.count == 1)
    #expect(all[0].contains("nested more than 32 deep") || all[0].contains("a key must be a word"))
  }

  @Test func thirtyTwoLevelsAreReadAndOneMoreIsNot() {
    #expect(told(String(repeating: "[", count: 32) + String(repeating: "]", count: 32)) == [])
    #expect(told(String(repeating: "[", count: 33) + String(repeating: "]", count: 33)).count == 1)
  }

  @Test func aFilePastTheLimitIsNotRead() {
    let all = parsed([UInt8](repeating: UInt8(ascii: "#"), count: mostYAMLOctets + 1)).told
    #expect(all == ["f: the file has 1048577 octets, more than 1048576"])
    #expect(parsed([UInt8](repeating: UInt8(ascii: "#"), count: mostYAMLOctets)).told == [])
  }

  /// One line of many values: each has the line as its excerpt, and that line must be in memory once.
  @Test func manyValuesInOneLineAreReadWithTheirColumns() throws {
    let count = 150_000
    let node = try #require(
      parsed(Array(("é: [" + String(repeating: "b,", count: count) + "]").utf8)).node)
    guard case .mapping(let entries, _) = node, case .sequence(let items, _) = entries[0].value else {
      Issue.record("no list")
      return
    }
    #expect(items.count == count)
    #expect(items.last?.place.column == 6 + 2 * (count - 1))
  }
}
