/// The completion script for fish.
func fishCompletion(of table: CompletionTable) -> String {
  let continuations = table.continuations
  let beginnings = continuations.flatMap { beginning, next in
    next.map { beginning.isEmpty ? $0.name : "\(beginning) \($0.name)" }
  }
  let valued = globalOptions.filter { $0.value != nil }.flatMap(CompletionTable.names)
  var script = """
    # fish completion for almanac \(programVersion), made from the program's own table of commands.
    # Put it into ~/.config/fish/completions/almanac.fish, or load it with: almanac completions fish | source

    # The words of the command that stand on the line before the one that is completed.
    function __almanac_command
      set -l command
      set -l skips 0
      set -l words (commandline -opc)
      set -e words[1]
      for word in $words
        if test $skips -eq 1
          set skips 0
          continue
        end
        switch $word
          case '-*'
            if test -n "$command"
              break
            end
            if contains -- $word \(valued.joined(separator: " "))
              set skips 1
            end
          case '*'
            set -l longer (string trim -- "$command $word")
            if contains -- (string replace -r '^help (?=.)' '' -- $longer) \(beginnings.map(quotedForFish).joined(separator: " "))
              set command $longer
            else
              break
            end
        end
      end
      echo $command
    end

    function __almanac_is
      set -l command (__almanac_command)
      test "$command" = "$argv[1]"
    end

    # The words after help go on like a command's.
    function __almanac_goes_on
      set -l command (__almanac_command | string replace -r '^help( |$)' '')
      test "$command" = "$argv[1]"
    end

    complete -c almanac -f

    """
  for (beginning, next) in continuations {
    let condition = quotedForFish("__almanac_goes_on \(quotedForFish(beginning))")
    for word in next {
      script +=
        "complete -c almanac -n \(condition) -a \(quotedForFish(word.name)) -d \(quotedForFish(word.summary))\n"
    }
  }
  for name in handbookChapters {
    script += "complete -c almanac -n '__almanac_is help' -a \(name) -d \(quotedForFish(handbookTitle(name)))\n"
  }
  for command in table.commands.sorted(by: { $0.name < $1.name }) {
    let condition = quotedForFish("__almanac_is \(quotedForFish(command.name))")
    for operand in command.operands {
      let argument = fishArgument(of: CompletionTable.kind(of: operand))
      if !argument.isEmpty { script += "complete -c almanac -n \(condition) \(argument)\n" }
    }
    for option in command.options { script += "complete -c almanac -n \(condition) \(fishOption(option))\n" }
  }
  for option in globalOptions { script += "complete -c almanac \(fishOption(option))\n" }
  return script
}

private func fishOption(_ option: OptionSpec) -> String {
  var text = "-l \(option.long)"
  if let short = option.short { text += " -s \(short)" }
  if let kind = CompletionTable.kind(of: option) {
    let argument = fishArgument(of: kind)
    text += kind == .file ? " -r -F" : argument.isEmpty ? " -x" : " -x \(argument)"
  }
  return text + " -d \(quotedForFish(option.help))"
}

private func fishArgument(of kind: CompletionTable.Kind) -> String {
  switch kind {
  case .text: ""
  case .file: "-F"
  case .folder: "-a '(__fish_complete_directories)'"
  case .choices(let words): "-a \(quotedForFish(words.joined(separator: " ")))"
  }
}

/// Quotes a text for fish: within single quotes, a backslash escapes a quote and itself.
private func quotedForFish(_ text: String) -> String {
  "'" + replaced(replaced(text, "\\", by: "\\\\"), "'", by: "\\'") + "'"
}
