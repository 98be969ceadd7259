import Diagnostics

private let shells: [(name: String, script: @Sendable (CompletionTable) -> String)] = [
  ("bash", bashCompletion), ("zsh", zshCompletion), ("fish", fishCompletion),
]

let completionsCommand = CommandSpec(
  words: ["completions"], summary: "print a script that completes almanac's commands and options in a shell",
  operands: [OperandSpec(name: "SHELL", choices: shells.map(\.name))]
) { invocation, process in
  let name = invocation.operands.first ?? ""
  guard let shell = shells.first(where: { $0.name == name }) else {
    throw Diagnostic("no completions for \"\(name)\"", remedy: "write bash, zsh or fish")
  }
  process.console.print(shell.script(CompletionTable(commands: Program.standard.commands)))
  return 0
}
