import Diagnostics

/// Parses a command line by the table of commands. Works on whole words; `--` ends the flags.
struct ArgumentParser {
  var commands: [CommandSpec]

  /// - Throws: a `Diagnostic` with exit code 2 and the nearest known name.
  func parse(_ arguments: [String]) throws(Diagnostic) -> Invocation {
    var words: [String] = []
    var rest: [String] = []
    var flags: [String] = []
    var index = 0
    // Global flags may precede the command's words.
    while index < arguments.count {
      let word = arguments[index]
      if word.utf8.first == UInt8(ascii: "-"), word.utf8.count > 1 {
        if words.isEmpty == false { break }
        flags.append(word)
        if let option = globalOption(word), option.value != nil, !word.utf8.contains(UInt8(ascii: "=")) {
          index += 1
          if index < arguments.count { flags.append(arguments[index]) }
        }
        index += 1
        continue
      }
      let longer = words + [word]
      guard commands.contains(where: { $0.words.starts(with: longer) }) else { break }
      words = longer
      index += 1
      if commands.contains(where: { $0.words == words }),
        !commands.contains(where: { $0.words.count > words.count && $0.words.starts(with: words) })
      {
        break
      }
    }
    rest = flags + arguments[index...]
    guard let command = commands.first(where: { $0.words == words }) else {
      let next = index < arguments.count ? arguments[index] : nil
      throw unknownCommand(words, next: next?.utf8.first == UInt8(ascii: "-") ? nil : next)
    }
    return try parse(rest, for: command)
  }

  private func parse(_ arguments: [String], for command: CommandSpec) throws(Diagnostic) -> Invocation {
    let options = command.options + globalOptions
    var invocation = Invocation(command: command)
    var index = 0
    var flagsEnded = false
    while index < arguments.count {
      let word = arguments[index]
      index += 1
      guard !flagsEnded, word.utf8.first == UInt8(ascii: "-"), word.utf8.count > 1 else {
        invocation.operands.append(word)
        continue
      }
      if word == "--" {
        flagsEnded = true
        continue
      }
      let (name, inline) = splitFlag(word)
      guard let option = options.first(where: { "--" + $0.long == name || $0.short.map { "-" + $0 } == name }) else {
        let near = nearestName(to: name, among: options.map { "--" + $0.long })
        throw usage(
          "unknown option \"\(name)\"", near.map { "did you mean \($0)?" } ?? "see almanac help \(command.name)")
      }
      guard option.value != nil else {
        if inline != nil { throw usage("--\(option.long) takes no value", "write --\(option.long) alone") }
        invocation.values[option.long] = []
        continue
      }
      guard let value = inline ?? (index < arguments.count ? arguments[index] : nil) else {
        throw usage("--\(option.long) needs a value", "write --\(option.long) \(option.value ?? "VALUE")")
      }
      if inline == nil { index += 1 }
      if invocation.values[option.long] != nil, !option.repeats {
        throw usage("--\(option.long) is given twice", "give it once")
      }
      invocation.values[option.long, default: []].append(value)
    }
    try checkOperands(of: invocation)
    return invocation
  }

  private func checkOperands(of invocation: Invocation) throws(Diagnostic) {
    let command = invocation.command
    if invocation.has("help") { return }
    for (index, word) in invocation.operands.enumerated() where word.isEmpty {
      guard let spec = index < command.operands.count ? command.operands[index] : command.operands.last else { break }
      if ["FILE", "DIR"].contains(spec.name) { throw usage("\(spec.name) is empty", "write a path") }
    }
    for option in command.options + globalOptions where ["FILE", "DIR"].contains(option.value) {
      if invocation.all(option.long).contains("") { throw usage("--\(option.long) is empty", "write a path") }
    }
    let needed = command.operands.filter { !$0.isOptional }
    if invocation.operands.count < needed.count {
      throw usage(
        "almanac \(command.name) needs \(needed[invocation.operands.count].name)", "see almanac help \(command.name)")
    }
    if invocation.operands.count > command.operands.count, command.operands.last?.repeats != true {
      throw usage(
        "unexpected argument \"\(invocation.operands[command.operands.count])\"", "see almanac help \(command.name)")
    }
  }

  private func globalOption(_ word: String) -> OptionSpec? {
    let name = splitFlag(word).name
    return globalOptions.first { "--" + $0.long == name || $0.short.map { "-" + $0 } == name }
  }

  /// Splits `--name=value`; for other words the value is nil.
  private func splitFlag(_ word: String) -> (name: String, value: String?) {
    guard word.utf8.starts(with: "--".utf8), let equals = word.utf8.firstIndex(of: UInt8(ascii: "=")) else {
      return (word, nil)
    }
    return (String(word[..<equals]), String(word[word.utf8.index(after: equals)...]))
  }

  private func unknownCommand(_ words: [String], next: String?) -> Diagnostic {
    let choices = commands.filter { $0.words.starts(with: words) && $0.words.count > words.count }
      .map { $0.words[words.count] }
    guard let next else {
      return usage(
        words.isEmpty ? "no command given" : "almanac \(words.joined(separator: " ")) needs one more word",
        "one of: " + unique(choices).joined(separator: ", "))
    }
    let near = likelyName(for: next, among: choices)
    return usage(
      "unknown command \"\((words + [next]).joined(separator: " "))\"",
      near.map { "did you mean \"\((words + [$0]).joined(separator: " "))\"?" } ?? "see almanac help")
  }

  private func unique(_ names: [String]) -> [String] { Array(Set(names)).sorted() }

  private func usage(_ message: String, _ remedy: String) -> Diagnostic {
    Diagnostic(message, remedy: remedy, exitCode: .usage)
  }
}

/// The first name that begins with the typed text, such as `import` for `imp`, otherwise the nearest one.
func likelyName(for typed: String, among names: [String]) -> String? {
  let begun = typed.utf8.count > 1 ? names.filter { $0.hasPrefix(typed.lowercased()) } : []
  return begun.min() ?? nearestName(to: typed, among: names)
}
