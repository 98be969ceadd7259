import Diagnostics
import Markup
import Testing

private enum Colour: String, CaseIterable { case red, green, blue }

/// Runs a schema on a text.
///
/// - Returns: what the schema read, and everything wrong.
private func read<Value>(_ text: String, _ schema: (inout YAMLMapping) -> Value) throws -> (
  value: Value, told: [String]
) {
  var diagnostics = Diagnostics()
  let node = parseYAML(Array(text.utf8), file: "f", into: &diagnostics)
  try #require(!diagnostics.hasErrors)
  var keys = node.map { YAMLMapping($0) } ?? YAMLMapping()
  let value = schema(&keys)
  return (value, lines(of: keys.finish()))
}

@Suite struct YAMLMappingTests {
  @Test func anUnknownKeyIsToldWithTheNearestName() throws {
    let result = try read("title: x\ntopix: [a]\n") { keys in
      _ = keys.text("title")
      return keys.texts("topics")
    }
    #expect(result.value == nil)
    #expect(result.told == ["f:2:1: unknown key \"topix\"; did you mean \"topics\"?"])
  }

  @Test func anUnknownKeyWithNothingNearGetsTheKnownOnes() throws {
    let result = try read("zzzzzz: 1") { keys in (keys.text("b"), keys.text("a")) }
    #expect(result.told == ["f:1:1: unknown key \"zzzzzz\"; known here: a, b"])
  }

  @Test func everyUnknownKeyIsToldInTheOrderOfTheFile() throws {
    let result = try read("z: 1\ny: 2\nx: 3") { _ in 0 }
    #expect(result.told == ["f:1:1: unknown key \"z\"", "f:2:1: unknown key \"y\"", "f:3:1: unknown key \"x\""])
  }

  @Test func theUnderlineIsAsLongAsTheKey() throws {
    var diagnostics = Diagnostics()
    let node = try #require(parseYAML(Array("größe: 1".utf8), file: "f", into: &diagnostics))
    let found = YAMLMapping(node).finish().all
    #expect(found.first?.place?.length == 7)
    #expect(found.first?.place?.excerpt == "größe: 1")
  }

  // MARK: Kinds

  @Test(arguments: [
    ("a: [1]", "f:1:4: \"a\" is a list, not text"), ("a:\n  b: 1", "f:2:3: \"a\" is a mapping, not text"),
  ])
  func aValueOfTheWrongKindIsAnErrorAtItsPlace(text: String, message: String) throws {
    let result = try read(text) { $0.text("a") }
    #expect(result.value == nil)
    #expect(result.told == [message])
  }

  @Test(arguments: ["just text", "[a, b]"]) func aDocumentThatIsNoMappingIsAnError(text: String) throws {
    let result = try read(text) { $0.text("a") }
    #expect(result.told.count == 1)
    #expect(result.told[0].hasSuffix("stands where keys and values belong"))
  }

  @Test(arguments: ["a:", "a: ~", "a: null", "a: NULL", "b: 1"]) func nothingIsNilAndNoError(text: String) throws {
    let result = try read(text) { keys in
      _ = keys.text("b")
      return (
        keys.text("a"), keys.integer("a", in: 0...1), keys.flag("a"), keys.texts("a"), keys.list("a")
      )
    }
    #expect(result.value.0 == nil && result.value.1 == nil && result.value.2 == nil)
    #expect(result.value.3 == nil && result.value.4 == nil)
    #expect(result.told == [])
  }

  @Test func aQuotedNothingIsText() throws {
    #expect(try read("a: \"~\"") { $0.text("a") }.value == "~")
    #expect(try read("a: ''") { $0.text("a") }.value == "")
  }

  @Test(
    arguments: [
      "10": nil, "0": 0, "9": 9, "-1": nil, "3.0": nil, "1e1": nil, "0x1": nil, "1_0": nil, "[1]": nil, "\"5\"": 5,
      "99999999999999999999999": nil, "\"\"": nil, "\" 5\"": nil, "٣": nil,
    ] as [String: Int?])
  func aNumberIsWholeAndInRange(text: String, number: Int?) throws {
    let result = try read("a: \(text)") { $0.integer("a", in: 0...9) }
    #expect(result.value == number)
    #expect(result.told.count == (number == nil ? 1 : 0))
    if number == nil, text != "[1]" { #expect(result.told[0].hasSuffix("write a whole number from 0 to 9")) }
  }

  @Test(
    arguments: [
      "yes": true, "Yes": true, "TRUE": true, "on": true, "no": false, "Off": false, "false": false, "1": nil, "y": nil,
      "\"\"": nil, "ja": nil,
    ] as [String: Bool?])
  func aFlagIsYesOrNo(text: String, flag: Bool?) throws {
    let result = try read("a: \(text)") { $0.flag("a") }
    #expect(result.value == flag)
    #expect(result.told.count == (flag == nil ? 1 : 0))
  }

  @Test func aChoiceNamesTheNearestAndAll() throws {
    #expect(try read("a: green") { $0.choice("a", Colour.self) }.value == .green)
    let result = try read("x: 1\na: gren") { keys in
      _ = keys.text("x")
      return keys.choice("a", Colour.self)
    }
    #expect(result.told == ["f:2:4: \"a\" is \"gren\"; did you mean \"green\"? it is one of: red, green, blue"])
    #expect(try read("a: Green") { $0.choice("a", Colour.self) }.value == nil)
  }

  @Test func oneTextIsAListOfOneAndOtherKindsInAListAreEachAnError() throws {
    #expect(try read("a: x") { $0.texts("a") }.value == ["x"])
    let result = try read("a: [x, [y], {z: 1}, w]") { $0.texts("a") }
    #expect(result.value == ["x", "w"])
    #expect(result.told == ["f:1:8: a list stands in \"a\", not text", "f:1:13: a mapping stands in \"a\", not text"])
    #expect(try read("a: {b: 1}") { $0.texts("a") }.told == ["f:1:4: \"a\" is a mapping, not a list"])
    #expect(try read("a: x") { $0.list("a") }.told == ["f:1:4: \"a\" is text, not a list"])
  }

  // MARK: Mappings below

  @Test func errorsBelowAreToldWithTheirOwnPlaces() throws {
    let result = try read("policy:\n  step: x\n  notise: 5\n") { keys in
      var inner = keys.mapping("policy")
      let step = inner.integer("step", in: 1...9)
      _ = inner.integer("notice", in: 1...9)
      keys.close(inner)
      return step
    }
    #expect(
      result.told == [
        "f:2:9: \"step\" is \"x\"; write a whole number from 1 to 9",
        "f:3:3: unknown key \"notise\"; did you mean \"notice\"?",
      ])
  }

  @Test func aMappingThatIsNotThereHasNoKeysAndNoErrors() throws {
    let result = try read("a: 1") { keys in
      _ = keys.text("a")
      var inner = keys.mapping("policy")
      let step = inner.integer("step", in: 1...9)
      keys.close(inner)
      return step
    }
    #expect(result.value == nil)
    #expect(result.told == [])
  }

  @Test func aListWhereAMappingBelongsIsOneError() throws {
    let result = try read("policy: [1, 2]") { keys in
      var inner = keys.mapping("policy")
      _ = inner.integer("step", in: 1...9)
      keys.close(inner)
    }
    #expect(result.told == ["f:1:9: a list stands where keys and values belong"])
  }

  /// Of settings and front matter alike: such a text is a title or a name, and turns what stands around it.
  @Test func aTextThatTurnsItsSurroundingsIsRefused() throws {
    let text = "title: \"a\\u202e\"\ntags: [x, \"b\\u2028\"]\n"
    let remedy = "write it without signs that cannot be seen"
    let result = try read(text) { keys in (keys.text("title"), keys.texts("tags")) }
    #expect(result.value.0 == nil && result.value.1 == ["x"])
    #expect(
      result.told == ["f:1:8: \"title\" holds U+202E; \(remedy)", "f:2:11: \"tags\" holds U+2028; \(remedy)"])
    let words = try read("words: {a: \"a\\u2067\"}\n") { keys in
      keys.allowsTurns = true
      var inner = keys.mapping("words")
      defer { keys.close(inner) }
      return inner.text("a")
    }
    #expect(words.value == "a\u{2067}" && words.told == [])
  }
}
