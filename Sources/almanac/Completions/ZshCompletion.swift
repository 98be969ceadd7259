/// The completion script for zsh.
func zshCompletion(of table: CompletionTable) -> String {
  """
  #compdef almanac
  # zsh completion for almanac \(programVersion), made from the program's own table of commands.
  # Put it into a folder of $fpath as _almanac, or load it after compinit with: source <(almanac completions zsh)

  \(ShellFunctions(table: table, describes: true).text)
  _almanac() {
    local choices= kind= command= place= option= value= prefix= current= word
    local -i operands=0 closed=0 flags=1 helping=0
    local -a line=() entries=()
    if ((CURRENT > 2)); then line=("${(@Q)words[2,CURRENT-1]}"); fi
    current=${(Q)words[CURRENT]}
  \(ShellFunctions.walk)  if [[ -n $prefix ]]; then compset -P '*='; fi
    case $kind in
      words)
        if ((${#entries})); then
          _describe -t commands 'almanac' entries
        else
          compadd -- ${=choices}
        fi
        ;;
      file) _files ;;
      folder) _files -/ ;;
      text) _message 'text' ;;
    esac
  }

  if [[ ${funcstack[1]} == _almanac ]]; then
    _almanac "$@"
  else
    compdef _almanac almanac
  fi

  """
}
