"""Completions of command lines, by the shells themselves."""

import json
import os
import re
import shlex
import shutil
import subprocess

import pytest

from backend import Backend, answering, json_answer
from program import DEADLINE, PATH, environment, run
from terminal import Terminal

PROGRAM = os.path.abspath(PATH)
SHELLS = {name: shutil.which(name) for name in ["bash", "zsh", "fish"]}
VALUES = ["read", "a b$(touch hacked)`touch hacked`", "x'y", "c:d=e", "red\x1b[31m", "two\nlines"]
VISIBLE = VALUES[:4]

# Starts a shell in which Ctrl-G shows the line; READY is put together, so that the typed line does not show it.
INTERACTIVE = {
    "bash": r"""exec bash --norc --noprofile -i""",
    "zsh": r"""exec zsh -f -i""",
}
SETUP = {
    "bash": r"""PS1='> '; bind 'set bell-style none'; bind 'set enable-bracketed-paste off'
show() { printf '\nLINE<%s>END\n' "$READLINE_LINE"; }
bind -x '"\C-g": show'
source "$SCRIPT"
printf 'REA%s\n' DY
""",
    "zsh": r"""PS1='> '; autoload -Uz compinit; compinit -u -D; setopt no_beep
show() { print -r -- $'\n'"LINE<$BUFFER>END" }
zle -N show; bindkey '^G' show; bindkey '^I' complete-word
compadd() {
  local place=${@[(I)-a]}
  (( place )) && print -rl -- "${(@P)@[-1]}" >> "$LOG"
  builtin compadd "$@"
}
source "$SCRIPT"
print -r -- REA''DY
""",
}

# Splits a line as bash does for COMP_WORDS, and calls the function as bash does.
CALL = r"""
source "$SCRIPT"
words=("$@")
COMP_WORDS=("${words[@]}") COMP_CWORD=$((${#words[@]} - 1)) COMP_LINE=$LINE COMP_POINT=${#LINE}
_nethesis_mcp nethesis-mcp
((${#COMPREPLY[@]})) && printf '%s\n' "${COMPREPLY[@]}"
exit 0
"""


def shell_environment(folder, script, **more):
    path = f"{os.path.dirname(PROGRAM)}:{os.environ['PATH']}"
    fixed = {"PATH": path, "HOME": str(folder), "TERM": "dumb", "LC_ALL": "C.UTF-8", "SCRIPT": str(script)}
    return environment(fixed | {"LOG": str(folder / "log")} | more)


@pytest.fixture(params=list(SHELLS))
def shell(request):
    if not SHELLS[request.param] and os.environ.get("NETHESIS_MCP_REQUIRE_ORACLES") != "1":
        pytest.skip(f"there is no {request.param}")
    return request.param


def script_of(shell, folder):
    path = folder / f"script.{shell}"
    result = run("completions", shell)
    assert (result.returncode, result.stderr) == (0, "")
    path.write_text(result.stdout)
    return path


def document(folder, name="api.json", operations=(), **members):
    path = folder / name
    secret = {"name": "password", "in": "query", "schema": {"enum": ["S3cret"]}, "x-mcp": {"secret": True}}
    mode = {"name": "mode", "in": "query", "schema": {"enum": VALUES}}
    fast = {"name": "fast", "in": "query", "required": True, "schema": {"type": "boolean"}}
    look = {"operationId": "look", "parameters": [mode, secret, fast], "tags": ["far away"]}
    paths = {"/a": {"get": look}, "/b": {"post": {"operationId": "makeAll"}}}
    paths |= {f"/c{number}": {"get": {"operationId": name}} for number, name in enumerate(operations)}
    head = {"openapi": "3.1.1", "info": {"title": "T", "version": "1"}, "servers": [{"url": "http://127.0.0.1:1"}]}
    path.write_text(json.dumps(head | {"paths": paths} | members))
    return str(path)


def bash_words(line):
    """The words of a line as bash splits them for COMP_WORDS; lines of these tests have no other separators."""
    words = re.findall(r"\"[^\"]*\"?|'[^']*'?|[=:]+|[^\s=:\"']+", line)
    return words + [""] * line.endswith(" ")


def offered(shell, line, folder, env=None):
    """The texts that a shell is given for the end of a line."""
    script = script_of(shell, folder)
    env = shell_environment(folder, script, LINE=line, **(env or {}))
    if shell == "zsh":
        typed(shell, line, folder, env)
        return (folder / "log").read_text().splitlines()
    command = {
        "bash": ["bash", "--norc", "--noprofile", "-c", CALL, "bash", *bash_words(line)],
        "fish": ["fish", "--no-config", "-c", 'source "$SCRIPT"; complete -C "$LINE"'],
    }[shell]
    result = subprocess.run(command, env=env, cwd=folder, capture_output=True, text=True, timeout=DEADLINE)
    assert (result.returncode, result.stderr) == (0, "")
    return [text.split("\t")[0] for text in result.stdout.splitlines()]


def typed(shell, line, folder, env=None):
    """The line after the tabulator key, in a terminal."""
    script = script_of(shell, folder)
    (folder / "setup").write_text(SETUP[shell])
    (folder / "log").write_text("")
    start = f"cd {shlex.quote(str(folder))} && {INTERACTIVE[shell]}"
    env = shell_environment(folder, script, **(env or {}))
    with Terminal("-c", start, program="/bin/sh", env=env) as terminal:
        terminal.answer("", "source ./setup")
        terminal.wait_for("READY")
        terminal.type(line + "\t\x07")
        terminal.wait_for(">END")
        return re.search(r"LINE<(.*)>END", terminal.seen, re.DOTALL)[1]


def tails(shell, words, line):
    """The texts as a shell is given them: bash keeps what stands before the last separator."""
    kept = len(re.match(r".*[=:]|", line.split(" ")[-1])[0]) if shell == "bash" else 0
    return [word[kept:] for word in words]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("nethesis-mcp to", ["token", "tools"]),
        ("nethesis-mcp access ", ["add", "list", "remove"]),
        ("nethesis-mcp call create", ["create_api_key"]),
        ("nethesis-mcp call --sandbox create", ["create_api_key"]),
        ("nethesis-mcp call create_api_key ", ["name=", "mode=", "expires_in_days="]),
        ("nethesis-mcp call create_api_key name=x m", ["mode="]),
        ("nethesis-mcp call create_api_key mode=", ["mode=read", "mode=write"]),
        ("nethesis-mcp call create_api_key mode=w", ["mode=write"]),
        ("nethesis-mcp call create_api_key passw", []),
        ("nethesis-mcp call create_api_key password=", []),
        ("nethesis-mcp prompt create_api_key mode=r", ["mode=read"]),
        ("nethesis-mcp prompt rev", ["revoke_api_key"]),
        ("nethesis-mcp read overv", ["overview"]),
        ("nethesis-mcp read docs://operations/rev", ["docs://operations/revoke_api_key"]),
        ("nethesis-mcp tools --client cu", ["cursor"]),
        ("nethesis-mcp tools --dialect=g", ["--dialect=gemini"]),
        ("nethesis-mcp --tools ", ["auto", "all", "search"]),
        ("nethesis-mcp call --secret", ["--secrets"]),
        ("nethesis-mcp completions ", ["bash", "zsh", "fish"]),
        ("nethesis-mcp install zed -- --dial", ["--dialect"]),
        ("nethesis-mcp install lm", ["lm-studio"]),
        ("nethesis-mcp install zed --scope ", ["user", "project"]),
        ("nethesis-mcp nothing ", []),
        ("nethesis-mcp --timeout ", []),
    ],
)
def test_each_place_of_a_line_has_its_texts(shell, tmp_path, line, expected):
    found = offered(shell, line, tmp_path)
    assert sorted(found) == sorted(tails(shell, expected, line))


def test_options_tools_and_values_are_those_of_the_configuration_at_hand(shell, tmp_path):
    document(tmp_path)
    (tmp_path / "c.json").write_text('{"spec": "api.json"}')
    for options, env in [
        ("--spec api.json", {}), ("--spec=api.json", {}), ("--config c.json", {}),
        ("", {"NETHESIS_MCP_SPEC": "api.json"}), ("--spec 'api.json'", {}), ("--spec $HOME/api.json", {}),
    ]:  # fmt: skip
        assert sorted(offered(shell, f"nethesis-mcp call {options} ", tmp_path, env)) == ["look", "make_all"] or (
            shell != "bash" and "$" in options
        )
    assert sorted(offered(shell, "nethesis-mcp call --spec api.json --read-only ", tmp_path)) == ["look"]
    assert "api.json" in offered(shell, "nethesis-mcp call --spec api", tmp_path)


def test_documents_and_what_belongs_to_them(shell, tmp_path):
    document(tmp_path)
    several = "--spec shop=api.json --spec crm=api.json"
    assert sorted(offered(shell, f"nethesis-mcp call {several} shop", tmp_path)) == ["shop_look", "shop_make_all"]
    line = f"nethesis-mcp {several} --backend "
    assert sorted(offered(shell, line, tmp_path)) == ["crm=", "shop="]
    line = f"nethesis-mcp {several} --token-file shop=ap"
    # zsh adds paths to the beginning of the word by itself.
    expected = ["api.json"] if shell == "zsh" else tails(shell, ["shop=api.json"], line)
    assert list(dict.fromkeys(offered(shell, line, tmp_path))) == expected
    line = "nethesis-mcp --spec api.json --include tag:"
    assert [text.replace("\\", "") for text in offered(shell, line, tmp_path)] == tails(shell, ["tag:far away"], line)


@pytest.mark.parametrize("shell_name", ["bash", "zsh"])
@pytest.mark.parametrize(
    ("line", "result"),
    [
        ("nethesis-mcp call create_api_key mo", "nethesis-mcp call create_api_key mode="),
        ("nethesis-mcp call create_api_key mode=w", "nethesis-mcp call create_api_key mode=write "),
        ("nethesis-mcp read docs://ov", "nethesis-mcp read docs://overview "),
        ("nethesis-mcp call --spec api.json look 'mode=a", None),
        ('nethesis-mcp call --spec api.json look "mode=a', None),
        ("nethesis-mcp call --spec api.json look mode=a", None),
        ("nethesis-mcp call --spec api.json look mode=x", None),
        ("nethesis-mcp call --spec api.json look mode=c", None),
    ],
)
def test_a_key_completes_the_line_so_that_the_shell_reads_it_as_it_is_meant(shell_name, tmp_path, line, result):
    document(tmp_path)
    completed = typed(shell_name, line, tmp_path)
    if result:
        assert completed == result
        return
    # The shell itself says what the line means; what stands in the values is never run.
    # What stands behind the last separator is one word.
    code = 'nethesis-mcp() { printf "%s\\n" "${@: -1}"; }; eval "$LINE"'
    if completed.count("'") % 2 and "x\\'y" not in completed:
        completed += "'"
    env = shell_environment(tmp_path, "", LINE=completed)
    read = subprocess.run(["bash", "-c", code], env=env, cwd=tmp_path, capture_output=True, text=True)
    value = next(value for value in VISIBLE if value.startswith(line[-1]))
    assert read.stdout == f"mode={value}\n", completed
    assert not (tmp_path / "hacked").exists()


def test_fish_reads_a_completed_value_as_it_is_meant(tmp_path):
    if not SHELLS["fish"]:
        pytest.skip("there is no fish")
    document(tmp_path)
    found = offered("fish", "nethesis-mcp call --spec api.json look mode=", tmp_path)
    assert sorted(found) == sorted(f"mode={value}" for value in VISIBLE)
    assert not (tmp_path / "hacked").exists()


def test_nobody_is_asked_and_nothing_is_said(tmp_path):
    with Backend(answering(json_answer(b"{}"))) as backend:
        asked = []
        for options in [
            ["--backend", backend.url], ["--spec", f"{backend.url}/api.json"], ["--spec", "/no/such/file"],
            ["--spec", "/dev/zero"], ["--config", "/dev/null"], ["--sandbox"], ["--secrets", "never"], ["--bogus"],
        ]:  # fmt: skip
            for rest in [["call", *options, ""], ["read", *options, ""], ["prompt", *options, ""]]:
                result = run("complete", "fish", *rest)
                assert (result.returncode, result.stderr) == (0, ""), rest
                asked.append(result.stdout)
        assert backend.requests == []
        # A backend is named, and what is published is offered all the same.
        assert "create_api_key" in asked[0]


@pytest.mark.parametrize(
    "arguments",
    [[], ["csh"], ["bash"], ["bash", "x", "y", "z"], ["bash", "-5", "nethesis-mcp ", "a"], ["zsh"], ["fish", ""],
     ["bash", "99999999999999999999", "", "a"], ["fish", os.fsdecode(b"call \xff"), os.fsdecode(b"\xfe")],
     ["zsh", "call", "x" * 100_000], ["zsh", "call", "'" * 10_001], ["fish", *["--spec"] * 1000, ""],
     ["bash", "1", "\n" * 10_000, "a", "b"]],
)  # fmt: skip
def test_a_line_of_any_form_gives_candidates_or_nothing(arguments):
    result = subprocess.run([PATH, "complete", *arguments], env=environment(), capture_output=True, timeout=DEADLINE)
    assert (result.returncode, result.stderr) == (0, b"")
    result.stdout.decode()


def test_a_pipe_in_the_place_of_a_document_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for option in ["--spec", "--config", "--overlay"]:
        assert run("complete", "zsh", "call", option, str(tmp_path / "pipe"), "").returncode == 0


def test_thousands_of_tools_are_offered(shell, tmp_path):
    document(tmp_path, operations=[f"tool{number}" for number in range(5000)])
    found = offered(shell, "nethesis-mcp call --spec api.json tool49", tmp_path)
    assert len(found) == 111 and "tool4999" in found


def test_output_that_nobody_reads_is_no_error():
    with open("/dev/full", "w") as full:
        for arguments, status in [(["complete", "zsh", "ca"], 0), (["completions", "bash"], 1)]:
            process = subprocess.run([PATH, *arguments], stdout=full, env=environment(), stderr=subprocess.PIPE)
            assert process.returncode == status


@pytest.mark.parametrize("name", list(SHELLS))
def test_a_terminal_shows_where_to_put_the_script_and_so_does_the_help(name):
    place = {"bash": "~/.bashrc", "zsh": "~/.zshrc", "fish": "~/.config/fish/completions/nethesis-mcp.fish"}[name]
    with Terminal("completions", name) as terminal:
        assert terminal.end() == 0
        assert place in terminal.seen
    assert place in run("completions", "--help").stdout
    assert place not in run("completions", name).stderr


def test_other_shells_are_refused():
    result = run("completions", "csh")
    assert (result.returncode, result.stdout) == (2, "")
    assert "bash, zsh and fish" in result.stderr
