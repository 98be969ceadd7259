import Diagnostics
import Testing

@testable import almanac

struct ArgumentParserTests {
  static let parser = ArgumentParser(commands: [
    CommandSpec(
      words: ["slots"], summary: "", operands: [OperandSpec(name: "MENTOR", isOptional: true)],
      options: [OptionSpec("spec", value: "FILE", "a description")]
    ) { _, _ in 0 },
    CommandSpec(words: ["db", "dump"], summary: "") { _, _ in 0 },
    CommandSpec(words: ["db", "verify"], summary: "") { _, _ in 0 },
  ])

  @Test func flagsAndOperandsMayStandInAnyOrder() throws {
    let read = try Self.parser.parse(["-C", "site", "slots", "ada", "--spec=x.json", "--json"])
    #expect(read.command.name == "slots")
    #expect(read.operands == ["ada"])
    #expect(read.value("spec") == "x.json")
    #expect(read.value("directory") == "site")
    #expect(read.has("json"))
  }

  @Test func aDashAloneIsAValue() throws {
    #expect(try Self.parser.parse(["slots", "--spec", "-"]).value("spec") == "-")
  }

  @Test func wordsAfterTheDoubleDashAreOperands() throws {
    #expect(try Self.parser.parse(["slots", "--", "--spec"]).operands == ["--spec"])
  }

  @Test(arguments: [
    (["slot"], "unknown command \"slot\"", "did you mean \"slots\"?"),
    (["db", "dmup"], "unknown command \"db dmup\"", "did you mean \"db dump\"?"),
    (["db", "ver"], "unknown command \"db ver\"", "did you mean \"db verify\"?"),
    (["db"], "almanac db needs one more word", "one of: dump, verify"),
    (["slots", "--sepc", "x"], "unknown option \"--sepc\"", "did you mean --spec?"),
    (["slots", "--spec"], "--spec needs a value", "write --spec FILE"),
    (["slots", "--json=1"], "--json takes no value", "write --json alone"),
    (["slots", "--spec", "a", "--spec", "b"], "--spec is given twice", "give it once"),
    (["slots", "ada", "bob"], "unexpected argument \"bob\"", "see almanac help slots"),
    ([], "no command given", "one of: db, slots"),
  ])
  func aWrongLineIsRefusedWithItsRemedy(line: [String], message: String, remedy: String) {
    let refusal = #expect(throws: Diagnostic.self) { try Self.parser.parse(line) }
    #expect(refusal?.message == message)
    #expect(refusal?.remedy == remedy)
    #expect(refusal?.exitCode == .usage)
  }

  @Test func whatSomebodyBeganToTypeIsNearerThanWhatIsAsLong() {
    let names = Program.standard.commands.map(\.name)
    #expect(likelyName(for: "person imp", among: names) == "person import")
    #expect(likelyName(for: "sesion bok", among: names) == "session book")
    #expect(likelyName(for: "x", among: names) == nil)
  }
}
