import CivilTime
import Diagnostics

let helpCommand: CommandSpec = CommandSpec(
  words: ["help"], summary: "show the commands and the handbook, or one command or chapter",
  operands: [OperandSpec(name: "COMMAND|CHAPTER", isOptional: true, repeats: true)]
) { invocation, process in
  let commands = Program.standard.commands
  if invocation.operands.isEmpty {
    process.console.print(overview(of: commands, chapters: handbookChapters))
    return 0
  }
  if invocation.operands.count == 1, let chapter = handbookChapter(invocation.operands[0]) {
    process.console.print(chapter)
    return 0
  }
  let group = commands.filter {
    $0.words.count > invocation.operands.count && $0.words.starts(with: invocation.operands)
  }
  if !group.isEmpty {
    process.console.print(overview(of: group))
    return 0
  }
  guard let command = commands.first(where: { $0.words == invocation.operands }) else {
    let typed = invocation.operands.joined(separator: " ")
    let groups = commands.compactMap { $0.words.count > 1 ? $0.words[0] : nil }
    let near = likelyName(for: typed, among: groups + commands.map(\.name) + handbookChapters)
    throw Diagnostic(
      "no command and no chapter \"\(visible(typed))\"",
      remedy: near.map { "did you mean \"\($0)\"?" } ?? "see almanac help",
      exitCode: .usage)
  }
  process.console.print(help(for: command))
  return 0
}

let versionCommand: CommandSpec = CommandSpec(
  words: ["version"], summary: "show the versions of the program and of the time zone rules"
) { invocation, process in
  let zones = process.zones(for: invocation)
  process.console.print(
    "almanac \(programVersion)\ntime zone rules \(zones.version ?? "without a version"), \(visible(zones.path))\n")
  return 0
}
