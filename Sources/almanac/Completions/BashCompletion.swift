/// The completion script for bash.
func bashCompletion(of table: CompletionTable) -> String {
  """
  # bash completion for almanac \(programVersion), made from the program's own table of commands.
  # Load it with: source <(almanac completions bash)

  \(ShellFunctions(table: table, describes: false).text)
  _almanac() {
    local IFS=$' \\t\\n' choices= kind= command= place= option= value= prefix= current= word
    local -i index operands=0 closed=0 flags=1 helping=0 glue=0
    local -a line=()
    COMPREPLY=()
    # bash parts the line at = : and @ too; what was one word is one again.
    for ((index = 0; index <= COMP_CWORD; index++)); do
      word=${COMP_WORDS[index]-}
      if ((index)) && [[ $word =~ ^[=:@]+$ ]]; then
        line[-1]+=$word glue=1
      elif ((glue)) && [[ -n $word ]]; then
        line[-1]+=$word glue=0
      else
        line+=("$word") glue=0
      fi
    done
    current=${line[-1]}
    line=("${line[@]:1:${#line[@]}-2}")
  \(ShellFunctions.walk)  # Where bash parts the line at =, it completes what stands after it alone.
    if [[ $COMP_WORDBREAKS == *=* ]]; then prefix=; fi
    case $kind in
      words) mapfile -t COMPREPLY < <(compgen -P "$prefix" -W "$choices" -- "$value") ;;
      file) mapfile -t COMPREPLY < <(compgen -P "$prefix" -f -- "$value") ;;
      folder) mapfile -t COMPREPLY < <(compgen -P "$prefix" -d -- "$value") ;;
    esac
    if [[ $kind == file || $kind == folder ]]; then compopt -o filenames 2>/dev/null; fi
    return 0
  }

  complete -F _almanac almanac

  """
}
