/// One flag: `--name VALUE`, or a switch without a value.
struct OptionSpec: Sendable {
  var long: String
  var short: String?
  /// The placeholder of the value in the help, in capitals; nil for a switch.
  var value: String?
  var help: String
  /// Whether the flag may be given more than once.
  var repeats = false
  /// The allowed values, as the program writes them; empty if any text is allowed.
  var choices: [String]

  init(
    _ long: String, short: String? = nil, value: String? = nil, choices: [String] = [], repeats: Bool = false,
    _ help: String
  ) {
    self.long = long
    self.short = short
    self.value = value
    self.choices = choices
    self.help = help
    self.repeats = repeats
  }
}

/// One word of the command line that is not a flag.
struct OperandSpec: Sendable {
  var name: String
  var isOptional = false
  var repeats = false
  /// The allowed words; empty if any text is allowed.
  var choices: [String] = []
}

/// The raw values of an enumeration, for ``OptionSpec/choices``.
func choices<Kind: CaseIterable & RawRepresentable>(of kind: Kind.Type) -> [String] where Kind.RawValue == String {
  kind.allCases.map(\.rawValue)
}

/// One command: its words (`db dump`), its flags and operands, and its action.
struct CommandSpec: Sendable {
  var words: [String]
  var summary: String
  var operands: [OperandSpec] = []
  var options: [OptionSpec] = []
  var run: @Sendable (Invocation, ProcessEnvironment) throws -> Int32

  var name: String { words.joined(separator: " ") }
}

/// A parsed command line.
struct Invocation: Sendable {
  var command: CommandSpec
  var operands: [String] = []
  var values: [String: [String]] = [:]

  func has(_ long: String) -> Bool { values[long] != nil }
  func value(_ long: String) -> String? { values[long]?.last }
  func all(_ long: String) -> [String] { values[long] ?? [] }
}

/// Flags that every command accepts.
let globalOptions: [OptionSpec] = [
  OptionSpec("directory", short: "C", value: "DIR", "the programme's folder (default: here)"),
  OptionSpec("db", value: "FILE", "the record (default: almanac.db in the folder)"),
  OptionSpec("now", value: "TIME", "the one clock, RFC 3339 (default: SOURCE_DATE_EPOCH, else the system's)"),
  OptionSpec("json", "one stable JSON document on standard output, where the command has an answer to give"),
  OptionSpec("quiet", short: "q", "print errors and what was asked for, but not what was done"),
  OptionSpec("help", short: "h", "show this help"),
]
