/// The help of the whole program: one line per command, and one per chapter of the handbook.
func overview(of commands: [CommandSpec], chapters: [String] = []) -> String {
  let width = commands.map { $0.name.utf8.count }.max() ?? 0
  var text = "almanac: a static site, calendar feeds and meeting pages for a mentoring programme\n\n"
  text += "usage: almanac COMMAND [OPTIONS]\n\ncommands:\n"
  for command in commands {
    text += "  " + padded(command.name, to: width) + "  " + command.summary + "\n"
  }
  if !chapters.isEmpty { text += "\nchapters of the handbook:\n" }
  for name in chapters { text += "  " + padded(name, to: width) + "  " + handbookTitle(name) + "\n" }
  return text + "\noptions of every command:\n" + lines(for: globalOptions)
    + "\nalmanac help COMMAND says more about one of them\(chapters.isEmpty ? "" : ", almanac help CHAPTER prints a chapter").\n"
}

/// The help of one command.
func help(for command: CommandSpec) -> String {
  var line = "usage: almanac \(command.name)"
  for operand in command.operands {
    let name = operand.name + (operand.repeats ? "…" : "")
    line += operand.isOptional ? " [\(name)]" : " \(name)"
  }
  var text = line + (command.options.isEmpty ? "" : " [OPTIONS]") + "\n\n" + command.summary + "\n"
  if !command.options.isEmpty { text += "\noptions:\n" + lines(for: command.options) }
  return text + "\noptions of every command:\n" + lines(for: globalOptions)
}

private func lines(for options: [OptionSpec]) -> String {
  let heads = options.map { option in
    (option.short.map { "-\($0), " } ?? "    ") + "--\(option.long)" + (option.value.map { " \($0)" } ?? "")
  }
  let width = heads.map { $0.utf8.count }.max() ?? 0
  return zip(heads, options).map { "  " + padded($0, to: width) + "  " + $1.help + "\n" }.joined()
}

private func padded(_ text: String, to width: Int) -> String {
  text + String(repeating: " ", count: max(0, width - text.utf8.count))
}
