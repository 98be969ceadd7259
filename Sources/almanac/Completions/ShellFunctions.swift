/// The parts of a completion script that bash and zsh share: tables as `case`, and the walk along the line.
///
/// The functions return results in the variables `choices` (words separated by spaces), `kind` and, for zsh, `entries`
/// (`word:description`), which the caller declares.
struct ShellFunctions {
  let table: CompletionTable
  /// Whether the script shows a description of each word.
  let describes: Bool

  private var clear: String { describes ? "choices= entries=()" : "choices=" }

  var text: String {
    """
    # The words that go on from a beginning of a command.
    _almanac_next() {
      \(clear)
      case $1 in
    \(continuations)  esac
    }

    # The options of a command.
    _almanac_options() {
      \(clear)
      case $1 in
    \(options)  esac
      choices+='\(globalOptions.flatMap(CompletionTable.names).map { " " + $0 }.joined())'
    \(describes ? "  entries+=(\(globalOptions.map(entries).joined(separator: " ")))\n" : "")}

    # The chapters of the handbook, beside what is there.
    _almanac_chapters() {
      choices+=' \(handbookChapters.joined(separator: " "))'
    \(describes ? "  entries+=(\(handbookChapters.map { entry($0, handbookTitle($0)) }.joined(separator: " ")))\n" : "")}

    # What the value of an option is: $1 is the command and the option. Fails for an option without a value.
    _almanac_value() {
      \(clear)
      case $1 in
    \(values)    *) return 1 ;;
      esac
    }

    # What an operand is: $1 is the command and how many operands stand before it.
    _almanac_operand() {
      \(clear) kind=text
      case $1 in
    \(operands)  esac
    }

    """
  }

  /// Reads `line`, the words before the one to complete, and `current`, that word. Sets `kind`, `choices`, `value` (the
  /// part of the word to complete) and `prefix` (the text before that part).
  static let walk = """
      for word in "${line[@]}"; do
        if [[ -n $option ]]; then option=; continue; fi
        if ((flags)) && [[ $word == -- ]]; then flags=0 closed=1; continue; fi
        if ((flags)) && [[ $word == -?* ]]; then
          if [[ -n $command ]]; then closed=1; fi
          if [[ $word != *=* ]] && _almanac_value "$command $word"; then option=$word; fi
          continue
        fi
        if ((!closed)); then
          if [[ -z $command && $word == help ]] && ((!helping)); then helping=1; continue; fi
          _almanac_next "$command"
          if [[ " $choices " == *" $word "* ]]; then command=${command:+$command }$word; continue; fi
          closed=1
        fi
        operands=$((operands + 1))
      done
      if ((helping)); then place=help; else place=$command; fi
      value=$current kind=text
      if [[ -n $option ]]; then
        _almanac_value "$command $option"
      elif ((flags)) && [[ $current == --*=* ]]; then
        value=${current#*=} prefix=${current%%=*}=
        _almanac_value "$place ${current%%=*}" || kind=text
      elif ((flags)) && [[ $current == -* ]]; then
        _almanac_options "$place"
        kind=words
      else
        choices=
        if ((!closed)); then _almanac_next "$command"; fi
        if ((helping && !closed)) && [[ -z $command ]]; then _almanac_chapters; fi
        if [[ -n $choices ]]; then kind=words; elif ((!helping)); then _almanac_operand "$command $operands"; fi
      fi

    """

  // MARK: Tables

  private var continuations: String {
    table.continuations.map { beginning, next in
      let names = next.map(\.name).joined(separator: " ")
      let shown = next.map { entry($0.name, $0.summary) }.joined(separator: " ")
      return "    \(quoted(beginning))) choices=\(quoted(names))\(describes ? " entries=(\(shown))" : "") ;;\n"
    }.joined()
  }

  private var options: String {
    table.commands.filter { !$0.options.isEmpty }.sorted { $0.name < $1.name }.map { command in
      let names = command.options.flatMap(CompletionTable.names).joined(separator: " ")
      let shown = command.options.map(entries).joined(separator: " ")
      return "    \(quoted(command.name))) choices=\(quoted(names))\(describes ? " entries=(\(shown))" : "") ;;\n"
    }.joined()
  }

  private var values: String {
    var patterns: [CompletionTable.Kind: [String]] = [:]
    for command in table.commands.sorted(by: { $0.name < $1.name }) {
      for option in command.options {
        guard let kind = CompletionTable.kind(of: option) else { continue }
        patterns[kind, default: []] += CompletionTable.names(of: option).map { quoted("\(command.name) \($0)") }
      }
    }
    for option in globalOptions {
      guard let kind = CompletionTable.kind(of: option) else { continue }
      patterns[kind, default: []] += CompletionTable.names(of: option).map { "*" + quoted(" " + $0) }
    }
    return lines(patterns)
  }

  private var operands: String {
    var patterns: [CompletionTable.Kind: [String]] = [:]
    for command in table.commands.sorted(by: { $0.name < $1.name }) {
      for (index, operand) in command.operands.enumerated() {
        let kind = CompletionTable.kind(of: operand)
        if kind == .text { continue }
        let pattern = operand.repeats ? quoted("\(command.name) ") + "*" : quoted("\(command.name) \(index)")
        patterns[kind, default: []].append(pattern)
      }
    }
    return lines(patterns)
  }

  private func lines(_ patterns: [CompletionTable.Kind: [String]]) -> String {
    patterns.map { kind, all in "    \(all.joined(separator: "|"))) \(assignment(of: kind)) ;;\n" }.sorted().joined()
  }

  private func assignment(of kind: CompletionTable.Kind) -> String {
    switch kind {
    case .text: "kind=text"
    case .file: "kind=file"
    case .folder: "kind=folder"
    case .choices(let words): "kind=words choices=\(quoted(words.joined(separator: " ")))"
    }
  }

  // MARK: Words

  private func entries(_ option: OptionSpec) -> String {
    CompletionTable.names(of: option).map { entry($0, option.help) }.joined(separator: " ")
  }

  /// A quoted `word:description`; a colon in the word itself would end the word.
  private func entry(_ name: String, _ summary: String) -> String {
    quoted(replaced(name, ":", by: "\\:") + ":" + summary)
  }
}

/// A word in single quotes, as read by POSIX shells, zsh and bash.
func quoted(_ text: String) -> String { "'" + replaced(text, "'", by: "'\\''") + "'" }

func replaced(_ text: String, _ character: Character, by other: String) -> String {
  text.split(separator: character, omittingEmptySubsequences: false).joined(separator: other)
}
