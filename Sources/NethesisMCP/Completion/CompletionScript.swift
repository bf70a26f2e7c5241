/// The script that makes a shell ask this program for completions.
package struct CompletionScript: Sendable {
  /// The script.
  package let text: String
  /// The places for the script, in words.
  package let advice: String

  /// Makes the script of a shell.
  ///
  /// - Parameters:
  ///   - shell: The shell.
  ///   - program: The absolute path of this program, for when it is not on the PATH.
  package init(_ shell: CompletionShell, program: String) {
    text = Self.template(shell).replacing("@PROGRAM@", with: Self.quoted(program, for: shell))
    advice = Self.advice(shell)
  }

  /// Quotes a text as one word.
  private static func quoted(_ text: String, for shell: CompletionShell) -> String {
    guard shell == .fish else { return ShellWords.quoted(text) }
    return "'\(text.replacing("\\", with: "\\\\").replacing("'", with: "\\'"))'"
  }

  private static func template(_ shell: CompletionShell) -> String {
    switch shell {
    case .bash: bash
    case .zsh: zsh
    case .fish: fish
    }
  }

  /// The places where each shell finds the script.
  package static func advice(_ shell: CompletionShell) -> String {
    switch shell {
    case .bash:
      """
      bash, now and in new shells: put this line into ~/.bashrc
        source <(nethesis-mcp completions bash)
      or, with the package bash-completion, write the script where that looks:
        mkdir -p ~/.local/share/bash-completion/completions
        nethesis-mcp completions bash \\
            > ~/.local/share/bash-completion/completions/nethesis-mcp
      """
    case .zsh:
      """
      zsh: put this line into ~/.zshrc, behind compinit
        source <(nethesis-mcp completions zsh)
      or write the script into a folder of fpath, before compinit runs:
        mkdir -p ~/.zfunc
        nethesis-mcp completions zsh > ~/.zfunc/_nethesis-mcp
        (in ~/.zshrc: fpath=(~/.zfunc $fpath); autoload -Uz compinit; compinit)
      """
    case .fish:
      """
      fish: write the script where fish looks for it
        mkdir -p ~/.config/fish/completions
        nethesis-mcp completions fish > ~/.config/fish/completions/nethesis-mcp.fish
      """
    }
  }

  private static let bash = """
    # Completion of nethesis-mcp for bash, made by: nethesis-mcp completions bash
    _nethesis_mcp() {
      local program line=${COMP_LINE-} path kind
      local -a lines
      COMPREPLY=()
      program=$(type -P nethesis-mcp) || program=@PROGRAM@
      mapfile -t lines < <("$program" complete bash "$COMP_CWORD" "${line:0:${COMP_POINT:-0}}" "${COMP_WORDS[@]}" \\
        </dev/null 2>/dev/null)
      ((${#lines[@]} >= 4)) || return 0
      if [[ ${lines[1]} == open ]]; then compopt -o nospace 2>/dev/null; fi
      COMPREPLY=("${lines[@]:4}")
      case ${lines[0]} in
        files) kind=-f ;;
        folders) kind=-d ;;
        *) return 0 ;;
      esac
      compopt -o filenames 2>/dev/null
      while IFS= read -r path; do
        COMPREPLY+=("${path:lines[2]}")
      done < <(compgen "$kind" -- "${lines[3]}" 2>/dev/null)
      return 0
    }
    complete -F _nethesis_mcp nethesis-mcp

    """

  private static let zsh = """
    #compdef nethesis-mcp
    # Completion of nethesis-mcp for zsh, made by: nethesis-mcp completions zsh
    _nethesis_mcp() {
      local program line text
      local -a lines texts shown open_texts open_shown
      program=$(whence -p nethesis-mcp) || program=@PROGRAM@
      lines=("${(@f)$("$program" complete zsh "${(@)words[2,CURRENT-1]}" "${words[CURRENT]%"$SUFFIX"}" \\
        </dev/null 2>/dev/null)}")
      (( $#lines >= 3 )) || return 1
      for line in "${(@)lines[4,-1]}"; do
        text=${${line[2,-1]}%%$'\\t'*}
        [[ -n $text ]] || continue
        if [[ $line == +* ]]; then
          open_texts+=("$text")
          open_shown+=("${${line[2,-1]}/$'\\t'/  -- }")
        else
          texts+=("$text")
          shown+=("${${line[2,-1]}/$'\\t'/  -- }")
        fi
      done
      local result=1
      (( $#texts )) && compadd -l -d shown -a texts && result=0
      (( $#open_texts )) && compadd -l -S '' -d open_shown -a open_texts && result=0
      case $lines[1] in
        files|folders)
          [[ -z $lines[2] ]] || compset -P "${(b)lines[2]}"
          if [[ $lines[1] == files ]]; then _files && result=0; else _files -/ && result=0; fi
          ;;
      esac
      return result
    }
    if [[ ${funcstack[1]-} == _nethesis(_|-)mcp ]]; then
      _nethesis_mcp "$@"
    elif (( ${+functions[compdef]} )); then
      compdef _nethesis_mcp nethesis-mcp
    fi

    """

  private static let fish = """
    # Completion of nethesis-mcp for fish, made by: nethesis-mcp completions fish
    function __nethesis_mcp_complete
        set -l program (command -s nethesis-mcp)
        test -n "$program"; or set program @PROGRAM@
        set -l words (commandline -opc)
        set -e words[1]
        set -l current (commandline -ct)
        set -l lines ($program complete fish $words "$current" </dev/null 2>/dev/null)
        test (count $lines) -ge 3; or return
        if test (count $lines) -gt 3
            string sub -s 2 -- $lines[4..-1]
        end
        switch $lines[1]
            case files
                for path in (__fish_complete_path "$lines[3]")
                    printf '%s%s\\n' "$lines[2]" $path
                end
            case folders
                for path in (__fish_complete_directories "$lines[3]" "")
                    printf '%s%s\\n' "$lines[2]" $path
                end
        end
    end
    complete -c nethesis-mcp -f -a '(__nethesis_mcp_complete)'

    """
}
