/// The words allowed at each place of the command line, for shells; derived from the same table as the help.
struct CompletionTable {
  /// The kind of a value or an operand.
  enum Kind: Hashable {
    /// Any text; nothing is suggested.
    case text
    case file
    case folder
    case choices([String])
  }

  /// A possible next word, with its description.
  struct Word {
    var name: String
    var summary: String
  }

  let commands: [CommandSpec]

  /// Every beginning of a command, including `` and `session`, with its possible next words, sorted.
  var continuations: [(beginning: String, next: [Word])] {
    var all: [String: [String: String]] = [:]
    for command in commands {
      for length in command.words.indices {
        let beginning = command.words.prefix(length).joined(separator: " ")
        let isWhole = length == command.words.count - 1
        let word = command.words[length]
        if isWhole { all[beginning, default: [:]][word] = command.summary }
        if !isWhole, all[beginning]?[word] == nil { all[beginning, default: [:]][word] = "" }
      }
    }
    return all.sorted { $0.key < $1.key }.map { beginning, next in
      let words = next.sorted { $0.key < $1.key }.map { name, summary in
        // A group has no summary of its own; its members describe it.
        let inside = all[beginning.isEmpty ? name : "\(beginning) \(name)"]?.keys.sorted() ?? []
        return Word(name: name, summary: summary.isEmpty ? inside.joined(separator: ", ") : summary)
      }
      return (beginning, words)
    }
  }

  /// Names such as `--output` and `-o`.
  static func names(of option: OptionSpec) -> [String] {
    ["--" + option.long] + (option.short.map { ["-" + $0] } ?? [])
  }

  /// The kind of an option's value; nil for an option without one. FILE and DIR are paths wherever they occur in the
  /// help.
  static func kind(of option: OptionSpec) -> Kind? {
    option.value.map { kind(placeholder: $0, option.choices) }
  }

  static func kind(of operand: OperandSpec) -> Kind { kind(placeholder: operand.name, operand.choices) }

  private static func kind(placeholder: String, _ choices: [String]) -> Kind {
    if !choices.isEmpty { return .choices(choices) }
    switch placeholder {
    case "FILE": return .file
    case "DIR": return .folder
    default: return .text
    }
  }
}
