/// The script of the archive, which installs, updates and removes the program below a prefix.
enum InstallScript {
  static func text(_ release: Release) -> String {
    """
    #!/bin/sh
    # Installs \(Facts.name) \(release.facts.version) for the user who runs it. It needs no root.
    #   ./install [--prefix DIR]              below ~/.local, or DIR; also updates what is there
    #   ./install --uninstall [--prefix DIR]  removes what it installed, and nothing else
    set -eu
    prefix=$HOME/.local
    action=install
    usage() {
      echo "Usage: install [--uninstall] [--prefix DIR]" >&2
      exit 2
    }
    while [ $# -gt 0 ]; do
      case $1 in
        --prefix) [ $# -ge 2 ] || usage; prefix=$2; shift ;;
        --prefix=*) prefix=${1#--prefix=} ;;
        --uninstall) action=uninstall ;;
        *) usage ;;
      esac
      shift
    done
    case $prefix in
      /*) ;;
      *) echo "--prefix: $prefix is no absolute path" >&2; exit 2 ;;
    esac
    list=$prefix/share/\(Facts.name)/installed

    # Removes the files of the list, and the folders that are empty without them.
    remove() {
      [ -f "$list" ] || return 0
      while IFS= read -r file; do
        case $file in
          ''|/*|*..*) continue ;;
        esac
        rm -f -- "$prefix/$file"
        folder=$(dirname -- "$file")
        while [ "$folder" != . ] && rmdir -- "$prefix/$folder" 2>/dev/null; do folder=$(dirname -- "$folder"); done
      done <"$list"
      rm -f -- "$list"
      rmdir -- "$prefix/share/\(Facts.name)" "$prefix/share" 2>/dev/null || true
    }

    if [ $action = uninstall ]; then
      if [ ! -f "$list" ]; then
        echo "There is no $list: nothing was installed by this script below $prefix." >&2
        exit 1
      fi
      remove
      echo "Removed \(Facts.name) from $prefix. Sessions and entries in clients stay."
      exit 0
    fi

    here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
    machine=$(uname -m)
    if [ "$(uname -s)" != Linux ] || [ "$machine" != \(release.architecture.uname) ]; then
      echo "This archive is for Linux on \(release.architecture.uname), and this is $(uname -s) on $machine." >&2
      exit 1
    fi
    if ! "$here/bin/\(Facts.name)" --version >/dev/null; then
      echo "The program does not start here: it needs glibc \(Facts.newestGlibc) or newer and libstdc++." >&2
      exit 1
    fi
    new=$(mktemp)
    trap 'rm -f -- "$new"' EXIT
    # Puts standard input in place as a whole, so that a running program is left alone.
    place() {
      mkdir -p -- "$prefix/$(dirname -- "$1")"
      cat >"$prefix/$1.new"
      chmod "$2" "$prefix/$1.new"
      mv -f -- "$prefix/$1.new" "$prefix/$1"
      echo "$1" >>"$new"
    }
    place bin/\(Facts.name) 755 <"$here/bin/\(Facts.name)"
    for page in "$here"/share/man/man1/*; do place "share/man/man1/${page##*/}" 644 <"$page"; done
    program=$prefix/bin/\(Facts.name)
    "$program" completions bash | place share/bash-completion/completions/\(Facts.name) 644
    "$program" completions zsh | place share/zsh/site-functions/_\(Facts.name) 644
    "$program" completions fish | place share/fish/vendor_completions.d/\(Facts.name).fish 644
    # systemd takes quotes and backslashes of a path as C does, and %% for a percent sign.
    word=$(printf %s "$program" | sed 's/[\\\\"]/\\\\&/g; s/%/%%/g')
    quoted=$(printf %s "$word" | sed 's/[\\\\&|]/\\\\&/g')
    sed "s|^ExecStart=[^ ]*|ExecStart=\\"$quoted\\"|" "$here/share/systemd/user/\(Facts.name).service" |
      place share/systemd/user/\(Facts.name).service 644
    place share/systemd/user/\(Facts.name).socket 644 <"$here/share/systemd/user/\(Facts.name).socket"
    # What an earlier version had and this one has not goes.
    if [ -f "$list" ]; then
      while IFS= read -r file; do
        case $file in
          ''|/*|*..*) continue ;;
        esac
        grep -Fqx -- "$file" "$new" || rm -f -- "$prefix/$file"
      done <"$list"
    fi
    mkdir -p -- "$prefix/share/\(Facts.name)"
    cat <"$new" >"$list"

    echo "Installed $("$program" --version) as $program."
    case :$PATH: in
      *:"$prefix/bin":*) ;;
      *) echo "Your shell does not look there: put export PATH=\\"$prefix/bin:\\$PATH\\" into ~/.profile." ;;
    esac
    echo "Try it: \(Facts.name) demo"
    echo "As a service of yours: systemctl --user enable --now \(Facts.name).socket"

    """
  }
}
